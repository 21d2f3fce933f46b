//! What must always be true of automations.

use std::collections::BTreeSet;

use super::automation::Upkeep;
use super::minute::minute_of;
use super::resource_invariants::once;
use super::{Engine, Refusal};

impl Engine {
    /// Everything that is not as it must be: each has its name to itself and its pool is there,
    /// those that work for one pool and SKU go together, those at work look again, and each knows
    /// its open orders, of which one that is not at work keeps none.
    pub(crate) fn automation_problems(&self) -> Result<Vec<String>, Refusal> {
        let mut problems = Vec::new();
        let this_minute = minute_of(self.now);
        let mut runs = BTreeSet::new();
        let mut names = Vec::new();
        for (automation, kind, upkeep) in self.automations() {
            let pool = self.pools.get(upkeep.pool)?;
            names.push((kind, pool.workspace, upkeep.name.as_str()));
            if pool.is_deleted {
                problems.push(format!("{automation:?} works for a pool that is deleted"));
            }
            let alone = self.check_alone(kind, upkeep.pool, upkeep.sku, Some(automation));
            if let Err(refusal) = alone {
                problems.push(format!("{automation:?}: {refusal}"));
            }
            if upkeep.is_at_work() {
                runs.insert((upkeep.next_run, automation));
            }
        }
        once("automations", names.into_iter(), &mut problems);
        if runs != self.runs {
            let seen = &self.runs;
            problems.push(format!("{runs:?} are to look, but {seen:?} will"));
        }
        let next = self.next_runs();
        if next.is_some_and(|next| next <= this_minute) {
            problems.push(format!("automations should have looked at {next:?}"));
        }
        for (key, order) in self.orders.iter() {
            let Some(automation) = order.placed_by.filter(|_| !order.status.is_over()) else {
                continue;
            };
            let upkeep: &Upkeep = self.upkeep(automation)?;
            if !upkeep.orders.contains(&key) {
                problems.push(format!("{automation:?} has lost sight of {key:?}"));
            }
            if !upkeep.is_at_work() && !order.is_cancelling {
                problems.push(format!("{automation:?} does not work, {key:?} does"));
            }
        }
        Ok(problems)
    }
}
