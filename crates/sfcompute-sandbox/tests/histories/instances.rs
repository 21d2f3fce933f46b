//! What is done to instances in random histories.

use proptest::sample::Index;
use sfcompute_sandbox::engine::{
    IdempotencyKey, InstanceKey, InstancePatch, InstancePriority, ManagedInstance, Manager,
    NewInstance, Refusal, Replacement,
};
use sfcompute_types::{DeploymentId, Name, Patch, Timestamp};

use super::world::{IMAGE, POOLS, World};

/// Something that is done to an instance.
#[derive(Clone, Debug)]
pub enum OnInstance {
    Terminate,
    Fail,
    Delete,
    /// Under a key or none.
    Replace(Option<u8>),
    Prioritise(InstancePriority),
    /// To one of a few names, or a generated one.
    Rename(Option<u8>),
}

impl World {
    pub fn start(
        &mut self,
        account: usize,
        pool: usize,
        sku: usize,
        priority: InstancePriority,
        now: Timestamp,
    ) -> Result<InstanceKey, Refusal> {
        let instance = NewInstance {
            pool: POOLS[pool],
            image: IMAGE,
            instance_sku: &self.skus[sku].1,
            name: None,
            cloud_init_user_data: None,
            enable_public_ipv4: false,
            firewall: None,
            tags: None,
            priority,
            enable_infiniband: false,
        };
        self.engine
            .create_instance(self.accounts[account], instance, now)
    }

    /// An instance of the account's deployment, where the account has the pool.
    pub fn manage(
        &mut self,
        account: usize,
        pool: usize,
        sku: usize,
        priority: InstancePriority,
    ) -> Result<Option<InstanceKey>, Refusal> {
        let Some(pool) = self.engine.find_pool(self.accounts[account], POOLS[pool]) else {
            return Ok(None);
        };
        let instance = ManagedInstance {
            pool,
            instance_sku: self.skus[sku].0,
            template: self.templates[account],
            name: None,
            priority,
            managed_by: Manager::Deployment {
                id: DeploymentId::try_from(format!("depl_{account}")).unwrap(),
                name: Name::try_from("web").unwrap(),
            },
        };
        self.engine.create_managed_instance(instance).map(Some)
    }

    pub fn on_instance(
        &mut self,
        index: &Index,
        what: &OnInstance,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        if self.instances.is_empty() {
            return Ok(());
        }
        let view = self.engine.instance(*index.get(&self.instances))?;
        let account = self.engine.account_named(view.owner.as_str()).unwrap();
        let (engine, id) = (&mut self.engine, view.id.as_str());
        match what {
            OnInstance::Terminate => engine.terminate_instance(account, id, now).map(drop),
            OnInstance::Fail => engine.fail_instance(account, id, now).map(drop),
            OnInstance::Delete => engine.delete_instance(account, id, now),
            OnInstance::Replace(key) => {
                let text = key.map(|key| key.to_string());
                let key = text.as_deref().map(|key| IdempotencyKey {
                    key,
                    body: id.as_bytes(),
                });
                let replacement = Replacement {
                    image: IMAGE,
                    cloud_init_user_data: None,
                    name: None,
                };
                let made = engine.replace_instance(account, id, replacement, key, now)?;
                if !made.is_repeat {
                    self.instances.push(made.key);
                }
                Ok(())
            }
            OnInstance::Prioritise(priority) => engine
                .prioritise_instances(account, &[(id, *priority)], now)
                .map(drop),
            OnInstance::Rename(name) => {
                let name = name.map(|name| format!("name-{name}"));
                let patch = InstancePatch {
                    name: name.as_deref().map_or(Patch::Clear, Patch::Set),
                    ..InstancePatch::default()
                };
                engine.update_instance(account, id, patch, now).map(drop)
            }
        }
    }
}
