//! Time, passed in: what the client asks of a clock.

use std::fmt;
use std::time::{Duration, Instant};

use sfcompute_api::BoxFuture;

/// Tells time and waits. Programs use [`SystemTime`]; tests pass their own and never sleep.
pub trait Time: fmt::Debug + Send + Sync {
    /// A point in time that never goes back, for measuring how long something took.
    fn now(&self) -> Instant;

    /// Completes after `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The machine's clock and tokio's timer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemTime;

impl Time for SystemTime {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
