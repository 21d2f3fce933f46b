//! Schedules: how many nodes over time.
//!
//! A [`Schedule`] is the wire's array of `{start_at, end_at, node_count}`, kept exactly as it came:
//! an absent `end_at` stays absent and a `null` stays `null`. Around it:
//!
//! * [`check`](Schedule::check) says what the market's rules forbid;
//! * [`normalised`](Schedule::normalised) is the one form of a schedule that can be compared;
//! * [`nodes_at`](Schedule::nodes_at) reads it at a moment.

mod check;
mod entry;
mod normal;

pub use entry::{ScheduleEnd, ScheduleEntry};

use std::slice;
use std::vec;

use serde::{Deserialize, Serialize};

use crate::{Invalid, Timestamp, Window};

/// Node counts over time: half-open ranges `[start_at, end_at)`, zero nodes outside them.
///
/// ```
/// use sfcompute_types::{Schedule, Timestamp, Window};
///
/// let start: Timestamp = "2026-07-21T09:00:00Z".parse()?;
/// let schedule = Schedule::flat(Window::starting(start).hours(1)?, 4);
/// assert_eq!(
///     serde_json::to_string(&schedule).unwrap(),
///     r#"[{"start_at":1784624400,"end_at":1784628000,"node_count":4}]"#,
/// );
/// assert_eq!(schedule.nodes_at(start), 4);
/// assert!(schedule.check().is_empty());
///
/// // Gaps become explicit, neighbours with the same count become one.
/// let parts: Schedule = serde_json::from_str(
///     r#"[{"start_at":0,"node_count":2},
///         {"start_at":60,"end_at":120,"node_count":2},
///         {"start_at":180,"end_at":null,"node_count":1}]"#,
/// ).unwrap();
/// assert_eq!(
///     serde_json::to_string(&parts.normalised()?).unwrap(),
///     r#"[{"start_at":0,"end_at":120,"node_count":2},{"start_at":120,"end_at":180,"node_count":0},{"start_at":180,"end_at":null,"node_count":1}]"#,
/// );
/// # Ok::<(), sfcompute_types::Invalid>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Schedule(Vec<ScheduleEntry>);

impl Schedule {
    /// A schedule of these entries, as they are; [`check`](Schedule::check) judges them.
    pub const fn new(entries: Vec<ScheduleEntry>) -> Self {
        Self(entries)
    }

    /// The same number of nodes throughout one window.
    pub fn flat(window: Window, node_count: i32) -> Self {
        Self(vec![ScheduleEntry {
            start_at: window.start(),
            end_at: ScheduleEnd::At(window.end()),
            node_count,
        }])
    }

    /// The entries, in the order in which they were given.
    pub fn entries(&self) -> &[ScheduleEntry] {
        &self.0
    }

    /// The entries, owned.
    pub fn into_entries(self) -> Vec<ScheduleEntry> {
        self.0
    }

    /// Whether there are no entries: no nodes at any time.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The entries one by one.
    pub fn iter(&self) -> slice::Iter<'_, ScheduleEntry> {
        self.0.iter()
    }

    /// The number of nodes at `time`; 0 outside all entries.
    ///
    /// An absent end is the next entry's start, and open on the last entry. Of overlapping entries,
    /// which no valid schedule has, the first counts.
    pub fn nodes_at(&self, time: Timestamp) -> i32 {
        self.ranges()
            .find(|(entry, end)| entry.start_at <= time && end.is_none_or(|end| time < end))
            .map_or(0, |(entry, _)| entry.node_count)
    }

    /// The one range of a schedule that must have exactly one, with both its ends: the form of an
    /// order.
    ///
    /// # Errors
    /// Names what keeps the schedule from being one range on whole minutes with a node count that
    /// is not negative.
    pub fn single_range(&self) -> Result<(Window, i32), Invalid> {
        const ONE: &str = "exactly one entry, with both its ends";
        let entry = match self.0.as_slice() {
            [entry] => entry,
            [] => return Err(Invalid::new("[0]", "no entry", ONE)),
            [_, more @ ..] => {
                return Err(Invalid::new(
                    "[1]",
                    format!("{} more entries", more.len()),
                    ONE,
                ));
            }
        };
        let ScheduleEnd::At(end) = entry.end_at else {
            let allowed = "a time: the one range must have both its ends";
            return Err(Invalid::new(
                "[0].end_at",
                entry.end_at.to_string(),
                allowed,
            ));
        };
        match self.check().into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok((Window::new(entry.start_at, end)?, entry.node_count)),
        }
    }

    /// Each entry with its end, inferred where absent; `None` is an open end.
    fn ranges(&self) -> impl Iterator<Item = (&ScheduleEntry, Option<Timestamp>)> {
        let next_starts = self.0.iter().skip(1).map(|next| Some(next.start_at));
        self.0
            .iter()
            .zip(next_starts.chain([None]))
            .map(|(entry, next_start)| {
                let end = match entry.end_at {
                    ScheduleEnd::At(end) => Some(end),
                    ScheduleEnd::Unbounded => None,
                    ScheduleEnd::Next => next_start,
                };
                (entry, end)
            })
    }
}

impl From<Vec<ScheduleEntry>> for Schedule {
    fn from(entries: Vec<ScheduleEntry>) -> Self {
        Self(entries)
    }
}

impl From<Schedule> for Vec<ScheduleEntry> {
    fn from(schedule: Schedule) -> Self {
        schedule.0
    }
}

impl FromIterator<ScheduleEntry> for Schedule {
    fn from_iter<I: IntoIterator<Item = ScheduleEntry>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl IntoIterator for Schedule {
    type Item = ScheduleEntry;
    type IntoIter = vec::IntoIter<ScheduleEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Schedule {
    type Item = &'a ScheduleEntry;
    type IntoIter = slice::Iter<'a, ScheduleEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests;
