//! The intent journal: what keyed calls meant to do, written down before they are sent.
//!
//! A program that dies between sending an order and reading the answer cannot know whether the
//! order was placed. A client with a journal
//! ([`ClientBuilder::journal`](crate::ClientBuilder::journal)) writes each keyed call's
//! [`Intent`] down before its first attempt and the outcome after its last, so that the next run
//! finds what is open and settles it: [`Client::recover`](crate::Client::recover).
//!
//! # What is written when
//!
//! | moment | written | when writing fails |
//! |---|---|---|
//! | before the first attempt | the intent: [`record`](Journal::record) | the call is not sent |
//! | the server made it, or refused it and no attempt is in doubt | the outcome: [`settle`](Journal::settle) | the call's result stands; the intent stays open and is settled by the next recovery |
//! | the outcome is not known | nobody works on it: [`release`](Journal::release) | the same |
//! | the call's future is dropped, the program dies | nothing: it stays open | – |
//!
//! An intent is thus settled or open, and an open one may be in the hands of a task. Whoever wants
//! to reconcile it has to [`claim`](Journal::claim) it, which gives out an intent only when its
//! holder has let go of it, or its time ([`Intent::last_attempt_by`]) has passed.
//!
//! # Which one
//!
//! | journal | feature | survives | shared by | what it adds to a build, unoptimised, on one core |
//! |---|---|---|---|---|
//! | [`MemoryJournal`] | – | nothing | the client's clones | – |
//! | `FileJournal` | `journal` | the process, the machine | the client's clones | 1 crate (redb), about 11 s |
//! | `PostgresJournal` | `journal-postgres` | what the database survives | any number of processes | 27 crates (tokio-postgres), under 30 s |
//!
//! Settled intents are kept so that what they made is known; [`forget`](Journal::forget) those of
//! some weeks ago now and then.

mod error;
#[cfg(feature = "journal")]
mod file;
mod memory;
#[cfg(feature = "journal-postgres")]
mod postgres;
mod shared;

use std::fmt;
use std::time::Duration;

use sfcompute_api::BoxFuture;
use sfcompute_types::Timestamp;

pub use error::JournalError;
#[cfg(feature = "journal")]
pub use file::FileJournal;
pub use memory::MemoryJournal;
#[cfg(feature = "journal-postgres")]
pub use postgres::PostgresJournal;

use crate::idempotency::IdempotencyKey;
use crate::intent::Intent;

/// Where intents are written down.
///
/// Three come with this crate: [`MemoryJournal`], which forgets when the program ends; with the
/// feature `journal` `FileJournal`, one file of one process; with the feature `journal-postgres`
/// `PostgresJournal`, for fleets of processes. Others can be written against this trait.
///
/// # What an implementation owes
///
/// * When [`record`](Self::record) has returned, the intent survives the end of the process, and
///   of the machine if the store is to.
/// * A key stands for one call. To record another call under a key that is known is an error
///   ([`JournalError::is_key_reused`]); to record the same call again is not.
/// * Every method may be called by many tasks at once, and may be dropped at any await: what it
///   was to do is then done whole or not at all.
/// * Nothing blocks the thread that polls.
pub trait Journal: fmt::Debug + Send + Sync {
    /// Writes an intent down as open and in the hands of the caller, until
    /// [`Intent::last_attempt_by`].
    ///
    /// Where the same call is known already, its first times stay, and it is the caller's again
    /// until the new one's. One that was settled as done stays so; one that never happened is open
    /// again, since it is about to be sent.
    ///
    /// # Errors
    ///
    /// The call must not be sent then. [`JournalError::is_key_reused`] when the key belongs to
    /// another call.
    fn record<'a>(&'a self, intent: &'a Intent) -> BoxFuture<'a, Result<Recorded, JournalError>>;

    /// Writes down how it ended. A key that is not known is passed over; one that is done stays
    /// done.
    ///
    /// # Errors
    ///
    /// The intent stays open.
    fn settle<'a>(
        &'a self,
        key: &'a IdempotencyKey,
        outcome: Outcome,
    ) -> BoxFuture<'a, Result<(), JournalError>>;

    /// Lets go of an open intent: nobody works on it any more, and its outcome is not known.
    ///
    /// # Errors
    ///
    /// It can be claimed when its time has passed.
    fn release<'a>(&'a self, key: &'a IdempotencyKey) -> BoxFuture<'a, Result<(), JournalError>>;

    /// Every open intent, oldest first, whoever holds it.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or holds what is no intent.
    fn open(&self) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>>;

    /// Takes up to `most` open intents that nobody holds at `now`, oldest first, for `lease`. No
    /// other claim gets them until then, in this process or another.
    ///
    /// # Errors
    ///
    /// Nothing is claimed then.
    fn claim(
        &self,
        now: Timestamp,
        lease: Duration,
        most: usize,
    ) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>>;

    /// What intents that are done, and whose first attempt was at or after `since`, are known to
    /// have made: no evidence for any other intent.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    fn made(&self, since: Timestamp) -> BoxFuture<'_, Result<Vec<Made>, JournalError>>;

    /// Forgets settled intents whose first attempt was before `before`; open ones stay. Returns
    /// how many.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    fn forget(&self, before: Timestamp) -> BoxFuture<'_, Result<u64, JournalError>>;
}

/// What a journal knew of a call when it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recorded {
    /// No attempt is known that may have done something: the key is new, or its call never
    /// happened.
    First,
    /// It is open or done since before, in this run or an earlier one. A refusal now does not
    /// prove that nothing was done then.
    Again,
}

/// What an intent has made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Made {
    /// The key of the intent.
    pub idempotency_key: IdempotencyKey,
    /// The id of what it made, such as an order's.
    pub resource: String,
}

/// How an intent ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The server did it.
    Done {
        /// The id of what it made, when the answer could be read.
        resource: Option<String>,
    },
    /// It was not done, and no attempt is under way that could do it.
    NeverHappened,
}

impl Outcome {
    /// Done, as a success's body tells.
    pub(crate) fn of_success(body: &[u8]) -> Self {
        #[derive(serde::Deserialize)]
        struct Made {
            id: String,
        }
        let made = serde_json::from_slice::<Made>(body);
        Self::Done {
            resource: made.ok().map(|made| made.id),
        }
    }
}
