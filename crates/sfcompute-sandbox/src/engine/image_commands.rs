//! Starting, revoking, deleting and listing images.

use std::collections::BTreeMap;

use sfcompute_types::{Name, Timestamp};

use super::account::{checked_name, name_taken};
use super::arena::{AccountKey, ImageKey, Key, WorkspaceKey};
use super::blob::Blob;
use super::image::{Content, Image, ImageStatus, ImageView};
use super::refusal::Problems;
use super::{Code, Edge, Engine, Page, Position, Refusal};

/// An image to be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewImage<'a> {
    /// The workspace it goes to: an id, a resource path or a name.
    pub workspace: &'a str,
    /// Its name; the engine makes one where there is none.
    pub name: Option<&'a str>,
}

/// Which images to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImageFilter<'a> {
    /// Only those of this workspace: an id, a resource path or a name. Public images show only
    /// where their workspace is named here.
    pub workspace: Option<&'a str>,
    /// Only these, each an id or a resource path; unknown ones match nothing.
    pub ids: &'a [&'a str],
}

impl Engine {
    /// Puts an image on the market that every account can boot from.
    ///
    /// # Errors
    /// 422 where the name is no name or another public image has it.
    pub fn add_public_image(
        &mut self,
        name: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<ImageKey, Refusal> {
        self.advance(now)?;
        let name = checked_name("name", name)?;
        if self.image_named(None, name.as_str()).is_some() {
            return Err(name_taken("name", "public image", &name));
        }
        let blob = Blob::from(bytes);
        self.images.push(Image {
            workspace: None,
            name,
            status: ImageStatus::Completed,
            created_at: self.now,
            sha256: Some(blob.sha256()),
            content: Content::Whole(blob),
            is_sound: true,
            is_deleted: false,
        })
    }

    /// Starts an image, which has no bytes yet.
    ///
    /// # Errors
    /// 403 in the workspace of public images, 409 where an image of the workspace has the name, 422
    /// where the workspace is not the account's or the name is no name.
    pub fn start_image(
        &mut self,
        account: AccountKey,
        image: NewImage<'_>,
        now: Timestamp,
    ) -> Result<ImageKey, Refusal> {
        self.advance(now)?;
        if self.is_public_workspace(image.workspace) {
            return Err(Refusal::forbidden("Nobody can add public images."));
        }
        let mut problems = Problems::default();
        let name = image.name.map(|name| checked_name("name", name));
        let name = problems.take(name.transpose());
        let workspace = problems.take(self.workspace_of_field(account, image.workspace));
        let (Some(name), Some(workspace)) = (name, workspace) else {
            return Err(problems.refusal());
        };
        let name = match name {
            Some(name) => name,
            None => self.fresh_image_name(workspace)?,
        };
        if self.image_named(Some(workspace), name.as_str()).is_some() {
            let message = format!("There is an image named `{name}` already.");
            return Err(Refusal::conflict(Some("name"), Code::NameTaken, message));
        }
        self.images.push(Image {
            workspace: Some(workspace),
            name,
            status: ImageStatus::Started,
            created_at: self.now,
            sha256: None,
            content: Content::Parts(BTreeMap::new()),
            is_sound: false,
            is_deleted: false,
        })
    }

    /// Bars an image from new instances.
    ///
    /// # Errors
    /// 404 where the account has no such image, 403 where it is public, 409 where it is not
    /// completed.
    pub fn revoke_image(
        &mut self,
        account: AccountKey,
        image: &str,
        now: Timestamp,
    ) -> Result<ImageKey, Refusal> {
        self.turn_image(
            account,
            image,
            ImageStatus::Completed,
            ImageStatus::Revoked,
            now,
        )
    }

    /// Lets new instances boot from an image again.
    ///
    /// # Errors
    /// 404 where the account has no such image, 403 where it is public, 409 where it is not revoked.
    pub fn reinstate_image(
        &mut self,
        account: AccountKey,
        image: &str,
        now: Timestamp,
    ) -> Result<ImageKey, Refusal> {
        self.turn_image(
            account,
            image,
            ImageStatus::Revoked,
            ImageStatus::Completed,
            now,
        )
    }

    /// Has an upload come to nothing, and drops what was sent. Nothing that users do ends like
    /// this; it is for tests.
    ///
    /// # Errors
    /// 404 where the account has no such image, 403 where it is public, 409 where its upload is
    /// over.
    pub fn fail_image(
        &mut self,
        account: AccountKey,
        image: &str,
        now: Timestamp,
    ) -> Result<ImageKey, Refusal> {
        self.advance(now)?;
        let key = self.changeable_image(account, image)?;
        let image = self.images.get_mut(key)?;
        if !matches!(image.status, ImageStatus::Started | ImageStatus::Uploading) {
            return Err(wrong_state(image.status, "its upload is over"));
        }
        image.status = ImageStatus::Failed;
        image.content = Content::Parts(BTreeMap::new());
        Ok(key)
    }

    /// Deletes an image with its bytes, and gives the name that it had, which is free now.
    ///
    /// # Errors
    /// 404 where the account has no such image, 403 where it is public, 409 where something needs
    /// it.
    pub fn delete_image(
        &mut self,
        account: AccountKey,
        image: &str,
        now: Timestamp,
    ) -> Result<Name, Refusal> {
        self.advance(now)?;
        let key = self.changeable_image(account, image)?;
        let needed_by = [
            ("instance templates", self.templates_with(key)),
            ("active instances", self.active_instances_with(key)),
        ];
        if let Some((what, count)) = needed_by.into_iter().find(|(_, count)| *count > 0) {
            let message = format!("{count} {what} need the image.");
            return Err(Refusal::conflict(None, Code::InUse, message));
        }
        let image = self.images.get_mut(key)?;
        image.is_deleted = true;
        image.content = Content::Parts(BTreeMap::new());
        Ok(image.name.clone())
    }

    /// The image by id or resource path.
    ///
    /// # Errors
    /// 404 where the account sees no such image.
    pub fn fetch_image(&self, account: AccountKey, image: &str) -> Result<ImageView, Refusal> {
        self.image(self.require_image(account, image)?)
    }

    /// Images, newest first.
    ///
    /// # Errors
    /// 422 where the filter names an unknown workspace.
    pub fn list_images(
        &self,
        account: AccountKey,
        filter: ImageFilter<'_>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<ImageView>, Refusal> {
        let is_public = filter
            .workspace
            .is_some_and(|text| self.is_public_workspace(text));
        let workspace = filter.workspace.filter(|_| !is_public);
        let workspace = workspace.map(|text| self.workspace_of_field(account, text));
        let workspace = workspace.transpose()?;
        let ids: Vec<_> = filter
            .ids
            .iter()
            .map(|id| self.find_image(account, id))
            .collect();
        let is_here = |home: Option<WorkspaceKey>| match home {
            None => is_public,
            Some(home) => {
                !is_public
                    && workspace.is_none_or(|wanted| wanted == home)
                    && self.owns(account, home)
            }
        };
        let rows = self.images.iter().rev().filter(|(key, image)| {
            !image.is_deleted
                && is_here(image.workspace)
                && (ids.is_empty() || ids.contains(&Some(*key)))
        });
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.image(key))
    }

    /// The account's own image: 404 where it sees none, 403 where it is public.
    pub(crate) fn changeable_image(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<ImageKey, Refusal> {
        let key = self.require_image(account, text)?;
        match self.images.get(key)?.workspace {
            Some(_) => Ok(key),
            None => Err(Refusal::forbidden("A public image cannot be changed.")),
        }
    }

    fn turn_image(
        &mut self,
        account: AccountKey,
        image: &str,
        from: ImageStatus,
        to: ImageStatus,
        now: Timestamp,
    ) -> Result<ImageKey, Refusal> {
        self.advance(now)?;
        let key = self.changeable_image(account, image)?;
        let image = self.images.get_mut(key)?;
        if image.status != from {
            let otherwise = format!(
                "only one that is `{}` can become `{}`",
                from.as_str(),
                to.as_str()
            );
            return Err(wrong_state(image.status, &otherwise));
        }
        image.status = to;
        self.stir();
        Ok(key)
    }

    /// A generated name that no image of the workspace has.
    fn fresh_image_name(&mut self, workspace: WorkspaceKey) -> Result<Name, Refusal> {
        self.unused_name(|engine, name| engine.image_named(Some(workspace), name).is_some())
    }
}

/// A 409: the image is in a state that does not allow this.
pub(crate) fn wrong_state(status: ImageStatus, why: &str) -> Refusal {
    let message = format!("The image is `{}`; {why}.", status.as_str());
    Refusal::conflict(None, Code::WrongState, message)
}
