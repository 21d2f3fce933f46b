//! Listing: which resting orders are on their book, and when time changes that.

use super::arena::OrderKey;
use super::minute::minute_of;
use super::order::OrderStatus;
use super::shape::Shape;
use super::{Engine, Refusal};

impl Engine {
    /// Puts a resting order on its book, if it can trade.
    pub(crate) fn list(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        let order = self.orders.get_mut(key)?;
        if !order.is_listed && !order.live(this_minute).is_empty() {
            order.is_listed = true;
            self.skus.get_mut(order.sku)?.book.list(key, order);
        }
        self.wake_in_time(key)
    }

    /// Takes an order off its book, if it is there.
    pub(crate) fn unlist(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let order = self.orders.get_mut(key)?;
        if order.is_listed {
            order.is_listed = false;
            self.skus.get_mut(order.sku)?.book.unlist(key, order);
        }
        Ok(())
    }

    /// Leaves an order with what is left after a fill; on its book too, if it is there.
    pub(crate) fn shrink(&mut self, key: OrderKey, filled: &Shape) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        let order = self.orders.get_mut(key)?;
        if !order.is_listed {
            order.remaining.take(filled);
            return Ok(());
        }
        let book = &mut self.skus.get_mut(order.sku)?.book;
        book.fill(key, order, filled);
        if order.live(this_minute).is_empty() {
            order.is_listed = false;
            book.unlist(key, order);
        }
        self.wake_in_time(key)
    }

    /// What time does to an order at its [`wake`](super::order::Order::wake): its window is over,
    /// or it can no longer trade and leaves the book.
    pub(crate) fn wake(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let order = self.orders.get(key)?;
        if order.end <= minute_of(self.now) {
            return self.finish(key, OrderStatus::Cancelled);
        }
        self.unlist(key)?;
        self.wake_in_time(key)
    }

    /// Sees to it that time comes back to an order when it has to.
    fn wake_in_time(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let order = self.orders.get_mut(key)?;
        let wake = order.next_wake();
        if wake != order.wake {
            self.wakes.remove(&(order.wake, key));
            self.wakes.insert((wake, key));
            order.wake = wake;
        }
        Ok(())
    }
}
