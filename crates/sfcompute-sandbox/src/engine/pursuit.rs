//! Trading towards a number of nodes, over a window that moves on with the minutes.
//!
//! The window has so many whole minutes and begins with the next one. Where the pool has fewer
//! nodes than aimed for at some minute of it, they are bought, where it has more, they are sold,
//! within two prices, by orders like any others: their money is held, they never trade with the
//! account's own, they may fill in parts.
//!
//! 1. Own open orders that would go beyond what is still wanted are cancelled.
//! 2. What is wanted beyond the rest of them is asked for, the earliest minutes first, by one order
//!    for each stretch of as many nodes; what the balance does not cover is left out, from the end.
//! 3. What is asked for rests on the book, but for the end of the window while that is shorter than
//!    an hour, and than the window: so that not every minute by which the window moves on leaves an
//!    order of its own there. Of that end, what is on offer is taken at once, and the rest asked
//!    for anew in the next minute.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::arena::{AccountKey, PoolKey, SkuKey};
use super::automation::{Automation, AutomationState, AutomationStatus};
use super::matching::Taker;
use super::minute::{Minute, minute_of};
use super::order::{OrderStatus, Principal, Side};
use super::order_view::price;
use super::place::{Range, Terms};
use super::settlement::Due;
use super::shape::{Shape, Span};
use super::{Engine, Refusal};

/// The most orders that one run places on a side; the others follow in the next minute.
const MOST_ORDERS: usize = 32;
/// How long the end of a window has to be to rest on the book, in minutes, where the window is no
/// shorter.
const WORTH_RESTING: Minute = 60;

/// What is traded towards.
#[derive(Clone, Debug)]
pub(crate) struct Aim {
    pub(crate) account: AccountKey,
    pub(crate) pool: PoolKey,
    pub(crate) sku: SkuKey,
    /// How many nodes the pool is to have.
    pub(crate) nodes: u32,
    /// How long the window is.
    pub(crate) minutes: Minute,
    /// The most to pay, in micro-dollars per node-minute.
    pub(crate) max_buy: i64,
    /// The least to take; none where nothing is sold.
    pub(crate) min_sell: Option<i64>,
    pub(crate) created_by: Option<Arc<Principal>>,
}

/// How far a run came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pursuit {
    /// The most nodes that are missing at any minute of the window.
    pub(crate) lacking: u32,
    /// The most nodes too many at any minute of it.
    pub(crate) surplus: u32,
    /// Whether the balance did not cover all that was wanted.
    pub(crate) is_short_of_money: bool,
    /// Whether orders are on their way to the book.
    pub(crate) is_under_way: bool,
}

/// Buys and sells, as shapes.
#[derive(Clone, Debug, Default)]
struct Both {
    buy: Shape,
    sell: Shape,
}

impl Both {
    fn of(&self, side: Side) -> &Shape {
        match side {
            Side::Buy => &self.buy,
            Side::Sell => &self.sell,
        }
    }

    fn of_mut(&mut self, side: Side) -> &mut Shape {
        match side {
            Side::Buy => &mut self.buy,
            Side::Sell => &mut self.sell,
        }
    }
}

impl Aim {
    fn rate(&self, side: Side) -> Option<i64> {
        match side {
            Side::Buy => Some(self.max_buy),
            Side::Sell => self.min_sell,
        }
    }

    /// How long the end of the window has to be to rest on the book.
    fn worth_resting(&self) -> Minute {
        self.minutes.min(WORTH_RESTING)
    }
}

impl Engine {
    /// Trades towards an aim, in the name of an automation, and says how far that came and in
    /// which minute to look again.
    pub(crate) fn pursue(
        &mut self,
        automation: Automation,
        aim: &Aim,
    ) -> Result<(Pursuit, Minute), Refusal> {
        let this_minute = minute_of(self.now);
        let start = this_minute.saturating_add(1);
        let end = start.saturating_add(aim.minutes);
        let before = self.orders.next_key()?;
        self.forget_ended(automation)?;
        let (under_way, has_withdrawn) = self.withdraw_excess(automation, aim, start, end)?;
        let wanted = self.unmet(aim, &under_way, start, end)?;
        let unaffordable = self.ask_for(automation, aim, Side::Buy, &wanted.buy, end)?;
        self.ask_for(automation, aim, Side::Sell, &wanted.sell, end)?;

        self.forget_ended(automation)?;
        let gap = self.gap(aim, start, end)?;
        let mut pursuit = Pursuit {
            lacking: gap.buy.peak(),
            surplus: gap.sell.peak(),
            is_short_of_money: unaffordable.is_some(),
            is_under_way: false,
        };
        for order in &self.upkeep(automation)?.orders {
            pursuit.is_under_way |= self.orders.get(*order)?.status == OrderStatus::Pending;
        }
        let is_quiet = !has_withdrawn && before == self.orders.next_key()?;
        let next = match is_quiet {
            true => self.next_chance(aim, &under_way, unaffordable, start, end)?,
            false => start,
        };
        Ok((pursuit, next))
    }

    /// What is missing from an aim over some minutes, and what is too much.
    fn gap(&self, aim: &Aim, start: Minute, end: Minute) -> Result<Both, Refusal> {
        let holding = self.pools.get(aim.pool)?.holdings.get(&aim.sku);
        let held = holding.map(|holding| holding.nodes().to_shape(start, end));
        let held = held.unwrap_or_default();
        let target = Shape::rectangle(start, end, aim.nodes);
        let sell = match aim.min_sell {
            Some(_) => held.minus(&target),
            None => Shape::default(),
        };
        Ok(Both {
            buy: target.minus(&held),
            sell,
        })
    }

    /// What of the gap no order is under way for; of what is too much, only what is free to sell.
    fn unmet(
        &self,
        aim: &Aim,
        under_way: &Both,
        start: Minute,
        end: Minute,
    ) -> Result<Both, Refusal> {
        let gap = self.gap(aim, start, end)?;
        let mut sell = gap.sell.minus(&under_way.sell);
        if let Some(holding) = self.pools.get(aim.pool)?.holdings.get(&aim.sku) {
            sell = sell.min(&holding.free().to_shape(start, end));
        }
        Ok(Both {
            buy: gap.buy.minus(&under_way.buy),
            sell,
        })
    }

    /// Asks for the cancellation of own open orders that go beyond the gap, and says what the
    /// others, and those that may still fill, are good for; and whether any was cancelled.
    fn withdraw_excess(
        &mut self,
        automation: Automation,
        aim: &Aim,
        start: Minute,
        end: Minute,
    ) -> Result<(Both, bool), Refusal> {
        let gap = self.gap(aim, start, end)?;
        let mut under_way = Both::default();
        let mut has_withdrawn = false;
        for key in self.upkeep(automation)?.orders.clone() {
            let order = self.orders.get(key)?;
            if (order.pool, order.sku) != (aim.pool, aim.sku) {
                continue;
            }
            let side = order.side;
            let sum = under_way.of(side).plus(&order.remaining.from(start));
            if !order.is_cancelling && !gap.of(side).covers(&sum) {
                self.ask_to_cancel(key)?;
                has_withdrawn = true;
                if self.orders.get(key)?.status.is_over() {
                    continue;
                }
            }
            *under_way.of_mut(side) = sum;
        }
        Ok((under_way, has_withdrawn))
    }

    /// Places orders for what is wanted on a side, up to the first span that the balance does not
    /// cover, which is given.
    fn ask_for(
        &mut self,
        automation: Automation,
        aim: &Aim,
        side: Side,
        wanted: &Shape,
        window_end: Minute,
    ) -> Result<Option<Span>, Refusal> {
        let Some(rate) = aim.rate(side) else {
            return Ok(None);
        };
        let mut placed = 0;
        for stretch in wanted.stretches() {
            let Some((from, until)) = ends(stretch) else {
                continue;
            };
            let rests = until < window_end || until - from >= aim.worth_resting();
            for span in stretch {
                let end = match side {
                    Side::Buy => self.affordable_until(aim.account, rate, *span)?,
                    Side::Sell => span.end,
                };
                let covered = Span { end, ..*span };
                if placed < MOST_ORDERS && (rests || self.is_on_offer(aim, side, covered)?) {
                    self.ask(automation, aim, side, rate, covered, rests)?;
                    placed += 1;
                }
                if end < span.end && (rests || self.is_on_offer(aim, side, *span)?) {
                    return Ok(Some(*span));
                }
            }
        }
        Ok(None)
    }

    /// Places one order, if there is any time to place it for.
    fn ask(
        &mut self,
        automation: Automation,
        aim: &Aim,
        side: Side,
        rate: i64,
        Span { start, end, nodes }: Span,
        allow_standing: bool,
    ) -> Result<(), Refusal> {
        if start == end {
            return Ok(());
        }
        let key = self.accept(Terms {
            account: aim.account,
            pool: aim.pool,
            sku: aim.sku,
            side,
            range: Range { start, end, nodes },
            rate,
            allow_standing,
            allow_partial: true,
            created_by: aim.created_by.clone(),
            placed_by: Some(automation),
        })?;
        self.upkeep_mut(automation)?.orders.push(key);
        self.settle(Due::Order(key))
    }

    /// Whether the book has anything for an order of this side and shape.
    fn is_on_offer(&self, aim: &Aim, side: Side, need: impl Into<Shape>) -> Result<bool, Refusal> {
        let taker = Taker {
            account: aim.account,
            side,
            limit: aim.rate(side),
            is_whole_only: false,
            need: need.into(),
        };
        Ok(!self.plan(aim.sku, &taker)?.is_empty())
    }

    /// Up to which minute the balance covers a buy of a span.
    fn affordable_until(
        &self,
        account: AccountKey,
        rate: i64,
        span: Span,
    ) -> Result<Minute, Refusal> {
        let available = self.ledger.balance(account)?.available;
        let is_covered = |end: Minute| {
            let node_minutes = i128::from(span.nodes) * i128::from(end - span.start);
            let price = self.config.fees.buying_power(rate, node_minutes);
            price.is_some_and(|price| price <= available)
        };
        let (mut covered, mut open) = (span.start, span.end);
        while covered < open {
            let middle = open - (open - covered) / 2;
            match is_covered(middle) {
                true => covered = middle,
                false => open = middle - 1,
            }
        }
        Ok(covered)
    }

    /// The minute in which one that found nothing to do could find something, if nothing changes:
    /// as the window moves on it comes to what is on offer, or to a stretch that is worth resting;
    /// or it leaves behind what the balance did not cover.
    fn next_chance(
        &self,
        aim: &Aim,
        under_way: &Both,
        unaffordable: Option<Span>,
        start: Minute,
        end: Minute,
    ) -> Result<Minute, Refusal> {
        let horizon = end.saturating_add(WORTH_RESTING);
        let wanted = self.unmet(aim, under_way, start, horizon)?;
        let mut rest = WORTH_RESTING;
        for side in [Side::Buy, Side::Sell] {
            let wanted = wanted.of(side);
            let barrier = unaffordable.filter(|_| side == Side::Buy);
            let reach = barrier.map_or(horizon, |span| span.start);
            if self.is_on_offer(aim, side, wanted.until(reach))? {
                return Ok(start);
            }
            for (from, until) in wanted.stretches().filter_map(ends) {
                // It is the window's end, or comes to be it: until it is long enough or over.
                if until >= end && from < reach {
                    rest = rest.min((from + aim.worth_resting()).min(until + 1) - end);
                }
            }
            rest = barrier.map_or(rest, |span| rest.min(span.end - start));
        }
        // `end` moves on by one in each minute.
        Ok(start.saturating_add(rest.max(1) - 1))
    }
}

/// Where a stretch begins and ends.
fn ends(stretch: &[Span]) -> Option<(Minute, Minute)> {
    Some((stretch.first()?.start, stretch.last()?.end))
}

impl Pursuit {
    /// What is to be said while orders are under way or nodes are missing.
    pub(crate) fn trouble(&self, max_buy: i64) -> Result<Option<AutomationStatus>, Refusal> {
        let missing = self.lacking;
        let (state, message) = if self.is_under_way {
            (
                AutomationState::Info,
                "Orders are on their way to the book.".to_owned(),
            )
        } else if self.is_short_of_money {
            (
                AutomationState::Error,
                format!("Up to {missing} nodes are missing, and the balance does not cover them."),
            )
        } else if missing > 0 {
            let most = price(max_buy)?;
            (
                AutomationState::Warning,
                format!(
                    "Up to {missing} nodes are missing; no more are offered at ${most} or less."
                ),
            )
        } else {
            return Ok(None);
        };
        Ok(Some(AutomationStatus::new(state, message)))
    }
}
