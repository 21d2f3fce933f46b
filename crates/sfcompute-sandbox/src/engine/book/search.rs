//! Searches: offers that can help with a need, the best first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::super::arena::AccountKey;
use super::super::minute::Minute;
use super::super::shape::Shape;
use super::super::tree::{Branch, Parts};
use super::offers::{Offer, Offers, Rank, Reach};

/// When an offer can help with a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// Where the need has nodes at some minute of it.
    Meets,
    /// Where the need has all of its nodes at all of its minutes.
    Holds,
}

/// Room for the places that most searches have open at once.
const USUALLY_OPEN: usize = 64;

/// A walk over offers in the order of their ranks.
///
/// The need may shrink from one step to the next, and only shrink.
pub(crate) struct Search<'a> {
    /// Offers of this account are passed over.
    account: AccountKey,
    /// Offers of a greater rank are passed over.
    worst: Rank,
    open: BinaryHeap<Spot<'a>>,
}

/// A place to look at, with the best rank there is to find at it.
struct Spot<'a> {
    rank: Rank,
    fit: Fit,
    place: Place<'a>,
}

#[derive(Clone, Copy)]
enum Place<'a> {
    Branch(&'a Branch<Offer>),
    Offer(&'a Offer),
}

impl<'a> Search<'a> {
    /// A search for offers that are not the account's own, with this rank or a lesser one.
    pub(crate) fn new(account: AccountKey, worst: Rank) -> Self {
        Self {
            account,
            worst,
            open: BinaryHeap::new(),
        }
    }

    /// Looks for offers that have some of the need.
    pub(crate) fn meeting(mut self, offers: &'a Offers, need: &Shape) -> Self {
        if self.may_take(offers.best_for(self.account)) {
            self.see_branches(offers.tops(), need, Fit::Meets);
        }
        self
    }

    /// Looks for offers that the need has all of.
    pub(crate) fn held(mut self, offers: &'a Offers, need: &Shape) -> Self {
        if let Some((start, end)) = need.extent()
            && self.may_take(offers.best_for(self.account))
        {
            let tops = offers.tops_within(end - start, need.peak());
            self.see_branches(tops, need, Fit::Holds);
        }
        self
    }

    /// The best offer that was not given before and helps with the need.
    pub(crate) fn next(&mut self, need: &Shape) -> Option<&'a Offer> {
        // Nothing helps where nothing is needed any more; what is open need not be looked at.
        while !need.is_empty()
            && let Some(Spot { fit, place, .. }) = self.open.pop()
        {
            // The need may have shrunk since the place was found.
            match place {
                Place::Offer(offer) if fit.has(offer, need) => return Some(offer),
                Place::Branch(branch) if fit.may_have(branch, need) => match branch.parts() {
                    Parts::Entries(offers) => self.see_offers(offers, need, fit),
                    Parts::Branches(branches) => self.see_branches(branches, need, fit),
                },
                Place::Offer(_) | Place::Branch(_) => {}
            }
        }
        None
    }

    /// Whether an offer of the rank will do, if there is one.
    fn may_take(&self, rank: Option<Rank>) -> bool {
        rank.is_some_and(|rank| rank <= self.worst)
    }

    fn see_branches(
        &mut self,
        branches: impl IntoIterator<Item = &'a Branch<Offer>>,
        need: &Shape,
        fit: Fit,
    ) {
        if self.open.capacity() == 0 {
            self.open.reserve(USUALLY_OPEN);
        }
        for branch in branches {
            if let Some(rank) = branch.sum().best.for_account(self.account)
                && rank <= self.worst
                && fit.may_have(branch, need)
            {
                let place = Place::Branch(branch);
                self.open.push(Spot { rank, fit, place });
            }
        }
    }

    fn see_offers(&mut self, offers: &'a [Offer], need: &Shape, fit: Fit) {
        for offer in offers {
            let rank = offer.rank;
            if offer.account != self.account && rank <= self.worst && fit.has(offer, need) {
                let place = Place::Offer(offer);
                self.open.push(Spot { rank, fit, place });
            }
        }
    }
}

impl Fit {
    /// Whether one of the branch's offers may help; if not, none does.
    fn may_have(self, branch: &Branch<Offer>, need: &Shape) -> bool {
        let reach: &Reach = branch.sum();
        let (first_start, ..): (Minute, _, _, _) = branch.low();
        match self {
            Self::Meets => need.meets(first_start, reach.last_end),
            Self::Holds => need.extent().is_some_and(|(start, end)| {
                first_start < end
                    && reach.last_start >= start
                    && reach.first_end <= end
                    && reach.fewest <= need.peak()
            }),
        }
    }

    fn has(self, offer: &Offer, need: &Shape) -> bool {
        match self {
            Self::Meets => need.meets(offer.span.start, offer.span.end),
            Self::Holds => need.holds(offer.span),
        }
    }
}

impl Spot<'_> {
    /// Of one rank what is no offer yet is looked at first, then the runs of the one order that
    /// has it, the earliest first.
    fn start(&self) -> Minute {
        match self.place {
            Place::Branch(_) => Minute::MIN,
            Place::Offer(offer) => offer.span.start,
        }
    }
}

impl Ord for Spot<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // The heap gives the greatest first; the least rank is wanted first.
        let ranks = other.rank.cmp(&self.rank);
        ranks.then_with(|| other.start().cmp(&self.start()))
    }
}

impl PartialOrd for Spot<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Spot<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Spot<'_> {}
