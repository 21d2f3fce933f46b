//! Following an order until it settles.

use sfcompute_api::types::OrderResponse;
use sfcompute_types::{Invalid, OrderId};

use super::fetch;
use crate::client::Client;
use crate::error::Error;
use crate::wait::{Lifecycle as _, Waiter, filled};

/// A wait for an order; made by [`Orders::wait`](super::Orders::wait).
pub type WaitForOrder = Waiter<OrderResponse>;

/// A wait whose first look fails when the id is none.
pub(super) fn wait(client: &Client, id: Result<OrderId, Invalid>) -> WaitForOrder {
    let looking = client.clone();
    client
        .wait_for(move || fetch(&looking, id.clone()))
        .told(OrderResponse::told)
}

impl Waiter<OrderResponse> {
    /// Waits until all of the order has filled.
    ///
    /// # Errors
    ///
    /// As [`until`](Self::until); the order may end otherwise.
    pub async fn until_filled(self) -> Result<OrderResponse, Error> {
        self.until(filled()).await
    }
}
