//! The demo's book: the provider's asks and bids over the coming weeks.

use sfcompute_types::{Price, Schedule, Timestamp, Window};

use crate::engine::{AccountKey, Engine, NewOrder, Refusal, Side, SkuKey, SplitMix};

use super::{SUPPLY_POOL, TRADING_POOL, hour_of, invalid};

/// Orders for a window that begins so many hours after this hour and lasts so many.
struct Plan {
    side: Side,
    /// Windows that follow each other: how many.
    repeat: i64,
    from_hour: i64,
    hours: i64,
    nodes: i32,
    /// The price in percent of the market's.
    percent: i64,
}

const fn sell(repeat: i64, from_hour: i64, hours: i64, nodes: i32, percent: i64) -> Plan {
    Plan {
        side: Side::Sell,
        repeat,
        from_hour,
        hours,
        nodes,
        percent,
    }
}

const fn buy(repeat: i64, from_hour: i64, hours: i64, nodes: i32, percent: i64) -> Plan {
    Plan {
        side: Side::Buy,
        repeat,
        from_hour,
        hours,
        nodes,
        percent,
    }
}

/// Day by day from the next hour on, then weeks from this hour on.
const PLANS: [Plan; 10] = [
    sell(14, 1, 24, 3, 100),
    sell(14, 1, 24, 6, 103),
    sell(14, 1, 24, 8, 107),
    sell(4, 0, 168, 6, 110),
    sell(2, 0, 336, 8, 113),
    sell(1, 0, 672, 12, 117),
    buy(7, 1, 24, 2, 94),
    buy(7, 1, 24, 4, 90),
    buy(2, 0, 168, 3, 87),
    buy(1, 0, 336, 2, 82),
];

/// Prices differ by up to this much of what the plan says, in thousandths.
const JITTER: u32 = 8;

/// Places the provider's orders for one SKU.
pub(super) fn open(
    engine: &mut Engine,
    provider: AccountKey,
    sku: SkuKey,
    rate: i64,
    now: Timestamp,
) -> Result<(), Refusal> {
    let id = engine.sku(sku)?.id.clone();
    // Each SKU has its own numbers, whatever the others draw.
    let mut numbers = SplitMix::new(engine.config().seed ^ rate.unsigned_abs());
    let hour = hour_of(now);
    for plan in &PLANS {
        for round in 0..plan.repeat {
            let jitter = i64::from(numbers.below(JITTER));
            let rate = rate * (plan.percent * 10 + jitter) / 1_000;
            let start = hour.checked_add_minutes((plan.from_hour + round * plan.hours) * 60);
            let window = Window::starting(start.unwrap_or(hour)).hours(plan.hours);
            let order = NewOrder {
                pool: match plan.side {
                    Side::Buy => TRADING_POOL,
                    Side::Sell => SUPPLY_POOL,
                },
                side: plan.side,
                instance_sku: id.as_str(),
                schedule: &Schedule::flat(window.map_err(invalid)?, plan.nodes),
                limit_price: Price::from_micros_per_node_minute(rate).map_err(invalid)?,
                allow_standing: true,
                allow_partial: true,
                created_by: None,
            };
            engine.place_order(provider, order, None, now)?;
        }
    }
    Ok(())
}
