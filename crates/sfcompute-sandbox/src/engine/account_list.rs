//! Listing accounts.

use super::Engine;
use super::arena::AccountKey;

impl Engine {
    /// All accounts, in the order they were opened.
    pub fn accounts(&self) -> impl Iterator<Item = AccountKey> {
        self.accounts.iter().map(|(key, _)| key)
    }
}

#[cfg(test)]
mod tests {
    use sfcompute_types::Timestamp;

    use crate::engine::{EngineConfig, NewAccount};

    use super::*;

    #[test]
    fn accounts_come_in_the_order_they_were_opened() {
        let mut engine = Engine::new(EngineConfig::default());
        let keys = ["b", "a", "c"].map(|id| {
            let id = id.parse().unwrap();
            let account = NewAccount {
                id,
                entity_type: None,
                user: None,
                cash: 0,
            };
            engine.open_account(account, Timestamp::EPOCH).unwrap()
        });
        assert_eq!(engine.accounts().collect::<Vec<_>>(), keys);
    }
}
