//! Setting up, changing, deleting and listing procurements.

use std::sync::Arc;

use sfcompute_types::{Patch, Price, ProcurementTarget, Timestamp};

use super::account::checked_name;
use super::arena::{AccountKey, Key, ProcurementKey};
use super::automation::{Automation, AutomationKind};
use super::order::Principal;
use super::place::check_rate;
use super::procurement::{Procurement, Target};
use super::refusal::Problems;
use super::{AutomationFilter, Code, Edge, Engine, Page, Position, ProcurementView, Refusal};

const MIN_SELL: &str = "min_sell_price_dollars_per_node_hour";
pub(crate) const MAX_BUY: &str = "max_buy_price_dollars_per_node_hour";
const WINDOW: &str = "managed_window_minutes";
/// The longest window, in minutes: ninety days.
const LONGEST_WINDOW: i32 = 129_600;

/// A procurement to be set up.
#[derive(Clone, Debug)]
pub struct NewProcurement<'a> {
    /// Its name; the engine makes one where there is none.
    pub name: Option<&'a str>,
    /// The pool to trade for, in any form that [`Engine::find_pool`] knows.
    pub pool: &'a str,
    /// The id of the SKU to trade.
    pub instance_sku: &'a str,
    /// How many nodes to aim for.
    pub target: &'a ProcurementTarget,
    /// The least to take for a node; rounded to the market's step.
    pub min_sell_price: Price,
    /// The most to pay for a node; rounded to the market's step.
    pub max_buy_price: Price,
    /// How far ahead to trade, in minutes from the next one on: 1 to 129,600.
    pub managed_window_minutes: i32,
    /// Whether it works at once.
    pub is_enabled: bool,
    /// Who sets it up; its orders show that.
    pub created_by: Option<Arc<Principal>>,
}

/// A change to a procurement; what is left out stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProcurementPatch<'a> {
    /// A new name; clearing it gives the procurement a generated one.
    pub name: Patch<&'a str>,
    /// The id of another SKU to trade.
    pub instance_sku: Option<&'a str>,
    /// Another least price.
    pub min_sell_price: Option<Price>,
    /// Another highest price.
    pub max_buy_price: Option<Price>,
    /// Another window.
    pub managed_window_minutes: Option<i32>,
    /// Whether it is to work.
    pub is_enabled: Option<bool>,
}

impl Engine {
    /// Sets up a procurement. If it is enabled it looks at the market at once.
    ///
    /// # Errors
    /// 422 where the account has no such pool or nothing may work for it, the SKU is unknown, the
    /// name is no name or taken, a price is not positive, or the target or the window is out of
    /// bounds; 409 where a procurement or spot deployment works for the pool and SKU.
    pub fn create_procurement(
        &mut self,
        account: AccountKey,
        procurement: NewProcurement<'_>,
        now: Timestamp,
    ) -> Result<ProcurementKey, Refusal> {
        self.advance(now)?;
        let kind = AutomationKind::Procurement;
        let mut problems = Problems::default();
        let name = procurement.name.map(|name| checked_name("name", name));
        let name = problems.take(name.transpose());
        let pool = problems.take(self.automatic_pool_of_field(account, procurement.pool));
        let sku = problems.take(self.sku_of_field(procurement.instance_sku));
        let target = problems.take(check_target(procurement.target));
        let min_sell = problems.take(check_rate(MIN_SELL, procurement.min_sell_price));
        let max_buy = problems.take(check_rate(MAX_BUY, procurement.max_buy_price));
        let window = problems.take(check_window(procurement.managed_window_minutes));
        if let (Some(pool), Some(Some(name))) = (pool, &name) {
            let workspace = self.pools.get(pool)?.workspace;
            problems.take(self.check_automation_name(kind, workspace, name, None));
        }
        let (
            Some(name),
            Some(pool),
            Some(sku),
            Some(target),
            Some(min_sell),
            Some(max_buy),
            Some(window_minutes),
        ) = (name, pool, sku, target, min_sell, max_buy, window)
        else {
            return Err(problems.refusal());
        };
        problems.finish()?;
        self.check_alone(kind, pool, sku, None)?;
        let mut upkeep = self.new_upkeep(kind, name, (pool, sku), procurement.created_by)?;
        upkeep.is_enabled = procurement.is_enabled;
        let key = self.procurements.push(Procurement {
            upkeep,
            target,
            min_sell,
            max_buy,
            window_minutes,
        })?;
        self.run(Automation::Procurement(key))?;
        Ok(key)
    }

    /// Changes a procurement. Where its SKU or a price changes, or it is switched off, its open
    /// orders are cancelled; if it is enabled it looks at the market at once.
    ///
    /// # Errors
    /// 404 where the account has no such procurement; 422 as for a new one, and where another one
    /// works for the pool and the new SKU.
    pub fn update_procurement(
        &mut self,
        account: AccountKey,
        procurement: &str,
        patch: ProcurementPatch<'_>,
        now: Timestamp,
    ) -> Result<ProcurementKey, Refusal> {
        self.advance(now)?;
        let kind = AutomationKind::Procurement;
        let key = self.require_procurement(account, procurement)?;
        let own = Automation::Procurement(key);
        let before = self.procurements.get(key)?.clone();
        let pool = before.upkeep.pool;
        let mut problems = Problems::default();
        let name = problems.take(self.check_new_name(own, kind, patch.name));
        let sku = patch.instance_sku.map(|sku| self.sku_of_field(sku));
        let sku = problems.take(sku.transpose()).flatten();
        let sku = sku.unwrap_or(before.upkeep.sku);
        if sku != before.upkeep.sku {
            let alone = self.check_alone(kind, pool, sku, Some(own));
            problems.take(alone.map_err(|refusal| refusal.at("instance_sku")));
        }
        let rate = |field, price: Option<Price>| price.map(|price| check_rate(field, price));
        let min_sell = rate(MIN_SELL, patch.min_sell_price).transpose();
        let min_sell = problems.take(min_sell).flatten();
        let max_buy = rate(MAX_BUY, patch.max_buy_price).transpose();
        let max_buy = problems.take(max_buy).flatten();
        let window = patch.managed_window_minutes.map(check_window).transpose();
        let window = problems.take(window).flatten();
        problems.finish()?;
        let name = self.new_name(own, kind, name.unwrap_or_default())?;

        let after = self.procurements.get_mut(key)?;
        after.upkeep.name = name;
        after.upkeep.sku = sku;
        after.upkeep.is_enabled = patch.is_enabled.unwrap_or(before.upkeep.is_enabled);
        after.upkeep.updated_at = self.now;
        after.min_sell = min_sell.unwrap_or(before.min_sell);
        after.max_buy = max_buy.unwrap_or(before.max_buy);
        after.window_minutes = window.unwrap_or(before.window_minutes);
        let terms = |of: &Procurement| (of.upkeep.sku, of.min_sell, of.max_buy);
        if !after.upkeep.is_enabled || terms(after) != terms(&before) {
            self.withdraw(own)?;
        }
        self.run(own)?;
        Ok(key)
    }

    /// Deletes a procurement: its open orders are cancelled, its name becomes free, and its id
    /// is found no more.
    ///
    /// # Errors
    /// 404 where the account has no such procurement.
    pub fn delete_procurement(
        &mut self,
        account: AccountKey,
        procurement: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.require_procurement(account, procurement)?;
        self.retire(Automation::Procurement(key))
    }

    /// The procurement by id or resource path.
    ///
    /// # Errors
    /// 404 where the account has no such procurement.
    pub fn fetch_procurement(
        &self,
        account: AccountKey,
        procurement: &str,
    ) -> Result<ProcurementView, Refusal> {
        self.procurement(self.require_procurement(account, procurement)?)
    }

    /// The account's procurements, newest first.
    ///
    /// # Errors
    /// 422 where the filter names an unknown workspace or pool.
    pub fn list_procurements(
        &self,
        account: AccountKey,
        filter: AutomationFilter<'_>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<ProcurementView>, Refusal> {
        let matches = self.automation_filter(account, filter)?;
        let rows = self
            .procurements
            .iter()
            .rev()
            .filter(|(_, procurement)| matches(&procurement.upkeep));
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.procurement(key))
    }
}

fn check_target(target: &ProcurementTarget) -> Result<Target, Refusal> {
    let most = i32::MAX;
    let nodes = match target {
        ProcurementTarget::NodeCount => return Ok(Target::NodeCount),
        target => target.nodes(),
    };
    let nodes = nodes.ok_or_else(|| {
        let message = format!("The target is {target}; allowed is `node_count` or a number.");
        Refusal::field("target", Code::Invalid, message)
    })?;
    match i32::try_from(nodes)
        .ok()
        .and_then(|nodes| u32::try_from(nodes).ok())
    {
        Some(nodes) => Ok(Target::Nodes(nodes)),
        None => {
            let message = format!("The target is {nodes} nodes; at most {most} are allowed.");
            Err(Refusal::field("target", Code::TooLarge, message))
        }
    }
}

fn check_window(minutes: i32) -> Result<i32, Refusal> {
    let code = match minutes {
        ..=0 => Code::NotPositive,
        1..=LONGEST_WINDOW => return Ok(minutes),
        _ => Code::TooLarge,
    };
    let message = format!("The window has {minutes} minutes; allowed are 1 to {LONGEST_WINDOW}.");
    Err(Refusal::field(WINDOW, code, message))
}
