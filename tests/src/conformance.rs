//! Holding every exchange of a sandbox to the contract.
//!
//! An operation that the sandbox does not answer has one answer, the 404 that says so, whether or
//! not the contract documents a 404 for it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use serde_json::Value;

use crate::contract::{Contract, EFFECTIVE, Matched};

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
        let json = parts
            .headers
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/json"));
        match &*EFFECTIVE {
            Ok(contract) => {
                let status = parts.status.as_u16().to_string();
                self.check(contract, &method, &path, &status, json, &body);
            }
            Err(error) => self.breach(format!("the contract does not load: {error}")),
        }
        Response::from_parts(parts, Body::from(body))
    }

    fn check(
        &self,
        contract: &Contract,
        method: &str,
        path: &str,
        status: &str,
        json: bool,
        body: &Bytes,
    ) {
        let Some(matched) = contract.operation(method, path) else {
            // No operation: only a refusal may come from there, or the bytes of an image.
            if !status.starts_with('4') && !path.starts_with(OBJECTS) {
                self.breach(format!(
                    "{method} {path}: answers {status} and is no operation"
                ));
            }
            return;
        };
        let named = format!("{method} {} {status}", matched.path);
        if !is_answered(&matched) {
            self.check_unanswered(contract, &named, body);
            return;
        }
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .answers
            .push(named.clone());
        match contract.answer_place(&matched, status) {
            Err(undocumented) => self.breach(undocumented),
            Ok(None) if body.is_empty() => {}
            Ok(None) => self.breach(format!("{named}: a body where none is documented")),
            Ok(Some(_)) if !json => self.breach(format!("{named}: the content type is not JSON")),
            Ok(Some(place)) => match serde_json::from_slice::<Value>(body) {
                Err(error) => self.breach(format!("{named}: not JSON: {error}")),
                Ok(value) => {
                    for error in contract.errors(&place, &value) {
                        self.breach(format!("{named}: {error}"));
                    }
                }
            },
        }
    }

    /// An operation that the sandbox does not answer: it says so, and nothing else.
    fn check_unanswered(&self, contract: &Contract, named: &str, body: &Bytes) {
        let value = serde_json::from_slice::<Value>(body).unwrap_or_default();
        let says_so = value
            .pointer("/error/message")
            .and_then(Value::as_str)
            .is_some_and(|message| message.contains("does not answer"));
        if !named.ends_with(" 404") || !says_so {
            self.breach(format!("{named}: answered, though it is not said to be"));
        }
        for error in contract.component_errors("NotFoundError", &value) {
            self.breach(format!("{named}: {error}"));
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

/// Whether the sandbox says that it answers an operation.
fn is_answered(matched: &Matched) -> bool {
    sfcompute_sandbox::answered().any(|operation| {
        operation.path == matched.path && operation.method.eq_ignore_ascii_case(&matched.method)
    })
}

impl fmt::Debug for Conformance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conformance")
            .field("answers", &self.answers().len())
            .field("breaches", &self.breaches())
            .finish()
    }
}
