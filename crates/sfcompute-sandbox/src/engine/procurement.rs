//! Procurements: they keep a pool at a number of nodes of one SKU by trading.

use serde::{Deserialize, Serialize};
use sfcompute_types::{Name, Price, ProcurementId, ProcurementPath, ProcurementTarget};

use super::account::unnameable;
use super::arena::{AccountKey, Key, PoolKey, ProcurementKey};
use super::automation::{
    Automation, AutomationKind, AutomationState, AutomationStatus, AutomationView, Upkeep,
};
use super::mint::IdKind;
use super::minute::Minute;
use super::order_view::price;
use super::pursuit::Aim;
use super::{Code, Engine, Refusal};

/// A procurement as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcurementSummary {
    /// The procurement's id.
    pub id: ProcurementId,
    /// The procurement's name.
    pub name: Name,
}

/// A procurement as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcurementView {
    /// The procurement's key.
    pub key: ProcurementKey,
    /// The procurement's id.
    pub id: ProcurementId,
    /// The path `sfc:procurement:<account>:<workspace>:<name>`.
    pub resource_path: ProcurementPath,
    /// Whose it is, where it works, and whether it does.
    pub automation: AutomationView,
    /// How many nodes it aims for.
    pub target: ProcurementTarget,
    /// The least it takes for a node.
    pub min_sell_price: Price,
    /// The most it pays for a node.
    pub max_buy_price: Price,
    /// How far ahead it trades, in minutes from the next one on.
    pub managed_window_minutes: i32,
    /// How it fares.
    pub status: AutomationStatus,
}

/// What a procurement aims for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    /// As many nodes as the pool has instances of the SKU that are not terminated.
    NodeCount,
    /// So many nodes.
    Nodes(u32),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Procurement {
    pub(crate) upkeep: Upkeep,
    pub(crate) target: Target,
    /// Micro-dollars per node-minute, as all rates.
    pub(crate) min_sell: i64,
    pub(crate) max_buy: i64,
    pub(crate) window_minutes: i32,
}

impl Engine {
    /// The account's procurement that `text` means: an id or a resource path. A deleted one and
    /// one of someone else are not found.
    pub fn find_procurement(&self, account: AccountKey, text: &str) -> Option<ProcurementKey> {
        let found = match text.strip_prefix(ProcurementPath::PREFIX) {
            Some(path) => self.automation_at(account, AutomationKind::Procurement, path)?,
            None => {
                let suffix = text.strip_prefix(ProcurementId::PREFIX)?;
                let number = self.mint.number(IdKind::Procurement, suffix)?;
                Automation::Procurement(self.procurements.key_at(number)?)
            }
        };
        match found {
            Automation::Procurement(key) if self.is_own_automation(account, found) => Some(key),
            _ => None,
        }
    }

    pub(crate) fn require_procurement(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<ProcurementKey, Refusal> {
        self.find_procurement(account, text)
            .ok_or_else(|| Refusal::not_found("procurement", text))
    }

    /// The procurement, or 422 at the field `procurement`.
    pub(crate) fn procurement_of_field(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<ProcurementKey, Refusal> {
        self.find_procurement(account, text).ok_or_else(|| {
            let message = format!("There is no procurement `{text}`.");
            Refusal::field("procurement", Code::UnknownReference, message)
        })
    }

    /// The procurement as others show it.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn procurement_summary(&self, key: ProcurementKey) -> Result<ProcurementSummary, Refusal> {
        let suffix = self.mint.suffix(IdKind::Procurement, key.index().into());
        Ok(ProcurementSummary {
            id: ProcurementId::try_from(format!("{}{suffix}", ProcurementId::PREFIX))
                .map_err(unnameable)?,
            name: self.procurements.get(key)?.upkeep.name.clone(),
        })
    }

    /// The procurements that trade for a pool.
    pub(crate) fn procurements_of(
        &self,
        pool: PoolKey,
    ) -> Result<Vec<ProcurementSummary>, Refusal> {
        let procurements = self.procurements.iter();
        let here = procurements.filter(|(_, procurement)| {
            let upkeep = &procurement.upkeep;
            upkeep.pool == pool && upkeep.deleted_at.is_none()
        });
        here.map(|(key, _)| self.procurement_summary(key)).collect()
    }

    /// The procurement as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn procurement(&self, key: ProcurementKey) -> Result<ProcurementView, Refusal> {
        let procurement = self.procurements.get(key)?;
        let automation = self.upkeep_view(&procurement.upkeep)?;
        let path = ProcurementPath::new(
            automation.owner.as_str(),
            automation.workspace.as_str(),
            automation.name.as_str(),
        );
        Ok(ProcurementView {
            key,
            id: self.procurement_summary(key)?.id,
            resource_path: path.map_err(unnameable)?,
            automation,
            target: match procurement.target {
                Target::NodeCount => ProcurementTarget::NodeCount,
                Target::Nodes(nodes) => ProcurementTarget::Nodes(nodes.into()),
            },
            min_sell_price: price(procurement.min_sell)?,
            max_buy_price: price(procurement.max_buy)?,
            managed_window_minutes: procurement.window_minutes,
            status: procurement.status(self.nodes_aimed_for(procurement))?,
        })
    }

    /// Trades for a procurement, and says in which minute it looks again.
    pub(crate) fn run_procurement(&mut self, key: ProcurementKey) -> Result<Minute, Refusal> {
        let procurement = self.procurements.get(key)?;
        let upkeep = &procurement.upkeep;
        let aim = Aim {
            account: self.pool_owner(upkeep.pool)?.0,
            pool: upkeep.pool,
            sku: upkeep.sku,
            nodes: self.nodes_aimed_for(procurement),
            minutes: procurement.window_minutes.into(),
            max_buy: procurement.max_buy,
            min_sell: Some(procurement.min_sell),
            created_by: upkeep.created_by.clone(),
        };
        let (pursuit, next) = self.pursue(Automation::Procurement(key), &aim)?;
        self.procurements.get_mut(key)?.upkeep.pursuit = pursuit;
        Ok(next)
    }

    fn nodes_aimed_for(&self, procurement: &Procurement) -> u32 {
        let Upkeep { pool, sku, .. } = procurement.upkeep;
        match procurement.target {
            Target::NodeCount => self.instances_wanted(pool, sku),
            Target::Nodes(nodes) => nodes,
        }
    }
}

impl Procurement {
    fn status(&self, nodes: u32) -> Result<AutomationStatus, Refusal> {
        if !self.upkeep.is_enabled {
            return Ok(AutomationStatus::off());
        }
        let pursuit = self.upkeep.pursuit;
        if let Some(status) = pursuit.trouble(self.max_buy)? {
            return Ok(status);
        }
        if pursuit.surplus > 0 {
            let least = price(self.min_sell)?;
            let message = format!(
                "Up to {} nodes are too many; no more are bid for at ${least} or more.",
                pursuit.surplus
            );
            return Ok(AutomationStatus::new(AutomationState::Warning, message));
        }
        let message = format!("The pool has the {nodes} nodes aimed for over the whole window.");
        Ok(AutomationStatus::new(AutomationState::Info, message))
    }
}
