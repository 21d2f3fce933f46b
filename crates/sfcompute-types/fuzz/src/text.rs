//! What holds for every text type: two gates, one text, and no way to change a URL.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sfcompute_types::Invalid;
use url::Url;

/// A text type, seen from outside.
pub trait Text:
    FromStr<Err = Invalid>
    + Display
    + Debug
    + Clone
    + PartialEq
    + AsRef<str>
    + Serialize
    + DeserializeOwned
    + for<'a> TryFrom<&'a str, Error = Invalid>
    + TryFrom<String, Error = Invalid>
    + Into<String>
{
}

impl<T> Text for T where
    T: FromStr<Err = Invalid>
        + Display
        + Debug
        + Clone
        + PartialEq
        + AsRef<str>
        + Serialize
        + DeserializeOwned
        + for<'a> TryFrom<&'a str, Error = Invalid>
        + TryFrom<String, Error = Invalid>
        + Into<String>
{
}

/// Where a type's texts may stand in a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a path, where not even an unescaped text changes the URL.
    Path,
    /// In a path, once escaped.
    EscapedPath,
    /// In a query or a body only.
    Query,
}

/// Which gates of which types let a text through.
#[derive(Clone, Copy, Default)]
pub struct Passed {
    /// A caller may send it as one of them.
    pub sent: bool,
    /// A server may have sent it as one of them.
    pub received: bool,
}

impl Passed {
    /// Holds a text that passed to the places where it may stand; once for many types, since making
    /// URLs takes more time than all else.
    pub fn stands_in(self, text: &str, sent: Place, received: Place) {
        if self.sent {
            stands_in(sent, text);
        }
        if self.received && (received != sent || !self.sent) {
            stands_in(received, text);
        }
    }
}

/// Holds one text to both gates of a type.
pub fn both_gates<T: Text>(text: &str, passed: &mut Passed) {
    let decoded = serde_json::from_value::<T>(Value::from(text));
    match text.parse::<T>() {
        Ok(value) => {
            is_this_text(&value, text);
            passed.sent = true;
            assert_eq!(
                decoded.as_ref().ok(),
                Some(&value),
                "what is sent can be held"
            );
            assert_eq!(T::try_from(text).as_ref(), Ok(&value));
            assert_eq!(T::try_from(text.to_owned()).as_ref(), Ok(&value));
        }
        Err(error) => {
            assert_eq!(error.given(), text);
            is_readable(&error);
            assert_eq!(T::try_from(text).as_ref(), Err(&error));
            assert_eq!(T::try_from(text.to_owned()).as_ref(), Err(&error));
        }
    }
    match decoded {
        Ok(value) => {
            is_this_text(&value, text);
            passed.received = true;
            // The same through JSON text, with its escapes.
            let json = serde_json::to_string(&value).expect("a text type is written");
            assert_eq!(serde_json::from_str::<T>(&json).ok(), Some(value));
        }
        Err(error) => is_one_short_line(&error.to_string()),
    }
}

fn is_this_text<T: Text>(value: &T, text: &str) {
    assert_eq!(value.as_ref(), text);
    assert_eq!(value.to_string(), text);
    assert_eq!(Into::<String>::into(value.clone()), text);
    assert_eq!(serde_json::to_value(value).ok(), Some(Value::from(text)));
}

/// That the text stays where it is put.
fn stands_in(place: Place, text: &str) {
    let base = Url::parse("https://api.example/v2/orders").expect("a URL");
    let mut url = base.clone();
    if place == Place::Query {
        url.query_pairs_mut()
            .append_pair("at", text)
            .append_pair("limit", "1");
        let pairs: Vec<_> = url.query_pairs().collect();
        assert_eq!(
            pairs,
            [("at".into(), text.into()), ("limit".into(), "1".into())]
        );
        return;
    }
    url.path_segments_mut()
        .expect("https has a path")
        .extend([text, "cancel"]);
    let reparsed = Url::parse(url.as_str()).expect("what is built parses");
    assert_eq!(reparsed, url, "{text:?} reads in two ways");
    let segments: Vec<_> = url.path_segments().expect("https has a path").collect();
    assert_eq!(segments.len(), 4, "{text:?} changes {url}");
    assert_eq!(
        (segments[0], segments[1], segments[3]),
        ("v2", "orders", "cancel")
    );
    assert!(!segments[2].is_empty());
    assert_eq!(
        (url.host(), url.port(), url.username()),
        (base.host(), None, "")
    );
    assert_eq!((url.query(), url.fragment()), (None, None));
    if place == Place::Path {
        let unescaped = Url::parse(&format!("{base}/{text}/cancel")).expect("it parses as it is");
        assert_eq!(unescaped, url, "{text:?} is safe only when escaped");
    }
}

/// That a refusal can be printed: one line, not endless.
pub fn is_readable(error: &Invalid) {
    assert!(!error.what().is_empty() && !error.allowed().is_empty());
    is_one_short_line(&error.to_string());
}

/// That a message can be printed.
pub fn is_one_short_line(message: &str) {
    assert!(!message.chars().any(char::is_control), "{message:?}");
    // 120 characters of the value, each escaped at worst, twice in a tag's; and the sentence.
    assert!(
        message.chars().count() <= 4_000,
        "{} characters",
        message.chars().count()
    );
}
