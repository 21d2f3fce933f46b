//! A whole market as it is written from time to time, so that what came before need not be kept.

use std::sync::Arc;

use sfcompute_types::Timestamp;

use crate::engine::Engine;

/// A market and the snapshots that it keeps of itself.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) engine: Engine,
    pub(crate) snapshots: Vec<Snapshot>,
}

/// A market as it was kept under a name.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) name: String,
    pub(crate) at: Timestamp,
    pub(crate) engine: Arc<Engine>,
}

impl State {
    /// The market as JSON text.
    pub(super) fn to_text(&self) -> serde_json::Result<Vec<u8>> {
        let snapshots = self.snapshots.iter();
        let snapshots = snapshots.map(|kept| (&kept.name, kept.at, kept.engine.as_ref()));
        serde_json::to_vec(&(&self.engine, snapshots.collect::<Vec<_>>()))
    }

    pub(super) fn from_text(text: &[u8]) -> serde_json::Result<Self> {
        let (engine, snapshots): (_, Vec<(_, _, Engine)>) = serde_json::from_slice(text)?;
        let snapshots = snapshots.into_iter().map(|(name, at, engine)| Snapshot {
            name,
            at,
            engine: Arc::new(engine),
        });
        Ok(Self {
            engine,
            snapshots: snapshots.collect(),
        })
    }
}
