//! What a market keeps on disk, so that it is there after the program was killed: one embedded,
//! crash-safe store with all commands that were answered.
//!
//! The engine follows from its opening and its commands, so these are what is written: each with
//! the market's time, in the order that they were carried out. A request is answered once its
//! command, and all that its answer could show, is on disk; commands that come meanwhile are
//! written together.
//!
//! From time to time the market as a whole is written, its snapshots with it, and in the same
//! step the commands that led to it go. So what is on disk, and the time to open again, follow
//! from what the market holds and not from how long it ran: the state is read and the commands
//! since then are carried out anew. The market is copied between two commands; making text of the
//! copy and writing it hold nothing up but the commands of one write. [`Often`] says how often.
//!
//! What is not kept: fault rules, rate limits, what a test does to the engine itself (until the
//! market is next written as a whole), and reads, but for those that count towards a settlement by
//! polls.

mod log;
mod state;

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
pub(crate) use state::{Snapshot, State};

use crate::engine::Address;

/// The most commands that are written together.
const MOST_AT_ONCE: usize = 4_096;

/// After how many commands the market as a whole is written: this many since it was last, and at
/// least a quarter of all before that, so that a market that grows spends the same on each command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Often(pub(crate) u64);

impl Default for Often {
    fn default() -> Self {
        Self(10_000)
    }
}

impl Often {
    /// The number of the command after which the market is written next.
    fn next(self, last: u64) -> u64 {
        last.saturating_add(self.0.max(1).max(last / 4))
    }
}

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
    often: Often,
    /// When the market opened first.
    pub(crate) at: Timestamp,
}

/// The store of a market that is open.
#[derive(Debug)]
pub(crate) struct Store {
    /// None once it closes.
    queues: Mutex<Option<Queues>>,
    /// How many lines were handed in.
    latest: AtomicU64,
    often: Often,
    /// The number of the line after which the market is written next.
    next_state: AtomicU64,
    written: watch::Receiver<Written>,
    /// Of the scribe and the writer.
    threads: Vec<JoinHandle<()>>,
}

/// Where a store hands in what is to be written.
#[derive(Debug)]
struct Queues {
    writer: Sender<Job>,
    /// Makes text of states, for the writer.
    scribe: Sender<(u64, State)>,
}

/// What the writer is to do.
enum Job {
    Line(Line),
    State(Covering),
}

/// A state as text, and the number of the last line that is in it.
struct Covering {
    last: u64,
    text: Vec<u8>,
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
    pub(crate) fn at(
        directory: &Path,
        label: &str,
        now: Timestamp,
        often: Often,
    ) -> io::Result<Self> {
        let log = Log::open(directory)?;
        let at = log.opening(label, now)?;
        Ok(Self { log, often, at })
    }

    /// The market as it was written last; none where it never was.
    pub(crate) fn state(&self) -> io::Result<Option<State>> {
        self.log.state()
    }

    /// Hands all commands since then to `carry_out`, in order.
    pub(crate) fn replay(
        &self,
        carry_out: impl FnMut(Entry, Bytes) -> io::Result<()>,
    ) -> io::Result<()> {
        self.log.read(carry_out)
    }

    /// Begins to write.
    pub(crate) fn start(self) -> io::Result<Store> {
        let Self { log, often, .. } = self;
        let (last, covered) = (log.last()?, log.covered()?);
        let (writer, jobs) = channel();
        let (scribe, states) = channel();
        let (progress, written) = watch::channel(Written::UpTo(last));
        let thread = |name: &str| std::thread::Builder::new().name(name.to_owned());
        let to_writer = writer.clone();
        let threads = vec![
            thread("sandbox-scribe").spawn(move || make_text(&states, &to_writer))?,
            thread("sandbox-store").spawn(move || write(&log, &jobs, &progress))?,
        ];
        Ok(Store {
            queues: Mutex::new(Some(Queues { writer, scribe })),
            latest: AtomicU64::new(last),
            often,
            next_state: AtomicU64::new(often.next(covered)),
            written,
            threads,
        })
    }
}

impl Store {
    /// Hands a command in that was carried out, and the market as it is then where it is time for
    /// that. Call it while nothing else can change the market, so that lines are in order.
    pub(crate) fn note(&self, entry: Entry, body: Bytes, state: impl FnOnce() -> State) {
        let queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let number = self.latest.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        let Some(queues) = queues.as_ref() else {
            return;
        };
        // Where the writer is gone, `written` says why.
        let _ = queues.writer.send(Job::Line(Line {
            number,
            entry,
            body,
        }));
        if number >= self.next_state.load(Ordering::SeqCst) {
            let next = self.often.next(number);
            self.next_state.store(next, Ordering::SeqCst);
            let _ = queues.scribe.send((number, state()));
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
        // Its threads end once there is nothing left to write.
        drop(
            self.queues
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Makes text of states for the writer until there can be no more.
fn make_text(states: &Receiver<(u64, State)>, writer: &Sender<Job>) {
    while let Ok((last, state)) = states.recv() {
        match state.to_text() {
            Ok(text) => {
                // Where the writer is gone, nothing is written any more.
                let _ = writer.send(Job::State(Covering { last, text }));
            }
            // All commands are still there.
            Err(error) => tracing::error!("the market cannot be written as a whole: {error}"),
        }
    }
}

/// Writes lines and states until there can be no more, or one cannot be written.
fn write(log: &Log, jobs: &Receiver<Job>, progress: &watch::Sender<Written>) {
    while let Ok(first) = jobs.recv() {
        let (mut lines, mut state) = (Vec::new(), None);
        for job in std::iter::once(first).chain(jobs.try_iter().take(MOST_AT_ONCE - 1)) {
            match job {
                Job::Line(line) => lines.push(line),
                // The lines that it covers were handed in before it.
                Job::State(newer) => state = Some(newer),
            }
        }
        if let Err(error) = log.append(&lines, state.as_ref()) {
            tracing::error!("the store cannot be written: {error}");
            // What was not written must not be followed by anything that is.
            progress.send_replace(Written::Failed(error.to_string()));
            return;
        }
        if let Some(last) = lines.last() {
            progress.send_replace(Written::UpTo(last.number));
        }
    }
}

#[cfg(test)]
mod tests;
