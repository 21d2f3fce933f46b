//! Time, passed in: what the client asks of a clock.

use std::fmt;
use std::time::{Duration, Instant};

use sfcompute_api::BoxFuture;
use sfcompute_types::Timestamp;

/// Tells time and waits. Programs use [`SystemTime`]; tests pass their own and never sleep.
///
/// One clock serves four purposes, and they are kept apart so that a test can move one and hold
/// the others: [`now`](Self::now) measures, [`timestamp`](Self::timestamp) dates,
/// [`sleep`](Self::sleep) waits between attempts and looks, and [`timeout`](Self::timeout) limits
/// an attempt that is under way.
pub trait Time: fmt::Debug + Send + Sync {
    /// A point in time that never goes back, for measuring how long something took.
    fn now(&self) -> Instant;

    /// The time of day, in whole seconds: the date of a first attempt, and what a `Retry-After`
    /// given as a date is compared with.
    fn timestamp(&self) -> Timestamp;

    /// Completes after `duration`: the pause before another attempt or another look.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Completes when an attempt that may last for `duration` has to end.
    ///
    /// The same as [`sleep`](Self::sleep) unless a clock says otherwise. A test's clock whose
    /// sleeps take no time says otherwise, since no attempt could win against it.
    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The machine's clock and tokio's timer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemTime;

impl Time for SystemTime {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn timestamp(&self) -> Timestamp {
        let clock = std::time::SystemTime::now();
        let seconds = match clock.duration_since(std::time::SystemTime::UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            // A clock set before 1970.
            Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |s| -s),
        };
        Timestamp::from_seconds(seconds)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
