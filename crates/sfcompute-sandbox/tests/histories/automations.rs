//! Procurements and deployments in random histories.

use proptest::prelude::*;
use proptest::sample::Index;
use sfcompute_sandbox::engine::{
    DeploymentIdentity, DeploymentPatch, NewDeployment, NewProcurement, ProcurementPatch, Refusal,
};
use sfcompute_types::{Patch, Price, ProcurementTarget, Timestamp};

use super::world::{ACCOUNTS, POOLS, SKUS, World};

/// A procurement or deployment to be set up.
#[derive(Clone, Debug)]
pub struct SetUp {
    account: usize,
    pool: usize,
    sku: usize,
    /// So many nodes or instances; none follows the pool's instances.
    count: Option<u8>,
    /// A procurement's prices, a spot deployment's highest, or none of a generic deployment.
    prices: (Option<i64>, Option<i64>),
    window: i32,
}

/// Something that is done to a procurement or deployment.
#[derive(Clone, Debug)]
pub enum OnAutomation {
    Delete,
    Enable(bool),
    Rename(Option<u8>),
    Price(i64),
    Count(i32),
    Window(i32),
    Sku(usize),
}

pub fn set_up() -> impl Strategy<Value = SetUp> {
    let rate = || 90..112_i64;
    let prices = prop_oneof![
        2 => (rate(), rate()).prop_map(|(sell, buy)| (Some(sell), Some(buy))),
        1 => rate().prop_map(|buy| (None, Some(buy))),
        1 => Just((None, None)),
    ];
    let place = (0..ACCOUNTS, 0..2_usize, 0..SKUS);
    let count = prop::option::weighted(0.8, 0..7_u8);
    let window = prop_oneof![Just(1), Just(10), Just(60), 1..150_i32];
    (place, count, prices, window).prop_map(|((account, pool, sku), count, prices, window)| SetUp {
        account,
        pool,
        sku,
        count,
        prices,
        window,
    })
}

pub fn on_automation() -> impl Strategy<Value = OnAutomation> {
    prop_oneof![
        1 => Just(OnAutomation::Delete),
        2 => any::<bool>().prop_map(OnAutomation::Enable),
        1 => prop::option::of(0..3_u8).prop_map(OnAutomation::Rename),
        2 => (85..115_i64).prop_map(OnAutomation::Price),
        2 => (-1..6_i32).prop_map(OnAutomation::Count),
        1 => (0..120_i32).prop_map(OnAutomation::Window),
        1 => (0..SKUS).prop_map(OnAutomation::Sku),
    ]
}

fn rate(micros: i64) -> Price {
    Price::from_micros_per_node_minute(micros).unwrap()
}

impl World {
    pub fn set_up(&mut self, new: &SetUp, now: Timestamp) -> Result<(), Refusal> {
        let account = self.accounts[new.account];
        let (pool, sku) = (POOLS[new.pool], self.skus[new.sku].1.clone());
        let id = if let (Some(sell), Some(buy)) = new.prices {
            let count = new
                .count
                .map(|count| ProcurementTarget::Nodes(count.into()));
            let procurement = NewProcurement {
                name: None,
                pool,
                instance_sku: &sku,
                target: &count.unwrap_or(ProcurementTarget::NodeCount),
                min_sell_price: rate(sell),
                max_buy_price: rate(buy),
                managed_window_minutes: new.window,
                is_enabled: new.window != 10,
                created_by: None,
            };
            let key = self.engine.create_procurement(account, procurement, now)?;
            self.engine.procurement(key)?.id.to_string()
        } else {
            let template = self.engine.template(self.templates[new.account])?.id;
            let deployment = NewDeployment {
                name: None,
                pool,
                instance_sku: new.count.map(|_| sku.as_str()),
                instance_template: template.as_str(),
                target_instance_count: new.count.unwrap_or(2).into(),
                instance_name_template: None,
                max_buy_price: new.prices.1.map(rate),
                created_by: None,
            };
            let key = self.engine.create_deployment(account, deployment, now)?;
            match self.engine.deployment(key)?.identity {
                DeploymentIdentity::Generic { id, .. } => id.to_string(),
                DeploymentIdentity::Spot { id, .. } => id.to_string(),
            }
        };
        self.automations.push((new.account, id));
        Ok(())
    }

    pub fn on_automation(
        &mut self,
        index: &Index,
        what: &OnAutomation,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        if self.automations.is_empty() {
            return Ok(());
        }
        let (account, id) = index.get(&self.automations);
        let account = self.accounts[*account];
        let text = match what {
            OnAutomation::Rename(Some(name)) => format!("name-{name}"),
            OnAutomation::Sku(sku) => self.skus[*sku].1.clone(),
            _ => String::new(),
        };
        let name = match what {
            OnAutomation::Rename(Some(_)) => Patch::Set(text.as_str()),
            OnAutomation::Rename(None) => Patch::Clear,
            _ => Patch::Keep,
        };
        let is_enabled = match what {
            OnAutomation::Enable(is_enabled) => Some(*is_enabled),
            _ => None,
        };
        let max_buy_price = match what {
            OnAutomation::Price(micros) => Some(rate(*micros)),
            _ => None,
        };
        match (what, id.starts_with("proc_")) {
            (OnAutomation::Delete, true) => self.engine.delete_procurement(account, id, now),
            (OnAutomation::Delete, false) => self.engine.delete_deployment(account, id, now),
            (what, true) => {
                let patch = ProcurementPatch {
                    name,
                    instance_sku: matches!(what, OnAutomation::Sku(_)).then_some(text.as_str()),
                    min_sell_price: max_buy_price,
                    max_buy_price,
                    managed_window_minutes: match what {
                        OnAutomation::Window(minutes) => Some(*minutes),
                        _ => None,
                    },
                    is_enabled,
                };
                let changed = self.engine.update_procurement(account, id, patch, now);
                changed.map(|_| ())
            }
            (what, false) => {
                let patch = DeploymentPatch {
                    name,
                    instance_template: None,
                    is_enabled,
                    target_instance_count: match what {
                        OnAutomation::Count(count) => Some(*count),
                        _ => None,
                    },
                    instance_name_template: None,
                    max_buy_price,
                };
                let changed = self.engine.update_deployment(account, id, patch, now);
                changed.map(|_| ())
            }
        }
    }

    /// Deletes all that works on its own.
    pub fn retire_all(&mut self) {
        let now = self.engine.now();
        for (account, id) in std::mem::take(&mut self.automations) {
            let account = self.accounts[account];
            // Some are deleted already.
            let _ = match id.starts_with("proc_") {
                true => self.engine.delete_procurement(account, &id, now),
                false => self.engine.delete_deployment(account, &id, now),
            };
        }
    }
}
