//! Orders: buy and sell nodes on one SKU over one window.
//!
//! | module | what lives there |
//! |---|---|
//! | `place` | the builder of a buy or a sell |
//! | `body` | what is checked before an order is sent |
//! | `list` | listing, filtered |
//! | `preview` | what an order would cost |
//! | `wait` | following an order until it settles |
//! | `view` | reading an order of either revision of the API |

pub(crate) mod body;
mod list;
mod place;
mod preview;
mod view;
mod wait;

use sfcompute_api::{operations, types};
use sfcompute_types::{Input, InstanceSkuId, Invalid, OrderId};

use crate::call::Call;
use crate::client::Client;
use crate::spend::Commitment;
pub use list::{ListOrders, OrdersQuery};
pub(crate) use place::node_count;
pub use place::{PlaceOrder, PlaceOrderBuilder, place_order};
pub use preview::{PreviewOrder, PreviewOrderBuilder, preview_order};
pub use view::OrderExt;
pub use wait::WaitForOrder;

/// The orders of the account.
#[derive(Clone, Copy, Debug)]
pub struct Orders<'c> {
    client: &'c Client,
}

impl Client {
    /// Placing, reading, listing and cancelling orders.
    pub fn orders(&self) -> Orders<'_> {
        Orders { client: self }
    }
}

impl Orders<'_> {
    /// A buy of `nodes` nodes of a SKU. Pool, window and limit price must be given before it can
    /// be sent.
    pub fn buy(&self, instance_sku: impl Input<InstanceSkuId>, nodes: u32) -> PlaceOrderBuilder {
        PlaceOrder::builder(
            self.client.clone(),
            types::Side::Buy,
            instance_sku.input(),
            nodes,
        )
    }

    /// A sale of `nodes` nodes of a SKU. Pool, window and limit price must be given before it can
    /// be sent.
    pub fn sell(&self, instance_sku: impl Input<InstanceSkuId>, nodes: u32) -> PlaceOrderBuilder {
        PlaceOrder::builder(
            self.client.clone(),
            types::Side::Sell,
            instance_sku.input(),
            nodes,
        )
    }

    /// Places an order whose body you have, such as the one of a preview. It is checked like any
    /// other.
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](crate::Error::is_invalid_request) with every problem of the body;
    /// 402 when the balance does not cover it; 404 when the pool is not the caller's.
    pub fn create(&self, body: types::CreateOrderRequest) -> Call<types::OrderResponse> {
        let problems = body::check(&body);
        if !problems.is_empty() {
            return Call::invalid(self.client, &operations::CREATE_ORDER, problems);
        }
        let commitment = Commitment::of(&body);
        Call::new(
            self.client,
            &operations::CREATE_ORDER,
            move |api, key| async move {
                api.create_order(key.as_ref().map(|key| key.as_str()), &body)
                    .await
            },
        )
        .commits(commitment)
    }

    /// An order as it is now.
    pub fn get(&self, id: impl Input<OrderId>) -> Call<types::OrderResponse> {
        fetch(self.client, id.input())
    }

    /// Asks for an order to be cancelled. More may fill before its status is `cancelled`.
    ///
    /// # Errors
    ///
    /// 422 when it can no longer be cancelled.
    pub fn cancel(&self, id: impl Input<OrderId>) -> Call<()> {
        Call::by_id(
            self.client,
            &operations::CANCEL_ORDER,
            id.input(),
            |api, id| async move { api.cancel_order(&id).await },
        )
    }

    /// The account's orders, newest first unless sorted otherwise.
    pub fn list(&self) -> ListOrders {
        ListOrders::new(self.client, OrdersQuery::default())
    }

    /// What a buy of `nodes` nodes would cost, on whichever SKU meets the requirements.
    pub fn preview_buy(&self, nodes: u32) -> PreviewOrderBuilder {
        PreviewOrder::builder(self.client.clone(), types::Side::Buy, nodes)
    }

    /// What a sale of `nodes` nodes would bring, on whichever SKU meets the requirements.
    pub fn preview_sell(&self, nodes: u32) -> PreviewOrderBuilder {
        PreviewOrder::builder(self.client.clone(), types::Side::Sell, nodes)
    }

    /// Follows an order until it is as it should be: settled, filled, or any
    /// [condition](crate::wait).
    pub fn wait(&self, id: impl Input<OrderId>) -> WaitForOrder {
        wait::wait(self.client, id.input())
    }
}

fn fetch(client: &Client, id: Result<OrderId, Invalid>) -> Call<types::OrderResponse> {
    Call::by_id(client, &operations::FETCH_ORDER, id, |api, id| async move {
        api.fetch_order(&id).await
    })
}
