//! Where requests go, and whether a token may go there.

use std::fmt;

use reqwest::Url;

/// The public API.
pub(crate) const PUBLIC_API: &str = "https://api.sfcompute.com";

/// A checked base URL: https, or http to this very machine; no trailing slash.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    text: String,
    loopback: bool,
}

impl BaseUrl {
    /// Parses and checks; the error says what is wrong, for a reader who sees only the message.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text.trim()).map_err(|error| format!("it does not parse: {error}"))?;
        let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
            return Err("it has no host".to_owned());
        };
        let loopback = is_loopback(host);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return Err(format!(
                    "http would send the token in the clear to {}; use https (plain http is for \
                     loopback addresses only)",
                    start_of(host)
                ));
            }
            scheme => return Err(format!("the scheme is {}; use https", start_of(scheme))),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it carries a user name or password; pass the token instead".to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("it carries a query or a fragment; give scheme, host and path".to_owned());
        }
        Ok(Self {
            text: url.as_str().trim_end_matches('/').to_owned(),
            loopback,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_https(&self) -> bool {
        self.text.starts_with("https:")
    }

    /// Whether it names this machine; such traffic is kept off proxies.
    pub(crate) fn is_loopback(&self) -> bool {
        self.loopback
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// A text that was given as a base URL, as a message shows it: on one line, cut when long, and
/// without what people put into URLs and should not, user names, passwords and keys.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, rest) = match self.0.split_once(':') {
            Some((scheme, rest)) => (scheme, rest),
            // A host, with its scheme forgotten.
            None if self.0.contains('.') && self.0.len() <= 64 => ("", self.0),
            // No URL at all. It may well be the token, set in the wrong place.
            None => return f.write_str("(not shown, since it has no scheme)"),
        };
        let colon = if scheme.is_empty() { "" } else { ":" };
        let open = rest.split(['?', '#']).next().unwrap_or_default();
        // The parser has many ways to find a user before an `@`, so nothing before the last is shown.
        let shown = match open.rsplit_once('@') {
            Some((_, host)) if scheme.is_empty() => format!("[hidden]@{host}"),
            Some((_, host)) => format!("{scheme}://[hidden]@{host}"),
            None => format!("{scheme}{colon}{open}"),
        };
        let hidden = if open.len() < rest.len() {
            "[hidden]"
        } else {
            ""
        };
        write!(f, "\"{}{hidden}\"", start_of(&shown).escape_debug())
    }
}

/// As much of a text as a message has room for.
fn start_of(text: &str) -> String {
    match text.char_indices().nth(120) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => bare.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_http_to_this_machine() {
        for (given, kept) in [
            ("https://api.sfcompute.com", "https://api.sfcompute.com"),
            ("https://api.sfcompute.com/", "https://api.sfcompute.com"),
            (
                "https://gateway.example/sfc//",
                "https://gateway.example/sfc",
            ),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://127.8.8.8", "http://127.8.8.8"),
            ("http://localhost:1/", "http://localhost:1"),
            ("http://[::1]:80/", "http://[::1]"),
            (" https://a.example\n", "https://a.example"),
        ] {
            assert_eq!(BaseUrl::parse(given).unwrap().as_str(), kept, "{given}");
        }
    }

    #[test]
    fn what_is_refused_is_shown_without_secrets() {
        for (given, shown) in [
            ("http://a.example/x", r#""http://a.example/x""#),
            ("https://u:p@a.example", r#""https://[hidden]@a.example""#),
            ("https:u:p@a.example", r#""https://[hidden]@a.example""#),
            ("https://u:p@w@a.example/@/", r#""https://[hidden]@/""#),
            (
                "https://a.example/x?key=k",
                r#""https://a.example/x[hidden]""#,
            ),
            ("https://a.example#k", r#""https://a.example[hidden]""#),
            ("https://a\n", r#""https://a\n""#),
            ("api.a.example", r#""api.a.example""#),
            ("u@a.example", r#""[hidden]@a.example""#),
            ("sk_live_a", "(not shown, since it has no scheme)"),
            ("", "(not shown, since it has no scheme)"),
        ] {
            assert_eq!(Shown(given).to_string(), shown, "{given}");
        }
        let long = format!("https://{}", "a".repeat(500));
        assert_eq!(Shown(&long).to_string().chars().count(), 123);
    }

    #[test]
    fn what_would_leak_a_token_is_refused() {
        for (given, why) in [
            ("http://api.sfcompute.com", "in the clear"),
            ("http://localhost.example", "in the clear"),
            ("http://10.0.0.1", "in the clear"),
            ("ftp://api.sfcompute.com", "scheme is ftp"),
            ("https://user:pass@api.sfcompute.com", "user name"),
            ("https://api.sfcompute.com?x=1", "query"),
            ("https://api.sfcompute.com#x", "fragment"),
            ("api.sfcompute.com", "does not parse"),
            ("", "does not parse"),
        ] {
            let error = BaseUrl::parse(given).unwrap_err();
            assert!(error.contains(why), "{given}: {error}");
        }
    }
}
