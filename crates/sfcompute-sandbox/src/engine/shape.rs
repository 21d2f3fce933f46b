//! Shapes: so many nodes over bounded time. An order's remainder, a fill, a price level.

use serde::{Deserialize, Serialize};
use sfcompute_types::{Schedule, ScheduleEnd, ScheduleEntry};
use smallvec::SmallVec;

use super::minute::{Minute, start_of};

/// A constant number of nodes over `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) start: Minute,
    pub(crate) end: Minute,
    pub(crate) nodes: u32,
}

/// Minutes in a row that a shape has nodes at, from the first to the one behind the last.
pub(crate) type Run = (Minute, Minute);

/// Nodes over bounded time, zero wherever it says nothing.
///
/// Spans are in order, do not overlap, are never empty, and neighbours that touch differ in their
/// nodes; so equal shapes are equal lists. Nearly all shapes are one rectangle, so the first span
/// is kept in place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shape(SmallVec<[Span; 1]>);

impl Shape {
    /// `nodes` over `[start, end)`; nothing where that is empty.
    pub(crate) fn rectangle(start: Minute, end: Minute, nodes: u32) -> Self {
        let mut shape = Self::default();
        shape.push(start, end, nodes);
        shape
    }

    /// Pieces in order that do not overlap.
    pub(crate) fn of(pieces: impl IntoIterator<Item = Span>) -> Self {
        let mut shape = Self::default();
        for piece in pieces {
            shape.push(piece.start, piece.end, piece.nodes);
        }
        shape
    }

    /// The stretches without a gap, each as its spans.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = &[Span]> {
        self.0.chunk_by(|one, next| one.end == next.start)
    }

    pub(crate) fn spans(&self) -> &[Span] {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// From the first minute with nodes to the end of the last.
    pub(crate) fn extent(&self) -> Option<(Minute, Minute)> {
        Some((self.0.first()?.start, self.0.last()?.end))
    }

    /// The sum over all minutes of the nodes.
    pub(crate) fn node_minutes(&self) -> i128 {
        self.0
            .iter()
            .map(|span| i128::from(span.nodes) * i128::from(span.end - span.start))
            .sum()
    }

    /// The most nodes at any one time.
    pub(crate) fn peak(&self) -> u32 {
        self.0.iter().map(|span| span.nodes).max().unwrap_or(0)
    }

    /// What is left of the shape from `minute` on.
    pub(crate) fn from(&self, minute: Minute) -> Self {
        let mut shape = Self::default();
        for span in &self.0 {
            shape.push(span.start.max(minute), span.end, span.nodes);
        }
        shape
    }

    /// What of the shape comes before `minute`.
    pub(crate) fn until(&self, minute: Minute) -> Self {
        Self::of(self.0.iter().map(|span| Span {
            end: span.end.min(minute),
            ..*span
        }))
    }

    /// At each minute the lesser of the two.
    pub(crate) fn min(&self, other: &Self) -> Self {
        combine(&self.0, &other.0, u32::min)
    }

    /// At each minute the sum. Saturates, which no book of this market reaches.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        combine(&self.0, &other.0, u32::saturating_add)
    }

    /// At each minute what `other` leaves of this, at least zero.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        combine(&self.0, &other.0, u32::saturating_sub)
    }

    /// At each minute of a run of `other` the lesser of the two.
    pub(crate) fn min_of_run(&self, other: &Self, (start, end): Run) -> Self {
        let Some((first, last)) = self.extent() else {
            return Self::default();
        };
        let both = (start.max(first), end.min(last));
        combine(self.meeting(both), other.meeting(both), u32::min)
    }

    /// Takes `part` off at each minute, down to zero. Leaves spans at other times where they are,
    /// so that it costs little to take a small part of a shape of many spans.
    pub(crate) fn take(&mut self, part: &Self) {
        let Some((start, end)) = part.extent() else {
            return;
        };
        // Neighbours that touch may become one with what is left.
        let first = self.0.partition_point(|span| span.end < start);
        let behind = self.0.partition_point(|span| span.start <= end);
        let old = self.0.get(first..behind).unwrap_or_default();
        let left = combine(old, &part.0, u32::saturating_sub);
        match self.0.get_mut(first..behind) {
            Some(old) if old.len() == left.0.len() => old.copy_from_slice(&left.0),
            Some(_) => {
                self.0.drain(first..behind);
                self.0.insert_from_slice(first, &left.0);
            }
            None => {}
        }
    }

    /// Adds a shape that begins where this one ends, or later.
    pub(crate) fn append(&mut self, next: &Self) {
        for span in &next.0 {
            self.push(span.start, span.end, span.nodes);
        }
    }

    /// Whether this has at least as many nodes as `other` at each minute.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        other.spans().iter().all(|span| self.holds(*span))
    }

    /// Whether this has more nodes than `part` at each minute of it.
    pub(crate) fn exceeds(&self, part: &Self) -> bool {
        let more = |span: &Span| Span {
            nodes: span.nodes.saturating_add(1),
            ..*span
        };
        part.spans().iter().all(|span| self.holds(more(span)))
    }

    /// Whether this has at least as many nodes as `wanted` at each of its minutes.
    pub(crate) fn holds(&self, wanted: Span) -> bool {
        let first = self.0.partition_point(|span| span.end <= wanted.start);
        let mut reached = wanted.start;
        for span in self.0.iter().skip(first) {
            if reached >= wanted.end {
                break;
            }
            if span.start > reached || span.nodes < wanted.nodes {
                return false;
            }
            reached = span.end;
        }
        reached >= wanted.end
    }

    /// Whether there are nodes at some minute of `[start, end)`.
    pub(crate) fn meets(&self, start: Minute, end: Minute) -> bool {
        if let [only] = self.spans() {
            return only.start < end && start < only.end;
        }
        let first = self.0.partition_point(|span| span.end <= start);
        self.0.get(first).is_some_and(|span| span.start < end)
    }

    /// The runs that have minutes in `[start, end)`, in order and in full.
    pub(crate) fn runs(&self, (start, end): Run) -> impl Iterator<Item = Run> {
        let met = self.0.partition_point(|span| span.end <= start);
        let before = self.0.get(..met).unwrap_or_default();
        let pairs = before.iter().rev().zip(self.0.iter().take(met + 1).rev());
        let joined = pairs.take_while(|(span, next)| span.end == next.start);
        let first = met - joined.count();
        let mut rest = self.0.get(first..).unwrap_or_default();
        std::iter::from_fn(move || {
            let (head, mut tail) = rest.split_first().filter(|(head, _)| head.start < end)?;
            let mut run = (head.start, head.end);
            while let Some((next, more)) = tail.split_first()
                && next.start == run.1
            {
                run.1 = next.end;
                tail = more;
            }
            rest = tail;
            Some(run)
        })
    }

    /// The spans that have minutes in `[start, end)`.
    fn meeting(&self, (start, end): Run) -> &[Span] {
        let first = self.0.partition_point(|span| span.end <= start);
        let rest = self.0.get(first..).unwrap_or_default();
        let behind = rest.partition_point(|span| span.start < end);
        rest.get(..behind).unwrap_or_default()
    }

    /// The shape as rectangles; minutes without nodes are left out.
    pub(crate) fn to_schedule(&self) -> Schedule {
        self.0
            .iter()
            .map(|span| ScheduleEntry {
                start_at: start_of(span.start),
                end_at: ScheduleEnd::At(start_of(span.end)),
                node_count: to_wire(span.nodes.into()),
            })
            .collect()
    }

    /// Adds to the end; what is empty is left out and what continues the last span joins it.
    fn push(&mut self, start: Minute, end: Minute, nodes: u32) {
        if nodes == 0 || start >= end {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.end == start && last.nodes == nodes => last.end = end,
            _ => self.0.push(Span { start, end, nodes }),
        }
    }
}

/// The shape that has `value` of what the two have at each minute.
fn combine(one: &[Span], other: &[Span], value: impl Fn(u32, u32) -> u32) -> Shape {
    let mut out = Shape::default();
    let (mut left, mut right) = (Walk(one), Walk(other));
    let starts = one.first().into_iter().chain(other.first());
    let Some(mut at) = starts.map(|span| span.start).min() else {
        return out;
    };
    loop {
        let (a, a_until) = left.at(at);
        let (b, b_until) = right.at(at);
        let until = match (a_until, b_until) {
            (Some(a), Some(b)) => a.min(b),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return out,
        };
        out.push(at, until, value(a, b));
        at = until;
    }
}

impl From<Span> for Shape {
    fn from(span: Span) -> Self {
        Self::of([span])
    }
}

/// Reads a shape from left to right.
struct Walk<'a>(&'a [Span]);

impl Walk<'_> {
    /// The nodes at `minute` and the minute of the next change, none after the last.
    fn at(&mut self, minute: Minute) -> (u32, Option<Minute>) {
        while let Some((first, rest)) = self.0.split_first()
            && first.end <= minute
        {
            self.0 = rest;
        }
        match self.0.first() {
            Some(span) if span.start <= minute => (span.nodes, Some(span.end)),
            Some(span) => (0, Some(span.start)),
            None => (0, None),
        }
    }
}

/// A node count as it is sent. The market has fewer nodes than the wire's integer can say, but
/// bids of several accounts may add up to more; such a sum is shown as the greatest there is.
pub(crate) fn to_wire(nodes: i64) -> i32 {
    i32::try_from(nodes).unwrap_or(if nodes < 0 { i32::MIN } else { i32::MAX })
}

#[cfg(test)]
mod tests;
