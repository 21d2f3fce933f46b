//! Waiting: looking again until a resource is as it should be, or time runs out.
//!
//! The market carries out orders and transfers after it has answered, and sends no word when it
//! has. A [`Waiter`] looks again and again; a [`Condition`] says what for.
//!
//! ```no_run
//! # async fn run(sfc: sfcompute::Client, id: sfcompute::OrderId) -> Result<(), sfcompute::Error> {
//! use std::time::Duration;
//! use sfcompute::OrderStatus;
//! use sfcompute::wait::{filled, status_in};
//!
//! let half = status_in([OrderStatus::PartiallyFilled]);
//! let order = sfc
//!     .orders()
//!     .wait(&id)
//!     .deadline(Duration::from_secs(600))
//!     .until(filled().or(half))
//!     .await?;
//! # let _ = order;
//! # Ok(())
//! # }
//! ```
//!
//! | where | what |
//! |---|---|
//! | [`Orders::wait`](crate::orders::Orders::wait), [`Transfers::wait`](crate::transfers::Transfers::wait) | waits for an order, a transfer |
//! | [`Client::wait_for`](crate::Client::wait_for) | waits for whatever a closure fetches: pools, instances, several things at once |
//! | [`Waiter::until`] | the state that meets the condition |
//! | [`Waiter::changes`] | every state that differs from the one before, as a stream |
//! | [`settled`], [`ended`], [`filled`], [`executed`], [`running`], [`status_in`] | conditions |
//! | [`Condition::new`], [`Condition::when`] | conditions of your own |
//! | [`Verdict`] | what a condition makes of a state, and how and, or, not combine |
//!
//! # How a wait goes
//!
//! * The first look is at once. Pauses begin at [`interval`](Waiter::interval), grow by half up to
//!   [`max_interval`](Waiter::max_interval), and are drawn from the upper half of that, so that
//!   many waits do not look in step.
//! * The [`deadline`](Waiter::deadline) holds for all of it. The last pause is cut short, so that
//!   there is a look just before it; a look that is under way when it comes is given up.
//! * Each look is an ordinary call, with the client's retries and their shared budget. When it has
//!   failed for good the wait goes on as long as the failure may pass: no connection, no answer,
//!   an answer that makes no sense, 429, 5xx. A `Retry-After` is waited out; when it lies beyond
//!   the deadline, the wait ends there and then. Anything else (401, 403, 422) ends the wait with
//!   that error.
//! * 404 is "not yet" for as long as [`absent_for`](Waiter::absent_for) says and nothing has been
//!   seen: a resource that has just been made may not show at once. Later it ends the wait.
//! * A state from which the condition can never be met ends the wait. A status that this version
//!   does not know is never such a state.
//! * A wait that ends without its condition gives an error with the last state in it:
//!   [`Error::last_state`](crate::Error::last_state), and why:
//!   [`Error::wait_end`](crate::Error::wait_end).
//!
//! Time and chance come from the client's [`Time`](crate::Time) and [`Random`](crate::Random).

mod changes;
mod condition;
mod ended;
mod lifecycle;
mod pace;
mod verdict;
mod waiter;
mod watch;

pub use changes::Changes;
pub use condition::Condition;
pub use ended::WaitEnd;
pub(crate) use ended::WaitEnded;
pub use lifecycle::{Lifecycle, ended, executed, filled, running, settled, status_in};
pub use verdict::Verdict;
pub use waiter::Waiter;
