//! Finding and listing instances.

use sfcompute_types::{InstanceId, InstancePath, Name, Timestamp};

use super::arena::{AccountKey, ImageKey, InstanceKey, Key, PoolKey, WorkspaceKey};
use super::instance::{Instance, InstanceStatus, InstanceView};
use super::mint::IdKind;
use super::tags::TagFilter;
use super::{Edge, Engine, Page, Position, Refusal};

/// Which instances to list. Of several values for one thing, any will do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InstanceFilter<'a> {
    /// Only those of this workspace: an id, a resource path or a name.
    pub workspace: Option<&'a str>,
    /// Only these, each an id or a resource path; unknown ones match nothing.
    pub ids: &'a [&'a str],
    /// Only those on these pools, in any form that [`Engine::find_pool`] knows.
    pub pools: &'a [&'a str],
    /// Only those on these SKUs, by id; unknown ones match nothing.
    pub instance_skus: &'a [&'a str],
    /// Only those that have come this far.
    pub statuses: &'a [InstanceStatus],
    /// Only those made at this time or later.
    pub created_after: Option<Timestamp>,
    /// Only those made at this time or earlier.
    pub created_before: Option<Timestamp>,
    /// Only those with these tags.
    pub tags: TagFilter<'a>,
}

impl Engine {
    /// The account's instance that `text` means: an id (`inst_…`, or `vm_…` with the same suffix)
    /// or a resource path. A deleted one and one of someone else are not found.
    pub fn find_instance(&self, account: AccountKey, text: &str) -> Option<InstanceKey> {
        let found = match text.strip_prefix(InstancePath::PREFIX) {
            Some(path) => {
                let (workspace, name) = self.place_at(account, path)?;
                self.instance_named(workspace, name)?
            }
            None => {
                let prefixes = [&[InstanceId::PREFIX], InstanceId::LEGACY_PREFIXES].concat();
                let suffix = prefixes
                    .iter()
                    .find_map(|prefix| text.strip_prefix(prefix))?;
                let number = self.mint.number(IdKind::Instance, suffix)?;
                self.instances.key_at(number)?
            }
        };
        let instance = self.instances.get(found).ok()?;
        let is_own = !instance.is_deleted && instance.account == account;
        is_own.then_some(found)
    }

    /// The instance by id or resource path.
    ///
    /// # Errors
    /// 404 where the account has no such instance.
    pub fn fetch_instance(
        &self,
        account: AccountKey,
        instance: &str,
    ) -> Result<InstanceView, Refusal> {
        self.instance(self.require_instance(account, instance)?)
    }

    /// The account's instances, newest first.
    ///
    /// # Errors
    /// 404 where the filter names an unknown pool, 422 where it names an unknown workspace.
    pub fn list_instances(
        &self,
        account: AccountKey,
        filter: &InstanceFilter<'_>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<InstanceView>, Refusal> {
        let workspace = filter
            .workspace
            .map(|text| self.workspace_of_field(account, text));
        let workspace = workspace.transpose()?;
        let pools = filter.pools.iter();
        let pools = pools.map(|pool| self.require_pool(account, pool));
        let pools: Vec<_> = pools.collect::<Result<_, _>>()?;
        let ids = filter.ids.iter();
        let ids: Vec<_> = ids.map(|id| self.find_instance(account, id)).collect();
        let skus = filter.instance_skus.iter();
        let skus: Vec<_> = skus.map(|id| self.find_sku(id)).collect();
        let matches = |key: InstanceKey, instance: &Instance| {
            !instance.is_deleted
                && instance.account == account
                && workspace.is_none_or(|workspace| instance.workspace == workspace)
                && (ids.is_empty() || ids.contains(&Some(key)))
                && (pools.is_empty() || pools.contains(&instance.pool))
                && (skus.is_empty() || skus.contains(&Some(instance.sku)))
                && (filter.statuses.is_empty() || filter.statuses.contains(&instance.status()))
                && filter
                    .created_after
                    .is_none_or(|after| instance.created_at >= after)
                && filter
                    .created_before
                    .is_none_or(|before| instance.created_at <= before)
                && filter.tags.takes(instance.tags.as_ref())
        };
        let rows = self
            .instances
            .iter()
            .rev()
            .filter(|(key, instance)| matches(*key, instance));
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.instance(key))
    }

    /// The instances of a deployment that have not ended, by its id; the one made first comes
    /// first.
    pub fn managed_instances(
        &self,
        deployment: &str,
    ) -> impl DoubleEndedIterator<Item = InstanceKey> + '_ {
        self.managed.get(deployment).into_iter().flatten().copied()
    }

    /// Shows a deployment under another name on all its instances that have not ended.
    ///
    /// # Errors
    /// Internal only.
    pub fn rename_manager(&mut self, deployment: &str, name: &Name) -> Result<(), Refusal> {
        for key in self.managed.get(deployment).into_iter().flatten() {
            if let Some(manager) = &mut self.instances.get_mut(*key)?.managed_by {
                manager.rename(name.clone());
            }
        }
        Ok(())
    }

    /// The instance, or 404.
    pub(crate) fn require_instance(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<InstanceKey, Refusal> {
        self.find_instance(account, text)
            .ok_or_else(|| Refusal::not_found("instance", text))
    }

    /// An instance that has not ended, or 404.
    pub(crate) fn require_active_instance(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<InstanceKey, Refusal> {
        let key = self.require_instance(account, text)?;
        match self.instances.get(key)?.is_active() {
            true => Ok(key),
            false => Err(Refusal::absent(format!(
                "The instance `{text}` has ended already."
            ))),
        }
    }

    pub(crate) fn instance_named(
        &self,
        workspace: WorkspaceKey,
        name: &str,
    ) -> Option<InstanceKey> {
        self.instance_names.get(&workspace)?.get(name).copied()
    }

    /// How many instances are in a workspace, ended ones included.
    pub(crate) fn instances_in(&self, workspace: WorkspaceKey) -> usize {
        self.instance_names
            .get(&workspace)
            .map_or(0, |names| names.len())
    }

    /// How many instances on a pool have not ended.
    pub(crate) fn active_instances_on(&self, pool: PoolKey) -> usize {
        let active = self.active_instances();
        active.filter(|instance| instance.pool == pool).count()
    }

    /// How many instances that have not ended boot from an image.
    pub(crate) fn active_instances_with(&self, image: ImageKey) -> usize {
        let active = self.active_instances();
        active.filter(|instance| instance.image == image).count()
    }

    fn active_instances(&self) -> impl Iterator<Item = &Instance> {
        let all = self.instances.iter().map(|(_, instance)| instance);
        all.filter(|instance| instance.is_active())
    }
}
