//! The ledger, the log of events and the invariants, as they are shown.

use serde_json::Value;
use sfcompute_sandbox::ManualClock;
use sfcompute_sandbox::engine::Settlement;

use super::world::{World, builder, half_past_nine, order};

async fn traded() -> World {
    let real = ManualClock::at(half_past_nine());
    let world = World::of(builder(&real).settlement(Settlement::AtOnce), real);
    let body = order(&world.market, 2, "9.00");
    let placed = world
        .ask("POST", "/preview/v2/orders", Some(body))
        .await
        .json();
    assert_eq!(placed["status"], "filled");
    world
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn micros(line: &Value, field: &str) -> i128 {
    line[field].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_ledger_adds_up() {
    let world = traded().await;
    let answer = world.steer("GET", "/ledger", None).await;
    assert_eq!(answer.headers["content-type"], "application/jsonl");
    let lines = lines(&answer.text);
    let of = |kind: &'static str| lines.iter().filter(move |line| line["kind"] == kind);
    let market = of("market").next().unwrap();
    let owned: i128 = of("account")
        .map(|line| micros(line, "available_micros") + micros(line, "held_micros"))
        .sum();
    let fees = micros(market, "fees_micros");
    assert_eq!(owned + fees, micros(market, "deposited_micros"));
    let (changes, paid): (i128, i128) = of("payment").fold((0, 0), |(changes, paid), line| {
        (
            changes + micros(line, "change_micros"),
            paid + micros(line, "fee_micros"),
        )
    });
    assert!(fees > 0);
    assert_eq!((changes, paid), (-fees, fees));
}

#[tokio::test]
async fn events_are_in_order_and_name_what_they_are_about() {
    let world = traded().await;
    let events = lines(&world.steer("GET", "/events", None).await.text);
    let kinds: Vec<_> = events
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.iter().filter(|kind| **kind == "order_placed").count() > 1);
    let over = events
        .iter()
        .rfind(|event| event["kind"] == "order_over" && event["status"] == "filled")
        .unwrap();
    let trades = events.iter().filter(|event| event["kind"] == "traded");
    let own = trades.filter(|event| event["buy"] == over["order"]);
    let node_minutes: i128 = own.map(|event| micros(event, "node_minutes")).sum();
    assert_eq!(node_minutes, 120);
    let times: Vec<_> = events
        .iter()
        .map(|event| event["at"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted());
}

#[tokio::test]
async fn a_sound_market_says_so() {
    let world = traded().await;
    let answer = world.steer("GET", "/invariants", None).await.json();
    assert_eq!(answer["sound"], true);
    assert_eq!(answer["findings"].as_array().unwrap().len(), 0);
}
