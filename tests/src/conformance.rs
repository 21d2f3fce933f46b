//! Holding every exchange of a sandbox to the contract.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;

use crate::contract::{Answer, Contract, EFFECTIVE};

/// Where the sandbox takes and gives the bytes of images; the contract says nothing of it.
const OBJECTS: &str = "/_objects/";

/// What was seen of a server: how many answers, and which of them break the contract.
#[derive(Clone, Default)]
pub struct Conformance {
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    answers: Vec<String>,
    breaches: Vec<String>,
}

impl Conformance {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The router with a layer around it that checks every answer it gives.
    pub fn watch(&self, router: Router) -> Router {
        let watcher = self.clone();
        router.layer(from_fn(move |request: Request, next: Next| {
            let watcher = watcher.clone();
            async move { watcher.exchange(request, next).await }
        }))
    }

    /// Each answer as `METHOD /path/template status`.
    pub fn answers(&self) -> Vec<String> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .answers
            .clone()
    }

    /// Every breach of the contract, in words.
    pub fn breaches(&self) -> Vec<String> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .breaches
            .clone()
    }

    async fn exchange(&self, request: Request, next: Next) -> Response {
        let method = request.method().as_str().to_owned();
        let path = request.uri().path().to_owned();
        let response = next.run(request).await;
        let (parts, body) = response.into_parts();
        let body = match to_bytes(body, usize::MAX).await {
            Ok(body) => body,
            Err(error) => {
                self.breach(format!("{method} {path}: the body broke off: {error}"));
                Bytes::new()
            }
        };
        let answer = Answer {
            status: parts.status.as_u16(),
            headers: &parts.headers,
            body: &body,
        };
        match &*EFFECTIVE {
            Ok(contract) => self.check(contract, &method, &path, &answer),
            Err(error) => self.breach(format!("the contract does not load: {error}")),
        }
        Response::from_parts(parts, Body::from(body))
    }

    fn check(&self, contract: &Contract, method: &str, path: &str, answer: &Answer<'_>) {
        let status = answer.status;
        let Some(matched) = contract.operation(method, path) else {
            // No operation: only a refusal may come from there, or the bytes of an image.
            if !(400..500).contains(&status) && !path.starts_with(OBJECTS) {
                self.breach(format!(
                    "{method} {path}: answers {status} and is no operation"
                ));
            }
            return;
        };
        let named = format!("{method} {} {status}", matched.path);
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .answers
            .push(named);
        for breach in contract.breaches(&matched, answer) {
            self.breach(breach);
        }
    }

    fn breach(&self, text: String) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .breaches
            .push(text);
    }
}

impl fmt::Debug for Conformance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conformance")
            .field("answers", &self.answers().len())
            .field("breaches", &self.breaches())
            .finish()
    }
}
