//! What a procurement aims for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::input::input_from;
use crate::{Input, Invalid};

/// The word for [`ProcurementTarget::NodeCount`].
const NODE_COUNT: &str = "node_count";

/// How many nodes a procurement keeps in its pool.
///
/// On the wire it is the text `"node_count"` or an integer that is not negative. What a newer server
/// sends beside these is kept as it came.
///
/// ```
/// use sfcompute_types::ProcurementTarget;
///
/// assert_eq!("node_count".parse(), Ok(ProcurementTarget::NodeCount));
/// assert_eq!("8".parse(), Ok(ProcurementTarget::from(8)));
/// assert_eq!(serde_json::to_string(&ProcurementTarget::Nodes(8)).unwrap(), "8");
///
/// let newer: ProcurementTarget = serde_json::from_str(r#"{"at_least":2}"#).unwrap();
/// assert!(!newer.is_known());
/// assert_eq!(serde_json::to_string(&newer).unwrap(), r#"{"at_least":2}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProcurementTarget {
    /// As many as the pool has instances that are not terminated, whatever their number is:
    /// `"node_count"`.
    NodeCount,
    /// So many nodes.
    Nodes(u64),
    /// A target that this version does not know, as it came.
    Unknown(Value),
}

impl ProcurementTarget {
    /// The fixed number of nodes, where there is one.
    pub fn nodes(&self) -> Option<u64> {
        match self {
            Self::Nodes(nodes) => Some(*nodes),
            Self::NodeCount | Self::Unknown(_) => None,
        }
    }

    /// Whether this version knows the target.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}

impl fmt::Display for ProcurementTarget {
    /// `node_count`, the number, or the JSON of what is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NodeCount => f.pad(NODE_COUNT),
            Self::Nodes(nodes) => fmt::Display::fmt(nodes, f),
            Self::Unknown(value) => f.pad(&value.to_string()),
        }
    }
}

impl FromStr for ProcurementTarget {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if text == NODE_COUNT {
            return Ok(Self::NodeCount);
        }
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        match text.parse() {
            Ok(nodes) if digits => Ok(Self::Nodes(nodes)),
            _ => Err(Invalid::new(
                "procurement target",
                text,
                "`node_count`, or a number of nodes",
            )),
        }
    }
}

impl From<u64> for ProcurementTarget {
    fn from(nodes: u64) -> Self {
        Self::Nodes(nodes)
    }
}

impl Serialize for ProcurementTarget {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NodeCount => serializer.serialize_str(NODE_COUNT),
            Self::Nodes(nodes) => serializer.serialize_u64(*nodes),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ProcurementTarget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(match value.as_u64() {
            Some(nodes) => Self::Nodes(nodes),
            None if value == NODE_COUNT => Self::NodeCount,
            None => Self::Unknown(value),
        })
    }
}

input_from!(ProcurementTarget: ProcurementTarget);

impl Input<ProcurementTarget> for u64 {
    fn input(self) -> Result<ProcurementTarget, Invalid> {
        Ok(self.into())
    }
}

impl Input<ProcurementTarget> for &str {
    fn input(self) -> Result<ProcurementTarget, Invalid> {
        self.parse()
    }
}

impl Input<ProcurementTarget> for String {
    fn input(self) -> Result<ProcurementTarget, Invalid> {
        self.parse()
    }
}

impl Input<ProcurementTarget> for &String {
    fn input(self) -> Result<ProcurementTarget, Invalid> {
        self.parse()
    }
}

#[cfg(test)]
mod tests;
