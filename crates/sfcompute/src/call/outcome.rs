//! How a call ends: who is told, and what the caller gets.

use std::fmt::Display;
use std::sync::Arc;

use sfcompute_api::{Operation, ResponseValue};
use sfcompute_types::OrderId;

use super::Generated;
use super::response::{Meta, RawResponse, Response};
use crate::client::Shared;
use crate::error::{CallFacts, Error, Kind, ServerAnswer, kept, undecodable};
use crate::idempotency::IdempotencyKey;
use crate::journal::Outcome;
use crate::retry::CarriedOut;
use crate::token::Token;
use crate::transport::{Answer, Held, Record};

/// A call that has come back.
pub(super) struct Sent<T> {
    pub(super) shared: Arc<Shared>,
    pub(super) operation: &'static Operation,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) outcome: Generated<T>,
    pub(super) record: Record,
    /// It was sent for someone who holds its intent, and lets go of it by themselves.
    pub(super) in_doubt: bool,
}

/// The answer, or why there is none that may be used: nothing was sent, or all attempts failed.
fn answered<T>(
    record: &mut Record,
    outcome: &Generated<T>,
    token: &Token,
) -> Result<Answer, Box<Kind>> {
    if let Some(kind) = record.failure.take() {
        return Err(Box::new(kind));
    }
    record.answer.clone().ok_or_else(|| {
        // The generated code gave up before the transport was asked to send anything.
        Box::new(Kind::NotBuilt(match outcome {
            Err(error) => token.redact(&error.to_string()),
            Ok(_) => "no request was made".to_owned(),
        }))
    })
}

impl<T> Sent<T> {
    /// The result with what it came with, or what went wrong; everyone concerned is told.
    pub(super) async fn response(mut self) -> Result<Response<T>, Error> {
        let answer = match answered(&mut self.record, &self.outcome, &self.shared.token) {
            Ok(answer) => answer,
            Err(kind) => return Err(self.fail(*kind).await),
        };
        let placeholder = Err(sfcompute_api::Error::Custom(String::new()));
        let outcome = std::mem::replace(&mut self.outcome, placeholder);
        match decode(outcome, &answer, &self.shared.token) {
            Ok(value) => {
                self.settle(CarriedOut::Yes).await;
                Ok(Response {
                    value: value.into_inner(),
                    meta: self.meta(&answer),
                })
            }
            Err(kind) => Err(self.fail(*kind).await),
        }
    }

    /// The answer as it came, or why there is none; everyone concerned is told.
    pub(super) async fn raw(mut self) -> Result<RawResponse, Error> {
        match answered(&mut self.record, &self.outcome, &self.shared.token) {
            Ok(answer) => {
                self.settle(self.record.carried_out()).await;
                Ok(RawResponse {
                    body: answer.body.clone(),
                    meta: self.meta(&answer),
                })
            }
            Err(kind) => Err(self.fail(*kind).await),
        }
    }

    fn meta(&mut self, answer: &Answer) -> Meta {
        Meta {
            status: answer.status,
            headers: answer.headers.clone(),
            request_id: answer.request_id().map(|id| self.shared.token.redact(id)),
            idempotency_key: self.key.take(),
            elapsed: self.record.elapsed,
            attempts: std::mem::take(&mut self.record.attempts),
        }
    }

    /// Settles the call and makes its error.
    async fn fail(&mut self, kind: Kind) -> Error {
        let carried_out = match &kind {
            Kind::Undecodable { .. } => CarriedOut::Unknown,
            _ => self.record.carried_out(),
        };
        self.settle(carried_out).await;
        let record = &mut self.record;
        let request_id = record.answer.as_ref().and_then(Answer::request_id);
        Error::of_call(
            kind,
            CallFacts {
                operation: self.operation,
                base_url: self.shared.base_url.as_str().to_owned(),
                idempotency_key: self.key.take(),
                request_id: request_id.map(|id| kept(id, &self.shared.token)),
                carried_out,
                attempts: std::mem::take(&mut record.attempts),
                ended: record.ended,
                retry_after: record.retry_after,
                pause: record.pause,
                intent: record
                    .intent
                    .take()
                    .filter(|_| carried_out == CarriedOut::Unknown),
            },
        )
    }

    /// Tells everyone who counts on it what became of the call: the memory of keys and the spend
    /// guard at once, then the journal.
    ///
    /// A journal that cannot be written changes no result: the intent stays open there.
    async fn settle(&mut self, carried_out: CarriedOut) {
        let outcome = match (&self.record.answer, carried_out) {
            (Some(answer), CarriedOut::Yes) => Some(Outcome::of_success(&answer.body)),
            (None, CarriedOut::Yes) | (_, CarriedOut::Unknown) => None,
            (_, CarriedOut::No) => Some(Outcome::NeverHappened),
        };
        let Held { key, spend } = std::mem::take(&mut self.record.held);
        match &outcome {
            Some(Outcome::NeverHappened) => {
                if let Some(key) = key {
                    key.never_happened();
                }
                if let Some(spend) = spend {
                    spend.never_happened();
                }
            }
            Some(Outcome::Done { resource: Some(id) }) => {
                if let (Some(spend), Ok(id)) = (spend, id.parse::<OrderId>()) {
                    spend.placed(&id);
                }
            }
            _ => {}
        }
        if !std::mem::take(&mut self.record.recorded) {
            return;
        }
        let (Some(journal), Some(key)) = (&self.shared.journal, &self.key) else {
            return;
        };
        let written = match outcome {
            Some(outcome) => journal.settle(key, outcome).await,
            None if self.in_doubt => Ok(()),
            None => journal.release(key).await,
        };
        if let Err(error) = written {
            tracing::warn!(%error, "the outcome could not be written to the journal");
            if let Some(observer) = &self.shared.observer {
                observer.journal_failed(self.operation, &error);
            }
        }
    }
}

/// What the generated code made of an answer, in this crate's terms.
fn decode<T>(
    outcome: Generated<T>,
    answer: &Answer,
    token: &Token,
) -> Result<ResponseValue<T>, Box<Kind>> {
    let unusable = |why: &dyn Display| {
        let content_type = answer.header("content-type");
        Box::new(undecodable(
            answer.status,
            content_type,
            &answer.body,
            why,
            token,
        ))
    };
    match outcome {
        _ if answer.status.is_success() && answer.is_foreign() => {
            Err(unusable(&"the content type is not JSON"))
        }
        Ok(value) => Ok(value),
        Err(sfcompute_api::Error::InvalidResponsePayload(_, cause)) => Err(unusable(&cause)),
        Err(error) if answer.status.is_success() => Err(unusable(&error)),
        Err(_) => Err(Box::new(Kind::Refused(ServerAnswer::read(
            answer.status,
            answer.header("location"),
            &answer.body,
            token,
        )))),
    }
}
