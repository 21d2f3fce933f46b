//! The one error type of this crate, and how to tell its kinds apart.

mod advice;
mod display;
mod facts;
mod server;

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::journal::JournalError;
use crate::problem::Problem;
use crate::retry::CarriedOut;
use crate::spend::SpendRefusal;
use crate::wait::WaitEnded;
pub use advice::RetryAdvice;
pub(crate) use display::deepest;
pub(crate) use facts::{CallFacts, Late, Unreadable};
pub use server::Detail;
pub(crate) use server::{ServerAnswer, start_of};

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
///     eprintln!("maybe placed; ask again with key {:?}", error.idempotency_key());
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

    /// The client could not be made: no token, a base URL that is not https, an environment
    /// variable that is not text.
    ///
    /// # Troubleshooting
    ///
    /// The message names the setting. A token comes from the account page or the `sf` command
    /// line, and goes into `SFC_API_TOKEN` or [`ClientBuilder::token`](crate::ClientBuilder::token).
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.kind, Kind::Configuration { .. })
    }

    /// The request breaks a rule of the API, so nothing was sent; [`problems`](Self::problems)
    /// lists every field.
    ///
    /// # Troubleshooting
    ///
    /// Each problem says what was given and what is allowed. All problems of a request are there
    /// at once.
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, Kind::InvalidRequest(_) | Kind::NotBuilt(_))
    }

    /// No connection could be made: the last attempt never left this machine.
    ///
    /// # Troubleshooting
    ///
    /// Check the base URL, the port, the network and the machine's root certificates. It is safe
    /// to try again, orders included, unless an earlier attempt left:
    /// [`is_outcome_unknown`](Self::is_outcome_unknown).
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect(_))
    }

    /// No answer to the last attempt came in time: within the
    /// [`attempt_timeout`](crate::ClientBuilder::attempt_timeout), or what was left of the call's
    /// [`timeout`](crate::ClientBuilder::timeout).
    ///
    /// # Troubleshooting
    ///
    /// Raise the one or the other, of the client or the call. For a call that changes something see
    /// [`is_outcome_unknown`](Self::is_outcome_unknown).
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout(_))
    }

    /// The token was refused (401).
    ///
    /// # Troubleshooting
    ///
    /// The token is wrong, expired or revoked, or belongs to another base URL. Tokens of the
    /// sandbox work only there.
    pub fn is_authentication(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// The balance does not cover the order (402).
    ///
    /// # Troubleshooting
    ///
    /// Add funds, or lower nodes, hours or limit price.
    pub fn is_payment_required(&self) -> bool {
        self.status() == Some(StatusCode::PAYMENT_REQUIRED)
    }

    /// The token is good but may not do this (403).
    ///
    /// # Troubleshooting
    ///
    /// New tokens start without permissions; grant the token a role that allows the operation.
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// The resource does not exist or is not the caller's (404).
    ///
    /// # Troubleshooting
    ///
    /// Check the id. A resource path changes when the resource is renamed or moved; an id does
    /// not.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Something stands in the way of it, such as a name that is taken (409).
    ///
    /// # Troubleshooting
    ///
    /// The message and [`details`](Self::details) say what; look at the resource's present state.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// The server's own validation refused the request (422).
    ///
    /// # Troubleshooting
    ///
    /// [`details`](Self::details) name the fields.
    pub fn is_unprocessable(&self) -> bool {
        self.status() == Some(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Too many requests (429).
    ///
    /// # Troubleshooting
    ///
    /// Send fewer, or wait before the next one: [`retry_after`](Self::retry_after) is what the
    /// server asks for.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The server failed (any 5xx).
    ///
    /// # Troubleshooting
    ///
    /// Try again later; give [`request_id`](Self::request_id) to support. For a call that changes
    /// something see [`is_outcome_unknown`](Self::is_outcome_unknown).
    pub fn is_server(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// The answer reports success but is not what the contract says: not JSON, the wrong shape,
    /// or larger than the client's limit.
    ///
    /// # Troubleshooting
    ///
    /// Something between here and the API may have answered in its place: check the base URL and
    /// any proxy. Otherwise the API has changed; look for a newer version of this crate.
    pub fn is_unexpected_answer(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Undecodable { .. } | Kind::TooLarge { .. } | Kind::EndlessList { .. }
        )
    }

    /// The order could cost more than the client's spend limits allow, so nothing was sent;
    /// [`spend_refusal`](Self::spend_refusal) has the amounts.
    ///
    /// # Troubleshooting
    ///
    /// Lower nodes, hours or limit price, or raise the limit given to
    /// [`ClientBuilder::spend_limits`](crate::ClientBuilder::spend_limits). An order counts for its
    /// whole limit until the guard is shown how far it has come:
    /// [`SpendGuard::observe`](crate::spend::SpendGuard::observe) gives back what was cancelled, or
    /// filled for less.
    pub fn is_spend_limit(&self) -> bool {
        matches!(self.0.kind, Kind::SpendLimit(_))
    }

    /// The spend limit that the order would exceed, and the amounts that it was held against.
    pub fn spend_refusal(&self) -> Option<&SpendRefusal> {
        match &self.0.kind {
            Kind::SpendLimit(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The intent journal failed: a keyed call could not be written down, so it was not sent; or
    /// what is open could not be read.
    ///
    /// # Troubleshooting
    ///
    /// The message says what the journal's store has to say: no room, no connection, no right to
    /// write, or a key that belongs to another call. See [`journal`](crate::journal).
    pub fn is_journal(&self) -> bool {
        matches!(self.0.kind, Kind::Journal(_))
    }

    /// A wait ended before what it waited for could be seen.
    ///
    /// # Troubleshooting
    ///
    /// [`wait_end`](Self::wait_end) says whether time ran out or the resource ended otherwise, and
    /// [`last_state`](Self::last_state) what was seen last.
    pub fn is_wait_ended(&self) -> bool {
        matches!(self.0.kind, Kind::WaitEnded(_))
    }

    /// What a wait saw before it ended.
    pub(crate) fn wait_ended(&self) -> Option<&WaitEnded> {
        match &self.0.kind {
            Kind::WaitEnded(ended) => Some(ended),
            _ => None,
        }
    }

    /// Whether the connection broke before the answer was whole, at the last attempt.
    ///
    /// # Troubleshooting
    ///
    /// Try again; when it happens often, look at proxies and gateways between here and the API. For
    /// a call that changes something see [`is_outcome_unknown`](Self::is_outcome_unknown).
    pub fn is_interrupted(&self) -> bool {
        matches!(self.0.kind, Kind::Interrupted(_))
    }

    /// A word for the kind, for traces.
    pub(crate) fn kind_name(&self) -> &'static str {
        match &self.0.kind {
            Kind::InvalidRequest(_) | Kind::NotBuilt(_) => "invalid_request",
            Kind::Connect(_) => "connect",
            Kind::Timeout(_) => "timeout",
            Kind::Interrupted(_) => "interrupted",
            Kind::TooLarge { .. } => "too_large",
            Kind::Undecodable { .. } | Kind::EndlessList { .. } => "unexpected_answer",
            Kind::SpendLimit(_) => "spend_limit",
            Kind::Journal(_) => "journal",
            Kind::Configuration { .. } | Kind::Refused(_) | Kind::WaitEnded(_) => "other",
        }
    }

    /// Whether a read that failed so may succeed later.
    pub(crate) fn may_pass(&self) -> bool {
        match &self.0.kind {
            Kind::Connect(_)
            | Kind::Timeout(_)
            | Kind::Interrupted(_)
            | Kind::Undecodable { .. }
            | Kind::TooLarge { .. } => true,
            Kind::Refused(answer) => {
                answer.status.is_server_error() || [408, 425, 429].contains(&answer.status.as_u16())
            }
            _ => false,
        }
    }

    /// The call changes something, some attempt of it may have reached the server, and its outcome
    /// is not known.
    ///
    /// This looks at all of the [`attempts`](Self::attempts): where the first had no answer and the
    /// second was refused, the first may have been carried out all the same.
    ///
    /// # Troubleshooting
    ///
    /// For an order or a transfer, give [`intent`](Self::intent) to
    /// [`Client::reconcile`](crate::Client::reconcile), or call again with the same
    /// [`idempotency_key`](Self::idempotency_key): if it was carried out, its result is returned
    /// and nothing is placed again. Never call again with a new key. For anything else list and
    /// look; [`retry_advice`](Self::retry_advice) tells the two apart.
    pub fn is_outcome_unknown(&self) -> bool {
        self.facts().is_some_and(|call| {
            call.carried_out == CarriedOut::Unknown
                && call.operation.safety != sfcompute_api::Safety::Read
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
