//! The generated low-level client for the San Francisco Compute market API.
//!
//! Most programs want the `sfcompute` crate, which adds builders, validation, credentials and
//! typed errors to what stands here. This crate is one method an operation and one type a
//! schema, exactly as the contract has them, for those who need the bare thing.
//!
//! # Tour
//!
//! | where | what |
//! |---|---|
//! | [`Client`] | one `async` method an operation, arguments sorted by name (generated) |
//! | [`types`] | request and response bodies, open enums, open unions (generated) |
//! | [`operations`] | every operation's id, method, path, safety and success status (generated) |
//! | [`Transport`] | the seam: every request of a [`Client`] goes through one of these |
//! | [`vocabulary`] | the hand-written types that stand in for ids, prices, times and schedules |
//!
//! # Rules
//!
//! * `generated.rs` and `operations.rs` are written by `cargo xtask regen` from
//!   `openapi/sfc-api.yaml` and `openapi/overlay.yaml`, checked in so that a change of the API is
//!   a change one can review, and never edited.
//! * Responses decode leniently: unknown fields are passed over, an unknown enum value or union
//!   arm is kept to the letter in an `Unknown` variant, and no pattern or bound is enforced.
//! * Error responses are not modelled: each answer outside the documented success arrives as
//!   [`Error::UnexpectedResponse`] with status, headers and body untouched.
//! * Nothing here knows a token, a retry or a limit; a [`Transport`] does.
//!
//! ```no_run
//! use std::sync::Arc;
//! use sfcompute_api::{Client, Direct};
//!
//! # async fn run(http: reqwest::Client) -> Result<(), sfcompute_api::Error<()>> {
//! let client = Client::new_with_client("http://127.0.0.1:8080", http, Arc::new(Direct));
//! let me = client.get_me().await?;
//! println!("{}", me.account_id);
//! # Ok(())
//! # }
//! ```

// The generator writes every path in full, and formats what it writes.
#[allow(unused_qualifications)]
#[rustfmt::skip]
mod generated;
mod operation;
#[rustfmt::skip]
pub mod operations;
mod transport;

pub use generated::*;
pub use operation::{Operation, Safety};
pub use sfcompute_types as vocabulary;
pub use transport::{BoxFuture, Direct, Transport};
