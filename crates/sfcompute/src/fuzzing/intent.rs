//! Written intents: what is taken up after a crash is what was written, and nothing else.

use reqwest::Url;
use serde_json::Value;

use super::{SECRET, is_one_line};
use crate::base_url::BaseUrl;
use crate::intent::Intent;

/// Any text, as a written intent.
pub(super) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let read = Intent::from_json(text);
    let by_serde = serde_json::from_str::<Intent>(text);
    assert_eq!(
        read.as_ref().ok(),
        by_serde.as_ref().ok(),
        "both ways in agree"
    );
    let told = match &read {
        Ok(intent) => {
            is_whole(intent);
            format!("{intent} {intent:?}")
        }
        Err(error) => {
            is_one_line(&error.to_string(), 4_000);
            format!("{error} {error:?}")
        }
    };
    // What is no JSON as a whole may begin with an object whose fields are told of.
    let json = serde_json::from_str::<Value>(text);
    if !json.as_ref().is_ok_and(is_elsewhere) {
        assert!(!told.contains(SECRET), "{told}");
        if let (Ok(_), Err(error)) = (json, by_serde) {
            assert!(!error.to_string().contains(SECRET), "{error}");
        }
    }
}

fn is_whole(intent: &Intent) {
    let written = intent.to_json();
    assert_eq!(Intent::from_json(&written).as_ref(), Ok(intent));
    let by_serde = serde_json::to_value(intent).expect("it can be written");
    assert_eq!(serde_json::from_str::<Value>(&written).ok(), Some(by_serde));
    assert!(intent.is_same_call(intent));

    let base = BaseUrl::parse(intent.base_url()).expect("a token may go there");
    assert_eq!(base.as_str(), intent.base_url());
    let base = Url::parse(base.as_str()).expect("a URL");
    let whole = format!("{}{}", intent.base_url(), intent.path());
    let url = Url::parse(&whole).expect("a URL");
    assert_eq!(url.as_str(), whole, "nothing in it is resolved or escaped");
    assert_eq!(
        (url.host(), url.port(), url.scheme()),
        (base.host(), base.port(), base.scheme())
    );
    assert_eq!(
        (url.query(), url.fragment(), url.username()),
        (None, None, "")
    );
    assert!(intent.first_attempt_at() <= intent.last_attempt_by());
    serde_json::from_str::<Value>(intent.body()).expect("a body is JSON");
}

/// Whether what stands for something secret is in another field than the body, which may be shown.
fn is_elsewhere(intent: &Value) -> bool {
    let fields = intent.as_object().into_iter().flatten();
    let mut others = fields.filter(|(name, _)| *name != "body");
    others.any(|(name, value)| format!("{name}{value}").contains(SECRET))
}
