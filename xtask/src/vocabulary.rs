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
    same("InstanceSkuId"),
    same("InstanceSkusCursor"),
    same("Name"),
    same("OrderId"),
    same("OrderbookFillsCursor"),
    same("OrderbookWindowsCursor"),
    same("OrdersCursor"),
    same("PoolId"),
    same("PoolTransferId"),
    same("PoolTransfersCursor"),
    same("PoolsCursor"),
    same("ProcurementId"),
    same("Schedule"),
    same("ScheduleEntry"),
    same("Tags"),
    same("UserId"),
    same("WorkspaceId"),
    renamed("DollarsPerNodeHour", "Price"),
    renamed("ResourcePathOrId_CapacityId", "CapacityRef"),
    renamed("ResourcePathOrId_PoolId", "PoolRef"),
    renamed("ResourcePathOrId_ProcurementId", "ProcurementRef"),
    renamed("ResourcePathOrId_TransferPoolId", "TransferPoolRef"),
    renamed("ResourcePathOrId_WorkspaceId", "WorkspaceRef"),
    renamed("UnixEpoch", "Timestamp"),
    renamed("poolResourcePath_PoolId", "PoolPath"),
    renamed("userResourcePath_UserId", "UserPath"),
];

/// The traits that every vocabulary type has and that the generator may rely on.
pub fn impls() -> [TypeImpl; 1] {
    [TypeImpl::Display]
}
