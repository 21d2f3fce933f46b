//! What the page shows, section by section, as of the engine's time.
//!
//! Lists are cut where they get long, and say so.

use serde_json::{Value, json};
use sfcompute_types::{Schedule, ScheduleEnd, Tags, Timestamp};

use crate::engine::{
    AccountKey, AccountView, Code, Edge, Engine, Micros, OrderFilter, OrderSort, OrderStatus,
    OrderView, PoolFilter, PoolView, PriceLevel, PublicFill, Refusal, Requirements, Sku, WindowRow,
};

/// The most SKUs to choose from.
const MOST_SKUS: usize = 200;
/// The most windows to choose from.
const MOST_WINDOWS: usize = 200;
/// The most prices of each side.
const DEEPEST: usize = 25;
/// The most fills.
const MOST_FILLS: usize = 50;
/// The most pools of each account.
const MOST_POOLS: usize = 25;
/// The most changes of one SKU in one pool.
const MOST_CHANGES: usize = 200;
/// The most orders.
const MOST_ORDERS: usize = 100;
/// How much of the pools' past shows, in minutes: a day.
const PAST: u32 = 1_440;
/// How far ahead windows are looked for, in seconds: longer than any order may reach.
const AHEAD: i64 = 11 * 366 * 86_400;

/// What of the market is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The SKU of the book, by id; the first where none is given.
    pub(crate) sku: Option<String>,
    /// The window of the book; the first with orders where none is given.
    pub(crate) window: Option<(Timestamp, Timestamp)>,
    /// Only the orders of this account.
    pub(crate) account: Option<String>,
    /// Only orders that are not over.
    pub(crate) open_only: bool,
}

/// A section by name, as it is now.
pub(crate) type Section = (&'static str, Value);

/// All sections.
///
/// # Errors
/// 422 where the choice names what the market does not have.
pub(super) fn sections(engine: &Engine, choice: &Choice) -> Result<[Section; 5], Refusal> {
    let accounts = engine.accounts().map(|key| engine.account(key));
    let accounts = accounts.collect::<Result<Vec<_>, _>>()?;
    let sku = sku(engine, choice.sku.as_deref())?;
    Ok([
        ("accounts", accounts.iter().map(account).collect()),
        ("book", book(engine, sku, choice)?),
        ("fills", fills(engine, sku)?),
        ("pools", pools(engine, &accounts)?),
        ("orders", orders(engine, &accounts, choice)?),
    ])
}

fn account(account: &AccountView) -> Value {
    json!({
        "id": account.id.as_str(),
        "available": dollars(account.balance.available),
        "held": dollars(account.balance.held),
    })
}

/// The SKU that is meant, or the first; none in a market without any.
fn sku<'e>(engine: &'e Engine, name: Option<&str>) -> Result<Option<&'e Sku>, Refusal> {
    let Some(name) = name else {
        return Ok(engine
            .list_skus(1, Edge::Head)
            .items
            .first()
            .and_then(|first| engine.fetch_sku(first.id.as_str()).ok()));
    };
    let found = engine.fetch_sku(name);
    found
        .map(Some)
        .map_err(|_| unknown("sku", "instance SKU", name))
}

fn unknown(field: &str, what: &str, name: &str) -> Refusal {
    let message = format!("There is no {what} `{name}`.");
    Refusal::field(field, Code::UnknownReference, message)
}

fn only(sku: &Sku) -> Result<Requirements, Refusal> {
    Requirements::from_values([("instance_sku", [sku.id.as_str()])])
}

/// The book of a SKU: its windows, and the depth of one of them.
fn book(engine: &Engine, sku: Option<&Sku>, choice: &Choice) -> Result<Value, Refusal> {
    let Some(sku) = sku else {
        return Ok(Value::Null);
    };
    let skus = engine.list_skus(MOST_SKUS, Edge::Head);
    let only = only(sku)?;
    // Windows of orders that rest began before now, if at all, by less than they reach ahead.
    let now = engine.now().floor_minute().as_seconds();
    let range = [now.saturating_sub(AHEAD), now.saturating_add(AHEAD)];
    let [from, until] = range.map(|second| Timestamp::from_seconds(second).floor_minute());
    let windows = engine.windows(&only, from, until, MOST_WINDOWS, Edge::Head)?;
    let first = windows.items.first().map(|row| (row.start_at, row.end_at));
    let shown = choice.window.or(first);
    let depth = match shown {
        Some((start, end)) => engine.depth(&only, start, end, DEEPEST)?,
        None => Default::default(),
    };
    Ok(json!({
        "sku": sku.id.as_str(),
        "skus": skus.items.iter().map(sku_option).collect::<Value>(),
        "windows": windows.items.iter().map(window_option).collect::<Value>(),
        "more_windows": windows.has_more,
        "window": shown.map(|(start, end)| json!({
            "start_at": start.to_string(), "start": start,
            "end_at": end.to_string(), "end": end,
        })),
        "bids": levels(&depth.bids),
        "asks": levels(&depth.asks),
    }))
}

fn sku_option(sku: &Sku) -> Value {
    let properties = &sku.properties;
    let texts = [
        &properties.accelerator,
        &properties.form_factor,
        &properties.region,
    ];
    let about = texts.into_iter().flatten();
    let about: Vec<_> = about.map(|known| known.display_value.as_str()).collect();
    json!({ "id": sku.id.as_str(), "alias": sku.alias.as_str(), "about": about.join(", ") })
}

fn window_option(row: &WindowRow) -> Value {
    json!({
        "start_at": row.start_at.to_string(), "start": row.start_at,
        "end_at": row.end_at.to_string(), "end": row.end_at,
        "hours": row.duration_hours, "bids": row.bids, "asks": row.asks,
    })
}

/// Prices with their nodes, and how many there are up to each.
fn levels(levels: &[PriceLevel]) -> Value {
    let mut total: i64 = 0;
    let shown = levels.iter().map(|level| {
        let nodes = peak(&level.schedule);
        total = total.saturating_add(nodes);
        json!({ "price": level.price, "nodes": nodes, "total": total })
    });
    shown.collect()
}

/// The most nodes at any one time.
fn peak(schedule: &Schedule) -> i64 {
    let nodes = schedule.iter().map(|entry| i64::from(entry.node_count));
    nodes.max().unwrap_or_default()
}

/// From when until when a schedule has nodes.
fn extent(schedule: &Schedule) -> (Value, Value) {
    let first = schedule
        .entries()
        .first()
        .map(|entry| json!(entry.start_at.to_string()));
    let last = schedule.entries().last().map(|entry| end(entry.end_at));
    (first.unwrap_or_default(), last.unwrap_or_default())
}

/// An end; null where there is none. The engine says all ends.
fn end(end: ScheduleEnd) -> Value {
    match end {
        ScheduleEnd::At(end) => json!(end.to_string()),
        ScheduleEnd::Unbounded | ScheduleEnd::Next => Value::Null,
    }
}

/// The SKU's latest fills, whenever they are delivered.
fn fills(engine: &Engine, sku: Option<&Sku>) -> Result<Value, Refusal> {
    let Some(sku) = sku else {
        return Ok(json!({ "rows": [], "more": false }));
    };
    let (start, end) = (i64::MIN, i64::MAX);
    let [start, end] = [start, end].map(Timestamp::from_seconds);
    let page = engine.public_fills(&only(sku)?, start, end, None, MOST_FILLS, Edge::Head)?;
    let row = |fill: &PublicFill| {
        let (start_at, end_at) = extent(&fill.schedule);
        json!({
            "at": fill.filled_at.to_string(), "price": fill.price,
            "nodes": peak(&fill.schedule), "start_at": start_at, "end_at": end_at,
        })
    };
    let rows: Value = page.items.iter().map(row).collect();
    Ok(json!({ "rows": rows, "more": page.has_more }))
}

/// Each account's pools, the first made first.
fn pools(engine: &Engine, accounts: &[AccountView]) -> Result<Value, Refusal> {
    let (mut rows, mut more) = (Vec::new(), false);
    for account in accounts {
        let all = PoolFilter::default();
        let page = engine.list_pools(account.key, &all, PAST, MOST_POOLS, Edge::Head)?;
        more |= page.has_more;
        let own = page.items.iter().rev().map(|pool| shown_pool(engine, pool));
        rows.extend(own.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(json!({ "rows": rows, "more": more }))
}

fn shown_pool(engine: &Engine, pool: &PoolView) -> Result<Value, Refusal> {
    let by_sku = pool.by_instance_sku.iter().map(|(id, schedule)| {
        let alias = engine.fetch_sku(id.as_str())?.alias.as_str();
        let changes = schedule.iter().take(MOST_CHANGES).map(|entry| {
            json!({
                "start_at": entry.start_at.to_string(),
                "end_at": end(entry.end_at),
                "nodes": entry.node_count,
            })
        });
        Ok(json!({
            "id": id.as_str(), "alias": alias,
            "nodes_now": schedule.nodes_at(engine.now()),
            "changes": changes.collect::<Value>(),
            "more": schedule.len() > MOST_CHANGES,
        }))
    });
    let by_sku = by_sku.collect::<Result<Vec<_>, Refusal>>()?;
    let tags = pool.tags.iter().flat_map(Tags::iter);
    Ok(json!({
        "id": pool.id.as_str(),
        "account": pool.owner.as_str(),
        "workspace": pool.workspace.as_str(),
        "name": pool.name.as_str(),
        "kind": pool.kind.as_str(),
        "tags": tags.map(|(key, value)| format!("{key}={value}")).collect::<Value>(),
        "skus": by_sku,
    }))
}

/// The latest orders of the chosen accounts, the latest first.
fn orders(engine: &Engine, accounts: &[AccountView], choice: &Choice) -> Result<Value, Refusal> {
    const OPEN: [OrderStatus; 3] = [
        OrderStatus::Pending,
        OrderStatus::Standing,
        OrderStatus::PartiallyFilled,
    ];
    let filter = OrderFilter {
        statuses: if choice.open_only { &OPEN } else { &[] },
        ..OrderFilter::default()
    };
    let chosen = match choice.account.as_deref() {
        Some(name) => {
            let key = engine.account_named(name);
            Some(key.ok_or_else(|| unknown("account", "account", name))?)
        }
        None => None,
    };
    let is_chosen = |key: AccountKey| chosen.is_none_or(|chosen| chosen == key);
    let (mut rows, mut more) = (Vec::new(), false);
    for account in accounts.iter().filter(|account| is_chosen(account.key)) {
        let sort = OrderSort::CreatedAtDescending;
        let page = engine.list_orders(account.key, &filter, sort, MOST_ORDERS, Edge::Head)?;
        more |= page.has_more;
        rows.extend(page.items.into_iter().map(|order| (account, order)));
    }
    // Greater keys were placed later.
    rows.sort_unstable_by_key(|(_, order)| std::cmp::Reverse(order.key));
    more |= rows.len() > MOST_ORDERS;
    rows.truncate(MOST_ORDERS);
    let rows = rows
        .iter()
        .map(|(account, order)| shown_order(account, order));
    Ok(json!({
        "account": choice.account,
        "open_only": choice.open_only,
        "rows": rows.collect::<Value>(),
        "more": more,
        "total": engine.order_count(),
        "open": engine.open_orders(),
    }))
}

fn shown_order(account: &AccountView, order: &OrderView) -> Value {
    let (start_at, end_at) = extent(&order.schedule);
    json!({
        "id": order.id.as_str(),
        "account": account.id.as_str(),
        "pool": order.pool.name.as_str(),
        "sku": order.instance_sku.alias.as_str(),
        "side": order.side.as_str(),
        "status": order.status.as_str(),
        "nodes": peak(&order.schedule),
        "filled": order.filled_nodes.unwrap_or_default(),
        "price": order.limit_price,
        "average": order.average_price,
        "start_at": start_at,
        "end_at": end_at,
        "at": order.created_at.to_string(),
        "standing": order.allow_standing,
        "partial": order.allow_partial,
    })
}

/// Millionths of a dollar as dollars: at least two decimals, and no more than it takes.
fn dollars(micros: Micros) -> String {
    const DOLLAR: u128 = 1_000_000;
    let amount = micros.unsigned_abs();
    let sign = if micros < 0 { "-" } else { "" };
    let fraction = format!("{:06}", amount % DOLLAR);
    let (cents, rest) = fraction.split_at(2);
    let rest = rest.trim_end_matches('0');
    format!("{sign}{}.{cents}{rest}", amount / DOLLAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_exact_and_have_cents() {
        for (micros, text) in [
            (0, "0.00"),
            (1, "0.000001"),
            (250_000_000_000, "250000.00"),
            (1_230_000, "1.23"),
            (-1_234_500, "-1.2345"),
            (i128::MAX, "170141183460469231731687303715884.105727"),
        ] {
            assert_eq!(dollars(micros), text);
        }
    }
}
