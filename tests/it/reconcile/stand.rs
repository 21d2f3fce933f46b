//! A server that stands in for the market, and a clock that only a test moves.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::IntoResponse as _;
use http::StatusCode;
use serde_json::{Value, json};
use sfcompute::journal::Journal;
use sfcompute::{
    BoxFuture, Client, ClientBuilder, Intent, Order, PoolTransfer, RetryPolicy, Time, Timestamp,
};

use crate::recorded::TOKEN;

/// When the intents of these tests are first sent.
pub const FIRST: i64 = 1_784_626_200;
/// An hour's window that begins a while after that.
pub const START: i64 = FIRST + 1_800;
pub const END: i64 = START + 3_600;

pub const SKU: &str = "isku_k3R-nX9vLm7Qp2Yw5Jd8F";

/// A clock that stands still until it is set. Sleeping takes no time, and nothing is ever late.
#[derive(Clone, Debug)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    pub fn at(seconds: i64) -> Self {
        Self(Arc::new(AtomicI64::new(seconds)))
    }

    pub fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

impl Time for Clock {
    fn now(&self) -> Instant {
        static BEGINNING: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        *BEGINNING.get_or_init(Instant::now)
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::from_seconds(self.0.load(Ordering::Relaxed))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn timeout(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// What was sent to change something.
#[derive(Clone, Debug)]
pub struct Posted {
    pub path: String,
    pub key: String,
    pub body: String,
}

type Answering = dyn Fn(&str, &str) -> (u16, Value) + Send + Sync;

/// A server whose answer to `POST` is always the same, and whose answers to `GET` depend on the
/// path below the prefix and on the query.
pub struct Stand {
    pub url: String,
    pub clock: Clock,
    posted: Arc<Mutex<Vec<Posted>>>,
    read: Arc<Mutex<Vec<String>>>,
}

impl Stand {
    pub async fn serving(
        post: (u16, Value),
        get: impl Fn(&str, &str) -> (u16, Value) + Send + Sync + 'static,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let posted = Arc::new(Mutex::new(Vec::new()));
        let read = Arc::new(Mutex::new(Vec::new()));
        let (posts, reads) = (Arc::clone(&posted), Arc::clone(&read));
        let get: Arc<Answering> = Arc::new(get);
        let router = Router::new().fallback(move |request: Request| {
            let (posts, reads) = (Arc::clone(&posts), Arc::clone(&reads));
            let (post, get) = (post.clone(), Arc::clone(&get));
            async move {
                let (parts, body) = request.into_parts();
                let path = parts.uri.path().to_owned();
                let (status, answer) = if parts.method == http::Method::POST {
                    let body = to_bytes(body, usize::MAX).await.unwrap();
                    posts.lock().unwrap().push(Posted {
                        path,
                        key: parts.headers["idempotency-key"]
                            .to_str()
                            .unwrap()
                            .to_owned(),
                        body: String::from_utf8(body.to_vec()).unwrap(),
                    });
                    post
                } else {
                    let query = parts.uri.query().unwrap_or_default().to_owned();
                    reads.lock().unwrap().push(format!("{path}?{query}"));
                    get(path.strip_prefix("/preview/v2").unwrap(), &query)
                };
                let status = StatusCode::from_u16(status).unwrap();
                (status, axum::Json(answer)).into_response()
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            url,
            clock: Clock::at(FIRST),
            posted,
            read,
        }
    }

    /// A stand whose pools are there and whose list of orders is this.
    pub async fn with_orders(post: (u16, Value), orders: Vec<Value>) -> Self {
        Self::serving(post, move |path, _| match path {
            "/orders" => (200, list(&orders)),
            path => pool_at(path),
        })
        .await
    }

    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(&self.url)
            .token(TOKEN)
            .time(self.clock.clone())
            .retry(RetryPolicy::none())
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// A client that writes down what it does, as a run that starts anew has it.
    pub fn journaling<J: Journal + 'static>(&self, journal: &Arc<J>) -> Client {
        let builder = self.builder().journal(Arc::clone(journal));
        builder.build().unwrap()
    }

    pub fn posted(&self) -> Vec<Posted> {
        self.posted.lock().unwrap().clone()
    }

    /// Paths and queries of what was read.
    pub fn read(&self) -> Vec<String> {
        self.read.lock().unwrap().clone()
    }

    /// An order's intent of this stand's client, first sent at [`FIRST`] and given up a minute later.
    pub fn order(&self) -> Intent {
        self.intent("create_order", "/preview/v2/orders", &order_body())
    }

    pub fn transfer(&self) -> Intent {
        let path = "/preview/v2/pool_transfers";
        self.intent("create_pool_transfer", path, &transfer_body())
    }

    pub fn intent(&self, operation: &str, path: &str, body: &Value) -> Intent {
        let mut call = self
            .client()
            .orders()
            .create(serde_json::from_value(order_body()).unwrap())
            .idempotency_key("the-key");
        let intent = meaning(&call.intent().unwrap(), operation, path, body);
        let mut written = json(&intent);
        written["first_attempt_at"] = FIRST.into();
        written["last_attempt_by"] = (FIRST + 60).into();
        Intent::from_json(&written.to_string()).unwrap()
    }
}

/// The intent to do something else, by the same client, under the same key.
pub fn meaning(intent: &Intent, operation: &str, path: &str, body: &Value) -> Intent {
    let mut written = json(intent);
    written["operation"] = operation.into();
    written["path"] = path.into();
    written["body"] = body.to_string().into();
    Intent::from_json(&written.to_string()).unwrap()
}

pub fn json(intent: &Intent) -> Value {
    intent.to_json().parse().unwrap()
}

/// The intent with one field of its written form changed.
pub fn with(intent: &Intent, field: &str, value: impl Into<Value>) -> Intent {
    let mut written = json(intent);
    written[field] = value.into();
    Intent::from_json(&written.to_string()).unwrap()
}

/// An error document.
pub fn error(status: u16, kind: &str) -> (u16, Value) {
    (
        status,
        json!({"error": {"type": kind, "message": "not this time"}}),
    )
}

pub fn list(data: &[Value]) -> Value {
    json!({"object": "list", "data": data, "has_more": false, "cursor": null})
}

pub fn order_body() -> Value {
    json!({
        "pool": "sfc:pool:acme:prod:training",
        "side": "buy",
        "instance_sku": SKU,
        "allocation_schedule_delta": [{"start_at": START, "end_at": END, "node_count": 4}],
        "limit_price_dollars_per_node_hour": "2.50",
        "allow_standing": true,
    })
}

/// An order with the terms of [`order_body`].
pub fn order(id: &str, created_at: i64) -> Value {
    let order = json!({
        "object": "order",
        "id": id,
        "pool": {"id": "pool_training", "name": "training"},
        "side": "buy",
        "allow_standing": true,
        "allow_partial": false,
        "instance_sku": {"object": "instance_sku", "id": SKU, "alias": "sea-3-h100"},
        "allocation_schedule_delta": [{"start_at": START, "end_at": END, "node_count": 4}],
        "filled_allocation_schedule_delta": [],
        "limit_price_dollars_per_node_hour": "2.500000",
        "status": "standing",
        "created_at": created_at,
    });
    serde_json::from_value::<Order>(order.clone()).unwrap();
    order
}

pub fn transfer_body() -> Value {
    json!({
        "from_pool": "pool_training",
        "to_pool": "sfc:pool:acme:prod:inference",
        "instance_sku": SKU,
        "allocation_schedule_delta": [
            {"start_at": START, "node_count": 2},
            {"start_at": START + 60, "end_at": END, "node_count": 1},
        ],
    })
}

/// A transfer with the terms of [`transfer_body`], its schedule in the server's form.
pub fn transfer(id: &str, created_at: i64) -> Value {
    let transfer = json!({
        "object": "pool_transfer",
        "id": id,
        "status": "pending",
        "created_at": created_at,
        "from_pool": "pool_training",
        "to_pool": "pool_inference",
        "instance_sku": {"object": "instance_sku", "id": SKU, "alias": "sea-3-h100"},
        "allocation_schedule_delta": [
            {"start_at": START, "end_at": START + 60, "node_count": 2},
            {"start_at": START + 60, "end_at": END, "node_count": 1},
            {"start_at": END, "end_at": null, "node_count": 0},
        ],
    });
    serde_json::from_value::<PoolTransfer>(transfer.clone()).unwrap();
    transfer
}

/// The pool that a path of the API names, by its id or its resource path.
pub fn pool_at(path: &str) -> (u16, Value) {
    let Some(pool) = path.strip_prefix("/pools/") else {
        return error(404, "not_found");
    };
    let name = pool.rsplit([':', '_']).next().unwrap();
    let name = name.rsplit("%3A").next().unwrap();
    if !["training", "inference"].contains(&name) {
        return error(404, "not_found");
    }
    let pool = json!({
        "object": "pool",
        "id": format!("pool_{name}"),
        "resource_path": format!("sfc:pool:acme:prod:{name}"),
        "owner": "acme",
        "workspace": "prod",
        "workspace_id": "wksp_prod",
        "name": name,
        "kind": "market",
        "allocation_schedule": {"total": [], "by_instance_sku": {}},
        "created_at": FIRST - 1_000_000,
    });
    (200, pool)
}
