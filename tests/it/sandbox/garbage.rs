//! Whatever is sent: no failure of the server, and no answer that breaks the contract.

use http::Request;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::{TRAINING, Watched, tomorrow};

const METHODS: [&str; 7] = ["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS"];

/// Any JSON, with the words of the contract among its strings.
fn value() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just(TRAINING.to_owned()),
        Just("buy".to_owned()),
        Just("2.50".to_owned()),
        Just("isku_x".to_owned()),
        Just("pool_x".to_owned()),
        Just("99999999999999999999999999999.9".to_owned()),
        ".{0,12}",
    ];
    let start = tomorrow().start().as_seconds();
    let number = prop_oneof![
        any::<i64>(),
        -2..100_i64,
        (-100..100_i64).prop_map(move |minutes| start + minutes * 60),
        Just(i64::MAX / 60 * 60),
        Just(i64::MIN / 60 * 60),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number.prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|float| json!(float)),
        word.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let key = prop_oneof![field(), ".{0,6}"];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// A field's name.
fn field() -> impl Strategy<Value = String> {
    let names = [
        "pool",
        "capacity",
        "side",
        "instance_sku",
        "allocation_schedule_delta",
        "limit_price_dollars_per_node_hour",
        "allow_standing",
        "allow_partial",
        "start_at",
        "end_at",
        "node_count",
        "from_pool",
        "to_pool",
        "workspace",
        "name",
        "tags",
        "requirements",
        "duration_seconds",
        "image",
        "part_id",
        "sha256",
        "cloud_init_user_data",
        "enrolled",
    ];
    proptest::sample::select(names.to_vec()).prop_map(str::to_owned)
}

/// A body with every field of the requests, each good or anything.
fn body(sku: String) -> impl Strategy<Value = Value> {
    let (start, end) = (
        tomorrow().start().as_seconds(),
        tomorrow().end().as_seconds(),
    );
    let good = [
        ("pool", json!(TRAINING)),
        ("side", json!("buy")),
        ("instance_sku", json!(sku)),
        (
            "allocation_schedule_delta",
            json!([{"start_at": start, "end_at": end, "node_count": 1}]),
        ),
        ("limit_price_dollars_per_node_hour", json!("2.50")),
        ("from_pool", json!(TRAINING)),
        ("to_pool", json!(super::INFERENCE)),
        ("workspace", json!("sfc:workspace:acme:prod")),
        ("requirements", json!({})),
        ("start_at", json!(start)),
        ("duration_seconds", json!(3600)),
        ("node_count", json!(1)),
        ("tags", json!({})),
        ("image", json!(super::images::PUBLIC)),
        ("part_id", json!(1)),
        ("enrolled", json!(true)),
        ("cloud_init_user_data", json!("I2Nsb3VkLWNvbmZpZwo=")),
    ];
    let member = move |(field, good): (&'static str, Value)| {
        let value =
            prop_oneof![8 => Just(Some(good)), 1 => value().prop_map(Some), 1 => Just(None)];
        value.prop_map(move |value| value.map(|value| (field.to_owned(), value)))
    };
    good.map(member)
        .to_vec()
        .prop_map(|members| members.into_iter().flatten().collect())
}

/// A path template with this in the place of its parameter.
fn filled(path: &str, id: &str) -> String {
    let segments = path.split('/');
    let segments = segments.map(|segment| {
        if segment.starts_with('{') {
            id
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn target() -> impl Strategy<Value = String> {
    let all = sfcompute::operations::OPERATIONS.map(|op| op.path);
    let path = proptest::sample::select(all.to_vec());
    let id = prop_oneof![
        Just(TRAINING.to_owned()),
        Just("ordr_00000000000".to_owned()),
        "[a-z_:%.0-9-]{1,12}".prop_map(|id| id.replace('%', "%25")),
        "%[0-9a-f]{2}",
    ];
    let parameter = prop_oneof![
        "(limit|depth|schedule_history_minutes|num_vcpus|memory)=[-0-9a-z]{0,22}",
        "(start_at|end_at|range_start_at|range_end_at|since_at|created_after)=-?[0-9]{0,20}",
        "(starting_after|ending_before)=(ordrc|poolc|ptfrc|iskuc|mfilc|mwin|usrc|imagec|itmplc|procc|deplc)_[0-9a-f-]{0,30}",
        "(requirements|status|side|sort_by|tag|pool|workspace|id|email|include)=[a-z:;,=._-]{0,20}",
        "[a-z_%=&0-9]{0,12}",
    ];
    let query = proptest::collection::vec(parameter, 0..4).prop_map(|all| all.join("&"));
    (path, id, query).prop_map(|(path, id, query)| format!("{}?{query}", filled(path, &id)))
}

/// Sends what the strategy makes, as the buyer, and looks only that the server did not fail.
async fn bombard(
    watched: &Watched,
    cases: usize,
    request: impl Strategy<Value = (String, String, Vec<u8>)>,
) {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let token = format!("Bearer {}", watched.market.token());
    for _ in 0..cases {
        let (method, target, body) = request.new_tree(&mut runner).unwrap().current();
        let sent = Request::builder().method(method.as_str()).uri(&target);
        // Some texts are no URI at all; no client can send those.
        let Ok(sent) = sent
            .header("authorization", &token)
            .body(body.clone().into())
        else {
            continue;
        };
        let answer = watched.send(sent).await;
        let shown = String::from_utf8_lossy(&body);
        assert!(
            answer.status.as_u16() < 500,
            "{method} {target} {shown}: {answer:?}"
        );
    }
    assert_eq!(watched.conformance.breaches(), Vec::<String>::new());
}

#[tokio::test]
async fn any_target_is_answered() {
    let watched = Watched::at_once().await;
    let method = proptest::sample::select(METHODS.to_vec()).prop_map(str::to_owned);
    let request = (method, target(), Just(b"{}".to_vec()));
    bombard(&watched, 1_500, request).await;
}

#[tokio::test]
async fn any_body_is_answered() {
    let watched = Watched::at_once().await;
    let image = super::images::started(&watched, "target").await;
    let parts = format!("/images/{image}/parts");
    let targets = [
        "/orders",
        "/order_preview",
        "/pool_transfers",
        "/pools",
        "/images",
        &parts,
        "/instance_templates",
        "/workspaces",
        "/feature_flags/open-trial",
    ]
    .map(str::to_owned);
    let target = proptest::sample::select(targets.to_vec());
    let target = target.prop_map(|target| format!("/preview/v2{target}"));
    let body = prop_oneof![
        6 => body(watched.sku().to_owned()).prop_map(|body| body.to_string().into_bytes()),
        2 => value().prop_map(|body| body.to_string().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..64),
    ];
    bombard(&watched, 2_500, (Just("POST".to_owned()), target, body)).await;
    // Some of it was good.
    let answers = watched.conformance.answers();
    for good in [
        "/orders 201",
        "/order_preview 200",
        "/pool_transfers 202",
        "/pools 201",
        "/images 201",
        "/parts 200",
        "/instance_templates 201",
        "/workspaces 201",
        "/feature_flags/{feature_flag} 200",
    ] {
        assert!(
            answers.iter().any(|answer| answer.ends_with(good)),
            "{good}"
        );
    }
}

#[tokio::test]
async fn any_change_of_a_pool_is_answered() {
    let watched = Watched::at_once().await;
    let id = &watched.market.accounts()[0].pools[0].id;
    let target = format!("/preview/v2/pools/{id}");
    let change = proptest::collection::vec((field(), value()), 0..4);
    let body = change.prop_map(|members| {
        members
            .into_iter()
            .collect::<Value>()
            .to_string()
            .into_bytes()
    });
    bombard(
        &watched,
        500,
        (Just("PATCH".to_owned()), Just(target), body),
    )
    .await;
}

#[tokio::test]
async fn numbers_at_their_ends_are_answered() {
    let watched = Watched::at_once().await;
    let sku = watched.sku().to_owned();
    let start = tomorrow().start().as_seconds();
    let times = [
        i64::MIN,
        i64::MIN / 60 * 60,
        -60,
        0,
        start,
        i64::MAX / 60 * 60,
        i64::MAX,
    ];
    let nodes = [i32::MIN, 0, 1, i32::MAX];
    let prices = [
        "0.0",
        "0.00006",
        "9223372036854.775807",
        "79228162514264337593543950335.0",
    ];
    for (from, to) in times.iter().flat_map(|from| times.map(|to| (*from, to))) {
        for (node_count, price) in nodes.iter().zip(prices) {
            let schedule = json!([{"start_at": from, "end_at": to, "node_count": node_count}]);
            let order = json!({
                "side": "buy", "pool": TRAINING, "instance_sku": sku,
                "allocation_schedule_delta": schedule, "allow_standing": true,
                "limit_price_dollars_per_node_hour": price,
            });
            let transfer = json!({
                "from_pool": TRAINING, "to_pool": super::INFERENCE, "instance_sku": sku,
                "allocation_schedule_delta": schedule,
            });
            let preview = json!({
                "side": "sell", "requirements": {}, "start_at": from, "node_count": node_count,
                "duration_seconds": to.unsigned_abs(),
            });
            for (target, body) in [
                ("/orders", order),
                ("/pool_transfers", transfer),
                ("/order_preview", preview),
            ] {
                let answer = watched.raw("POST", target, &body.to_string()).await;
                assert!(answer.status.as_u16() < 500, "{target} {body}: {answer:?}");
            }
        }
        let window = format!("start_at={from}&end_at={to}&since_at={to}");
        let range = format!("range_start_at={from}&range_end_at={to}");
        let created = format!("created_after={from}&created_before={to}");
        for target in [
            format!("/orderbook/quote?{window}"),
            format!("/orderbook/depth?{window}"),
            format!("/orderbook/fills?{window}"),
            format!("/orderbook/windows?{range}"),
            format!("/orders?{created}"),
        ] {
            let answer = watched.raw("GET", &target, "").await;
            assert!(answer.status.as_u16() < 500, "{target}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_market_lives_to_the_end_of_time() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool(TRAINING)
        .window(tomorrow());
    let order = order.limit_price("2.50").standing().await.unwrap();
    for seconds in [i64::MIN, i64::MAX - 61, i64::MAX] {
        watched
            .clock
            .set(sfcompute::Timestamp::from_seconds(seconds));
        for operation in sfcompute::operations::OPERATIONS {
            if operation.method == "GET" {
                let path = operation.path.trim_start_matches("/preview/v2");
                let path = filled(path, order.id.as_str());
                let answer = watched.raw("GET", &path, "").await;
                assert!(answer.status.as_u16() < 500, "{path}: {answer:?}");
            }
        }
        watched
            .raw(
                "GET",
                &format!("/pools/{TRAINING}?schedule_history_minutes=1440"),
                "",
            )
            .await;
        watched
            .raw("GET", "/orderbook/fills?start_at=0&end_at=60", "")
            .await;
        watched
            .raw("DELETE", &format!("/orders/{}", order.id), "")
            .await;
        watched
            .raw(
                "POST",
                "/pools",
                r#"{"workspace":"sfc:workspace:acme:prod"}"#,
            )
            .await;
    }
}
