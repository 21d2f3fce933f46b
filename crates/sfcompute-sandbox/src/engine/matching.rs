//! Matching: which resting orders an order would trade with, and how much of each.
//!
//! A plan changes nothing. It is made by these rules:
//!
//! 1. Resting orders are met best price first, the earlier first at a price; an account's own
//!    orders and those that can no longer trade are passed over.
//! 2. A resting order that allows parts gives what both sides still have at each minute.
//! 3. A resting order that does not is taken whole where all of it is still needed, else it is
//!    passed over.
//! 4. Where the order itself is all or nothing and the walk did not fill it, one resting order of
//!    exactly its shape does, the best first. No other combinations are searched for.

use super::arena::{AccountKey, OrderKey, SkuKey};
use super::book::{Book, Rank, Search, rank_of};
use super::order::Side;
use super::shape::{Shape, Span};
use super::{Engine, Refusal};

/// An order looking for others.
#[derive(Clone, Debug)]
pub(crate) struct Taker {
    pub(crate) account: AccountKey,
    pub(crate) side: Side,
    /// The worst price to accept; none accepts all.
    pub(crate) limit: Option<i64>,
    pub(crate) is_whole_only: bool,
    /// What it wants or gives, from the current minute on.
    pub(crate) need: Shape,
}

/// What to take of one resting order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Take {
    pub(crate) order: OrderKey,
    pub(crate) shape: Shape,
}

/// The rank of the last order of a side whose price will still do.
pub(crate) fn worst_rank(side: Side, limit: Option<i64>) -> Rank {
    let price = limit.map_or(i64::MAX, |limit| rank_of(side, limit));
    (price, u64::MAX)
}

impl Engine {
    /// What `taker` would trade now, in the order of the trades.
    pub(crate) fn plan(&self, sku: SkuKey, taker: &Taker) -> Result<Vec<Take>, Refusal> {
        let book = &self.skus.get(sku)?.book;
        let side = taker.side.opposite();
        let worst = worst_rank(side, taker.limit);
        let mut need = taker.need.clone();
        let mut takes: Vec<Take> = Vec::new();
        let mut search = Search::new(taker.account, worst)
            .meeting(book.parts(side), &need)
            .held(book.wholes(side), &need);
        while let Some(offer) = search.next(&need) {
            let Span { start, end, nodes } = offer.span;
            let shape = match offer.is_whole_only {
                true => Shape::rectangle(start, end, nodes),
                false => need.min_of_run(&self.orders.get(offer.order)?.remaining, (start, end)),
            };
            need.take(&shape);
            match takes.last_mut() {
                // A later run of the same order.
                Some(last) if last.order == offer.order => last.shape.append(&shape),
                _ => takes.push(Take {
                    order: offer.order,
                    shape,
                }),
            }
        }
        match taker.is_whole_only && !need.is_empty() {
            true => Ok(whole_of_shape(book, taker, worst).into_iter().collect()),
            false => Ok(takes),
        }
    }
}

/// The best resting all-or-nothing order that wants or offers just what the taker does.
fn whole_of_shape(book: &Book, taker: &Taker, worst: Rank) -> Option<Take> {
    let [wanted] = taker.need.spans() else {
        return None;
    };
    let offers = book.wholes(taker.side.opposite());
    let offer = offers.whole_of_shape(*wanted, taker.account)?;
    (offer.rank <= worst).then(|| Take {
        order: offer.order,
        shape: taker.need.clone(),
    })
}
