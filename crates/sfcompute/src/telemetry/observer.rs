//! The hook for metrics.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use sfcompute_api::Operation;

use crate::client::Shared;
use crate::error::Error;
use crate::journal::JournalError;
use crate::retry::Attempt;

/// Is told of what a client does, for metrics. Every method does nothing unless it is written.
///
/// The methods are called on the task that makes the call, between its awaits: they should be
/// quick and must not block. A panic in one is the calling task's.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use sfcompute::telemetry::{AttemptEvent, Observer};
///
/// #[derive(Debug, Default)]
/// struct Retries(AtomicU64);
///
/// impl Observer for Retries {
///     fn attempt(&self, event: &AttemptEvent<'_>) {
///         if event.retry_in.is_some() {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: fmt::Debug + Send + Sync {
    /// An attempt has ended.
    fn attempt(&self, event: &AttemptEvent<'_>) {
        let _ = event;
    }

    /// A call has ended, or was given up.
    fn call(&self, event: &CallEvent<'_>) {
        let _ = event;
    }

    /// A call's outcome could not be written to the journal. The call's result stands; its intent
    /// stays open there.
    fn journal_failed(&self, operation: &'static Operation, error: &JournalError) {
        let _ = (operation, error);
    }
}

/// One attempt that has ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AttemptEvent<'a> {
    /// What it was an attempt at.
    pub operation: &'static Operation,
    /// 1 for the first.
    pub number: u32,
    /// When it was, how long it took and what became of it.
    pub attempt: &'a Attempt,
    /// The pause before the next one, where there will be one.
    pub retry_in: Option<Duration>,
}

/// One call that has ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallEvent<'a> {
    /// What was called.
    pub operation: &'static Operation,
    /// How many attempts were made; 0 for a call that was refused before sending. Not known of a
    /// call that was given up.
    pub attempts: Option<usize>,
    /// How long it took, pauses and journal included.
    pub took: Duration,
    /// How it ended.
    pub end: CallEnd<'a>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum CallEnd<'a> {
    /// There is a result; the server answered with this status. For a raw answer this may be any.
    Answered(StatusCode),
    /// There is an error.
    Failed(&'a Error),
    /// The call's future was dropped before it was done.
    Abandoned,
}

/// A call under way. Dropped before it has landed, it was given up.
pub(crate) struct Flight {
    shared: Arc<Shared>,
    operation: &'static Operation,
    began: std::time::Instant,
    landed: bool,
}

impl Flight {
    pub(crate) fn start(shared: &Arc<Shared>, operation: &'static Operation) -> Self {
        Self {
            shared: Arc::clone(shared),
            operation,
            began: shared.time.now(),
            landed: false,
        }
    }

    /// Tells the observer how it ended.
    pub(crate) fn land(mut self, attempts: usize, end: CallEnd<'_>) {
        self.landed = true;
        self.tell(Some(attempts), end);
    }

    fn tell(&self, attempts: Option<usize>, end: CallEnd<'_>) {
        if let Some(observer) = &self.shared.observer {
            let now = self.shared.time.now();
            observer.call(&CallEvent {
                operation: self.operation,
                attempts,
                took: now.saturating_duration_since(self.began),
                end,
            });
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if !self.landed {
            self.tell(None, CallEnd::Abandoned);
        }
    }
}
