//! The key sent again: what is sent, when it is not, and what each answer means.

use serde_json::{Value, json};
use sfcompute::reconcile::{Evidence, Reconciled, Resource, Why};
use sfcompute::{CallOptions, RetryPolicy};

use super::stand::{
    END, FIRST, Stand, error, order, order_body, pool_at, transfer, transfer_body, with,
};

/// That the answer is unknown for this reason, and its text.
#[track_caller]
fn unknown(answer: &Reconciled, why: &Why) -> String {
    let unknown = answer.unwrap_unknown();
    assert_eq!(unknown.why(), why, "{answer}");
    answer.to_string()
}

pub trait Unwrap {
    fn unwrap_unknown(&self) -> &sfcompute::reconcile::StillUnknown;
    fn unwrap_done(&self, evidence: Evidence) -> &Resource;
}

impl Unwrap for Reconciled {
    #[track_caller]
    fn unwrap_unknown(&self) -> &sfcompute::reconcile::StillUnknown {
        self.unknown().unwrap_or_else(|| panic!("{self}"))
    }

    #[track_caller]
    fn unwrap_done(&self, expected: Evidence) -> &Resource {
        match self {
            Self::Done { resource, evidence } if *evidence == expected => resource,
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn the_same_bytes_go_out_under_the_same_key() {
    let stand = Stand::with_orders((201, order("ordr_a", FIRST)), vec![]).await;
    // White space that no encoder would write.
    let body = order_body().to_string().replace(',', " ,\n ");
    let intent = with(&stand.order(), "body", body.clone());
    let answer = stand.client().reconcile(&intent).await;
    let made = answer.unwrap_done(Evidence::Key);
    assert_eq!(made.id(), "ordr_a");
    assert_eq!(made.order().unwrap().created_at.as_seconds(), FIRST);
    assert_eq!(
        answer.to_string(),
        "done: order ordr_a, standing (by its key)"
    );
    let posted = stand.posted();
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].path, "/preview/v2/orders");
    assert_eq!(posted[0].key, "the-key");
    assert_eq!(posted[0].body, body);
    assert_eq!(stand.read(), Vec::<String>::new());
}

#[tokio::test]
async fn a_transfer_is_replayed_like_an_order() {
    let stand = Stand::with_orders((202, transfer("pxfr_a", FIRST)), vec![]).await;
    let answer = stand.client().reconcile(&stand.transfer()).await;
    let made = answer.unwrap_done(Evidence::Key);
    assert_eq!(made.transfer().unwrap().id, "pxfr_a");
    assert_eq!(stand.posted()[0].path, "/preview/v2/pool_transfers");
    assert_eq!(stand.posted()[0].body, transfer_body().to_string());
}

#[tokio::test]
async fn an_intent_taken_before_sending_is_what_is_sent() {
    let stand = Stand::with_orders((201, order("ordr_a", FIRST)), vec![]).await;
    let client = stand.client();
    let body = serde_json::from_value(order_body()).unwrap();
    let mut call = client.orders().create(body);
    let intent = call.intent().unwrap();
    // Asked again, it is the same.
    assert_eq!(call.intent().unwrap(), intent);
    assert_eq!(stand.posted().len(), 0);
    assert_eq!(intent.first_attempt_at().as_seconds(), FIRST);
    assert_eq!(intent.last_attempt_by().as_seconds(), FIRST + 60);
    assert_eq!(intent.base_url(), stand.url);

    let response = call.response().await.unwrap();
    assert_eq!(response.idempotency_key(), Some(intent.idempotency_key()));
    let _ = client.reconcile(&intent).await;
    for posted in stand.posted() {
        assert_eq!(posted.path, intent.path());
        assert_eq!(posted.key, intent.idempotency_key().as_str());
        assert_eq!(posted.body, intent.body());
    }
    assert_eq!(stand.posted().len(), 2);
}

#[tokio::test]
async fn only_what_can_be_made_twice_has_an_intent() {
    let stand = Stand::with_orders((201, Value::Null), vec![]).await;
    let client = stand.client();
    let error = client.orders().get("ordr_a").intent().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().contains("idempotency key"), "{error}");
    let mut wrong = order_body();
    wrong["allocation_schedule_delta"][0]["node_count"] = 0.into();
    let mut call = client
        .orders()
        .create(serde_json::from_value(wrong).unwrap())
        .header("bad name", "x");
    assert_eq!(call.intent().unwrap_err().problems().len(), 2);
    assert!(call.await.unwrap_err().is_invalid_request());
    assert_eq!(stand.posted().len(), 0);
}

#[tokio::test]
async fn a_doubtful_error_carries_the_intent_of_its_call() {
    let stand = Stand::with_orders(error(503, "service_unavailable"), vec![]).await;
    let body = serde_json::from_value(order_body()).unwrap();
    let error = stand.client().orders().create(body).await.unwrap_err();
    let intent = error.intent().unwrap();
    assert_eq!(Some(intent.idempotency_key()), error.idempotency_key());
    assert_eq!(intent.body(), stand.posted()[0].body);
}

#[tokio::test]
async fn something_else_under_the_key_is_no_answer() {
    for (field, other) in [
        ("side", json!("sell")),
        ("limit_price_dollars_per_node_hour", json!("2.510000")),
        ("allow_standing", json!(false)),
        ("instance_sku", json!({"id": "isku_other"})),
        (
            "allocation_schedule_delta",
            json!([{"start_at": FIRST, "end_at": END, "node_count": 4}]),
        ),
    ] {
        let mut made = order("ordr_other", FIRST);
        made[field] = other;
        let stand = Stand::with_orders((201, made), vec![]).await;
        let answer = stand.client().reconcile(&stand.order()).await;
        let text = unknown(&answer, &Why::OtherTerms);
        assert!(text.contains("ordr_other"), "{field}: {text}");
    }
}

#[tokio::test]
async fn a_replay_is_tried_as_often_as_any_call() {
    let stand = Stand::with_orders(error(503, "service_unavailable"), vec![]).await;
    let options = CallOptions::new().retry(RetryPolicy::default());
    let answer = stand
        .client()
        .reconcile(&stand.order())
        .options(options)
        .await;
    unknown(&answer, &Why::NoAnswer);
    let attempts = answer.unwrap_unknown().error().unwrap().attempts().len();
    assert!(attempts > 1, "{attempts}");
    assert_eq!(stand.posted().len(), attempts);
}

#[tokio::test]
async fn no_answer_again_is_unknown_again() {
    // Nothing was found, but the replay itself may have been carried out.
    let stand = Stand::with_orders(error(500, "api_error"), vec![]).await;
    stand.clock.set(FIRST + 600);
    let answer = stand.client().reconcile(&stand.order()).await;
    let text = unknown(&answer, &Why::NoAnswer);
    assert!(text.contains("500"), "{text}");
    // The list shows one with its terms, but whose it is the key can still tell.
    let found = vec![order("ordr_a", FIRST + 2)];
    let stand = Stand::with_orders(error(500, "api_error"), found).await;
    let answer = stand.client().reconcile(&stand.order()).await;
    unknown(&answer, &Why::NoAnswer);
    assert_eq!(answer.unwrap_unknown().candidates()[0].id(), "ordr_a");
}

#[tokio::test]
async fn no_connection_is_unknown_without_looking() {
    let stand = Stand::with_orders((201, Value::Null), vec![]).await;
    // A port that nobody listens to: bound, and let go of.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let intent = with(&stand.order(), "base_url", url.as_str());
    let client = stand.builder().base_url(&url).build().unwrap();
    let answer = client.reconcile(&intent).await;
    unknown(&answer, &Why::NoAnswer);
    assert!(answer.unwrap_unknown().error().unwrap().is_connect());
}

#[tokio::test]
async fn a_list_that_cannot_be_had_is_unknown() {
    for (status, why) in [
        (401, Why::Refused),
        (403, Why::Refused),
        (422, Why::Refused),
        (429, Why::NoAnswer),
        (500, Why::NoAnswer),
    ] {
        let refused = error(422, "unprocessable_entity");
        let stand = Stand::serving(refused, move |path, _| match path {
            "/orders" => error(status, "whatever"),
            path => pool_at(path),
        })
        .await;
        stand.clock.set(FIRST + 600);
        let answer = stand.client().reconcile(&stand.order()).await;
        let text = unknown(&answer, &why);
        assert!(text.contains(&status.to_string()), "{text}");
    }
}

/// When the key is not sent again, and what forces it.
#[tokio::test]
async fn a_key_is_not_sent_where_it_may_be_taken_for_a_new_one() {
    const HOUR: i64 = 3_600;
    let another = "0190a4f2-0000-5000-8000-000000000000";
    // When it is asked, the intent's field that differs, and whether the key goes out.
    for (now, change, sent) in [
        (FIRST, None, true),
        (FIRST + HOUR, None, true),
        (FIRST + HOUR + 1, None, false),
        (FIRST - 300, None, true),
        (FIRST - 301, None, false),
        (FIRST, Some(("caller", another.into())), false),
        (
            FIRST,
            Some(("base_url", "https://gateway.example".into())),
            false,
        ),
        // The window is over, or about to be.
        (
            END - 1,
            Some(("first_attempt_at", Value::from(END - 60))),
            true,
        ),
        (
            END,
            Some(("first_attempt_at", Value::from(END - 60))),
            false,
        ),
    ] {
        let stand = Stand::with_orders((201, order("ordr_a", FIRST)), vec![]).await;
        stand.clock.set(now);
        let mut intent = with(&stand.order(), "last_attempt_by", END);
        if let Some((field, value)) = change.clone() {
            intent = with(&intent, field, value);
        }
        let client = stand.client();
        let answer = client.reconcile(&intent).await;
        assert_eq!(
            stand.posted().len(),
            usize::from(sent),
            "{now} {change:?}: {answer}"
        );
        let answer = client.reconcile(&intent).look_only().await;
        assert_eq!(
            stand.posted().len(),
            usize::from(sent),
            "{now} {change:?}: {answer}"
        );
        // Whoever knows better may insist; but not send it to another server.
        let elsewhere = intent.base_url() != stand.url;
        let _ = client.reconcile(&intent).replay().await;
        let more = usize::from(!elsewhere);
        assert_eq!(
            stand.posted().len(),
            usize::from(sent) + more,
            "{now} {change:?}"
        );
    }
}

#[tokio::test]
async fn how_long_keys_are_trusted_can_be_set() {
    let stand = Stand::with_orders((201, order("ordr_a", FIRST)), vec![]).await;
    stand.clock.set(FIRST + 100);
    let client = stand.client();
    let seconds = std::time::Duration::from_secs;
    let _ = client
        .reconcile(&stand.order())
        .trust_keys_for(seconds(99))
        .await;
    assert_eq!(stand.posted().len(), 0);
    let _ = client
        .reconcile(&stand.order())
        .trust_keys_for(seconds(100))
        .await;
    assert_eq!(stand.posted().len(), 1);
}
