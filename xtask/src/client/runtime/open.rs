//! Enums and unions that keep what this client does not know.
//!
//! A server adds values and kinds without notice. Each type here has one more variant,
//! `Unknown`, which holds such a thing to the letter, so that a response decodes all the same.

/// Defines an enum of strings that also holds strings it does not know.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )*
            /// A value that this client does not know, to the letter.
            Unknown(::std::string::String),
        }

        impl $name {
            /// The value as the API spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $( $text => Self::$variant, )*
                    _ => Self::Unknown(::std::borrow::ToOwned::to_owned(text)),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let text = <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?;
                ::core::result::Result::Ok(::core::convert::From::from(text.as_str()))
            }
        }
    };
}

/// Defines a union of objects that are told apart by a string field, their tag.
///
/// Each variant holds the object's other fields; the tag is taken off before they are read and
/// put back when they are written. An object whose tag is not listed, is not a string or is
/// missing is `Unknown`, as it came.
macro_rules! tagged_union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident by $key:literal {
            $( $(#[$variant_meta:meta])* $variant:ident($inner:ty) = $tag:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_meta])* $variant($inner), )*
            /// An object whose tag this client does not know, as it came.
            Unknown(::serde_json::Value),
        }

        impl $name {
            /// The field that holds the tag.
            pub const TAG: &'static str = $key;
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(inner) => {
                        let value = $crate::open::tagged(inner, $key, $tag)
                            .map_err(::serde::ser::Error::custom)?;
                        ::serde::Serialize::serialize(&value, serializer)
                    } )*
                    Self::Unknown(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                match value.get($key).and_then(::serde_json::Value::as_str) {
                    $( ::core::option::Option::Some($tag) => $crate::open::untagged(value, $key)
                        .map(Self::$variant)
                        .map_err(::serde::de::Error::custom), )*
                    _ => ::core::result::Result::Ok(Self::Unknown(value)),
                }
            }
        }
    };
}

pub(crate) use open_enum;
pub(crate) use tagged_union;

/// The fields of a variant, and its tag.
#[allow(dead_code)]
pub(crate) fn tagged(
    fields: &impl serde::Serialize,
    key: &str,
    tag: &str,
) -> Result<serde_json::Value, serde_json::Error> {
    let mut value = serde_json::to_value(fields)?;
    if let serde_json::Value::Object(fields) = &mut value {
        fields.insert(key.to_owned(), tag.into());
    }
    Ok(value)
}

/// A variant read from an object without its tag.
#[allow(dead_code)]
pub(crate) fn untagged<T: serde::de::DeserializeOwned>(
    mut value: serde_json::Value,
    key: &str,
) -> Result<T, serde_json::Error> {
    if let serde_json::Value::Object(fields) = &mut value {
        fields.remove(key);
    }
    serde_json::from_value(value)
}
