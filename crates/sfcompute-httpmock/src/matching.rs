//! What is asked of requests, in the form in which the generated client sends it.
//!
//! The client writes path parameters and headers as they display and query parameters as they
//! serialise, which differs for times; so does this. All is built of httpmock's own conditions, so
//! that a mock that was not called says why.

use std::collections::BTreeMap;
use std::fmt::Display;

use httpmock::{Method, When};
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;

/// Any one segment of a path, in a regular expression.
const ANY_SEGMENT: &str = "[^/]+";

/// Any text, in a regular expression.
const ANYTHING: &str = "(?s)^.*$";

/// Requests of one operation: a method, and a path that fits `template` and is none of `rivals`.
pub(crate) fn operation(when: When, method: &str, template: &str, rivals: &[&str]) -> When {
    let when = when.method(method_of(method));
    if !template.contains('{') {
        return when.path(template);
    }
    let when = when.path_matches(pattern(template, |_| ANY_SEGMENT.to_owned()).as_str());
    rivals
        .iter()
        .fold(when, |when, rival| when.path_not(*rival))
}

fn method_of(name: &str) -> Method {
    match name {
        "POST" => Method::POST,
        "PUT" => Method::PUT,
        "PATCH" => Method::PATCH,
        "DELETE" => Method::DELETE,
        "HEAD" => Method::HEAD,
        "OPTIONS" => Method::OPTIONS,
        "TRACE" => Method::TRACE,
        _ => Method::GET,
    }
}

/// Requests whose path has `value` where `template` has `name`.
pub(crate) fn path(when: When, template: &str, name: &str, value: impl Display) -> When {
    let Some(sent) = segment(&value.to_string()) else {
        // What bends the URL is sent elsewhere.
        return when.is_true(|_| false);
    };
    let sent = regex::escape(&sent);
    let one = |parameter: &str| {
        if parameter == name {
            sent.clone()
        } else {
            ANY_SEGMENT.to_owned()
        }
    };
    when.path_matches(pattern(template, one).as_str())
}

/// A value as a segment of the path that is sent; none when it does not stay one.
///
/// First the client escapes it, then the URL escapes what the client left.
fn segment(value: &str) -> Option<String> {
    let escaped = progenitor_client::encode_path(value);
    let url = Url::parse(&format!("http://localhost/{escaped}/")).ok()?;
    let sent = url.path().strip_prefix('/')?.strip_suffix('/')?;
    let one = !sent.is_empty() && !sent.contains('/') && url.query().is_none();
    one.then(|| sent.to_owned())
}

/// A regular expression for whole paths, from a template and what stands for its parameters.
fn pattern(template: &str, parameter: impl Fn(&str) -> String) -> String {
    let segments = template.split('/').map(|segment| {
        let name = segment
            .strip_prefix('{')
            .and_then(|it| it.strip_suffix('}'));
        name.map_or_else(|| regex::escape(segment), &parameter)
    });
    let segments: Vec<String> = segments.collect();
    format!("^{}$", segments.join("/"))
}

/// Requests whose query has this value under `name`; with none, has no such name.
pub(crate) fn query<T: Serialize>(when: When, name: &str, value: Option<T>) -> When {
    let Some(value) = value else {
        return when.query_param_missing(name);
    };
    match written(&value) {
        Some(text) => when.query_param(name, text),
        None => when.is_true(|_| false),
    }
}

/// Requests whose query has these values under `name` and no others, in any order.
pub(crate) fn query_all<T: Serialize>(when: When, name: &str, values: &[T]) -> When {
    if values.is_empty() {
        return when.query_param_missing(name);
    }
    let Some(texts) = values.iter().map(written).collect::<Option<Vec<_>>>() else {
        return when.is_true(|_| false);
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &texts {
        let count = counts.entry(text).or_default();
        *count = count.saturating_add(1);
    }
    let name = whole(name);
    let when = when.query_param_count(name.as_str(), ANYTHING, texts.len());
    counts.into_iter().fold(when, |when, (text, count)| {
        when.query_param_count(name.as_str(), whole(text), count)
    })
}

/// A regular expression for this text alone.
fn whole(text: &str) -> String {
    format!("^{}$", regex::escape(text))
}

/// A scalar as a query carries it; none for what a query cannot carry.
fn written<T: Serialize>(value: &T) -> Option<String> {
    match serde_json::to_value(value).ok()? {
        Value::String(text) => Some(text),
        scalar @ (Value::Bool(_) | Value::Number(_)) => Some(scalar.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Requests with this header; with none, without such a header.
pub(crate) fn header<T: Display>(when: When, name: &str, value: Option<T>) -> When {
    match value {
        Some(value) => when.header(name, value.to_string()),
        None => when.header_missing(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_what_the_client_sends() {
        for (value, sent) in [
            ("ordr_a", Some("ordr_a")),
            (
                "sfc:pool:acme:prod:training",
                Some("sfc:pool:acme:prod:training"),
            ),
            ("a b/c?d#e%f", Some("a%20b%2Fc%3Fd%23e%25f")),
            ("größe", Some("gr%C3%B6%C3%9Fe")),
            ("a\"<>`{}", Some("a%22%3C%3E%60%7B%7D")),
            ("", None),
            (".", None),
            ("..", None),
            ("a\\b", None),
        ] {
            assert_eq!(segment(value).as_deref(), sent, "{value:?}");
        }
    }

    #[test]
    fn a_pattern_is_of_the_whole_path() {
        let pattern = pattern("/v2/a.b/{id}/c", |_| ANY_SEGMENT.to_owned());
        assert_eq!(pattern, r"^/v2/a\.b/[^/]+/c$");
    }

    #[test]
    fn a_query_carries_scalars() {
        assert_eq!(written(&1_738_972_800_i64).as_deref(), Some("1738972800"));
        assert_eq!(written(&true).as_deref(), Some("true"));
        assert_eq!(written(&"a=b").as_deref(), Some("a=b"));
        assert_eq!(written(&[1]), None);
    }
}
