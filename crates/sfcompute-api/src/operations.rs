// Written by `cargo xtask regen` from openapi/; do not edit.

//! Every operation of the contract: id, method, path, safety and success status.

use crate::{Operation, Safety};

/// Change the priority of several instances at once
pub static BATCH_PATCH_INSTANCES: Operation = Operation {
    id: "batch_patch_instances",
    function: "batch_patch_instances",
    method: "PATCH",
    path: "/preview/v2/instances",
    safety: Safety::Idempotent,
    success: 200,
};

/// Ask for an order to be cancelled
pub static CANCEL_ORDER: Operation = Operation {
    id: "cancel_order",
    function: "cancel_order",
    method: "DELETE",
    path: "/preview/v2/orders/{id}",
    safety: Safety::Idempotent,
    success: 204,
};

/// End an image's upload
pub static COMPLETE_IMAGE_UPLOAD: Operation = Operation {
    id: "complete_image_upload",
    function: "complete_image_upload",
    method: "POST",
    path: "/preview/v2/images/{id}/complete",
    safety: Safety::Idempotent,
    success: 200,
};

/// Set up a deployment
pub static CREATE_DEPLOYMENT: Operation = Operation {
    id: "create_deployment",
    function: "create_deployment",
    method: "POST",
    path: "/preview/v2/deployments",
    safety: Safety::Unsafe,
    success: 201,
};

/// Start an image and its upload
pub static CREATE_IMAGE: Operation = Operation {
    id: "create_image",
    function: "create_image",
    method: "POST",
    path: "/preview/v2/images",
    safety: Safety::Unsafe,
    success: 201,
};

/// Get an address to send one part of an image to
pub static CREATE_IMAGE_UPLOAD_PART_URL: Operation = Operation {
    id: "create_image_upload_part_url",
    function: "create_image_upload_part_url",
    method: "POST",
    path: "/preview/v2/images/{id}/parts",
    safety: Safety::Idempotent,
    success: 200,
};

/// Start an instance
pub static CREATE_INSTANCE: Operation = Operation {
    id: "create_instance",
    function: "create_instance",
    method: "POST",
    path: "/preview/v2/instances",
    safety: Safety::Unsafe,
    success: 201,
};

/// Make an instance template
pub static CREATE_INSTANCE_TEMPLATE: Operation = Operation {
    id: "create_instance_template",
    function: "create_instance_template",
    method: "POST",
    path: "/preview/v2/instance_templates",
    safety: Safety::Unsafe,
    success: 201,
};

/// Place an order to buy or sell nodes
pub static CREATE_ORDER: Operation = Operation {
    id: "create_order",
    function: "create_order",
    method: "POST",
    path: "/preview/v2/orders",
    safety: Safety::Keyed,
    success: 201,
};

/// Make an empty pool
pub static CREATE_POOL: Operation = Operation {
    id: "create_pool",
    function: "create_pool",
    method: "POST",
    path: "/preview/v2/pools",
    safety: Safety::Unsafe,
    success: 201,
};

/// Move nodes from one pool to another
pub static CREATE_POOL_TRANSFER: Operation = Operation {
    id: "create_pool_transfer",
    function: "create_pool_transfer",
    method: "POST",
    path: "/preview/v2/pool_transfers",
    safety: Safety::Keyed,
    success: 202,
};

/// Let the market keep a pool at a number of nodes
pub static CREATE_PROCUREMENT: Operation = Operation {
    id: "create_procurement",
    function: "create_procurement",
    method: "POST",
    path: "/preview/v2/procurements",
    safety: Safety::Unsafe,
    success: 201,
};

/// Make a workspace
pub static CREATE_WORKSPACE_HANDLER: Operation = Operation {
    id: "create_workspace_handler",
    function: "create_workspace_handler",
    method: "POST",
    path: "/preview/v2/workspaces",
    safety: Safety::Unsafe,
    success: 201,
};

/// Delete a deployment
pub static DELETE_DEPLOYMENT: Operation = Operation {
    id: "delete_deployment",
    function: "delete_deployment",
    method: "DELETE",
    path: "/preview/v2/deployments/{id}",
    safety: Safety::Idempotent,
    success: 204,
};

/// Delete an image
pub static DELETE_IMAGE: Operation = Operation {
    id: "delete_image",
    function: "delete_image",
    method: "DELETE",
    path: "/preview/v2/images/{id}",
    safety: Safety::Idempotent,
    success: 200,
};

/// Delete a terminated instance
pub static DELETE_INSTANCE: Operation = Operation {
    id: "delete_instance",
    function: "delete_instance",
    method: "DELETE",
    path: "/preview/v2/instances/{id}",
    safety: Safety::Idempotent,
    success: 204,
};

/// Delete an instance template
pub static DELETE_INSTANCE_TEMPLATE: Operation = Operation {
    id: "delete_instance_template",
    function: "delete_instance_template",
    method: "DELETE",
    path: "/preview/v2/instance_templates/{id}",
    safety: Safety::Idempotent,
    success: 204,
};

/// Delete a pool that is no longer used
pub static DELETE_POOL: Operation = Operation {
    id: "delete_pool",
    function: "delete_pool",
    method: "DELETE",
    path: "/preview/v2/pools/{id}",
    safety: Safety::Idempotent,
    success: 204,
};

/// Delete a procurement
pub static DELETE_PROCUREMENT: Operation = Operation {
    id: "delete_procurement",
    function: "delete_procurement",
    method: "DELETE",
    path: "/preview/v2/procurements/{id}",
    safety: Safety::Idempotent,
    success: 204,
};

/// Delete an empty workspace
pub static DELETE_WORKSPACE_HANDLER: Operation = Operation {
    id: "delete_workspace_handler",
    function: "delete_workspace_handler",
    method: "DELETE",
    path: "/preview/v2/workspaces/{workspace}",
    safety: Safety::Idempotent,
    success: 204,
};

/// Get an address to fetch an image from
pub static DOWNLOAD_IMAGE: Operation = Operation {
    id: "download_image",
    function: "download_image",
    method: "GET",
    path: "/preview/v2/images/{id}/download",
    safety: Safety::Read,
    success: 200,
};

/// Read one image
pub static FETCH_IMAGE: Operation = Operation {
    id: "fetch_image",
    function: "fetch_image",
    method: "GET",
    path: "/preview/v2/images/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one instance
pub static FETCH_INSTANCE: Operation = Operation {
    id: "fetch_instance",
    function: "fetch_instance",
    method: "GET",
    path: "/preview/v2/instances/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one instance template
pub static FETCH_INSTANCE_TEMPLATE: Operation = Operation {
    id: "fetch_instance_template",
    function: "fetch_instance_template",
    method: "GET",
    path: "/preview/v2/instance_templates/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one order
pub static FETCH_ORDER: Operation = Operation {
    id: "fetch_order",
    function: "fetch_order",
    method: "GET",
    path: "/preview/v2/orders/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one pool and its schedule
pub static FETCH_POOL: Operation = Operation {
    id: "fetch_pool",
    function: "fetch_pool",
    method: "GET",
    path: "/preview/v2/pools/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one transfer
pub static FETCH_POOL_TRANSFER: Operation = Operation {
    id: "fetch_pool_transfer",
    function: "fetch_pool_transfer",
    method: "GET",
    path: "/preview/v2/pool_transfers/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one deployment
pub static GET_DEPLOYMENT: Operation = Operation {
    id: "get_deployment",
    function: "get_deployment",
    method: "GET",
    path: "/preview/v2/deployments/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read what an instance has written to its console
pub static GET_INSTANCE_LOGS: Operation = Operation {
    id: "get_instance_logs",
    function: "get_instance_logs",
    method: "GET",
    path: "/preview/v2/instances/{id}/logs",
    safety: Safety::Read,
    success: 200,
};

/// Read one SKU
pub static GET_INSTANCE_SKU: Operation = Operation {
    id: "get_instance_sku",
    function: "get_instance_sku",
    method: "GET",
    path: "/preview/v2/instance_skus/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Show how many nodes of one SKU are for sale over time
pub static GET_INSTANCE_SKU_AVAILABILITY: Operation = Operation {
    id: "get_instance_sku_availability",
    function: "get_instance_sku_availability",
    method: "GET",
    path: "/preview/v2/instance_skus/{id}/availability",
    safety: Safety::Read,
    success: 200,
};

/// Show how to reach an instance over SSH
pub static GET_INSTANCE_SSH: Operation = Operation {
    id: "get_instance_ssh",
    function: "get_instance_ssh",
    method: "GET",
    path: "/preview/v2/instances/{id}/ssh",
    safety: Safety::Read,
    success: 200,
};

/// Show the account and user behind the token
pub static GET_ME: Operation = Operation {
    id: "getMe",
    function: "get_me",
    method: "GET",
    path: "/preview/v2/me",
    safety: Safety::Read,
    success: 200,
};

/// Estimate price and fee of an order
pub static GET_ORDER_PREVIEW: Operation = Operation {
    id: "get_order_preview",
    function: "get_order_preview",
    method: "POST",
    path: "/preview/v2/order_preview",
    safety: Safety::Read,
    success: 200,
};

/// Show the price levels of both sides for one window
pub static GET_ORDERBOOK_DEPTH: Operation = Operation {
    id: "get_orderbook_depth",
    function: "get_orderbook_depth",
    method: "GET",
    path: "/preview/v2/orderbook/depth",
    safety: Safety::Read,
    success: 200,
};

/// Show the best bid and the best ask for one window
pub static GET_ORDERBOOK_QUOTE: Operation = Operation {
    id: "get_orderbook_quote",
    function: "get_orderbook_quote",
    method: "GET",
    path: "/preview/v2/orderbook/quote",
    safety: Safety::Read,
    success: 200,
};

/// Read one procurement
pub static GET_PROCUREMENT: Operation = Operation {
    id: "get_procurement",
    function: "get_procurement",
    method: "GET",
    path: "/preview/v2/procurements/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one user
pub static GET_USER_HANDLER: Operation = Operation {
    id: "get_user_handler",
    function: "get_user_handler",
    method: "GET",
    path: "/preview/v2/users/{id}",
    safety: Safety::Read,
    success: 200,
};

/// Read one workspace
pub static GET_WORKSPACE_HANDLER: Operation = Operation {
    id: "get_workspace_handler",
    function: "get_workspace_handler",
    method: "GET",
    path: "/preview/v2/workspaces/{workspace}",
    safety: Safety::Read,
    success: 200,
};

/// List a workspace's deployments
pub static LIST_DEPLOYMENTS: Operation = Operation {
    id: "list_deployments",
    function: "list_deployments",
    method: "GET",
    path: "/preview/v2/deployments",
    safety: Safety::Read,
    success: 200,
};

/// List the images of a workspace, or of all
pub static LIST_IMAGES: Operation = Operation {
    id: "list_images",
    function: "list_images",
    method: "GET",
    path: "/preview/v2/images",
    safety: Safety::Read,
    success: 200,
};

/// List how many nodes of each SKU are for sale over time
pub static LIST_INSTANCE_SKU_AVAILABILITY: Operation = Operation {
    id: "list_instance_sku_availability",
    function: "list_instance_sku_availability",
    method: "GET",
    path: "/preview/v2/instance_skus/availability",
    safety: Safety::Read,
    success: 200,
};

/// List the hardware properties that can be asked for
pub static LIST_INSTANCE_SKU_PROPERTY_CATALOG: Operation = Operation {
    id: "list_instance_sku_property_catalog",
    function: "list_instance_sku_property_catalog",
    method: "GET",
    path: "/preview/v2/instance_sku_property_catalog",
    safety: Safety::Read,
    success: 200,
};

/// List the kinds of node on the market
pub static LIST_INSTANCE_SKUS: Operation = Operation {
    id: "list_instance_skus",
    function: "list_instance_skus",
    method: "GET",
    path: "/preview/v2/instance_skus",
    safety: Safety::Read,
    success: 200,
};

/// List the caller's instance templates
pub static LIST_INSTANCE_TEMPLATES: Operation = Operation {
    id: "list_instance_templates",
    function: "list_instance_templates",
    method: "GET",
    path: "/preview/v2/instance_templates",
    safety: Safety::Read,
    success: 200,
};

/// List the caller's instances
pub static LIST_INSTANCES: Operation = Operation {
    id: "list_instances",
    function: "list_instances",
    method: "GET",
    path: "/preview/v2/instances",
    safety: Safety::Read,
    success: 200,
};

/// List the trades made for one window
pub static LIST_ORDERBOOK_FILLS: Operation = Operation {
    id: "list_orderbook_fills",
    function: "list_orderbook_fills",
    method: "GET",
    path: "/preview/v2/orderbook/fills",
    safety: Safety::Read,
    success: 200,
};

/// List the windows for which orders rest
pub static LIST_ORDERBOOK_WINDOWS: Operation = Operation {
    id: "list_orderbook_windows",
    function: "list_orderbook_windows",
    method: "GET",
    path: "/preview/v2/orderbook/windows",
    safety: Safety::Read,
    success: 200,
};

/// List the caller's orders
pub static LIST_ORDERS: Operation = Operation {
    id: "list_orders",
    function: "list_orders",
    method: "GET",
    path: "/preview/v2/orders",
    safety: Safety::Read,
    success: 200,
};

/// List transfers between the organization's pools
pub static LIST_POOL_TRANSFERS: Operation = Operation {
    id: "list_pool_transfers",
    function: "list_pool_transfers",
    method: "GET",
    path: "/preview/v2/pool_transfers",
    safety: Safety::Read,
    success: 200,
};

/// List the caller's pools
pub static LIST_POOLS: Operation = Operation {
    id: "list_pools",
    function: "list_pools",
    method: "GET",
    path: "/preview/v2/pools",
    safety: Safety::Read,
    success: 200,
};

/// List the caller's procurements
pub static LIST_PROCUREMENTS: Operation = Operation {
    id: "list_procurements",
    function: "list_procurements",
    method: "GET",
    path: "/preview/v2/procurements",
    safety: Safety::Read,
    success: 200,
};

/// List the features on trial that the caller may see
pub static LIST_USER_FEATURE_FLAGS: Operation = Operation {
    id: "listUserFeatureFlags",
    function: "list_user_feature_flags",
    method: "GET",
    path: "/preview/v2/feature_flags",
    safety: Safety::Read,
    success: 200,
};

/// List the people of the organization
pub static LIST_USERS_HANDLER: Operation = Operation {
    id: "list_users_handler",
    function: "list_users_handler",
    method: "GET",
    path: "/preview/v2/users",
    safety: Safety::Read,
    success: 200,
};

/// List the account's workspaces
pub static LIST_WORKSPACES_HANDLER: Operation = Operation {
    id: "list_workspaces_handler",
    function: "list_workspaces_handler",
    method: "GET",
    path: "/preview/v2/workspaces",
    safety: Safety::Read,
    success: 200,
};

/// Change a deployment's settings
pub static PATCH_DEPLOYMENT: Operation = Operation {
    id: "patch_deployment",
    function: "patch_deployment",
    method: "PATCH",
    path: "/preview/v2/deployments/{id}",
    safety: Safety::Idempotent,
    success: 200,
};

/// Change a procurement's settings
pub static PATCH_PROCUREMENT: Operation = Operation {
    id: "patch_procurement",
    function: "patch_procurement",
    method: "PATCH",
    path: "/preview/v2/procurements/{id}",
    safety: Safety::Idempotent,
    success: 200,
};

/// Give a workspace another name
pub static PATCH_WORKSPACE_HANDLER: Operation = Operation {
    id: "patch_workspace_handler",
    function: "patch_workspace_handler",
    method: "PATCH",
    path: "/preview/v2/workspaces/{workspace}",
    safety: Safety::Idempotent,
    success: 200,
};

/// Undo the revocation of an image
pub static REINSTATE_IMAGE: Operation = Operation {
    id: "reinstate_image",
    function: "reinstate_image",
    method: "POST",
    path: "/preview/v2/images/{id}/reinstate",
    safety: Safety::Idempotent,
    success: 200,
};

/// Put a fresh instance in the place of another
pub static REPLACE_INSTANCE: Operation = Operation {
    id: "replace_instance",
    function: "replace_instance",
    method: "POST",
    path: "/preview/v2/instances/{id}/replace",
    safety: Safety::Keyed,
    success: 201,
};

/// Bar new instances from a private image
pub static REVOKE_IMAGE: Operation = Operation {
    id: "revoke_image",
    function: "revoke_image",
    method: "POST",
    path: "/preview/v2/images/{id}/revoke",
    safety: Safety::Idempotent,
    success: 200,
};

/// Join or leave a feature on trial
pub static SET_FEATURE_FLAG_ENROLLMENT: Operation = Operation {
    id: "setFeatureFlagEnrollment",
    function: "set_feature_flag_enrollment",
    method: "POST",
    path: "/preview/v2/feature_flags/{feature_flag}",
    safety: Safety::Idempotent,
    success: 200,
};

/// End an instance
pub static TERMINATE_INSTANCE: Operation = Operation {
    id: "terminate_instance",
    function: "terminate_instance",
    method: "POST",
    path: "/preview/v2/instances/{id}/terminate",
    safety: Safety::Idempotent,
    success: 200,
};

/// Change an instance's name, tags or priority
pub static UPDATE_INSTANCE: Operation = Operation {
    id: "update_instance",
    function: "update_instance",
    method: "PATCH",
    path: "/preview/v2/instances/{id}",
    safety: Safety::Idempotent,
    success: 200,
};

/// Change a pool's name or tags
pub static UPDATE_POOL: Operation = Operation {
    id: "update_pool",
    function: "update_pool",
    method: "PATCH",
    path: "/preview/v2/pools/{id}",
    safety: Safety::Idempotent,
    success: 200,
};

/// Every operation, sorted by function name.
pub static OPERATIONS: [&Operation; 65] = [
    &BATCH_PATCH_INSTANCES,
    &CANCEL_ORDER,
    &COMPLETE_IMAGE_UPLOAD,
    &CREATE_DEPLOYMENT,
    &CREATE_IMAGE,
    &CREATE_IMAGE_UPLOAD_PART_URL,
    &CREATE_INSTANCE,
    &CREATE_INSTANCE_TEMPLATE,
    &CREATE_ORDER,
    &CREATE_POOL,
    &CREATE_POOL_TRANSFER,
    &CREATE_PROCUREMENT,
    &CREATE_WORKSPACE_HANDLER,
    &DELETE_DEPLOYMENT,
    &DELETE_IMAGE,
    &DELETE_INSTANCE,
    &DELETE_INSTANCE_TEMPLATE,
    &DELETE_POOL,
    &DELETE_PROCUREMENT,
    &DELETE_WORKSPACE_HANDLER,
    &DOWNLOAD_IMAGE,
    &FETCH_IMAGE,
    &FETCH_INSTANCE,
    &FETCH_INSTANCE_TEMPLATE,
    &FETCH_ORDER,
    &FETCH_POOL,
    &FETCH_POOL_TRANSFER,
    &GET_DEPLOYMENT,
    &GET_INSTANCE_LOGS,
    &GET_INSTANCE_SKU,
    &GET_INSTANCE_SKU_AVAILABILITY,
    &GET_INSTANCE_SSH,
    &GET_ME,
    &GET_ORDER_PREVIEW,
    &GET_ORDERBOOK_DEPTH,
    &GET_ORDERBOOK_QUOTE,
    &GET_PROCUREMENT,
    &GET_USER_HANDLER,
    &GET_WORKSPACE_HANDLER,
    &LIST_DEPLOYMENTS,
    &LIST_IMAGES,
    &LIST_INSTANCE_SKU_AVAILABILITY,
    &LIST_INSTANCE_SKU_PROPERTY_CATALOG,
    &LIST_INSTANCE_SKUS,
    &LIST_INSTANCE_TEMPLATES,
    &LIST_INSTANCES,
    &LIST_ORDERBOOK_FILLS,
    &LIST_ORDERBOOK_WINDOWS,
    &LIST_ORDERS,
    &LIST_POOL_TRANSFERS,
    &LIST_POOLS,
    &LIST_PROCUREMENTS,
    &LIST_USER_FEATURE_FLAGS,
    &LIST_USERS_HANDLER,
    &LIST_WORKSPACES_HANDLER,
    &PATCH_DEPLOYMENT,
    &PATCH_PROCUREMENT,
    &PATCH_WORKSPACE_HANDLER,
    &REINSTATE_IMAGE,
    &REPLACE_INSTANCE,
    &REVOKE_IMAGE,
    &SET_FEATURE_FLAG_ENROLLMENT,
    &TERMINATE_INSTANCE,
    &UPDATE_INSTANCE,
    &UPDATE_POOL,
];

/// The operation that a method of [`Client`](crate::Client) calls.
pub fn by_function(name: &str) -> Option<&'static Operation> {
    let at = OPERATIONS.binary_search_by(|operation| operation.function.cmp(name)).ok()?;
    OPERATIONS.get(at).copied()
}
