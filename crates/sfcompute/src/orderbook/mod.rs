//! The order book: what rests on it and what has traded, without names.
//!
//! | module | what lives there |
//! |---|---|
//! | `snapshot` | best prices and depth for one window |
//! | `history` | public fills, and the windows that have orders |

mod history;
mod snapshot;

use sfcompute_types::{Input, Window};

use crate::client::Client;
pub use history::{FillsQuery, ListFills, ListWindows, WindowsQuery};
pub use snapshot::{Depth, Quote};

/// The public book.
#[derive(Clone, Copy, Debug)]
pub struct Orderbook<'c> {
    client: &'c Client,
}

impl Client {
    /// Reading the order book.
    pub fn orderbook(&self) -> Orderbook<'_> {
        Orderbook { client: self }
    }
}

impl Orderbook<'_> {
    /// The best bid and the best ask for exactly this window.
    pub fn quote(&self, window: impl Input<Window>) -> Quote {
        Quote::new(self.client, window.input())
    }

    /// The price levels of both sides for exactly this window.
    pub fn depth(&self, window: impl Input<Window>) -> Depth {
        Depth::new(self.client, window.input())
    }

    /// What has traded for this window, newest first.
    pub fn fills(&self, window: impl Input<Window>) -> ListFills {
        ListFills::of(self.client, window.input())
    }

    /// The SKUs and windows within this time that have resting orders.
    pub fn windows(&self, range: impl Input<Window>) -> ListWindows {
        ListWindows::of(self.client, range.input())
    }
}
