//! Instances: making, reading, changing, replacing, ending, deleting and listing them.

use serde_json::Value;
use sfcompute_api::types;
use sfcompute_types::{FirewallRef, ImageRef, InstanceId, InstanceSkuId, Name, PoolRef};

use crate::engine::{
    Engine, InstanceFilter, InstanceKey, InstancePatch, InstancePriority, InstanceStatus,
    InstanceView, Manager, NewInstance, Replacement, TagFilter,
};

use super::body::{Decoded, choice, flag, list as each, object, plain, tags, text};
use super::cursor::INSTANCES;
use super::exchange::{Call, Reply, json};
use super::list::{List, limit};
use super::orders::sku;
use super::pools::{capacity_summary, named_pool, pool_or_capacity, pool_summary};
use super::problem::Refused;

const PRIORITIES: [(&str, InstancePriority); 4] = [
    ("yield", InstancePriority::Yield),
    ("normal", InstancePriority::Normal),
    ("preferred", InstancePriority::Preferred),
    ("critical", InstancePriority::Critical),
];

const STATUSES: [(&str, InstanceStatus); 4] = [
    ("awaiting_allocation", InstanceStatus::AwaitingAllocation),
    ("running", InstanceStatus::Running),
    ("terminated", InstanceStatus::Terminated),
    ("failed", InstanceStatus::Failed),
];

/// What a list can show beyond the usual.
const INCLUDE: [(&str, ()); 1] = [("cloud_init_user_data", ())];

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let (pool, capacity) = pool_or_capacity(&mut body);
    let image = body.required("image", text::<ImageRef>);
    let instance_sku = body.required("instance_sku", text::<InstanceSkuId>);
    let name = body.nullable("name", text::<Name>);
    let cloud_init_user_data = body.optional("cloud_init_user_data", plain);
    let enable_public_ipv4 = body.optional("enable_public_ipv4", flag);
    let firewall = body.nullable("firewall", text::<FirewallRef>);
    let tags = body.nullable("tags", tags);
    let priority = body.nullable("priority_level", choice(&PRIORITIES));
    let enable_infiniband = body.optional("_preview_enable_infiniband", flag);
    let required = image.zip(instance_sku);
    let (image, instance_sku) = body.problems.finish(required)?;
    let instance = NewInstance {
        pool: named_pool(&pool, &capacity),
        image: image.as_str(),
        instance_sku: instance_sku.as_str(),
        name: name.as_ref().map(Name::as_str),
        cloud_init_user_data: cloud_init_user_data.as_deref(),
        enable_public_ipv4: enable_public_ipv4.unwrap_or_default(),
        firewall: firewall.as_ref().map(FirewallRef::as_str),
        tags,
        priority: priority.unwrap_or_default(),
        enable_infiniband: enable_infiniband.unwrap_or_default(),
    };
    let key = engine.create_instance(call.account(), instance, call.now)?;
    Reply::json(&shown(engine.instance(key)?))
}

pub(super) fn replace(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let image = body.required("image", text::<ImageRef>);
    let name = body.nullable("name", text::<Name>);
    let cloud_init_user_data = body.optional("cloud_init_user_data", plain);
    let request = image.map(|image| types::ReplaceInstanceRequest {
        cloud_init_user_data,
        image,
        name,
    });
    let request = body.problems.finish(request)?;
    // Which instance ends is as much of the request as what takes its place.
    let understood = json(&(&call.id, &request))?;
    let replacement = Replacement {
        image: request.image.as_str(),
        cloud_init_user_data: request.cloud_init_user_data.as_deref(),
        name: request.name.as_ref().map(Name::as_str),
    };
    let key = call.idempotency(&understood);
    let account = call.account();
    let made = engine.replace_instance(account, &call.id, replacement, key, call.now)?;
    Reply::json(&shown(engine.instance(made.key)?))
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_instance(call.account(), &call.id)?))
}

pub(super) fn update(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let name = body.patch("name", text::<Name>);
    let tags = body.patch("tags", tags);
    let priority = body.patch("priority_level", choice(&PRIORITIES));
    body.problems.finish(Some(()))?;
    let patch = InstancePatch {
        name: name.as_ref().map(Name::as_str),
        tags,
        priority,
    };
    let key = engine.update_instance(call.account(), &call.id, patch, call.now)?;
    Reply::json(&shown(engine.instance(key)?))
}

pub(super) fn update_several(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let entries = body.required("data", |data| each(data, "a list of changes", change));
    let entries = body.problems.finish(entries)?;
    let entries: Vec<_> = entries
        .iter()
        .map(|(id, priority)| (id.as_str(), *priority))
        .collect();
    let changed = engine.prioritise_instances(call.account(), &entries, call.now)?;
    let changed = changed.into_iter().map(|key| engine.instance(key));
    let data: Vec<_> = changed
        .map(|instance| instance.map(shown))
        .collect::<Result<_, _>>()?;
    Reply::json(&types::BatchPatchInstancesResponse {
        data,
        object: "list".to_owned(),
    })
}

/// An instance, and what to change about it.
fn change(value: &Value) -> Decoded<(InstanceId, InstancePriority)> {
    let mut members = object(value)?;
    let id = members.required("id", text::<InstanceId>);
    let priority = members.required("priority_level", choice(&PRIORITIES));
    members.finish(id.zip(priority))
}

pub(super) fn terminate(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let key = engine.terminate_instance(call.account(), &call.id, call.now)?;
    Reply::json(&shown(engine.instance(key)?))
}

pub(super) fn delete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    engine.delete_instance(call.account(), &call.id, call.now)?;
    Ok(Reply::EMPTY)
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = INSTANCES.edge(&mut query);
    let workspace = query.text("workspace");
    let ids = query.many::<InstanceId>("id");
    let pools = query.many::<PoolRef>("pool");
    let skus = query.many::<InstanceSkuId>("instance_sku");
    let statuses = query.choices("status", &STATUSES);
    let created_after = query.time("created_after");
    let created_before = query.time("created_before");
    let tags = query.tags("tag");
    let keys = query.texts("tag_key");
    let with_user_data = !query.choices("include", &INCLUDE).is_empty();
    query.problems.finish(Some(()))?;
    let ids: Vec<_> = ids.iter().map(InstanceId::as_str).collect();
    let pools: Vec<_> = pools.iter().map(PoolRef::as_str).collect();
    let skus: Vec<_> = skus.iter().map(InstanceSkuId::as_str).collect();
    let tags: Vec<_> = tags.iter().map(|(key, value)| (&**key, &**value)).collect();
    let keys: Vec<_> = keys.iter().map(String::as_str).collect();
    let filter = InstanceFilter {
        workspace: workspace.as_deref(),
        ids: &ids,
        pools: &pools,
        instance_skus: &skus,
        statuses: &statuses,
        created_after,
        created_before,
        tags: TagFilter {
            tags: &tags,
            keys: &keys,
        },
    };
    let page = engine.list_instances(account, &filter, limit, edge)?;
    let user_data = |key: InstanceKey| {
        let data = engine.instance_user_data(key)?;
        Ok::<_, Refused>(data.filter(|_| with_user_data).map(str::to_owned))
    };
    let page = page.try_map(|instance| {
        let cloud_init_user_data = user_data(instance.key)?;
        Ok::<_, Refused>(types::InstanceResponse {
            cloud_init_user_data,
            ..shown(instance)
        })
    })?;
    Reply::json(&List::of(page, INSTANCES))
}

/// An instance with the fields of both revisions, without its user data.
fn shown(instance: InstanceView) -> types::InstanceResponse {
    let (managed_by, deployment) = instance.managed_by.map(managers).unwrap_or_default();
    types::InstanceResponse {
        capacity: Some(capacity_summary(&instance.pool)),
        cloud_init_user_data: None,
        cloud_init_user_data_used: instance.has_user_data,
        created_at: instance.created_at,
        deployment,
        enable_public_ipv4: Some(instance.enable_public_ipv4),
        expected_shutdown_at: None,
        firewall: instance.firewall,
        id: instance.id,
        image: types::ImageSummary {
            id: instance.image.id,
            name: instance.image.name,
        },
        instance_sku: Some(sku(instance.instance_sku)),
        managed_by,
        name: instance.name,
        object: "instance".to_owned(),
        owner: instance.owner,
        pool: Some(pool_summary(&instance.pool)),
        priority_level: Some(instance.priority.as_str().into()),
        public_ip: instance.public_ip.map(|address| address.to_string()),
        resource_path: instance.resource_path,
        status: instance.status.as_str().into(),
        tags: instance.tags,
        updated_at: Some(instance.updated_at),
        workspace: instance.workspace,
        workspace_id: instance.workspace_id,
    }
}

/// A deployment as instances of either revision show it; June's know no spot deployments.
fn managers(
    manager: Manager,
) -> (
    Option<types::InstanceManagedBySummary>,
    Option<types::DeploymentSummary>,
) {
    match manager {
        Manager::Deployment { id, name } => {
            let summary = types::DeploymentSummary { id, name };
            let managed_by = types::InstanceManagedBySummary::Deployment(summary.clone());
            (Some(managed_by), Some(summary))
        }
        Manager::SpotDeployment { id, name } => {
            let summary = types::SpotDeploymentSummary { id, name };
            let managed_by = types::InstanceManagedBySummary::SpotDeployment(summary);
            (Some(managed_by), None)
        }
    }
}
