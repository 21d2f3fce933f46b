//! The door for fuzz targets, and for the tests that feed them their seeds: what holds for every
//! text that comes from a server, a user or the environment. Not part of the API.
//!
//! Each law takes any bytes and panics where it is broken.
#![allow(clippy::panic, clippy::expect_used)]

mod answer;
mod base_url;
mod dollars;
mod environment;
mod error_body;
mod idempotency_key;
mod intent;
mod retry_after;
mod token;

#[cfg(test)]
mod tests;

/// A law, by the name of its fuzz target and of its corpus.
pub type Law = (&'static str, fn(&[u8]));

/// Every law.
pub const LAWS: &[Law] = &[
    ("answer", answer::hold),
    ("base_url", base_url::hold),
    ("dollars", dollars::hold),
    ("environment", environment::hold),
    ("error_body", error_body::hold),
    ("idempotency_key", idempotency_key::hold),
    ("intent", intent::hold),
    ("retry_after", retry_after::hold),
    ("token", token::hold),
];

/// Holds `data` to the law of this name.
pub fn hold(name: &str, data: &[u8]) {
    let law = LAWS.iter().find(|(known, _)| *known == name);
    let (_, law) = law.expect("a law of that name");
    law(data);
}

/// What stands for something secret in the inputs, so that the fuzzer can put it anywhere.
const SECRET: &str = "sk_live_never_to_be_shown";

/// That a message can be printed: on one line, no longer than `most` characters.
fn is_one_line(message: &str, most: usize) {
    assert!(!message.chars().any(char::is_control), "{message:?}");
    let length = message.chars().count();
    assert!(length <= most, "{length} characters");
}
