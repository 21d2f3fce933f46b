//! A mock server that keeps what it was sent.

use std::sync::{Arc, Mutex};

use httpmock::{HttpMockRequest, MockServer};
use serde_json::Value;
use sfcompute::{Client, IdempotencyKey, KeySource};

use crate::scripted::TestTime;

/// A server that answers everything alike, and a client of it with fixed keys.
pub struct Recorded {
    pub server: MockServer,
    pub client: Client,
    requests: Arc<Mutex<Vec<HttpMockRequest>>>,
}

/// The token of every client here; the tests look for it where it must not be.
pub const TOKEN: &str = "sk_live_never_to_be_shown";

/// Gives the same key each time, so that bytes can be pinned.
#[derive(Debug)]
pub struct FixedKey;

impl KeySource for FixedKey {
    fn mint(&self) -> IdempotencyKey {
        "0190f3c2-0000-7000-8000-000000000001".parse().unwrap()
    }
}

/// A client of a base URL, with fixed keys, whose pauses take no time.
pub fn client_of(url: &str) -> Client {
    Client::builder()
        .base_url(url)
        .token(TOKEN)
        .key_source(FixedKey)
        .time(TestTime::new())
        .build()
        .unwrap()
}

/// What the generated client sends with when no facade is around it: plain http, to this machine.
pub fn bare_http() -> reqwest::Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let http = reqwest::Client::builder().tls_backend_preconfigured(tls);
    http.no_proxy().build().unwrap()
}

impl Recorded {
    /// Answers every request with this status, content type and body.
    pub async fn answering(status: u16, content_type: &str, body: &str) -> Self {
        let server = MockServer::start_async().await;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let keeper = Arc::clone(&requests);
        server
            .mock_async(|when, then| {
                when.is_true(move |request: &HttpMockRequest| {
                    keeper.lock().unwrap().push(request.clone());
                    true
                });
                then.status(status)
                    .header("content-type", content_type)
                    .body(body);
            })
            .await;
        let client = client_of(&server.base_url());
        Self {
            server,
            client,
            requests,
        }
    }

    /// Answers every request with this status and JSON.
    pub async fn json(status: u16, body: &Value) -> Self {
        Self::answering(status, "application/json", &body.to_string()).await
    }

    /// The requests so far, in order.
    pub fn requests(&self) -> Vec<HttpMockRequest> {
        self.requests.lock().unwrap().clone()
    }

    /// The one request that was made.
    pub fn request(&self) -> HttpMockRequest {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "one request was expected");
        requests[0].clone()
    }

    /// The one request that was made, as its bytes read: method and target, headers sorted by
    /// name, body to the letter.
    pub fn bytes(&self) -> String {
        let request = self.request();
        let uri = request.uri();
        let target = uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned();
        let mut headers: Vec<String> = request
            .headers_vec()
            .iter()
            .map(|(name, value)| format!("{}: {value}", name.to_lowercase()))
            .map(|line| line.replace(&self.server.address().to_string(), "HOST"))
            .collect();
        headers.sort();
        let body = String::from_utf8(request.body_vec()).unwrap();
        format!(
            "{} {target}\n{}\n\n{body}",
            request.method(),
            headers.join("\n")
        )
    }
}
