//! Orders as they are shown.

use std::sync::Arc;

use rust_decimal::Decimal;
use sfcompute_types::{
    ContractId, OrderId, Price, Schedule, ScheduleEnd, ScheduleEntry, Timestamp,
};

use super::account::unnameable;
use super::arena::{AccountKey, Key, OrderKey, TradeKey};
use super::mint::IdKind;
use super::minute::start_of;
use super::order::{Order, OrderStatus, Principal, Side};
use super::pool::PoolSummary;
use super::shape::{Shape, to_wire};
use super::sku::SkuSummary;
use super::{Engine, Refusal};

/// An order as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// The order's key.
    pub key: OrderKey,
    /// The order's id.
    pub id: OrderId,
    /// The pool that receives or gives the nodes.
    pub pool: PoolSummary,
    /// Which way it goes.
    pub side: Side,
    /// The SKU it is for.
    pub instance_sku: SkuSummary,
    /// Whether what did not fill at once stays on the book.
    pub allow_standing: bool,
    /// Whether fewer nodes or less of the window will do.
    pub allow_partial: bool,
    /// What was asked for: one range.
    pub schedule: Schedule,
    /// What has filled: ranges with nodes, none for an order without fills.
    pub filled_schedule: Schedule,
    /// The most nodes that have filled at any one time; none for an order without fills.
    pub filled_nodes: Option<i32>,
    /// The limit price, as rounded to the market's step.
    pub limit_price: Price,
    /// The price paid on average over all node-minutes that filled, rounded to six decimals, ties
    /// away from zero; none for an order without fills.
    pub average_price: Option<Price>,
    /// Where the order is in its life.
    pub status: OrderStatus,
    /// When it was placed.
    pub created_at: Timestamp,
    /// Who placed it, where that was said.
    pub created_by: Option<Arc<Principal>>,
    /// When it filled to the end.
    pub filled_at: Option<Timestamp>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// Its fills, the earliest first.
    pub fills: Vec<FillView>,
}

/// One fill of an order: its side of one contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillView {
    /// The contract; the other side's order has a fill of the same one.
    pub contract: ContractId,
    /// When it filled.
    pub filled_at: Timestamp,
    /// What filled: ranges with nodes.
    pub schedule: Schedule,
    /// What was paid.
    pub price: Price,
}

impl Engine {
    /// The account's order with this id, which counts as a poll of it.
    ///
    /// # Errors
    /// 404 where the account has no such order.
    pub fn fetch_order(
        &mut self,
        account: AccountKey,
        id: &str,
        now: Timestamp,
    ) -> Result<OrderView, Refusal> {
        self.advance(now)?;
        let key = self.require_order(account, id)?;
        self.poll_order(key)?;
        self.order(key)
    }

    /// The account's order with this id.
    pub fn find_order(&self, account: AccountKey, id: &str) -> Option<OrderKey> {
        let number = self
            .mint
            .number(IdKind::Order, id.strip_prefix(OrderId::PREFIX)?)?;
        let key = self.orders.key_at(number)?;
        self.orders
            .get(key)
            .is_ok_and(|order| order.account == account)
            .then_some(key)
    }

    pub(crate) fn require_order(&self, account: AccountKey, id: &str) -> Result<OrderKey, Refusal> {
        self.find_order(account, id)
            .ok_or_else(|| Refusal::not_found("order", id))
    }

    /// The id of an order.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn order_id(&self, key: OrderKey) -> Result<OrderId, Refusal> {
        self.orders.get(key)?;
        let suffix = self.mint.suffix(IdKind::Order, key.index().into());
        OrderId::try_from(format!("{}{suffix}", OrderId::PREFIX)).map_err(unnameable)
    }

    /// How many trades were made so far.
    pub fn trade_count(&self) -> usize {
        self.trades.iter().len()
    }

    /// How many orders were placed so far.
    pub fn order_count(&self) -> usize {
        self.orders.iter().len()
    }

    /// How many orders are not over: pending, or resting.
    pub fn open_orders(&self) -> usize {
        self.wakes.len()
    }

    /// The order as it is now, without counting as a poll.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn order(&self, key: OrderKey) -> Result<OrderView, Refusal> {
        let order = self.orders.get(key)?;
        let filled = self.filled(order)?;
        let over = |status| order.over_at.filter(|_| order.status == status);
        Ok(OrderView {
            key,
            id: self.order_id(key)?,
            pool: self.pool_summary(order.pool)?,
            side: order.side,
            instance_sku: self.sku_summary(order.sku)?,
            allow_standing: order.allow_standing,
            allow_partial: order.allow_partial,
            schedule: Schedule::new(vec![ScheduleEntry {
                start_at: start_of(order.start),
                end_at: ScheduleEnd::At(start_of(order.end)),
                node_count: to_wire(order.nodes.into()),
            }]),
            filled_nodes: (!filled.is_empty()).then(|| to_wire(filled.peak().into())),
            filled_schedule: filled.to_schedule(),
            limit_price: price(order.rate)?,
            average_price: self.average_price(order)?,
            status: order.status,
            created_at: order.created_at,
            created_by: order.created_by.clone(),
            filled_at: over(OrderStatus::Filled),
            cancelled_at: over(OrderStatus::Cancelled),
            fills: order
                .fills
                .iter()
                .map(|fill| self.fill(*fill))
                .collect::<Result<_, _>>()?,
        })
    }

    /// All that has filled of an order.
    pub(crate) fn filled(&self, order: &Order) -> Result<Shape, Refusal> {
        order.fills.iter().try_fold(Shape::default(), |sum, fill| {
            Ok(sum.plus(&self.trades.get(*fill)?.shape))
        })
    }

    fn fill(&self, key: TradeKey) -> Result<FillView, Refusal> {
        let trade = self.trades.get(key)?;
        Ok(FillView {
            contract: self.contract_id(key)?,
            filled_at: trade.at,
            schedule: trade.shape.to_schedule(),
            price: price(trade.rate)?,
        })
    }

    fn average_price(&self, order: &Order) -> Result<Option<Price>, Refusal> {
        let (mut paid, mut node_minutes) = (0_i128, 0_i128);
        for fill in &order.fills {
            let trade = self.trades.get(*fill)?;
            let part = trade.shape.node_minutes();
            paid += i128::from(trade.rate) * part;
            node_minutes += part;
        }
        average(paid, node_minutes).transpose()
    }
}

/// A rate in micro-dollars per node-minute as a price.
pub(crate) fn price(rate: i64) -> Result<Price, Refusal> {
    Price::from_micros_per_node_minute(rate).map_err(unnameable)
}

/// What was paid in micro-dollars over node-minutes as a price with six decimals.
pub(crate) fn average(paid: i128, node_minutes: i128) -> Option<Result<Price, Refusal>> {
    /// Micro-dollars per node-minute to micro-dollars per node-hour.
    const MINUTES: i128 = 60;
    (node_minutes > 0).then(|| {
        let micros = (2 * MINUTES * paid + node_minutes) / (2 * node_minutes);
        let dollars = Decimal::try_from_i128_with_scale(micros, 6)
            .map_err(|error| Refusal::internal(error.to_string()))?;
        Price::new(dollars).map_err(unnameable)
    })
}
