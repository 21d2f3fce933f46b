//! How long a wait lasts, and how often it looks.

use std::time::Duration;

use crate::random::Random;
use crate::retry::jittered;

/// The shortest interval: a wait is no way to hammer a server.
const SHORTEST: Duration = Duration::from_millis(10);

/// The most time that is kept for a last look before the deadline.
const LAST_LOOK: Duration = Duration::from_millis(500);

/// How long a wait lasts, and how often it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace {
    pub(super) deadline: Duration,
    pub(super) interval: Duration,
    pub(super) most: Duration,
    /// How long a resource that has not been seen yet may be reported as not found.
    pub(super) absent: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(300),
            interval: Duration::from_secs(1),
            most: Duration::from_secs(15),
            absent: Duration::from_secs(10),
        }
    }
}

impl Pace {
    /// The interval after so many looks: half as long again after each, up to the most.
    pub(super) fn interval(&self, looks: u32) -> Duration {
        let first = self.interval.max(SHORTEST);
        let most = self.most.max(first);
        let mut interval = first;
        for _ in 1..looks {
            if interval >= most {
                break;
            }
            interval = interval.saturating_add(interval / 2);
        }
        interval.min(most)
    }

    /// How long to pause after so many looks, `waited` into the wait: anything from half the
    /// interval to all of it, but no shorter than the server `asked` for. Nothing when no further
    /// look fits in.
    ///
    /// A pause that would pass the deadline is cut short, so that there is a last look before it.
    pub(super) fn pause(
        &self,
        looks: u32,
        waited: Duration,
        asked: Option<Duration>,
        random: &dyn Random,
    ) -> Option<Duration> {
        let left = self.deadline.saturating_sub(waited);
        let asked = asked.unwrap_or_default();
        let interval = self.interval(looks);
        let half = interval / 2;
        let spread = jittered(interval.saturating_sub(half), random);
        let pause = half.saturating_add(spread).max(asked);
        let for_the_last = half.min(LAST_LOOK);
        if pause.saturating_add(for_the_last) <= left {
            return Some(pause);
        }
        let pause = left.saturating_sub(for_the_last).max(asked);
        (left > for_the_last && pause < left).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::testing::Always;
    use proptest::prelude::*;

    fn pace(deadline: u64, interval: u64, most: u64) -> Pace {
        Pace {
            deadline: Duration::from_millis(deadline),
            interval: Duration::from_millis(interval),
            most: Duration::from_millis(most),
            absent: Duration::ZERO,
        }
    }

    #[test]
    fn the_interval_grows_by_half_up_to_the_most() {
        let pace = pace(60_000, 1_000, 3_000);
        let seconds: Vec<_> = (1..6)
            .map(|looks| pace.interval(looks).as_millis())
            .collect();
        assert_eq!(seconds, [1_000, 1_500, 2_250, 3_000, 3_000]);
    }

    #[test]
    fn an_interval_of_nothing_is_the_shortest_there_is() {
        assert_eq!(pace(1, 0, 0).interval(9), SHORTEST);
    }

    #[test]
    fn a_server_that_asks_for_more_than_is_left_ends_the_wait() {
        let pace = pace(5_000, 1_000, 1_000);
        let asked = |ms| {
            let asked = Some(Duration::from_millis(ms));
            pace.pause(1, Duration::from_secs(1), asked, &Always(0))
        };
        assert_eq!(asked(3_000), Some(Duration::from_secs(3)));
        assert_eq!(asked(3_999), Some(Duration::from_millis(3_999)));
        assert_eq!(asked(4_000), None);
    }

    proptest! {
        #[test]
        fn a_look_begins_before_the_deadline_and_not_before_the_server_asked(
            deadline in 0_u64..100_000,
            interval in 0_u64..50_000,
            most in 0_u64..50_000,
            looks in 1_u32..100,
            waited in 0_u64..120_000,
            asked in proptest::option::of(0_u64..120_000),
            bits: u64,
        ) {
            let pace = pace(deadline, interval, most);
            let waited = Duration::from_millis(waited);
            let asked = asked.map(Duration::from_millis);
            if let Some(pause) = pace.pause(looks, waited, asked, &Always(bits)) {
                prop_assert!(waited + pause < pace.deadline);
                prop_assert!(pause >= asked.unwrap_or_default());
                prop_assert!(pause <= pace.interval(looks).max(asked.unwrap_or_default()));
            }
        }

        /// Whatever the numbers drawn, looks are as many as the deadline holds of the shortest
        /// pauses, and no more: a wait ends.
        #[test]
        fn looks_are_bounded(
            deadline in 0_u64..20_000,
            interval in 0_u64..5_000,
            draws in prop::collection::vec(any::<u64>(), 1..8),
        ) {
            let pace = pace(deadline, interval, 5_000);
            let (mut waited, mut looks) = (Duration::ZERO, 1);
            let mut draws = draws.into_iter().cycle();
            while let Some(pause) = pace.pause(looks, waited, None, &Always(draws.next().unwrap())) {
                waited += pause;
                looks += 1;
                prop_assert!(u64::from(looks) <= 2 + deadline / 5);
            }
            // Where it ends, no half interval was left.
            prop_assert!(pace.deadline.saturating_sub(waited) <= pace.interval(looks));
        }
    }
}
