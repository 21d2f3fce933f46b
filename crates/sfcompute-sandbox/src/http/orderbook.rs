//! The public order book: quote, depth, fills and windows.

use serde::Serialize;
use sfcompute_api::types;
use sfcompute_types::{Name, Timestamp};

use crate::engine::{Engine, PriceLevel, PublicFill, Requirements, WindowRow};

use super::cursor::{FILLS, WINDOWS};
use super::exchange::{Call, Reply};
use super::list::{List, clamped_limit};
use super::problem::Refused;
use super::query::Query;

/// How many prices of each side are shown at most.
const DEEPEST: u64 = 100;
/// How many are shown where nothing is said.
const DEPTH: u64 = 20;

pub(super) fn quote(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut query = call.query;
    let hardware = hardware(&mut query);
    let window = window(&mut query, "start_at", "end_at");
    let (hardware, (start_at, end_at)) = query.problems.finish(hardware.zip(window))?;
    let quote = engine.quote(&hardware, start_at, end_at)?;
    Reply::json(&types::OrderbookQuoteResponse {
        best_ask: quote.best_ask.map(level),
        best_bid: quote.best_bid.map(level),
        end_at,
        requested_at: call.now,
        requirements: echoed(&hardware),
        start_at,
    })
}

pub(super) fn depth(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut query = call.query;
    let hardware = hardware(&mut query);
    let window = window(&mut query, "start_at", "end_at");
    let levels = query.clamped("depth", 1..=DEEPEST).unwrap_or(DEPTH);
    let levels = usize::try_from(levels).unwrap_or(usize::MAX);
    let (hardware, (start_at, end_at)) = query.problems.finish(hardware.zip(window))?;
    let depth = engine.depth(&hardware, start_at, end_at, levels)?;
    Reply::json(&types::OrderbookDepthResponse {
        asks: depth.asks.into_iter().map(level).collect(),
        bids: depth.bids.into_iter().map(level).collect(),
        end_at,
        requested_at: call.now,
        requirements: echoed(&hardware),
        start_at,
    })
}

/// Fills with the window that was asked for.
#[derive(Debug, Serialize)]
struct Fills {
    #[serde(flatten)]
    list: List<types::OrderbookFill>,
    requirements: types::Requirements,
    start_at: Timestamp,
    end_at: Timestamp,
    requested_at: Timestamp,
}

pub(super) fn fills(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut query = call.query;
    let hardware = hardware(&mut query);
    let window = window(&mut query, "start_at", "end_at");
    let since = query.time("since_at");
    let limit = clamped_limit(&mut query);
    let edge = FILLS.edge_forward(&mut query);
    let (hardware, (start_at, end_at)) = query.problems.finish(hardware.zip(window))?;
    let page = engine.public_fills(&hardware, start_at, end_at, since, limit, edge)?;
    Reply::json(&Fills {
        list: List::of(page.map(fill), FILLS),
        requirements: echoed(&hardware),
        start_at,
        end_at,
        requested_at: call.now,
    })
}

/// Windows with the range that was asked for.
#[derive(Debug, Serialize)]
struct Windows {
    #[serde(flatten)]
    list: List<types::OrderbookWindow>,
    requirements: types::Requirements,
    range_start_at: Timestamp,
    range_end_at: Timestamp,
}

pub(super) fn windows(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut query = call.query;
    let hardware = hardware(&mut query);
    let range = window(&mut query, "range_start_at", "range_end_at");
    let limit = clamped_limit(&mut query);
    let edge = WINDOWS.edge_forward(&mut query);
    let (hardware, (start, end)) = query.problems.finish(hardware.zip(range))?;
    let page = engine.windows(&hardware, start, end, limit, edge)?;
    Reply::json(&Windows {
        list: List::of(page.map(row), WINDOWS),
        requirements: echoed(&hardware),
        range_start_at: start,
        range_end_at: end,
    })
}

/// The hardware that is asked for; all of it where nothing is said.
fn hardware(query: &mut Query) -> Option<Requirements> {
    let text = query.text("requirements").unwrap_or_default();
    query.problems.take(Requirements::parse(&text))
}

fn window(query: &mut Query, start: &str, end: &str) -> Option<(Timestamp, Timestamp)> {
    let start = query.required_time(start);
    let end = query.required_time(end);
    start.zip(end)
}

/// What was asked for, under the keys' names of today.
fn echoed(hardware: &Requirements) -> types::Requirements {
    let key = |(key, values): (&str, &[Name])| (key.to_owned(), values.to_vec());
    types::Requirements(hardware.iter().map(key).collect())
}

fn level(level: PriceLevel) -> types::PriceLevel {
    types::PriceLevel {
        allocation_schedule_delta: level.schedule,
        dollars_per_node_hour: level.price,
        instance_sku: level.instance_sku,
    }
}

fn fill(fill: PublicFill) -> types::OrderbookFill {
    types::OrderbookFill {
        allocation_schedule_delta: fill.schedule,
        dollars_per_node_hour: fill.price,
        filled_at: fill.filled_at,
        instance_sku: fill.instance_sku,
    }
}

fn row(row: WindowRow) -> types::OrderbookWindow {
    types::OrderbookWindow {
        best_ask: row.best_ask.map(level),
        best_bid: row.best_bid.map(level),
        duration_hours: row.duration_hours,
        end_at: row.end_at,
        instance_sku: row.instance_sku,
        start_at: row.start_at,
        total_ask_order_count: row.asks,
        total_bid_order_count: row.bids,
    }
}
