//! The one error type of this crate, and how to tell its kinds apart.
//!
//! | module | what lives there |
//! |---|---|
//! | `kinds` | the predicates, one a kind, each with what to do about it |
//! | `facts` | what is known of the call: operation, key, attempts, intent |
//! | `server` | what the server said: type, message, details |
//! | `advice` | what to do next, as a type |
//! | `display` | how it reads |

mod advice;
mod display;
mod facts;
mod kinds;
mod server;

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::journal::JournalError;
use crate::problem::Problem;
use crate::spend::SpendRefusal;
use crate::wait::WaitEnded;
pub use advice::RetryAdvice;
pub(crate) use display::deepest;
pub(crate) use facts::{CallFacts, Late, Unreadable};
pub use server::Detail;
pub(crate) use server::{ServerAnswer, kept, undecodable};

/// What went wrong with a call, or with making a client.
///
/// The kind is told by the `is_*` methods; the rest of the methods give what is known. Neither
/// `Display` nor `Debug` ever shows a token, a header or a whole body. An error is one pointer
/// wide, so that results stay small.
///
/// ```
/// # fn handle(error: sfcompute::Error) {
/// if error.is_invalid_request() {
///     for problem in error.problems() {
///         eprintln!("{}: {}", problem.field(), problem.allowed());
///     }
/// } else if error.is_outcome_unknown() {
///     eprintln!("maybe placed: keep {:?} and reconcile it", error.intent());
/// }
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    call: Option<CallFacts>,
}

/// Any cause that another crate reported.
pub(crate) type Cause = Box<dyn StdError + Send + Sync>;

#[derive(Debug)]
pub(crate) enum Kind {
    /// The client could not be made.
    Configuration { what: String, cause: Option<Cause> },
    /// The request would be refused, so it was not sent.
    InvalidRequest(Vec<Problem>),
    /// The request could not be put together, so it was not sent.
    NotBuilt(String),
    /// No connection: the request never left.
    Connect(Cause),
    /// The request may have left, and no answer came in time.
    Timeout(Late),
    /// The request may have left, and the connection failed before the answer was whole.
    Interrupted(Cause),
    /// The server answered with something other than success.
    Refused(ServerAnswer),
    /// The server reported success with a body that does not decode.
    Undecodable {
        status: StatusCode,
        content_type: Option<String>,
        start: String,
        cause: Cause,
    },
    /// The answer's body is larger than the client's limit.
    TooLarge { status: StatusCode, limit: usize },
    /// A list's cursor led back to where it had been.
    EndlessList { cursor: String },
    /// The order would go beyond a spend limit, so it was not sent.
    SpendLimit(SpendRefusal),
    /// The call could not be written down, so it was not sent, or the journal could not be read.
    Journal(JournalError),
    /// A wait ended before what it waited for.
    WaitEnded(WaitEnded),
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner { kind, call: None }))
    }

    pub(crate) fn of_call(kind: Kind, call: CallFacts) -> Self {
        Self(Box::new(Inner {
            kind,
            call: Some(call),
        }))
    }

    pub(crate) fn configuration(what: impl Into<String>) -> Self {
        Self::new(Kind::Configuration {
            what: what.into(),
            cause: None,
        })
    }

    /// The HTTP status, when there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0.kind {
            Kind::Refused(answer) => Some(answer.status),
            Kind::Undecodable { status, .. } | Kind::TooLarge { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The server's `error.type`, such as `unprocessable_entity`.
    pub fn error_type(&self) -> Option<&str> {
        self.answer()
            .and_then(|answer| answer.error_type.as_deref())
    }

    /// The server's `error.message`.
    pub fn message(&self) -> Option<&str> {
        self.answer().and_then(|answer| answer.message.as_deref())
    }

    /// The server's `error.details`, one for each field that it refused.
    pub fn details(&self) -> &[Detail] {
        self.answer()
            .map(|answer| answer.details.as_slice())
            .unwrap_or_default()
    }

    /// What this crate's validation found; empty unless
    /// [`is_invalid_request`](Self::is_invalid_request).
    pub fn problems(&self) -> &[Problem] {
        match &self.0.kind {
            Kind::InvalidRequest(problems) => problems,
            _ => &[],
        }
    }

    fn facts(&self) -> Option<&CallFacts> {
        self.0.call.as_ref()
    }

    fn answer(&self) -> Option<&ServerAnswer> {
        match &self.0.kind {
            Kind::Refused(answer) => Some(answer),
            _ => None,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Error");
        shown.field("kind", &self.0.kind);
        if let Some(call) = &self.0.call {
            shown.field("operation", &call.operation.id);
            shown.field("idempotency_key", &call.idempotency_key);
            shown.field("request_id", &call.request_id);
            shown.field("outcome", &call.carried_out);
            shown.field("attempts", &call.attempts);
            shown.field("retries_ended", &call.ended);
        }
        shown.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.kind {
            Kind::Journal(error) => Some(error),
            Kind::Timeout(late) => Some(late),
            Kind::Configuration {
                cause: Some(cause), ..
            }
            | Kind::Connect(cause)
            | Kind::Interrupted(cause)
            | Kind::Undecodable { cause, .. } => Some(cause.as_ref()),
            Kind::WaitEnded(ended) => {
                let failure = ended.failure()?;
                Some(failure)
            }
            _ => None,
        }
    }
}
