//! The book of one SKU: orders that rest, best price first, and the earlier first at a price.

use std::collections::BTreeMap;

use super::arena::{AccountKey, OrderKey};
use super::minute::Minute;
use super::order::{Order, Side};

/// What the book needs to know of an order to pass over it without looking it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resting {
    pub(crate) order: OrderKey,
    pub(crate) account: AccountKey,
    /// The minutes that it wants or offers, as far as they were ahead when it came.
    pub(crate) start: Minute,
    pub(crate) end: Minute,
    pub(crate) is_whole_only: bool,
}

impl Resting {
    fn overlaps(&self, start: Minute, end: Minute) -> bool {
        self.start < end && start < self.end
    }
}

/// Where an order stands: how good its price is, less being better, then its arrival.
type Rank = (i64, u64);

/// The resting orders of one SKU.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Book {
    bids: BTreeMap<Rank, Resting>,
    asks: BTreeMap<Rank, Resting>,
}

/// A price as a rank: bids are the better the higher, asks the lower.
fn rank_of(side: Side, rate: i64) -> i64 {
    match side {
        Side::Buy => rate.saturating_neg(),
        Side::Sell => rate,
    }
}

impl Book {
    /// Puts an order on the book, over the minutes of what is left of it.
    pub(crate) fn insert(&mut self, key: OrderKey, order: &Order) {
        let (start, end) = order.remaining.extent().unwrap_or((order.start, order.end));
        let resting = Resting {
            order: key,
            account: order.account,
            start,
            end,
            is_whole_only: !order.allow_partial,
        };
        self.side_mut(order.side)
            .insert((rank_of(order.side, order.rate), order.arrival), resting);
    }

    /// Takes an order off the book, if it is there.
    pub(crate) fn remove(&mut self, order: &Order) {
        self.side_mut(order.side)
            .remove(&(rank_of(order.side, order.rate), order.arrival));
    }

    /// The orders of a side, best first.
    pub(crate) fn resting(&self, side: Side) -> impl Iterator<Item = &Resting> {
        self.side(side).values()
    }

    /// Orders of a side over some of `[start, end)` whose price is as good as `limit` or better,
    /// best first; without a limit all prices will do.
    pub(crate) fn crossing(
        &self,
        side: Side,
        limit: Option<i64>,
        (start, end): (Minute, Minute),
    ) -> impl Iterator<Item = &Resting> {
        let worst = limit.map_or(i64::MAX, |limit| rank_of(side, limit));
        let crossing = self
            .side(side)
            .range(..=(worst, u64::MAX))
            .map(|(_, resting)| resting);
        crossing.filter(move |resting| resting.overlaps(start, end))
    }

    fn side(&self, side: Side) -> &BTreeMap<Rank, Resting> {
        match side {
            Side::Buy => &self.bids,
            Side::Sell => &self.asks,
        }
    }

    fn side_mut(&mut self, side: Side) -> &mut BTreeMap<Rank, Resting> {
        match side {
            Side::Buy => &mut self.bids,
            Side::Sell => &mut self.asks,
        }
    }
}
