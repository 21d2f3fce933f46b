//! Futures that are dropped at every await: no half state stays behind.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use sfcompute::journal::{Journal as _, MemoryJournal};
use sfcompute::spend::SpendLimits;
use sfcompute::{Client, Error, Order};

use crate::retry_doubt::Kept;
use crate::steps::{Step, Steps};
use crate::wire::{order_of_july, window};

async fn buy(client: &Client, nodes: u32) -> Result<Order, Error> {
    let order = client.orders().buy("isku_a", nodes).pool("pool_a");
    let order = order.window(window()).limit_price("2.5");
    order.idempotency_key("run-7").await
}

/// Polls a future so many times and drops it; nothing when it was not done by then.
async fn polled<T>(future: impl Future<Output = T>, most: usize) -> Option<T> {
    let mut future = pin!(future);
    let mut polls = 0;
    poll_fn(|context| {
        if polls == most {
            return Poll::Ready(None);
        }
        polls += 1;
        let polled = future.as_mut().poll(context).map(Some);
        if polled.is_pending() && polls == most {
            return Poll::Ready(None);
        }
        polled
    })
    .await
}

/// A first attempt that is answered with a 503, and a second that is answered with the order.
#[tokio::test(flavor = "current_thread")]
async fn an_order_dropped_at_any_await_is_there_or_not() {
    let mut dropped = 0;
    let mut dropped_after_sending = 0;
    for most in 1.. {
        let placed = Step::json(201, &order_of_july());
        let steps = Steps::new(vec![Step::error(503), placed]).await;
        let journal = Kept(Arc::new(MemoryJournal::new()));
        let client = steps
            .builder()
            .journal(journal.clone())
            .spend_limits(SpendLimits::new().lifetime("1000"))
            .build()
            .unwrap();
        let ended = polled(buy(&client, 4), most).await;
        let guard = client.spend_guard().unwrap();
        let open = journal.open().await.unwrap().len();
        match ended {
            Some(order) => {
                order.unwrap();
                assert_eq!(open, 0);
                assert_eq!(guard.committed().to_string(), "240.00192");
                break;
            }
            None => dropped += 1,
        }
        // What the server has seen is written down, and counted.
        if steps.count() > 0 {
            dropped_after_sending += 1;
            assert_eq!(open, 1, "after {most} polls");
            assert_eq!(guard.committed().to_string(), "240.00192");
            assert!(buy(&client, 5).await.unwrap_err().is_invalid_request());
        }
        // What is not counted was not sent: the journal can have it open all the same, since it is
        // written first.
        if guard.committed().is_zero() {
            assert_eq!(steps.count(), 0, "after {most} polls");
        }
        // A retry that was paid and not made is paid back; one that was made is not.
        let available = client.retry_budget().available();
        assert!([495, 500].contains(&available), "{available}");

        // The same call once more is the same order, and counts once.
        let order = buy(&client, 4).await.unwrap();
        assert_eq!(order.id.as_str(), "ordr_k3R-nX9vLm7Qp2Yw5Jd8F");
        assert_eq!(guard.committed().to_string(), "240.00192");
        assert_eq!(journal.open().await.unwrap().len(), 0);
        let seen = steps.seen();
        assert!(seen.iter().all(|request| request.body == seen[0].body));
        let key = |request: &crate::steps::Seen| request.header("idempotency-key") == Some("run-7");
        assert!(seen.iter().all(key));
        assert!(most < 1_000, "it never ends");
    }
    assert!(dropped >= 2, "dropped {dropped} times");
    assert!(dropped_after_sending >= 1, "never after sending");
}

/// While it pauses, the retry is paid; dropped there, it is paid back.
#[tokio::test]
async fn a_pause_that_is_dropped_costs_nothing() {
    let steps = Steps::new(vec![Step::error(503)]).await;
    let (held, mut at_pause) = tokio::sync::mpsc::unbounded_channel();
    let client = steps
        .builder()
        .time(Endless(steps.time.clone(), held))
        .build()
        .unwrap();
    let mut call = Box::pin(client.me().send());
    tokio::select! {
        _ = &mut call => panic!("the pause never ends"),
        _ = at_pause.recv() => {}
    }
    assert_eq!(client.retry_budget().available(), 495);
    drop(call);
    assert_eq!(client.retry_budget().available(), 500);
}

/// A clock whose pauses never end.
#[derive(Clone, Debug)]
struct Endless(
    crate::steps::StepTime,
    tokio::sync::mpsc::UnboundedSender<()>,
);

impl sfcompute::Time for Endless {
    fn now(&self) -> std::time::Instant {
        self.0.now()
    }

    fn timestamp(&self) -> sfcompute::Timestamp {
        self.0.timestamp()
    }

    fn sleep(&self, _: std::time::Duration) -> sfcompute::BoxFuture<'static, ()> {
        self.1.send(()).unwrap();
        Box::pin(std::future::pending())
    }

    fn timeout(&self, duration: std::time::Duration) -> sfcompute::BoxFuture<'static, ()> {
        self.0.timeout(duration)
    }
}
