//! The way of every request: headers on, written down, sent until it is answered, recorded.
//!
//! A [`CallTransport`] lives for one call. The generated client hands it the request; it sends it
//! as often as the [rule](crate::retry) allows, keeps what it saw in a [`Record`] for the caller,
//! and hands the generated code an answer it can decode.
//!
//! | module | what lives there |
//! |---|---|
//! | `send` | one attempt, and how its failure is classed |
//! | `answer` | an answer as it came |
//! | `record` | what a call's transport saw |
//!
//! # Cancel safety
//!
//! A call's future may be dropped at any await:
//!
//! | dropped while | what remains |
//! |---|---|
//! | the intent is written to the journal | the intent, or nothing; the key and the reserved dollars are free again |
//! | an attempt is under way | the key and the dollars stay taken, the intent stays open: it may have left |
//! | it pauses before a retry | the same, and the retry's tokens go back to the budget; key and dollars are free where no attempt can have done anything |
//! | the outcome is written to the journal | the same as if the program had ended there: the intent is settled or open |

mod answer;
mod record;
mod send;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderMap;
use sfcompute_api::{BoxFuture, Operation, Transport};
use tracing::Instrument as _;

pub(crate) use answer::Answer;
pub(crate) use record::{Held, Record};

use crate::client::Shared;
use crate::error::{Kind, kept};
use crate::idempotency::{Fingerprint, IdempotencyKey};
use crate::intent::Intent;
use crate::journal::Recorded;
use crate::problem::Problem;
use crate::retry::{
    Attempt, AttemptOutcome, CarriedOut, Cost, Deadline, Happened, Payment, RetriesEnded,
    RetryPolicy, jittered, retry_after, rule,
};
use crate::telemetry::{self, AttemptEvent};
use answer::placeholder;
use send::Failure;

/// How one call is to be sent.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) headers: HeaderMap,
    /// The key, of a keyed call.
    pub(crate) key: Option<IdempotencyKey>,
    /// An attempt of an earlier call with this key may have been carried out.
    pub(crate) in_doubt: bool,
}

/// The transport of one call.
pub(crate) struct CallTransport {
    shared: Arc<Shared>,
    plan: Plan,
    record: Mutex<Record>,
}

impl CallTransport {
    /// A transport that holds `held` for its call.
    pub(crate) fn new(shared: Arc<Shared>, plan: Plan, held: Held) -> Self {
        Self {
            shared,
            plan,
            record: Mutex::new(Record {
                held,
                ..Record::default()
            }),
        }
    }

    /// What has been seen so far; the transport forgets it.
    pub(crate) fn take_record(&self) -> Record {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add_headers(&self, request: &mut reqwest::Request) {
        let headers = request.headers_mut();
        for (name, value) in self.shared.headers.iter().chain(&self.plan.headers) {
            headers.insert(name.clone(), value.clone());
        }
        headers.insert(
            http::header::AUTHORIZATION,
            self.shared.authorization.clone(),
        );
    }

    async fn run(
        &self,
        http: &reqwest::Client,
        mut request: reqwest::Request,
        operation: &'static Operation,
    ) -> reqwest::Result<reqwest::Response> {
        let time = &*self.shared.time;
        let deadline = Deadline::new(time.now(), self.plan.timeout);
        self.add_headers(&mut request);
        let outcome = match self.before_sending(&request, operation, &deadline).await {
            Ok(()) => self.attempts(http, &request, operation, &deadline).await,
            Err(kind) => Err(kind),
        };

        let mut record = self.lock();
        record.elapsed = deadline.passed(time.now());
        match outcome {
            Ok(answer) => {
                let decodable = answer.for_the_generated_code();
                record.answer = Some(answer);
                Ok(decodable)
            }
            Err(kind) => {
                record.failure = Some(kind);
                Ok(placeholder())
            }
        }
    }

    /// Of a keyed call: takes the key, and writes the intent to the journal.
    async fn before_sending(
        &self,
        request: &reqwest::Request,
        operation: &'static Operation,
        deadline: &Deadline,
    ) -> Result<(), Kind> {
        let Some(key) = &self.plan.key else {
            return Ok(());
        };
        let path = request.url().as_str();
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let what = Fingerprint::of(operation.method, path, body.unwrap_or_default());
        let Ok(claim) = self.shared.known_keys.claim(key, what) else {
            return Err(Kind::InvalidRequest(vec![Problem::new(
                "Idempotency-Key",
                key,
                "the request that this key was first used for, or another key",
            )]));
        };
        let Some(intent) = Intent::of_request(
            operation,
            key,
            &self.shared.base_url,
            &self.shared.token,
            request,
            self.shared.time.timestamp(),
            self.plan.timeout,
        ) else {
            return Err(Kind::NotBuilt("the body is no text".to_owned()));
        };
        {
            let mut record = self.lock();
            record.held.key = Some(claim);
            record.intent = Some(Box::new(intent.clone()));
        }
        let Some(journal) = &self.shared.journal else {
            return Ok(());
        };
        let known = journal.record(&intent).await.map_err(Kind::Journal)?;
        {
            let mut record = self.lock();
            record.recorded = true;
            // An earlier run may have sent it: a refusal now proves nothing about then.
            record.in_doubt |= known == Recorded::Again;
        }
        if deadline.left(self.shared.time.now()).is_zero() {
            // From now on others may take it for given up.
            return Err(Kind::Journal(crate::journal::JournalError::new(
                "writing the intent down took all of the call's timeout",
            )));
        }
        Ok(())
    }

    /// Sends the request until there is an answer to return, or nothing more to try.
    async fn attempts(
        &self,
        http: &reqwest::Client,
        request: &reqwest::Request,
        operation: &'static Operation,
        deadline: &Deadline,
    ) -> Result<Answer, Kind> {
        let shared = &*self.shared;
        let mut paid = None;
        let mut number = 0_u32;
        loop {
            let Some(copy) = request.try_clone() else {
                return Err(Kind::NotBuilt("the body cannot be sent twice".to_owned()));
            };
            {
                let mut record = self.lock();
                record.held.leaving();
                record.in_doubt |= self.plan.in_doubt || record.held.is_second();
            }
            number = number.saturating_add(1);
            let seen = self.attempt(http, copy, operation, number, deadline).await;

            let row = rule(seen.happened);
            if row.carried_out == CarriedOut::Yes {
                shared.retry_budget.succeeded(paid);
            }
            let retry = self.after(&seen, number, operation, deadline);
            {
                let mut record = self.lock();
                record.in_doubt |= row.carried_out == CarriedOut::Unknown;
                if !record.in_doubt && row.carried_out == CarriedOut::No {
                    record.held.came_back();
                }
                record.attempts.push(seen.attempt);
                record.retry_after = seen.retry_after;
                record.pause = retry.pause;
                record.ended = retry.payment.as_ref().err().copied();
            }
            let Ok(payment) = retry.payment else {
                return seen.outcome.map_err(Failure::into_kind);
            };
            shared.time.sleep(retry.pause).await;
            paid = payment.spend();
        }
    }

    /// Makes one attempt and tells of it.
    async fn attempt(
        &self,
        http: &reqwest::Client,
        request: reqwest::Request,
        operation: &'static Operation,
        number: u32,
        deadline: &Deadline,
    ) -> Seen {
        let shared = &*self.shared;
        let started = shared.time.now();
        let started_at = shared.time.timestamp();
        let within = deadline.limit(started, self.plan.attempt_timeout);
        let span = telemetry::attempt_span(operation, request.url(), number);
        let outcome = send::send(http, request, &*shared.time, within, shared.largest_body)
            .instrument(span.clone())
            .await;
        let now = shared.time.now();

        let (happened, ended, retry_after, request_id) = match &outcome {
            Ok(answer) => (
                Happened::Answered(answer.status),
                AttemptOutcome::Answered(answer.status),
                retry_after(&answer.headers, shared.time.timestamp()),
                answer.request_id().map(|id| kept(id, &shared.token)),
            ),
            Err(failure) => (failure.happened(), failure.outcome(), None, None),
        };
        let attempt = Attempt {
            started_at,
            after: deadline.passed(started),
            took: now.saturating_duration_since(started),
            outcome: ended,
            request_id,
        };
        telemetry::record_attempt(&span, &attempt);
        Seen {
            happened,
            retry_after,
            attempt,
            outcome,
        }
    }

    /// Whether there is to be another attempt, and after which pause.
    fn after<'a>(
        &'a self,
        seen: &Seen,
        made: u32,
        operation: &'static Operation,
        deadline: &Deadline,
    ) -> Retry<'a> {
        let shared = &*self.shared;
        let policy = &self.plan.retry;
        let asked = seen.retry_after.unwrap_or_default();
        let jitter = jittered(policy.ceiling(made), &*shared.random);
        let pause = policy.obeyed(asked).saturating_add(jitter);
        let cost = seen
            .outcome
            .as_ref()
            .err()
            .map_or(Cost::Failed, Failure::cost);
        let payment = if !rule(seen.happened).again(operation.safety) {
            Err(RetriesEnded::NotRetryable)
        } else if !policy.allows_another(made) {
            Err(RetriesEnded::Attempts)
        } else if !deadline.fits(shared.time.now(), pause) {
            Err(RetriesEnded::Deadline)
        } else {
            shared.retry_budget.pay(cost).ok_or(RetriesEnded::Budget)
        };
        if let Some(observer) = &shared.observer {
            observer.attempt(&AttemptEvent {
                operation,
                number: made,
                attempt: &seen.attempt,
                retry_in: payment.is_ok().then_some(pause),
            });
        }
        match &payment {
            Ok(_) => tracing::debug!(attempt = made, ?pause, "trying again"),
            Err(RetriesEnded::NotRetryable) => {}
            Err(why) => tracing::debug!(attempt = made, %why, "giving up"),
        }
        Retry {
            // A program that tries again by itself is told of all that the server asked for.
            pause: if payment.is_ok() {
                pause
            } else {
                asked.saturating_add(jitter)
            },
            payment,
        }
    }
}

/// What was seen of one attempt.
struct Seen {
    happened: Happened,
    retry_after: Option<Duration>,
    attempt: Attempt,
    outcome: Result<Answer, Failure>,
}

/// The next attempt: when, and paid; or why there is none.
struct Retry<'a> {
    pause: Duration,
    payment: Result<Payment<'a>, RetriesEnded>,
}

impl Transport for CallTransport {
    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: reqwest::Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, reqwest::Result<reqwest::Response>> {
        Box::pin(self.run(http, request, operation))
    }
}

impl fmt::Debug for CallTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallTransport")
            .field("timeout", &self.plan.timeout)
            .finish_non_exhaustive()
    }
}
