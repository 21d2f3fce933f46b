//! The token shows nowhere: not in Debug, Display, logs or errors.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::recorded::{Recorded, TOKEN, client_of};
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

/// Calls that end in every way, at TRACE, with every crate's logs. One thread, so that the
/// subscriber sees what the connection's tasks log as well.
#[tokio::test(flavor = "current_thread")]
async fn logs_at_trace_do_not_show_it() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);

    let echo = json!({ "error": { "type": "x", "message": format!("no: {TOKEN}") } }).to_string();
    let mut told = Vec::new();
    for (status, kind, body) in [
        (201, "application/json", order_of_july().to_string()),
        (401, "application/json", echo.clone()),
        (500, "text/plain", format!("Bearer {TOKEN}")),
        (201, "text/html", format!("<p>{TOKEN}</p>")),
        (422, "application/json", echo),
    ] {
        let recorded = Recorded::answering(status, kind, &body).await;
        let client = &recorded.client;
        let order = client
            .orders()
            .buy("isku_a", 4)
            .pool("pool_a")
            .window(window());
        match order.limit_price("2.5").call().response().await {
            Ok(response) => told.push(format!("{response:?}")),
            Err(error) => told.push(format!("{error} {error:?} {error:#?}")),
        }
        let sent = recorded.request().headers();
        assert_eq!(
            sent["authorization"],
            format!("Bearer {TOKEN}"),
            "it is sent"
        );
        told.push(format!(
            "{client:?} {:?} {:?}",
            client.orders(),
            client.me()
        ));
    }
    let nobody = client_of("http://127.0.0.1:1");
    told.push(format!("{:?}", nobody.me().await.unwrap_err()));
    told.push(format!("{:?}", sfcompute::Client::builder().token(TOKEN)));
    drop(guard);

    let logged = log.text();
    assert!(
        logged.contains("sfcompute"),
        "nothing of ours was logged:\n{logged}"
    );
    assert!(
        logged.contains("hyper"),
        "nothing of the layers beneath was logged:\n{logged}"
    );
    assert!(
        !logged.contains(TOKEN),
        "the log shows the token:\n{logged}"
    );
    for text in &told {
        assert!(!text.contains(TOKEN), "{text}");
    }
    assert!(told.iter().any(|text| text.contains("[redacted]")));
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
