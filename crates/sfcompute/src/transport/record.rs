//! What a call's transport saw, kept for the caller.

use std::time::Duration;

use super::answer::Answer;
use crate::error::Kind;
use crate::idempotency::KeyClaim;
use crate::intent::Intent;
use crate::retry::{Attempt, CarriedOut, RetriesEnded};
use crate::spend::Reservation;

/// Everything that was seen of a call.
#[derive(Default)]
pub(crate) struct Record {
    /// The last answer, whole.
    pub(crate) answer: Option<Answer>,
    /// Why there is no answer that may be used.
    pub(crate) failure: Option<Kind>,
    /// What became of the whole call, pauses and journal included, in time.
    pub(crate) elapsed: Duration,
    /// Every attempt, the first one first.
    pub(crate) attempts: Vec<Attempt>,
    /// Why there is no further one.
    pub(crate) ended: Option<RetriesEnded>,
    /// How long the server asked to be left alone, in its last answer.
    pub(crate) retry_after: Option<Duration>,
    /// How long a further one would have waited.
    pub(crate) pause: Duration,
    /// The call, of a keyed one, in a form that can be kept.
    pub(crate) intent: Option<Box<Intent>>,
    /// What the call holds until its outcome is known.
    pub(crate) held: Held,
    /// Whether any attempt, of this call or an earlier one with its key, may have been carried out.
    pub(crate) in_doubt: bool,
    /// The intent is in the journal.
    pub(crate) recorded: bool,
}

/// What a call holds of what clients share, until its outcome is known. Dropped before that, as by
/// a cancelled future, each goes by whether the request may have left.
#[derive(Debug, Default)]
pub(crate) struct Held {
    pub(crate) key: Option<KeyClaim>,
    pub(crate) spend: Option<Reservation>,
}

impl Held {
    /// An attempt is about to be made.
    pub(super) fn leaving(&mut self) {
        if let Some(key) = &mut self.key {
            key.leaving();
        }
        if let Some(spend) = &mut self.spend {
            spend.leaving();
        }
    }

    /// No attempt so far can have done anything; another may follow.
    pub(super) fn came_back(&mut self) {
        if let Some(key) = &mut self.key {
            key.came_back();
        }
        if let Some(spend) = &mut self.spend {
            spend.came_back();
        }
    }

    /// Whether another call with this key may have done something.
    pub(super) fn is_second(&self) -> bool {
        self.key.as_ref().is_some_and(KeyClaim::is_second)
    }
}

impl Record {
    /// What is known of the whole call from its attempts.
    pub(crate) fn carried_out(&self) -> CarriedOut {
        match &self.answer {
            Some(answer) if answer.status.is_success() => CarriedOut::Yes,
            _ if self.in_doubt => CarriedOut::Unknown,
            _ => CarriedOut::No,
        }
    }
}
