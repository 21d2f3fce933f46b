//! What to do after an error, as a type to match on.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use sfcompute_api::Safety;

use super::{Error, Kind};
use crate::wait::WaitEnd;

/// What to do after an [`Error`], once its own retries have ended.
///
/// ```
/// use sfcompute::RetryAdvice;
///
/// # async fn handle(sfc: sfcompute::Client, error: sfcompute::Error) {
/// match error.retry_advice() {
///     RetryAdvice::Retry { after } => println!("again in {after:?}, or later"),
///     RetryAdvice::Reconcile => println!("keep {:?} and reconcile it", error.intent()),
///     RetryAdvice::LookFirst => println!("look whether it was done"),
///     advice => println!("{advice}"),
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAdvice {
    /// Make the call again, after this long or later: nothing was done, or doing it again changes
    /// nothing more.
    Retry {
        /// What the server asked for and a random part, or the next pause where it asked for
        /// nothing.
        after: Duration,
    },
    /// It may have been done, under an idempotency key: give
    /// [`Error::intent`] to [`Client::reconcile`](crate::Client::reconcile), or make the call again
    /// with the same key. Not with a new one.
    Reconcile,
    /// It may have been done, and no key ties a second call to the first: list and look before
    /// anything else.
    LookFirst,
    /// The request itself has to change.
    FixRequest,
    /// The request is good, and what is around it is not: token, permissions, balance, spend
    /// limits, base URL or journal.
    FixSetup,
    /// Trying again would end the same way.
    DoNotRetry,
}

impl fmt::Display for RetryAdvice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retry { after } => write!(f, "try again in {after:?}, or later"),
            Self::Reconcile => f.write_str("reconcile the intent, or call again with the same key"),
            Self::LookFirst => f.write_str("list and look whether it was done"),
            Self::FixRequest => f.write_str("change the request"),
            Self::FixSetup => {
                f.write_str("mend token, permissions, balance, limits, base URL or journal")
            }
            Self::DoNotRetry => f.write_str("do not try again"),
        }
    }
}

impl Error {
    /// What to do about it.
    ///
    /// | what happened | advice |
    /// |---|---|
    /// | [outcome unknown](Self::is_outcome_unknown), keyed | [`Reconcile`](RetryAdvice::Reconcile) |
    /// | outcome unknown, unsafe | [`LookFirst`](RetryAdvice::LookFirst) |
    /// | outcome unknown, idempotent; a failure that may pass | [`Retry`](RetryAdvice::Retry) |
    /// | a wait whose time ran out, or whose look failed so | [`Retry`](RetryAdvice::Retry) |
    /// | invalid request, 400, 404, 409, 413, 422 and the like | [`FixRequest`](RetryAdvice::FixRequest) |
    /// | configuration, 401, 402, 403, a redirect, a spend limit, the journal | [`FixSetup`](RetryAdvice::FixSetup) |
    /// | an answer that cannot be read, a wait that cannot succeed, any other 5xx | [`DoNotRetry`](RetryAdvice::DoNotRetry) |
    pub fn retry_advice(&self) -> RetryAdvice {
        let retry = RetryAdvice::Retry {
            after: self.facts().map(|call| call.pause).unwrap_or_default(),
        };
        if self.is_outcome_unknown() {
            let safety = self.facts().map(|call| call.operation.safety);
            return match safety {
                Some(Safety::Keyed) => RetryAdvice::Reconcile,
                Some(Safety::Idempotent) if self.may_pass() => retry,
                Some(Safety::Idempotent) => RetryAdvice::DoNotRetry,
                _ => RetryAdvice::LookFirst,
            };
        }
        match &self.0.kind {
            Kind::InvalidRequest(_) | Kind::NotBuilt(_) => RetryAdvice::FixRequest,
            Kind::Configuration { .. } | Kind::SpendLimit(_) | Kind::Journal(_) => {
                RetryAdvice::FixSetup
            }
            Kind::Connect(_) | Kind::Timeout(_) | Kind::Interrupted(_) => retry,
            Kind::Refused(answer) => of_status(answer.status, retry),
            Kind::TooLarge { status, .. } => of_status(*status, retry),
            Kind::WaitEnded(_) if self.wait_end() == Some(WaitEnd::NeverMet) => {
                RetryAdvice::DoNotRetry
            }
            Kind::WaitEnded(ended) => match ended.failure() {
                Some(failure) => failure.retry_advice(),
                None => retry,
            },
            Kind::Undecodable { .. } | Kind::EndlessList { .. } => RetryAdvice::DoNotRetry,
        }
    }
}

fn of_status(status: StatusCode, retry: RetryAdvice) -> RetryAdvice {
    match status.as_u16() {
        408 | 425 | 429 | 500 | 502..=504 | 520..=524 => retry,
        401..=403 | 407 | 300..=399 => RetryAdvice::FixSetup,
        400..=499 => RetryAdvice::FixRequest,
        _ => RetryAdvice::DoNotRetry,
    }
}
