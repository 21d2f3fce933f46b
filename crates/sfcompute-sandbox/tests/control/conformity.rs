//! A strict market: its answers are held to the contract, and the contract is there to be read.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sfcompute_sandbox::ManualClock;
use sfcompute_sandbox::contract::Contract;

use super::world::{World, builder, half_past_nine};

#[tokio::test]
async fn a_strict_market_counts_the_answers_that_it_checked() {
    let real = ManualClock::at(half_past_nine());
    let world = World::of(builder(&real).strict(true), real);
    assert_eq!(world.place(2).await.status, StatusCode::CREATED);
    let unread = world
        .ask("POST", "/preview/v2/orders", Some(json!([])))
        .await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    // No operations, so nothing that the contract could say.
    world.ask("GET", "/nowhere", None).await;
    world.ask("PUT", "/preview/v2/orders", None).await;
    let seen = world.steer("GET", "/conformity", None).await.json();
    let expected = json!({ "strict": true, "seen": { "checked": 2, "broken": 0, "latest": [] } });
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_market_is_not_strict_unless_asked_to_be() {
    let world = World::new();
    world.place(2).await;
    assert_eq!(world.control.conformity(), None);
    let seen = world.steer("GET", "/conformity", None).await.json();
    assert_eq!(seen, json!({ "strict": false, "seen": null }));
}

#[tokio::test]
async fn the_contract_is_served() {
    let served: Value = World::new()
        .steer("GET", "/openapi.json", None)
        .await
        .json();
    assert_eq!(&served, Contract::shipped().unwrap().document());
}
