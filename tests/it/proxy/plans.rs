//! Scripts go in their order, seeds draw the same again, hits are counted.

use std::collections::BTreeMap;

use sfcompute_api::operations::{CREATE_ORDER, CREATE_POOL, FETCH_ORDER};
use sfcompute_tests::fault_proxy::{Delivery, Fault, Plan, Rule};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{ANSWER, ASK, Rig, read_exactly, read_to_the_end};

const UNAVAILABLE: Fault = Fault::status(503, Delivery::Never);
const BAD_GATEWAY: Fault = Fault::status(502, Delivery::Never);

/// The status of the answer to a request over a connection of its own; none where there is none.
async fn status(rig: &Rig, request: &str) -> Option<u16> {
    let mut connection = rig.connect().await;
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut start = [0; 12];
    match connection.read_exact(&mut start).await {
        Ok(_) if start.starts_with(b"HTTP") => {
            Some(std::str::from_utf8(&start[9..]).unwrap().parse().unwrap())
        }
        _ => None,
    }
}

fn request(method: &str, path: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: market\r\nContent-Length: 0\r\n\r\n")
}

fn keyed(key: &str) -> String {
    format!("POST /orders HTTP/1.1\r\nHost: m\r\nIdempotency-Key: {key}\r\n\r\n")
}

#[tokio::test]
async fn rules_are_met_in_their_order_and_as_often_as_they_say() {
    let rig = Rig::planned(Plan::script([
        Rule::new(UNAVAILABLE).times(2),
        Rule::new(BAD_GATEWAY),
    ]))
    .await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(status(&rig, &request("GET", "/a")).await.unwrap());
    }
    assert_eq!(seen, [503, 503, 502]);
    let mut connection = rig.connect().await;
    connection.write_all(ASK).await.unwrap();
    assert_eq!(read_exactly(&mut connection, ANSWER.len()).await, ANSWER);
    let expected = [("502, not delivered", 1), ("503, not delivered", 2)];
    let expected = expected.map(|(name, hits)| (name.to_owned(), hits));
    assert_eq!(rig.proxy.hits(), BTreeMap::from(expected));
}

#[tokio::test]
async fn a_rule_for_an_operation_waits_for_it() {
    let rig = Rig::planned(Plan::script([
        Rule::new(UNAVAILABLE).on(&FETCH_ORDER),
        Rule::new(BAD_GATEWAY).on(&CREATE_ORDER),
        Rule::new(Fault::status(500, Delivery::Never)),
    ]))
    .await;
    let base = "/preview/v2";
    for (method, path, expected) in [
        ("GET", format!("{base}/orders"), 500),
        ("POST", format!("{base}/orders?x=1"), 502),
        ("GET", format!("{base}/orders/ordr_1"), 503),
    ] {
        let told = status(&rig, &request(method, &path)).await;
        assert_eq!(told, Some(expected), "{method} {path}");
    }
}

#[tokio::test]
async fn a_rule_that_is_not_met_is_told() {
    let plan = Plan::script([
        Rule::new(UNAVAILABLE).times(3),
        Rule::new(BAD_GATEWAY).on(&CREATE_POOL),
    ]);
    let rig = Rig::planned(plan).await;
    status(&rig, &request("GET", "/a")).await.unwrap();
    let unhit = ["503, not delivered: 2 more", "502, not delivered: 1 more"];
    assert_eq!(rig.proxy.unhit(), unhit);
    for (method, path) in [("GET", "/a"), ("GET", "/a"), ("POST", "/preview/v2/pools")] {
        status(&rig, &request(method, path)).await.unwrap();
    }
}

/// What becomes of three requests under each of so many keys.
async fn drawn(
    seed: u64,
    keys: impl Iterator<Item = u32>,
) -> (BTreeMap<u32, Vec<Option<u16>>>, Rig) {
    let faults = [
        UNAVAILABLE,
        BAD_GATEWAY,
        Fault::Reset(Delivery::Never),
        Fault::Garbage(Delivery::Never),
    ];
    let rig = Rig::planned(Plan::seeded(seed, 1_000_000, faults)).await;
    let mut seen = BTreeMap::new();
    for key in keys {
        let mut told = Vec::new();
        for _ in 0..3 {
            told.push(status(&rig, &keyed(&format!("k-{key}"))).await);
        }
        seen.insert(key, told);
    }
    (seen, rig)
}

#[tokio::test]
async fn a_seed_draws_the_same_whatever_the_order() {
    let (forward, one) = drawn(7, 0..24).await;
    let (backward, other) = drawn(7, (0..24).rev()).await;
    assert_eq!(forward, backward);
    assert_eq!(one.proxy.hits(), other.proxy.hits());
    let (elsewhere, _rig) = drawn(8, 0..24).await;
    assert_ne!(forward, elsewhere);
}

#[tokio::test]
async fn as_many_meet_a_fault_as_the_rate_says() {
    let rig = Rig::planned(Plan::seeded(3, 300_000, [UNAVAILABLE])).await;
    for _ in 0..400 {
        let mut connection = rig.connect().await;
        connection.write_all(ASK).await.unwrap();
        read_exactly(&mut connection, 12).await;
    }
    let hits = rig.proxy.hits()["503, not delivered"];
    assert!((90..150).contains(&hits), "{hits}");
    rig.proxy.quiet().await;
    assert_eq!(u64::from(rig.asked()) + hits, 400);
}

#[tokio::test]
async fn what_the_proxy_cannot_do_is_told_and_no_fault() {
    let mut rig = Rig::planned(Plan::nothing()).await;
    let mut connection = rig.connect().await;
    connection
        .write_all(b"\0\0 is not HTTP\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(read_to_the_end(&mut connection).await.0, b"");
    let mut chunked: TcpStream = rig.connect().await;
    let head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    chunked.write_all(head).await.unwrap();
    assert_eq!(read_to_the_end(&mut chunked).await.0, b"");
    let failures = rig.proxy.failures();
    assert_eq!(failures.len(), 2, "{failures:?}");
    assert!(failures[1].contains("chunks"), "{failures:?}");
    rig.fails = true;
}
