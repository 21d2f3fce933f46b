//! Trades: nodes go from pool to pool and dollars from account to account, in one step.

use serde::{Deserialize, Serialize};
use sfcompute_types::{ContractId, Timestamp};

use super::account::unnameable;
use super::arena::{Key, OrderKey, SkuKey, TradeKey};
use super::ledger::Payment;
use super::matching::Take;
use super::mint::IdKind;
use super::order::{OrderStatus, Side};
use super::shape::Shape;
use super::{Engine, Micros, Refusal};

/// One contract between two orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Trade {
    pub(crate) sku: SkuKey,
    pub(crate) buy: OrderKey,
    pub(crate) sell: OrderKey,
    /// Micro-dollars per node-minute.
    pub(crate) rate: i64,
    pub(crate) shape: Shape,
    pub(crate) at: Timestamp,
    pub(crate) buyer_fee: Micros,
    pub(crate) seller_fee: Micros,
}

impl Engine {
    /// Carries out a plan of `taker`.
    pub(crate) fn trade_all(&mut self, taker: OrderKey, takes: Vec<Take>) -> Result<(), Refusal> {
        let mut traded = Shape::default();
        for Take { order, shape } in takes {
            traded = traded.plus(&shape);
            self.trade(taker, order, shape)?;
        }
        self.move_nodes(taker, &traded)
    }

    /// Moves nodes that were traded into the pool of an order that buys, or out of that of one
    /// that sells.
    fn move_nodes(&mut self, key: OrderKey, traded: &Shape) -> Result<(), Refusal> {
        let order = self.orders.get(key)?;
        let (place, sku) = (order.pool, order.sku);
        let pool = self.pools.get_mut(place)?;
        match order.side {
            Side::Buy => pool.receive(sku, traded),
            Side::Sell => pool.deliver(sku, traded),
        }
        self.nodes_changed(place, sku)
    }

    /// Lets two orders trade `shape`, at the price of the one that came first; moves the nodes of
    /// `other`, and leaves those of `one` to be moved all at once.
    fn trade(&mut self, one: OrderKey, other: OrderKey, shape: Shape) -> Result<(), Refusal> {
        let key = self.trades.next_key()?;
        let (buy, sell) = match self.orders.get(one)?.side {
            Side::Buy => (one, other),
            Side::Sell => (other, one),
        };
        let node_minutes = shape.node_minutes();

        let (bid, ask) = (self.orders.get(buy)?, self.orders.get(sell)?);
        let (buyer, seller, sku) = (bid.account, ask.account, ask.sku);
        let rate = if bid.arrival < ask.arrival {
            bid.rate
        } else {
            ask.rate
        };
        let overflow = || Refusal::internal("A fill is too large to count.");
        let fees = self.config.fees;
        let hold_left = fees
            .buying_power(bid.rate, bid.remaining.node_minutes() - node_minutes)
            .ok_or_else(overflow)?;
        let released = bid.hold - hold_left;
        let total = node_minutes.checked_mul(rate.into()).ok_or_else(overflow)?;
        let fee = fees.on(node_minutes, total).ok_or_else(overflow)?;
        let (buyer_fee, seller_fee) = (fee, fee.min(total));

        self.ledger.pay(Payment {
            buyer,
            seller,
            released,
            total,
            buyer_fee,
            seller_fee,
        })?;
        self.orders.get_mut(buy)?.hold = hold_left;
        self.move_nodes(other, &shape)?;
        self.note_fill(buy, key, &shape)?;
        self.note_fill(sell, key, &shape)?;
        let at = self.now;
        self.trades.push(Trade {
            sku,
            buy,
            sell,
            rate,
            shape,
            at,
            buyer_fee,
            seller_fee,
        })?;
        self.stir();
        Ok(())
    }

    /// Notes a fill of some of what is left of an order, and ends the order where it was all.
    fn note_fill(&mut self, key: OrderKey, trade: TradeKey, filled: &Shape) -> Result<(), Refusal> {
        let order = self.orders.get_mut(key)?;
        order.fills.push(trade);
        if order.remaining == *filled {
            self.unlist(key)?;
            self.orders.get_mut(key)?.remaining = Shape::default();
            return self.finish(key, OrderStatus::Filled);
        }
        if order.status.is_resting() {
            order.status = OrderStatus::PartiallyFilled;
        }
        self.shrink(key, filled)
    }

    pub(crate) fn contract_id(&self, key: TradeKey) -> Result<ContractId, Refusal> {
        let suffix = self.mint.suffix(IdKind::Contract, key.index().into());
        ContractId::try_from(format!("{}{suffix}", ContractId::PREFIX)).map_err(unnameable)
    }
}
