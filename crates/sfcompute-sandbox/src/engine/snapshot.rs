//! Snapshots: a market as data, and a market made of data.
//!
//! Kept is what happened; what follows from it (books, ways to find records) is made anew, so a
//! snapshot cannot contradict itself there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use sfcompute_types::Timestamp;

use super::account::{Account, Workspace};
use super::arena::{
    AccountKey, Arena, DeploymentKey, ImageKey, InstanceKey, OrderKey, PoolKey, ProcurementKey,
    SkuKey, TemplateKey, TradeKey, TransferKey, UserKey, WorkspaceKey,
};
use super::deployment::Deployment;
use super::feature_flag::FlagRecord;
use super::idempotency::Keys;
use super::image::Image;
use super::instance::Instance;
use super::instance_template::Template;
use super::ledger::Ledger;
use super::mint::Mint;
use super::minute::Minute;
use super::order::{Order, Principal};
use super::pool::Pool;
use super::procurement::Procurement;
use super::settlement::Due;
use super::sku::{SkuRecord, suffix_of};
use super::trade::Trade;
use super::transfer::Transfer;
use super::user::UserRecord;
use super::{Engine, EngineConfig, Refusal};

/// What a snapshot has: the fields of [`Engine`] that are not skipped, by the same names.
#[derive(Deserialize)]
pub(crate) struct State {
    config: EngineConfig,
    now: Timestamp,
    mint: Mint,
    accounts: Arena<AccountKey, Account>,
    ledger: Ledger,
    workspaces: Arena<WorkspaceKey, Workspace>,
    users: Arena<UserKey, UserRecord>,
    feature_flags: Vec<FlagRecord>,
    images: Arena<ImageKey, Image>,
    templates: Arena<TemplateKey, Template>,
    skus: Arena<SkuKey, SkuRecord>,
    pools: Arena<PoolKey, Pool>,
    orders: Arena<OrderKey, Order>,
    trades: Arena<TradeKey, Trade>,
    transfers: Arena<TransferKey, Transfer>,
    instances: Arena<InstanceKey, Instance>,
    procurements: Arena<ProcurementKey, Procurement>,
    deployments: Arena<DeploymentKey, Deployment>,
    keys: Keys,
    arrivals: u64,
    #[serde(with = "pairs")]
    due: BTreeMap<(Timestamp, u64), Due>,
    due_count: u64,
    stirred: Option<Minute>,
}

impl TryFrom<State> for Engine {
    type Error = Refusal;

    fn try_from(state: State) -> Result<Self, Refusal> {
        let mut engine = Self {
            config: state.config,
            now: state.now,
            mint: state.mint,
            accounts: state.accounts,
            ledger: state.ledger,
            workspaces: state.workspaces,
            users: state.users,
            feature_flags: state.feature_flags,
            images: state.images,
            templates: state.templates,
            skus: state.skus,
            sku_ids: BTreeMap::new(),
            pools: state.pools,
            pool_suffixes: BTreeMap::new(),
            pool_names: BTreeMap::new(),
            orders: state.orders,
            trades: state.trades,
            transfers: state.transfers,
            instances: state.instances,
            instance_names: BTreeMap::new(),
            managed: BTreeMap::new(),
            sites: BTreeMap::new(),
            site_wakes: BTreeSet::new(),
            procurements: state.procurements,
            deployments: state.deployments,
            keys: state.keys,
            arrivals: state.arrivals,
            due: state.due,
            due_count: state.due_count,
            wakes: BTreeSet::new(),
            stirred: state.stirred,
            runs: BTreeSet::new(),
        };
        engine.index()?;
        Ok(engine)
    }
}

impl Engine {
    /// Makes anew what follows from the records.
    fn index(&mut self) -> Result<(), Refusal> {
        self.check_resources()?;
        for (key, record) in self.skus.iter() {
            let suffix = suffix_of(record.sku.id.as_str()).unwrap_or_default();
            self.sku_ids.insert(suffix.to_owned(), key);
        }
        for (key, pool) in self.pools.iter() {
            self.workspaces.get(pool.workspace)?;
            self.pool_suffixes.insert(pool.suffix.clone(), key);
            let names = self.pool_names.entry(pool.workspace).or_default();
            if !pool.is_deleted {
                names.insert(pool.name.as_str().to_owned(), key);
            }
        }
        for (key, order) in self.orders.iter() {
            self.accounts.get(order.account)?;
            self.pools.get(order.pool)?;
            let sku = self.skus.get_mut(order.sku)?;
            if order.is_listed {
                sku.book.list(key, order);
            }
            if !order.status.is_over() {
                self.wakes.insert((order.wake, key));
            }
        }
        self.runs = self
            .automations()
            .filter(|(_, _, upkeep)| upkeep.is_at_work())
            .map(|(automation, _, upkeep)| (upkeep.next_run, automation))
            .collect();
        self.share_principals();
        self.index_instances()
    }

    /// Makes anew what leads to instances, and when their nodes change.
    fn index_instances(&mut self) -> Result<(), Refusal> {
        let keys: Vec<_> = self.instances.iter().map(|(key, _)| key).collect();
        for key in keys {
            let instance = self.instances.get(key)?;
            self.accounts.get(instance.account)?;
            self.workspaces.get(instance.workspace)?;
            self.skus.get(instance.sku)?;
            self.pools.get(instance.pool)?;
            self.images.get(instance.image)?;
            self.instance_user_data(key)?;
            if !instance.is_deleted {
                self.index_instance(key)?;
            }
        }
        let places: Vec<_> = self.sites.keys().copied().collect();
        places
            .into_iter()
            .try_for_each(|place| self.note_wake(place))
    }

    /// What resources name is there.
    fn check_resources(&self) -> Result<(), Refusal> {
        for (_, account) in self.accounts.iter() {
            account.user.map(|user| self.users.get(user)).transpose()?;
        }
        for (_, workspace) in self.workspaces.iter() {
            if workspace.account != AccountKey::NOBODY {
                self.accounts.get(workspace.account)?;
            }
        }
        for (_, user) in self.users.iter() {
            self.accounts.get(user.account)?;
        }
        for (_, image) in self.images.iter() {
            if let Some(workspace) = image.workspace {
                self.workspaces.get(workspace)?;
            }
        }
        for (_, template) in self.templates.iter() {
            self.workspaces.get(template.workspace)?;
            self.images.get(template.image)?;
        }
        for (_, deployment) in self.deployments.iter() {
            self.templates.get(deployment.template)?;
        }
        let procurements = self.procurements.iter().map(|(_, its)| &its.upkeep);
        let deployments = self.deployments.iter().map(|(_, its)| &its.upkeep);
        for upkeep in procurements.chain(deployments) {
            self.pools.get(upkeep.pool)?;
            self.skus.get(upkeep.sku)?;
            for order in &upkeep.orders {
                self.orders.get(*order)?;
            }
        }
        Ok(())
    }

    /// Orders and automations of one principal share what they say of it.
    fn share_principals(&mut self) {
        let mut known: BTreeMap<Principal, Arc<Principal>> = BTreeMap::new();
        let orders = self.orders.values_mut().map(|order| &mut order.created_by);
        let procurements = self.procurements.values_mut();
        let procurements = procurements.map(|its| &mut its.upkeep.created_by);
        let deployments = self.deployments.values_mut();
        let deployments = deployments.map(|its| &mut its.upkeep.created_by);
        let all = orders.chain(procurements).chain(deployments);
        for principal in all.flatten() {
            let shared = known
                .entry(Principal::clone(principal))
                .or_insert_with(|| Arc::clone(principal));
            *principal = Arc::clone(shared);
        }
    }
}

/// Maps whose keys are no text, as lists of pairs.
pub(crate) mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer, K: Serialize, V: Serialize>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(crate) fn deserialize<
        'de,
        D: Deserializer<'de>,
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
    >(
        deserializer: D,
    ) -> Result<BTreeMap<K, V>, D::Error> {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?
            .into_iter()
            .collect())
    }
}

/// Shared values, each in full.
pub(crate) mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer, T: Serialize>(
        value: &Option<Arc<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_deref().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<Option<Arc<T>>, D::Error> {
        Ok(Option::deserialize(deserializer)?.map(Arc::new))
    }
}
