//! What goes over the wire, byte for byte.

use serde_json::{Value, json};
use sfcompute::{Schedule, ScheduleEnd, ScheduleEntry, Side, Timestamp, Window, types};

use crate::recorded::Recorded;

/// 2025-02-08 00:00 UTC, for a day.
pub fn window() -> Window {
    Window::starting(1_738_972_800).hours(24).unwrap()
}

pub fn order_of_july() -> Value {
    json!({
        "object": "order",
        "id": "ordr_k3R-nX9vLm7Qp2Yw5Jd8F",
        "capacity": { "id": "cap_k3R-nX9vLm7Qp2Yw5Jd8F", "name": "training" },
        "pool": { "id": "pool_k3R-nX9vLm7Qp2Yw5Jd8F", "name": "training" },
        "side": "buy",
        "allow_standing": true,
        "instance_sku": {
            "object": "instance_sku", "id": "isku_k3R-nX9vLm7Qp2Yw5Jd8F", "alias": "richmond"
        },
        "allocation_schedule_delta": [
            { "start_at": 1_738_972_800, "end_at": 1_739_059_200, "node_count": 4 }
        ],
        "filled_allocation_schedule_delta": [],
        "limit_price_dollars_per_node_hour": "2.500000",
        "status": "pending",
        "created_at": 1_738_972_700
    })
}

pub fn transfer_of_july() -> Value {
    json!({
        "object": "pool_transfer",
        "id": "pxfr_k3R-nX9vLm7Qp2Yw5Jd8F",
        "status": "pending",
        "created_at": 1_738_972_700,
        "from_pool": "pool_k3R-nX9vLm7Qp2Yw5Jd8F",
        "to_pool": "pool_other",
        "instance_sku": {
            "object": "instance_sku", "id": "isku_k3R-nX9vLm7Qp2Yw5Jd8F", "alias": "richmond"
        },
        "allocation_schedule_delta": [
            { "start_at": 1_738_972_800, "end_at": 1_739_059_200, "node_count": 2 },
            { "start_at": 1_739_059_200, "end_at": null, "node_count": 0 }
        ]
    })
}

#[tokio::test]
async fn create_order_by_pool() {
    let recorded = Recorded::json(201, &order_of_july()).await;
    let order = recorded
        .client
        .orders()
        .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
        .pool("sfc:pool:acme:prod:training")
        .window(window())
        .limit_price("2.500000")
        .standing()
        .send()
        .await
        .unwrap();
    assert_eq!(order.side, Side::Buy);
    insta::assert_snapshot!("create_order_by_pool", recorded.bytes());
}

#[tokio::test]
async fn create_order_by_capacity_with_every_option() {
    let recorded = Recorded::json(201, &order_of_july()).await;
    recorded
        .client
        .orders()
        .sell("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 1)
        .pool("cap_k3R-nX9vLm7Qp2Yw5Jd8F")
        .window(window())
        .limit_price("2")
        .immediate_or_cancel()
        .partial()
        .idempotency_key("rebalance 7")
        .header("x-team", "infra")
        .send()
        .await
        .unwrap();
    insta::assert_snapshot!("create_order_by_capacity", recorded.bytes());
}

#[tokio::test]
async fn create_pool_transfer() {
    let recorded = Recorded::json(202, &transfer_of_july()).await;
    recorded
        .client
        .pools()
        .transfer("pool_k3R-nX9vLm7Qp2Yw5Jd8F", "sfc:pool:acme:prod:inference")
        .instance_sku("isku_k3R-nX9vLm7Qp2Yw5Jd8F")
        .nodes(2)
        .window(window())
        .send()
        .await
        .unwrap();
    insta::assert_snapshot!("create_pool_transfer", recorded.bytes());
}

#[tokio::test]
async fn create_pool_transfer_of_a_schedule() {
    let recorded = Recorded::json(202, &transfer_of_july()).await;
    let start = window().start();
    let entry = |hours: i64, end_at: ScheduleEnd, node_count| ScheduleEntry {
        start_at: start.checked_add_minutes(hours * 60).unwrap(),
        end_at,
        node_count,
    };
    let end = |hours: i64| ScheduleEnd::At(start.checked_add_minutes(hours * 60).unwrap());
    let schedule = Schedule::new(vec![
        entry(0, ScheduleEnd::Next, 2),
        entry(6, end(12), 3),
        entry(24, ScheduleEnd::Unbounded, 0),
    ]);
    recorded
        .client
        .pools()
        .transfer_schedule("cap_old", "pool_new", "isku_k3R", schedule)
        .await
        .unwrap();
    insta::assert_snapshot!("create_pool_transfer_of_a_schedule", recorded.bytes());
}

#[tokio::test]
async fn a_list_sends_its_filters_and_repeats_the_repeated_ones() {
    let recorded = Recorded::json(
        200,
        &json!({ "object": "list", "data": [], "has_more": false }),
    )
    .await;
    recorded
        .client
        .orders()
        .list()
        .id("ordr_a")
        .id("ordr_b")
        .pool("sfc:pool:acme:prod:training")
        .side(Side::Sell)
        .status(types::OrderStatus::Standing)
        .status(types::OrderStatus::PartiallyFilled)
        .created_after(Timestamp::from_seconds(1_738_972_800))
        .sort_by(types::OrderSortBy::from("-start_at"))
        .limit(200)
        .starting_after("ordrc_abc")
        .await
        .unwrap();
    insta::assert_snapshot!("list_orders", recorded.bytes());
}

#[tokio::test]
async fn a_success_under_another_status_is_a_success() {
    let recorded = Recorded::json(200, &order_of_july()).await;
    let client = &recorded.client;
    let response = client
        .orders()
        .buy("isku_k3R", 4)
        .pool("pool_a")
        .window(window())
        .limit_price("2.5")
        .call()
        .response()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.id.as_str(), "ordr_k3R-nX9vLm7Qp2Yw5Jd8F");
    let key = response.idempotency_key().unwrap();
    assert_eq!(key.as_str(), "0190f3c2-0000-7000-8000-000000000001");
}

#[tokio::test]
async fn a_raw_answer_is_what_came() {
    let recorded = Recorded::answering(418, "text/plain", "short and stout").await;
    let raw = recorded.client.me().raw().await.unwrap();
    assert_eq!(raw.status(), 418);
    assert_eq!(raw.headers()["content-type"], "text/plain");
    assert_eq!(&raw.body()[..], b"short and stout");
}
