//! Placing orders: everything that is checked before one is accepted.

use std::sync::Arc;

use sfcompute_types::{Price, Schedule, ScheduleEnd, Timestamp};
use smallvec::SmallVec;

use super::arena::{AccountKey, Key, OrderKey, PoolKey, SkuKey};
use super::automation::Automation;
use super::idempotency::{IdempotencyKey, Operation};
use super::minute::{Minute, minute_of};
use super::order::{Accepted, NewOrder, Order, OrderStatus, Principal, Side};
use super::refusal::Problems;
use super::settlement::Due;
use super::shape::Shape;
use super::{Code, Engine, Micros, PoolKind, Refusal};

/// How far ahead an order may end, in minutes: ten years.
pub(crate) const HORIZON: Minute = 10 * 366 * 24 * 60;

pub(crate) const SCHEDULE: &str = "allocation_schedule_delta";
const LIMIT_PRICE: &str = "limit_price_dollars_per_node_hour";

/// The one range of an order, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) start: Minute,
    pub(crate) end: Minute,
    pub(crate) nodes: u32,
}

/// An order that is only to be accepted: all that could be wrong with its words was checked.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    pub(crate) account: AccountKey,
    pub(crate) pool: PoolKey,
    pub(crate) sku: SkuKey,
    pub(crate) side: Side,
    pub(crate) range: Range,
    /// Micro-dollars per node-minute.
    pub(crate) rate: i64,
    pub(crate) allow_standing: bool,
    pub(crate) allow_partial: bool,
    pub(crate) created_by: Option<Arc<Principal>>,
    pub(crate) placed_by: Option<Automation>,
}

impl Engine {
    /// Places an order.
    ///
    /// With an idempotency key that was used before, for the same body, nothing is placed and the
    /// earlier order is given.
    ///
    /// # Errors
    /// 404 where the account has no such pool; 422 for a schedule that is not one range on whole
    /// minutes ahead, a node count or price that is not positive, an unknown SKU, a pool whose
    /// kind forbids the side, a sell of nodes that the pool does not have free, or a key used for
    /// another body; 402 where the balance does not cover a buy.
    pub fn place_order(
        &mut self,
        account: AccountKey,
        order: NewOrder<'_>,
        idempotency: Option<IdempotencyKey<'_>>,
        now: Timestamp,
    ) -> Result<Accepted<OrderKey>, Refusal> {
        self.advance(now)?;
        self.accounts.get(account)?;
        if let Some(made) = self.repeated(account, Operation::CreateOrder, idempotency)? {
            return Ok(Accepted {
                key: OrderKey::from_index(made),
                is_repeat: true,
            });
        }

        let mut problems = Problems::default();
        let range = problems.take(self.check_range(order.schedule));
        let rate = problems.take(check_rate(LIMIT_PRICE, order.limit_price));
        let sku = problems.take(self.sku_of_field(order.instance_sku));
        let pool = problems.take(self.require_pool(account, order.pool));
        if let Some(pool) = pool {
            problems.take(self.check_kind(pool, order.side, target_field(order.pool)));
        }
        let (Some(range), Some(rate), Some(sku), Some(pool)) = (range, rate, sku, pool) else {
            return Err(problems.refusal());
        };
        problems.finish()?;

        let key = self.accept(Terms {
            account,
            pool,
            sku,
            side: order.side,
            range,
            rate,
            allow_standing: order.allow_standing,
            allow_partial: order.allow_partial,
            created_by: order.created_by,
            placed_by: None,
        })?;
        self.remember(account, Operation::CreateOrder, idempotency, key.index());
        self.settle(Due::Order(key))?;
        Ok(Accepted {
            key,
            is_repeat: false,
        })
    }

    /// Accepts an order whose terms were checked: holds its money or reserves its nodes. Whoever
    /// calls this lets it settle.
    ///
    /// # Errors
    /// 422 where the pool does not have the nodes of a sell free, 402 where the balance does not
    /// cover a buy.
    pub(crate) fn accept(&mut self, terms: Terms) -> Result<OrderKey, Refusal> {
        let Terms {
            account,
            pool,
            sku,
            side,
            range,
            rate,
            allow_standing,
            allow_partial,
            created_by,
            placed_by,
        } = terms;
        let key = self.orders.next_key()?;
        let this_minute = minute_of(self.now);
        let remaining = Shape::rectangle(range.start.max(this_minute), range.end, range.nodes);
        let hold = match side {
            Side::Buy => self.hold_money(account, rate, &remaining)?,
            Side::Sell => {
                self.check_free(pool, sku, range)?;
                self.pools.get_mut(pool)?.reserve(sku, &remaining);
                0
            }
        };
        self.orders.push(Order {
            account,
            pool,
            sku,
            side,
            allow_standing,
            allow_partial,
            is_cancelling: false,
            is_listed: false,
            status: OrderStatus::Pending,
            nodes: range.nodes,
            start: range.start,
            end: range.end,
            rate,
            wake: range.end,
            arrival: u64::MAX,
            polls: 0,
            created_at: self.now,
            over_at: None,
            remaining,
            hold,
            fills: SmallVec::new(),
            created_by,
            placed_by,
        })?;
        self.accounts.get_mut(account)?.orders.push(key);
        self.pools.get_mut(pool)?.active_orders += 1;
        self.wakes.insert((range.end, key));
        Ok(key)
    }

    /// The one range that an order's schedule has to be.
    fn check_range(&self, schedule: &Schedule) -> Result<Range, Refusal> {
        let [entry] = schedule.entries() else {
            let message = format!("An order has exactly one range, not {}.", schedule.len());
            return Err(Refusal::field(SCHEDULE, Code::NotOneRange, message));
        };
        let mut problems = Problems::default();
        let field = |name: &str| format!("{SCHEDULE}[0].{name}");
        let nodes = u32::try_from(entry.node_count)
            .ok()
            .filter(|nodes| *nodes > 0);
        if nodes.is_none() {
            let message = format!("An order is for at least 1 node, not {}.", entry.node_count);
            problems.add(&field("node_count"), Code::NotPositive, message);
        }
        let start = entry.start_at;
        if !start.is_whole_minute() {
            let message = format!("{start} is not on a whole minute.");
            problems.add(&field("start_at"), Code::NotOnMinute, message);
        }
        let end = match entry.end_at {
            ScheduleEnd::At(end) => Some(end),
            ScheduleEnd::Unbounded | ScheduleEnd::Next => {
                let message = "An order's range has an end.";
                problems.add(&field("end_at"), Code::NotOneRange, message);
                None
            }
        };
        if let Some(end) = end {
            let checked = self.check_end("end_at", start, end);
            problems.take(checked.map_err(|refusal| refusal.inside(&field(""))));
        }
        match (nodes, end) {
            (Some(nodes), Some(end)) => {
                problems.finish()?;
                Ok(Range {
                    start: minute_of(start),
                    end: minute_of(end),
                    nodes,
                })
            }
            _ => Err(problems.refusal()),
        }
    }

    /// Whether a window may end there, given where it starts.
    pub(crate) fn check_end(
        &self,
        field: &str,
        start: Timestamp,
        end: Timestamp,
    ) -> Result<(), Refusal> {
        let mut problems = Problems::default();
        let this_minute = minute_of(self.now);
        if !end.is_whole_minute() {
            problems.add(
                field,
                Code::NotOnMinute,
                format!("{end} is not on a whole minute."),
            );
        }
        if end <= start {
            let message = format!("The end {end} is not after the start {start}.");
            problems.add(field, Code::EndBeforeStart, message);
        } else if minute_of(end) <= this_minute {
            problems.add(
                field,
                Code::WindowOver,
                format!("The window was over at {end}."),
            );
        } else if minute_of(end) > this_minute.saturating_add(HORIZON) {
            let message = format!("The end {end} is more than ten years ahead.");
            problems.add(field, Code::TooFarAhead, message);
        }
        problems.finish()
    }

    /// The SKU, or 422 at its field.
    pub(crate) fn sku_of_field(&self, id: &str) -> Result<SkuKey, Refusal> {
        self.find_sku(id).ok_or_else(|| {
            let message = format!("There is no instance SKU `{id}`.");
            Refusal::field("instance_sku", Code::UnknownReference, message)
        })
    }

    /// 422 where a pool of this kind cannot have an order of this side.
    pub(crate) fn check_kind(&self, pool: PoolKey, side: Side, field: &str) -> Result<(), Refusal> {
        let message = match (self.pools.get(pool)?.kind, side) {
            (PoolKind::Market, _) | (PoolKind::Originating, Side::Sell) => return Ok(()),
            (PoolKind::Originating, Side::Buy) => "An originating pool sells only.",
            (PoolKind::ReadOnly, _) => "A read-only pool has no orders.",
        };
        Err(Refusal::field(field, Code::WrongPoolKind, message))
    }

    /// 422 where the pool does not have that many nodes free over the whole range.
    pub(crate) fn check_free(
        &self,
        pool: PoolKey,
        sku: SkuKey,
        range: Range,
    ) -> Result<(), Refusal> {
        let pool = self.pools.get(pool)?;
        let start = range.start.max(minute_of(self.now));
        let free = pool.free_over(sku, start, Some(range.end));
        if free >= i64::from(range.nodes) {
            return Ok(());
        }
        let message = format!(
            "The pool `{}` has {free} unreserved nodes over the whole window; the order sells {}.",
            pool.name, range.nodes
        );
        Err(Refusal::field(
            SCHEDULE,
            Code::InsufficientAllocation,
            message,
        ))
    }

    /// Holds what a buy may cost, or 402.
    fn hold_money(
        &mut self,
        account: AccountKey,
        rate: i64,
        shape: &Shape,
    ) -> Result<Micros, Refusal> {
        let Some(hold) = self.config.fees.buying_power(rate, shape.node_minutes()) else {
            let message = "The order is worth more than the market can count.";
            return Err(Refusal::field(LIMIT_PRICE, Code::TooLarge, message));
        };
        if self.ledger.hold(account, hold)? {
            return Ok(hold);
        }
        let available = self.ledger.balance(account)?.available;
        Err(Refusal::payment_required(format!(
            "The order needs ${} of buying power with fees; ${} are available.",
            dollars(hold),
            dollars(available)
        )))
    }
}

/// A price in micro-dollars per node-minute, or 422 at its field.
pub(crate) fn check_rate(field: &str, price: Price) -> Result<i64, Refusal> {
    match price.micros_per_node_minute() {
        Some(rate) if rate > 0 => Ok(rate),
        Some(_) => {
            let message = format!("The price {price} is not positive once rounded to $0.000060.");
            Err(Refusal::field(field, Code::NotPositive, message))
        }
        None => {
            let message = format!("The price {price} is more than the market can count.");
            Err(Refusal::field(field, Code::TooLarge, message))
        }
    }
}

/// The request field that a pool was named in, by the form of the name.
pub(crate) fn target_field(pool: &str) -> &'static str {
    let is_capacity = pool.starts_with("cap_") || pool.starts_with("sfc:capacity:");
    if is_capacity { "capacity" } else { "pool" }
}

/// Micro-dollars as dollars with six decimals, for messages.
fn dollars(micros: Micros) -> String {
    format!("{}.{:06}", micros / 1_000_000, (micros % 1_000_000).abs())
}
