//! The table against the contract's operations, and what goes through every exchange.

use axum::Router;
use axum::body::{Body as Content, to_bytes};
use axum::http::{Method, Request, Response, StatusCode, header};
use serde_json::Value;
use sfcompute_api::Operation;
use sfcompute_api::operations::OPERATIONS;
use sfcompute_types::Timestamp;
use tower::ServiceExt as _;

use super::exchange::LONGEST_BODY;
use super::routes::ROUTES;
use crate::{ManualClock, Market, Sandbox};

fn market() -> Market {
    let clock = ManualClock::at(Timestamp::from_seconds(1_784_626_200));
    Sandbox::builder().clock(clock).build().unwrap()
}

async fn answer(router: &Router, request: Request<Content>) -> (Response<()>, Value) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, content) = response.into_parts();
    let text = to_bytes(content, usize::MAX).await.unwrap();
    let value = match text.is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&text).unwrap(),
    };
    (Response::from_parts(parts, ()), value)
}

async fn ask(router: &Router, method: &str, path: &str) -> (Response<()>, Value) {
    let request = Request::builder().method(method).uri(path);
    answer(router, request.body(Content::empty()).unwrap()).await
}

#[test]
fn the_table_holds_each_operation_of_the_contract_once() {
    let mut functions: Vec<_> = ROUTES
        .iter()
        .map(|(operation, _)| operation.function)
        .collect();
    assert!(functions.is_sorted(), "{functions:?}");
    functions.dedup();
    assert_eq!(functions.len(), OPERATIONS.len());
    for operation in OPERATIONS {
        assert!(functions.contains(&operation.function), "{}", operation.id);
    }
}

/// The path of an operation, with something in the place of its parameter.
fn path_of(operation: &Operation) -> String {
    let segments = operation.path.split('/');
    let segments = segments.map(|segment| match segment.starts_with('{') {
        true => "pool_x",
        false => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Each operation is answered, and no other method of its path is.
#[tokio::test]
async fn what_the_table_holds_is_served_and_nothing_more() {
    let router = market().router();
    for operation in OPERATIONS {
        let path = path_of(operation);
        for method in [
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
        ] {
            let asked = OPERATIONS
                .iter()
                .find(|other| other.path == operation.path && other.method == method);
            let (response, body) = ask(&router, method, &path).await;
            let expected = match asked {
                // The door is there, and shut.
                Some(_) => StatusCode::UNAUTHORIZED,
                None => StatusCode::METHOD_NOT_ALLOWED,
            };
            assert_eq!(response.status(), expected, "{method} {path}");
            assert!(
                response.headers().contains_key("x-request-id"),
                "{method} {path}"
            );
            if asked.is_none() {
                let allow = response.headers()[header::ALLOW].to_str().unwrap();
                assert!(
                    allow.contains(operation.method) && !allow.contains(method),
                    "{allow}"
                );
            }
            let is_feature = operation.path.contains("/feature_flags") && asked.is_some();
            if method == "HEAD" || is_feature {
                // Errors of features have no body.
                assert_eq!(body, Value::Null, "{method} {path}");
                continue;
            }
            assert!(body["error"]["message"].is_string(), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn nothing_else_is_served() {
    let router = market().router();
    for path in [
        "/",
        "/v2/orders",
        "/preview/v2",
        "/preview/v2/",
        "/preview/v2/orders/",
        "/preview/v2/orders/ordr_x/fills",
        "/preview/v2/orders//",
        "/preview/v2/firewalls",
        "/preview/v2/ORDERS",
        "/preview/v2/orderbook",
        "/preview/v2/me/x",
        "/preview/v2/orders%2Fordr_x",
    ] {
        for method in ["GET", "POST", "DELETE"] {
            let (response, body) = ask(&router, method, path).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{method} {path}");
            assert_eq!(body["error"]["type"], "not_found", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn request_ids_count_from_one() {
    let router = market().router();
    for number in 1..=3 {
        let (response, _) = ask(&router, "GET", "/nowhere").await;
        assert_eq!(
            response.headers()["x-request-id"],
            format!("req_{number:08}").as_str()
        );
    }
}

#[tokio::test]
async fn a_body_may_be_a_mebibyte_and_no_longer() {
    let market = market();
    let router = market.router();
    for (length, code) in [(LONGEST_BODY, "missing"), (LONGEST_BODY + 1, "too_large")] {
        let padding = " ".repeat(length - 2);
        let request = Request::builder()
            .method(Method::POST)
            .uri("/preview/v2/pools")
            .header(header::AUTHORIZATION, format!("Bearer {}", market.token()))
            .body(Content::from(format!("{{{padding}}}")))
            .unwrap();
        let (response, body) = answer(&router, request).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(body["error"]["details"][0]["code"], code);
    }
}

#[tokio::test]
async fn the_same_market_gives_the_same_bytes() {
    let text = async || {
        let market = market();
        let router = market.router();
        let mut all = Vec::new();
        for path in [
            "me",
            "pools",
            "orders?limit=200",
            "instance_skus",
            "instance_skus/availability",
        ] {
            let request = Request::builder()
                .uri(format!("/preview/v2/{path}"))
                .header(
                    header::AUTHORIZATION,
                    format!("Bearer {}", market.accounts()[1].token()),
                )
                .body(Content::empty())
                .unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
            all.extend(to_bytes(response.into_body(), usize::MAX).await.unwrap());
        }
        all
    };
    assert_eq!(text().await, text().await);
}
