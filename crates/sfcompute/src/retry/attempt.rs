//! One attempt of a call, as results and errors tell of it.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use sfcompute_types::Timestamp;

/// One time that a request was sent, or tried to be.
///
/// Errors and responses carry all of a call's attempts, the first one first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The time of day at which it started.
    pub started_at: Timestamp,
    /// How long after the call's start it started.
    pub after: Duration,
    /// How long it took, to the last byte of the answer or to the failure.
    pub took: Duration,
    /// What became of it.
    pub outcome: AttemptOutcome,
    /// The server's id of the request, where it answered with one.
    pub request_id: Option<String>,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttemptOutcome {
    /// No connection could be made, so the request never left; with the cause.
    NotSent(String),
    /// No whole answer came within this time. The request may have left.
    TimedOut(Duration),
    /// The connection broke before the answer was whole; with the cause. The request may have
    /// left.
    Interrupted(String),
    /// The answer was larger than the client reads. It had this status.
    TooLarge(StatusCode),
    /// The server answered with this status.
    Answered(StatusCode),
}

impl AttemptOutcome {
    /// The status of the answer, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Answered(status) | Self::TooLarge(status) => Some(*status),
            _ => None,
        }
    }
}

impl fmt::Display for AttemptOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(cause) => write!(f, "no connection ({cause})"),
            Self::TimedOut(limit) => write!(f, "no answer within {limit:?}"),
            Self::Interrupted(cause) => write!(f, "the connection broke ({cause})"),
            Self::TooLarge(status) => write!(f, "{status}, too large"),
            Self::Answered(status) => write!(f, "{status}"),
        }
    }
}

impl fmt::Display for Attempt {
    /// When it started, how long it took, what became of it, and the request's id.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            started_at,
            after,
            took,
            outcome,
            request_id,
        } = self;
        write!(f, "{started_at} (+{after:?}), {took:?}: {outcome}")?;
        match request_id {
            Some(id) => write!(f, " [request {id}]"),
            None => Ok(()),
        }
    }
}

/// Why a call that failed was not tried once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetriesEnded {
    /// The failure, or the operation, is of a kind that is not tried again.
    NotRetryable,
    /// All the attempts that the [`RetryPolicy`](crate::RetryPolicy) allows were made.
    Attempts,
    /// The next pause did not fit into what was left of the call's timeout.
    Deadline,
    /// The client's [`RetryBudget`](crate::RetryBudget) had run dry.
    Budget,
}

impl fmt::Display for RetriesEnded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotRetryable => "this is not tried again",
            Self::Attempts => "all attempts were made",
            Self::Deadline => "the next attempt did not fit into the timeout",
            Self::Budget => "the retry budget is spent",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_reads_as_what_happened() {
        let mut attempt = Attempt {
            started_at: Timestamp::from_seconds(60),
            after: Duration::from_millis(1_500),
            took: Duration::from_millis(20),
            outcome: AttemptOutcome::Answered(StatusCode::BAD_GATEWAY),
            request_id: Some("req_1".to_owned()),
        };
        assert_eq!(
            attempt.to_string(),
            "1970-01-01T00:01:00Z (+1.5s), 20ms: 502 Bad Gateway [request req_1]"
        );
        assert_eq!(attempt.outcome.status(), Some(StatusCode::BAD_GATEWAY));
        attempt.outcome = AttemptOutcome::TimedOut(Duration::from_secs(30));
        attempt.request_id = None;
        assert_eq!(
            attempt.to_string(),
            "1970-01-01T00:01:00Z (+1.5s), 20ms: no answer within 30s"
        );
        assert_eq!(attempt.outcome.status(), None);
    }
}
