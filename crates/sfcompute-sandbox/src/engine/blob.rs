//! Bytes that the market keeps, and what they hash to.

use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// Bytes that clones share.
#[derive(Clone, PartialEq, Eq)]
pub struct Blob(Arc<[u8]>);

impl Blob {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        // A slice is never longer than a `u64` can count.
        self.0.len() as u64
    }

    pub(crate) fn concatenated<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let parts: Vec<&[u8]> = parts.map(Self::as_slice).collect();
        Self(parts.concat().into())
    }

    /// The SHA-256 of the bytes, as 64 lower-case hex digits.
    pub(crate) fn sha256(&self) -> String {
        sha256(&self.0)
    }
}

impl From<&[u8]> for Blob {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({} bytes)", self.0.len())
    }
}

/// As lower-case hex digits, two a byte.
impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = unhex(text.as_bytes());
        let bytes = bytes.ok_or_else(|| D::Error::custom("bytes are pairs of hex digits"))?;
        Ok(Self(bytes.into()))
    }
}

/// The SHA-256 of bytes, as 64 lower-case hex digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&digest(bytes))
}

/// The SHA-256 of bytes.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16);
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(digit).collect()
}

/// The bytes that pairs of hex digits stand for, if the text is nothing else.
fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let (pairs, []) = text.as_chunks::<2>() else {
        return None;
    };
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(*high)? << 4 | digit(*low)?).ok();
    pairs.iter().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_the_standard() {
        assert_eq!(
            Blob::from(&b"abc"[..]).sha256(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn bytes_are_there_again_after_serialising() {
        let all: Vec<u8> = (0..=255).collect();
        let blob = Blob::from(all.as_slice());
        let text = serde_json::to_string(&blob).unwrap();
        assert!(
            text.starts_with("\"000102") && text.ends_with("feff\""),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Blob>(&text).unwrap(), blob);
        for wrong in ["\"0\"", "\"0g\"", "\"+1\"", "[0]"] {
            serde_json::from_str::<Blob>(wrong).unwrap_err();
        }
    }

    #[test]
    fn parts_come_together_in_order() {
        let parts = [
            Blob::from(&b"ab"[..]),
            Blob::from(&b""[..]),
            Blob::from(&b"c"[..]),
        ];
        let whole = Blob::concatenated(parts.iter());
        assert_eq!((whole.as_slice(), whole.size()), (&b"abc"[..], 3));
    }
}
