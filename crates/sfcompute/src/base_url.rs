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
                    "http would send the token in the clear to {host}; use https (plain http is \
                     for loopback addresses only)"
                ));
            }
            scheme => return Err(format!("the scheme is {scheme}; use https")),
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
