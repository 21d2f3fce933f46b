//! A server that gives answers in turn, each with a status of its own, and the numbers that a
//! client of it draws.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use sfcompute::{Client, ClientBuilder, Random, RetryPolicy};
use tokio::sync::Notify;

use crate::recorded::TOKEN;
use crate::scripted::TestTime;

/// What is drawn: always the most, so that a pause is as long as it can be.
#[derive(Debug)]
pub struct Most;

impl Random for Most {
    fn next_u64(&self) -> u64 {
        u64::MAX
    }
}

/// One answer.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A status, what it asks to wait, and a body.
    Given(u16, Option<&'static str>, Value),
    /// A 200 with this text for HTML.
    Page(&'static str),
    /// None: the request is heard, and nothing comes.
    Silence,
}

impl Answer {
    pub fn ok(body: Value) -> Self {
        Self::Given(200, None, body)
    }

    pub fn status(status: u16) -> Self {
        Self::Given(status, None, Value::Null)
    }

    pub fn after(status: u16, seconds: &'static str) -> Self {
        Self::Given(status, Some(seconds), Value::Null)
    }

    async fn give(self) -> Response {
        match self {
            Self::Given(status, retry_after, body) => {
                let mut headers = HeaderMap::new();
                if let Some(seconds) = retry_after {
                    headers.insert("retry-after", seconds.parse().unwrap());
                }
                let status = StatusCode::from_u16(status).unwrap();
                (status, headers, axum::Json(body)).into_response()
            }
            Self::Page(text) => axum::response::Html(text).into_response(),
            Self::Silence => std::future::pending().await,
        }
    }
}

/// A server of answers that were written beforehand; the last one is given again and again.
pub struct Answers {
    pub url: String,
    pub time: TestTime,
    requests: Arc<Mutex<Vec<Request<()>>>>,
    heard: Arc<Notify>,
}

impl Answers {
    pub async fn serving(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers: Arc<Mutex<VecDeque<_>>> = Arc::new(Mutex::new(answers.into_iter().collect()));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::new(Notify::new());
        let (seen, told) = (Arc::clone(&requests), Arc::clone(&heard));
        let router = Router::new().fallback(move |request: Request<Body>| {
            seen.lock().unwrap().push(request.map(|_| ()));
            told.notify_one();
            let mut answers = answers.lock().unwrap();
            let answer = match answers.len() {
                1 => answers[0].clone(),
                _ => answers.pop_front().unwrap(),
            };
            async move { answer.give().await }
        });
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            url,
            time: TestTime::new(),
            requests,
            heard,
        }
    }

    /// A client that tries once, draws the most, and whose sleeps take no time.
    pub fn client(&self) -> ClientBuilder {
        Client::builder()
            .base_url(&self.url)
            .token(TOKEN)
            .time(self.time.clone())
            .random(Most)
            .retry(RetryPolicy::none())
    }

    /// How many requests came.
    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// The value of a header of each request.
    pub fn header(&self, name: &str) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        let value = |request: &Request<()>| request.headers()[name].to_str().unwrap().to_owned();
        requests.iter().map(value).collect()
    }

    /// Completes once a request has come.
    pub async fn heard(&self) {
        self.heard.notified().await;
    }

    /// How long was slept, each time, in milliseconds.
    pub fn slept(&self) -> Vec<u128> {
        self.time.sleeps().iter().map(Duration::as_millis).collect()
    }
}
