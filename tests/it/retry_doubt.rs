//! What is said of an outcome that is not known, and what of one that is.

use std::time::Duration;

use sfcompute::journal::{Journal as _, MemoryJournal};
use sfcompute::spend::SpendLimits;
use sfcompute::{Client, Error, Order, RetryAdvice, RetryPolicy};

use crate::retry::buy;
use crate::steps::{START, Step, Steps};
use crate::wire::{order_of_july, window};

fn placed() -> Step {
    Step::json(201, &order_of_july())
}

async fn buy_as(client: &Client, key: &str, nodes: u32) -> Result<Order, Error> {
    let order = client.orders().buy("isku_a", nodes).pool("pool_a");
    let order = order.window(window()).limit_price("2.5");
    order.idempotency_key(key).await
}

#[tokio::test]
async fn a_refusal_proves_nothing_about_an_attempt_before_it() {
    for first in [Step::Close, Step::Stall, Step::error(500)] {
        for last in [401, 403, 422, 429] {
            let last = Step::error(last);
            let steps = Steps::new(vec![first.clone(), last]).await;
            let client = steps.builder().retry(RetryPolicy::new().attempts(2));
            let error = buy(&client.build().unwrap()).await.unwrap_err();
            assert!(error.is_outcome_unknown(), "{error}");
            assert_eq!(error.retry_advice(), RetryAdvice::Reconcile);
            let intent = error.intent().unwrap();
            assert_eq!(intent.body(), steps.seen()[0].body);
            assert_eq!(intent.path(), "/preview/v2/orders");
            assert_eq!(intent.first_attempt_at().as_seconds(), START);
            assert_eq!(Some(intent.idempotency_key()), error.idempotency_key());
        }
    }
}

#[tokio::test]
async fn no_connection_at_last_proves_nothing_either() {
    // The journal and the guard are there as well: both go by the same.
    let steps = Steps::late(vec![Step::error(422)]);
    let error = buy(&steps.client()).await.unwrap_err();
    assert!(!error.is_outcome_unknown(), "never left, then refused");
    assert!(error.intent().is_none());
}

#[tokio::test]
async fn a_success_that_cannot_be_read_was_placed_all_the_same() {
    let mut odd = order_of_july();
    odd["created_at"] = "yesterday".into();
    let large = format!("\"{}\"", "x".repeat(3_000));
    for step in [
        Step::json(201, &odd),
        Step::typed(201, "text/html", "<p>Thanks!</p>"),
        Step::typed(200, "text/plain", &order_of_july().to_string()),
        Step::typed(201, "application/json", &large),
        Step::typed(201, "application/json", "{\"id\":"),
        Step::typed(204, "application/json", ""),
    ] {
        let steps = Steps::new(vec![step.clone()]).await;
        let client = steps.builder().largest_body(2_048).build().unwrap();
        let error = buy(&client).await.unwrap_err();
        assert_eq!(steps.count(), 1, "{step:?}");
        assert!(error.is_unexpected_answer(), "{error}");
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(error.retry_advice(), RetryAdvice::Reconcile);
        assert!(error.intent().is_some());
        assert!(error.to_string().len() < 600, "{error}");
    }
}

/// A portal that answers everything with a page has cancelled nothing.
#[tokio::test]
async fn a_page_is_no_success_where_nothing_is_expected() {
    let steps = Steps::new(vec![Step::typed(200, "text/html", "<p>Sign in</p>")]).await;
    let error = steps.client().orders().cancel("ordr_a").await.unwrap_err();
    assert!(error.is_unexpected_answer() && error.is_outcome_unknown());
    assert!(error.to_string().contains("text/html, not JSON"), "{error}");
    let raw = steps
        .client()
        .orders()
        .cancel("ordr_a")
        .raw()
        .await
        .unwrap();
    assert_eq!(raw.body().as_ref(), b"<p>Sign in</p>");

    let steps = Steps::new(vec![Step::typed(200, "application/json", "{}")]).await;
    steps.client().orders().cancel("ordr_a").await.unwrap();
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    let steps = Steps::new(vec![placed()]).await;
    let client = steps.client();
    buy_as(&client, "run-7", 4).await.unwrap();
    buy_as(&client, "run-7", 4).await.unwrap();
    let error = buy_as(&client.clone(), "run-7", 5).await.unwrap_err();
    assert!(error.is_invalid_request() && !error.is_outcome_unknown());
    assert_eq!(
        error.to_string(),
        "create_order: not sent, since it is not valid: Idempotency-Key: given run-7, allowed: \
         the request that this key was first used for, or another key"
    );
    let transfer = client
        .pools()
        .transfer("pool_a", "pool_b")
        .instance_sku("isku_a");
    let transfer = transfer.nodes(4).window(window()).idempotency_key("run-7");
    assert!(transfer.await.unwrap_err().is_invalid_request());
    assert_eq!(steps.count(), 2);
    buy_as(&steps.client(), "run-7", 5).await.unwrap();
}

#[tokio::test]
async fn a_key_under_which_nothing_happened_is_free() {
    let steps = vec![Step::error(422), Step::Close, Step::error(422)];
    let steps = Steps::new(steps).await;
    let client = steps.client();
    assert!(
        buy_as(&client, "run-7", 4)
            .await
            .unwrap_err()
            .is_unprocessable()
    );
    let error = buy_as(&client, "run-7", 5).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "closed, then refused");
    let error = buy_as(&client, "run-7", 6).await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    // The same again is refused plainly, and still proves nothing about the first time.
    let error = buy_as(&client, "run-7", 5).await.unwrap_err();
    assert!(error.is_unprocessable() && error.is_outcome_unknown());
}

#[derive(Clone, Debug)]
pub struct Kept(pub std::sync::Arc<MemoryJournal>);

mod shared_journal {
    use super::Kept;
    use sfcompute::journal::{Journal, JournalError, Made, Outcome, Recorded};
    use sfcompute::{BoxFuture, IdempotencyKey, Intent, Timestamp};
    use std::time::Duration;

    impl Journal for Kept {
        fn record<'a>(&'a self, i: &'a Intent) -> BoxFuture<'a, Result<Recorded, JournalError>> {
            self.0.record(i)
        }
        fn settle<'a>(
            &'a self,
            key: &'a IdempotencyKey,
            outcome: Outcome,
        ) -> BoxFuture<'a, Result<(), JournalError>> {
            self.0.settle(key, outcome)
        }
        fn release<'a>(
            &'a self,
            key: &'a IdempotencyKey,
        ) -> BoxFuture<'a, Result<(), JournalError>> {
            self.0.release(key)
        }
        fn open(&self) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
            self.0.open()
        }
        fn claim(
            &self,
            now: Timestamp,
            lease: Duration,
            most: usize,
        ) -> BoxFuture<'_, Result<Vec<Intent>, JournalError>> {
            self.0.claim(now, lease, most)
        }
        fn made(&self, since: Timestamp) -> BoxFuture<'_, Result<Vec<Made>, JournalError>> {
            self.0.made(since)
        }
        fn forget(&self, before: Timestamp) -> BoxFuture<'_, Result<u64, JournalError>> {
            self.0.forget(before)
        }
    }
}

#[tokio::test]
async fn journal_and_guard_go_by_the_outcome() {
    // Four nodes for a day at the market's 2.500020.
    let cost = "240.00192";
    for (steps, open, committed) in [
        (vec![placed()], 0, cost),
        (vec![Step::error(503), placed()], 0, cost),
        (vec![Step::error(422)], 0, "0.00"),
        (vec![Step::error(429)], 0, "0.00"),
        (vec![Step::error(503)], 1, cost),
        (vec![Step::Close, Step::error(402)], 1, cost),
        (vec![Step::typed(201, "text/html", "<p>")], 1, cost),
    ] {
        let told = format!("{steps:?}");
        let steps = Steps::new(steps).await;
        let journal = Kept(std::sync::Arc::new(MemoryJournal::new()));
        let client = steps
            .builder()
            .journal(journal.clone())
            .spend_limits(SpendLimits::new().lifetime("1000"))
            .build()
            .unwrap();
        let error = buy(&client).await.err();
        let intents = journal.open().await.unwrap();
        assert_eq!(intents.len(), open, "{told}");
        let guard = client.spend_guard().unwrap();
        assert_eq!(guard.committed().to_string(), committed, "{told}");
        let unknown = error.as_ref().is_some_and(Error::is_outcome_unknown);
        assert_eq!(unknown, open == 1, "{told}");
        if let Some(intent) = intents.first() {
            assert!(intent.is_same_call(error.unwrap().intent().unwrap()));
            // Let go of: it can be claimed at once.
            let now = intent.first_attempt_at();
            let claimed = journal.claim(now, Duration::from_secs(60), 8).await;
            assert_eq!(claimed.unwrap().len(), 1, "{told}");
        }
    }
}
