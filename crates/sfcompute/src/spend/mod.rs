//! A limit on what orders may cost, kept on this side of the network.
//!
//! A program with a mistake in it can place a thousand orders as easily as one. A [`SpendGuard`]
//! stands before the network: an order that would take the client past its [`SpendLimits`] is not
//! sent, and the call fails with [`is_spend_limit`](crate::Error::is_spend_limit).
//!
//! ```no_run
//! use sfcompute::spend::SpendLimits;
//!
//! # async fn run(window: sfcompute::Window) -> Result<(), sfcompute::Error> {
//! let sfc = sfcompute::Client::builder()
//!     .from_env()?
//!     .spend_limits(SpendLimits::new().per_order("500").lifetime("10000"))
//!     .build()?;
//!
//! let order = sfc
//!     .orders()
//!     .buy("isku_k3R-nX9vLm7Qp2Yw5Jd8F", 4)
//!     .pool("sfc:pool:acme:prod:training")
//!     .window(window)
//!     .limit_price("2.50")
//!     .await;
//! match order {
//!     Err(error) if error.is_spend_limit() => eprintln!("not bought: {error}"),
//!     other => println!("{:?}", other?.status),
//! }
//!
//! // What an order has not used comes back once the program looks at it.
//! if let Some(guard) = sfc.spend_guard() {
//!     let order = sfc.orders().get("ordr_k3R-nX9vLm7Qp2Yw5Jd8F").await?;
//!     guard.observe(&order);
//!     println!("${} committed, {:?} left", guard.committed(), guard.remaining());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | module | what lives there |
//! |---|---|
//! | `dollars` | [`Dollars`]: amounts, in integers throughout |
//! | `limits` | [`SpendLimits`]: what may be spent, and the market's fee |
//! | `commitment` | what an order may come to, and what it has come to |
//! | `guard` | [`SpendGuard`]: the count, and the door |
//! | `refusal` | [`SpendRefusal`]: which limit stood in the way |
//!
//! # What counts
//!
//! | what | counts for |
//! |---|---|
//! | a buy | nodes × hours × limit price, plus the fee that the limits name |
//! | a sale | nothing |
//! | the same idempotency key again | nothing more: it places one order |
//! | an order refused here, or by the server before doing anything | nothing |
//! | a request that never left: no connection, or cancelled before it was sent | nothing |
//! | a request that may have left and has no answer, cancelled ones included | all of it |
//! | an order that was [observed](SpendGuard::observe) | its fills at their prices; while it is open, the rest at its limit |
//!
//! Hours are counted to the second. The market rounds a limit price to its step of $0.000060 per
//! node-hour, perhaps upwards: the higher of the two counts, so that no fill can cost more than was
//! set aside. 96 node-hours at `2.50`, which the market holds at `2.500020`, may come to $240.00192.
//! All of it is integer arithmetic; an order whose amount is too large to count is refused.
//!
//! The amount is checked and set aside in one step before the request is sent, so orders placed at
//! the same time from clones of a client cannot pass the limit together. Of two, one is refused.
//!
//! # What does not
//!
//! * Procurements and spot deployments buy on the server's side, on their own; no guard sees it.
//! * The count is one process's, and begins with the guard.
//!   [`already_committed`](SpendLimits::already_committed) carries it over a restart.
//! * A guard remembers the key of each order that it counts, as long as it lives: some hundred
//!   bytes each.

mod commitment;
mod dollars;
mod guard;
mod limits;
mod refusal;

pub(crate) use commitment::Commitment;
pub use dollars::Dollars;
pub(crate) use guard::Reservation;
pub use guard::SpendGuard;
pub use limits::SpendLimits;
pub use refusal::{SpendCap, SpendRefusal};
