//! Listing transfers.

use sfcompute_api::types;
use sfcompute_types::{PoolRef, PoolTransfersCursor};

use crate::list::{List, filters, query, repeated};

/// A list of transfers; made by [`Transfers::list`](super::Transfers::list).
pub type ListTransfers = List<TransfersQuery>;

/// Which transfers a list is of.
#[derive(Clone, Debug, Default)]
pub struct TransfersQuery {
    pool: Vec<PoolRef>,
    status: Option<types::PoolTransferStatus>,
    limit: Option<u32>,
    starting_after: Option<PoolTransfersCursor>,
    ending_before: Option<PoolTransfersCursor>,
}

query!(
    TransfersQuery, LIST_POOL_TRANSFERS -> types::ListPoolTransfersResponse, both,
    |query, api| {
        api.list_pool_transfers(
            query.ending_before.as_ref(),
            query.limit,
            repeated(&query.pool),
            query.starting_after.as_ref(),
            query.status.as_ref(),
        ).await
    }
);

impl ListTransfers {
    filters! {
        /// Only transfers from or to this pool; give it again for more.
        many pool: PoolRef;
        /// Only transfers in this status.
        plain status: types::PoolTransferStatus;
        /// Start after this cursor.
        one starting_after: PoolTransfersCursor;
        /// End before this cursor.
        one ending_before: PoolTransfersCursor;
    }
}
