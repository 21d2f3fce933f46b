//! Clocks: where a market's time comes from.
//!
//! The engine has no clock; whoever serves it hands one in. [`SystemClock`] is the only place in
//! this crate that asks the system.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sfcompute_types::Timestamp;

use crate::control::ControlledClock;

/// Says what time it is.
///
/// A clock may go back; the market does not: it takes the latest time it has seen.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The time in whole seconds.
    fn now(&self) -> Timestamp;

    /// The time in milliseconds since 1970, for clocks that know it that well; else the second that
    /// [`now`](Clock::now) says.
    fn now_milliseconds(&self) -> i128 {
        i128::from(self.now().as_seconds()) * 1_000
    }

    /// The clock itself, where it is one that can be controlled from outside.
    fn controlled(&self) -> Option<&ControlledClock> {
        None
    }
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let seconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |s| -s),
        };
        Timestamp::from_seconds(seconds)
    }

    fn now_milliseconds(&self) -> i128 {
        // 128 bits of milliseconds last longer than any clock.
        let signed = |since: std::time::Duration| i128::try_from(since.as_millis()).unwrap_or(0);
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => signed(since),
            Err(before) => -signed(before.duration()),
        }
    }
}

/// A clock that stands still until it is moved. Clones show the same time.
///
/// ```
/// use sfcompute_sandbox::{Clock, ManualClock};
/// use sfcompute_types::Timestamp;
///
/// let clock = ManualClock::at(Timestamp::from_seconds(1_767_225_600));
/// let market_side = clock.clone();
/// clock.advance(90);
/// assert_eq!(market_side.now(), Timestamp::from_seconds(1_767_225_690));
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// A clock that shows `time`.
    pub fn at(time: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(time.as_seconds())))
    }

    /// Sets the clock, forward or back.
    pub fn set(&self, time: Timestamp) {
        self.0.store(time.as_seconds(), Ordering::SeqCst);
    }

    /// Moves the clock on by so many seconds, at most to the end of time; back where negative.
    pub fn advance(&self, seconds: i64) {
        let moved = |now: i64| Some(now.saturating_add(seconds));
        // The closure always gives a value, so the update always happens.
        let _ = self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, moved);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_goes_where_it_is_told() {
        let clock = ManualClock::at(Timestamp::from_seconds(100));
        let other = clock.clone();
        clock.advance(20);
        assert_eq!(other.now().as_seconds(), 120);
        other.set(Timestamp::from_seconds(7));
        assert_eq!(clock.now().as_seconds(), 7);
        clock.advance(i64::MAX);
        assert_eq!(clock.now().as_seconds(), i64::MAX);
    }
}
