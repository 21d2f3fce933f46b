//! When automations look at the market.
//!
//! Each looks once at the start of every minute, in the order in which they were made, procurements
//! before deployments; and at once when it is set up or changed. Time that jumps is no exception:
//! every minute of it is gone through, each as the market was then.
//!
//! So that a jump over years stays cheap, one that found nothing to do rests until it could find
//! something: until anything changes in the market ([`Engine::stir`]), or until time itself brings
//! something into its window. What it does is the same as if it had looked every minute.

use super::automation::Automation;
use super::minute::{Minute, minute_of};
use super::{Engine, Refusal};

/// The minute of one that has nothing to wait for but change.
pub(crate) const NEVER: Minute = Minute::MAX;

impl Engine {
    /// Notes that something changed that an automation may want to act on in the next minute.
    pub(crate) fn stir(&mut self) {
        if !self.runs.is_empty() {
            self.stirred = Some(minute_of(self.now).saturating_add(1));
        }
    }

    /// The next minute in which an automation looks.
    pub(crate) fn next_runs(&self) -> Option<Minute> {
        let (first, _) = self.runs.first()?;
        let next = self.stirred.map_or(*first, |stirred| stirred.min(*first));
        (next < NEVER).then_some(next)
    }

    /// Lets those look whose minute has come: all of them where something changed before it.
    pub(crate) fn run_automations(&mut self) -> Result<(), Refusal> {
        let this_minute = minute_of(self.now);
        let is_stirred = self.stirred.is_some_and(|minute| minute <= this_minute);
        if is_stirred {
            self.stirred = None;
        }
        let mut awake: Vec<_> = self
            .runs
            .iter()
            .filter(|(minute, _)| is_stirred || *minute <= this_minute)
            .map(|(_, automation)| *automation)
            .collect();
        awake.sort_unstable();
        for automation in awake {
            self.run(automation)?;
        }
        Ok(())
    }

    /// Lets one look, if it is at work.
    pub(crate) fn run(&mut self, automation: Automation) -> Result<(), Refusal> {
        self.unschedule(automation)?;
        if !self.upkeep(automation)?.is_at_work() {
            self.rest_if_alone();
            return Ok(());
        }
        let next = match automation {
            Automation::Procurement(key) => self.run_procurement(key)?,
            Automation::Deployment(key) => self.run_deployment(key)?,
        };
        self.upkeep_mut(automation)?.next_run = next;
        self.runs.insert((next, automation));
        Ok(())
    }

    /// Deletes one: its open orders are cancelled.
    pub(crate) fn retire(&mut self, automation: Automation) -> Result<(), Refusal> {
        self.unschedule(automation)?;
        self.upkeep_mut(automation)?.deleted_at = Some(self.now);
        self.withdraw(automation)?;
        self.rest_if_alone();
        Ok(())
    }

    /// Asks for the cancellation of all open orders of an automation.
    pub(crate) fn withdraw(&mut self, automation: Automation) -> Result<(), Refusal> {
        for order in self.upkeep(automation)?.orders.clone() {
            if !self.orders.get(order)?.status.is_over() {
                self.ask_to_cancel(order)?;
            }
        }
        self.forget_ended(automation)
    }

    /// Keeps of an automation's orders those that are not over.
    pub(crate) fn forget_ended(&mut self, automation: Automation) -> Result<(), Refusal> {
        let mut open = self.upkeep(automation)?.orders.clone();
        open.retain(|order| {
            let order = self.orders.get(*order);
            order.is_ok_and(|order| !order.status.is_over())
        });
        self.upkeep_mut(automation)?.orders = open;
        Ok(())
    }

    /// Forgets that something changed where nothing is at work.
    fn rest_if_alone(&mut self) {
        self.stirred = self.stirred.filter(|_| !self.runs.is_empty());
    }

    fn unschedule(&mut self, automation: Automation) -> Result<(), Refusal> {
        let next = self.upkeep(automation)?.next_run;
        self.runs.remove(&(next, automation));
        Ok(())
    }
}
