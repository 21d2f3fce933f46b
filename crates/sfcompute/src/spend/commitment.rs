//! What an order may come to, and what it has come to.

use sfcompute_api::types::{CreateOrderRequest, OrderResponse, OrderStatus, Side};
use sfcompute_types::{Price, Schedule, ScheduleEnd, ScheduleEntry};

use super::dollars::Dollars;
use super::limits::Fee;
use crate::orders::OrderExt as _;

/// What an order asks the market for: so much time on nodes, at most at this price.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Commitment {
    /// Nothing where it is more than can be counted, or has no end.
    node_seconds: Option<i128>,
    price: Price,
}

impl Commitment {
    /// What an order commits to; nothing for a sale, which earns.
    pub(crate) fn of(body: &CreateOrderRequest) -> Option<Self> {
        (body.side != Side::Sell).then(|| Self {
            node_seconds: node_seconds(&body.allocation_schedule_delta),
            price: dearest(body.limit_price_dollars_per_node_hour),
        })
    }

    /// The dollars of it, fee included; nothing where that is too much to count.
    pub(super) fn cost(&self, fee: &Fee) -> Option<Dollars> {
        Dollars::of(self.node_seconds?, fee.on_top_of(&self.price)?)
    }
}

/// The most that a limit price can come to: as it was given, or as the market rounds it.
fn dearest(limit: Price) -> Price {
    limit.max(limit.rounded_to_step())
}

/// What an order has come to and may still come to: its fills at their prices, and, as long as it
/// is open, the rest at its limit price.
///
/// Nothing where the order does not say enough to be sure.
pub(super) fn exposure(order: &OrderResponse, fee: &Fee) -> Option<Dollars> {
    let limit = dearest(order.limit_price_dollars_per_node_hour);
    let wanted = node_seconds(&order.allocation_schedule_delta)?;
    let filled = filled(order, wanted, limit)?;
    let rest = wanted.checked_sub(filled.node_seconds)?.max(0);
    if order.status == OrderStatus::Filled && rest > 0 {
        // Filled whole, yet the fills do not add up: they are not all there.
        return None;
    }
    let mut total = Dollars::ZERO;
    for (node_seconds, price) in filled.parts {
        total = total.checked_add(Dollars::of(node_seconds, fee.on_top_of(&price)?)?)?;
    }
    if order.is_final() {
        return Some(total);
    }
    total.checked_add(Dollars::of(rest, fee.on_top_of(&limit)?)?)
}

/// What of an order has filled, in node-seconds, and at which prices.
struct Filled {
    node_seconds: i128,
    parts: Vec<(i128, Price)>,
}

impl Filled {
    fn at_one_price(node_seconds: i128, price: Price) -> Self {
        Self {
            node_seconds,
            parts: vec![(node_seconds, price)],
        }
    }
}

/// Reads what has filled from whichever fields the server's revision has.
fn filled(order: &OrderResponse, wanted: i128, limit: Price) -> Option<Filled> {
    let price = order
        .filled_average_price_dollars_per_node_hour
        .unwrap_or(limit);
    let by_schedule = match &order.filled_allocation_schedule_delta {
        Some(schedule) => Some(node_seconds(schedule)?),
        None => None,
    };
    if !order.fills.is_empty() {
        let mut parts = Vec::with_capacity(order.fills.len());
        let mut sum = 0_i128;
        for fill in &order.fills {
            let part = node_seconds(&fill.allocation_schedule_delta)?;
            sum = sum.checked_add(part)?;
            parts.push((part, fill.price_dollars_per_node_hour));
        }
        // Two accounts of the same fills must agree before either is believed.
        return (by_schedule.is_none_or(|whole| whole == sum)).then_some(Filled {
            node_seconds: sum,
            parts,
        });
    }
    if let Some(filled) = by_schedule {
        // A mean that is there without anything filled contradicts itself.
        let contradicts = filled == 0 && order.filled_average_price_dollars_per_node_hour.is_some();
        return (!contradicts).then(|| Filled::at_one_price(filled, price));
    }
    match (order.filled_quantity, &order.status) {
        (_, OrderStatus::Filled) => Some(Filled::at_one_price(wanted, price)),
        // A number of nodes does not say for how long: the whole window is the most. What of it is
        // open instead costs the limit, so while any may be, all of it counts at that.
        (Some(nodes), _) if nodes > 0 => {
            let (window, _) = order.allocation_schedule_delta.single_range().ok()?;
            let seconds = i128::from(window.minutes()).checked_mul(60)?;
            let most = i128::from(nodes).checked_mul(seconds)?;
            let price = if order.is_final() { price } else { limit };
            Some(Filled::at_one_price(most.min(wanted), price))
        }
        _ if order.filled_average_price_dollars_per_node_hour.is_some() => None,
        _ => Some(Filled::at_one_price(0, price)),
    }
}

/// Nodes times seconds; nothing where there is no end, or more than can be counted.
fn node_seconds(schedule: &Schedule) -> Option<i128> {
    let entries = schedule.entries();
    let next_starts = entries.iter().skip(1).map(|next| Some(next.start_at));
    let mut sum = 0_i128;
    for (entry, next_start) in entries.iter().zip(next_starts.chain([None])) {
        sum = sum.checked_add(entry_node_seconds(entry, next_start)?)?;
    }
    Some(sum)
}

fn entry_node_seconds(
    entry: &ScheduleEntry,
    next_start: Option<sfcompute_types::Timestamp>,
) -> Option<i128> {
    if entry.node_count <= 0 {
        // No nodes cost nothing, however long; a count below zero is no schedule.
        return (entry.node_count == 0).then_some(0);
    }
    let end = match entry.end_at {
        ScheduleEnd::At(end) => end,
        ScheduleEnd::Next => next_start?,
        ScheduleEnd::Unbounded => return None,
    };
    let seconds =
        i128::from(end.as_seconds()).checked_sub(i128::from(entry.start_at.as_seconds()))?;
    i128::from(entry.node_count).checked_mul(seconds.max(0))
}

#[cfg(test)]
mod tests;
