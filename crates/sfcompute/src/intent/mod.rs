//! What a keyed call means to do, in a form that outlives the program.
//!
//! An [`Intent`] is a call as it is sent, save for the token: operation, idempotency key, path and
//! the body to the byte. With it the call can be made again without being done again, and its
//! outcome be found out after a crash: [`Client::reconcile`](crate::Client::reconcile).
//!
//! | module | what lives there |
//! |---|---|
//! | `wire` | the JSON form: encoding, and decoding with every field checked |
//! | `check` | what each field may hold |

mod check;
#[cfg(test)]
mod tests;
mod wire;

use std::fmt;
use std::time::Duration;

use sfcompute_api::Operation;
use sfcompute_types::Timestamp;

use crate::base_url::BaseUrl;
use crate::idempotency::IdempotencyKey;
use crate::token::Token;

/// A keyed call as it is sent: an order, a transfer or the replacement of an instance, with the
/// idempotency key that makes it one and the same however often it is sent.
///
/// It may be written down before sending ([`Call::intent`](crate::Call::intent)), comes with
/// each error that leaves the outcome open ([`Error::intent`](crate::Error::intent)), and is what
/// a [`Journal`](crate::journal::Journal) keeps. It serialises with `serde` in any format that
/// names its fields; [`to_json`](Self::to_json) and [`from_json`](Self::from_json) are the same
/// for those who do not use `serde`.
///
/// ```
/// use sfcompute::Intent;
///
/// let intent = Intent::from_json(
///     r#"{
///         "version": 1,
///         "operation": "create_order",
///         "idempotency_key": "run-7",
///         "base_url": "https://api.sfcompute.com",
///         "caller": "0190a4f2-0000-5000-8000-000000000000",
///         "path": "/preview/v2/orders",
///         "body": "{\"pool\":\"pool_a\",\"side\":\"buy\",\"instance_sku\":\"isku_a\",\"allocation_schedule_delta\":[{\"start_at\":1784624400,\"end_at\":1784628000,\"node_count\":4}],\"limit_price_dollars_per_node_hour\":\"2.50\"}",
///         "first_attempt_at": 1784624000,
///         "last_attempt_by": 1784624060
///     }"#,
/// )?;
/// assert_eq!(intent.operation().id, "create_order");
/// assert_eq!(Intent::from_json(&intent.to_json())?, intent);
///
/// let error = Intent::from_json(r#"{"version": 1, "operation": "cancel_order"}"#).unwrap_err();
/// assert_eq!(error.what(), "operation");
/// # Ok::<(), sfcompute::Invalid>(())
/// ```
///
/// # The written form
///
/// One object, version 1. Fields that this version does not know are passed over; a field that is
/// missing or holds something else than it may is refused by its name, and so is another version.
///
/// | field | holds |
/// |---|---|
/// | `version` | 1 |
/// | `operation` | `create_order`, `create_pool_transfer` or `replace_instance` |
/// | `idempotency_key` | the key: 1 to 255 printable ASCII characters |
/// | `base_url` | where it is sent: https, or http to this machine |
/// | `caller` | which token it is sent with: a UUID made from the token by a one-way function |
/// | `path` | the path below the base URL, escaped as it is sent |
/// | `body` | the body as it is sent, as text |
/// | `first_attempt_at` | Unix seconds: no attempt left before this time |
/// | `last_attempt_by` | Unix seconds: no attempt leaves after this time |
///
/// # What it tells others
///
/// No token, but the whole body. The user data of a replaced instance is part of it, so keep what
/// is written down as you keep that.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Intent {
    operation: &'static Operation,
    idempotency_key: IdempotencyKey,
    base_url: String,
    caller: String,
    path: String,
    body: String,
    first_attempt_at: Timestamp,
    last_attempt_by: Timestamp,
}

impl Intent {
    /// The version of the written form.
    pub const VERSION: u32 = 1;

    /// The intent of a request that is ready to be sent; nothing when it has no body of text or
    /// goes elsewhere than below the base URL, as no request of a keyed operation does.
    ///
    /// `at_most` is how long the call may go on sending.
    pub(crate) fn of_request(
        operation: &'static Operation,
        idempotency_key: &IdempotencyKey,
        base_url: &BaseUrl,
        token: &Token,
        request: &reqwest::Request,
        first_attempt_at: Timestamp,
        at_most: Duration,
    ) -> Option<Self> {
        let path = request.url().as_str().strip_prefix(base_url.as_str())?;
        let body = std::str::from_utf8(request.body()?.as_bytes()?).ok()?;
        Some(Self {
            operation,
            idempotency_key: idempotency_key.clone(),
            base_url: base_url.as_str().to_owned(),
            caller: token.fingerprint(),
            path: path.to_owned(),
            body: body.to_owned(),
            first_attempt_at,
            last_attempt_by: later(first_attempt_at, at_most),
        })
    }

    /// The operation, such as `create_order`.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The key that makes every attempt the same call.
    pub fn idempotency_key(&self) -> &IdempotencyKey {
        &self.idempotency_key
    }

    /// Where it is sent, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Which token it is sent with: a UUID made from the token, from which the token cannot be
    /// had back.
    pub fn caller(&self) -> &str {
        &self.caller
    }

    /// The path below the base URL, escaped as it is sent.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body, to the byte.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// When the first attempt was made: none left before this time.
    pub fn first_attempt_at(&self) -> Timestamp {
        self.first_attempt_at
    }

    /// When the call gives up: no attempt leaves after this time.
    pub fn last_attempt_by(&self) -> Timestamp {
        self.last_attempt_by
    }

    /// The same call sent once more: it began with the first, and may go on until the later end.
    pub(crate) fn sent_again(&self, again: &Self) -> Self {
        Self {
            first_attempt_at: self.first_attempt_at.min(again.first_attempt_at),
            last_attempt_by: self.last_attempt_by.max(again.last_attempt_by),
            ..again.clone()
        }
    }

    /// Whether the other is the same call: the same key for the same bytes to the same place.
    ///
    /// The times may differ, since a call may be made again.
    pub fn is_same_call(&self, other: &Self) -> bool {
        self.idempotency_key == other.idempotency_key
            && self.operation.id == other.operation.id
            && self.base_url == other.base_url
            && self.path == other.path
            && self.body == other.body
    }
}

/// A duration later, in whole seconds rounded up; the end of time when that is nearer.
pub(crate) fn later(time: Timestamp, by: Duration) -> Timestamp {
    let seconds = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
    let seconds = seconds.saturating_add(i64::from(by.subsec_nanos() > 0));
    time.checked_add_seconds(seconds)
        .unwrap_or(Timestamp::from_seconds(i64::MAX))
}

impl fmt::Display for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} with the idempotency key {}, first sent {} to {}",
            self.operation.id, self.idempotency_key, self.first_attempt_at, self.base_url
        )
    }
}

/// Shows how long the body is, and not what it says.
impl fmt::Debug for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intent")
            .field("operation", &self.operation.id)
            .field("idempotency_key", &self.idempotency_key)
            .field("base_url", &self.base_url)
            .field("caller", &self.caller)
            .field("path", &self.path)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("first_attempt_at", &self.first_attempt_at)
            .field("last_attempt_by", &self.last_attempt_by)
            .finish()
    }
}
