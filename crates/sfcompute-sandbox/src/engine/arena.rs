//! Where records live: growing lists addressed by small typed keys, so that nothing is ever moved
//! or confused with a record of another kind.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::Refusal;

/// A key of an [`Arena`].
pub(crate) trait Key: Copy {
    /// What the key is of, for messages.
    const WHAT: &'static str;
    fn from_index(index: u32) -> Self;
    fn index(self) -> u32;
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident = $what:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// Good only for the engine that gave it, and for its clones.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub struct $name(u32);

        impl Key for $name {
            const WHAT: &'static str = $what;

            fn from_index(index: u32) -> Self {
                Self(index)
            }

            fn index(self) -> u32 {
                self.0
            }
        }
    )*};
}

keys! {
    /// An account of the engine.
    AccountKey = "account";
    /// A workspace of the engine.
    WorkspaceKey = "workspace";
    /// An instance SKU of the engine.
    SkuKey = "instance SKU";
    /// A pool of the engine.
    PoolKey = "pool";
    /// An order of the engine. Orders placed later have greater keys.
    OrderKey = "order";
    /// A trade of the engine: one contract, seen by its two orders as a fill.
    TradeKey = "contract";
    /// A pool transfer of the engine. Transfers made later have greater keys.
    TransferKey = "pool transfer";
    /// A user of the engine.
    UserKey = "user";
    /// An image of the engine. Images started later have greater keys.
    ImageKey = "image";
    /// An instance template of the engine. Templates made later have greater keys.
    TemplateKey = "instance template";
    /// An instance of the engine. Instances made later have greater keys.
    InstanceKey = "instance";
    /// A procurement of the engine. Procurements made later have greater keys.
    ProcurementKey = "procurement";
    /// A deployment of the engine, of either kind. Deployments made later have greater keys.
    DeploymentKey = "deployment";
}

impl AccountKey {
    /// No account: the owner of what was deleted.
    pub(crate) const NOBODY: Self = Self(u32::MAX);
}

/// A list of records that only grows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Arena<K, T> {
    items: Vec<T>,
    #[serde(skip)]
    key: PhantomData<K>,
}

impl<K, T> Default for Arena<K, T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            key: PhantomData,
        }
    }
}

impl<K: Key, T> Arena<K, T> {
    /// The key that the next record will get.
    pub(crate) fn next_key(&self) -> Result<K, Refusal> {
        match u32::try_from(self.items.len()) {
            Ok(index) if index < u32::MAX => Ok(K::from_index(index)),
            _ => Err(Refusal::internal(format!(
                "The sandbox has no room for another {}.",
                K::WHAT
            ))),
        }
    }

    pub(crate) fn push(&mut self, item: T) -> Result<K, Refusal> {
        let key = self.next_key()?;
        self.items.push(item);
        Ok(key)
    }

    pub(crate) fn get(&self, key: K) -> Result<&T, Refusal> {
        self.items
            .get(key.index() as usize)
            .ok_or_else(|| foreign(key))
    }

    pub(crate) fn get_mut(&mut self, key: K) -> Result<&mut T, Refusal> {
        self.items
            .get_mut(key.index() as usize)
            .ok_or_else(|| foreign(key))
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.items.iter_mut()
    }

    /// The key of the record at `index`, if there is one.
    pub(crate) fn key_at(&self, index: u64) -> Option<K> {
        let index = u32::try_from(index).ok()?;
        ((index as usize) < self.items.len()).then(|| K::from_index(index))
    }

    /// The records from the first on that `is_late`; none before it is, and all behind it are.
    pub(crate) fn since(
        &self,
        is_late: impl Fn(&T) -> bool,
    ) -> impl DoubleEndedIterator<Item = (K, &T)> + ExactSizeIterator {
        let first = self.items.partition_point(|item| !is_late(item));
        self.iter().skip(first)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &T)> + ExactSizeIterator {
        // An arena never holds more than `u32::MAX` records, so the index is not cut.
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| (K::from_index(index as u32), item))
    }
}

fn foreign<K: Key>(key: K) -> Refusal {
    Refusal::internal(format!(
        "No {} has the internal number {}.",
        K::WHAT,
        key.index()
    ))
}
