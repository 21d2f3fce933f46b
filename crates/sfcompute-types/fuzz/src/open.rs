//! Open enums, tagged unions and patches: nothing that a newer server sends is lost.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sfcompute_types::{Patch, Price, open_enum, tagged_union};

use super::json::round_trip;

open_enum! {
    /// A status.
    pub enum Status {
        /// Waits.
        Pending = "pending",
        /// Is done.
        Filled = "filled",
    }
}

/// There is a price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quoted {
    price: Price,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    limit: Patch<Price>,
    status: Option<Status>,
}

/// There is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unavailable {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

tagged_union! {
    /// An answer.
    pub enum Answer by "type" {
        /// There is a price.
        Quoted(Quoted) = "quoted",
        /// There is none.
        Unavailable(Unavailable) = "unavailable",
    }
}

/// Any text, as a status; any JSON, as a status, an answer and a page of both.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    status(text);
    if let Some((status, json)) = round_trip::<Status>(text) {
        assert_eq!(json, Value::from(status.as_str()));
    }
    if let Some((answer, json)) = round_trip::<Answer>(text) {
        one(text, &answer, &json);
    }
    // Whatever the rest of a page is, one strange row does not spoil it.
    if let Some((answers, json)) = round_trip::<Vec<Answer>>(text) {
        assert_eq!(json.as_array().map(Vec::len), Some(answers.len()));
    }
}

fn status(text: &str) {
    let status = Status::from(text);
    assert_eq!(Status::from(text.to_owned()), status);
    assert_eq!(text.parse(), Ok(status.clone()));
    assert_eq!((status.as_str(), status.to_string().as_str()), (text, text));
    assert_eq!(status.is_known(), Status::KNOWN.contains(&text));
    assert_eq!(serde_json::to_value(&status).ok(), Some(Value::from(text)));
}

fn one(text: &str, answer: &Answer, json: &Value) {
    let given: Value = serde_json::from_str(text).expect("it was JSON before");
    let tag = given.get(Answer::TAG).and_then(Value::as_str);
    assert_eq!(answer.tag(), tag);
    assert_eq!(
        answer.is_known(),
        tag.is_some_and(|tag| Answer::KNOWN.contains(&tag))
    );
    match answer {
        Answer::Quoted(quoted) => {
            assert_eq!(json["type"], "quoted");
            let limit = given.get("limit");
            assert_eq!(limit.is_none(), quoted.limit.is_keep());
            assert_eq!(limit.is_some_and(Value::is_null), quoted.limit.is_clear());
            assert_eq!(json.get("limit").is_none(), limit.is_none());
        }
        Answer::Unavailable(_) => assert_eq!(json["type"], "unavailable"),
        _ => assert_eq!(*json, given, "what is not known is kept whole"),
    }
}
