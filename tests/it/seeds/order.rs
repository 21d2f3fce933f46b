//! "Create order", row by row.

use serde_json::{Value, json};
use sfcompute::{Order, Side, types::CreateOrderRequest};

use super::{Field, hold};
use crate::june::order_of_june;
use crate::recorded::Recorded;
use crate::wire::window;

const SCHEDULE: &str = r#"[{"start_at":1738972800,"node_count":123,"end_at":1738976400}]"#;

fn request() -> Value {
    json!({
        "capacity": "cap_k3R-nX9vLm7Qp2Yw5Jd8F",
        "side": "buy",
        "instance_sku": "isku_k3R-nX9vLm7Qp2Yw5Jd8F",
        "allocation_schedule_delta": serde_json::from_str::<Value>(SCHEDULE).unwrap(),
        "limit_price_dollars_per_node_hour": "2.500000",
        "allow_standing": true
    })
}

fn seen<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

const REQUEST: &[Field<CreateOrderRequest>] = &[
    Field {
        name: "capacity",
        required: true,
        allowed: &[
            r#""cap_k3R-nX9vLm7Qp2Yw5Jd8F""#,
            r#""cap_a""#,
            r#""sfc:capacity:acme:prod:training""#,
        ],
        excluded: &[
            r#""isku_a""#,
            r#""cap_""#,
            r#""cap_k3R-nX9vLm7Qp2Yw5Jd8FF""#,
            r#""sfc:capacity:acme:training""#,
            r#""sfc:capacity:a:b:c:d""#,
            "7",
            "null",
        ],
        reach: |body| seen(&body.capacity),
    },
    Field {
        name: "side",
        required: true,
        allowed: &[r#""sell""#, r#""buy""#],
        excluded: &[r#""lend""#, "null"],
        reach: |body| seen(&body.side),
    },
    Field {
        name: "instance_sku",
        required: true,
        allowed: &[r#""isku_k3R-nX9vLm7Qp2Yw5Jd8F""#],
        excluded: &[r#""ordr_a""#, r#""xisku_a""#, "null"],
        reach: |body| seen(&body.instance_sku),
    },
    Field {
        name: "allocation_schedule_delta",
        required: true,
        allowed: &[SCHEDULE],
        excluded: &["{}", r#"[{"node_count":1}]"#, r#"[{"start_at":60}]"#],
        reach: |body| seen(&body.allocation_schedule_delta),
    },
    Field {
        name: "limit_price_dollars_per_node_hour",
        required: true,
        allowed: &[r#""2.500000""#, r#""1.5""#, r#""0.000060""#],
        excluded: &[r#""2""#, r#"".5""#, r#""-1.0""#, "2.5"],
        reach: |body| seen(&body.limit_price_dollars_per_node_hour),
    },
    Field {
        name: "allow_standing",
        required: false,
        allowed: &["true", "false"],
        excluded: &[r#""yes""#],
        reach: |body| seen(&body.allow_standing),
    },
];

const RESPONSE: &[Field<Order>] = &[
    Field {
        name: "object",
        required: true,
        allowed: &[r#""order""#],
        excluded: &[r#""pool""#],
        reach: |order| seen(&order.object),
    },
    Field {
        name: "id",
        required: true,
        allowed: &[r#""ordr_k3R-nX9vLm7Qp2Yw5Jd8F""#],
        excluded: &[r#""order""#],
        reach: |order| seen(&order.id),
    },
    Field {
        name: "capacity",
        required: true,
        allowed: &[r#"{"id":"cap_a","name":"training"}"#],
        excluded: &[r#"{"id":"cap_a"}"#, r#"{"name":"training"}"#],
        reach: |order| seen(&order.capacity),
    },
    Field {
        name: "side",
        required: true,
        allowed: &[r#""sell""#, r#""buy""#],
        excluded: &[r#""lend""#],
        reach: |order| seen(&order.side),
    },
    Field {
        name: "allow_standing",
        required: true,
        allowed: &["true", "false"],
        excluded: &["null"],
        reach: |order| seen(&order.allow_standing),
    },
    Field {
        name: "allocation_schedule_delta",
        required: true,
        allowed: &[SCHEDULE],
        excluded: &["null"],
        reach: |order| seen(&order.allocation_schedule_delta),
    },
    Field {
        name: "limit_price_dollars_per_node_hour",
        required: true,
        allowed: &[r#""2.500000""#],
        excluded: &[r#""free""#],
        reach: |order| seen(&order.limit_price_dollars_per_node_hour),
    },
    Field {
        name: "status",
        required: true,
        allowed: &[
            r#""pending""#,
            r#""filled""#,
            r#""partially_filled""#,
            r#""rejected""#,
            r#""cancelled""#,
            r#""standing""#,
        ],
        excluded: &[r#""open""#],
        reach: |order| seen(&order.status),
    },
    Field {
        name: "created_at",
        required: true,
        allowed: &["1738972800"],
        excluded: &[r#""2025-02-08""#, "null"],
        reach: |order| seen(&order.created_at),
    },
    Field {
        name: "instance_sku",
        required: false,
        allowed: &[
            r#"{"id":"isku_k3R-nX9vLm7Qp2Yw5Jd8F","name":"richmond"}"#,
            r#"{"id":"isku_a"}"#,
        ],
        excluded: &[r#"{"name":"richmond"}"#],
        reach: |order| seen(&order.instance_sku),
    },
    Field {
        name: "filled_at",
        required: false,
        allowed: &["1738972800", "null"],
        excluded: &[r#""now""#],
        reach: |order| seen(&order.filled_at),
    },
    Field {
        name: "filled_quantity",
        required: false,
        allowed: &["123", "0", "null"],
        excluded: &[r#""all""#],
        reach: |order| seen(&order.filled_quantity),
    },
    Field {
        name: "filled_average_price_dollars_per_node_hour",
        required: false,
        allowed: &[r#""2.500000""#, "null"],
        excluded: &["2.5"],
        reach: |order| seen(&order.filled_average_price_dollars_per_node_hour),
    },
    Field {
        name: "fills",
        required: false,
        allowed: &[
            "[]",
            r#"[{"contract":"cont_k3R-nX9vLm7Qp2Yw5Jd8F","filled_at":1738972800,
                "allocation_schedule_delta":[{"start_at":60,"end_at":120,"node_count":1}],
                "price_dollars_per_node_hour":"2.500000"}]"#,
        ],
        excluded: &[r#"[{"filled_at":1738972800}]"#],
        reach: |order| seen(&order.fills),
    },
    Field {
        name: "cancelled_at",
        required: false,
        allowed: &["1738972800", "null"],
        excluded: &["true"],
        reach: |order| seen(&order.cancelled_at),
    },
];

#[test]
fn every_row_of_the_request() {
    hold("v2.CreateOrderRequest", &request(), REQUEST);
}

#[test]
fn every_row_of_the_response() {
    hold("v2.OrderResponse", &order_of_june(), RESPONSE);
}

/// The page's whole request, through the builders.
#[tokio::test]
async fn the_facade_sends_the_page() {
    let recorded = Recorded::json(201, &order_of_june()).await;
    for (target, field) in [
        ("cap_k3R-nX9vLm7Qp2Yw5Jd8F", "capacity"),
        ("sfc:capacity:acme:prod:training", "capacity"),
        ("pool_k3R-nX9vLm7Qp2Yw5Jd8F", "pool"),
        ("sfc:pool:acme:prod:training", "pool"),
    ] {
        for side in [Side::Buy, Side::Sell] {
            let orders = recorded.client.orders();
            let builder = match side {
                Side::Sell => orders.sell("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 123),
                _ => orders.buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 123),
            };
            builder
                .pool(target)
                .window(window())
                .limit_price("2.500000")
                .standing()
                .idempotency_key(format!("once {target} {side}"))
                .send()
                .await
                .unwrap();
            let request = recorded.requests().pop().unwrap();
            let body: Value = serde_json::from_slice(request.body_ref()).unwrap();
            let expected = json!({
                field: target,
                "side": side.as_str(),
                "instance_sku": "isku_k3R-nX9vLm7Qp2Yw5Jd8F",
                "allocation_schedule_delta": [
                    { "start_at": 1_738_972_800, "end_at": 1_739_059_200, "node_count": 123 }
                ],
                "limit_price_dollars_per_node_hour": "2.500000",
                "allow_standing": true
            });
            assert_eq!(body, expected);
            let key = format!("once {target} {side}");
            assert_eq!(request.headers()["idempotency-key"], key);
            assert_eq!(
                request.headers()["authorization"]
                    .to_str()
                    .unwrap()
                    .split(' ')
                    .next(),
                Some("Bearer")
            );
            assert_eq!(request.method(), "POST");
            assert_eq!(request.uri().path(), "/preview/v2/orders");
        }
    }
}

/// The page's `Idempotency-Key` header: optional, a string or nothing.
#[test]
fn the_header_is_in_the_contract() {
    let contract = sfcompute_tests::contract::EFFECTIVE.as_ref().unwrap();
    for path in ["/preview/v2/orders", "/preview/v2/pool_transfers"] {
        let parameters = contract.document()["paths"][path]["post"]["parameters"].clone();
        let header = &parameters.as_array().unwrap()[0];
        assert_eq!(header["name"], "Idempotency-Key");
        assert_eq!(header["in"], "header");
        assert_eq!(header["required"], false);
        assert_eq!(header["schema"]["type"], json!(["string", "null"]));
    }
}
