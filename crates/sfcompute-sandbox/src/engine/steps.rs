//! Steps: so many nodes over all of time. What a pool holds, and how much of it is free.

use std::collections::BTreeMap;

use sfcompute_types::{Schedule, ScheduleEnd, ScheduleEntry};

use super::minute::{Minute, start_of};
use super::shape::{Shape, to_wire};

/// A number of nodes that changes at certain minutes and may go on for ever.
///
/// Before the first change it is zero. Each entry differs from the one before it, so equal
/// functions are equal maps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Steps(BTreeMap<Minute, i64>);

impl Steps {
    /// The nodes at `minute`.
    pub(crate) fn at(&self, minute: Minute) -> i64 {
        self.0
            .range(..=minute)
            .next_back()
            .map_or(0, |(_, nodes)| *nodes)
    }

    /// Adds `nodes` over `[start, end)`, or from `start` on where there is no end.
    pub(crate) fn add(&mut self, start: Minute, end: Option<Minute>, nodes: i64) {
        if nodes == 0 || end.is_some_and(|end| end <= start) {
            return;
        }
        self.split(start);
        match end {
            Some(end) => {
                self.split(end);
                self.0
                    .range_mut(start..end)
                    .for_each(|(_, value)| *value += nodes);
                self.join(end);
            }
            None => self
                .0
                .range_mut(start..)
                .for_each(|(_, value)| *value += nodes),
        }
        self.join(start);
    }

    /// Adds `sign` times the shape.
    pub(crate) fn add_shape(&mut self, shape: &Shape, sign: i64) {
        for span in shape.spans() {
            self.add(span.start, Some(span.end), sign * i64::from(span.nodes));
        }
    }

    /// Adds all of `other`.
    pub(crate) fn add_steps(&mut self, other: &Self) {
        for (start, end, nodes) in other.pieces() {
            self.add(start, end, nodes);
        }
    }

    /// The least number of nodes over `[start, end)`, or from `start` on.
    pub(crate) fn least(&self, start: Minute, end: Option<Minute>) -> i64 {
        let first = self.at(start);
        let later = match end {
            Some(end) if end <= start => return first,
            Some(end) => self.0.range(start..end).map(|(_, nodes)| *nodes).min(),
            None => self.0.range(start..).map(|(_, nodes)| *nodes).min(),
        };
        later.map_or(first, |later| later.min(first))
    }

    /// Whether there is at least one node at or after `minute`.
    pub(crate) fn any_from(&self, minute: Minute) -> bool {
        self.at(minute) > 0 || self.0.range(minute..).any(|(_, nodes)| *nodes > 0)
    }

    /// The constant pieces from the first change on, the last without an end.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (Minute, Option<Minute>, i64)> {
        let ends = self.0.keys().skip(1).map(|end| Some(*end)).chain([None]);
        self.0
            .iter()
            .zip(ends)
            .map(|((start, nodes), end)| (*start, end, *nodes))
    }

    /// The schedule from `minute` on: begins with the first nodes there are, says gaps as zero
    /// nodes, and ends with the last nodes there are, without an end where they have none.
    pub(crate) fn to_schedule(&self, minute: Minute) -> Schedule {
        let mut entries = Vec::new();
        for (start, end, nodes) in self.pieces() {
            let start = start.max(minute);
            let is_over = end.is_some_and(|end| end <= start);
            let is_edge = nodes == 0 && (entries.is_empty() || end.is_none());
            if is_over || is_edge {
                continue;
            }
            entries.push(ScheduleEntry {
                start_at: start_of(start),
                end_at: end.map_or(ScheduleEnd::Unbounded, |end| ScheduleEnd::At(start_of(end))),
                node_count: to_wire(nodes),
            });
        }
        Schedule::new(entries)
    }

    /// Makes `minute` a place where the number may change.
    fn split(&mut self, minute: Minute) {
        let nodes = self.at(minute);
        self.0.entry(minute).or_insert(nodes);
    }

    /// Forgets `minute` where nothing changes there.
    fn join(&mut self, minute: Minute) {
        let before = self
            .0
            .range(..minute)
            .next_back()
            .map_or(0, |(_, nodes)| *nodes);
        if self.0.get(&minute) == Some(&before) {
            self.0.remove(&minute);
        }
    }
}

#[cfg(test)]
mod tests;
