//! What goes wrong with a journal.

use std::fmt;

use crate::idempotency::IdempotencyKey;

/// A journal could not do what was asked of it.
///
/// The message says what to do about it, and never holds a body.
pub struct JournalError {
    what: String,
    key_reused: bool,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl JournalError {
    /// Something failed; `what` says what, for a reader who sees only the message.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            key_reused: false,
            cause: None,
        }
    }

    /// The same with the failure that caused it.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The key stands for another call in this journal.
    pub fn key_reused(key: &IdempotencyKey) -> Self {
        Self {
            what: format!(
                "the idempotency key {key} belongs to another call in the journal; use a new key \
                 for a new call, and the same body for the same call"
            ),
            key_reused: true,
            cause: None,
        }
    }

    /// Whether the key stands for another call in this journal.
    pub fn is_key_reused(&self) -> bool {
        self.key_reused
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JournalError")
            .field("what", &self.what)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for JournalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Some(cause) => Some(cause.as_ref()),
            None => None,
        }
    }
}
