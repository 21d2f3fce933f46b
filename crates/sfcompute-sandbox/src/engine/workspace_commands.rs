//! Making, renaming, deleting and listing workspaces.

use sfcompute_types::{Name, Patch, Timestamp};

use super::account::{checked_name, name_taken};
use super::arena::{AccountKey, WorkspaceKey};
use super::{Code, Detail, Engine, Refusal, WorkspaceView};

impl Engine {
    /// Makes a workspace; without a name it gets a generated one.
    ///
    /// # Errors
    /// 422 where the name is no name or the account has a workspace of that name.
    pub fn create_workspace<'a>(
        &mut self,
        account: AccountKey,
        name: impl Into<Option<&'a str>>,
        now: Timestamp,
    ) -> Result<WorkspaceKey, Refusal> {
        self.advance(now)?;
        self.accounts.get(account)?;
        let name = match name.into() {
            Some(name) => checked_name("name", name)?,
            None => self.fresh_workspace_name(account)?,
        };
        if self.workspace_named(account, name.as_str()).is_some() {
            return Err(name_taken("name", "workspace", &name));
        }
        self.add_workspace(account, name)
    }

    /// Renames a workspace; clearing its name gives it a generated one. The paths of all that is in
    /// it follow.
    ///
    /// # Errors
    /// 404 where the account has no such workspace, 422 where the name is no name or taken.
    pub fn rename_workspace(
        &mut self,
        account: AccountKey,
        workspace: &str,
        name: Patch<&str>,
        now: Timestamp,
    ) -> Result<WorkspaceKey, Refusal> {
        self.advance(now)?;
        let key = self.require_workspace(account, workspace)?;
        let name = match name {
            Patch::Keep => return Ok(key),
            Patch::Clear => self.fresh_workspace_name(account)?,
            Patch::Set(name) => checked_name("name", name)?,
        };
        match self.workspace_named(account, name.as_str()) {
            Some(holder) if holder != key => return Err(name_taken("name", "workspace", &name)),
            _ => self.workspaces.get_mut(key)?.name = name,
        }
        Ok(key)
    }

    /// Deletes a workspace. Its name becomes free, its id is found no more.
    ///
    /// # Errors
    /// 404 where the account has no such workspace, 422 where there is anything in it.
    pub fn delete_workspace(
        &mut self,
        account: AccountKey,
        workspace: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.require_workspace(account, workspace)?;
        let pools = self
            .pools
            .iter()
            .filter(|(_, pool)| pool.workspace == key && !pool.is_deleted);
        let images = self
            .images
            .iter()
            .filter(|(_, image)| image.workspace == Some(key) && !image.is_deleted);
        let contents = [
            ("pools", pools.count()),
            ("images", images.count()),
            ("instance templates", self.templates_in(key)),
            ("instances", self.instances_in(key)),
        ];
        let detail = |(what, count): &(&str, usize)| {
            let message = format!("The workspace has {count} {what}; delete them first.");
            Detail::whole(Code::NotEmpty, message)
        };
        let in_the_way = contents.iter().filter(|(_, count)| *count > 0);
        let details: Vec<_> = in_the_way.map(detail).collect();
        if !details.is_empty() {
            return Err(Refusal::unprocessable(details));
        }
        self.workspaces.get_mut(key)?.account = AccountKey::NOBODY;
        Ok(())
    }

    /// The workspace by id, path or name.
    ///
    /// # Errors
    /// 404 where the account has no such workspace.
    pub fn fetch_workspace(
        &self,
        account: AccountKey,
        workspace: &str,
    ) -> Result<WorkspaceView, Refusal> {
        self.workspace(self.require_workspace(account, workspace)?)
    }

    /// The account's workspaces, newest first; where `ids` has any, only those that they name.
    /// Unknown ones match nothing.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn list_workspaces(
        &self,
        account: AccountKey,
        ids: &[&str],
    ) -> Result<Vec<WorkspaceView>, Refusal> {
        let wanted: Vec<_> = ids
            .iter()
            .map(|id| self.find_workspace(account, id))
            .collect();
        let mut all = self.workspaces(account)?;
        all.retain(|workspace| wanted.is_empty() || wanted.contains(&Some(workspace.key)));
        Ok(all)
    }

    fn require_workspace(&self, account: AccountKey, text: &str) -> Result<WorkspaceKey, Refusal> {
        self.find_workspace(account, text)
            .ok_or_else(|| Refusal::not_found("workspace", text))
    }

    /// A generated name that no workspace of the account has.
    fn fresh_workspace_name(&mut self, account: AccountKey) -> Result<Name, Refusal> {
        self.unused_name(|engine, name| engine.workspace_named(account, name).is_some())
    }
}
