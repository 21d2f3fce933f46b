//! Windows: the stretch of time that compute is bought or sold for.

use std::fmt;

use crate::input::input_from;
use crate::{Input, Invalid, Timestamp};

/// The minutes of an hour.
const HOUR: i64 = 60;

/// What both ends of a window must be.
const WHOLE_MINUTE: &str = "a time on a whole minute";

/// A half-open stretch of time `[start, end)` on whole minutes, at least one minute long.
///
/// ```
/// use sfcompute_types::{Timestamp, Window};
///
/// let start: Timestamp = "2026-07-21T09:00:00Z".parse()?;
/// let window = Window::starting(start).hours(24)?;
/// assert_eq!(window.minutes(), 1_440);
/// assert_eq!(window.to_string(), "2026-07-21T09:00:00Z/2026-07-22T09:00:00Z");
/// assert!(window.contains(window.start()) && !window.contains(window.end()));
///
/// assert!(Window::starting(start).hours(0).is_err());
/// assert!(Window::new(start, start).is_err());
/// # Ok::<(), sfcompute_types::Invalid>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    start: Timestamp,
    end: Timestamp,
}

impl Window {
    /// The window from `start` up to, and without, `end`.
    ///
    /// # Errors
    /// Where an end is not on a whole minute, or `start` is not before `end`. The error names
    /// `window.start` or `window.end`.
    pub fn new(start: impl Input<Timestamp>, end: impl Input<Timestamp>) -> Result<Self, Invalid> {
        Self::starting(start).until(end)
    }

    /// Begins a window at `start`; its length or end comes next.
    ///
    /// A `start` that is not on a whole minute is reported when the window is finished.
    pub fn starting(start: impl Input<Timestamp>) -> WindowStart {
        WindowStart(
            start
                .input()
                .and_then(|start| whole_minute("window.start", start)),
        )
    }

    /// The first moment in the window.
    pub const fn start(&self) -> Timestamp {
        self.start
    }

    /// The first moment after the window.
    pub const fn end(&self) -> Timestamp {
        self.end
    }

    /// The length in minutes, at least 1.
    pub const fn minutes(&self) -> i64 {
        // Both ends are multiples of 60, so this is exact, and it cannot overflow where
        // subtracting first could.
        self.end.as_seconds() / 60 - self.start.as_seconds() / 60
    }

    /// Whether `time` is in the window.
    pub fn contains(&self, time: Timestamp) -> bool {
        self.start <= time && time < self.end
    }

    /// Whether the two windows have a moment in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The time that is in both windows, if there is any.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        })
    }
}

/// A window whose end is still to be said; made by [`Window::starting`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a window needs its length or its end"]
pub struct WindowStart(Result<Timestamp, Invalid>);

impl WindowStart {
    /// The window of so many whole hours.
    ///
    /// # Errors
    /// Where `hours` is not positive or leads past the end of time, or the start was refused.
    pub fn hours(self, hours: i64) -> Result<Window, Invalid> {
        self.lasting("window.hours", hours, hours.checked_mul(HOUR))
    }

    /// The window of so many minutes.
    ///
    /// # Errors
    /// Where `minutes` is not positive or leads past the end of time, or the start was refused.
    pub fn minutes(self, minutes: i64) -> Result<Window, Invalid> {
        self.lasting("window.minutes", minutes, Some(minutes))
    }

    /// The window up to, and without, `end`.
    ///
    /// # Errors
    /// Where an end is not on a whole minute, or `end` is not after the start.
    pub fn until(self, end: impl Input<Timestamp>) -> Result<Window, Invalid> {
        let start = self.0?;
        let end = end
            .input()
            .and_then(|end| whole_minute("window.end", end))?;
        if start < end {
            Ok(Window { start, end })
        } else {
            let allowed = format!("a time after the start, {start}");
            Err(Invalid::new("window.end", end.to_string(), allowed))
        }
    }

    fn lasting(
        self,
        what: &'static str,
        given: i64,
        minutes: Option<i64>,
    ) -> Result<Window, Invalid> {
        let start = self.0?;
        if given < 1 {
            return Err(Invalid::new(
                what,
                given.to_string(),
                "a positive whole number",
            ));
        }
        match minutes.and_then(|minutes| start.checked_add_minutes(minutes)) {
            Some(end) => Ok(Window { start, end }),
            None => {
                let allowed = "a length whose end fits 64-bit Unix seconds";
                Err(Invalid::new(what, given.to_string(), allowed))
            }
        }
    }
}

fn whole_minute(what: &'static str, time: Timestamp) -> Result<Timestamp, Invalid> {
    if time.is_whole_minute() {
        Ok(time)
    } else {
        Err(Invalid::new(what, time.to_string(), WHOLE_MINUTE))
    }
}

impl fmt::Display for Window {
    /// The two ends with a slash between, as ISO 8601 writes an interval.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.start, self.end))
    }
}

impl fmt::Debug for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Window({self})")
    }
}

input_from!(Window: Window);

impl Input<Window> for Result<Window, Invalid> {
    fn input(self) -> Result<Window, Invalid> {
        self
    }
}

#[cfg(test)]
mod tests;
