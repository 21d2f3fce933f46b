//! The macro for open tagged unions.

/// Defines a union of objects that are told apart by a string field, their tag.
///
/// Each variant wraps a type that holds the object's other fields; the tag itself is taken off
/// before the type reads the object and put back, first, when it is written. The enum is
/// `#[non_exhaustive]` and has one more variant, `Unknown`, for a tag that is not listed, is not a
/// string, or is missing. An object with a listed tag that its type cannot read is an error.
///
/// No two variants may wrap the same type, since each type converts into the union.
///
/// ```
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
/// pub struct Quoted { price: String }
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
/// pub struct Unavailable { reason: String }
///
/// sfcompute_types::tagged_union! {
///     /// An answer to a question after a price.
///     pub enum Answer by "type" {
///         /// There is a price.
///         Quoted(Quoted) = "quoted",
///         /// There is none.
///         Unavailable(Unavailable) = "unavailable",
///     }
/// }
///
/// let answer: Answer = serde_json::from_str(r#"{"type":"quoted","price":"2.0"}"#).unwrap();
/// assert_eq!(answer, Answer::Quoted(Quoted { price: "2.0".to_owned() }));
/// assert_eq!(serde_json::to_string(&answer).unwrap(), r#"{"type":"quoted","price":"2.0"}"#);
///
/// let newer: Answer = serde_json::from_str(r#"{"type":"auctioned","lots":3}"#).unwrap();
/// assert_eq!(newer.tag(), Some("auctioned"));
/// assert!(matches!(newer, Answer::Unknown(_)));
///
/// assert!(serde_json::from_str::<Answer>(r#"{"type":"quoted"}"#).is_err());
/// ```
#[macro_export]
macro_rules! tagged_union {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident by $key:literal {
            $( $(#[$variant_meta:meta])* $variant:ident($inner:ty) = $tag:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant($inner), )*
            /// An object whose tag this version does not know, as it came.
            Unknown($crate::UnknownVariant),
        }

        #[allow(dead_code)]
        impl $name {
            /// The field that holds the tag.
            pub const TAG: &'static str = $key;

            /// Every tag that this version knows.
            pub const KNOWN: &'static [&'static str] = &[$($tag),*];

            /// The tag; `None` where the object had none.
            pub fn tag(&self) -> ::core::option::Option<&str> {
                match self {
                    $( Self::$variant(_) => ::core::option::Option::Some($tag), )*
                    Self::Unknown(unknown) => unknown.tag.as_deref(),
                }
            }

            /// Whether this version knows the tag.
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        $(
            impl ::core::convert::From<$inner> for $name {
                fn from(inner: $inner) -> Self {
                    Self::$variant(inner)
                }
            }
        )*

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(inner) => {
                        $crate::__private::arm::write(serializer, $key, $tag, inner)
                    } )*
                    Self::Unknown(unknown) => {
                        $crate::__private::serde::Serialize::serialize(unknown, serializer)
                    }
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = <$crate::__private::serde_json::Value
                    as $crate::__private::serde::Deserialize>::deserialize(deserializer)?;
                match $crate::__private::arm::tag(&value, $key) {
                    $( ::core::option::Option::Some($tag) => {
                        $crate::__private::arm::read(
                            ::core::stringify!($name), $key, $tag, value,
                        )
                        .map(Self::$variant)
                    } )*
                    _ => ::core::result::Result::Ok(Self::Unknown(
                        $crate::__private::arm::unknown(value, $key),
                    )),
                }
            }
        }

        $crate::__tagged_union_schema!($name);
    };
}

/// The schema of a tagged union: an object with a tag, known or not.
///
/// The types of the variants need no schema of their own for this.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union_schema {
    ($name:ident) => {
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::convert::From::from(::core::stringify!($name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::core::convert::From::from(::core::concat!(
                    ::core::module_path!(),
                    "::",
                    ::core::stringify!($name)
                ))
            }

            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::tagged_union_schema(Self::TAG, Self::KNOWN)
            }
        }
    };
}

/// Nothing: the `schemars` feature is off.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union_schema {
    ($name:ident) => {};
}
