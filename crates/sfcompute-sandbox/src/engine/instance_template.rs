//! Instance templates: what a deployment makes its instances from. Made once, never changed.

use serde::{Deserialize, Serialize};
use sfcompute_types::{
    InstanceTemplateId, InstanceTemplatePath, Name, Tags, Timestamp, WorkspaceId,
};

use super::account::{checked_name, name_taken, unnameable};
use super::arena::{AccountKey, ImageKey, Key, TemplateKey, WorkspaceKey};
use super::cloud_init::check_user_data;
use super::mint::IdKind;
use super::refusal::Problems;
use super::tags::checked_tags;
use super::{Code, Detail, Edge, Engine, ImageSummary, Page, Position, Refusal};

/// An instance template to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTemplate<'a> {
    /// The workspace it goes to: an id, a resource path or a name.
    pub workspace: &'a str,
    /// The image that its instances boot: an id or a resource path.
    pub image: &'a str,
    /// Its name; the engine makes one where there is none.
    pub name: Option<&'a str>,
    /// User data for cloud-init, in base64; at most 64 KB.
    pub cloud_init_user_data: Option<&'a str>,
    /// Its tags.
    pub tags: Option<Tags>,
}

/// Which instance templates to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TemplateFilter<'a> {
    /// Only those of this workspace: an id, a resource path or a name.
    pub workspace: Option<&'a str>,
    /// Only these, each an id or a resource path; unknown ones match nothing.
    pub ids: &'a [&'a str],
}

/// An instance template as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateSummary {
    /// The template's id.
    pub id: InstanceTemplateId,
    /// The template's name.
    pub name: Name,
}

/// An instance template as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateView {
    /// The template's key.
    pub key: TemplateKey,
    /// The template's id.
    pub id: InstanceTemplateId,
    /// The path `sfc:instance_template:<account>:<workspace>:<name>`.
    pub resource_path: InstanceTemplatePath,
    /// The account that owns it.
    pub owner: Name,
    /// The name of its workspace.
    pub workspace: Name,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    /// Its name, unique among the templates of its workspace.
    pub name: Name,
    /// The image that its instances boot.
    pub image: ImageSummary,
    /// User data for cloud-init, in base64.
    pub cloud_init_user_data: Option<String>,
    /// Its tags.
    pub tags: Option<Tags>,
    /// When it was made.
    pub created_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Template {
    pub(crate) workspace: WorkspaceKey,
    pub(crate) name: Name,
    pub(crate) image: ImageKey,
    pub(crate) cloud_init_user_data: Option<String>,
    pub(crate) tags: Option<Tags>,
    created_at: Timestamp,
    pub(crate) is_deleted: bool,
}

impl Engine {
    /// Makes an instance template.
    ///
    /// # Errors
    /// 422 where the workspace is not the account's, the image is not one that instances can boot
    /// from, the name is no name or taken in the workspace, a tag breaks its rules, or the user
    /// data is no base64 or too long.
    pub fn create_template(
        &mut self,
        account: AccountKey,
        template: NewTemplate<'_>,
        now: Timestamp,
    ) -> Result<TemplateKey, Refusal> {
        self.advance(now)?;
        let NewTemplate {
            workspace,
            image,
            name,
            cloud_init_user_data,
            tags,
        } = template;
        let mut problems = Problems::default();
        problems.take(checked_tags(tags.as_ref()));
        if let Some(data) = cloud_init_user_data {
            problems.take(check_user_data("cloud_init_user_data", data));
        }
        let name = problems.take(name.map(|name| checked_name("name", name)).transpose());
        let workspace = problems.take(self.workspace_of_field(account, workspace));
        let image = problems.take(self.bootable_image_of_field(account, "image", image));
        if let (Some(Some(name)), Some(workspace)) = (&name, workspace)
            && self.template_named(workspace, name.as_str()).is_some()
        {
            problems.take::<()>(Err(name_taken("name", "instance template", name)));
        }
        let (Some(name), Some(workspace), Some(image)) = (name, workspace, image) else {
            return Err(problems.refusal());
        };
        problems.finish()?;
        let name = match name {
            Some(name) => name,
            None => self.fresh_template_name(workspace)?,
        };
        self.templates.push(Template {
            workspace,
            name,
            image,
            cloud_init_user_data: cloud_init_user_data.map(str::to_owned),
            tags,
            created_at: self.now,
            is_deleted: false,
        })
    }

    /// Deletes an instance template. Its name becomes free, its id is found no more.
    ///
    /// # Errors
    /// 404 where the account has no such template, 422 where a deployment makes instances from it.
    pub fn delete_template(
        &mut self,
        account: AccountKey,
        template: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.require_template(account, template)?;
        if self.is_template_in_use(key) {
            let message = "A deployment makes its instances from the template.";
            return Err(Refusal::unprocessable(vec![Detail::whole(
                Code::InUse,
                message,
            )]));
        }
        self.templates.get_mut(key)?.is_deleted = true;
        Ok(())
    }

    /// The account's template that `text` means: an id (`itmpl_…`, or `ntmpl_…` with the same
    /// suffix) or a resource path. A deleted one and one of someone else are not found.
    pub fn find_template(&self, account: AccountKey, text: &str) -> Option<TemplateKey> {
        let found = match text.strip_prefix(InstanceTemplatePath::PREFIX) {
            Some(path) => {
                let (workspace, name) = self.place_at(account, path)?;
                self.template_named(workspace, name)?
            }
            None => {
                let legacy = InstanceTemplateId::LEGACY_PREFIXES;
                let prefixes = [&[InstanceTemplateId::PREFIX], legacy].concat();
                let suffix = prefixes
                    .iter()
                    .find_map(|prefix| text.strip_prefix(prefix))?;
                let number = self.mint.number(IdKind::InstanceTemplate, suffix)?;
                self.templates.key_at(number)?
            }
        };
        let template = self.templates.get(found).ok()?;
        let is_own = !template.is_deleted && self.owns(account, template.workspace);
        is_own.then_some(found)
    }

    /// The template by id or resource path.
    ///
    /// # Errors
    /// 404 where the account has no such template.
    pub fn fetch_template(
        &self,
        account: AccountKey,
        template: &str,
    ) -> Result<TemplateView, Refusal> {
        self.template(self.require_template(account, template)?)
    }

    /// The template as others show it.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn template_summary(&self, key: TemplateKey) -> Result<TemplateSummary, Refusal> {
        let suffix = self
            .mint
            .suffix(IdKind::InstanceTemplate, key.index().into());
        Ok(TemplateSummary {
            id: InstanceTemplateId::try_from(format!("{}{suffix}", InstanceTemplateId::PREFIX))
                .map_err(unnameable)?,
            name: self.templates.get(key)?.name.clone(),
        })
    }

    /// The template as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn template(&self, key: TemplateKey) -> Result<TemplateView, Refusal> {
        let template = self.templates.get(key)?;
        let workspace = self.workspace(template.workspace)?;
        let TemplateSummary { id, name } = self.template_summary(key)?;
        let path = InstanceTemplatePath::new(
            workspace.owner.as_str(),
            workspace.name.as_str(),
            name.as_str(),
        );
        Ok(TemplateView {
            key,
            id,
            resource_path: path.map_err(unnameable)?,
            owner: workspace.owner,
            workspace: workspace.name,
            workspace_id: workspace.id,
            name,
            image: self.image_summary(template.image)?,
            cloud_init_user_data: template.cloud_init_user_data.clone(),
            tags: template.tags.clone(),
            created_at: template.created_at,
        })
    }

    /// The account's templates, newest first.
    ///
    /// # Errors
    /// 422 where the filter names an unknown workspace.
    pub fn list_templates(
        &self,
        account: AccountKey,
        filter: TemplateFilter<'_>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<TemplateView>, Refusal> {
        let workspace = filter
            .workspace
            .map(|text| self.workspace_of_field(account, text));
        let workspace = workspace.transpose()?;
        let ids: Vec<_> = filter
            .ids
            .iter()
            .map(|id| self.find_template(account, id))
            .collect();
        let rows = self.templates.iter().rev().filter(|(key, template)| {
            !template.is_deleted
                && self.owns(account, template.workspace)
                && workspace.is_none_or(|workspace| template.workspace == workspace)
                && (ids.is_empty() || ids.contains(&Some(*key)))
        });
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.template(key))
    }

    /// How many templates name an image.
    pub(crate) fn templates_with(&self, image: ImageKey) -> usize {
        let named = self
            .templates
            .iter()
            .filter(|(_, template)| template.image == image && !template.is_deleted);
        named.count()
    }

    /// How many templates are in a workspace.
    pub(crate) fn templates_in(&self, workspace: WorkspaceKey) -> usize {
        let here = self
            .templates
            .iter()
            .filter(|(_, template)| template.workspace == workspace && !template.is_deleted);
        here.count()
    }

    fn require_template(&self, account: AccountKey, text: &str) -> Result<TemplateKey, Refusal> {
        self.find_template(account, text)
            .ok_or_else(|| Refusal::not_found("instance template", text))
    }

    fn template_named(&self, workspace: WorkspaceKey, name: &str) -> Option<TemplateKey> {
        let mut here = self
            .templates
            .iter()
            .filter(|(_, template)| template.workspace == workspace && !template.is_deleted);
        here.find(|(_, template)| template.name.as_str() == name)
            .map(|(key, _)| key)
    }

    /// A generated name that no template of the workspace has.
    fn fresh_template_name(&mut self, workspace: WorkspaceKey) -> Result<Name, Refusal> {
        self.unused_name(|engine, name| engine.template_named(workspace, name).is_some())
    }
}
