//! The token shows nowhere: not in Debug, Display, logs or errors.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::json;
use sfcompute::CallOptions;
use sfcompute::journal::MemoryJournal;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::recorded::{TOKEN, client_of};
use crate::steps::{Step, Steps};
use crate::wire::{order_of_july, window};

/// Keeps everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// What a caller puts into a header, and the user data of an instance, are theirs alone.
const PRIVATE: &str = "only-for-the-server";

/// Calls that end in every way. What errors, results and `Debug` forms say comes back.
async fn every_way() -> Vec<String> {
    let echo = json!({ "error": { "type": "x", "message": format!("no: {TOKEN}") } }).to_string();
    let json = "application/json";
    let mut odd = order_of_july();
    odd["created_at"] = json!(TOKEN);
    let echoed = Step::typed(401, json, &echo)
        .with("x-request-id", TOKEN)
        .with("location", &format!("https://elsewhere.example/?{TOKEN}"));
    let mut told = Vec::new();
    for steps in [
        vec![Step::typed(201, json, &order_of_july().to_string())],
        vec![echoed.clone()],
        vec![Step::typed(422, json, &echo)],
        vec![Step::typed(500, "text/plain", &format!("Bearer {TOKEN}"))],
        vec![Step::typed(201, "text/html", &format!("<p>{TOKEN}</p>"))],
        vec![Step::typed(201, &format!("text/{TOKEN}"), TOKEN)],
        vec![Step::typed(201, json, &odd.to_string())],
        vec![Step::typed(
            201,
            json,
            &format!("\"{}\"", TOKEN.repeat(400)),
        )],
        vec![Step::typed(307, json, &echo).with("location", &format!("/{TOKEN}"))],
        vec![Step::Close, echoed],
        vec![Step::Cut],
        vec![Step::Stall],
        vec![Step::typed(503, json, &echo).with("retry-after", TOKEN)],
    ] {
        let steps = Steps::new(steps).await;
        let builder = steps
            .builder()
            .journal(MemoryJournal::new())
            .largest_body(2_048);
        told.push(format!("{builder:?}"));
        let client = builder.build().unwrap();
        let order = client.orders().buy("isku_a", 4).pool("pool_a");
        let order = order.window(window()).limit_price("2.5");
        let call = order.header("x-private", PRIVATE).call();
        told.push(format!("{call:?}"));
        match call.response().await {
            Ok(response) => told.push(format!("{response:?} {:?}", response.attempts())),
            Err(error) => {
                let more = (error.attempts(), error.intent(), error.retry_advice());
                told.push(format!("{error} {error:?} {error:#?} {more:?}"));
                let mut cause = std::error::Error::source(&error);
                while let Some(source) = cause {
                    told.push(format!("{source} {source:?}"));
                    cause = source.source();
                }
            }
        }
        for request in steps.seen() {
            let sent = request.header("authorization").unwrap();
            assert_eq!(sent, format!("Bearer {TOKEN}"), "it is sent");
            assert_eq!(request.header("x-private"), Some(PRIVATE));
        }
        if let Ok(raw) = client.me().raw().await {
            told.push(format!("{raw:?}"));
        }
        let (orders, me) = (client.orders(), client.me());
        told.push(format!("{client:?} {orders:?} {me:?}"));
    }
    let nobody = client_of("http://127.0.0.1:1");
    told.push(format!("{:?}", nobody.me().await.unwrap_err()));
    let options = CallOptions::new().header("x-private", PRIVATE);
    told.push(format!("{options:?} {options:#?}"));
    told
}

/// At every level, with every crate's logs. One thread, so that the subscriber sees what the
/// connection's tasks log as well.
#[tokio::test(flavor = "current_thread")]
async fn logs_of_no_level_show_it() {
    for level in [
        tracing::Level::ERROR,
        tracing::Level::WARN,
        tracing::Level::INFO,
        tracing::Level::DEBUG,
        tracing::Level::TRACE,
    ] {
        let log = Log::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_span_events(FmtSpan::FULL)
            .with_writer(log.clone())
            .finish();
        let guard = tracing::subscriber::set_default(subscriber);
        let told = every_way().await;
        drop(guard);

        let logged = log.text();
        if level >= tracing::Level::INFO {
            assert!(logged.contains("sfcompute.attempt"), "{level}:\n{logged}");
        }
        if level == tracing::Level::TRACE {
            assert!(logged.contains("hyper"), "the layers beneath:\n{logged}");
        }
        assert!(!logged.contains(TOKEN), "{level} shows it:\n{logged}");
        let ours = logged.lines().filter(|line| line.contains("sfcompute"));
        for line in ours {
            assert!(!line.contains(PRIVATE), "{level} shows a header: {line}");
            assert!(
                !line.contains("limit_price"),
                "{level} shows a body: {line}"
            );
        }
        for text in &told {
            assert!(!text.contains(TOKEN), "{text}");
            assert!(!text.contains(PRIVATE), "{text}");
        }
        assert!(told.iter().any(|text| text.contains("[redacted]")));
    }
}

#[test]
fn a_token_that_is_none_is_not_repeated() {
    let error = sfcompute::Client::new("sk_live_with space").unwrap_err();
    assert!(error.is_configuration());
    assert!(
        !format!("{error} {error:?}").contains("sk_live"),
        "{error:?}"
    );
}
