//! What must always be true of images, instance templates, workspaces and users.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::arena::{AccountKey, WorkspaceKey};
use super::image::{Content, Image, ImageStatus};
use super::{Engine, Refusal};

impl Engine {
    /// Everything that is not as it must be: a name is one thing's, what is needed is there, images
    /// keep to their room and their bytes to their state.
    pub(crate) fn resource_problems(&self) -> Result<Vec<String>, Refusal> {
        let mut problems = Vec::new();
        let workspaces = self.workspaces.iter();
        let live = workspaces.filter(|(_, workspace)| workspace.account != AccountKey::NOBODY);
        let names = live.map(|(_, workspace)| (workspace.account, workspace.name.as_str()));
        once("workspaces", names, &mut problems);
        let users = self.users.iter().map(|(_, user)| user.user.id.as_str());
        once("users", users, &mut problems);

        let images = || self.images.iter().filter(|(_, image)| !image.is_deleted);
        let names = images().map(|(_, image)| (image.workspace, image.name.as_str()));
        once("images", names, &mut problems);
        for (key, image) in images() {
            if let Some(problem) = state_problem(image) {
                problems.push(format!("{key:?}: {problem}"));
            }
            self.check_home(&key, image.workspace, &mut problems)?;
        }
        let held = self.uploaded_bytes();
        if held > self.config.images.total_bytes {
            problems.push(format!("images have {held} bytes, more than they may"));
        }

        let templates = || {
            self.templates
                .iter()
                .filter(|(_, template)| !template.is_deleted)
        };
        let names = templates().map(|(_, template)| (template.workspace, template.name.as_str()));
        once("instance templates", names, &mut problems);
        for (key, template) in templates() {
            self.check_home(&key, Some(template.workspace), &mut problems)?;
            if self.images.get(template.image)?.is_deleted {
                problems.push(format!("{key:?} names an image that is deleted"));
            }
        }
        Ok(problems)
    }

    /// Nothing is in a workspace that is deleted.
    pub(crate) fn check_home(
        &self,
        what: &impl Debug,
        home: Option<WorkspaceKey>,
        problems: &mut Vec<String>,
    ) -> Result<(), Refusal> {
        if let Some(home) = home
            && self.workspaces.get(home)?.account == AccountKey::NOBODY
        {
            problems.push(format!("{what:?} is in a workspace that is deleted"));
        }
        Ok(())
    }
}

/// What is wrong between an image's state and its bytes.
fn state_problem(image: &Image) -> Option<&'static str> {
    let is_ready = matches!(image.status, ImageStatus::Completed | ImageStatus::Revoked);
    match &image.content {
        Content::Whole(_) if !is_ready => Some("has all its bytes before its upload ended"),
        Content::Parts(_) if is_ready => Some("lacks its bytes"),
        _ if is_ready != image.sha256.is_some() => Some("has a hash before its upload ended"),
        _ => None,
    }
}

/// Each name is there once.
pub(crate) fn once<T: Ord + Debug>(
    what: &str,
    names: impl Iterator<Item = T>,
    problems: &mut Vec<String>,
) {
    let mut seen = BTreeSet::new();
    for name in names {
        let shown = format!("{name:?}");
        if !seen.insert(name) {
            problems.push(format!("several {what} are {shown}"));
        }
    }
}
