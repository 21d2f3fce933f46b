//! References: a thing by its id or by its resource path, whichever is at hand.
//!
//! Where the market says "resource path or id", these are the types. An id, a path, or text of
//! either form makes one.

use std::fmt;
use std::str::FromStr;

use crate::grammar::{ONE_WORD, is_id, is_path};
use crate::input::input_from;
use crate::text::text_type;
use crate::{
    CapacityId, CapacityPath, Input, Invalid, PoolId, PoolPath, ProcurementId, ProcurementPath,
    WorkspaceId, WorkspacePath,
};

/// Every reference to a resource path starts so.
const PATH: &str = "sfc:";

/// Gives a reference type its conversions from ids and paths, and the inputs that follow.
macro_rules! refers_to {
    ($name:ident: $($from:ty),+) => {
        $(
            impl From<$from> for $name {
                fn from(value: $from) -> Self {
                    Self::trusted(value.into_string())
                }
            }

            impl From<&$from> for $name {
                fn from(value: &$from) -> Self {
                    Self::trusted(value.as_str().to_owned())
                }
            }
        )+

        input_from!($name: $($from),+);

        impl $name {
            /// Whether this is a resource path rather than an id.
            pub fn is_path(&self) -> bool {
                self.as_str().starts_with(PATH)
            }
        }
    };
}

text_type! {
    /// A pool by id (`pool_…`) or by path (`sfc:pool:<account>:<workspace>:<name>`).
    ///
    /// ```
    /// use sfcompute_types::{PoolId, PoolRef};
    ///
    /// let id: PoolId = "pool_k3R".parse()?;
    /// assert_eq!(PoolRef::from(&id), "pool_k3R");
    /// let path: PoolRef = "sfc:pool:acme:prod:training".parse()?;
    /// assert!(path.is_path());
    /// assert!("cap_k3R".parse::<PoolRef>().is_err());
    /// # Ok::<(), sfcompute_types::Invalid>(())
    /// ```
    PoolRef {
        what: "pool",
        pattern: "^(?:pool_[0-9a-zA-Z_-]{1,21}\
                  |sfc:pool:[a-zA-Z0-9._-]+(?::[a-zA-Z0-9._-]+){2})$",
        allowed: "a pool id (`pool_…`) or a pool path (`sfc:pool:<account>:<workspace>:<name>`)",
        accepts: |text| is_id(text, &["pool_"]) || is_path(text, "sfc:pool:", 3),
        holds: ONE_WORD,
    }
}
refers_to!(PoolRef: PoolId, PoolPath);

text_type! {
    /// A capacity, as pools were called before July 2026, by id (`cap_…`) or by path
    /// (`sfc:capacity:<account>:<workspace>:<name>`).
    CapacityRef {
        what: "capacity",
        pattern: "^(?:cap_[0-9a-zA-Z_-]{1,21}\
                  |sfc:capacity:[a-zA-Z0-9._-]+(?::[a-zA-Z0-9._-]+){2})$",
        allowed: "a capacity id (`cap_…`) or a capacity path \
                  (`sfc:capacity:<account>:<workspace>:<name>`)",
        accepts: |text| is_id(text, &["cap_"]) || is_path(text, "sfc:capacity:", 3),
        holds: ONE_WORD,
    }
}
refers_to!(CapacityRef: CapacityId, CapacityPath);

text_type! {
    /// A workspace by id (`wksp_…`) or by path (`sfc:workspace:<account>:<name>`).
    WorkspaceRef {
        what: "workspace",
        pattern: "^(?:wksp_[0-9a-zA-Z_-]{1,21}\
                  |sfc:workspace:[a-zA-Z0-9._-]+:[a-zA-Z0-9._-]+)$",
        allowed: "a workspace id (`wksp_…`) or a workspace path \
                  (`sfc:workspace:<account>:<name>`)",
        accepts: |text| is_id(text, &["wksp_"]) || is_path(text, "sfc:workspace:", 2),
        holds: ONE_WORD,
    }
}
refers_to!(WorkspaceRef: WorkspaceId, WorkspacePath);

text_type! {
    /// A procurement by id (`proc_…`) or by path (`sfc:procurement:<account>:<workspace>:<name>`).
    ProcurementRef {
        what: "procurement",
        pattern: "^(?:proc_[0-9a-zA-Z_-]{1,21}\
                  |sfc:procurement:[a-zA-Z0-9._-]+(?::[a-zA-Z0-9._-]+){2})$",
        allowed: "a procurement id (`proc_…`) or a procurement path \
                  (`sfc:procurement:<account>:<workspace>:<name>`)",
        accepts: |text| is_id(text, &["proc_"]) || is_path(text, "sfc:procurement:", 3),
        holds: ONE_WORD,
    }
}
refers_to!(ProcurementRef: ProcurementId, ProcurementPath);

text_type! {
    /// One end of a transfer: a pool by id (`pool_…`, or `cap_…` as before July 2026) or by path
    /// (`sfc:pool:<account>:<workspace>:<name>`).
    TransferPoolRef {
        what: "transfer pool",
        pattern: "^(?:(?:pool_|cap_)[0-9a-zA-Z_-]{1,21}\
                  |sfc:pool:[a-zA-Z0-9._-]+(?::[a-zA-Z0-9._-]+){2})$",
        allowed: "a pool id (`pool_…` or `cap_…`) or a pool path \
                  (`sfc:pool:<account>:<workspace>:<name>`)",
        accepts: |text| is_id(text, &["pool_", "cap_"]) || is_path(text, "sfc:pool:", 3),
        holds: ONE_WORD,
    }
}
refers_to!(TransferPoolRef: PoolRef, PoolId, PoolPath, CapacityId);

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

#[cfg(test)]
mod tests;
