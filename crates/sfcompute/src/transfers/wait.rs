//! Following a transfer until it has been carried out.

use std::time::Duration;

use sfcompute_api::{operations, types};
use sfcompute_types::{Invalid, PoolTransferId};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::problem::Problems;
use crate::wait::{self, Look, Pace};

/// A wait for a transfer; made by [`Transfers::wait`](super::Transfers::wait).
#[derive(Clone, Debug)]
#[must_use = "a wait asks nothing until one of its `until` methods is awaited"]
pub struct WaitForTransfer {
    client: Client,
    id: Result<PoolTransferId, Invalid>,
    pace: Pace,
}

impl WaitForTransfer {
    pub(super) fn new(client: &Client, id: Result<PoolTransferId, Invalid>) -> Self {
        Self {
            client: client.clone(),
            id,
            pace: Pace::default(),
        }
    }

    /// How long to wait at most; 5 minutes when not given.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.pace.deadline = deadline;
        self
    }

    /// How long to wait between two looks; one second when not given.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.pace.interval = interval;
        self
    }

    /// Waits until the nodes have moved.
    ///
    /// # Errors
    ///
    /// [`is_wait_ended`](Error::is_wait_ended) when the transfer is rejected, with the server's
    /// reason, or the deadline passes; whatever [`Transfers::get`](super::Transfers::get) fails
    /// with.
    pub async fn until_executed(self) -> Result<types::PoolTransferResponse, Error> {
        self.until(|transfer| match transfer.status {
            types::PoolTransferStatus::Executed => Look::Done,
            types::PoolTransferStatus::Rejected => Look::Never,
            _ => Look::NotYet,
        })
        .await
    }

    /// Waits until the transfer has been carried out or rejected.
    ///
    /// # Errors
    ///
    /// [`is_wait_ended`](Error::is_wait_ended) when the deadline passes; whatever
    /// [`Transfers::get`](super::Transfers::get) fails with.
    pub async fn until_settled(self) -> Result<types::PoolTransferResponse, Error> {
        self.until(|transfer| match transfer.status {
            types::PoolTransferStatus::Executed | types::PoolTransferStatus::Rejected => Look::Done,
            _ => Look::NotYet,
        })
        .await
    }

    async fn until(
        self,
        look: impl Fn(&types::PoolTransferResponse) -> Look + Send,
    ) -> Result<types::PoolTransferResponse, Error> {
        let Self { client, id, pace } = self;
        let mut problems = Problems::default();
        let Some(id) = problems.take("id", id) else {
            let operation = &operations::FETCH_POOL_TRANSFER;
            return Call::invalid(&client, operation, problems).send().await;
        };
        let fetch = || client.transfers().get(&id);
        let describe = |transfer: &types::PoolTransferResponse| {
            let reason = match &transfer.rejected_reason {
                Some(reason) => format!(" ({reason})"),
                None => String::new(),
            };
            format!(
                "the transfer {} is {}{reason}",
                transfer.id, transfer.status
            )
        };
        wait::until(&client, pace, fetch, look, describe).await
    }
}
