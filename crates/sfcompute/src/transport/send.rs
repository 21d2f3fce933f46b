//! One attempt: sent, limited in time, read to its end within the limit in size.

use std::pin::pin;
use std::time::Duration;

use bytes::BytesMut;
use futures_util::future::{Either, select};
use http::StatusCode;

use super::answer::Answer;
use crate::error::{Cause, Kind, Late, deepest};
use crate::retry::{AttemptOutcome, Cost, Happened};
use crate::time::Time;

/// Why an attempt has no answer that may be used.
pub(super) enum Failure {
    /// No connection was made.
    NotSent(Cause),
    /// No whole answer came within this time.
    Late(Duration),
    /// The connection broke before the answer was whole.
    Broken(Cause),
    /// The answer is larger than the limit of so many bytes.
    TooLarge { status: StatusCode, limit: usize },
}

/// Sends a request and reads the answer to its end, or gives up after `within`.
///
/// When the time is up, the connection is given up with the answer: nothing of it can be taken for
/// a later answer.
pub(super) async fn send(
    http: &reqwest::Client,
    request: reqwest::Request,
    time: &dyn Time,
    within: Duration,
    largest_body: usize,
) -> Result<Answer, Failure> {
    let late = time.timeout(within);
    let answer = pin!(exchange(http, request, largest_body));
    match select(answer, late).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(((), _)) => Err(Failure::Late(within)),
    }
}

async fn exchange(
    http: &reqwest::Client,
    request: reqwest::Request,
    limit: usize,
) -> Result<Answer, Failure> {
    let mut response = http.execute(request).await?;
    let status = response.status();
    let announced = response.content_length().unwrap_or(0);
    if announced > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(Failure::TooLarge { status, limit });
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len().saturating_add(chunk.len()) > limit {
            return Err(Failure::TooLarge { status, limit });
        }
        body.extend_from_slice(&chunk);
    }
    let headers = std::mem::take(response.headers_mut());
    Ok(Answer {
        status,
        headers,
        body: body.freeze(),
    })
}

impl From<reqwest::Error> for Failure {
    /// Never left, or broken on the way. Only a failure to connect (name, port, TLS) proves that
    /// nothing left; a connection that closed before the answer began may have carried the request.
    fn from(error: reqwest::Error) -> Self {
        let connect = error.is_connect() || error.is_builder();
        // The URL may hold what a caller thinks private; the cause is enough.
        let cause = Box::new(error.without_url());
        if connect {
            Self::NotSent(cause)
        } else {
            Self::Broken(cause)
        }
    }
}

impl Failure {
    /// As the table of retries has it.
    pub(super) fn happened(&self) -> Happened {
        match self {
            Self::NotSent(_) => Happened::NeverLeft,
            Self::Late(_) | Self::Broken(_) => Happened::MayHaveLeft,
            Self::TooLarge { status, .. } if status.is_success() => Happened::Unusable,
            Self::TooLarge { status, .. } => Happened::Answered(*status),
        }
    }

    /// As the history of attempts has it.
    pub(super) fn outcome(&self) -> AttemptOutcome {
        match self {
            Self::NotSent(cause) => AttemptOutcome::NotSent(deepest(cause.as_ref()).to_string()),
            Self::Late(limit) => AttemptOutcome::TimedOut(*limit),
            Self::Broken(cause) => AttemptOutcome::Interrupted(deepest(cause.as_ref()).to_string()),
            Self::TooLarge { status, .. } => AttemptOutcome::TooLarge(*status),
        }
    }

    /// What a retry after it costs.
    pub(super) fn cost(&self) -> Cost {
        match self {
            Self::Late(_) => Cost::Late,
            _ => Cost::Failed,
        }
    }

    /// As the call's error has it.
    pub(super) fn into_kind(self) -> Kind {
        match self {
            Self::NotSent(cause) => Kind::Connect(cause),
            Self::Late(limit) => Kind::Timeout(Late(limit)),
            Self::Broken(cause) => Kind::Interrupted(cause),
            Self::TooLarge { status, limit } => Kind::TooLarge { status, limit },
        }
    }
}
