//! What a market keeps on disk, so that it is there after the program was killed: one embedded,
//! crash-safe store with all commands that were answered.
//!
//! The engine follows from its opening and its commands, so these are what is written: each with
//! the market's time, in the order that they were carried out. A request is answered once its
//! command, and all that its answer could show, is on disk; commands that come meanwhile are
//! written together. When the market opens again, all of them are carried out anew.
//!
//! What is not kept: fault rules, rate limits, what a test does to the engine itself, and reads,
//! but for those that count towards a settlement by polls.

mod log;

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sfcompute_types::Timestamp;
use tokio::sync::watch;

use log::Log;

use crate::engine::Address;

/// The most commands that are written together.
const MOST_AT_ONCE: usize = 4_096;

/// Something that changed the market, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) at: Timestamp,
    pub(crate) command: Command,
}

/// What changed the market.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Command {
    /// A request that was answered with success; its body is kept beside it.
    Request(Recorded),
    Reset,
    Snapshot(String),
    Restore(String),
    /// A snapshot that was brought in; its text is kept beside it.
    Import(String),
    /// The bytes of a part of an image, which are kept beside it.
    Part(Address),
    Forget(String),
}

/// A request as its handler saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recorded {
    /// The operation's id.
    pub(crate) operation: String,
    /// The id of the user or service that called; its token is not kept.
    pub(crate) caller: String,
    pub(crate) id: String,
    pub(crate) query: String,
    pub(crate) key: Option<String>,
}

/// How far the log is on disk.
#[derive(Clone, Debug)]
enum Written {
    UpTo(u64),
    Failed(String),
}

/// A store that was read, before it is written to.
pub(crate) struct Opened {
    log: Log,
    /// When the market opened first.
    pub(crate) at: Timestamp,
}

/// The store of a market that is open.
#[derive(Debug)]
pub(crate) struct Store {
    /// None once it closes.
    queue: Mutex<Option<Sender<Line>>>,
    /// How many lines were handed in.
    latest: AtomicU64,
    written: watch::Receiver<Written>,
    writer: Option<JoinHandle<()>>,
}

/// A line to be written.
struct Line {
    number: u64,
    entry: Entry,
    body: Bytes,
}

impl Opened {
    /// Opens the store in a directory, or makes it for a market that opens `now`. `label` says
    /// what the market follows from; a store made for another one is refused.
    pub(crate) fn at(directory: &Path, label: &str, now: Timestamp) -> io::Result<Self> {
        let log = Log::open(directory)?;
        let at = log.opening(label, now)?;
        Ok(Self { log, at })
    }

    /// Hands all commands to `carry_out`, in order.
    pub(crate) fn replay(
        &self,
        carry_out: impl FnMut(Entry, Bytes) -> io::Result<()>,
    ) -> io::Result<()> {
        self.log.read(carry_out)
    }

    /// Begins to write.
    pub(crate) fn start(self) -> io::Result<Store> {
        let first = self.log.length()?;
        let (queue, lines) = channel();
        let (progress, written) = watch::channel(Written::UpTo(first));
        let writer = std::thread::Builder::new().name("sandbox-store".to_owned());
        let writer = writer.spawn(move || write(&self.log, &lines, &progress))?;
        Ok(Store {
            queue: Mutex::new(Some(queue)),
            latest: AtomicU64::new(first),
            written,
            writer: Some(writer),
        })
    }
}

impl Store {
    /// Hands a command in. Call it while nothing else can change the market, so that lines are in
    /// order.
    pub(crate) fn note(&self, entry: Entry, body: Bytes) {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let number = self.latest.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        if let Some(queue) = queue.as_ref() {
            // Where the writer is gone, `written` says why.
            let _ = queue.send(Line {
                number,
                entry,
                body,
            });
        }
    }

    /// Waits until all that was handed in so far is on disk.
    pub(crate) async fn settled(&self) -> Result<(), String> {
        let latest = self.latest.load(Ordering::SeqCst);
        let mut written = self.written.clone();
        let there = |written: &Written| match written {
            Written::UpTo(number) => *number >= latest,
            Written::Failed(_) => true,
        };
        match written.wait_for(there).await.as_deref() {
            Ok(Written::UpTo(_)) => Ok(()),
            Ok(Written::Failed(message)) => Err(message.clone()),
            Err(_) => Err("its writer ended".to_owned()),
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // The writer ends once there is nothing left to write.
        drop(
            self.queue
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Writes lines until there can be no more, or one cannot be written.
fn write(log: &Log, lines: &Receiver<Line>, progress: &watch::Sender<Written>) {
    while let Ok(first) = lines.recv() {
        let mut batch = vec![first];
        batch.extend(lines.try_iter().take(MOST_AT_ONCE - 1));
        let last = batch.last().map_or(0, |line| line.number);
        if let Err(error) = log.append(&batch) {
            tracing::error!("the store cannot be written: {error}");
            // What was not written must not be followed by anything that is.
            progress.send_replace(Written::Failed(error.to_string()));
            return;
        }
        progress.send_replace(Written::UpTo(last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(name: &str) -> std::path::PathBuf {
        let path =
            std::env::temp_dir().join(format!("sfcompute-sandbox-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        path
    }

    fn entry(seconds: i64) -> Entry {
        Entry {
            at: Timestamp::from_seconds(seconds),
            command: Command::Snapshot(format!("s{seconds}")),
        }
    }

    fn all(opened: &Opened) -> Vec<(Entry, Bytes)> {
        let mut read = Vec::new();
        let collect = |entry, body| {
            read.push((entry, body));
            Ok(())
        };
        opened.replay(collect).unwrap();
        read
    }

    #[tokio::test]
    async fn what_was_handed_in_is_there_again_in_order() {
        let path = directory("order");
        let now = Timestamp::from_seconds(5);
        let later = Timestamp::from_seconds(9);
        for round in 0..3 {
            let opened = Opened::at(&path, "demo", if round == 0 { now } else { later }).unwrap();
            assert_eq!(opened.at, now);
            let before = all(&opened);
            assert_eq!(before.len(), round * 20);
            for (index, (read, body)) in before.into_iter().enumerate() {
                assert_eq!(read, entry(index as i64));
                assert_eq!(body, vec![0xFF, index as u8]);
            }
            let store = opened.start().unwrap();
            for index in round * 20..(round + 1) * 20 {
                store.note(entry(index as i64), vec![0xFF, index as u8].into());
            }
            store.settled().await.unwrap();
        }
        std::fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn a_store_of_another_market_is_refused() {
        let path = directory("label");
        let now = Timestamp::from_seconds(5);
        drop(Opened::at(&path, "demo, seed 1", now).unwrap());
        let error = Opened::at(&path, "demo, seed 2", now)
            .err()
            .unwrap()
            .to_string();
        assert!(
            error.contains("seed 1") && error.contains("seed 2"),
            "{error}"
        );
        std::fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn two_markets_do_not_share_a_store() {
        let path = directory("twice");
        let now = Timestamp::from_seconds(5);
        let _first = Opened::at(&path, "demo", now).unwrap();
        assert!(Opened::at(&path, "demo", now).is_err());
        drop(_first);
        std::fs::remove_dir_all(&path).unwrap();
    }
}
