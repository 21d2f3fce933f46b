//! Full jitter: a pause is any time up to a ceiling that doubles, in whole nanoseconds.

use std::time::Duration;

use crate::random::Random;

/// The longest that the pause before the retry numbered `retry`, counted from 1, may be:
/// `first` × 2^(`retry` − 1), and never above `most`.
pub(crate) fn ceiling(first: Duration, most: Duration, retry: u32) -> Duration {
    let doublings = retry.saturating_sub(1);
    let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
    first.saturating_mul(factor).min(most)
}

/// Any time up to `most`, each as likely as any other.
pub(crate) fn jittered(most: Duration, random: &dyn Random) -> Duration {
    // 584 years of nanoseconds fit; nobody waits longer.
    let most = u64::try_from(most.as_nanos()).unwrap_or(u64::MAX);
    Duration::from_nanos(random.up_to(most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::testing::Always;
    use proptest::prelude::*;

    fn nanos(n: u64) -> Duration {
        Duration::from_nanos(n)
    }

    proptest! {
        #[test]
        fn a_pause_is_never_above_its_ceiling(first: u64, most: u64, retry: u32, bits: u64) {
            let ceiling = ceiling(nanos(first), nanos(most), retry);
            prop_assert!(ceiling <= nanos(most));
            prop_assert!(jittered(ceiling, &Always(bits)) <= ceiling);
        }

        #[test]
        fn a_ceiling_never_falls_and_at_most_doubles(first: u64, most: u64, retry in 1_u32..100) {
            let now = ceiling(nanos(first), nanos(most), retry);
            let next = ceiling(nanos(first), nanos(most), retry + 1);
            prop_assert!(next >= now);
            prop_assert!(next <= now.saturating_mul(2));
        }

        #[test]
        fn a_ceiling_is_reached_by_doubling(first in 1_u64..1_000_000, retry in 1_u32..32) {
            let exact = u128::from(first) << (retry - 1);
            let unlimited = ceiling(nanos(first), Duration::MAX, retry);
            prop_assert_eq!(unlimited.as_nanos(), exact);
        }

        #[test]
        fn the_whole_range_can_be_had(most: u64) {
            prop_assert_eq!(jittered(nanos(most), &Always(0)), Duration::ZERO);
            prop_assert_eq!(jittered(nanos(most), &Always(u64::MAX)), nanos(most));
        }
    }

    #[test]
    fn more_than_can_be_counted_is_the_longest_that_can() {
        assert_eq!(jittered(Duration::MAX, &Always(u64::MAX)), nanos(u64::MAX));
    }
}
