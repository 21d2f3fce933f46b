//! How a run is to be.

/// How the trader goes about a call in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conduct {
    /// By the book: one key for the life of an intent, and what is in doubt is reconciled.
    #[default]
    Careful,
    /// As one does without this client: what has no answer is sent again, with a new key.
    FreshKeys,
    /// What has no answer is taken for not done.
    GivesUp,
}

/// How many, how bad, from which seed.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many orders are meant.
    pub orders: u64,
    /// How many transfers are meant.
    pub transfers: u64,
    /// How many of a million requests meet a fault.
    pub faults: usize,
    /// Where everything comes from that is drawn.
    pub seed: u64,
    /// How many tasks place them.
    pub tasks: usize,
    /// How the trader goes about a call in doubt.
    pub conduct: Conduct,
}
