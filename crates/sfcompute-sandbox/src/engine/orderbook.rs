//! The public order book: quote, depth, windows and fills, and what can be bought when.
//!
//! All of it is read off the same resting orders by the same rule: an order counts with what of it
//! can still trade. Nobody's identity shows.

use std::collections::BTreeMap;

use sfcompute_types::{InstanceSkuId, Price, Schedule, Timestamp};

use super::arena::{Key, OrderKey, SkuKey};
use super::minute::{Minute, minute_of, start_of};
use super::order::Side;
use super::order_view::price;
use super::requirements::Requirements;
use super::shape::Shape;
use super::sku::{SkuSummary, sku_position};
use super::steps::Steps;
use super::{Code, Edge, Engine, Page, Position, Refusal};

/// How far back public fills are looked at where nothing is said, in seconds: 7 days.
const FILLS_DEFAULT: i64 = 7 * 24 * 3_600;
/// How far back public fills can be looked at, in seconds: 30 days.
const FILLS_LIMIT: i64 = 30 * 24 * 3_600;

/// The orders of one side at one price on one SKU, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceLevel {
    /// The SKU.
    pub instance_sku: InstanceSkuId,
    /// The price.
    pub price: Price,
    /// The nodes that can still trade at this price, over time.
    pub schedule: Schedule,
}

/// The best price of each side for one window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The highest resting buy; the lowest SKU id where several have that price.
    pub best_bid: Option<PriceLevel>,
    /// The lowest resting sell; the lowest SKU id where several have that price.
    pub best_ask: Option<PriceLevel>,
}

/// The best prices of each side for one window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Depth {
    /// Resting buys, the highest price first.
    pub bids: Vec<PriceLevel>,
    /// Resting sells, the lowest price first.
    pub asks: Vec<PriceLevel>,
}

/// A SKU and a window for which orders rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRow {
    /// The SKU.
    pub instance_sku: InstanceSkuId,
    /// The first moment of the window, as the orders asked for it.
    pub start_at: Timestamp,
    /// The first moment after the window.
    pub end_at: Timestamp,
    /// The whole hours of the window.
    pub duration_hours: i64,
    /// How many buys rest.
    pub bids: i64,
    /// How many sells rest.
    pub asks: i64,
    /// The highest resting buy.
    pub best_bid: Option<PriceLevel>,
    /// The lowest resting sell.
    pub best_ask: Option<PriceLevel>,
}

/// A trade, without those who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFill {
    /// The SKU.
    pub instance_sku: InstanceSkuId,
    /// What was paid.
    pub price: Price,
    /// What was delivered: ranges with nodes.
    pub schedule: Schedule,
    /// When the trade was made.
    pub filled_at: Timestamp,
}

/// What of a SKU can be bought when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability {
    /// The SKU.
    pub instance_sku: SkuSummary,
    /// The nodes on sale over time, gaps said as zero nodes; empty where there are none.
    pub schedule: Schedule,
}

/// One side of a row while it is being counted.
#[derive(Default)]
struct Tally {
    orders: i64,
    best: Option<(i64, Shape)>,
}

impl Engine {
    /// The best price of each side for exactly this window.
    ///
    /// # Errors
    /// 422 where the end is not after the start.
    pub fn quote(
        &self,
        requirements: &Requirements,
        start: Timestamp,
        end: Timestamp,
    ) -> Result<Quote, Refusal> {
        let Depth { bids, asks } = self.depth(requirements, start, end, 1)?;
        Ok(Quote {
            best_bid: bids.into_iter().next(),
            best_ask: asks.into_iter().next(),
        })
    }

    /// At most so many of the best prices of each side for exactly this window.
    ///
    /// # Errors
    /// 422 where the end is not after the start.
    pub fn depth(
        &self,
        requirements: &Requirements,
        start: Timestamp,
        end: Timestamp,
        levels: usize,
    ) -> Result<Depth, Refusal> {
        check_ends(("start_at", start), ("end_at", end))?;
        let side = |side| self.levels(requirements, side, start, end, levels);
        Ok(Depth {
            bids: side(Side::Buy)?,
            asks: side(Side::Sell)?,
        })
    }

    /// SKUs and windows inside the range for which orders rest, by start, end and SKU id.
    ///
    /// # Errors
    /// 422 where the range's end is not after its start, or either is not on a whole minute.
    pub fn windows(
        &self,
        requirements: &Requirements,
        range_start: Timestamp,
        range_end: Timestamp,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<WindowRow>, Refusal> {
        for (field, time) in [("range_start_at", range_start), ("range_end_at", range_end)] {
            if !time.is_whole_minute() {
                let message = format!("{time} is not on a whole minute.");
                return Err(Refusal::field(field, Code::NotOnMinute, message));
            }
        }
        check_ends(("range_start_at", range_start), ("range_end_at", range_end))?;
        let (from, until) = (minute_of(range_start), minute_of(range_end));
        let mut rows: BTreeMap<(Minute, Minute, i64), (SkuKey, [Tally; 2])> = BTreeMap::new();
        for (ordinal, sku) in (0..).zip(self.matching_skus(requirements)) {
            for side in [Side::Buy, Side::Sell] {
                self.for_each_live(sku, side, |key, rate, live| {
                    let order = self.orders.get(key)?;
                    if from <= order.start && order.end <= until {
                        let row = rows.entry((order.start, order.end, ordinal));
                        let (_, tallies) = row.or_insert_with(|| (sku, Default::default()));
                        let [bids, asks] = tallies;
                        match side {
                            Side::Buy => bids.count(rate, &live),
                            Side::Sell => asks.count(rate, &live),
                        }
                    }
                    Ok(true)
                })?;
            }
        }
        let rows = rows.into_iter().map(|(at, row)| {
            let (start, end, ordinal) = at;
            (Position([start, end, ordinal]), (start, end, row))
        });
        Page::of(rows, limit, edge).try_map(|(start, end, (sku, [bids, asks]))| {
            let level = |best: Option<(i64, Shape)>| {
                best.map(|(rate, shape)| self.level(sku, rate, &shape))
                    .transpose()
            };
            Ok(WindowRow {
                instance_sku: self.sku(sku)?.id.clone(),
                start_at: start_of(start),
                end_at: start_of(end),
                duration_hours: (end - start) / 60,
                bids: bids.orders,
                asks: asks.orders,
                best_bid: level(bids.best)?,
                best_ask: level(asks.best)?,
            })
        })
    }

    /// Trades whose delivery lies inside the window, newest first; made at `since` or later, in the
    /// last 7 days where that is not said.
    ///
    /// # Errors
    /// 422 where the end is not after the start, or `since` is more than 30 days ago.
    pub fn public_fills(
        &self,
        requirements: &Requirements,
        start: Timestamp,
        end: Timestamp,
        since: Option<Timestamp>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<PublicFill>, Refusal> {
        check_ends(("start_at", start), ("end_at", end))?;
        let ago =
            |seconds: i64| Timestamp::from_seconds(self.now.as_seconds().saturating_sub(seconds));
        let since = since.unwrap_or(ago(FILLS_DEFAULT));
        if since < ago(FILLS_LIMIT) {
            let message = format!("{since} is more than 30 days ago.");
            return Err(Refusal::field("since_at", Code::TooFarBack, message));
        }
        let skus: Vec<_> = self.matching_skus(requirements).collect();
        let recent = self
            .trades
            .iter()
            .rev()
            .take_while(|(_, trade)| trade.at >= since);
        let rows = recent.filter(|(_, trade)| {
            let is_inside = trade
                .shape
                .extent()
                .is_some_and(|(from, until)| start <= start_of(from) && start_of(until) <= end);
            is_inside && skus.contains(&trade.sku)
        });
        // Only forward from here on, so the rows need not be walked from both ends.
        let rows: Vec<_> = rows
            .map(|(key, trade)| (Position([-i64::from(key.index()), 0, 0]), trade))
            .collect();
        Page::of(rows.into_iter(), limit, edge).try_map(|trade| {
            Ok(PublicFill {
                instance_sku: self.sku(trade.sku)?.id.clone(),
                price: price(trade.rate)?,
                schedule: trade.shape.to_schedule(),
                filled_at: trade.at,
            })
        })
    }

    /// What of each SKU that will do can be bought when, in the order the SKUs were registered.
    ///
    /// # Errors
    /// Internal only.
    pub fn list_availability(
        &self,
        requirements: &Requirements,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<Availability>, Refusal> {
        let admitted = self
            .skus
            .iter()
            .filter(|(_, record)| requirements.admit(&record.sku));
        let rows = admitted.map(|(key, _)| (sku_position(key), key));
        Page::of(rows, limit, edge).try_map(|sku| self.availability_of(sku))
    }

    /// What of a SKU can be bought when.
    ///
    /// # Errors
    /// 404 where there is no such SKU.
    pub fn availability(&self, sku: &str) -> Result<Availability, Refusal> {
        let key = self
            .find_sku(sku)
            .ok_or_else(|| Refusal::not_found("instance SKU", sku))?;
        self.availability_of(key)
    }

    fn availability_of(&self, sku: SkuKey) -> Result<Availability, Refusal> {
        let mut nodes = Steps::default();
        self.for_each_live(sku, Side::Sell, |_, _, live| {
            nodes.add_shape(&live, 1);
            Ok(true)
        })?;
        let schedule = nodes.to_schedule(minute_of(self.now));
        Ok(Availability {
            instance_sku: self.sku_summary(sku)?,
            schedule,
        })
    }

    /// The SKUs that will do, by id.
    pub(crate) fn matching_skus(
        &self,
        requirements: &Requirements,
    ) -> impl Iterator<Item = SkuKey> {
        let admits = |key: &SkuKey| self.sku(*key).is_ok_and(|sku| requirements.admit(sku));
        self.sku_ids.values().copied().filter(admits)
    }

    /// The best levels of a side over the matching SKUs, best first, ties by SKU id.
    fn levels(
        &self,
        requirements: &Requirements,
        side: Side,
        start: Timestamp,
        end: Timestamp,
        limit: usize,
    ) -> Result<Vec<PriceLevel>, Refusal> {
        let mut levels: Vec<(SkuKey, i64, Shape)> = Vec::new();
        for sku in self.matching_skus(requirements) {
            let first = levels.len();
            self.for_each_live(sku, side, |key, rate, live| {
                let order = self.orders.get(key)?;
                if start_of(order.start) != start || start_of(order.end) != end {
                    return Ok(true);
                }
                let count = levels.len() - first;
                match levels
                    .last_mut()
                    .filter(|(_, last, _)| count > 0 && *last == rate)
                {
                    Some((_, _, sum)) => *sum = sum.plus(&live),
                    None if count == limit => return Ok(false),
                    None => levels.push((sku, rate, live)),
                }
                Ok(true)
            })?;
        }
        // A stable sort: SKUs came in the order of their ids.
        match side {
            Side::Buy => levels.sort_by_key(|(_, rate, _)| std::cmp::Reverse(*rate)),
            Side::Sell => levels.sort_by_key(|(_, rate, _)| *rate),
        }
        levels.truncate(limit);
        levels
            .iter()
            .map(|(sku, rate, shape)| self.level(*sku, *rate, shape))
            .collect()
    }

    fn level(&self, sku: SkuKey, rate: i64, shape: &Shape) -> Result<PriceLevel, Refusal> {
        Ok(PriceLevel {
            instance_sku: self.sku(sku)?.id.clone(),
            price: price(rate)?,
            schedule: shape.to_schedule(),
        })
    }

    /// Shows each order of a side that can still trade, best first, with its rate and what of it
    /// can, until `show` says that it has seen enough.
    fn for_each_live(
        &self,
        sku: SkuKey,
        side: Side,
        mut show: impl FnMut(OrderKey, i64, Shape) -> Result<bool, Refusal>,
    ) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        for resting in self.skus.get(sku)?.book.resting(side) {
            let order = self.orders.get(resting.order)?;
            let live = order.live(this_minute);
            if !live.is_empty() && !show(resting.order, order.rate, live)? {
                break;
            }
        }
        Ok(())
    }
}

impl Tally {
    /// Counts an order; orders come best first.
    fn count(&mut self, rate: i64, live: &Shape) {
        self.orders += 1;
        match &mut self.best {
            None => self.best = Some((rate, live.clone())),
            Some((best, sum)) if *best == rate => *sum = sum.plus(live),
            Some(_) => {}
        }
    }
}

/// 422 where the end is not after the start; each with the name of its parameter.
fn check_ends(start: (&str, Timestamp), end: (&str, Timestamp)) -> Result<(), Refusal> {
    if start.1 < end.1 {
        return Ok(());
    }
    let message = format!("The end {} is not after the start {}.", end.1, start.1);
    Err(Refusal::field(end.0, Code::EndBeforeStart, message))
}
