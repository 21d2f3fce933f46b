//! The book by window: which orders asked for exactly this window, which windows there are.

use super::super::arena::OrderKey;
use super::super::minute::Minute;
use super::super::order::{Order, Side};
use super::super::tree::{Entry, Sum, Tree};
use super::offers::{Rank, rank_of};

/// A window as orders ask for it: its first minute, and the first one after it.
pub(crate) type WindowKey = (Minute, Minute);

/// An order under its window, side and rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    start: Minute,
    end: Minute,
    is_ask: bool,
    rank: Rank,
    order: OrderKey,
}

impl Row {
    fn of(key: OrderKey, order: &Order) -> Self {
        Self {
            start: order.start,
            end: order.end,
            is_ask: order.side == Side::Sell,
            rank: (rank_of(order.side, order.rate), order.arrival),
            order: key,
        }
    }
}

/// How many orders there are and which of their windows ends first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Count {
    orders: i64,
    first_end: Minute,
}

type RowKey = (Minute, Minute, bool, Rank);

impl Entry for Row {
    type Key = RowKey;
    type Sum = Count;
    const FULL: usize = 32;

    fn key(&self) -> RowKey {
        (self.start, self.end, self.is_ask, self.rank)
    }

    fn sum(&self) -> Count {
        Count {
            orders: 1,
            first_end: self.end,
        }
    }
}

impl Default for Count {
    fn default() -> Self {
        Self {
            orders: 0,
            first_end: Minute::MAX,
        }
    }
}

impl Sum for Count {
    const ANY_ORDER: bool = true;

    fn join(&mut self, next: &Self) {
        self.orders += next.orders;
        self.first_end = self.first_end.min(next.first_end);
    }

    fn leave(&mut self, entry: &Self) -> bool {
        let can_be_told = entry.first_end > self.first_end;
        if can_be_told {
            self.orders -= entry.orders;
        }
        can_be_told
    }
}

/// Before all orders of a side.
const FIRST: Rank = (i64::MIN, 0);
/// Behind them.
const LAST: Rank = (i64::MAX, u64::MAX);

/// All orders of a book by their windows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Windows(Tree<Row>);

impl Windows {
    pub(super) fn insert(&mut self, key: OrderKey, order: &Order) {
        self.0.insert(Row::of(key, order));
    }

    pub(super) fn remove(&mut self, key: OrderKey, order: &Order) {
        self.0.remove(Row::of(key, order).key());
    }

    /// All orders, by window.
    pub(crate) fn orders(&self) -> impl Iterator<Item = OrderKey> {
        self.0.iter().map(|row| row.order)
    }

    /// The orders of a window and a side, best first.
    pub(crate) fn of(&self, (start, end): WindowKey, side: Side) -> impl Iterator<Item = OrderKey> {
        let is_ask = side == Side::Sell;
        let rows = self.0.iter_from((start, end, is_ask, FIRST));
        rows.take_while(move |row| (row.start, row.end, row.is_ask) == (start, end, is_ask))
            .map(|row| row.order)
    }

    /// How many orders of a side a window has.
    pub(crate) fn count(&self, (start, end): WindowKey, side: Side) -> i64 {
        let key = |rank| (start, end, side == Side::Sell, rank);
        self.0.sum(Some(key(FIRST)), Some(key(LAST))).orders
    }

    /// The first window from `from` on that ends by `until`; windows go by start, then end.
    pub(crate) fn next(&self, (start, end): WindowKey, until: Minute) -> Option<WindowKey> {
        let row = self.0.first_from(
            (start, end, false, FIRST),
            |count| count.first_end <= until,
            |row| row.end <= until,
        )?;
        Some((row.start, row.end))
    }

    /// The last window before `before` that ends by `until`.
    pub(crate) fn previous(&self, (start, end): WindowKey, until: Minute) -> Option<WindowKey> {
        let row = self.0.last_before(
            (start, end, false, FIRST),
            |count| count.first_end <= until,
            |row| row.end <= until,
        )?;
        Some((row.start, row.end))
    }
}
