//! Which calls are sent again, after what, and how the attempts read.

use std::time::Duration;

use sfcompute::{
    AttemptOutcome, Client, Error, Order, RetriesEnded, RetryAdvice, RetryPolicy, Safety,
    operations,
};

use crate::steps::{Step, Steps};
use crate::wire::{order_of_july, window};

pub async fn buy(client: &Client) -> Result<Order, Error> {
    let order = client.orders().buy("isku_a", 4).pool("pool_a");
    order.window(window()).limit_price("2.5").await
}

fn placed() -> Step {
    Step::json(201, &order_of_july())
}

/// One call of each class; what it comes to does not matter here.
async fn call(client: &Client, class: Safety) -> Result<(), Error> {
    match class {
        Safety::Read => client.orders().get("ordr_a").await.map(drop),
        Safety::Idempotent => client.orders().cancel("ordr_a").await,
        Safety::Keyed => buy(client).await.map(drop),
        _ => client.pools().create("wksp_a").await.map(drop),
    }
}

const CLASSES: [Safety; 4] = [
    Safety::Read,
    Safety::Idempotent,
    Safety::Keyed,
    Safety::Unsafe,
];

#[test]
fn the_calls_here_are_of_the_classes_they_stand_for() {
    let classes = [
        operations::FETCH_ORDER.safety,
        operations::CANCEL_ORDER.safety,
        operations::CREATE_ORDER.safety,
        operations::CREATE_POOL.safety,
    ];
    assert_eq!(classes, CLASSES);
}

#[tokio::test]
async fn each_status_is_tried_again_or_not_as_the_table_says() {
    for (status, tries) in [
        (307, 1),
        (400, 1),
        (401, 1),
        (402, 1),
        (403, 1),
        (404, 1),
        (408, 4),
        (409, 1),
        (422, 1),
        (425, 4),
        (429, 4),
        (500, 4),
        (501, 1),
        (502, 4),
        (503, 4),
        (504, 4),
        (505, 1),
        (520, 4),
        (524, 4),
        (525, 1),
    ] {
        for class in CLASSES {
            let steps = Steps::new(vec![Step::error(status)]).await;
            let error = call(&steps.client(), class).await.unwrap_err();
            let tries = if class == Safety::Unsafe { 1 } else { tries };
            assert_eq!(steps.count(), tries, "{status} {class}");
            assert_eq!(error.attempts().len(), tries, "{status} {class}");
            assert_eq!(error.status().unwrap().as_u16(), status);
            let ended = match tries {
                1 => RetriesEnded::NotRetryable,
                _ => RetriesEnded::Attempts,
            };
            assert_eq!(error.retries_ended(), Some(ended), "{status} {class}");
            let unknown = matches!(status, 307 | 408 | 500..=599) && class != Safety::Read;
            assert_eq!(error.is_outcome_unknown(), unknown, "{status} {class}");
            let intent = unknown && class == Safety::Keyed;
            assert_eq!(error.intent().is_some(), intent, "{status} {class}");
        }
    }
}

#[tokio::test]
async fn what_may_have_left_is_tried_again_unless_it_is_unsafe() {
    for step in [Step::Close, Step::Cut, Step::Stall] {
        for class in CLASSES {
            let steps = Steps::new(vec![step.clone()]).await;
            let client = steps.builder().attempt_timeout(Duration::from_secs(2));
            let error = call(&client.build().unwrap(), class).await.unwrap_err();
            let tries = if class == Safety::Unsafe { 1 } else { 4 };
            assert_eq!(steps.count(), tries, "{step:?} {class}");
            assert_eq!(error.is_timeout(), matches!(step, Step::Stall), "{error}");
            assert_eq!(error.is_interrupted(), !error.is_timeout(), "{error}");
            assert_eq!(error.is_outcome_unknown(), class != Safety::Read);
            let advice = error.retry_advice();
            match class {
                Safety::Keyed => assert_eq!(advice, RetryAdvice::Reconcile),
                Safety::Unsafe => assert_eq!(advice, RetryAdvice::LookFirst),
                _ => assert!(matches!(advice, RetryAdvice::Retry { .. }), "{advice}"),
            }
        }
    }
}

#[tokio::test]
async fn what_never_left_is_tried_again_whatever_it_is() {
    for class in CLASSES {
        let steps = Steps::late(vec![Step::error(422)]);
        let error = call(&steps.client(), class).await.unwrap_err();
        assert_eq!(steps.count(), 1, "{class}");
        assert_eq!(error.attempts().len(), 2, "{class}");
        let first = &error.attempts()[0].outcome;
        assert!(matches!(first, AttemptOutcome::NotSent(_)), "{first}");
        assert!(!error.is_outcome_unknown(), "{class}: {error}");
    }
}

#[tokio::test]
async fn every_attempt_of_a_keyed_call_is_the_same_to_the_byte() {
    let steps = Steps::new(vec![Step::Close, Step::error(503), Step::Cut, placed()]).await;
    let client = steps.client();
    let order = client.orders().buy("isku_a", 4).pool("pool_a");
    let call = order.window(window()).limit_price("2.5").call();
    let response = call.response().await.unwrap();

    let seen = steps.seen();
    assert_eq!(seen.len(), 4);
    for request in &seen {
        assert_eq!(request.line, "POST /preview/v2/orders");
        assert_eq!(request.body, seen[0].body);
        assert_eq!(request.headers, seen[0].headers);
        let key = request.header("idempotency-key").unwrap();
        assert_eq!(key, response.idempotency_key().unwrap().as_str());
    }
    let key: uuid::Uuid = response
        .idempotency_key()
        .unwrap()
        .as_str()
        .parse()
        .unwrap();
    assert_eq!(key.get_version_num(), 7);
}

#[tokio::test]
async fn a_result_tells_of_every_attempt() {
    let steps = vec![
        Step::error(503).with("x-request-id", "req_1"),
        Step::Stall,
        placed().with("x-request-id", "req_3"),
    ];
    let steps = Steps::new(steps).await;
    let call = steps.client().orders().get("ordr_a");
    let response = call.response().await.unwrap();
    assert_eq!(response.request_id(), Some("req_3"));
    let told: Vec<String> = response.attempts().iter().map(|a| a.to_string()).collect();
    assert_eq!(
        told,
        [
            "2026-07-21T09:30:00Z (+0ns), 0ns: 503 Service Unavailable [request req_1]",
            "2026-07-21T09:30:00Z (+250ms), 30s: no answer within 30s",
            "2026-07-21T09:30:30Z (+30.75s), 0ns: 201 Created [request req_3]",
        ]
    );
    assert_eq!(response.elapsed(), Duration::from_millis(30_750));
}

#[tokio::test]
async fn an_error_tells_of_every_attempt() {
    let steps = vec![Step::error(502), Step::error(502).with("cf-ray", "ray_2")];
    let steps = Steps::new(steps).await;
    let once_more = RetryPolicy::new().attempts(2);
    let call = steps.client().orders().get("ordr_a").retry(once_more);
    let error = call.await.unwrap_err();
    let ids: Vec<_> = error
        .attempts()
        .iter()
        .map(|a| a.request_id.clone())
        .collect();
    assert_eq!(ids, [None, Some("ray_2".to_owned())]);
    assert_eq!(
        error.to_string(),
        "fetch_order: failed with 502 Bad Gateway (some_error): no; tried 2 times [request ray_2]"
    );
    assert!(format!("{error:?}").contains("ray_2"), "{error:?}");
}

#[tokio::test]
async fn a_call_may_do_without_retries() {
    let steps = Steps::new(vec![Step::error(503)]).await;
    let call = steps.client().orders().get("ordr_a");
    call.retry(RetryPolicy::none()).await.unwrap_err();
    let client = steps.builder().retry(RetryPolicy::none()).build().unwrap();
    client.me().await.unwrap_err();
    assert_eq!(steps.count(), 2);
}

#[tokio::test]
async fn a_policy_beyond_reason_is_refused() {
    let steps = Steps::new(vec![placed()]).await;
    let policy = RetryPolicy::new().attempts(0);
    let error = steps.builder().retry(policy.clone()).build().unwrap_err();
    assert!(error.is_configuration());
    assert_eq!(
        error.to_string(),
        "retry.attempts: given 0, allowed: 1 to 100, the first included"
    );
    let call = steps.client().orders().get("ordr_a").retry(policy);
    let error = call.await.unwrap_err();
    assert_eq!(error.problems()[0].field(), "retry.attempts");
    assert_eq!(steps.count(), 0);
}

/// The token goes to the base URL and nowhere else, whatever the server points at.
#[tokio::test]
async fn a_redirect_to_another_host_gets_nothing() {
    let elsewhere = Steps::new(vec![placed()]).await;
    for status in [301, 302, 303, 307, 308] {
        let step = Step::error(status).with("location", &elsewhere.url);
        let steps = Steps::new(vec![step]).await;
        let error = buy(&steps.client()).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.retry_advice(), RetryAdvice::Reconcile);
        assert_eq!(steps.count(), 1);
    }
    assert_eq!(elsewhere.count(), 0);
}
