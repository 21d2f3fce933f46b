//! Following an order until it settles.

use std::time::Duration;

use sfcompute_api::{operations, types};
use sfcompute_types::{Invalid, OrderId};

use super::OrderExt as _;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::problem::Problems;
use crate::wait::{self, Look, Pace};

/// A wait for an order; made by [`Orders::wait`](super::Orders::wait).
#[derive(Clone, Debug)]
#[must_use = "a wait asks nothing until one of its `until` methods is awaited"]
pub struct WaitForOrder {
    client: Client,
    id: Result<OrderId, Invalid>,
    pace: Pace,
}

impl WaitForOrder {
    pub(super) fn new(client: &Client, id: Result<OrderId, Invalid>) -> Self {
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

    /// Waits until the market has dealt with the order: it stands, has filled in part or whole,
    /// or has ended.
    ///
    /// # Errors
    ///
    /// [`is_wait_ended`](Error::is_wait_ended) when the deadline passes; whatever
    /// [`Orders::get`](super::Orders::get) fails with.
    pub async fn until_settled(self) -> Result<types::OrderResponse, Error> {
        self.until(|order| {
            if order.is_settled() {
                Look::Done
            } else {
                Look::NotYet
            }
        })
        .await
    }

    /// Waits until all of the order has filled.
    ///
    /// # Errors
    ///
    /// [`is_wait_ended`](Error::is_wait_ended) when the order ends otherwise or the deadline
    /// passes; whatever [`Orders::get`](super::Orders::get) fails with.
    pub async fn until_filled(self) -> Result<types::OrderResponse, Error> {
        self.until(|order| match order {
            order if order.is_filled() => Look::Done,
            order if order.is_final() => Look::Never,
            _ => Look::NotYet,
        })
        .await
    }

    async fn until(
        self,
        look: impl Fn(&types::OrderResponse) -> Look + Send,
    ) -> Result<types::OrderResponse, Error> {
        let Self { client, id, pace } = self;
        let mut problems = Problems::default();
        let Some(id) = problems.take("id", id) else {
            return Call::invalid(&client, &operations::FETCH_ORDER, problems)
                .send()
                .await;
        };
        let fetch = || client.orders().get(&id);
        let describe =
            |order: &types::OrderResponse| format!("the order {} is {}", order.id, order.status);
        wait::until(&client, pace, fetch, look, describe).await
    }
}
