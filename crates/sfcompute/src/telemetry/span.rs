//! The spans of a call and of its attempts.

use reqwest::Url;
use sfcompute_api::Operation;
use tracing::Span;
use tracing::field::Empty;

use crate::error::Error;
use crate::idempotency::IdempotencyKey;
use crate::retry::{Attempt, AttemptOutcome};

/// The span of a call.
pub(crate) fn call_span(operation: &'static Operation, key: Option<&IdempotencyKey>) -> Span {
    tracing::info_span!(
        target: "sfcompute",
        "sfcompute.call",
        otel.name = operation.id,
        otel.kind = "internal",
        sfcompute.operation = operation.id,
        sfcompute.idempotency_key = key.map(IdempotencyKey::as_str),
        sfcompute.attempts = Empty,
        "error.type" = Empty,
    )
}

/// Puts a call's end into its span.
pub(crate) fn record_call(span: &Span, attempts: usize, error: Option<&Error>) {
    span.record("sfcompute.attempts", attempts);
    if let Some(error) = error {
        match error.status() {
            Some(status) if !status.is_success() => {
                span.record("error.type", status.as_str());
            }
            _ => {
                span.record("error.type", error.kind_name());
            }
        }
    }
}

/// The span of the attempt of this number, the first of which is 1.
pub(crate) fn attempt_span(operation: &'static Operation, url: &Url, number: u32) -> Span {
    let span = tracing::info_span!(
        target: "sfcompute",
        "sfcompute.attempt",
        otel.name = %format_args!("{} {}", operation.method, operation.path),
        otel.kind = "client",
        http.request.method = operation.method,
        url.template = operation.path,
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        sfcompute.request_id = Empty,
        "error.type" = Empty,
    );
    if number > 1 {
        span.record("http.request.resend_count", number.saturating_sub(1));
    }
    span
}

/// Puts what became of an attempt into its span.
pub(crate) fn record_attempt(span: &Span, attempt: &Attempt) {
    if let Some(status) = attempt.outcome.status() {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(id) = &attempt.request_id {
        span.record("sfcompute.request_id", id.as_str());
    }
    match &attempt.outcome {
        AttemptOutcome::Answered(status)
            if status.is_client_error() || status.is_server_error() =>
        {
            span.record("error.type", status.as_str());
        }
        AttemptOutcome::Answered(_) => {}
        AttemptOutcome::NotSent(_) => {
            span.record("error.type", "connect");
        }
        AttemptOutcome::TimedOut(_) => {
            span.record("error.type", "timeout");
        }
        AttemptOutcome::Interrupted(_) => {
            span.record("error.type", "interrupted");
        }
        AttemptOutcome::TooLarge(_) => {
            span.record("error.type", "too_large");
        }
    }
    let _within = span.enter();
    tracing::debug!(
        milliseconds = u64::try_from(attempt.took.as_millis()).unwrap_or(u64::MAX),
        outcome = %attempt.outcome,
        "attempt ended"
    );
}
