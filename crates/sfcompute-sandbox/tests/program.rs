//! The program: what it prints first, how it ends, and what it says when it cannot start.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sfcompute-sandbox"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The program at work; ended with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program and reads its first line.
fn start(arguments: &[&str]) -> (Running, Value) {
    let mut running = Running(program(arguments).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    (running, serde_json::from_str(&line).unwrap())
}

/// The answer to a request with a token, whole.
fn get(url: &str, path: &str, token: &str) -> String {
    let address = url.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    write!(
        connection,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_first_line_is_all_one_needs() {
    let (running, opening) = start(&["serve", "--port", "0", "--seed", "7"]);
    let url = opening["url"].as_str().unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let accounts = opening["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 2);
    for account in accounts {
        let id = account["account"].as_str().unwrap();
        assert!(
            account["pools"][0]["resource_path"]
                .as_str()
                .unwrap()
                .contains(id)
        );
        for token in account["tokens"].as_array().unwrap() {
            let answer = get(url, "/preview/v2/me", token.as_str().unwrap());
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            assert!(
                answer.contains(&format!(r#""account_id":"{id}""#)),
                "{answer}"
            );
        }
    }
    let sku = opening["instance_skus"][0]["id"].as_str().unwrap();
    let token = accounts[0]["tokens"][0].as_str().unwrap();
    let answer = get(url, &format!("/preview/v2/instance_skus/{sku}"), token);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(running);

    // The same seed, the same tokens.
    let (_again, same) = start(&["serve", "--seed", "7"]);
    assert_eq!(same["accounts"], opening["accounts"]);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly() {
    let (mut running, opening) = start(&["serve"]);
    let token = opening["accounts"][0]["tokens"][0].as_str().unwrap();
    // It has answered, so it is past its start.
    get(opening["url"].as_str().unwrap(), "/preview/v2/me", token);
    let process = running.0.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &process])
            .status()
            .unwrap()
            .success()
    );
    assert!(running.0.wait().unwrap().success());
    let mut log = String::new();
    running
        .0
        .stderr
        .as_mut()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    assert!(log.contains("ending"), "{log}");
    assert!(!log.contains(token), "{log}");
}

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let Output {
        status,
        stdout,
        stderr,
    } = program(&["serve", "--port", &port]).output().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(stdout.is_empty());
    let log = String::from_utf8(stderr).unwrap();
    assert!(
        log.contains(&format!("cannot listen on 127.0.0.1:{port}")),
        "{log}"
    );
    assert!(log.contains("Choose another port"), "{log}");
}

#[test]
fn a_settlement_that_is_none_is_refused() {
    let Output { status, stderr, .. } = program(&["serve", "--settle", "sometime"])
        .output()
        .unwrap();
    assert_eq!(status.code(), Some(2));
    let log = String::from_utf8(stderr).unwrap();
    assert!(log.contains("at-once") && log.contains("polls:N"), "{log}");
}

#[test]
fn control_is_announced_where_it_was_asked_for() {
    let (_running, opening) = start(&["serve", "--control", "--scenario", "thin"]);
    let url = opening["url"].as_str().unwrap();
    assert_eq!(opening["control"], format!("{url}/_sandbox"));
    assert_eq!(opening["page"], format!("{url}/"));
    assert_eq!(opening["instance_skus"].as_array().unwrap().len(), 1);
    let answer = get(url, "/_sandbox/clock", "");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let (_other, opening) = start(&["serve"]);
    assert!(opening.get("control").is_none() && opening.get("page").is_none());
}

#[test]
fn other_machines_need_a_token_of_ones_own() {
    let everywhere = ["serve", "--address", "0.0.0.0"];
    let Output { status, stderr, .. } = program(&everywhere).output().unwrap();
    assert_eq!(status.code(), Some(1));
    let log = String::from_utf8(stderr).unwrap();
    assert!(log.contains("--token ACCOUNT=TOKEN"), "{log}");

    let token = "a-token-of-our-own";
    let own = format!("acme={token}");
    let (_running, opening) = start(&["serve", "--address", "0.0.0.0", "--token", &own]);
    assert!(!opening.to_string().contains(token), "{opening}");
    let url = opening["url"]
        .as_str()
        .unwrap()
        .replace("0.0.0.0", "127.0.0.1");
    let answer = get(&url, "/preview/v2/me", token);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn a_scenario_that_is_none_is_said() {
    let refused = program(&["serve", "--scenario", "bullish"]).output();
    let Output { status, stderr, .. } = refused.unwrap();
    assert_eq!(status.code(), Some(1));
    let log = String::from_utf8(stderr).unwrap();
    assert!(log.contains("bullish") && log.contains("illiquid"), "{log}");
}
