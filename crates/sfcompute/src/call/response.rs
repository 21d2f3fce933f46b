//! What a call gives besides its result: status, headers, ids, attempts.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::idempotency::IdempotencyKey;
use crate::retry::Attempt;

/// What is known of an answer besides its body.
#[derive(Clone)]
pub(super) struct Meta {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<String>,
    pub(super) idempotency_key: Option<IdempotencyKey>,
    pub(super) elapsed: Duration,
    pub(super) attempts: Vec<Attempt>,
}

/// Names the headers and not what they say: a server may repeat what is private.
impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("request_id", &self.request_id)
            .field("idempotency_key", &self.idempotency_key)
            .field("elapsed", &self.elapsed)
            .field("attempts", &self.attempts)
            .finish()
    }
}

macro_rules! meta_methods {
    () => {
        /// The HTTP status.
        pub fn status(&self) -> StatusCode {
            self.meta.status
        }

        /// The answer's headers.
        pub fn headers(&self) -> &HeaderMap {
            &self.meta.headers
        }

        /// The server's id of the request, for support.
        pub fn request_id(&self) -> Option<&str> {
            self.meta.request_id.as_deref()
        }

        /// The key that the call carried, given or minted.
        pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
            self.meta.idempotency_key.as_ref()
        }

        /// How long the call took, to the last byte of the answer, with all of its attempts and
        /// the pauses between them.
        pub fn elapsed(&self) -> Duration {
            self.meta.elapsed
        }

        /// Every attempt of the call, the first one first; the last one brought this answer.
        pub fn attempts(&self) -> &[Attempt] {
            &self.meta.attempts
        }
    };
}

/// A result with the status and headers it came with. Dereferences to the result.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(super) value: T,
    pub(super) meta: Meta,
}

impl<T> Response<T> {
    /// The result alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    meta_methods!();
}

impl<T> std::ops::Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// An answer as it came: any status, any body, up to the client's limit in size.
#[derive(Clone)]
pub struct RawResponse {
    pub(super) body: Bytes,
    pub(super) meta: Meta,
}

impl RawResponse {
    /// The body's bytes.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    meta_methods!();
}

/// Shows how long the body is, and not what it says.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("meta", &self.meta)
            .finish()
    }
}
