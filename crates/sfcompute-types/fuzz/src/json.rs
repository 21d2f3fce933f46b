//! What holds for every JSON that decodes.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes `text`; what decodes is written as something that decodes to the same, and is written
/// the same again.
pub fn round_trip<T>(text: &str) -> Option<(T, Value)>
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let value: T = serde_json::from_str(text).ok()?;
    let written = serde_json::to_string(&value).expect("what was decoded can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be decoded");
    assert_eq!(again, value, "decoded from {written}");
    let rewritten = serde_json::to_string(&again).expect("and written once more");
    assert_eq!(rewritten, written);
    let json = serde_json::from_str(&written).expect("JSON");
    Some((value, json))
}
