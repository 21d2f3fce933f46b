//! Every open intent of a journal, as a run that starts anew finds it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use sfcompute::journal::{FileJournal, Journal as _, MemoryJournal, Outcome};
use sfcompute::reconcile::{Evidence, Why};

use super::market::{builder, buy, orders};
use super::replayed::Unwrap as _;
use super::stand::{FIRST, Stand, error, order, with};
use crate::journal::{Folder, at, keys};
use crate::sandbox::Watched;

/// A run that dies after having written down five orders, two of which had arrived.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_died_is_taken_up() {
    let watched = Watched::by_default().await;
    let folder = Folder::new("recover");
    let path = folder.path("orders.journal");
    {
        let journal = FileJournal::open(&path).await.unwrap();
        // The journal is written by hand here, as if the run had died in the middle of the calls.
        let client = builder(&watched).build().unwrap();
        for number in 1..=5 {
            let mut call = buy(&client, &watched, number);
            journal.record(&call.intent().unwrap()).await.unwrap();
            if number % 2 == 0 {
                call.await.unwrap();
            }
        }
    }
    let journal = Arc::new(FileJournal::open(&path).await.unwrap());
    let client = builder(&watched)
        .journal(Arc::clone(&journal))
        .build()
        .unwrap();
    assert_eq!(client.journal().unwrap().open().await.unwrap().len(), 5);
    let recovered = client.recover().await.unwrap();
    let made: BTreeSet<_> = recovered
        .iter()
        .map(|one| one.outcome.unwrap_done(Evidence::Key).id().to_owned())
        .collect();
    let placed = orders(&client).await;
    let there: BTreeSet<_> = placed
        .iter()
        .map(|order| order.id.as_str().to_owned())
        .collect();
    assert_eq!(placed.len(), 5);
    assert_eq!(made, there);
    assert_eq!(journal.open().await.unwrap(), []);
    let known = journal.made(at(0)).await.unwrap();
    assert_eq!(
        known
            .into_iter()
            .map(|made| made.resource)
            .collect::<BTreeSet<_>>(),
        there
    );
    assert!(client.recover().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_still_unknown_stays_open_for_the_next() {
    let stand = Stand::with_orders(error(500, "api_error"), vec![]).await;
    let journal = Arc::new(MemoryJournal::new());
    let client = stand.journaling(&journal);
    for key in ["a", "b"] {
        let intent = with(&stand.order(), "idempotency_key", key);
        journal.record(&intent).await.unwrap();
    }
    // Still in the hands of the calls that recorded them.
    assert!(client.recover().await.unwrap().is_empty());
    stand.clock.set(FIRST + 61);
    for _ in 0..2 {
        let recovered = client.recover().await.unwrap();
        assert_eq!(recovered.len(), 2);
        for one in &recovered {
            assert_eq!(one.outcome.unwrap_unknown().why(), &Why::NoAnswer);
            assert!(one.to_string().contains("still unknown"), "{one}");
        }
        assert_eq!(keys(&journal.open().await.unwrap()), ["a", "b"]);
    }
}

#[tokio::test]
async fn what_never_happened_is_settled() {
    let stand = Stand::with_orders(error(402, "payment_required"), vec![]).await;
    let journal = Arc::new(MemoryJournal::new());
    let client = stand.journaling(&journal);
    journal.record(&stand.order()).await.unwrap();
    // Long enough for the replay's own minute too.
    stand.clock.set(FIRST + 1_000);
    let recovered = client.recover().await.unwrap();
    assert!(recovered[0].outcome.is_never_happened(), "{}", recovered[0]);
    assert_eq!(journal.open().await.unwrap(), []);
    assert_eq!(journal.made(at(0)).await.unwrap(), []);
}

/// A refusal of the replay does not settle what an earlier run may have placed.
#[tokio::test]
async fn a_refusal_now_does_not_undo_what_was_placed_then() {
    let refused = error(402, "payment_required");
    let stand = Stand::with_orders(refused, vec![order("ordr_a", FIRST)]).await;
    let journal = Arc::new(MemoryJournal::new());
    let client = stand.journaling(&journal);
    journal.record(&stand.order()).await.unwrap();
    stand.clock.set(FIRST + 1_000);
    let recovered = client.recover().await.unwrap();
    assert_eq!(
        recovered[0].outcome.unwrap_done(Evidence::Terms).id(),
        "ordr_a"
    );
    assert_eq!(journal.made(at(0)).await.unwrap()[0].resource, "ordr_a");
}

#[tokio::test]
async fn two_recoveries_share_what_there_is() {
    let watched = Watched::by_default().await;
    let journal = Arc::new(MemoryJournal::new());
    let bare = builder(&watched).build().unwrap();
    for _ in 0..20 {
        let intent = buy(&bare, &watched, 1).intent().unwrap();
        journal.record(&intent).await.unwrap();
        journal.release(intent.idempotency_key()).await.unwrap();
    }
    let client = || {
        builder(&watched)
            .journal(Arc::clone(&journal))
            .build()
            .unwrap()
    };
    let (one, other) = (client(), client());
    let (one, other) = tokio::join!(one.recover().into_future(), other.recover().into_future());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.len() + other.len(), 20);
    assert_eq!(orders(&bare).await.len(), 20);
}

#[tokio::test]
async fn a_client_without_a_journal_has_nothing_to_recover_from() {
    let stand = Stand::with_orders(error(500, "api_error"), vec![]).await;
    let failed = stand
        .client()
        .recover()
        .lease(Duration::ZERO)
        .await
        .unwrap_err();
    assert!(failed.is_configuration(), "{failed}");
    assert!(
        failed.to_string().contains("ClientBuilder::journal"),
        "{failed}"
    );
}

/// Reconciling by hand writes down what recovering would.
#[tokio::test]
async fn reconciling_settles_the_journal_too() {
    let stand = Stand::with_orders((201, order("ordr_a", FIRST)), vec![]).await;
    let journal = Arc::new(MemoryJournal::new());
    let client = stand.journaling(&journal);
    journal.record(&stand.order()).await.unwrap();
    let answer = client.reconcile(&stand.order()).await;
    assert!(answer.is_done());
    assert_eq!(journal.open().await.unwrap(), []);
    let outcome = Outcome::NeverHappened;
    journal
        .settle(stand.order().idempotency_key(), outcome)
        .await
        .unwrap();
    assert_eq!(journal.made(at(0)).await.unwrap()[0].resource, "ordr_a");
}
