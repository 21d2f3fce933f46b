//! Following a transfer until it has been carried out.

use sfcompute_api::types::PoolTransferResponse;
use sfcompute_types::{Invalid, PoolTransferId};

use super::fetch;
use crate::client::Client;
use crate::error::Error;
use crate::wait::{Lifecycle as _, Waiter, executed};

/// A wait for a transfer; made by [`Transfers::wait`](super::Transfers::wait).
pub type WaitForTransfer = Waiter<PoolTransferResponse>;

/// A wait whose first look fails when the id is none.
pub(super) fn wait(client: &Client, id: Result<PoolTransferId, Invalid>) -> WaitForTransfer {
    let looking = client.clone();
    client
        .wait_for(move || fetch(&looking, id.clone()))
        .told(PoolTransferResponse::told)
}

impl Waiter<PoolTransferResponse> {
    /// Waits until the nodes have moved.
    ///
    /// # Errors
    ///
    /// As [`until`](Self::until); a transfer that is rejected ends it, with the server's reason.
    pub async fn until_executed(self) -> Result<PoolTransferResponse, Error> {
        self.until(executed()).await
    }
}
