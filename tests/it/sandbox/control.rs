//! The SDK against a sandbox that fails on demand: an order that was meant once is placed once.

use http::StatusCode;
use sfcompute::Client;
use sfcompute_sandbox::Sandbox;
use sfcompute_sandbox::control::{ControlledClock, FaultAction, FaultRule, When};

use super::{TRAINING, tomorrow};

/// A served sandbox that stands at half past nine, and its buyer.
async fn served(rule: FaultRule) -> (Sandbox, Client) {
    let clock = ControlledClock::paused_at("2026-07-21T09:30:00Z".parse().unwrap());
    let sandbox = Sandbox::builder()
        .clock(clock)
        .seed(7)
        .start()
        .await
        .unwrap();
    sandbox.control().fault(rule).unwrap();
    let client = Client::builder()
        .base_url(&sandbox.url())
        .token(sandbox.token())
        .build()
        .unwrap();
    (sandbox, client)
}

async fn placed_once(action: FaultAction) {
    let rule = FaultRule::new("it", action)
        .operation("create_order")
        .limit(1);
    let (sandbox, client) = served(rule).await;
    let place = async || {
        let order = client.orders().buy(sandbox.skus()[0].id.clone(), 2);
        let order = order.pool(TRAINING).window(tomorrow());
        order
            .limit_price("2.50")
            .idempotency_key("meant-once")
            .await
    };
    // Whether or not the client tried again by itself, the key leads to the one order.
    let order = match place().await {
        Ok(order) => order,
        Err(_) => place().await.unwrap(),
    };
    let all = client.orders().list().await.unwrap().data;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].id, order.id);
    assert_eq!(sandbox.control().faults()[0].hits, 1);
    assert!(sandbox.control().check_invariants().unwrap().is_empty());
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_placed_once() {
    placed_once(FaultAction::Reset { when: When::After }).await;
}

#[tokio::test]
async fn an_order_whose_answer_was_cut_off_is_placed_once() {
    placed_once(FaultAction::Truncate { after_bytes: 20 }).await;
}

#[tokio::test]
async fn an_order_that_failed_after_it_was_taken_is_placed_once() {
    placed_once(FaultAction::Status {
        status: StatusCode::SERVICE_UNAVAILABLE.as_u16(),
        body: None,
        retry_after: Some("0".to_owned()),
        when: When::After,
    })
    .await;
}

#[tokio::test]
async fn an_order_that_arrived_twice_is_placed_once() {
    placed_once(FaultAction::Duplicate {}).await;
}
