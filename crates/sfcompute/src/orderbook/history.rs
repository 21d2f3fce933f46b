//! Public fills, and the windows that have orders.

use sfcompute_api::types;
use sfcompute_types::{
    Input, Invalid, Name, OrderbookFillsCursor, OrderbookWindowsCursor, Timestamp, Window,
};

use crate::client::Client;
use crate::list::{List, filters, query};
use crate::problem::Problems;
use crate::requirements::Requirements;

/// The public fills of a window, newest first; made by
/// [`Orderbook::fills`](super::Orderbook::fills).
pub type ListFills = List<FillsQuery>;

/// Which fills a list is of.
#[derive(Clone, Debug)]
pub struct FillsQuery {
    window: Window,
    requirements: Requirements,
    since_at: Option<Timestamp>,
    limit: Option<u32>,
    starting_after: Option<OrderbookFillsCursor>,
}

query!(
    FillsQuery, LIST_ORDERBOOK_FILLS -> types::ListOrderbookFillsResponse, forward,
    |query, api| {
        api.list_orderbook_fills(
            &query.window.end(),
            query.limit,
            query.requirements.query().as_deref(),
            query.since_at.as_ref(),
            &query.window.start(),
            query.starting_after.as_ref(),
        ).await
    }
);

impl ListFills {
    pub(super) fn of(client: &Client, window: Result<Window, Invalid>) -> Self {
        let mut problems = Problems::default();
        let window = problems.take_window("start_at", "end_at", window);
        let query = window.map(|window| FillsQuery {
            window,
            requirements: Requirements::default(),
            since_at: None,
            limit: None,
            starting_after: None,
        });
        Self::checked(client, query, problems)
    }

    filters! {
        /// Only fills recorded at this time or later: at most 30 days back, 7 when not given.
        one since_at: Timestamp;
        /// Start after this cursor.
        one starting_after: OrderbookFillsCursor;
    }

    /// Only SKUs whose property has one of these values; give it again for other properties.
    pub fn requirement<V: Input<Name>>(
        self,
        key: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.require(|query| &mut query.requirements, key, values)
    }
}

/// The SKUs and windows that have resting orders; made by
/// [`Orderbook::windows`](super::Orderbook::windows).
pub type ListWindows = List<WindowsQuery>;

/// Which windows a list is of.
#[derive(Clone, Debug)]
pub struct WindowsQuery {
    range: Window,
    requirements: Requirements,
    limit: Option<u32>,
    starting_after: Option<OrderbookWindowsCursor>,
}

query!(
    WindowsQuery, LIST_ORDERBOOK_WINDOWS -> types::ListOrderbookWindowsResponse, forward,
    |query, api| {
        api.list_orderbook_windows(
            query.limit,
            &query.range.end(),
            &query.range.start(),
            query.requirements.query().as_deref(),
            query.starting_after.as_ref(),
        ).await
    }
);

impl ListWindows {
    pub(super) fn of(client: &Client, range: Result<Window, Invalid>) -> Self {
        let mut problems = Problems::default();
        let range = problems.take_window("range_start_at", "range_end_at", range);
        let query = range.map(|range| WindowsQuery {
            range,
            requirements: Requirements::default(),
            limit: None,
            starting_after: None,
        });
        Self::checked(client, query, problems)
    }

    filters! {
        /// Start after this cursor.
        one starting_after: OrderbookWindowsCursor;
    }

    /// Only SKUs whose property has one of these values; give it again for other properties.
    pub fn requirement<V: Input<Name>>(
        self,
        key: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.require(|query| &mut query.requirements, key, values)
    }
}
