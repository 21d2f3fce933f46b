//! Printing what came back as aligned tables.

use comfy_table::{CellAlignment, Table, presets};
use sfcompute::{Order, OrderExt as _, Pool, Schedule, ScheduleEnd, Timestamp, types};

/// The first whole hour after a time.
pub fn next_hour(now: Timestamp) -> Timestamp {
    let into_the_hour = now.as_seconds().rem_euclid(3600);
    now.checked_add_seconds(3600 - into_the_hour).unwrap_or(now)
}

fn table(title: &str, headings: &[&str], rows: Vec<Vec<String>>) {
    println!("{title}");
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_BORDERS_ONLY)
        .set_header(headings.to_vec());
    let empty = rows.is_empty();
    table.add_rows(rows);
    // Numbers stand to the right, under each other's last digit.
    for (index, heading) in headings.iter().enumerate() {
        if matches!(*heading, "nodes" | "$/node-hour")
            && let Some(column) = table.column_mut(index)
        {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    if empty {
        println!("  (nothing)\n");
    } else {
        println!("{table}\n");
    }
}

/// What an order is and how it ended.
pub fn order(order: &Order) {
    let text = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let average = &order.filled_average_price_dollars_per_node_hour;
    let rows = vec![
        ("id", order.id.to_string()),
        ("status", order.status.to_string()),
        ("side", order.side.to_string()),
        ("pool", text(order.pool_name().map(ToString::to_string))),
        ("SKU", text(order.sku_name().map(ToString::to_string))),
        (
            "limit",
            format!("${}", order.limit_price_dollars_per_node_hour),
        ),
        (
            "average",
            text(average.as_ref().map(|price| format!("${price}"))),
        ),
        ("filled at", text(order.filled_at.map(|at| at.to_string()))),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    table("The order", &["field", "value"], rows);
}

/// An order's fills, a row for each range of each fill.
pub fn fills(order: &Order) {
    let rows = order
        .fills()
        .iter()
        .flat_map(|fill| {
            let contract = fill
                .contract
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            let price = fill.price_dollars_per_node_hour.to_string();
            ranges(&fill.allocation_schedule_delta)
                .into_iter()
                .map(move |range| {
                    let mut row = vec![contract.clone()];
                    row.extend(range);
                    row.push(price.clone());
                    row
                })
        })
        .collect();
    table(
        "Its fills",
        &["contract", "from", "to", "nodes", "$/node-hour"],
        rows,
    );
}

/// A pool's schedule over all SKUs.
pub fn schedule(pool: &Pool) {
    let title = format!("The schedule of {}", pool.name);
    table(
        &title,
        &["from", "to", "nodes"],
        ranges(&pool.allocation_schedule.total),
    );
}

/// Both sides of the book, best prices first.
pub fn book(title: &str, book: &types::OrderbookDepthResponse) {
    let side = |name: &str, levels: &[types::PriceLevel]| -> Vec<Vec<String>> {
        levels
            .iter()
            .flat_map(|level| {
                ranges(&level.allocation_schedule_delta)
                    .into_iter()
                    .map(move |range| (level, range))
            })
            .map(|(level, range)| {
                let mut row = vec![name.to_owned(), level.instance_sku.to_string()];
                row.extend(range);
                row.push(level.dollars_per_node_hour.to_string());
                row
            })
            .collect()
    };
    let mut rows = side("bid", &book.bids);
    rows.extend(side("ask", &book.asks));
    table(
        title,
        &["side", "SKU", "from", "to", "nodes", "$/node-hour"],
        rows,
    );
}

/// From, to and nodes of each range.
fn ranges(schedule: &Schedule) -> Vec<Vec<String>> {
    schedule
        .entries()
        .iter()
        .map(|entry| {
            let end = match entry.end_at {
                ScheduleEnd::At(end) => end.to_string(),
                ScheduleEnd::Unbounded => "without end".to_owned(),
                ScheduleEnd::Next => "the next".to_owned(),
            };
            vec![
                entry.start_at.to_string(),
                end,
                entry.node_count.to_string(),
            ]
        })
        .collect()
}
