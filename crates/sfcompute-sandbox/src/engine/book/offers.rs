//! Offers: nodes that rest on one side of a book, kept by time.
//!
//! Offers are kept apart by how long they are and, those that are taken whole only, by how many
//! nodes they have, each class within a factor of four or two. In a class, offers that begin close
//! together also end close together, so that a branch of its tree covers little more time than its
//! offers do.

use std::collections::BTreeMap;

use super::super::arena::{AccountKey, OrderKey};
use super::super::minute::Minute;
use super::super::order::{Order, Side};
use super::super::shape::{Run, Span};
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

/// Minutes at which an order wants or offers nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) order: OrderKey,
    pub(crate) account: AccountKey,
    pub(crate) rank: Rank,
    /// All of an order that is taken whole only; else a run of minutes at which there is at least
    /// the one node that is said here.
    pub(crate) span: Span,
    /// Whether it is all of the order or nothing.
    pub(crate) is_whole_only: bool,
}

impl Offer {
    pub(crate) fn of(key: OrderKey, order: &Order, (start, end): Run) -> Self {
        let nodes = if order.allow_partial { 1 } else { order.nodes };
        Self {
            order: key,
            account: order.account,
            rank: (rank_of(order.side, order.rate), order.arrival),
            span: Span { start, end, nodes },
            is_whole_only: !order.allow_partial,
        }
    }

    fn best(&self) -> Best {
        Best {
            rank: self.rank,
            owner: self.account,
            of_others: NO_RANK,
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
            best: self.best(),
            last_start: start,
            first_end: end,
            last_end: end,
            fewest: if self.is_whole_only { nodes } else { u32::MAX },
        }
    }
}

/// The best of some offers, whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Best {
    rank: Rank,
    /// Whose the best is.
    owner: AccountKey,
    /// The best that is someone else's.
    of_others: Rank,
}

impl Best {
    /// The rank of the best that is not the account's own.
    pub(crate) fn for_account(&self, account: AccountKey) -> Option<Rank> {
        let best = match self.owner == account {
            true => self.of_others,
            false => self.rank,
        };
        (best != NO_RANK).then_some(best)
    }

    fn join(&mut self, next: &Self) {
        if next.rank < self.rank {
            let others = match next.owner == self.owner {
                true => self.of_others,
                false => self.rank,
            };
            self.rank = next.rank;
            self.owner = next.owner;
            self.of_others = others.min(next.of_others);
        } else {
            let others = match next.owner == self.owner {
                true => next.of_others,
                false => next.rank,
            };
            self.of_others = self.of_others.min(others);
        }
    }

    /// Whether this stays the same without an offer.
    fn is_without(&self, offer: &Self) -> bool {
        let is_behind = offer.owner == self.owner || offer.rank > self.of_others;
        offer.rank > self.rank && is_behind
    }
}

impl Default for Best {
    fn default() -> Self {
        Self {
            rank: NO_RANK,
            owner: AccountKey::NOBODY,
            of_others: NO_RANK,
        }
    }
}

/// The best of some offers, and what time and nodes they reach over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) best: Best,
    pub(crate) last_start: Minute,
    pub(crate) first_end: Minute,
    pub(crate) last_end: Minute,
    /// The nodes of the one that has the fewest, of those that are taken whole only.
    pub(crate) fewest: u32,
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            best: Best::default(),
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
        self.best.join(&next.best);
        self.last_start = self.last_start.max(next.last_start);
        self.first_end = self.first_end.min(next.first_end);
        self.last_end = self.last_end.max(next.last_end);
        self.fewest = self.fewest.min(next.fewest);
    }

    /// Nothing changes without an offer that lies inside in every way.
    fn leave(&mut self, offer: &Self) -> bool {
        self.best.is_without(&offer.best)
            && offer.last_start < self.last_start
            && offer.first_end > self.first_end
            && offer.last_end < self.last_end
            && (offer.fewest > self.fewest || offer.fewest == u32::MAX)
    }
}

/// Which offers are kept together: by length within a factor of four; those taken whole only by
/// nodes within a factor of two.
type Class = (u32, u32);

fn class_of(span: Span, is_whole_only: bool) -> Class {
    let nodes = match is_whole_only {
        true => node_class(span.nodes),
        false => 0,
    };
    (length_class(span.end - span.start), nodes)
}

fn length_class(length: Minute) -> u32 {
    length.max(1).unsigned_abs().ilog2() / 2
}

fn node_class(nodes: u32) -> u32 {
    nodes.max(1).ilog2()
}

/// Some offers of a side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offers {
    trees: BTreeMap<Class, Tree<Offer>>,
    /// Of all of them.
    best: Best,
}

impl Offers {
    pub(crate) fn insert(&mut self, offer: Offer) {
        let class = class_of(offer.span, offer.is_whole_only);
        self.best.join(&offer.best());
        self.trees.entry(class).or_default().insert(offer);
    }

    pub(crate) fn remove(&mut self, offer: &Offer) {
        let class = class_of(offer.span, offer.is_whole_only);
        if let Some(tree) = self.trees.get_mut(&class) {
            tree.remove(offer.key());
            if tree.is_empty() {
                self.trees.remove(&class);
            }
        }
        if !self.best.is_without(&offer.best()) {
            let mut best = Best::default();
            self.tops().for_each(|top| best.join(&top.sum().best));
            self.best = best;
        }
    }

    /// The rank of the best that is not the account's own.
    pub(crate) fn best_for(&self, account: AccountKey) -> Option<Rank> {
        self.best.for_account(account)
    }

    /// The branches that hold everything.
    pub(crate) fn tops(&self) -> impl Iterator<Item = &Branch<Offer>> {
        self.trees.values().filter_map(Tree::top)
    }

    /// The branches that hold everything taken whole only that has at most so many minutes and
    /// nodes, and some of what has more.
    pub(crate) fn tops_within(
        &self,
        length: Minute,
        nodes: u32,
    ) -> impl Iterator<Item = &Branch<Offer>> {
        let longest = length_class(length);
        let most = node_class(nodes);
        let small = self.trees.range(..(longest + 1, 0));
        let small = small.filter(move |((_, nodes), _)| *nodes <= most);
        small.filter_map(|(_, tree)| tree.top())
    }

    /// The best offer of exactly this shape that is not the account's own and taken whole only.
    pub(crate) fn whole_of_shape(&self, shape: Span, account: AccountKey) -> Option<&Offer> {
        let tree = self.trees.get(&class_of(shape, true))?;
        let Span { start, end, nodes } = shape;
        let first = (start, end, nodes, (i64::MIN, 0));
        let sum = tree.sum(Some(first), Some((start, end, nodes, NO_RANK)));
        tree.get((start, end, nodes, sum.best.for_account(account)?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::arena::Key as _;
    use super::*;

    fn offer(arrival: usize, (account, rank, start): (u32, i64, i64)) -> Offer {
        Offer {
            order: OrderKey::from_index(0),
            account: AccountKey::from_index(account),
            rank: (rank, arrival as u64),
            span: Span {
                start,
                end: start + 1 + rank % 3,
                nodes: 1 + rank as u32 % 5,
            },
            is_whole_only: true,
        }
    }

    proptest! {
        #[test]
        fn a_reach_says_the_best_for_each_account(
            offers in prop::collection::vec((0..3_u32, 1..50_i64, 0..9_i64), 1..12),
            cut in 0..12_usize,
        ) {
            let offers = offers.into_iter().enumerate();
            let offers: Vec<_> = offers.map(|(arrival, parts)| offer(arrival, parts)).collect();
            let sum = |offers: &[Offer]| offers.iter().fold(Reach::default(), |mut sum, offer| {
                sum.join(&offer.sum());
                sum
            });
            let (left, right) = offers.split_at(cut.min(offers.len()));
            let mut reach = sum(right);
            reach.join(&sum(left));
            for account in (0..4).map(AccountKey::from_index) {
                let others = offers.iter().filter(|offer| offer.account != account);
                prop_assert_eq!(reach.best.for_account(account), others.map(|offer| offer.rank).min());
            }
            let span = |of: fn(&Offer) -> i64| offers.iter().map(of);
            prop_assert_eq!(Some(reach.last_start), span(|offer| offer.span.start).max());
            prop_assert_eq!(Some(reach.first_end), span(|offer| offer.span.end).min());
            prop_assert_eq!(Some(reach.last_end), span(|offer| offer.span.end).max());
            prop_assert_eq!(Some(reach.fewest), offers.iter().map(|offer| offer.span.nodes).min());
            for gone in 0..offers.len() {
                let mut left = reach;
                if left.leave(&offers[gone].sum()) {
                    let (before, after) = (&offers[..gone], &offers[gone + 1..]);
                    prop_assert_eq!(left, sum(&[before, after].concat()));
                }
            }
        }
    }
}
