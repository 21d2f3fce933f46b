//! A clock that can be held, stepped and sped up while the market runs.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sfcompute_types::Timestamp;

use crate::clock::{Clock, SystemClock};

/// Milliseconds of a second.
const MILLISECONDS: i128 = 1_000;

/// How fast a market's time goes by: so many market seconds in so many real ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pace {
    market_seconds: NonZeroU32,
    real_seconds: NonZeroU32,
}

impl Pace {
    /// As fast as real time.
    pub const REAL: Self = Self {
        market_seconds: NonZeroU32::MIN,
        real_seconds: NonZeroU32::MIN,
    };

    /// `market_seconds` go by in `real_seconds`: `(60, 1)` is a minute a second, `(1, 2)` half as
    /// fast as real time. `None` where one of them is zero; to hold the clock, pause it.
    pub fn new(market_seconds: u32, real_seconds: u32) -> Option<Self> {
        Some(Self {
            market_seconds: NonZeroU32::new(market_seconds)?,
            real_seconds: NonZeroU32::new(real_seconds)?,
        })
    }

    /// Market seconds of the pace.
    pub fn market_seconds(self) -> u32 {
        self.market_seconds.get()
    }

    /// Real seconds of the pace.
    pub fn real_seconds(self) -> u32 {
        self.real_seconds.get()
    }

    /// How much of market time goes by in so much of real time; the fraction is dropped.
    fn of(self, real: i128) -> i128 {
        real.saturating_mul(self.market_seconds.get().into()) / i128::from(self.real_seconds.get())
    }
}

/// What a [`ControlledClock`] shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockState {
    /// The market's time.
    pub now: Timestamp,
    /// Whether it stands still until it is stepped or resumed.
    pub paused: bool,
    /// Market seconds that go by in `real_seconds` while it is not paused.
    pub market_seconds: NonZeroU32,
    /// Real seconds that `market_seconds` take.
    pub real_seconds: NonZeroU32,
}

/// Why a clock was not moved: it only goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotForward {
    /// What the clock shows.
    pub now: Timestamp,
    /// What it was to show.
    pub asked: Timestamp,
}

impl fmt::Display for NotForward {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { now, asked } = self;
        write!(
            f,
            "The clock shows {now} and goes forward only, not to {asked}."
        )
    }
}

impl std::error::Error for NotForward {}

/// A clock that follows another one, and can be paused, stepped and run at another pace. Clones
/// show the same time.
///
/// It never goes back, whatever the clock it follows does. It counts in whole milliseconds where
/// that clock knows them, and shows whole seconds.
///
/// ```
/// use sfcompute_sandbox::control::{ControlledClock, Pace};
/// use sfcompute_sandbox::{Clock, ManualClock};
/// use sfcompute_types::Timestamp;
///
/// let real = ManualClock::at(Timestamp::from_seconds(1_000));
/// let clock = ControlledClock::following(real.clone());
/// clock.run(Pace::new(60, 1).unwrap());
/// real.advance(2);
/// assert_eq!(clock.now().as_seconds(), 1_120);
/// clock.pause();
/// real.advance(100);
/// clock.step(30);
/// assert_eq!(clock.now().as_seconds(), 1_150);
/// ```
#[derive(Clone)]
pub struct ControlledClock(Arc<Inner>);

struct Inner {
    source: Box<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Clone, Copy, Debug)]
struct State {
    /// Where market and real time were when either last changed course, in milliseconds.
    market: i128,
    real: i128,
    pace: Pace,
    paused: bool,
}

impl State {
    /// Brings both times up to date and gives the market's.
    fn catch_up(&mut self, real: i128) -> i128 {
        if self.paused {
            self.real = real;
            return self.market;
        }
        // A source that went back is waited for.
        let gone = real.saturating_sub(self.real).max(0);
        self.market.saturating_add(self.pace.of(gone))
    }

    /// Starts counting anew from here, so that a change of course does not change the past.
    fn settle(&mut self, real: i128) {
        self.market = self.catch_up(real);
        self.real = self.real.max(real);
    }
}

impl ControlledClock {
    /// A clock that follows the system's, at its pace, until it is told otherwise.
    pub fn real_time() -> Self {
        Self::following(SystemClock)
    }

    /// A clock that shows what `source` shows, and goes on as it does until it is told otherwise.
    pub fn following(source: impl Clock) -> Self {
        let real = source.now_milliseconds();
        Self::new(Box::new(source), real, false)
    }

    /// A clock that stands at `time` until it is stepped; when resumed it goes as the system's
    /// does.
    pub fn paused_at(time: Timestamp) -> Self {
        let market = i128::from(time.as_seconds()) * MILLISECONDS;
        Self::new(Box::new(SystemClock), market, true)
    }

    fn new(source: Box<dyn Clock>, market: i128, paused: bool) -> Self {
        let state = State {
            market,
            real: source.now_milliseconds(),
            pace: Pace::REAL,
            paused,
        };
        Self(Arc::new(Inner {
            source,
            state: Mutex::new(state),
        }))
    }

    /// What it shows and how it goes.
    pub fn state(&self) -> ClockState {
        self.with(|state, real| ClockState {
            now: shown(state.catch_up(real)),
            paused: state.paused,
            market_seconds: state.pace.market_seconds,
            real_seconds: state.pace.real_seconds,
        })
    }

    /// Holds it where it is.
    pub fn pause(&self) {
        self.with(|state, real| {
            state.settle(real);
            state.paused = true;
        });
    }

    /// Lets it go on at the pace that it had.
    pub fn resume(&self) {
        self.with(|state, real| {
            state.settle(real);
            state.paused = false;
        });
    }

    /// Lets it go on at `pace`.
    pub fn run(&self, pace: Pace) {
        self.with(|state, real| {
            state.settle(real);
            state.pace = pace;
            state.paused = false;
        });
    }

    /// Moves it on by so many seconds; paused or not, it stays so.
    pub fn step(&self, seconds: u32) {
        self.with(|state, real| {
            state.settle(real);
            let by = i128::from(seconds) * MILLISECONDS;
            state.market = state.market.saturating_add(by);
        });
    }

    /// Moves it on to `time`; paused or not, it stays so.
    ///
    /// # Errors
    /// Where `time` has gone by.
    pub fn set(&self, time: Timestamp) -> Result<(), NotForward> {
        self.with(|state, real| {
            state.settle(real);
            let now = shown(state.market);
            if time < now {
                return Err(NotForward { now, asked: time });
            }
            // The second that it shows already may have begun.
            state.market = state.market.max(milliseconds(time));
            Ok(())
        })
    }

    /// Takes it back to where a market begins anew.
    pub(crate) fn rewind(&self, time: Timestamp) {
        self.with(|state, real| {
            state.settle(real);
            state.market = milliseconds(time);
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut State, i128) -> T) -> T {
        let real = self.0.source.now_milliseconds();
        // Nothing in here panics half way through a change.
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut state, real)
    }
}

impl Clock for ControlledClock {
    fn now(&self) -> Timestamp {
        self.state().now
    }

    fn now_milliseconds(&self) -> i128 {
        self.with(State::catch_up)
    }

    fn controlled(&self) -> Option<&ControlledClock> {
        Some(self)
    }
}

impl fmt::Debug for ControlledClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ControlledClock")
            .field(&self.state())
            .finish()
    }
}

fn milliseconds(time: Timestamp) -> i128 {
    i128::from(time.as_seconds()) * MILLISECONDS
}

fn shown(milliseconds: i128) -> Timestamp {
    let seconds = milliseconds.div_euclid(MILLISECONDS);
    let end = match seconds < 0 {
        true => i64::MIN,
        false => i64::MAX,
    };
    Timestamp::from_seconds(i64::try_from(seconds).unwrap_or(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ManualClock;

    fn made() -> (ManualClock, ControlledClock) {
        let real = ManualClock::at(Timestamp::from_seconds(1_000));
        (real.clone(), ControlledClock::following(real))
    }

    #[test]
    fn it_follows_until_told_otherwise() {
        let (real, clock) = made();
        real.advance(7);
        assert_eq!(clock.now().as_seconds(), 1_007);
        clock.pause();
        real.advance(7);
        assert_eq!(clock.now().as_seconds(), 1_007);
        clock.resume();
        real.advance(1);
        assert_eq!(clock.now().as_seconds(), 1_008);
        assert!(!clock.state().paused);
    }

    #[test]
    fn a_pace_is_a_ratio_and_keeps_fractions_of_a_second() {
        let (real, clock) = made();
        clock.run(Pace::new(3, 2).unwrap());
        real.advance(1);
        assert_eq!(clock.now_milliseconds(), 1_001_500);
        // A change of pace keeps the half second.
        clock.run(Pace::new(1, 2).unwrap());
        real.advance(1);
        assert_eq!(clock.now().as_seconds(), 1_002);
        assert_eq!(Pace::new(0, 1), None);
        assert_eq!(Pace::new(1, 0), None);
    }

    #[test]
    fn it_goes_forward_only() {
        let (real, clock) = made();
        clock.pause();
        let early = Timestamp::from_seconds(999);
        let refused = clock.set(early).unwrap_err();
        assert_eq!(refused.asked, early);
        assert!(refused.to_string().contains("forward only"), "{refused}");
        clock.set(Timestamp::from_seconds(1_060)).unwrap();
        clock.set(Timestamp::from_seconds(1_060)).unwrap();
        assert_eq!(clock.now().as_seconds(), 1_060);
        clock.resume();
        real.set(Timestamp::from_seconds(5));
        assert_eq!(clock.now().as_seconds(), 1_060);
        real.set(Timestamp::from_seconds(1_001));
        assert_eq!(clock.now().as_seconds(), 1_061);
    }

    #[test]
    fn a_step_past_the_end_of_time_ends_there() {
        let clock = ControlledClock::paused_at(Timestamp::from_seconds(i64::MAX));
        clock.step(u32::MAX);
        assert_eq!(clock.now().as_seconds(), i64::MAX);
    }
}
