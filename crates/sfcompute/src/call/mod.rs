//! One call: what it does, its options, and the three ways to take its result.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use sfcompute_api::{BoxFuture, Operation, ResponseValue, Safety, Transport};
use sfcompute_types::{Input, Invalid};

use crate::client::Client;
use crate::error::{CallFacts, Error, Kind, ServerAnswer, start_of};
use crate::idempotency::IdempotencyKey;
use crate::options::CallOptions;
use crate::problem::Problems;
use crate::transport::{Answer, CallTransport, Record};

/// What the generated client returns.
pub(crate) type Generated<T> = Result<ResponseValue<T>, sfcompute_api::Error<()>>;

/// The generated client, and the idempotency key to give it.
type Run<T> = Box<
    dyn FnOnce(sfcompute_api::Client, Option<IdempotencyKey>) -> BoxFuture<'static, Generated<T>>
        + Send,
>;

/// A call that has not been sent yet.
///
/// Await it for the result alone, or take [`response`](Self::response) for the result with its
/// status and headers, or [`raw`](Self::raw) for the bytes as they came.
///
/// ```no_run
/// # async fn run(sfc: sfcompute::Client, id: sfcompute::OrderId) -> Result<(), sfcompute::Error> {
/// use std::time::Duration;
///
/// let order = sfc.orders().get(&id).await?;
/// let answer = sfc.orders().get(&id).timeout(Duration::from_secs(5)).response().await?;
/// println!("{} {:?}", answer.status(), answer.request_id());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    client: Client,
    operation: &'static Operation,
    options: CallOptions,
    problems: Problems,
    run: Option<Run<T>>,
}

impl<T: Send + 'static> Call<T> {
    /// A call that can be sent.
    pub(crate) fn new<F, R>(client: &Client, operation: &'static Operation, run: F) -> Self
    where
        F: FnOnce(sfcompute_api::Client, Option<IdempotencyKey>) -> R + Send + 'static,
        R: Future<Output = Generated<T>> + Send + 'static,
    {
        Self {
            client: client.clone(),
            operation,
            options: CallOptions::default(),
            problems: Problems::default(),
            run: Some(Box::new(|api, key| Box::pin(run(api, key)))),
        }
    }

    /// A call about one resource, which cannot be sent unless its id is one.
    pub(crate) fn by_id<I, F, R>(
        client: &Client,
        operation: &'static Operation,
        id: Result<I, Invalid>,
        run: F,
    ) -> Self
    where
        I: Send + 'static,
        F: FnOnce(sfcompute_api::Client, I) -> R + Send + 'static,
        R: Future<Output = Generated<T>> + Send + 'static,
    {
        let mut problems = Problems::default();
        match problems.take("id", id) {
            Some(id) => Self::new(client, operation, move |api, _| run(api, id)),
            None => Self::invalid(client, operation, problems),
        }
    }

    /// A call that cannot be sent, for these reasons.
    pub(crate) fn invalid(
        client: &Client,
        operation: &'static Operation,
        problems: Problems,
    ) -> Self {
        Self {
            client: client.clone(),
            operation,
            options: CallOptions::default(),
            problems,
            run: None,
        }
    }

    /// Replaces this call's options.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// How long the whole call may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.timeout(timeout);
        self
    }

    /// The idempotency key to send, for an operation that takes one.
    pub fn idempotency_key(mut self, key: impl Input<IdempotencyKey>) -> Self {
        self.options = self.options.idempotency_key(key);
        self
    }

    /// A header to send as well.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options = self.options.header(name, value);
        self
    }

    /// Sends it and returns the result; the same as awaiting the call.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(self) -> Result<T, Error> {
        Ok(self.response().await?.into_inner())
    }

    /// Sends it and returns the result with its status, headers and idempotency key.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn response(self) -> Result<Response<T>, Error> {
        let sent = self.dispatch().await?;
        let Sent {
            client,
            outcome,
            record,
            facts,
            ..
        } = sent;
        let Record {
            answer,
            failure,
            elapsed,
        } = record;
        if let Some(kind) = failure {
            return Err(Error::of_call(kind, facts));
        }
        let token = &client.shared.token;
        let kind = match (outcome, answer) {
            (Ok(value), Some(answer)) => {
                return Ok(Response {
                    value: value.into_inner(),
                    meta: Meta {
                        status: answer.status,
                        headers: answer.headers,
                        request_id: facts.request_id,
                        idempotency_key: facts.idempotency_key,
                        elapsed,
                    },
                });
            }
            (Err(sfcompute_api::Error::InvalidResponsePayload(body, cause)), Some(answer)) => {
                Kind::Undecodable {
                    status: answer.status,
                    content_type: answer.header("content-type").map(str::to_owned),
                    start: start_of(&body, token).unwrap_or_default(),
                    cause: Box::new(cause),
                }
            }
            (_, Some(answer)) => Kind::Refused(ServerAnswer::read(
                answer.status,
                answer.header("location"),
                &answer.body,
                token,
            )),
            (outcome, None) => not_built(outcome, &client),
        };
        Err(Error::of_call(kind, facts))
    }

    /// Sends it and returns the answer as it came, whatever its status.
    ///
    /// # Errors
    ///
    /// As [`Error`], save for the kinds that need an answer: where there is one, it is returned.
    pub async fn raw(self) -> Result<RawResponse, Error> {
        let sent = self.dispatch().await?;
        match (sent.record.answer, sent.record.failure, sent.outcome) {
            (Some(answer), ..) => Ok(RawResponse {
                body: answer.body.clone(),
                meta: Meta {
                    status: answer.status,
                    headers: answer.headers,
                    request_id: sent.facts.request_id,
                    idempotency_key: sent.facts.idempotency_key,
                    elapsed: sent.record.elapsed,
                },
            }),
            (None, Some(kind), _) => Err(Error::of_call(kind, sent.facts)),
            (None, None, outcome) => {
                Err(Error::of_call(not_built(outcome, &sent.client), sent.facts))
            }
        }
    }

    async fn dispatch(self) -> Result<Sent<T>, Error> {
        let Self {
            client,
            operation,
            options,
            mut problems,
            run,
        } = self;
        let CallOptions {
            timeout,
            idempotency_key,
            headers,
            problems: option_problems,
        } = options;
        for problem in option_problems.into_vec() {
            problems.add(problem);
        }
        let keyed = operation.safety == Safety::Keyed;
        if idempotency_key.is_some() && !keyed {
            problems.add(crate::problem::Problem::new(
                "Idempotency-Key",
                "a key",
                format!("none: {} does not take one", operation.id),
            ));
        }
        let shared = &client.shared;
        let mut facts = CallFacts {
            operation,
            base_url: shared.base_url.as_str().to_owned(),
            idempotency_key: None,
            request_id: None,
        };
        let run = match run {
            Some(run) if problems.is_empty() => run,
            _ => {
                return Err(Error::of_call(
                    Kind::InvalidRequest(problems.into_vec()),
                    facts,
                ));
            }
        };
        if keyed {
            facts.idempotency_key = Some(idempotency_key.unwrap_or_else(|| shared.keys.mint()));
        }
        let timeout = timeout.unwrap_or(shared.timeout);
        let transport = Arc::new(CallTransport::new(Arc::clone(shared), timeout, headers));
        let api = sfcompute_api::Client::new_with_client(
            shared.base_url.as_str(),
            shared.http.clone(),
            Arc::clone(&transport) as Arc<dyn Transport>,
        );
        let outcome = run(api, facts.idempotency_key.clone()).await;
        let record = transport.take_record();
        facts.request_id = record
            .answer
            .as_ref()
            .and_then(Answer::request_id)
            .map(str::to_owned);
        Ok(Sent {
            client,
            outcome,
            record,
            facts,
        })
    }
}

/// A call that has come back.
struct Sent<T> {
    client: Client,
    outcome: Generated<T>,
    record: Record,
    facts: CallFacts,
}

impl<T: Send + 'static> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

/// The generated code gave up before the transport was asked to send anything.
fn not_built<T>(outcome: Generated<T>, client: &Client) -> Kind {
    Kind::NotBuilt(match outcome {
        Err(error) => client.shared.token.redact(&error.to_string()),
        Ok(_) => "no request was made".to_owned(),
    })
}

/// What is known of an answer besides its body.
#[derive(Clone, Debug)]
struct Meta {
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    idempotency_key: Option<IdempotencyKey>,
    elapsed: Duration,
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

        /// How long it took, from sending to the last byte of the answer.
        pub fn elapsed(&self) -> Duration {
            self.meta.elapsed
        }
    };
}

/// A result with the status and headers it came with. Dereferences to the result.
#[derive(Clone, Debug)]
pub struct Response<T> {
    value: T,
    meta: Meta,
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
#[derive(Clone, Debug)]
pub struct RawResponse {
    body: Bytes,
    meta: Meta,
}

impl RawResponse {
    /// The body's bytes.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    meta_methods!();
}
