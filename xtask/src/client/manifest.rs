//! The manifest and the front page of a client crate.

use serde_json::Value;

/// The crates that the client needs, with their versions and what is always asked of them.
pub const DEPENDENCIES: &[(&str, &str, &str)] = &[
    ("progenitor-client", "0.15.1", ""),
    (
        "reqwest",
        "0.13.5",
        r#", default-features = false, features = ["json", "query", "stream", "form"]"#,
    ),
    ("serde", "1.0", r#", features = ["derive"]"#),
    ("serde_json", "1.0", ""),
];

/// The text of `Cargo.toml`.
pub fn manifest(document: &Value) -> String {
    let mut out = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         # The crate stands alone, wherever its folder is.\n[workspace]\n\n\
         # For https give reqwest the feature `rustls` or `native-tls`.\n[dependencies]\n",
        name(document)
    );
    for (name, version, rest) in DEPENDENCIES {
        out.push_str(&format!("{name} = {{ version = \"{version}\"{rest} }}\n"));
    }
    out
}

/// `Pet Store (v2)` is `pet-store-v2-client`.
fn name(document: &Value) -> String {
    let title = document
        .pointer("/info/title")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let words: Vec<String> = title
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    match words.join("-") {
        name if name.is_empty() => "client".to_owned(),
        name if name.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("api-{name}-client")
        }
        name => format!("{name}-client"),
    }
}

/// The text of `src/lib.rs`.
pub fn front_page(document: &Value) -> String {
    let title = document
        .pointer("/info/title")
        .and_then(Value::as_str)
        .unwrap_or("an API");
    let title: String = title
        .chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '.'))
        .collect();
    format!(
        "//! Generated client for {title}.
//!
//! `Client` has one method an operation, `types` one type a schema. Enums and tagged unions are
//! open: what this client does not know is kept in an `Unknown` variant. Answers that the
//! document does not list as a success arrive as `Error::UnexpectedResponse`.

#![allow(clippy::all, rustdoc::all, nonstandard_style, dead_code)]

#[rustfmt::skip]
mod generated;
#[allow(unused_macros, unused_imports)]
mod open;

pub use generated::*;
"
    )
}
