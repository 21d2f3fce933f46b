//! Answers of June 2026 decode into the same types as those of July.

use serde_json::{Value, json};
use sfcompute::{Order, OrderExt as _, OrderStatus, PoolTransfer};
use sfcompute_tests::contract::EFFECTIVE;

use crate::wire::{order_of_july, transfer_of_july};

/// The order of the seed page: `capacity`, the SKU's `name`, `filled_quantity`.
pub fn order_of_june() -> Value {
    json!({
        "object": "order",
        "id": "ordr_k3R-nX9vLm7Qp2Yw5Jd8F",
        "capacity": { "id": "cap_k3R-nX9vLm7Qp2Yw5Jd8F", "name": "training" },
        "side": "buy",
        "allow_standing": true,
        "allocation_schedule_delta": [
            { "start_at": 1_738_972_800, "node_count": 123, "end_at": 1_738_976_400 }
        ],
        "limit_price_dollars_per_node_hour": "2.500000",
        "status": "filled",
        "created_at": 1_738_972_800,
        "instance_sku": { "id": "isku_k3R-nX9vLm7Qp2Yw5Jd8F", "name": "richmond" },
        "filled_at": 1_738_972_800,
        "filled_quantity": 123,
        "filled_average_price_dollars_per_node_hour": "2.500000",
        "fills": [{
            "filled_at": 1_738_972_800,
            "allocation_schedule_delta": [
                { "start_at": 1_738_972_800, "node_count": 123, "end_at": 1_738_976_400 }
            ],
            "price_dollars_per_node_hour": "2.400000",
            "contract": "cont_k3R-nX9vLm7Qp2Yw5Jd8F"
        }],
        "cancelled_at": null
    })
}

/// The transfer of the seed page.
pub fn transfer_of_june() -> Value {
    json!({
        "object": "pool_transfer",
        "id": "pxfr_k3R-nX9vLm7Qp2Yw5Jd8F",
        "status": "rejected",
        "created_at": 1_738_972_800,
        "from_pool": "cap_k3R-nX9vLm7Qp2Yw5Jd8F",
        "to_pool": "pool_k3R-nX9vLm7Qp2Yw5Jd8F",
        "instance_sku": { "id": "isku_k3R-nX9vLm7Qp2Yw5Jd8F", "name": "richmond" },
        "allocation_schedule_delta": [
            { "start_at": 1_738_972_800, "node_count": 123, "end_at": null }
        ],
        "rejected_reason": "too few nodes"
    })
}

#[test]
fn both_forms_are_the_same_types_and_both_are_in_the_contract() {
    let contract = EFFECTIVE.as_ref().unwrap();
    for order in [order_of_june(), order_of_july()] {
        assert_eq!(
            contract.component_errors("v2.OrderResponse", &order),
            [""; 0]
        );
        let order: Order = serde_json::from_value(order).unwrap();
        assert_eq!(order.pool_name().unwrap(), "training");
        assert_eq!(order.sku_name().unwrap(), "richmond");
        assert!(order.pool_id().unwrap().ends_with("_k3R-nX9vLm7Qp2Yw5Jd8F"));
    }
    for transfer in [transfer_of_june(), transfer_of_july()] {
        assert_eq!(
            contract.component_errors("v2.PoolTransferResponse", &transfer),
            [""; 0]
        );
        serde_json::from_value::<PoolTransfer>(transfer).unwrap();
    }
}

#[test]
fn what_june_sends_is_read() {
    let order: Order = serde_json::from_value(order_of_june()).unwrap();
    assert_eq!(order.filled_quantity, Some(123));
    assert!(order.is_filled() && order.is_final() && order.is_settled());
    assert_eq!(
        order.fills()[0].price_dollars_per_node_hour.to_string(),
        "2.400000"
    );
    assert_eq!(order.pool, None);
}

/// What no document knows yet does not break a page.
#[test]
fn what_is_new_is_passed_over_or_kept() {
    let mut order = order_of_july();
    order["status"] = json!("escheated");
    order["side"] = json!("lend");
    order["id"] = json!("order/2"); // a path separator is refused, whatever else is new
    assert!(serde_json::from_value::<Order>(order.clone()).is_err());
    order["id"] = json!("order_2026_with_a_much_longer_suffix_than_ever_before");
    order["pool"]["name"] = json!("Ünïted pool / blue");
    order["surprise"] = json!({ "deep": [1, 2, 3] });
    let order: Order = serde_json::from_value(order).unwrap();
    assert_eq!(order.status, OrderStatus::Unknown("escheated".to_owned()));
    assert!(!order.is_final() && !order.is_settled());
    let back = serde_json::to_value(&order).unwrap();
    assert_eq!(back["status"], "escheated");
    assert_eq!(back["side"], "lend");
    assert_eq!(back["pool"]["name"], "Ünïted pool / blue");
}
