//! Images: what an instance boots from, and finding them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sfcompute_types::{ImageId, ImagePath, Name, Timestamp, WorkspaceId};

use super::account::unnameable;
use super::arena::{AccountKey, ImageKey, Key, WorkspaceKey};
use super::blob::Blob;
use super::mint::IdKind;
use super::{Code, Engine, Refusal};

/// The account that public images belong to by their paths; the engine has none of that name.
pub const PUBLIC_OWNER: &str = "sfcompute";
/// The workspace of public images, by their paths.
pub const PUBLIC_WORKSPACE: &str = "public";
/// The path of that workspace.
const PUBLIC_WORKSPACE_PATH: &str = "sfc:workspace:sfcompute:public";

/// How far an image has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ImageStatus {
    /// Made; nobody asked where to send a part.
    Started,
    /// Its parts are on their way.
    Uploading,
    /// Ready for instances.
    Completed,
    /// Its upload came to nothing.
    Failed,
    /// Barred from new instances.
    Revoked,
}

impl ImageStatus {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Uploading => "uploading",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Revoked => "revoked",
        }
    }
}

/// An image as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageSummary {
    /// The image's id.
    pub id: ImageId,
    /// The image's name.
    pub name: Name,
}

/// An image as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageView {
    /// The image's key.
    pub key: ImageKey,
    /// The image's id.
    pub id: ImageId,
    /// The path `sfc:image:<account>:<workspace>:<name>`.
    pub resource_path: ImagePath,
    /// The account that owns it; [`PUBLIC_OWNER`] for a public one.
    pub owner: Name,
    /// The name of its workspace.
    pub workspace: Name,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    /// Its name, unique among the images of its workspace.
    pub name: Name,
    /// Whether every account has it, and none may change it.
    pub is_public: bool,
    /// How far it has come.
    pub status: ImageStatus,
    /// When it was started.
    pub created_at: Timestamp,
    /// What its uploader says it hashes to, from the end of the upload on.
    pub sha256: Option<String>,
    /// Its size in bytes, from the end of the upload on.
    pub size: Option<u64>,
}

/// The bytes of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Content {
    /// Parts by number: each that an address was asked for, with its bytes once they came.
    Parts(BTreeMap<i32, Option<Blob>>),
    /// The whole.
    Whole(Blob),
}

impl Content {
    /// How many bytes there are so far.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::Parts(parts) => parts.values().flatten().map(Blob::size).sum(),
            Self::Whole(blob) => blob.size(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Image {
    /// None for a public image.
    pub(crate) workspace: Option<WorkspaceKey>,
    pub(crate) name: Name,
    pub(crate) status: ImageStatus,
    pub(crate) created_at: Timestamp,
    /// As the uploader gave it.
    pub(crate) sha256: Option<String>,
    pub(crate) content: Content,
    /// Whether the whole hashes to that.
    pub(crate) is_sound: bool,
    pub(crate) is_deleted: bool,
}

impl Engine {
    /// The image that `text` means, the account's own or a public one: an id (`image_…`, or `vmi_…`
    /// with the same suffix) or a resource path. A deleted image and one of someone else are not
    /// found.
    pub fn find_image(&self, account: AccountKey, text: &str) -> Option<ImageKey> {
        let found = match text.strip_prefix(ImagePath::PREFIX) {
            Some(path) => self.image_at(account, path)?,
            None => {
                let prefixes = [&[ImageId::PREFIX], ImageId::LEGACY_PREFIXES].concat();
                let suffix = prefixes
                    .iter()
                    .find_map(|prefix| text.strip_prefix(prefix))?;
                self.image_of_suffix(suffix)?
            }
        };
        let image = self.images.get(found).ok()?;
        let is_seen = !image.is_deleted
            && image
                .workspace
                .is_none_or(|workspace| self.owns(account, workspace));
        is_seen.then_some(found)
    }

    /// The image, or 404.
    pub(crate) fn require_image(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<ImageKey, Refusal> {
        self.find_image(account, text)
            .ok_or_else(|| Refusal::not_found("image", text))
    }

    /// An image that instances can boot from, or 422 at a field.
    pub(crate) fn bootable_image_of_field(
        &self,
        account: AccountKey,
        field: &str,
        text: &str,
    ) -> Result<ImageKey, Refusal> {
        let key = self.find_image(account, text).ok_or_else(|| {
            let message = format!("There is no image `{text}`.");
            Refusal::field(field, Code::UnknownReference, message)
        })?;
        self.check_bootable(field, key)?;
        Ok(key)
    }

    /// 422 at a field where instances cannot boot from the image.
    pub(crate) fn check_bootable(&self, field: &str, key: ImageKey) -> Result<(), Refusal> {
        match self.images.get(key)?.status {
            ImageStatus::Completed => Ok(()),
            status => {
                let message = format!("The image is `{}`, not `completed`.", status.as_str());
                Err(Refusal::field(field, Code::WrongState, message))
            }
        }
    }

    /// The image as others show it.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn image_summary(&self, key: ImageKey) -> Result<ImageSummary, Refusal> {
        let suffix = self.image_suffix(key);
        Ok(ImageSummary {
            id: ImageId::try_from(format!("{}{suffix}", ImageId::PREFIX)).map_err(unnameable)?,
            name: self.images.get(key)?.name.clone(),
        })
    }

    /// The image as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn image(&self, key: ImageKey) -> Result<ImageView, Refusal> {
        let image = self.images.get(key)?;
        let ImageSummary { id, name } = self.image_summary(key)?;
        let (owner, workspace, workspace_id) = match image.workspace {
            Some(workspace) => {
                let workspace = self.workspace(workspace)?;
                (workspace.owner, workspace.name, workspace.id)
            }
            None => (
                Name::try_from(PUBLIC_OWNER).map_err(unnameable)?,
                Name::try_from(PUBLIC_WORKSPACE).map_err(unnameable)?,
                self.public_workspace_id()?,
            ),
        };
        let path = ImagePath::new(owner.as_str(), workspace.as_str(), name.as_str());
        Ok(ImageView {
            key,
            id,
            resource_path: path.map_err(unnameable)?,
            owner,
            workspace,
            workspace_id,
            name,
            is_public: image.workspace.is_none(),
            status: image.status,
            created_at: image.created_at,
            sha256: image.sha256.clone(),
            size: match &image.content {
                Content::Whole(blob) => Some(blob.size()),
                Content::Parts(_) => None,
            },
        })
    }

    /// Whether the image's bytes hash to what its uploader said. An instance that boots from it
    /// finds out, and comes no further; before that nobody is told.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn image_is_sound(&self, key: ImageKey) -> Result<bool, Refusal> {
        Ok(self.images.get(key)?.is_sound)
    }

    /// Whether `text` means the workspace of public images.
    pub(crate) fn is_public_workspace(&self, text: &str) -> bool {
        text == PUBLIC_WORKSPACE_PATH || self.public_workspace_id().is_ok_and(|id| id == *text)
    }

    /// The id's suffix.
    pub(crate) fn image_suffix(&self, key: ImageKey) -> String {
        self.mint.suffix(IdKind::Image, key.index().into())
    }

    /// The image with this suffix, whoever's it is.
    pub(crate) fn image_of_suffix(&self, suffix: &str) -> Option<ImageKey> {
        self.images.key_at(self.mint.number(IdKind::Image, suffix)?)
    }

    /// The image of this name in a workspace, or among the public ones.
    pub(crate) fn image_named(
        &self,
        workspace: Option<WorkspaceKey>,
        name: &str,
    ) -> Option<ImageKey> {
        let mut here = self
            .images
            .iter()
            .filter(|(_, image)| image.workspace == workspace && !image.is_deleted);
        here.find(|(_, image)| image.name.as_str() == name)
            .map(|(key, _)| key)
    }

    /// Whether the workspace is the account's.
    pub(crate) fn owns(&self, account: AccountKey, workspace: WorkspaceKey) -> bool {
        let workspace = self.workspaces.get(workspace);
        workspace.is_ok_and(|workspace| workspace.account == account)
    }

    /// The account's workspace and the name at `<account>:<workspace>:<name>`.
    pub(crate) fn place_at<'a>(
        &self,
        account: AccountKey,
        path: &'a str,
    ) -> Option<(WorkspaceKey, &'a str)> {
        let (owner, rest) = path.split_once(':')?;
        let (workspace, name) = rest.split_once(':')?;
        let is_own = self
            .accounts
            .get(account)
            .is_ok_and(|own| own.id.as_str() == owner);
        let workspace = self.workspace_named(account, workspace)?;
        is_own.then_some((workspace, name))
    }

    fn image_at(&self, account: AccountKey, path: &str) -> Option<ImageKey> {
        let public = path
            .strip_prefix(PUBLIC_OWNER)
            .and_then(|path| path.strip_prefix(':'))
            .and_then(|path| path.strip_prefix(PUBLIC_WORKSPACE))
            .and_then(|path| path.strip_prefix(':'));
        if let Some(name) = public {
            return self.image_named(None, name);
        }
        let (workspace, name) = self.place_at(account, path)?;
        self.image_named(Some(workspace), name)
    }

    /// An id that no workspace gets: there are never so many.
    fn public_workspace_id(&self) -> Result<WorkspaceId, Refusal> {
        let suffix = self.mint.suffix(IdKind::Workspace, u64::MAX);
        WorkspaceId::try_from(format!("{}{suffix}", WorkspaceId::PREFIX)).map_err(unnameable)
    }
}
