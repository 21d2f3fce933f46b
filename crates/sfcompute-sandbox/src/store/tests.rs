use std::sync::Arc;

use super::*;
use crate::engine::{Engine, EngineConfig};

fn directory(name: &str) -> std::path::PathBuf {
    let path =
        std::env::temp_dir().join(format!("sfcompute-sandbox-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    path
}

fn entry(seconds: i64) -> Entry {
    Entry {
        at: Timestamp::from_seconds(seconds),
        command: Command::Snapshot(format!("s{seconds}")),
    }
}

fn open(path: &Path, label: &str, now: Timestamp, often: u64) -> io::Result<Opened> {
    Opened::at(path, label, now, Often(often))
}

/// A market at some time; with a snapshot that says so, too.
fn state(seconds: i64) -> State {
    let mut engine = Engine::new(EngineConfig::default());
    engine.advance(Timestamp::from_seconds(seconds)).unwrap();
    let snapshot = Snapshot {
        name: format!("s{seconds}"),
        at: engine.now(),
        engine: Arc::new(engine.clone()),
    };
    State {
        engine,
        snapshots: vec![snapshot],
    }
}

fn all(opened: &Opened) -> Vec<(Entry, Bytes)> {
    let mut read = Vec::new();
    let collect = |entry, body| {
        read.push((entry, body));
        Ok(())
    };
    opened.replay(collect).unwrap();
    read
}

#[tokio::test]
async fn what_was_handed_in_is_there_again_in_order() {
    let path = directory("order");
    let now = Timestamp::from_seconds(5);
    let later = Timestamp::from_seconds(9);
    for round in 0..3 {
        let opened = open(&path, "demo", if round == 0 { now } else { later }, 1_000).unwrap();
        assert_eq!(opened.at, now);
        let before = all(&opened);
        assert_eq!(before.len(), round * 20);
        for (index, (read, body)) in before.into_iter().enumerate() {
            assert_eq!(read, entry(index as i64));
            assert_eq!(body, vec![0xFF, index as u8]);
        }
        let store = opened.start().unwrap();
        for index in round * 20..(round + 1) * 20 {
            let body = vec![0xFF, index as u8].into();
            store.note(entry(index as i64), body, || state(0));
        }
        store.settled().await.unwrap();
    }
    std::fs::remove_dir_all(&path).unwrap();
}

#[test]
fn a_store_of_another_market_is_refused() {
    let path = directory("label");
    let now = Timestamp::from_seconds(5);
    drop(open(&path, "demo, seed 1", now, 1).unwrap());
    let error = open(&path, "demo, seed 2", now, 1)
        .err()
        .unwrap()
        .to_string();
    assert!(
        error.contains("seed 1") && error.contains("seed 2"),
        "{error}"
    );
    std::fs::remove_dir_all(&path).unwrap();
}

#[test]
fn two_markets_do_not_share_a_store() {
    let path = directory("twice");
    let now = Timestamp::from_seconds(5);
    let _first = open(&path, "demo", now, 1).unwrap();
    assert!(open(&path, "demo", now, 1).is_err());
    drop(_first);
    std::fs::remove_dir_all(&path).unwrap();
}

#[tokio::test]
async fn a_state_takes_the_place_of_the_lines_that_it_covers() {
    let path = directory("state");
    let now = Timestamp::from_seconds(5);
    // Each time 20 more lines; states after each 8, or a quarter of all.
    let kept = [(None, 0..0), (Some(15), 16..20), (Some(39), 40..40)];
    for (round, (covered, left)) in (0..).zip(kept) {
        let opened = open(&path, "demo", now, 8).unwrap();
        let lines: Vec<_> = all(&opened).into_iter().map(|(entry, _)| entry).collect();
        assert_eq!(lines, left.map(entry).collect::<Vec<_>>());
        let found = opened.state().unwrap();
        assert_eq!(found.is_some(), covered.is_some());
        if let (Some(found), Some(covered)) = (found, covered) {
            let wanted = state(covered);
            assert_eq!(found.engine, wanted.engine);
            let snapshot = |state: &State| {
                let only = &state.snapshots[0];
                (only.name.clone(), only.at, only.engine.clone())
            };
            assert_eq!(
                (found.snapshots.len(), snapshot(&found)),
                (1, snapshot(&wanted))
            );
        }
        let store = opened.start().unwrap();
        for index in round * 20..(round + 1) * 20 {
            store.note(entry(index), Bytes::new(), || state(index));
        }
        store.settled().await.unwrap();
        // Ends once all is written, states too.
        drop(store);
    }
    std::fs::remove_dir_all(&path).unwrap();
}

#[test]
fn a_market_that_grows_is_written_less_often() {
    let often = Often(100);
    assert_eq!([0, 100, 400].map(|last| often.next(last)), [100, 200, 500]);
    assert_eq!(
        [1_000, 10_000].map(|last| often.next(last)),
        [1_250, 12_500]
    );
    assert_eq!(Often(0).next(0), 1);
}
