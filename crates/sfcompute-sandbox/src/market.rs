//! A market ready to be served: an engine behind a lock, a clock, and the tokens that open it.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::Router;
use bytes::Bytes;
use sfcompute_api::{Operation, Safety};
use sfcompute_types::Timestamp;
use tokio::sync::watch;

use crate::callers::{Caller, DemoAccount, DemoSku, callers};
use crate::clock::Clock;
use crate::control::{self, Control};
use crate::engine::{Edge, Engine, EngineConfig, Refusal, Settlement};
use crate::store::{Command, Entry, Often, Opened, Recorded, State, Store};

/// A market that can be served; clones are the same market.
///
/// ```
/// use sfcompute_sandbox::Sandbox;
///
/// # fn main() -> Result<(), sfcompute_sandbox::engine::Refusal> {
/// let market = Sandbox::builder().seed(7).build()?;
/// assert_eq!(market.accounts().len(), 2);
/// let router: axum::Router = market.router(); // to be wrapped and served, or called directly
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Market(Arc<Inner>);

/// Makes the engine to serve, by its configuration and the time.
pub(crate) type Scenario =
    Box<dyn Fn(EngineConfig, Timestamp) -> Result<Engine, Refusal> + Send + Sync>;

/// What a market opens with.
pub(crate) struct Opening {
    pub(crate) config: EngineConfig,
    pub(crate) scenario: Scenario,
    /// What the scenario is, in words.
    pub(crate) label: String,
    /// Tokens besides those of the seed, each with its account.
    pub(crate) tokens: Vec<(String, String)>,
    /// Whether only those tokens are good.
    pub(crate) is_guarded: bool,
    /// Whether it can be controlled over HTTP.
    pub(crate) is_controlled: bool,
    /// Whether its answers are held to the contract.
    pub(crate) is_strict: bool,
}

struct Inner {
    opening: Opening,
    opened_at: Timestamp,
    control: control::State,
    store: OnceLock<Store>,
    engine: Mutex<Engine>,
    clock: Box<dyn Clock>,
    callers: BTreeMap<String, Caller>,
    accounts: Vec<DemoAccount>,
    skus: Vec<DemoSku>,
    requests: AtomicU64,
    /// Tells who follows the market that it may have changed.
    changes: watch::Sender<()>,
}

impl Market {
    pub(crate) fn open(
        opening: Opening,
        clock: Box<dyn Clock>,
        data: Option<(&Path, Often)>,
    ) -> Result<Self, Refusal> {
        let store = data
            .map(|(data, often)| Opened::at(data, &opening.full_label(), clock.now(), often))
            .transpose()
            .map_err(|error| no_store(&error))?;
        let opened_at = store.as_ref().map_or_else(|| clock.now(), |store| store.at);
        let engine = (opening.scenario)(opening.config, opened_at)?;
        let (callers, accounts) = callers(&engine, &opening)?;
        let skus = engine.list_skus(usize::MAX, Edge::Head).items.into_iter();
        let skus = skus
            .map(|sku| DemoSku {
                id: sku.id,
                alias: sku.alias,
            })
            .collect();
        let market = Self(Arc::new(Inner {
            opening,
            opened_at,
            control: control::State::default(),
            store: OnceLock::new(),
            engine: Mutex::new(engine),
            clock,
            callers,
            accounts,
            skus,
            requests: AtomicU64::new(0),
            changes: watch::Sender::default(),
        }));
        if let Some(opened) = store {
            let started = opened
                .state()
                .map(|state| state.map_or((), |state| market.take_up(state)))
                .and_then(|()| opened.replay(|entry, body| market.carry_out(entry, body)))
                .and_then(|()| opened.start());
            let started = started.map_err(|error| no_store(&error))?;
            // The first and only time.
            let _ = market.0.store.set(started);
            if let Some(clock) = market.0.clock.controlled() {
                // A clock that is ahead already is right as it is.
                let _ = clock.set(market.with_engine(|engine| engine.now()));
            }
        }
        Ok(market)
    }

    /// Control of the market: its clock, its past, its faults and its books.
    pub fn control(&self) -> Control {
        Control::of(self.clone())
    }

    /// The contract's operations, ready to be wrapped in layers and served.
    pub fn router(&self) -> Router {
        crate::http::router(self)
    }

    /// The accounts that the market opened with.
    pub fn accounts(&self) -> &[DemoAccount] {
        &self.0.accounts
    }

    /// The SKUs that the market opened with.
    pub fn skus(&self) -> &[DemoSku] {
        &self.0.skus
    }

    /// The first account's first token.
    pub fn token(&self) -> &str {
        self.0
            .accounts
            .first()
            .map(DemoAccount::token)
            .unwrap_or_default()
    }

    /// The market's time, by its clock.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Runs `work` with the engine to itself; requests wait meanwhile.
    pub fn with_engine<T>(&self, work: impl FnOnce(&mut Engine) -> T) -> T {
        let done = work(&mut self.engine());
        if self.0.changes.receiver_count() > 0 {
            self.0.changes.send_replace(());
        }
        done
    }

    /// Looks at the market as of the clock's time, without telling those who follow it.
    pub(crate) fn look<T>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut engine = self.engine();
        engine.advance(self.now())?;
        work(&engine)
    }

    /// Marked changed whenever somebody had the engine to themselves, whatever they did with it.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.0.changes.subscribe()
    }

    fn engine(&self) -> MutexGuard<'_, Engine> {
        // The engine refuses and does not panic; a panic of who worked with it is no reason to stop.
        self.0.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` with the engine as of the clock's time.
    pub(crate) fn at_its_time<T, E: From<Refusal>>(
        &self,
        work: impl FnOnce(&mut Engine, Timestamp) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_engine(|engine| {
            // Read under the lock, so that of two requests the later one has the later time.
            engine.advance(self.now())?;
            let now = engine.now();
            work(engine, now)
        })
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    pub(crate) fn control_state(&self) -> &control::State {
        &self.0.control
    }

    /// Whether the market can be controlled over HTTP.
    pub(crate) fn is_controlled(&self) -> bool {
        self.0.opening.is_controlled
    }

    /// Whether its answers are held to the contract.
    pub(crate) fn is_strict(&self) -> bool {
        self.0.opening.is_strict
    }

    /// Whether control over HTTP takes a token, too.
    pub(crate) fn is_guarded(&self) -> bool {
        self.0.opening.is_guarded
    }

    /// When the market opened.
    pub(crate) fn opened_at(&self) -> Timestamp {
        self.0.opened_at
    }

    /// The market as it opens at a time.
    pub(crate) fn made_anew(&self, at: Timestamp) -> Result<Engine, Refusal> {
        let opening = &self.0.opening;
        (opening.scenario)(opening.config, at)
    }

    /// Whether a request to this operation is kept when it succeeds.
    pub(crate) fn keeps(&self, operation: &Operation) -> bool {
        // By polls, reading one thing changes it.
        let counts = matches!(self.0.opening.config.settlement, Settlement::AfterPolls(_))
            && operation.path.contains('{');
        self.0.store.get().is_some() && (operation.safety != Safety::Read || counts)
    }

    /// Keeps a command that made the engine what it is.
    pub(crate) fn note(&self, engine: &Engine, at: Timestamp, command: Command) {
        self.note_with(engine, at, command, Bytes::new());
    }

    /// Keeps a command that made the engine what it is, with a request's body.
    pub(crate) fn note_with(&self, engine: &Engine, at: Timestamp, command: Command, body: Bytes) {
        if let Some(store) = self.0.store.get() {
            store.note(Entry { at, command }, body, || State {
                engine: engine.clone(),
                snapshots: self.control().kept(),
            });
        }
    }

    /// Waits until all that the market did so far is on disk, where it is kept there.
    pub(crate) async fn settled(&self) -> Result<(), Refusal> {
        match self.0.store.get() {
            Some(store) => store.settled().await.map_err(|error| no_store(&error)),
            None => Ok(()),
        }
    }

    /// Goes on with a state that was kept.
    fn take_up(&self, State { engine, snapshots }: State) {
        self.control().keep_all(snapshots);
        self.with_engine(|own| *own = engine);
    }

    /// Carries out a command that was kept.
    fn carry_out(&self, Entry { at, command }: Entry, body: Bytes) -> io::Result<()> {
        let control = self.control();
        let done = match command {
            Command::Request(request) => self.repeat(&request, body, at),
            Command::Reset => {
                let anew = self.made_anew(at);
                let made = anew.map(|made| self.with_engine(|engine| *engine = made));
                made.map_err(|refusal| refusal.to_string())
            }
            Command::Snapshot(name) => {
                let advanced = self.with_engine(|engine| engine.advance(at));
                let advanced = advanced.map_err(|refusal| refusal.to_string());
                advanced.map(|()| self.with_engine(|engine| control.keep(&name, engine, at)))
            }
            Command::Restore(name) => control.restore(&name, false).map_err(|e| e.to_string()),
            Command::Import(name) => match std::str::from_utf8(&body) {
                Ok(text) => control.import(&name, text).map_err(|e| e.to_string()),
                Err(error) => Err(error.to_string()),
            },
            Command::Part(address) => {
                let put = self.with_engine(|engine| engine.put_part(&address, &body, at));
                put.map(drop).map_err(|refusal| refusal.to_string())
            }
            Command::Forget(name) => control.forget(&name).map_err(|e| e.to_string()),
        };
        done.map_err(|error| {
            io::Error::other(format!("what it holds does not repeat itself: {error}"))
        })
    }

    fn repeat(&self, request: &Recorded, body: Bytes, at: Timestamp) -> Result<(), String> {
        let caller = self.0.callers.values();
        let caller = caller
            .filter(|caller| caller.principal.id == request.caller)
            .max_by_key(|caller| caller.account)
            .ok_or_else(|| format!("there is no {:?}", request.caller))?;
        self.with_engine(|engine| crate::http::repeat(caller, engine, request, body, at))
    }

    pub(crate) fn caller(&self, token: &str) -> Option<&Caller> {
        self.0.callers.get(token)
    }

    /// The number of the next request, from 1 on.
    pub(crate) fn next_request(&self) -> u64 {
        self.0
            .requests
            .fetch_add(1, Ordering::Relaxed)
            .saturating_add(1)
    }
}

impl Opening {
    /// All that the market follows from, but for the time and the commands.
    fn full_label(&self) -> String {
        format!("{}, {:?}", self.label, self.config)
    }
}

fn no_store(error: &dyn fmt::Display) -> Refusal {
    Refusal::internal(format!("The market's store cannot be used: {error}."))
}

impl fmt::Debug for Market {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accounts: Vec<_> = self
            .0
            .accounts
            .iter()
            .map(|account| &account.account)
            .collect();
        f.debug_struct("Market")
            .field("accounts", &accounts)
            .field("clock", &self.0.clock)
            .finish_non_exhaustive()
    }
}
