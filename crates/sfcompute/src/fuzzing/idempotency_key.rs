//! Idempotency keys: what is given is what a server reads from the header.

use http::HeaderValue;

use super::is_one_line;
use crate::idempotency::IdempotencyKey;

/// Any text, as a key.
pub(super) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match text.parse::<IdempotencyKey>() {
        Ok(key) => {
            assert_eq!((key.as_str(), key.to_string().as_str()), (text, text));
            assert_eq!(key.to_string().parse().as_ref(), Ok(&key));
            let header = HeaderValue::from_str(key.as_str()).expect("a key fits its header");
            // Servers take white space off both ends of a header.
            assert_eq!(header.to_str().expect("ASCII").trim(), text);
            assert!((1..=255).contains(&text.len()));
        }
        Err(error) => {
            assert_eq!((error.what(), error.given()), ("idempotency key", text));
            is_one_line(&error.to_string(), 2_000);
        }
    }
}
