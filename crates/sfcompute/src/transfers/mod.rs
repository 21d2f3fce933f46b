//! Transfers: nodes on their way from one pool to another.
//!
//! | module | what lives there |
//! |---|---|
//! | `list` | listing, filtered |
//! | `wait` | following a transfer until it has been carried out |

mod list;
mod wait;

use sfcompute_api::{operations, types};
use sfcompute_types::{Input, Invalid, PoolTransferId};

use crate::call::Call;
use crate::client::Client;
use crate::pools::check_transfer;
pub use list::{ListTransfers, TransfersQuery};
pub use wait::WaitForTransfer;

/// The transfers of the account.
#[derive(Clone, Copy, Debug)]
pub struct Transfers<'c> {
    client: &'c Client,
}

impl Client {
    /// Reading and listing transfers between pools. [`Pools::transfer`](crate::pools::Pools::transfer)
    /// makes one.
    pub fn transfers(&self) -> Transfers<'_> {
        Transfers { client: self }
    }
}

impl Transfers<'_> {
    /// Makes a transfer whose body you have. It is checked like any other.
    ///
    /// # Errors
    ///
    /// [`is_invalid_request`](crate::Error::is_invalid_request) with every problem of the body;
    /// 404 when a pool is not the caller's.
    pub fn create(
        &self,
        body: types::CreatePoolTransferRequest,
    ) -> Call<types::PoolTransferResponse> {
        let operation = &operations::CREATE_POOL_TRANSFER;
        let problems = check_transfer(&body);
        if !problems.is_empty() {
            return Call::invalid(self.client, operation, problems);
        }
        Call::new(self.client, operation, move |api, key| async move {
            api.create_pool_transfer(key.as_ref().map(|key| key.as_str()), &body)
                .await
        })
    }

    /// A transfer as it is now.
    pub fn get(&self, id: impl Input<PoolTransferId>) -> Call<types::PoolTransferResponse> {
        fetch(self.client, id.input())
    }

    /// The organisation's transfers.
    pub fn list(&self) -> ListTransfers {
        ListTransfers::new(self.client, TransfersQuery::default())
    }

    /// Follows a transfer until it has been carried out or rejected, or meets any
    /// [condition](crate::wait).
    pub fn wait(&self, id: impl Input<PoolTransferId>) -> WaitForTransfer {
        wait::wait(self.client, id.input())
    }
}

fn fetch(
    client: &Client,
    id: Result<PoolTransferId, Invalid>,
) -> Call<types::PoolTransferResponse> {
    Call::by_id(
        client,
        &operations::FETCH_POOL_TRANSFER,
        id,
        |api, id| async move { api.fetch_pool_transfer(&id).await },
    )
}
