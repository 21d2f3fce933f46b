//! Orders and transfers as they are compared: what was asked for, and nothing that the market adds.

use sfcompute::types::{OrderResponse, PoolTransferResponse};
use sfcompute::{Price, Schedule, ScheduleEnd, Timestamp};
use sfcompute_sandbox::engine::{OrderView, TransferView};

/// Nodes over a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends; never for nothing.
    pub end: Option<Timestamp>,
    /// How many nodes.
    pub nodes: i32,
}

/// What an order or a transfer is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Terms {
    /// An order.
    Order {
        /// `buy` or `sell`.
        side: String,
        /// The pool's id.
        pool: Option<String>,
        /// The SKU's id.
        sku: Option<String>,
        /// What is wanted or offered.
        ranges: Vec<Range>,
        /// The limit price, as the market rounds it.
        price: Price,
        /// Whether it may rest.
        standing: bool,
        /// Whether it may fill in part.
        partial: Option<bool>,
    },
    /// A transfer.
    Transfer {
        /// The id of the pool that gives.
        from: String,
        /// The id of the pool that receives.
        to: String,
        /// The SKU's id.
        sku: String,
        /// What moves.
        ranges: Vec<Range>,
    },
}

/// The parts of a schedule that have nodes.
pub(super) fn ranges(schedule: &Schedule) -> Vec<Range> {
    let with_nodes = schedule
        .entries()
        .iter()
        .filter(|entry| entry.node_count != 0);
    let range = with_nodes.map(|entry| Range {
        start: entry.start_at,
        end: match entry.end_at {
            ScheduleEnd::At(end) => Some(end),
            _ => None,
        },
        nodes: entry.node_count,
    });
    range.collect()
}

impl Terms {
    /// Those of an order as the client was told.
    pub fn of_order(order: &OrderResponse) -> Self {
        Self::Order {
            side: order.side.to_string(),
            pool: order.pool.as_ref().map(|pool| pool.id.to_string()),
            sku: order.instance_sku.as_ref().map(|sku| sku.id.to_string()),
            ranges: ranges(&order.allocation_schedule_delta),
            price: order.limit_price_dollars_per_node_hour,
            standing: order.allow_standing,
            partial: order.allow_partial,
        }
    }

    /// Those of a transfer as the client was told.
    pub fn of_transfer(transfer: &PoolTransferResponse) -> Self {
        Self::Transfer {
            from: transfer.from_pool.to_string(),
            to: transfer.to_pool.to_string(),
            sku: transfer.instance_sku.id.to_string(),
            ranges: ranges(&transfer.allocation_schedule_delta),
        }
    }

    /// Those of an order as the market holds it.
    pub fn of_held_order(order: &OrderView) -> Self {
        Self::Order {
            side: order.side.as_str().to_owned(),
            pool: Some(order.pool.id.to_string()),
            sku: Some(order.instance_sku.id.to_string()),
            ranges: ranges(&order.schedule),
            price: order.limit_price,
            standing: order.allow_standing,
            partial: Some(order.allow_partial),
        }
    }

    /// Those of a transfer as the market holds it.
    pub fn of_held_transfer(transfer: &TransferView) -> Self {
        Self::Transfer {
            from: transfer.from_pool.to_string(),
            to: transfer.to_pool.to_string(),
            sku: transfer.instance_sku.id.to_string(),
            ranges: ranges(&transfer.schedule),
        }
    }
}
