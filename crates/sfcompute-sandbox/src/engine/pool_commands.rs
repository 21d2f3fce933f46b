//! Making, changing, deleting and listing pools.

use sfcompute_types::{Invalid, Name, Patch, Tags, Timestamp};

use super::account::{checked_name, name_taken};
use super::arena::{AccountKey, Key, PoolKey, WorkspaceKey};
use super::mint::IdKind;
use super::minute::minute_of;
use super::pool::Pool;
use super::refusal::Problems;
use super::{Code, Detail, Edge, Engine, Page, PoolKind, PoolView, Position, Refusal};

/// A pool to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPool<'a> {
    /// The workspace it goes to: an id, a resource path or a name.
    pub workspace: &'a str,
    /// Its name; the engine makes one where there is none.
    pub name: Option<&'a str>,
    /// Its tags.
    pub tags: Option<Tags>,
    /// What may be done with it. Users make [`PoolKind::Market`] pools.
    pub kind: PoolKind,
}

/// A change to a pool; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolPatch<'a> {
    /// A new name; clearing it gives the pool a generated one.
    pub name: Patch<&'a str>,
    /// All its tags; clearing leaves none.
    pub tags: Patch<Tags>,
}

/// Which pools to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolFilter<'a> {
    /// Only those of this workspace: an id, a resource path or a name.
    pub workspace: Option<&'a str>,
    /// Only these, each an id, a resource path or a name; unknown ones match nothing.
    pub ids: &'a [&'a str],
    /// Only those that have all of these tags, as key and value.
    pub tags: &'a [(&'a str, &'a str)],
    /// Only those that have a tag with each of these keys.
    pub tag_keys: &'a [&'a str],
}

impl Engine {
    /// Makes a pool.
    ///
    /// # Errors
    /// 422 where the workspace is not the account's, the name is no name or taken in the
    /// workspace, or a tag breaks its rules.
    pub fn create_pool(
        &mut self,
        account: AccountKey,
        pool: NewPool<'_>,
        now: Timestamp,
    ) -> Result<PoolKey, Refusal> {
        self.advance(now)?;
        let NewPool {
            workspace,
            name,
            tags,
            kind,
        } = pool;
        let mut problems = Problems::default();
        problems.take(check_tags(tags.as_ref()));
        let name = problems.take(name.map(|name| checked_name("name", name)).transpose());
        let workspace = problems.take(self.workspace_of_field(account, workspace));
        if let (Some(Some(name)), Some(workspace)) = (&name, workspace) {
            problems.take(self.check_name_is_free(workspace, name, None));
        }
        let (Some(name), Some(workspace)) = (name, workspace) else {
            return Err(problems.refusal());
        };
        problems.finish()?;
        let name = match name {
            Some(name) => name,
            None => self.fresh_name(workspace)?,
        };
        let suffix = self
            .mint
            .suffix(IdKind::Pool, self.pools.next_key()?.index().into());
        let key = self.pools.push(Pool {
            workspace,
            suffix: suffix.clone(),
            name: name.clone(),
            kind,
            tags,
            created_at: self.now,
            is_deleted: false,
            holdings: Default::default(),
            active_orders: 0,
        })?;
        self.pool_suffixes.insert(suffix, key);
        self.pool_names
            .entry(workspace)
            .or_default()
            .insert(name.into_string(), key);
        Ok(key)
    }

    /// Changes a pool's name or tags.
    ///
    /// # Errors
    /// 404 where the account has no such pool, 403 where it is read-only, 422 where the name is no
    /// name or taken in the workspace, or a tag breaks its rules.
    pub fn update_pool(
        &mut self,
        account: AccountKey,
        pool: &str,
        patch: PoolPatch<'_>,
        now: Timestamp,
    ) -> Result<PoolKey, Refusal> {
        self.advance(now)?;
        let key = self.changeable_pool(account, pool)?;
        let (workspace, old) = {
            let pool = self.pools.get(key)?;
            (pool.workspace, pool.name.clone())
        };
        let mut problems = Problems::default();
        if let Patch::Set(tags) = &patch.tags {
            problems.take(check_tags(Some(tags)));
        }
        let asked = match patch.name {
            Patch::Set(name) => problems.take(checked_name("name", name)),
            Patch::Keep | Patch::Clear => None,
        };
        if let Some(name) = &asked {
            problems.take(self.check_name_is_free(workspace, name, Some(key)));
        }
        problems.finish()?;
        let name = match asked {
            Some(name) => name,
            None if patch.name == Patch::Clear => self.fresh_name(workspace)?,
            None => old.clone(),
        };
        let names = self.pool_names.entry(workspace).or_default();
        names.remove(old.as_str());
        names.insert(name.as_str().to_owned(), key);
        let pool = self.pools.get_mut(key)?;
        pool.name = name;
        match patch.tags {
            Patch::Keep => {}
            Patch::Clear => pool.tags = None,
            Patch::Set(tags) => pool.tags = Some(tags),
        }
        Ok(key)
    }

    /// Deletes a pool. Its name becomes free; its id stays with the orders and transfers that
    /// name it, and is found no more.
    ///
    /// # Errors
    /// 404 where the account has no such pool, 403 where it is read-only, 422 where it has orders
    /// that may still fill, instances that have not ended, nodes now or later, or a procurement or
    /// deployment.
    pub fn delete_pool(
        &mut self,
        account: AccountKey,
        pool: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.changeable_pool(account, pool)?;
        let this_minute = minute_of(self.now);
        let instances = self.active_instances_on(key);
        let mut details = Vec::new();
        for (_, kind, upkeep) in self.automations().filter(|(_, _, its)| its.pool == key) {
            let message = format!("The {} `{}` works for the pool.", kind.what(), upkeep.name);
            details.push(Detail::whole(Code::InUse, message));
        }
        if instances > 0 {
            let message = format!("The pool has {instances} active instances.");
            details.push(Detail::whole(Code::ActiveInstances, message));
        }
        let pool = self.pools.get_mut(key)?;
        if pool.active_orders > 0 {
            let message = format!("The pool has {} active orders.", pool.active_orders);
            details.push(Detail::whole(Code::ActiveOrders, message));
        }
        if pool
            .holdings
            .values()
            .any(|holding| holding.nodes().any_from(this_minute))
        {
            let message = "The pool holds nodes now or later; sell or transfer them first.";
            details.push(Detail::whole(Code::FutureAllocation, message));
        }
        if !details.is_empty() {
            return Err(Refusal::unprocessable(details));
        }
        pool.is_deleted = true;
        let (workspace, name) = (pool.workspace, pool.name.clone());
        if let Some(names) = self.pool_names.get_mut(&workspace) {
            names.remove(name.as_str());
        }
        Ok(())
    }

    /// The pool with its schedule from so many minutes ago on.
    ///
    /// # Errors
    /// 404 where the account has no such pool.
    pub fn fetch_pool(
        &self,
        account: AccountKey,
        pool: &str,
        history_minutes: u32,
    ) -> Result<PoolView, Refusal> {
        self.pool(self.require_pool(account, pool)?, history_minutes)
    }

    /// The account's pools, newest first.
    ///
    /// # Errors
    /// 422 where the filter names an unknown workspace.
    pub fn list_pools(
        &self,
        account: AccountKey,
        filter: &PoolFilter<'_>,
        history_minutes: u32,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<PoolView>, Refusal> {
        let workspace = filter
            .workspace
            .map(|text| self.workspace_of_field(account, text));
        let workspace = workspace.transpose()?;
        let ids: Vec<_> = filter
            .ids
            .iter()
            .map(|id| self.find_pool(account, id))
            .collect();
        let matches = |key: PoolKey, pool: &Pool| {
            let owned = self
                .pool_owner(key)
                .is_ok_and(|(owner, live)| live && owner == account);
            owned
                && workspace.is_none_or(|workspace| pool.workspace == workspace)
                && (ids.is_empty() || ids.contains(&Some(key)))
                && filter
                    .tags
                    .iter()
                    .all(|(key, value)| tag(pool, key) == Some(*value))
                && filter.tag_keys.iter().all(|key| tag(pool, key).is_some())
        };
        let rows = self
            .pools
            .iter()
            .rev()
            .filter(|(key, pool)| matches(*key, pool));
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.pool(key, history_minutes))
    }

    /// The workspace, or 422 at the field `workspace`.
    pub(crate) fn workspace_of_field(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<WorkspaceKey, Refusal> {
        self.find_workspace(account, text).ok_or_else(|| {
            let message = format!("There is no workspace `{text}`.");
            Refusal::field("workspace", Code::UnknownReference, message)
        })
    }

    fn changeable_pool(&self, account: AccountKey, text: &str) -> Result<PoolKey, Refusal> {
        let key = self.require_pool(account, text)?;
        match self.pools.get(key)?.kind {
            PoolKind::ReadOnly => Err(Refusal::forbidden("A read-only pool cannot be changed.")),
            PoolKind::Market | PoolKind::Originating => Ok(key),
        }
    }

    /// 422 where another pool of the workspace has the name.
    fn check_name_is_free(
        &self,
        workspace: WorkspaceKey,
        name: &Name,
        own: Option<PoolKey>,
    ) -> Result<(), Refusal> {
        let holder = self
            .pool_names
            .get(&workspace)
            .and_then(|names| names.get(name.as_str()));
        match holder {
            Some(holder) if Some(*holder) != own => Err(name_taken("name", "pool", name)),
            _ => Ok(()),
        }
    }

    /// A generated name that no pool of the workspace has.
    fn fresh_name(&mut self, workspace: WorkspaceKey) -> Result<Name, Refusal> {
        self.unused_name(|engine, name| {
            let names = engine.pool_names.get(&workspace);
            names.is_some_and(|names| names.contains_key(name))
        })
    }
}

/// 422 with one detail for each tag that breaks a rule.
fn check_tags(tags: Option<&Tags>) -> Result<(), Refusal> {
    let problems = tags.map(Tags::check).unwrap_or_default();
    if problems.is_empty() {
        return Ok(());
    }
    let detail = |problem: &Invalid| Detail::new("tags", Code::Invalid, problem.to_string());
    Err(Refusal::unprocessable(
        problems.iter().map(detail).collect(),
    ))
}

fn tag<'a>(pool: &'a Pool, key: &str) -> Option<&'a str> {
    pool.tags.as_ref()?.get(key)
}
