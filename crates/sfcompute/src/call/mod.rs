//! One call: what it does, its options, and the three ways to take its result.
//!
//! | module | what lives there |
//! |---|---|
//! | `intent` | a keyed call in a form that can be kept, before it is sent |
//! | `outcome` | how a call ends: decoded, settled, told |
//! | `response` | what it gives besides the result |

mod intent;
mod outcome;
mod response;

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use sfcompute_api::{BoxFuture, Operation, ResponseValue, Safety, Transport};
use sfcompute_types::{Input, Invalid};
use tracing::Instrument as _;

use crate::client::Client;
use crate::error::{CallFacts, Error, Kind};
use crate::idempotency::IdempotencyKey;
use crate::options::CallOptions;
use crate::problem::{Problem, Problems};
use crate::retry::RetryPolicy;
use crate::spend::Commitment;
use crate::telemetry::{self, CallEnd, Flight};
use crate::transport::{CallTransport, Held};
use outcome::Sent;
pub use response::{RawResponse, Response};

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
/// It is sent again where the [rule](crate::retry) allows, within one [timeout](Self::timeout).
/// Its future may be dropped at any await, as by `select!` or a timeout around it: no half state
/// stays behind. What was sent may have been carried out all the same, so that a key stays taken,
/// reserved dollars stay reserved, and an intent stays open in the journal.
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
    /// What it may cost, of an order that buys.
    commitment: Option<Commitment>,
    /// An attempt of an earlier call with the same key may have done something.
    in_doubt: bool,
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
            commitment: None,
            in_doubt: false,
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
            commitment: None,
            in_doubt: false,
        }
    }

    /// Notes what the call may cost, for the spend guard.
    pub(crate) fn commits(mut self, commitment: Option<Commitment>) -> Self {
        self.commitment = commitment;
        self
    }

    /// Replaces this call's options.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// How long the whole call may take, with all of its attempts and the pauses between them.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.timeout(timeout);
        self
    }

    /// How long one attempt may take.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.attempt_timeout(timeout);
        self
    }

    /// How often it is tried, and how long the pauses are.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options = self.options.retry(policy);
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

    /// Sends it and returns the result with its status, headers, attempts and idempotency key.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn response(self) -> Result<Response<T>, Error> {
        self.carry_out(Sent::response, |response| {
            (response.status(), response.attempts().len())
        })
        .await
    }

    /// Sends it and returns the answer as it came, whatever its status.
    ///
    /// # Errors
    ///
    /// As [`Error`], save for the kinds that need an answer: where there is one, it is returned.
    pub async fn raw(self) -> Result<RawResponse, Error> {
        self.carry_out(Sent::raw, |response| {
            (response.status(), response.attempts().len())
        })
        .await
    }

    /// Sends it, takes what is asked for, and tells trace and observer how it went.
    async fn carry_out<A, F>(
        mut self,
        take: impl FnOnce(Sent<T>) -> F,
        seen: impl FnOnce(&A) -> (StatusCode, usize),
    ) -> Result<A, Error>
    where
        F: Future<Output = Result<A, Error>>,
    {
        let operation = self.operation;
        let shared = Arc::clone(&self.client.shared);
        let key = match self.options.idempotency_key.take() {
            None if operation.safety == Safety::Keyed => Some(shared.keys.mint()),
            given => given,
        };
        let span = telemetry::call_span(operation, key.as_ref());
        let flight = Flight::start(&shared, operation);
        let result = async {
            let sent = self.dispatch(key).await?;
            take(sent).await
        }
        .instrument(span.clone())
        .await;
        match &result {
            Ok(answer) => {
                let (status, attempts) = seen(answer);
                telemetry::record_call(&span, attempts, None);
                flight.land(attempts, CallEnd::Answered(status));
            }
            Err(error) => {
                let attempts = error.attempts().len();
                telemetry::record_call(&span, attempts, Some(error));
                flight.land(attempts, CallEnd::Failed(error));
            }
        }
        result
    }

    /// Checks it, and has the generated client send it through a transport of its own.
    async fn dispatch(self, key: Option<IdempotencyKey>) -> Result<Sent<T>, Error> {
        let Self {
            client,
            operation,
            options,
            mut problems,
            run,
            commitment,
            in_doubt,
        } = self;
        let shared = client.shared;
        let refused = |kind, key| {
            let base_url = shared.base_url.as_str().to_owned();
            Error::of_call(kind, CallFacts::unsent(operation, base_url, key))
        };
        if key.is_some() && operation.safety != Safety::Keyed {
            problems.add(Problem::new(
                "Idempotency-Key",
                "a key",
                format!("none: {} does not take one", operation.id),
            ));
        }
        let mut plan = options.into_plan(&shared, key.clone(), &mut problems);
        plan.in_doubt = in_doubt;
        let run = match run {
            Some(run) if problems.is_empty() => run,
            _ => return Err(refused(Kind::InvalidRequest(problems.into_vec()), None)),
        };
        let spend = match (&shared.spend, &key, commitment) {
            (Some(guard), Some(key), Some(commitment)) => match guard.reserve(key, &commitment) {
                Ok(reservation) => Some(reservation),
                Err(refusal) => {
                    return Err(refused(Kind::SpendLimit(refusal), Some(key.clone())));
                }
            },
            _ => None,
        };
        let held = Held { key: None, spend };
        let transport = Arc::new(CallTransport::new(Arc::clone(&shared), plan, held));
        let api = sfcompute_api::Client::new_with_client(
            shared.base_url.as_str(),
            shared.http.clone(),
            Arc::clone(&transport) as Arc<dyn Transport>,
        );
        let outcome = run(api, key.clone()).await;
        let record = transport.take_record();
        Ok(Sent {
            shared,
            operation,
            key,
            outcome,
            record,
            in_doubt,
        })
    }
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
