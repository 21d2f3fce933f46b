//! Images: uploading, reading, revoking, deleting and listing them.

use sfcompute_api::types;
use sfcompute_types::{Name, WorkspaceRef};

use crate::engine::{Engine, ImageFilter, ImageView, NewImage};

use super::body::{int32, plain, text};
use super::cursor::IMAGES;
use super::exchange::{Call, Reply};
use super::list::{List, limit};
use super::objects::url;
use super::problem::Refused;

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let workspace = body.required("workspace", text::<WorkspaceRef>);
    let name = body.nullable("name", text::<Name>);
    let request = workspace.map(|workspace| types::StartUploadRequest { name, workspace });
    let request = body.problems.finish(request)?;
    let image = NewImage {
        workspace: request.workspace.as_str(),
        name: request.name.as_ref().map(Name::as_str),
    };
    let key = engine.start_image(call.account(), image, call.now)?;
    Reply::json(&upload(engine.image(key)?))
}

pub(super) fn part(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let part_id = body.required("part_id", int32);
    let request = part_id.map(|part_id| types::UploadPartRequest { part_id });
    let request = body.problems.finish(request)?;
    let address = engine.part_address(call.account(), &call.id, request.part_id, call.now)?;
    Reply::json(&types::UploadPartResponse {
        url: url(&call.origin, &address),
        expires_at: address.expires_at,
    })
}

pub(super) fn complete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let sha256 = body.required("sha256", plain);
    let request = sha256.map(|sha256| types::CompleteUploadRequest { sha256 });
    let request = body.problems.finish(request)?;
    let key = engine.complete_image(call.account(), &call.id, &request.sha256, call.now)?;
    Reply::json(&upload(engine.image(key)?))
}

pub(super) fn download(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let download = engine.download(call.account(), &call.id, call.now)?;
    Reply::json(&types::ImageDownloadResponse {
        url: url(&call.origin, &download.address),
        expires_at: download.address.expires_at,
        sha256: download.sha256,
        size: download.size,
    })
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_image(call.account(), &call.id)?))
}

pub(super) fn revoke(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let key = engine.revoke_image(call.account(), &call.id, call.now)?;
    Reply::json(&shown(engine.image(key)?))
}

pub(super) fn reinstate(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let key = engine.reinstate_image(call.account(), &call.id, call.now)?;
    Reply::json(&shown(engine.image(key)?))
}

pub(super) fn delete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let name = engine.delete_image(call.account(), &call.id, call.now)?;
    Reply::json(&types::DeleteImageResponse {
        deleted: true,
        name,
        object: "image".to_owned(),
    })
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = IMAGES.edge(&mut query);
    let workspace = query.text("workspace");
    let ids = query.texts("id");
    query.problems.finish(Some(()))?;
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let filter = ImageFilter {
        workspace: workspace.as_deref(),
        ids: &ids,
    };
    let page = engine.list_images(account, filter, limit, edge)?;
    Reply::json(&List::of(page.map(shown), IMAGES))
}

fn upload(image: ImageView) -> types::ImageUploadResponse {
    types::ImageUploadResponse {
        created_at: image.created_at,
        id: image.id,
        is_public: image.is_public,
        name: image.name,
        object: "image".to_owned(),
        owner: image.owner,
        resource_path: image.resource_path,
        sha256: image.sha256,
        upload_status: image.status.as_str().into(),
        workspace: image.workspace,
        workspace_id: image.workspace_id,
    }
}

fn shown(image: ImageView) -> types::ImageListEntry {
    types::ImageListEntry {
        created_at: image.created_at,
        id: image.id,
        is_public: image.is_public,
        name: image.name,
        object: "image".to_owned(),
        owner: image.owner,
        provider: None,
        resource_path: image.resource_path,
        sha256: image.sha256,
        upload_status: image.status.as_str().into(),
        workspace: image.workspace,
        workspace_id: image.workspace_id,
    }
}
