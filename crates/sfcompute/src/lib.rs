//! The Rust SDK for the San Francisco Compute market, where GPU nodes are bought, sold and moved
//! between pools by the minute.
//!
//! An order spends real money, so three promises come before all else. What is sent is **exact**:
//! prices, times and node counts never pass through a float, and a request is checked whole
//! before it leaves. An order meant once is placed **once**: orders and transfers carry an
//! idempotency key, minted when none is given and shown in every result and error. A change of
//! the API **never breaks a running program**: unknown fields are passed over, unknown statuses
//! kept to the letter.
//!
//! ```no_run
//! use sfcompute::{Client, Window};
//!
//! # async fn run(start: sfcompute::Timestamp) -> Result<(), Box<dyn std::error::Error>> {
//! let sfc = Client::from_env()?;
//! let window = Window::starting(start).hours(24)?;
//!
//! let order = sfc
//!     .orders()
//!     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
//!     .pool("sfc:pool:acme:prod:training")
//!     .window(window)
//!     .limit_price("2.50")
//!     .standing()
//!     .send()
//!     .await?;
//!
//! let order = sfc.orders().wait(&order.id).until_filled().await?;
//!
//! sfc.pools()
//!     .transfer("sfc:pool:acme:prod:training", "sfc:pool:acme:prod:inference")
//!     .instance_sku("isku_k3R-nX9vLm7Qp2Yw5Jd8F")
//!     .nodes(2)
//!     .window(window)
//!     .send()
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Tour
//!
//! | where | what |
//! |---|---|
//! | [`Client`], [`ClientBuilder`] | token, base URL, timeouts, retries; cheap to clone |
//! | [`orders`] | buy, sell, preview, list, cancel, wait |
//! | [`pools`], [`transfers`] | where nodes are held, and moving them |
//! | [`wait`] | looking again until a resource is as it should be |
//! | [`spend`] | a limit on what orders may cost, kept before they are sent |
//! | [`orderbook`], [`instance_skus`] | what is on offer, what has traded, which hardware |
//! | [`Call`], [`CallOptions`] | options of one call; its result, its response, its raw answer |
//! | [`Error`], [`RetryAdvice`] | one error type: what happened, to which operation, what to do |
//! | [`retry`] | what is sent again, when, and how often |
//! | [`reconcile`], [`Intent`] | what became of a call without an answer, even after a crash |
//! | [`journal`] | keyed calls written down before they are sent |
//! | [`telemetry`] | spans for traces, an observer for metrics |
//! | [`List`], [`Page`] | lists as pages and as streams of items |
//! | [`types`] | the API's own bodies, as generated from its contract |
//!
//! # Once
//!
//! Every call is sent until it is answered, as far as it may be: the [`retry`] module has the rule
//! in one table. An order, a transfer and the replacement of an instance carry one idempotency key
//! through all of their attempts, so that what is sent twice is done once. Where no attempt has
//! an answer that tells, the error says so, and carries all that it takes to find out:
//!
//! ```no_run
//! # async fn run(sfc: sfcompute::Client, window: sfcompute::Window) -> Result<(), sfcompute::Error> {
//! let order = sfc
//!     .orders()
//!     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
//!     .pool("sfc:pool:acme:prod:training")
//!     .window(window)
//!     .limit_price("2.50")
//!     .await;
//! if let Err(error) = order {
//!     for attempt in error.attempts() {
//!         eprintln!("{attempt}");
//!     }
//!     match error.intent() {
//!         Some(intent) => println!("{}", sfc.reconcile(intent).await),
//!         None => println!("nothing was placed: {}", error.retry_advice()),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A future may be dropped at any await, as by `select!`: what was sent may be carried out all the
//! same, and everything that counts on it ([keys](IdempotencyKey), the [spend guard](spend), the
//! [journal]) takes it that way.
//!
//! # Vocabulary
//!
//! Ids, prices, times, windows and schedules are types of their own: [`OrderId`], [`Price`],
//! [`Timestamp`], [`Window`], [`Schedule`]. Wherever a method takes one, it takes plain text as
//! well ([`Input`]), and reports a text that will not do together with everything else that is
//! wrong with the request.
//!
//! # Rules
//!
//! * Nothing is sent that the API's documents forbid; what they leave open is left to the server.
//! * The token goes into one header and into no log, error or `Debug` form.
//! * Requests go over https, or over http to this very machine; redirects are not followed.
//! * What was not proved undone is taken for done, until it is found out.
//! * Time, waiting, randomness and idempotency keys come from what the client was given ([`Time`],
//!   [`Random`], [`KeySource`]).
//!
//! # Features
//!
//! | feature | what it brings |
//! |---|---|
//! | `ring`, the default | TLS by rustls and ring |
//! | `aws-lc` | TLS by rustls and AWS-LC, in place of ring |
//! | `native-tls` | TLS by the operating system, in place of both |
//! | `journal` | the intent journal in one file |
//! | `journal-postgres` | the intent journal in a PostgreSQL database |

mod base_url;
mod builder;
mod call;
mod client;
mod environment;
mod error;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod idempotency;
pub mod instance_skus;
mod intent;
pub mod journal;
mod list;
mod me;
mod options;
pub mod orderbook;
pub mod orders;
mod page;
pub mod pools;
mod problem;
mod random;
pub mod reconcile;
mod requirements;
pub mod retry;
pub mod spend;
pub mod telemetry;
mod time;
mod tls;
mod token;
pub mod transfers;
mod transport;
pub mod wait;

pub use builder::ClientBuilder;
pub use call::{Call, RawResponse, Response};
pub use client::Client;
pub use environment::{BASE_URL_VARIABLE, TOKEN_VARIABLES};
pub use error::{Detail, Error, RetryAdvice};
pub use idempotency::{IdempotencyKey, KeySource, UuidKeys};
pub use intent::Intent;
pub use list::{List, Query};
pub use options::CallOptions;
pub use orders::OrderExt;
pub use page::Page;
pub use problem::Problem;
pub use random::{Random, SystemRandom};
pub use retry::{Attempt, AttemptOutcome, RetriesEnded, RetryBudget, RetryPolicy};
pub use telemetry::Observer;
pub use time::{SystemTime, Time};

pub use sfcompute_api::types::{
    InstanceSku, InstanceSkuAvailability, OrderFill, OrderPreviewResponse as OrderPreview,
    OrderResponse as Order, OrderSortBy, OrderStatus, PoolResponse as Pool,
    PoolTransferResponse as PoolTransfer, PoolTransferStatus, Side,
};
pub use sfcompute_api::{BoxFuture, Operation, Safety, operations, types};
pub use sfcompute_types::{
    CapacityId, CapacityPath, CapacityRef, ContractId, DeploymentId, Input, InstanceSkuId, Invalid,
    Name, OrderId, OrderTarget, Patch, PoolId, PoolPath, PoolRef, PoolTransferId, Price,
    ProcurementId, ProcurementRef, Schedule, ScheduleEnd, ScheduleEntry, Tags, Timestamp,
    TransferPoolRef, UnknownVariant, UserId, Window, WorkspaceId, WorkspacePath, WorkspaceRef,
};
