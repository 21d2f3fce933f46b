//! The builder of a buy or a sell.

use bon::Builder;
use sfcompute_api::{operations, types};
use sfcompute_types::{Input, InstanceSkuId, Invalid, OrderTarget, Price, Schedule, Window};

use super::body::{self, END_FIELD, START_FIELD};
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::options::{CallOptions, awaits_its_call, option_methods};
use crate::problem::{Problem, Problems};
use place_order::{IsComplete, IsUnset, SetAllowPartial, SetAllowStanding, State};

/// An order about to be placed; made by [`Orders::buy`](super::Orders::buy) and
/// [`Orders::sell`](super::Orders::sell).
///
/// Pool, window and limit price are required: without them the order cannot be sent, and the
/// program does not compile.
///
/// ```no_run
/// # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) -> Result<(), sfcompute::Error> {
/// let order = sfc
///     .orders()
///     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
///     .pool("sfc:pool:acme:prod:training")
///     .window(window)
///     .limit_price("2.50")
///     .standing()
///     .send()
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// ```compile_fail
/// # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) {
/// let order = sfc
///     .orders()
///     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
///     .pool("sfc:pool:acme:prod:training")
///     .window(window)
///     .send() // no limit price
///     .await;
/// # }
/// ```
///
/// ```compile_fail
/// # async fn run(sfc: sfcompute::Client) {
/// let order = sfc
///     .orders()
///     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
///     .pool("sfc:pool:acme:prod:training")
///     .limit_price("2.50")
///     .send() // no window
///     .await;
/// # }
/// ```
///
/// ```compile_fail
/// # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) {
/// let order = sfc
///     .orders()
///     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
///     .window(window)
///     .limit_price("2.50")
///     .send() // no pool
///     .await;
/// # }
/// ```
#[derive(Builder)]
#[builder(
    state_mod(name = place_order, vis = "pub", doc {
        /// Which fields of an order have been given, tracked by the compiler.
    }),
    start_fn(vis = "pub(super)"),
    finish_fn(vis = "", name = finish),
    builder_type(doc {
        /// An order about to be placed: [`PlaceOrder`] says what it takes.
    })
)]
pub struct PlaceOrder {
    #[builder(start_fn)]
    client: Client,
    #[builder(start_fn)]
    side: types::Side,
    #[builder(start_fn)]
    instance_sku: Result<InstanceSkuId, Invalid>,
    #[builder(start_fn)]
    nodes: u32,
    #[builder(field)]
    options: CallOptions,
    /// The pool that receives the nodes of a buy or gives those of a sale: an id (`pool_…`) or a
    /// path (`sfc:pool:…`), or the older `cap_…` and `sfc:capacity:…`, which go out as
    /// `capacity`.
    #[builder(name = pool, with = |target: impl Input<OrderTarget>| target.input())]
    target: Result<OrderTarget, Invalid>,
    /// When the nodes are wanted or offered: whole minutes, end not included.
    #[builder(with = |window: impl Input<Window>| window.input())]
    window: Result<Window, Invalid>,
    /// The most a buyer pays, or the least a seller takes, in dollars per node-hour. The market
    /// rounds it to a multiple of $0.000060; [`Price::rounded_to_step`] tells to what.
    #[builder(with = |price: impl Input<Price>| price.input())]
    limit_price: Result<Price, Invalid>,
    /// Whether the order rests on the book until it fills, is cancelled, or its window ends. If
    /// false, what does not fill at once is cancelled. Not given: the server decides.
    allow_standing: Option<bool>,
    /// Whether it may fill in part: fewer nodes, or parts of the window. Not given: the server
    /// decides, which means all or nothing.
    allow_partial: Option<bool>,
}

impl<S: State> PlaceOrderBuilder<S> {
    /// Let the order rest on the book until it fills, is cancelled, or its window ends.
    pub fn standing(self) -> PlaceOrderBuilder<SetAllowStanding<S>>
    where
        S::AllowStanding: IsUnset,
    {
        self.allow_standing(true)
    }

    /// Cancel what does not fill at once.
    pub fn immediate_or_cancel(self) -> PlaceOrderBuilder<SetAllowStanding<S>>
    where
        S::AllowStanding: IsUnset,
    {
        self.allow_standing(false)
    }

    /// Let it fill in part: fewer nodes, or parts of the window.
    pub fn partial(self) -> PlaceOrderBuilder<SetAllowPartial<S>>
    where
        S::AllowPartial: IsUnset,
    {
        self.allow_partial(true)
    }

    option_methods!(keyed);
}

impl<S: IsComplete> PlaceOrderBuilder<S> {
    /// The call that places the order, for its response with headers, or its raw answer.
    pub fn call(self) -> Call<types::OrderResponse> {
        self.finish().call()
    }

    /// Places the order. It fills asynchronously: the answer's status is usually `pending`, and
    /// [`Orders::wait`](super::Orders::wait) follows it.
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](Error::is_invalid_request) with every problem at once, before
    /// anything is sent; [`is_payment_required`](Error::is_payment_required) when the balance does
    /// not cover it; [`is_outcome_unknown`](Error::is_outcome_unknown) when it may have been
    /// placed.
    pub async fn send(self) -> Result<types::OrderResponse, Error> {
        self.call().send().await
    }
}

awaits_its_call!(PlaceOrderBuilder<S>, S: IsComplete => types::OrderResponse);

impl PlaceOrder {
    fn call(self) -> Call<types::OrderResponse> {
        let client = self.client.clone();
        let options = self.options.clone();
        let call = match self.body() {
            Ok(body) => client.orders().create(body),
            Err(problems) => Call::invalid(&client, &operations::CREATE_ORDER, problems),
        };
        call.options(options)
    }

    /// The body to send, or everything that is wrong with it.
    fn body(self) -> Result<types::CreateOrderRequest, Problems> {
        let mut problems = Problems::default();
        let target = problems.take("pool", self.target);
        let instance_sku = problems.take("instance_sku", self.instance_sku);
        let window = problems.take_window(START_FIELD, END_FIELD, self.window);
        let limit_price = problems.take("limit_price_dollars_per_node_hour", self.limit_price);
        let node_count = node_count(&mut problems, self.nodes);
        if let Some(price) = limit_price.as_ref().filter(|price| !price.is_positive()) {
            problems.add(body::not_positive(price));
        }
        let (Some(target), Some(instance_sku), Some(window), Some(limit_price), Some(node_count)) =
            (target, instance_sku, window, limit_price, node_count)
        else {
            return Err(problems);
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let (pool, capacity) = match target {
            OrderTarget::Pool(pool) => (Some(pool), None),
            OrderTarget::Capacity(capacity) => (None, Some(capacity)),
        };
        Ok(types::CreateOrderRequest {
            pool,
            capacity,
            side: self.side,
            instance_sku,
            allocation_schedule_delta: Schedule::flat(window, node_count),
            limit_price_dollars_per_node_hour: limit_price,
            allow_standing: self.allow_standing,
            allow_partial: self.allow_partial,
        })
    }
}

/// A node count as the API takes it: 1 to the largest 32-bit integer.
pub(crate) fn node_count(problems: &mut Problems, nodes: u32) -> Option<i32> {
    match i32::try_from(nodes) {
        Ok(count) if count > 0 => Some(count),
        _ => {
            problems.add(Problem::new(
                "node_count",
                nodes,
                format!("1 to {} nodes", i32::MAX),
            ));
            None
        }
    }
}
