//! How much is taken at once: connections, and heads of requests.

use std::io;

use sfcompute_sandbox::{Limits, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

async fn limited(limits: Limits) -> Sandbox {
    Sandbox::builder().limits(limits).start().await.unwrap()
}

async fn connect(sandbox: &Sandbox) -> TcpStream {
    let address = sandbox.url();
    TcpStream::connect(address.strip_prefix("http://").unwrap())
        .await
        .unwrap()
}

/// Sends a request with these headers besides; the first line of its answer.
async fn exchange(connection: &mut TcpStream, headers: &str) -> io::Result<String> {
    let request = format!("GET /nowhere HTTP/1.1\r\nhost: a\r\n{headers}\r\n");
    connection.write_all(request.as_bytes()).await?;
    let mut answer = vec![0; 4 << 10];
    let length = connection.read(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn one_connection_too_many_waits_for_its_turn() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let sandbox = limited(limits).await;
    let (mut first, mut second) = (connect(&sandbox).await, connect(&sandbox).await);
    for connection in [&mut first, &mut second] {
        let answer = exchange(connection, "").await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    }
    let mut third = connect(&sandbox).await;
    let request = b"GET /nowhere HTTP/1.1\r\nhost: a\r\n\r\n";
    third.write_all(request).await.unwrap();
    // The others are served on meanwhile, and it is not.
    for _ in 0..100 {
        exchange(&mut first, "").await.unwrap();
    }
    let none = third.try_read(&mut [0; 1]).unwrap_err();
    assert_eq!(none.kind(), io::ErrorKind::WouldBlock);

    drop(second);
    let mut answer = [0; 12];
    third.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 404");
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_head_is_bounded() {
    let limits = Limits {
        headers: 4,
        head_bytes: 0,
        ..Limits::default()
    };
    let sandbox = limited(limits).await;
    let many = "x: y\r\n".repeat(4);
    let long = format!("x: {}\r\n", "y".repeat(20_000));
    for (headers, status) in [("x: y\r\n", "404"), (&many, "431"), (&long, "431")] {
        let mut connection = connect(&sandbox).await;
        let answer = exchange(&mut connection, headers).await.unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        // Whoever sent too much is sent away.
        let again = exchange(&mut connection, "").await;
        assert_eq!(again.is_ok_and(|line| !line.is_empty()), status == "404");
    }
    sandbox.shutdown().await.unwrap();
}
