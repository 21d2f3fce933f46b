//! What a caller may say about retries.

use std::time::Duration;

use super::backoff;
use crate::problem::{Problem, Problems};

/// How often a call is tried and how long the pauses are; of a client or of one call.
///
/// Whether something may be tried again at all is not for this to say: that depends on the
/// operation and on what became of the attempt, and is the same for everyone.
///
/// | setting | default | allowed |
/// |---|---|---|
/// | [`attempts`](Self::attempts), the first included | 4 | 1 to 100 |
/// | [`backoff`](Self::backoff), first ceiling | 250 ms | above 0, up to the most |
/// | [`backoff`](Self::backoff), most | 20 s | up to one hour |
/// | [`longest_retry_after`](Self::longest_retry_after) | 60 s | up to one hour |
///
/// ```
/// use std::time::Duration;
/// use sfcompute::RetryPolicy;
///
/// let patient = RetryPolicy::new()
///     .attempts(8)
///     .backoff(Duration::from_millis(500), Duration::from_secs(30));
/// let once = RetryPolicy::none();
/// # let _ = (patient, once);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first: Duration,
    most: Duration,
    longest_retry_after: Duration,
}

const MOST_ATTEMPTS: u32 = 100;
const HOUR: Duration = Duration::from_secs(3_600);

impl RetryPolicy {
    /// The standard policy: 4 attempts, pauses of up to 250 ms, then 500 ms, then 1 s.
    pub fn new() -> Self {
        Self {
            attempts: 4,
            first: Duration::from_millis(250),
            most: Duration::from_secs(20),
            longest_retry_after: Duration::from_secs(60),
        }
    }

    /// No retry: one attempt, whatever becomes of it.
    pub fn none() -> Self {
        Self::new().attempts(1)
    }

    /// How many attempts a call may make, the first included.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The ceiling of the first pause, which doubles with each further one, and the most that it
    /// can grow to. A pause is any time from none to its ceiling.
    #[must_use]
    pub fn backoff(mut self, first: Duration, most: Duration) -> Self {
        self.first = first;
        self.most = most;
        self
    }

    /// The most of a server's `Retry-After` that is waited for. A server that asks for more is
    /// asked again after this long.
    #[must_use]
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }

    /// Whether there may be an attempt after `made` of them.
    pub(crate) fn allows_another(&self, made: u32) -> bool {
        made < self.attempts
    }

    /// The longest pause before the retry numbered `retry`, from 1, without `Retry-After`.
    pub(crate) fn ceiling(&self, retry: u32) -> Duration {
        backoff::ceiling(self.first, self.most, retry)
    }

    /// What of a server's `Retry-After` is obeyed.
    pub(crate) fn obeyed(&self, retry_after: Duration) -> Duration {
        retry_after.min(self.longest_retry_after)
    }

    /// What is wrong with the policy, under these fields' names.
    pub(crate) fn check(&self, problems: &mut Problems) {
        if !(1..=MOST_ATTEMPTS).contains(&self.attempts) {
            problems.add(Problem::new(
                "retry.attempts",
                self.attempts,
                format!("1 to {MOST_ATTEMPTS}, the first included"),
            ));
        }
        if self.first.is_zero() || self.first > self.most {
            problems.add(Problem::new(
                "retry.backoff.first",
                format!("{:?}", self.first),
                format!("above 0 and up to the most, {:?}", self.most),
            ));
        }
        for (field, given) in [
            ("retry.backoff.most", self.most),
            ("retry.longest_retry_after", self.longest_retry_after),
        ] {
            if given > HOUR {
                problems.add(Problem::new(field, format!("{given:?}"), "up to 3600s"));
            }
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(policy: &RetryPolicy) -> Vec<String> {
        let mut problems = Problems::default();
        policy.check(&mut problems);
        let problems = problems.into_vec();
        problems.iter().map(|p| p.field().to_owned()).collect()
    }

    #[test]
    fn the_standard_policies_are_allowed() {
        for policy in [
            RetryPolicy::new(),
            RetryPolicy::none(),
            RetryPolicy::new().attempts(100).backoff(HOUR, HOUR),
        ] {
            assert_eq!(fields(&policy), [""; 0], "{policy:?}");
        }
        assert!(!RetryPolicy::none().allows_another(1));
        assert!(RetryPolicy::new().allows_another(3));
        assert!(!RetryPolicy::new().allows_another(4));
    }

    #[test]
    fn everything_that_is_wrong_is_named() {
        let second = Duration::from_secs(1);
        let policy = RetryPolicy::new()
            .attempts(0)
            .backoff(HOUR + second + second, HOUR + second)
            .longest_retry_after(HOUR * 2);
        let expected = [
            "retry.attempts",
            "retry.backoff.first",
            "retry.backoff.most",
            "retry.longest_retry_after",
        ];
        assert_eq!(fields(&policy), expected);
        assert_eq!(
            fields(&RetryPolicy::new().attempts(101)),
            ["retry.attempts"]
        );
        let zero = RetryPolicy::new().backoff(Duration::ZERO, second);
        assert_eq!(fields(&zero), ["retry.backoff.first"]);
    }

    #[test]
    fn pauses_grow_to_the_most() {
        let policy = RetryPolicy::new();
        let millis: Vec<_> = (1..=8).map(|n| policy.ceiling(n).as_millis()).collect();
        assert_eq!(
            millis,
            [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000]
        );
        let hour = policy.obeyed(HOUR);
        assert_eq!(hour, Duration::from_secs(60));
    }
}
