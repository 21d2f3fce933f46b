//! Tests across the crates, one module a concern.
//!
//! | module | what it holds to |
//! |---|---|
//! | `surface` | the generated client's public surface, pinned |
//! | `wire` | the bytes of both seed operations, and what every request carries |
//! | `seeds` | both seed pages, row by row: contract accepts, facade reaches |
//! | `june` | answers of the June 2026 form decode into the same types |
//! | `roundtrip` | every schema of the contract: decoded and encoded, nothing known is lost |
//! | `parity` | every type's own schema against the contract's |
//! | `calls` | every call of the generated client reaches its operation with all it was given |
//! | `mocks` | typed mocks: every operation has one, and what their conditions ask for |
//! | `paths` | no path parameter can change a URL |
//! | `errors` | how each failure reads, and that a user can act on it |
//! | `redirects` | neither the token nor an order follows a redirect |
//! | `tls` | whom a client trusts, and that nothing process-wide is needed |
//! | `retry` | what is sent again, and how attempts read |
//! | `retry_limits` | pauses, `Retry-After`, deadlines, the budget |
//! | `retry_doubt` | what an error says of an outcome that is not known |
//! | `retry_cancel` | futures dropped at every await leave no half state |
//! | `telemetry` | spans by their conventions, and the observer |
//! | `secrets` | the token shows nowhere |
//! | `validation` | what is refused before sending, all at once |
//! | `paging` | lists as pages and as items |
//! | `waiting` | following orders and transfers |
//! | `waiting_failures` | looks that fail, patience, deadlines |
//! | `spend` | orders beyond a limit are not sent, and what counts |
//! | `proxy` | the fault proxy: each fault to the byte, and what the client makes of it |
//! | `chaos` | orders over a broken network are placed once, and the check can fail |
//! | `spend_doubt` | what is given back of reserved dollars, and what is not |
//! | `reconcile` | what became of a call without an answer: every situation, every answer |
//! | `journal` | keyed calls are written down: in memory, in a file, in PostgreSQL |
//! | `page` | the local market's page, in a real browser |
//! | `sandbox` | the local market against the contract, through the facade |

#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod calls;
mod chaos;
mod errors;
mod journal;
mod june;
mod mocks;
mod page;
mod paging;
mod parity;
mod paths;
mod proxy;
mod reconcile;
mod redirects;
mod retry;
mod retry_cancel;
mod retry_doubt;
mod retry_limits;
mod roundtrip;
mod sandbox;
mod secrets;
mod seeds;
mod spend;
mod spend_doubt;
mod surface;
mod telemetry;
mod tls;
mod validation;
mod waiting;
mod waiting_failures;
mod wire;

mod answers;
mod recorded;
mod registry;
mod scripted;
mod steps;
