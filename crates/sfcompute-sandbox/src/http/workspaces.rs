//! Workspaces: making, reading, renaming, deleting and listing them.

use sfcompute_api::types;
use sfcompute_types::Name;

use crate::engine::{Engine, WorkspaceView};

use super::body::text;
use super::exchange::{Call, Reply};
use super::problem::Refused;

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let name = body.nullable("name", text::<Name>);
    let request = body
        .problems
        .finish(Some(types::CreateWorkspaceRequest { name }))?;
    let name = request.name.as_ref().map(Name::as_str);
    let key = engine.create_workspace(call.account(), name, call.now)?;
    Reply::json(&shown(engine.workspace(key)?))
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_workspace(call.account(), &call.id)?))
}

pub(super) fn update(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let name = body.patch("name", text::<Name>);
    let request = body
        .problems
        .finish(Some(types::PatchWorkspaceRequest { name }))?;
    let name = request.name.as_ref().map(Name::as_str);
    let key = engine.rename_workspace(call.account(), &call.id, name, call.now)?;
    Reply::json(&shown(engine.workspace(key)?))
}

pub(super) fn delete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    engine.delete_workspace(call.account(), &call.id, call.now)?;
    Ok(Reply::EMPTY)
}

/// Lists workspaces, all at once: the contract knows no pages here.
pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let ids = call.query.texts("id");
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let all = engine.list_workspaces(call.account(), &ids)?;
    Reply::json(&types::ListWorkspacesResponse {
        data: all.into_iter().map(shown).collect(),
        has_more: false,
        object: "list".to_owned(),
    })
}

fn shown(workspace: WorkspaceView) -> types::WorkspaceResponse {
    types::WorkspaceResponse {
        created_at: workspace.created_at,
        id: workspace.id,
        name: workspace.name,
        object: "workspace".to_owned(),
        owner: workspace.owner,
        resource_path: workspace.resource_path,
    }
}
