//! Faults and rate limits, in process and on real connections.

use std::num::NonZeroU32;

use axum::http::StatusCode;
use serde_json::json;
use sfcompute_sandbox::control::{FaultAction, FaultRule, RateLimit, When};
use sfcompute_sandbox::{ManualClock, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::world::{World, builder, half_past_nine};

#[tokio::test]
async fn a_status_is_answered_to_whom_the_rule_is_for_and_counted() {
    let world = World::new();
    let made = world
        .steer(
            "POST",
            "/faults",
            Some(json!({
                "name": "down", "operation": "create_order", "limit": 2,
                "action": {"status": {"status": 503, "retry_after": "7"}},
            })),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    assert_eq!(made.json()["hits"], 0);
    let failed = world.place(1).await;
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(failed.headers["retry-after"], "7");
    assert_eq!(failed.json()["error"]["type"], "service_unavailable");
    assert!(failed.headers.contains_key("x-request-id"));
    // Reads are not hit, nor is the surface itself.
    assert_eq!(world.order_count().await, 0);
    assert_eq!(world.place(1).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(world.place(1).await.status, StatusCode::CREATED);
    let report = world.steer("GET", "/faults", None).await.json();
    assert_eq!(
        (&report["data"][0]["seen"], &report["data"][0]["hits"]),
        (&json!(3), &json!(2))
    );
    world.steer("POST", "/faults/reset_counts", None).await;
    assert_eq!(world.place(1).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let gone = world.steer("DELETE", "/faults/down", None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(world.place(1).await.status, StatusCode::CREATED);
    let gone = world.steer("DELETE", "/faults/down", None).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_answer_lost_after_the_fact_was_still_carried_out() {
    let world = World::new();
    let reset = FaultAction::Reset { when: When::After };
    let rule = FaultRule::new("lost", reset)
        .operation("create_order")
        .limit(1);
    world.control.fault(rule).unwrap();
    let body = super::world::order(&world.market, 1, "0.50");
    let request = world.request("POST", "/preview/v2/orders", Some(&body));
    assert!(world.send(request).await.is_err());
    assert_eq!(world.order_count().await, 1);
    let before = FaultAction::Reset { when: When::Before };
    world
        .control
        .fault(FaultRule::new("lost", before).limit(1))
        .unwrap();
    let request = world.request("POST", "/preview/v2/orders", Some(&body));
    assert!(world.send(request).await.is_err());
    assert_eq!(world.order_count().await, 1);
}

#[tokio::test]
async fn a_duplicate_is_carried_out_twice_but_for_its_key() {
    let world = World::new();
    let rule = FaultRule::new("twice", FaultAction::Duplicate {}).operation("create_order");
    world.control.fault(rule).unwrap();
    assert_eq!(world.place(1).await.status, StatusCode::CREATED);
    assert_eq!(world.order_count().await, 2);
    let body = super::world::order(&world.market, 3, "0.50");
    let mut request = world.request("POST", "/preview/v2/orders", Some(&body));
    request
        .headers_mut()
        .insert("idempotency-key", "once".parse().unwrap());
    let answer = world.send(request).await.unwrap();
    assert_eq!(answer.status, StatusCode::CREATED);
    assert_eq!(world.order_count().await, 3);
}

#[tokio::test(start_paused = true)]
async fn a_delay_takes_so_long() {
    let world = World::new();
    let action = FaultAction::Delay {
        milliseconds: 90_000,
        when: When::Before,
    };
    world.control.fault(FaultRule::new("slow", action)).unwrap();
    let start = tokio::time::Instant::now();
    assert_eq!(world.place(1).await.status, StatusCode::CREATED);
    assert_eq!(start.elapsed().as_secs(), 90);
}

#[tokio::test]
async fn a_rule_holds_between_its_times() {
    let world = World::new();
    let start = half_past_nine().as_seconds();
    let rule = json!({
        "name": "lunch", "from": start + 60, "until": start + 120,
        "action": {"status": {"status": 500, "body": "out to lunch"}},
    });
    world.steer("POST", "/faults", Some(rule)).await;
    for (step, status) in [(0, 201), (60, 500), (59, 500), (1, 201)] {
        world.control.step(step).unwrap();
        let answer = world.place(1).await;
        assert_eq!(answer.status.as_u16(), status);
        if status == 500 {
            assert_eq!(answer.text, "out to lunch");
        }
    }
}

#[tokio::test]
async fn a_rule_that_cannot_be_names_its_fields() {
    let world = World::new();
    let wrong = json!({
        "name": "x", "operation": "buy", "per_mille": 1001, "action": {"duplicate": {}},
    });
    let refused = world.steer("POST", "/faults", Some(wrong)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.fields(), ["operation", "per_mille"]);
    for wrong in [
        json!({"name": "x"}),
        json!({"name": "x", "action": "explode"}),
        json!({"name": "x", "colour": 1, "action": {"duplicate": {}}}),
    ] {
        let refused = world.steer("POST", "/faults", Some(wrong)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(world.control.faults(), []);
}

#[tokio::test]
async fn each_token_has_its_rate() {
    let world = World::new();
    let limit = json!({"requests": 2, "window_seconds": 10});
    assert_eq!(
        world.steer("PUT", "/rate_limit", Some(limit)).await.status,
        StatusCode::OK
    );
    let me = async || world.ask("GET", "/preview/v2/me", None).await;
    assert_eq!(me().await.status, StatusCode::OK);
    world.control.step(4).unwrap();
    assert_eq!(me().await.status, StatusCode::OK);
    let refused = me().await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers["retry-after"], "6");
    assert_eq!(refused.json()["error"]["type"], "rate_limit_error");
    // Another token has a window of its own, and the surface has none.
    let mut request = world.request("GET", "/preview/v2/me", None);
    let token = format!("Bearer {}", world.market.accounts()[1].token());
    request
        .headers_mut()
        .insert("authorization", token.parse().unwrap());
    assert_eq!(world.send(request).await.unwrap().status, StatusCode::OK);
    world.control.step(6).unwrap();
    assert_eq!(me().await.status, StatusCode::OK);
    assert_eq!(me().await.status, StatusCode::OK);
    assert_eq!(me().await.status, StatusCode::TOO_MANY_REQUESTS);
    world.steer("DELETE", "/rate_limit", None).await;
    assert_eq!(me().await.status, StatusCode::OK);
    let wrong = json!({"requests": 2, "window_seconds": 0});
    let refused = world.steer("PUT", "/rate_limit", Some(wrong)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn parts_of_images_are_hit_by_rules_and_not_by_limits() {
    let world = World::new();
    let image = json!({"name": "disk", "workspace": "sfc:workspace:acme:prod"});
    let image = world.ask("POST", "/preview/v2/images", Some(image)).await;
    let parts = format!(
        "/preview/v2/images/{}/parts",
        image.json()["id"].as_str().unwrap()
    );
    let part = world.ask("POST", &parts, Some(json!({"part_id": 1}))).await;
    let url = part.json()["url"].as_str().unwrap().to_owned();
    let path = url.strip_prefix("http://localhost").unwrap();
    let send = async || world.ask("PUT", path, Some(json!("bytes"))).await.status;
    world.control.limit_rate(Some(RateLimit {
        requests: 1,
        window_seconds: NonZeroU32::new(10).unwrap(),
    }));
    for _ in 0..3 {
        assert_eq!(send().await, StatusCode::OK);
    }
    let status = FaultAction::Status {
        status: 503,
        body: None,
        retry_after: None,
        when: When::Before,
    };
    let mut rule = FaultRule::new("store", status).limit(1);
    rule.path = Some("/_objects/images/*".to_owned());
    world.control.fault(rule).unwrap();
    assert_eq!(send().await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(send().await, StatusCode::OK);
}

/// Serves a market with one rule, asks who one is, and gives what came, to the end or the failure.
async fn on_the_wire(action: FaultAction, until: usize) -> (String, Option<std::io::ErrorKind>) {
    let real = ManualClock::at(half_past_nine());
    let sandbox: Sandbox = builder(&real).start().await.unwrap();
    sandbox
        .control()
        .fault(FaultRule::new("it", action))
        .unwrap();
    let url = sandbox.url();
    let mut connection = TcpStream::connect(url.strip_prefix("http://").unwrap())
        .await
        .unwrap();
    let head = format!(
        "GET /preview/v2/me HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\r\n",
        sandbox.token()
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut all = Vec::new();
    let mut failure = None;
    let body = |all: &[u8]| {
        let text = String::from_utf8_lossy(all);
        text.split_once("\r\n\r\n").map(|(_, body)| body.len())
    };
    while body(&all).is_none_or(|length| length < until) {
        let mut buffer = [0; 1_024];
        match connection.read(&mut buffer).await {
            Ok(0) => break,
            Ok(count) => all.extend_from_slice(&buffer[..count]),
            Err(error) => {
                failure = Some(error.kind());
                break;
            }
        }
    }
    // Nobody waits for an answer that never ends.
    sandbox.shutdown().await.unwrap();
    (String::from_utf8(all).unwrap(), failure)
}

fn declared(answer: &str) -> usize {
    let lines = answer
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    lines.unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let reset = FaultAction::Reset { when: When::After };
    let (answer, failure) = on_the_wire(reset, usize::MAX).await;
    assert_eq!(answer, "");
    assert_eq!(failure, Some(std::io::ErrorKind::ConnectionReset));
}

#[tokio::test]
async fn a_truncated_answer_ends_before_its_length() {
    let (answer, _) = on_the_wire(FaultAction::Truncate { after_bytes: 9 }, usize::MAX).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert_eq!(body.len(), 9);
    assert!(declared(head) > 9, "{head}");
}

#[tokio::test]
async fn a_stalled_answer_stops_and_is_not_waited_for() {
    let (answer, failure) = on_the_wire(FaultAction::Stall { after_bytes: 5 }, 5).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert_eq!((body.len(), failure), (5, None));
    assert!(declared(head) > 5, "{head}");
}
