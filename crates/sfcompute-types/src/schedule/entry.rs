//! One range of a schedule, exactly as the wire has it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

use crate::Timestamp;

/// A fixed number of nodes over one half-open range `[start_at, end_at)`.
///
/// ```
/// use sfcompute_types::{ScheduleEnd, ScheduleEntry, Timestamp};
///
/// let entry: ScheduleEntry = serde_json::from_str(r#"{"start_at":0,"node_count":3}"#).unwrap();
/// assert_eq!(entry.end_at, ScheduleEnd::Next);
/// assert_eq!(serde_json::to_string(&entry).unwrap(), r#"{"start_at":0,"node_count":3}"#);
///
/// let tail = ScheduleEntry { end_at: ScheduleEnd::Unbounded, ..entry };
/// assert_eq!(serde_json::to_string(&tail).unwrap(), r#"{"start_at":0,"end_at":null,"node_count":3}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ScheduleEntry {
    /// The first moment of the range, on a whole minute.
    pub start_at: Timestamp,
    /// The first moment after the range, on a whole minute, or one of the two ways to leave it out.
    #[serde(default, skip_serializing_if = "ScheduleEnd::is_next")]
    pub end_at: ScheduleEnd,
    /// The number of nodes in the range, not negative.
    pub node_count: i32,
}

/// Where a range of a schedule ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ScheduleEnd {
    /// At this time, which is no longer in the range.
    At(Timestamp),
    /// Never; `null` on the wire. Only on the last entry.
    Unbounded,
    /// Where the next entry starts; absent on the wire. Only before another entry.
    #[default]
    Next,
}

impl ScheduleEnd {
    /// Whether the end is left out, and so is not sent.
    pub const fn is_next(&self) -> bool {
        matches!(self, Self::Next)
    }

    /// The time of the end, where one is given.
    pub const fn time(&self) -> Option<Timestamp> {
        match self {
            Self::At(time) => Some(*time),
            Self::Unbounded | Self::Next => None,
        }
    }
}

impl From<Timestamp> for ScheduleEnd {
    fn from(time: Timestamp) -> Self {
        Self::At(time)
    }
}

impl fmt::Display for ScheduleEnd {
    /// The time, `null` or `absent`: what the wire has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(time) => time.fmt(f),
            Self::Unbounded => f.pad("null"),
            Self::Next => f.pad("absent"),
        }
    }
}

impl Serialize for ScheduleEnd {
    /// # Errors
    /// `Next` has no form of its own: its field must be skipped, since `null` would mean another
    /// thing.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::At(time) => time.serialize(serializer),
            Self::Unbounded => serializer.serialize_none(),
            Self::Next => Err(ser::Error::custom(
                "an end that is left out must be skipped",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for ScheduleEnd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Timestamp>::deserialize(deserializer)?.map_or(Self::Unbounded, Self::At))
    }
}
