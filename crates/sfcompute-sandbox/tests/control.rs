//! The sandbox under control: time, the past, faults, rate limits, the books, the contract, who gets
//! in and how much; in process and over real connections.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "control/books.rs"]
mod books;
#[path = "control/conformity.rs"]
mod conformity;
#[path = "control/door.rs"]
mod door;
#[path = "control/faults.rs"]
mod faults;
#[path = "control/limits.rs"]
mod limits;
#[path = "control/live.rs"]
mod live;
#[path = "control/page.rs"]
mod page;
#[path = "control/past.rs"]
mod past;
#[path = "control/time.rs"]
mod time;
#[path = "control/world.rs"]
mod world;
