//! What holds for whatever is sent to the sandbox.
//!
//! The text of a case is a few requests with a line `---` between them. Of each,
//!
//! * the first line is an operation's id, then what stands in the place of its path's parameter,
//!   then the query, with spaces between them; the path and the query go out as they are;
//! * the lines up to the first empty one are headers; `as: provider` has the other account call,
//!   `as: nobody` sends no token;
//! * the rest is the body;
//! * `$sku` stands for the id of the market's SKU, `$id` for the last id that an answer
//!   or the first row of one had.
//!
//! They go to one market, in process. Of each answer,
//!
//! * it is no failure of the sandbox, and the contract has nothing against it;
//! * where it is a refusal, or the operation only reads, nothing in the market changed;
//! * the market's invariants hold.

use std::sync::{LazyLock, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderName, HeaderValue, Request, Uri};
use serde_json::Value;
use sfcompute_api::operations::OPERATIONS;
use sfcompute_api::{Operation, Safety};
use sfcompute_sandbox::contract::{Answer, Contract, Matched};
use sfcompute_sandbox::engine::{Engine, Settlement};
use sfcompute_sandbox::scenario::Scenario;
use sfcompute_sandbox::{ManualClock, Market, Sandbox};
use sfcompute_types::Timestamp;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// The most requests of a case.
const MOST: usize = 8;
/// 2026-07-21T09:30:00Z.
const NOW: i64 = 1_784_626_200;

/// A market, and how it was when it opened.
struct World {
    market: Market,
    router: Router,
    opening: Engine,
    runtime: Runtime,
}

/// One case at a time.
static WORLD: LazyLock<Mutex<World>> = LazyLock::new(|| {
    let market = Sandbox::builder()
        .clock(ManualClock::at(Timestamp::from_seconds(NOW)))
        .seed(7)
        .settlement(Settlement::AtOnce)
        .opening(Scenario::named("thin").expect("the scenario is shipped"))
        .build()
        .expect("the scenario is sound");
    let runtime = tokio::runtime::Builder::new_current_thread();
    Mutex::new(World {
        router: market.router(),
        opening: market.with_engine(|engine| engine.clone()),
        runtime: { runtime }.build().expect("a runtime without a driver"),
        market,
    })
});

/// Sends the requests of a case; panics where something does not hold. Gives each operation with
/// the status that it was answered with.
pub fn hold(data: &[u8]) -> Vec<(&'static str, u16)> {
    let world = &*WORLD.lock().unwrap_or_else(PoisonError::into_inner);
    world
        .market
        .with_engine(|engine| *engine = world.opening.clone());
    let sku = world.market.skus()[0].id.as_str().as_bytes();
    let mut id = Vec::new();
    let mut answers = Vec::new();
    for case in split(data, b"\n---\n").take(MOST) {
        let case = replaced(&replaced(case, b"$sku", sku), b"$id", &id);
        if let Some((operation, request)) = request(world, &case) {
            let (status, body) = exchange(world, operation, request, &case);
            answers.push((operation.id, status));
            let body: Value = serde_json::from_slice(&body).unwrap_or_default();
            let new = body.get("id").or(body.pointer("/data/0/id"));
            id = new
                .and_then(Value::as_str)
                .map_or(id, |new| new.as_bytes().to_vec());
        }
    }
    answers
}

fn exchange(
    world: &World,
    operation: &Operation,
    request: Request<Body>,
    case: &[u8],
) -> (u16, Bytes) {
    let shown = String::from_utf8_lossy(case);
    let now = || world.market.with_engine(|engine| engine.clone());
    let before = now();
    let (parts, body) = world.runtime.block_on(async {
        let answer = world.router.clone().oneshot(request).await;
        let (parts, body) = answer.expect("a router is always ready").into_parts();
        let body = to_bytes(body, usize::MAX).await;
        (parts, body.expect("the body is all there"))
    });
    let answer = Answer {
        status: parts.status.as_u16(),
        headers: &parts.headers,
        body: &body,
    };
    let said = String::from_utf8_lossy(&body);
    assert!(answer.status < 500, "{shown}\n=> {} {said}", answer.status);
    let matched = Matched {
        path: operation.path.to_owned(),
        method: operation.method.to_ascii_lowercase(),
    };
    let contract = Contract::shipped().expect("the contract loads");
    let breaches = contract.breaches(&matched, &answer);
    assert!(breaches.is_empty(), "{shown}\n=> {said}\n{breaches:?}");
    let after = now();
    if answer.status >= 400 || operation.safety == Safety::Read {
        assert!(before == after, "{shown}\n=> {} changed it", answer.status);
    }
    let broken = after.check_invariants();
    assert!(broken.is_empty(), "{shown}\n=> {said}\n{broken:?}");
    (answer.status, body)
}

/// The request that a text stands for; none where no client could send it.
fn request(world: &World, case: &[u8]) -> Option<(&'static Operation, Request<Body>)> {
    let (head, body) = cut(case, b"\n\n");
    let mut lines = split(head, b"\n");
    let (name, rest) = cut(lines.next()?, b" ");
    let (id, query) = cut(rest, b" ");
    let operation = OPERATIONS
        .into_iter()
        .find(|operation| operation.id.as_bytes() == name)?;
    let mut target = Vec::new();
    for (index, segment) in operation.path.split('/').enumerate() {
        if index > 0 {
            target.push(b'/');
        }
        target.extend(match segment.starts_with('{') {
            // A slash or a question mark would lead to another operation.
            true if !id.is_empty() && !id.iter().any(|byte| b"/?#".contains(byte)) => id,
            true => return None,
            false => segment.as_bytes(),
        });
    }
    if !query.is_empty() {
        target.push(b'?');
        target.extend(query);
    }
    let mut request = Request::builder()
        .method(operation.method)
        .uri(Uri::try_from(target).ok()?);
    let mut caller = Some(0);
    for line in lines {
        let (name, value) = cut(line, b": ");
        match (name, value) {
            (b"as", b"nobody") => caller = None,
            (b"as", _) => caller = Some(1),
            _ => {
                request = request.header(
                    HeaderName::from_bytes(name).ok()?,
                    HeaderValue::from_bytes(value).ok()?,
                );
            }
        }
    }
    if let Some(account) = caller.and_then(|caller| world.market.accounts().get(caller)) {
        request = request.header("authorization", format!("Bearer {}", account.token()));
    }
    let request = request.body(Body::from(body.to_vec())).ok()?;
    Some((operation, request))
}

/// What is before and after the first of these bytes; all, where there are none.
fn cut<'d>(data: &'d [u8], at: &[u8]) -> (&'d [u8], &'d [u8]) {
    match data.windows(at.len()).position(|window| window == at) {
        Some(index) => (&data[..index], &data[index + at.len()..]),
        None => (data, b""),
    }
}

/// The parts between these bytes.
fn split<'d>(data: &'d [u8], at: &'d [u8]) -> impl Iterator<Item = &'d [u8]> {
    let mut rest = Some(data);
    std::iter::from_fn(move || {
        let (part, after) = cut(rest?, at);
        rest = (part.len() < rest?.len()).then_some(after);
        Some(part)
    })
}

/// The bytes with others in the place of these.
fn replaced(data: &[u8], these: &[u8], others: &[u8]) -> Vec<u8> {
    split(data, these).collect::<Vec<_>>().join(others)
}
