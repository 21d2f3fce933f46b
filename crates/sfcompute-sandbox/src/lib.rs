//! A market of GPU compute on your own machine: it answers the SF Compute contract with real
//! state, so that bots, tests and demos can trade without spending a cent.
//!
//! Orders placed here match against a real book, dollars and nodes really move, transfers are
//! carried out or rejected with a reason, and a read shows what the writes did. Nothing is canned.
//! Money and time behave as they must: exact, conserved, and only forward.
//!
//! # Tour
//!
//! | module | holds |
//! |---|---|
//! | [`engine`] | the market itself: accounts, SKUs, pools, orders, matching, the ledger, transfers, the public book. Pure and deterministic |
//! | [`scenario`] | markets to start from: the demo with two accounts, three SKUs and a book |
//!
//! # In ten lines
//!
//! ```
//! use sfcompute_sandbox::engine::{NewOrder, OrderStatus, Side};
//! use sfcompute_sandbox::scenario;
//! use sfcompute_types::{Schedule, Timestamp, Window};
//!
//! let now: Timestamp = "2026-07-21T09:30:00Z".parse()?;
//! let mut demo = scenario::demo(scenario::demo_config(7), now)?;
//! let sku = demo.engine.sku(demo.skus[0])?.id.clone();
//! let window = Window::starting("2026-07-21T10:00:00Z".parse::<Timestamp>()?).hours(24)?;
//! let order = NewOrder {
//!     pool: "sfc:pool:acme:prod:training",
//!     side: Side::Buy,
//!     instance_sku: sku.as_str(),
//!     schedule: &Schedule::flat(window, 4),
//!     limit_price: "2.50".parse()?,
//!     allow_standing: false,
//!     allow_partial: false,
//!     created_by: None,
//! };
//! let placed = demo.engine.place_order(demo.buyer, order, None, now)?;
//! assert_eq!(demo.engine.order(placed.key)?.status, OrderStatus::Filled);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rules
//!
//! * The engine does no I/O, has no clock and draws no randomness: time comes with each command,
//!   ids and generated names come from the seed. The same commands give the same market, to the
//!   byte of its `Debug` text.
//! * Dollars are whole millionths, prices whole millionths per node-minute, schedules whole
//!   minutes, nodes whole. No float anywhere; arithmetic that could overflow is checked.
//! * What is refused has changed nothing. All that is wrong with a request is said at once, by
//!   field.
//! * [`Engine::check_invariants`](engine::Engine::check_invariants) says what must always hold,
//!   and the tests ask it after every command of random histories. Matching is compared with a
//!   second, slow and obvious implementation.
//!
//! # Choices
//!
//! The market's documents leave much open. This is what the sandbox does there; a client should
//! not rely on any of it.
//!
//! | what the documents do not say | what the sandbox does |
//! |---|---|
//! | **Placing** | |
//! | start in the past | accepted while at least the current minute is left; the minutes gone are cut off what is matched, held and reserved, and still shown in the order |
//! | window over, or not a window | 422 |
//! | least and greatest length | one minute; an end up to ten years ahead |
//! | rounding of a price halfway between two steps | away from zero; the rounded price is shown; a price that rounds to zero is 422 |
//! | price on the wire above 64 bits of micro-dollars per node-minute | 422 |
//! | which checks are 422 and which end in `rejected` | all checks come first, as 402, 404 or 422. An accepted order is `rejected` only by [`Engine::reject_order`](engine::Engine::reject_order), for tests |
//! | hold on the balance | a buy holds limit price × nodes × minutes and the fee on that, from acceptance until it fills or ends; 402 where the balance is short |
//! | selling what the pool does not hold | 422 `insufficient_allocation`; an accepted sell reserves its nodes |
//! | orders and transfers of read-only pools, buys of originating pools | 422 `wrong_pool_kind`; changing or deleting a read-only pool is 403 |
//! | transfers to and from originating pools | allowed |
//! | **Matching** | |
//! | priority | best price, then who came to the book first |
//! | execution price | that of the order that came to the book first |
//! | all or nothing against a book | the walk goes by priority; a resting all-or-nothing order is taken whole or passed over. Where the walk does not fill an all-or-nothing order, a resting order of exactly its shape does; no other combination is searched for |
//! | resting all-or-nothing orders that several others could fill together | looked at again, best first, at most 32 of them, whenever an order comes to rest on the other side |
//! | self-trade | own orders are passed over |
//! | a resting order whose start has passed | one that allows parts trades what is left of its window; one that does not cannot trade any more; both rest until the window ends |
//! | state of an immediate order that filled in part | `cancelled`, with its fills |
//! | `filled_at` | the moment the last of it filled; absent on orders that did not fill to the end |
//! | an order for all that is left of a window that has begun | `filled` once all that was ahead when it came to the book has filled |
//! | `filled_quantity` of a fill in parts | the most nodes that filled at any one time |
//! | average price | exact, rounded to six decimals, ties away from zero |
//! | who pays fees | each side of a fill, by the formula of the order preview, the fraction of a micro-dollar dropped; a seller at most what it is paid |
//! | **Settling** | |
//! | how long `pending` lasts | [`Settlement`](engine::Settlement): not at all, seconds, or fetches; cancellations and transfers likewise; lists do not count as fetches |
//! | cancelling again while a cancellation is under way | accepted, changes nothing |
//! | cancelling an order that is over | 422 `not_cancellable` |
//! | settling and expiring in the same second | expiring first |
//! | **Idempotency** | |
//! | scope and life of a key | account and operation; as long as the market lives |
//! | what a repeat returns | the original order or transfer, as it is now |
//! | same key, other body | 422 `idempotency_key_reused` |
//! | key of a refused request | stays unused |
//! | **Pools and transfers** | |
//! | more than the source has free | accepted, then `rejected`; the reason names pool, SKU, time, what is free and what was asked for |
//! | same pool twice | 422 `same_pool` |
//! | a pool of someone else | 404, as if it did not exist; 422 where the operation knows no 404 |
//! | unbounded tail that is not zero | allowed where the source has nodes without end |
//! | a schedule without nodes, or all in the past | 422; minutes gone do not move |
//! | leading zeros of a transfer's schedule | not shown |
//! | pool deleted while a transfer is pending | the transfer is `rejected` |
//! | duplicate pool name | 422 `name_taken`; unique in the workspace |
//! | `name: null` in a pool's patch | a generated name |
//! | shape of allocation schedules | from the current minute on (or as far back as asked), gaps as zero entries, no zero tail |
//! | several `tag` or `tag_key` filters | all have to match |
//! | order of pools, transfers; of SKUs; of the catalog | newest first; as registered; fixed |
//! | **Names and filters** | |
//! | `cap_…` and `sfc:capacity:…` for a pool | accepted wherever a pool is named; `cap_X` is `pool_X` |
//! | bare names | accepted for workspaces, and for pools where one pool of the account has the name |
//! | unknown ids in an `id` filter | match nothing; an unknown `pool` or `workspace` filter is 422 |
//! | bounds of `created_after` and `created_before` | both inclusive |
//! | requirements' operators | `eq` and `in`, the same as none; a repeated field has the values of both |
//! | requirements' keys | the catalog's, `accelerator_type`, `gpu_type`, `zone` and `public_ipv4` as older names, and `instance_sku` by id or alias; any other is 422 |
//! | case of requirements' values | does not matter |
//! | **Public book** | |
//! | which orders show | those that can trade, with what of them can |
//! | `depth` and `quote` windows | the orders' requested windows, exactly |
//! | windows in a range | those that lie inside it |
//! | fills of a window | those whose delivery lies inside it |
//! | `since_at` more than 30 days ago | 422 |
//! | **Order preview** | |
//! | which SKU | cheapest to buy, dearest to sell, then the lowest id |
//! | limit price to post | the worst price the order would trade at |
//! | selling from a pool without the nodes | `no_availability` |
//! | the pool to replace where none was named | [`PLACEHOLDER_POOL`](engine::PLACEHOLDER_POOL), which is 404 if posted |
//! | **Codes** | |
//! | `details[].code` | [`Code`](engine::Code) |

mod clock;
pub mod engine;
mod http;
mod market;
pub mod scenario;
mod server;

pub use clock::{Clock, ManualClock, SystemClock};
pub use market::{DemoAccount, DemoPool, DemoSku, Market};
pub use server::{Sandbox, SandboxBuilder};
