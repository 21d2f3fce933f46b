use serde_json::{Value, json};
use sfcompute_api::types::OrderPreviewFee;

use super::*;
use crate::spend::limits::SpendLimits;

fn fee(flat: &str, points: u32) -> Fee {
    SpendLimits::new().fee(flat, points).checked().unwrap().fee
}

fn dollars(text: &str) -> Dollars {
    text.parse().unwrap()
}

fn body(side: &str, nodes: i32, seconds: i64, price: &str) -> CreateOrderRequest {
    serde_json::from_value(json!({
        "pool": "pool_a",
        "side": side,
        "instance_sku": "isku_a",
        "allocation_schedule_delta": [{"start_at": 0, "end_at": seconds, "node_count": nodes}],
        "limit_price_dollars_per_node_hour": price,
    }))
    .unwrap()
}

fn cost(nodes: i32, seconds: i64, price: &str, fee: &Fee) -> Option<Dollars> {
    Commitment::of(&body("buy", nodes, seconds, price))
        .unwrap()
        .cost(fee)
}

/// Four nodes for a day, at most at 2.40: at most $230.40.
fn order(status: &str, more: Value) -> OrderResponse {
    let mut order = json!({
        "object": "order",
        "id": "ordr_a",
        "pool": {"id": "pool_a", "name": "training"},
        "side": "buy",
        "allow_standing": true,
        "instance_sku": {"object": "instance_sku", "id": "isku_a"},
        "allocation_schedule_delta": [{"start_at": 0, "end_at": 86_400, "node_count": 4}],
        "limit_price_dollars_per_node_hour": "2.400000",
        "status": status,
        "created_at": 0,
    });
    for (field, value) in more.as_object().unwrap() {
        order[field] = value.clone();
    }
    serde_json::from_value(order).unwrap()
}

fn fill(nodes: i32, end: i64, price: &str) -> Value {
    json!({
        "filled_at": 0,
        "allocation_schedule_delta": [{"start_at": 0, "end_at": end, "node_count": nodes}],
        "price_dollars_per_node_hour": price,
    })
}

#[test]
fn nodes_times_hours_times_price() {
    let none = fee("0", 0);
    // 2.40 is on the market's step.
    assert_eq!(cost(4, 86_400, "2.40", &none), Some(dollars("230.40")));
    assert_eq!(cost(1, 60, "2.40", &none), Some(dollars("0.04")));
    // 2.50 is held at 2.500020 and counts as that; 2.00 is held at 1.999980 and counts as it is.
    assert_eq!(cost(4, 86_400, "2.50", &none), Some(dollars("240.00192")));
    assert_eq!(cost(4, 86_400, "2.00", &none), Some(dollars("192")));
}

#[test]
fn the_fee_comes_on_top() {
    // 96 node-hours: 5 cents each, and two percent of 230.40.
    let cost = cost(4, 86_400, "2.40", &fee("0.05", 200));
    assert_eq!(cost, Some(dollars("239.808")));
}

#[test]
fn the_fee_of_a_preview_is_the_same_and_never_below_zero() {
    let of = |flat: &str, points: i32| {
        let preview = OrderPreviewFee {
            flat_dollars_per_node_hour: serde_json::from_value(json!(flat)).unwrap(),
            percentage_bps: points,
        };
        let fee = SpendLimits::new()
            .fee_of_preview(&preview)
            .checked()
            .unwrap()
            .fee;
        cost(4, 86_400, "2.40", &fee).unwrap()
    };
    assert_eq!(of("0.05", 200), dollars("239.808"));
    assert_eq!(of("-0.05", -200), dollars("230.40"));
}

#[test]
fn a_sale_commits_to_nothing_and_an_unknown_side_to_all() {
    assert!(Commitment::of(&body("sell", 4, 86_400, "2.40")).is_none());
    assert!(Commitment::of(&body("swap", 4, 86_400, "2.40")).is_some());
}

#[test]
fn what_is_too_much_to_count_is_no_amount() {
    let none = fee("0", 0);
    assert_eq!(
        cost(i32::MAX, i64::MAX, "60000000000000000000000", &none),
        None
    );
    let endless: CreateOrderRequest = serde_json::from_value(json!({
        "pool": "pool_a", "side": "buy", "instance_sku": "isku_a",
        "allocation_schedule_delta": [{"start_at": 0, "end_at": null, "node_count": 1}],
        "limit_price_dollars_per_node_hour": "1.0",
    }))
    .unwrap();
    assert_eq!(Commitment::of(&endless).unwrap().cost(&none), None);
}

#[test]
fn an_open_order_counts_its_fills_and_the_rest_at_its_limit() {
    let none = fee("0", 0);
    let all = Some(dollars("230.40"));
    for status in ["pending", "standing", "auctioned"] {
        assert_eq!(exposure(&order(status, json!({})), &none), all, "{status}");
    }
    // One node of the four, for the day, at 1.20.
    let partial = json!({
        "fills": [fill(1, 86_400, "1.200000")],
        "filled_allocation_schedule_delta": [{"start_at": 0, "end_at": 86_400, "node_count": 1}],
    });
    let open = exposure(&order("partially_filled", partial.clone()), &none);
    assert_eq!(open, Some(dollars("201.60")));
    let over = exposure(&order("cancelled", partial), &none);
    assert_eq!(over, Some(dollars("28.80")));
}

#[test]
fn an_order_that_came_to_nothing_counts_for_nothing() {
    for status in ["cancelled", "rejected"] {
        let none = exposure(&order(status, json!({})), &fee("0.05", 200));
        assert_eq!(none, Some(Dollars::ZERO), "{status}");
    }
}

#[test]
fn fills_count_at_their_own_prices_with_the_fee() {
    let filled = order(
        "filled",
        json!({"fills": [fill(3, 86_400, "1.20"), fill(1, 86_400, "2.40")]}),
    );
    // 72 hours at 1.20 and 24 at 2.40, 5 cents an hour, two percent.
    assert_eq!(
        exposure(&filled, &fee("0.05", 200)),
        Some(dollars("151.68"))
    );
}

#[test]
fn the_earlier_revision_counts_by_quantity_and_mean() {
    let none = fee("0", 0);
    let mean = "filled_average_price_dollars_per_node_hour";
    let filled = order("filled", json!({"filled_quantity": 4, mean: "1.20"}));
    assert_eq!(exposure(&filled, &none), Some(dollars("115.20")));
    let cancelled = order("cancelled", json!({"filled_quantity": 1, mean: "1.20"}));
    assert_eq!(exposure(&cancelled, &none), Some(dollars("28.80")));
    // A quantity does not say for how long, so nothing is given back while it is open.
    let open = order(
        "partially_filled",
        json!({"filled_quantity": 1, mean: "1.20"}),
    );
    assert_eq!(exposure(&open, &none), Some(dollars("230.40")));
}

#[test]
fn accounts_that_do_not_agree_are_not_believed() {
    let none = fee("0", 0);
    let mean = "filled_average_price_dollars_per_node_hour";
    for (status, more) in [
        // Filled whole, but one fill is missing.
        ("filled", json!({"fills": [fill(3, 86_400, "1.20")]})),
        // Two accounts that differ.
        (
            "cancelled",
            json!({
                "fills": [fill(1, 86_400, "1.20")],
                "filled_allocation_schedule_delta":
                    [{"start_at": 0, "end_at": 86_400, "node_count": 2}],
            }),
        ),
        // A mean of nothing.
        ("cancelled", json!({mean: "1.20"})),
        (
            "cancelled",
            json!({mean: "1.20", "filled_allocation_schedule_delta": []}),
        ),
        // A fill without an end.
        (
            "cancelled",
            json!({"filled_allocation_schedule_delta":
                [{"start_at": 0, "end_at": null, "node_count": 1}]}),
        ),
    ] {
        assert_eq!(
            exposure(&order(status, more.clone()), &none),
            None,
            "{more}"
        );
    }
}

#[test]
fn a_schedule_is_measured_gap_by_gap() {
    let schedule: Schedule = serde_json::from_value(json!([
        {"start_at": 0, "node_count": 2},
        {"start_at": 60, "end_at": 120, "node_count": 3},
        {"start_at": 180, "end_at": null, "node_count": 0},
    ]))
    .unwrap();
    assert_eq!(node_seconds(&schedule), Some(2 * 60 + 3 * 60));
}
