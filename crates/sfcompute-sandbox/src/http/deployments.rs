//! Deployments of both kinds: setting up, reading, changing, deleting and listing them.

use std::sync::Arc;

use sfcompute_api::types;
use sfcompute_types::{
    InstanceSkuId, InstanceTemplateRef, Name, NameTemplate, Patch, PoolRef, Price,
};

use crate::engine::{
    AutomationFilter, DeploymentIdentity, DeploymentPatch, DeploymentView, Engine, NewDeployment,
};

use super::body::{Body, choice, flag, int32, price, text};
use super::cursor::DEPLOYMENTS;
use super::exchange::{Call, Reply};
use super::list::{List, short_limit};
use super::orders::sku;
use super::pools::{capacity_summary, named_pool, pool_or_capacity, pool_summary};
use super::problem::{Refused, code};
use super::procurements::status;

const MAX_BUY: &str = "max_buy_price_dollars_per_node_hour";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Generic,
    Spot,
}

const KINDS: [(&str, Kind); 2] = [("generic", Kind::Generic), ("spot", Kind::Spot)];

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let (request, max_buy_price) = read(call.body()?)?;
    let deployment = NewDeployment {
        name: request.name.as_ref().map(Name::as_str),
        pool: named_pool(&request.pool, &request.capacity),
        instance_sku: request.instance_sku.as_ref().map(InstanceSkuId::as_str),
        instance_template: request.instance_template.as_str(),
        target_instance_count: request.target_instance_count,
        instance_name_template: request
            .instance_name_template
            .as_ref()
            .map(NameTemplate::as_str),
        max_buy_price,
        created_by: Some(Arc::clone(&call.caller.principal)),
    };
    let key = engine.create_deployment(call.account(), deployment, call.now)?;
    Reply::json(&shown(engine.deployment(key)?))
}

/// A deployment, and the price of a spot one, which has all else in common with a generic one.
///
/// In the form of June 2026, which names a `capacity`, there is one kind and no word for it, and the
/// SKU may be left out.
fn read(mut body: Body) -> Result<(types::CreateDeploymentRequest, Option<Price>), Refused> {
    let kind = match body.has("capacity") {
        true => body
            .optional("kind", choice(&KINDS))
            .or(Some(Kind::Generic)),
        false => body.required("kind", choice(&KINDS)),
    };
    let name = body.nullable("name", text::<Name>);
    let (pool, capacity) = match kind {
        Some(Kind::Spot) => (body.required("pool", text::<PoolRef>), None),
        _ => pool_or_capacity(&mut body),
    };
    let instance_sku = match (kind, body.has("capacity")) {
        (Some(Kind::Generic), true) => body.optional("instance_sku", text::<InstanceSkuId>),
        _ => body.required("instance_sku", text::<InstanceSkuId>),
    };
    let instance_template = body.required("instance_template", text::<InstanceTemplateRef>);
    let target_instance_count = body.required("target_instance_count", int32);
    let instance_name_template = body.optional("instance_name_template", text::<NameTemplate>);
    let max_buy = match kind {
        Some(Kind::Spot) => body.required(MAX_BUY, price),
        _ => None,
    };
    let request = instance_template.zip(target_instance_count).map(
        |(instance_template, target_instance_count)| types::CreateDeploymentRequest {
            capacity,
            instance_name_template,
            instance_sku,
            instance_template,
            name,
            pool,
            target_instance_count,
        },
    );
    let request = body.problems.finish(request)?;
    Ok((request, max_buy))
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_deployment(call.account(), &call.id)?))
}

/// Changes a deployment. Null for its name makes one up, for anything else it changes nothing.
pub(super) fn update(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let name: Patch<Name> = body.patch("name", text);
    let template: Option<InstanceTemplateRef> = body.nullable("instance_template", text);
    let names: Option<NameTemplate> = body.nullable("instance_name_template", text);
    let patch = DeploymentPatch {
        name: name.as_ref().map(Name::as_str),
        instance_template: template.as_ref().map(InstanceTemplateRef::as_str),
        is_enabled: body.nullable("enabled", flag),
        target_instance_count: body.nullable("target_instance_count", int32),
        instance_name_template: names.as_ref().map(NameTemplate::as_str),
        max_buy_price: body.nullable(MAX_BUY, price),
    };
    let patch = body.problems.finish(Some(patch))?;
    let key = engine.update_deployment(call.account(), &call.id, patch, call.now)?;
    Reply::json(&shown(engine.deployment(key)?))
}

pub(super) fn delete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    engine.delete_deployment(call.account(), &call.id, call.now)?;
    Ok(Reply::EMPTY)
}

/// Lists the deployments of a workspace, which has to be named.
pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = short_limit(&mut query);
    let edge = DEPLOYMENTS.edge(&mut query);
    let workspace = query.text("workspace");
    if workspace.is_none() {
        let message = "`workspace` is missing.";
        query.problems.add("workspace", code::MISSING, message);
    }
    let pool = query.one::<PoolRef>("pool");
    query.problems.finish(Some(()))?;
    let filter = AutomationFilter {
        workspace: workspace.as_deref(),
        pool: pool.as_ref().map(PoolRef::as_str),
    };
    let page = engine.list_deployments(account, filter, limit, edge)?;
    Reply::json(&List::of(page.map(shown), DEPLOYMENTS))
}

/// A deployment; a generic one with the fields of both revisions.
fn shown(deployment: DeploymentView) -> types::DeploymentResource {
    let automation = deployment.automation;
    let instance_template = types::InstanceTemplateSummary {
        id: deployment.instance_template.id,
        name: deployment.instance_template.name,
    };
    let pool = pool_summary(&automation.pool);
    let status = status(deployment.status);
    match deployment.identity {
        DeploymentIdentity::Generic { id, resource_path } => {
            types::DeploymentResource::Deployment(types::DeploymentResponse {
                capacity: Some(capacity_summary(&automation.pool)),
                created_at: automation.created_at,
                enabled: Some(automation.is_enabled),
                id,
                instance_name_template: deployment.instance_name_template,
                instance_sku: Some(sku(automation.instance_sku)),
                instance_template,
                name: automation.name,
                owner: automation.owner,
                pool: Some(pool),
                resource_path,
                status,
                target_instance_count: deployment.target_instance_count,
                updated_at: automation.updated_at,
                workspace: automation.workspace,
                workspace_id: automation.workspace_id,
            })
        }
        DeploymentIdentity::Spot {
            id,
            resource_path,
            max_buy_price,
        } => types::DeploymentResource::SpotDeployment(types::SpotDeploymentResponse {
            created_at: automation.created_at,
            enabled: automation.is_enabled,
            id,
            instance_name_template: deployment.instance_name_template,
            instance_sku: sku(automation.instance_sku),
            instance_template,
            max_buy_price_dollars_per_node_hour: max_buy_price,
            name: automation.name,
            owner: automation.owner,
            pool,
            resource_path,
            status,
            target_instance_count: deployment.target_instance_count,
            updated_at: automation.updated_at,
            workspace: automation.workspace,
            workspace_id: automation.workspace_id,
        }),
    }
}
