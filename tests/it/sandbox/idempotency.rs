//! A key's second request: the same thing again, or a refusal; never a second one.

use http::StatusCode;
use serde_json::json;
use sfcompute::{Client, OrderStatus};

use super::{INFERENCE, Raw, TRAINING, Watched, tomorrow, window};

const KEY: &str = "restock-2026-07-21";

async fn post(watched: &Watched, target: &str, body: &str, keys: &[&str]) -> Raw {
    let token = format!("Bearer {}", watched.market.token());
    let mut headers = vec![("authorization", token.as_str())];
    headers.extend(keys.iter().map(|key| ("Idempotency-Key", *key)));
    watched.with_headers("POST", target, body, &headers).await
}

#[tokio::test]
async fn an_order_is_placed_once() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let place_as = |client: &Client, nodes| {
        let order = client
            .orders()
            .buy(watched.sku(), nodes)
            .pool(TRAINING)
            .window(tomorrow());
        order.limit_price("2.50").idempotency_key(KEY).call()
    };
    let place = |nodes| place_as(&buyer, nodes);
    let first = place(2).response().await.unwrap();
    assert_eq!(first.status(), StatusCode::CREATED);
    let first = first.into_inner();
    let again = place(2).response().await.unwrap();
    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(again.into_inner(), first);

    // The original order, as it is now.
    buyer.orders().wait(&first.id).until_filled().await.unwrap();
    let later = place(2).await.unwrap();
    assert_eq!((later.id, later.status), (first.id, OrderStatus::Filled));
    assert_eq!(buyer.orders().list().await.unwrap().data.len(), 1);

    // This client knows the key, and does not send it; another one asks the market.
    let other = place(3).await.unwrap_err();
    assert!(other.is_invalid_request(), "{other}");
    let other = place_as(&watched.buyer(), 3).await.unwrap_err();
    assert!(other.is_unprocessable(), "{other}");
    assert_eq!(other.details()[0].code, "idempotency_key_reused");
    assert_eq!(buyer.orders().list().await.unwrap().data.len(), 1);
}

#[tokio::test]
async fn a_transfer_is_made_once() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 4)
        .pool(TRAINING)
        .window(tomorrow());
    order.limit_price("2.50").await.unwrap();
    let make_as = |client: &Client, nodes| {
        let transfer = client
            .pools()
            .transfer(TRAINING, INFERENCE)
            .instance_sku(watched.sku());
        transfer
            .nodes(nodes)
            .window(tomorrow())
            .idempotency_key(KEY)
            .call()
    };
    let make = |nodes| make_as(&buyer, nodes);
    let first = make(1).await.unwrap();
    let again = make(1).response().await.unwrap();
    assert_eq!(again.status(), StatusCode::ACCEPTED);
    assert_eq!(again.into_inner(), first);
    assert_eq!(
        watched.nodes(&buyer, INFERENCE, tomorrow().start()).await,
        1
    );
    let other = make_as(&watched.buyer(), 2).await.unwrap_err();
    assert_eq!(other.details()[0].code, "idempotency_key_reused");
    assert_eq!(buyer.transfers().list().await.unwrap().data.len(), 1);
}

#[tokio::test]
async fn a_key_belongs_to_an_account_and_an_operation() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let day = window(30, 24);
    let order = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool(TRAINING)
        .window(day);
    let order = order
        .limit_price("1.02")
        .standing()
        .idempotency_key(KEY)
        .await
        .unwrap();
    // Another client of the same account: the first one would keep the key to its order.
    let transfer = watched.buyer();
    let transfer = transfer
        .pools()
        .transfer(TRAINING, INFERENCE)
        .instance_sku(watched.sku());
    transfer
        .nodes(1)
        .window(day)
        .idempotency_key(KEY)
        .await
        .unwrap();
    let provider = watched.provider();
    let other = provider
        .orders()
        .buy(watched.sku(), 1)
        .pool(super::TRADING)
        .window(day);
    let other = other
        .limit_price("1.02")
        .standing()
        .idempotency_key(KEY)
        .await
        .unwrap();
    assert_ne!(order.id, other.id);
}

#[tokio::test]
async fn the_same_request_in_other_words_is_the_same() {
    let watched = Watched::by_default().await;
    let end = tomorrow().end().as_seconds();
    let start = tomorrow().start().as_seconds();
    let sku = watched.sku();
    let one = format!(
        r#"{{"side":"buy","pool":"{TRAINING}","instance_sku":"{sku}","limit_price_dollars_per_node_hour":"2.5",
            "allocation_schedule_delta":[{{"start_at":{start},"end_at":{end},"node_count":1}}]}}"#
    );
    let other = json!({
        "allocation_schedule_delta": [{"node_count": 1, "start_at": start, "end_at": end}],
        "instance_sku": sku, "limit_price_dollars_per_node_hour": "2.5", "pool": TRAINING,
        "side": "buy", "a_field_of_next_year": true,
    });
    let first = post(&watched, "/orders", &one, &[KEY]).await;
    let again = post(&watched, "/orders", &other.to_string(), &[KEY]).await;
    assert_eq!(
        (first.status, again.status),
        (StatusCode::CREATED, StatusCode::CREATED)
    );
    assert_eq!(first.json, again.json);
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_unused() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let place = |nodes| {
        let order = buyer
            .orders()
            .buy(watched.sku(), nodes)
            .pool(TRAINING)
            .window(window(0, 600));
        order.limit_price("99.0").idempotency_key(KEY).call()
    };
    assert!(place(60).await.unwrap_err().is_payment_required());
    place(1).await.unwrap();
}

#[tokio::test]
async fn a_key_is_printable_and_comes_once() {
    let watched = Watched::by_default().await;
    let long = "k".repeat(256);
    let cases: [(&[&str], &str); 4] = [
        (&[""], "invalid"),
        (&["sch\u{fc}ssel"], "invalid"),
        (&[long.as_str()], "invalid"),
        (&["a", "b"], "repeated"),
    ];
    for target in ["/orders", "/pool_transfers"] {
        for (keys, code) in cases {
            let answer = post(&watched, target, "{}", keys).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{keys:?}");
            let expected = ("Idempotency-Key".to_owned(), code.to_owned());
            assert_eq!(answer.details(), [expected], "{keys:?}");
        }
    }
    // Operations that take no key do not look at one.
    let answer = post(
        &watched,
        "/pools",
        r#"{"workspace":"sfc:workspace:acme:prod"}"#,
        &[""],
    )
    .await;
    assert_eq!(answer.status, StatusCode::CREATED);
}
