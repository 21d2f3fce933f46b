//! The book of one SKU: all orders that rest and can still trade.
//!
//! An order meets those of the other side best price first, the earlier first at a price, as long
//! as they reach over minutes that it still needs. A list by price alone would make it walk past
//! all that lie at other times; so orders are kept by time, and each branch of a tree says the best
//! that is below it (`offers`). A `search` always opens the branch that promises the best and
//! leaves out all that cannot help, and so comes from one match to the next in steps in proportion
//! to the height of a tree. What it costs:
//!
//! | to do | steps, with n orders on the book |
//! |---|---|
//! | find that nothing matches | one look at the top of each of a few trees |
//! | find the next match | log n |
//! | list, unlist | log n for each run of minutes that is left of the order, which is one until it fills in part |
//! | best prices of a window, windows of a range | log n and what is shown |
//! | nodes on sale over time | n log n |
//!
//! No index makes every search that short. Orders over time and nodes are boxes in three
//! dimensions with a price; a search may open branches in vain where many better orders begin just
//! before the wanted minutes and end just before them too, at lengths within a factor of four of
//! each other, or where all-or-nothing orders are too large for what is wanted by less than a
//! factor of two. And an order that trades with many others takes as many steps more.
//!
//! An order that cannot trade any more is no longer listed, though it rests until its window ends.

mod offers;
mod search;
mod windows;

use smallvec::SmallVec;

use super::arena::OrderKey;
use super::minute::Minute;
use super::order::{Order, Side};
use super::shape::{Run, Shape};

pub(crate) use offers::{Offer, Rank, rank_of};
pub(crate) use search::Search;
pub(crate) use windows::{WindowKey, Windows};

use offers::Offers;

/// The orders of one SKU that can trade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Book {
    bids: Ladder,
    asks: Ladder,
    windows: Windows,
}

/// One side of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ladder {
    /// Orders that may fill in parts: one offer for each run of minutes at which there is something
    /// left of them. How much that is, the order says; so most fills change nothing here.
    parts: Offers,
    /// Orders that take all or nothing.
    wholes: Offers,
}

impl Book {
    /// Puts an order on the book.
    pub(crate) fn list(&mut self, key: OrderKey, order: &Order) {
        self.windows.insert(key, order);
        self.change(key, order, &runs(order, ALWAYS), &[]);
    }

    /// Takes an order off the book.
    pub(crate) fn unlist(&mut self, key: OrderKey, order: &Order) {
        self.windows.remove(key, order);
        self.change(key, order, &[], &runs(order, ALWAYS));
    }

    /// Takes `filled` off what is left of an order on the book, which is more than that.
    pub(crate) fn fill(&mut self, key: OrderKey, order: &mut Order, filled: &Shape) {
        let extent = filled.extent().filter(|_| !order.remaining.exceeds(filled));
        let before = extent.map(|extent| runs(order, extent)).unwrap_or_default();
        order.remaining.take(filled);
        if let (Some((start, _)), Some((_, end))) = (before.first(), before.last()) {
            let after = runs(order, (*start, *end));
            let (gone, new) = differing(&before, &after);
            self.change(key, order, new, gone);
        }
    }

    /// The offers of a side for a search.
    pub(crate) fn parts(&self, side: Side) -> &Offers {
        &self.ladder(side).parts
    }

    pub(crate) fn wholes(&self, side: Side) -> &Offers {
        &self.ladder(side).wholes
    }

    /// The orders by the windows that they asked for.
    pub(crate) fn windows(&self) -> &Windows {
        &self.windows
    }

    fn change(&mut self, key: OrderKey, order: &Order, new: &[Run], gone: &[Run]) {
        let ladder = match order.side {
            Side::Buy => &mut self.bids,
            Side::Sell => &mut self.asks,
        };
        let offers = match order.allow_partial {
            true => &mut ladder.parts,
            false => &mut ladder.wholes,
        };
        for run in gone {
            offers.remove(&Offer::of(key, order, *run));
        }
        for run in new {
            offers.insert(Offer::of(key, order, *run));
        }
    }

    fn ladder(&self, side: Side) -> &Ladder {
        match side {
            Side::Buy => &self.bids,
            Side::Sell => &self.asks,
        }
    }
}

/// From before all minutes to behind them.
const ALWAYS: Run = (Minute::MIN, Minute::MAX);

/// The runs of what is left of an order that have minutes in `among`.
fn runs(order: &Order, among: Run) -> SmallVec<[Run; 4]> {
    order.remaining.runs(among).collect()
}

/// The two lists without what they have in common at their beginnings and their ends.
fn differing<'a>(one: &'a [Run], other: &'a [Run]) -> (&'a [Run], &'a [Run]) {
    let same = |(left, right): &(&Run, &Run)| left == right;
    let first = one.iter().zip(other).take_while(same).count();
    let one = one.get(first..).unwrap_or_default();
    let other = other.get(first..).unwrap_or_default();
    let last = one.iter().rev().zip(other.iter().rev());
    let last = last.take_while(same).count();
    let cut = |list: &'a [Run]| list.get(..list.len().saturating_sub(last));
    (cut(one).unwrap_or_default(), cut(other).unwrap_or_default())
}
