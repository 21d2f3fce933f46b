//! Idempotency keys: what makes an order that is sent twice an order that is placed once.

mod memory;

use std::fmt;
use std::str::FromStr;

use sfcompute_types::{Input, Invalid};
use uuid::Uuid;

pub(crate) use memory::{Fingerprint, KeyClaim, KeyMemory, REMEMBERED};

/// The value of an `Idempotency-Key` header: printable ASCII, not blank at either end, at most
/// 255 characters.
///
/// The market keeps one result for each key. A call that carries a key it has seen places nothing
/// and returns what the first call placed. So a key belongs to one request: a client refuses to
/// send it with another one, as long as it is among the last 4,096 keys that the client and its
/// clones have used.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(String);

/// The longest key that is sent. The API states no limit; this is what such APIs commonly keep.
const LONGEST: usize = 255;

impl IdempotencyKey {
    /// A new key that no other call has: a UUID of version 7, which sorts by time.
    pub fn mint() -> Self {
        Self(Uuid::now_v7().to_string())
    }

    /// The key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IdempotencyKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let printable = text
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if text.is_empty() || !printable || text.trim() != text || text.len() > LONGEST {
            return Err(Invalid::new(
                "idempotency key",
                text,
                "1 to 255 printable ASCII characters, no space at either end",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdempotencyKey({:?})", self.0)
    }
}

impl Input<IdempotencyKey> for IdempotencyKey {
    fn input(self) -> Result<IdempotencyKey, Invalid> {
        Ok(self)
    }
}

impl Input<IdempotencyKey> for &IdempotencyKey {
    fn input(self) -> Result<IdempotencyKey, Invalid> {
        Ok(self.clone())
    }
}

impl Input<IdempotencyKey> for &str {
    fn input(self) -> Result<IdempotencyKey, Invalid> {
        self.parse()
    }
}

impl Input<IdempotencyKey> for String {
    fn input(self) -> Result<IdempotencyKey, Invalid> {
        self.parse()
    }
}

impl Input<IdempotencyKey> for Uuid {
    fn input(self) -> Result<IdempotencyKey, Invalid> {
        Ok(IdempotencyKey(self.to_string()))
    }
}

/// Makes the keys of keyed calls that were given none.
pub trait KeySource: fmt::Debug + Send + Sync {
    /// A key that this source has not given before.
    fn mint(&self) -> IdempotencyKey;
}

/// The key source of a client that was given none: a UUID of version 7 a call.
#[derive(Clone, Copy, Debug, Default)]
pub struct UuidKeys;

impl KeySource for UuidKeys {
    fn mint(&self) -> IdempotencyKey {
        IdempotencyKey::mint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printable_keys_pass() {
        for text in [
            "a",
            "order 7 / retry",
            "018f-…".trim_end_matches('…'),
            &"k".repeat(255),
        ] {
            assert_eq!(text.parse::<IdempotencyKey>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn blank_long_and_unprintable_keys_do_not() {
        for text in [
            "",
            " ",
            " a",
            "a ",
            "a\nb",
            "a\u{7f}",
            "é",
            &"k".repeat(256),
        ] {
            let error = text.parse::<IdempotencyKey>().unwrap_err();
            assert_eq!(error.what(), "idempotency key", "{text:?}");
        }
    }

    #[test]
    fn minted_keys_differ_and_are_legal() {
        let (a, b) = (IdempotencyKey::mint(), IdempotencyKey::mint());
        assert_ne!(a, b);
        assert_eq!(a.as_str().parse::<IdempotencyKey>().unwrap(), a);
    }
}
