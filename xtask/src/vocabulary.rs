//! Which schemas of the contract are hand-written types of `sfcompute-types`.

use progenitor_impl::TypeImpl;

/// One schema and the vocabulary's type that stands in for it.
pub struct Replacement {
    /// The schema's name in the lowered contract.
    pub schema: &'static str,
    /// The type's name in `sfcompute-types`.
    pub vocabulary: &'static str,
}

const fn same(name: &'static str) -> Replacement {
    Replacement {
        schema: name,
        vocabulary: name,
    }
}

const fn renamed(schema: &'static str, vocabulary: &'static str) -> Replacement {
    Replacement { schema, vocabulary }
}

/// Every replacement. A row whose schema the contract lacks fails the run.
pub const REPLACEMENTS: &[Replacement] = &[
    same("CapacityId"),
    same("ContractId"),
    same("DeploymentId"),
    same("DeploymentsCursor"),
    same("FeatureFlagName"),
    same("FirewallId"),
    same("ImageId"),
    same("ImagesCursor"),
    same("InstanceId"),
    same("InstanceSkuId"),
    same("InstanceSkusCursor"),
    same("InstanceTemplateId"),
    same("InstanceTemplatesCursor"),
    same("InstancesCursor"),
    same("Name"),
    same("NameTemplate"),
    same("OrderId"),
    same("OrderbookFillsCursor"),
    same("OrderbookWindowsCursor"),
    same("OrdersCursor"),
    same("PoolId"),
    same("PoolTransferId"),
    same("PoolTransfersCursor"),
    same("PoolsCursor"),
    same("ProcurementId"),
    same("ProcurementTarget"),
    same("ProcurementsCursor"),
    same("Schedule"),
    same("ScheduleEntry"),
    same("SpotDeploymentId"),
    same("Tags"),
    same("UserId"),
    same("UsersCursor"),
    same("WorkspaceId"),
    renamed("DollarsPerNodeHour", "Price"),
    renamed("ResourcePathOrId_AnyDeploymentId", "DeploymentRef"),
    renamed("ResourcePathOrId_CapacityId", "CapacityRef"),
    renamed("ResourcePathOrId_DeploymentId", "GenericDeploymentRef"),
    renamed("ResourcePathOrId_FirewallId", "FirewallRef"),
    renamed("ResourcePathOrId_ImageId", "ImageRef"),
    renamed("ResourcePathOrId_InstanceId", "InstanceRef"),
    renamed("ResourcePathOrId_InstanceTemplateId", "InstanceTemplateRef"),
    renamed("ResourcePathOrId_PoolId", "PoolRef"),
    renamed("ResourcePathOrId_ProcurementId", "ProcurementRef"),
    renamed("ResourcePathOrId_SpotDeploymentId", "SpotDeploymentRef"),
    renamed("ResourcePathOrId_TransferPoolId", "TransferPoolRef"),
    renamed("ResourcePathOrId_UserId", "UserRef"),
    renamed("ResourcePathOrId_WorkspaceId", "WorkspaceRef"),
    renamed("UnixEpoch", "Timestamp"),
    renamed("deploymentResourcePath_DeploymentId", "DeploymentPath"),
    renamed("imageResourcePath_ImageId", "ImagePath"),
    renamed("instanceResourcePath_InstanceId", "InstancePath"),
    renamed(
        "instance_templateResourcePath_InstanceTemplateId",
        "InstanceTemplatePath",
    ),
    renamed("poolResourcePath_PoolId", "PoolPath"),
    renamed("procurementResourcePath_ProcurementId", "ProcurementPath"),
    renamed(
        "spot_deploymentResourcePath_SpotDeploymentId",
        "SpotDeploymentPath",
    ),
    renamed("userResourcePath_UserId", "UserPath"),
    renamed("workspaceResourcePath_WorkspaceId", "WorkspacePath"),
];

/// The traits that every vocabulary type has and that the generator may rely on.
pub fn impls() -> [TypeImpl; 1] {
    [TypeImpl::Display]
}
