//! The macro that makes a text type: a checked string with everything a string type should have.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};

use crate::Invalid;
use crate::grammar::Gate;

/// Defines a text type with two gates.
///
/// * `what`: the noun in its errors;
/// * `pattern`: the anchored regular expression of what a caller may send, as documentation;
/// * `allowed`: the same in words;
/// * `accepts`: the same as a function;
/// * `holds`: the [`Gate`](crate::grammar::Gate) for what a server sent;
/// * `longest`: the most characters, where the pattern cannot say it.
///
/// What `accepts` takes, `holds` must take too: a value that was sent comes back.
macro_rules! text_type {
    (
        $(#[$meta:meta])*
        $name:ident {
            what: $what:expr,
            pattern: $pattern:expr,
            allowed: $allowed:expr,
            accepts: $accepts:expr,
            holds: $holds:expr
            $(, longest: $longest:expr)? $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// What a caller may send, as an anchored regular expression.
            pub const PATTERN: &'static str = $pattern;

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, owned.
            pub fn into_string(self) -> String {
                self.0
            }

            /// Wraps a text that came out of a type with the same gate or a narrower one.
            #[allow(dead_code)]
            pub(crate) fn trusted(text: String) -> Self {
                Self(text)
            }

            fn accepts(text: &str) -> bool {
                $accepts(text)
            }

            fn refused(given: impl Into<String>) -> $crate::Invalid {
                $crate::Invalid::new($what, given, $allowed)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Invalid;

            fn from_str(text: &str) -> Result<Self, $crate::Invalid> {
                if Self::accepts(text) { Ok(Self(text.to_owned())) } else { Err(Self::refused(text)) }
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::Invalid;

            fn try_from(text: &str) -> Result<Self, $crate::Invalid> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::Invalid;

            fn try_from(text: String) -> Result<Self, $crate::Invalid> {
                if Self::accepts(&text) { Ok(Self(text)) } else { Err(Self::refused(text)) }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            /// Holds what a server sent: no grammar, but nothing that could change a URL.
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::text::decode(deserializer, $what, $holds).map(Self)
            }
        }

        impl $crate::Input<$name> for $name {
            fn input(self) -> Result<$name, $crate::Invalid> {
                Ok(self)
            }
        }

        impl $crate::Input<$name> for &$name {
            fn input(self) -> Result<$name, $crate::Invalid> {
                Ok(self.clone())
            }
        }

        impl $crate::Input<$name> for &str {
            fn input(self) -> Result<$name, $crate::Invalid> {
                self.parse()
            }
        }

        impl $crate::Input<$name> for String {
            fn input(self) -> Result<$name, $crate::Invalid> {
                self.try_into()
            }
        }

        impl $crate::Input<$name> for &String {
            fn input(self) -> Result<$name, $crate::Invalid> {
                self.parse()
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string", "pattern": Self::PATTERN $(, "maxLength": $longest)?
                })
            }
        }
    };
}
pub(crate) use text_type;

/// Reads a string that a server sent, through the gate of its type.
pub(crate) fn decode<'de, D: Deserializer<'de>>(
    deserializer: D,
    what: &'static str,
    gate: Gate,
) -> Result<String, D::Error> {
    // A visitor rather than `String::deserialize`, so that a refusal carries its line and column.
    struct TextVisitor {
        what: &'static str,
        gate: Gate,
    }

    impl Visitor<'_> for TextVisitor {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a string, the {}", self.what)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
            if (self.gate.holds)(text) {
                Ok(text.to_owned())
            } else {
                Err(E::custom(Invalid::new(self.what, text, self.gate.allowed)))
            }
        }

        fn visit_string<E: de::Error>(self, text: String) -> Result<String, E> {
            if (self.gate.holds)(&text) {
                Ok(text)
            } else {
                Err(E::custom(Invalid::new(self.what, text, self.gate.allowed)))
            }
        }
    }

    deserializer.deserialize_string(TextVisitor { what, gate })
}

#[cfg(test)]
mod tests;
