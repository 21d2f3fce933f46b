//! Bodies that cannot be read or break the market's rules: everything at once, field by field.

use http::{Request, StatusCode};
use serde_json::json;

use super::{INFERENCE, SUPPLY, TRAINING, Watched, tomorrow};

fn pair(field: &str, code: &str) -> (String, String) {
    (field.to_owned(), code.to_owned())
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let watched = Watched::at_once().await;
    let pool = format!("/pools/{}", watched.market.accounts()[0].pools[0].id);
    for (method, target) in [
        ("POST", "/orders"),
        ("POST", "/order_preview"),
        ("POST", "/pool_transfers"),
        ("POST", "/pools"),
        ("PATCH", pool.as_str()),
    ] {
        for (body, code) in [
            ("", "malformed"),
            ("{", "malformed"),
            ("not JSON", "malformed"),
            ("{} {}", "malformed"),
            ("[]", "wrong_type"),
            ("null", "wrong_type"),
            ("\"x\"", "wrong_type"),
            ("7", "wrong_type"),
        ] {
            let answer = watched.raw(method, target, body).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{target} {body}"
            );
            assert_eq!(
                answer.json["error"]["details"][0]["code"], code,
                "{target} {body}"
            );
            assert!(answer.json["error"]["details"][0].get("field").is_none());
        }
    }
    let deep = "[".repeat(100_000);
    assert_eq!(
        watched.raw("POST", "/orders", &deep).await.details()[0].1,
        "malformed"
    );
    let token = format!("Bearer {}", watched.market.token());
    let request = Request::post("/preview/v2/orders").header("authorization", token);
    let answer = watched
        .send(request.body(vec![0xFF, 0xFE].into()).unwrap())
        .await;
    assert_eq!(answer.details()[0].1, "malformed");
}

#[tokio::test]
async fn everything_wrong_with_an_order_is_said_at_once() {
    let watched = Watched::at_once().await;
    let answer = watched
        .raw(
            "POST",
            "/orders",
            &json!({
                "side": "hold",
                "pool": "pool_1/../2",
                "instance_sku": 7,
                "limit_price_dollars_per_node_hour": 2.5,
                "allocation_schedule_delta": [
                    {"start_at": "soon", "end_at": 1.5, "node_count": 4_000_000_000_u64},
                    {"node_count": null},
                    "now",
                ],
                "allow_standing": "yes",
                "allow_partial": null,
            })
            .to_string(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at = |index: usize, name: &str| format!("allocation_schedule_delta[{index}]{name}");
    assert_eq!(
        answer.details(),
        [
            pair("pool", "invalid"),
            pair("side", "invalid"),
            pair("instance_sku", "wrong_type"),
            pair(&at(0, ".start_at"), "wrong_type"),
            pair(&at(0, ".node_count"), "out_of_range"),
            pair(&at(0, ".end_at"), "out_of_range"),
            pair(&at(1, ".start_at"), "missing"),
            pair(&at(1, ".node_count"), "wrong_type"),
            pair(&at(2, ""), "wrong_type"),
            pair("limit_price_dollars_per_node_hour", "wrong_type"),
            pair("allow_standing", "wrong_type"),
            pair("allow_partial", "wrong_type"),
        ]
    );
    let message = answer.json["error"]["details"][1]["message"]
        .as_str()
        .unwrap();
    assert_eq!(
        message,
        r#"`side` is not valid: given "hold", allowed "buy" or "sell"."#
    );
    let message = answer.json["error"]["message"].as_str().unwrap();
    assert_eq!(message, "The request breaks 12 rules; see details.");
}

#[tokio::test]
async fn an_order_that_breaks_the_markets_rules_is_refused_by_field() {
    let watched = Watched::at_once().await;
    let sku = watched.sku().to_owned();
    let day = tomorrow();
    let (start, end) = (day.start().as_seconds(), day.end().as_seconds());
    let good = json!({
        "side": "buy", "pool": TRAINING, "instance_sku": sku,
        "limit_price_dollars_per_node_hour": "2.50",
        "allocation_schedule_delta": [{"start_at": start, "end_at": end, "node_count": 1}],
    });
    let schedule = "allocation_schedule_delta";
    let first = |name: &str| format!("{schedule}[0].{name}");
    let range = |start: i64, end: i64, nodes: i64| json!([{"start_at": start, "end_at": end, "node_count": nodes}]);
    let half = (start + end) / 2;
    for (field, value, at, code) in [
        (
            schedule,
            range(start + 1, end, 1),
            first("start_at"),
            "not_on_minute",
        ),
        (
            schedule,
            range(start, end + 59, 1),
            first("end_at"),
            "not_on_minute",
        ),
        (
            schedule,
            range(end, start, 1),
            first("end_at"),
            "end_before_start",
        ),
        (
            schedule,
            range(start, end, 0),
            first("node_count"),
            "not_positive",
        ),
        (
            schedule,
            range(start, end, -1),
            first("node_count"),
            "not_positive",
        ),
        (schedule, range(60, 120, 1), first("end_at"), "window_over"),
        (
            schedule,
            range(start, start + 60 * 60 * 24 * 365 * 20, 1),
            first("end_at"),
            "too_far_ahead",
        ),
        (schedule, json!([]), schedule.to_owned(), "not_one_range"),
        (
            schedule,
            json!([{"start_at": start, "end_at": half, "node_count": 1},
                          {"start_at": half, "end_at": end, "node_count": 2}]),
            schedule.to_owned(),
            "not_one_range",
        ),
        (
            schedule,
            json!([{"start_at": start, "end_at": null, "node_count": 1}]),
            first("end_at"),
            "not_one_range",
        ),
        (
            schedule,
            json!([{"start_at": start, "node_count": 1}]),
            first("end_at"),
            "not_one_range",
        ),
        (
            "limit_price_dollars_per_node_hour",
            json!("0.0"),
            "limit_price_dollars_per_node_hour".into(),
            "not_positive",
        ),
        (
            "limit_price_dollars_per_node_hour",
            json!("0.00001"),
            "limit_price_dollars_per_node_hour".into(),
            "not_positive",
        ),
        (
            "limit_price_dollars_per_node_hour",
            json!("2"),
            "limit_price_dollars_per_node_hour".into(),
            "invalid",
        ),
        (
            "limit_price_dollars_per_node_hour",
            json!("-2.5"),
            "limit_price_dollars_per_node_hour".into(),
            "invalid",
        ),
        (
            "limit_price_dollars_per_node_hour",
            json!("1e3"),
            "limit_price_dollars_per_node_hour".into(),
            "invalid",
        ),
        (
            "instance_sku",
            json!("isku_unknown"),
            "instance_sku".into(),
            "unknown_reference",
        ),
        (
            "side",
            json!("sell"),
            schedule.to_owned(),
            "insufficient_allocation",
        ),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let answer = watched.raw("POST", "/orders", &body.to_string()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.details(), [pair(&at, code)], "{body}");
    }
    assert_eq!(
        watched
            .raw("POST", "/orders", &good.to_string())
            .await
            .status,
        StatusCode::CREATED
    );

    // An originating pool sells only.
    let provider = watched.provider();
    let order = provider.orders().buy(&*sku, 1).pool(SUPPLY).window(day);
    let error = order.limit_price("2.50").await.unwrap_err();
    assert_eq!(error.details()[0].code, "wrong_pool_kind");
}

#[tokio::test]
async fn a_preview_or_transfer_that_cannot_be_read_is_refused_by_field() {
    let watched = Watched::at_once().await;
    let answer = watched
        .raw(
            "POST",
            "/order_preview",
            &json!({
                "requirements": {"accelerator": "h100", "region": ["us-east", 7, "not a name"]},
                "start_at": true, "duration_seconds": -60, "node_count": 1.5, "pool": "training",
            })
            .to_string(),
        )
        .await;
    assert_eq!(
        answer.details(),
        [
            pair("side", "missing"),
            pair("requirements.accelerator", "wrong_type"),
            pair("requirements.region[1]", "wrong_type"),
            pair("requirements.region[2]", "invalid"),
            pair("start_at", "wrong_type"),
            pair("duration_seconds", "out_of_range"),
            pair("node_count", "out_of_range"),
            pair("pool", "invalid"),
        ]
    );
    let answer = watched
        .raw(
            "POST",
            "/order_preview",
            &json!({
                "side": "buy", "requirements": {"colour": ["red"]}, "start_at": tomorrow().start(),
                "duration_seconds": 3600, "node_count": 1, "pool": null,
            })
            .to_string(),
        )
        .await;
    assert_eq!(answer.details(), [pair("requirements", "unknown_property")]);
    let answer = watched
        .raw(
            "POST",
            "/order_preview",
            &json!({
                "side": "buy", "requirements": {}, "start_at": tomorrow().start().as_seconds() + 1,
                "duration_seconds": 61, "node_count": 0, "pool": "pool_unknown",
            })
            .to_string(),
        )
        .await;
    assert_eq!(
        answer.details(),
        [
            pair("start_at", "not_on_minute"),
            pair("node_count", "not_positive"),
            pair("duration_seconds", "not_on_minute"),
            pair("pool", "unknown_reference"),
        ]
    );

    let answer = watched
        .raw(
            "POST",
            "/pool_transfers",
            &json!({
                "from_pool": "sfc:capacity:acme:prod:training", "to_pool": INFERENCE,
                "instance_sku": "richmond", "allocation_schedule_delta": {},
            })
            .to_string(),
        )
        .await;
    assert_eq!(
        answer.details(),
        [
            pair("from_pool", "invalid"),
            pair("instance_sku", "invalid"),
            pair("allocation_schedule_delta", "wrong_type"),
        ]
    );
}
