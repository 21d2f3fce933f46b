//! The builder of a transfer between pools.

use std::str::FromStr as _;

use bon::Builder;
use sfcompute_api::{operations, types};
use sfcompute_types::{Input, InstanceSkuId, Invalid, Schedule, TransferPoolRef, Window};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::options::{CallOptions, awaits_its_call, option_methods};
use crate::orders::body::{END_FIELD, START_FIELD};
use crate::orders::node_count;
use crate::problem::{Problem, Problems};
use transfer_pools::{IsComplete, State};

/// A transfer about to be made; made by [`Pools::transfer`](super::Pools::transfer).
///
/// SKU, nodes and window are required.
///
/// ```no_run
/// # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) -> Result<(), sfcompute::Error> {
/// let transfer = sfc
///     .pools()
///     .transfer("sfc:pool:acme:prod:training", "sfc:pool:acme:prod:inference")
///     .instance_sku("isku_k3R-nX9vLm7Qp2Yw5Jd8F")
///     .nodes(2)
///     .window(window)
///     .send()
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// ```compile_fail
/// # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) {
/// let transfer = sfc
///     .pools()
///     .transfer("sfc:pool:acme:prod:training", "sfc:pool:acme:prod:inference")
///     .nodes(2)
///     .window(window)
///     .send() // no SKU
///     .await;
/// # }
/// ```
#[derive(Builder)]
#[builder(
    state_mod(name = transfer_pools, vis = "pub", doc {
        /// Which fields of a transfer have been given, tracked by the compiler.
    }),
    start_fn(vis = "pub(super)"),
    finish_fn(vis = "", name = finish),
    builder_type(doc {
        /// A transfer about to be made: [`Transfer`] says what it takes.
    })
)]
pub struct Transfer {
    #[builder(start_fn)]
    client: Client,
    #[builder(start_fn)]
    from: Result<TransferPoolRef, Invalid>,
    #[builder(start_fn)]
    to: Result<TransferPoolRef, Invalid>,
    #[builder(field)]
    options: CallOptions,
    /// The SKU whose nodes move.
    #[builder(with = |id: impl Input<InstanceSkuId>| id.input())]
    instance_sku: Result<InstanceSkuId, Invalid>,
    /// How many nodes move.
    nodes: u32,
    /// For which time they move: whole minutes, end not included.
    #[builder(with = |window: impl Input<Window>| window.input())]
    window: Result<Window, Invalid>,
}

impl<S: State> TransferBuilder<S> {
    option_methods!(keyed);
}

impl<S: IsComplete> TransferBuilder<S> {
    /// The call that makes the transfer, for its response with headers, or its raw answer.
    pub fn call(self) -> Call<types::PoolTransferResponse> {
        self.finish().call()
    }

    /// Makes the transfer. It is carried out asynchronously: the answer's status is usually
    /// `pending`, and [`Transfers::wait`](crate::transfers::Transfers::wait) follows it.
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](Error::is_invalid_request) with every problem at once, before
    /// anything is sent; [`is_not_found`](Error::is_not_found) when a pool is not the caller's.
    pub async fn send(self) -> Result<types::PoolTransferResponse, Error> {
        self.call().send().await
    }
}

awaits_its_call!(TransferBuilder<S>, S: IsComplete => types::PoolTransferResponse);

impl Transfer {
    fn call(self) -> Call<types::PoolTransferResponse> {
        let client = self.client.clone();
        let options = self.options.clone();
        let call = match self.body() {
            Ok(body) => client.transfers().create(body),
            Err(problems) => Call::invalid(&client, &operations::CREATE_POOL_TRANSFER, problems),
        };
        call.options(options)
    }

    fn body(self) -> Result<types::CreatePoolTransferRequest, Problems> {
        let mut problems = Problems::default();
        let from = problems.take("from_pool", self.from);
        let to = problems.take("to_pool", self.to);
        let instance_sku = problems.take("instance_sku", self.instance_sku);
        let window = problems.take_window(START_FIELD, END_FIELD, self.window);
        let node_count = node_count(&mut problems, self.nodes);
        match (from, to, instance_sku, window, node_count) {
            (Some(from_pool), Some(to_pool), Some(instance_sku), Some(window), Some(nodes)) => {
                Ok(types::CreatePoolTransferRequest {
                    from_pool,
                    to_pool,
                    instance_sku,
                    allocation_schedule_delta: Schedule::flat(window, nodes),
                })
            }
            _ => Err(problems),
        }
    }
}

/// Every problem of a transfer's body, by the API's field names.
pub(crate) fn check(body: &types::CreatePoolTransferRequest) -> Problems {
    let mut problems = Problems::default();
    problems.take(
        "from_pool",
        TransferPoolRef::from_str(body.from_pool.as_str()),
    );
    problems.take("to_pool", TransferPoolRef::from_str(body.to_pool.as_str()));
    problems.take(
        "instance_sku",
        InstanceSkuId::from_str(body.instance_sku.as_str()),
    );
    check_schedule(&mut problems, &body.allocation_schedule_delta);
    problems
}

/// A transfer's schedule moves at least one node at some time.
pub(super) fn check_schedule(problems: &mut Problems, schedule: &Schedule) {
    const FIELD: &str = "allocation_schedule_delta";
    for invalid in schedule.check() {
        problems.add_invalid(format!("{FIELD}{}", invalid.what()), &invalid);
    }
    if !schedule.entries().iter().any(|entry| entry.node_count > 0) {
        problems.add(Problem::new(
            FIELD,
            format!("{} ranges without a node", schedule.len()),
            "at least one range of at least one node",
        ));
    }
}
