//! What a program can see of its calls: spans for traces, an observer for metrics.
//!
//! # Spans
//!
//! Through [`tracing`], target `sfcompute`, in the names of OpenTelemetry's conventions for HTTP
//! clients:
//!
//! | span | level | fields |
//! |---|---|---|
//! | `sfcompute.call`, one a call | INFO | `otel.name` (the operation), `otel.kind` = `internal`, `sfcompute.operation`, `sfcompute.idempotency_key`, `sfcompute.attempts`, `error.type` |
//! | `sfcompute.attempt`, one an attempt, within the call's | INFO | `otel.name` (method and template), `otel.kind` = `client`, `http.request.method`, `url.template`, `server.address`, `server.port`, `http.request.resend_count` (from the second on), `http.response.status_code`, `sfcompute.request_id`, `error.type` |
//!
//! `error.type` is the status where the server answered with a failure, and otherwise `connect`,
//! `timeout`, `interrupted` or `too_large`; of a call also `unexpected_answer`, `invalid_request`
//! and `other`. Pauses and reasons are events at DEBUG.
//!
//! No span, event or observer ever gets the token, a header, a body or a query. An idempotency key
//! is no secret, and is what one looks for when one looks for an order.
//!
//! # Observer
//!
//! [`ClientBuilder::observer`](crate::ClientBuilder::observer) takes an [`Observer`], which is told
//! of every attempt and of every call's end, a dropped future's included.

mod observer;
mod span;

pub(crate) use observer::Flight;
pub use observer::{AttemptEvent, CallEnd, CallEvent, Observer};
pub(crate) use span::{attempt_span, call_span, record_attempt, record_call};
