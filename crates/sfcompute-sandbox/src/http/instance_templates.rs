//! Instance templates: making, reading, deleting and listing them.

use sfcompute_api::types;
use sfcompute_types::{ImageRef, Name, WorkspaceRef};

use crate::engine::{Engine, NewTemplate, TemplateFilter, TemplateView};

use super::body::{plain, tags, text};
use super::cursor::INSTANCE_TEMPLATES;
use super::exchange::{Call, Reply};
use super::list::{List, short_limit};
use super::problem::Refused;

/// What a list can show beyond the usual.
const INCLUDE: [(&str, ()); 1] = [("cloud_init_user_data", ())];

pub(super) fn create(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let workspace = body.required("workspace", text::<WorkspaceRef>);
    let image = body.required("image", text::<ImageRef>);
    let name = body.nullable("name", text::<Name>);
    let tags = body.nullable("tags", tags);
    let cloud_init_user_data = body.optional("cloud_init_user_data", plain);
    let request =
        workspace
            .zip(image)
            .map(|(workspace, image)| types::CreateInstanceTemplateRequest {
                cloud_init_user_data,
                image,
                name,
                tags,
                workspace,
            });
    let request = body.problems.finish(request)?;
    let template = NewTemplate {
        workspace: request.workspace.as_str(),
        image: request.image.as_str(),
        name: request.name.as_ref().map(Name::as_str),
        cloud_init_user_data: request.cloud_init_user_data.as_deref(),
        tags: request.tags,
    };
    let key = engine.create_template(call.account(), template, call.now)?;
    Reply::json(&shown(engine.template(key)?, false))
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let template = engine.fetch_template(call.account(), &call.id)?;
    Reply::json(&shown(template, false))
}

pub(super) fn delete(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    engine.delete_template(call.account(), &call.id, call.now)?;
    Ok(Reply::EMPTY)
}

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let account = call.account();
    let mut query = call.query;
    let limit = short_limit(&mut query);
    let edge = INSTANCE_TEMPLATES.edge(&mut query);
    let workspace = query.text("workspace");
    let ids = query.texts("id");
    let with_user_data = !query.choices("include", &INCLUDE).is_empty();
    query.problems.finish(Some(()))?;
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let filter = TemplateFilter {
        workspace: workspace.as_deref(),
        ids: &ids,
    };
    let page = engine.list_templates(account, filter, limit, edge)?;
    let page = page.map(|template| shown(template, with_user_data));
    Reply::json(&List::of(page, INSTANCE_TEMPLATES))
}

fn shown(template: TemplateView, with_user_data: bool) -> types::InstanceTemplateResponse {
    let cloud_init_user_data_used = template.cloud_init_user_data.is_some();
    types::InstanceTemplateResponse {
        cloud_init_user_data: template.cloud_init_user_data.filter(|_| with_user_data),
        cloud_init_user_data_used,
        created_at: template.created_at,
        id: template.id,
        image: types::ImageSummary {
            id: template.image.id,
            name: template.image.name,
        },
        name: template.name,
        object: "instance_template".to_owned(),
        owner: template.owner,
        resource_path: template.resource_path,
        tags: template.tags,
        workspace: template.workspace,
        workspace_id: template.workspace_id,
    }
}
