//! Orders: placing, reading, cancelling and listing them.

use std::sync::Arc;

use sfcompute_api::types;
use sfcompute_types::{InstanceSkuId, OrderId, PoolRef, ProcurementRef};

use crate::engine::{
    Engine, FillView, NewOrder, OrderFilter, OrderSort, OrderStatus, OrderView, Principal,
    PrincipalKind, Side, SkuSummary,
};

use super::body::{choice, flag, price, schedule, text};
use super::cursor;
use super::exchange::{Call, Reply, json};
use super::list::{List, limit};
use super::pools::{capacity_summary, named_pool, pool_or_capacity, pool_summary};
use super::problem::Refused;

pub(super) const SIDES: [(&str, Side); 2] = [("buy", Side::Buy), ("sell", Side::Sell)];

const STATUSES: [(&str, OrderStatus); 6] = [
    ("pending", OrderStatus::Pending),
    ("standing", OrderStatus::Standing),
    ("partially_filled", OrderStatus::PartiallyFilled),
    ("filled", OrderStatus::Filled),
    ("cancelled", OrderStatus::Cancelled),
    ("rejected", OrderStatus::Rejected),
];

/// Sorts with the number that their cursors carry.
const SORTS: [(&str, (OrderSort, u64)); 4] = [
    ("-created_at", (OrderSort::CreatedAtDescending, 0)),
    ("created_at", (OrderSort::CreatedAt, 1)),
    ("-start_at", (OrderSort::StartAtDescending, 2)),
    ("start_at", (OrderSort::StartAt, 3)),
];

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let request = read(&call)?;
    let understood = json(&request)?;
    let order = NewOrder {
        pool: named_pool(&request.pool, &request.capacity),
        side: side(&request.side),
        instance_sku: request.instance_sku.as_str(),
        schedule: &request.allocation_schedule_delta,
        limit_price: request.limit_price_dollars_per_node_hour,
        allow_standing: request.allow_standing.unwrap_or_default(),
        allow_partial: request.allow_partial.unwrap_or_default(),
        created_by: Some(Arc::clone(&call.caller.principal)),
    };
    let made = engine.place_order(
        call.account(),
        order,
        call.idempotency(&understood),
        call.now,
    )?;
    Reply::json(&shown(engine.order(made.key)?))
}

fn read(call: &Call<'_>) -> Result<types::CreateOrderRequest, Refused> {
    let mut body = call.body()?;
    let (pool, capacity) = pool_or_capacity(&mut body);
    let side = body.required("side", choice(&SIDES));
    let instance_sku = body.required("instance_sku", text::<InstanceSkuId>);
    let schedule = body.required("allocation_schedule_delta", schedule);
    let limit_price = body.required("limit_price_dollars_per_node_hour", price);
    let allow_standing = body.optional("allow_standing", flag);
    let allow_partial = body.optional("allow_partial", flag);
    let request = (|| {
        Some(types::CreateOrderRequest {
            allocation_schedule_delta: schedule?,
            allow_partial,
            allow_standing,
            capacity,
            instance_sku: instance_sku?,
            limit_price_dollars_per_node_hour: limit_price?,
            pool,
            side: side?.as_str().into(),
        })
    })();
    body.problems.finish(request)
}

fn side(side: &types::Side) -> Side {
    match side {
        types::Side::Sell => Side::Sell,
        // The request was read with no other words than these two.
        _ => Side::Buy,
    }
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_order(
        call.account(),
        &call.id,
        call.now,
    )?))
}

pub(super) fn cancel(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    engine.cancel_order(call.account(), &call.id, call.now)?;
    Ok(Reply::EMPTY)
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = limit(&mut query);
    let (sort, number) = query.choice("sort_by", &SORTS).unwrap_or_default();
    let cursors = cursor::orders(number);
    let edge = cursors.edge(&mut query);
    let ids = query.many::<OrderId>("id");
    let pool = query.one::<PoolRef>("pool");
    let workspace = query.text("workspace");
    let side = query.choice("side", &SIDES);
    let statuses = query.choices("status", &STATUSES);
    let created_after = query.time("created_after");
    let created_before = query.time("created_before");
    let procurement = query.one::<ProcurementRef>("procurement");
    query.problems.finish(Some(()))?;
    let ids: Vec<_> = ids.iter().map(OrderId::as_str).collect();
    let filter = OrderFilter {
        ids: &ids,
        pool: pool.as_ref().map(PoolRef::as_str),
        workspace: workspace.as_deref(),
        side,
        statuses: &statuses,
        created_after,
        created_before,
        procurement: procurement.as_ref().map(ProcurementRef::as_str),
    };
    let page = engine.list_orders(account, &filter, sort, limit, edge)?;
    Reply::json(&List::of(page.map(shown), cursors))
}

/// An order with the fields of both revisions.
fn shown(order: OrderView) -> types::OrderResponse {
    types::OrderResponse {
        allocation_schedule_delta: order.schedule,
        allow_partial: Some(order.allow_partial),
        allow_standing: order.allow_standing,
        cancelled_at: order.cancelled_at,
        capacity: Some(capacity_summary(&order.pool)),
        created_at: order.created_at,
        created_by: order.created_by.as_deref().map(principal),
        filled_allocation_schedule_delta: Some(order.filled_schedule),
        filled_at: order.filled_at,
        filled_average_price_dollars_per_node_hour: order.average_price,
        filled_quantity: order.filled_nodes,
        fills: order.fills.into_iter().map(fill).collect(),
        id: order.id,
        instance_sku: Some(sku(order.instance_sku)),
        limit_price_dollars_per_node_hour: order.limit_price,
        object: "order".to_owned(),
        pool: Some(pool_summary(&order.pool)),
        side: order.side.as_str().into(),
        status: order.status.as_str().into(),
    }
}

fn fill(fill: FillView) -> types::OrderFill {
    types::OrderFill {
        allocation_schedule_delta: fill.schedule,
        contract: Some(fill.contract),
        filled_at: fill.filled_at,
        price_dollars_per_node_hour: fill.price,
    }
}

fn principal(principal: &Principal) -> types::OrderPrincipal {
    let (kind, email, name) = match &principal.kind {
        PrincipalKind::User { email } => (types::OrderPrincipalKind::User, email.clone(), None),
        PrincipalKind::Token { name } => (types::OrderPrincipalKind::Token, None, name.clone()),
    };
    types::OrderPrincipal {
        email,
        id: principal.id.clone(),
        name,
        type_: kind,
    }
}

/// A SKU under its name of both revisions.
pub(super) fn sku(sku: SkuSummary) -> types::InstanceSkuSummary {
    types::InstanceSkuSummary {
        alias: Some(sku.alias.clone()),
        id: sku.id,
        name: Some(sku.alias),
        object: Some("instance_sku".to_owned()),
    }
}
