//! Control of a market while it runs: its clock, its past, its faults and its books.
//!
//! A [`Control`] is what a test does to the sandbox, in the same process or over HTTP: hold time
//! and step it, take the market back to how it was, have requests fail, and look behind the
//! counter.
//!
//! | what | in Rust | over HTTP, under `/_sandbox` |
//! |---|---|---|
//! | time | [`clock`](Control::clock), [`step`](Control::step), [`set`](Control::set) | `GET /clock`; `POST /clock/step` `{"seconds": 60}`, `/clock/set` `{"time": "2026-07-21T10:00:00Z"}`, `/clock/pause`, `/clock/resume`, `/clock/run` `{"market_seconds": 60, "real_seconds": 1}` |
//! | the past | [`reset`](Control::reset), [`snapshot`](Control::snapshot), [`restore`](Control::restore), [`snapshots`](Control::snapshots), [`forget`](Control::forget), [`export`](Control::export), [`import`](Control::import) | `POST /reset` `{"rewind": true}`; `GET /snapshots`; `PUT`, `GET` and `DELETE /snapshots/{name}`; `POST /snapshots/{name}/restore` `{"rewind": true}` |
//! | faults | [`fault`](Control::fault), [`faults`](Control::faults), [`remove_fault`](Control::remove_fault), [`clear_faults`](Control::clear_faults), [`reset_fault_counts`](Control::reset_fault_counts) | `GET`, `POST` and `DELETE /faults`; `DELETE /faults/{name}`; `POST /faults/reset_counts` |
//! | rate limits | [`limit_rate`](Control::limit_rate), [`rate_limit`](Control::rate_limit) | `GET`, `PUT` and `DELETE /rate_limit` |
//! | the contract | [`conformity`](Control::conformity), [`Contract::shipped`](crate::contract::Contract::shipped) | `GET /conformity`, `/openapi.json` |
//! | the books | [`check_invariants`](Control::check_invariants), [`ledger`](Control::ledger), [`events`](Control::events) | `GET /invariants`, `/ledger`, `/events`; the last two as JSON lines |
//! | what is seen | – | `GET /live`, the event stream of the [page](crate::guide#with-your-eyes) at `/`: `clock`, `accounts`, `book`, `fills`, `pools` and `orders`, each whole whenever it changed; `?sku=`, `start_at=` and `end_at=`, `account=` and `orders=open` choose what of them |
//!
//! The Rust side is always there. The HTTP side is there where
//! [`SandboxBuilder::control`](crate::SandboxBuilder::control) or `--control` asked for it, and
//! answers errors in the market's form.
//!
//! # Rules
//!
//! * Time goes forward only. A reset or restored market goes on at the clock's time, so that what
//!   was due meanwhile happens; with `rewind` the clock goes back with it, where it is a
//!   [`ControlledClock`].
//! * Limits touch the contract's operations alone, rules also the addresses of images' bytes, and
//!   neither `/_sandbox`; and they stay through resets and restores.
//! * What rules do follows from their seeds and the order of requests.

mod books;
mod clock;
mod conformity;
mod faults;
mod limits;
mod past;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use sfcompute_types::Timestamp;

pub use clock::{ClockState, ControlledClock, NotForward, Pace};
pub use conformity::Conformity;
pub use faults::{FaultAction, FaultReport, FaultRule, InvalidRule, When};
pub use limits::RateLimit;

pub(crate) use faults::{Asked, Faults};
pub(crate) use limits::Limits;

use past::Saved;

use crate::engine::{Engine, Refusal};
use crate::market::Market;
use crate::page::Followers;

/// Control of one market; clones control the same.
///
/// ```
/// use sfcompute_sandbox::Sandbox;
/// use sfcompute_sandbox::control::ControlledClock;
/// use sfcompute_types::Timestamp;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = ControlledClock::paused_at(Timestamp::from_seconds(1_784_626_200));
/// let market = Sandbox::builder().clock(clock).build()?;
/// let control = market.control();
/// control.snapshot("before")?;
/// control.step(3_600)?;
/// control.restore("before", true)?;
/// assert_eq!(market.now(), Timestamp::from_seconds(1_784_626_200));
/// assert!(control.check_invariants()?.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Control {
    market: Market,
}

/// What a market keeps for its control.
#[derive(Debug, Default)]
pub(crate) struct State {
    faults: Mutex<Faults>,
    limits: Mutex<Limits>,
    /// Whether there is any rule or limit, so that requests need not ask.
    interferes: AtomicBool,
    snapshots: Mutex<BTreeMap<String, Saved>>,
    followers: Followers,
    conformity: Mutex<Conformity>,
}

impl State {
    pub(crate) fn interferes(&self) -> bool {
        self.interferes.load(Ordering::Relaxed)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        held(&self.faults)
    }

    pub(crate) fn limits(&self) -> MutexGuard<'_, Limits> {
        held(&self.limits)
    }

    /// Those who follow the market.
    pub(crate) fn followers(&self) -> &Followers {
        &self.followers
    }

    pub(crate) fn conformity(&self) -> MutexGuard<'_, Conformity> {
        held(&self.conformity)
    }

    fn note(&self) {
        let any = !self.faults().is_empty() || self.limits().limit().is_some();
        self.interferes.store(any, Ordering::Relaxed);
    }
}

/// Nothing panics while it holds one of these.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why a market was not controlled as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ControlError {
    /// The market goes by a clock that is not a [`ControlledClock`].
    NotControlled,
    /// The clock was to go back.
    NotForward(NotForward),
    /// There is no snapshot of this name.
    NoSnapshot(String),
    /// The snapshot cannot have this name or be this data, or there are too many.
    BadSnapshot(String),
    /// The rule cannot be, for these reasons.
    InvalidRule(Vec<InvalidRule>),
    /// The engine refused.
    Refused(Refusal),
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotControlled => f.write_str(
                "The market goes by a clock of its own: start it with a `ControlledClock`.",
            ),
            Self::NotForward(refused) => refused.fmt(f),
            Self::NoSnapshot(name) => write!(f, "There is no snapshot named {name:?}."),
            Self::BadSnapshot(message) => f.write_str(message),
            Self::InvalidRule(wrong) => {
                let all: Vec<_> = wrong.iter().map(|one| one.message.as_str()).collect();
                f.write_str(&all.join(" "))
            }
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for ControlError {}

impl From<Refusal> for ControlError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<NotForward> for ControlError {
    fn from(refused: NotForward) -> Self {
        Self::NotForward(refused)
    }
}

impl Control {
    pub(crate) fn of(market: Market) -> Self {
        Self { market }
    }

    /// The market's clock, to be paused or run at another pace.
    ///
    /// The market sees what it shows at the next request.
    ///
    /// # Errors
    /// [`ControlError::NotControlled`].
    pub fn clock(&self) -> Result<&ControlledClock, ControlError> {
        let clock = self.market.clock().controlled();
        clock.ok_or(ControlError::NotControlled)
    }

    /// The clock as it is now, its time in both forms.
    pub(crate) fn clock_as_json(&self) -> Value {
        let ClockState {
            now,
            paused,
            market_seconds,
            real_seconds,
        } = match self.clock() {
            Ok(clock) => clock.state(),
            Err(_) => return json!({ "now": self.market.now().to_string(), "controlled": false }),
        };
        json!({
            "now": now.to_string(),
            "now_seconds": now,
            "controlled": true,
            "paused": paused,
            "market_seconds": market_seconds,
            "real_seconds": real_seconds,
        })
    }

    /// Moves the clock on by so many seconds, and has all happen that is due by then. Gives the
    /// time that it shows.
    ///
    /// # Errors
    /// [`ControlError::NotControlled`].
    pub fn step(&self, seconds: u32) -> Result<Timestamp, ControlError> {
        self.clock()?.step(seconds);
        self.catch_up()
    }

    /// Moves the clock on to `time`, and has all happen that is due by then.
    ///
    /// # Errors
    /// Where `time` has gone by, or the clock is not controlled.
    pub fn set(&self, time: Timestamp) -> Result<Timestamp, ControlError> {
        self.clock()?.set(time)?;
        self.catch_up()
    }

    fn catch_up(&self) -> Result<Timestamp, ControlError> {
        self.market
            .at_its_time(|_, now| Ok::<_, Refusal>(now))
            .map_err(ControlError::Refused)
    }

    /// Adds a fault rule, or replaces the one of its name. Rules are asked in the order that they
    /// were made in, and all that hit a request happen to it.
    ///
    /// # Errors
    /// [`ControlError::InvalidRule`] with all that is wrong with it.
    pub fn fault(&self, rule: FaultRule) -> Result<(), ControlError> {
        let state = self.market.control_state();
        let set = state.faults().set(rule);
        state.note();
        set.map_err(ControlError::InvalidRule)
    }

    /// The fault rules, with what they did.
    pub fn faults(&self) -> Vec<FaultReport> {
        self.market.control_state().faults().reports()
    }

    /// Removes the fault rule of this name. Returns whether there was one.
    pub fn remove_fault(&self, name: &str) -> bool {
        let state = self.market.control_state();
        let removed = state.faults().remove(name);
        state.note();
        removed
    }

    /// Removes all fault rules.
    pub fn clear_faults(&self) {
        let state = self.market.control_state();
        state.faults().clear();
        state.note();
    }

    /// Has all fault rules count from nought, and choose as they did at first.
    pub fn reset_fault_counts(&self) {
        self.market.control_state().faults().reset_counts();
    }

    /// Limits how often each token may call, from now on; or no longer.
    pub fn limit_rate(&self, limit: Option<RateLimit>) {
        let state = self.market.control_state();
        state.limits().set(limit);
        state.note();
    }

    /// The limit, if there is one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.market.control_state().limits().limit()
    }

    /// All that is not as it must be, as of the clock's time; nothing in a sound market.
    ///
    /// # Errors
    /// Internal only.
    pub fn check_invariants(&self) -> Result<Vec<String>, ControlError> {
        self.market
            .at_its_time(|engine, _| Ok::<_, Refusal>(engine.check_invariants()))
            .map_err(ControlError::Refused)
    }

    /// How the market's answers were against the contract since it opened; none where it is not
    /// [strict](crate::SandboxBuilder::strict).
    pub fn conformity(&self) -> Option<Conformity> {
        let is_strict = self.market.is_strict();
        is_strict.then(|| self.market.control_state().conformity().clone())
    }

    /// Who has how much and what was paid, as JSON lines; amounts are text of whole millionths of
    /// a dollar.
    ///
    /// First a line `{"kind": "market", …}` with what was deposited and taken in fees, then
    /// `{"kind": "account", …}` for each account, then `{"kind": "payment", …}` for each side of
    /// each fill.
    ///
    /// # Errors
    /// Internal only.
    pub fn ledger(&self) -> Result<String, ControlError> {
        let lines = |engine: &mut Engine, _| books::ledger(engine);
        self.market
            .at_its_time(lines)
            .map_err(ControlError::Refused)
    }

    /// What happened, the earliest first, as JSON lines: `order_placed`, `traded`, `order_over`,
    /// `transfer_made`, `instance_made`, `instance_started`, `instance_failed` and `instance_over`,
    /// each with its time.
    ///
    /// # Errors
    /// Internal only.
    pub fn events(&self) -> Result<String, ControlError> {
        let lines = |engine: &mut Engine, _| books::events(engine);
        self.market
            .at_its_time(lines)
            .map_err(ControlError::Refused)
    }
}
