//! Rate limits: so many requests in a window of time, for each token.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use sfcompute_types::Timestamp;

/// The most tokens that are counted at a time; tokens are what clients send, so anything.
const MOST_TOKENS: usize = 100_000;

/// How many requests a token may make.
///
/// Windows are of the market's time: while its clock stands, a window does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// Requests of one token in a window.
    pub requests: u32,
    /// How long a window is, in seconds; it begins with the first request in it.
    pub window_seconds: NonZeroU32,
}

/// The limit, and how far each token is from it.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    limit: Option<RateLimit>,
    windows: BTreeMap<String, Window>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    start: Timestamp,
    requests: u32,
}

impl Limits {
    pub(crate) fn set(&mut self, limit: Option<RateLimit>) {
        *self = Self {
            limit,
            windows: BTreeMap::new(),
        };
    }

    pub(crate) fn limit(&self) -> Option<RateLimit> {
        self.limit
    }

    /// Counts a request; the seconds to wait where it is one too many.
    pub(crate) fn count(&mut self, token: &str, now: Timestamp) -> Result<(), i64> {
        let Some(limit) = self.limit else {
            return Ok(());
        };
        let length = i64::from(limit.window_seconds.get());
        let left = |window: &Window| {
            let gone = now.seconds_since(window.start).unwrap_or(length);
            // A clock that was taken back begins a new window.
            (0..length).contains(&gone).then_some(length - gone)
        };
        if !self.windows.contains_key(token) && self.windows.len() >= MOST_TOKENS {
            self.windows.retain(|_, window| left(window).is_some());
            if self.windows.len() >= MOST_TOKENS {
                return Err(length);
            }
        }
        let fresh = Window {
            start: now,
            requests: 0,
        };
        let window = self.windows.entry(token.to_owned()).or_insert(fresh);
        let wait = left(window).unwrap_or_else(|| {
            *window = fresh;
            length
        });
        if window.requests >= limit.requests {
            return Err(wait);
        }
        window.requests = window.requests.saturating_add(1);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    fn limits(requests: u32, seconds: u32) -> Limits {
        let mut limits = Limits::default();
        let window_seconds = NonZeroU32::new(seconds).unwrap();
        limits.set(Some(RateLimit {
            requests,
            window_seconds,
        }));
        limits
    }

    #[test]
    fn a_window_has_room_for_so_many() {
        let mut limits = limits(2, 10);
        assert_eq!(limits.count("a", at(100)), Ok(()));
        assert_eq!(limits.count("a", at(104)), Ok(()));
        assert_eq!(limits.count("a", at(104)), Err(6));
        assert_eq!(limits.count("a", at(109)), Err(1));
        assert_eq!(limits.count("a", at(110)), Ok(()));
    }

    #[test]
    fn tokens_are_counted_apart() {
        let mut limits = limits(1, 10);
        assert_eq!(limits.count("a", at(0)), Ok(()));
        assert_eq!(limits.count("b", at(0)), Ok(()));
        assert_eq!(limits.count("a", at(0)), Err(10));
    }

    #[test]
    fn none_is_none_and_nought_is_nothing() {
        assert_eq!(Limits::default().count("a", at(0)), Ok(()));
        assert_eq!(limits(0, 5).count("a", at(0)), Err(5));
    }

    #[test]
    fn a_clock_taken_back_begins_a_window() {
        let mut limits = limits(1, 10);
        assert_eq!(limits.count("a", at(100)), Ok(()));
        assert_eq!(limits.count("a", at(50)), Ok(()));
    }
}
