//! A controlled market at half past nine, and requests to it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::{Value, json};
use sfcompute_sandbox::control::{Control, ControlledClock};
use sfcompute_sandbox::engine::Settlement;
use sfcompute_sandbox::{ManualClock, Market, Sandbox, SandboxBuilder};
use sfcompute_types::Timestamp;
use tower::ServiceExt as _;

pub const TRAINING: &str = "sfc:pool:acme:prod:training";

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn fields(&self) -> Vec<String> {
        let body = self.json();
        let details = body["error"]["details"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let fields = details
            .iter()
            .map(|detail| detail["field"].as_str().unwrap_or("").to_owned());
        fields.collect()
    }
}

pub struct World {
    pub market: Market,
    pub control: Control,
    /// What the market's clock follows.
    pub real: ManualClock,
    router: Router,
}

pub fn half_past_nine() -> Timestamp {
    "2026-07-21T09:30:00Z".parse().unwrap()
}

pub fn builder(real: &ManualClock) -> SandboxBuilder {
    let clock = ControlledClock::following(real.clone());
    let builder = Sandbox::builder().clock(clock).seed(7).control(true);
    builder.settlement(Settlement::AfterSeconds(60))
}

/// An order for tomorrow that rests: nobody sells at this price.
pub fn order(market: &Market, nodes: i32, price: &str) -> Value {
    let start = half_past_nine().as_seconds() + 86_400;
    json!({
        "side": "buy", "pool": TRAINING, "instance_sku": market.skus()[0].id,
        "limit_price_dollars_per_node_hour": price, "allow_standing": true,
        "allocation_schedule_delta": [
            {"start_at": start, "end_at": start + 3_600, "node_count": nodes},
        ],
    })
}

impl World {
    pub fn new() -> Self {
        let real = ManualClock::at(half_past_nine());
        Self::of(builder(&real), real)
    }

    pub fn of(builder: SandboxBuilder, real: ManualClock) -> Self {
        let market = builder.build().unwrap();
        Self {
            control: market.control(),
            router: market.router(),
            market,
            real,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Result<Answer, axum::Error> {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = to_bytes(body, usize::MAX).await?;
        Ok(Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(text.to_vec()).unwrap(),
        })
    }

    pub fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Request<Body> {
        let token = format!("Bearer {}", self.market.token());
        let request = Request::builder().method(method).uri(path);
        let request = request.header(header::AUTHORIZATION, token);
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        request.body(body).unwrap()
    }

    pub async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.send(self.request(method, path, body.as_ref()))
            .await
            .unwrap()
    }

    /// The same under `/_sandbox`, without a token.
    pub async fn steer(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/_sandbox{path}"));
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await.unwrap()
    }

    pub async fn place(&self, nodes: i32) -> Answer {
        let body = order(&self.market, nodes, "0.50");
        self.ask("POST", "/preview/v2/orders", Some(body)).await
    }

    pub async fn order_count(&self) -> usize {
        let answer = self.ask("GET", "/preview/v2/orders", None).await;
        answer.json()["data"].as_array().unwrap().len()
    }
}
