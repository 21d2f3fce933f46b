//! A server that does what is written down, step by step, down to the socket; and a clock that
//! only a test moves.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use sfcompute::{BoxFuture, Client, ClientBuilder, Random, Time, Timestamp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;

use crate::recorded::TOKEN;

/// What the server does with one request, once it has read all of it.
#[derive(Clone, Debug)]
pub enum Step {
    /// Answers with this status, these header lines and this body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// Closes the connection without a word.
    Close,
    /// Announces more of a body than it sends, and closes the connection.
    Cut,
    /// Says nothing more; the clock lets the attempt's time run out.
    Stall,
}

impl Step {
    /// An answer of JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::typed(status, "application/json", &body.to_string())
    }

    /// An answer of any type.
    pub fn typed(status: u16, content_type: &str, body: &str) -> Self {
        let kind = ("content-type", content_type.to_owned());
        Self::Answer(status, vec![kind], body.to_owned())
    }

    /// An error document.
    pub fn error(status: u16) -> Self {
        let body = serde_json::json!({ "error": { "type": "some_error", "message": "no" } });
        Self::json(status, &body)
    }

    /// The same with a header.
    pub fn with(self, name: &'static str, value: &str) -> Self {
        match self {
            Self::Answer(status, mut headers, body) => {
                headers.push((name, value.to_owned()));
                Self::Answer(status, headers, body)
            }
            other => other,
        }
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Method and target.
    pub line: String,
    /// Header lines, names in lower case.
    pub headers: Vec<String>,
    pub body: String,
}

impl Seen {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ");
        self.headers
            .iter()
            .find_map(|line| line.strip_prefix(&start))
    }
}

/// A clock that moves by what is slept and by what is waited for in vain.
#[derive(Clone)]
pub struct StepTime(Arc<Clock>);

struct Clock {
    start: Instant,
    passed: Mutex<Duration>,
    sleeps: Mutex<Vec<Duration>>,
    stalled: Notify,
    at_sleep: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

/// The time of day at which a [`StepTime`] starts: Tue, 21 Jul 2026 09:30:00 GMT.
pub const START: i64 = 1_784_626_200;

impl StepTime {
    pub fn new() -> Self {
        Self(Arc::new(Clock {
            start: Instant::now(),
            passed: Mutex::default(),
            sleeps: Mutex::default(),
            stalled: Notify::new(),
            at_sleep: Mutex::default(),
        }))
    }

    /// How long was slept, each time, in milliseconds.
    pub fn sleeps(&self) -> Vec<u128> {
        let sleeps = self.0.sleeps.lock().unwrap();
        sleeps.iter().map(Duration::as_millis).collect()
    }

    /// How long it has been since the start.
    pub fn passed(&self) -> Duration {
        *self.0.passed.lock().unwrap()
    }

    /// Does this at the first sleep.
    pub fn at_sleep(&self, then: impl FnOnce() + Send + 'static) {
        *self.0.at_sleep.lock().unwrap() = Some(Box::new(then));
    }
}

impl fmt::Debug for StepTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StepTime({:?})", self.passed())
    }
}

impl Time for StepTime {
    fn now(&self) -> Instant {
        self.0.start + self.passed()
    }

    fn timestamp(&self) -> Timestamp {
        let seconds = i64::try_from(self.passed().as_secs()).unwrap();
        Timestamp::from_seconds(START + seconds)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        *self.0.passed.lock().unwrap() += duration;
        self.0.sleeps.lock().unwrap().push(duration);
        if let Some(then) = self.0.at_sleep.lock().unwrap().take() {
            then();
        }
        Box::pin(std::future::ready(()))
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = Arc::clone(&self.0);
        Box::pin(async move {
            clock.stalled.notified().await;
            *clock.passed.lock().unwrap() += duration;
        })
    }
}

/// Randomness that is always the same.
#[derive(Clone, Copy, Debug)]
pub struct Fixed(pub u64);

impl Random for Fixed {
    fn next_u64(&self) -> u64 {
        self.0
    }
}

/// A server with its steps written down.
pub struct Steps {
    pub url: String,
    pub time: StepTime,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Steps {
    /// Serves these steps in turn; from then on the last one.
    pub async fn new(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let time = StepTime::new();
        let seen = Arc::default();
        serve(listener, steps, &time, &seen);
        Self { url, time, seen }
    }

    /// As [`new`](Self::new), from the first sleep on; before that the port refuses.
    pub fn late(steps: Vec<Step>) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        let time = StepTime::new();
        let seen = Arc::default();
        let (clock, kept) = (time.clone(), Arc::clone(&seen));
        time.at_sleep(move || serve(socket.listen(16).unwrap(), steps, &clock, &kept));
        Self { url, time, seen }
    }

    /// A client's builder, on this clock, whose every pause is the longest that it may be.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(&self.url)
            .token(TOKEN)
            .time(self.time.clone())
            .random(Fixed(u64::MAX))
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The requests so far, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// How many requests there have been.
    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

fn serve(listener: TcpListener, steps: Vec<Step>, time: &StepTime, seen: &Arc<Mutex<Vec<Seen>>>) {
    let steps = Arc::new(Mutex::new(VecDeque::from(steps)));
    let (time, seen) = (time.clone(), Arc::clone(seen));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (steps, time, seen) = (Arc::clone(&steps), time.clone(), Arc::clone(&seen));
            tokio::spawn(async move {
                // A client that hangs up is its own affair.
                let _ = converse(stream, &steps, &time, &seen).await;
            });
        }
    });
}

async fn converse(
    mut stream: TcpStream,
    steps: &Mutex<VecDeque<Step>>,
    time: &StepTime,
    seen: &Mutex<Vec<Seen>>,
) -> std::io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await? {
        seen.lock().unwrap().push(request);
        let step = {
            let mut steps = steps.lock().unwrap();
            match steps.len() {
                0 | 1 => steps.front().cloned().unwrap_or(Step::Close),
                _ => steps.pop_front().unwrap(),
            }
        };
        match step {
            Step::Answer(status, headers, body) => {
                let mut text = format!(
                    "HTTP/1.1 {status} Some\r\ncontent-length: {}\r\n",
                    body.len()
                );
                for (name, value) in headers {
                    text.push_str(&format!("{name}: {value}\r\n"));
                }
                stream
                    .write_all(format!("{text}\r\n{body}").as_bytes())
                    .await?;
            }
            Step::Close => return Ok(()),
            Step::Cut => {
                let text = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n\
                            content-length: 500\r\n\r\n{\"id\": \"ordr_";
                stream.write_all(text.as_bytes()).await?;
                return stream.shutdown().await;
            }
            Step::Stall => {
                time.0.stalled.notify_one();
                std::future::pending::<()>().await;
            }
        }
    }
    Ok(())
}

/// One request, or nothing when the client has hung up.
async fn read_request(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
) -> std::io::Result<Option<Seen>> {
    loop {
        let text = String::from_utf8_lossy(buffer).into_owned();
        if let Some((head, rest)) = text.split_once("\r\n\r\n") {
            let mut lines = head.lines();
            let line = lines.next().unwrap_or_default();
            let line = line.trim_end_matches(" HTTP/1.1").to_owned();
            let headers: Vec<String> = lines
                .map(|line| match line.split_once(':') {
                    Some((name, value)) => format!("{}:{value}", name.to_lowercase()),
                    None => line.to_owned(),
                })
                .collect();
            let mut seen = Seen {
                line,
                headers,
                body: String::new(),
            };
            let length: usize = seen
                .header("content-length")
                .map_or(0, |length| length.parse().unwrap());
            if rest.len() >= length {
                seen.body = rest[..length].to_owned();
                buffer.drain(..head.len() + 4 + length);
                return Ok(Some(seen));
            }
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}
