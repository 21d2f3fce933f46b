//! Base URLs: where a token may go, and that a request goes nowhere else.

use reqwest::Url;

use super::{SECRET, is_one_line};
use crate::base_url::BaseUrl;
use crate::builder::ClientBuilder;

/// Any text, as a base URL.
pub(super) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let builder = ClientBuilder::new().token("sk_a").base_url(text);
    let mut told = format!("{builder:?}");
    match BaseUrl::parse(text) {
        Ok(base) => may_have_a_token(&base),
        Err(_) => told += &builder.build().expect_err("no base URL").to_string(),
    }
    is_one_line(&told, 2_000);
    is_without_secrets(&told, text);
}

fn may_have_a_token(base: &BaseUrl) {
    let again = BaseUrl::parse(base.as_str()).expect("what was kept is a base URL");
    assert_eq!(again.as_str(), base.as_str());
    assert_eq!(again.is_loopback(), base.is_loopback());
    let url = Url::parse(base.as_str()).expect("a URL");
    assert!(url.scheme() == "https" || (url.scheme() == "http" && base.is_loopback()));
    assert_eq!(base.is_https(), url.scheme() == "https");
    assert_eq!((url.username(), url.password()), ("", None));
    assert_eq!((url.query(), url.fragment()), (None, None));
    assert!(!base.as_str().ends_with('/'));
    assert!(
        !base
            .as_str()
            .contains(|c: char| c.is_control() || c.is_whitespace())
    );
    if base.is_loopback() {
        let host = url.host_str().expect("a host").trim_matches(['[', ']']);
        match host.parse::<std::net::IpAddr>() {
            Ok(address) => assert!(address.is_loopback()),
            Err(_) => assert_eq!(host, "localhost"),
        }
    }
    // A path put behind it is below it, on the same host.
    let below = Url::parse(&format!("{}/v2/orders", base.as_str())).expect("a URL");
    assert_eq!(
        (below.scheme(), below.host(), below.port()),
        (url.scheme(), url.host(), url.port())
    );
    let path = url.path().trim_end_matches('/');
    assert_eq!(below.path(), format!("{path}/v2/orders"));
}

/// A user name, a password or a query is not repeated, even where the URL is refused.
fn is_without_secrets(told: &str, text: &str) {
    let Ok(url) = Url::parse(text.trim()) else {
        return;
    };
    let parts = [url.username(), url.password().unwrap_or_default()];
    let mut private = parts.into_iter().chain(url.query()).chain(url.fragment());
    let open = [url.scheme(), url.host_str().unwrap_or_default(), url.path()];
    if private.any(|part| part.contains(SECRET)) && !open.iter().any(|part| part.contains(SECRET)) {
        assert!(!told.contains(SECRET), "{told}");
    }
}
