//! Instances: machines that run on the nodes of a pool, and how they are shown.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};
use sfcompute_types::{
    DeploymentId, FirewallId, InstanceId, InstancePath, Name, SpotDeploymentId, Tags, Timestamp,
    WorkspaceId,
};

use super::account::unnameable;
use super::arena::{
    AccountKey, ImageKey, InstanceKey, Key, PoolKey, SkuKey, TemplateKey, WorkspaceKey,
};
use super::mint::IdKind;
use super::{Engine, ImageSummary, PoolSummary, Refusal, SkuSummary};

/// How far an instance has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceStatus {
    /// Waits for a node of its pool.
    AwaitingAllocation,
    /// Has a node; image and SSH may take a while more.
    Running,
    /// Over, by request or because its pool had no node left for it.
    Terminated,
    /// Broke down; it keeps its node until it is terminated.
    Failed,
}

impl InstanceStatus {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingAllocation => "awaiting_allocation",
            Self::Running => "running",
            Self::Terminated => "terminated",
            Self::Failed => "failed",
        }
    }
}

/// How late an instance ends when its pool runs short of nodes: the lesser first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum InstancePriority {
    /// Before all others.
    Yield,
    /// What an instance has that was given none.
    #[default]
    Normal,
    /// After normal ones.
    Preferred,
    /// After all others.
    Critical,
}

impl InstancePriority {
    /// The word that is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yield => "yield",
            Self::Normal => "normal",
            Self::Preferred => "preferred",
            Self::Critical => "critical",
        }
    }
}

/// The deployment that keeps an instance running, as the instance shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manager {
    /// One that runs on nodes at hand.
    Deployment {
        /// The deployment's id.
        id: DeploymentId,
        /// The deployment's name.
        name: Name,
    },
    /// One that buys the nodes that it runs on.
    SpotDeployment {
        /// The deployment's id.
        id: SpotDeploymentId,
        /// The deployment's name.
        name: Name,
    },
}

impl Manager {
    /// The deployment's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Deployment { id, .. } => id.as_str(),
            Self::SpotDeployment { id, .. } => id.as_str(),
        }
    }

    pub(crate) fn rename(&mut self, to: Name) {
        match self {
            Self::Deployment { name, .. } | Self::SpotDeployment { name, .. } => *name = to,
        }
    }
}

/// Why an instance ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InstanceEnd {
    /// It was asked to.
    Terminated,
    /// Another took its place.
    Replaced,
    /// Its pool had no node left for it.
    NoNode,
}

impl InstanceEnd {
    /// The end in a word, for logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terminated => "terminated",
            Self::Replaced => "replaced",
            Self::NoNode => "no_node",
        }
    }
}

/// An instance as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceView {
    /// The instance's key.
    pub key: InstanceKey,
    /// The instance's id.
    pub id: InstanceId,
    /// The path `sfc:instance:<account>:<workspace>:<name>`.
    pub resource_path: InstancePath,
    /// The account that owns it.
    pub owner: Name,
    /// The name of its workspace, which is its pool's.
    pub workspace: Name,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    /// Its name, unique among the instances of its workspace; terminated ones keep theirs.
    pub name: Name,
    /// How far it has come.
    pub status: InstanceStatus,
    /// The SKU that it runs on.
    pub instance_sku: SkuSummary,
    /// The pool whose nodes it runs on.
    pub pool: PoolSummary,
    /// The image that it boots.
    pub image: ImageSummary,
    /// The deployment that keeps it running, if one does.
    pub managed_by: Option<Manager>,
    /// Whether it has user data for cloud-init; see [`Engine::instance_user_data`].
    pub has_user_data: bool,
    /// Whether it is to have a public IPv4 address.
    pub enable_public_ipv4: bool,
    /// Its public address, from when it runs.
    pub public_ip: Option<Ipv4Addr>,
    /// The firewall of its public address.
    pub firewall: Option<FirewallId>,
    /// Its tags; none where it never had any or they were cleared.
    pub tags: Option<Tags>,
    /// How late it ends when its pool runs short of nodes.
    pub priority: InstancePriority,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// How an instance is reached, which passes over to one that replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Network {
    /// Tells its address: the number of the first instance in a line of replacements.
    pub(crate) number: u32,
    pub(crate) enable_public_ipv4: bool,
    pub(crate) firewall: Option<FirewallId>,
    pub(crate) enable_infiniband: bool,
}

impl Network {
    /// An address of 198.18.0.0/15, which belongs to nobody; there are 131 072.
    pub(crate) fn address(&self) -> Ipv4Addr {
        const FIRST: u32 = u32::from_be_bytes([198, 18, 0, 0]);
        Ipv4Addr::from(FIRST | self.number & 0x1_FFFF)
    }
}

/// An instance as the engine keeps it. Its status follows from what happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Instance {
    pub(crate) account: AccountKey,
    pub(crate) workspace: WorkspaceKey,
    pub(crate) pool: PoolKey,
    pub(crate) sku: SkuKey,
    pub(crate) name: Name,
    pub(crate) image: ImageKey,
    /// What it was made from, where a deployment made it; then its user data is the template's.
    pub(crate) template: Option<TemplateKey>,
    pub(crate) user_data: Option<String>,
    pub(crate) network: Network,
    pub(crate) tags: Option<Tags>,
    pub(crate) priority: InstancePriority,
    pub(crate) managed_by: Option<Manager>,
    pub(crate) is_replacement: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) failed_at: Option<Timestamp>,
    pub(crate) ended: Option<(Timestamp, InstanceEnd)>,
    /// A deleted instance is found no more; its name is free.
    pub(crate) is_deleted: bool,
}

impl Instance {
    pub(crate) fn status(&self) -> InstanceStatus {
        match (self.ended, self.failed_at, self.started_at) {
            (Some(_), ..) => InstanceStatus::Terminated,
            (None, Some(_), _) => InstanceStatus::Failed,
            (None, None, Some(_)) => InstanceStatus::Running,
            (None, None, None) => InstanceStatus::AwaitingAllocation,
        }
    }

    /// Whether it has not ended.
    pub(crate) fn is_active(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether it takes up a node.
    pub(crate) fn has_node(&self) -> bool {
        self.is_active() && self.started_at.is_some()
    }
}

impl Engine {
    /// The instance as it is now.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn instance(&self, key: InstanceKey) -> Result<InstanceView, Refusal> {
        let instance = self.instances.get(key)?;
        let workspace = self.workspace(instance.workspace)?;
        let name = instance.name.clone();
        let path = InstancePath::new(
            workspace.owner.as_str(),
            workspace.name.as_str(),
            name.as_str(),
        );
        let network = &instance.network;
        let has_address = network.enable_public_ipv4 && instance.has_node();
        Ok(InstanceView {
            key,
            id: self.instance_id(key)?,
            resource_path: path.map_err(unnameable)?,
            owner: workspace.owner,
            workspace: workspace.name,
            workspace_id: workspace.id,
            name,
            status: instance.status(),
            instance_sku: self.sku_summary(instance.sku)?,
            pool: self.pool_summary(instance.pool)?,
            image: self.image_summary(instance.image)?,
            managed_by: instance.managed_by.clone(),
            has_user_data: self.instance_user_data(key)?.is_some(),
            enable_public_ipv4: network.enable_public_ipv4,
            public_ip: has_address.then(|| network.address()),
            firewall: network.firewall.clone(),
            tags: instance.tags.clone(),
            priority: instance.priority,
            created_at: instance.created_at,
            updated_at: instance.updated_at,
        })
    }

    /// The instance's user data for cloud-init, in base64.
    ///
    /// # Errors
    /// Internal where the key is another engine's.
    pub fn instance_user_data(&self, key: InstanceKey) -> Result<Option<&str>, Refusal> {
        let instance = self.instances.get(key)?;
        let data = match instance.template {
            Some(template) => &self.templates.get(template)?.cloud_init_user_data,
            None => &instance.user_data,
        };
        Ok(data.as_deref())
    }

    pub(crate) fn instance_id(&self, key: InstanceKey) -> Result<InstanceId, Refusal> {
        let suffix = self.mint.suffix(IdKind::Instance, key.index().into());
        InstanceId::try_from(format!("{}{suffix}", InstanceId::PREFIX)).map_err(unnameable)
    }
}
