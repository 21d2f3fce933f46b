//! Deployments: they keep so many instances on a pool, and as spot deployments buy the nodes for
//! them. What one is, and how it is shown.

use serde::{Deserialize, Serialize};
use sfcompute_types::{
    DeploymentId, DeploymentPath, Name, NameTemplate, Price, SpotDeploymentId, SpotDeploymentPath,
};

use super::account::unnameable;
use super::arena::{AccountKey, DeploymentKey, Key, PoolKey, TemplateKey};
use super::automation::{
    Automation, AutomationKind, AutomationState, AutomationStatus, AutomationView, Upkeep,
};
use super::instance::{InstanceStatus, Manager};
use super::mint::IdKind;
use super::order_view::price;
use super::{Engine, Refusal, TemplateSummary};

/// A generic deployment as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentSummary {
    /// The deployment's id.
    pub id: DeploymentId,
    /// The deployment's name.
    pub name: Name,
}

/// Which kind of deployment it is, with what only that kind has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeploymentIdentity {
    /// One that runs on nodes that its pool has.
    Generic {
        /// The deployment's id.
        id: DeploymentId,
        /// The path `sfc:deployment:<account>:<workspace>:<name>`.
        resource_path: DeploymentPath,
    },
    /// One that buys the nodes that it runs on.
    Spot {
        /// The deployment's id.
        id: SpotDeploymentId,
        /// The path `sfc:spot_deployment:<account>:<workspace>:<name>`.
        resource_path: SpotDeploymentPath,
        /// The most it pays for a node.
        max_buy_price: Price,
    },
}

/// A deployment as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentView {
    /// The deployment's key.
    pub key: DeploymentKey,
    /// Its kind, id and path.
    pub identity: DeploymentIdentity,
    /// Whose it is, where it works, and whether it does.
    pub automation: AutomationView,
    /// What it makes its instances from.
    pub instance_template: TemplateSummary,
    /// How many instances it keeps.
    pub target_instance_count: i32,
    /// How it names its instances.
    pub instance_name_template: NameTemplate,
    /// How it fares.
    pub status: AutomationStatus,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deployment {
    pub(crate) upkeep: Upkeep,
    pub(crate) template: TemplateKey,
    pub(crate) target: u16,
    pub(crate) names: NameTemplate,
    /// The most that a spot deployment pays, in micro-dollars per node-minute; none for a generic
    /// one, which buys nothing.
    pub(crate) max_buy: Option<i64>,
    /// Why it could not make an instance when it last tried.
    pub(crate) obstacle: Option<String>,
}

impl Deployment {
    pub(crate) fn kind(&self) -> AutomationKind {
        match self.max_buy {
            None => AutomationKind::Deployment,
            Some(_) => AutomationKind::SpotDeployment,
        }
    }
}

impl Engine {
    /// The account's deployment of either kind that `text` means: an id or a resource path. A
    /// deleted one and one of someone else are not found.
    pub fn find_deployment(&self, account: AccountKey, text: &str) -> Option<DeploymentKey> {
        let forms = [
            (
                AutomationKind::Deployment,
                DeploymentPath::PREFIX,
                DeploymentId::PREFIX,
            ),
            (
                AutomationKind::SpotDeployment,
                SpotDeploymentPath::PREFIX,
                SpotDeploymentId::PREFIX,
            ),
        ];
        let found = forms.into_iter().find_map(|(kind, path, id)| {
            if let Some(path) = text.strip_prefix(path) {
                return self.automation_at(account, kind, path);
            }
            let number = self
                .mint
                .number(IdKind::Deployment, text.strip_prefix(id)?)?;
            let key = self.deployments.key_at(number)?;
            let is_of_kind = self.deployments.get(key).ok()?.kind() == kind;
            is_of_kind.then_some(Automation::Deployment(key))
        })?;
        match found {
            Automation::Deployment(key) if self.is_own_automation(account, found) => Some(key),
            _ => None,
        }
    }

    pub(crate) fn require_deployment(
        &self,
        account: AccountKey,
        text: &str,
    ) -> Result<DeploymentKey, Refusal> {
        self.find_deployment(account, text)
            .ok_or_else(|| Refusal::not_found("deployment", text))
    }

    /// The generic deployments of a pool; spot ones have ids that a pool has no room for.
    pub(crate) fn deployments_of(&self, pool: PoolKey) -> Result<Vec<DeploymentSummary>, Refusal> {
        let mut found = Vec::new();
        for (key, deployment) in self.deployments.iter() {
            let upkeep = &deployment.upkeep;
            if upkeep.pool == pool
                && upkeep.deleted_at.is_none()
                && let Manager::Deployment { id, name } = self.manager(key)?
            {
                found.push(DeploymentSummary { id, name });
            }
        }
        Ok(found)
    }

    /// Whether a deployment makes its instances from a template.
    pub(crate) fn is_template_in_use(&self, template: TemplateKey) -> bool {
        let mut all = self.deployments.iter();
        all.any(|(_, deployment)| {
            deployment.template == template && deployment.upkeep.deleted_at.is_none()
        })
    }

    /// The deployment as its instances show it.
    pub(crate) fn manager(&self, key: DeploymentKey) -> Result<Manager, Refusal> {
        let deployment = self.deployments.get(key)?;
        let suffix = self.mint.suffix(IdKind::Deployment, key.index().into());
        let name = deployment.upkeep.name.clone();
        Ok(match deployment.max_buy {
            None => Manager::Deployment {
                id: DeploymentId::try_from(format!("{}{suffix}", DeploymentId::PREFIX))
                    .map_err(unnameable)?,
                name,
            },
            Some(_) => Manager::SpotDeployment {
                id: SpotDeploymentId::try_from(format!("{}{suffix}", SpotDeploymentId::PREFIX))
                    .map_err(unnameable)?,
                name,
            },
        })
    }

    /// The deployment as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn deployment(&self, key: DeploymentKey) -> Result<DeploymentView, Refusal> {
        let deployment = self.deployments.get(key)?;
        let automation = self.upkeep_view(&deployment.upkeep)?;
        let (owner, workspace, name) = (
            automation.owner.as_str(),
            automation.workspace.as_str(),
            automation.name.as_str(),
        );
        let identity = match (self.manager(key)?, deployment.max_buy) {
            (Manager::SpotDeployment { id, .. }, max_buy) => DeploymentIdentity::Spot {
                id,
                resource_path: SpotDeploymentPath::new(owner, workspace, name)
                    .map_err(unnameable)?,
                max_buy_price: price(max_buy.unwrap_or_default())?,
            },
            (Manager::Deployment { id, .. }, _) => DeploymentIdentity::Generic {
                id,
                resource_path: DeploymentPath::new(owner, workspace, name).map_err(unnameable)?,
            },
        };
        Ok(DeploymentView {
            key,
            identity,
            automation,
            instance_template: self.template_summary(deployment.template)?,
            target_instance_count: deployment.target.into(),
            instance_name_template: deployment.names.clone(),
            status: self.deployment_status(key)?,
        })
    }

    fn deployment_status(&self, key: DeploymentKey) -> Result<AutomationStatus, Refusal> {
        let deployment = self.deployments.get(key)?;
        if !deployment.upkeep.is_enabled {
            return Ok(AutomationStatus::off());
        }
        if let Some(obstacle) = &deployment.obstacle {
            let message = format!("No instance can be made: {obstacle}");
            return Ok(AutomationStatus::new(AutomationState::Error, message));
        }
        if let Some(max_buy) = deployment.max_buy
            && let Some(status) = deployment.upkeep.pursuit.trouble(max_buy)?
        {
            return Ok(status);
        }
        let (mut running, mut failed) = (0_usize, 0_usize);
        let instances: Vec<_> = self.managed_instances(self.manager(key)?.id()).collect();
        for instance in instances {
            match self.instances.get(instance)?.status() {
                InstanceStatus::Running => running += 1,
                InstanceStatus::Failed => failed += 1,
                InstanceStatus::AwaitingAllocation | InstanceStatus::Terminated => {}
            }
        }
        let target = usize::from(deployment.target);
        let (state, message) = if failed > 0 {
            let message = format!("{failed} instances have failed; terminate them to have others.");
            (AutomationState::Warning, message)
        } else if running < target {
            let message = format!("{running} of {target} instances run; others wait for nodes.");
            (AutomationState::Warning, message)
        } else {
            (
                AutomationState::Info,
                format!("All {target} instances run."),
            )
        };
        Ok(AutomationStatus::new(state, message))
    }
}
