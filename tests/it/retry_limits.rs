//! How long a call goes on: pauses, `Retry-After`, deadlines and the budget.

use std::time::Duration;

use sfcompute::{AttemptOutcome, Order, RetriesEnded, RetryAdvice, RetryBudget, RetryPolicy};

use crate::retry::buy;
use crate::steps::{Fixed, Step, Steps};
use crate::wire::order_of_july;

fn placed() -> Step {
    Step::json(201, &order_of_july())
}

/// An order, and why there is none.
async fn get(steps: &Steps) -> Result<Order, sfcompute::Error> {
    steps.client().orders().get("ordr_a").await
}

#[tokio::test]
async fn pauses_double_up_to_the_most() {
    let steps = Steps::new(vec![Step::error(503)]).await;
    let policy = RetryPolicy::new()
        .attempts(6)
        .backoff(Duration::from_millis(100), Duration::from_millis(500));
    let call = steps.client().orders().get("ordr_a").retry(policy);
    call.await.unwrap_err();
    assert_eq!(steps.time.sleeps(), [100, 200, 400, 500, 500]);
}

#[tokio::test]
async fn a_pause_is_what_randomness_makes_of_it() {
    for (bits, slept) in [(0, [0, 0, 0]), (1 << 63, [125, 250, 500])] {
        let steps = Steps::new(vec![Step::error(503)]).await;
        let client = steps.builder().random(Fixed(bits)).build().unwrap();
        client.me().await.unwrap_err();
        assert_eq!(steps.time.sleeps(), slept);
    }
}

#[tokio::test]
async fn what_the_server_asks_for_comes_on_top() {
    let date = "Tue, 21 Jul 2026 10:00:00 GMT";
    for (after, slept) in [
        (Step::error(503).with("retry-after", "7"), 7_250),
        (Step::error(429).with("retry-after", "0"), 250),
        (Step::error(503).with("retry-after", "soon"), 250),
        // Against the clock, and against the server's own date.
        (
            Step::error(503).with("retry-after", "Tue, 21 Jul 2026 09:30:20 GMT"),
            20_250,
        ),
        (
            Step::error(503)
                .with("retry-after", "Tue, 21 Jul 2026 10:00:09 GMT")
                .with("date", date),
            9_250,
        ),
        (
            Step::error(503)
                .with("retry-after", "Tue, 21 Jul 2026 09:00:00 GMT")
                .with("date", date),
            250,
        ),
    ] {
        let steps = Steps::new(vec![after, placed()]).await;
        get(&steps).await.unwrap();
        assert_eq!(steps.time.sleeps(), [slept]);
    }
}

#[tokio::test]
async fn what_the_server_asks_for_is_capped() {
    let steps = vec![Step::error(503).with("retry-after", "3600"), placed()];
    let steps = Steps::new(steps).await;
    let policy = RetryPolicy::new().longest_retry_after(Duration::from_secs(5));
    let call = steps.client().orders().get("ordr_a").retry(policy);
    call.await.unwrap();
    assert_eq!(steps.time.sleeps(), [5_250]);
}

#[tokio::test]
async fn a_retry_that_does_not_fit_is_not_started() {
    let steps = vec![Step::error(429).with("retry-after", "90"), placed()];
    let steps = Steps::new(steps).await;
    let error = buy(&steps.client()).await.unwrap_err();
    assert_eq!(steps.count(), 1);
    assert_eq!(steps.time.sleeps(), [0_u128; 0]);
    assert_eq!(error.retries_ended(), Some(RetriesEnded::Deadline));
    assert!(error.is_rate_limited() && !error.is_outcome_unknown());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
    let after = Duration::from_millis(90_250);
    assert_eq!(error.retry_advice(), RetryAdvice::Retry { after });
    assert_eq!(
        error.to_string(),
        "create_order: refused with 429 Too Many Requests (some_error): no; send fewer requests; \
         not tried again, since the next attempt did not fit into the timeout"
    );
}

#[tokio::test]
async fn an_attempt_that_is_late_makes_room_for_another() {
    let steps = Steps::new(vec![Step::Stall, placed()]).await;
    let client = steps.builder().attempt_timeout(Duration::from_secs(3));
    let order = buy(&client.build().unwrap()).await.unwrap();
    assert_eq!(order.id.as_str(), "ordr_k3R-nX9vLm7Qp2Yw5Jd8F");
    assert_eq!(steps.count(), 2);
    assert_eq!(steps.time.passed(), Duration::from_millis(3_250));
    let keys: Vec<_> = steps
        .seen()
        .iter()
        .map(|seen| seen.header("idempotency-key").map(str::to_owned))
        .collect();
    assert!(keys[0].is_some());
    assert_eq!(keys[0], keys[1]);
}

#[tokio::test]
async fn the_whole_call_ends_by_its_timeout() {
    let steps = Steps::new(vec![Step::Stall]).await;
    let call = steps.client().orders().get("ordr_a");
    let call = call
        .timeout(Duration::from_secs(10))
        .attempt_timeout(Duration::from_secs(4));
    let error = call.await.unwrap_err();
    // 4 s, a pause of 250 ms, 4 s, a pause of 500 ms, and the 1.25 s that are left.
    let limits: Vec<_> = error.attempts().iter().map(|a| a.outcome.clone()).collect();
    let late = |millis| AttemptOutcome::TimedOut(Duration::from_millis(millis));
    assert_eq!(limits, [late(4_000), late(4_000), late(1_250)]);
    assert_eq!(error.retries_ended(), Some(RetriesEnded::Deadline));
    assert_eq!(steps.time.passed(), Duration::from_secs(10));
    assert!(error.is_timeout());
}

#[tokio::test]
async fn clones_share_a_budget_that_runs_dry() {
    let steps = Steps::new(vec![Step::error(503)]).await;
    let budget = RetryBudget::new(20).unwrap();
    let client = steps
        .builder()
        .retry_budget(budget.clone())
        .build()
        .unwrap();
    let error = client.me().await.unwrap_err();
    assert_eq!(error.retries_ended(), Some(RetriesEnded::Attempts));
    assert_eq!(budget.available(), 5);
    let error = client.clone().me().await.unwrap_err();
    assert_eq!(error.retries_ended(), Some(RetriesEnded::Budget));
    assert!(error.to_string().contains("the retry budget is spent"));
    let error = client.me().await.unwrap_err();
    assert_eq!(error.attempts().len(), 1);
    assert_eq!(steps.count(), 4 + 2 + 1);
    assert_eq!(budget.available(), 0);
}

#[tokio::test]
async fn successes_fill_the_budget_again() {
    let account = serde_json::json!({
        "object": "account", "account_id": "acct_a", "created_at": 1_738_972_700
    });
    let fine = Step::json(200, &account);
    let steps = vec![Step::error(503), Step::Stall, fine.clone(), fine];
    let steps = Steps::new(steps).await;
    let client = steps.client();
    assert_eq!(client.retry_budget().available(), 500);
    client.me().await.unwrap();
    // 5 for a retry after a failure, 10 after a late one, which the success gives back.
    assert_eq!(client.retry_budget().available(), 495);
    for _ in 0..6 {
        client.me().await.unwrap();
    }
    assert_eq!(client.retry_budget().available(), 500);
}
