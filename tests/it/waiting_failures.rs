//! Looks that fail, servers that ask for patience, and deadlines.

use std::error::Error as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use sfcompute::wait::{Condition, Verdict, WaitEnd};
use sfcompute::{BoxFuture, Client, Order, OrderStatus, Random, RetryPolicy, Time, Timestamp};

use crate::answers::{Answer, Answers};
use crate::recorded::TOKEN;
use crate::waiting::order;

#[tokio::test]
async fn a_failure_that_may_pass_is_passed_over() {
    let answers = Answers::serving([
        Answer::ok(order("pending")),
        Answer::status(500),
        Answer::status(503),
        Answer::Page("<h1>one moment</h1>"),
        Answer::status(429),
        Answer::ok(order("filled")),
    ])
    .await;
    let sfc = answers.client().build().unwrap();
    let order = sfc.orders().wait("ordr_a").until_filled().await.unwrap();
    assert_eq!(order.status, OrderStatus::Filled);
    assert_eq!(answers.count(), 6);
    assert_eq!(answers.slept(), [1_000, 1_500, 2_250, 3_375, 5_062]);
}

#[tokio::test]
async fn a_failure_that_will_not_pass_ends_the_wait() {
    for status in [400, 401, 403, 404, 422] {
        let answers =
            Answers::serving([Answer::ok(order("pending")), Answer::status(status)]).await;
        let sfc = answers.client().build().unwrap();
        let error = sfc
            .orders()
            .wait("ordr_a")
            .until_filled()
            .await
            .unwrap_err();
        assert!(!error.is_wait_ended(), "{status}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(answers.count(), 2, "{status}");
    }
}

#[tokio::test]
async fn failures_up_to_the_deadline_are_counted_and_the_last_is_the_cause() {
    let answers = Answers::serving([
        Answer::ok(order("pending")),
        Answer::status(500),
        Answer::status(502),
    ])
    .await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a").deadline(Duration::from_secs(4));
    let error = wait.until_filled().await.unwrap_err();
    assert_eq!(error.wait_end(), Some(WaitEnd::Deadline));
    let last = error.last_state::<Order>().unwrap();
    assert_eq!(last.status, OrderStatus::Pending);
    let text = error.to_string();
    assert!(
        text.starts_with(
            "waited 4s of at most 4s for `filled`; \
             the order ordr_k3R-nX9vLm7Qp2Yw5Jd8F is pending; 3 of 4 looks failed, the last of \
             them so: fetch_order: failed with 502 Bad Gateway"
        ),
        "{text}"
    );
    let cause = error.source().unwrap().downcast_ref::<sfcompute::Error>();
    assert_eq!(cause.unwrap().status().unwrap().as_u16(), 502);
}

#[tokio::test]
async fn a_wait_that_saw_nothing_says_so() {
    let answers = Answers::serving([Answer::status(500)]).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a").deadline(Duration::from_secs(2));
    let error = wait.until_filled().await.unwrap_err();
    assert!(error.last_state::<Order>().is_none());
    assert!(
        error
            .to_string()
            .contains("nothing was seen; 3 of 3 looks failed"),
        "{error}"
    );
}

#[tokio::test]
async fn not_found_is_not_yet_right_after_creation() {
    let answers = Answers::serving([
        Answer::status(404),
        Answer::status(404),
        Answer::ok(order("filled")),
    ])
    .await;
    let sfc = answers.client().build().unwrap();
    let order = sfc.orders().wait("ordr_a").until_filled().await.unwrap();
    assert_eq!(order.status, OrderStatus::Filled);

    // For ten seconds, and not at all when the caller says so.
    let answers = Answers::serving([Answer::status(404)]).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a");
    let error = wait.clone().until_filled().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(answers.slept(), [1_000, 1_500, 2_250, 3_375, 5_062]);
    let error = wait
        .absent_for(Duration::ZERO)
        .until_filled()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(answers.count(), 6 + 1);
}

#[tokio::test]
async fn a_server_that_asks_for_patience_gets_it() {
    let answers = Answers::serving([
        Answer::after(503, "30"),
        Answer::after(429, "0"),
        Answer::ok(order("filled")),
    ])
    .await;
    let sfc = answers.client().build().unwrap();
    sfc.orders().wait("ordr_a").until_filled().await.unwrap();
    assert_eq!(answers.slept(), [30_000, 1_500]);

    // What lies beyond the deadline is not waited for.
    let answers = Answers::serving([Answer::ok(order("pending")), Answer::after(503, "30")]).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc
        .orders()
        .wait("ordr_a")
        .deadline(Duration::from_secs(20));
    let error = wait.until_filled().await.unwrap_err();
    assert_eq!(error.wait_end(), Some(WaitEnd::Deadline));
    assert_eq!(answers.slept(), [1_000]);
}

/// A look is an ordinary call: its retries are the client's, and come out of the client's budget.
#[tokio::test]
async fn looks_share_the_budget_of_the_client() {
    let answers = Answers::serving([Answer::status(500)]).await;
    let budget = sfcompute::RetryBudget::new(15).unwrap();
    let sfc = answers
        .client()
        .retry(RetryPolicy::new().attempts(3))
        .retry_budget(budget)
        .build()
        .unwrap();
    let wait = sfc
        .orders()
        .wait("ordr_a")
        .interval(Duration::from_secs(10))
        .max_interval(Duration::from_secs(10))
        .deadline(Duration::from_secs(45));
    let error = wait.until_filled().await.unwrap_err();
    assert_eq!(error.wait_end(), Some(WaitEnd::Deadline));
    // Three retries of five tokens each, and after that each look is one attempt.
    assert!(error.to_string().contains("6 of 6 looks failed"), "{error}");
    assert_eq!(answers.count(), 6 + 3);
}

/// A clock on which a sleep takes as long as it says, and so does an attempt that never ends.
#[derive(Clone, Debug)]
struct Clock(Arc<Mutex<Instant>>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }

    fn pass(&self, duration: Duration) {
        *self.0.lock().unwrap() += duration;
    }
}

impl Time for Clock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }

    fn timestamp(&self) -> Timestamp {
        Timestamp::EPOCH
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move { clock.pass(duration) })
    }
}

#[derive(Debug)]
struct Drawn(Mutex<u64>);

impl Random for Drawn {
    fn next_u64(&self) -> u64 {
        let mut state = self.0.lock().unwrap();
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        *state
    }
}

fn client(clock: &Clock, seed: u64) -> Client {
    Client::builder()
        .base_url("http://127.0.0.1:9")
        .token(TOKEN)
        .time(clock.clone())
        .random(Drawn(Mutex::new(seed)))
        .build()
        .unwrap()
}

/// Anything can be waited for: here a number, from no server at all.
#[tokio::test]
async fn a_closure_is_waited_for() {
    let clock = Clock::new();
    let sfc = client(&clock, 1);
    let looks = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&looks);
    let wait = sfc.wait_for(move || {
        let look = count.fetch_add(1, Ordering::Relaxed);
        async move { Ok(look) }
    });
    let five = Condition::when("five", |look: &u32| *look == 5);
    assert_eq!(wait.clone().until(five).await.unwrap(), 5);
    // It has gone by.
    let five = Condition::new("five", |look: &u32| match look {
        0..5 => Verdict::NotYet,
        5 => Verdict::Met,
        _ => Verdict::Never,
    });
    let error = wait
        .told(|look| format!("look {look}"))
        .until(five)
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "`five` can no longer be met: look 6");
    assert_eq!(error.last_state::<u32>(), Some(&6));
}

#[tokio::test]
async fn a_look_that_is_under_way_at_the_deadline_is_given_up() {
    let clock = Clock::new();
    let sfc = client(&clock, 1);
    let started = clock.now();
    let wait = sfc
        .wait_for(std::future::pending::<Result<(), sfcompute::Error>>)
        .deadline(Duration::from_secs(3));
    let error = wait
        .until(Condition::when("done", |()| true))
        .await
        .unwrap_err();
    assert_eq!(error.wait_end(), Some(WaitEnd::Deadline));
    assert_eq!(clock.now() - started, Duration::from_secs(3));
    assert_eq!(
        error.to_string(),
        "waited 3s of at most 3s for `done`; nothing was seen"
    );
}

/// Dropping a wait between two looks leaves nothing behind: another goes on from the start.
#[tokio::test]
async fn a_wait_can_be_dropped_anywhere() {
    let answers = Answers::serving([Answer::Silence, Answer::ok(order("filled"))]).await;
    let sfc = answers.client().build().unwrap();
    let wait = sfc.orders().wait("ordr_a");
    tokio::select! {
        _ = wait.clone().until_filled() => panic!("there was no answer"),
        () = answers.heard() => {}
    }
    let order = wait.until_filled().await.unwrap();
    assert_eq!(order.status, OrderStatus::Filled);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// However long looks take and whatever is drawn, a wait ends by its deadline, no look begins
    /// after it, and pauses keep to the pace.
    #[test]
    fn no_wait_passes_its_deadline(
        deadline in 0_u64..60_000,
        interval in 0_u64..20_000,
        most in 0_u64..30_000,
        took in prop::collection::vec(0_u64..8_000, 1..6),
        seed: u64,
    ) {
        let clock = Clock::new();
        let sfc = client(&clock, seed);
        let started = clock.now();
        let began = Arc::new(Mutex::new(Vec::new()));
        let (begun, watch) = (Arc::clone(&began), clock.clone());
        let wait = sfc.wait_for(move || {
            let mut begun = begun.lock().unwrap();
            begun.push(watch.now() - started);
            let took = Duration::from_millis(took[begun.len() % took.len()]);
            let watch = watch.clone();
            async move {
                if took > Duration::from_secs(7) {
                    std::future::pending::<()>().await;
                }
                watch.pass(took);
                Ok(())
            }
        });
        let milliseconds = Duration::from_millis;
        let wait = wait
            .deadline(milliseconds(deadline))
            .interval(milliseconds(interval))
            .max_interval(milliseconds(most));
        let error = runtime().block_on(wait.until(Condition::when("never", |()| false)));
        prop_assert_eq!(error.unwrap_err().wait_end(), Some(WaitEnd::Deadline));
        let waited = clock.now() - started;
        let began = began.lock().unwrap();
        prop_assert_eq!(began[0], Duration::ZERO);
        for look in &began[1..] {
            prop_assert!(*look < milliseconds(deadline), "{:?} of {}", look, deadline);
        }
        // A look of this test's own making may take longer than it was given; nothing else does.
        let last = *began.last().unwrap();
        prop_assert!(waited <= milliseconds(deadline).max(last + milliseconds(7_000)));
    }
}
