//! The local market, held to the contract in every exchange.
//!
//! | module | what it holds to |
//! |---|---|
//! | `every` | each operation of the contract answers, and as the contract says |
//! | `statuses` | each error that the contract declares is caused, or cannot be |
//! | `lists` | each list of the contract in pages, both ways, and with each filter |
//! | `orders` | filling, resting, cancelling, expiring, settling |
//! | `matching` | price, then time; all or nothing, or parts |
//! | `idempotency` | a key's second request, for orders and transfers |
//! | `transfers` | nodes move or are rejected; schedules as they are shown |
//! | `book` | quote, depth, windows, fills, availability and preview are one book |
//! | `pages` | lists both ways, while things are added |
//! | `filters` | what lists leave out, and their order |
//! | `pools` | making, changing, deleting |
//! | `images` | reading, revoking, deleting |
//! | `uploads` | parts in, images out |
//! | `instance_templates` | making, reading, deleting |
//! | `instances` | making, running, ending, deleting |
//! | `instance_changes` | changing, replacing |
//! | `instance_lists` | what lists of instances leave out and show |
//! | `instance_machine` | consoles, SSH, and who keeps an instance running |
//! | `procurements` | trading towards a target; set up, changed, listed, refused |
//! | `deployments` | keeping instances; set up, changed, listed, refused |
//! | `workspaces` | making, renaming, deleting |
//! | `users` | the people of an account, and features on trial |
//! | `bodies` | what is wrong with a body, all at once and by field |
//! | `refusals` | each kind of error, and what it says |
//! | `capacity` | requests and answers of the June 2026 form |
//! | `control` | failing on demand: lost answers, cut answers, requests that arrive twice |
//! | `accounts` | who is who, and nobody sees another's |
//! | `served` | started, shut down, and the same again from the same seed |
//! | `garbage` | whatever is sent, no failure of the server |

mod accounts;
mod bodies;
mod book;
mod capacity;
mod control;
mod deployments;
mod every;
mod filters;
mod garbage;
mod idempotency;
pub mod images;
mod instance_changes;
mod instance_lists;
mod instance_machine;
mod instance_templates;
pub mod instances;
mod lists;
mod matching;
mod orders;
mod pages;
mod pools;
mod procurements;
mod refusals;
mod served;
mod statuses;
mod transfers;
mod uploads;
mod users;
mod workspaces;

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use sfcompute::{BoxFuture, Client, Order, Time, Timestamp, Window};
use sfcompute_sandbox::engine::Settlement;
use sfcompute_sandbox::{Clock as _, DemoAccount, ManualClock, Market, Sandbox};
use sfcompute_tests::conformance::Conformance;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

/// The buyer's two pools, empty at first.
pub const TRAINING: &str = "sfc:pool:acme:prod:training";
pub const INFERENCE: &str = "sfc:pool:acme:prod:inference";
/// The provider's pools: all nodes of the market, and one for what it buys.
pub const SUPPLY: &str = "sfc:pool:granite-compute:default:supply";
pub const TRADING: &str = "sfc:pool:granite-compute:default:trading";

/// A served demo market at half past nine, every answer of which is held to the contract.
pub struct Watched {
    pub market: Market,
    pub clock: ManualClock,
    pub conformance: Conformance,
    router: Router,
    url: String,
    server: JoinHandle<()>,
}

impl Watched {
    /// A market where everything settles before it is answered.
    pub async fn at_once() -> Self {
        Self::settling(Settlement::AtOnce).await
    }

    /// A market as it is by default: pending until looked at.
    pub async fn by_default() -> Self {
        Self::settling(Settlement::AfterPolls(0)).await
    }

    pub async fn settling(settlement: Settlement) -> Self {
        let clock = ManualClock::at("2026-07-21T09:30:00Z".parse().unwrap());
        let builder = Sandbox::builder().clock(clock.clone()).seed(7);
        let market = builder.settlement(settlement).build().unwrap();
        let conformance = Conformance::new();
        let router = conformance.watch(market.router());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = router.clone();
        let server = tokio::spawn(async move { axum::serve(listener, served).await.unwrap() });
        Self {
            market,
            clock,
            conformance,
            router,
            url,
            server,
        }
    }

    pub fn buyer(&self) -> Client {
        self.client(&self.market.accounts()[0])
    }

    pub fn provider(&self) -> Client {
        self.client(&self.market.accounts()[1])
    }

    fn client(&self, account: &DemoAccount) -> Client {
        self.client_with(account.token())
    }

    pub fn client_with(&self, token: &str) -> Client {
        let time = MarketTime {
            clock: self.clock.clone(),
            start: Instant::now(),
        };
        Client::builder()
            .base_url(&self.url)
            .token(token)
            .time(time)
            .build()
            .unwrap()
    }

    /// The id of the first SKU, the cheapest.
    pub fn sku(&self) -> &str {
        self.market.skus()[0].id.as_str()
    }

    /// A request as the buyer, past the client: for what no client sends.
    pub async fn raw(&self, method: &str, target: &str, body: &str) -> Raw {
        let token = format!("Bearer {}", self.market.token());
        self.with_headers(method, target, body, &[("authorization", &token)])
            .await
    }

    /// A request as the provider, past the client.
    pub async fn raw_as_provider(&self, method: &str, target: &str, body: &str) -> Raw {
        let token = format!("Bearer {}", self.market.accounts()[1].token());
        self.with_headers(method, target, body, &[("authorization", &token)])
            .await
    }

    /// The list at a target read page by page, forward and then back from its end; both ways show
    /// the same rows, which are given.
    pub async fn paged(&self, target: &str, limit: usize) -> Vec<Value> {
        let separator = if target.contains('?') { '&' } else { '?' };
        let start = format!("{target}{separator}limit={limit}");
        let mut pages: Vec<Vec<Value>> = Vec::new();
        let mut cursors = Vec::new();
        let mut next = start.clone();
        loop {
            let page = self.raw("GET", &next, "").await;
            assert_eq!(page.status, StatusCode::OK, "{next}: {page:?}");
            pages.push(page.json["data"].as_array().unwrap().clone());
            match page.json["cursor"].as_str() {
                Some(cursor) => {
                    next = format!("{start}&starting_after={cursor}");
                    cursors.push(cursor.to_owned());
                }
                None => break assert_eq!(page.json["has_more"], false),
            }
        }
        // The cursor of a page leads to the one before it.
        for (index, cursor) in cursors.iter().enumerate().skip(1) {
            let back = format!("{start}&ending_before={cursor}");
            let page = self.raw("GET", &back, "").await.json;
            assert_eq!(
                page["data"],
                Value::from(pages[index - 1].clone()),
                "{back}"
            );
            assert_eq!(page["has_more"], index > 1);
        }
        pages.concat()
    }

    /// A request with these headers and no others.
    pub async fn with_headers(
        &self,
        method: &str,
        target: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Raw {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/preview/v2{target}"));
        for (name, value) in headers {
            request = request.header(*name, value.as_bytes());
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    pub async fn send(&self, request: Request<Body>) -> Raw {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = to_bytes(body, usize::MAX).await.unwrap();
        let json = match text.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(&text).unwrap(),
        };
        Raw {
            status: parts.status,
            headers: parts.headers,
            json,
        }
    }

    /// How many nodes of all SKUs a pool of the client has at a time.
    pub async fn nodes(&self, client: &Client, pool: &str, time: Timestamp) -> i32 {
        let pool = client.pools().get(pool).await.unwrap();
        pool.allocation_schedule.total.nodes_at(time)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.server.abort();
        if !std::thread::panicking() {
            assert_eq!(self.conformance.breaches(), Vec::<String>::new());
            let broken = self.market.with_engine(|engine| engine.check_invariants());
            assert_eq!(broken, Vec::<String>::new());
        }
    }
}

/// An answer as it came.
#[derive(Debug)]
pub struct Raw {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
}

impl Raw {
    /// The fields and codes of an error's details, in order.
    pub fn details(&self) -> Vec<(String, String)> {
        let details = self.json["error"]["details"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        details
            .iter()
            .map(|detail| (text(&detail["field"]), text(&detail["code"])))
            .collect()
    }
}

/// A client's time that is the market's: to sleep is to move its clock.
#[derive(Clone, Debug)]
struct MarketTime {
    clock: ManualClock,
    start: Instant,
}

impl Time for MarketTime {
    fn now(&self) -> Instant {
        let seconds = self.clock.now().as_seconds().unsigned_abs();
        self.start + Duration::from_secs(seconds)
    }

    fn timestamp(&self) -> Timestamp {
        self.clock.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.clock
            .advance(i64::try_from(duration.as_secs().max(1)).unwrap());
        Box::pin(std::future::ready(()))
    }

    /// The market answers at once, so no attempt is ever late.
    fn timeout(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// The day that begins with the next hour: the demo's book has offers for it.
pub fn tomorrow() -> Window {
    window(0, 24)
}

/// A window of so many hours from so many days after the next hour on. The book is empty from 28
/// days on.
pub fn window(days: i64, hours: i64) -> Window {
    let hour: Timestamp = "2026-07-21T10:00:00Z".parse().unwrap();
    let start = hour.checked_add_minutes(days * 24 * 60).unwrap();
    Window::starting(start).hours(hours).unwrap()
}

/// The nodes and prices of an order's fills.
pub fn fills(order: &Order) -> Vec<(i32, String)> {
    let nodes = |fill: &sfcompute::OrderFill| {
        let first = fill.allocation_schedule_delta.entries()[0];
        (
            first.node_count,
            fill.price_dollars_per_node_hour.to_string(),
        )
    };
    order.fills.iter().map(nodes).collect()
}
