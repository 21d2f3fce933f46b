//! Grants: how nodes come into the market.

use sfcompute_types::{Timestamp, Window};

use super::arena::{PoolKey, SkuKey};
use super::minute::minute_of;
use super::{Code, Engine, Refusal};

/// The most nodes of one SKU at any time, over all pools: what a schedule can say.
const MOST: i64 = i32::MAX as i64;

impl Engine {
    /// Puts new nodes of a SKU into a pool, as a provider that brings hardware to the market does.
    /// After this, nodes only move.
    ///
    /// # Errors
    /// 422 where there would be more nodes of the SKU than a schedule can say.
    pub fn grant(
        &mut self,
        pool: PoolKey,
        sku: SkuKey,
        window: Window,
        nodes: u32,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        self.advance(now)?;
        let (start, end) = (minute_of(window.start()), Some(minute_of(window.end())));
        let mut minted = self.skus.get(sku)?.minted.clone();
        minted.add(start, end, nodes.into());
        if minted.pieces().any(|(_, _, nodes)| nodes > MOST) {
            let message = format!("There would be more than {MOST} nodes of this SKU.");
            return Err(Refusal::field("nodes", Code::TooLarge, message));
        }
        self.pools
            .get_mut(pool)?
            .shift(sku, start, end, nodes.into());
        self.skus.get_mut(sku)?.minted = minted;
        self.stir();
        self.nodes_changed(pool, sku)
    }
}
