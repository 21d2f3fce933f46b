//! One wait under way: looks, pauses, and what has gone by.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::{Either, select};
use sfcompute_api::BoxFuture;

use super::condition::Condition;
use super::ended::{WaitEnd, WaitEnded};
use super::pace::Pace;
use crate::client::Shared;
use crate::error::{Error, Kind};

/// Looks at a resource once.
pub(super) type Fetch<T> = Arc<dyn Fn() -> BoxFuture<'static, Result<T, Error>> + Send + Sync>;

/// Puts a state into words.
pub(super) type Told<T> = Arc<dyn Fn(&T) -> String + Send + Sync>;

/// One wait under way.
pub(super) struct Watch<T> {
    shared: Arc<Shared>,
    fetch: Fetch<T>,
    told: Option<Told<T>>,
    pace: Pace,
    condition: Condition<T>,
    started: Instant,
    looks: u32,
    failed: u32,
    seen: bool,
    /// How long the server asked to be left alone, the last time.
    asked: Option<Duration>,
    failure: Option<Error>,
}

impl<T: Send + Sync + 'static> Watch<T> {
    /// Starts a wait: its deadline counts from now.
    pub(super) fn start(
        shared: &Arc<Shared>,
        fetch: Fetch<T>,
        told: Option<Told<T>>,
        pace: Pace,
        condition: Condition<T>,
    ) -> Self {
        Self {
            shared: Arc::clone(shared),
            fetch,
            told,
            pace,
            condition,
            started: shared.time.now(),
            looks: 0,
            failed: 0,
            seen: false,
            asked: None,
            failure: None,
        }
    }

    pub(super) fn condition(&self) -> &Condition<T> {
        &self.condition
    }

    /// The next state to be seen, after whatever pause is due; nothing once the deadline is near.
    ///
    /// # Errors
    ///
    /// What a look failed with, where another look would fail as well.
    pub(super) async fn look(&mut self) -> Result<Option<T>, Error> {
        loop {
            if self.looks > 0 {
                let asked = self.asked.take();
                let random = self.shared.random.as_ref();
                let pause = self.pace.pause(self.looks, self.waited(), asked, random);
                let Some(pause) = pause else {
                    return Ok(None);
                };
                self.shared.time.sleep(pause).await;
            }
            let left = self.pace.deadline.saturating_sub(self.waited());
            if self.looks > 0 && left.is_zero() {
                // The pause was longer than it was to be.
                return Ok(None);
            }
            self.looks = self.looks.saturating_add(1);
            let look = (self.fetch)();
            // Made only once the look is under way, and asked after it: an answer that is there
            // counts, however late.
            let late = Box::pin({
                let time = Arc::clone(&self.shared.time);
                async move { time.timeout(left).await }
            });
            match select(look, late).await {
                Either::Left((Ok(state), _)) => {
                    self.seen = true;
                    return Ok(Some(state));
                }
                Either::Left((Err(error), _)) => self.pass_over(error)?,
                // The look is dropped: it was a read, and nothing comes of it.
                Either::Right(_) => return Ok(None),
            }
        }
    }

    /// Takes note of a look that failed, or returns the error when there is no point in another.
    fn pass_over(&mut self, error: Error) -> Result<(), Error> {
        let absent = error.is_not_found() && !self.seen && self.waited() < self.pace.absent;
        if !absent && !error.may_pass() {
            return Err(error);
        }
        tracing::debug!(looks = self.looks, error = %error, "a look failed, and the wait goes on");
        self.failed = self.failed.saturating_add(1);
        self.asked = error.retry_after();
        self.failure = Some(error);
        Ok(())
    }

    /// The error of a wait whose deadline has come.
    pub(super) fn out_of_time(&mut self, last: Option<T>) -> Error {
        let mut message = format!(
            "waited {:.0?} of at most {:?} for `{}`",
            self.waited(),
            self.pace.deadline,
            self.condition
        );
        match (&last, &self.told) {
            (Some(last), Some(told)) => message.push_str(&format!("; {}", told(last))),
            (None, _) => message.push_str("; nothing was seen"),
            (Some(_), None) => {}
        }
        let failure = self.failure.take();
        if let Some(failure) = &failure {
            let (looks, failed) = (self.looks, self.failed);
            message.push_str(&format!(
                "; {failed} of {looks} looks failed, the last of them so: {failure}"
            ));
        }
        self.ended(WaitEnd::Deadline, message, last, failure)
    }

    /// The error of a wait that has seen a state from which its condition cannot be met.
    pub(super) fn never(&mut self, last: T) -> Error {
        let condition = &self.condition;
        let message = match &self.told {
            Some(told) => format!("`{condition}` can no longer be met: {}", told(&last)),
            None => format!("`{condition}` can no longer be met"),
        };
        self.ended(WaitEnd::NeverMet, message, Some(last), None)
    }

    fn ended(
        &self,
        end: WaitEnd,
        message: String,
        last: Option<T>,
        failure: Option<Error>,
    ) -> Error {
        Error::new(Kind::WaitEnded(WaitEnded {
            end,
            message,
            last: last.map(|last| Box::new(last) as _),
            failure,
        }))
    }

    fn waited(&self) -> Duration {
        let now = self.shared.time.now();
        now.saturating_duration_since(self.started)
    }
}

impl<T> fmt::Debug for Watch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("condition", &self.condition)
            .field("pace", &self.pace)
            .field("looks", &self.looks)
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}
