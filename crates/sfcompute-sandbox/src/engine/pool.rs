//! Pools: what they are, what they hold, and how they are shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sfcompute_types::{
    CapacityId, InstanceSkuId, Name, PoolId, PoolPath, Schedule, Tags, Timestamp, WorkspaceId,
};

use super::account::unnameable;
use super::arena::{PoolKey, SkuKey, WorkspaceKey};
use super::holding::Holding;
use super::minute::{Minute, minute_of};
use super::shape::Shape;
use super::steps::Steps;
use super::{DeploymentSummary, Engine, ProcurementSummary, Refusal};

/// What may be done with a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PoolKind {
    /// Made by a user: buys, sells and transfers.
    Market,
    /// A provider's: sells and transfers, never buys.
    Originating,
    /// The system's: only looked at.
    ReadOnly,
}

impl PoolKind {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Originating => "originating",
            Self::ReadOnly => "read_only",
        }
    }
}

/// A pool as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolSummary {
    /// The pool's id.
    pub id: PoolId,
    /// The same pool under its legacy id: another prefix, the same suffix.
    pub capacity_id: CapacityId,
    /// The pool's name.
    pub name: Name,
}

/// A pool as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolView {
    /// The pool's key.
    pub key: PoolKey,
    /// The pool's id.
    pub id: PoolId,
    /// The same pool under its legacy id.
    pub capacity_id: CapacityId,
    /// The path `sfc:pool:<account>:<workspace>:<name>`.
    pub resource_path: PoolPath,
    /// The account that owns it.
    pub owner: Name,
    /// The name of its workspace.
    pub workspace: Name,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    /// The pool's name, unique among the pools of its workspace.
    pub name: Name,
    /// What may be done with it.
    pub kind: PoolKind,
    /// All its nodes over time.
    pub total: Schedule,
    /// Its nodes over time, by SKU; only SKUs of which it has any.
    pub by_instance_sku: BTreeMap<InstanceSkuId, Schedule>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Its tags; none where it never had any or they were cleared.
    pub tags: Option<Tags>,
    /// The procurements that trade for it, the first made first.
    pub procurements: Vec<ProcurementSummary>,
    /// The generic deployments that run on it, the first made first.
    pub deployments: Vec<DeploymentSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pool {
    pub(crate) workspace: WorkspaceKey,
    /// The id without its prefix.
    pub(crate) suffix: String,
    pub(crate) name: Name,
    pub(crate) kind: PoolKind,
    pub(crate) tags: Option<Tags>,
    pub(crate) created_at: Timestamp,
    /// A deleted pool stays for the orders and transfers that name it.
    pub(crate) is_deleted: bool,
    pub(crate) holdings: BTreeMap<SkuKey, Holding>,
    /// Orders of the pool that may still fill.
    pub(crate) active_orders: u32,
}

impl Pool {
    /// Adds bought nodes.
    pub(crate) fn receive(&mut self, sku: SkuKey, shape: &Shape) {
        self.holding(sku).add_shape(shape, 1, 1);
    }

    /// Adds or takes free nodes over time that may have no end.
    pub(crate) fn shift(&mut self, sku: SkuKey, start: Minute, end: Option<Minute>, nodes: i64) {
        self.holding(sku).add(start, end, nodes, nodes);
    }

    /// Reserves free nodes for a sell order.
    pub(crate) fn reserve(&mut self, sku: SkuKey, shape: &Shape) {
        self.holding(sku).add_shape(shape, 0, -1);
    }

    /// Gives back what was reserved.
    pub(crate) fn unreserve(&mut self, sku: SkuKey, shape: &Shape) {
        self.holding(sku).add_shape(shape, 0, 1);
    }

    /// Takes sold nodes out; they were reserved.
    pub(crate) fn deliver(&mut self, sku: SkuKey, shape: &Shape) {
        self.holding(sku).add_shape(shape, -1, 0);
    }

    /// The least number of free nodes over `[start, end)`, or from `start` on.
    pub(crate) fn free_over(&self, sku: SkuKey, start: Minute, end: Option<Minute>) -> i64 {
        self.holdings
            .get(&sku)
            .map_or(0, |holding| holding.least_free(start, end))
    }

    fn holding(&mut self, sku: SkuKey) -> &mut Holding {
        self.holdings.entry(sku).or_default()
    }
}

impl Engine {
    pub(crate) fn pool_summary(&self, key: PoolKey) -> Result<PoolSummary, Refusal> {
        let pool = self.pools.get(key)?;
        Ok(PoolSummary {
            id: self.pool_id(key)?,
            capacity_id: CapacityId::try_from(format!("{}{}", CapacityId::PREFIX, pool.suffix))
                .map_err(unnameable)?,
            name: pool.name.clone(),
        })
    }

    pub(crate) fn pool_id(&self, key: PoolKey) -> Result<PoolId, Refusal> {
        let suffix = &self.pools.get(key)?.suffix;
        PoolId::try_from(format!("{}{suffix}", PoolId::PREFIX)).map_err(unnameable)
    }

    /// The pool with its schedule from so many minutes ago on; 0 begins with this minute.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn pool(&self, key: PoolKey, history_minutes: u32) -> Result<PoolView, Refusal> {
        let pool = self.pools.get(key)?;
        let workspace = self.workspaces.get(pool.workspace)?;
        let owner = &self.accounts.get(workspace.account)?.id;
        let path = PoolPath::new(owner.as_str(), workspace.name.as_str(), pool.name.as_str());
        let from = minute_of(self.now) - i64::from(history_minutes);

        let mut total = Steps::default();
        let mut by_instance_sku = BTreeMap::new();
        for (sku, holding) in &pool.holdings {
            let nodes = holding.nodes();
            total.add_steps(&nodes);
            let schedule = nodes.to_schedule(from);
            if !schedule.is_empty() {
                by_instance_sku.insert(self.sku(*sku)?.id.clone(), schedule);
            }
        }
        let PoolSummary {
            id,
            capacity_id,
            name,
        } = self.pool_summary(key)?;
        Ok(PoolView {
            key,
            id,
            capacity_id,
            resource_path: path.map_err(unnameable)?,
            owner: owner.clone(),
            workspace: workspace.name.clone(),
            workspace_id: workspace.id.clone(),
            name,
            kind: pool.kind,
            total: total.to_schedule(from),
            by_instance_sku,
            created_at: pool.created_at,
            tags: pool.tags.clone(),
            procurements: self.procurements_of(key)?,
            deployments: self.deployments_of(key)?,
        })
    }
}
