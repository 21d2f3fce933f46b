//! The end of a call: what is left of its time, and what still fits.

use std::time::{Duration, Instant};

/// A call's time: when it began and how long it may take, pauses and attempts together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    began: Instant,
    total: Duration,
}

impl Deadline {
    pub(crate) fn new(began: Instant, total: Duration) -> Self {
        Self { began, total }
    }

    /// How long the call has taken.
    pub(crate) fn passed(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.began)
    }

    /// What is left of the call's time.
    pub(crate) fn left(&self, now: Instant) -> Duration {
        self.total.saturating_sub(self.passed(now))
    }

    /// How long an attempt that starts now may take.
    pub(crate) fn limit(&self, now: Instant, attempt: Duration) -> Duration {
        attempt.min(self.left(now))
    }

    /// Whether an attempt after this pause would have any time.
    pub(crate) fn fits(&self, now: Instant, pause: Duration) -> bool {
        pause < self.left(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn millis() -> impl Strategy<Value = Duration> {
        (0_u64..100_000).prop_map(Duration::from_millis)
    }

    proptest! {
        /// A call of any attempts and pauses never takes longer than its total, on a clock that
        /// moves by exactly what each of them takes.
        #[test]
        fn the_total_is_never_exceeded(
            total in millis(),
            limit in millis(),
            rounds in proptest::collection::vec((millis(), millis()), 1..20),
        ) {
            let began = Instant::now();
            let deadline = Deadline::new(began, total);
            let mut now = began;
            for (attempt, pause) in rounds {
                now += attempt.min(deadline.limit(now, limit));
                prop_assert!(now - began <= total);
                if !deadline.fits(now, pause) {
                    break;
                }
                now += pause;
                prop_assert!(deadline.left(now) > Duration::ZERO);
            }
            prop_assert!(deadline.passed(now) <= total);
        }
    }

    #[test]
    fn a_pause_that_takes_all_that_is_left_does_not_fit() {
        let began = Instant::now();
        let deadline = Deadline::new(began, Duration::from_secs(2));
        assert!(deadline.fits(began, Duration::from_millis(1_999)));
        assert!(!deadline.fits(began, Duration::from_secs(2)));
        let forever = Deadline::new(began, Duration::MAX);
        assert!(forever.fits(began, Duration::from_secs(u64::MAX)));
        assert_eq!(
            deadline.left(began + Duration::from_secs(3)),
            Duration::ZERO
        );
    }
}
