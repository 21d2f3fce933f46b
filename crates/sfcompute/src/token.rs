//! The bearer token, kept where no text form can show it.

use std::fmt;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

/// An API token. Its text goes into the `Authorization` header and nowhere else.
#[derive(Clone)]
pub(crate) struct Token(SecretString);

/// Why a text is no token. The text itself is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadToken {
    Empty,
    Characters,
}

impl fmt::Display for BadToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the token is empty",
            Self::Characters => "the token holds white space, control or non-ASCII characters",
        })
    }
}

impl Token {
    /// Takes a token as people paste it: white space around it and a `Bearer ` before it go.
    pub(crate) fn parse(text: &str) -> Result<Self, BadToken> {
        let text = text.trim();
        let text = match text.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("bearer ") => {
                text.get(7..).unwrap_or_default().trim()
            }
            _ => text,
        };
        if text.is_empty() || text.eq_ignore_ascii_case("bearer") {
            return Err(BadToken::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BadToken::Characters);
        }
        Ok(Self(SecretString::from(text)))
    }

    /// The header value, marked so that no log of headers prints it.
    pub(crate) fn header(&self) -> Result<HeaderValue, http::header::InvalidHeaderValue> {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.0.expose_secret()))?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Tells this token from others without being it: a UUID made of it by a one-way function.
    pub(crate) fn fingerprint(&self) -> String {
        /// The space that these UUIDs are made in, so that they equal no other use's.
        const SPACE: uuid::Uuid = uuid::uuid!("6f9f1d6e-6d0c-4c1b-9d0b-5b1f0a3f7c55");
        uuid::Uuid::new_v5(&SPACE, self.0.expose_secret().as_bytes()).to_string()
    }

    /// The text with every occurrence of the token taken out, for what a server wrote; also as JSON
    /// and Debug forms escape it.
    pub(crate) fn redact(&self, text: &str) -> String {
        let token = self.0.expose_secret();
        let quoted = format!("{token:?}");
        let escaped = quoted
            .get(1..quoted.len().saturating_sub(1))
            .unwrap_or(token);
        let slashed = token.replace('/', "\\/");
        let without = |stand_in| {
            [escaped, &slashed]
                .into_iter()
                .filter(|form| *form != token)
                .chain([token])
                .fold(text.to_owned(), |text, form| text.replace(form, stand_in))
        };
        let redacted = without("[redacted]");
        if redacted.contains(token) {
            // A token that is part of that word, or of two of them side by side. No token has this
            // character in it.
            without("…")
        } else {
            redacted
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_forms_are_the_same_token() {
        for text in [
            "sk_live_a",
            " sk_live_a\n",
            "Bearer sk_live_a",
            "bearer  sk_live_a ",
        ] {
            let header = Token::parse(text).unwrap().header().unwrap();
            assert_eq!(header.to_str().unwrap(), "Bearer sk_live_a", "{text:?}");
            assert!(header.is_sensitive());
        }
    }

    #[test]
    fn what_is_no_token_is_refused_without_being_shown() {
        for (text, why) in [
            ("", BadToken::Empty),
            ("  ", BadToken::Empty),
            ("Bearer ", BadToken::Empty),
            ("a b", BadToken::Characters),
            ("sécret", BadToken::Characters),
            ("a\u{0}b", BadToken::Characters),
        ] {
            assert_eq!(Token::parse(text).unwrap_err(), why, "{text:?}");
        }
    }

    #[test]
    fn no_text_form_shows_it() {
        let token = Token::parse("sk_live_secret").unwrap();
        assert_eq!(format!("{token:?}"), "Token([redacted])");
        assert_eq!(
            token.redact("bad token sk_live_secret!"),
            "bad token [redacted]!"
        );
        assert_eq!(format!("{:?}", token.header().unwrap()), "Sensitive");
        for (token, text, told) in [
            ("redacted", "a redacted b", "a … b"),
            ("][", "a][][b", "a……b"),
            ("a/b+\"", r#"{"x":"a\/b+""}"#, r#"{"x":"[redacted]"}"#),
            ("a\\b", r#"invalid "a\\b""#, r#"invalid "[redacted]""#),
        ] {
            assert_eq!(Token::parse(token).unwrap().redact(text), told);
        }

        let odd = Token::parse(r#"a"b\c"#).unwrap();
        assert_eq!(odd.redact(&format!("{:?}", r#"a"b\c"#)), "\"[redacted]\"");
    }
}
