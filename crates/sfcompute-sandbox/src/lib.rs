//! A market of GPU compute on your own machine: it answers the market's half of the SF Compute
//! contract with real state, so that bots, tests and demos can trade without spending a cent.
//!
//! Orders placed here match against a real book, dollars and nodes really move, transfers are
//! carried out or rejected with a reason, and a read shows what the writes did. Nothing is canned.
//! Money and time behave as they must: exact, conserved, and only forward.
//!
//! # Tour
//!
//! | module | holds |
//! |---|---|
//! | [`engine`] | the market itself: accounts, workspaces, SKUs, pools, orders, matching, the ledger, transfers, the public book, images, instance templates, instances, procurements, deployments. Pure and deterministic |
//! | [`scenario`] | markets to start from: the demo with two accounts, three SKUs and a book; others from TOML files |
//! | `http` | the contract's operations over HTTP, one thin handler each; [`Market::router`] is its way in |
//! | [`Sandbox`], [`SandboxBuilder`] | a market served on this machine, for tests and the program |
//! | [`guide`] | how to test a bot against it: in ten lines, with faults, with time |
//! | [`Market`] | the engine behind a lock, with its clock and tokens |
//! | [`control`] | what a test does to it: time, snapshots, faults, rate limits, the books |
//! | `page` | the page that shows a controlled market at work, served at `/` |
//! | `store` | what is kept on disk, where it is to be |
//! | [`contract`] | the effective contract, and what it holds against an answer |
//! | [`Clock`] | where time comes from: [`SystemClock`], a [`ManualClock`] that a test moves, or a [`ControlledClock`](control::ControlledClock) |
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
//!   byte when it is serialised.
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
//! | several `tag` or `tag_key` filters of pools | all have to match |
//! | order of pools, transfers; of SKUs; of the catalog | newest first; as registered; fixed |
//! | **Images** | |
//! | least size of a part, and greatest number | none; 10 000 |
//! | room for images | bytes are kept in memory: 64 MiB a part, 256 MiB for all images together, both in [`ImageLimits`](engine::ImageLimits); beyond that 413 where the part is sent |
//! | where parts go and images come from | addresses of the sandbox itself under `/_objects/`, at the host that the request named, signed with the seed, good for an hour by default; earlier ones stay good when another is asked for |
//! | what a part's PUT answers | 200 with an `ETag` and no body; 403 where the address is wrong or over, 404, 409 or 413, in the one form of all errors; its content type is not looked at |
//! | a part sent twice | the later bytes count |
//! | ranges of an image | one range at a time; a list of them is answered with the whole |
//! | completing without parts, with a gap, or with a part whose address was asked for and that never came | 400 `missing_part` |
//! | a wrong `sha256` | kept as it came; [`Engine::image_is_sound`](engine::Engine::image_is_sound) tells |
//! | completing again | the same answer for the same `sha256`, else 400 `wrong_state`; so too for a part of an upload that is over |
//! | `failed` images | only by [`Engine::fail_image`](engine::Engine::fail_image), for tests |
//! | fetching a revoked image | allowed |
//! | public images | one, [`PUBLIC_IMAGE`](scenario::PUBLIC_IMAGE), a few bytes that stand in for a disk; changing it, and adding to its workspace, is 403 |
//! | an image in the workspace that nobody lists | public images show only where their workspace is named, whatever `id` says |
//! | `provider` | absent |
//! | **Instance templates** | |
//! | an image that is not `completed` | 422 `wrong_state` at `image` |
//! | user data | base64 with `+`, `/` and padding, at most 65,536 bytes decoded; empty counts as used |
//! | **Instances** | |
//! | when one that waits starts | in the very second in which its pool has a node of its SKU for it: the highest priority first, then the one made first. Nothing waits that could run, so the answer to its making may show it `running` |
//! | nodes of a pool that sell orders have reserved | instances run on them until they are sold |
//! | which of equal priority ends first | one that has failed, then the one made last |
//! | a waiting instance of higher priority than one that runs | waits |
//! | nodes that come in the second in which others leave | keep instances running, but for what is asked for in that second: that comes after it |
//! | how long an instance boots | [`BootTimes`](engine::BootTimes): two minutes until SSH answers, ten seconds more until its host keys are read; meanwhile it is `running` |
//! | an image whose bytes do not hash to its `sha256` | its instances run and never boot: SSH stays 404, and the console says why |
//! | SSH of an instance without user data | answers, but for one that replaced another, as the contract says |
//! | addresses | of 198.18.0.0/15, which is nobody's, port 22; `public_ip` shows while the instance has a node |
//! | host keys | one, `ssh-ed25519`, from the seed; there is no private key to it |
//! | `failed` instances | only by [`Engine::fail_instance`](engine::Engine::fail_instance), for tests |
//! | pools of other kinds | instances run on originating ones, too; on read-only ones 422 `wrong_pool_kind` |
//! | a limit on how many there are | none |
//! | firewalls | every id is good; a path into a workspace of the account's always leads to the same id, any other is 422. What one would let through does not matter |
//! | a firewall without a public address, or the other way round | 422 `conflicting`, or `missing` |
//! | a public address or InfiniBand on a SKU of which that is not known | 422 `unsupported` |
//! | names | unique in the workspace, those of terminated instances included; taken: 422 when one is made, 400 when it is changed or replaced and nothing else is wrong |
//! | `name: null`, `priority_level: null` in a patch | a generated name; `normal` |
//! | changing an instance that has ended | allowed |
//! | entries in a batch | at most [`MOST_PATCHED`](engine::MOST_PATCHED); the answer has each instance once, in the order of the first mention |
//! | a replacement | takes the node of the one that ends, and waits where that one did. InfiniBand and the deployment pass over as well |
//! | the path of a replacement, under its key | as it was written: the same instance by id and by path is another request |
//! | consoles | a line per step of the boot, one a minute from then on, one at the end; what is written before or after a moment leaves out that moment; first to last where no order is asked for |
//! | order of instances | newest first |
//! | several `tag` or `tag_key` filters of instances | one has to match |
//! | **Procurements** | |
//! | when one looks at the market | at once when it is set up or changed, then at the start of every minute, after all else that happens in that second; each in the order in which it was made, procurements before deployments |
//! | time that jumps | leaves no minute out: what becomes of a market does not depend on the steps in which time passes. One that has nothing to do rests until it could have, so that years pass quickly |
//! | its orders | partial and standing, one for each stretch over which as many nodes are missing or too many, at most 32 a side in a minute. The end of the window rests on the book once it is an hour long, or as long as the window; until then it is looked for anew in every minute |
//! | what counts towards its target | the nodes of its pool, reserved ones included, and its own open orders; orders of others for the pool do not |
//! | what the balance does not cover | is left out, from the end of the window; the status is `error` |
//! | its orders under a settlement by fetches | settle at once: nobody fetches them |
//! | one of its orders that is cancelled by hand | is placed anew in the next minute |
//! | `created_by` of its orders | who set it up |
//! | a least price above the highest | allowed |
//! | a target above 2,147,483,647 | 422 `too_large` |
//! | pools that are not market pools; pools of someone else | 422 `wrong_pool_kind`; 422 `unknown_reference` |
//! | a change of SKU to one that another trades for the pool | 422 `already_automated`, since changes know no 409 |
//! | names of procurements, deployments, spot deployments | unique in the workspace of their pool, each kind for itself; taken: 400, where nothing else is wrong |
//! | null in a patch | for the name a generated one; else no change |
//! | a change of SKU or price | cancels its open orders and places others |
//! | orders of a deleted one | are read by id; a filter by it is 422 |
//! | `status` | as of when it last looked: `warning` while nodes are missing or too many, `error` where the balance is short, else `info` |
//! | **Deployments** | |
//! | what goes together for a pool and SKU | generic deployments with each other and with a procurement; a spot deployment with nothing |
//! | no SKU, in the form of June | the only SKU that the pool has nodes of, now or later; else 422 `missing` |
//! | when instances are made | at once when it is set up or changed; one that has ended is replaced in the next minute. At most 100 in a minute, and 1,000 in all: more is 422 |
//! | which are too many | those that wait go first, then failed ones, then those of the lowest priority, then the one made last |
//! | failed instances | count as they are; terminate them to have others |
//! | `enabled: false` | its instances stay as they are, its open orders are cancelled |
//! | deleting one | ends its instances |
//! | a template whose image cannot be booted | the status is `error`; tried anew once anything changes |
//! | room of a name template | a word counts as 128, as in the contract, though the sandbox draws from 16; a name that is taken is drawn anew |
//! | what a spot deployment buys | as many nodes as it keeps instances, an hour ahead, whoever's instances run on them; it sells none |
//! | orders of spot deployments | are listed like any others |
//! | `deployments` of a pool | the generic ones |
//! | a highest price for a generic deployment | ignored when it is set up, 422 `conflicting` in a change |
//! | order of procurements and deployments | newest first |
//! | **Workspaces, users, features on trial** | |
//! | deleting the workspace `default` | allowed once it is empty |
//! | `name: null` in a workspace's patch | a generated name |
//! | order of workspaces, users, images, instance templates; of features | newest first; as added |
//! | users | those that the scenario adds; only an account's first has a token |
//! | who takes part in a feature | the account, whichever token asks |
//! | features on trial | two that change nothing: one that all can join, one by invitation ([`Engine::invite`](engine::Engine::invite)) |
//! | **Names and filters** | |
//! | names of workspaces, images and instance templates | unique in the account or the workspace; taken: 400, 409 and 422 `name_taken`, as the contract has statuses |
//! | `cap_…` and `sfc:capacity:…` for a pool | `cap_X` is `pool_X`. The engine takes both wherever a pool is named; over HTTP, bodies and `pool` filters take what the contract's grammar has there: the `capacity` of an order, instance, procurement or deployment both, a transfer `cap_…`, the others neither |
//! | bare names | the engine takes them for workspaces, and for pools where one pool of the account has the name; over HTTP that is in a pool's own path and in `id` and `workspace` filters, else the contract's grammar holds |
//! | `vmi_…`, `ntmpl_…` and `vm_…` | `vmi_X` is `image_X`, `ntmpl_X` is `itmpl_X`, `vm_X` is `inst_X` |
//! | unknown ids in an `id` filter | match nothing; an unknown `pool` or `workspace` filter is 422, or 400 for images, and a pool 404 for instances |
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
//! | **Requests over HTTP** | |
//! | status of a request that cannot be read | as the contract has it for the operation: 422, or 400 where it knows no 422, or 403 where it knows neither (joining a feature); the rows below say 422 for all three |
//! | errors of the features on trial | no body, since the contract gives them none |
//! | the body of an operation that has none | not read |
//! | a body that is not JSON, or no object | 422 `malformed` or `wrong_type`, without a field |
//! | the body's content type | not looked at |
//! | a body of more than a mebibyte | 422 `too_large` |
//! | a whole number written with a point or an exponent, such as `4.0` | 422: numbers are not read as floats |
//! | unknown fields and query parameters | passed over |
//! | a parameter or header sent twice that has one value | 422 `repeated`; 401 for `Authorization` |
//! | null for an optional field | what leaving it out says, where the contract allows null; else 422 |
//! | both or neither of `pool` and `capacity` | 422 |
//! | a price without a decimal point | 422, as the contract has it |
//! | `limit` out of bounds | 422; moved into bounds in the order book, and `depth` likewise |
//! | `schedule_history_minutes` out of bounds | 422 in lists; where one pool is read, which has no 422, moved into bounds, and one that is no number counts as 0 |
//! | `starting_after` and `ending_before` together | 422 |
//! | a cursor of another list or sort | 422; filters may change from page to page, and a cursor does not age |
//! | `cursor` where nothing follows | null, in either direction |
//! | an availability filter with a value that is no name | matches nothing |
//! | idempotency keys | 1 to 255 printable ASCII characters, else 422; operations without keys do not look |
//! | what counts as the same body | what it was understood as: spaces, the order of fields and unknown fields do not matter, `2.5` and `2.50` differ |
//! | status of a repeat | that of the first answer |
//! | a path or method that is no operation | 404, or 405 `invalid_request_error` with `Allow`, token or not |
//! | an id that is no id | 404 |
//! | which is first, token or request | the token: 401 before anything else is read |
//! | roles | none; a token may do all that its account may |
//! | `created_by` | the user, or for a service token `tokn_<account>` named `service` |
//! | a user's `created_at` | when it was added, with the account or later |
//! | `x-request-id` | a counter from the market's start: `req_00000001` |
//! | **Control** | |
//! | whether time goes back | never, but for a reset or a restored snapshot with `rewind` |
//! | what a rate limit counts | every request to the contract's operations, by what it sends as `Authorization`; 429 `rate_limit_error` |
//! | windows of rate limits and faults | in the market's time; delays in real time |
//! | several faults on one request | all happen, in the order the rules were made: first those before it, then it, then those after it |
//! | a reset, truncated or stalled answer of an in-process router | a body that fails, or never ends |
//! | more than 1,024 connections | further ones wait until one ends; [`Limits`] has this and the bounds of a request's head |
//! | a head that is too long, or of too many headers | 431 with no body; the connection ends |
//! | a body that does not come in time | 408 `invalid_request_error`, and the connection ends |
//! | `GET /` | the page, where control is on; else 404, and the message says how to turn it on |
//! | who sees the page | its files are open to all who reach the sandbox and say nothing of the market; what it shows, and its buttons, are control |
//! | how many follow a market at once | 16, each told at most five times a second; 503 for more; one that takes nothing for 10 seconds is cut off |
//! | control where others can reach the sandbox | with any of its tokens; requests of other sites' pages are 403 everywhere |
//! | **Codes** | |
//! | `details[].code` | [`Code`](engine::Code); and for what cannot be read `missing`, `wrong_type`, `invalid`, `out_of_range`, `conflicting`, `repeated`, `malformed`, `too_large` |

mod callers;
mod clock;
mod connection;
pub mod contract;
pub mod control;
pub mod engine;
pub mod guide;
mod http;
mod market;
mod page;
pub mod scenario;
mod server;
mod store;

pub use callers::{DemoAccount, DemoPool, DemoSku};
pub use clock::{Clock, ManualClock, SystemClock};
pub use connection::{Limits, Patience};
pub use market::Market;
pub use server::{Sandbox, SandboxBuilder};
