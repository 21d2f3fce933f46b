//! The public order book: quote, depth, windows and fills, and what can be bought when.
//!
//! All of it is read off the same resting orders by the same rule: an order counts with what of it
//! can still trade. Nobody's identity shows.

use sfcompute_types::{InstanceSkuId, Price, Schedule, Timestamp};

use super::arena::{Key, SkuKey};
use super::book::{WindowKey, Windows};
use super::minute::{Minute, minute_of, start_of};
use super::order::Side;
use super::order_view::price;
use super::requirements::Requirements;
use super::shape::Shape;
use super::sku::{SkuSummary, sku_position};
use super::steps::Steps;
use super::trade::Trade;
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
        let range = (minute_of(range_start), minute_of(range_end));
        let mut rows = Vec::new();
        for (ordinal, sku) in (0..).zip(self.matching_skus(requirements)) {
            let windows = self.skus.get(sku)?.book.windows();
            let found = windows_of_page(windows, range, ordinal, limit, edge);
            rows.extend(
                found.map(|(start, end)| (Position([start, end, ordinal]), (sku, (start, end)))),
            );
        }
        rows.sort_unstable_by_key(|(at, _)| *at);
        Page::of(rows.into_iter(), limit, edge).try_map(|(sku, window)| self.row(sku, window))
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
        let is_shown = |trade: &Trade| {
            let is_inside = trade
                .shape
                .extent()
                .is_some_and(|(from, until)| start <= start_of(from) && start_of(until) <= end);
            is_inside && skus.contains(&trade.sku)
        };
        let rows = self
            .trades
            .since(|trade| trade.at >= since)
            .rev()
            .filter(|(_, trade)| is_shown(trade))
            .map(|(key, trade)| (Position([-i64::from(key.index()), 0, 0]), trade));
        Page::of(rows, limit, edge).try_map(|trade| {
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
        let mut on_sale = Steps::default();
        for key in self.skus.get(sku)?.book.windows().orders() {
            let order = self.orders.get(key)?;
            if order.side == Side::Sell {
                on_sale.add_shape(&order.remaining, 1);
            }
        }
        let schedule = on_sale.to_schedule(minute_of(self.now));
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
        if !start.is_whole_minute() || !end.is_whole_minute() {
            return Ok(Vec::new());
        }
        let window = (minute_of(start), minute_of(end));
        for sku in self.matching_skus(requirements) {
            let of_sku = self.levels_of(sku, window, side, limit)?;
            levels.extend(of_sku.into_iter().map(|(rate, sum)| (sku, rate, sum)));
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

    /// At most so many of the best prices of one side of a window, each with what can trade at it.
    fn levels_of(
        &self,
        sku: SkuKey,
        window: WindowKey,
        side: Side,
        limit: usize,
    ) -> Result<Vec<(i64, Shape)>, Refusal> {
        let this_minute = minute_of(self.now);
        let mut levels: Vec<(i64, Shape)> = Vec::new();
        for key in self.skus.get(sku)?.book.windows().of(window, side) {
            let order = self.orders.get(key)?;
            let live = order.live(this_minute);
            let count = levels.len();
            match levels.last_mut() {
                Some((rate, sum)) if *rate == order.rate => *sum = sum.plus(&live),
                _ if count == limit => break,
                _ => levels.push((order.rate, live)),
            }
        }
        Ok(levels)
    }

    fn row(&self, sku: SkuKey, window: WindowKey) -> Result<WindowRow, Refusal> {
        let windows = self.skus.get(sku)?.book.windows();
        let best = |side| {
            let level = self.levels_of(sku, window, side, 1)?.into_iter().next();
            level
                .map(|(rate, shape)| self.level(sku, rate, &shape))
                .transpose()
        };
        let (start, end) = window;
        Ok(WindowRow {
            instance_sku: self.sku(sku)?.id.clone(),
            start_at: start_of(start),
            end_at: start_of(end),
            duration_hours: (end - start) / 60,
            bids: windows.count(window, Side::Buy),
            asks: windows.count(window, Side::Sell),
            best_bid: best(Side::Buy)?,
            best_ask: best(Side::Sell)?,
        })
    }
}

/// The windows inside a range that may be on the page: the next so many behind or before its edge,
/// and one more. A row of the same window counts as behind another by the ordinal of its SKU.
fn windows_of_page(
    windows: &Windows,
    (from, until): WindowKey,
    ordinal: i64,
    limit: usize,
    edge: Edge,
) -> impl Iterator<Item = WindowKey> {
    let first = (from, Minute::MIN);
    let mut at = match edge {
        Edge::Head => first,
        Edge::After(Position([start, end, last])) if ordinal > last => first.max((start, end)),
        Edge::After(Position([start, end, _])) => first.max((start, end.saturating_add(1))),
        Edge::Before(Position([start, end, next])) if ordinal < next => {
            (start, end.saturating_add(1))
        }
        Edge::Before(Position([start, end, _])) => (start, end),
    };
    let is_back = matches!(edge, Edge::Before(_));
    let found = std::iter::from_fn(move || {
        let window = match is_back {
            false => windows.next(at, until),
            true => windows
                .previous(at, until)
                .filter(|window| *window >= first),
        }?;
        let (start, end) = window;
        at = match is_back {
            false => (start, end.saturating_add(1)),
            true => window,
        };
        Some(window)
    });
    found.take(limit.saturating_add(1))
}

/// 422 where the end is not after the start; each with the name of its parameter.
fn check_ends(start: (&str, Timestamp), end: (&str, Timestamp)) -> Result<(), Refusal> {
    if start.1 < end.1 {
        return Ok(());
    }
    let message = format!("The end {} is not after the start {}.", end.1, start.1);
    Err(Refusal::field(end.0, Code::EndBeforeStart, message))
}
