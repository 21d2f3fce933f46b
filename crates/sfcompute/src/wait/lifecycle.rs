//! Resources that come to an end, and the conditions on how far they have come.

use std::fmt::Display;

use sfcompute_api::types::{
    InstanceResponse, InstanceStatus, OrderResponse, OrderStatus, PoolTransferResponse,
    PoolTransferStatus,
};

use super::condition::Condition;
use super::verdict::Verdict;

/// A resource whose status says how far it has come.
///
/// A status that this version does not know is neither settled nor the end: what it means is for
/// a newer version to say, and until then a wait goes on.
pub trait Lifecycle: 'static {
    /// The type of its status.
    type Status: PartialEq + Display + Send + Sync + 'static;

    /// How far it has come.
    fn status(&self) -> &Self::Status;

    /// Whether the market has dealt with it, one way or the other.
    fn has_settled(&self) -> bool;

    /// Whether it will not change any more.
    fn has_ended(&self) -> bool;

    /// Which resource it is and how far it has come, for messages: `the order ordr_… is standing`.
    fn told(&self) -> String;
}

impl Lifecycle for OrderResponse {
    type Status = OrderStatus;

    fn status(&self) -> &OrderStatus {
        &self.status
    }

    fn has_settled(&self) -> bool {
        !matches!(self.status, OrderStatus::Pending | OrderStatus::Unknown(_))
    }

    fn has_ended(&self) -> bool {
        matches!(
            self.status,
            OrderStatus::Filled | OrderStatus::Cancelled | OrderStatus::Rejected
        )
    }

    fn told(&self) -> String {
        format!("the order {} is {}", self.id, self.status)
    }
}

impl Lifecycle for PoolTransferResponse {
    type Status = PoolTransferStatus;

    fn status(&self) -> &PoolTransferStatus {
        &self.status
    }

    fn has_settled(&self) -> bool {
        self.has_ended()
    }

    fn has_ended(&self) -> bool {
        matches!(
            self.status,
            PoolTransferStatus::Executed | PoolTransferStatus::Rejected
        )
    }

    fn told(&self) -> String {
        let reason = match &self.rejected_reason {
            Some(reason) => format!(" ({reason})"),
            None => String::new(),
        };
        format!("the transfer {} is {}{reason}", self.id, self.status)
    }
}

impl Lifecycle for InstanceResponse {
    type Status = InstanceStatus;

    fn status(&self) -> &InstanceStatus {
        &self.status
    }

    /// It runs, has failed, or has been terminated: it no longer waits for a node.
    fn has_settled(&self) -> bool {
        !matches!(
            self.status,
            InstanceStatus::AwaitingAllocation | InstanceStatus::Unknown(_)
        )
    }

    /// It has been terminated. One that failed still takes up a node, and can be terminated.
    fn has_ended(&self) -> bool {
        self.status == InstanceStatus::Terminated
    }

    fn told(&self) -> String {
        format!("the instance {} is {}", self.id, self.status)
    }
}

/// The market has dealt with it: an order stands, has filled in part or whole, or has ended; a
/// transfer has been executed or rejected; an instance runs, has failed or has been terminated.
pub fn settled<T: Lifecycle>() -> Condition<T> {
    Condition::until_end("settled", T::has_settled)
}

/// It will not change any more.
pub fn ended<T: Lifecycle>() -> Condition<T> {
    Condition::until_end("ended", T::has_ended)
}

/// All of the order has filled.
pub fn filled() -> Condition<OrderResponse> {
    Condition::until_end("filled", |order: &OrderResponse| {
        order.status == OrderStatus::Filled
    })
}

/// The transfer's nodes have moved.
pub fn executed() -> Condition<PoolTransferResponse> {
    Condition::until_end("executed", |transfer: &PoolTransferResponse| {
        transfer.status == PoolTransferStatus::Executed
    })
}

/// The instance's machine is on. Its image and SSH may take up to ten minutes more.
pub fn running() -> Condition<InstanceResponse> {
    Condition::until_end("running", |instance: &InstanceResponse| {
        instance.status == InstanceStatus::Running
    })
}

/// The status is one of these. A status that this version does not know can be among them.
pub fn status_in<T: Lifecycle>(statuses: impl IntoIterator<Item = T::Status>) -> Condition<T> {
    let statuses: Vec<T::Status> = statuses.into_iter().collect();
    let names: Vec<String> = statuses.iter().map(ToString::to_string).collect();
    let name = format!("status in [{}]", names.join(", "));
    Condition::new(&name, move |state: &T| {
        let decided = state.has_ended() || statuses.is_empty();
        Verdict::of(statuses.contains(state.status()), decided)
    })
}
