//! A redirect is not followed: neither the token nor an order reaches another host.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse as _;
use http::StatusCode;
use sfcompute::{Client, Error};
use tokio::net::TcpListener;

use crate::recorded::{TOKEN, client_of};
use crate::wire::window;

/// A server that answers everything alike and keeps what it was asked for.
struct Host {
    url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Host {
    /// Answers with this status and, where there is one, this `Location`.
    async fn answering(status: u16, location: Option<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let status = StatusCode::from_u16(status).unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let keeper = Arc::clone(&seen);
        let router = Router::new().fallback(move |request: Request| {
            let line = format!("{} {}", request.method(), request.uri());
            keeper.lock().unwrap().push(line);
            let headers = location.clone().map(|location| [("location", location)]);
            async move {
                match headers {
                    Some(headers) => (status, headers).into_response(),
                    None => status.into_response(),
                }
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, seen }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

/// A read, a keyed call and one that may not be repeated.
async fn calls(client: &Client) -> Vec<Error> {
    let order = client.orders().buy("isku_k3R", 4).pool("pool_a");
    let order = order.window(window()).limit_price("2.5").send();
    vec![
        client.me().await.unwrap_err(),
        order.await.unwrap_err(),
        client.orders().cancel("ordr_a").await.unwrap_err(),
    ]
}

#[tokio::test]
async fn another_host_sees_nothing() {
    let other = Host::answering(200, None).await;
    for status in [300, 301, 302, 303, 307, 308] {
        // A `Location` may be put so that whatever goes on there belongs to the path.
        for location in [
            format!("{}/v2/orders", other.url),
            other.url.trim_start_matches("http:").to_owned(),
        ] {
            let first = Host::answering(status, Some(location.clone())).await;
            let client = client_of(&first.url);
            let errors = calls(&client).await;
            assert_eq!(first.seen().len(), errors.len(), "{status}: each call once");
            for error in errors {
                assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
                assert!(error.to_string().contains(&location), "{error}");
                assert!(!format!("{error} {error:?}").contains(TOKEN), "{error:?}");
            }
            assert_eq!(other.seen(), Vec::<String>::new(), "{status} to {location}");
        }
    }
}

#[tokio::test]
async fn nor_does_the_same_host_a_second_time() {
    for status in [301, 302, 303, 307, 308] {
        let host = Host::answering(status, Some("/elsewhere".to_owned())).await;
        let errors = calls(&client_of(&host.url)).await;
        let seen = host.seen();
        assert_eq!(seen.len(), errors.len(), "{status}: {seen:?}");
        assert!(
            !seen.iter().any(|line| line.contains("elsewhere")),
            "{seen:?}"
        );
    }
}

#[tokio::test]
async fn a_location_that_repeats_the_token_is_shown_without_it() {
    let host = Host::answering(302, Some(format!("https://a.example/?next={TOKEN}"))).await;
    for error in calls(&client_of(&host.url)).await {
        let told = format!("{error} {error:?}");
        assert!(!told.contains(TOKEN), "{told}");
        assert!(told.contains("https://a.example/?next="), "{told}");
    }
}
