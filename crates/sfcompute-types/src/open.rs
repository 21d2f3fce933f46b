//! Open enums and unions: what the market may extend without breaking a running client.
//!
//! The market adds statuses and kinds without notice. A closed enum would fail on the first new
//! one, and with it a whole page of a list. The two macros here make types with one more variant
//! for what this version does not know, kept so that it can be shown, stored and sent on:
//!
//! * [`open_enum!`](crate::open_enum): a set of strings, such as an order's status;
//! * [`tagged_union!`](crate::tagged_union): one of several objects, told apart by the string in
//!   one of their fields. An object with a known tag must be what the tag says; only an unknown or
//!   missing tag makes it unknown.

#[doc(hidden)]
pub mod arm;
mod open_enum;
mod tagged_union;
pub mod text;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// An object of a union whose tag this version does not know.
///
/// It is written as it was read: the same JSON value, with every field. Integers of 64 bits are
/// exact; larger ones, and fractions, are kept to the precision of an `f64`.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownVariant {
    /// The tag, or `None` where there is none or it is not a string.
    pub tag: Option<String>,
    /// The whole value, the tag included.
    pub value: Value,
}

impl Serialize for UnknownVariant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests;
