//! The sandbox's own surface under `/_sandbox`: [`Control`](crate::control::Control) over HTTP.

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sfcompute_types::Timestamp;

use crate::contract;
use crate::control::{ControlError, FaultRule, Pace, RateLimit};
use crate::market::Market;

use super::admission::admit;
use super::exchange::LONGEST_BODY;
use super::page::live;
use super::problem::{Problems, Refused, code};

/// The longest snapshot that is taken in, in bytes.
const LONGEST_MARKET: usize = 1 << 30;

/// The whole surface.
pub(super) fn router(market: &Market) -> Router {
    let inside = Router::new()
        .route("/", get(index))
        .route("/clock", get(clock))
        .route("/clock/step", post(step))
        .route("/clock/set", post(set))
        .route("/clock/pause", post(pause))
        .route("/clock/resume", post(resume))
        .route("/clock/run", post(run))
        .route("/reset", post(reset))
        .route("/snapshots", get(snapshots))
        .route(
            "/snapshots/{name}",
            put(snapshot).get(export).delete(forget),
        )
        .route("/snapshots/{name}/restore", post(restore))
        .route("/faults", get(faults).post(fault).delete(clear_faults))
        .route("/faults/{name}", delete(remove_fault))
        .route("/faults/reset_counts", post(reset_counts))
        .route(
            "/rate_limit",
            get(rate_limit).put(limit_rate).delete(unlimit_rate),
        )
        .route("/conformity", get(conformity))
        .route("/openapi.json", get(openapi))
        .route("/invariants", get(invariants))
        .route("/ledger", get(ledger))
        .route("/events", get(events))
        .route("/live", get(live))
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(market.clone(), admit))
        .with_state(market.clone());
    // With and without the slash at the end.
    Router::new()
        .nest("/_sandbox", inside)
        .route("/_sandbox/", get(index))
}

/// What is answered where all went well, and otherwise.
type Answer = Result<Response, Failed>;

/// A refusal in the market's form.
struct Failed(Refused);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let status = self.0.status();
        (status, Json(self.0.body())).into_response()
    }
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Self {
        Self(refused)
    }
}

impl From<ControlError> for Failed {
    fn from(error: ControlError) -> Self {
        let message = error.to_string();
        Self(match error {
            ControlError::NotControlled => Refused::new(StatusCode::CONFLICT, message),
            ControlError::NotForward(_) => Refused::one(Some("time"), code::OUT_OF_RANGE, message),
            ControlError::NoSnapshot(_) => Refused::new(StatusCode::NOT_FOUND, message),
            ControlError::BadSnapshot(_) => Refused::one(Some("name"), code::INVALID, message),
            ControlError::InvalidRule(wrong) => {
                let mut problems = Problems::default();
                for one in wrong {
                    problems.add(one.field, code::INVALID, one.message);
                }
                match problems.finish::<()>(None) {
                    Ok(()) => Refused::internal(message),
                    Err(refused) => refused,
                }
            }
            ControlError::Refused(refusal) => refusal.into(),
        })
    }
}

/// A body of JSON, whatever its content type says; an empty one is an empty object.
struct Content<T>(T);

impl<T: DeserializeOwned> FromRequest<Market> for Content<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, _: &Market) -> Result<Self, Failed> {
        let body = whole(request, LONGEST_BODY).await?;
        let text: &[u8] = match body.trim_ascii() {
            b"" => b"{}",
            text => text,
        };
        let read = serde_json::from_slice(text);
        read.map(Self).map_err(|error| {
            let message = format!("The body is not what is asked for here: {error}.");
            Failed(Refused::one(None, code::MALFORMED, message))
        })
    }
}

async fn whole(request: Request, longest: usize) -> Result<Bytes, Refused> {
    let body = axum::body::to_bytes(request.into_body(), longest).await;
    body.map_err(|error| {
        let message = format!("The body could not be read: {error}.");
        Refused::one(None, code::TOO_LARGE, message)
    })
}

fn shown(value: &impl Serialize) -> Answer {
    Ok(Json(value).into_response())
}

fn done() -> Answer {
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What there is, for who looks with a browser.
async fn index() -> Answer {
    shown(&json!({
        "sandbox": env!("CARGO_PKG_VERSION"),
        "page": "/",
        "live": "/_sandbox/live",
        "paths": [
            "/_sandbox/clock", "/_sandbox/reset", "/_sandbox/snapshots", "/_sandbox/faults",
            "/_sandbox/rate_limit", "/_sandbox/conformity", "/_sandbox/openapi.json",
            "/_sandbox/invariants", "/_sandbox/ledger",
            "/_sandbox/events",
        ],
    }))
}

async fn nothing(request: Request) -> Failed {
    let message = format!("There is nothing at `/_sandbox{}`.", request.uri().path());
    Failed(Refused::new(StatusCode::NOT_FOUND, message))
}

fn show_clock(market: &Market) -> Answer {
    shown(&market.control().clock_as_json())
}

async fn clock(State(market): State<Market>) -> Answer {
    show_clock(&market)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    seconds: u32,
}

async fn step(State(market): State<Market>, Content(Step { seconds }): Content<Step>) -> Answer {
    market.control().step(seconds)?;
    show_clock(&market)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    time: Time,
}

/// A time as text, or in seconds.
#[derive(Deserialize)]
#[serde(untagged)]
enum Time {
    Seconds(Timestamp),
    Text(String),
}

async fn set(State(market): State<Market>, Content(Set { time }): Content<Set>) -> Answer {
    let time = match time {
        Time::Seconds(time) => time,
        Time::Text(text) => text.parse().map_err(|invalid: sfcompute_types::Invalid| {
            Refused::one(Some("time"), code::INVALID, invalid.to_string())
        })?,
    };
    market.control().set(time)?;
    show_clock(&market)
}

async fn pause(State(market): State<Market>) -> Answer {
    market.control().clock()?.pause();
    show_clock(&market)
}

async fn resume(State(market): State<Market>) -> Answer {
    market.control().clock()?.resume();
    show_clock(&market)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    #[serde(default = "one")]
    market_seconds: u32,
    #[serde(default = "one")]
    real_seconds: u32,
}

fn one() -> u32 {
    1
}

async fn run(State(market): State<Market>, Content(run): Content<Run>) -> Answer {
    let pace = Pace::new(run.market_seconds, run.real_seconds).ok_or_else(|| {
        let message = "`market_seconds` and `real_seconds` are 1 or more; to hold the clock, \
                       pause it.";
        Refused::one(
            Some("market_seconds"),
            code::OUT_OF_RANGE,
            message.to_owned(),
        )
    })?;
    market.control().clock()?.run(pace);
    show_clock(&market)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    #[serde(default)]
    rewind: bool,
}

async fn reset(State(market): State<Market>, Content(back): Content<Back>) -> Answer {
    market.control().reset(back.rewind)?;
    show_clock(&market)
}

async fn snapshots(State(market): State<Market>) -> Answer {
    let all = market.control().snapshots().into_iter();
    let all = all.map(|(name, at)| json!({ "name": name, "at": at.to_string() }));
    shown(&json!({ "data": all.collect::<Vec<_>>() }))
}

/// Without a body the market as it is now, with one what was exported.
async fn snapshot(
    State(market): State<Market>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let body = whole(request, LONGEST_MARKET).await?;
    let text = std::str::from_utf8(&body).map_err(|error| {
        let message = format!("The body is not text: {error}.");
        Refused::one(None, code::MALFORMED, message)
    })?;
    match text.trim_ascii() {
        "" => market.control().snapshot(&name)?,
        text => market.control().import(&name, text)?,
    }
    done()
}

async fn export(State(market): State<Market>, Path(name): Path<String>) -> Answer {
    let text = market.control().export(&name)?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((kind, Body::from(text)).into_response())
}

async fn forget(State(market): State<Market>, Path(name): Path<String>) -> Answer {
    market.control().forget(&name)?;
    done()
}

async fn restore(
    State(market): State<Market>,
    Path(name): Path<String>,
    Content(back): Content<Back>,
) -> Answer {
    market.control().restore(&name, back.rewind)?;
    show_clock(&market)
}

async fn faults(State(market): State<Market>) -> Answer {
    shown(&json!({ "data": market.control().faults() }))
}

async fn fault(State(market): State<Market>, Content(rule): Content<FaultRule>) -> Answer {
    let name = rule.name.clone();
    market.control().fault(rule)?;
    let made = market.control().faults().into_iter();
    let made = made.filter(|report| report.rule.name == name);
    let made: Vec<_> = made.collect();
    Ok((
        StatusCode::CREATED,
        Json(made.first().map_or(Value::Null, |made| json!(made))),
    )
        .into_response())
}

async fn clear_faults(State(market): State<Market>) -> Answer {
    market.control().clear_faults();
    done()
}

async fn remove_fault(State(market): State<Market>, Path(name): Path<String>) -> Answer {
    if market.control().remove_fault(&name) {
        return done();
    }
    let message = format!("There is no fault rule named {name:?}.");
    Err(Refused::new(StatusCode::NOT_FOUND, message).into())
}

async fn reset_counts(State(market): State<Market>) -> Answer {
    market.control().reset_fault_counts();
    done()
}

async fn rate_limit(State(market): State<Market>) -> Answer {
    shown(&json!({ "limit": market.control().rate_limit() }))
}

async fn limit_rate(State(market): State<Market>, Content(limit): Content<RateLimit>) -> Answer {
    market.control().limit_rate(Some(limit));
    shown(&json!({ "limit": limit }))
}

async fn unlimit_rate(State(market): State<Market>) -> Answer {
    market.control().limit_rate(None);
    done()
}

/// How answers were against the contract; null where nobody looks.
async fn conformity(State(market): State<Market>) -> Answer {
    let seen = market.control().conformity();
    shown(&json!({ "strict": seen.is_some(), "seen": seen }))
}

async fn openapi() -> Answer {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((kind, contract::TEXT).into_response())
}

async fn invariants(State(market): State<Market>) -> Answer {
    let findings = market.control().check_invariants()?;
    shown(&json!({ "sound": findings.is_empty(), "findings": findings }))
}

async fn ledger(State(market): State<Market>) -> Answer {
    Ok(lines(market.control().ledger()?))
}

async fn events(State(market): State<Market>) -> Answer {
    Ok(lines(market.control().events()?))
}

fn lines(text: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/jsonl")];
    (kind, Body::from(text)).into_response()
}
