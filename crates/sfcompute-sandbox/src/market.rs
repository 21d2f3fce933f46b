//! A market ready to be served: an engine behind a lock, a clock, and the tokens that open it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use serde::Serialize;
use sfcompute_types::{InstanceSkuId, Name, PoolId, PoolPath, Timestamp};

use crate::clock::Clock;
use crate::engine::{
    AccountKey, AccountView, Edge, Engine, PoolFilter, Principal, PrincipalKind, Refusal, SplitMix,
};

/// An account that the market opened with, and how to use it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoAccount {
    /// The account's id, as its resource paths carry it.
    pub account: Name,
    /// Bearer tokens of the account: that of its user, if it has one, then that of a service.
    pub tokens: Vec<String>,
    /// The pools it opened with, the first made first.
    pub pools: Vec<DemoPool>,
}

impl DemoAccount {
    /// The first of the tokens.
    pub fn token(&self) -> &str {
        self.tokens.first().map(String::as_str).unwrap_or_default()
    }
}

/// A pool that an account opened with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoPool {
    /// The pool's id.
    pub id: PoolId,
    /// The pool's resource path.
    pub resource_path: PoolPath,
}

/// A SKU that the market opened with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoSku {
    /// The SKU's id.
    pub id: InstanceSkuId,
    /// The SKU's short name.
    pub alias: Name,
}

/// A market that can be served; clones are the same market.
///
/// ```
/// use sfcompute_sandbox::Sandbox;
///
/// # fn main() -> Result<(), sfcompute_sandbox::engine::Refusal> {
/// let market = Sandbox::builder().seed(7).build()?;
/// assert_eq!(market.accounts().len(), 2);
/// let router: axum::Router = market.router(); // to be wrapped and served, or called directly
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Market(Arc<Inner>);

struct Inner {
    engine: Mutex<Engine>,
    clock: Box<dyn Clock>,
    callers: BTreeMap<String, Caller>,
    accounts: Vec<DemoAccount>,
    skus: Vec<DemoSku>,
    requests: AtomicU64,
}

/// Whom a token speaks for.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) account: AccountKey,
    /// Whether that is the account's user; else it is a service.
    pub(crate) is_user: bool,
    /// How the caller shows on the orders it places.
    pub(crate) principal: Arc<Principal>,
}

impl Market {
    pub(crate) fn open(engine: Engine, clock: Box<dyn Clock>) -> Result<Self, Refusal> {
        let mut callers = BTreeMap::new();
        let mut accounts = Vec::new();
        let mut numbers = SplitMix::new(engine.config().seed ^ 0x746F_6B65_6E73);
        for key in engine.accounts() {
            let view = engine.account(key)?;
            let mut tokens = Vec::new();
            for (caller, kind) in callers_of(&view) {
                let token = format!("sk_sandbox_{}_{kind}_{}", view.id, random(&mut numbers));
                tokens.push(token.clone());
                callers.insert(token, caller);
            }
            accounts.push(DemoAccount {
                account: view.id,
                tokens,
                pools: pools(&engine, key)?,
            });
        }
        let skus = engine.list_skus(usize::MAX, Edge::Head).items.into_iter();
        let skus = skus
            .map(|sku| DemoSku {
                id: sku.id,
                alias: sku.alias,
            })
            .collect();
        Ok(Self(Arc::new(Inner {
            engine: Mutex::new(engine),
            clock,
            callers,
            accounts,
            skus,
            requests: AtomicU64::new(0),
        })))
    }

    /// The contract's operations, ready to be wrapped in layers and served.
    pub fn router(&self) -> Router {
        crate::http::router(self)
    }

    /// The accounts that the market opened with.
    pub fn accounts(&self) -> &[DemoAccount] {
        &self.0.accounts
    }

    /// The SKUs that the market opened with.
    pub fn skus(&self) -> &[DemoSku] {
        &self.0.skus
    }

    /// The first account's first token.
    pub fn token(&self) -> &str {
        self.0
            .accounts
            .first()
            .map(DemoAccount::token)
            .unwrap_or_default()
    }

    /// The market's time, by its clock.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Runs `work` with the engine to itself; requests wait meanwhile.
    pub fn with_engine<T>(&self, work: impl FnOnce(&mut Engine) -> T) -> T {
        // The engine refuses and does not panic; a panic in `work` elsewhere is no reason to stop.
        work(&mut self.0.engine.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs `work` with the engine as of the clock's time.
    pub(crate) fn at_its_time<T, E: From<Refusal>>(
        &self,
        work: impl FnOnce(&mut Engine, Timestamp) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_engine(|engine| {
            // Read under the lock, so that of two requests the later one has the later time.
            engine.advance(self.now())?;
            let now = engine.now();
            work(engine, now)
        })
    }

    pub(crate) fn caller(&self, token: &str) -> Option<&Caller> {
        self.0.callers.get(token)
    }

    /// The number of the next request, from 1 on.
    pub(crate) fn next_request(&self) -> u64 {
        self.0
            .requests
            .fetch_add(1, Ordering::Relaxed)
            .saturating_add(1)
    }
}

impl fmt::Debug for Market {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accounts: Vec<_> = self
            .0
            .accounts
            .iter()
            .map(|account| &account.account)
            .collect();
        f.debug_struct("Market")
            .field("accounts", &accounts)
            .field("clock", &self.0.clock)
            .finish_non_exhaustive()
    }
}

/// Who can call for an account, each with the word for its token.
fn callers_of(account: &AccountView) -> Vec<(Caller, &'static str)> {
    let user = account.user.as_ref().map(|user| {
        let kind = PrincipalKind::User {
            email: user.email.clone(),
        };
        let principal = Arc::new(Principal {
            id: user.id.as_str().to_owned(),
            kind,
        });
        (
            Caller {
                account: account.key,
                is_user: true,
                principal,
            },
            "user",
        )
    });
    let name = Some("service".to_owned());
    let id = format!("tokn_{}", account.id);
    let principal = Arc::new(Principal {
        id,
        kind: PrincipalKind::Token { name },
    });
    let service = (
        Caller {
            account: account.key,
            is_user: false,
            principal,
        },
        "service",
    );
    user.into_iter().chain([service]).collect()
}

fn pools(engine: &Engine, account: AccountKey) -> Result<Vec<DemoPool>, Refusal> {
    let filter = PoolFilter::default();
    let page = engine.list_pools(account, &filter, 0, usize::MAX, Edge::Head)?;
    let pools = page.items.into_iter().rev();
    Ok(pools
        .map(|pool| DemoPool {
            id: pool.id,
            resource_path: pool.resource_path,
        })
        .collect())
}

/// The part of a token that cannot be guessed without the seed.
fn random(numbers: &mut SplitMix) -> String {
    (0..20)
        .filter_map(|_| char::from_digit(numbers.below(36), 36))
        .collect()
}
