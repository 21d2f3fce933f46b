//! Setting up, changing, deleting and listing deployments.

use std::sync::Arc;

use sfcompute_types::{Patch, Price, Timestamp};

use super::account::checked_name;
use super::arena::{AccountKey, DeploymentKey, Key, PoolKey, SkuKey, TemplateKey};
use super::automation::{Automation, AutomationKind};
use super::deployment::Deployment;
use super::instance_names::{DEFAULT_NAMES, checked_names};
use super::minute::minute_of;
use super::order::Principal;
use super::place::check_rate;
use super::procurement_commands::MAX_BUY;
use super::refusal::Problems;
use super::{AutomationFilter, Code, DeploymentView, Edge, Engine, Page, Position, Refusal};

const TARGET: &str = "target_instance_count";
/// The most instances that a deployment keeps.
const MOST_INSTANCES: u16 = 1_000;

/// A deployment to be set up.
#[derive(Clone, Debug)]
pub struct NewDeployment<'a> {
    /// Its name; the engine makes one where there is none.
    pub name: Option<&'a str>,
    /// The pool to run on, in any form that [`Engine::find_pool`] knows.
    pub pool: &'a str,
    /// The id of the SKU to run on; without it, the only one that the pool has nodes of, now or
    /// later.
    pub instance_sku: Option<&'a str>,
    /// What to make its instances from: an id or a resource path.
    pub instance_template: &'a str,
    /// How many instances to keep: at most 1,000.
    pub target_instance_count: i32,
    /// How to name its instances; `{{adjective}}-{{noun}}-{{nanoid(6)}}` where nothing is said.
    pub instance_name_template: Option<&'a str>,
    /// The most to pay for a node, rounded to the market's step: there for a spot deployment, and
    /// only for one.
    pub max_buy_price: Option<Price>,
    /// Who sets it up; its orders show that.
    pub created_by: Option<Arc<Principal>>,
}

/// A change to a deployment; what is left out stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeploymentPatch<'a> {
    /// A new name; clearing it gives the deployment a generated one.
    pub name: Patch<&'a str>,
    /// What to make instances from that are made from now on.
    pub instance_template: Option<&'a str>,
    /// Whether it is to work.
    pub is_enabled: Option<bool>,
    /// Another number of instances.
    pub target_instance_count: Option<i32>,
    /// How to name instances that are made from now on.
    pub instance_name_template: Option<&'a str>,
    /// Another highest price; for spot deployments alone.
    pub max_buy_price: Option<Price>,
}

impl Engine {
    /// Sets up a deployment, which makes its instances at once.
    ///
    /// # Errors
    /// 422 where the account has no such pool or template or nothing may work for the pool, the SKU
    /// is unknown, or not said and not told by the pool, the name is no name or taken, the name
    /// template breaks its rules, the price is not positive, or there would be too many instances;
    /// 409 where something works for the pool and SKU that it does not go together with.
    pub fn create_deployment(
        &mut self,
        account: AccountKey,
        deployment: NewDeployment<'_>,
        now: Timestamp,
    ) -> Result<DeploymentKey, Refusal> {
        self.advance(now)?;
        let kind = match deployment.max_buy_price {
            None => AutomationKind::Deployment,
            Some(_) => AutomationKind::SpotDeployment,
        };
        let mut problems = Problems::default();
        let name = problems.take(
            deployment
                .name
                .map(|name| checked_name("name", name))
                .transpose(),
        );
        let pool = self.automatic_pool_of_field(account, deployment.pool);
        let pool = problems.take(pool);
        let sku = match (deployment.instance_sku, pool) {
            (Some(sku), _) => problems.take(self.sku_of_field(sku)),
            (None, Some(pool)) => problems.take(self.only_sku(pool)),
            (None, None) => None,
        };
        let template = self.template_of_field(account, deployment.instance_template);
        let template = problems.take(template);
        let target = problems.take(check_count(deployment.target_instance_count));
        let names = deployment.instance_name_template.unwrap_or(DEFAULT_NAMES);
        let names = problems.take(checked_names(names));
        let max_buy = deployment.max_buy_price;
        let max_buy = max_buy.map(|price| check_rate(MAX_BUY, price)).transpose();
        let max_buy = problems.take(max_buy);
        if let (Some(pool), Some(Some(name))) = (pool, &name) {
            let workspace = self.pools.get(pool)?.workspace;
            problems.take(self.check_automation_name(kind, workspace, name, None));
        }
        let (
            Some(name),
            Some(pool),
            Some(sku),
            Some(template),
            Some(target),
            Some(names),
            Some(max_buy),
        ) = (name, pool, sku, template, target, names, max_buy)
        else {
            return Err(problems.refusal());
        };
        problems.finish()?;
        self.check_alone(kind, pool, sku, None)?;
        let upkeep = self.new_upkeep(kind, name, (pool, sku), deployment.created_by)?;
        let key = self.deployments.push(Deployment {
            upkeep,
            template,
            target,
            names,
            max_buy,
            obstacle: None,
        })?;
        self.run(Automation::Deployment(key))?;
        Ok(key)
    }

    /// Changes a deployment. Another template or name template reaches only instances that are made
    /// from then on. One that is switched off leaves its instances as they are, and its open orders
    /// are cancelled, as they are where its price changes.
    ///
    /// # Errors
    /// 404 where the account has no such deployment; 422 as for a new one, and for the price of one
    /// that buys nothing.
    pub fn update_deployment(
        &mut self,
        account: AccountKey,
        deployment: &str,
        patch: DeploymentPatch<'_>,
        now: Timestamp,
    ) -> Result<DeploymentKey, Refusal> {
        self.advance(now)?;
        let key = self.require_deployment(account, deployment)?;
        let own = Automation::Deployment(key);
        let before = self.deployments.get(key)?.clone();
        let kind = before.kind();
        let mut problems = Problems::default();
        let name = problems.take(self.check_new_name(own, kind, patch.name));
        let template = patch.instance_template;
        let template = template.map(|text| self.template_of_field(account, text));
        let template = problems.take(template.transpose()).flatten();
        let target = patch.target_instance_count.map(check_count).transpose();
        let target = problems.take(target).flatten();
        let names = patch.instance_name_template.map(checked_names).transpose();
        let names = problems.take(names).flatten();
        let max_buy = patch.max_buy_price;
        let max_buy = max_buy.map(|price| check_rate(MAX_BUY, price)).transpose();
        let max_buy = problems.take(max_buy).flatten();
        if max_buy.is_some() && before.max_buy.is_none() {
            let message = "Only a spot deployment buys nodes.";
            problems.add(MAX_BUY, Code::Conflicting, message);
        }
        problems.finish()?;
        let name = self.new_name(own, kind, name.unwrap_or_default())?;
        self.rename_manager(self.manager(key)?.id(), &name)?;

        let after = self.deployments.get_mut(key)?;
        after.upkeep.name = name;
        after.upkeep.is_enabled = patch.is_enabled.unwrap_or(before.upkeep.is_enabled);
        after.upkeep.updated_at = self.now;
        after.template = template.unwrap_or(before.template);
        after.target = target.unwrap_or(before.target);
        after.names = names.unwrap_or(before.names);
        after.max_buy = max_buy.or(before.max_buy);
        if !after.upkeep.is_enabled || after.max_buy != before.max_buy {
            self.withdraw(own)?;
        }
        self.run(own)?;
        Ok(key)
    }

    /// Deletes a deployment: its instances are ended, its open orders cancelled, its name becomes
    /// free, and its id is found no more.
    ///
    /// # Errors
    /// 404 where the account has no such deployment.
    pub fn delete_deployment(
        &mut self,
        account: AccountKey,
        deployment: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let key = self.require_deployment(account, deployment)?;
        self.retire(Automation::Deployment(key))?;
        self.end_all(key)
    }

    /// The deployment by id or resource path.
    ///
    /// # Errors
    /// 404 where the account has no such deployment.
    pub fn fetch_deployment(
        &self,
        account: AccountKey,
        deployment: &str,
    ) -> Result<DeploymentView, Refusal> {
        self.deployment(self.require_deployment(account, deployment)?)
    }

    /// The account's deployments of both kinds, newest first.
    ///
    /// # Errors
    /// 422 where the filter names an unknown workspace or pool.
    pub fn list_deployments(
        &self,
        account: AccountKey,
        filter: AutomationFilter<'_>,
        limit: usize,
        edge: Edge,
    ) -> Result<Page<DeploymentView>, Refusal> {
        let matches = self.automation_filter(account, filter)?;
        let rows = self
            .deployments
            .iter()
            .rev()
            .filter(|(_, deployment)| matches(&deployment.upkeep));
        let rows = rows.map(|(key, _)| (Position([-i64::from(key.index()), 0, 0]), key));
        Page::of(rows, limit, edge).try_map(|key| self.deployment(key))
    }

    /// The template, or 422 at its field.
    fn template_of_field(&self, account: AccountKey, text: &str) -> Result<TemplateKey, Refusal> {
        self.find_template(account, text).ok_or_else(|| {
            let message = format!("There is no instance template `{text}`.");
            Refusal::field("instance_template", Code::UnknownReference, message)
        })
    }

    /// The only SKU that a pool has nodes of from this minute on, or 422.
    fn only_sku(&self, pool: PoolKey) -> Result<SkuKey, Refusal> {
        let this_minute = minute_of(self.now);
        let holdings = self.pools.get(pool)?.holdings.iter();
        let mut held = holdings.filter(|(_, holding)| holding.nodes().any_from(this_minute));
        match (held.next(), held.next()) {
            (Some((sku, _)), None) => Ok(*sku),
            _ => {
                let message = "The pool does not have nodes of just one SKU; name one.";
                Err(Refusal::field("instance_sku", Code::Missing, message))
            }
        }
    }
}

fn check_count(count: i32) -> Result<u16, Refusal> {
    match u16::try_from(count) {
        Ok(count) if count <= MOST_INSTANCES => Ok(count),
        checked => {
            let code = match (checked, count) {
                (Err(_), ..0) => Code::Invalid,
                _ => Code::TooLarge,
            };
            let message =
                format!("{count} instances are asked for; allowed are 0 to {MOST_INSTANCES}.");
            Err(Refusal::field(TARGET, code, message))
        }
    }
}
