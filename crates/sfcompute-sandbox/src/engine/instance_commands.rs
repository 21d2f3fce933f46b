//! Changing, ending and deleting instances.

use std::collections::BTreeMap;

use sfcompute_types::{Patch, Tags, Timestamp};

use super::arena::{AccountKey, InstanceKey};
use super::instance::{InstanceEnd, InstancePriority, InstanceStatus};
use super::refusal::Problems;
use super::tags::checked_tags;
use super::{Code, Engine, Refusal};

/// The most instances that are changed at once.
pub const MOST_PATCHED: usize = 1_000;

/// A change to an instance; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstancePatch<'a> {
    /// A new name; clearing it gives the instance a generated one.
    pub name: Patch<&'a str>,
    /// All its tags; clearing leaves none.
    pub tags: Patch<Tags>,
    /// How late it ends when its pool runs short of nodes; clearing makes that normal.
    pub priority: Patch<InstancePriority>,
}

impl Engine {
    /// Changes an instance's name, tags or priority, ended or not.
    ///
    /// # Errors
    /// 404 where the account has no such instance, 422 where the name is no name or taken in the
    /// workspace, or a tag breaks its rules.
    pub fn update_instance(
        &mut self,
        account: AccountKey,
        instance: &str,
        patch: InstancePatch<'_>,
        now: Timestamp,
    ) -> Result<InstanceKey, Refusal> {
        self.advance(now)?;
        let key = self.require_instance(account, instance)?;
        if patch == InstancePatch::default() {
            return Ok(key);
        }
        let (workspace, old) = {
            let instance = self.instances.get(key)?;
            (instance.workspace, instance.name.clone())
        };
        let mut problems = Problems::default();
        if let Patch::Set(tags) = &patch.tags {
            problems.take(checked_tags(Some(tags)));
        }
        let asked = match patch.name {
            Patch::Set(name) if name != old.as_str() => Some(name),
            Patch::Set(_) | Patch::Keep | Patch::Clear => None,
        };
        let asked = problems.take(self.instance_name_of_field(Some(workspace), asked));
        problems.finish()?;
        let name = match asked.flatten() {
            Some(name) => name,
            None if patch.name == Patch::Clear => self.fresh_instance_name(workspace)?,
            None => old.clone(),
        };
        let names = self.instance_names.entry(workspace).or_default();
        names.remove(old.as_str());
        names.insert(name.as_str().to_owned(), key);
        self.change_instance(key, |instance| {
            instance.name = name;
            match patch.tags {
                Patch::Keep => {}
                Patch::Clear => instance.tags = None,
                Patch::Set(tags) => instance.tags = Some(tags),
            }
            match patch.priority {
                Patch::Keep => {}
                Patch::Clear => instance.priority = InstancePriority::default(),
                Patch::Set(priority) => instance.priority = priority,
            }
        })?;
        Ok(key)
    }

    /// Changes the priorities of several instances, of all or of none. Where one is named twice,
    /// the last counts. Gives each once, in the order in which they were first named.
    ///
    /// # Errors
    /// 422 where an id is unknown, the instances are in several workspaces, or there are more than
    /// [`MOST_PATCHED`] entries.
    pub fn prioritise_instances(
        &mut self,
        account: AccountKey,
        entries: &[(&str, InstancePriority)],
        now: Timestamp,
    ) -> Result<Vec<InstanceKey>, Refusal> {
        self.advance(now)?;
        if entries.len() > MOST_PATCHED {
            let message = format!("At most {MOST_PATCHED} instances change at once.");
            return Err(Refusal::field("data", Code::TooLarge, message));
        }
        let mut problems = Problems::default();
        let mut order = Vec::new();
        let mut wanted = BTreeMap::new();
        let mut home = None;
        for (index, (id, priority)) in entries.iter().enumerate() {
            let field = format!("data[{index}].id");
            let Some(key) = self.find_instance(account, id) else {
                let message = format!("There is no instance `{id}`.");
                problems.add(&field, Code::UnknownReference, message);
                continue;
            };
            let workspace = self.instances.get(key)?.workspace;
            if *home.get_or_insert(workspace) != workspace {
                let message = "The instance is in another workspace than those before it.";
                problems.add(&field, Code::SeveralWorkspaces, message);
            }
            if wanted.insert(key, *priority).is_none() {
                order.push(key);
            }
        }
        problems.finish()?;
        for (key, priority) in wanted {
            self.change_instance(key, |instance| instance.priority = priority)?;
        }
        Ok(order)
    }

    /// Ends an instance. There is no way to start it again.
    ///
    /// # Errors
    /// 404 where the account has no such instance or it has ended.
    pub fn terminate_instance(
        &mut self,
        account: AccountKey,
        instance: &str,
        now: Timestamp,
    ) -> Result<InstanceKey, Refusal> {
        self.advance(now)?;
        let key = self.require_active_instance(account, instance)?;
        let instance = self.instances.get(key)?;
        let place = (instance.pool, instance.sku);
        self.end_instance(key, InstanceEnd::Terminated)?;
        self.follow(place)?;
        Ok(key)
    }

    /// Has a running instance break down; it keeps its node until it is terminated. Nothing that
    /// users do ends like this; it is for tests.
    ///
    /// # Errors
    /// 404 where the account has no such instance, 409 where it does not run.
    pub fn fail_instance(
        &mut self,
        account: AccountKey,
        instance: &str,
        now: Timestamp,
    ) -> Result<InstanceKey, Refusal> {
        self.advance(now)?;
        let key = self.require_instance(account, instance)?;
        match self.instances.get(key)?.status() {
            InstanceStatus::Running => {}
            status => return Err(wrong_state(status, "only a running one can fail")),
        }
        let now = self.now;
        self.change_instance(key, |instance| instance.failed_at = Some(now))?;
        Ok(key)
    }

    /// Deletes an instance that has ended. Its name becomes free, its id is found no more.
    ///
    /// # Errors
    /// 404 where the account has no such instance, 409 where it has not ended.
    pub fn delete_instance(
        &mut self,
        account: AccountKey,
        instance: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.require_instance(account, instance)?;
        let instance = self.instances.get_mut(key)?;
        if instance.is_active() {
            return Err(wrong_state(instance.status(), "terminate it first"));
        }
        instance.is_deleted = true;
        let (workspace, name) = (instance.workspace, instance.name.clone());
        if let Some(names) = self.instance_names.get_mut(&workspace) {
            names.remove(name.as_str());
            if names.is_empty() {
                self.instance_names.remove(&workspace);
            }
        }
        Ok(())
    }
}

/// A 409: the instance is in a state that does not allow this.
fn wrong_state(status: InstanceStatus, why: &str) -> Refusal {
    let message = format!("The instance is `{}`; {why}.", status.as_str());
    Refusal::conflict(None, Code::WrongState, message)
}
