//! How each failure reads: what happened, to which operation, and what to do.

use std::net::TcpListener;
use std::time::Duration;

use serde_json::json;
use sfcompute::{Client, Error, types};

use crate::recorded::{Recorded, client_of};
use crate::wire::{order_of_july, window};

async fn buy(client: &Client) -> Error {
    let order = client
        .orders()
        .buy("isku_k3R", 4)
        .pool("pool_a")
        .window(window())
        .limit_price("2.5")
        .send();
    order.await.unwrap_err()
}

/// The server's address differs from run to run.
fn told(error: &Error, client: &Client) -> String {
    error.to_string().replace(client.base_url(), "BASE")
}

#[tokio::test]
async fn a_wrong_token() {
    let body = json!({ "error": { "type": "authentication_error", "message": "Unknown token." } });
    let recorded = Recorded::json(401, &body).await;
    let error = recorded.client.me().await.unwrap_err();
    assert!(error.is_authentication() && !error.is_outcome_unknown());
    assert_eq!(error.error_type(), Some("authentication_error"));
    assert_eq!(error.operation(), Some("getMe"));
    insta::assert_snapshot!(told(&error, &recorded.client));
}

#[tokio::test]
async fn a_refused_port() {
    // Bound and let go: nobody listens there any more.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let client = client_of(&format!("http://127.0.0.1:{port}"));
    let error = buy(&client).await;
    assert!(error.is_connect() && !error.is_outcome_unknown());
    insta::assert_snapshot!(told(&error, &client));
}

#[tokio::test]
async fn a_body_that_is_not_json() {
    let recorded =
        Recorded::answering(200, "text/html", "<html><title>Welcome</title></html>").await;
    let error = recorded.client.me().await.unwrap_err();
    assert!(error.is_unexpected_answer());
    assert_eq!(error.status().unwrap(), 200);
    insta::assert_snapshot!(told(&error, &recorded.client));
}

#[tokio::test]
async fn json_of_another_shape_after_an_order() {
    let mut order = order_of_july();
    order["created_at"] = json!("yesterday");
    let recorded = Recorded::json(201, &order).await;
    let error = buy(&recorded.client).await;
    assert!(error.is_unexpected_answer() && error.is_outcome_unknown());
    insta::assert_snapshot!(told(&error, &recorded.client));
}

#[tokio::test]
async fn an_order_that_the_server_refuses() {
    let body = json!({ "error": {
        "type": "unprocessable_entity",
        "message": "Validation failed.",
        "details": [
            { "field": "instance_sku", "code": "unknown", "message": "No such SKU." },
            { "code": "closed", "message": "The market is closed." }
        ]
    } });
    let recorded = Recorded::json(422, &body).await;
    let error = buy(&recorded.client).await;
    assert!(error.is_unprocessable());
    assert_eq!(error.details()[0].field.as_deref(), Some("instance_sku"));
    assert_eq!(error.details()[1].code, "closed");
    insta::assert_snapshot!(told(&error, &recorded.client));
}

#[tokio::test]
async fn a_gateway_that_answers_for_the_server() {
    let recorded = Recorded::answering(502, "text/html", "<h1>Bad gateway</h1>").await;
    let error = buy(&recorded.client).await;
    assert!(error.is_server() && error.is_outcome_unknown());
    assert_eq!(error.message(), None);
    insta::assert_snapshot!(told(&error, &recorded.client));
}

#[tokio::test]
async fn too_little_money() {
    let body = json!({ "error": { "type": "payment_required", "message": "Balance is short." } });
    let recorded = Recorded::json(402, &body).await;
    let error = buy(&recorded.client).await;
    assert!(error.is_payment_required() && !error.is_outcome_unknown());
    insta::assert_snapshot!(told(&error, &recorded.client));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = httpmock::MockServer::start_async().await;
    let elsewhere = server
        .mock_async(|when, then| {
            when.path("/elsewhere");
            then.status(200).json_body(json!({}));
        })
        .await;
    server
        .mock_async(|when, then| {
            when.path("/preview/v2/me");
            then.status(307).header("location", "/elsewhere");
        })
        .await;
    let client = client_of(&server.base_url());
    let error = client.me().await.unwrap_err();
    assert_eq!(elsewhere.calls_async().await, 0);
    insta::assert_snapshot!(told(&error, &client));
}

#[tokio::test]
async fn a_body_beyond_the_limit() {
    let recorded = Recorded::answering(200, "application/json", &" ".repeat(5_000)).await;
    let client = Client::builder()
        .base_url(&recorded.server.base_url())
        .token("sk_a")
        .largest_body(4_096)
        .build()
        .unwrap();
    let error = client.me().await.unwrap_err();
    assert!(error.is_unexpected_answer());
    insta::assert_snapshot!(told(&error, &client));
}

/// The listener accepts and never answers, so the timeout of no time at all is what ends the call.
#[tokio::test]
async fn no_answer_in_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = client_of(&format!("http://{}", listener.local_addr().unwrap()));
    let call = client
        .orders()
        .buy("isku_k3R", 4)
        .pool("pool_a")
        .window(window())
        .limit_price("2.5")
        .timeout(Duration::ZERO);
    let error = call.send().await.unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown());
    let key = error.idempotency_key().unwrap();
    assert_eq!(key.as_str(), "0190f3c2-0000-7000-8000-000000000001");
    insta::assert_snapshot!(told(&error, &client));
}

#[test]
fn a_client_that_cannot_be_made() {
    let built = |builder: sfcompute::ClientBuilder| builder.build().unwrap_err().to_string();
    let told = [
        built(Client::builder()),
        built(Client::builder().token("a\u{e9}b")),
        built(
            Client::builder()
                .token("sk_a")
                .base_url("http://api.sfcompute.com"),
        ),
        built(
            Client::builder()
                .token("sk_a")
                .base_url("api.sfcompute.com"),
        ),
        built(Client::builder().token("sk_a").application("a\nb")),
    ];
    insta::assert_snapshot!(told.join("\n"));
}

/// A list whose cursor comes twice would never end.
#[tokio::test]
async fn a_list_that_does_not_end() {
    use futures_util::TryStreamExt as _;

    let page = json!({ "object": "list", "data": [], "has_more": true, "cursor": "ordrc_same" });
    let recorded = Recorded::json(200, &page).await;
    let pages: Result<Vec<types::ListOrdersResponse>, Error> =
        recorded.client.orders().list().pages().try_collect().await;
    let error = pages.unwrap_err();
    assert_eq!(recorded.requests().len(), 2);
    insta::assert_snapshot!(told(&error, &recorded.client));
}

#[test]
fn an_error_is_one_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
