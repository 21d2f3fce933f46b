//! A journal that forgets when the program ends.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sfcompute_api::BoxFuture;
use sfcompute_types::Timestamp;

use super::{Journal, JournalError, Made, Outcome, Recorded};
use crate::idempotency::IdempotencyKey;
use crate::intent::{Intent, later};

/// A journal in memory: open intents can be found and reconciled while the program runs, and are
/// lost with it. For tests, and for programs whose host cannot keep a file.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    entries: Mutex<BTreeMap<String, Entry>>,
}

#[derive(Debug)]
struct Entry {
    intent: Intent,
    outcome: Option<Outcome>,
    /// Nobody else may claim it before this time.
    held_until: Timestamp,
}

impl MemoryJournal {
    /// An empty journal.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, intent: &Intent) -> Result<Recorded, JournalError> {
        let mut entries = self.lock();
        let key = intent.idempotency_key();
        match entries.get_mut(key.as_str()) {
            None => {
                let entry = Entry {
                    intent: intent.clone(),
                    outcome: None,
                    held_until: intent.last_attempt_by(),
                };
                entries.insert(key.as_str().to_owned(), entry);
                Ok(Recorded::First)
            }
            Some(entry) if entry.intent.is_same_call(intent) => {
                entry.intent = entry.intent.sent_again(intent);
                entry.held_until = entry.held_until.max(intent.last_attempt_by());
                if entry.outcome == Some(Outcome::NeverHappened) {
                    entry.outcome = None;
                    return Ok(Recorded::First);
                }
                Ok(Recorded::Again)
            }
            Some(_) => Err(JournalError::key_reused(key)),
        }
    }
}

/// An answer that is there at once.
fn ready<'a, T: Send + 'a>(answer: T) -> BoxFuture<'a, T> {
    Box::pin(std::future::ready(answer))
}

/// Oldest first, and among those of one second by key, so that the order is always the same.
pub(super) fn oldest_first(intents: &mut [Intent]) {
    intents.sort_by(|a, b| {
        let order = |intent: &Intent| (intent.first_attempt_at(), intent.idempotency_key().clone());
        order(a).cmp(&order(b))
    });
}

impl Journal for MemoryJournal {
    fn record<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<Recorded, JournalError>> {
        ready(self.note(intent))
    }

    fn settle<'a>(
        &'a self,
        key: &'a IdempotencyKey,
        outcome: Outcome,
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        if let Some(entry) = self.lock().get_mut(key.as_str())
            && !matches!(entry.outcome, Some(Outcome::Done { .. }))
        {
            entry.outcome = Some(outcome);
        }
        ready(Ok(()))
    }

    fn release<'a>(&'a self, key: &'a IdempotencyKey) -> BoxFuture<'a, Result<(), JournalError>> {
        if let Some(entry) = self.lock().get_mut(key.as_str()) {
            entry.held_until = Timestamp::from_seconds(i64::MIN);
        }
        ready(Ok(()))
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        let mut open: Vec<_> = self
            .lock()
            .values()
            .filter(|entry| entry.outcome.is_none())
            .map(|entry| entry.intent.clone())
            .collect();
        oldest_first(&mut open);
        ready(Ok(open))
    }

    fn claim(
        &self,
        now: Timestamp,
        lease: Duration,
        most: usize,
    ) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        let mut entries = self.lock();
        let mut free: Vec<_> = entries
            .values()
            .filter(|entry| entry.outcome.is_none() && entry.held_until < now)
            .map(|entry| entry.intent.clone())
            .collect();
        oldest_first(&mut free);
        free.truncate(most);
        for intent in &free {
            if let Some(entry) = entries.get_mut(intent.idempotency_key().as_str()) {
                entry.held_until = later(now, lease);
            }
        }
        ready(Ok(free))
    }

    fn made(&self, since: Timestamp) -> BoxFuture<'_, Result<Vec<Made>, JournalError>> {
        let made = self
            .lock()
            .values()
            .filter(|entry| entry.intent.first_attempt_at() >= since)
            .filter_map(|entry| match &entry.outcome {
                Some(Outcome::Done {
                    resource: Some(resource),
                }) => Some(Made {
                    idempotency_key: entry.intent.idempotency_key().clone(),
                    resource: resource.clone(),
                }),
                _ => None,
            })
            .collect();
        ready(Ok(made))
    }

    fn forget(&self, before: Timestamp) -> BoxFuture<'_, Result<u64, JournalError>> {
        let mut entries = self.lock();
        let all = entries.len();
        entries.retain(|_, entry| {
            entry.outcome.is_none() || entry.intent.first_attempt_at() >= before
        });
        let gone = all.saturating_sub(entries.len());
        ready(Ok(u64::try_from(gone).unwrap_or(u64::MAX)))
    }
}
