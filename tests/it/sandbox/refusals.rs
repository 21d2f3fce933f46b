//! Each kind of error: its status, its type, and what it says.

use http::{Request, StatusCode};
use serde_json::json;

use super::{INFERENCE, Raw, SUPPLY, TRAINING, Watched, tomorrow, window};

fn pair(field: &str, code: &str) -> (String, String) {
    (field.to_owned(), code.to_owned())
}

#[tokio::test]
async fn without_a_good_token_there_is_nothing() {
    let watched = Watched::at_once().await;
    let token = watched.market.token().to_owned();
    let refused = |answer: &Raw| {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
        assert_eq!(answer.json["error"]["type"], "authentication_error");
        let message = answer.json["error"]["message"].as_str().unwrap();
        assert!(!message.contains(&token), "{message}");
    };
    for value in [
        "",
        "Bearer",
        "Bearer ",
        "Bearer unknown",
        "Basic dXNlcjpwYXNz",
        &token,
        &format!("Bearer {token}x"),
        &format!("Token {token}"),
        "Bearer \u{fc}",
    ] {
        let answer = watched
            .with_headers("GET", "/me", "", &[("authorization", value)])
            .await;
        refused(&answer);
    }
    refused(&watched.with_headers("GET", "/me", "", &[]).await);
    let good = format!("Bearer {token}");
    let twice = [
        ("authorization", good.as_str()),
        ("authorization", good.as_str()),
    ];
    refused(&watched.with_headers("GET", "/me", "", &twice).await);
    // Before anything else is looked at.
    refused(
        &watched
            .with_headers("POST", "/orders", "not JSON", &[])
            .await,
    );
    refused(&watched.with_headers("GET", "/orders/%ff", "", &[]).await);

    for scheme in ["Bearer", "bearer", "BEARER"] {
        let value = format!("{scheme} {token}");
        let answer = watched
            .with_headers("GET", "/me", "", &[("authorization", &value)])
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{scheme}");
    }
    let error = watched
        .client_with("sk_sandbox_wrong")
        .me()
        .await
        .unwrap_err();
    assert!(error.is_authentication(), "{error}");
}

#[tokio::test]
async fn what_the_balance_does_not_cover_is_refused() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 60)
        .pool(TRAINING)
        .window(window(0, 600));
    let error = order.limit_price("12.0").await.unwrap_err();
    assert!(error.is_payment_required(), "{error}");
    assert_eq!(error.error_type(), Some("payment_required"));
    // 60 nodes × 600 hours × $12, and 1 %.
    let message = error.message().unwrap();
    assert!(
        message.contains("$436320.000000") && message.contains("$250000.000000"),
        "{message}"
    );
    assert!(buyer.orders().list().await.unwrap().data.is_empty());
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    assert!(
        buyer
            .orders()
            .get("ordr_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .orders()
            .cancel("ordr_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .pools()
            .get("pool_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .pools()
            .update("pool_unknown")
            .name("x")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .pools()
            .delete("pool_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .transfers()
            .get("pxfr_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .instance_skus()
            .get("isku_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .instance_skus()
            .availability("isku_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    let order = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool("pool_unknown")
        .window(tomorrow());
    let error = order.limit_price("2.50").await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.error_type(), Some("not_found"));
    for id in [
        "%ff",
        "%2e%2e",
        "..%2F..",
        "%00",
        "x",
        "ordr_",
        "%F0%9F%92%A9",
    ] {
        for (method, target) in [
            ("GET", format!("/orders/{id}")),
            ("DELETE", format!("/orders/{id}")),
            ("GET", format!("/pools/{id}")),
            ("DELETE", format!("/pools/{id}")),
            ("GET", format!("/pool_transfers/{id}")),
            ("GET", format!("/instance_skus/{id}")),
            ("GET", format!("/instance_skus/{id}/availability")),
        ] {
            let answer = watched.raw(method, &target, "").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {target}");
        }
    }
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

#[tokio::test]
async fn elsewhere_is_nothing() {
    let watched = Watched::at_once().await;
    let answer = watched.raw("GET", "/procurements", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json["error"]["type"], "not_found");
    let answer = watched.raw("PUT", "/orders", "{}").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers["allow"], "POST, GET");
}
