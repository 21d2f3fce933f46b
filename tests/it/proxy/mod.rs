//! The fault proxy: that each fault is, to the byte, what it says.
//!
//! | module | what it holds to |
//! |---|---|
//! | `bytes` | what a client without any cleverness sees of each fault, and what the server sees |
//! | `holding` | what is stalled or held back, and until when |
//! | `plans` | scripts go in their order, seeds draw the same again, hits are counted |
//! | `facade` | what the client makes of each fault, for each class of safety |

mod bytes;
mod facade;
mod holding;
mod plans;

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sfcompute_tests::fault_proxy::{Fault, FaultProxy, Plan, Rule};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What the server always answers.
pub const ANSWER: &[u8] =
    b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"id\":\"o_1\"}";
/// Where its body begins.
pub const HEAD: usize = ANSWER.len() - 12;

/// A request to the server.
pub const ASK: &[u8] = b"POST /orders HTTP/1.1\r\nHost: market\r\nContent-Length: 2\r\n\r\n{}";
/// One that is answered when the server is told to.
pub const ASK_SLOWLY: &[u8] = b"GET /slow HTTP/1.1\r\nHost: market\r\n\r\n";

/// A server that gives one answer and counts, behind a proxy.
pub struct Rig {
    pub proxy: FaultProxy,
    /// Whether the proxy is expected to meet what it cannot do.
    pub fails: bool,
    asked: Arc<AtomicU32>,
    slow: Arc<Notify>,
}

impl Rig {
    /// Behind a proxy that has one rule.
    pub async fn with(fault: Fault) -> Self {
        Self::planned(Plan::script([Rule::new(fault)])).await
    }

    pub async fn planned(plan: Plan) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, slow) = (Arc::new(AtomicU32::new(0)), Arc::new(Notify::new()));
        let (count, gate) = (Arc::clone(&asked), Arc::clone(&slow));
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(answer(connection, Arc::clone(&count), Arc::clone(&gate)));
            }
        });
        Self {
            proxy: FaultProxy::before(address, plan).unwrap(),
            fails: false,
            asked,
            slow,
        }
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.proxy.address()).await.unwrap()
    }

    /// How many requests the server got.
    pub fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }

    /// Has the server answer one slow request.
    pub fn answer_slowly(&self) {
        self.slow.notify_one();
    }
}

/// A run in which a rule was never met proves nothing.
impl Drop for Rig {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.proxy.unhit(), [""; 0]);
            let failures = self.proxy.failures();
            assert_eq!(!failures.is_empty(), self.fails, "{failures:?}");
            assert_eq!(self.proxy.delivered(), self.asked());
        }
    }
}

async fn answer(mut connection: TcpStream, asked: Arc<AtomicU32>, slow: Arc<Notify>) {
    let mut read = Vec::new();
    while connection.read_buf(&mut read).await.is_ok_and(|n| n > 0) {
        let is_slow = read == ASK_SLOWLY;
        if read == ASK || is_slow {
            read.clear();
            asked.fetch_add(1, Ordering::SeqCst);
            if is_slow {
                slow.notified().await;
            }
            connection.write_all(ANSWER).await.unwrap();
        }
    }
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Closed,
    Reset,
}

/// Reads to the end.
pub async fn read_to_the_end(connection: &mut TcpStream) -> (Vec<u8>, End) {
    let mut bytes = Vec::new();
    match connection.read_to_end(&mut bytes).await {
        Ok(_) => (bytes, End::Closed),
        Err(error) if error.kind() == ErrorKind::ConnectionReset => (bytes, End::Reset),
        Err(error) => panic!("{error}"),
    }
}

/// Reads as many bytes as are expected.
pub async fn read_exactly(connection: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    connection.read_exact(&mut bytes).await.unwrap();
    bytes
}

/// Asserts that nothing is there to be read, and that the connection stands.
pub fn assert_silent(connection: &TcpStream) {
    let error = connection.try_read(&mut [0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
}
