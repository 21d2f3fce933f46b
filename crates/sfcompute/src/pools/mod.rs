//! Pools: where nodes are held over time, and moving nodes between them.
//!
//! | module | what lives there |
//! |---|---|
//! | `create` | the builder of a pool |
//! | `update` | the builder of a change to a pool |
//! | `list` | listing, filtered |
//! | `transfer` | the builder of a transfer between pools |

mod create;
mod list;
mod transfer;
mod update;

use sfcompute_api::{operations, types};
use sfcompute_types::{Input, InstanceSkuId, PoolRef, TransferPoolRef, WorkspaceRef};

use crate::call::Call;
use crate::client::Client;
use crate::problem::{Problem, Problems};
pub use create::CreatePool;
pub use list::{ListPools, PoolsQuery};
pub(crate) use transfer::check as check_transfer;
pub use transfer::{Transfer, TransferBuilder, transfer_pools};
pub use update::UpdatePool;

/// The pools of the account.
#[derive(Clone, Copy, Debug)]
pub struct Pools<'c> {
    client: &'c Client,
}

impl Client {
    /// Reading and changing pools, and moving nodes between them.
    pub fn pools(&self) -> Pools<'_> {
        Pools { client: self }
    }
}

impl Pools<'_> {
    /// A pool as it is now, with its schedule from now on.
    pub fn get(&self, id: impl Input<PoolRef>) -> Call<types::PoolResponse> {
        self.get_with_history(id, None)
    }

    /// A pool with the last `minutes` of its past schedule as well: 0 to 1440.
    pub fn get_with_history(
        &self,
        id: impl Input<PoolRef>,
        minutes: impl Into<Option<u64>>,
    ) -> Call<types::PoolResponse> {
        let operation = &operations::FETCH_POOL;
        let minutes = minutes.into();
        let mut problems = Problems::default();
        let id = problems.take("id", id.input());
        if let Some(problem) = minutes.and_then(history_problem) {
            problems.add(problem);
        }
        match id {
            Some(id) if problems.is_empty() => {
                Call::new(self.client, operation, move |api, _| async move {
                    api.fetch_pool(&id, minutes).await
                })
            }
            _ => Call::invalid(self.client, operation, problems),
        }
    }

    /// The pools that the token may see.
    pub fn list(&self) -> ListPools {
        ListPools::new(self.client, PoolsQuery::default())
    }

    /// A new pool in a workspace.
    ///
    /// The API takes no idempotency key for this one: a second call makes a second pool, or is
    /// refused for its name.
    pub fn create(&self, workspace: impl Input<WorkspaceRef>) -> CreatePool {
        CreatePool::new(self.client, workspace.input())
    }

    /// A change of a pool's name or tags; what is not set stays.
    pub fn update(&self, id: impl Input<PoolRef>) -> UpdatePool {
        UpdatePool::new(self.client, id.input())
    }

    /// Deletes a pool that has no active orders, future allocation, nodes or automations left.
    ///
    /// # Errors
    ///
    /// 422 when something is left.
    pub fn delete(&self, id: impl Input<PoolRef>) -> Call<()> {
        Call::by_id(
            self.client,
            &operations::DELETE_POOL,
            id.input(),
            |api, id| async move { api.delete_pool(&id).await },
        )
    }

    /// A transfer of nodes from one pool to another, both the caller's. SKU, nodes and window
    /// must be given before it can be sent.
    pub fn transfer(
        &self,
        from: impl Input<TransferPoolRef>,
        to: impl Input<TransferPoolRef>,
    ) -> TransferBuilder {
        Transfer::builder(self.client.clone(), from.input(), to.input())
    }

    /// A transfer of a whole schedule, such as different node counts over time.
    pub fn transfer_schedule(
        &self,
        from: impl Input<TransferPoolRef>,
        to: impl Input<TransferPoolRef>,
        instance_sku: impl Input<InstanceSkuId>,
        schedule: sfcompute_types::Schedule,
    ) -> Call<types::PoolTransferResponse> {
        let mut problems = Problems::default();
        let from = problems.take("from_pool", from.input());
        let to = problems.take("to_pool", to.input());
        let instance_sku = problems.take("instance_sku", instance_sku.input());
        transfer::check_schedule(&mut problems, &schedule);
        match (from, to, instance_sku) {
            (Some(from_pool), Some(to_pool), Some(instance_sku)) if problems.is_empty() => self
                .client
                .transfers()
                .create(types::CreatePoolTransferRequest {
                    from_pool,
                    to_pool,
                    instance_sku,
                    allocation_schedule_delta: schedule,
                }),
            _ => Call::invalid(self.client, &operations::CREATE_POOL_TRANSFER, problems),
        }
    }
}

/// How far back a pool's schedule goes.
fn history_problem(minutes: u64) -> Option<Problem> {
    (minutes > 1440).then(|| Problem::new("schedule_history_minutes", minutes, "0 to 1440 minutes"))
}
