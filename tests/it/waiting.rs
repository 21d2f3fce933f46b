//! Waiting for orders and transfers, on a clock that only the test moves.

use std::time::Duration;

use serde_json::{Value, json};
use sfcompute::OrderStatus;

use crate::scripted::Scripted;
use crate::wire::{order_of_july, transfer_of_july};

fn orders(statuses: &[&str]) -> Vec<Value> {
    let with = |status: &&str| {
        let mut order = order_of_july();
        order["status"] = json!(status);
        order
    };
    statuses.iter().map(with).collect()
}

fn transfers(statuses: &[(&str, Option<&str>)]) -> Vec<Value> {
    let with = |(status, reason): &(&str, Option<&str>)| {
        let mut transfer = transfer_of_july();
        transfer["status"] = json!(status);
        transfer["rejected_reason"] = json!(reason);
        transfer
    };
    statuses.iter().map(with).collect()
}

#[tokio::test]
async fn an_order_is_followed_until_it_has_filled() {
    let statuses = ["pending", "standing", "partially_filled", "filled"];
    let scripted = Scripted::answering(orders(&statuses)).await;
    let wait = scripted
        .client
        .orders()
        .wait("ordr_a")
        .interval(Duration::from_secs(2));
    let order = wait.until_filled().await.unwrap();
    assert_eq!(order.status, OrderStatus::Filled);
    assert_eq!(scripted.time.sleeps(), [Duration::from_secs(2); 3]);
}

#[tokio::test]
async fn settled_is_as_soon_as_the_market_has_dealt_with_it() {
    let scripted = Scripted::answering(orders(&["pending", "standing"])).await;
    let order = scripted
        .client
        .orders()
        .wait("ordr_a")
        .until_settled()
        .await
        .unwrap();
    assert_eq!(order.status, OrderStatus::Standing);
    assert_eq!(scripted.time.sleeps(), [Duration::from_secs(1)]);
}

#[tokio::test]
async fn an_order_that_ends_otherwise_ends_the_wait() {
    let scripted = Scripted::answering(orders(&["pending", "cancelled"])).await;
    let error = scripted
        .client
        .orders()
        .wait("ordr_a")
        .until_filled()
        .await
        .unwrap_err();
    assert!(error.is_wait_ended());
    assert_eq!(
        error.to_string(),
        "the order ordr_k3R-nX9vLm7Qp2Yw5Jd8F is cancelled, which is final"
    );
}

#[tokio::test]
async fn a_status_that_is_not_known_is_not_an_end() {
    let scripted = Scripted::answering(orders(&["auctioned", "filled"])).await;
    let order = scripted
        .client
        .orders()
        .wait("ordr_a")
        .until_filled()
        .await
        .unwrap();
    assert_eq!(order.status, OrderStatus::Filled);
}

#[tokio::test]
async fn the_deadline_ends_a_wait_with_the_last_state() {
    let scripted = Scripted::answering(orders(&["standing"; 9])).await;
    let wait = scripted
        .client
        .orders()
        .wait("ordr_a")
        .deadline(Duration::from_secs(5));
    let error = wait.until_filled().await.unwrap_err();
    assert!(error.is_wait_ended());
    assert_eq!(scripted.targets().len(), 6);
    assert_eq!(
        error.to_string(),
        "the order ordr_k3R-nX9vLm7Qp2Yw5Jd8F is standing after 5s, and the wait was limited to 5s"
    );
}

#[tokio::test]
async fn a_failed_look_ends_a_wait() {
    let scripted = Scripted::answering(orders(&["pending"])).await;
    let error = scripted
        .client
        .orders()
        .wait("ordr_a")
        .until_filled()
        .await
        .unwrap_err();
    assert!(error.is_server());
}

#[tokio::test]
async fn an_id_that_is_none_is_not_asked_for() {
    let scripted = Scripted::answering(vec![]).await;
    let error = scripted
        .client
        .orders()
        .wait("..")
        .until_filled()
        .await
        .unwrap_err();
    assert!(error.is_invalid_request());
    let error = scripted
        .client
        .transfers()
        .wait("..")
        .until_executed()
        .await
        .unwrap_err();
    assert!(error.is_invalid_request());
    assert!(scripted.targets().is_empty());
}

#[tokio::test]
async fn a_transfer_is_followed_until_it_is_executed_or_rejected() {
    let scripted = Scripted::answering(transfers(&[("pending", None), ("executed", None)])).await;
    let transfer = scripted
        .client
        .transfers()
        .wait("pxfr_a")
        .until_executed()
        .await
        .unwrap();
    assert_eq!(transfer.status, sfcompute::PoolTransferStatus::Executed);

    let rejected = [("pending", None), ("rejected", Some("too few nodes"))];
    let scripted = Scripted::answering(transfers(&rejected)).await;
    let error = scripted
        .client
        .transfers()
        .wait("pxfr_a")
        .until_executed()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the transfer pxfr_k3R-nX9vLm7Qp2Yw5Jd8F is rejected (too few nodes), which is final"
    );

    let scripted = Scripted::answering(transfers(&rejected)).await;
    let transfer = scripted
        .client
        .transfers()
        .wait("pxfr_a")
        .until_settled()
        .await
        .unwrap();
    assert_eq!(transfer.rejected_reason.as_deref(), Some("too few nodes"));
}
