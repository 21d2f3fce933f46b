//! The one form of a schedule that can be compared with another's.

use super::{Schedule, ScheduleEnd, ScheduleEntry};
use crate::{Invalid, Timestamp};

impl Schedule {
    /// The same node counts at every moment in the one shortest form without gaps.
    ///
    /// Absent ends are filled in, gaps become entries of 0 nodes, neighbours with the same count
    /// become one, and zeros at either edge are dropped, a trailing `null` range of 0 nodes
    /// included. So two schedules mean the same exactly when their normalised forms are equal. The
    /// result ends with its last range that has nodes, which may be unbounded.
    ///
    /// # Errors
    /// The first problem that [`check`](Schedule::check) finds.
    pub fn normalised(&self) -> Result<Self, Invalid> {
        if let Some(problem) = self.check().into_iter().next() {
            return Err(problem);
        }
        let mut entries: Vec<ScheduleEntry> = Vec::new();
        for (entry, end) in self.ranges().filter(|(entry, _)| entry.node_count != 0) {
            if let Some(gap) = gap_before(&entries, entry.start_at) {
                entries.push(gap);
            }
            let end_at = end.map_or(ScheduleEnd::Unbounded, ScheduleEnd::At);
            match entries.last_mut() {
                Some(last) if last.node_count == entry.node_count => last.end_at = end_at,
                _ => entries.push(ScheduleEntry { end_at, ..*entry }),
            }
        }
        Ok(Self::new(entries))
    }

    /// The same schedule with its last range, or 0 nodes after it, going on for ever: the form in
    /// which the market answers a transfer.
    ///
    /// An empty schedule stays empty: it has no moment at which a tail could begin.
    ///
    /// ```
    /// # use sfcompute_types::Schedule;
    /// let schedule: Schedule =
    ///     serde_json::from_str(r#"[{"start_at":0,"end_at":60,"node_count":2}]"#).unwrap();
    /// assert_eq!(
    ///     serde_json::to_string(&schedule.with_unbounded_tail()).unwrap(),
    ///     r#"[{"start_at":0,"end_at":60,"node_count":2},{"start_at":60,"end_at":null,"node_count":0}]"#,
    /// );
    /// ```
    #[must_use]
    pub fn with_unbounded_tail(mut self) -> Self {
        if let Some(last) = self.0.last_mut() {
            match last.end_at {
                ScheduleEnd::At(end) if last.node_count != 0 => self.0.push(ScheduleEntry {
                    start_at: end,
                    end_at: ScheduleEnd::Unbounded,
                    node_count: 0,
                }),
                // A zero tail that ends is the zero tail that does not.
                _ => last.end_at = ScheduleEnd::Unbounded,
            }
        }
        self
    }
}

/// The zero range between the entries so far and `start`, where they do not touch.
fn gap_before(entries: &[ScheduleEntry], start: Timestamp) -> Option<ScheduleEntry> {
    let end = entries.last()?.end_at.time().filter(|end| *end < start)?;
    Some(ScheduleEntry {
        start_at: end,
        end_at: ScheduleEnd::At(start),
        node_count: 0,
    })
}
