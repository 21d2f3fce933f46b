//! The pool that a request names, under the name that its revision has for it.

use std::fmt;
use std::str::FromStr;

use crate::input::input_from;
use crate::{CapacityId, CapacityPath, CapacityRef, Input, Invalid, PoolId, PoolPath, PoolRef};

/// Where an order's compute goes to or comes from.
///
/// Since July 2026 an order names a `pool`; before, it named a `capacity`. Which field a request
/// carries follows from the form of the reference: `pool_…` and `sfc:pool:…` are pools, `cap_…` and
/// `sfc:capacity:…` capacities. A [`CapacityId`] in its old spelling `pool_…` is a pool.
///
/// ```
/// use sfcompute_types::OrderTarget;
///
/// assert!(matches!("sfc:pool:acme:prod:training".parse()?, OrderTarget::Pool(_)));
/// assert!(matches!("cap_k3R".parse()?, OrderTarget::Capacity(_)));
/// assert!("ordr_k3R".parse::<OrderTarget>().is_err());
/// # Ok::<(), sfcompute_types::Invalid>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderTarget {
    /// A pool: the request's `pool`.
    Pool(PoolRef),
    /// A capacity: the request's `capacity`.
    Capacity(CapacityRef),
}

impl OrderTarget {
    /// The text of the reference.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pool(pool) => pool.as_str(),
            Self::Capacity(capacity) => capacity.as_str(),
        }
    }
}

impl fmt::Display for OrderTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl AsRef<str> for OrderTarget {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for OrderTarget {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Ok(pool) = text.parse() {
            Ok(Self::Pool(pool))
        } else if let Ok(capacity) = text.parse() {
            Ok(Self::Capacity(capacity))
        } else {
            Err(Invalid::new(
                "order target",
                text,
                "a pool (`pool_…` or `sfc:pool:<account>:<workspace>:<name>`) or a capacity \
                 (`cap_…` or `sfc:capacity:<account>:<workspace>:<name>`)",
            ))
        }
    }
}

impl TryFrom<&str> for OrderTarget {
    type Error = Invalid;

    fn try_from(text: &str) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl TryFrom<String> for OrderTarget {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<PoolRef> for OrderTarget {
    fn from(pool: PoolRef) -> Self {
        Self::Pool(pool)
    }
}

impl From<CapacityRef> for OrderTarget {
    fn from(capacity: CapacityRef) -> Self {
        // A capacity's id may have the old spelling, which is a pool's.
        if capacity.as_str().starts_with(PoolId::PREFIX) {
            Self::Pool(PoolRef::trusted(capacity.into_string()))
        } else {
            Self::Capacity(capacity)
        }
    }
}

/// Makes `$from` an order's target by way of `$by`.
macro_rules! target_by {
    ($($by:ident: $($from:ty),+;)+) => {$($(
        impl From<$from> for OrderTarget {
            fn from(value: $from) -> Self {
                $by::from(value).into()
            }
        }
    )+)+};
}
target_by! {
    PoolRef: PoolId, PoolPath;
    CapacityRef: CapacityId, CapacityPath;
}

input_from!(
    OrderTarget: OrderTarget, PoolRef, PoolId, PoolPath, CapacityRef, CapacityId, CapacityPath
);

impl Input<OrderTarget> for &str {
    fn input(self) -> Result<OrderTarget, Invalid> {
        self.parse()
    }
}

impl Input<OrderTarget> for String {
    fn input(self) -> Result<OrderTarget, Invalid> {
        self.parse()
    }
}

impl Input<OrderTarget> for &String {
    fn input(self) -> Result<OrderTarget, Invalid> {
        self.parse()
    }
}
