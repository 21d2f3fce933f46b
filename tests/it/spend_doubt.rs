//! What is given back of the dollars that an order set aside, and what is not: it goes by what may
//! have become of the request.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use sfcompute::spend::{Dollars, SpendLimits};
use sfcompute::{BoxFuture, RetryPolicy, Time, Timestamp};
use tokio::sync::Notify;

use crate::answers::{Answer, Answers};
use crate::spend::{SKU, buy, dollars, placed, within};
use crate::wire::{order_of_july, window};

/// A base URL where nobody listens any more.
async fn nobody() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn what_the_server_refuses_is_given_back_and_what_it_may_have_done_is_not() {
    for (status, counted) in [
        (400, "0"),
        (401, "0"),
        (402, "0"),
        (403, "0"),
        (404, "0"),
        (422, "0"),
        (429, "0"),
        (302, "230.40"),
        (408, "230.40"),
        (500, "230.40"),
        (503, "230.40"),
        // A success that cannot be read is a success.
        (201, "230.40"),
    ] {
        let answers = Answers::serving([Answer::status(status)]).await;
        let (sfc, guard) = within(answers.client(), SpendLimits::new());
        buy(&sfc, "2.40").await.unwrap_err();
        assert_eq!(guard.committed(), dollars(counted), "{status}");
        assert_eq!(answers.count(), 1);
    }
}

#[tokio::test]
async fn a_refusal_after_a_doubt_leaves_the_doubt() {
    let answers = Answers::serving([Answer::status(503), Answer::status(402)]).await;
    let builder = answers.client().retry(RetryPolicy::new());
    let (sfc, guard) = within(builder, SpendLimits::new());
    let error = buy(&sfc, "2.40").await.unwrap_err();
    assert!(error.is_payment_required() && error.is_outcome_unknown());
    assert_eq!(guard.committed(), dollars("230.40"));
}

#[tokio::test]
async fn a_request_that_never_left_is_given_back() {
    let answers = Answers::serving([placed()]).await;
    let builder = answers.client().base_url(&nobody().await);
    let (sfc, guard) = within(builder, SpendLimits::new());
    assert!(buy(&sfc, "2.40").await.unwrap_err().is_connect());
    assert_eq!(guard.committed(), Dollars::ZERO);
}

#[tokio::test]
async fn attempts_and_repeats_with_one_key_count_once() {
    let answers = Answers::serving([Answer::status(503), Answer::status(500), placed()]).await;
    let builder = answers.client().retry(RetryPolicy::new());
    let (sfc, guard) = within(builder, SpendLimits::new().lifetime("230.40"));
    let order = || {
        let order = sfc.orders().buy(SKU, 4).pool("pool_a").window(window());
        order.limit_price("2.40").idempotency_key("run 7")
    };
    order().await.unwrap();
    assert_eq!(answers.header("idempotency-key"), ["run 7"; 3]);
    assert_eq!(guard.committed(), dollars("230.40"));
    // The program tries by itself, though the limit is reached.
    order().await.unwrap();
    assert_eq!(guard.committed(), dollars("230.40"));
    assert!(buy(&sfc, "0.01").await.unwrap_err().is_spend_limit());
    // The key with another body is refused without being sent, and counts for nothing more.
    let other = sfc.orders().buy(SKU, 4).pool("pool_a").window(window());
    let error = other
        .limit_price("2.39")
        .idempotency_key("run 7")
        .await
        .unwrap_err();
    assert!(error.is_invalid_request());
    assert_eq!(guard.committed(), dollars("230.40"));
    assert_eq!(answers.count(), 4);
}

#[tokio::test]
async fn a_future_that_is_dropped_keeps_its_dollars_once_the_request_is_out() {
    let answers = Answers::serving([Answer::Silence]).await;
    let (sfc, guard) = within(answers.client(), SpendLimits::new());
    // Never polled.
    drop(Box::pin(buy(&sfc, "2.40")));
    assert_eq!(guard.committed(), Dollars::ZERO);
    let dropped = tokio::select! {
        _ = buy(&sfc, "2.40") => false,
        () = answers.heard() => true,
    };
    assert!(dropped);
    assert_eq!(guard.committed(), dollars("230.40"));
}

/// A clock on which a pause never ends.
#[derive(Debug)]
struct Paused(Arc<Notify>);

impl Time for Paused {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::EPOCH
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        self.0.notify_one();
        Box::pin(std::future::pending())
    }

    fn timeout(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_future_that_is_dropped_between_attempts_keeps_them_only_where_one_may_have_left() {
    for (status, counted) in [(None, "0"), (Some(429), "0"), (Some(503), "230.40")] {
        let answers = Answers::serving([Answer::status(status.unwrap_or(500))]).await;
        let url = match status {
            Some(_) => answers.url.clone(),
            None => nobody().await,
        };
        let pause = Arc::new(Notify::new());
        let builder = answers.client().base_url(&url).retry(RetryPolicy::new());
        let (sfc, guard) = within(builder.time(Paused(Arc::clone(&pause))), SpendLimits::new());
        let dropped = tokio::select! {
            _ = buy(&sfc, "2.40") => false,
            () = pause.notified() => true,
        };
        assert!(dropped);
        assert_eq!(guard.committed(), dollars(counted), "{status:?}");
    }
}

/// An order whose answer was lost is found by its key, and counts for what it has come to.
#[tokio::test]
async fn reconciling_settles_what_is_counted() {
    let mut order = order_of_july();
    order["status"] = json!("cancelled");
    let answers = Answers::serving([Answer::status(503), Answer::Given(201, None, order)]).await;
    let (sfc, guard) = within(answers.client(), SpendLimits::new());
    let buy = sfc.orders().buy(SKU, 4).pool("pool_k3R-nX9vLm7Qp2Yw5Jd8F");
    let error = buy
        .window(window())
        .limit_price("2.50")
        .standing()
        .await
        .unwrap_err();
    let key = error.idempotency_key().unwrap();
    assert_eq!(guard.counted(key), Some(dollars("240.00192")));
    // Its window is long past, so that the key is sent again only when asked for.
    let reconciled = sfc.reconcile(error.intent().unwrap()).replay().await;
    assert!(reconciled.is_done(), "{reconciled:?}");
    assert_eq!(guard.counted(key), Some(Dollars::ZERO));
    assert_eq!(guard.committed(), Dollars::ZERO);
}
