//! A journal that the program keeps a handle of.

use std::sync::Arc;
use std::time::Duration;

use sfcompute_api::BoxFuture;
use sfcompute_types::Timestamp;

use super::{Journal, JournalError, Made, Outcome, Recorded};
use crate::idempotency::IdempotencyKey;
use crate::intent::Intent;

/// The same journal, for a program that gives it to a client and looks into it itself as well, or
/// gives it to several clients.
impl<J: Journal + ?Sized> Journal for Arc<J> {
    fn record<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<Recorded, JournalError>> {
        (**self).record(intent)
    }

    fn settle<'a>(
        &'a self,
        key: &'a IdempotencyKey,
        outcome: Outcome,
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        (**self).settle(key, outcome)
    }

    fn release<'a>(&'a self, key: &'a IdempotencyKey) -> BoxFuture<'a, Result<(), JournalError>> {
        (**self).release(key)
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        (**self).open()
    }

    fn claim(
        &self,
        now: Timestamp,
        lease: Duration,
        most: usize,
    ) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        (**self).claim(now, lease, most)
    }

    fn made(&self, since: Timestamp) -> BoxFuture<'_, Result<Vec<Made>, JournalError>> {
        (**self).made(since)
    }

    fn forget(&self, before: Timestamp) -> BoxFuture<'_, Result<u64, JournalError>> {
        (**self).forget(before)
    }
}
