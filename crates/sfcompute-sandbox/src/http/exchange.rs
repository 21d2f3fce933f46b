//! One exchange: from a request to its answer, the same way for every operation.
//!
//! 1. The request gets an id, a counter that the answer carries as `x-request-id`.
//! 2. Who calls is found by the bearer token, else 401.
//! 3. Path, query, body and idempotency key are taken off the request.
//! 4. The market's time moves on to what its clock shows, and the handler runs with the engine to
//!    itself.
//! 5. What it gives is sent with the status that the contract has for success; a refusal with the
//!    status of its kind.

use axum::RequestPartsExt as _;
use axum::body::{Body as Content, Bytes, to_bytes};
use axum::extract::{Path, Request};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use sfcompute_api::operations::OPERATIONS;
use sfcompute_api::{Operation, Safety};
use sfcompute_types::Timestamp;

use crate::callers::Caller;
use crate::engine::{AccountKey, Engine, IdempotencyKey};
use crate::market::Market;
use crate::page::PAGE;
use crate::store::{Command, Recorded};

use super::body::Body;
use super::declared::{as_declared, explains_errors, takes_body};
use super::problem::{Refused, code};
use super::query::Query;
use super::{objects, page, strict};

/// The header that every answer has.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The header that names a keyed request.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// The longest idempotency key, in characters.
const LONGEST_KEY: usize = 255;
/// The longest body, in bytes.
pub(super) const LONGEST_BODY: usize = 1 << 20;

/// What a handler is called with.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub(super) caller: &'a Caller,
    /// The path's one parameter, percent-decoded; empty where the path has none.
    pub(super) id: String,
    pub(super) query: Query,
    /// The market's time.
    pub(super) now: Timestamp,
    /// Where the caller found the sandbox, such as `http://127.0.0.1:40123`.
    pub(super) origin: String,
    pub(super) text: Bytes,
    pub(super) key: Option<String>,
}

impl Call<'_> {
    pub(super) fn account(&self) -> AccountKey {
        self.caller.account
    }

    /// The body, to be read field by field.
    pub(super) fn body(&self) -> Result<Body, Refused> {
        Body::read(&self.text)
    }

    /// The idempotency key with what the request was understood as, if one was sent.
    pub(super) fn idempotency<'k>(&'k self, understood: &'k [u8]) -> Option<IdempotencyKey<'k>> {
        self.key.as_deref().map(|key| IdempotencyKey {
            key,
            body: understood,
        })
    }
}

/// What a handler gives: the answer's JSON, or nothing.
#[derive(Debug)]
pub(super) struct Reply(Option<Vec<u8>>);

impl Reply {
    pub(super) const EMPTY: Self = Self(None);

    pub(super) fn json(body: &impl Serialize) -> Result<Self, Refused> {
        Ok(Self(Some(json(body)?)))
    }
}

/// JSON text; the same value always gives the same text.
pub(super) fn json(body: &impl Serialize) -> Result<Vec<u8>, Refused> {
    serde_json::to_vec(body).map_err(|error| {
        Refused::internal(format!("The sandbox could not write its answer: {error}."))
    })
}

/// Answers one operation.
pub(super) type Handler = fn(Call<'_>, &mut Engine) -> Result<Reply, Refused>;

/// Answers a request to an operation.
pub(super) async fn exchange(
    market: Market,
    operation: &'static Operation,
    handler: Handler,
    request: Request,
) -> Response {
    let method = request.method().clone();
    let outcome = match method == *operation.method {
        true => carry_out(&market, operation, handler, request).await,
        // Only HEAD comes here: the router takes it for a GET.
        false => return not_allowed(&market, operation.path, &method),
    };
    let outcome = outcome.map_err(|refused| as_declared(operation, refused));
    let is_refused = outcome.is_err();
    let mut response = answer(&market, operation.function, outcome);
    if is_refused && !explains_errors(operation) {
        response.headers_mut().remove(header::CONTENT_TYPE);
        *response.body_mut() = Content::empty();
    }
    match market.is_strict() {
        true => strict::held(&market, operation, response).await,
        false => response,
    }
}

/// Answers a request to a path that no operation has.
pub(super) fn not_found(market: &Market, path: &str) -> Response {
    let refused = match path {
        PAGE => Refused::new(
            StatusCode::NOT_FOUND,
            "There is nothing at `/`: the sandbox shows itself there where control is on, with \
             `--control` or `SandboxBuilder::control`.",
        ),
        _ => nothing_at(path),
    };
    answer(market, "none", Err(refused))
}

/// Answers a request to a path whose operations have other methods.
pub(super) fn not_allowed(market: &Market, path: &str, method: &Method) -> Response {
    let here = OPERATIONS.iter().filter(|operation| operation.path == path);
    let methods: Vec<_> = here.map(|operation| operation.method).collect();
    let methods = match objects::methods(path).or_else(|| page::methods(path)) {
        Some(methods) => methods.to_owned(),
        None => methods.join(", "),
    };
    let message = format!("`{path}` takes {methods}, not {method}.");
    let refused = Refused::new(StatusCode::METHOD_NOT_ALLOWED, message);
    let mut response = answer(market, "none", Err(refused));
    if let Ok(methods) = HeaderValue::from_str(&methods) {
        response.headers_mut().insert(header::ALLOW, methods);
    }
    response
}

fn nothing_at(path: &str) -> Refused {
    let message = format!("There is nothing at `{path}`.");
    Refused::new(StatusCode::NOT_FOUND, message)
}

async fn carry_out(
    market: &Market,
    operation: &Operation,
    handler: Handler,
    request: Request,
) -> Result<(StatusCode, Reply), Refused> {
    let (mut parts, content) = request.into_parts();
    let caller = authenticate(market, &parts.headers)?;
    let id = match operation.path.contains('{') {
        true => parts
            .extract::<Path<String>>()
            .await
            .map(|Path(id)| id)
            .map_err(|_| {
                // Percent-encoded bytes that are no UTF-8: nothing has such an id.
                nothing_at(parts.uri.path())
            })?,
        false => String::new(),
    };
    let query = Query::of(&parts.uri);
    let key = match operation.safety {
        Safety::Keyed => idempotency_key(&parts.headers)?,
        _ => None,
    };
    let text = match takes_body(operation) {
        true => read(content).await?,
        false => Bytes::new(),
    };
    let origin = origin(&parts);
    let kept = market.keeps(operation).then(|| Recorded {
        operation: operation.id.to_owned(),
        caller: caller.principal.id.clone(),
        id: id.clone(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        key: key.clone(),
    });
    let outcome: Result<_, Refused> = market.at_its_time(|engine, now| {
        let call = Call {
            caller,
            id,
            query,
            now,
            origin,
            text: text.clone(),
            key,
        };
        let reply = handler(call, engine)?;
        if let Some(kept) = kept {
            market.note_with(engine, now, Command::Request(kept), text);
        }
        Ok(reply)
    });
    // A refusal, too, may tell of what others did.
    market.settled().await?;
    let reply = outcome?;
    let status = StatusCode::from_u16(operation.success).unwrap_or(StatusCode::OK);
    Ok((status, reply))
}

/// Where the caller found the sandbox, as its request says.
fn origin(parts: &Parts) -> String {
    let host = parts.headers.get(header::HOST);
    let host = host.and_then(|host| Authority::try_from(host.as_bytes()).ok());
    match host.as_ref().or(parts.uri.authority()) {
        Some(authority) => format!("http://{authority}"),
        // Only a request that came over no network names no host.
        None => "http://localhost".to_owned(),
    }
}

/// Who calls.
pub(super) fn authenticate<'a>(
    market: &'a Market,
    headers: &HeaderMap,
) -> Result<&'a Caller, Refused> {
    let refused = |message: &str| Refused::new(StatusCode::UNAUTHORIZED, message);
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let value = match (given.next(), given.next()) {
        (Some(value), None) => value,
        (None, _) => {
            return Err(refused(
                "There is no token: send `Authorization: Bearer <token>`.",
            ));
        }
        (Some(_), Some(_)) => return Err(refused("`Authorization` was sent more than once.")),
    };
    let bearer = value
        .to_str()
        .ok()
        .and_then(|value| value.trim().split_once(' '));
    let token = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, token)) = token else {
        return Err(refused(
            "`Authorization` is not of the form `Bearer <token>`.",
        ));
    };
    market.caller(token.trim()).ok_or_else(|| {
        refused("The token is unknown; the sandbox takes those that it showed when it started.")
    })
}

/// The idempotency key, if one was sent.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refused> {
    let refused = |code, message: String| Err(Refused::one(Some(IDEMPOTENCY_KEY), code, message));
    let mut given = headers.get_all(IDEMPOTENCY_KEY).iter();
    let value = match (given.next(), given.next()) {
        (None, _) => return Ok(None),
        (Some(value), None) => value.as_bytes(),
        (Some(_), Some(_)) => {
            let message = format!("`{IDEMPOTENCY_KEY}` was sent more than once.");
            return refused(code::REPEATED, message);
        }
    };
    let is_printable = value
        .iter()
        .all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    match std::str::from_utf8(value) {
        Ok(key) if is_printable && (1..=LONGEST_KEY).contains(&key.len()) => {
            Ok(Some(key.to_owned()))
        }
        _ => {
            let message = format!(
                "`{IDEMPOTENCY_KEY}` is not 1 to {LONGEST_KEY} printable ASCII characters."
            );
            refused(code::INVALID, message)
        }
    }
}

/// The whole body.
async fn read(content: Content) -> Result<Bytes, Refused> {
    to_bytes(content, LONGEST_BODY).await.map_err(|error| {
        let message =
            format!("The body could not be read, at most {LONGEST_BODY} bytes are: {error}.");
        Refused::one(None, code::TOO_LARGE, message)
    })
}

/// The answer, with its request id.
pub(super) fn answer(
    market: &Market,
    operation: &str,
    outcome: Result<(StatusCode, Reply), Refused>,
) -> Response {
    let number = market.next_request();
    let (status, text) = match outcome {
        Ok((status, Reply(text))) => (status, text),
        Err(refused) => {
            // An error's body is text and lists of text; writing it does not fail.
            let text = serde_json::to_vec(&refused.body()).unwrap_or_default();
            (refused.status(), Some(text))
        }
    };
    tracing::info!(request = number, operation, status = status.as_u16());
    let mut response = Response::new(Content::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&format!("req_{number:08}")) {
        headers.insert(REQUEST_ID, id);
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(text) = text {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        *response.body_mut() = Content::from(text);
    }
    response
}
