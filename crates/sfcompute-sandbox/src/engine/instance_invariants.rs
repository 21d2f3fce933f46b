//! What must always be true of instances.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::{InstanceKey, WorkspaceKey};
use super::minute::minute_of;
use super::site::{Place, Site};
use super::{Engine, Refusal};

impl Engine {
    /// Everything that is not as it must be: instances take up no more nodes than their pool has at
    /// this minute, none waits for a node that is there, what happened to one happened in order,
    /// what one needs is there, and all that leads to instances leads to those that there are.
    pub(crate) fn instance_problems(&self) -> Result<Vec<String>, Refusal> {
        let mut problems = Vec::new();
        let mut names: BTreeMap<WorkspaceKey, BTreeMap<String, InstanceKey>> = BTreeMap::new();
        let mut managed: BTreeMap<String, BTreeSet<InstanceKey>> = BTreeMap::new();
        let mut sites: BTreeMap<Place, Site> = BTreeMap::new();
        for (key, instance) in self.instances.iter() {
            let ended_at = instance.ended.map(|(at, _)| at);
            let steps = [instance.started_at, instance.failed_at, ended_at];
            let steps = steps.into_iter().flatten();
            let life: Vec<_> = [instance.created_at].into_iter().chain(steps).collect();
            let is_failed_first = instance.failed_at.is_some() && instance.started_at.is_none();
            if !life.is_sorted() || is_failed_first || instance.updated_at > self.now {
                problems.push(format!("{key:?} has a life out of order: {instance:?}"));
            }
            if instance.is_active() {
                let place = (instance.pool, instance.sku);
                sites.entry(place).or_default().enlist(key, instance);
                if let Some(manager) = &instance.managed_by {
                    let own = managed.entry(manager.id().to_owned()).or_default();
                    own.insert(key);
                }
                let is_needed_gone = self.images.get(instance.image)?.is_deleted
                    || self.pools.get(instance.pool)?.is_deleted;
                if is_needed_gone || instance.is_deleted {
                    problems.push(format!("{key:?} is active and lacks what it needs"));
                }
            }
            if !instance.is_deleted {
                let here = names.entry(instance.workspace).or_default();
                if here.insert(instance.name.to_string(), key).is_some() {
                    problems.push(format!("{key:?} shares its name {}", instance.name));
                }
                self.check_home(&key, Some(instance.workspace), &mut problems)?;
            }
        }
        let mut wakes = BTreeSet::new();
        for (place, site) in &mut sites {
            let (nodes, taken) = (self.nodes_now(*place)?, site.nodes_taken());
            if taken > nodes || (taken < nodes && site.has_waiting()) {
                problems.push(format!("{place:?} has {nodes} nodes for {site:?}"));
            }
            let holding = self.pools.get(place.0)?.holdings.get(&place.1);
            let next = holding.and_then(|held| held.next_change(minute_of(self.now)));
            site.expect_wake(next);
            wakes.extend(next.map(|next| (next, *place)));
        }
        for (what, agree) in [
            ("names", self.instance_names == names),
            ("deployments", self.managed == managed),
            ("sites", self.sites == sites),
            ("wakes of sites", self.site_wakes == wakes),
        ] {
            if !agree {
                problems.push(format!("the {what} of instances are not those there are"));
            }
        }
        Ok(problems)
    }
}
