//! Procurements: setting up, reading, changing, deleting and listing them.

use std::sync::Arc;

use serde_json::Value;
use sfcompute_api::types;
use sfcompute_types::{InstanceSkuId, Name, Patch, PoolRef, ProcurementTarget};

use crate::engine::{
    AutomationFilter, AutomationStatus, Engine, NewProcurement, ProcurementPatch, ProcurementView,
};

use super::body::{Body, Decoded, choice, flag, int32, price, text, unsigned};
use super::cursor::PROCUREMENTS;
use super::exchange::{Call, Reply};
use super::list::{List, short_limit};
use super::orders::sku;
use super::pools::{capacity_summary, named_pool, pool_or_capacity, pool_summary};
use super::problem::Refused;

/// The targets that are words.
const TARGETS: [(&str, ()); 1] = [("node_count", ())];

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let request = read(call.body()?)?;
    let procurement = NewProcurement {
        name: request.name.as_ref().map(Name::as_str),
        pool: named_pool(&request.pool, &request.capacity),
        instance_sku: request.instance_sku.as_str(),
        target: &request.target,
        min_sell_price: request.min_sell_price_dollars_per_node_hour,
        max_buy_price: request.max_buy_price_dollars_per_node_hour,
        managed_window_minutes: request.managed_window_minutes,
        is_enabled: request.enabled.unwrap_or(true),
        created_by: Some(Arc::clone(&call.caller.principal)),
    };
    let key = engine.create_procurement(call.account(), procurement, call.now)?;
    Reply::json(&shown(engine.procurement(key)?))
}

fn read(mut body: Body) -> Result<types::CreateProcurementRequest, Refused> {
    let name = body.nullable("name", text::<Name>);
    let (pool, capacity) = pool_or_capacity(&mut body);
    let target = body.required("target", target);
    let instance_sku = body.required("instance_sku", text::<InstanceSkuId>);
    let min_sell = body.required("min_sell_price_dollars_per_node_hour", price);
    let max_buy = body.required("max_buy_price_dollars_per_node_hour", price);
    let window = body.required("managed_window_minutes", int32);
    let enabled = body.optional("enabled", flag);
    let request = (|| {
        Some(types::CreateProcurementRequest {
            capacity,
            enabled,
            instance_sku: instance_sku?,
            managed_window_minutes: window?,
            max_buy_price_dollars_per_node_hour: max_buy?,
            min_sell_price_dollars_per_node_hour: min_sell?,
            name,
            pool,
            target: target?,
        })
    })();
    body.problems.finish(request)
}

/// A number of nodes, or a word.
fn target(value: &Value) -> Decoded<ProcurementTarget> {
    match value {
        Value::String(_) => choice(&TARGETS)(value).map(|()| ProcurementTarget::NodeCount),
        _ => unsigned(value).map(ProcurementTarget::from),
    }
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_procurement(call.account(), &call.id)?))
}

/// Changes a procurement. Null for its name makes one up, for anything else it changes nothing.
pub(super) fn update(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let name: Patch<Name> = body.patch("name", text);
    let instance_sku: Option<InstanceSkuId> = body.nullable("instance_sku", text);
    let patch = ProcurementPatch {
        name: name.as_ref().map(Name::as_str),
        instance_sku: instance_sku.as_ref().map(InstanceSkuId::as_str),
        min_sell_price: body.nullable("min_sell_price_dollars_per_node_hour", price),
        max_buy_price: body.nullable("max_buy_price_dollars_per_node_hour", price),
        managed_window_minutes: body.nullable("managed_window_minutes", int32),
        is_enabled: body.nullable("enabled", flag),
    };
    let patch = body.problems.finish(Some(patch))?;
    let key = engine.update_procurement(call.account(), &call.id, patch, call.now)?;
    Reply::json(&shown(engine.procurement(key)?))
}

pub(super) fn delete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    engine.delete_procurement(call.account(), &call.id, call.now)?;
    Ok(Reply::EMPTY)
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = short_limit(&mut query);
    let edge = PROCUREMENTS.edge(&mut query);
    let workspace = query.text("workspace");
    let pool = query.one::<PoolRef>("pool");
    query.problems.finish(Some(()))?;
    let filter = AutomationFilter {
        workspace: workspace.as_deref(),
        pool: pool.as_ref().map(PoolRef::as_str),
    };
    let page = engine.list_procurements(account, filter, limit, edge)?;
    Reply::json(&List::of(page.map(shown), PROCUREMENTS))
}

/// A procurement with the fields of both revisions.
fn shown(procurement: ProcurementView) -> types::ProcurementResponse {
    let automation = procurement.automation;
    types::ProcurementResponse {
        capacity: Some(capacity_summary(&automation.pool)),
        created_at: automation.created_at,
        enabled: automation.is_enabled,
        id: procurement.id,
        instance_sku: Some(sku(automation.instance_sku)),
        managed_window_minutes: procurement.managed_window_minutes,
        max_buy_price_dollars_per_node_hour: procurement.max_buy_price,
        min_sell_price_dollars_per_node_hour: procurement.min_sell_price,
        name: automation.name,
        object: "procurement".to_owned(),
        owner: automation.owner,
        pool: Some(pool_summary(&automation.pool)),
        resource_path: procurement.resource_path,
        status: status(procurement.status),
        target: procurement.target,
        updated_at: automation.updated_at,
        workspace: automation.workspace,
        workspace_id: automation.workspace_id,
    }
}

/// How an automation fares.
pub(super) fn status(status: AutomationStatus) -> types::ReconciliationStatus {
    types::ReconciliationStatus {
        message: status.message,
        state: status.state.as_str().into(),
    }
}
