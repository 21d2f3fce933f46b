//! Against the sandbox: made once, whatever is asked and however often.

use std::time::{Duration, Instant};

use futures_util::TryStreamExt as _;
use sfcompute::reconcile::{Evidence, Why};
use sfcompute::{BoxFuture, Call, Client, ClientBuilder, Order, Time, Timestamp};
use sfcompute_sandbox::{Clock as _, ManualClock};

use super::replayed::Unwrap as _;
use super::stand::with;
use crate::sandbox::{INFERENCE, TRAINING, Watched, tomorrow};

/// The market's clock; sleeping moves nothing.
#[derive(Clone, Debug)]
struct MarketClock(ManualClock);

impl Time for MarketClock {
    fn now(&self) -> Instant {
        static BEGINNING: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        *BEGINNING.get_or_init(Instant::now)
    }

    fn timestamp(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn timeout(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

pub fn builder(watched: &Watched) -> ClientBuilder {
    Client::builder()
        .base_url(watched.buyer().base_url())
        .token(watched.market.token())
        .time(MarketClock(watched.clock.clone()))
}

pub fn buy(client: &Client, watched: &Watched, nodes: u32) -> Call<Order> {
    let order = client
        .orders()
        .buy(watched.sku(), nodes)
        .pool(TRAINING)
        .window(tomorrow());
    order.limit_price("2.50").standing().call()
}

pub async fn orders(client: &Client) -> Vec<Order> {
    client.orders().list().items().try_collect().await.unwrap()
}

#[tokio::test]
async fn an_order_that_never_arrived_is_placed_once() {
    let watched = Watched::by_default().await;
    let client = builder(&watched).build().unwrap();
    let intent = buy(&client, &watched, 2).intent().unwrap();
    let first = client.reconcile(&intent).await;
    let id = first.unwrap_done(Evidence::Key).id().to_owned();
    for _ in 0..3 {
        let again = client.reconcile(&intent).await;
        assert_eq!(again.unwrap_done(Evidence::Key).id(), id);
    }
    assert_eq!(orders(&client).await.len(), 1);
}

#[tokio::test]
async fn an_order_that_arrived_is_found_by_its_key_and_by_its_terms() {
    let watched = Watched::at_once().await;
    let client = builder(&watched).build().unwrap();
    let mut call = buy(&client, &watched, 2);
    let intent = call.intent().unwrap();
    let order = call.await.unwrap();
    // It has filled and changed in the meantime; it is the same order.
    for (answer, evidence) in [
        (client.reconcile(&intent).await, Evidence::Key),
        (client.reconcile(&intent).look_only().await, Evidence::Terms),
    ] {
        assert_eq!(answer.unwrap_done(evidence).id(), order.id.as_str());
    }
    // After a day the key is not sent again, and the order is found all the same.
    watched.clock.advance(20 * 3_600);
    let answer = client.reconcile(&intent).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), order.id.as_str());
    assert_eq!(orders(&client).await.len(), 1);
}

#[tokio::test]
async fn looking_only_places_nothing() {
    let watched = Watched::by_default().await;
    let client = builder(&watched).build().unwrap();
    let intent = buy(&client, &watched, 2).intent().unwrap();
    let early = client.reconcile(&intent).look_only().await;
    assert!(
        matches!(early.unwrap_unknown().why(), Why::TooEarly(_)),
        "{early}"
    );
    watched.clock.advance(60 + 120 + 1);
    let answer = client.reconcile(&intent).look_only().await;
    assert!(answer.is_never_happened(), "{answer}");
    assert_eq!(orders(&client).await.len(), 0);
}

#[tokio::test]
async fn a_key_of_another_body_is_refused_and_the_order_looked_for() {
    let watched = Watched::by_default().await;
    let client = builder(&watched).build().unwrap();
    let other = buy(&client, &watched, 3)
        .idempotency_key("the-key")
        .await
        .unwrap();
    // As another run would, which does not know what this client has sent.
    let stranger = builder(&watched).build().unwrap();
    let mut call = buy(&stranger, &watched, 2).idempotency_key("the-key");
    let intent = call.intent().unwrap();
    watched.clock.advance(60 + 120 + 1);
    let answer = stranger.reconcile(&intent).await;
    assert!(answer.is_never_happened(), "{answer}");
    let all = orders(&client).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].id, other.id);
}

#[tokio::test]
async fn two_alike_are_told_apart_by_key_and_not_by_terms() {
    let watched = Watched::by_default().await;
    let client = builder(&watched).build().unwrap();
    let mut intents = Vec::new();
    for _ in 0..2 {
        let mut call = buy(&client, &watched, 1);
        intents.push((call.intent().unwrap(), call.await.unwrap()));
    }
    for (intent, order) in &intents {
        let answer = client.reconcile(intent).await;
        assert_eq!(answer.unwrap_done(Evidence::Key).id(), order.id.as_str());
        let answer = client.reconcile(intent).look_only().await;
        assert_eq!(answer.unwrap_unknown().why(), &Why::Several);
        assert_eq!(answer.unwrap_unknown().candidates().len(), 2);
    }
    let ids = |order: &Order| order.id.as_str().to_owned();
    let (intent, first) = &intents[0];
    let answer = client
        .reconcile(intent)
        .look_only()
        .made_otherwise(ids(&intents[1].1))
        .await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), first.id.as_str());
}

#[tokio::test]
async fn a_transfer_is_made_once_and_found() {
    let watched = Watched::at_once().await;
    let client = builder(&watched).build().unwrap();
    buy(&client, &watched, 4).await.unwrap();
    let mut call = client
        .pools()
        .transfer(TRAINING, INFERENCE)
        .instance_sku(watched.sku())
        .nodes(1)
        .window(tomorrow())
        .call();
    let intent = call.intent().unwrap();
    let first = client.reconcile(&intent).await;
    let id = first.unwrap_done(Evidence::Key).id().to_owned();
    let looked = client.reconcile(&intent).look_only().await;
    assert_eq!(looked.unwrap_done(Evidence::Terms).id(), id);
    assert_eq!(call.await.unwrap().id.as_str(), id);
    assert_eq!(
        watched.nodes(&client, INFERENCE, tomorrow().start()).await,
        1
    );
}

#[tokio::test]
async fn a_stranger_can_not_say_that_it_never_happened() {
    let watched = Watched::by_default().await;
    let client = builder(&watched).build().unwrap();
    let mut call = buy(&client, &watched, 2);
    let intent = call.intent().unwrap();
    let order = call.await.unwrap();
    watched.clock.advance(60 + 120 + 1);
    let stranger = builder(&watched)
        .token(watched.market.accounts()[1].token())
        .build()
        .unwrap();
    let answer = stranger.reconcile(&intent).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::NotVisible);
    // The provider's key is another key, which was never sent.
    assert_eq!(orders(&client).await.len(), 1);
    assert_eq!(orders(&client).await[0].id, order.id);
}

/// An order whose window has begun is replayed as long as there is something of it to come.
#[tokio::test]
async fn a_window_that_is_over_is_looked_for_and_not_placed() {
    let watched = Watched::by_default().await;
    let client = builder(&watched).build().unwrap();
    let intent = buy(&client, &watched, 2).intent().unwrap();
    let end = tomorrow().end();
    watched
        .clock
        .advance(end.seconds_since(watched.clock.now()).unwrap());
    let late = with(&intent, "last_attempt_by", end.as_seconds() - 540);
    let late = with(&late, "first_attempt_at", end.as_seconds() - 600);
    let answer = client.reconcile(&late).await;
    assert!(answer.is_never_happened(), "{answer}");
    assert_eq!(orders(&client).await.len(), 0);
}
