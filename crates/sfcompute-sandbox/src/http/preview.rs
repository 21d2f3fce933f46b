//! The order preview.

use sfcompute_api::types;
use sfcompute_types::{PoolRef, Price};

use crate::engine::{
    Engine, Fees, PLACEHOLDER_POOL, Preview, PreviewRequest, QuotedOrder, Requirements, Side,
};

use super::body::{choice, int32, requirements, text, time, unsigned};
use super::exchange::{Call, Reply};
use super::orders::SIDES;
use super::problem::Refused;

pub(super) fn preview(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let side = body.required("side", choice(&SIDES));
    let named = body.required("requirements", requirements);
    let named = named.and_then(|named| body.problems.take(Requirements::from_values(named)));
    let start_at = body.required("start_at", time);
    let duration_seconds = body.required("duration_seconds", unsigned);
    let node_count = body.required("node_count", int32);
    let pool = body.nullable("pool", text::<PoolRef>);
    let request = (|| {
        Some(PreviewRequest {
            side: side?,
            requirements: named.as_ref()?,
            start_at: start_at?,
            duration_seconds: duration_seconds?,
            node_count: node_count?,
            pool: pool.as_ref().map(PoolRef::as_str),
        })
    })();
    let request = body.problems.finish(request)?;
    Reply::json(&match engine.preview(call.account(), request)? {
        Preview::Quoted(order) => quoted(order)?.into(),
        Preview::Unavailable { reason, fees } => {
            types::OrderPreviewResponse::from(types::OrderPreviewResponseUnavailable {
                fee: fees.map(fee).transpose()?,
                notices: Vec::new(),
                reason: reason.as_str().into(),
            })
        }
    })
}

fn quoted(order: QuotedOrder) -> Result<types::OrderPreviewResponseQuoted, Refused> {
    let pool = order.pool.as_deref().unwrap_or(PLACEHOLDER_POOL);
    Ok(types::OrderPreviewResponseQuoted {
        fee: fee(order.fees)?,
        notices: Vec::new(),
        post_order_body: types::CreateOrderRequest {
            allocation_schedule_delta: order.schedule,
            allow_partial: Some(false),
            allow_standing: Some(false),
            capacity: None,
            instance_sku: order.instance_sku,
            limit_price_dollars_per_node_hour: order.limit_price,
            pool: Some(pool.parse().map_err(Refused::internal)?),
            side: match order.side {
                Side::Buy => types::Side::Buy,
                Side::Sell => types::Side::Sell,
            },
        },
    })
}

fn fee(fees: Fees) -> Result<types::OrderPreviewFee, Refused> {
    let flat = fees.flat_micros_per_node_minute();
    Ok(types::OrderPreviewFee {
        flat_dollars_per_node_hour: Price::from_micros_per_node_minute(flat.into())
            .map_err(Refused::internal)?,
        percentage_bps: fees.basis_points().into(),
    })
}
