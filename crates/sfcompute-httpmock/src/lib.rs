//! Typed mocks of the San Francisco Compute market API, for the tests of programs that use
//! `sfcompute` or `sfcompute-api`.
//!
//! [`MockServerExt`] gives httpmock's [`MockServer`](httpmock::MockServer) one method for each
//! operation. Its closure says which requests are meant, in the types that the client takes, and
//! what they get: a method for each documented status, with the body that is documented for it. A
//! test that sets up what the API never sends does not compile.
//!
//! ```
//! use httpmock::MockServer;
//! use sfcompute::{Client, OrderId, types};
//! use sfcompute_httpmock::MockServerExt as _;
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = MockServer::start();
//! let sfc = Client::builder().base_url(&server.base_url()).token("sk_test").build()?;
//!
//! // A request with an array in its query: the conditions take the types that the client takes.
//! let order: OrderId = "ordr_k3R-nX9vLm7Qp2Yw5Jd8F".parse()?;
//! let standing = server.list_orders(|when, then| {
//!     when.id(&[order.clone()])
//!         .status(&[types::OrderStatus::Standing, types::OrderStatus::PartiallyFilled])
//!         .limit(50);
//!     then.ok(&types::ListOrdersResponse {
//!         object: "list".to_owned(),
//!         data: Vec::new(),
//!         cursor: None,
//!         has_more: false,
//!     });
//! });
//! let page = sfc
//!     .orders()
//!     .list()
//!     .id(&order)
//!     .status(types::OrderStatus::PartiallyFilled)
//!     .status(types::OrderStatus::Standing)
//!     .limit(50)
//!     .await?;
//! assert!(page.data.is_empty());
//! standing.assert();
//!
//! // A failure: its body has the type that the API documents for that status.
//! let missing = server.fetch_order(|when, then| {
//!     when.id(&order);
//!     then.not_found(&types::NotFoundError {
//!         error: types::NotFoundErrorBody {
//!             type_: "not_found".to_owned(),
//!             message: "no such order".to_owned(),
//!         },
//!     });
//! });
//! let error = sfc.orders().get(&order).await.unwrap_err();
//! assert!(error.is_not_found());
//! missing.assert();
//! # Ok(())
//! # }
//! ```
//!
//! # Tour
//!
//! | where | what |
//! |---|---|
//! | [`MockServerExt`] | one method an operation, named as the method of [`Client`](sfcompute_api::Client) (generated) |
//! | `…When` | one method a parameter, named as the client's argument, and `body` (generated) |
//! | `…Then` | one method a documented status, named for its reason phrase (generated) |
//! | `and_then`, `into_inner` | on both: httpmock's own terms, for what the API would never do |
//!
//! # Rules
//!
//! * A mock answers requests of its own operation alone: its method, and exactly its path. Where a
//!   literal path fits the template of another operation, it belongs to the literal one.
//! * Values are compared in the form in which the client sends them: ids escaped in paths, times in
//!   seconds, arrays as repeated parameters. Bodies are compared as JSON.
//! * What a mock does not ask for may be anything. For an optional parameter `None` asks that it
//!   be absent; for a repeated one, an empty slice does.
//! * The values of a repeated parameter may come in any order, for order means nothing in a filter;
//!   one too many or too few is another request.
//!
//! Where a test wants a market that remembers what it was told, rather than one answer to one
//! request, the `sfcompute-sandbox` crate is the better tool.

// The generator formats what it writes.
#[allow(unused_qualifications)]
#[rustfmt::skip]
mod generated;
mod matching;
mod reply;
mod server;
mod wrapper;

pub use generated::*;
pub use httpmock;
pub use sfcompute_api::types;
