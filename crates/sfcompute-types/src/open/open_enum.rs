//! The macro for open enums.

/// Defines an enum of strings that also holds strings it does not know.
///
/// The enum is `#[non_exhaustive]` and has one more variant, `Unknown(String)`, which keeps an
/// unknown value to the letter. It reads from and writes to a JSON string.
///
/// ```
/// sfcompute_types::open_enum! {
///     /// The side of an order.
///     pub enum Side {
///         /// Takes compute.
///         Buy = "buy",
///         /// Gives compute.
///         Sell = "sell",
///     }
/// }
///
/// assert_eq!(Side::from("buy"), Side::Buy);
/// assert_eq!(Side::KNOWN, ["buy", "sell"]);
///
/// let newer: Side = serde_json::from_str(r#""swap""#).unwrap();
/// assert_eq!(newer, Side::Unknown("swap".to_owned()));
/// assert!(!newer.is_known());
/// assert_eq!(serde_json::to_string(&newer).unwrap(), r#""swap""#);
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant, )*
            /// A value that this version does not know, to the letter.
            Unknown(::std::string::String),
        }

        #[allow(dead_code)]
        impl $name {
            /// Every value that this version knows, as the API spells it.
            pub const KNOWN: &'static [&'static str] = &[$($text),*];

            /// The value as the API spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )*
                    Self::Unknown(text) => text,
                }
            }

            /// Whether this version knows the value.
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
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

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $( $text => Self::$variant, )*
                    _ => Self::Unknown(text),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(::core::convert::From::from(text))
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::text(deserializer)
            }
        }

        $crate::__open_enum_schema!($name);
    };
}

/// The schema of an open enum: the known values, or any other string.
///
/// A macro of its own, since a `cfg` inside [`open_enum!`](crate::open_enum) would ask after the
/// features of the crate that calls it.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_schema {
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
                $crate::__private::open_enum_schema(Self::KNOWN)
            }
        }
    };
}

/// Nothing: the `schemars` feature is off.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_schema {
    ($name:ident) => {};
}
