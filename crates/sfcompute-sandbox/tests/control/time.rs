//! The clock: read, stepped, held, sped up; forward only; and the market goes with it.

use serde_json::json;
use sfcompute_sandbox::control::ControlError;
use sfcompute_sandbox::{ManualClock, Sandbox};

use super::world::{World, builder, half_past_nine};
use axum::http::StatusCode;

#[tokio::test]
async fn an_order_settles_when_the_clock_is_stepped() {
    let world = World::new();
    let order = world.place(2).await.json();
    let path = format!("/preview/v2/orders/{}", order["id"].as_str().unwrap());
    let status = async || world.ask("GET", &path, None).await.json()["status"].clone();
    assert_eq!(status().await, "pending");
    let clock = world
        .steer("POST", "/clock/step", Some(json!({"seconds": 59})))
        .await;
    assert_eq!(clock.json()["now"], "2026-07-21T09:30:59Z");
    assert_eq!(status().await, "pending");
    world.control.step(1).unwrap();
    assert_eq!(status().await, "standing");
    // Past the end of its window.
    world.control.step(3 * 86_400).unwrap();
    assert_eq!(status().await, "cancelled");
}

#[tokio::test]
async fn the_clock_is_held_and_sped_up() {
    let world = World::new();
    let now = async || world.steer("GET", "/clock", None).await.json()["now_seconds"].clone();
    let start = half_past_nine().as_seconds();
    world.real.advance(5);
    assert_eq!(now().await, start + 5);
    assert_eq!(
        world.steer("POST", "/clock/pause", None).await.json()["paused"],
        true
    );
    world.real.advance(5);
    assert_eq!(now().await, start + 5);
    let pace = json!({"market_seconds": 60});
    assert_eq!(
        world.steer("POST", "/clock/run", Some(pace)).await.json()["paused"],
        false
    );
    world.real.advance(5);
    assert_eq!(now().await, start + 305);
    world.steer("POST", "/clock/pause", None).await;
    world.steer("POST", "/clock/resume", None).await;
    world.real.advance(1);
    assert_eq!(now().await, start + 365);
}

#[tokio::test]
async fn the_clock_goes_forward_only_and_says_what_it_cannot() {
    let world = World::new();
    let later = json!({"time": "2026-07-21T10:00:00Z"});
    assert_eq!(
        world
            .steer("POST", "/clock/set", Some(later.clone()))
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        world.market.with_engine(|engine| engine.now()),
        world.market.now()
    );
    let seconds = json!({"time": half_past_nine().as_seconds()});
    let refused = world.steer("POST", "/clock/set", Some(seconds)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.fields(), ["time"]);
    for (path, body, names) in [
        ("/clock/set", json!({"time": "soon"}), "time"),
        ("/clock/set", json!({}), "time"),
        ("/clock/step", json!({"seconds": -1}), "u32"),
        ("/clock/step", json!({"minutes": 1}), "minutes"),
        ("/clock/run", json!({"market_seconds": 0}), "market_seconds"),
        ("/clock/run", json!({"market_seconds": 1.5}), "1.5"),
    ] {
        let refused = world.steer("POST", path, Some(body)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(refused.text.contains(names), "{}", refused.text);
    }
}

#[tokio::test]
async fn a_clock_of_its_own_is_read_and_not_moved() {
    let real = ManualClock::at(half_past_nine());
    let world = World::of(Sandbox::builder().clock(real.clone()).control(true), real);
    let clock = world.steer("GET", "/clock", None).await.json();
    assert_eq!(
        (&clock["now"], &clock["controlled"]),
        (&json!("2026-07-21T09:30:00Z"), &json!(false))
    );
    let refused = world.steer("POST", "/clock/pause", None).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(world.control.step(1), Err(ControlError::NotControlled));
    assert_eq!(world.control.reset(true), Err(ControlError::NotControlled));
    world.control.reset(false).unwrap();
}

#[tokio::test]
async fn the_same_commands_at_the_same_times_give_the_same_market() {
    let run = async || {
        let real = ManualClock::at(half_past_nine());
        let world = World::of(builder(&real), real);
        world.place(1).await;
        world.control.step(61).unwrap();
        world.place(2).await;
        world.control.events().unwrap() + &world.control.ledger().unwrap()
    };
    assert_eq!(run().await, run().await);
}
