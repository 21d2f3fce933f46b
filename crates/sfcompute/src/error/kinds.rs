//! Which kind an error is of: one predicate a kind, each with what to do about it.

use http::StatusCode;
use sfcompute_api::Safety;

use super::{Error, Kind};
use crate::retry::CarriedOut;
use crate::spend::SpendRefusal;
use crate::wait::WaitEnded;

impl Error {
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
            call.carried_out == CarriedOut::Unknown && call.operation.safety != Safety::Read
        })
    }
}
