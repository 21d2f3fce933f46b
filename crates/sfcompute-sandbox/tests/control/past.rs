//! Reset, snapshots and restoring.

use axum::http::StatusCode;
use serde_json::json;
use sfcompute_sandbox::control::ControlError;

use super::world::{World, half_past_nine};

#[tokio::test]
async fn a_reset_makes_the_market_as_it_opened() {
    let world = World::new();
    let opened = world.market.with_engine(|engine| engine.clone());
    assert_eq!(world.place(2).await.status, StatusCode::CREATED);
    world.control.step(3_600).unwrap();
    // Forward only: the scenario as of now.
    let clock = world.steer("POST", "/reset", None).await.json();
    assert_eq!(clock["now"], "2026-07-21T10:30:00Z");
    assert_eq!(world.order_count().await, 0);
    assert_ne!(world.market.with_engine(|engine| engine.clone()), opened);
    // Or all of it anew.
    let clock = world
        .steer("POST", "/reset", Some(json!({"rewind": true})))
        .await
        .json();
    assert_eq!(clock["now"], "2026-07-21T09:30:00Z");
    assert_eq!(world.market.with_engine(|engine| engine.clone()), opened);
}

#[tokio::test]
async fn a_snapshot_is_the_market_as_it_was() {
    let world = World::new();
    world.place(1).await;
    let saved = world.steer("PUT", "/snapshots/one", None).await;
    assert_eq!(saved.status, StatusCode::NO_CONTENT);
    world.place(2).await;
    world.control.step(30).unwrap();
    assert_eq!(world.order_count().await, 2);
    let clock = world
        .steer("POST", "/snapshots/one/restore", None)
        .await
        .json();
    assert_eq!(clock["now"], "2026-07-21T09:30:30Z");
    assert_eq!(world.order_count().await, 1);
    let back = Some(json!({"rewind": true}));
    let clock = world
        .steer("POST", "/snapshots/one/restore", back)
        .await
        .json();
    assert_eq!(clock["now"], "2026-07-21T09:30:00Z");
    assert_eq!(
        world.control.snapshots(),
        [("one".to_owned(), half_past_nine())]
    );
    assert_eq!(
        world.control.check_invariants().unwrap(),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn snapshots_are_named_listed_and_forgotten() {
    let world = World::new();
    let control = &world.control;
    for name in ["b", "a", "b"] {
        control.snapshot(name).unwrap();
    }
    let list = world.steer("GET", "/snapshots", None).await.json();
    let names: Vec<_> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["a", "b"]);
    let gone = world.steer("DELETE", "/snapshots/a", None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for (method, path) in [("DELETE", "/snapshots/a"), ("POST", "/snapshots/a/restore")] {
        assert_eq!(
            world.steer(method, path, None).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(matches!(
        control.snapshot(""),
        Err(ControlError::BadSnapshot(_))
    ));
    for number in 1..100 {
        control.snapshot(&format!("s{number}")).unwrap();
    }
    assert!(matches!(
        control.snapshot("more"),
        Err(ControlError::BadSnapshot(_))
    ));
    control.snapshot("b").unwrap();
}

#[tokio::test]
async fn a_snapshot_leaves_as_data_and_comes_back() {
    let world = World::new();
    world.place(1).await;
    world.control.snapshot("one").unwrap();
    let was = world.market.with_engine(|engine| engine.clone());
    let text = world.steer("GET", "/snapshots/one", None).await.text;
    // Into another market of the same opening.
    let other = World::new();
    other.place(2).await;
    other.place(3).await;
    let data = serde_json::from_str(&text).unwrap();
    let taken = other.steer("PUT", "/snapshots/moved", Some(data)).await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT, "{}", taken.text);
    assert_eq!(other.order_count().await, 2);
    let back = Some(json!({"rewind": true}));
    other.steer("POST", "/snapshots/moved/restore", back).await;
    assert_eq!(other.market.with_engine(|engine| engine.clone()), was);
    assert_eq!(other.order_count().await, 1);
    assert_eq!(other.place(1).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn data_of_another_market_is_no_snapshot() {
    let world = World::new();
    world.control.snapshot("one").unwrap();
    let text = world.control.export("one").unwrap();
    for (from, to) in [
        ("\"seed\":7", "\"seed\":8"),
        ("\"acme\"", "\"other\""),
        ("\"ledger\"", "\"leger\""),
    ] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text, "{from}");
        let refused = world.control.import("two", &broken);
        assert!(
            matches!(refused, Err(ControlError::BadSnapshot(_))),
            "{from}: {refused:?}"
        );
        let body = Some(serde_json::from_str(&broken).unwrap());
        let refused = world.steer("PUT", "/snapshots/two", body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
    }
    assert_eq!(world.control.snapshots().len(), 1);
    let missing = world.steer("GET", "/snapshots/two", None).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
