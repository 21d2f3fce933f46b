//! Listing and matching: what is taken for the intent's, and what proves that nothing is.

use serde_json::{Value, json};
use sfcompute::Intent;
use sfcompute::journal::{Journal as _, MemoryJournal, Outcome};
use sfcompute::reconcile::{Evidence, Reconciled, Why};
use std::sync::Arc;

use super::replayed::Unwrap as _;
use super::stand::{
    FIRST, Stand, error, list, order, order_body, pool_at, transfer, transfer_body, with,
};

/// A time at which every attempt has been over for long enough.
const QUIET: i64 = FIRST + 60 + 120 + 1;

/// What is found for the order's intent when the key is refused and these orders are there.
async fn found(orders: Vec<Value>) -> Reconciled {
    let refused = error(422, "unprocessable_entity");
    let stand = Stand::with_orders(refused, orders).await;
    stand.clock.set(QUIET);
    let answer = stand.client().reconcile(&stand.order()).await;
    assert_eq!(stand.posted().len(), 1);
    answer
}

fn candidates(answer: &Reconciled, why: &Why) -> Vec<String> {
    let unknown = answer.unwrap_unknown();
    assert_eq!(unknown.why(), why, "{answer}");
    unknown
        .candidates()
        .iter()
        .map(|one| one.id().to_owned())
        .collect()
}

#[tokio::test]
async fn one_match_is_done() {
    for refusal in [400, 402, 403, 404, 409, 422, 429] {
        let stand = Stand::with_orders(error(refusal, "x"), vec![order("ordr_a", FIRST + 3)]).await;
        let answer = stand.client().reconcile(&stand.order()).await;
        assert_eq!(
            answer.unwrap_done(Evidence::Terms).id(),
            "ordr_a",
            "{refusal}"
        );
        let read = stand.read();
        let after = format!("created_after={}", FIRST - 300);
        let query = &read[1];
        for part in [
            "pool=pool_training",
            "side=buy",
            "limit=200",
            after.as_str(),
        ] {
            assert!(query.contains(part), "{part}: {query}");
        }
    }
}

#[tokio::test]
async fn nothing_there_and_nothing_under_way_is_never_happened() {
    assert!(found(vec![]).await.is_never_happened());
    // Others, each apart from the intent in one thing.
    let mut others = Vec::new();
    for (field, other) in [
        ("side", json!("sell")),
        ("pool", json!({"id": "pool_inference", "name": "inference"})),
        ("instance_sku", json!({"id": "isku_other"})),
        ("limit_price_dollars_per_node_hour", json!("2.500060")),
        ("allow_standing", json!(false)),
        ("created_at", json!(FIRST - 301)),
    ] {
        let mut one = order(&format!("ordr_{field}"), FIRST);
        one[field] = other;
        others.push(one);
    }
    for node_count in [3, 5] {
        let mut one = order(&format!("ordr_{node_count}"), FIRST);
        one["allocation_schedule_delta"][0]["node_count"] = node_count.into();
        others.push(one);
    }
    let answer = found(others).await;
    assert!(answer.is_never_happened(), "{answer}");
    assert_eq!(answer.to_string(), "never happened");
}

#[tokio::test]
async fn an_attempt_that_may_be_under_way_is_waited_for() {
    let refused = error(402, "payment_required");
    let stand = Stand::with_orders(refused, vec![]).await;
    let client = stand.client();
    for now in [FIRST, QUIET - 1] {
        stand.clock.set(now);
        let answer = client.reconcile(&stand.order()).await;
        let until = sfcompute::Timestamp::from_seconds(QUIET - 1);
        assert_eq!(answer.unwrap_unknown().why(), &Why::TooEarly(until));
        assert!(answer.to_string().contains("402"), "{answer}");
    }
    stand.clock.set(QUIET);
    assert!(client.reconcile(&stand.order()).await.is_never_happened());
    stand.clock.set(FIRST);
    let short = client
        .reconcile(&stand.order())
        .quiet_after(std::time::Duration::ZERO);
    assert!(matches!(
        short.await.unwrap_unknown().why(),
        Why::TooEarly(_)
    ));
    stand.clock.set(FIRST + 61);
    let short = client
        .reconcile(&stand.order())
        .quiet_after(std::time::Duration::ZERO);
    assert!(short.await.is_never_happened());
}

#[tokio::test]
async fn several_matches_are_shown_and_not_chosen_from() {
    let two = vec![order("ordr_a", FIRST), order("ordr_b", FIRST + 9)];
    let answer = found(two.clone()).await;
    assert_eq!(candidates(&answer, &Why::Several), ["ordr_a", "ordr_b"]);
    assert!(answer.to_string().contains("ordr_a, ordr_b"), "{answer}");
    // One that is known to be another's is no match.
    let stand = Stand::with_orders(error(422, "x"), two).await;
    let reconcile = stand
        .client()
        .reconcile(&stand.order())
        .made_otherwise("ordr_a");
    assert_eq!(reconcile.await.unwrap_done(Evidence::Terms).id(), "ordr_b");
}

#[tokio::test]
async fn what_was_made_too_early_or_too_late_is_shown_and_not_taken() {
    for created_at in [FIRST - 1, FIRST - 300, QUIET + 301, QUIET + 100_000] {
        let answer = found(vec![order("ordr_a", created_at)]).await;
        assert_eq!(
            candidates(&answer, &Why::Doubtful),
            ["ordr_a"],
            "{created_at}"
        );
    }
    // Beside a certain one it is a rival.
    let both = vec![order("ordr_a", FIRST - 1), order("ordr_b", FIRST)];
    assert_eq!(
        candidates(&found(both).await, &Why::Several),
        ["ordr_b", "ordr_a"]
    );
    for created_at in [FIRST, FIRST + 60, QUIET] {
        let answer = found(vec![order("ordr_a", created_at)]).await;
        assert_eq!(
            answer.unwrap_done(Evidence::Terms).id(),
            "ordr_a",
            "{created_at}"
        );
    }
}

#[tokio::test]
async fn what_other_intents_of_the_journal_have_made_is_left_out() {
    let refused = error(422, "unprocessable_entity");
    let stand = Stand::with_orders(refused, vec![order("ordr_a", FIRST)]).await;
    let journal = Arc::new(MemoryJournal::new());
    let other = with(&stand.order(), "idempotency_key", "another");
    journal.record(&other).await.unwrap();
    let made = Outcome::Done {
        resource: Some("ordr_a".to_owned()),
    };
    journal
        .settle(other.idempotency_key(), made.clone())
        .await
        .unwrap();
    stand.clock.set(QUIET);
    let client = stand.journaling(&journal);
    assert!(client.reconcile(&stand.order()).await.is_never_happened());

    // The one that this intent has made itself is not.
    let own = with(&stand.order(), "idempotency_key", "another");
    let answer = client.reconcile(&own).look_only().await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "ordr_a");
}

#[tokio::test]
async fn a_list_is_read_to_its_end() {
    let refused = error(422, "unprocessable_entity");
    let stand = Stand::serving(refused, |path, query| match path {
        "/orders" if query.contains("starting_after=ordrc_b") => {
            (200, list(&[order("ordr_on_the_last_page", FIRST)]))
        }
        "/orders" => {
            let cursor = if query.contains("ordrc_a") {
                "ordrc_b"
            } else {
                "ordrc_a"
            };
            (
                200,
                json!({"object": "list", "data": [], "has_more": true, "cursor": cursor}),
            )
        }
        path => pool_at(path),
    })
    .await;
    let answer = stand.client().reconcile(&stand.order()).await;
    assert_eq!(
        answer.unwrap_done(Evidence::Terms).id(),
        "ordr_on_the_last_page"
    );
    assert_eq!(stand.read().len(), 4);
}

#[tokio::test]
async fn absence_proves_nothing_where_not_everything_is_seen() {
    let refused = error(404, "not_found");
    let stand = Stand::serving(refused, |path, _| match path {
        "/orders" => (200, list(&[])),
        _ => error(404, "not_found"),
    })
    .await;
    stand.clock.set(QUIET);
    let answer = stand.client().reconcile(&stand.order()).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::NotVisible);
}

#[tokio::test]
async fn absence_proves_nothing_on_another_server() {
    let stand = Stand::with_orders((201, Value::Null), vec![]).await;
    stand.clock.set(QUIET);
    let intent = with(&stand.order(), "base_url", "https://gateway.example");
    let answer = stand.client().reconcile(&intent).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::OtherBaseUrl);
    // Another way to the same market shows it all the same.
    let found = vec![order("ordr_a", FIRST)];
    let stand = Stand::with_orders((201, Value::Null), found).await;
    let answer = stand.client().reconcile(&intent).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "ordr_a");
    assert_eq!(stand.posted().len(), 0);
}

#[tokio::test]
async fn absence_proves_nothing_while_the_clock_is_behind() {
    let stand = Stand::with_orders((201, Value::Null), vec![]).await;
    stand.clock.set(FIRST - 301);
    let answer = stand.client().reconcile(&stand.order()).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::ClockBehind);
}

#[tokio::test]
async fn another_token_that_sees_the_pools_can_tell() {
    let another = "0190a4f2-0000-5000-8000-000000000000";
    let stand = Stand::with_orders((201, Value::Null), vec![]).await;
    stand.clock.set(QUIET);
    let intent = with(&stand.order(), "caller", another);
    assert!(stand.client().reconcile(&intent).await.is_never_happened());
    assert_eq!(stand.posted().len(), 0);
}

#[tokio::test]
async fn orders_of_the_form_of_june_are_found() {
    let by = |capacity: &str| {
        let mut body = order_body();
        let capacity = Value::from(capacity);
        let fields = body.as_object_mut().unwrap();
        fields.remove("pool");
        fields.insert("capacity".to_owned(), capacity);
        body
    };
    let mut june = order("ordr_june", FIRST);
    june.as_object_mut().unwrap().remove("pool");
    june["capacity"] = json!({"id": "cap_training", "name": "training"});
    for capacity in ["cap_training", "sfc:capacity:acme:prod:training"] {
        let stand = Stand::with_orders(error(422, "x"), vec![june.clone()]).await;
        let intent = stand.intent("create_order", "/preview/v2/orders", &by(capacity));
        let answer = stand.client().reconcile(&intent).await;
        assert_eq!(
            answer.unwrap_done(Evidence::Terms).id(),
            "ordr_june",
            "{capacity}"
        );
    }
    // An id of that form has no pool whose orders could be listed, so that absence proves nothing.
    let stand = Stand::with_orders(error(422, "x"), vec![order("ordr_x", FIRST)]).await;
    stand.clock.set(QUIET);
    let intent = stand.intent("create_order", "/preview/v2/orders", &by("cap_other"));
    let answer = stand.client().reconcile(&intent).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::NotVisible);
}

async fn moved(transfers: Vec<Value>, change: impl Fn(&Stand) -> Intent) -> Reconciled {
    let refused = error(422, "unprocessable_entity");
    let stand = Stand::serving(refused, move |path, query| match path {
        "/pool_transfers" => {
            assert!(query.contains("limit=200"), "{query}");
            (200, list(&transfers))
        }
        path => pool_at(path),
    })
    .await;
    stand.clock.set(QUIET);
    let intent = change(&stand);
    stand.client().reconcile(&intent).await
}

#[tokio::test]
async fn transfers_are_matched_by_pools_sku_and_schedule() {
    let ours = transfer("pxfr_a", FIRST + 1);
    let answer = moved(vec![ours.clone()], Stand::transfer).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "pxfr_a");

    let mut others = Vec::new();
    for (field, other) in [
        ("from_pool", json!("pool_inference")),
        ("to_pool", json!("pool_training")),
        ("instance_sku", json!({"id": "isku_other"})),
        ("created_at", json!(FIRST - 301)),
    ] {
        let mut one = ours.clone();
        one[field] = other;
        others.push(one);
    }
    let mut longer = ours.clone();
    longer["allocation_schedule_delta"][2]["node_count"] = 1.into();
    others.push(longer);
    assert!(
        moved(others.clone(), Stand::transfer)
            .await
            .is_never_happened()
    );
    others.push(ours);
    let answer = moved(others, Stand::transfer).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "pxfr_a");
}

#[tokio::test]
async fn transfers_by_ids_of_the_form_of_june_are_found() {
    let of_june = |stand: &Stand| {
        let mut body = transfer_body();
        body["from_pool"] = "cap_training".into();
        body["to_pool"] = "cap_inference".into();
        stand.intent("create_pool_transfer", "/preview/v2/pool_transfers", &body)
    };
    let answer = moved(vec![transfer("pxfr_a", FIRST)], of_june).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "pxfr_a");
    let answer = moved(vec![], of_june).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::NotVisible);
}
