//! What a deployment does when it looks at the market: it keeps its instances at their number, and
//! as a spot deployment trades for nodes for them.
//!
//! Instances that are missing are made from the template and wait for a node like any other; those
//! that are too many are ended. Instances that it does not know, nodes that it has not bought and
//! failed instances, which still take up a node, are left as they are.

use std::cmp::Reverse;

use super::arena::{DeploymentKey, InstanceKey};
use super::automation::{Automation, Upkeep};
use super::automation_runs::NEVER;
use super::deployment::Deployment;
use super::instance::{InstanceEnd, InstancePriority, Manager};
use super::instance_create::ManagedInstance;
use super::instance_names::name_from;
use super::minute::{Minute, minute_of};
use super::pursuit::Aim;
use super::{Engine, Refusal, RefusalKind};

/// The most instances that one run makes; the others follow in the next minute.
const MOST_MADE: usize = 100;
/// How often another name is drawn where one is taken.
const MOST_NAMES: usize = 100;
/// How far ahead a spot deployment buys, in minutes from the next one on.
const SPOT_WINDOW: Minute = 60;

impl Engine {
    /// Keeps a deployment's instances, trades for it, and says in which minute it looks again.
    pub(crate) fn run_deployment(&mut self, key: DeploymentKey) -> Result<Minute, Refusal> {
        let next = self.keep_count(key)?;
        let deployment = self.deployments.get(key)?;
        let Some(max_buy) = deployment.max_buy else {
            return Ok(next);
        };
        let upkeep = &deployment.upkeep;
        let aim = Aim {
            account: self.pool_owner(upkeep.pool)?.0,
            pool: upkeep.pool,
            sku: upkeep.sku,
            nodes: deployment.target.into(),
            minutes: SPOT_WINDOW,
            max_buy,
            min_sell: None,
            created_by: upkeep.created_by.clone(),
        };
        let (pursuit, chance) = self.pursue(Automation::Deployment(key), &aim)?;
        self.deployments.get_mut(key)?.upkeep.pursuit = pursuit;
        Ok(next.min(chance))
    }

    /// Ends all instances of a deployment.
    pub(crate) fn end_all(&mut self, key: DeploymentKey) -> Result<(), Refusal> {
        let manager = self.manager(key)?;
        let all: Vec<_> = self.managed_instances(manager.id()).collect();
        self.end_several(key, &all)
    }

    /// Makes the instances that are missing and ends those that are too many, and says in which
    /// minute to look again.
    fn keep_count(&mut self, key: DeploymentKey) -> Result<Minute, Refusal> {
        let manager = self.manager(key)?;
        let target = usize::from(self.deployments.get(key)?.target);
        let mut active: Vec<_> = self.managed_instances(manager.id()).collect();
        self.deployments.get_mut(key)?.obstacle = None;
        if let Some(too_many) = active.len().checked_sub(target).filter(|count| *count > 0) {
            active.sort_by_key(|instance| self.worth(*instance));
            let (gone, _) = active.split_at(too_many);
            self.end_several(key, gone)?;
            return Ok(NEVER);
        }
        let missing = target.saturating_sub(active.len());
        for _ in 0..missing.min(MOST_MADE) {
            if let Err(refusal) = self.make_one(key, &manager) {
                if refusal.kind() == RefusalKind::Internal {
                    return Err(refusal);
                }
                self.deployments.get_mut(key)?.obstacle = Some(refusal.message().to_owned());
                return Ok(NEVER);
            }
        }
        match missing > MOST_MADE {
            true => Ok(minute_of(self.now).saturating_add(1)),
            false => Ok(NEVER),
        }
    }

    /// What an instance is worth to its deployment; the least goes first. Those that wait go before
    /// those with a node, failed ones before running ones, then those of a lower priority, then the
    /// one made last.
    fn worth(
        &self,
        key: InstanceKey,
    ) -> (bool, bool, Option<InstancePriority>, Reverse<InstanceKey>) {
        let instance = self.instances.get(key).ok();
        (
            instance.is_some_and(|instance| instance.has_node()),
            instance.is_some_and(|instance| instance.failed_at.is_none()),
            instance.map(|instance| instance.priority),
            Reverse(key),
        )
    }

    fn make_one(&mut self, key: DeploymentKey, manager: &Manager) -> Result<(), Refusal> {
        let Deployment {
            upkeep: Upkeep { pool, sku, .. },
            template,
            ref names,
            ..
        } = *self.deployments.get(key)?;
        let names = names.clone();
        let workspace = self.pools.get(pool)?.workspace;
        let mut name = name_from(&names, &mut self.mint);
        for _ in 1..MOST_NAMES {
            if self.instance_named(workspace, &name).is_none() {
                break;
            }
            name = name_from(&names, &mut self.mint);
        }
        let instance = ManagedInstance {
            pool,
            instance_sku: sku,
            template,
            name: Some(&name),
            priority: InstancePriority::Normal,
            managed_by: manager.clone(),
        };
        self.create_managed_instance(instance).map(|_| ())
    }

    fn end_several(&mut self, key: DeploymentKey, some: &[InstanceKey]) -> Result<(), Refusal> {
        for instance in some {
            self.end_instance(*instance, InstanceEnd::Terminated)?;
        }
        let Upkeep { pool, sku, .. } = self.deployments.get(key)?.upkeep;
        self.follow((pool, sku))
    }
}
