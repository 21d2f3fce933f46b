//! "Create pool transfer", row by row.

use serde_json::{Value, json};
use sfcompute::{PoolTransfer, types::CreatePoolTransferRequest};

use super::{Field, hold};
use crate::june::transfer_of_june;
use crate::recorded::Recorded;
use crate::wire::window;

const SCHEDULE: &str = r#"[{"start_at":1738972800,"node_count":123,"end_at":1738976400}]"#;

const POOLS: &[&str] = &[
    r#""pool_k3R-nX9vLm7Qp2Yw5Jd8F""#,
    r#""cap_k3R-nX9vLm7Qp2Yw5Jd8F""#,
    r#""sfc:pool:acme:prod:training""#,
];

const NO_POOLS: &[&str] = &[
    r#""isku_a""#,
    r#""pool_""#,
    r#""sfc:capacity:acme:prod:training""#,
    r#""sfc:pool:a:b""#,
    "null",
];

fn request() -> Value {
    json!({
        "from_pool": "pool_k3R-nX9vLm7Qp2Yw5Jd8F",
        "to_pool": "pool_other",
        "allocation_schedule_delta": serde_json::from_str::<Value>(SCHEDULE).unwrap(),
        "instance_sku": "isku_k3R-nX9vLm7Qp2Yw5Jd8F"
    })
}

fn seen<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

const REQUEST: &[Field<CreatePoolTransferRequest>] = &[
    Field {
        name: "from_pool",
        required: true,
        allowed: POOLS,
        excluded: NO_POOLS,
        reach: |body| seen(&body.from_pool),
    },
    Field {
        name: "to_pool",
        required: true,
        allowed: POOLS,
        excluded: NO_POOLS,
        reach: |body| seen(&body.to_pool),
    },
    Field {
        name: "allocation_schedule_delta",
        required: true,
        allowed: &[
            SCHEDULE,
            r#"[{"start_at":60,"node_count":2},{"start_at":120,"end_at":null,"node_count":0}]"#,
        ],
        excluded: &["null", r#"[{"start_at":60}]"#],
        reach: |body| seen(&body.allocation_schedule_delta),
    },
    Field {
        name: "instance_sku",
        required: true,
        allowed: &[r#""isku_k3R-nX9vLm7Qp2Yw5Jd8F""#],
        excluded: &[r#""pool_a""#, "null"],
        reach: |body| seen(&body.instance_sku),
    },
];

const RESPONSE: &[Field<PoolTransfer>] = &[
    Field {
        name: "object",
        required: true,
        allowed: &[r#""pool_transfer""#],
        excluded: &[r#""capacity_transfer""#],
        reach: |transfer| seen(&transfer.object),
    },
    Field {
        name: "id",
        required: true,
        allowed: &[r#""pxfr_k3R-nX9vLm7Qp2Yw5Jd8F""#, r#""cxfr_a""#],
        excluded: &[r#""pool_a""#],
        reach: |transfer| seen(&transfer.id),
    },
    Field {
        name: "status",
        required: true,
        allowed: &[r#""pending""#, r#""executed""#, r#""rejected""#],
        excluded: &[r#""done""#],
        reach: |transfer| seen(&transfer.status),
    },
    Field {
        name: "created_at",
        required: true,
        allowed: &["1738972800"],
        excluded: &["null"],
        reach: |transfer| seen(&transfer.created_at),
    },
    Field {
        name: "from_pool",
        required: true,
        allowed: &[r#""pool_k3R-nX9vLm7Qp2Yw5Jd8F""#, r#""cap_a""#],
        excluded: &[r#""training""#],
        reach: |transfer| seen(&transfer.from_pool),
    },
    Field {
        name: "to_pool",
        required: true,
        allowed: &[r#""pool_k3R-nX9vLm7Qp2Yw5Jd8F""#, r#""cap_a""#],
        excluded: &[r#""training""#],
        reach: |transfer| seen(&transfer.to_pool),
    },
    Field {
        name: "instance_sku",
        required: true,
        allowed: &[r#"{"id":"isku_k3R-nX9vLm7Qp2Yw5Jd8F","name":"richmond"}"#],
        excluded: &[r#"{"name":"richmond"}"#, "null"],
        reach: |transfer| seen(&transfer.instance_sku),
    },
    Field {
        name: "allocation_schedule_delta",
        required: true,
        allowed: &[
            r#"[{"start_at":1738972800,"node_count":123,"end_at":1738976400},
                {"start_at":1738976400,"node_count":0,"end_at":null}]"#,
        ],
        excluded: &["null"],
        reach: |transfer| seen(&transfer.allocation_schedule_delta),
    },
    Field {
        name: "rejected_reason",
        required: false,
        allowed: &[r#""too few nodes""#, "null"],
        excluded: &["7"],
        reach: |transfer| seen(&transfer.rejected_reason),
    },
];

#[test]
fn every_row_of_the_request() {
    hold("v2.CreatePoolTransferRequest", &request(), REQUEST);
}

#[test]
fn every_row_of_the_response() {
    hold("v2.PoolTransferResponse", &transfer_of_june(), RESPONSE);
}

/// The page's whole request, through the builders, with every form of a pool.
#[tokio::test]
async fn the_facade_sends_the_page() {
    let recorded = Recorded::json(202, &transfer_of_june()).await;
    for pool in POOLS {
        let pool: String = serde_json::from_str(pool).unwrap();
        recorded
            .client
            .pools()
            .transfer(pool.as_str(), "pool_k3R-nX9vLm7Qp2Yw5Jd8F")
            .instance_sku("isku_k3R-nX9vLm7Qp2Yw5Jd8F")
            .nodes(123)
            .window(window())
            .idempotency_key(format!("once {pool}"))
            .send()
            .await
            .unwrap();
        let request = recorded.requests().pop().unwrap();
        let body: Value = serde_json::from_slice(request.body_ref()).unwrap();
        let expected = json!({
            "from_pool": pool,
            "to_pool": "pool_k3R-nX9vLm7Qp2Yw5Jd8F",
            "instance_sku": "isku_k3R-nX9vLm7Qp2Yw5Jd8F",
            "allocation_schedule_delta": [
                { "start_at": 1_738_972_800, "end_at": 1_739_059_200, "node_count": 123 }
            ]
        });
        assert_eq!(body, expected);
        let key = format!("once {pool}");
        assert_eq!(request.headers()["idempotency-key"], key);
        assert_eq!(request.method(), "POST");
        assert_eq!(request.uri().path(), "/preview/v2/pool_transfers");
    }
}
