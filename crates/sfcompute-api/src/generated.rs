// Written by `cargo xtask regen` from openapi/; do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ::sfcompute_types::open_enum! {
        /// How serious a status is: `info`, `warning` or `error`.
        pub enum AutomationStatus {
            /// `info`.
            Info = "info",
            /// `warning`.
            Warning = "warning",
            /// `error`.
            Error = "error",
        }
    }
    ::sfcompute_types::open_enum! {
        /// Kind of account, fixed since it was opened: of a person (`personal`) or of a company (`business`).
        pub enum EntityType {
            /// `personal`.
            Personal = "personal",
            /// `business`.
            Business = "business",
        }
    }
    ::sfcompute_types::open_enum! {
        /// State of an image.
        ///
        /// - `started`: made, no part asked for yet.
        /// - `uploading`: its parts are on their way.
        /// - `completed`: ready for instances.
        /// - `failed`: the upload came to nothing.
        /// - `revoked`: barred from new instances.
        pub enum ImageUploadStatus {
            /// `started`.
            Started = "started",
            /// `uploading`.
            Uploading = "uploading",
            /// `completed`.
            Completed = "completed",
            /// `failed`.
            Failed = "failed",
            /// `revoked`.
            Revoked = "revoked",
        }
    }
    ::sfcompute_types::open_enum! {
        /// What a list of instances can show beyond the usual: their user data (`cloud_init_user_data`).
        pub enum InstanceInclude {
            /// `cloud_init_user_data`.
            CloudInitUserData = "cloud_init_user_data",
        }
    }
    ::sfcompute_types::open_enum! {
        /// Which instances end first when a pool has fewer nodes than they need: those of the lowest priority. From the lowest to the highest: `yield`, `normal`, `preferred`, `critical`.
        pub enum InstancePriority {
            /// `yield`.
            Yield = "yield",
            /// `normal`.
            Normal = "normal",
            /// `preferred`.
            Preferred = "preferred",
            /// `critical`.
            Critical = "critical",
        }
    }
    ::sfcompute_types::open_enum! {
        /// State of an instance. Further states may come at any time.
        ///
        /// - `awaiting_allocation`: waits for a node of its pool.
        /// - `running`: its machine is on; image and SSH may take up to 10 minutes more.
        /// - `terminated`: ended, by request or because its pool had no node left for it.
        /// - `failed`: its machine broke down. It still takes up a node until it is terminated.
        pub enum InstanceStatus {
            /// `awaiting_allocation`.
            AwaitingAllocation = "awaiting_allocation",
            /// `running`.
            Running = "running",
            /// `terminated`.
            Terminated = "terminated",
            /// `failed`.
            Failed = "failed",
        }
    }
    ::sfcompute_types::open_enum! {
        /// What a list of instance templates can show beyond the usual: their user data (`cloud_init_user_data`).
        pub enum InstanceTemplateInclude {
            /// `cloud_init_user_data`.
            CloudInitUserData = "cloud_init_user_data",
        }
    }
    ::sfcompute_types::open_enum! {
        /// Says that a procurement follows the pool's instances: `node_count`.
        pub enum NodeCountTag {
            /// `node_count`.
            NodeCount = "node_count",
        }
    }
    ::sfcompute_types::open_enum! {
        /// State of an order.
        ///
        /// - `pending`: taken in, not matched yet.
        /// - `standing`: rests in the book, nothing filled.
        /// - `partially_filled`: a part has filled, the rest is still open.
        /// - `filled`: all of it has filled.
        /// - `cancelled`: ended by request, by the end of its window, or because it could neither fill at once
        ///   nor rest. It may have filled in part.
        /// - `rejected`: found invalid, or failed in the system, after it was taken in.
        pub enum OrderStatus {
            /// `pending`.
            Pending = "pending",
            /// `filled`.
            Filled = "filled",
            /// `partially_filled`.
            PartiallyFilled = "partially_filled",
            /// `rejected`.
            Rejected = "rejected",
            /// `cancelled`.
            Cancelled = "cancelled",
            /// `standing`.
            Standing = "standing",
        }
    }
    ::sfcompute_types::open_enum! {
        /// What the order's owner does: `buy` or `sell`.
        pub enum Side {
            /// `sell`.
            Sell = "sell",
            /// `buy`.
            Buy = "buy",
        }
    }
    ::sfcompute_types::open_enum! {
        /// What maintenance does to the market.
        ///
        /// - `info`: nothing, it is announced only.
        /// - `degraded_performance`: it works less well.
        /// - `marketplace_unavailable`: it is closed.
        pub enum MaintenanceNoticeType {
            /// `info`.
            Info = "info",
            /// `degraded_performance`.
            DegradedPerformance = "degraded_performance",
            /// `marketplace_unavailable`.
            MarketplaceUnavailable = "marketplace_unavailable",
        }
    }
    ::sfcompute_types::open_enum! {
        /// Why the market has no quote: no SKU meets the requirements (`no_matching_instance_skus`), or those that do cannot be had (`no_availability`).
        pub enum OrderPreviewUnavailableReason {
            /// `no_matching_instance_skus`.
            NoMatchingInstanceSkus = "no_matching_instance_skus",
            /// `no_availability`.
            NoAvailability = "no_availability",
        }
    }
    ::sfcompute_types::open_enum! {
        /// Who placed an order: a person (`user`) or an API token (`token`).
        pub enum OrderPrincipalKind {
            /// `user`.
            User = "user",
            /// `token`.
            Token = "token",
        }
    }
    ::sfcompute_types::open_enum! {
        /// What a list of orders is sorted by: when they were placed, or when their windows begin. A `-` in front turns the order round.
        pub enum OrderSortBy {
            /// `created_at`.
            CreatedAt = "created_at",
            /// `-created_at`.
            MinusCreatedAt = "-created_at",
            /// `start_at`.
            StartAt = "start_at",
            /// `-start_at`.
            MinusStartAt = "-start_at",
        }
    }
    ::sfcompute_types::open_enum! {
        /// What may be done with a pool.
        ///
        /// - `market`: anything; pools that users make are of this kind.
        /// - `originating`: a provider's pool, which sells nodes but cannot take in any, be it by order or
        ///   procurement.
        /// - `read_only`: nothing through the API; the system keeps it, for older compute and for bare metal.
        pub enum PoolKind {
            /// `market`.
            Market = "market",
            /// `originating`.
            Originating = "originating",
            /// `read_only`.
            ReadOnly = "read_only",
        }
    }
    ::sfcompute_types::open_enum! {
        /// State of a transfer: still to be carried out (`pending`), carried out (`executed`) or refused (`rejected`).
        pub enum PoolTransferStatus {
            /// `pending`.
            Pending = "pending",
            /// `executed`.
            Executed = "executed",
            /// `rejected`.
            Rejected = "rejected",
        }
    }
    ::sfcompute_types::open_enum! {
        /// Which chunks of a log come first, the earliest (`seqnum`) or the latest (`-seqnum`).
        pub enum InstanceLogsSortBy {
            /// `seqnum`.
            Seqnum = "seqnum",
            /// `-seqnum`.
            MinusSeqnum = "-seqnum",
        }
    }
    ::sfcompute_types::open_enum! {
        /// The kind: `infiniband` or `roce`.
        pub enum InstanceSkuRdmaTypeValue {
            /// `infiniband`.
            Infiniband = "infiniband",
            /// `roce`.
            Roce = "roce",
        }
    }
    ::sfcompute_types::tagged_union! {
        /// A deployment to set up, tagged by `kind`.
        pub enum CreateDeploymentResourceRequest by "kind" {
            /// One on nodes that the pool already has.
            Generic(CreateDeploymentRequest) = "generic",
            /// One that buys the nodes it needs, up to a price.
            Spot(CreateSpotDeploymentRequest) = "spot",
        }
    }
    ::sfcompute_types::tagged_union! {
        /// A deployment of either kind, tagged by `object`.
        pub enum DeploymentResource by "object" {
            /// A generic deployment, which runs instances on nodes that its pool already has.
            Deployment(DeploymentResponse) = "deployment",
            /// A spot deployment, which buys the nodes it needs, up to a price, and runs instances on them.
            SpotDeployment(SpotDeploymentResponse) = "spot_deployment",
        }
    }
    ::sfcompute_types::tagged_union! {
        /// The deployment that keeps an instance running, tagged by `object`.
        pub enum InstanceManagedBySummary by "object" {
            /// A generic deployment.
            Deployment(DeploymentSummary) = "deployment",
            /// A spot deployment.
            SpotDeployment(SpotDeploymentSummary) = "spot_deployment",
        }
    }
    ::sfcompute_types::tagged_union! {
        /// A hardware property and the values it may take, tagged by `type`.
        pub enum InstanceSkuPropertyDefinition by "type" {
            /// A property that takes one of a list of values.
            Enumeration(InstanceSkuPropertyDefinitionEnumeration) = "enumeration",
        }
    }
    ::sfcompute_types::tagged_union! {
        /// Something to know before placing an order, tagged by `type`.
        pub enum OrderPreviewNotice by "type" {
            /// Maintenance of the SKU's machines or of the market.
            MaintenanceWindow(OrderPreviewNoticeMaintenanceWindow) = "maintenance_window",
        }
    }
    ::sfcompute_types::tagged_union! {
        /// An order to estimate, tagged by `side`.
        pub enum OrderPreviewRequest by "side" {
            /// A purchase.
            Buy(BuyOrderPreviewRequest) = "buy",
            /// A sale.
            Sell(SellOrderPreviewRequest) = "sell",
        }
    }
    ::sfcompute_types::tagged_union! {
        /// What the market would make of an order at this moment, tagged by `type`.
        pub enum OrderPreviewResponse by "type" {
            /// The order can be had.
            Quoted(OrderPreviewResponseQuoted) = "quoted",
            /// The order cannot be had.
            Unavailable(OrderPreviewResponseUnavailable) = "unavailable",
        }
    }
    ///Nodes that a pool holds now and later, and earlier ones where history was asked for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct AllocationSchedule {
        ///Nodes of each SKU, by the SKU's id.
        pub by_instance_sku: ::std::collections::BTreeMap<
            ::std::string::String,
            ::sfcompute_types::Schedule,
        >,
        ///Nodes of all SKUs taken together.
        pub total: ::sfcompute_types::Schedule,
    }

    ///400: the request is not valid.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BadRequestError {
        ///The error.
        pub error: BadRequestErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BadRequestErrorBody {
        ///The problems one by one, where the server names them.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub details: ::std::vec::Vec<ErrorDetail>,
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `invalid_request_error`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///An instance, and what to change about it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BatchPatchInstanceEntry {
        ///The instance.
        pub id: ::sfcompute_types::InstanceId,
        ///Its new priority.
        pub priority_level: crate::types::InstancePriority,
    }

    ///Changes to several instances, of which all are made or none.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BatchPatchInstancesRequest {
        ///One entry an instance. Where an id comes twice, its last entry counts.
        pub data: ::std::vec::Vec<BatchPatchInstanceEntry>,
    }

    ///The instances that were named, as changed. This list has no pages.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BatchPatchInstancesResponse {
        ///The instances, each once.
        pub data: ::std::vec::Vec<InstanceResponse>,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///A purchase to estimate.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct BuyOrderPreviewRequest {
        ///How long the window is, in seconds: a multiple of 60, above 0.
        pub duration_seconds: u64,
        ///How many nodes: 1 or more.
        pub node_count: i32,
        ///The pool to buy for. Without one, the quoted order body carries a stand-in that has to be replaced before it is posted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<::sfcompute_types::PoolRef>,
        ///The hardware that will do.
        pub requirements: Requirements,
        ///Where the window begins; a whole minute.
        pub start_at: ::sfcompute_types::Timestamp,
    }

    ///A pool under the earlier name of capacity.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CapacitySummary {
        ///The pool's id in its earlier form.
        pub id: ::sfcompute_types::CapacityId,
        ///The pool's name.
        pub name: ::sfcompute_types::Name,
    }

    ///The end of an upload.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CompleteUploadRequest {
        ///SHA-256 of the whole image, as 64 lower-case hex digits. An instance that boots from the image compares it.
        pub sha256: ::std::string::String,
    }

    ///409: the request does not agree with the state of things.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ConflictError {
        ///The error.
        pub error: ConflictErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ConflictErrorBody {
        ///The problems one by one, where the server names them.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub details: ::std::vec::Vec<ErrorDetail>,
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `conflict`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///A generic deployment: instances on nodes that the pool already has. It never buys any.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreateDeploymentRequest {
        ///The pool under its earlier name, for servers of June 2026. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<::sfcompute_types::CapacityRef>,
        ///How to name its instances.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_name_template: ::std::option::Option<
            ::sfcompute_types::NameTemplate,
        >,
        ///The SKU to run on. Sent along with `pool`; servers of June 2026 know none here.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_sku: ::std::option::Option<::sfcompute_types::InstanceSkuId>,
        ///What to start its instances with.
        pub instance_template: ::sfcompute_types::InstanceTemplateRef,
        ///Its name; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///The pool to run on. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<::sfcompute_types::PoolRef>,
        ///How many instances to keep.
        pub target_instance_count: i32,
    }

    ///An instance to start.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreateInstanceRequest {
        ///The pool under its earlier name, for servers of June 2026. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<::sfcompute_types::CapacityRef>,
        ///User data for cloud-init, in base64; 64 KB at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cloud_init_user_data: ::std::option::Option<::std::string::String>,
        ///Whether to give it a public IPv4 address, which its SKU has to support. If false or not sent, nothing but TCP port 22 can be reached from outside.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enable_public_ipv4: ::std::option::Option<bool>,
        ///The firewall for its public address. Needed if `enable_public_ipv4` is true, not allowed otherwise.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub firewall: ::std::option::Option<::sfcompute_types::FirewallRef>,
        ///The image to boot.
        pub image: ::sfcompute_types::ImageRef,
        ///The SKU to run on. It never moves to another.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
        ///Its name; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///The pool whose nodes it runs on. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<::sfcompute_types::PoolRef>,
        ///Whether to turn InfiniBand on, which its SKU has to support. On trial: it may change or go at any time.
        #[serde(
            rename = "_preview_enable_infiniband",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub preview_enable_infiniband: ::std::option::Option<bool>,
        ///How late it ends when its pool runs short of nodes; `normal` if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub priority_level: ::std::option::Option<crate::types::InstancePriority>,
        ///Its tags.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::sfcompute_types::Tags>,
    }

    ///An instance template to make.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreateInstanceTemplateRequest {
        ///User data for cloud-init, in base64; 64 KB at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cloud_init_user_data: ::std::option::Option<::std::string::String>,
        ///The image that its instances boot.
        pub image: ::sfcompute_types::ImageRef,
        ///Its name; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///Its tags.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::sfcompute_types::Tags>,
        ///The workspace to make it in.
        pub workspace: ::sfcompute_types::WorkspaceRef,
    }

    ///An order to place: one SKU, one window of time, a price.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreateOrderRequest {
        ///The nodes to buy or sell, over time: exactly one range, with both its ends.
        pub allocation_schedule_delta: ::sfcompute_types::Schedule,
        ///Whether the order may fill with fewer nodes or for parts of its window, not necessarily adjoining ones. If false or not sent, it fills whole or not at all.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub allow_partial: ::std::option::Option<bool>,
        ///Whether an order that does not fill at once may rest in the book, until it has filled, is cancelled or reaches the end of its window. If false or not sent, it is cancelled instead.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub allow_standing: ::std::option::Option<bool>,
        ///The pool under its earlier name, for servers of June 2026. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<::sfcompute_types::CapacityRef>,
        ///The SKU to trade. An id that the market does not know is refused at once.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
        ///The most to pay, or the least to take. A price between the market's steps of $0.000060 is rounded to the nearest.
        pub limit_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///The pool that receives the nodes bought, or gives up the nodes sold. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<::sfcompute_types::PoolRef>,
        ///Whether to buy or to sell.
        pub side: crate::types::Side,
    }

    ///A pool to make.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreatePoolRequest {
        ///Its name, which must be unique; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///Its tags.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::sfcompute_types::Tags>,
        ///The workspace to make it in.
        pub workspace: ::sfcompute_types::WorkspaceRef,
    }

    ///Nodes to move from one pool to another.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreatePoolTransferRequest {
        ///The nodes to move, over time, in one range or several. Where the last one ends, the server adds a range of 0 nodes without an end.
        pub allocation_schedule_delta: ::sfcompute_types::Schedule,
        ///The caller's pool that gives up the nodes.
        pub from_pool: ::sfcompute_types::TransferPoolRef,
        ///The SKU to move.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
        ///The caller's pool that receives the nodes.
        pub to_pool: ::sfcompute_types::TransferPoolRef,
    }

    ///A procurement to set up.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreateProcurementRequest {
        ///The pool under its earlier name, for servers of June 2026. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<::sfcompute_types::CapacityRef>,
        ///Whether it works at once. True if not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///The SKU to trade. An id that the market does not know is refused at once.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
        ///How far ahead it buys and sells, in whole minutes: 1 to 129600, counted from the start of the next minute. A longer window secures nodes earlier but commits to more of them, which may have to be sold at a loss; a shorter one risks finding none. Each order has to be covered by the balance for its whole length. Servers of June 2026 take 60 to 1440 and trade by whole hours.
        pub managed_window_minutes: i32,
        ///The most to pay for a node, in dollars per node-hour. A price between the market's steps of $0.000060 is rounded to the nearest.
        pub max_buy_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///The least to take for a node, in dollars per node-hour. A price between the market's steps of $0.000060 is rounded to the nearest.
        pub min_sell_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///Its name; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///The pool to keep stocked. Exactly one of `pool` and `capacity` is sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<::sfcompute_types::PoolRef>,
        ///How many nodes the pool should have.
        pub target: ::sfcompute_types::ProcurementTarget,
    }

    ///A spot deployment: it buys the nodes of its SKU that it needs, up to a price, and runs instances on them.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreateSpotDeploymentRequest {
        ///How to name its instances.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_name_template: ::std::option::Option<
            ::sfcompute_types::NameTemplate,
        >,
        ///The SKU to buy and to run on.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
        ///What to start its instances with.
        pub instance_template: ::sfcompute_types::InstanceTemplateRef,
        ///The most to pay for a node, in dollars per node-hour.
        pub max_buy_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///Its name; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///The pool to buy for and to run on.
        pub pool: ::sfcompute_types::PoolRef,
        ///How many instances to keep.
        pub target_instance_count: i32,
    }

    ///A workspace to make.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CreateWorkspaceRequest {
        ///Its name; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
    }

    ///Says that an image is gone.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct DeleteImageResponse {
        ///True once it is gone.
        pub deleted: bool,
        ///The name that it had.
        pub name: ::sfcompute_types::Name,
        ///Always `image`.
        pub object: ::std::string::String,
    }

    ///A generic deployment, which runs instances on nodes that its pool already has.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct DeploymentResponse {
        ///Its pool under the earlier name: the only one in answers of June 2026, deprecated in later ones. Read `pool` first.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<CapacitySummary>,
        ///When it was set up.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Whether it is at work. Absent from answers of June 2026, which has no such switch.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::DeploymentId,
        ///How it names its instances.
        pub instance_name_template: ::sfcompute_types::NameTemplate,
        ///The SKU that it runs on. Absent from answers of June 2026.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_sku: ::std::option::Option<InstanceSkuSummary>,
        ///What it starts its instances with.
        pub instance_template: InstanceTemplateSummary,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///The pool that it runs on. Absent from answers of June 2026, which have it as `capacity`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<PoolSummary>,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::DeploymentPath,
        ///How it fares.
        pub status: ReconciliationStatus,
        ///How many instances it keeps.
        pub target_instance_count: i32,
        ///When it last changed.
        pub updated_at: ::sfcompute_types::Timestamp,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///What identifies a generic deployment, and whose it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct DeploymentScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::DeploymentId,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::DeploymentPath,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///A deployment, by id and name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct DeploymentSummary {
        ///The deployment's id.
        pub id: ::sfcompute_types::DeploymentId,
        ///The deployment's name.
        pub name: ::sfcompute_types::Name,
    }

    ///One problem of a refused request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ErrorDetail {
        ///Kind of problem, for programs.
        pub code: ::std::string::String,
        ///Which field is wrong, if the problem lies in one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub field: ::std::option::Option<::std::string::String>,
        ///What is wrong, for people.
        pub message: ::std::string::String,
    }

    ///403: the token is valid but may not do this.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ForbiddenError {
        ///The error.
        pub error: ForbiddenErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ForbiddenErrorBody {
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `forbidden`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///Where to fetch an image, and what it should turn out to be.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ImageDownloadResponse {
        ///When the address stops working.
        pub expires_at: ::sfcompute_types::Timestamp,
        ///SHA-256 of the whole image, as 64 lower-case hex digits.
        pub sha256: ::std::string::String,
        ///Size in bytes.
        pub size: u64,
        ///The address, which is good by itself: no token is sent to it.
        pub url: ::std::string::String,
    }

    ///An image.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ImageListEntry {
        ///When it was made.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::ImageId,
        ///Whether SF Compute provides it to everyone.
        pub is_public: bool,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///Always `image`.
        pub object: ::std::string::String,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Where it comes from, if that is on record.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub provider: ::std::option::Option<::std::string::String>,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::ImagePath,
        ///SHA-256 of the whole image, as 64 lower-case hex digits. Null or absent if it is not on record.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sha256: ::std::option::Option<::std::string::String>,
        ///Whether it can be used.
        pub upload_status: crate::types::ImageUploadStatus,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///What identifies an image, and whose it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ImageScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::ImageId,
        ///Whether SF Compute provides it to everyone.
        pub is_public: bool,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::ImagePath,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///An image, by id and name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ImageSummary {
        ///The image's id.
        pub id: ::sfcompute_types::ImageId,
        ///The image's name.
        pub name: ::sfcompute_types::Name,
    }

    ///An image whose upload has begun or ended.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ImageUploadResponse {
        ///When it was made.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::ImageId,
        ///Whether SF Compute provides it to everyone.
        pub is_public: bool,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///Always `image`.
        pub object: ::std::string::String,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::ImagePath,
        ///SHA-256 of the whole image, as 64 lower-case hex digits. Null or absent until the upload has ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sha256: ::std::option::Option<::std::string::String>,
        ///How far its upload has come.
        pub upload_status: crate::types::ImageUploadStatus,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///A piece of what an instance has written to its console.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceLogChunk {
        ///The bytes written, in base64. They need not be text.
        pub data: ::std::string::String,
        ///Its number: later chunks have higher ones.
        pub seqnum: u64,
        ///The rest of the monotonic clock's second, in nanoseconds.
        pub timestamp_monotonic_nanos: u32,
        ///Whole seconds of the machine's monotonic clock.
        pub timestamp_monotonic_secs: i64,
        ///When it was written, by the machine's clock.
        pub timestamp_realtime: ::sfcompute_types::Timestamp,
    }

    ///Chunks of an instance's console. This list has no pages.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceLogsResponse {
        ///The chunks.
        pub data: ::std::vec::Vec<InstanceLogChunk>,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///An instance, and where it runs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceResponse {
        ///Its pool under the earlier name: the only one in answers of June 2026, deprecated in later ones. Read `pool` first.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<CapacitySummary>,
        ///User data for cloud-init, in base64. Absent unless `include` asked for it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cloud_init_user_data: ::std::option::Option<::std::string::String>,
        ///Whether it has user data for cloud-init.
        pub cloud_init_user_data_used: bool,
        ///When it was made.
        pub created_at: ::sfcompute_types::Timestamp,
        ///The deployment that keeps it running, as answers of June 2026 have it; null or absent if it was started alone, and absent from later answers.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deployment: ::std::option::Option<DeploymentSummary>,
        ///Whether it is to have a public IPv4 address. If not, nothing but TCP port 22 can be reached.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enable_public_ipv4: ::std::option::Option<bool>,
        ///When it is likely to end, in answers of June 2026. Deprecated and null in later ones.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expected_shutdown_at: ::std::option::Option<::sfcompute_types::Timestamp>,
        ///The firewall of its public address; null or absent if it has none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub firewall: ::std::option::Option<::sfcompute_types::FirewallId>,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::InstanceId,
        ///The image that it booted.
        pub image: ImageSummary,
        ///The SKU that it runs on. Answers of June 2026 may do without.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_sku: ::std::option::Option<InstanceSkuSummary>,
        ///The deployment that keeps it running; null or absent if it was started alone. Absent from answers of June 2026, which have `deployment`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub managed_by: ::std::option::Option<crate::types::InstanceManagedBySummary>,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///Always `instance`.
        pub object: ::std::string::String,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///The pool whose nodes it runs on. Absent from answers of June 2026, which have it as `capacity`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<PoolSummary>,
        ///How late it ends when its pool runs short of nodes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub priority_level: ::std::option::Option<crate::types::InstancePriority>,
        ///Its public IPv4 address; absent if it has none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub public_ip: ::std::option::Option<::std::string::String>,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::InstancePath,
        ///How far it has come.
        pub status: crate::types::InstanceStatus,
        ///Its tags, if it has any.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::sfcompute_types::Tags>,
        ///When it last changed. Absent from answers of June 2026.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated_at: ::std::option::Option<::sfcompute_types::Timestamp>,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///What identifies an instance, and whose it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::InstanceId,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::InstancePath,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///A kind of node. Machines of one SKU are interchangeable. A property that is null or absent is not known for it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSku {
        ///The chips that compute.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub accelerator: ::std::option::Option<InstanceSkuAccelerator>,
        ///The SKU's short name for display, such as `richmond`. Requests take the `id`.
        pub alias: ::sfcompute_types::Name,
        ///Whom the SKU is reserved for, in words for display that may change; absent if anyone may use it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audience_hint: ::std::option::Option<::std::string::String>,
        ///The part of the region that fails on its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub availability_zone: ::std::option::Option<InstanceSkuAvailabilityZone>,
        ///How the chips are built in and linked to the host.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub form_factor: ::std::option::Option<InstanceSkuFormFactor>,
        ///The SKU's id, to refer to it by.
        pub id: ::sfcompute_types::InstanceSkuId,
        ///How much local disk a node has.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub local_storage: ::std::option::Option<InstanceSkuLocalStorage>,
        ///How much main memory a node has.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub memory: ::std::option::Option<InstanceSkuMemory>,
        ///How many chips a node has.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub num_accelerators: ::std::option::Option<InstanceSkuNumAccelerators>,
        ///How many virtual CPUs a node has.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub num_vcpus: ::std::option::Option<InstanceSkuNumVcpus>,
        ///Always `instance_sku`.
        pub object: ::std::string::String,
        ///The network for direct access to other nodes' memory.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rdma_type: ::std::option::Option<InstanceSkuRdmaType>,
        ///Where the machines stand.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region: ::std::option::Option<InstanceSkuRegion>,
        ///Whether nodes can have public IPv4 addresses.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub supports_public_ipv4: ::std::option::Option<InstanceSkuSupportsPublicIpv4>,
    }

    ///The chips that compute.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuAccelerator {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///The model, such as `h100`.
        pub value: ::std::string::String,
    }

    ///How many nodes of one SKU are for sale over time.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuAvailability {
        ///The SKU.
        pub instance_sku: InstanceSkuSummary,
        ///Always `instance_sku_availability`.
        pub object: ::std::string::String,
        ///Nodes for sale. No ranges: nothing is published.
        pub schedule: ::sfcompute_types::Schedule,
    }

    ///The part of the region that fails on its own.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuAvailabilityZone {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///The zone, such as `a`.
        pub value: ::std::string::String,
    }

    ///One value that a hardware property may take.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuEnumerationValue {
        ///Since when the value is being retired; null or absent while it is not.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deprecated_at: ::std::option::Option<::sfcompute_types::Timestamp>,
        ///What to use in its stead.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deprecation_info: ::std::option::Option<::std::string::String>,
        ///What the value means.
        pub description: ::std::string::String,
        ///The value in words for people.
        pub display_name: ::std::string::String,
        ///Address of a page that says more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub documentation_link: ::std::option::Option<::std::string::String>,
        ///The value as requests write it.
        pub name: ::sfcompute_types::Name,
        ///Since when the value can be relied on.
        pub stable_at: ::sfcompute_types::Timestamp,
    }

    ///How the chips are built in and linked to the host.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuFormFactor {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///The form, such as `sxm`.
        pub value: ::std::string::String,
    }

    ///How much local disk a node has.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuLocalStorage {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///Size in bytes.
        pub value: u64,
    }

    ///How much main memory a node has.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuMemory {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///Size in bytes.
        pub value: u64,
    }

    ///How many chips a node has.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuNumAccelerators {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///Number of chips.
        pub value: u32,
    }

    ///How many virtual CPUs a node has.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuNumVcpus {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///Number of virtual CPUs; each hyperthread counts.
        pub value: u32,
    }

    ///A property that takes one of a list of values.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuPropertyDefinitionEnumeration {
        ///The property.
        pub key: InstanceSkuPropertyKey,
        ///Its values.
        pub values: ::std::vec::Vec<InstanceSkuEnumerationValue>,
    }

    ///A hardware property of SKUs, such as `accelerator`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuPropertyKey {
        ///Since when the key is being retired; null or absent while it is not.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deprecated_at: ::std::option::Option<::sfcompute_types::Timestamp>,
        ///What to use in its stead.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deprecation_info: ::std::option::Option<::std::string::String>,
        ///What the property tells of a node.
        pub description: ::std::string::String,
        ///The key in words for people.
        pub display_name: ::std::string::String,
        ///Address of a page that says more, such as a data sheet.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub documentation_link: ::std::option::Option<::std::string::String>,
        ///The key as requests write it.
        pub name: ::sfcompute_types::Name,
        ///Since when the key can be relied on.
        pub stable_at: ::sfcompute_types::Timestamp,
    }

    ///The network for direct access to other nodes' memory.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuRdmaType {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///The kind: `infiniband` or `roce`.
        pub value: crate::types::InstanceSkuRdmaTypeValue,
    }

    ///Where the machines stand.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuRegion {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///The region, such as `europe-north1`.
        pub value: ::std::string::String,
    }

    ///A SKU as other resources show it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuSummary {
        ///The SKU's short name for display. Absent from answers of June 2026, which have it as `name`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub alias: ::std::option::Option<::sfcompute_types::Name>,
        ///The SKU's id.
        pub id: ::sfcompute_types::InstanceSkuId,
        ///The SKU's short name for display, as answers of June 2026 call it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///Always `instance_sku`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub object: ::std::option::Option<::std::string::String>,
    }

    ///Whether nodes can have public IPv4 addresses.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSkuSupportsPublicIpv4 {
        ///`value` in words for people.
        pub display_value: ::std::string::String,
        ///True if they can.
        pub value: bool,
    }

    ///A public key by which an instance proves what it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSshHostKey {
        ///The key, in base64.
        pub key: ::std::string::String,
        ///The key's algorithm, such as `ssh-ed25519`.
        pub key_type: ::std::string::String,
    }

    ///How to reach an instance over SSH.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceSshInfo {
        ///The keys that the host may show. Empty until they have been read for the first time.
        pub host_keys: ::std::vec::Vec<InstanceSshHostKey>,
        ///Name or address of the host to connect to.
        pub hostname: ::std::string::String,
        ///When reading the keys was last tried; null or absent until it has been.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_attempted_key_update_at: ::std::option::Option<
            ::sfcompute_types::Timestamp,
        >,
        ///When the keys were last read; null or absent until they have been.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_successful_key_update_at: ::std::option::Option<
            ::sfcompute_types::Timestamp,
        >,
        ///The TCP port to connect to.
        pub port: u16,
    }

    ///An instance template.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceTemplateResponse {
        ///User data for cloud-init, in base64. Absent unless `include` asked for it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cloud_init_user_data: ::std::option::Option<::std::string::String>,
        ///Whether it has user data for cloud-init.
        pub cloud_init_user_data_used: bool,
        ///When it was made.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::InstanceTemplateId,
        ///The image that its instances boot.
        pub image: ImageSummary,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///Always `instance_template`.
        pub object: ::std::string::String,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::InstanceTemplatePath,
        ///Its tags, if it has any.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::sfcompute_types::Tags>,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///What identifies an instance template, and whose it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceTemplateScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::InstanceTemplateId,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::InstanceTemplatePath,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///An instance template, by id and name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InstanceTemplateSummary {
        ///The template's id.
        pub id: ::sfcompute_types::InstanceTemplateId,
        ///The template's name.
        pub name: ::sfcompute_types::Name,
    }

    ///500: the server failed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InternalServerError {
        ///The error.
        pub error: InternalServerErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct InternalServerErrorBody {
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `api_error`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///One page of deployments, generic and spot.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListDeploymentsResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::DeploymentsCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<crate::types::DeploymentResource>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of images.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListImagesResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::ImagesCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<ImageListEntry>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of SKUs with what can be bought of each.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListInstanceSkuAvailabilityResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::InstanceSkusCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<InstanceSkuAvailability>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of hardware properties.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListInstanceSkuPropertyCatalogResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<crate::types::InstanceSkuPropertyDefinition>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of SKUs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListInstanceSkusResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::InstanceSkusCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<InstanceSku>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of instance templates.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListInstanceTemplatesResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::InstanceTemplatesCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<InstanceTemplateResponse>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of instances.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListInstancesResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::InstancesCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<InstanceResponse>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of public trades for one window, the newest first.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListOrderbookFillsResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page. May be null or absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::OrderbookFillsCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<OrderbookFill>,
        ///Where the window that was asked for ends (exclusive).
        pub end_at: ::sfcompute_types::Timestamp,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
        ///The server's time when it looked.
        pub requested_at: ::sfcompute_types::Timestamp,
        ///The hardware that was asked for.
        pub requirements: Requirements,
        ///Where the window that was asked for begins.
        pub start_at: ::sfcompute_types::Timestamp,
    }

    ///One page of windows with orders, sorted by start, then end, then SKU.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListOrderbookWindowsResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page. May be null or absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::OrderbookWindowsCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<OrderbookWindow>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
        ///Where the range that was asked for ends.
        pub range_end_at: ::sfcompute_types::Timestamp,
        ///Where the range that was asked for begins.
        pub range_start_at: ::sfcompute_types::Timestamp,
        ///The hardware that was asked for.
        pub requirements: Requirements,
    }

    ///One page of orders.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListOrdersResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::OrdersCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<OrderResponse>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of transfers.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListPoolTransfersResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::PoolTransfersCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<PoolTransferResponse>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of pools.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListPoolsResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::PoolsCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<PoolResponse>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of procurements.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListProcurementsResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::ProcurementsCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<ProcurementResponse>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///The features on trial that the caller may see.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListUserFeatureFlagsResponse {
        ///The features.
        pub data: ::std::vec::Vec<UserFeatureFlag>,
        ///Whether there are more. Nothing asks for them.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///One page of users.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListUsersResponse {
        ///The place to go on from: sent as `starting_after` it leads to the next page, sent as `ending_before` to the previous one. May be null or absent on the last page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::sfcompute_types::UsersCursor>,
        ///The entries of this page.
        pub data: ::std::vec::Vec<UserResponse>,
        ///Whether more pages follow.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///The account's workspaces.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ListWorkspacesResponse {
        ///The workspaces.
        pub data: ::std::vec::Vec<WorkspaceResponse>,
        ///Whether there are more. Nothing asks for them.
        pub has_more: bool,
        ///Always `list`.
        pub object: ::std::string::String,
    }

    ///The account that a token acts for, and the user who issued the token.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct MeResponse {
        ///The account's id, as resource paths carry it.
        pub account_id: ::std::string::String,
        ///When the account was opened.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Kind of account; null or absent as long as nobody has chosen it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub entity_type: ::std::option::Option<crate::types::EntityType>,
        ///Always `account`.
        pub object: ::std::string::String,
        ///The user who issued the token; null or absent for a service token, behind which there is none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user: ::std::option::Option<UserResponse>,
    }

    ///404: what the request names does not exist, or not for this caller.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct NotFoundError {
        ///The error.
        pub error: NotFoundErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct NotFoundErrorBody {
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `not_found`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///A fill of an order: one contract.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderFill {
        ///The nodes that changed hands, over time. Never negative: the order's `side` tells the direction.
        pub allocation_schedule_delta: ::sfcompute_types::Schedule,
        ///The contract, where one is on record.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub contract: ::std::option::Option<::sfcompute_types::ContractId>,
        ///When it filled.
        pub filled_at: ::sfcompute_types::Timestamp,
        ///The price paid, which may be better than the limit.
        pub price_dollars_per_node_hour: ::sfcompute_types::Price,
    }

    /**What the market charges on fills of a SKU, in two parts.

In dollars: `flat_dollars_per_node_hour` × nodes × hours, plus `percentage_bps` / 10,000 of the
traded value. The fee of a fill goes by the price that it really gets.*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderPreviewFee {
        ///The flat part.
        pub flat_dollars_per_node_hour: ::sfcompute_types::Price,
        ///The part that grows with the traded value, in basis points: 100 is one percent.
        pub percentage_bps: i32,
    }

    ///Maintenance of the SKU's machines or of the market.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderPreviewNoticeMaintenanceWindow {
        ///What to do about it, if anything.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub action_message: ::std::option::Option<::std::string::String>,
        ///An account of it for people.
        pub description: ::std::string::String,
        ///Where it ends (exclusive).
        pub end_at: ::sfcompute_types::Timestamp,
        ///What it does to the market.
        pub maintenance_type: crate::types::MaintenanceNoticeType,
        ///Where it begins.
        pub start_at: ::sfcompute_types::Timestamp,
        ///A headline for people.
        pub title: ::std::string::String,
    }

    ///The order can be had.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderPreviewResponseQuoted {
        ///The fee on the SKU that was matched.
        pub fee: OrderPreviewFee,
        ///Maintenance of the matched SKU during the window.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub notices: ::std::vec::Vec<crate::types::OrderPreviewNotice>,
        ///The body to give to `create_order`; posted as it is, it fills at the estimate. If the preview named no pool, its pool is a stand-in and has to be replaced.
        pub post_order_body: CreateOrderRequest,
    }

    ///The order cannot be had.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderPreviewResponseUnavailable {
        ///The fee on the SKU that was asked for; null or absent if the requirements led to none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub fee: ::std::option::Option<OrderPreviewFee>,
        ///Maintenance of the SKU asked for during the window.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub notices: ::std::vec::Vec<crate::types::OrderPreviewNotice>,
        ///Why not.
        pub reason: crate::types::OrderPreviewUnavailableReason,
    }

    ///Who placed an order: a user, who may have an `email`, or an API token, which has a `name`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderPrincipal {
        ///The user's address, if one is on record.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub email: ::std::option::Option<::std::string::String>,
        ///The user's id or the token's id.
        pub id: ::std::string::String,
        ///The token's name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///Which of the two it is.
        #[serde(rename = "type")]
        pub type_: crate::types::OrderPrincipalKind,
    }

    ///An order, and what has become of it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderResponse {
        ///The nodes asked for, over time: one range, with both its ends.
        pub allocation_schedule_delta: ::sfcompute_types::Schedule,
        ///Whether it may fill with fewer nodes or for parts of its window.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub allow_partial: ::std::option::Option<bool>,
        ///Whether it may rest in the book if it does not fill at once.
        pub allow_standing: bool,
        ///When it was cancelled; null or absent if it was not.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cancelled_at: ::std::option::Option<::sfcompute_types::Timestamp>,
        ///The order's pool under its earlier name: the only one in answers of June 2026, deprecated in later ones. Read `pool` first.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<CapacitySummary>,
        ///When it was placed.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Who placed it; null or absent for old orders, for which that was not recorded.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_by: ::std::option::Option<OrderPrincipal>,
        ///The nodes filled so far, over time; no ranges before the first fill. Subtract it from `allocation_schedule_delta` for what is still open. Absent from answers of June 2026, which have `filled_quantity`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub filled_allocation_schedule_delta: ::std::option::Option<
            ::sfcompute_types::Schedule,
        >,
        ///When it filled; null or absent until then.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub filled_at: ::std::option::Option<::sfcompute_types::Timestamp>,
        ///The weighted mean of its fills' prices; null or absent before the first fill.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub filled_average_price_dollars_per_node_hour: ::std::option::Option<
            ::sfcompute_types::Price,
        >,
        ///Number of nodes filled; as many as the order asked for once it has filled whole. Null or absent before the first fill, and absent from answers later than June 2026.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub filled_quantity: ::std::option::Option<i32>,
        ///Its fills, each a contract; empty or absent before the first.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub fills: ::std::vec::Vec<OrderFill>,
        ///The order's id.
        pub id: ::sfcompute_types::OrderId,
        ///The SKU it trades. Null or absent for orders from before each order named one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_sku: ::std::option::Option<InstanceSkuSummary>,
        ///The most it pays, or the least it takes.
        pub limit_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///Always `order`.
        pub object: ::std::string::String,
        ///The pool that receives the nodes bought, or gives up the nodes sold. Absent from answers of June 2026, which have it as `capacity`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<PoolSummary>,
        ///Whether it buys or sells.
        pub side: crate::types::Side,
        ///How far it has come.
        pub status: crate::types::OrderStatus,
    }

    ///Standing orders for one window, summed by SKU and price. A side without orders is an empty list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderbookDepthResponse {
        ///What sellers demand, the lowest price first.
        pub asks: ::std::vec::Vec<PriceLevel>,
        ///What buyers offer, the highest price first.
        pub bids: ::std::vec::Vec<PriceLevel>,
        ///Where the window ends (exclusive).
        pub end_at: ::sfcompute_types::Timestamp,
        ///The server's time when it looked.
        pub requested_at: ::sfcompute_types::Timestamp,
        ///The hardware that was asked for.
        pub requirements: Requirements,
        ///Where the window begins.
        pub start_at: ::sfcompute_types::Timestamp,
    }

    ///A public trade.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderbookFill {
        ///The nodes traded, over time: one range, or several if the number varies.
        pub allocation_schedule_delta: ::sfcompute_types::Schedule,
        ///The price paid.
        pub dollars_per_node_hour: ::sfcompute_types::Price,
        ///When the trade went into the records.
        pub filled_at: ::sfcompute_types::Timestamp,
        ///The SKU traded.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
    }

    ///The best price on each side for one window.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderbookQuoteResponse {
        ///The least that a seller demands; null or absent without sellers. Where several SKUs share the price, the one with the lowest id is shown and `get_orderbook_depth` has them all.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub best_ask: ::std::option::Option<PriceLevel>,
        ///The most that a buyer offers; null or absent without buyers. Where several SKUs share the price, the one with the lowest id is shown and `get_orderbook_depth` has them all.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub best_bid: ::std::option::Option<PriceLevel>,
        ///Where the window ends (exclusive).
        pub end_at: ::sfcompute_types::Timestamp,
        ///The server's time when it looked.
        pub requested_at: ::sfcompute_types::Timestamp,
        ///The hardware that was asked for.
        pub requirements: Requirements,
        ///Where the window begins.
        pub start_at: ::sfcompute_types::Timestamp,
    }

    ///A SKU and a window for which orders rest.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct OrderbookWindow {
        ///The least that a seller demands; null or absent without sellers.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub best_ask: ::std::option::Option<PriceLevel>,
        ///The most that a buyer offers; null or absent without buyers.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub best_bid: ::std::option::Option<PriceLevel>,
        ///Whole hours from `start_at` to `end_at`.
        pub duration_hours: i64,
        ///Where the window ends (exclusive).
        pub end_at: ::sfcompute_types::Timestamp,
        ///The SKU.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
        ///Where the window begins.
        pub start_at: ::sfcompute_types::Timestamp,
        ///How many sell orders rest.
        pub total_ask_order_count: i64,
        ///How many buy orders rest.
        pub total_bid_order_count: i64,
    }

    ///What to change about a deployment. What null does is not documented.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PatchDeploymentRequest {
        ///Whether it is to be at work.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub enabled: ::sfcompute_types::Patch<bool>,
        ///How to name instances from now on.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub instance_name_template: ::sfcompute_types::Patch<
            ::sfcompute_types::NameTemplate,
        >,
        ///What to start instances with from now on.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub instance_template: ::sfcompute_types::Patch<
            ::sfcompute_types::InstanceTemplateRef,
        >,
        ///The most to pay for a node, in dollars per node-hour. For spot deployments alone.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub max_buy_price_dollars_per_node_hour: ::sfcompute_types::Patch<
            ::sfcompute_types::Price,
        >,
        ///The new name.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub name: ::sfcompute_types::Patch<::sfcompute_types::Name>,
        ///How many instances to keep.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub target_instance_count: ::sfcompute_types::Patch<i32>,
    }

    ///What to change about an instance.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PatchInstanceRequest {
        ///The new name. What null does is not documented.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub name: ::sfcompute_types::Patch<::sfcompute_types::Name>,
        ///The new priority. What null does is not documented.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub priority_level: ::sfcompute_types::Patch<crate::types::InstancePriority>,
        ///The new tags, in place of all the old ones. Null takes all tags away; not sent, they stay.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub tags: ::sfcompute_types::Patch<::sfcompute_types::Tags>,
    }

    ///What to change about a pool.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PatchPoolRequest {
        ///The new name. What null does is not documented.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub name: ::sfcompute_types::Patch<::sfcompute_types::Name>,
        ///The new tags, in place of all the old ones. Null takes all tags away; not sent, they stay.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub tags: ::sfcompute_types::Patch<::sfcompute_types::Tags>,
    }

    ///What to change about a procurement. What null does is not documented.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PatchProcurementRequest {
        ///Whether it is to be at work. Switched off, it cancels the orders it has resting in the book.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub enabled: ::sfcompute_types::Patch<bool>,
        ///The SKU to trade from now on.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub instance_sku: ::sfcompute_types::Patch<::sfcompute_types::InstanceSkuId>,
        ///How far ahead it buys and sells, in whole minutes: 1 to 129600, counted from the start of the next minute. A longer window secures nodes earlier but commits to more of them, which may have to be sold at a loss; a shorter one risks finding none. Each order has to be covered by the balance for its whole length. Servers of June 2026 take 60 to 1440 and trade by whole hours.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub managed_window_minutes: ::sfcompute_types::Patch<i32>,
        ///The most to pay for a node, in dollars per node-hour. A price between the market's steps of $0.000060 is rounded to the nearest.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub max_buy_price_dollars_per_node_hour: ::sfcompute_types::Patch<
            ::sfcompute_types::Price,
        >,
        ///The least to take for a node, in dollars per node-hour. A price between the market's steps of $0.000060 is rounded to the nearest.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub min_sell_price_dollars_per_node_hour: ::sfcompute_types::Patch<
            ::sfcompute_types::Price,
        >,
        ///The new name.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub name: ::sfcompute_types::Patch<::sfcompute_types::Name>,
    }

    ///What to change about a workspace.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PatchWorkspaceRequest {
        ///The new name. What null does is not documented.
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
        pub name: ::sfcompute_types::Patch<::sfcompute_types::Name>,
    }

    ///402: the account's balance does not cover the order.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PaymentRequiredError {
        ///The error.
        pub error: PaymentRequiredErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PaymentRequiredErrorBody {
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `payment_required`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///A pool and the nodes it holds.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PoolResponse {
        ///The nodes it holds. Filled buy orders and transfers into the pool add to them.
        pub allocation_schedule: AllocationSchedule,
        ///When it was made.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Deployments at work on this pool.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub deployments: ::std::vec::Vec<DeploymentSummary>,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::PoolId,
        ///What may be done with it.
        pub kind: crate::types::PoolKind,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///Always `pool`.
        pub object: ::std::string::String,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Procurements at work for this pool.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub procurements: ::std::vec::Vec<ProcurementSummary>,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::PoolPath,
        ///Its tags, if it has any.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::sfcompute_types::Tags>,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///What identifies a pool, whose it is and what may be done with it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PoolScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::PoolId,
        ///What may be done with it.
        pub kind: crate::types::PoolKind,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::PoolPath,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///A pool, by id and name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PoolSummary {
        ///The pool's id.
        pub id: ::sfcompute_types::PoolId,
        ///The pool's name.
        pub name: ::sfcompute_types::Name,
    }

    ///A transfer of nodes from one pool to another, and what has become of it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PoolTransferResponse {
        ///The nodes it moves, over time, with nothing left implicit: gaps are ranges of 0 nodes, and the last range has a null `end_at`.
        pub allocation_schedule_delta: ::sfcompute_types::Schedule,
        ///When it was asked for.
        pub created_at: ::sfcompute_types::Timestamp,
        ///The pool that gives up the nodes.
        pub from_pool: ::sfcompute_types::PoolId,
        ///The transfer's id.
        pub id: ::sfcompute_types::PoolTransferId,
        ///The SKU it moves.
        pub instance_sku: InstanceSkuSummary,
        ///Always `pool_transfer`.
        pub object: ::std::string::String,
        ///Why it was rejected, for people; null or absent if it was not.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rejected_reason: ::std::option::Option<::std::string::String>,
        ///How far it has come.
        pub status: crate::types::PoolTransferStatus,
        ///The pool that receives the nodes.
        pub to_pool: ::sfcompute_types::PoolId,
    }

    ///Standing orders of one SKU at one price, taken together.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PriceLevel {
        ///The nodes still open at this price, over time: one range, or several once orders have filled in part.
        pub allocation_schedule_delta: ::sfcompute_types::Schedule,
        ///The price.
        pub dollars_per_node_hour: ::sfcompute_types::Price,
        ///The SKU.
        pub instance_sku: ::sfcompute_types::InstanceSkuId,
    }

    ///A procurement, which keeps a pool at a number of nodes by trading.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ProcurementResponse {
        ///Its pool under the earlier name: the only one in answers of June 2026, deprecated in later ones. Read `pool` first.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<CapacitySummary>,
        ///When it was set up.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Whether it is at work.
        pub enabled: bool,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::ProcurementId,
        ///The SKU that it trades. May be null or absent in answers of June 2026.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_sku: ::std::option::Option<InstanceSkuSummary>,
        ///How far ahead it buys and sells, in whole minutes from the start of the next one.
        pub managed_window_minutes: i32,
        ///The most it pays for a node, in dollars per node-hour.
        pub max_buy_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///The least it takes for a node, in dollars per node-hour.
        pub min_sell_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///Always `procurement`.
        pub object: ::std::string::String,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///The pool that it trades for. Absent from answers of June 2026, which have it as `capacity`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<PoolSummary>,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::ProcurementPath,
        ///How it fares.
        pub status: ReconciliationStatus,
        ///How many nodes it aims for.
        pub target: ::sfcompute_types::ProcurementTarget,
        ///When it last changed.
        pub updated_at: ::sfcompute_types::Timestamp,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///What identifies a procurement, and whose it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ProcurementScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::ProcurementId,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::ProcurementPath,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///A procurement, by id and name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ProcurementSummary {
        ///The procurement's id.
        pub id: ::sfcompute_types::ProcurementId,
        ///The procurement's name.
        pub name: ::sfcompute_types::Name,
    }

    ///How a procurement or deployment fares.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ReconciliationStatus {
        ///What it is doing, or what is amiss, for people.
        pub message: ::std::string::String,
        ///Whether something is amiss.
        pub state: crate::types::AutomationStatus,
    }

    ///What to put in an instance's place.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ReplaceInstanceRequest {
        ///User data for cloud-init, in base64; 64 KB at most. Without it, the fresh instance cannot be reached over SSH.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cloud_init_user_data: ::std::option::Option<::std::string::String>,
        ///The image to boot.
        pub image: ::sfcompute_types::ImageRef,
        ///Its name; made up by the server if null or not sent. The name of the instance that ends cannot be had: it stays taken.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
    }

    ///The hardware wanted: property keys, each with the values that will do. `list_instance_sku_property_catalog` has the keys and values. An empty map takes any hardware.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[serde(transparent)]
    pub struct Requirements(
        pub ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::vec::Vec<::sfcompute_types::Name>,
        >,
    );
    impl ::std::ops::Deref for Requirements {
        type Target = ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::vec::Vec<::sfcompute_types::Name>,
        >;
        fn deref(
            &self,
        ) -> &::std::collections::BTreeMap<
            ::std::string::String,
            ::std::vec::Vec<::sfcompute_types::Name>,
        > {
            &self.0
        }
    }

    impl ::std::convert::From<Requirements>
    for ::std::collections::BTreeMap<
        ::std::string::String,
        ::std::vec::Vec<::sfcompute_types::Name>,
    > {
        fn from(value: Requirements) -> Self {
            value.0
        }
    }

    impl ::std::convert::From<
        ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::vec::Vec<::sfcompute_types::Name>,
        >,
    > for Requirements {
        fn from(
            value: ::std::collections::BTreeMap<
                ::std::string::String,
                ::std::vec::Vec<::sfcompute_types::Name>,
            >,
        ) -> Self {
            Self(value)
        }
    }

    ///A sale to estimate.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct SellOrderPreviewRequest {
        ///How long the window is, in seconds: a multiple of 60, above 0.
        pub duration_seconds: u64,
        ///How many nodes: 1 or more.
        pub node_count: i32,
        ///The pool to sell from. Without one, the quoted order body carries a stand-in that has to be replaced before it is posted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pool: ::std::option::Option<::sfcompute_types::PoolRef>,
        ///The hardware that is offered.
        pub requirements: Requirements,
        ///Where the window begins; a whole minute.
        pub start_at: ::sfcompute_types::Timestamp,
    }

    ///503: the market cannot take requests at the moment.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ServiceUnavailableError {
        ///The error.
        pub error: ServiceUnavailableErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ServiceUnavailableErrorBody {
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `service_unavailable`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///Whether to take part in a feature on trial.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct SetEnrollmentRequest {
        ///True to join, false to leave.
        pub enrolled: bool,
    }

    ///Whether the caller takes part in a feature on trial.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct SetEnrollmentResponse {
        ///Whether the caller takes part.
        pub enrolled: bool,
        ///The feature's name.
        pub feature_flag: ::sfcompute_types::FeatureFlagName,
        ///Always `feature_flag`.
        pub object: ::std::string::String,
    }

    ///A spot deployment, which buys the nodes it needs, up to a price, and runs instances on them.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct SpotDeploymentResponse {
        ///When it was set up.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Whether it is at work.
        pub enabled: bool,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::SpotDeploymentId,
        ///How it names its instances.
        pub instance_name_template: ::sfcompute_types::NameTemplate,
        ///The SKU that it buys and runs on.
        pub instance_sku: InstanceSkuSummary,
        ///What it starts its instances with.
        pub instance_template: InstanceTemplateSummary,
        ///The most it pays for a node, in dollars per node-hour.
        pub max_buy_price_dollars_per_node_hour: ::sfcompute_types::Price,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///The pool that it buys for and runs on.
        pub pool: PoolSummary,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::SpotDeploymentPath,
        ///How it fares.
        pub status: ReconciliationStatus,
        ///How many instances it keeps.
        pub target_instance_count: i32,
        ///When it last changed.
        pub updated_at: ::sfcompute_types::Timestamp,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///What identifies a spot deployment, and whose it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct SpotDeploymentScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::SpotDeploymentId,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name and workspace.
        pub resource_path: ::sfcompute_types::SpotDeploymentPath,
        ///The name of its workspace.
        pub workspace: ::sfcompute_types::Name,
        ///The id of its workspace.
        pub workspace_id: ::sfcompute_types::WorkspaceId,
    }

    ///A spot deployment, by id and name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct SpotDeploymentSummary {
        ///The deployment's id.
        pub id: ::sfcompute_types::SpotDeploymentId,
        ///The deployment's name.
        pub name: ::sfcompute_types::Name,
    }

    ///An image to start, of at most 128 GiB.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct StartUploadRequest {
        ///Its name; made up by the server if null or not sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::sfcompute_types::Name>,
        ///The workspace to make it in.
        pub workspace: ::sfcompute_types::WorkspaceRef,
    }

    ///401: the token is missing, unknown, expired or revoked.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UnauthorizedError {
        ///The error.
        pub error: UnauthorizedErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UnauthorizedErrorBody {
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `authentication_error`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///422: the request can be read but breaks a rule.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UnprocessableEntityError {
        ///The error.
        pub error: UnprocessableEntityErrorBody,
    }

    ///The error.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UnprocessableEntityErrorBody {
        ///The problems one by one, where the server names them.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub details: ::std::vec::Vec<ErrorDetail>,
        ///What went wrong, for people.
        pub message: ::std::string::String,
        ///Kind of error: `unprocessable_entity`.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }

    ///The part to send next.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UploadPartRequest {
        ///The part's number, given by the caller: 1 for the first.
        pub part_id: i32,
    }

    ///Where to send one part of an image.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UploadPartResponse {
        ///When the address stops working.
        pub expires_at: ::sfcompute_types::Timestamp,
        ///The address, which is good by itself: no token is sent to it.
        pub url: ::std::string::String,
    }

    ///A feature on trial.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UserFeatureFlag {
        ///What it does, for people.
        pub description: ::std::string::String,
        ///Whether the caller takes part.
        pub enrolled: bool,
        ///The feature's name.
        pub feature_flag: ::sfcompute_types::FeatureFlagName,
        ///Always `feature_flag`.
        pub object: ::std::string::String,
        ///Whether users can join and leave by themselves.
        pub user_enroll: bool,
    }

    ///A person who belongs to the organization.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct UserResponse {
        ///When the user's record was made.
        pub created_at: ::sfcompute_types::Timestamp,
        ///The user's main address; null or absent if there is none on record.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub email: ::std::option::Option<::std::string::String>,
        ///The user's first name; null or absent if there is none on record.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub first_name: ::std::option::Option<::std::string::String>,
        ///The user's id.
        pub id: ::sfcompute_types::UserId,
        ///The user's last name; null or absent if there is none on record.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_name: ::std::option::Option<::std::string::String>,
        ///Always `user`.
        pub object: ::std::string::String,
        ///The user's resource path.
        pub resource_path: ::sfcompute_types::UserPath,
    }

    ///A workspace.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct WorkspaceResponse {
        ///When it was made.
        pub created_at: ::sfcompute_types::Timestamp,
        ///Its id, which never changes.
        pub id: ::sfcompute_types::WorkspaceId,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///Always `workspace`.
        pub object: ::std::string::String,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name.
        pub resource_path: ::sfcompute_types::WorkspacePath,
    }

    ///What identifies a workspace, and whose it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct WorkspaceScope {
        ///Its id, which never changes.
        pub id: ::sfcompute_types::WorkspaceId,
        ///Its name.
        pub name: ::sfcompute_types::Name,
        ///The id of the account it belongs to.
        pub owner: ::sfcompute_types::Name,
        ///Its resource path, which follows its name.
        pub resource_path: ::sfcompute_types::WorkspacePath,
    }
}

#[derive(Clone, Debug)]
/**Client for SF Compute market API

The market of the San Francisco Compute Company for GPU nodes: orders buy and sell them for windows of whole minutes, pools hold them, transfers carry them from pool to pool, and instances run on them. A public preview, which changes without a new version number.

Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: ::std::sync::Arc<dyn crate::Transport>,
}

impl Client {
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: ::std::sync::Arc<dyn crate::Transport>,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<::std::sync::Arc<dyn crate::Transport>> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &::std::sync::Arc<dyn crate::Transport> {
        &self.inner
    }
}

const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<::std::sync::Arc<dyn crate::Transport>>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**Show the account and user behind the token

Tells which account the token acts for and, where a person issued it, which user. A service token has an account and no user.

Sends a `GET` request to `/preview/v2/me`

*/
    pub async fn get_me<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::MeResponse>, Error<()>> {
        let url = format!("{}/preview/v2/me", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_me",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List a workspace's deployments

Generic and spot ones together; `object` tells which is which.

Sends a `GET` request to `/preview/v2/deployments`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `limit`: Most entries in one page: 1 to 50, and 50 if not given.
- `pool`: Only deployments on this pool.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `workspace`: The workspace to look in.
*/
    pub async fn list_deployments<'a>(
        &'a self,
        ending_before: Option<&'a ::sfcompute_types::DeploymentsCursor>,
        limit: Option<u32>,
        pool: Option<&'a ::sfcompute_types::PoolRef>,
        starting_after: Option<&'a ::sfcompute_types::DeploymentsCursor>,
        workspace: &'a ::sfcompute_types::WorkspaceRef,
    ) -> Result<ResponseValue<types::ListDeploymentsResponse>, Error<()>> {
        let url = format!("{}/preview/v2/deployments", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("pool", &pool))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("workspace", &workspace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_deployments",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Set up a deployment

Of kind `generic`, it runs instances on nodes that the pool already has and never buys any. Of kind `spot`, it also buys nodes of its SKU, up to a price. The request takes no idempotency key: sent twice, it may set up two deployments.

Sends a `POST` request to `/preview/v2/deployments`

*/
    pub async fn create_deployment<'a>(
        &'a self,
        body: &'a crate::types::CreateDeploymentResourceRequest,
    ) -> Result<ResponseValue<crate::types::DeploymentResource>, Error<()>> {
        let url = format!("{}/preview/v2/deployments", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_deployment",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one deployment

Shows its settings and, in `status`, how it fares.

Sends a `GET` request to `/preview/v2/deployments/{id}`

Arguments:
- `id`: The deployment, generic or spot, by id or resource path.
*/
    pub async fn get_deployment<'a>(
        &'a self,
        id: &'a ::sfcompute_types::DeploymentRef,
    ) -> Result<ResponseValue<crate::types::DeploymentResource>, Error<()>> {
        let url = format!(
            "{}/preview/v2/deployments/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_deployment",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Delete a deployment

Generic or spot. What becomes of its instances is not documented.

Sends a `DELETE` request to `/preview/v2/deployments/{id}`

Arguments:
- `id`: The deployment, generic or spot, by id or resource path.
*/
    pub async fn delete_deployment<'a>(
        &'a self,
        id: &'a ::sfcompute_types::DeploymentRef,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/preview/v2/deployments/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_deployment",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Change a deployment's settings

A field that is not sent stays as it is. A new template holds for instances made from then on, and a lower target ends the instances that are too many.

Sends a `PATCH` request to `/preview/v2/deployments/{id}`

Arguments:
- `id`: The deployment, generic or spot, by id or resource path.
- `body`
*/
    pub async fn patch_deployment<'a>(
        &'a self,
        id: &'a ::sfcompute_types::DeploymentRef,
        body: &'a types::PatchDeploymentRequest,
    ) -> Result<ResponseValue<crate::types::DeploymentResource>, Error<()>> {
        let url = format!(
            "{}/preview/v2/deployments/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "patch_deployment",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the features on trial that the caller may see

Each with whether the caller takes part in it, and whether that is the caller's to choose.

Sends a `GET` request to `/preview/v2/feature_flags`

*/
    pub async fn list_user_feature_flags<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::ListUserFeatureFlagsResponse>, Error<()>> {
        let url = format!("{}/preview/v2/feature_flags", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_user_feature_flags",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Join or leave a feature on trial

Only for features whose `user_enroll` is true. The state is set as given, whatever it was.

Sends a `POST` request to `/preview/v2/feature_flags/{feature_flag}`

Arguments:
- `feature_flag`: The feature's name, as the list gives it.
- `body`
*/
    pub async fn set_feature_flag_enrollment<'a>(
        &'a self,
        feature_flag: &'a ::sfcompute_types::FeatureFlagName,
        body: &'a types::SetEnrollmentRequest,
    ) -> Result<ResponseValue<types::SetEnrollmentResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/feature_flags/{}", self.baseurl, encode_path(& feature_flag
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "set_feature_flag_enrollment",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the images of a workspace, or of all

Public images show only if their own workspace, `sfc:workspace:sfcompute:public`, is named.

Sends a `GET` request to `/preview/v2/images`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `id`: Only these images. May be given more than once.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `workspace`: Only images of this workspace. Not given: those of all workspaces the caller may read, without the public ones.
*/
    pub async fn list_images<'a>(
        &'a self,
        ending_before: Option<&'a ::sfcompute_types::ImagesCursor>,
        id: Option<&'a ::std::vec::Vec<::sfcompute_types::ImageId>>,
        limit: Option<u32>,
        starting_after: Option<&'a ::sfcompute_types::ImagesCursor>,
        workspace: Option<&'a ::sfcompute_types::WorkspaceRef>,
    ) -> Result<ResponseValue<types::ListImagesResponse>, Error<()>> {
        let url = format!("{}/preview/v2/images", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("workspace", &workspace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_images",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Start an image and its upload

Makes an image that has no content yet. Its parts follow one by one with `create_image_upload_part_url`, and `complete_image_upload` ends the upload. An image has at most 128 GiB. The request takes no idempotency key: sent twice, it may start two images.

Sends a `POST` request to `/preview/v2/images`

*/
    pub async fn create_image<'a>(
        &'a self,
        body: &'a types::StartUploadRequest,
    ) -> Result<ResponseValue<types::ImageUploadResponse>, Error<()>> {
        let url = format!("{}/preview/v2/images", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_image",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one image

Own images and public ones alike. Its `upload_status` tells whether instances can boot from it.

Sends a `GET` request to `/preview/v2/images/{id}`

Arguments:
- `id`: The image, by id or resource path.
*/
    pub async fn fetch_image<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ImageRef,
    ) -> Result<ResponseValue<types::ImageListEntry>, Error<()>> {
        let url = format!(
            "{}/preview/v2/images/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "fetch_image",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Delete an image

Refused while an instance template names it or an active instance runs on it. Public images cannot be deleted. The answer is 200 with a body, where other deletions answer 204.

Sends a `DELETE` request to `/preview/v2/images/{id}`

Arguments:
- `id`: The image, by id or resource path.
*/
    pub async fn delete_image<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ImageRef,
    ) -> Result<ResponseValue<types::DeleteImageResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/images/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "delete_image",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**End an image's upload

Says that every part has been sent, and what the whole hashes to. The hash is not compared now, but when an instance boots from the image.

Sends a `POST` request to `/preview/v2/images/{id}/complete`

Arguments:
- `id`: The image, by id or resource path.
- `body`
*/
    pub async fn complete_image_upload<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ImageRef,
        body: &'a types::CompleteUploadRequest,
    ) -> Result<ResponseValue<types::ImageUploadResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/images/{}/complete", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "complete_image_upload",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Get an address to fetch an image from

A GET there, without the API token, gives the image's bytes until the address expires. Only for images whose upload is complete.

Sends a `GET` request to `/preview/v2/images/{id}/download`

Arguments:
- `id`: The image, by id or resource path.
*/
    pub async fn download_image<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ImageRef,
    ) -> Result<ResponseValue<types::ImageDownloadResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/images/{}/download", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "download_image",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Get an address to send one part of an image to

The part's bytes go there in a PUT of type `application/octet-stream`, without the API token, before the address expires. Asking again for the same part gives a fresh address.

Sends a `POST` request to `/preview/v2/images/{id}/parts`

Arguments:
- `id`: The image, by id or resource path.
- `body`
*/
    pub async fn create_image_upload_part_url<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ImageRef,
        body: &'a types::UploadPartRequest,
    ) -> Result<ResponseValue<types::UploadPartResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/images/{}/parts", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_image_upload_part_url",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Undo the revocation of an image

New instances can boot from it again. Only a `revoked` image can be reinstated.

Sends a `POST` request to `/preview/v2/images/{id}/reinstate`

Arguments:
- `id`: The image, by id or resource path.
*/
    pub async fn reinstate_image<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ImageRef,
    ) -> Result<ResponseValue<types::ImageListEntry>, Error<()>> {
        let url = format!(
            "{}/preview/v2/images/{}/reinstate", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "reinstate_image",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Bar new instances from a private image

Instances that run on it go on. Only a `completed` image can be revoked; `reinstate_image` undoes it.

Sends a `POST` request to `/preview/v2/images/{id}/revoke`

Arguments:
- `id`: The image, by id or resource path.
*/
    pub async fn revoke_image<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ImageRef,
    ) -> Result<ResponseValue<types::ImageListEntry>, Error<()>> {
        let url = format!(
            "{}/preview/v2/images/{}/revoke", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "revoke_image",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the hardware properties that can be asked for

Each entry is one property key and the values it may take: the words to use for `requirements` in an order preview and in the order book. A key or value is first stable, then deprecated, then gone.

Sends a `GET` request to `/preview/v2/instance_sku_property_catalog`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `starting_after`: Reads the page after the one that carried this `cursor`.
*/
    pub async fn list_instance_sku_property_catalog<'a>(
        &'a self,
        ending_before: Option<&'a str>,
        limit: Option<u32>,
        starting_after: Option<&'a str>,
    ) -> Result<
        ResponseValue<types::ListInstanceSkuPropertyCatalogResponse>,
        Error<()>,
    > {
        let url = format!("{}/preview/v2/instance_sku_property_catalog", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_instance_sku_property_catalog",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the kinds of node on the market

Gives each SKU with the hardware properties known for it. Refer to a SKU by its id; its alias is for display.

Sends a `GET` request to `/preview/v2/instance_skus`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `starting_after`: Reads the page after the one that carried this `cursor`.
*/
    pub async fn list_instance_skus<'a>(
        &'a self,
        ending_before: Option<&'a ::sfcompute_types::InstanceSkusCursor>,
        limit: Option<u32>,
        starting_after: Option<&'a ::sfcompute_types::InstanceSkusCursor>,
    ) -> Result<ResponseValue<types::ListInstanceSkusResponse>, Error<()>> {
        let url = format!("{}/preview/v2/instance_skus", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_instance_skus",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List how many nodes of each SKU are for sale over time

One schedule per SKU, without prices. Every filter compares for equality.

Sends a `GET` request to `/preview/v2/instance_skus/availability`

Arguments:
- `accelerator`: Only SKUs with this chip, such as `h100`.
- `availability_zone`: Only SKUs in zones of this name, such as `a`.
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `form_factor`: Only SKUs whose chips have this form, such as `sxm`.
- `id`: Only this SKU.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `local_storage`: Only SKUs with this much local disk in a node, in bytes.
- `memory`: Only SKUs with this much main memory in a node, in bytes.
- `num_accelerators`: Only SKUs with this many chips in a node, such as 8.
- `num_vcpus`: Only SKUs with this many virtual CPUs in a node.
- `rdma_type`: Only SKUs with this kind of RDMA network: `infiniband` or `roce`.
- `region`: Only SKUs in this region, such as `europe-north1`.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `supports_public_ipv4`: Only SKUs whose nodes can, or cannot, have public IPv4 addresses.
*/
    pub async fn list_instance_sku_availability<'a>(
        &'a self,
        accelerator: Option<&'a str>,
        availability_zone: Option<&'a str>,
        ending_before: Option<&'a ::sfcompute_types::InstanceSkusCursor>,
        form_factor: Option<&'a str>,
        id: Option<&'a ::sfcompute_types::InstanceSkuId>,
        limit: Option<u32>,
        local_storage: Option<u64>,
        memory: Option<u64>,
        num_accelerators: Option<u32>,
        num_vcpus: Option<u32>,
        rdma_type: Option<&'a str>,
        region: Option<&'a str>,
        starting_after: Option<&'a ::sfcompute_types::InstanceSkusCursor>,
        supports_public_ipv4: Option<bool>,
    ) -> Result<ResponseValue<types::ListInstanceSkuAvailabilityResponse>, Error<()>> {
        let url = format!("{}/preview/v2/instance_skus/availability", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("accelerator", &accelerator))
            .query(
                &progenitor_client::QueryParam::new(
                    "availability_zone",
                    &availability_zone,
                ),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("form_factor", &form_factor))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("local_storage", &local_storage))
            .query(&progenitor_client::QueryParam::new("memory", &memory))
            .query(
                &progenitor_client::QueryParam::new(
                    "num_accelerators",
                    &num_accelerators,
                ),
            )
            .query(&progenitor_client::QueryParam::new("num_vcpus", &num_vcpus))
            .query(&progenitor_client::QueryParam::new("rdma_type", &rdma_type))
            .query(&progenitor_client::QueryParam::new("region", &region))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "supports_public_ipv4",
                    &supports_public_ipv4,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_instance_sku_availability",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one SKU

Gives the SKU's alias and the hardware properties known for it.

Sends a `GET` request to `/preview/v2/instance_skus/{id}`

Arguments:
- `id`: The SKU.
*/
    pub async fn get_instance_sku<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceSkuId,
    ) -> Result<ResponseValue<types::InstanceSku>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instance_skus/{}", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_instance_sku",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Show how many nodes of one SKU are for sale over time

One schedule, without prices; it has no ranges if nothing is published.

Sends a `GET` request to `/preview/v2/instance_skus/{id}/availability`

Arguments:
- `id`: The SKU.
*/
    pub async fn get_instance_sku_availability<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceSkuId,
    ) -> Result<ResponseValue<types::InstanceSkuAvailability>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instance_skus/{}/availability", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_instance_sku_availability",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the caller's instance templates

Their user data is left out unless `include` asks for it.

Sends a `GET` request to `/preview/v2/instance_templates`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `id`: Only these templates. May be given more than once.
- `include`: What to show beyond the usual: `cloud_init_user_data`.
- `limit`: Most entries in one page: 1 to 50, and 50 if not given.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `workspace`: Only templates of this workspace. Not given: those of all workspaces the caller may read.
*/
    pub async fn list_instance_templates<'a>(
        &'a self,
        ending_before: Option<&'a ::sfcompute_types::InstanceTemplatesCursor>,
        id: Option<&'a ::std::vec::Vec<::sfcompute_types::InstanceTemplateRef>>,
        include: Option<&'a ::std::vec::Vec<crate::types::InstanceTemplateInclude>>,
        limit: Option<u32>,
        starting_after: Option<&'a ::sfcompute_types::InstanceTemplatesCursor>,
        workspace: Option<&'a ::sfcompute_types::WorkspaceRef>,
    ) -> Result<ResponseValue<types::ListInstanceTemplatesResponse>, Error<()>> {
        let url = format!("{}/preview/v2/instance_templates", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("include", &include))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("workspace", &workspace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_instance_templates",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Make an instance template

Once made it cannot be changed, only deleted. The request takes no idempotency key: sent twice, it may make two templates.

Sends a `POST` request to `/preview/v2/instance_templates`

*/
    pub async fn create_instance_template<'a>(
        &'a self,
        body: &'a types::CreateInstanceTemplateRequest,
    ) -> Result<ResponseValue<types::InstanceTemplateResponse>, Error<()>> {
        let url = format!("{}/preview/v2/instance_templates", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_instance_template",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one instance template

Without its user data, which only `list_instance_templates` can show.

Sends a `GET` request to `/preview/v2/instance_templates/{id}`

Arguments:
- `id`: The instance template, by id or resource path.
*/
    pub async fn fetch_instance_template<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceTemplateRef,
    ) -> Result<ResponseValue<types::InstanceTemplateResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instance_templates/{}", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "fetch_instance_template",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Delete an instance template

Refused while it is in use.

Sends a `DELETE` request to `/preview/v2/instance_templates/{id}`

Arguments:
- `id`: The instance template, by id or resource path.
*/
    pub async fn delete_instance_template<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceTemplateRef,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instance_templates/{}", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_instance_template",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the caller's instances

Where a filter is given more than once, any of its values will do. User data is left out unless `include` asks for it.

Sends a `GET` request to `/preview/v2/instances`

Arguments:
- `created_after`: Only instances made at this moment or later, in seconds since 1970-01-01T00:00:00Z.
- `created_before`: Only instances made at this moment or earlier, in seconds since 1970-01-01T00:00:00Z.
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `id`: Only these instances. May be given more than once.
- `include`: What to show beyond the usual: `cloud_init_user_data`.
- `instance_sku`: Only instances on these SKUs. May be given more than once.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `pool`: Only instances on these pools. May be given more than once.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `status`: Only instances in these states. May be given more than once.
- `tag`: Only instances with this tag, as `key=value` with its `=` percent-encoded in the URL. May be given more than once.
- `tag_key`: Only instances with a tag of this key, whatever its value. May be given more than once.
- `workspace`: Only instances of this workspace. Not given: those of all workspaces the caller may read.
*/
    pub async fn list_instances<'a>(
        &'a self,
        created_after: Option<&'a ::sfcompute_types::Timestamp>,
        created_before: Option<&'a ::sfcompute_types::Timestamp>,
        ending_before: Option<&'a ::sfcompute_types::InstancesCursor>,
        id: Option<&'a ::std::vec::Vec<::sfcompute_types::InstanceId>>,
        include: Option<&'a ::std::vec::Vec<crate::types::InstanceInclude>>,
        instance_sku: Option<&'a ::std::vec::Vec<::sfcompute_types::InstanceSkuId>>,
        limit: Option<u32>,
        pool: Option<&'a ::std::vec::Vec<::sfcompute_types::PoolRef>>,
        starting_after: Option<&'a ::sfcompute_types::InstancesCursor>,
        status: Option<&'a ::std::vec::Vec<crate::types::InstanceStatus>>,
        tag: Option<&'a ::std::vec::Vec<::std::string::String>>,
        tag_key: Option<&'a ::std::vec::Vec<::std::string::String>>,
        workspace: Option<&'a ::sfcompute_types::WorkspaceRef>,
    ) -> Result<ResponseValue<types::ListInstancesResponse>, Error<()>> {
        let url = format!("{}/preview/v2/instances", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("created_after", &created_after))
            .query(
                &progenitor_client::QueryParam::new("created_before", &created_before),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("include", &include))
            .query(&progenitor_client::QueryParam::new("instance_sku", &instance_sku))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("pool", &pool))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("tag", &tag))
            .query(&progenitor_client::QueryParam::new("tag_key", &tag_key))
            .query(&progenitor_client::QueryParam::new("workspace", &workspace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_instances",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Start an instance

It waits until its pool has a free node of its SKU, starts within about a minute of that, and takes
SSH connections up to 10 minutes later. It may be made before the pool has any nodes.

The request takes no idempotency key: sent twice, it may start two instances.

Sends a `POST` request to `/preview/v2/instances`

*/
    pub async fn create_instance<'a>(
        &'a self,
        body: &'a types::CreateInstanceRequest,
    ) -> Result<ResponseValue<types::InstanceResponse>, Error<()>> {
        let url = format!("{}/preview/v2/instances", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_instance",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Change the priority of several instances at once

All of them change, or none does. They lie in one workspace; an id that is not known refuses the whole request with 422. How many entries are allowed is not documented.

Sends a `PATCH` request to `/preview/v2/instances`

*/
    pub async fn batch_patch_instances<'a>(
        &'a self,
        body: &'a types::BatchPatchInstancesRequest,
    ) -> Result<ResponseValue<types::BatchPatchInstancesResponse>, Error<()>> {
        let url = format!("{}/preview/v2/instances", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "batch_patch_instances",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one instance

Its `status` says `running` up to 10 minutes before it takes SSH connections: the image is still to be fetched and booted.

Sends a `GET` request to `/preview/v2/instances/{id}`

Arguments:
- `id`: The instance, by id or resource path.
*/
    pub async fn fetch_instance<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceRef,
    ) -> Result<ResponseValue<types::InstanceResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instances/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "fetch_instance",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Delete a terminated instance

Refused with 409 as long as it has not been terminated.

Sends a `DELETE` request to `/preview/v2/instances/{id}`

Arguments:
- `id`: The instance, by id or resource path.
*/
    pub async fn delete_instance<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceRef,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instances/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_instance",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Change an instance's name, tags or priority

A field that is not sent stays as it is.

Sends a `PATCH` request to `/preview/v2/instances/{id}`

Arguments:
- `id`: The instance, by id or resource path.
- `body`
*/
    pub async fn update_instance<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceRef,
        body: &'a types::PatchInstanceRequest,
    ) -> Result<ResponseValue<types::InstanceResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instances/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "update_instance",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read what an instance has written to its console

In chunks numbered by `seqnum`. There is no cursor: to go on, ask for chunks from the last `seqnum` plus 1.

Sends a `GET` request to `/preview/v2/instances/{id}/logs`

Arguments:
- `id`: The instance, by id or resource path.
- `limit`: Most chunks in the answer: 1 to 2500, and 100 if not given.
- `realtime_timestamp_after`: Only chunks from after this moment, by the machine's clock. A clock that was set anew may put a few chunks on the wrong side.
- `realtime_timestamp_before`: Only chunks from before this moment, by the machine's clock. A clock that was set anew may put a few chunks on the wrong side.
- `seqnum_after`: Only chunks from this number on, itself included.
- `seqnum_before`: Only chunks up to this number, itself included.
- `sort_by`: From the first chunk on (`seqnum`) or from the last one back (`-seqnum`).
*/
    pub async fn get_instance_logs<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceRef,
        limit: Option<u64>,
        realtime_timestamp_after: Option<&'a ::sfcompute_types::Timestamp>,
        realtime_timestamp_before: Option<&'a ::sfcompute_types::Timestamp>,
        seqnum_after: Option<u64>,
        seqnum_before: Option<u64>,
        sort_by: Option<&'a crate::types::InstanceLogsSortBy>,
    ) -> Result<ResponseValue<types::InstanceLogsResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instances/{}/logs", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new(
                    "realtime_timestamp_after",
                    &realtime_timestamp_after,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "realtime_timestamp_before",
                    &realtime_timestamp_before,
                ),
            )
            .query(&progenitor_client::QueryParam::new("seqnum_after", &seqnum_after))
            .query(&progenitor_client::QueryParam::new("seqnum_before", &seqnum_before))
            .query(&progenitor_client::QueryParam::new("sort_by", &sort_by))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_instance_logs",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Put a fresh instance in the place of another

Ends the one and starts the other on its pool and SKU, in one transaction. Subnet, public address,
firewall, tags and priority pass over. User data does not: without any of its own, the fresh
instance cannot be reached over SSH.

With an `Idempotency-Key`, sending the request again gives the instance that the first try made.

Sends a `POST` request to `/preview/v2/instances/{id}/replace`

Arguments:
- `id`: The instance to end, by id or resource path.
- `idempotency_key`: A name for this request, unique to it. Sent again under the same name, it gives the replacement made the first time.
- `body`
*/
    pub async fn replace_instance<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceRef,
        idempotency_key: Option<&'a str>,
        body: &'a types::ReplaceInstanceRequest,
    ) -> Result<ResponseValue<types::InstanceResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instances/{}/replace", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        if let Some(value) = idempotency_key {
            header_map.append("Idempotency-Key", value.to_string().try_into()?);
        }

        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "replace_instance",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Show how to reach an instance over SSH

Answers 404 until the instance can be reached. Public images take the user `ubuntu`.

Sends a `GET` request to `/preview/v2/instances/{id}/ssh`

Arguments:
- `id`: The instance, by id or resource path.
*/
    pub async fn get_instance_ssh<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceRef,
    ) -> Result<ResponseValue<types::InstanceSshInfo>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instances/{}/ssh", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_instance_ssh",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**End an instance

There is no way to start it again. An instance that has ended already is answered with 404.

Sends a `POST` request to `/preview/v2/instances/{id}/terminate`

Arguments:
- `id`: The instance, by id or resource path.
*/
    pub async fn terminate_instance<'a>(
        &'a self,
        id: &'a ::sfcompute_types::InstanceRef,
    ) -> Result<ResponseValue<types::InstanceResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/instances/{}/terminate", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "terminate_instance",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Show the price levels of both sides for one window

Standing orders for exactly this window are summed by SKU and price: bids from the highest, asks from the lowest. Neither single orders nor their owners show.

Sends a `GET` request to `/preview/v2/orderbook/depth`

Arguments:
- `depth`: Most price levels on each side: 1 to 100, and 20 if not given. A number outside these bounds is moved to the nearer one.
- `end_at`: Where the window of delivery ends (exclusive).
- `requirements`: Narrows the book to some hardware: `field[:op]:value` terms with `;` between them, in the words of `list_instance_sku_property_catalog`. Empty or not given: the whole book.
- `start_at`: Where the window of delivery begins (inclusive).
*/
    pub async fn get_orderbook_depth<'a>(
        &'a self,
        depth: Option<u32>,
        end_at: &'a ::sfcompute_types::Timestamp,
        requirements: Option<&'a str>,
        start_at: &'a ::sfcompute_types::Timestamp,
    ) -> Result<ResponseValue<types::OrderbookDepthResponse>, Error<()>> {
        let url = format!("{}/preview/v2/orderbook/depth", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("depth", &depth))
            .query(&progenitor_client::QueryParam::new("end_at", &end_at))
            .query(&progenitor_client::QueryParam::new("requirements", &requirements))
            .query(&progenitor_client::QueryParam::new("start_at", &start_at))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_orderbook_depth",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the trades made for one window

Public trades on hardware that meets the requirements, the newest first, each with its SKU, price and nodes over time. Buyers and sellers stay unnamed. Pages are read forward only.

Sends a `GET` request to `/preview/v2/orderbook/fills`

Arguments:
- `end_at`: Where the window of delivery ends (exclusive).
- `limit`: Most entries in one page: 1 to 200, and 50 if not given. A number outside these bounds is moved to the nearer one.
- `requirements`: Narrows the book to some hardware: `field[:op]:value` terms with `;` between them, in the words of `list_instance_sku_property_catalog`. Empty or not given: the whole book.
- `since_at`: Leaves out trades recorded earlier than this. Not given: the last 7 days are shown. A time over 30 days ago is refused with 422.
- `start_at`: Where the window of delivery begins (inclusive).
- `starting_after`: Reads the page after the one that carried this `cursor`.
*/
    pub async fn list_orderbook_fills<'a>(
        &'a self,
        end_at: &'a ::sfcompute_types::Timestamp,
        limit: Option<u32>,
        requirements: Option<&'a str>,
        since_at: Option<&'a ::sfcompute_types::Timestamp>,
        start_at: &'a ::sfcompute_types::Timestamp,
        starting_after: Option<&'a ::sfcompute_types::OrderbookFillsCursor>,
    ) -> Result<ResponseValue<types::ListOrderbookFillsResponse>, Error<()>> {
        let url = format!("{}/preview/v2/orderbook/fills", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("end_at", &end_at))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("requirements", &requirements))
            .query(&progenitor_client::QueryParam::new("since_at", &since_at))
            .query(&progenitor_client::QueryParam::new("start_at", &start_at))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_orderbook_fills",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Show the best bid and the best ask for one window

Looks at standing orders for exactly this window, on hardware that meets the requirements. A side on which nothing rests is left out.

Sends a `GET` request to `/preview/v2/orderbook/quote`

Arguments:
- `end_at`: Where the window of delivery ends (exclusive).
- `requirements`: Narrows the book to some hardware: `field[:op]:value` terms with `;` between them, in the words of `list_instance_sku_property_catalog`. Empty or not given: the whole book.
- `start_at`: Where the window of delivery begins (inclusive).
*/
    pub async fn get_orderbook_quote<'a>(
        &'a self,
        end_at: &'a ::sfcompute_types::Timestamp,
        requirements: Option<&'a str>,
        start_at: &'a ::sfcompute_types::Timestamp,
    ) -> Result<ResponseValue<types::OrderbookQuoteResponse>, Error<()>> {
        let url = format!("{}/preview/v2/orderbook/quote", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("end_at", &end_at))
            .query(&progenitor_client::QueryParam::new("requirements", &requirements))
            .query(&progenitor_client::QueryParam::new("start_at", &start_at))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_orderbook_quote",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the windows for which orders rest

One row per SKU and window within the range, with the number of orders and the best price on each side; sorted by start, then end, then SKU. `get_orderbook_quote` and `get_orderbook_depth` show one window closer up. Pages are read forward only.

Sends a `GET` request to `/preview/v2/orderbook/windows`

Arguments:
- `limit`: Most entries in one page: 1 to 200, and 50 if not given. A number outside these bounds is moved to the nearer one.
- `range_end_at`: Where the range to look through ends; a whole minute, later than `range_start_at`.
- `range_start_at`: Where the range to look through begins; a whole minute.
- `requirements`: Narrows the book to some hardware: `field[:op]:value` terms with `;` between them, in the words of `list_instance_sku_property_catalog`. Empty or not given: the whole book.
- `starting_after`: Reads the page after the one that carried this `cursor`.
*/
    pub async fn list_orderbook_windows<'a>(
        &'a self,
        limit: Option<u32>,
        range_end_at: &'a ::sfcompute_types::Timestamp,
        range_start_at: &'a ::sfcompute_types::Timestamp,
        requirements: Option<&'a str>,
        starting_after: Option<&'a ::sfcompute_types::OrderbookWindowsCursor>,
    ) -> Result<ResponseValue<types::ListOrderbookWindowsResponse>, Error<()>> {
        let url = format!("{}/preview/v2/orderbook/windows", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("range_end_at", &range_end_at))
            .query(
                &progenitor_client::QueryParam::new("range_start_at", &range_start_at),
            )
            .query(&progenitor_client::QueryParam::new("requirements", &requirements))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_orderbook_windows",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the caller's orders

Newest first unless `sort_by` says otherwise. A list that names neither pool nor workspace covers the whole organization and takes the permission `Order:List` there. Orders of procurements are left out unless `procurement` names one.

Sends a `GET` request to `/preview/v2/orders`

Arguments:
- `created_after`: Only orders made later than this.
- `created_before`: Only orders made earlier than this.
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `id`: Only these orders. May be given more than once.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `pool`: Only orders of this pool.
- `procurement`: Only orders that this procurement placed. Not given: no orders of procurements.
- `side`: Only buy orders or only sell orders.
- `sort_by`: What to sort by; with a `-` in front, from the latest to the earliest.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `status`: Only orders in these states. May be given more than once.
- `workspace`: Only orders of this workspace. Without effect beside `pool`, which has a workspace of its own.
*/
    pub async fn list_orders<'a>(
        &'a self,
        created_after: Option<&'a ::sfcompute_types::Timestamp>,
        created_before: Option<&'a ::sfcompute_types::Timestamp>,
        ending_before: Option<&'a ::sfcompute_types::OrdersCursor>,
        id: Option<&'a ::std::vec::Vec<::sfcompute_types::OrderId>>,
        limit: Option<u32>,
        pool: Option<&'a ::sfcompute_types::PoolRef>,
        procurement: Option<&'a ::sfcompute_types::ProcurementRef>,
        side: Option<&'a crate::types::Side>,
        sort_by: Option<&'a crate::types::OrderSortBy>,
        starting_after: Option<&'a ::sfcompute_types::OrdersCursor>,
        status: Option<&'a ::std::vec::Vec<crate::types::OrderStatus>>,
        workspace: Option<&'a ::sfcompute_types::WorkspaceRef>,
    ) -> Result<ResponseValue<types::ListOrdersResponse>, Error<()>> {
        let url = format!("{}/preview/v2/orders", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("created_after", &created_after))
            .query(
                &progenitor_client::QueryParam::new("created_before", &created_before),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("pool", &pool))
            .query(&progenitor_client::QueryParam::new("procurement", &procurement))
            .query(&progenitor_client::QueryParam::new("side", &side))
            .query(&progenitor_client::QueryParam::new("sort_by", &sort_by))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("workspace", &workspace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_orders",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Place an order to buy or sell nodes

An order trades one SKU over one window of time. It fills whole or not at all unless `allow_partial`
is set. The answer comes before the market has matched it: read it again with `fetch_order` until
its status settles.

With an `Idempotency-Key`, a repeated request returns the order of the first one and places nothing.

Sends a `POST` request to `/preview/v2/orders`

Arguments:
- `idempotency_key`: A name for this request, unique to it. Sent again under the same name, it returns the order placed the first time.
- `body`
*/
    pub async fn create_order<'a>(
        &'a self,
        idempotency_key: Option<&'a str>,
        body: &'a types::CreateOrderRequest,
    ) -> Result<ResponseValue<types::OrderResponse>, Error<()>> {
        let url = format!("{}/preview/v2/orders", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        if let Some(value) = idempotency_key {
            header_map.append("Idempotency-Key", value.to_string().try_into()?);
        }

        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_order",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one order

Shows its status, and what of it has filled so far.

Sends a `GET` request to `/preview/v2/orders/{id}`

Arguments:
- `id`: The order to read.
*/
    pub async fn fetch_order<'a>(
        &'a self,
        id: &'a ::sfcompute_types::OrderId,
    ) -> Result<ResponseValue<types::OrderResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/orders/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "fetch_order",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Ask for an order to be cancelled

Answers before the order has ended: it may go on filling until `fetch_order` shows it `cancelled`. What had filled by then stays bought or sold.

Sends a `DELETE` request to `/preview/v2/orders/{id}`

Arguments:
- `id`: The order to end.
*/
    pub async fn cancel_order<'a>(
        &'a self,
        id: &'a ::sfcompute_types::OrderId,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/preview/v2/orders/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "cancel_order",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Estimate price and fee of an order

Nothing is placed and nothing reserved. The answer is either a quote, with a body ready for `create_order`, or the reason why the market has none.

Sends a `POST` request to `/preview/v2/order_preview`

*/
    pub async fn get_order_preview<'a>(
        &'a self,
        body: &'a crate::types::OrderPreviewRequest,
    ) -> Result<ResponseValue<crate::types::OrderPreviewResponse>, Error<()>> {
        let url = format!("{}/preview/v2/order_preview", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_order_preview",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the caller's pools

Each with its schedule, of which the past is left out unless `schedule_history_minutes` asks for it.

Sends a `GET` request to `/preview/v2/pools`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `id`: Only these pools. May be given more than once.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `schedule_history_minutes`: Minutes of the past to show in schedules: 0 to 1440, and 0 if not given.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `tag`: Only pools with this tag, as `key=value` with its `=` percent-encoded in the URL. May be given more than once.
- `tag_key`: Only pools with a tag of this key, whatever its value. May be given more than once.
- `workspace`: Only pools of this workspace. Not given: those of all workspaces the caller may read.
*/
    pub async fn list_pools<'a>(
        &'a self,
        ending_before: Option<&'a ::sfcompute_types::PoolsCursor>,
        id: Option<&'a ::std::vec::Vec<::sfcompute_types::PoolRef>>,
        limit: Option<u32>,
        schedule_history_minutes: Option<u64>,
        starting_after: Option<&'a ::sfcompute_types::PoolsCursor>,
        tag: Option<&'a ::std::vec::Vec<::std::string::String>>,
        tag_key: Option<&'a ::std::vec::Vec<::std::string::String>>,
        workspace: Option<&'a ::sfcompute_types::WorkspaceRef>,
    ) -> Result<ResponseValue<types::ListPoolsResponse>, Error<()>> {
        let url = format!("{}/preview/v2/pools", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new(
                    "schedule_history_minutes",
                    &schedule_history_minutes,
                ),
            )
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("tag", &tag))
            .query(&progenitor_client::QueryParam::new("tag_key", &tag_key))
            .query(&progenitor_client::QueryParam::new("workspace", &workspace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_pools",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Make an empty pool

Nodes come into it by filled buy orders and by transfers. The request takes no idempotency key: sent twice, it may make two pools.

Sends a `POST` request to `/preview/v2/pools`

*/
    pub async fn create_pool<'a>(
        &'a self,
        body: &'a types::CreatePoolRequest,
    ) -> Result<ResponseValue<types::PoolResponse>, Error<()>> {
        let url = format!("{}/preview/v2/pools", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_pool",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one pool and its schedule

The past is left out unless `schedule_history_minutes` asks for it.

Sends a `GET` request to `/preview/v2/pools/{id}`

Arguments:
- `id`: The pool, by id or resource path.
- `schedule_history_minutes`: Minutes of the past to show in schedules: 0 to 1440, and 0 if not given.
*/
    pub async fn fetch_pool<'a>(
        &'a self,
        id: &'a ::sfcompute_types::PoolRef,
        schedule_history_minutes: Option<u64>,
    ) -> Result<ResponseValue<types::PoolResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/pools/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(
                &progenitor_client::QueryParam::new(
                    "schedule_history_minutes",
                    &schedule_history_minutes,
                ),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "fetch_pool",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Delete a pool that is no longer used

Refused while anything depends on it: orders still active, nodes allocated from now on, running instances, deployments or procurements.

Sends a `DELETE` request to `/preview/v2/pools/{id}`

Arguments:
- `id`: The pool, by id or resource path.
*/
    pub async fn delete_pool<'a>(
        &'a self,
        id: &'a ::sfcompute_types::PoolRef,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/preview/v2/pools/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_pool",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Change a pool's name or tags

A field that is not sent stays as it is. The schedule cannot be set: only fills and transfers change it.

Sends a `PATCH` request to `/preview/v2/pools/{id}`

Arguments:
- `id`: The pool, by id or resource path.
- `body`
*/
    pub async fn update_pool<'a>(
        &'a self,
        id: &'a ::sfcompute_types::PoolRef,
        body: &'a types::PatchPoolRequest,
    ) -> Result<ResponseValue<types::PoolResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/pools/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "update_pool",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List transfers between the organization's pools

Every transfer that left or reached a pool of the organization.

Sends a `GET` request to `/preview/v2/pool_transfers`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `pool`: Only transfers out of or into these pools. May be given more than once.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `status`: Only transfers in this state.
*/
    pub async fn list_pool_transfers<'a>(
        &'a self,
        ending_before: Option<&'a ::sfcompute_types::PoolTransfersCursor>,
        limit: Option<u32>,
        pool: Option<&'a ::std::vec::Vec<::sfcompute_types::PoolRef>>,
        starting_after: Option<&'a ::sfcompute_types::PoolTransfersCursor>,
        status: Option<&'a crate::types::PoolTransferStatus>,
    ) -> Result<ResponseValue<types::ListPoolTransfersResponse>, Error<()>> {
        let url = format!("{}/preview/v2/pool_transfers", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("pool", &pool))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("status", &status))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_pool_transfers",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Move nodes from one pool to another

Both pools belong to the caller; they may lie in different workspaces. The nodes move after the answer: read the transfer again with `fetch_pool_transfer` until it is `executed` or `rejected`. It can be neither changed nor cancelled.

Sends a `POST` request to `/preview/v2/pool_transfers`

Arguments:
- `idempotency_key`: A name for this request, unique to it. Sent again under the same name, it starts no second transfer.
- `body`
*/
    pub async fn create_pool_transfer<'a>(
        &'a self,
        idempotency_key: Option<&'a str>,
        body: &'a types::CreatePoolTransferRequest,
    ) -> Result<ResponseValue<types::PoolTransferResponse>, Error<()>> {
        let url = format!("{}/preview/v2/pool_transfers", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        if let Some(value) = idempotency_key {
            header_map.append("Idempotency-Key", value.to_string().try_into()?);
        }

        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_pool_transfer",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            202u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one transfer

Shows whether it has been carried out and, if rejected, why.

Sends a `GET` request to `/preview/v2/pool_transfers/{id}`

Arguments:
- `id`: The transfer to read.
*/
    pub async fn fetch_pool_transfer<'a>(
        &'a self,
        id: &'a ::sfcompute_types::PoolTransferId,
    ) -> Result<ResponseValue<types::PoolTransferResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/pool_transfers/{}", self.baseurl, encode_path(& id
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "fetch_pool_transfer",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the caller's procurements

For the orders of one, call `list_orders` with its id as `procurement`.

Sends a `GET` request to `/preview/v2/procurements`

Arguments:
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `limit`: Most entries in one page: 1 to 50, and 50 if not given.
- `pool`: Only procurements for this pool.
- `starting_after`: Reads the page after the one that carried this `cursor`.
- `workspace`: Only procurements of this workspace. Not given: those of all workspaces the caller may read. Servers of June 2026 demand it.
*/
    pub async fn list_procurements<'a>(
        &'a self,
        ending_before: Option<&'a ::sfcompute_types::ProcurementsCursor>,
        limit: Option<u32>,
        pool: Option<&'a ::sfcompute_types::PoolRef>,
        starting_after: Option<&'a ::sfcompute_types::ProcurementsCursor>,
        workspace: Option<&'a ::sfcompute_types::WorkspaceRef>,
    ) -> Result<ResponseValue<types::ListProcurementsResponse>, Error<()>> {
        let url = format!("{}/preview/v2/procurements", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("pool", &pool))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .query(&progenitor_client::QueryParam::new("workspace", &workspace))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_procurements",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Let the market keep a pool at a number of nodes

For each minute of its window, a procurement buys where the pool has fewer nodes of its SKU than the
target, and sells where it has more, within its two prices. It gives no promise that the nodes are
there without a break. A pool and SKU have one procurement or spot deployment at most.

The request takes no idempotency key: a repeat is refused with 409 while the first procurement is
there, and sets up another once it is not.

Sends a `POST` request to `/preview/v2/procurements`

*/
    pub async fn create_procurement<'a>(
        &'a self,
        body: &'a types::CreateProcurementRequest,
    ) -> Result<ResponseValue<types::ProcurementResponse>, Error<()>> {
        let url = format!("{}/preview/v2/procurements", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_procurement",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one procurement

Shows its settings and, in `status`, how it fares.

Sends a `GET` request to `/preview/v2/procurements/{id}`

Arguments:
- `id`: The procurement, by id or resource path.
*/
    pub async fn get_procurement<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ProcurementRef,
    ) -> Result<ResponseValue<types::ProcurementResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/procurements/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_procurement",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Delete a procurement

The orders it has resting in the book are cancelled along with it.

Sends a `DELETE` request to `/preview/v2/procurements/{id}`

Arguments:
- `id`: The procurement, by id or resource path.
*/
    pub async fn delete_procurement<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ProcurementRef,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/preview/v2/procurements/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_procurement",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Change a procurement's settings

A field that is not sent stays as it is. Neither its target nor its pool can be changed. Switched off, it cancels the orders it has resting in the book.

Sends a `PATCH` request to `/preview/v2/procurements/{id}`

Arguments:
- `id`: The procurement, by id or resource path.
- `body`
*/
    pub async fn patch_procurement<'a>(
        &'a self,
        id: &'a ::sfcompute_types::ProcurementRef,
        body: &'a types::PatchProcurementRequest,
    ) -> Result<ResponseValue<types::ProcurementResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/procurements/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "patch_procurement",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the people of the organization

All members, or those that the filters name.

Sends a `GET` request to `/preview/v2/users`

Arguments:
- `email`: Only who has this email address; capitals do not matter.
- `ending_before`: Reads the page before the one that carried this `cursor`.
- `id`: Only these users. May be given more than once.
- `limit`: Most entries in one page: 1 to 200, and 50 if not given.
- `starting_after`: Reads the page after the one that carried this `cursor`.
*/
    pub async fn list_users_handler<'a>(
        &'a self,
        email: Option<&'a str>,
        ending_before: Option<&'a ::sfcompute_types::UsersCursor>,
        id: Option<&'a ::std::vec::Vec<::sfcompute_types::UserRef>>,
        limit: Option<u32>,
        starting_after: Option<&'a ::sfcompute_types::UsersCursor>,
    ) -> Result<ResponseValue<types::ListUsersResponse>, Error<()>> {
        let url = format!("{}/preview/v2/users", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("email", &email))
            .query(&progenitor_client::QueryParam::new("ending_before", &ending_before))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(
                &progenitor_client::QueryParam::new("starting_after", &starting_after),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_users_handler",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one user

Gives the names and the address on record.

Sends a `GET` request to `/preview/v2/users/{id}`

Arguments:
- `id`: The user, by id or resource path.
*/
    pub async fn get_user_handler<'a>(
        &'a self,
        id: &'a ::sfcompute_types::UserRef,
    ) -> Result<ResponseValue<types::UserResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/users/{}", self.baseurl, encode_path(& id.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_user_handler",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**List the account's workspaces

The list comes whole: nothing asks for a further page of it.

Sends a `GET` request to `/preview/v2/workspaces`

Arguments:
- `id`: Only these workspaces. May be given more than once.
*/
    pub async fn list_workspaces_handler<'a>(
        &'a self,
        id: Option<&'a ::std::vec::Vec<::sfcompute_types::WorkspaceRef>>,
    ) -> Result<ResponseValue<types::ListWorkspacesResponse>, Error<()>> {
        let url = format!("{}/preview/v2/workspaces", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("id", &id))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_workspaces_handler",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Make a workspace

It is empty at first. The request takes no idempotency key: sent twice, it may make two workspaces.

Sends a `POST` request to `/preview/v2/workspaces`

*/
    pub async fn create_workspace_handler<'a>(
        &'a self,
        body: &'a types::CreateWorkspaceRequest,
    ) -> Result<ResponseValue<types::WorkspaceResponse>, Error<()>> {
        let url = format!("{}/preview/v2/workspaces", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_workspace_handler",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Read one workspace

Gives its name, its path and when it was made.

Sends a `GET` request to `/preview/v2/workspaces/{workspace}`

Arguments:
- `workspace`: The workspace, by id or resource path.
*/
    pub async fn get_workspace_handler<'a>(
        &'a self,
        workspace: &'a ::sfcompute_types::WorkspaceRef,
    ) -> Result<ResponseValue<types::WorkspaceResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/workspaces/{}", self.baseurl, encode_path(& workspace
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "get_workspace_handler",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Delete an empty workspace

Refused while it holds pools, instance templates or images.

Sends a `DELETE` request to `/preview/v2/workspaces/{workspace}`

Arguments:
- `workspace`: The workspace, by id or resource path.
*/
    pub async fn delete_workspace_handler<'a>(
        &'a self,
        workspace: &'a ::sfcompute_types::WorkspaceRef,
    ) -> Result<ResponseValue<()>, Error<()>> {
        let url = format!(
            "{}/preview/v2/workspaces/{}", self.baseurl, encode_path(& workspace
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.delete(url).headers(header_map).build()?;
        let info = OperationInfo {
            operation_id: "delete_workspace_handler",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /**Give a workspace another name

Its id stays; resource paths that hold the name change with it.

Sends a `PATCH` request to `/preview/v2/workspaces/{workspace}`

Arguments:
- `workspace`: The workspace, by id or resource path.
- `body`
*/
    pub async fn patch_workspace_handler<'a>(
        &'a self,
        workspace: &'a ::sfcompute_types::WorkspaceRef,
        body: &'a types::PatchWorkspaceRequest,
    ) -> Result<ResponseValue<types::WorkspaceResponse>, Error<()>> {
        let url = format!(
            "{}/preview/v2/workspaces/{}", self.baseurl, encode_path(& workspace
            .to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "patch_workspace_handler",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}

/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
