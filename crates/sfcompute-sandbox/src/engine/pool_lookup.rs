//! Finding pools: by id, by path, by their legacy capacity forms, by name.

use sfcompute_types::{CapacityId, CapacityPath, PoolId, PoolPath};

use super::arena::{AccountKey, PoolKey};
use super::{Code, Engine, Refusal};

impl Engine {
    /// The account's pool that `text` means.
    ///
    /// That is an id (`pool_…`, or `cap_…` with the same suffix), a resource path
    /// (`sfc:pool:…`, or `sfc:capacity:…`), or a bare name, as long as only one of the account's
    /// workspaces has a pool of that name. A deleted pool and a pool of someone else are not found.
    pub fn find_pool(&self, account: AccountKey, text: &str) -> Option<PoolKey> {
        let strip =
            |prefixes: [&str; 2]| prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
        let found = if let Some(path) = strip([PoolPath::PREFIX, CapacityPath::PREFIX]) {
            self.pool_at(account, path)
        } else if let Some(suffix) = strip([PoolId::PREFIX, CapacityId::PREFIX]) {
            self.pool_suffixes
                .get(suffix)
                .copied()
                .or_else(|| self.only_pool_named(account, text))
        } else {
            self.only_pool_named(account, text)
        };
        found.filter(|key| {
            self.pool_owner(*key)
                .is_ok_and(|(owner, live)| owner == account && live)
        })
    }

    /// The pool, or 404.
    pub(crate) fn require_pool(&self, account: AccountKey, text: &str) -> Result<PoolKey, Refusal> {
        self.find_pool(account, text)
            .ok_or_else(|| Refusal::not_found("pool", text))
    }

    /// The pool, or 422 at a field: for filters and operations that know no 404.
    pub(crate) fn pool_of_field(
        &self,
        account: AccountKey,
        field: &str,
        text: &str,
    ) -> Result<PoolKey, Refusal> {
        self.find_pool(account, text).ok_or_else(|| {
            let message = format!("There is no pool `{text}`.");
            Refusal::field(field, Code::UnknownReference, message)
        })
    }

    /// Who owns the pool, and whether it still exists.
    pub(crate) fn pool_owner(&self, key: PoolKey) -> Result<(AccountKey, bool), Refusal> {
        let pool = self.pools.get(key)?;
        Ok((
            self.workspaces.get(pool.workspace)?.account,
            !pool.is_deleted,
        ))
    }

    /// The pool at `<account>:<workspace>:<name>`.
    fn pool_at(&self, account: AccountKey, path: &str) -> Option<PoolKey> {
        let (owner, rest) = path.split_once(':')?;
        let (workspace, name) = rest.split_once(':')?;
        let is_own = self
            .accounts
            .get(account)
            .is_ok_and(|own| own.id.as_str() == owner);
        let mut workspaces = self
            .workspaces
            .iter()
            .filter(|(_, known)| known.account == account);
        let (workspace, _) = workspaces.find(|(_, known)| known.name.as_str() == workspace)?;
        is_own
            .then(|| self.pool_names.get(&workspace)?.get(name).copied())
            .flatten()
    }

    fn only_pool_named(&self, account: AccountKey, name: &str) -> Option<PoolKey> {
        let own = self
            .workspaces
            .iter()
            .filter(|(_, known)| known.account == account);
        let mut named = own.filter_map(|(key, _)| self.pool_names.get(&key)?.get(name).copied());
        let only = named.next()?;
        named.next().is_none().then_some(only)
    }
}
