//! What became of an intent, as far as it could be found out.

use std::fmt;

use sfcompute_api::types;
use sfcompute_types::Timestamp;

use crate::error::Error;
use crate::journal::Outcome;

/// What became of an intent.
#[derive(Debug)]
#[non_exhaustive]
#[must_use = "an intent whose outcome is still unknown has to be asked for again"]
pub enum Reconciled {
    /// The server did it, once.
    Done {
        /// What it made.
        resource: Resource,
        /// How that is known.
        evidence: Evidence,
    },
    /// The server did not do it, and no attempt is under way that could.
    NeverHappened,
    /// It may have been done and it may not: why, and what is known.
    Unknown(StillUnknown),
}

impl Reconciled {
    /// What it made, when it was done.
    pub fn resource(&self) -> Option<&Resource> {
        match self {
            Self::Done { resource, .. } => Some(resource),
            _ => None,
        }
    }

    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done { .. })
    }

    /// Whether it never happened.
    pub fn is_never_happened(&self) -> bool {
        matches!(self, Self::NeverHappened)
    }

    /// Why it is still unknown, when it is.
    pub fn unknown(&self) -> Option<&StillUnknown> {
        match self {
            Self::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// What a journal is told, where there is something to tell.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Done { resource, .. } => Some(Outcome::Done {
                resource: Some(resource.id().to_owned()),
            }),
            Self::NeverHappened => Some(Outcome::NeverHappened),
            Self::Unknown(_) => None,
        }
    }
}

impl fmt::Display for Reconciled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done { resource, evidence } => write!(f, "done: {resource} ({evidence})"),
            Self::NeverHappened => f.write_str("never happened"),
            Self::Unknown(unknown) => write!(f, "still unknown: {unknown}"),
        }
    }
}

/// What an intent has made.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Resource {
    /// An order, of `create_order`.
    Order(Box<types::OrderResponse>),
    /// A transfer, of `create_pool_transfer`.
    Transfer(Box<types::PoolTransferResponse>),
    /// The fresh instance, of `replace_instance`.
    Instance(Box<types::InstanceResponse>),
}

impl Resource {
    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Order(order) => order.id.as_str(),
            Self::Transfer(transfer) => transfer.id.as_str(),
            Self::Instance(instance) => instance.id.as_str(),
        }
    }

    /// When the server made it.
    pub fn created_at(&self) -> Timestamp {
        match self {
            Self::Order(order) => order.created_at,
            Self::Transfer(transfer) => transfer.created_at,
            Self::Instance(instance) => instance.created_at,
        }
    }

    /// The order, when it is one.
    pub fn order(&self) -> Option<&types::OrderResponse> {
        match self {
            Self::Order(order) => Some(order),
            _ => None,
        }
    }

    /// The transfer, when it is one.
    pub fn transfer(&self) -> Option<&types::PoolTransferResponse> {
        match self {
            Self::Transfer(transfer) => Some(transfer),
            _ => None,
        }
    }

    /// The instance, when it is one.
    pub fn instance(&self) -> Option<&types::InstanceResponse> {
        match self {
            Self::Instance(instance) => Some(instance),
            _ => None,
        }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order(order) => write!(f, "order {}, {}", order.id, order.status),
            Self::Transfer(transfer) => {
                write!(f, "transfer {}, {}", transfer.id, transfer.status)
            }
            Self::Instance(instance) => {
                write!(f, "instance {}, {}", instance.id, instance.status)
            }
        }
    }
}

/// How it is known that an intent was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// The server gave it for the intent's key.
    Key,
    /// It is the only one with the intent's terms, made while the intent was being sent, and made
    /// by no other intent of the journal.
    Terms,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "by its key",
            Self::Terms => "by its terms",
        })
    }
}

/// Why the outcome of an intent is still unknown.
#[derive(Debug)]
pub struct StillUnknown {
    why: Why,
    candidates: Vec<Resource>,
    error: Option<Error>,
}

impl StillUnknown {
    pub(super) fn because(why: Why) -> Self {
        Self {
            why,
            candidates: Vec::new(),
            error: None,
        }
    }

    pub(super) fn among(mut self, candidates: Vec<Resource>) -> Self {
        self.candidates = candidates;
        self
    }

    pub(super) fn after(mut self, error: Option<Error>) -> Self {
        self.error = error;
        self
    }

    /// The reason.
    pub fn why(&self) -> &Why {
        &self.why
    }

    /// What it may have made; empty when nothing was found.
    pub fn candidates(&self) -> &[Resource] {
        &self.candidates
    }

    /// What the server answered last, or why it did not, where that is the reason or part of it.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }
}

impl fmt::Display for StillUnknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.why)?;
        for (index, candidate) in self.candidates.iter().enumerate() {
            let before = if index == 0 { "; found " } else { ", " };
            write!(f, "{before}{}", candidate.id())?;
        }
        match &self.error {
            Some(error) => write!(f, "; {error}"),
            None => Ok(()),
        }
    }
}

/// A reason for which an outcome is still unknown, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The server could not be asked, or failed: ask again later.
    NoAnswer,
    /// The server would not answer, as for a token that may not list orders: mend what the error
    /// says, and ask again.
    Refused,
    /// Nothing was found, but an attempt may still be under way: ask again after this time.
    TooEarly(Timestamp),
    /// The clock shows a time before the intent's: set it right, and ask again.
    ClockBehind,
    /// Several things have the intent's terms: decide by hand which it made.
    Several,
    /// One thing has the intent's terms, and another open intent of the journal has them too:
    /// decide by hand which of the two made it, and tell the other with `made_otherwise`.
    Twin,
    /// What has the intent's terms was made too early or too late to be its for certain: decide by
    /// hand.
    Doubtful,
    /// The server gave something for the key that has other terms: the key stands for another call.
    OtherTerms,
    /// The intent was sent to another base URL, so finding nothing here proves nothing: ask a
    /// client of that URL.
    OtherBaseUrl,
    /// Nothing was found, but this token may not see everything: ask with one that may see the
    /// pools of the intent.
    NotVisible,
    /// The replaced instance has ended, and nothing looks like the one in its place: look by hand.
    Ended,
    /// The journal could not say what other intents have made: mend what the error says.
    Journal,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAnswer => "the server gave no answer",
            Self::Refused => "the server would not say",
            Self::TooEarly(until) => {
                return write!(
                    f,
                    "nothing was found, but an attempt may still be under way until {until}"
                );
            }
            Self::ClockBehind => "the clock shows a time before the intent's",
            Self::Several => "several things have its terms",
            Self::Twin => "another open intent has the terms of what was found",
            Self::Doubtful => {
                "what has its terms was made too early or too late to be its for certain"
            }
            Self::OtherTerms => "its key stands for something with other terms",
            Self::OtherBaseUrl => "it was sent to another base URL",
            Self::NotVisible => "nothing was found, but this token may not see everything",
            Self::Ended => "the instance has ended, and nothing looks like the one in its place",
            Self::Journal => "the journal could not say what other intents have made",
        })
    }
}
