//! Pools: making, reading, changing, deleting and listing them.

use sfcompute_api::types;
use sfcompute_types::{CapacityRef, Name, PoolRef, WorkspaceRef};

use crate::engine::{Engine, NewPool, PoolFilter, PoolKind, PoolPatch, PoolSummary, PoolView};

use super::body::{Body, tags, text};
use super::cursor::POOLS;
use super::exchange::{Call, Reply};
use super::list::{List, limit};
use super::problem::{Refused, code};

/// How much of a pool's past can be asked for, in minutes: a day.
const LONGEST_HISTORY: u64 = 1_440;

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let workspace = body.required("workspace", text::<WorkspaceRef>);
    let name = body.nullable("name", text::<Name>);
    let tags = body.nullable("tags", tags);
    let request = workspace.map(|workspace| types::CreatePoolRequest {
        name,
        tags,
        workspace,
    });
    let request = body.problems.finish(request)?;
    let pool = NewPool {
        workspace: request.workspace.as_str(),
        name: request.name.as_ref().map(Name::as_str),
        tags: request.tags,
        kind: PoolKind::Market,
    };
    let key = engine.create_pool(call.account(), pool, call.now)?;
    Reply::json(&shown(engine.pool(key, 0)?))
}

/// Reads a pool. The contract has no 422 here, so a history that cannot be read counts as none,
/// and one beyond its bounds is moved to the nearer.
pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let history = minutes(query.clamped("schedule_history_minutes", 0..=LONGEST_HISTORY));
    Reply::json(&shown(engine.fetch_pool(account, &call.id, history)?))
}

pub(super) fn update(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let name = body.patch("name", text::<Name>);
    let tags = body.patch("tags", tags);
    let request = body
        .problems
        .finish(Some(types::PatchPoolRequest { name, tags }))?;
    let patch = PoolPatch {
        name: request.name.as_ref().map(Name::as_str),
        tags: request.tags,
    };
    let key = engine.update_pool(call.account(), &call.id, patch, call.now)?;
    Reply::json(&shown(engine.pool(key, 0)?))
}

pub(super) fn delete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    engine.delete_pool(call.account(), &call.id, call.now)?;
    Ok(Reply::EMPTY)
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = POOLS.edge(&mut query);
    let workspace = query.text("workspace");
    let ids = query.texts("id");
    let history = minutes(query.number("schedule_history_minutes", 0..=LONGEST_HISTORY));
    let tag_keys = query.texts("tag_key");
    let tags = query.tags("tag");
    query.problems.finish(Some(()))?;
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let tags: Vec<_> = tags.iter().map(|(key, value)| (&**key, &**value)).collect();
    let tag_keys: Vec<_> = tag_keys.iter().map(String::as_str).collect();
    let filter = PoolFilter {
        workspace: workspace.as_deref(),
        ids: &ids,
        tags: &tags,
        tag_keys: &tag_keys,
    };
    let page = engine.list_pools(account, &filter, history, limit, edge)?;
    Reply::json(&List::of(page.map(shown), POOLS))
}

/// The pool that a body names under its name of either revision; exactly one of them is there.
pub(super) fn pool_or_capacity(body: &mut Body) -> (Option<PoolRef>, Option<CapacityRef>) {
    let pool = body.optional("pool", text::<PoolRef>);
    let capacity = body.optional("capacity", text::<CapacityRef>);
    match (body.has("pool"), body.has("capacity")) {
        (true, true) => {
            let message = "A request names its `pool` or its `capacity`, not both.";
            body.problems.add("capacity", code::CONFLICTING, message);
        }
        (false, false) => body
            .problems
            .add("pool", code::MISSING, "`pool` is missing."),
        _ => {}
    }
    (pool, capacity)
}

/// The one of the two that a request was found to name.
pub(super) fn named_pool<'a>(
    pool: &'a Option<PoolRef>,
    capacity: &'a Option<CapacityRef>,
) -> &'a str {
    let pool = pool.as_ref().map(PoolRef::as_str);
    let capacity = capacity.as_ref().map(CapacityRef::as_str);
    pool.or(capacity).unwrap_or_default()
}

/// A pool as other resources show it.
pub(super) fn pool_summary(pool: &PoolSummary) -> types::PoolSummary {
    types::PoolSummary {
        id: pool.id.clone(),
        name: pool.name.clone(),
    }
}

/// The same pool under its name of June 2026.
pub(super) fn capacity_summary(pool: &PoolSummary) -> types::CapacitySummary {
    types::CapacitySummary {
        id: pool.capacity_id.clone(),
        name: pool.name.clone(),
    }
}

fn minutes(history: Option<u64>) -> u32 {
    history
        .and_then(|minutes| u32::try_from(minutes).ok())
        .unwrap_or_default()
}

fn shown(pool: PoolView) -> types::PoolResponse {
    let by_instance_sku = pool.by_instance_sku.into_iter();
    types::PoolResponse {
        allocation_schedule: types::AllocationSchedule {
            by_instance_sku: by_instance_sku
                .map(|(id, nodes)| (id.into_string(), nodes))
                .collect(),
            total: pool.total,
        },
        created_at: pool.created_at,
        deployments: pool
            .deployments
            .into_iter()
            .map(|deployment| types::DeploymentSummary {
                id: deployment.id,
                name: deployment.name,
            })
            .collect(),
        id: pool.id,
        kind: pool.kind.as_str().into(),
        name: pool.name,
        object: "pool".to_owned(),
        owner: pool.owner,
        procurements: pool
            .procurements
            .into_iter()
            .map(|procurement| types::ProcurementSummary {
                id: procurement.id,
                name: procurement.name,
            })
            .collect(),
        resource_path: pool.resource_path,
        tags: pool.tags,
        workspace: pool.workspace,
        workspace_id: pool.workspace_id,
    }
}
