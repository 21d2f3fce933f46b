//! What a server says when it refuses, read from whatever it sent.

use bytes::Bytes;
use http::StatusCode;
use serde::Deserialize;

use crate::token::Token;

/// How much of a text that a server wrote is kept.
const KEPT: usize = 512;

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

#[derive(Deserialize)]
struct Envelope {
    error: Body,
}

#[derive(Deserialize)]
struct Body {
    #[serde(rename = "type")]
    error_type: Option<String>,
    message: Option<String>,
    #[serde(default)]
    details: Option<Vec<WireDetail>>,
}

#[derive(Deserialize)]
struct WireDetail {
    field: Option<String>,
    code: Option<String>,
    message: Option<String>,
}

impl ServerAnswer {
    /// Reads an answer; whatever the body is, the status is kept.
    pub(crate) fn read(
        status: StatusCode,
        location: Option<&str>,
        body: &Bytes,
        token: &Token,
    ) -> Self {
        let location = location.map(|location| kept(location, token));
        let kept = |text: String| kept(&text, token);
        match serde_json::from_slice::<Envelope>(body) {
            Ok(Envelope { error }) => Self {
                status,
                error_type: error.error_type.map(kept),
                message: error.message.map(kept),
                details: error
                    .details
                    .unwrap_or_default()
                    .into_iter()
                    .map(|detail| Detail {
                        field: detail.field.map(kept),
                        code: kept(detail.code.unwrap_or_default()),
                        message: kept(detail.message.unwrap_or_default()),
                    })
                    .collect(),
                start: None,
                location,
            },
            Err(_) => Self {
                status,
                error_type: None,
                message: None,
                details: Vec::new(),
                start: start_of(body, token),
                location,
            },
        }
    }
}

/// A text that a server wrote, safe to print: without the token, and not longer than is of use.
pub(crate) fn kept(text: &str, token: &Token) -> String {
    shortened(&token.redact(text), KEPT)
}

/// The first line or so of a body, safe to print; nothing when it is empty.
pub(crate) fn start_of(body: &Bytes, token: &Token) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let text = token.redact(text.trim());
    let printable: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(SHOWN * 4)
        .collect();
    let joined = printable.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then(|| shortened(&joined, SHOWN))
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
