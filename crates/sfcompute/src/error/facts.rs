//! What an error knows of the call that failed.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use sfcompute_api::Operation;

use super::Error;
use crate::idempotency::IdempotencyKey;
use crate::intent::Intent;
use crate::retry::{Attempt, CarriedOut, RetriesEnded};

/// What is known of the call that failed.
#[derive(Clone, Debug)]
pub(crate) struct CallFacts {
    pub(crate) operation: &'static Operation,
    pub(crate) base_url: String,
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    pub(crate) request_id: Option<String>,
    /// Whether what was asked for was done, as far as all of its attempts tell.
    pub(crate) carried_out: CarriedOut,
    pub(crate) attempts: Vec<Attempt>,
    /// Why there is no further attempt; nothing where there was none at all.
    pub(crate) ended: Option<RetriesEnded>,
    /// How long the server asked to be left alone.
    pub(crate) retry_after: Option<Duration>,
    /// How long a further attempt would have waited.
    pub(crate) pause: Duration,
    /// The call in a form that can be kept, where a keyed one is in doubt.
    pub(crate) intent: Option<Box<Intent>>,
}

impl CallFacts {
    /// Of a call of which nothing was sent.
    pub(crate) fn unsent(
        operation: &'static Operation,
        base_url: String,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Self {
        Self {
            operation,
            base_url,
            idempotency_key,
            request_id: None,
            carried_out: CarriedOut::No,
            attempts: Vec::new(),
            ended: None,
            retry_after: None,
            pause: Duration::ZERO,
            intent: None,
        }
    }
}

impl Error {
    /// The operation that failed, such as `create_order`.
    pub fn operation(&self) -> Option<&'static str> {
        self.facts().map(|call| call.operation.id)
    }

    /// The server's id of the last request, for support; [`attempts`](Self::attempts) have theirs.
    pub fn request_id(&self) -> Option<&str> {
        self.facts()?.request_id.as_deref()
    }

    /// The key that the call carried, given or minted: the same one at every attempt.
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.facts()?.idempotency_key.as_ref()
    }

    /// Every attempt of the call, the first one first: when it was, how long it took, what became
    /// of it, and the server's id of it. Empty where nothing was sent.
    pub fn attempts(&self) -> &[Attempt] {
        self.facts()
            .map(|call| call.attempts.as_slice())
            .unwrap_or_default()
    }

    /// Why there was no further attempt. Nothing where there was none at all.
    pub fn retries_ended(&self) -> Option<RetriesEnded> {
        self.facts()?.ended
    }

    /// How long the server asked to be left alone, in its last answer's `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        self.facts()?.retry_after
    }

    /// The call in a form that can be kept and taken up later, where it carried an idempotency key
    /// and [may have been carried out](Self::is_outcome_unknown):
    /// [`Client::reconcile`](crate::Client::reconcile) finds out.
    pub fn intent(&self) -> Option<&Intent> {
        self.facts()?.intent.as_deref()
    }
}

/// No whole answer came within this time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Late(pub(crate) Duration);

impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no answer within {:?}", self.0)
    }
}

impl StdError for Late {}

/// Why a success could not be read, in words that may be shown.
#[derive(Clone, Debug)]
pub(crate) struct Unreadable(pub(crate) String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Unreadable {}
