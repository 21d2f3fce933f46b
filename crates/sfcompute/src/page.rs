//! Lists: one page, every page, every item.

use std::collections::HashSet;

use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use sfcompute_api::types;
use sfcompute_types::{
    InstanceSkusCursor, InstancesCursor, OrderbookFillsCursor, OrderbookWindowsCursor,
    OrdersCursor, PoolTransfersCursor, PoolsCursor,
};

use crate::call::Call;
use crate::error::{Error, Kind};

/// A page of a list, as the API sends it.
pub trait Page: Send + 'static {
    /// What the list holds.
    type Item: Send + 'static;

    /// The type of the list's cursors.
    type Cursor: AsRef<str> + Clone + Send + Sync + 'static;

    /// The page's items.
    fn items(&self) -> &[Self::Item];

    /// The page's items, owned.
    fn into_items(self) -> Vec<Self::Item>;

    /// Whether the server says that more pages follow.
    fn has_more(&self) -> bool;

    /// The cursor of this page: the next one starts after it, the one before ends before it.
    fn cursor(&self) -> Option<&Self::Cursor>;
}

macro_rules! pages {
    ($($page:ident of $item:ident by $cursor:ty),* $(,)?) => {$(
        impl Page for types::$page {
            type Item = types::$item;
            type Cursor = $cursor;

            fn items(&self) -> &[Self::Item] {
                &self.data
            }

            fn into_items(self) -> Vec<Self::Item> {
                self.data
            }

            fn has_more(&self) -> bool {
                self.has_more
            }

            fn cursor(&self) -> Option<&Self::Cursor> {
                self.cursor.as_ref()
            }
        }
    )*};
}

pages! {
    ListInstanceSkuAvailabilityResponse of InstanceSkuAvailability by InstanceSkusCursor,
    ListInstanceSkuPropertyCatalogResponse of InstanceSkuPropertyDefinition by String,
    ListInstancesResponse of InstanceResponse by InstancesCursor,
    ListInstanceSkusResponse of InstanceSku by InstanceSkusCursor,
    ListOrderbookFillsResponse of OrderbookFill by OrderbookFillsCursor,
    ListOrderbookWindowsResponse of OrderbookWindow by OrderbookWindowsCursor,
    ListOrdersResponse of OrderResponse by OrdersCursor,
    ListPoolTransfersResponse of PoolTransferResponse by PoolTransfersCursor,
    ListPoolsResponse of PoolResponse by PoolsCursor,
}

/// Every page of a list, one call a page, made when the page is asked for.
///
/// `fetch` makes the call for the page after a cursor. The list ends when the server says so or
/// gives no cursor; a cursor that comes twice is an error, since the list would never end.
pub(crate) fn pages<P, F>(fetch: F) -> impl Stream<Item = Result<P, Error>> + Send + 'static
where
    P: Page,
    F: Fn(Option<&P::Cursor>) -> Call<P> + Send + 'static,
{
    struct State<F, C> {
        fetch: F,
        cursor: Option<C>,
        seen: HashSet<String>,
        done: bool,
    }

    let start = State {
        fetch,
        cursor: None,
        seen: HashSet::new(),
        done: false,
    };
    stream::try_unfold(start, |mut state| async move {
        if state.done {
            return Ok(None);
        }
        // Not held across the await: a call owns what it needs.
        let call = (state.fetch)(state.cursor.as_ref());
        let page = call.send().await?;
        match page
            .cursor()
            .filter(|cursor| page.has_more() && !cursor.as_ref().is_empty())
        {
            None => state.done = true,
            Some(cursor) => {
                let text = cursor.as_ref().to_owned();
                if !state.seen.insert(text.clone()) {
                    return Err(Error::new(Kind::EndlessList { cursor: text }));
                }
                state.cursor = Some(cursor.clone());
            }
        }
        Ok(Some((page, state)))
    })
}

/// Every item of every page.
pub(crate) fn items<P, F>(fetch: F) -> impl Stream<Item = Result<P::Item, Error>> + Send + 'static
where
    P: Page,
    F: Fn(Option<&P::Cursor>) -> Call<P> + Send + 'static,
{
    pages(fetch)
        .map_ok(|page| stream::iter(page.into_items()).map(Ok))
        .try_flatten()
}
