//! Reading an order, whichever revision of the API sent it.

use sfcompute_api::types::{OrderFill, OrderResponse, OrderStatus};
use sfcompute_types::Name;

/// What an order says, from the fields of either revision of the API.
pub trait OrderExt {
    /// The name of the order's pool: `pool.name`, or the older `capacity.name`.
    fn pool_name(&self) -> Option<&Name>;

    /// The id of the order's pool: `pool.id`, or the older `capacity.id`.
    fn pool_id(&self) -> Option<&str>;

    /// The SKU's display name: `alias`, or the older `name`.
    fn sku_name(&self) -> Option<&Name>;

    /// Whether the status is one that does not change any more: filled, cancelled or rejected.
    ///
    /// A status that this version does not know is not taken for a final one.
    fn is_final(&self) -> bool;

    /// Whether the market has dealt with the order: its status is no longer `pending`, and is one
    /// that this version knows. A standing order is settled and may still fill.
    fn is_settled(&self) -> bool;

    /// Whether all of it has filled.
    fn is_filled(&self) -> bool;

    /// The fills so far, oldest first as the server sends them.
    fn fills(&self) -> &[OrderFill];
}

impl OrderExt for OrderResponse {
    fn pool_name(&self) -> Option<&Name> {
        let of_pool = self.pool.as_ref().map(|pool| &pool.name);
        of_pool.or_else(|| self.capacity.as_ref().map(|capacity| &capacity.name))
    }

    fn pool_id(&self) -> Option<&str> {
        let of_pool = self.pool.as_ref().map(|pool| pool.id.as_str());
        of_pool.or_else(|| self.capacity.as_ref().map(|capacity| capacity.id.as_str()))
    }

    fn sku_name(&self) -> Option<&Name> {
        let sku = self.instance_sku.as_ref()?;
        sku.alias.as_ref().or(sku.name.as_ref())
    }

    fn is_final(&self) -> bool {
        matches!(
            self.status,
            OrderStatus::Filled | OrderStatus::Cancelled | OrderStatus::Rejected
        )
    }

    fn is_settled(&self) -> bool {
        !matches!(self.status, OrderStatus::Pending | OrderStatus::Unknown(_))
    }

    fn is_filled(&self) -> bool {
        self.status == OrderStatus::Filled
    }

    fn fills(&self) -> &[OrderFill] {
        &self.fills
    }
}
