//! What all wrappers can do, whatever their operation.

/// Gives a wrapper of [`httpmock::When`] its operation, and the ways out of its types.
///
/// Paths after `but not` are those of other operations that the template would match as well.
macro_rules! when {
    ($name:ident, $method:literal $path:literal $(but not $($other:literal),+)?) => {
        impl crate::server::Wrapper<::httpmock::When> for $name {
            fn wrap(inner: ::httpmock::When) -> Self {
                let others = &[$($($other),+)?];
                Self(crate::matching::operation(inner, $method, Self::PATH, others))
            }
        }

        impl $name {
            /// The path template, in which a parameter stands for one segment.
            pub const PATH: &'static str = $path;

            /// Asks more of requests, in httpmock's own terms.
            pub fn and_then(self, change: impl FnOnce(::httpmock::When) -> ::httpmock::When) -> Self {
                Self(change(self.0))
            }

            /// What httpmock knows it as, to go on without types.
            pub fn into_inner(self) -> ::httpmock::When {
                self.0
            }
        }
    };
}

/// Gives a wrapper of [`httpmock::Then`] the answers that no contract documents.
macro_rules! then {
    ($name:ident) => {
        impl crate::server::Wrapper<::httpmock::Then> for $name {
            fn wrap(inner: ::httpmock::Then) -> Self {
                Self(inner)
            }
        }

        impl $name {
            /// Answers any status with any JSON: what the contract does not document.
            pub fn status(self, status: u16, value: &::serde_json::Value) -> Self {
                Self(crate::reply::json(self.0, status, value))
            }

            /// Changes the answer in httpmock's own terms: headers, delays, bodies that are not
            /// JSON.
            pub fn and_then(
                self,
                change: impl FnOnce(::httpmock::Then) -> ::httpmock::Then,
            ) -> Self {
                Self(change(self.0))
            }

            /// What httpmock knows it as, to go on without types.
            pub fn into_inner(self) -> ::httpmock::Then {
                self.0
            }
        }
    };
}

pub(crate) use {then, when};
