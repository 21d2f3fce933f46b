//! Two intents of one journal with the same terms, and one order that either may have made.

use std::sync::Arc;

use sfcompute::IdempotencyKey;
use sfcompute::journal::{Journal as _, Outcome};
use sfcompute::reconcile::{Evidence, Reconciled, Why};

use super::replayed::Unwrap as _;
use super::stand::{FIRST, Stand, error, order, with};
use crate::journal::scripted::Scripted;

fn twin_key() -> IdempotencyKey {
    "twin".parse().unwrap()
}

/// What is found for an intent whose key is refused, where its twin is in the journal too and one
/// order is there; another task settles the twin as the order's maker once `step` was answered.
async fn beside_a_twin(step: &'static str) -> Reconciled {
    let refused = error(422, "unprocessable_entity");
    let stand = Stand::with_orders(refused, vec![order("ordr_a", FIRST + 3)]).await;
    let made = Outcome::Done {
        resource: Some("ordr_a".to_owned()),
    };
    let journal = Arc::new(Scripted {
        settles: Some((step, twin_key(), made)),
        ..Scripted::default()
    });
    for intent in [
        stand.order(),
        with(&stand.order(), "idempotency_key", "twin"),
    ] {
        journal.inner.record(&intent).await.unwrap();
    }
    let answer = stand.journaling(&journal).reconcile(&stand.order()).await;
    let asked = journal.asked.lock().unwrap().clone();
    assert!(
        asked.contains(&"open") && asked.contains(&"made"),
        "{asked:?}"
    );
    answer
}

#[tokio::test]
async fn a_match_is_nobodys_while_a_twin_is_open() {
    let answer = beside_a_twin("never").await;
    let unknown = answer.unwrap_unknown();
    assert_eq!(unknown.why(), &Why::Twin);
    assert_eq!(unknown.candidates()[0].id(), "ordr_a");
}

/// Whichever of the journal's two answers comes first: the twin is in one of them.
#[tokio::test]
async fn a_twin_that_settles_meanwhile_is_not_lost_between_two_looks() {
    for step in ["open", "made"] {
        let answer = beside_a_twin(step).await;
        assert!(!answer.is_done(), "{step}: {answer}");
    }
}

/// A twin of other terms has nothing to do with it.
#[tokio::test]
async fn an_open_intent_of_other_terms_is_no_twin() {
    let refused = error(422, "unprocessable_entity");
    let stand = Stand::with_orders(refused, vec![order("ordr_a", FIRST + 3)]).await;
    let journal = Arc::new(Scripted::default());
    let other = stand.order().body().replace("2.50", "2.75");
    let other = with(&stand.order(), "body", other);
    let other = with(&other, "idempotency_key", "other");
    for intent in [stand.order(), other] {
        journal.inner.record(&intent).await.unwrap();
    }
    let answer = stand.journaling(&journal).reconcile(&stand.order()).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "ordr_a");
}
