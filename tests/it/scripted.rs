//! A server that gives its answers in turn, and a clock that only a test moves.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse as _;
use http::StatusCode;
use serde_json::Value;
use sfcompute::{BoxFuture, Client, Time, Timestamp};

use crate::recorded::TOKEN;

/// A clock whose sleeps take no time and are kept.
#[derive(Clone, Debug)]
pub struct TestTime {
    state: Arc<Mutex<(Instant, Vec<Duration>)>>,
}

impl TestTime {
    pub fn new() -> Self {
        Self {
            state: Arc::new(Mutex::new((Instant::now(), Vec::new()))),
        }
    }

    /// How long was slept, each time.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state.lock().unwrap().1.clone()
    }
}

impl Time for TestTime {
    fn now(&self) -> Instant {
        self.state.lock().unwrap().0
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::from_seconds(1_784_626_200)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.state.lock().unwrap();
        state.0 += duration;
        state.1.push(duration);
        Box::pin(std::future::ready(()))
    }

    /// No attempt is ever late, unless it has no time at all.
    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration.is_zero() {
            return Box::pin(std::future::ready(()));
        }
        Box::pin(std::future::pending())
    }
}

/// A server whose answers were written beforehand.
pub struct Scripted {
    pub client: Client,
    targets: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    /// Serves these bodies as 200s in turn, then 500s.
    pub async fn answering(bodies: Vec<Value>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let bodies = Arc::new(Mutex::new(VecDeque::from(bodies)));
        let targets = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&targets);
        let router = Router::new().fallback(move |request: Request| {
            let target = request.uri().path_and_query().unwrap().to_string();
            seen.lock().unwrap().push(target);
            let next = bodies.lock().unwrap().pop_front();
            async move {
                match next {
                    Some(body) => axum::Json(body).into_response(),
                    None => {
                        (StatusCode::INTERNAL_SERVER_ERROR, "the script is over").into_response()
                    }
                }
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let client = Client::builder()
            .base_url(&url)
            .token(TOKEN)
            .time(TestTime::new())
            .build()
            .unwrap();
        Self { client, targets }
    }

    /// The paths and queries that were asked for, in order.
    pub fn targets(&self) -> Vec<String> {
        self.targets.lock().unwrap().clone()
    }
}
