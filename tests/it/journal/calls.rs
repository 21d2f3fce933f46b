//! What calls write to the journal, and when.

use std::sync::Arc;
use std::time::Duration;

use sfcompute::journal::{Journal as _, MemoryJournal};
use sfcompute::{Call, Client, Order};

use super::scripted::Scripted;
use super::{at, keys};
use crate::reconcile::stand::{FIRST, Stand, error, order, order_body};

fn call(client: &Client) -> Call<Order> {
    let body = serde_json::from_value(order_body()).unwrap();
    client.orders().create(body).idempotency_key("the-key")
}

async fn journaled(answer: (u16, serde_json::Value)) -> (Stand, Arc<MemoryJournal>, Client) {
    let stand = Stand::with_orders(answer, vec![]).await;
    let journal = Arc::new(MemoryJournal::new());
    let client = stand.journaling(&journal);
    (stand, journal, client)
}

#[tokio::test]
async fn what_was_placed_is_done() {
    let (_stand, journal, client) = journaled((201, order("ordr_a", FIRST))).await;
    call(&client).await.unwrap();
    assert_eq!(journal.open().await.unwrap(), []);
    let made = journal.made(at(0)).await.unwrap();
    assert_eq!(made[0].resource, "ordr_a");
    assert_eq!(made[0].idempotency_key.as_str(), "the-key");
}

#[tokio::test]
async fn what_was_refused_never_happened() {
    let (_stand, journal, client) = journaled(error(422, "unprocessable_entity")).await;
    assert!(call(&client).await.unwrap_err().intent().is_none());
    assert_eq!(journal.open().await.unwrap(), []);
    assert_eq!(journal.made(at(0)).await.unwrap(), []);
    assert_eq!(journal.forget(at(i64::MAX)).await.unwrap(), 1);
}

#[tokio::test]
async fn what_is_in_doubt_stays_open_and_can_be_claimed_at_once() {
    let (_stand, journal, client) = journaled(error(500, "api_error")).await;
    let failed = call(&client).await.unwrap_err();
    let open = journal.open().await.unwrap();
    assert_eq!(Some(&open[0]), failed.intent());
    let claimed = journal.claim(at(FIRST), Duration::ZERO, 9).await.unwrap();
    assert_eq!(claimed, open);
}

#[tokio::test]
async fn a_read_is_not_written_down() {
    let (_stand, journal, client) = journaled(error(500, "api_error")).await;
    client.orders().list().await.unwrap();
    assert_eq!(journal.open().await.unwrap(), []);
    assert_eq!(journal.forget(at(i64::MAX)).await.unwrap(), 0);
}

/// A refusal proves nothing about what an earlier run has sent under the same key.
#[tokio::test]
async fn a_refusal_does_not_settle_what_an_earlier_run_left_open() {
    let (stand, journal, client) = journaled(error(402, "payment_required")).await;
    let mut earlier = call(&client);
    journal.record(&earlier.intent().unwrap()).await.unwrap();
    let failed = call(&client).await.unwrap_err();
    assert!(failed.is_outcome_unknown(), "{failed}");
    assert!(failed.is_payment_required(), "{failed}");
    assert_eq!(keys(&journal.open().await.unwrap()), ["the-key"]);
    assert_eq!(stand.posted().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent() {
    let stand = Stand::with_orders((201, order("ordr_a", FIRST)), vec![]).await;
    let journal = Arc::new(Scripted {
        fails: Some("record"),
        ..Scripted::default()
    });
    let client = stand.journaling(&journal);
    let failed = call(&client).await.unwrap_err();
    assert!(failed.is_journal(), "{failed}");
    assert!(!failed.is_outcome_unknown(), "{failed}");
    assert_eq!(
        failed.to_string(),
        "create_order: not sent: the disk is full"
    );
    assert_eq!(stand.posted().len(), 0);
    assert_eq!(*journal.asked.lock().unwrap(), ["record"]);
}

#[tokio::test]
async fn an_outcome_that_cannot_be_written_down_is_still_the_outcome() {
    let stand = Stand::with_orders((201, order("ordr_a", FIRST)), vec![]).await;
    let journal = Arc::new(Scripted {
        fails: Some("settle"),
        ..Scripted::default()
    });
    let client = stand.journaling(&journal);
    assert_eq!(call(&client).await.unwrap().id, "ordr_a");
    assert_eq!(*journal.asked.lock().unwrap(), ["record", "settle"]);
    assert_eq!(keys(&journal.open().await.unwrap()), ["the-key"]);
}

/// A key that stands for another call, even one of an earlier run, is not sent with this one.
#[tokio::test]
async fn a_key_of_an_earlier_run_is_not_sent_with_another_body() {
    let (stand, journal, client) = journaled((201, order("ordr_a", FIRST))).await;
    let mut other = order_body();
    other["allocation_schedule_delta"][0]["node_count"] = 5.into();
    let other = stand.intent("create_order", "/preview/v2/orders", &other);
    journal.record(&other).await.unwrap();
    let failed = call(&client).await.unwrap_err();
    assert!(failed.is_journal(), "{failed}");
    assert!(
        failed.to_string().contains("belongs to another call"),
        "{failed}"
    );
    assert_eq!(stand.posted().len(), 0);
}
