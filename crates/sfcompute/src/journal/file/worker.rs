//! The thread that owns the file: every piece of work in turn, one flush to disk for all that wait.

use std::sync::mpsc;
use std::thread;

use redb::{Database, WriteTransaction};
use tokio::sync::oneshot;

use crate::journal::JournalError;

/// The most pieces of work that share a flush.
const LARGEST_BATCH: usize = 512;

/// Why a piece of work failed.
pub(super) enum Failure {
    /// It was refused; nothing was changed, and what else waits is not touched by it.
    Refused(JournalError),
    /// The store failed; nothing of the batch may be kept.
    Store(redb::Error),
}

impl<E: Into<redb::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// Tells whoever waits how it ended, once it is known whether the batch is on disk.
type Deliver = Box<dyn FnOnce(Result<(), &str>) + Send>;

/// A piece of work, done inside a transaction; an error of the store undoes the whole batch.
type Job = Box<dyn FnOnce(&WriteTransaction) -> Result<Deliver, Deliver> + Send>;

/// The thread, and the way to it.
#[derive(Debug)]
pub(super) struct Worker {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Worker {
    /// Opens the store on a thread of its own, and answers when it is open.
    pub(super) async fn start(
        open: impl FnOnce() -> Result<Database, JournalError> + Send + 'static,
    ) -> Result<Self, JournalError> {
        let (jobs, queue) = mpsc::channel();
        let (opened, answer) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("sfcompute-journal".to_owned())
            .spawn(move || match open() {
                Ok(database) => {
                    // When nobody waits any more, the queue is closed, and the thread ends.
                    let _ = opened.send(Ok(()));
                    work(&database, &queue);
                }
                Err(error) => {
                    let _ = opened.send(Err(error));
                }
            })
            .map_err(|error| {
                JournalError::new("the journal's thread does not start").because(error)
            })?;
        let worker = Self {
            jobs: Some(jobs),
            thread: Some(thread),
        };
        match answer.await {
            Ok(Ok(())) => Ok(worker),
            Ok(Err(error)) => Err(error),
            // The store panics on some kinds of damage; the thread then ends without a word.
            Err(_) => Err(JournalError::new("the journal's file is damaged")),
        }
    }

    /// Has a piece of work done, and waits until it is on disk.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&WriteTransaction) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (done, answer) = oneshot::channel();
        let job: Job = Box::new(move |transaction| {
            let (outcome, keep) = match work(transaction) {
                Ok(value) => (Ok(value), true),
                Err(Failure::Refused(error)) => (Err(error), true),
                Err(Failure::Store(error)) => (Err(failed(&error.to_string())), false),
            };
            let deliver: Deliver = Box::new(move |written| {
                // The one who asked may have gone; what was asked for is done all the same.
                let _ = done.send(match written {
                    Ok(()) => outcome,
                    Err(why) => outcome.and_then(|_| Err(failed(why))),
                });
            });
            if keep { Ok(deliver) } else { Err(deliver) }
        });
        let sent = self
            .jobs
            .as_ref()
            .is_some_and(|jobs| jobs.send(job).is_ok());
        match answer.await {
            Ok(outcome) if sent => outcome,
            _ => Err(JournalError::new(
                "the journal's thread has ended; open the journal again",
            )),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The thread ends when the queue does; the file is free once it has.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn failed(why: &str) -> JournalError {
    JournalError::new(format!(
        "the journal's file cannot be read or written: {why}"
    ))
}

/// Does what comes until nobody is left who could ask.
fn work(database: &Database, queue: &mpsc::Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        let rest = queue.try_iter().take(LARGEST_BATCH);
        batch(database, std::iter::once(first).chain(rest));
    }
}

fn batch(database: &Database, jobs: impl Iterator<Item = Job>) {
    let transaction = match database.begin_write() {
        Ok(transaction) => transaction,
        // Dropped jobs tell those who wait that the thread cannot go on.
        Err(_) => return jobs.for_each(drop),
    };
    let mut waiting = Vec::new();
    let mut whole = true;
    for job in jobs {
        match job(&transaction) {
            Ok(deliver) => waiting.push(deliver),
            Err(deliver) => {
                whole = false;
                waiting.push(deliver);
            }
        }
    }
    let written = if whole {
        transaction.commit().map_err(|error| error.to_string())
    } else {
        // What fails here leaves the transaction unwritten all the same.
        let _ = transaction.abort();
        Err("another entry of the same moment could not be written".to_owned())
    };
    for deliver in waiting {
        deliver(match &written {
            Ok(()) => Ok(()),
            Err(why) => Err(why),
        });
    }
}
