//! The count of what is committed, and the door that an order passes before it is sent.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sfcompute_api::types::OrderResponse;
use sfcompute_types::{Invalid, OrderId};

use super::commitment::{self, Commitment};
use super::dollars::Dollars;
use super::limits::{Checked, SpendLimits};
use super::refusal::{SpendCap, SpendRefusal};
use crate::error::Error;
use crate::idempotency::IdempotencyKey;

/// Counts what the orders of a client commit to, and refuses those beyond its limits.
///
/// Cloning is cheap, and clones share one count. A client and its clones have one guard in common;
/// several clients have one when it is given to each of them
/// ([`ClientBuilder::spend_guard`](crate::ClientBuilder::spend_guard)).
#[derive(Clone)]
pub struct SpendGuard {
    limits: Checked,
    ledger: Arc<Mutex<Ledger>>,
}

/// What is counted, under one lock: a reservation is checked and made in one go.
#[derive(Default)]
struct Ledger {
    /// Everything committed: the sum of the entries, and what was committed before them.
    committed: Dollars,
    entries: HashMap<IdempotencyKey, Entry>,
    keys: HashMap<OrderId, IdempotencyKey>,
}

/// What the calls under one idempotency key come to; they place one order.
#[derive(Default)]
struct Entry {
    /// What calls whose outcome is yet to come have set aside.
    under_way: Vec<Dollars>,
    /// The most that a call asked for which placed the order, or may have.
    kept: Dollars,
    /// Whether there was such a call.
    stays: bool,
    /// How much of what is kept the order is known not to cost.
    given_back: Dollars,
    /// The order, once it is known.
    order: Option<OrderId>,
}

impl Entry {
    /// The most that was asked for by any call that counts.
    fn asked(&self) -> Dollars {
        self.under_way
            .iter()
            .fold(self.kept, |most, cost| most.max(*cost))
    }

    fn counted(&self) -> Dollars {
        self.asked().saturating_sub(self.given_back)
    }
}

impl SpendGuard {
    /// A guard that holds to these limits.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration) when a limit is not an amount of dollars.
    pub fn new(limits: SpendLimits) -> Result<Self, Error> {
        let limits = limits.checked().map_err(|invalid: Invalid| {
            Error::configuration(format!("a spend limit cannot be used: {invalid}"))
        })?;
        let ledger = Ledger {
            committed: limits.committed,
            ..Ledger::default()
        };
        Ok(Self {
            limits,
            ledger: Arc::new(Mutex::new(ledger)),
        })
    }

    /// What all orders so far have come to or may come to, in dollars, fees included.
    pub fn committed(&self) -> Dollars {
        self.ledger().committed
    }

    /// What may still be committed, in dollars; nothing when there is no limit for the lifetime.
    pub fn remaining(&self) -> Option<Dollars> {
        let limit = self.limits.lifetime?;
        Some(limit.saturating_sub(self.committed()))
    }

    /// What the order under this key counts for; nothing when none does.
    pub fn counted(&self, key: &IdempotencyKey) -> Option<Dollars> {
        self.ledger().entries.get(key).map(Entry::counted)
    }

    /// Takes note of how far an order has come, and returns what it counts for from now on:
    /// its fills at their prices and, as long as it is open, the rest at its limit price.
    ///
    /// An order counts for its whole limit until it is observed. What it counts for only ever goes
    /// down: a stale view of an order changes nothing, and neither does one that does not say
    /// enough to be sure. Nothing is returned for an order that did not go through this guard,
    /// or whose answer never arrived; [`observe_as`](Self::observe_as) takes the latter.
    pub fn observe(&self, order: &OrderResponse) -> Option<Dollars> {
        let mut ledger = self.ledger();
        let key = ledger.keys.get(&order.id)?.clone();
        ledger.lower(&key, commitment::exposure(order, &self.limits.fee))
    }

    /// Takes note of an order that was found to be the one placed under this key, such as by
    /// listing after an unknown outcome; then as [`observe`](Self::observe).
    /// [`Client::reconcile`](crate::Client::reconcile) does so by itself.
    pub fn observe_as(&self, key: &IdempotencyKey, order: &OrderResponse) -> Option<Dollars> {
        let mut ledger = self.ledger();
        ledger.change(key, |entry| entry.kept = entry.asked());
        ledger.place(key, &order.id);
        ledger.lower(key, commitment::exposure(order, &self.limits.fee))
    }

    /// Stops counting what was asked for under this key, and returns how much that was.
    ///
    /// For a program that has made sure that nothing was placed under it;
    /// [`Client::reconcile`](crate::Client::reconcile) does so by itself when it has.
    /// Nothing happens while a call with this key is under way: its outcome decides.
    pub fn release(&self, key: &IdempotencyKey) -> Option<Dollars> {
        let mut ledger = self.ledger();
        let entry = ledger.entries.get(key)?;
        if !entry.under_way.is_empty() {
            return None;
        }
        let counted = entry.counted();
        ledger.change(key, |entry| entry.stays = false);
        Some(counted)
    }

    /// Sets aside what an order may come to, or refuses it. Until the reservation is told the
    /// outcome, it goes by whether the request may have left.
    pub(crate) fn reserve(
        &self,
        key: &IdempotencyKey,
        commitment: &Commitment,
    ) -> Result<Reservation, SpendRefusal> {
        let Checked {
            per_order,
            lifetime,
            fee,
            ..
        } = self.limits;
        let mut ledger = self.ledger();
        let committed = ledger.committed;
        let Some(cost) = commitment.cost(&fee) else {
            let (cap, limit) = match (per_order, lifetime) {
                (Some(limit), _) => (SpendCap::PerOrder, Some(limit)),
                (None, Some(limit)) => (SpendCap::Lifetime, Some(limit)),
                (None, None) => (SpendCap::Countable, None),
            };
            return Err(SpendRefusal::new(cap, limit, committed, None));
        };
        let refuse = |cap, limit| Err(SpendRefusal::new(cap, limit, committed, Some(cost)));
        if per_order.is_some_and(|limit| cost > limit) {
            return refuse(SpendCap::PerOrder, per_order);
        }
        // A key places one order, however often it is sent: only what is asked beyond what was
        // asked before comes on top.
        let asked = ledger.entries.get(key).map(Entry::asked);
        let extra = cost.saturating_sub(asked.unwrap_or_default());
        let total = match (committed.checked_add(extra), lifetime) {
            (None, None) => return refuse(SpendCap::Countable, None),
            (None, Some(_)) => return refuse(SpendCap::Lifetime, lifetime),
            (Some(total), Some(limit)) if total > limit && !extra.is_zero() => {
                return refuse(SpendCap::Lifetime, lifetime);
            }
            (Some(total), _) => total,
        };
        let entry = ledger.entries.entry(key.clone()).or_default();
        entry.under_way.push(cost);
        ledger.committed = total;
        Ok(Reservation {
            guard: self.clone(),
            key: key.clone(),
            cost,
            may_have_left: false,
        })
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger {
    /// An order is known to stand under this key.
    fn place(&mut self, key: &IdempotencyKey, id: &OrderId) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.stays = true;
            entry.order = Some(id.clone());
            self.keys.insert(id.clone(), key.clone());
        }
    }

    /// Lowers what the order under a key counts for, where it is known to be less.
    fn lower(&mut self, key: &IdempotencyKey, to: Option<Dollars>) -> Option<Dollars> {
        if let Some(to) = to {
            self.change(key, |entry| {
                let back = entry.kept.saturating_sub(to);
                entry.given_back = entry.given_back.max(back);
            });
        }
        self.entries.get(key).map(Entry::counted)
    }

    /// Changes an entry, to less or the same, and the sum with it. One under which nothing was
    /// placed and nothing is under way is forgotten.
    fn change(&mut self, key: &IdempotencyKey, change: impl FnOnce(&mut Entry)) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        let before = entry.counted();
        change(entry);
        let over = entry.under_way.is_empty() && !entry.stays;
        let after = if over { Dollars::ZERO } else { entry.counted() };
        if over && let Some(id) = self.entries.remove(key).and_then(|entry| entry.order) {
            self.keys.remove(&id);
        }
        self.committed = self.committed.saturating_sub(before.saturating_sub(after));
    }
}

impl fmt::Debug for SpendGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpendGuard")
            .field("per_order", &self.limits.per_order)
            .field("lifetime", &self.limits.lifetime)
            .field("committed", &self.committed())
            .finish_non_exhaustive()
    }
}

/// What one call has set aside. Dropped without an outcome, as by a cancelled future, it stays
/// when the request may have left, and is given back when it has not.
#[derive(Debug)]
#[must_use = "a reservation that is dropped at once is given back at once"]
pub(crate) struct Reservation {
    guard: SpendGuard,
    key: IdempotencyKey,
    cost: Dollars,
    may_have_left: bool,
}

impl Reservation {
    /// The request is about to be sent: from here on it may have left.
    pub(crate) fn leaving(&mut self) {
        self.may_have_left = true;
    }

    /// No attempt so far has left, or been looked at by the server, so that nothing is placed
    /// unless there is another.
    pub(crate) fn came_back(&mut self) {
        self.may_have_left = false;
    }

    /// It is now certain that nothing was placed, nor will be, by any attempt of this call.
    pub(crate) fn never_happened(mut self) {
        self.may_have_left = false;
    }

    /// The order stands.
    pub(crate) fn placed(mut self, id: &OrderId) {
        self.may_have_left = true;
        self.guard.ledger().place(&self.key, id);
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let (cost, stays) = (self.cost, self.may_have_left);
        self.guard.ledger().change(&self.key, |entry| {
            if let Some(at) = entry.under_way.iter().position(|other| *other == cost) {
                entry.under_way.swap_remove(at);
            }
            if stays {
                entry.stays = true;
                entry.kept = entry.kept.max(cost);
            }
        });
    }
}

#[cfg(test)]
mod tests;
