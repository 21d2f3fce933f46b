//! What the client makes of each fault, for each class of safety: a table.
//!
//! A cell says how many attempts the client made, how often the market got the request, and what
//! the caller was told: `2/1 ok`, `1/0 unknown`. With `intent` the error carries what
//! `Client::reconcile` takes up.

mod table;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sfcompute::journal::{Journal as _, MemoryJournal};
use sfcompute::operations::CREATE_ORDER;
use sfcompute::{BoxFuture, Client, Error, Response, Time, Timestamp};
use sfcompute_sandbox::engine::{Edge, OrderFilter, OrderSort};
use sfcompute_sandbox::{Clock as _, ManualClock, Sandbox};
use sfcompute_tests::fault_proxy::{Delivery, Fault, FaultProxy, Plan, Rule};

use crate::sandbox::{TRAINING, window};

const BEFORE: Delivery = Delivery::Before;
const NEVER: Delivery = Delivery::Never;

/// The pauses take no time and are kept; an attempt is late when its request stalls.
#[derive(Clone, Debug)]
struct Patience {
    proxy: FaultProxy,
    clock: ManualClock,
    start: Instant,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl Time for Patience {
    fn now(&self) -> Instant {
        self.start
    }

    fn timestamp(&self) -> Timestamp {
        self.clock.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.pauses.lock().unwrap().push(duration);
        let proxy = self.proxy.clone();
        Box::pin(async move {
            proxy.take_connections().unwrap();
            // The stall that was given up is over before the next attempt is made.
            proxy.until(|counts| counts.stalled == 0).await;
        })
    }

    fn timeout(&self, _: Duration) -> BoxFuture<'static, ()> {
        let proxy = self.proxy.clone();
        Box::pin(async move { proxy.until(|counts| counts.stalled > 0).await })
    }
}

/// A market behind a proxy, with an order in it.
struct Place {
    sandbox: Sandbox,
    proxy: FaultProxy,
    time: Patience,
    client: Client,
    /// The order that is there to be read and cancelled.
    order: sfcompute::OrderId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Read,
    Idempotent,
    Keyed,
    Unsafe,
}

const CLASSES: [Class; 4] = [Class::Read, Class::Idempotent, Class::Keyed, Class::Unsafe];

impl Place {
    async fn with(plan: Plan) -> Self {
        let clock = ManualClock::at("2026-07-21T09:30:00Z".parse().unwrap());
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7);
        let sandbox = sandbox.start().await.unwrap();
        let direct = Client::builder().base_url(&sandbox.url());
        let direct = direct.token(sandbox.token()).build().unwrap();
        let order = buy(&direct, &sandbox, 1).await.unwrap().id.clone();
        let address = sandbox.url().trim_start_matches("http://").parse().unwrap();
        let proxy = FaultProxy::before(address, plan).unwrap();
        let time = Patience {
            proxy: proxy.clone(),
            clock,
            start: Instant::now(),
            pauses: Arc::default(),
        };
        let client = Client::builder()
            .base_url(&proxy.url())
            .token(sandbox.token())
            .time(time.clone());
        Self {
            client: client.build().unwrap(),
            sandbox,
            proxy,
            time,
            order,
        }
    }

    /// One call of a class, as a cell of the table.
    async fn cell(&self, class: Class) -> (String, Option<Error>) {
        let (attempts, error) = match class {
            Class::Read => told(self.client.orders().get(&self.order).response().await),
            Class::Idempotent => told(self.client.orders().cancel(&self.order).response().await),
            Class::Keyed => told(buy(&self.client, &self.sandbox, 2).await),
            Class::Unsafe => {
                let pool = self.client.pools().create("sfc:workspace:acme:prod");
                told(pool.call().response().await)
            }
        };
        self.proxy.quiet().await;
        let delivered = self.proxy.delivered();
        let word = match &error {
            None => "ok",
            Some(error) if error.is_outcome_unknown() => match error.intent() {
                Some(_) => "unknown, intent",
                None => "unknown",
            },
            Some(error) if error.is_connect() => "no connection",
            Some(error) if error.is_timeout() => "late",
            Some(error) if error.is_interrupted() => "broken",
            Some(error) if error.is_unexpected_answer() => "unusable",
            Some(error) if error.is_rate_limited() => "turned away",
            Some(error) if error.is_server() => "server",
            Some(error) => panic!("{error}"),
        };
        (format!("{attempts}/{delivered} {word}"), error)
    }

    /// How many orders the buyer has, beyond the one that was there.
    fn orders(&self) -> usize {
        self.sandbox.market().with_engine(|engine| {
            let buyer = engine.account_named("acme").unwrap();
            let filter = OrderFilter::default();
            let all = engine.list_orders(buyer, &filter, OrderSort::CreatedAt, 99, Edge::Head);
            all.unwrap().items.len() - 1
        })
    }

    fn assert_sound(&self, row: &str) {
        assert_eq!(self.proxy.unhit(), [""; 0], "{row}");
        assert_eq!(self.proxy.failures(), [""; 0], "{row}");
    }
}

async fn buy(
    client: &Client,
    sandbox: &Sandbox,
    nodes: u32,
) -> Result<Response<sfcompute::Order>, Error> {
    let order = client.orders().buy(sandbox.skus()[0].id.as_str(), nodes);
    let order = order.pool(TRAINING).window(window(30, 24));
    order.limit_price("1.02").standing().call().response().await
}

fn told<T>(result: Result<Response<T>, Error>) -> (usize, Option<Error>) {
    match result {
        Ok(answer) => (answer.attempts().len(), None),
        Err(error) => (error.attempts().len(), Some(error)),
    }
}

/// A port that nobody listens on: the request never left, so that even an unsafe call is tried
/// again.
#[tokio::test]
async fn refused_connections() {
    for class in CLASSES {
        let place = Place::with(Plan::nothing()).await;
        place.proxy.refuse_connections().await;
        let (cell, _) = place.cell(class).await;
        assert_eq!(cell, "2/1 ok", "{class:?}");
        place.assert_sound("refused");
    }
}

/// A refusal of the second attempt proves nothing about the first.
#[tokio::test]
async fn what_was_turned_away_after_a_doubt_stays_in_doubt() {
    for (first, delivered) in [(Fault::Reset(NEVER), 0), (Fault::Reset(BEFORE), 1)] {
        let rules = [
            Rule::new(first),
            Rule::new(Fault::status(429, NEVER)).times(3),
        ];
        let place = Place::with(Plan::script(rules)).await;
        let (cell, _) = place.cell(Class::Keyed).await;
        assert_eq!(cell, format!("4/{delivered} unknown, intent"));
        place.assert_sound("doubt");
    }
}

#[tokio::test]
async fn a_gateway_that_asks_for_time_gets_it() {
    // Of the date, all that is left of it by the client's clock.
    for (text, least) in [("7", 7), ("Tue, 21 Jul 2026 09:30:40 GMT", 40)] {
        let fault = Fault::retry_after(503, text, BEFORE);
        let place = Place::with(Plan::script([Rule::new(fault)])).await;
        let (cell, _) = place.cell(Class::Keyed).await;
        assert_eq!(cell, "2/2 ok");
        let pauses = place.time.pauses.lock().unwrap().clone();
        // The pause of its own comes on top, of at most a quarter of a second.
        let least = Duration::from_secs(least);
        assert_eq!(pauses.len(), 1);
        assert!(
            (least..=least + Duration::from_millis(250)).contains(&pauses[0]),
            "{pauses:?}"
        );
        place.assert_sound(text);
    }
}

/// Two orders on the same terms, each meant once: that of one is no evidence for the other, as long
/// as the other's own outcome is open.
#[tokio::test]
async fn an_order_is_not_taken_for_its_twin() {
    let rules = [
        // The first is placed, and nobody is told.
        Rule::new(Fault::Reset(BEFORE)).times(4),
        // The second is not placed, when it is sent and when it is sent again.
        Rule::new(Fault::Reset(NEVER)).on(&CREATE_ORDER).times(8),
    ];
    let place = Place::with(Plan::script(rules)).await;
    let journal = Arc::new(MemoryJournal::new());
    let client = Client::builder()
        .base_url(&place.proxy.url())
        .token(place.sandbox.token())
        .journal(Arc::clone(&journal))
        .time(place.time.clone())
        .build()
        .unwrap();
    let first = buy(&client, &place.sandbox, 2).await.unwrap_err();
    let second = buy(&client, &place.sandbox, 2).await.unwrap_err();
    assert_eq!(place.orders(), 1);

    let told = client.reconcile(second.intent().unwrap()).await;
    assert!(told.unknown().is_some(), "{told}");
    assert_eq!(place.orders(), 1);
    // Once it can be sent, it is placed; and each has its own.
    let second = client.reconcile(second.intent().unwrap()).await;
    let first = client.reconcile(first.intent().unwrap()).await;
    let ids = [&first, &second].map(|one| one.resource().unwrap().id().to_owned());
    assert_ne!(ids[0], ids[1]);
    assert_eq!(place.orders(), 2);
    assert_eq!(journal.open().await.unwrap(), []);
    place.assert_sound("twins");
}
