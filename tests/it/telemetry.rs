//! Spans in OpenTelemetry's names, and the observer.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use sfcompute::telemetry::{AttemptEvent, CallEnd, CallEvent, Observer};
use sfcompute::{Client, Operation};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

use crate::retry::buy;
use crate::steps::{Step, Steps};
use crate::wire::order_of_july;

type Fields = BTreeMap<&'static str, String>;

/// Keeps every span of this crate: its name, its parent's, and its fields.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<Kept>>>);

/// A span's id, its name, its parent's name, and its fields.
type Kept = (u64, &'static str, Option<&'static str>, Fields);

struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().target() != "sfcompute" {
            return;
        }
        let mut fields = Fields::new();
        attributes.record(&mut Reader(&mut fields));
        let parent = context
            .span(id)
            .and_then(|span| Some(span.parent()?.name()));
        let name = attributes.metadata().name();
        self.0
            .lock()
            .unwrap()
            .push((id.into_u64(), name, parent, fields));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        let last = spans.iter_mut().rev().find(|span| span.0 == id.into_u64());
        if let Some((.., fields)) = last {
            values.record(&mut Reader(fields));
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn spans_have_the_names_that_traces_go_by() {
    let spans = Spans::default();
    let guard =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(spans.clone()));
    let placed = Step::json(201, &order_of_july()).with("x-request-id", "req_3");
    let steps = Steps::new(vec![Step::error(503), Step::Stall, placed]).await;
    let client = steps.client();
    buy(&client).await.unwrap();
    drop(guard);

    let port = steps.url.rsplit(':').next().unwrap();
    let key = steps.seen()[0]
        .header("idempotency-key")
        .unwrap()
        .to_owned();
    let told: Vec<String> = spans
        .0
        .lock()
        .unwrap()
        .iter()
        .map(|(_, name, parent, fields)| {
            let fields: Vec<String> = fields.iter().map(|(k, v)| format!("  {k} = {v}")).collect();
            format!("{name} in {parent:?}\n{}", fields.join("\n"))
        })
        .collect();
    let told = told.join("\n").replace(port, "PORT").replace(&key, "KEY");
    insta::assert_snapshot!(told);
}

/// Keeps what it is told.
#[derive(Clone, Debug, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

impl Told {
    fn note(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Observer for Told {
    fn attempt(&self, event: &AttemptEvent<'_>) {
        let (operation, number) = (event.operation.id, event.number);
        let (outcome, next) = (&event.attempt.outcome, event.retry_in);
        self.note(format!("{operation} {number}: {outcome}, then {next:?}"));
    }

    fn call(&self, event: &CallEvent<'_>) {
        let end = match event.end {
            CallEnd::Answered(status) => format!("answered {status}"),
            CallEnd::Failed(error) => format!("failed {:?}", error.status()),
            CallEnd::Abandoned => "abandoned".to_owned(),
            _ => "ended".to_owned(),
        };
        let Operation { id, .. } = event.operation;
        let (attempts, took) = (event.attempts, event.took);
        self.note(format!("{id}: {end} after {attempts:?} in {took:?}"));
    }
}

fn observed(steps: &Steps) -> (Client, Told) {
    let told = Told::default();
    let client = steps.builder().observer(told.clone()).build().unwrap();
    (client, told)
}

#[tokio::test]
async fn an_observer_is_told_of_every_attempt_and_of_the_end() {
    let placed = Step::json(201, &order_of_july());
    let steps = Steps::new(vec![Step::error(503), placed, Step::error(404)]).await;
    let (client, told) = observed(&steps);
    buy(&client).await.unwrap();
    assert_eq!(
        told.take(),
        [
            "create_order 1: 503 Service Unavailable, then Some(250ms)",
            "create_order 2: 201 Created, then None",
            "create_order: answered 201 Created after Some(2) in 250ms",
        ]
    );
    client.orders().get("ordr_a").await.unwrap_err();
    assert_eq!(
        told.take(),
        [
            "fetch_order 1: 404 Not Found, then None",
            "fetch_order: failed Some(404) after Some(1) in 0ns",
        ]
    );
    client.orders().get("..").await.unwrap_err();
    assert_eq!(
        told.take(),
        ["fetch_order: failed None after Some(0) in 0ns"]
    );
}

#[tokio::test]
async fn an_observer_is_told_of_a_call_that_is_given_up() {
    let steps = Steps::new(vec![Step::error(503)]).await;
    let (client, told) = observed(&steps);
    let mut call = Box::pin(client.me().send());
    let mut nobody = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(call.as_mut().poll(&mut nobody).is_pending());
    drop(call);
    assert_eq!(told.take(), ["getMe: abandoned after None in 0ns"]);
    drop(client.me());
    assert_eq!(told.take(), [""; 0], "a call that was never begun");
}
