//! Points in time, as the market counts them: whole Unix seconds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::input::input_from;
use crate::{Input, Invalid};

/// The seconds of a minute.
const MINUTE: i64 = 60;

/// A point in time: whole seconds since 1970-01-01T00:00:00Z.
///
/// On the wire a JSON integer. Every `i64` decodes, also one that no calendar holds. Schedules and
/// windows are on whole minutes; [`floor_minute`](Timestamp::floor_minute) and
/// [`ceil_minute`](Timestamp::ceil_minute) get there.
///
/// ```
/// use sfcompute_types::Timestamp;
///
/// let start: Timestamp = "2026-07-21T09:30:45Z".parse()?;
/// assert_eq!(start.as_seconds(), 1_784_626_245);
/// assert_eq!(start.floor_minute().to_string(), "2026-07-21T09:30:00Z");
/// assert_eq!(start, "1784626245".parse()?);
/// # Ok::<(), sfcompute_types::Invalid>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// The point so many seconds after the epoch, or before it where negative.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the epoch.
    pub const fn as_seconds(self) -> i64 {
        self.0
    }

    /// Whether this is the first second of a minute.
    pub const fn is_whole_minute(self) -> bool {
        self.0.rem_euclid(MINUTE) == 0
    }

    /// The last whole minute that is not after this point.
    ///
    /// The first eight seconds of the `i64` range have none before them; they go to the first
    /// whole minute there is.
    #[must_use]
    pub const fn floor_minute(self) -> Self {
        let past = self.0.rem_euclid(MINUTE);
        match self.0.checked_sub(past) {
            Some(seconds) => Self(seconds),
            None => Self(self.0 + (MINUTE - past)),
        }
    }

    /// The first whole minute that is not before this point; `None` past the end of `i64`.
    pub const fn ceil_minute(self) -> Option<Self> {
        match self.0.rem_euclid(MINUTE) {
            0 => Some(self),
            past => self.checked_add_seconds(MINUTE - past),
        }
    }

    /// The point so many seconds later; `None` past the end of `i64`.
    pub const fn checked_add_seconds(self, seconds: i64) -> Option<Self> {
        match self.0.checked_add(seconds) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The point so many minutes later; `None` past the end of `i64`.
    pub const fn checked_add_minutes(self, minutes: i64) -> Option<Self> {
        // Wide enough for any number of minutes: from before the epoch, more of them fit than there
        // are in the seconds of an `i64`.
        let sum = self.0 as i128 + minutes as i128 * MINUTE as i128;
        if sum < i64::MIN as i128 || sum > i64::MAX as i128 {
            None
        } else {
            Some(Self(sum as i64))
        }
    }

    /// Seconds from `earlier` to this point, negative where it is later; `None` past the end of
    /// `i64`.
    pub const fn seconds_since(self, earlier: Self) -> Option<i64> {
        self.0.checked_sub(earlier.0)
    }

    /// The same point in jiff's terms; `None` outside the years -9999 to 9999.
    pub fn to_jiff(self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_second(self.0).ok()
    }

    /// The last whole second that is not after `time`.
    pub fn floor_from_jiff(time: jiff::Timestamp) -> Self {
        // Before the epoch jiff counts the fraction backwards from the next second.
        let before = i64::from(time.subsec_nanosecond() < 0);
        Self(time.as_second() - before)
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC; outside the years -9999 to 9999 the number of seconds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_jiff() {
            Some(time) => f.pad(&time.to_string()),
            None => f.pad(&self.0.to_string()),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl FromStr for Timestamp {
    type Err = Invalid;

    /// Reads RFC 3339 with an offset, or whole seconds since the epoch.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Ok(seconds) = text.parse() {
            return Ok(Self(seconds));
        }
        match text.parse::<jiff::Timestamp>() {
            Ok(time) => time.try_into(),
            Err(_) => Err(Invalid::new(
                "time",
                text,
                "RFC 3339 such as `2026-07-21T09:30:00Z`, or whole seconds since 1970",
            )),
        }
    }
}

impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = Invalid;

    /// Takes a time on a whole second; [`floor_from_jiff`](Timestamp::floor_from_jiff) takes any.
    fn try_from(time: jiff::Timestamp) -> Result<Self, Invalid> {
        if time.subsec_nanosecond() == 0 {
            Ok(Self(time.as_second()))
        } else {
            Err(Invalid::new(
                "time",
                time.to_string(),
                "a time on a whole second",
            ))
        }
    }
}

impl From<Timestamp> for i64 {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

input_from!(Timestamp: Timestamp);

impl Input<Timestamp> for jiff::Timestamp {
    fn input(self) -> Result<Timestamp, Invalid> {
        self.try_into()
    }
}

impl Input<Timestamp> for &jiff::Timestamp {
    fn input(self) -> Result<Timestamp, Invalid> {
        (*self).try_into()
    }
}

impl Input<Timestamp> for i64 {
    fn input(self) -> Result<Timestamp, Invalid> {
        Ok(Timestamp::from_seconds(self))
    }
}

#[cfg(test)]
mod tests;
