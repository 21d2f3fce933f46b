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

/// What the orders under one idempotency key come to; they are one order.
#[derive(Default)]
struct Entry {
    /// The most that was asked for under this key.
    asked: Dollars,
    /// How much of it counts still.
    counted: Dollars,
    /// Calls whose outcome is yet to come.
    calls: usize,
    /// An order was placed, or may have been.
    stays: bool,
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
        self.ledger().entries.get(key).map(|entry| entry.counted)
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
    pub fn observe_as(&self, key: &IdempotencyKey, order: &OrderResponse) -> Option<Dollars> {
        let mut ledger = self.ledger();
        ledger.place(key, &order.id);
        ledger.lower(key, commitment::exposure(order, &self.limits.fee))
    }

    /// Stops counting what was asked for under this key, and returns how much that was.
    ///
    /// For a program that has made sure that nothing was placed under it, such as by reconciling.
    /// Nothing happens while a call with this key is under way: its outcome decides.
    pub fn release(&self, key: &IdempotencyKey) -> Option<Dollars> {
        let mut ledger = self.ledger();
        let entry = ledger
            .entries
            .get_mut(key)
            .filter(|entry| entry.calls == 0)?;
        entry.stays = false;
        let counted = entry.counted;
        ledger.drop_if_over(key);
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
        let asked = ledger.entries.get(key).map_or(Dollars::ZERO, |e| e.asked);
        let extra = cost.saturating_sub(asked);
        let total = match (committed.checked_add(extra), lifetime) {
            (None, None) => return refuse(SpendCap::Countable, None),
            (None, Some(_)) => return refuse(SpendCap::Lifetime, lifetime),
            (Some(total), Some(limit)) if total > limit && !extra.is_zero() => {
                return refuse(SpendCap::Lifetime, lifetime);
            }
            (Some(total), _) => total,
        };
        let entry = ledger.entries.entry(key.clone()).or_default();
        entry.asked = entry.asked.max(cost);
        // It was part of the total that has just been summed, so the sum is there.
        entry.counted = entry.counted.checked_add(extra).unwrap_or(cost);
        entry.calls = entry.calls.saturating_add(1);
        ledger.committed = total;
        Ok(Reservation {
            guard: self.clone(),
            key: key.clone(),
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
            self.keys.insert(id.clone(), key.clone());
        }
    }

    /// Lowers what a key counts for, where it is known to be less.
    fn lower(&mut self, key: &IdempotencyKey, to: Option<Dollars>) -> Option<Dollars> {
        let entry = self.entries.get_mut(key)?;
        if let Some(to) = to.filter(|to| *to < entry.counted) {
            self.committed = self
                .committed
                .saturating_sub(entry.counted.saturating_sub(to));
            entry.counted = to;
        }
        Some(entry.counted)
    }

    /// Forgets a key under which nothing was placed and nothing is under way.
    fn drop_if_over(&mut self, key: &IdempotencyKey) {
        let over = |entry: &Entry| entry.calls == 0 && !entry.stays;
        if self.entries.get(key).is_some_and(over)
            && let Some(entry) = self.entries.remove(key)
        {
            self.committed = self.committed.saturating_sub(entry.counted);
        }
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
    may_have_left: bool,
}

impl Reservation {
    /// The request is about to be sent: from here on it may have left.
    pub(crate) fn leaving(&mut self) {
        self.may_have_left = true;
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
        let mut ledger = self.guard.ledger();
        if let Some(entry) = ledger.entries.get_mut(&self.key) {
            entry.calls = entry.calls.saturating_sub(1);
            entry.stays |= self.may_have_left;
        }
        ledger.drop_if_over(&self.key);
    }
}

#[cfg(test)]
mod tests;
