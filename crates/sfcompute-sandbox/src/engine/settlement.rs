//! Settlement: how time passes, and how what was accepted takes effect.

use serde::{Deserialize, Serialize};
use sfcompute_types::Timestamp;

use super::arena::{OrderKey, TransferKey};
use super::book::Search;
use super::matching::{Taker, worst_rank};
use super::minute::{minute_of, start_of};
use super::order::{OrderStatus, Side};
use super::shape::Shape;
use super::{Engine, Refusal, Settlement};

/// How many resting all-or-nothing orders get a second look when an order comes to rest.
const SECOND_LOOKS: usize = 32;

/// Something that takes effect at a later time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Due {
    /// A pending order comes to the book.
    Order(OrderKey),
    /// A cancellation that was asked for.
    Cancellation(OrderKey),
    /// A pending transfer is carried out.
    Transfer(TransferKey),
}

/// What time brings, in the order in which it happens in one second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    /// A window that ends is over before anything settles in the same second.
    WindowEnds(OrderKey),
    /// Something takes effect.
    Due,
    /// A pool's nodes step, once all that brings or takes nodes in the same second has.
    NodesStep,
    /// Procurements and deployments look at what has become of all that.
    Runs,
}

impl Engine {
    /// Lets time pass up to `now`: what is due happens, in order, each at its own time.
    ///
    /// Every command does this first. Before a query, call it to see the market as of `now`.
    /// Time never goes back: an earlier `now` is taken as the latest one seen.
    ///
    /// # Errors
    /// Internal only.
    pub fn advance(&mut self, now: Timestamp) -> Result<(), Refusal> {
        let target = self.now.max(now);
        while let Some((at, next)) = self.next().filter(|(at, _)| *at <= target) {
            self.now = self.now.max(at);
            match next {
                Next::WindowEnds(order) => self.wake(order)?,
                Next::Due => {
                    if let Some((_, due)) = self.due.pop_first() {
                        self.take_effect(due)?;
                    }
                }
                Next::NodesStep => self.wake_site()?,
                Next::Runs => self.run_automations()?,
            }
        }
        self.now = target;
        Ok(())
    }

    /// What time brings next, and when.
    fn next(&self) -> Option<(Timestamp, Next)> {
        let windows = self.wakes.first();
        let windows = windows.map(|(at, order)| (start_of(*at), Next::WindowEnds(*order)));
        let due = self.due.first_key_value();
        let due = due.map(|((at, _), _)| (*at, Next::Due));
        let sites = self.site_wakes.first();
        let sites = sites.map(|(at, _)| (start_of(*at), Next::NodesStep));
        let runs = self.next_runs().map(|at| (start_of(at), Next::Runs));
        [windows, due, sites, runs].into_iter().flatten().min()
    }

    /// Lets `due` take effect when the settlement says: now, later, or by being polled.
    pub(crate) fn settle(&mut self, due: Due) -> Result<(), Refusal> {
        match self.config.settlement {
            Settlement::AtOnce => self.take_effect(due),
            Settlement::AfterSeconds(seconds) => {
                let at = self.now.checked_add_seconds(seconds.into());
                let at = at.unwrap_or(Timestamp::from_seconds(i64::MAX));
                self.due.insert((at, self.due_count), due);
                self.due_count += 1;
                Ok(())
            }
            // Nobody fetches the orders that no request placed.
            Settlement::AfterPolls(_) if self.is_automatic(due)? => self.take_effect(due),
            Settlement::AfterPolls(_) => Ok(()),
        }
    }

    /// Counts a fetch of an order, which settles what has been fetched often enough.
    pub(crate) fn poll_order(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let Settlement::AfterPolls(polls) = self.config.settlement else {
            return Ok(());
        };
        let order = self.orders.get_mut(key)?;
        let due = match order.status {
            OrderStatus::Pending => Due::Order(key),
            status if order.is_cancelling && !status.is_over() => Due::Cancellation(key),
            _ => return Ok(()),
        };
        if order.polls < polls {
            order.polls += 1;
            return Ok(());
        }
        order.polls = 0;
        self.take_effect(due)
    }

    pub(crate) fn take_effect(&mut self, due: Due) -> Result<(), Refusal> {
        match due {
            Due::Order(order) => self.bring_to_book(order),
            Due::Cancellation(order) => {
                if self.orders.get(order)?.status.is_over() {
                    return Ok(());
                }
                self.finish(order, OrderStatus::Cancelled)
            }
            Due::Transfer(transfer) => self.carry_out(transfer),
        }
    }

    fn is_automatic(&self, due: Due) -> Result<bool, Refusal> {
        Ok(match due {
            Due::Order(order) | Due::Cancellation(order) => {
                self.orders.get(order)?.placed_by.is_some()
            }
            Due::Transfer(_) => false,
        })
    }

    /// Brings a pending order to the book: it trades what it can, then rests or ends.
    fn bring_to_book(&mut self, key: OrderKey) -> Result<(), Refusal> {
        if self.orders.get(key)?.status != OrderStatus::Pending {
            return Ok(());
        }
        self.cut_the_past(key)?;
        let arrival = self.arrivals;
        self.arrivals += 1;
        let order = self.orders.get_mut(key)?;
        order.arrival = arrival;
        let (sku, allow_standing) = (order.sku, order.allow_standing);
        let taker = Taker {
            account: order.account,
            side: order.side,
            limit: Some(order.rate),
            is_whole_only: !order.allow_partial,
            need: order.remaining.clone(),
        };
        let plan = self.plan(sku, &taker)?;
        self.trade_all(key, plan)?;

        let order = self.orders.get_mut(key)?;
        if order.status.is_over() {
            return Ok(());
        }
        if order.remaining.is_empty() || !allow_standing {
            return self.finish(key, OrderStatus::Cancelled);
        }
        order.status = match order.fills.is_empty() {
            true => OrderStatus::Standing,
            false => OrderStatus::PartiallyFilled,
        };
        self.list(key)?;
        self.stir();
        self.look_again(key)
    }

    /// Minutes that went by before the order came to the book are no part of it any more.
    fn cut_the_past(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        let order = self.orders.get_mut(key)?;
        let ahead = order.remaining.from(this_minute);
        let gone = order.remaining.minus(&ahead);
        if gone.is_empty() {
            return Ok(());
        }
        order.remaining = ahead;
        let (account, pool, sku) = (order.account, order.pool, order.sku);
        match order.side {
            Side::Sell => self.pools.get_mut(pool)?.unreserve(sku, &gone),
            Side::Buy => {
                let node_minutes = order.remaining.node_minutes();
                let hold = self.config.fees.buying_power(order.rate, node_minutes);
                let hold =
                    hold.ok_or_else(|| Refusal::internal("A hold is too large to count."))?;
                let released = order.hold - hold;
                order.hold = hold;
                self.ledger.release(account, released)?;
            }
        }
        Ok(())
    }

    /// Looks again at resting all-or-nothing orders that `newcomer` could help to fill together
    /// with others, the best first.
    fn look_again(&mut self, newcomer: OrderKey) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        let order = self.orders.get(newcomer)?;
        let (sku, account, side) = (order.sku, order.account, order.side);
        let Some(extent) = order.live(this_minute).extent() else {
            return Ok(());
        };
        let book = &self.skus.get(sku)?.book;
        let (from, until) = extent;
        let reach = Shape::rectangle(from, until, 1);
        let worst = worst_rank(side.opposite(), Some(order.rate));
        let mut search = Search::new(account, worst).meeting(book.wholes(side.opposite()), &reach);
        let waiting = std::iter::from_fn(|| search.next(&reach));
        let waiting: Vec<_> = waiting
            .take(SECOND_LOOKS)
            .map(|offer| offer.order)
            .collect();
        for key in waiting {
            if self.orders.get(newcomer)?.status.is_over() {
                break;
            }
            let order = self.orders.get(key)?;
            if !order.status.is_resting() {
                continue;
            }
            let taker = Taker {
                account: order.account,
                side: order.side,
                limit: Some(order.rate),
                is_whole_only: true,
                need: order.live(this_minute),
            };
            let plan = self.plan(sku, &taker)?;
            self.trade_all(key, plan)?;
        }
        Ok(())
    }

    /// Ends an order: off the book, its money and nodes given back.
    pub(crate) fn finish(&mut self, key: OrderKey, status: OrderStatus) -> Result<(), Refusal> {
        self.unlist(key)?;
        let order = self.orders.get_mut(key)?;
        self.wakes.remove(&(order.wake, key));
        let pool = self.pools.get_mut(order.pool)?;
        pool.active_orders = pool.active_orders.saturating_sub(1);
        match order.side {
            Side::Buy => self.ledger.release(order.account, order.hold)?,
            Side::Sell => pool.unreserve(order.sku, &order.remaining),
        }
        order.hold = 0;
        order.is_cancelling = false;
        order.status = status;
        order.over_at = Some(self.now);
        self.stir();
        Ok(())
    }
}
