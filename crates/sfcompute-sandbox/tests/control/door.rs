//! Who gets in: where control is off, from other sites, from other machines, and clients that are
//! slow.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use sfcompute_sandbox::{ManualClock, Patience, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::world::{World, half_past_nine};

const TOKEN: &str = "a-token-of-our-own";

#[tokio::test]
async fn control_is_off_unless_asked_for() {
    let real = ManualClock::at(half_past_nine());
    let world = World::of(Sandbox::builder(), real);
    for (method, path) in [("GET", "/clock"), ("POST", "/reset"), ("GET", "/")] {
        assert_eq!(
            world.steer(method, path, None).await.status,
            StatusCode::NOT_FOUND
        );
    }
    // The Rust side is there.
    world.control.snapshot("it").unwrap();
}

#[tokio::test]
async fn there_is_an_index_and_nothing_else() {
    let world = World::new();
    let index = world.steer("GET", "/", None).await.json();
    for path in index["paths"].as_array().unwrap() {
        let path = path.as_str().unwrap().strip_prefix("/_sandbox").unwrap();
        let method = if path == "/reset" { "POST" } else { "GET" };
        assert_eq!(
            world.steer(method, path, None).await.status,
            StatusCode::OK,
            "{path}"
        );
    }
    assert_eq!(
        world.steer("GET", "/nothing", None).await.status,
        StatusCode::NOT_FOUND
    );
    let wrong = world.steer("PUT", "/clock", None).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn pages_of_other_sites_do_not_control() {
    let world = World::new();
    for (origin, status) in [
        ("http://127.0.0.1:8000", StatusCode::OK),
        ("http://127.0.0.1:8001", StatusCode::FORBIDDEN),
        ("https://example.com", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
    ] {
        let request = Request::post("/_sandbox/reset")
            .header("host", "127.0.0.1:8000")
            .header("origin", origin);
        let answer = world
            .send(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status, status, "{origin}");
    }
}

#[tokio::test]
async fn off_this_machine_tokens_of_ones_own_are_needed() {
    let everywhere = || {
        Sandbox::builder()
            .address(Ipv4Addr::UNSPECIFIED.into())
            .control(true)
    };
    let refused = everywhere().start().await.unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);

    let generated = Sandbox::builder().build().unwrap().token().to_owned();
    let real = ManualClock::at(half_past_nine());
    let world = World::of(everywhere().token("acme", TOKEN), real);
    assert_eq!(world.market.token(), TOKEN);
    assert!(world.market.accounts()[1].tokens.is_empty());
    for (path, token, status) in [
        ("/preview/v2/me", Some(TOKEN), StatusCode::OK),
        (
            "/preview/v2/me",
            Some(generated.as_str()),
            StatusCode::UNAUTHORIZED,
        ),
        ("/_sandbox/clock", Some(TOKEN), StatusCode::OK),
        (
            "/_sandbox/clock",
            Some(generated.as_str()),
            StatusCode::UNAUTHORIZED,
        ),
        ("/_sandbox/clock", None, StatusCode::UNAUTHORIZED),
    ] {
        let request = Request::get(path);
        let request = match token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        };
        let answer = world
            .send(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status, status, "{path} {token:?}");
    }
}

#[test]
fn tokens_are_long_enough_and_for_an_account() {
    for (account, token, says) in [
        ("acme", "short", "16 to 255"),
        ("acme", "with a space in the middle", "16 to 255"),
        ("nobody", TOKEN, "granite-compute"),
    ] {
        let refused = Sandbox::builder()
            .token(account, token)
            .build()
            .unwrap_err();
        assert!(refused.to_string().contains(says), "{refused}");
    }
}

/// A market that loses its patience at once; the runtime's time is held, and goes on where nothing
/// else can happen.
async fn impatient() -> Sandbox {
    let patience = Patience {
        head: Duration::from_secs(3),
        body: Duration::from_secs(2),
        end: Duration::from_secs(1),
    };
    let sandbox = Sandbox::builder().patience(patience).start().await.unwrap();
    tokio::time::pause();
    sandbox
}

async fn connect(sandbox: &Sandbox) -> TcpStream {
    let address = sandbox.url();
    TcpStream::connect(address.strip_prefix("http://").unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    let sandbox = impatient().await;
    let mut connection = connect(&sandbox).await;
    connection
        .write_all(b"GET /preview/v2/me HTTP/1.1\r\nhost: a\r\n")
        .await
        .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
        "{answer}"
    );
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_body_that_does_not_come_is_a_408() {
    let sandbox = impatient().await;
    let mut connection = connect(&sandbox).await;
    let head = format!(
        "POST /preview/v2/pools HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\
         content-length: 100\r\n\r\n{{",
        sandbox.token()
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    let body = answer.split_once("\r\n\r\n").unwrap().1;
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["error"]["type"], "invalid_request_error");
    sandbox.shutdown().await.unwrap();
}
