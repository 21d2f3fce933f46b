//! One intent from the first attempt to its outcome.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sfcompute::journal::{Journal as _, MemoryJournal};
use sfcompute::reconcile::{Evidence, Reconciled, Resource};
use sfcompute::{
    Attempt, AttemptOutcome, CallOptions, Client, ClientBuilder, Error, Intent, RetryPolicy, Side,
};
use tokio::sync::Mutex;

use super::Broken;
use super::audit::{End, Settled};
use super::clock::{ChaosTime, NAME};
use super::market::Market;
use super::meant::{Ground, Meant, What};
use super::settings::{Conduct, Settings};
use super::terms::Terms;
use crate::fault_proxy::FaultProxy;

/// Longer than any run, so that no real timer decides anything.
const LONG: Duration = Duration::from_secs(3_000);
/// How often an intent is taken up again before it counts as unresolved.
const ROUNDS: u32 = 1_000;
/// Of so many intents, one finds connections refused.
const REFUSED: u64 = 64;
/// Of so many calls, one makes a single attempt.
const IMPATIENT: u64 = 3;
/// Of so many that never happened, one is left at that; the others are tried again.
const LEFT: u64 = 8;
/// Of so many in doubt, one is written down and left to another client.
const WRITTEN_DOWN: u64 = 5;
/// Over how many seconds of the market's clock the run goes: less than keys are trusted for.
const SECONDS: u64 = 3_000;

/// What was counted on the way.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) unknown: AtomicU64,
    pub(super) reconciled: AtomicU64,
    pub(super) by_terms: AtomicU64,
    pub(super) again: AtomicU64,
    pub(super) refused: AtomicU64,
}

pub(super) struct Trader {
    settings: Settings,
    ground: Ground,
    builder: ClientBuilder,
    client: Client,
    journal: Arc<MemoryJournal>,
    proxy: FaultProxy,
    time: ChaosTime,
    /// Whoever has it may have connections refused.
    door: Mutex<()>,
    pub(super) tally: Tally,
}

/// What a call or a reconciliation gave.
type Made = (String, Terms);

impl Trader {
    pub(super) fn new(
        settings: &Settings,
        market: &Market,
        proxy: &FaultProxy,
        time: ChaosTime,
    ) -> Result<Self, Error> {
        let journal = Arc::new(MemoryJournal::new());
        let policy = match settings.conduct {
            Conduct::FreshKeys => RetryPolicy::none(),
            Conduct::Careful | Conduct::GivesUp => RetryPolicy::new(),
        };
        let builder = Client::builder()
            .base_url(&proxy.url())
            .token(market.token())
            .journal(Arc::clone(&journal))
            .retry(policy)
            .timeout(LONG)
            .attempt_timeout(LONG)
            .connect_timeout(LONG)
            .time(time.clone());
        Ok(Self {
            settings: *settings,
            ground: market.ground(),
            client: builder.clone().build()?,
            builder,
            journal,
            proxy: proxy.clone(),
            time,
            door: Mutex::new(()),
            tally: Tally::default(),
        })
    }

    /// What is meant by a number; nothing beyond the last.
    pub(super) fn meant(&self, number: u64) -> Option<Meant> {
        // Every number's window and price are ones; else the run ends short, which the report says.
        Meant::by(number, &self.settings, &self.ground).ok()?
    }

    /// Carries an intent out, to whatever end.
    pub(super) async fn carry_out(&self, meant: Meant) -> Settled {
        let all = self.settings.orders.saturating_add(self.settings.transfers);
        let pace = (all / SECONDS).max(1);
        if meant.number.is_multiple_of(pace) {
            self.time.advance();
        }
        let name = format!("intent-{}-{}", self.settings.seed, meant.number);
        let course = async {
            match self.settings.conduct {
                Conduct::Careful => self.carefully(&meant, &name).await,
                Conduct::FreshKeys => self.with_fresh_keys(&meant, &name).await,
                Conduct::GivesUp => self.giving_up(&meant, &name).await,
            }
        };
        let end = self.time.named(name.clone(), course).await;
        Settled {
            number: meant.number,
            meant: meant.terms,
            end,
        }
    }

    async fn carefully(&self, meant: &Meant, name: &str) -> End {
        let mut is_first = meant.number.is_multiple_of(REFUSED);
        for _ in 0..ROUNDS {
            let options = self.options(name).idempotency_key(name);
            // Some do not try again by themselves, so that more is left in doubt.
            let options = match meant.number % IMPATIENT {
                0 => options.retry(RetryPolicy::none()),
                _ => options,
            };
            let asked = match std::mem::take(&mut is_first) {
                true => self.ask_while_refused(meant, name, options).await,
                false => self.ask(&self.client, meant, options).await,
            };
            let error = match asked {
                Ok(made) => return done(made),
                Err(error) => error,
            };
            if error.is_outcome_unknown() {
                count(&self.tally.unknown);
                let Some(intent) = error.intent() else {
                    return End::Unresolved(format!("in doubt without an intent: {error}"));
                };
                if meant.number.is_multiple_of(WRITTEN_DOWN) {
                    return End::WrittenDown(intent.to_json());
                }
                match self.reconcile(&self.client, intent, name).await {
                    Ok(Some(made)) => return done(made),
                    Ok(None) => {}
                    Err(why) => return End::Unresolved(why),
                }
            } else if error.is_connect() {
                // Connections are refused on another's behalf; not for long.
                drop(self.door.lock().await);
            } else if !error.is_rate_limited() {
                return End::Unresolved(format!("refused: {error}"));
            }
            // It never happened.
            if meant.number.is_multiple_of(LEFT) {
                return End::NeverHappened;
            }
            count(&self.tally.again);
        }
        End::Unresolved(format!("tried {ROUNDS} times"))
    }

    /// Sends what has no answer again, with a key that the market has not seen.
    async fn with_fresh_keys(&self, meant: &Meant, name: &str) -> End {
        for _ in 0..ROUNDS {
            match self.ask(&self.client, meant, self.options(name)).await {
                Ok(made) => return done(made),
                Err(_) => count(&self.tally.again),
            }
        }
        End::Unresolved(format!("tried {ROUNDS} times"))
    }

    /// Takes what has no answer for not done.
    async fn giving_up(&self, meant: &Meant, name: &str) -> End {
        let options = self.options(name).idempotency_key(name);
        match self.ask(&self.client, meant, options).await {
            Ok(made) => done(made),
            Err(_) => End::NeverHappened,
        }
    }

    /// Takes up what was written down, with a client that knows nothing but the journal.
    pub(super) async fn take_up(&self, settled: Vec<Settled>) -> Result<Vec<Settled>, Broken> {
        let client = self.builder.clone().build()?;
        let mut all = Vec::with_capacity(settled.len());
        for mut one in settled {
            if let End::WrittenDown(json) = &one.end {
                let intent = Intent::from_json(json)?;
                let name = intent.idempotency_key().as_str().to_owned();
                let asking = self.reconcile(&client, &intent, &name);
                one.end = match self.time.named(name.clone(), asking).await {
                    Ok(Some(made)) => done(made),
                    Ok(None) => End::NeverHappened,
                    Err(why) => End::Unresolved(why),
                };
            }
            all.push(one);
        }
        Ok(all)
    }

    /// How many intents the journal holds open.
    pub(super) async fn open_in_the_journal(&self) -> Result<usize, Broken> {
        Ok(self.journal.open().await?.len())
    }

    /// Asks until it is known; nothing where it never happened.
    async fn reconcile(
        &self,
        client: &Client,
        intent: &Intent,
        name: &str,
    ) -> Result<Option<Made>, String> {
        let mut last = String::new();
        for _ in 0..ROUNDS {
            match client.reconcile(intent).options(self.options(name)).await {
                Reconciled::Done { resource, evidence } => {
                    count(&self.tally.reconciled);
                    if evidence == Evidence::Terms {
                        count(&self.tally.by_terms);
                    }
                    return match &resource {
                        Resource::Order(order) => {
                            Ok(Some((order.id.to_string(), Terms::of_order(order))))
                        }
                        Resource::Transfer(transfer) => Ok(Some((
                            transfer.id.to_string(),
                            Terms::of_transfer(transfer),
                        ))),
                        other => Err(format!("reconciled to {other}")),
                    };
                }
                Reconciled::NeverHappened => {
                    count(&self.tally.reconciled);
                    return Ok(None);
                }
                unknown => last = unknown.to_string(),
            }
            drop(self.door.lock().await);
        }
        Err(format!("reconciled {ROUNDS} times: {last}"))
    }

    fn options(&self, name: &str) -> CallOptions {
        CallOptions::new().header(NAME, name)
    }

    /// Asks with connections refused until the first pause. The client is a fresh one, so that it
    /// has no connection yet.
    async fn ask_while_refused(
        &self,
        meant: &Meant,
        name: &str,
        options: CallOptions,
    ) -> Result<Made, Error> {
        let client = self.builder.clone().build()?;
        let _door = self.door.lock().await;
        self.time.refuse_until_a_pause_of(name, &self.proxy).await;
        let asked = self.ask(&client, meant, options).await;
        self.time.accept_again();
        asked
    }

    async fn ask(
        &self,
        client: &Client,
        meant: &Meant,
        options: CallOptions,
    ) -> Result<Made, Error> {
        let asked = match &meant.what {
            What::Order {
                side,
                sku,
                nodes,
                window,
                price,
                standing,
                partial,
            } => {
                let orders = client.orders();
                let order = match side {
                    Side::Sell => orders.sell(sku.as_str(), *nodes),
                    _ => orders.buy(sku.as_str(), *nodes),
                };
                let order = order
                    .pool(self.ground.pool.as_str())
                    .window(*window)
                    .limit_price(*price)
                    .allow_standing(*standing)
                    .allow_partial(*partial);
                let answer = order.call().options(options).response().await;
                answer.map(|answer| {
                    self.see(answer.attempts());
                    (answer.id.to_string(), Terms::of_order(&answer))
                })
            }
            What::Transfer { sku, nodes, window } => {
                let (from, to) = (self.ground.pool.as_str(), self.ground.other_pool.as_str());
                let transfer = client.pools().transfer(from, to).instance_sku(sku.as_str());
                let transfer = transfer.nodes(*nodes).window(*window);
                let answer = transfer.call().options(options).response().await;
                answer.map(|answer| {
                    self.see(answer.attempts());
                    (answer.id.to_string(), Terms::of_transfer(&answer))
                })
            }
        };
        asked.inspect_err(|error| self.see(error.attempts()))
    }

    /// Counts what only the client sees.
    fn see(&self, attempts: &[Attempt]) {
        for attempt in attempts {
            if matches!(attempt.outcome, AttemptOutcome::NotSent(_)) {
                count(&self.tally.refused);
            }
        }
    }
}

fn done((id, terms): Made) -> End {
    End::Done { id, terms }
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
