//! Offers: rectangles of nodes that rest on one side of a book, kept by time.
//!
//! Offers are kept apart by how long they are and, those that are taken whole only, by how many
//! nodes they have, each class within a factor of four or two. In a class, offers that begin close
//! together also end close together, so that a branch of its tree covers little more time than its
//! offers do.

use std::collections::BTreeMap;

use super::super::arena::{AccountKey, Key, OrderKey};
use super::super::minute::Minute;
use super::super::order::{Order, Side};
use super::super::shape::Span;
use super::super::tree::{Branch, Entry, Sum, Tree};

/// Where an order stands: how good its price is, less being better, then its arrival.
pub(crate) type Rank = (i64, u64);

/// Behind all orders.
const NO_RANK: Rank = (i64::MAX, u64::MAX);

/// A price as a rank: bids are the better the higher, asks the lower.
pub(crate) fn rank_of(side: Side, rate: i64) -> i64 {
    match side {
        Side::Buy => rate.saturating_neg(),
        Side::Sell => rate,
    }
}

/// Nodes over bounded time that an order wants or offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) order: OrderKey,
    pub(crate) account: AccountKey,
    pub(crate) rank: Rank,
    pub(crate) span: Span,
    /// Whether it is all of the order or nothing.
    pub(crate) is_whole_only: bool,
}

impl Offer {
    pub(crate) fn of(key: OrderKey, order: &Order, span: Span) -> Self {
        Self {
            order: key,
            account: order.account,
            rank: (rank_of(order.side, order.rate), order.arrival),
            span,
            is_whole_only: !order.allow_partial,
        }
    }
}

/// By time, then nodes, so that all offers of one shape are side by side, the best first.
pub(crate) type OfferKey = (Minute, Minute, u32, Rank);

impl Entry for Offer {
    type Key = OfferKey;
    type Sum = Reach;
    const FULL: usize = 32;

    fn key(&self) -> OfferKey {
        let Span { start, end, nodes } = self.span;
        (start, end, nodes, self.rank)
    }

    fn sum(&self) -> Reach {
        let Span { start, end, nodes } = self.span;
        Reach {
            best: self.rank,
            owner: self.account,
            best_of_others: NO_RANK,
            last_start: start,
            first_end: end,
            last_end: end,
            fewest: nodes,
        }
    }
}

/// The best of some offers, and what time and nodes they reach over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    best: Rank,
    /// Whose the best is.
    owner: AccountKey,
    /// The best that is someone else's.
    best_of_others: Rank,
    pub(crate) last_start: Minute,
    pub(crate) first_end: Minute,
    pub(crate) last_end: Minute,
    /// The nodes of the one that has the fewest.
    pub(crate) fewest: u32,
}

impl Reach {
    /// The rank of the best that is not the account's own.
    pub(crate) fn best_for(&self, account: AccountKey) -> Option<Rank> {
        let best = match self.owner == account {
            true => self.best_of_others,
            false => self.best,
        };
        (best != NO_RANK).then_some(best)
    }
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            best: NO_RANK,
            owner: AccountKey::from_index(u32::MAX),
            best_of_others: NO_RANK,
            last_start: Minute::MIN,
            first_end: Minute::MAX,
            last_end: Minute::MIN,
            fewest: u32::MAX,
        }
    }
}

impl Sum for Reach {
    const ANY_ORDER: bool = true;

    fn join(&mut self, next: &Self) {
        if next.best < self.best {
            let others = match next.owner == self.owner {
                true => self.best_of_others,
                false => self.best,
            };
            self.best = next.best;
            self.owner = next.owner;
            self.best_of_others = others.min(next.best_of_others);
        } else {
            let others = match next.owner == self.owner {
                true => next.best_of_others,
                false => next.best,
            };
            self.best_of_others = self.best_of_others.min(others);
        }
        self.last_start = self.last_start.max(next.last_start);
        self.first_end = self.first_end.min(next.first_end);
        self.last_end = self.last_end.max(next.last_end);
        self.fewest = self.fewest.min(next.fewest);
    }
}

/// Which offers are kept together: by length within a factor of four; those taken whole only by
/// nodes within a factor of two.
type Class = (u32, u32);

fn class_of(span: Span, is_whole_only: bool) -> Class {
    let length = (span.end - span.start).max(1).unsigned_abs().ilog2() / 2;
    let nodes = match is_whole_only {
        true => span.nodes.max(1).ilog2(),
        false => 0,
    };
    (length, nodes)
}

/// Some offers of a side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offers(BTreeMap<Class, Tree<Offer>>);

impl Offers {
    pub(crate) fn insert(&mut self, offer: Offer) {
        let class = class_of(offer.span, offer.is_whole_only);
        self.0.entry(class).or_default().insert(offer);
    }

    pub(crate) fn remove(&mut self, offer: &Offer) {
        let class = class_of(offer.span, offer.is_whole_only);
        if let Some(tree) = self.0.get_mut(&class) {
            tree.remove(offer.key());
            if tree.is_empty() {
                self.0.remove(&class);
            }
        }
    }

    /// The branches that hold everything.
    pub(crate) fn tops(&self) -> impl Iterator<Item = &Branch<Offer>> {
        self.0.values().filter_map(Tree::top)
    }

    /// The best offer of exactly this shape that is not the account's own and taken whole only.
    pub(crate) fn whole_of_shape(&self, shape: Span, account: AccountKey) -> Option<&Offer> {
        let tree = self.0.get(&class_of(shape, true))?;
        let Span { start, end, nodes } = shape;
        let first = (start, end, nodes, (i64::MIN, 0));
        let sum = tree.sum(Some(first), Some((start, end, nodes, NO_RANK)));
        tree.get((start, end, nodes, sum.best_for(account)?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn offer(account: u32, rank: i64, start: i64) -> Offer {
        Offer {
            order: OrderKey::from_index(0),
            account: AccountKey::from_index(account),
            rank: (rank, 0),
            span: Span {
                start,
                end: start + 1 + rank % 3,
                nodes: 1 + rank as u32 % 5,
            },
            is_whole_only: false,
        }
    }

    proptest! {
        #[test]
        fn a_reach_says_the_best_for_each_account(
            offers in prop::collection::vec((0..3_u32, 1..50_i64, 0..9_i64), 1..12),
            cut in 0..12_usize,
        ) {
            let offers: Vec<_> = offers.iter().map(|(a, r, s)| offer(*a, *r, *s)).collect();
            let sum = |offers: &[Offer]| offers.iter().fold(Reach::default(), |mut sum, offer| {
                sum.join(&offer.sum());
                sum
            });
            let (left, right) = offers.split_at(cut.min(offers.len()));
            let mut reach = sum(right);
            reach.join(&sum(left));
            for account in (0..4).map(AccountKey::from_index) {
                let others = offers.iter().filter(|offer| offer.account != account);
                prop_assert_eq!(reach.best_for(account), others.map(|offer| offer.rank).min());
            }
            let span = |of: fn(&Offer) -> i64| offers.iter().map(of);
            prop_assert_eq!(Some(reach.last_start), span(|offer| offer.span.start).max());
            prop_assert_eq!(Some(reach.first_end), span(|offer| offer.span.end).min());
            prop_assert_eq!(Some(reach.last_end), span(|offer| offer.span.end).max());
            prop_assert_eq!(Some(reach.fewest), offers.iter().map(|offer| offer.span.nodes).min());
        }
    }
}
