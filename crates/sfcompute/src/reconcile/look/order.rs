//! Looking for an order.

use std::pin::pin;

use futures_util::TryStreamExt as _;
use sfcompute_api::types::{CreateOrderRequest, OrderResponse};
use sfcompute_types::{PoolId, PoolRef};

use super::{Found, PAGE, Span, same_id, same_schedule, seen_pool};
use crate::client::Client;
use crate::error::Error;
use crate::intent::Intent;
use crate::options::CallOptions;
use crate::reconcile::answer::{Resource, Why};

/// The pool of an order, as far as it can be compared.
enum Pool {
    /// The token sees it.
    Seen(PoolId),
    /// Known by the id of its earlier form alone.
    Capacity(String),
}

pub(super) async fn look(
    client: &Client,
    intent: &Intent,
    span: &Span,
    options: &CallOptions,
) -> Result<Found, Error> {
    let Ok(body) = serde_json::from_str::<CreateOrderRequest>(intent.body()) else {
        return Ok(Found::nothing(Why::NotVisible));
    };
    let Some(pool) = pool(client, &body, options).await? else {
        return Ok(Found::nothing(Why::NotVisible));
    };
    let list = client
        .orders()
        .list()
        .side(body.side.clone())
        .created_after(span.earliest)
        .limit(PAGE)
        .options(options.clone());
    let (list, gap) = match &pool {
        Pool::Seen(id) => (list.pool(id), None),
        // Every order that the token sees; which need not be every one there is.
        Pool::Capacity(_) => (list, Some(Why::NotVisible)),
    };
    let mut found = Found {
        gap,
        ..Found::default()
    };
    let mut orders = pin!(list.items());
    while let Some(order) = orders.try_next().await? {
        if matches(&body, &order) && in_pool(&pool, &order) {
            found.add(span, Resource::Order(Box::new(order)));
        }
    }
    Ok(found)
}

async fn pool(
    client: &Client,
    body: &CreateOrderRequest,
    options: &CallOptions,
) -> Result<Option<Pool>, Error> {
    let reference: PoolRef = match (&body.pool, &body.capacity) {
        (Some(pool), _) => pool.clone(),
        (None, Some(capacity)) => match capacity.as_str().strip_prefix("sfc:capacity:") {
            // The same resource under its present name.
            Some(rest) => match format!("sfc:pool:{rest}").parse() {
                Ok(path) => path,
                Err(_) => return Ok(None),
            },
            None => return Ok(Some(Pool::Capacity(capacity.as_str().to_owned()))),
        },
        (None, None) => return Ok(None),
    };
    Ok(seen_pool(client, &reference, options)
        .await?
        .map(Pool::Seen))
}

fn in_pool(pool: &Pool, order: &OrderResponse) -> bool {
    let shown = order.pool.as_ref().map(|pool| pool.id.as_str());
    let earlier = order.capacity.as_ref().map(|capacity| capacity.id.as_str());
    let wanted = match pool {
        Pool::Seen(id) => id.as_str(),
        Pool::Capacity(id) => id.as_str(),
    };
    match shown.or(earlier) {
        Some(id) => same_id(id, wanted),
        // The list was of this pool; an order that does not name it is still of it.
        None => matches!(pool, Pool::Seen(_)),
    }
}

/// Whether an order has the terms of a request. What the server chose by itself is not compared.
pub(in crate::reconcile) fn matches(body: &CreateOrderRequest, order: &OrderResponse) -> bool {
    let chosen = |asked: Option<bool>, shown: Option<bool>| match (asked, shown) {
        (Some(asked), Some(shown)) => asked == shown,
        _ => true,
    };
    body.side == order.side
        && order
            .instance_sku
            .as_ref()
            .is_none_or(|sku| same_id(sku.id.as_str(), body.instance_sku.as_str()))
        && same_schedule(
            &body.allocation_schedule_delta,
            &order.allocation_schedule_delta,
        )
        && body.limit_price_dollars_per_node_hour.rounded_to_step()
            == order.limit_price_dollars_per_node_hour.rounded_to_step()
        && chosen(body.allow_standing, Some(order.allow_standing))
        && chosen(body.allow_partial, order.allow_partial)
}
