// Written by `cargo xtask regen` from openapi/; do not edit.

//! Every operation of the contract: id, method, path, safety and success status.

use crate::{Operation, Safety};

/// Ask for an order to be cancelled
pub static CANCEL_ORDER: Operation = Operation {
    id: "cancel_order",
    function: "cancel_order",
    method: "DELETE",
    path: "/preview/v2/orders/{id}",
    safety: Safety::Idempotent,
    success: 204,
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

/// Delete a pool that is no longer used
pub static DELETE_POOL: Operation = Operation {
    id: "delete_pool",
    function: "delete_pool",
    method: "DELETE",
    path: "/preview/v2/pools/{id}",
    safety: Safety::Idempotent,
    success: 204,
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
pub static OPERATIONS: [&Operation; 23] = [
    &CANCEL_ORDER,
    &CREATE_ORDER,
    &CREATE_POOL,
    &CREATE_POOL_TRANSFER,
    &DELETE_POOL,
    &FETCH_ORDER,
    &FETCH_POOL,
    &FETCH_POOL_TRANSFER,
    &GET_INSTANCE_SKU,
    &GET_INSTANCE_SKU_AVAILABILITY,
    &GET_ME,
    &GET_ORDER_PREVIEW,
    &GET_ORDERBOOK_DEPTH,
    &GET_ORDERBOOK_QUOTE,
    &LIST_INSTANCE_SKU_AVAILABILITY,
    &LIST_INSTANCE_SKU_PROPERTY_CATALOG,
    &LIST_INSTANCE_SKUS,
    &LIST_ORDERBOOK_FILLS,
    &LIST_ORDERBOOK_WINDOWS,
    &LIST_ORDERS,
    &LIST_POOL_TRANSFERS,
    &LIST_POOLS,
    &UPDATE_POOL,
];

/// The operation that a method of [`Client`](crate::Client) calls.
pub fn by_function(name: &str) -> Option<&'static Operation> {
    let at = OPERATIONS.binary_search_by(|operation| operation.function.cmp(name)).ok()?;
    OPERATIONS.get(at).copied()
}
