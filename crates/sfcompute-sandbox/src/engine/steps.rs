//! Steps: so many nodes over all of time. What was granted, what a pool holds, what is on sale.

use serde::{Deserialize, Serialize};
use sfcompute_types::{Schedule, ScheduleEnd, ScheduleEntry};

use super::minute::{Minute, start_of};
use super::shape::{Shape, Span, to_wire};
use super::tree::{Entry, Iter, Sum, Tree};

/// A number of nodes that changes at certain minutes and may go on for ever.
///
/// Kept are the changes, so that adding over a long time changes two places and not all between
/// them. Before the first change it is zero. No change is by zero, so equal functions are equal
/// lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Change>", into = "Vec<Change>")]
pub(crate) struct Steps(Tree<Change>);

/// From `at` on there are so many more nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    at: Minute,
    by: i64,
}

/// Where changes lead, from zero on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Level {
    /// After all of them.
    pub(crate) end: i64,
    /// At the lowest point, at most zero: before the first of them counts.
    pub(crate) least: i64,
}

impl Level {
    /// Where one change leads.
    pub(crate) fn by(by: i64) -> Self {
        Self {
            end: by,
            least: by.min(0),
        }
    }
}

impl Entry for Change {
    type Key = Minute;
    type Sum = Level;
    const FULL: usize = 16;

    fn key(&self) -> Minute {
        self.at
    }

    fn sum(&self) -> Level {
        Level::by(self.by)
    }
}

impl Sum for Level {
    const ANY_ORDER: bool = false;

    fn join(&mut self, next: &Self) {
        self.least = self.least.min(self.end + next.least);
        self.end += next.end;
    }

    /// The lowest point may have been at the entry.
    fn leave(&mut self, _: &Self) -> bool {
        false
    }
}

impl Steps {
    /// The nodes at `minute`.
    pub(crate) fn at(&self, minute: Minute) -> i64 {
        self.0.sum(None, minute.checked_add(1)).end
    }

    /// Adds `nodes` over `[start, end)`, or from `start` on where there is no end.
    pub(crate) fn add(&mut self, start: Minute, end: Option<Minute>, nodes: i64) {
        if end.is_some_and(|end| end <= start) {
            return;
        }
        self.change(start, nodes);
        if let Some(end) = end {
            self.change(end, -nodes);
        }
    }

    /// Adds `sign` times the shape.
    pub(crate) fn add_shape(&mut self, shape: &Shape, sign: i64) {
        each_change(shape, |at, by| self.change(at, sign * by));
    }

    /// Adds all of `other`.
    pub(crate) fn add_steps(&mut self, other: &Self) {
        for (at, by) in other.changes() {
            self.change(at, by);
        }
    }

    /// Where the number of nodes changes, in order, and by how much.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (Minute, i64)> {
        self.0.iter().map(|change| (change.at, change.by))
    }

    /// The least number of nodes over `[start, end)`, or from `start` on.
    pub(crate) fn least(&self, start: Minute, end: Option<Minute>) -> i64 {
        let first = self.at(start);
        match (end, start.checked_add(1)) {
            (Some(end), Some(next)) if end <= next => first,
            (_, None) => first,
            (end, next) => first + self.0.sum(next, end).least,
        }
    }

    /// Whether there is at least one node at or after `minute`.
    pub(crate) fn any_from(&self, minute: Minute) -> bool {
        self.pieces_from(minute).any(|(_, _, nodes)| nodes > 0)
    }

    /// The constant pieces from the first change on, the last without an end.
    pub(crate) fn pieces(&self) -> Pieces<'_> {
        Pieces::new(None, 0, self.0.iter())
    }

    /// The constant pieces from `minute` on, the last without an end.
    pub(crate) fn pieces_from(&self, minute: Minute) -> Pieces<'_> {
        let next = minute.saturating_add(1);
        Pieces::new(Some(minute), self.at(minute), self.0.iter_from(next))
    }

    /// The nodes over `[start, end)`, as many as a shape can say.
    pub(crate) fn to_shape(&self, start: Minute, end: Minute) -> Shape {
        let pieces = self.pieces_from(start).take_while(|(at, ..)| *at < end);
        Shape::of(pieces.map(|(at, until, nodes)| Span {
            start: at,
            end: until.map_or(end, |until| until.min(end)),
            nodes: u32::try_from(nodes.max(0)).unwrap_or(u32::MAX),
        }))
    }

    /// The schedule from `minute` on: begins with the first nodes there are, says gaps as zero
    /// nodes, and ends with the last nodes there are, without an end where they have none.
    pub(crate) fn to_schedule(&self, minute: Minute) -> Schedule {
        let mut entries = Vec::new();
        for (start, end, nodes) in self.pieces_from(minute) {
            let is_edge = nodes == 0 && (entries.is_empty() || end.is_none());
            if is_edge {
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

    fn change(&mut self, at: Minute, by: i64) {
        if by != 0 {
            self.0.change(at, |change| {
                let by = change.map_or(0, |change| change.by) + by;
                (by != 0).then_some(Change { at, by })
            });
        }
    }
}

/// Shows `each` where the nodes of a shape change, in order, and by how much.
pub(crate) fn each_change(shape: &Shape, mut each: impl FnMut(Minute, i64)) {
    let (mut until, mut nodes) = (None, 0);
    for span in shape.spans() {
        // Where one span ends and the next begins is one change.
        if let Some(until) = until.filter(|until| *until < span.start) {
            each(until, -nodes);
            nodes = 0;
        }
        let next = i64::from(span.nodes);
        each(span.start, next - nodes);
        (until, nodes) = (Some(span.end), next);
    }
    if let Some(until) = until {
        each(until, -nodes);
    }
}

/// Of changes, those of one minute added up.
impl FromIterator<(Minute, i64)> for Steps {
    fn from_iter<I: IntoIterator<Item = (Minute, i64)>>(changes: I) -> Self {
        let mut steps = Self::default();
        for (at, by) in changes {
            steps.change(at, by);
        }
        steps
    }
}

impl From<Vec<Change>> for Steps {
    fn from(changes: Vec<Change>) -> Self {
        changes
            .into_iter()
            .map(|change| (change.at, change.by))
            .collect()
    }
}

impl From<Steps> for Vec<Change> {
    fn from(steps: Steps) -> Self {
        steps.0.iter().copied().collect()
    }
}

/// The constant pieces of [`Steps`].
pub(crate) struct Pieces<'a> {
    /// Where the next piece begins, and its nodes.
    next: Option<(Minute, i64)>,
    changes: Iter<'a, Change>,
}

impl<'a> Pieces<'a> {
    fn new(start: Option<Minute>, nodes: i64, mut changes: Iter<'a, Change>) -> Self {
        let next = match start {
            Some(start) => Some((start, nodes)),
            None => changes.next().map(|first| (first.at, first.by)),
        };
        Self { next, changes }
    }
}

impl Iterator for Pieces<'_> {
    type Item = (Minute, Option<Minute>, i64);

    fn next(&mut self) -> Option<Self::Item> {
        let (start, nodes) = self.next?;
        let change = self.changes.next();
        self.next = change.map(|change| (change.at, nodes + change.by));
        Some((start, change.map(|change| change.at), nodes))
    }
}

#[cfg(test)]
mod tests;
