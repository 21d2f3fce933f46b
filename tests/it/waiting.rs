//! Waiting for orders and transfers, on a clock that only the test moves.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use serde_json::{Value, json};
use sfcompute::wait::{Condition, WaitEnd, executed, filled, settled, status_in};
use sfcompute::{Order, OrderStatus, PoolTransfer, PoolTransferStatus};

use crate::answers::{Answer, Answers};
use crate::wire::{order_of_july, transfer_of_july};

pub fn order(status: &str) -> Value {
    let mut order = order_of_july();
    order["status"] = json!(status);
    order
}

fn orders(statuses: &[&str]) -> Vec<Answer> {
    statuses
        .iter()
        .map(|status| Answer::ok(order(status)))
        .collect()
}

fn transfers(statuses: &[(&str, Option<&str>)]) -> Vec<Answer> {
    let with = |(status, reason): &(&str, Option<&str>)| {
        let mut transfer = transfer_of_july();
        transfer["status"] = json!(status);
        transfer["rejected_reason"] = json!(reason);
        Answer::ok(transfer)
    };
    statuses.iter().map(with).collect()
}

#[tokio::test]
async fn an_order_is_followed_until_it_has_filled() {
    let statuses = ["pending", "standing", "partially_filled", "filled"];
    let answers = Answers::serving(orders(&statuses)).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a").interval(Duration::from_secs(2));
    let order = wait.until_filled().await.unwrap();
    assert_eq!(order.status, OrderStatus::Filled);
    assert_eq!(answers.slept(), [2_000, 3_000, 4_500]);
}

#[tokio::test]
async fn settled_is_as_soon_as_the_market_has_dealt_with_it() {
    let answers = Answers::serving(orders(&["pending", "standing"])).await;
    let sfc = answers.client().build().unwrap();
    let order = sfc.orders().wait("ordr_a").until_settled().await.unwrap();
    assert_eq!(order.status, OrderStatus::Standing);
    assert_eq!(answers.slept(), [1_000]);
}

#[tokio::test]
async fn an_order_that_ends_otherwise_ends_the_wait() {
    let answers = Answers::serving(orders(&["pending", "cancelled"])).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a");
    let error = wait.clone().until_filled().await.unwrap_err();
    assert!(error.is_wait_ended());
    assert_eq!(error.wait_end(), Some(WaitEnd::NeverMet));
    assert_eq!(
        error.last_state::<Order>().unwrap().status,
        OrderStatus::Cancelled
    );
    assert!(error.last_state::<PoolTransfer>().is_none());
    assert_eq!(
        error.to_string(),
        "`filled` can no longer be met: the order ordr_k3R-nX9vLm7Qp2Yw5Jd8F is cancelled"
    );
    let order = wait.until_ended().await.unwrap();
    assert_eq!(order.status, OrderStatus::Cancelled);
}

#[tokio::test]
async fn conditions_are_values_that_combine() {
    let statuses = ["pending", "standing", "partially_filled", "cancelled"];
    let wait_for = async |condition: Condition<Order>| {
        let answers = Answers::serving(orders(&statuses)).await;
        let sfc = answers.client().build().unwrap();
        let order = sfc.orders().wait("ordr_a").until(condition).await;
        order
            .map(|order| order.status.to_string())
            .map_err(|error| {
                let last = error.last_state::<Order>().unwrap();
                format!("{:?} at {}", error.wait_end().unwrap(), last.status)
            })
    };
    let partial = || status_in([OrderStatus::PartiallyFilled]);
    let pending = || status_in([OrderStatus::Pending]);
    assert_eq!(wait_for(pending().not()).await.unwrap(), "standing");
    assert_eq!(
        wait_for(filled().or(partial())).await.unwrap(),
        "partially_filled"
    );
    assert_eq!(
        wait_for(settled() & !status_in([OrderStatus::Standing]))
            .await
            .unwrap(),
        "partially_filled"
    );
    assert_eq!(wait_for(!(settled().not())).await.unwrap(), "standing");
    assert_eq!(wait_for(filled() | !filled()).await.unwrap(), "pending");
    assert_eq!(
        wait_for(filled() & partial()).await.unwrap_err(),
        "NeverMet at cancelled"
    );
    assert_eq!(
        wait_for(filled() & status_in([])).await.unwrap_err(),
        "NeverMet at pending"
    );
}

#[tokio::test]
async fn a_status_that_is_not_known_is_not_an_end() {
    let answers = Answers::serving(orders(&["auctioned", "filled"])).await;
    let sfc = answers.client().build().unwrap();
    let order = sfc.orders().wait("ordr_a").until_filled().await.unwrap();
    assert_eq!(order.status, OrderStatus::Filled);
    // And it can be waited for.
    let answers = Answers::serving(orders(&["pending", "auctioned"])).await;
    let sfc = answers.client().build().unwrap();
    let auctioned = status_in([OrderStatus::Unknown("auctioned".to_owned())]);
    sfc.orders().wait("ordr_a").until(auctioned).await.unwrap();
}

#[tokio::test]
async fn the_deadline_ends_a_wait_with_the_last_state() {
    let answers = Answers::serving(orders(&["pending", "standing"])).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a").deadline(Duration::from_secs(5));
    let error = wait.until_filled().await.unwrap_err();
    assert!(error.is_wait_ended());
    assert_eq!(error.wait_end(), Some(WaitEnd::Deadline));
    assert_eq!(
        error.last_state::<Order>().unwrap().status,
        OrderStatus::Standing
    );
    // The last pause is cut short, so that there is a look before the deadline.
    assert_eq!(answers.slept(), [1_000, 1_500, 2_000]);
    assert_eq!(answers.count(), 4);
    assert_eq!(
        error.to_string(),
        "waited 4s of at most 5s for `filled`; \
         the order ordr_k3R-nX9vLm7Qp2Yw5Jd8F is standing"
    );
}

#[tokio::test]
async fn an_id_that_is_none_is_not_asked_for() {
    let answers = Answers::serving([Answer::status(500)]).await;
    let sfc = answers.client().build().unwrap();
    let error = sfc.orders().wait("..").until_filled().await.unwrap_err();
    assert!(error.is_invalid_request());
    let error = sfc
        .transfers()
        .wait("..")
        .until_executed()
        .await
        .unwrap_err();
    assert!(error.is_invalid_request());
    assert_eq!(answers.count(), 0);
}

#[tokio::test]
async fn a_transfer_is_followed_until_it_is_executed_or_rejected() {
    let answers = Answers::serving(transfers(&[("pending", None), ("executed", None)])).await;
    let sfc = answers.client().build().unwrap();
    let transfer = sfc
        .transfers()
        .wait("pxfr_a")
        .until_executed()
        .await
        .unwrap();
    assert_eq!(transfer.status, PoolTransferStatus::Executed);

    let rejected = [("pending", None), ("rejected", Some("too few nodes"))];
    let answers = Answers::serving(transfers(&rejected)).await;
    let sfc = answers.client().build().unwrap();
    let error = sfc
        .transfers()
        .wait("pxfr_a")
        .until(executed())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`executed` can no longer be met: \
         the transfer pxfr_k3R-nX9vLm7Qp2Yw5Jd8F is rejected (too few nodes)"
    );
    let last = error.last_state::<PoolTransfer>().unwrap();
    assert_eq!(last.rejected_reason.as_deref(), Some("too few nodes"));

    let answers = Answers::serving(transfers(&rejected)).await;
    let sfc = answers.client().build().unwrap();
    let transfer = sfc
        .transfers()
        .wait("pxfr_a")
        .until_settled()
        .await
        .unwrap();
    assert_eq!(transfer.rejected_reason.as_deref(), Some("too few nodes"));
}

#[tokio::test]
async fn a_stream_gives_each_change_once() {
    let statuses = [
        "pending", "pending", "standing", "standing", "standing", "filled", "filled",
    ];
    let answers = Answers::serving(orders(&statuses)).await;
    let sfc = answers.client().build().unwrap();
    let changes = sfc.orders().wait("ordr_a").changes(filled());
    assert_eq!(answers.count(), 0, "nothing is asked before the stream is");
    let changes: Vec<Order> = changes.try_collect().await.unwrap();
    let statuses: Vec<String> = changes
        .iter()
        .map(|order| order.status.to_string())
        .collect();
    assert_eq!(statuses, ["pending", "standing", "filled"]);
    assert_eq!(answers.count(), 6, "nothing is asked after the end");
}

#[tokio::test]
async fn a_change_of_anything_is_a_change() {
    let mut partial = order("partially_filled");
    partial["filled_allocation_schedule_delta"] =
        json!([{"start_at": 1_738_972_800, "end_at": 1_739_059_200, "node_count": 1}]);
    let mut more = partial.clone();
    more["filled_allocation_schedule_delta"][0]["node_count"] = json!(2);
    let states = [partial.clone(), partial, more, order("filled")];
    let answers = Answers::serving(states.map(Answer::ok)).await;
    let sfc = answers.client().build().unwrap();
    let changes = sfc.orders().wait("ordr_a").changes(filled());
    assert_eq!(changes.try_collect::<Vec<_>>().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_stream_ends_where_a_future_would_with_the_last_state_first() {
    let answers = Answers::serving(orders(&["standing", "cancelled"])).await;
    let sfc = answers.client().build().unwrap();
    let mut changes = sfc.orders().wait("ordr_a").changes(filled());
    for status in [OrderStatus::Standing, OrderStatus::Cancelled] {
        assert_eq!(changes.try_next().await.unwrap().unwrap().status, status);
    }
    let error = changes.try_next().await.unwrap_err();
    assert_eq!(error.wait_end(), Some(WaitEnd::NeverMet));
    assert_eq!(
        error.last_state::<Order>().unwrap().status,
        OrderStatus::Cancelled
    );
    assert!(changes.try_next().await.unwrap().is_none());

    let answers = Answers::serving(orders(&["standing"])).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a").deadline(Duration::from_secs(9));
    let mut changes = wait.changes(filled());
    assert!(changes.try_next().await.unwrap().is_some());
    let error = changes.try_next().await.unwrap_err();
    assert_eq!(error.wait_end(), Some(WaitEnd::Deadline));
    assert!(changes.try_next().await.unwrap().is_none());
}
