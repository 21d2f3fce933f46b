//! How an error reads: what happened, to which operation, and what to do about it.

use std::fmt;

use http::StatusCode;

use super::{Error, Kind, Late, ServerAnswer};
use crate::retry::RetriesEnded;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        match &self.0.kind {
            Kind::Configuration { what, .. } => f.write_str(what)?,
            Kind::InvalidRequest(problems) => {
                f.write_str("not sent, since it is not valid")?;
                for (index, problem) in problems.iter().enumerate() {
                    write!(f, "{} {problem}", if index == 0 { ":" } else { ";" })?;
                }
            }
            Kind::NotBuilt(why) => write!(f, "not sent: the request could not be built ({why})")?,
            Kind::Connect(cause) => write!(
                f,
                "{}: no connection to {} ({}); check the base URL and the network",
                if self.is_outcome_unknown() {
                    "not sent again"
                } else {
                    "not sent"
                },
                self.base_url(),
                deepest(cause.as_ref())
            )?,
            Kind::Timeout(Late(limit)) => {
                write!(f, "no answer from {} within {limit:?}", self.base_url())?;
            }
            Kind::Interrupted(cause) => write!(
                f,
                "the connection to {} broke before the answer was whole ({})",
                self.base_url(),
                deepest(cause.as_ref())
            )?,
            Kind::Refused(answer) => refused(f, answer)?,
            Kind::Undecodable {
                status,
                content_type,
                start,
                cause,
            } => {
                write!(f, "{} answered {status}, but the body ", self.base_url())?;
                match content_type.as_deref() {
                    Some(kind) if !kind.contains("json") => write!(f, "is {kind}, not JSON")?,
                    _ => write!(f, "is not what the contract says ({cause})")?,
                }
                if !start.is_empty() {
                    write!(f, ", starting {start:?}")?;
                }
                f.write_str("; check the base URL and any proxy, or look for a newer SDK")?;
            }
            Kind::TooLarge { status, limit } => {
                write!(
                    f,
                    "the answer ({status}) is larger than the limit of {limit} bytes"
                )?;
            }
            Kind::EndlessList { cursor } => {
                write!(
                    f,
                    "the list gave the cursor {cursor:?} twice and would not end"
                )?;
            }
            Kind::SpendLimit(refusal) => write!(f, "not sent: {refusal}")?,
            Kind::Journal(error) if self.0.call.is_some() => write!(f, "not sent: {error}")?,
            Kind::Journal(error) => write!(f, "{error}")?,
            Kind::WaitEnded(ended) => write!(f, "{ended}")?,
        }
        self.tries(f)?;
        if self.is_outcome_unknown() {
            f.write_str("; whether it was carried out is not known")?;
            if let Some(key) = self.idempotency_key() {
                write!(f, ": call again with the idempotency key {key} to find out")?;
            }
        }
        if let Some(id) = self.request_id() {
            write!(f, " [request {id}]")?;
        }
        Ok(())
    }
}

impl Error {
    /// How often it was tried, where that was more than once or stopped short.
    fn tries(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tried = self.attempts().len();
        match self.retries_ended() {
            Some(RetriesEnded::NotRetryable) | None if tried <= 1 => Ok(()),
            Some(RetriesEnded::Attempts) if tried <= 1 => Ok(()),
            Some(RetriesEnded::NotRetryable | RetriesEnded::Attempts) | None => {
                write!(f, "; tried {tried} times")
            }
            Some(why) if tried <= 1 => write!(f, "; not tried again, since {why}"),
            Some(why) => write!(f, "; tried {tried} times, and no more, since {why}"),
        }
    }

    fn base_url(&self) -> &str {
        self.0
            .call
            .as_ref()
            .map_or("the server", |call| call.base_url.as_str())
    }
}

fn refused(f: &mut fmt::Formatter<'_>, answer: &ServerAnswer) -> fmt::Result {
    let verb = if answer.status.is_server_error() {
        "failed"
    } else {
        "refused"
    };
    write!(f, "{verb} with {}", answer.status)?;
    if let Some(error_type) = &answer.error_type {
        write!(f, " ({error_type})")?;
    }
    if let Some(message) = &answer.message {
        write!(f, ": {message}")?;
    }
    for (index, detail) in answer.details.iter().enumerate() {
        f.write_str(if index == 0 { " — " } else { "; " })?;
        if let Some(field) = &detail.field {
            write!(f, "{field}: ")?;
        }
        write!(f, "{} ({})", detail.message, detail.code)?;
    }
    if let Some(start) = &answer.start {
        write!(
            f,
            ", with a body that is no error document, starting {start:?}"
        )?;
    }
    if let Some(location) = &answer.location {
        write!(
            f,
            "; it points to {location}, and redirects are not followed"
        )?;
    }
    if let Some(advice) = advice(answer.status) {
        write!(f, "; {advice}")?;
    }
    Ok(())
}

/// What to do about a status, where there is something to do.
fn advice(status: StatusCode) -> Option<&'static str> {
    Some(match status {
        StatusCode::UNAUTHORIZED => "check the token (SFC_API_TOKEN or ClientBuilder::token)",
        StatusCode::PAYMENT_REQUIRED => "add funds, or lower nodes, hours or limit price",
        StatusCode::FORBIDDEN => "grant the token a role that allows this",
        StatusCode::TOO_MANY_REQUESTS => "send fewer requests",
        _ => return None,
    })
}

/// The innermost cause: what the operating system or the decoder said.
pub(crate) fn deepest<'a>(
    cause: &'a (dyn std::error::Error + 'static),
) -> &'a (dyn std::error::Error + 'static) {
    let mut cause = cause;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}
