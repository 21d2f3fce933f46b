//! Finding automations, and names for them.

use sfcompute_types::{Name, Patch};

use super::account::{checked_name, name_taken};
use super::arena::{AccountKey, WorkspaceKey};
use super::automation::{Automation, AutomationKind, Upkeep};
use super::{Engine, Refusal};

/// Which procurements or deployments to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AutomationFilter<'a> {
    /// Only those of this workspace: an id, a resource path or a name.
    pub workspace: Option<&'a str>,
    /// Only those of this pool, in any form that [`Engine::find_pool`] knows.
    pub pool: Option<&'a str>,
}

impl Engine {
    /// Which automations of the account a filter lets through.
    pub(crate) fn automation_filter(
        &self,
        account: AccountKey,
        filter: AutomationFilter<'_>,
    ) -> Result<impl Fn(&Upkeep) -> bool, Refusal> {
        let workspace = filter
            .workspace
            .map(|text| self.workspace_of_field(account, text));
        let workspace = workspace.transpose()?;
        let pool = filter
            .pool
            .map(|text| self.pool_of_field(account, "pool", text));
        let pool = pool.transpose()?;
        Ok(move |upkeep: &Upkeep| {
            self.is_own(account, upkeep)
                && pool.is_none_or(|pool| upkeep.pool == pool)
                && workspace.is_none_or(|workspace| self.is_in(workspace, upkeep))
        })
    }

    /// Whether the automation is there, and the account's.
    pub(crate) fn is_own_automation(&self, account: AccountKey, automation: Automation) -> bool {
        self.upkeep(automation)
            .is_ok_and(|upkeep| self.is_own(account, upkeep))
    }

    /// The id of an automation.
    pub(crate) fn automation_id(&self, automation: Automation) -> Result<String, Refusal> {
        Ok(match automation {
            Automation::Procurement(key) => self.procurement_summary(key)?.id.into_string(),
            Automation::Deployment(key) => self.manager(key)?.id().to_owned(),
        })
    }

    /// The automation of this kind at `<account>:<workspace>:<name>`.
    pub(crate) fn automation_at(
        &self,
        account: AccountKey,
        kind: AutomationKind,
        path: &str,
    ) -> Option<Automation> {
        let (workspace, name) = self.place_at(account, path)?;
        self.automation_named(kind, workspace, name)
    }

    pub(crate) fn automation_named(
        &self,
        kind: AutomationKind,
        workspace: WorkspaceKey,
        name: &str,
    ) -> Option<Automation> {
        let mut all = self.automations();
        let found = all.find(|(_, its, upkeep)| {
            *its == kind && upkeep.name.as_str() == name && self.is_in(workspace, upkeep)
        });
        found.map(|(automation, ..)| automation)
    }

    /// 422 where another automation of the kind has the name in the workspace.
    pub(crate) fn check_automation_name(
        &self,
        kind: AutomationKind,
        workspace: WorkspaceKey,
        name: &Name,
        own: Option<Automation>,
    ) -> Result<(), Refusal> {
        match self.automation_named(kind, workspace, name.as_str()) {
            Some(holder) if Some(holder) != own => Err(name_taken("name", kind.what(), name)),
            _ => Ok(()),
        }
    }

    /// A generated name that no automation of the kind has in the workspace.
    pub(crate) fn fresh_automation_name(
        &mut self,
        kind: AutomationKind,
        workspace: WorkspaceKey,
    ) -> Result<Name, Refusal> {
        self.unused_name(|engine, name| engine.automation_named(kind, workspace, name).is_some())
    }

    /// A new name as it was asked for, or 422 where it is no name or taken.
    pub(crate) fn check_new_name(
        &self,
        own: Automation,
        kind: AutomationKind,
        name: Patch<&str>,
    ) -> Result<Patch<Name>, Refusal> {
        let name = match name {
            Patch::Set(name) => checked_name("name", name)?,
            Patch::Keep => return Ok(Patch::Keep),
            Patch::Clear => return Ok(Patch::Clear),
        };
        let workspace = self.pools.get(self.upkeep(own)?.pool)?.workspace;
        self.check_automation_name(kind, workspace, &name, Some(own))?;
        Ok(Patch::Set(name))
    }

    /// The name that an automation has after a change.
    pub(crate) fn new_name(
        &mut self,
        own: Automation,
        kind: AutomationKind,
        name: Patch<Name>,
    ) -> Result<Name, Refusal> {
        match name {
            Patch::Keep => Ok(self.upkeep(own)?.name.clone()),
            Patch::Clear => {
                let workspace = self.pools.get(self.upkeep(own)?.pool)?.workspace;
                self.fresh_automation_name(kind, workspace)
            }
            Patch::Set(name) => Ok(name),
        }
    }

    fn is_own(&self, account: AccountKey, upkeep: &Upkeep) -> bool {
        let owner = self.pool_owner(upkeep.pool);
        upkeep.deleted_at.is_none() && owner.is_ok_and(|(owner, _)| owner == account)
    }

    fn is_in(&self, workspace: WorkspaceKey, upkeep: &Upkeep) -> bool {
        let pool = self.pools.get(upkeep.pool);
        pool.is_ok_and(|pool| pool.workspace == workspace)
    }
}
