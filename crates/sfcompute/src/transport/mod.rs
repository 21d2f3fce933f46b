//! The way of every request: headers on, sent, bounded, recorded.
//!
//! A [`CallTransport`] lives for one call. The generated client hands it the request; it sends
//! it, reads the answer whole up to the client's limit, keeps what it saw in a [`Record`] for the
//! caller, and hands the generated code an answer it can decode.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use sfcompute_api::{BoxFuture, Operation, Transport};
use tracing::Instrument as _;

use crate::client::Shared;
use crate::error::Kind;

/// Header names under which servers and gateways give a request's id; the first one found counts.
const REQUEST_ID_HEADERS: [&str; 3] = ["x-request-id", "request-id", "cf-ray"];

/// The transport of one call.
pub(crate) struct CallTransport {
    shared: Arc<Shared>,
    timeout: Duration,
    headers: HeaderMap,
    record: Mutex<Record>,
}

/// What a call's transport saw.
#[derive(Default)]
pub(crate) struct Record {
    /// The answer, whole.
    pub(crate) answer: Option<Answer>,
    /// Why there is no answer that may be used.
    pub(crate) failure: Option<Kind>,
    /// How long it took from sending to the last byte, or to the failure.
    pub(crate) elapsed: Duration,
}

/// An HTTP answer as it came.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The server's id of the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        REQUEST_ID_HEADERS.iter().find_map(|name| self.header(name))
    }

    /// A header's text, when it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl CallTransport {
    pub(crate) fn new(shared: Arc<Shared>, timeout: Duration, headers: HeaderMap) -> Self {
        Self {
            shared,
            timeout,
            headers,
            record: Mutex::default(),
        }
    }

    /// What has been seen so far; the transport forgets it.
    pub(crate) fn take_record(&self) -> Record {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn prepare(&self, request: &mut reqwest::Request) {
        let headers = request.headers_mut();
        for (name, value) in &self.shared.headers {
            headers.insert(name.clone(), value.clone());
        }
        for (name, value) in &self.headers {
            headers.insert(name.clone(), value.clone());
        }
        headers.insert(
            http::header::AUTHORIZATION,
            self.shared.authorization.clone(),
        );
        *request.timeout_mut() = Some(self.timeout);
    }

    /// Sends the request and reads the answer to its end.
    async fn attempt(
        &self,
        http: &reqwest::Client,
        request: reqwest::Request,
    ) -> Result<Answer, Failure> {
        let mut response = http.execute(request).await?;
        let status = response.status();
        let limit = self.shared.largest_body;
        let announced = response.content_length().unwrap_or(0);
        if announced > u64::try_from(limit).unwrap_or(u64::MAX) {
            return Err(Failure::Unusable(Kind::TooLarge { status, limit }));
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len().saturating_add(chunk.len()) > limit {
                return Err(Failure::Unusable(Kind::TooLarge { status, limit }));
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

    async fn run(
        &self,
        http: &reqwest::Client,
        mut request: reqwest::Request,
    ) -> reqwest::Result<reqwest::Response> {
        self.prepare(&mut request);
        let started = self.shared.time.now();
        let outcome = self.attempt(http, request).await;
        let elapsed = self.shared.time.now().saturating_duration_since(started);

        let mut record = self.lock();
        record.elapsed = elapsed;
        let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        match outcome {
            Ok(answer) => {
                let status = answer.status.as_u16();
                tracing::debug!(http.response.status_code = status, milliseconds, "answered");
                let decodable = for_the_generated_code(&answer);
                record.answer = Some(answer);
                Ok(decodable)
            }
            Err(Failure::Unusable(kind)) => {
                tracing::debug!(milliseconds, "the answer cannot be used");
                record.failure = Some(kind);
                Ok(placeholder())
            }
            Err(Failure::Network(error)) => {
                // The URL may hold what a caller thinks private; the cause is enough.
                let error = error.without_url();
                tracing::debug!(milliseconds, error = %error, "no answer");
                record.failure = Some(classify(error));
                Ok(placeholder())
            }
        }
    }
}

enum Failure {
    Network(reqwest::Error),
    Unusable(Kind),
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Network(error)
    }
}

/// Which kind of failure a network error is: never left, late, or broken on the way.
fn classify(error: reqwest::Error) -> Kind {
    if error.is_connect() || error.is_builder() {
        Kind::Connect(Box::new(error))
    } else if error.is_timeout() {
        Kind::Timeout(Box::new(error))
    } else {
        Kind::Interrupted(Box::new(error))
    }
}

/// The answer once more, for the generated code to decode.
fn for_the_generated_code(answer: &Answer) -> reqwest::Response {
    let mut response = http::Response::new(answer.body.clone());
    *response.status_mut() = answer.status;
    reqwest::Response::from(response)
}

/// Stands in for an answer that is not there; the record says what happened instead.
fn placeholder() -> reqwest::Response {
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    reqwest::Response::from(response)
}

impl Transport for CallTransport {
    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: reqwest::Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, reqwest::Result<reqwest::Response>> {
        let span = tracing::debug_span!(
            "sfcompute",
            operation = operation.id,
            http.request.method = operation.method,
            url.template = operation.path,
            server.address = self.shared.base_url.as_str(),
        );
        Box::pin(self.run(http, request).instrument(span))
    }
}

impl fmt::Debug for CallTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallTransport")
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
