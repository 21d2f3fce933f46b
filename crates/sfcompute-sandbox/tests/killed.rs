//! The program killed in the middle of its work, and started again: nothing that was answered is
//! lost, and nothing that was placed once is there twice.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "killed/running.rs"]
mod running;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use running::{Client, Running};
use serde_json::{Value, json};

/// Clients that place orders at the same time.
const CLIENTS: usize = 8;
/// The orders of all clients together.
const ORDERS: usize = 10_000;
/// Further answers after which the program is killed, again and again: some of them while the
/// market as a whole is written, or just before or after that.
const KILLED_AFTER: [usize; 6] = [1_500, 290, 20, 5, 320, 1_000];
/// After how many commands the market as a whole is written.
const COMPACT_EVERY: usize = 300;

/// One order of the many: each has its own key, and half of them find somebody who sells.
fn body(opening: &Value, number: usize, start: i64) -> String {
    let price = ["0.10", "2.60"][number % 2];
    let from = start + (number % 96) as i64 * 3_600;
    json!({
        "side": "buy", "pool": opening["accounts"][0]["pools"][0]["id"],
        "instance_sku": opening["instance_skus"][0]["id"],
        "limit_price_dollars_per_node_hour": price,
        "allow_standing": true, "allow_partial": true,
        "allocation_schedule_delta": [
            {"start_at": from, "end_at": from + 3_600, "node_count": 1 + number % 3},
        ],
    })
    .to_string()
}

/// Places the orders from `next` on, from several clients, until the program is gone; what was
/// answered goes to `answered` by its number, and is told.
fn place(
    running: &Running,
    next: &Arc<AtomicUsize>,
    start: i64,
    answered: &Arc<Mutex<BTreeMap<usize, Value>>>,
    told: &Sender<()>,
) -> Vec<std::thread::JoinHandle<()>> {
    let clients = (0..CLIENTS).map(|_| {
        let (next, answered, told) = (next.clone(), answered.clone(), told.clone());
        let (address, token, opening) =
            (running.address(), running.token(), running.opening.clone());
        std::thread::spawn(move || {
            let Ok(mut client) = Client::connect(&address, &token) else {
                return;
            };
            loop {
                let number = next.fetch_add(1, Ordering::SeqCst);
                if number >= ORDERS {
                    return;
                }
                let key = format!("Idempotency-Key: order-{number}\r\n");
                let body = body(&opening, number, start);
                match client.send("POST", "/preview/v2/orders", &key, &body) {
                    Ok((201, order)) => {
                        answered.lock().unwrap().insert(number, order);
                        let _ = told.send(());
                    }
                    Ok((status, body)) => panic!("{status}: {body}"),
                    // It was killed.
                    Err(_) => return,
                }
            }
        })
    });
    clients.collect()
}

fn directory(name: &str) -> PathBuf {
    let name = format!("sfcompute-sandbox-{name}-{}", std::process::id());
    let path = std::env::temp_dir().join(name);
    let _ = std::fs::remove_dir_all(&path);
    path
}

#[test]
fn nothing_that_was_answered_is_lost() {
    let data = directory("killed");
    let answered = Arc::new(Mutex::new(BTreeMap::new()));
    let next = Arc::new(AtomicUsize::new(0));
    let mut running = Running::start(&data, COMPACT_EVERY);
    let clock = running.get("/_sandbox/clock");
    // A full hour, some time tomorrow.
    let start = clock["now_seconds"].as_i64().unwrap() / 3_600 * 3_600 + 86_400;
    for enough in KILLED_AFTER {
        let (told, answers) = channel();
        let clients = place(&running, &next, start, &answered, &told);
        drop(told);
        assert_eq!(answers.iter().take(enough).count(), enough);
        running.kill();
        clients
            .into_iter()
            .for_each(|client| client.join().unwrap());
        running = Running::start(&data, COMPACT_EVERY);
        let invariants = running.get("/_sandbox/invariants");
        assert_eq!(invariants["sound"], true, "{invariants}");
        held(&running, &answered.lock().unwrap(), start);
    }
    // In the middle of the orders, not after them.
    assert!(next.load(Ordering::SeqCst) < ORDERS);
    std::fs::remove_dir_all(&data).unwrap();
}

/// All that was answered is there, as it was answered or further on; and its key still leads to it.
fn held(running: &Running, answered: &BTreeMap<usize, Value>, start: i64) {
    let mut client = Client::connect(&running.address(), &running.token()).unwrap();
    for (number, order) in answered {
        let id = order["id"].as_str().unwrap();
        let path = format!("/preview/v2/orders/{id}");
        let (status, now) = client.send("GET", &path, "", "").unwrap();
        assert_eq!(status, 200, "order {number} is lost: {order}");
        for field in ["created_at", "allocation_schedule_delta", "side"] {
            assert_eq!(now[field], order[field], "order {number}");
        }
        if order["status"] == "filled" {
            assert_eq!(&now, order, "order {number}");
        }
        if number % 50 == 0 {
            let key = format!("Idempotency-Key: order-{number}\r\n");
            let body = body(&running.opening, *number, start);
            let (status, again) = client
                .send("POST", "/preview/v2/orders", &key, &body)
                .unwrap();
            assert_eq!(
                (status, &again["id"]),
                (201, &order["id"]),
                "order {number}"
            );
        }
    }
}

#[test]
fn what_control_did_is_there_again() {
    control_stays("control", 10_000);
}

#[test]
fn what_control_did_is_there_again_where_the_market_is_written_as_a_whole() {
    control_stays("control-compact", 1);
}

fn control_stays(name: &str, compact_every: usize) {
    let data = directory(name);
    let mut running = Running::start(&data, compact_every);
    let send = |running: &Running, method: &str, path: &str, body: &str| {
        let mut client = Client::connect(&running.address(), &running.token()).unwrap();
        // An answer without a body has no JSON; that it came is what counts.
        let _ = client.send(method, path, "", body);
    };
    let count = |running: &Running| {
        running.get("/preview/v2/pools")["data"]
            .as_array()
            .unwrap()
            .len()
    };
    let pool = r#"{"name": "research", "workspace": "sfc:workspace:acme:prod"}"#;
    send(&running, "PUT", "/_sandbox/snapshots/before", "");
    send(&running, "POST", "/preview/v2/pools", pool);
    assert_eq!(count(&running), 3);
    send(
        &running,
        "POST",
        "/_sandbox/clock/step",
        r#"{"seconds": 86400}"#,
    );
    let stepped = running.get("/_sandbox/clock")["now_seconds"]
        .as_i64()
        .unwrap();
    send(&running, "PUT", "/_sandbox/snapshots/after", "");
    send(&running, "POST", "/_sandbox/snapshots/before/restore", "");
    assert_eq!(count(&running), 2);
    running.kill();
    running = Running::start(&data, compact_every);
    assert_eq!(count(&running), 2);
    send(&running, "POST", "/_sandbox/snapshots/after/restore", "");
    assert_eq!(count(&running), 3);
    running.kill();
    running = Running::start(&data, compact_every);
    assert_eq!(count(&running), 3);
    // The clock was stepped, and does not go back.
    assert!(
        running.get("/_sandbox/clock")["now_seconds"]
            .as_i64()
            .unwrap()
            >= stepped
    );
    send(&running, "POST", "/_sandbox/reset", "");
    running.kill();
    assert_eq!(count(&Running::start(&data, compact_every)), 2);
    std::fs::remove_dir_all(&data).unwrap();
}

#[test]
fn parts_of_images_are_there_again() {
    // A part that is JSON, so that the client here can read it.
    const PART: &str = r#"{"kept": true}"#;
    let data = directory("images");
    let mut running = Running::start(&data, 2);
    let send = |running: &Running, method: &str, path: &str, body: &str| {
        let mut client = Client::connect(&running.address(), &running.token()).unwrap();
        client.send(method, path, "content-type: application/json\r\n", body)
    };
    let image = r#"{"name": "disk", "workspace": "sfc:workspace:acme:prod"}"#;
    let (_, image) = send(&running, "POST", "/preview/v2/images", image).unwrap();
    let image = format!("/preview/v2/images/{}", image["id"].as_str().unwrap());
    let (_, part) = send(
        &running,
        "POST",
        &format!("{image}/parts"),
        r#"{"part_id": 1}"#,
    )
    .unwrap();
    let path = |running: &Running, url: &Value| {
        let path = url.as_str().unwrap().strip_prefix("http://").unwrap();
        path.strip_prefix(&running.address()).unwrap().to_owned()
    };
    let url = path(&running, &part["url"]);
    // Its answer has no body to read.
    let _ = send(&running, "PUT", &url, PART);
    running.kill();
    running = Running::start(&data, 2);
    let complete = json!({ "sha256": "0a".repeat(32) }).to_string();
    let (status, completed) =
        send(&running, "POST", &format!("{image}/complete"), &complete).unwrap();
    assert_eq!(status, 200, "{completed}");
    running.kill();
    running = Running::start(&data, 2);
    let found = running.get(&format!("{image}/download"));
    assert_eq!(found["size"], PART.len());
    assert_eq!(
        running.get(&path(&running, &found["url"])),
        json!({"kept": true})
    );
    std::fs::remove_dir_all(&data).unwrap();
}

#[test]
fn instances_are_there_again() {
    let data = directory("instances");
    let mut running = Running::start(&data, 2);
    let send = |running: &Running, path: &str, body: &Value| {
        let mut client = Client::connect(&running.address(), &running.token()).unwrap();
        let key = "Idempotency-Key: once\r\n";
        client.send("POST", path, key, &body.to_string()).unwrap()
    };
    let image = "sfc:image:sfcompute:public:ubuntu-24.04.4-cuda-12.8";
    let body = json!({
        "pool": "sfc:pool:acme:prod:training", "image": image, "name": "worker",
        "instance_sku": running.opening["instance_skus"][0]["id"],
    });
    let (status, made) = send(&running, "/preview/v2/instances", &body);
    assert_eq!(status, 201, "{made}");
    // Nodes from the next hour on, in which the instance runs.
    let now = running.get("/_sandbox/clock")["now_seconds"]
        .as_i64()
        .unwrap();
    let hour = now / 3_600 * 3_600 + 3_600;
    let order = json!({
        "side": "buy", "pool": "sfc:pool:acme:prod:training",
        "instance_sku": running.opening["instance_skus"][0]["id"],
        "limit_price_dollars_per_node_hour": "9.00",
        "allocation_schedule_delta": [
            {"start_at": hour, "end_at": hour + 7_200, "node_count": 1},
        ],
    });
    let (status, order) = send(&running, "/preview/v2/orders", &order);
    assert_eq!(
        (status, &order["status"]),
        (201, &"filled".into()),
        "{order}"
    );
    let target = format!("/preview/v2/instances/{}", made["id"].as_str().unwrap());
    let step = json!({"seconds": hour + 600 - now});
    send(&running, "/_sandbox/clock/step", &step);
    assert_eq!(running.get(&target)["status"], "running");
    let replace = format!("{target}/replace");
    let (status, fresh) = send(&running, &replace, &json!({"image": image}));
    assert_eq!(
        (status, &fresh["status"]),
        (201, &"running".into()),
        "{fresh}"
    );
    let fresh = format!("/preview/v2/instances/{}", fresh["id"].as_str().unwrap());
    let before = [running.get(&target), running.get(&fresh)];
    running.kill();
    running = Running::start(&data, 2);
    assert_eq!([running.get(&target), running.get(&fresh)], before);
    let (status, again) = send(&running, &replace, &json!({"image": image}));
    assert_eq!((status, &again), (201, &before[1]));
    let invariants = running.get("/_sandbox/invariants");
    assert_eq!(invariants["sound"], true, "{invariants}");
    std::fs::remove_dir_all(&data).unwrap();
}

#[test]
fn another_market_is_not_opened_over_it() {
    let data = directory("other");
    drop(Running::start(&data, 1));
    let output = Command::new(env!("CARGO_BIN_EXE_sfcompute-sandbox"))
        .args(["serve", "--seed", "8", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    assert!(!output.status.success());
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(
        log.contains("another market") && log.contains("another directory"),
        "{log}"
    );
    std::fs::remove_dir_all(&data).unwrap();
}
