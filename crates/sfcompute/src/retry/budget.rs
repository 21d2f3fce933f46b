//! How many retries all calls of a client together may make.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sfcompute_types::Invalid;

/// Tokens that retries are paid with, shared by a client and its clones.
///
/// When most requests fail, retries only add to the load. So each costs: 5 tokens, or 10 where the
/// last attempt had no answer in time. A success gives back what its last retry cost, or 1 token
/// where it needed none; there are never more than the [`capacity`](Self::capacity). A retry that
/// cannot be paid is not made, and the error says so
/// ([`RetriesEnded::Budget`](crate::RetriesEnded::Budget)). First attempts cost nothing.
///
/// The standard budget of 500 tokens pays a burst of 100 retries, and after that one retry for
/// every 5 first attempts that succeed.
///
/// Clones share their tokens, so that several clients can be given one budget.
#[derive(Clone)]
pub struct RetryBudget(Arc<Tokens>);

struct Tokens {
    capacity: u32,
    left: AtomicU32,
}

/// What a retry costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// After an attempt that failed quickly.
    Failed,
    /// After an attempt that ran out of time.
    Late,
}

/// What a success gives that needed no retry.
const FOR_A_SUCCESS: u32 = 1;
const STANDARD: u32 = 500;
/// The largest capacity that may be set.
const LARGEST: u32 = 1_000_000;

impl Cost {
    const fn tokens(self) -> u32 {
        match self {
            Self::Failed => 5,
            Self::Late => 10,
        }
    }
}

impl RetryBudget {
    /// A full budget of so many tokens, 0 to 1,000,000. One of 0 allows no retry at all.
    ///
    /// # Errors
    ///
    /// [`Invalid`] above 1,000,000.
    pub fn new(capacity: u32) -> Result<Self, Invalid> {
        if capacity > LARGEST {
            return Err(Invalid::new(
                "retry budget",
                capacity.to_string(),
                "0 to 1000000 tokens",
            ));
        }
        Ok(Self::of(capacity))
    }

    fn of(capacity: u32) -> Self {
        Self(Arc::new(Tokens {
            capacity,
            left: AtomicU32::new(capacity),
        }))
    }

    /// The most tokens that there can be.
    pub fn capacity(&self) -> u32 {
        self.0.capacity
    }

    /// The tokens that there are now.
    pub fn available(&self) -> u32 {
        self.0.left.load(Ordering::Relaxed)
    }

    /// Pays for a retry; nothing when there are too few tokens.
    pub(crate) fn pay(&self, cost: Cost) -> Option<Payment<'_>> {
        let left = &self.0.left;
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(cost.tokens())
        })
        .ok()?;
        Some(Payment {
            budget: self,
            cost: Some(cost),
        })
    }

    /// Takes note of a success; `last` is what the retry that led to it had cost, if it was one.
    pub(crate) fn succeeded(&self, last: Option<Cost>) {
        self.give(last.map_or(FOR_A_SUCCESS, Cost::tokens));
    }

    fn give(&self, given: u32) {
        let capacity = self.0.capacity;
        let left = &self.0.left;
        // The closure always returns a value, so that this cannot fail.
        let _ = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            Some(left.saturating_add(given).min(capacity))
        });
    }
}

/// A retry that is paid and not made yet. Dropped before that, the tokens go back.
#[derive(Debug)]
pub(crate) struct Payment<'a> {
    budget: &'a RetryBudget,
    cost: Option<Cost>,
}

impl Payment<'_> {
    /// The retry is made.
    pub(crate) fn spend(mut self) -> Option<Cost> {
        self.cost.take()
    }
}

impl Drop for Payment<'_> {
    fn drop(&mut self) {
        if let Some(cost) = self.cost.take() {
            self.budget.give(cost.tokens());
        }
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::of(STANDARD)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryBudget")
            .field("capacity", &self.capacity())
            .field("available", &self.available())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Copy, Debug)]
    enum Step {
        Pay(Cost),
        Succeed(Option<Cost>),
    }

    fn cost() -> impl Strategy<Value = Cost> {
        prop_oneof![Just(Cost::Failed), Just(Cost::Late)]
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            cost().prop_map(Step::Pay),
            proptest::option::of(cost()).prop_map(Step::Succeed),
        ]
    }

    proptest! {
        /// What is paid and given is what is missing and there: no token is made or lost, save
        /// for those that a full budget turns away.
        #[test]
        fn tokens_are_conserved(capacity in 0_u32..60, steps in proptest::collection::vec(step(), 0..80)) {
            let budget = RetryBudget::new(capacity).unwrap();
            let mut expected = capacity;
            for step in steps {
                match step {
                    Step::Pay(cost) => {
                        let paid = budget.pay(cost).and_then(Payment::spend).is_some();
                        prop_assert_eq!(paid, expected >= cost.tokens());
                        if paid {
                            expected -= cost.tokens();
                        }
                    }
                    Step::Succeed(last) => {
                        budget.succeeded(last);
                        let given = last.map_or(1, Cost::tokens);
                        expected = (expected + given).min(capacity);
                    }
                }
                prop_assert_eq!(budget.available(), expected);
                prop_assert!(budget.available() <= budget.capacity());
            }
        }
    }

    #[test]
    fn clones_share_and_threads_do_not_overspend() {
        let budget = RetryBudget::new(500).unwrap();
        let paid: usize = std::thread::scope(|scope| {
            let payers: Vec<_> = (0..8)
                .map(|_| {
                    let budget = budget.clone();
                    scope.spawn(move || {
                        (0..100)
                            .filter_map(|_| budget.pay(Cost::Failed)?.spend())
                            .count()
                    })
                })
                .collect();
            payers.into_iter().map(|payer| payer.join().unwrap()).sum()
        });
        assert_eq!(paid, 100);
        assert_eq!(budget.available(), 0);
    }

    #[test]
    fn a_capacity_beyond_reason_is_refused() {
        assert!(RetryBudget::new(1_000_000).is_ok());
        let error = RetryBudget::new(1_000_001).unwrap_err();
        assert_eq!(error.what(), "retry budget");
        assert!(RetryBudget::new(0).unwrap().pay(Cost::Failed).is_none());
    }

    #[test]
    fn a_retry_that_is_not_made_costs_nothing() {
        let budget = RetryBudget::new(10).unwrap();
        let payment = budget.pay(Cost::Late).unwrap();
        assert_eq!(budget.available(), 0);
        drop(payment);
        assert_eq!(budget.available(), 10);
    }
}
