//! The replacement of an instance, against the sandbox: made once, whatever is asked and however
//! often.

use serde_json::json;
use sfcompute::reconcile::{Evidence, Why};
use sfcompute::{Client, Intent};

use super::market::{builder, buy};
use super::replayed::Unwrap as _;
use super::stand::meaning;
use crate::sandbox::Watched;
use crate::sandbox::images::PUBLIC;
use crate::sandbox::instances::{allocate, named, on, path, read};

/// Longer than a server may still be at work on an attempt.
const QUIET: i64 = 60 + 120 + 1;

/// What it means to replace the instance `old`, though nothing was sent.
fn meant(client: &Client, watched: &Watched) -> Intent {
    let escaped = path("old").replace(':', "%3A");
    let target = format!("/preview/v2/instances/{escaped}/replace");
    let order = buy(client, watched, 1).intent().unwrap();
    meaning(
        &order,
        "replace_instance",
        &target,
        &json!({"image": PUBLIC}),
    )
}

/// How many instances the account has.
async fn count(watched: &Watched) -> usize {
    let list = watched.raw("GET", "/instances", "").await;
    list.json["data"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_replacement_that_never_arrived_is_made_once() {
    let watched = Watched::at_once().await;
    named(&watched, "old").await;
    let client = builder(&watched).build().unwrap();
    let intent = meant(&client, &watched);
    let first = client.reconcile(&intent).await;
    let made = first.unwrap_done(Evidence::Key);
    let instance = made.instance().unwrap().clone();
    assert_eq!(instance.status.as_str(), "awaiting_allocation");
    assert_eq!(read(&watched, "old").await["status"], "terminated");
    for _ in 0..3 {
        let again = client.reconcile(&intent).await;
        assert_eq!(again.unwrap_done(Evidence::Key).id(), instance.id.as_str());
    }
    assert_eq!(count(&watched).await, 2);
}

#[tokio::test]
async fn a_replacement_that_arrived_is_found_by_its_key_and_by_its_terms() {
    let watched = Watched::at_once().await;
    named(&watched, "old").await;
    let client = builder(&watched).build().unwrap();
    let intent = meant(&client, &watched);
    // It arrived, and its answer was lost.
    let token = format!("Bearer {}", watched.market.token());
    let key = intent.idempotency_key().as_str();
    let headers = [("authorization", token.as_str()), ("Idempotency-Key", key)];
    let target = intent.path().strip_prefix("/preview/v2").unwrap();
    let lost = watched
        .with_headers("POST", target, intent.body(), &headers)
        .await;
    let id = lost.json["id"].as_str().unwrap();
    // It runs in the meantime, and others are made beside it; it is the same instance.
    named(&watched, "other").await;
    allocate(&watched, 1).await;
    for (answer, evidence) in [
        (client.reconcile(&intent).await, Evidence::Key),
        (client.reconcile(&intent).look_only().await, Evidence::Terms),
    ] {
        let is_known = evidence == Evidence::Key;
        match is_known {
            true => assert_eq!(answer.unwrap_done(evidence).id(), id),
            // The other one is on the same pool, SKU and image: by its terms it may be either.
            false => assert_eq!(answer.unwrap_unknown().why(), &Why::Several),
        }
    }
    on(&watched, "POST", "other", "/terminate", "").await;
    on(&watched, "DELETE", "other", "", "").await;
    let answer = client.reconcile(&intent).look_only().await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), id);
    // After a day the key is not sent again, and the instance is found all the same.
    watched.clock.advance(20 * 3_600);
    let answer = client.reconcile(&intent).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), id);
    assert_eq!(count(&watched).await, 2);
}

#[tokio::test]
async fn looking_only_replaces_nothing() {
    let watched = Watched::at_once().await;
    named(&watched, "old").await;
    let client = builder(&watched).build().unwrap();
    let intent = meant(&client, &watched);
    watched.clock.advance(QUIET);
    let answer = client.reconcile(&intent).look_only().await;
    assert!(answer.is_never_happened(), "{answer}");
    // Ended by someone else: whether by this replacement cannot be told.
    on(&watched, "POST", "old", "/terminate", "").await;
    let answer = client.reconcile(&intent).look_only().await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::Ended);
    // And it cannot be replaced any more.
    let answer = client.reconcile(&intent).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::Ended);
    assert_eq!(count(&watched).await, 1);
}
