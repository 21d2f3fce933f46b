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
use super::minute::minute_of;
use super::order::Side;
use super::shape::Shape;
use super::{Engine, Refusal};

/// An order looking for others.
#[derive(Clone, Debug)]
pub(crate) struct Taker {
    pub(crate) account: AccountKey,
    pub(crate) side: Side,
    /// The worst price to accept; none accepts all.
    pub(crate) limit: Option<i64>,
    pub(crate) is_whole_only: bool,
    pub(crate) need: Shape,
}

/// What to take of one resting order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Take {
    pub(crate) order: OrderKey,
    pub(crate) shape: Shape,
}

impl Engine {
    /// What `taker` would trade now, in the order of the trades.
    pub(crate) fn plan(&self, sku: SkuKey, taker: &Taker) -> Result<Vec<Take>, Refusal> {
        let Some(extent) = taker.need.extent() else {
            return Ok(Vec::new());
        };
        let this_minute = minute_of(self.now);
        let book = &self.skus.get(sku)?.book;
        let mut need = taker.need.clone();
        let mut takes = Vec::new();
        let mut same_shape = None;
        for resting in book.crossing(taker.side.opposite(), taker.limit, extent) {
            if need.is_empty() {
                break;
            }
            if resting.account == taker.account {
                continue;
            }
            let order = self.orders.get(resting.order)?;
            let live = order.live(this_minute);
            if resting.is_whole_only && same_shape.is_none() && live == taker.need {
                same_shape = Some(resting.order);
            }
            let shape = match resting.is_whole_only {
                false => need.min(&live),
                true if need.covers(&live) => live,
                true => continue,
            };
            if !shape.is_empty() {
                need = need.minus(&shape);
                takes.push(Take {
                    order: resting.order,
                    shape,
                });
            }
        }
        if taker.is_whole_only && !need.is_empty() {
            let whole = same_shape.map(|order| Take {
                order,
                shape: taker.need.clone(),
            });
            return Ok(whole.into_iter().collect());
        }
        Ok(takes)
    }
}
