//! What each field of a written intent may hold.
//!
//! An intent comes back from a file, a database or another program, and reconciling it sends its
//! body with a token. So it is held to what this crate itself writes: a keyed operation, a base URL
//! that may have a token, a path that stays below it, a body of the operation's type.

use reqwest::Url;
use serde::de::DeserializeOwned;
use sfcompute_api::operations::OPERATIONS;
use sfcompute_api::{Operation, Safety, types};
use sfcompute_types::Invalid;

use crate::base_url::BaseUrl;

/// The longest body that is read back.
const LONGEST_BODY: usize = 4 * 1024 * 1024;

pub(super) fn operation(id: &str) -> Result<&'static Operation, Invalid> {
    OPERATIONS
        .iter()
        .copied()
        .find(|operation| operation.safety == Safety::Keyed && operation.id == id)
        .ok_or_else(|| {
            let keyed: Vec<_> = OPERATIONS
                .iter()
                .filter(|operation| operation.safety == Safety::Keyed)
                .map(|operation| operation.id)
                .collect();
            Invalid::new("operation", id, format!("one of {}", keyed.join(", ")))
        })
}

pub(super) fn base_url(text: &str) -> Result<String, Invalid> {
    match BaseUrl::parse(text) {
        Ok(url) if url.as_str() == text => Ok(text.to_owned()),
        Ok(url) => Err(Invalid::new(
            "base_url",
            text,
            format!("the form {}", url.as_str()),
        )),
        // A URL with a password is one of the refused ones, so the text is not repeated.
        Err(why) => Err(Invalid::new(
            "base_url",
            format!("a URL of which {why}"),
            "https, or http to this machine, without user, query or fragment",
        )),
    }
}

pub(super) fn caller(text: String) -> Result<String, Invalid> {
    match text.parse::<uuid::Uuid>() {
        Ok(uuid) if uuid.to_string() == text => Ok(text),
        _ => Err(Invalid::new("caller", text, "a UUID in lower case")),
    }
}

/// A path that, put behind the base URL, is the path it says: nothing in it is resolved, escaped
/// or taken for a query.
pub(super) fn path(base_url: &str, path: String) -> Result<String, Invalid> {
    let whole = format!("{base_url}{path}");
    let kept = Url::parse(&whole).is_ok_and(|url| {
        url.as_str() == whole && url.query().is_none() && url.fragment().is_none()
    });
    let plain = path.starts_with('/') && !path.contains("//") && !path.contains('\\');
    if kept && plain {
        Ok(path)
    } else {
        Err(Invalid::new(
            "path",
            path,
            "an escaped path that starts with one slash, without dot segments, query or fragment",
        ))
    }
}

pub(super) fn body(operation: &Operation, body: String) -> Result<String, Invalid> {
    let length = format!("{} bytes", body.len());
    if body.len() > LONGEST_BODY {
        let allowed = format!("at most {LONGEST_BODY} bytes");
        return Err(Invalid::new("body", length, allowed));
    }
    let known = match operation.id {
        "create_order" => reads_as::<types::CreateOrderRequest>(&body),
        "create_pool_transfer" => reads_as::<types::CreatePoolTransferRequest>(&body),
        "replace_instance" => reads_as::<types::ReplaceInstanceRequest>(&body),
        // Of an operation that is keyed since yesterday, at least JSON.
        _ => reads_as::<serde_json::Map<String, serde_json::Value>>(&body),
    };
    match known {
        Ok(()) => Ok(body),
        Err(place) => Err(Invalid::new(
            "body",
            format!("{length}, which fail {place}"),
            format!("the JSON body of {}", operation.id),
        )),
    }
}

/// Where a body ceases to be of a type; the decoder's own words would repeat parts of it.
fn reads_as<T: DeserializeOwned>(body: &str) -> Result<(), String> {
    match serde_json::from_str::<T>(body) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "at line {}, column {}",
            error.line(),
            error.column()
        )),
    }
}
