//! Listing orders.

use sfcompute_api::types;
use sfcompute_types::{OrderId, OrdersCursor, PoolRef, ProcurementRef, Timestamp, WorkspaceRef};

use crate::list::{List, filters, query, repeated};

/// A list of orders; made by [`Orders::list`](super::Orders::list).
pub type ListOrders = List<OrdersQuery>;

/// Which orders a list is of.
#[derive(Clone, Debug, Default)]
pub struct OrdersQuery {
    id: Vec<OrderId>,
    pool: Option<PoolRef>,
    workspace: Option<WorkspaceRef>,
    side: Option<types::Side>,
    status: Vec<types::OrderStatus>,
    created_after: Option<Timestamp>,
    created_before: Option<Timestamp>,
    procurement: Option<ProcurementRef>,
    sort_by: Option<types::OrderSortBy>,
    limit: Option<u32>,
    starting_after: Option<OrdersCursor>,
    ending_before: Option<OrdersCursor>,
}

query!(OrdersQuery, LIST_ORDERS -> types::ListOrdersResponse, both, |query, api| {
    api.list_orders(
        query.created_after.as_ref(),
        query.created_before.as_ref(),
        query.ending_before.as_ref(),
        repeated(&query.id),
        query.limit,
        query.pool.as_ref(),
        query.procurement.as_ref(),
        query.side.as_ref(),
        query.sort_by.as_ref(),
        query.starting_after.as_ref(),
        repeated(&query.status),
        query.workspace.as_ref(),
    ).await
});

impl ListOrders {
    filters! {
        /// Only this order; give it again for more.
        many id: OrderId;
        /// Only orders of this pool.
        one pool: PoolRef;
        /// Only orders of this workspace; ignored by the server when a pool is given.
        one workspace: WorkspaceRef;
        /// Only buys, or only sales.
        plain side: types::Side;
        /// Only orders created at this time or later.
        one created_after: Timestamp;
        /// Only orders created at this time or earlier.
        one created_before: Timestamp;
        /// Only the orders of this procurement, which are left out otherwise.
        one procurement: ProcurementRef;
        /// The order of the list; newest first when not given.
        plain sort_by: types::OrderSortBy;
        /// Start after this cursor.
        one starting_after: OrdersCursor;
        /// End before this cursor.
        one ending_before: OrdersCursor;
    }

    /// Only orders in this status; give it again for more.
    pub fn status(self, status: types::OrderStatus) -> Self {
        self.set(|query| query.status.push(status))
    }
}
