//! The changes of a resource, as a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream;

use super::watch::Watch;
use crate::error::Error;

/// The changes seen by a wait, one by one; made by [`Waiter::changes`](super::Waiter::changes).
///
/// Dropping it ends the wait; nothing is left behind.
#[must_use = "a stream does nothing until it is polled"]
pub struct Changes<T>(Pin<Box<dyn Stream<Item = Result<T, Error>> + Send>>);

/// Where the stream is.
enum At<T, S> {
    NotBegun(S),
    Going(Watch<T>, Option<T>),
    /// The last state has been yielded; this is why no other follows.
    Failing(Error),
    Over,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Changes<T> {
    pub(super) fn new(start: impl FnOnce() -> Watch<T> + Send + 'static) -> Self {
        Self(Box::pin(stream::unfold(At::NotBegun(start), next)))
    }
}

async fn next<T, S>(mut at: At<T, S>) -> Option<(Result<T, Error>, At<T, S>)>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    S: FnOnce() -> Watch<T>,
{
    loop {
        let (mut watch, last) = match at {
            At::NotBegun(start) => (start(), None),
            At::Going(watch, last) => (watch, last),
            At::Failing(error) => return Some((Err(error), At::Over)),
            At::Over => return None,
        };
        let state = match watch.look().await {
            Ok(Some(state)) => state,
            Ok(None) => return Some((Err(watch.out_of_time(last)), At::Over)),
            Err(error) => return Some((Err(error), At::Over)),
        };
        let verdict = watch.condition().judge(&state);
        let changed = last.is_none_or(|last| last != state);
        at = if verdict.is_met() {
            At::Over
        } else if verdict.is_never() {
            At::Failing(watch.never(state.clone()))
        } else {
            At::Going(watch, Some(state.clone()))
        };
        if changed {
            return Some((Ok(state), at));
        }
    }
}

impl<T> Stream for Changes<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Changes")
    }
}
