//! The stream that the page follows: what it tells, how often, to how many, and how it ends.
//!
//! The runtime's time is held, and goes on by itself where nothing else can happen.

use std::pin::Pin;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hyper::body::Body as _;
use serde_json::{Value, json};
use sfcompute_sandbox::{Market, Patience, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, advance, timeout};
use tower::ServiceExt as _;

use super::world::World;

/// As many as may follow a market.
const MOST: usize = 16;

/// A stream that is followed.
struct Live {
    body: Body,
    text: String,
}

impl Live {
    /// The stream, or the status that it is refused with.
    async fn ask(market: &Market, query: &str) -> Result<Self, StatusCode> {
        let request = Request::get(format!("/_sandbox/live{query}"));
        let request = request.body(Body::empty()).unwrap();
        let response = market.router().oneshot(request).await.unwrap();
        if response.status() != StatusCode::OK {
            return Err(response.status());
        }
        let kind = &response.headers()[header::CONTENT_TYPE];
        assert_eq!(kind, "text/event-stream; charset=utf-8");
        Ok(Self {
            body: response.into_body(),
            text: String::new(),
        })
    }

    async fn of(world: &World, query: &str) -> Self {
        Self::ask(&world.market, query).await.unwrap()
    }

    /// The next block of text, comments included; none at the end.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(block);
            }
            let frame = std::future::poll_fn(|cx| Pin::new(&mut self.body).poll_frame(cx));
            let bytes = frame.await?.unwrap().into_data().unwrap();
            self.text += std::str::from_utf8(&bytes).unwrap();
        }
    }

    /// The next event; none at the end.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            let block = self.block().await?;
            if block == ":" {
                continue;
            }
            let (name, data) = block.split_once('\n').unwrap();
            let name = name.strip_prefix("event: ").unwrap().to_owned();
            let data = data.strip_prefix("data: ").unwrap();
            return Some((name, serde_json::from_str(data).unwrap()));
        }
    }

    /// The next event of this name; the others are passed over.
    async fn event(&mut self, wanted: &str) -> Value {
        while let Some((name, value)) = self.next().await {
            if name == wanted {
                return value;
            }
        }
        panic!("the stream ended before an event {wanted}")
    }

    /// The first of each event.
    async fn opening(&mut self) -> Value {
        let mut all = json!({});
        for _ in 0..6 {
            let (name, value) = self.next().await.unwrap();
            all[name] = value;
        }
        all
    }
}

#[tokio::test(start_paused = true)]
async fn all_is_told_at_first_and_then_what_changed() {
    let world = World::new();
    let mut live = Live::of(&world, "").await;
    let opening = live.opening().await;
    assert_eq!(opening["clock"]["now"], "2026-07-21T09:30:00Z");
    let market = &world.market;
    assert_eq!(opening["book"]["sku"], market.skus()[0].id.as_str());
    assert_eq!(
        opening["book"]["skus"].as_array().unwrap().len(),
        market.skus().len()
    );
    assert!(opening["book"]["asks"][0]["price"].is_string());
    assert_eq!(opening["accounts"][0]["id"], "acme");
    let cash = opening["accounts"][0]["available"].as_str().unwrap();
    let pools = opening["pools"]["rows"].as_array().unwrap();
    assert_eq!(pools[0]["name"], "training");
    let supply = pools.iter().find(|pool| pool["name"] == "supply").unwrap();
    assert!(supply["skus"][0]["nodes_now"].as_i64().unwrap() > 0);
    let before = opening["orders"]["total"].as_u64().unwrap();

    let id = world.place(3).await.json()["id"].clone();
    let accounts = live.event("accounts").await;
    assert_ne!(accounts[0]["available"], cash);
    assert!(
        accounts[0]["held"]
            .as_str()
            .unwrap()
            .parse::<u64>()
            .is_err()
    );
    let orders = live.event("orders").await;
    assert_eq!(orders["total"], before + 1);
    assert_eq!(orders["rows"][0]["id"], id);
    assert_eq!(
        (&orders["rows"][0]["status"], &orders["rows"][0]["price"]),
        (&json!("pending"), &json!("0.499980"))
    );

    // A step brings what is due by then: the order comes to the book.
    world.control.step(60).unwrap();
    let clock = live.event("clock").await;
    assert_eq!(clock["now"], "2026-07-21T09:31:00Z");
    assert_eq!(live.event("orders").await["rows"][0]["status"], "standing");
}

#[tokio::test(start_paused = true)]
async fn what_time_alone_does_is_told() {
    let world = World::new();
    world.place(1).await;
    let mut live = Live::of(&world, "").await;
    live.opening().await;
    world.real.advance(60);
    assert_eq!(live.event("clock").await["now"], "2026-07-21T09:31:00Z");
    assert_eq!(live.event("orders").await["rows"][0]["status"], "standing");
    // And where nothing happens, that the stream goes on.
    let asked = Instant::now();
    assert_eq!(live.block().await.unwrap(), ":");
    assert!(
        asked.elapsed() <= Duration::from_secs(6),
        "{:?}",
        asked.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn a_burst_is_told_as_one_and_not_too_often() {
    let world = World::new();
    let mut live = Live::of(&world, "?account=acme").await;
    let before = live.opening().await["orders"]["rows"]
        .as_array()
        .unwrap()
        .len();
    for nodes in 1..=20 {
        world.place(nodes).await;
    }
    let told = live.event("orders").await;
    assert_eq!(told["rows"].as_array().unwrap().len(), before + 20);
    let first = Instant::now();
    world.place(1).await;
    live.event("orders").await;
    assert!(
        first.elapsed() >= Duration::from_millis(200),
        "{:?}",
        first.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn lists_are_cut_and_say_so() {
    let world = World::new();
    for _ in 0..120 {
        world.place(1).await;
    }
    let mut live = Live::of(&world, "?account=acme").await;
    let orders = live.opening().await["orders"].clone();
    assert_eq!(orders["rows"].as_array().unwrap().len(), 100);
    assert_eq!(orders["more"], true);
    assert!(orders["open"].as_u64().unwrap() >= 120);
}

#[tokio::test(start_paused = true)]
async fn what_is_shown_can_be_chosen() {
    let world = World::new();
    let market = &world.market;
    let sku = &market.skus()[1];
    let mut live = Live::of(&world, &format!("?sku={}&orders=open", sku.id)).await;
    let opening = live.opening().await;
    assert_eq!(opening["book"]["sku"], sku.id.as_str());
    let is_open = |row: &Value| row["status"] == "standing" || row["status"] == "partially_filled";
    let rows = opening["orders"]["rows"].as_array().unwrap();
    assert!(!rows.is_empty() && rows.iter().all(is_open));
    // The last of the windows, which is not the one that shows where none is chosen.
    let last = opening["book"]["windows"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_ne!(last["start"], opening["book"]["window"]["start"]);
    let query = format!(
        "?sku={}&start_at={}&end_at={}",
        sku.id, last["start"], last["end"]
    );
    let book = Live::of(&world, &query).await.opening().await["book"].clone();
    assert_eq!(book["window"]["start"], last["start"]);
    let deep = |side: &str| !book[side].as_array().unwrap().is_empty();
    assert_eq!(
        (deep("bids"), deep("asks")),
        (last["bids"] != 0, last["asks"] != 0)
    );
}

#[tokio::test]
async fn a_choice_that_cannot_be_is_refused_by_field() {
    let world = World::new();
    for (query, field) in [
        ("sku=nowhere", "sku"),
        ("account=nobody", "account"),
        ("orders=some", "orders"),
        ("start_at=60", "end_at"),
        ("end_at=60", "start_at"),
        ("start_at=x&end_at=60", "start_at"),
        ("start_at=120&end_at=60", "end_at"),
    ] {
        let answer = world.steer("GET", &format!("/live?{query}"), None).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(
            answer.fields().contains(&field.to_owned()),
            "{query}: {}",
            answer.text
        );
    }
}

#[tokio::test(start_paused = true)]
async fn there_is_room_for_so_many_and_again_when_one_leaves() {
    let world = World::new();
    let mut all = Vec::new();
    for _ in 0..MOST {
        all.push(Live::of(&world, "").await);
    }
    let refused = Live::ask(&world.market, "").await.err();
    assert_eq!(refused, Some(StatusCode::SERVICE_UNAVAILABLE));
    all.pop();
    // Its task has to hear of it.
    advance(Duration::from_secs(1)).await;
    assert!(Live::ask(&world.market, "").await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn one_that_takes_nothing_is_cut_off() {
    let world = World::new();
    let mut slow = Live::of(&world, "").await;
    // One piece is ready for it, and this one waits behind that.
    world.place(1).await;
    for _ in 0..20 {
        advance(Duration::from_secs(1)).await;
    }
    slow.opening().await;
    assert_eq!(slow.next().await, None);
}

#[tokio::test]
async fn a_shutdown_ends_the_stream_at_once_and_whole() {
    // So patient that a stream that did not end would be waited for.
    let patience = Patience {
        end: Duration::from_secs(3_600),
        ..Patience::default()
    };
    let sandbox = Sandbox::builder().patience(patience).control(true);
    let sandbox = sandbox.start().await.unwrap();
    let address = sandbox.url();
    let address = address.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(address).await.unwrap();
    let head = format!("GET /_sandbox/live HTTP/1.1\r\nhost: {address}\r\n\r\n");
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut text = Vec::new();
    while !String::from_utf8_lossy(&text).contains("event: orders") {
        assert_ne!(connection.read_buf(&mut text).await.unwrap(), 0);
    }
    let ended = timeout(Duration::from_secs(60), sandbox.shutdown());
    ended.await.expect("the stream ends").unwrap();
    connection.read_to_end(&mut text).await.unwrap();
    // The chunk that says that no more come.
    assert!(text.ends_with(b"0\r\n\r\n"));
}
