use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn order_body() -> String {
    json!({
        "pool": "sfc:pool:acme:prod:training",
        "side": "buy",
        "instance_sku": "isku_k3R-nX9vLm7Qp2Yw5Jd8F",
        "allocation_schedule_delta":
            [{"start_at": 1_784_624_400, "end_at": 1_784_628_000, "node_count": 4}],
        "limit_price_dollars_per_node_hour": "2.50",
    })
    .to_string()
}

fn written() -> Value {
    json!({
        "version": 1,
        "operation": "create_order",
        "idempotency_key": "run-7",
        "base_url": "https://api.sfcompute.com",
        "caller": "0190a4f2-0000-5000-8000-000000000000",
        "path": "/preview/v2/orders",
        "body": order_body(),
        "first_attempt_at": 1_784_624_000,
        "last_attempt_by": 1_784_624_060,
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut written = written();
    written[field] = value;
    written
}

#[test]
fn what_is_written_is_read_again_to_the_byte() {
    // White space that no encoder would write is kept: it is what was sent.
    let body = order_body().replace(',', " ,\n ");
    let intent = Intent::from_json(&with("body", body.clone().into()).to_string()).unwrap();
    assert_eq!(intent.body(), body);
    assert_eq!(Intent::from_json(&intent.to_json()).unwrap(), intent);
    let by_serde: Intent = serde_json::from_str(&serde_json::to_string(&intent).unwrap()).unwrap();
    assert_eq!(by_serde, intent);
    assert_eq!(
        serde_json::to_value(&intent).unwrap(),
        intent.to_json().parse::<Value>().unwrap()
    );
}

#[test]
fn fields_of_a_later_day_are_passed_over() {
    let known = Intent::from_json(&written().to_string()).unwrap();
    let more = with("account", json!({"id": 7}));
    assert_eq!(Intent::from_json(&more.to_string()).unwrap(), known);
}

#[test]
fn each_missing_field_is_named() {
    let whole = written();
    for field in whole.as_object().unwrap().keys() {
        let mut less = whole.clone();
        less.as_object_mut().unwrap().remove(field);
        let error = Intent::from_json(&less.to_string()).unwrap_err();
        assert_eq!((error.what(), error.given()), (field.as_str(), "nothing"));
        let text = serde_json::from_value::<Intent>(less)
            .unwrap_err()
            .to_string();
        assert!(text.contains(field.as_str()), "{text}");
    }
}

#[test]
fn each_field_is_held_to_what_it_may_be() {
    let long_key = "k".repeat(256);
    for (field, value) in [
        ("version", json!(2)),
        ("version", json!(0)),
        ("version", json!("1")),
        ("version", json!(1.5)),
        ("operation", json!("cancel_order")),
        ("operation", json!("create_pool")),
        ("operation", json!("")),
        ("idempotency_key", json!("")),
        ("idempotency_key", json!("a\nb")),
        ("idempotency_key", json!(long_key)),
        ("base_url", json!("http://api.sfcompute.com")),
        ("base_url", json!("https://user:word@api.sfcompute.com")),
        ("base_url", json!("https://api.sfcompute.com/")),
        ("base_url", json!("")),
        ("caller", json!("sk_live_x")),
        ("caller", json!("0190A4F2-0000-5000-8000-000000000000")),
        ("path", json!("preview/v2/orders")),
        ("path", json!("@elsewhere.example/orders")),
        ("path", json!(".elsewhere.example")),
        ("path", json!(":444/orders")),
        ("path", json!("//elsewhere.example/orders")),
        ("path", json!("/preview/../admin")),
        ("path", json!("/preview/%2e%2E/admin")),
        ("path", json!("/preview/v2/orders?a=b")),
        ("path", json!("/preview/v2/orders#a")),
        ("path", json!("/preview\\v2")),
        ("path", json!("/preview v2")),
        ("path", json!("/é")),
        ("path", json!("")),
        ("body", json!("")),
        ("body", json!("[]")),
        ("body", json!("{}")),
        ("body", json!({"pool": "pool_a"})),
        ("first_attempt_at", json!("now")),
        ("first_attempt_at", json!(1.5)),
        ("first_attempt_at", Value::Null),
        ("last_attempt_by", json!(1_784_623_999)),
        ("last_attempt_by", json!(u64::MAX)),
    ] {
        let text = with(field, value.clone()).to_string();
        let error = Intent::from_json(&text).unwrap_err();
        assert_eq!(error.what(), field, "{value}");
    }
    for text in ["", "{", "[]", "null", "7", "\"x\""] {
        assert_eq!(
            Intent::from_json(text).unwrap_err().what(),
            "intent",
            "{text}"
        );
    }
}

#[test]
fn each_operation_has_its_own_body() {
    let transfer = json!({
        "from_pool": "pool_a",
        "to_pool": "cap_b",
        "instance_sku": "isku_a",
        "allocation_schedule_delta": [{"start_at": 0, "end_at": 60, "node_count": 1}],
    });
    let replacement = json!({"image": "image_a", "cloud_init_user_data": "c2VjcmV0"});
    for (operation, body) in [
        ("create_pool_transfer", transfer),
        ("replace_instance", replacement),
    ] {
        let mut right = with("operation", operation.into());
        right["body"] = body.to_string().into();
        let intent = Intent::from_json(&right.to_string()).unwrap();
        assert_eq!(intent.operation().id, operation);
        let wrong = with("body", body.to_string().into()).to_string();
        let error = Intent::from_json(&wrong).unwrap_err();
        assert_eq!(error.what(), "body");
        assert!(!error.to_string().contains("c2VjcmV0"), "{error}");
    }
}

#[test]
fn neither_text_form_shows_the_body() {
    let mut written = with("operation", "replace_instance".into());
    written["body"] = json!({"image": "image_a", "cloud_init_user_data": "c2VjcmV0"})
        .to_string()
        .into();
    let intent = Intent::from_json(&written.to_string()).unwrap();
    for text in [
        format!("{intent:?}"),
        format!("{intent:#?}"),
        intent.to_string(),
    ] {
        assert!(!text.contains("c2VjcmV0"), "{text}");
        assert!(text.contains("run-7"), "{text}");
    }
}

#[test]
fn a_call_made_again_is_the_same_call_over_a_longer_time() {
    let first = Intent::from_json(&written().to_string()).unwrap();
    let mut later = with("first_attempt_at", json!(1_784_625_000));
    later["last_attempt_by"] = json!(1_784_625_060);
    let again = Intent::from_json(&later.to_string()).unwrap();
    assert!(first.is_same_call(&again));
    let both = first.sent_again(&again);
    assert_eq!(both.first_attempt_at(), first.first_attempt_at());
    assert_eq!(both.last_attempt_by(), again.last_attempt_by());
    for (field, other) in [
        ("idempotency_key", "run-8"),
        ("base_url", "https://gateway.example"),
        ("path", "/v2/orders"),
        ("body", &order_body().replace("2.50", "2.51")),
    ] {
        let other = Intent::from_json(&with(field, other.into()).to_string()).unwrap();
        assert!(!first.is_same_call(&other), "{field}");
    }
}

#[test]
fn the_last_attempt_is_rounded_up_and_never_overflows() {
    let time = Timestamp::from_seconds(100);
    assert_eq!(later(time, Duration::from_millis(1_001)).as_seconds(), 102);
    assert_eq!(later(time, Duration::from_secs(1)).as_seconds(), 101);
    assert_eq!(later(time, Duration::MAX).as_seconds(), i64::MAX);
}

/// JSON of any shape.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Intent::from_json(&text);
    }

    #[test]
    fn any_value_of_any_field_is_read_or_refused_by_name(
        field in prop::sample::select(vec![
            "version", "operation", "idempotency_key", "base_url", "caller", "path", "body",
            "first_attempt_at", "last_attempt_by",
        ]),
        value in any_json(),
    ) {
        match Intent::from_json(&with(field, value).to_string()) {
            Ok(intent) => {
                prop_assert_eq!(Intent::from_json(&intent.to_json()).unwrap(), intent);
            }
            Err(error) => {
                // A first attempt after the last shows in the last.
                let names = [field, "last_attempt_by"];
                prop_assert!(names.contains(&error.what()), "{}", error);
            }
        }
    }

    #[test]
    fn what_is_read_goes_where_it_says(tail in "[ -~]{0,40}") {
        let path = format!("/{tail}");
        if let Ok(intent) = Intent::from_json(&with("path", path.into()).to_string()) {
            let url = format!("{}{}", intent.base_url(), intent.path());
            let parsed = reqwest::Url::parse(&url).unwrap();
            prop_assert_eq!(parsed.as_str(), url.as_str());
            prop_assert_eq!(parsed.host_str(), Some("api.sfcompute.com"));
            prop_assert_eq!(parsed.path(), intent.path());
        }
    }
}
