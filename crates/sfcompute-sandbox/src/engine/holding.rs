//! Holdings: the nodes of one SKU in one pool, and how many of them are free.
//!
//! Both change at the same minutes for the most part, so they are kept in one list.

use serde::{Deserialize, Serialize};

use super::minute::Minute;
use super::shape::Shape;
use super::steps::{Level, Steps, each_change};
use super::tree::{Entry, Tree};

/// The nodes of one SKU in one pool.
///
/// As [`Steps`], it keeps where numbers change and by how much; what changes neither is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
pub(crate) struct Holding(Tree<Change>);

/// A holding as it is written in a snapshot.
#[derive(Serialize, Deserialize)]
struct Parts {
    nodes: Steps,
    free: Steps,
}

/// From `at` on there are so many more nodes, and so many more of them free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    at: Minute,
    nodes: i64,
    free: i64,
}

impl Entry for Change {
    type Key = Minute;
    type Sum = Level;
    const FULL: usize = 16;

    fn key(&self) -> Minute {
        self.at
    }

    /// Where the free nodes lead.
    fn sum(&self) -> Level {
        Level::by(self.free)
    }
}

impl Holding {
    /// Adds so many nodes, and so many free ones, over `[start, end)`, or from `start` on.
    pub(crate) fn add(&mut self, start: Minute, end: Option<Minute>, nodes: i64, free: i64) {
        if end.is_some_and(|end| end <= start) {
            return;
        }
        self.change(start, nodes, free);
        if let Some(end) = end {
            self.change(end, -nodes, -free);
        }
    }

    /// Adds the shape so many times to the nodes and so many times to the free ones.
    pub(crate) fn add_shape(&mut self, shape: &Shape, nodes: i64, free: i64) {
        each_change(shape, |at, by| self.change(at, nodes * by, free * by));
    }

    /// All nodes over time.
    pub(crate) fn nodes(&self) -> Steps {
        self.0
            .iter()
            .map(|change| (change.at, change.nodes))
            .collect()
    }

    /// The nodes at `minute`; takes as long as there were changes until then.
    pub(crate) fn nodes_at(&self, minute: Minute) -> i64 {
        let so_far = self.0.iter().take_while(|change| change.at <= minute);
        so_far.map(|change| change.nodes).sum()
    }

    /// The first minute after `minute` at which the nodes change.
    pub(crate) fn next_change(&self, minute: Minute) -> Option<Minute> {
        let mut later = self.0.iter_from(minute.checked_add(1)?);
        later
            .find(|change| change.nodes != 0)
            .map(|change| change.at)
    }

    /// Those that no sell order has reserved.
    pub(crate) fn free(&self) -> Steps {
        self.0
            .iter()
            .map(|change| (change.at, change.free))
            .collect()
    }

    /// The least number of free nodes over `[start, end)`, or from `start` on.
    pub(crate) fn least_free(&self, start: Minute, end: Option<Minute>) -> i64 {
        let next = start.checked_add(1);
        let first = self.0.sum(None, next).end;
        match (end, next) {
            (Some(end), Some(next)) if end <= next => first,
            (_, None) => first,
            (end, next) => first + self.0.sum(next, end).least,
        }
    }

    fn change(&mut self, at: Minute, nodes: i64, free: i64) {
        self.0.change(at, |change| {
            let nodes = change.map_or(0, |change| change.nodes) + nodes;
            let free = change.map_or(0, |change| change.free) + free;
            (nodes != 0 || free != 0).then_some(Change { at, nodes, free })
        });
    }
}

impl From<Parts> for Holding {
    fn from(parts: Parts) -> Self {
        let mut holding = Self::default();
        for (at, by) in parts.nodes.changes() {
            holding.change(at, by, 0);
        }
        for (at, by) in parts.free.changes() {
            holding.change(at, 0, by);
        }
        holding
    }
}

impl From<Holding> for Parts {
    fn from(holding: Holding) -> Self {
        Self {
            nodes: holding.nodes(),
            free: holding.free(),
        }
    }
}
