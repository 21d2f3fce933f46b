//! A journal that fails, or that another task writes to, at a step of one's choice.

use std::sync::Mutex;
use std::time::Duration;

use sfcompute::journal::{Journal, JournalError, Made, MemoryJournal, Outcome, Recorded};
use sfcompute::{BoxFuture, IdempotencyKey, Intent, Timestamp};

/// A journal in memory that follows a script.
#[derive(Debug, Default)]
pub struct Scripted {
    pub inner: MemoryJournal,
    /// The step that fails.
    pub fails: Option<&'static str>,
    /// What another task settles as soon as a step of this name has been answered.
    pub settles: Option<(&'static str, IdempotencyKey, Outcome)>,
    /// The steps that were asked for, in order.
    pub asked: Mutex<Vec<&'static str>>,
}

impl Scripted {
    fn begin(&self, step: &'static str) -> Result<(), JournalError> {
        self.asked.lock().unwrap().push(step);
        match self.fails {
            Some(fails) if fails == step => Err(JournalError::new("the disk is full")),
            _ => Ok(()),
        }
    }

    async fn end(&self, step: &'static str) -> Result<(), JournalError> {
        match &self.settles {
            Some((after, key, outcome)) if *after == step => {
                self.inner.settle(key, outcome.clone()).await
            }
            _ => Ok(()),
        }
    }
}

impl Journal for Scripted {
    fn record<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<Recorded, JournalError>> {
        Box::pin(async move {
            self.begin("record")?;
            self.inner.record(intent).await
        })
    }

    fn settle<'a>(
        &'a self,
        key: &'a IdempotencyKey,
        outcome: Outcome,
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        Box::pin(async move {
            self.begin("settle")?;
            self.inner.settle(key, outcome).await
        })
    }

    fn release<'a>(&'a self, key: &'a IdempotencyKey) -> BoxFuture<'a, Result<(), JournalError>> {
        self.inner.release(key)
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        Box::pin(async move {
            self.begin("open")?;
            let read = self.inner.open().await?;
            self.end("open").await?;
            Ok(read)
        })
    }

    fn claim(
        &self,
        now: Timestamp,
        lease: Duration,
        most: usize,
    ) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        self.inner.claim(now, lease, most)
    }

    fn made(&self, since: Timestamp) -> BoxFuture<'_, Result<Vec<Made>, JournalError>> {
        Box::pin(async move {
            self.begin("made")?;
            let read = self.inner.made(since).await?;
            self.end("made").await?;
            Ok(read)
        })
    }

    fn forget(&self, before: Timestamp) -> BoxFuture<'_, Result<u64, JournalError>> {
        self.inner.forget(before)
    }
}
