//! The embedded journal: one file of one process, flushed to disk before anything is sent.
//!
//! | module | what lives there |
//! |---|---|
//! | `store` | the file's tables, and each step on them |
//! | `worker` | the thread that owns the file, and the batches it writes |

mod store;
mod worker;

use std::path::Path;
use std::time::Duration;

use sfcompute_api::BoxFuture;
use sfcompute_types::Timestamp;

use super::{Journal, JournalError, Made, Outcome, Recorded};
use crate::idempotency::IdempotencyKey;
use crate::intent::Intent;
use worker::Worker;

/// A journal in one file, for the clients of one process.
///
/// What [`record`](Journal::record) has written survives the end of the process at any moment,
/// and of the machine as far as its disk keeps what it has flushed. A thread of its own does the
/// reading and writing; what many tasks write at the same moment shares one flush. The file is
/// readable for its owner only, since bodies are in it.
///
/// The file belongs to the process that has it open: a second [`open`](Self::open) is refused
/// until the first is dropped, which waits for the last write. What a process left open when it
/// died is free to be claimed by the next one that opens the file.
///
/// The file is one of [redb](https://docs.rs/redb)'s, in whose format it is crash-safe.
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use sfcompute::Client;
/// use sfcompute::journal::FileJournal;
///
/// let journal = FileJournal::open("orders.journal").await?;
/// let sfc = Client::builder().from_env()?.journal(journal).build()?;
///
/// // What the last run left open, before anything new is sent.
/// for recovered in sfc.recover().await? {
///     println!("{recovered}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct FileJournal {
    worker: Worker,
}

impl FileJournal {
    /// Opens the journal in this file, or starts one; its folder has to be there.
    ///
    /// The whole file is checked first, so that damage is found now and not while an order waits.
    ///
    /// # Errors
    ///
    /// When another client or process has it open, it is damaged or no journal, it was written by
    /// a newer version, or it cannot be read or written. Nothing is changed then.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        let path = path.as_ref().to_owned();
        let worker = Worker::start(move || store::open(&path)).await?;
        Ok(Self { worker })
    }
}

impl Journal for FileJournal {
    fn record<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<Recorded, JournalError>> {
        let intent = intent.clone();
        Box::pin(self.worker.run(move |store| store::record(store, &intent)))
    }

    fn settle<'a>(
        &'a self,
        key: &'a IdempotencyKey,
        outcome: Outcome,
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        let key = key.clone();
        let settle = move |store: &_| store::settle(store, key.as_str(), &outcome);
        Box::pin(self.worker.run(settle))
    }

    fn release<'a>(&'a self, key: &'a IdempotencyKey) -> BoxFuture<'a, Result<(), JournalError>> {
        let key = key.clone();
        Box::pin(
            self.worker
                .run(move |store| store::release(store, key.as_str())),
        )
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        Box::pin(self.worker.run(|store| store::open_intents(store, None)))
    }

    fn claim(
        &self,
        now: Timestamp,
        lease: Duration,
        most: usize,
    ) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
        Box::pin(
            self.worker
                .run(move |store| store::claim(store, now, lease, most)),
        )
    }

    fn made(&self, since: Timestamp) -> BoxFuture<'_, Result<Vec<Made>, JournalError>> {
        Box::pin(self.worker.run(move |store| store::made(store, since)))
    }

    fn forget(&self, before: Timestamp) -> BoxFuture<'_, Result<u64, JournalError>> {
        Box::pin(self.worker.run(move |store| store::forget(store, before)))
    }
}
