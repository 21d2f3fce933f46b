//! Making instances: by request, in the place of another, or for a deployment.

use sfcompute_types::{Name, Tags, Timestamp};

use super::account::{checked_name, name_taken};
use super::arena::{
    AccountKey, ImageKey, InstanceKey, Key, PoolKey, SkuKey, TemplateKey, WorkspaceKey,
};
use super::cloud_init::check_user_data;
use super::idempotency::{IdempotencyKey, Operation};
use super::instance::{Instance, InstanceEnd, InstancePriority, Manager, Network};
use super::order::Accepted;
use super::place::target_field;
use super::refusal::Problems;
use super::tags::checked_tags;
use super::{Code, Engine, PoolKind, RdmaType, Refusal};

/// An instance to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInstance<'a> {
    /// The pool whose nodes it runs on, in any form that [`Engine::find_pool`] knows.
    pub pool: &'a str,
    /// The image to boot: an id or a resource path.
    pub image: &'a str,
    /// The id of the SKU to run on.
    pub instance_sku: &'a str,
    /// Its name; the engine makes one where there is none.
    pub name: Option<&'a str>,
    /// User data for cloud-init, in base64; at most 64 KB.
    pub cloud_init_user_data: Option<&'a str>,
    /// Whether to give it a public IPv4 address, which its SKU has to support.
    pub enable_public_ipv4: bool,
    /// The firewall of its public address, by id or resource path: there with a public address, and
    /// only then.
    pub firewall: Option<&'a str>,
    /// Its tags.
    pub tags: Option<Tags>,
    /// How late it ends when its pool runs short of nodes.
    pub priority: InstancePriority,
    /// Whether to turn InfiniBand on, which its SKU has to support.
    pub enable_infiniband: bool,
}

/// An instance that a deployment makes: image, user data and tags are its template's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedInstance<'a> {
    /// The pool whose nodes it runs on.
    pub pool: PoolKey,
    /// The SKU to run on.
    pub instance_sku: SkuKey,
    /// What it is made from.
    pub template: TemplateKey,
    /// Its name; the engine makes one where there is none.
    pub name: Option<&'a str>,
    /// How late it ends when its pool runs short of nodes.
    pub priority: InstancePriority,
    /// The deployment that makes it.
    pub managed_by: Manager,
}

/// What is put in the place of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement<'a> {
    /// The image to boot: an id or a resource path.
    pub image: &'a str,
    /// User data for cloud-init, in base64. That of the instance that ends does not pass over, and
    /// without any the new one is never reached over SSH.
    pub cloud_init_user_data: Option<&'a str>,
    /// Its name, which is not that of the instance that ends; the engine makes one where there is
    /// none.
    pub name: Option<&'a str>,
}

impl Engine {
    /// Makes an instance. It runs at once where its pool has a node for it at this minute, else it
    /// waits for one; the pool need not hold any yet.
    ///
    /// # Errors
    /// 404 where the account has no such pool; 422 for a read-only pool, an unknown SKU or one
    /// without what is asked for, an image that instances cannot boot from, a firewall without a
    /// public address or the other way round, user data that is no base64 or too long, a name that
    /// is none or taken in the pool's workspace, or a tag that breaks its rules.
    pub fn create_instance(
        &mut self,
        account: AccountKey,
        instance: NewInstance<'_>,
        now: Timestamp,
    ) -> Result<InstanceKey, Refusal> {
        self.advance(now)?;
        let mut problems = Problems::default();
        problems.take(checked_tags(instance.tags.as_ref()));
        let sku = problems.take(self.sku_of_field(instance.instance_sku));
        if let Some(sku) = sku {
            problems.take(self.check_abilities(sku, &instance));
        }
        let (image, firewall) = (instance.image, instance.firewall);
        let image = problems.take(self.bootable_image_of_field(account, "image", image));
        let is_public = instance.enable_public_ipv4;
        let firewall = problems.take(self.firewall_of_field(account, is_public, firewall));
        let pool = problems.take(self.pool_for_instances(account, instance.pool));
        let workspace = pool.map(|(_, workspace)| workspace);
        let name = problems.take(self.instance_name_of_field(workspace, instance.name));
        let user_data = instance.cloud_init_user_data;
        problems.take(checked_user_data(user_data));
        let (Some(sku), Some(image), Some(firewall), Some((pool, workspace)), Some(name)) =
            (sku, image, firewall, pool, name)
        else {
            return Err(problems.refusal());
        };
        problems.finish()?;
        let network = Network {
            number: self.instances.next_key()?.index(),
            enable_public_ipv4: instance.enable_public_ipv4,
            firewall,
            enable_infiniband: instance.enable_infiniband,
        };
        let made = Instance {
            user_data: user_data.map(str::to_owned),
            tags: instance.tags,
            priority: instance.priority,
            ..self.blank_instance((pool, workspace), sku, image, name, network)?
        };
        self.admit(made)
    }

    /// Makes an instance for a deployment, as [`create_instance`](Engine::create_instance) does for
    /// a request. It lets no time pass: it sees the market as of the latest `now`.
    ///
    /// # Errors
    /// 422 where the pool is deleted or read-only, the template's image can no longer be booted
    /// from, or the name is none or taken; internal where a key is another engine's.
    pub fn create_managed_instance(
        &mut self,
        instance: ManagedInstance<'_>,
    ) -> Result<InstanceKey, Refusal> {
        let ManagedInstance {
            pool,
            instance_sku,
            template,
            name,
            priority,
            managed_by,
        } = instance;
        self.skus.get(instance_sku)?;
        let (image, tags) = {
            let template = self.templates.get(template)?;
            (template.image, template.tags.clone())
        };
        self.check_bootable("image", image)?;
        let workspace = self.home_for_instances("pool", pool)?;
        let name = self.instance_name_of_field(Some(workspace), name)?;
        let network = Network {
            number: self.instances.next_key()?.index(),
            enable_public_ipv4: false,
            firewall: None,
            enable_infiniband: false,
        };
        let made = Instance {
            template: Some(template),
            tags,
            priority,
            managed_by: Some(managed_by),
            ..self.blank_instance((pool, workspace), instance_sku, image, name, network)?
        };
        self.admit(made)
    }

    /// Ends an instance and puts another in its place, on the same pool and SKU, and on its node
    /// where it had one. Address, firewall, tags, priority and the deployment pass over.
    ///
    /// With an idempotency key that was used before, for the same body, nothing ends and the
    /// instance made then is given.
    ///
    /// # Errors
    /// 404 where the account has no such instance or it has ended; 422 for an image that instances
    /// cannot boot from, user data that is no base64 or too long, a name that is none or taken, or
    /// a key used for another body.
    pub fn replace_instance(
        &mut self,
        account: AccountKey,
        instance: &str,
        replacement: Replacement<'_>,
        idempotency: Option<IdempotencyKey<'_>>,
        now: Timestamp,
    ) -> Result<Accepted<InstanceKey>, Refusal> {
        self.advance(now)?;
        if let Some(made) = self.repeated(account, Operation::ReplaceInstance, idempotency)? {
            return Ok(Accepted {
                key: InstanceKey::from_index(made),
                is_repeat: true,
            });
        }
        let key = self.require_active_instance(account, instance)?;
        let old = self.instances.get(key)?.clone();
        let mut problems = Problems::default();
        let image = replacement.image;
        let image = problems.take(self.bootable_image_of_field(account, "image", image));
        let name = self.instance_name_of_field(Some(old.workspace), replacement.name);
        let name = problems.take(name);
        let user_data = replacement.cloud_init_user_data;
        problems.take(checked_user_data(user_data));
        let (Some(image), Some(name)) = (image, name) else {
            return Err(problems.refusal());
        };
        problems.finish()?;

        let (home, had_node) = ((old.pool, old.workspace), old.has_node());
        let fresh = Instance {
            user_data: user_data.map(str::to_owned),
            tags: old.tags,
            priority: old.priority,
            managed_by: old.managed_by,
            is_replacement: true,
            ..self.blank_instance(home, old.sku, image, name, old.network)?
        };
        self.end_instance(key, InstanceEnd::Replaced)?;
        let key = self.enter(fresh)?;
        // The node of the one that ended is not for those that wait.
        if had_node {
            self.start_instance(key)?;
        }
        self.follow((old.pool, old.sku))?;
        self.remember(
            account,
            Operation::ReplaceInstance,
            idempotency,
            key.index(),
        );
        Ok(Accepted {
            key,
            is_repeat: false,
        })
    }

    /// Takes an instance in, and starts it where there is a node for it.
    fn admit(&mut self, instance: Instance) -> Result<InstanceKey, Refusal> {
        let place = (instance.pool, instance.sku);
        let key = self.enter(instance)?;
        self.follow(place)?;
        Ok(key)
    }

    /// Takes an instance in; it waits.
    fn enter(&mut self, instance: Instance) -> Result<InstanceKey, Refusal> {
        let key = self.instances.push(instance)?;
        self.index_instance(key)?;
        self.stir();
        Ok(key)
    }

    /// Makes what leads to an instance that is not deleted.
    pub(crate) fn index_instance(&mut self, key: InstanceKey) -> Result<(), Refusal> {
        let instance = self.instances.get(key)?;
        let names = self.instance_names.entry(instance.workspace).or_default();
        names.insert(instance.name.as_str().to_owned(), key);
        if instance.is_active() {
            let place = (instance.pool, instance.sku);
            let site = self.sites.entry(place).or_default();
            site.enlist(key, instance);
            if let Some(manager) = &instance.managed_by {
                let own = self.managed.entry(manager.id().to_owned()).or_default();
                own.insert(key);
            }
        }
        Ok(())
    }

    /// An instance that waits, with nothing to it beyond what each has; without a name it gets a
    /// generated one.
    fn blank_instance(
        &mut self,
        (pool, workspace): (PoolKey, WorkspaceKey),
        sku: SkuKey,
        image: ImageKey,
        name: Option<Name>,
        network: Network,
    ) -> Result<Instance, Refusal> {
        let name = match name {
            Some(name) => name,
            None => self.fresh_instance_name(workspace)?,
        };
        Ok(Instance {
            account: self.workspaces.get(workspace)?.account,
            workspace,
            pool,
            sku,
            name,
            image,
            template: None,
            user_data: None,
            network,
            tags: None,
            priority: InstancePriority::Normal,
            managed_by: None,
            is_replacement: false,
            created_at: self.now,
            updated_at: self.now,
            started_at: None,
            failed_at: None,
            ended: None,
            is_deleted: false,
        })
    }

    /// A generated name that no instance of the workspace has.
    pub(crate) fn fresh_instance_name(&mut self, workspace: WorkspaceKey) -> Result<Name, Refusal> {
        self.unused_name(|engine, name| engine.instance_named(workspace, name).is_some())
    }

    /// A name that was asked for, if one was: of its grammar, and free in the workspace as far as
    /// that is known.
    pub(crate) fn instance_name_of_field(
        &self,
        workspace: Option<WorkspaceKey>,
        name: Option<&str>,
    ) -> Result<Option<Name>, Refusal> {
        let Some(name) = name else { return Ok(None) };
        let name = checked_name("name", name)?;
        match workspace.and_then(|workspace| self.instance_named(workspace, name.as_str())) {
            Some(_) => Err(name_taken("name", "instance", &name)),
            None => Ok(Some(name)),
        }
    }

    /// A pool that instances can be made on, and its workspace.
    fn pool_for_instances(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<(PoolKey, WorkspaceKey), Refusal> {
        let key = self.require_pool(account, text)?;
        Ok((key, self.home_for_instances(target_field(text), key)?))
    }

    /// The workspace of a pool that instances can be made on, or 422 at a field.
    fn home_for_instances(&self, field: &str, pool: PoolKey) -> Result<WorkspaceKey, Refusal> {
        let pool = self.pools.get(pool)?;
        let (code, message) = match pool.kind {
            _ if pool.is_deleted => (Code::UnknownReference, "The pool was deleted."),
            PoolKind::ReadOnly => (Code::WrongPoolKind, "A read-only pool has no instances."),
            PoolKind::Market | PoolKind::Originating => return Ok(pool.workspace),
        };
        Err(Refusal::field(field, code, message))
    }

    /// 422 where machines of the SKU cannot do what is asked for.
    fn check_abilities(&self, sku: SkuKey, instance: &NewInstance<'_>) -> Result<(), Refusal> {
        let sku = self.sku(sku)?;
        let properties = &sku.properties;
        let has_address = properties.supports_public_ipv4.as_ref();
        let has_address = has_address.is_some_and(|property| property.value);
        let fabric = properties.rdma_type.as_ref();
        let has_infiniband = fabric.is_some_and(|fabric| fabric.value == RdmaType::Infiniband);
        let mut problems = Problems::default();
        if instance.enable_public_ipv4 && !has_address {
            let message = format!("Nodes of `{}` have no public IPv4 address.", sku.alias);
            problems.add("enable_public_ipv4", Code::Unsupported, message);
        }
        if instance.enable_infiniband && !has_infiniband {
            let message = format!("Nodes of `{}` have no InfiniBand.", sku.alias);
            problems.add("_preview_enable_infiniband", Code::Unsupported, message);
        }
        problems.finish()
    }
}

fn checked_user_data(data: Option<&str>) -> Result<(), Refusal> {
    match data {
        Some(data) => check_user_data("cloud_init_user_data", data),
        None => Ok(()),
    }
}
