//! Automations: what works on its own at whole minutes, procurements and deployments. Here is what
//! they have in common: whose they are, where they work, whether they do, and how they fare.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sfcompute_types::{Name, Timestamp, WorkspaceId};

use super::arena::{AccountKey, DeploymentKey, OrderKey, PoolKey, ProcurementKey, SkuKey};
use super::minute::Minute;
use super::order::Principal;
use super::place::target_field;
use super::pool::PoolSummary;
use super::pursuit::Pursuit;
use super::site::{Place, Site};
use super::sku::SkuSummary;
use super::snapshot::shared;
use super::{Code, Engine, PoolKind, Refusal};

/// One automation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Automation {
    Procurement(ProcurementKey),
    Deployment(DeploymentKey),
}

/// How serious the status of an automation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AutomationState {
    /// All is well, or nothing is to be done.
    Info,
    /// Its target is not reached.
    Warning,
    /// Its target cannot be reached without help.
    Error,
}

impl AutomationState {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How an automation fares, as of when it last looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutomationStatus {
    /// Whether something is amiss.
    pub state: AutomationState,
    /// What it is doing, or what is amiss, for a person.
    pub message: String,
}

impl AutomationStatus {
    pub(crate) fn new(state: AutomationState, message: impl Into<String>) -> Self {
        Self {
            state,
            message: message.into(),
        }
    }

    /// What is said of one that is switched off.
    pub(crate) fn off() -> Self {
        Self::new(AutomationState::Info, "It is switched off.")
    }
}

/// What procurements and deployments show alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutomationView {
    /// The account that owns it.
    pub owner: Name,
    /// The name of its workspace, which is its pool's.
    pub workspace: Name,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    /// Its name, unique among those of its kind in the workspace.
    pub name: Name,
    /// The pool that it works for.
    pub pool: PoolSummary,
    /// The SKU that it works with.
    pub instance_sku: SkuSummary,
    /// Whether it is at work.
    pub is_enabled: bool,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When its settings last changed.
    pub updated_at: Timestamp,
}

/// What is kept of procurements and deployments alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Upkeep {
    pub(crate) name: Name,
    pub(crate) pool: PoolKey,
    pub(crate) sku: SkuKey,
    pub(crate) is_enabled: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    /// A deleted one stays for the orders and instances that name it.
    pub(crate) deleted_at: Option<Timestamp>,
    /// Who set it up, and so who places its orders.
    #[serde(with = "shared")]
    pub(crate) created_by: Option<Arc<Principal>>,
    /// When it looks at the market next, if it is at work.
    pub(crate) next_run: Minute,
    /// Its orders that were not over when it last looked, the earliest first.
    pub(crate) orders: Vec<OrderKey>,
    /// What came of its trading when it last looked.
    pub(crate) pursuit: Pursuit,
}

impl Upkeep {
    /// Whether it looks at the market.
    pub(crate) fn is_at_work(&self) -> bool {
        self.is_enabled && self.deleted_at.is_none()
    }
}

/// Which sort of automation it is; each has names, ids and paths of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AutomationKind {
    Procurement,
    Deployment,
    SpotDeployment,
}

impl AutomationKind {
    /// What it is called in messages.
    pub(crate) const fn what(self) -> &'static str {
        match self {
            Self::Procurement => "procurement",
            Self::Deployment => "deployment",
            Self::SpotDeployment => "spot deployment",
        }
    }

    /// Whether two of these can work for one pool and SKU: only one buys, and one that buys for
    /// its own instances leaves none to others.
    const fn goes_with(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Deployment, Self::Deployment | Self::Procurement)
                | (Self::Procurement, Self::Deployment)
        )
    }
}

impl Engine {
    /// All automations that are not deleted.
    pub(crate) fn automations(
        &self,
    ) -> impl Iterator<Item = (Automation, AutomationKind, &Upkeep)> {
        let procurements = self.procurements.iter().map(|(key, procurement)| {
            let automation = Automation::Procurement(key);
            (automation, AutomationKind::Procurement, &procurement.upkeep)
        });
        let deployments = self.deployments.iter().map(|(key, deployment)| {
            let automation = Automation::Deployment(key);
            (automation, deployment.kind(), &deployment.upkeep)
        });
        let all = procurements.chain(deployments);
        all.filter(|(_, _, upkeep)| upkeep.deleted_at.is_none())
    }

    pub(crate) fn upkeep(&self, automation: Automation) -> Result<&Upkeep, Refusal> {
        match automation {
            Automation::Procurement(key) => Ok(&self.procurements.get(key)?.upkeep),
            Automation::Deployment(key) => Ok(&self.deployments.get(key)?.upkeep),
        }
    }

    pub(crate) fn upkeep_mut(&mut self, automation: Automation) -> Result<&mut Upkeep, Refusal> {
        match automation {
            Automation::Procurement(key) => Ok(&mut self.procurements.get_mut(key)?.upkeep),
            Automation::Deployment(key) => Ok(&mut self.deployments.get_mut(key)?.upkeep),
        }
    }

    /// What an automation shows that the others show too.
    pub(crate) fn upkeep_view(&self, upkeep: &Upkeep) -> Result<AutomationView, Refusal> {
        let workspace = self.workspace(self.pools.get(upkeep.pool)?.workspace)?;
        Ok(AutomationView {
            owner: workspace.owner,
            workspace: workspace.name,
            workspace_id: workspace.id,
            name: upkeep.name.clone(),
            pool: self.pool_summary(upkeep.pool)?,
            instance_sku: self.sku_summary(upkeep.sku)?,
            is_enabled: upkeep.is_enabled,
            created_at: upkeep.created_at,
            updated_at: upkeep.updated_at,
        })
    }

    /// What is kept of a new automation that is at work; without a name it gets a generated one.
    pub(crate) fn new_upkeep(
        &mut self,
        kind: AutomationKind,
        name: Option<Name>,
        (pool, sku): Place,
        created_by: Option<Arc<Principal>>,
    ) -> Result<Upkeep, Refusal> {
        let name = match name {
            Some(name) => name,
            None => self.fresh_automation_name(kind, self.pools.get(pool)?.workspace)?,
        };
        Ok(Upkeep {
            name,
            pool,
            sku,
            is_enabled: true,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
            created_by,
            next_run: 0,
            orders: Vec::new(),
            pursuit: Pursuit::default(),
        })
    }

    /// The pool that an automation is to work for, or 422 at its field.
    pub(crate) fn automatic_pool_of_field(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<PoolKey, Refusal> {
        let field = target_field(text);
        let pool = self.pool_of_field(account, field, text)?;
        match self.pools.get(pool)?.kind {
            PoolKind::Market => Ok(pool),
            PoolKind::Originating | PoolKind::ReadOnly => {
                let message = "Only a market pool can be worked for.";
                Err(Refusal::field(field, Code::WrongPoolKind, message))
            }
        }
    }

    /// 409 where one of the kind cannot work for the pool and SKU beside what is there.
    pub(crate) fn check_alone(
        &self,
        kind: AutomationKind,
        pool: PoolKey,
        sku: SkuKey,
        own: Option<Automation>,
    ) -> Result<(), Refusal> {
        let mut others = self.automations().filter(|(automation, _, upkeep)| {
            Some(*automation) != own && upkeep.pool == pool && upkeep.sku == sku
        });
        match others.find(|(_, other, _)| !kind.goes_with(*other)) {
            Some((_, other, upkeep)) => {
                let message = format!(
                    "The {} `{}` works for this pool and instance SKU already.",
                    other.what(),
                    upkeep.name
                );
                Err(Refusal::conflict(None, Code::AlreadyAutomated, message))
            }
            None => Ok(()),
        }
    }

    /// How many nodes the instances of a pool and SKU need: one for each that is not terminated.
    pub(crate) fn instances_wanted(&self, pool: PoolKey, sku: SkuKey) -> u32 {
        self.sites.get(&(pool, sku)).map_or(0, Site::nodes_wanted)
    }
}
