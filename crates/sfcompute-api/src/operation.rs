//! What is known of an operation beyond its types.

use std::fmt;

/// One operation of the contract, as the table in [`operations`](crate::operations) lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operation {
    /// The contract's `operationId`, such as `create_order`.
    pub id: &'static str,
    /// The method of [`Client`](crate::Client) that calls it: the id in snake case.
    pub function: &'static str,
    /// The HTTP method in upper case.
    pub method: &'static str,
    /// The path template with its prefix, such as `/preview/v2/orders/{id}`.
    pub path: &'static str,
    /// Whether it may be repeated.
    pub safety: Safety,
    /// The HTTP status that the contract documents for success.
    pub success: u16,
}

/// Whether an operation may be sent again when its outcome is not known.
///
/// It comes from the contract's overlay (`x-safety`) and is the only thing that decides whether
/// a request may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Safety {
    /// Changes nothing: may be sent any number of times.
    Read,
    /// Changes something, once for each `Idempotency-Key`: may be repeated with the same key.
    Keyed,
    /// Repeating it changes nothing more than the first time did.
    Idempotent,
    /// Repeating it may do it twice: may be repeated only when it provably never left.
    Unsafe,
}

impl Safety {
    /// The word that the contract's overlay uses for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Keyed => "keyed",
            Self::Idempotent => "idempotent",
            Self::Unsafe => "unsafe",
        }
    }
}

impl fmt::Display for Safety {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
