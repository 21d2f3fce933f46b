//! How one arm of a tagged union is read and written; called by the macro's expansion.

use serde::de::{self, DeserializeOwned};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::UnknownVariant;

/// The tag of an object, where it has one that is a string.
pub fn tag<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// Reads the fields of a known arm.
///
/// # Errors
/// Where the value is not what its tag says, with the union's name and the tag.
pub fn read<T: DeserializeOwned, E: de::Error>(
    union: &str,
    key: &str,
    tag: &str,
    mut value: Value,
) -> Result<T, E> {
    if let Some(fields) = value.as_object_mut() {
        fields.remove(key);
    }
    serde_json::from_value(value)
        .map_err(|error| E::custom(format_args!("{union} with {key} {tag:?}: {error}")))
}

/// Keeps an unknown arm as it came.
pub fn unknown(value: Value, key: &str) -> UnknownVariant {
    UnknownVariant {
        tag: tag(&value, key).map(str::to_owned),
        value,
    }
}

/// Writes a known arm: its tag, then its fields.
///
/// # Errors
/// Where the arm is not an object, or cannot be written.
pub fn write<S: Serializer>(
    serializer: S,
    key: &'static str,
    tag: &'static str,
    fields: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Tagged<'a, T> {
        #[serde(flatten)]
        tag: Tag,
        #[serde(flatten)]
        fields: &'a T,
    }

    Tagged {
        tag: Tag { key, tag },
        fields,
    }
    .serialize(serializer)
}

/// A map of one entry, since a derived field could not take its name from the caller.
struct Tag {
    key: &'static str,
    tag: &'static str,
}

impl Serialize for Tag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.key, self.tag)?;
        map.end()
    }
}
