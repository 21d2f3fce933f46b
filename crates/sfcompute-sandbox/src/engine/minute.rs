//! Minutes: the unit of all schedules. A [`Minute`] is a whole minute since 1970.

use sfcompute_types::Timestamp;

/// Minutes since 1970.
pub(crate) type Minute = i64;

const SECONDS: i64 = 60;

/// The minute that `time` falls in.
pub(crate) fn minute_of(time: Timestamp) -> Minute {
    time.as_seconds().div_euclid(SECONDS)
}

/// The first second of `minute`.
pub(crate) fn start_of(minute: Minute) -> Timestamp {
    Timestamp::from_seconds(minute.saturating_mul(SECONDS))
}
