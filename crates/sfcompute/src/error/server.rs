//! What a server says when it refuses, read from whatever it sent.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use super::{Kind, Unreadable};
use crate::token::Token;

/// How much of a text that a server wrote is kept.
const KEPT: usize = 512;

/// How many of a refusal's details are kept.
const MOST_DETAILS: usize = 64;

/// How much of a body that is no error document is shown.
const SHOWN: usize = 160;

/// An answer outside success.
#[derive(Clone, Debug)]
pub(crate) struct ServerAnswer {
    pub(crate) status: StatusCode,
    pub(crate) error_type: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) details: Vec<Detail>,
    /// The start of a body that is not the API's error document.
    pub(crate) start: Option<String>,
    /// Where a redirect, which is never followed, pointed to.
    pub(crate) location: Option<String>,
}

/// One entry of the server's `error.details`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detail {
    /// The field it is about, in the API's words, when the server names one.
    pub field: Option<String>,
    /// The server's code for the problem.
    pub code: String,
    /// The server's sentence about it.
    pub message: String,
}

impl ServerAnswer {
    /// Reads an answer; whatever the body is, the status is kept, and of an error document every
    /// part that is what it was documented to be.
    pub(crate) fn read(
        status: StatusCode,
        location: Option<&str>,
        body: &Bytes,
        token: &Token,
    ) -> Self {
        let kept = |text: &str| kept(text, token);
        let text = |value: &Value, name| value.get(name).and_then(Value::as_str).map(kept);
        let mut answer = Self {
            status,
            error_type: None,
            message: None,
            details: Vec::new(),
            start: None,
            location: location.map(kept),
        };
        let document = serde_json::from_slice::<Value>(body).ok();
        match document.as_ref().and_then(|document| document.get("error")) {
            Some(error) if error.is_object() => {
                answer.error_type = text(error, "type");
                answer.message = text(error, "message");
                let details = error.get("details").and_then(Value::as_array);
                answer.details = details
                    .into_iter()
                    .flatten()
                    .filter(|detail| detail.is_object())
                    .take(MOST_DETAILS)
                    .map(|detail| Detail {
                        field: text(detail, "field"),
                        code: text(detail, "code").unwrap_or_default(),
                        message: text(detail, "message").unwrap_or_default(),
                    })
                    .collect();
            }
            _ => answer.start = start_of(body, token),
        }
        answer
    }
}

/// A success that cannot be used, and why: the decoder's words may repeat any part of the body.
pub(crate) fn undecodable(
    status: StatusCode,
    content_type: Option<&str>,
    body: &Bytes,
    why: &dyn fmt::Display,
    token: &Token,
) -> Kind {
    Kind::Undecodable {
        status,
        content_type: content_type.map(|kind| kept(kind, token)),
        start: start_of(body, token).unwrap_or_default(),
        cause: Box::new(Unreadable(kept(&why.to_string(), token))),
    }
}

/// What a server wrote, as an error may hold it: on one line, cut when long, without the token.
pub(crate) fn kept(text: &str, token: &Token) -> String {
    shortened(&on_one_line(&token.redact(text)), KEPT)
}

/// The first line or so of a body, safe to print; nothing when it is empty.
pub(crate) fn start_of(body: &Bytes, token: &Token) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let text = token.redact(text.trim());
    let printable: String = on_one_line(&text).chars().take(SHOWN * 4).collect();
    let joined = printable.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then(|| shortened(&joined, SHOWN))
}

/// The text without line breaks and terminal codes: an error is one line.
fn on_one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn shortened(text: &str, most: usize) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(most).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &'static str) -> ServerAnswer {
        let token = Token::parse("sk_live_secret").unwrap();
        ServerAnswer::read(
            StatusCode::UNPROCESSABLE_ENTITY,
            None,
            &Bytes::from_static(body.as_bytes()),
            &token,
        )
    }

    #[test]
    fn an_error_document_is_read_whole() {
        let answer = read(
            r#"{"error":{"type":"unprocessable_entity","message":"no","extra":1,
               "details":[{"field":"pool","code":"x","message":"y"},{"code":"z","message":""}]}}"#,
        );
        assert_eq!(answer.error_type.as_deref(), Some("unprocessable_entity"));
        assert_eq!(answer.message.as_deref(), Some("no"));
        assert_eq!(answer.details.len(), 2);
        assert_eq!(answer.details[0].field.as_deref(), Some("pool"));
        assert_eq!(answer.details[1].field, None);
    }

    #[test]
    fn a_document_with_parts_missing_keeps_the_rest() {
        let answer = read(r#"{"error":{"message":"only this","details":null}}"#);
        assert_eq!(answer.message.as_deref(), Some("only this"));
        assert_eq!(answer.error_type, None);
        assert!(answer.details.is_empty());
    }

    #[test]
    fn a_part_of_another_kind_does_not_spoil_the_rest() {
        let answer = read(
            r#"{"error":{"type":7,"message":"two\nlines","details":[null,{"field":1,"code":"x"}]}}"#,
        );
        assert_eq!(answer.error_type, None);
        assert_eq!(answer.message.as_deref(), Some("two lines"));
        assert_eq!(answer.details.len(), 1);
        assert_eq!(answer.details[0].code, "x");
        assert_eq!(answer.start, None);
    }

    #[test]
    fn a_few_details_are_kept_of_very_many() {
        let many = vec![r#"{"code":"c","message":"m"}"#; 1_000].join(",");
        let body = format!(r#"{{"error":{{"details":[{many}]}}}}"#);
        assert_eq!(
            read(Box::leak(body.into_boxed_str())).details.len(),
            MOST_DETAILS
        );
    }

    #[test]
    fn anything_else_shows_how_it_starts() {
        let answer = read("<html>\n  <h1>Bad gateway</h1>\u{7}</html>");
        assert_eq!(
            answer.start.as_deref(),
            Some("<html> <h1>Bad gateway</h1> </html>")
        );
        assert_eq!(read("").start, None);
    }

    #[test]
    fn a_token_that_is_echoed_is_taken_out() {
        let answer = read(r#"{"error":{"type":"x","message":"bad sk_live_secret"}}"#);
        assert_eq!(answer.message.as_deref(), Some("bad [redacted]"));
        assert_eq!(
            read("oops sk_live_secret").start.as_deref(),
            Some("oops [redacted]")
        );
    }

    #[test]
    fn long_texts_are_cut() {
        let answer = read(Box::leak("x".repeat(5_000).into_boxed_str()));
        assert_eq!(answer.start.unwrap().chars().count(), SHOWN + 1);
    }
}
