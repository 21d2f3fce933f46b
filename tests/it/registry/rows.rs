//! The lists: one line a type, sorted.

use sfcompute_api::types;

use super::{Row, round_trip};

/// A row for each of some types.
macro_rules! rows {
    ($( $name:expr => $ty:ty, )*) => {
        &[$( Row {
            name: $name,
            round_trip: round_trip::<$ty>,
            define: |generator| generator.subschema_for::<$ty>(),
        }, )*]
    };
}

macro_rules! generated {
    ($( $name:ident )*) => { rows! { $( stringify!($name) => types::$name, )* } };
}

macro_rules! vocabulary {
    ($( $name:ident )* $( $component:literal is $type:ident )*) => {
        rows! {
            $( stringify!($name) => sfcompute_types::$name, )*
            $( $component => sfcompute_types::$type, )*
        }
    };
}

/// The generated types.
pub const GENERATED: &[Row] = generated! {
    AllocationSchedule
    AutomationStatus
    BadRequestError
    BadRequestErrorBody
    BatchPatchInstanceEntry
    BatchPatchInstancesRequest
    BatchPatchInstancesResponse
    BuyOrderPreviewRequest
    CapacitySummary
    CompleteUploadRequest
    ConflictError
    ConflictErrorBody
    CreateDeploymentRequest
    CreateDeploymentResourceRequest
    CreateInstanceRequest
    CreateInstanceTemplateRequest
    CreateOrderRequest
    CreatePoolRequest
    CreatePoolTransferRequest
    CreateProcurementRequest
    CreateSpotDeploymentRequest
    CreateWorkspaceRequest
    DeleteImageResponse
    DeploymentResource
    DeploymentResponse
    DeploymentScope
    DeploymentSummary
    EntityType
    ErrorDetail
    ForbiddenError
    ForbiddenErrorBody
    ImageDownloadResponse
    ImageListEntry
    ImageScope
    ImageSummary
    ImageUploadResponse
    ImageUploadStatus
    InstanceInclude
    InstanceLogChunk
    InstanceLogsResponse
    InstanceLogsSortBy
    InstanceManagedBySummary
    InstancePriority
    InstanceResponse
    InstanceScope
    InstanceSku
    InstanceSkuAccelerator
    InstanceSkuAvailability
    InstanceSkuAvailabilityZone
    InstanceSkuEnumerationValue
    InstanceSkuFormFactor
    InstanceSkuLocalStorage
    InstanceSkuMemory
    InstanceSkuNumAccelerators
    InstanceSkuNumVcpus
    InstanceSkuPropertyDefinition
    InstanceSkuPropertyDefinitionEnumeration
    InstanceSkuPropertyKey
    InstanceSkuRdmaType
    InstanceSkuRdmaTypeValue
    InstanceSkuRegion
    InstanceSkuSummary
    InstanceSkuSupportsPublicIpv4
    InstanceSshHostKey
    InstanceSshInfo
    InstanceStatus
    InstanceTemplateInclude
    InstanceTemplateResponse
    InstanceTemplateScope
    InstanceTemplateSummary
    InternalServerError
    InternalServerErrorBody
    ListDeploymentsResponse
    ListImagesResponse
    ListInstanceSkuAvailabilityResponse
    ListInstanceSkuPropertyCatalogResponse
    ListInstanceSkusResponse
    ListInstanceTemplatesResponse
    ListInstancesResponse
    ListOrderbookFillsResponse
    ListOrderbookWindowsResponse
    ListOrdersResponse
    ListPoolTransfersResponse
    ListPoolsResponse
    ListProcurementsResponse
    ListUserFeatureFlagsResponse
    ListUsersResponse
    ListWorkspacesResponse
    MaintenanceNoticeType
    MeResponse
    NodeCountTag
    NotFoundError
    NotFoundErrorBody
    OrderFill
    OrderPreviewFee
    OrderPreviewNotice
    OrderPreviewNoticeMaintenanceWindow
    OrderPreviewRequest
    OrderPreviewResponse
    OrderPreviewResponseQuoted
    OrderPreviewResponseUnavailable
    OrderPreviewUnavailableReason
    OrderPrincipal
    OrderPrincipalKind
    OrderResponse
    OrderSortBy
    OrderStatus
    OrderbookDepthResponse
    OrderbookFill
    OrderbookQuoteResponse
    OrderbookWindow
    PatchDeploymentRequest
    PatchInstanceRequest
    PatchPoolRequest
    PatchProcurementRequest
    PatchWorkspaceRequest
    PaymentRequiredError
    PaymentRequiredErrorBody
    PoolKind
    PoolResponse
    PoolScope
    PoolSummary
    PoolTransferResponse
    PoolTransferStatus
    PriceLevel
    ProcurementResponse
    ProcurementScope
    ProcurementSummary
    ReconciliationStatus
    ReplaceInstanceRequest
    Requirements
    SellOrderPreviewRequest
    ServiceUnavailableError
    ServiceUnavailableErrorBody
    SetEnrollmentRequest
    SetEnrollmentResponse
    Side
    SpotDeploymentResponse
    SpotDeploymentScope
    SpotDeploymentSummary
    StartUploadRequest
    UnauthorizedError
    UnauthorizedErrorBody
    UnprocessableEntityError
    UnprocessableEntityErrorBody
    UploadPartRequest
    UploadPartResponse
    UserFeatureFlag
    UserResponse
    WorkspaceResponse
    WorkspaceScope
};

/// The components that have a type of the vocabulary, under its own name or another.
pub const VOCABULARY: &[Row] = vocabulary! {
    CapacityId
    ContractId
    DeploymentId
    DeploymentsCursor
    FeatureFlagName
    FirewallId
    ImageId
    ImagesCursor
    InstanceId
    InstanceSkuId
    InstanceSkusCursor
    InstanceTemplateId
    InstanceTemplatesCursor
    InstancesCursor
    Name
    NameTemplate
    OrderId
    OrderbookFillsCursor
    OrderbookWindowsCursor
    OrdersCursor
    PoolId
    PoolTransferId
    PoolTransfersCursor
    PoolsCursor
    ProcurementId
    ProcurementTarget
    ProcurementsCursor
    Schedule
    ScheduleEntry
    SpotDeploymentId
    Tags
    UserId
    UsersCursor
    WorkspaceId
    "DollarsPerNodeHour" is Price
    "ResourcePathOrId_AnyDeploymentId" is DeploymentRef
    "ResourcePathOrId_CapacityId" is CapacityRef
    "ResourcePathOrId_DeploymentId" is GenericDeploymentRef
    "ResourcePathOrId_FirewallId" is FirewallRef
    "ResourcePathOrId_ImageId" is ImageRef
    "ResourcePathOrId_InstanceId" is InstanceRef
    "ResourcePathOrId_InstanceTemplateId" is InstanceTemplateRef
    "ResourcePathOrId_PoolId" is PoolRef
    "ResourcePathOrId_ProcurementId" is ProcurementRef
    "ResourcePathOrId_SpotDeploymentId" is SpotDeploymentRef
    "ResourcePathOrId_TransferPoolId" is TransferPoolRef
    "ResourcePathOrId_UserId" is UserRef
    "ResourcePathOrId_WorkspaceId" is WorkspaceRef
    "UnixEpoch" is Timestamp
    "deploymentResourcePath_DeploymentId" is DeploymentPath
    "imageResourcePath_ImageId" is ImagePath
    "instanceResourcePath_InstanceId" is InstancePath
    "instance_templateResourcePath_InstanceTemplateId" is InstanceTemplatePath
    "poolResourcePath_PoolId" is PoolPath
    "procurementResourcePath_ProcurementId" is ProcurementPath
    "spot_deploymentResourcePath_SpotDeploymentId" is SpotDeploymentPath
    "userResourcePath_UserId" is UserPath
    "workspaceResourcePath_WorkspaceId" is WorkspacePath
};
