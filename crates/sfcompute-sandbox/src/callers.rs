//! Who may call: the tokens that open a market, and whom each of them speaks for.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sfcompute_types::{InstanceSkuId, Name, PoolId, PoolPath};

use crate::engine::{
    AccountKey, AccountView, Code, Edge, Engine, PoolFilter, Principal, PrincipalKind, Refusal,
    SplitMix,
};
use crate::market::Opening;

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

/// Whom a token speaks for.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) account: AccountKey,
    /// Whether that is the account's user; else it is a service.
    pub(crate) is_user: bool,
    /// How the caller shows on the orders it places.
    pub(crate) principal: Arc<Principal>,
}

/// Whom each token speaks for, and the accounts with their tokens.
pub(crate) fn callers(
    engine: &Engine,
    opening: &Opening,
) -> Result<(BTreeMap<String, Caller>, Vec<DemoAccount>), Refusal> {
    let mut callers = BTreeMap::new();
    let mut accounts = Vec::new();
    let mut numbers = SplitMix::new(engine.config().seed ^ 0x746F_6B65_6E73);
    for key in engine.accounts() {
        let view = engine.account(key)?;
        let mut tokens = Vec::new();
        for (caller, kind) in callers_of(&view) {
            let token = format!("sk_sandbox_{}_{kind}_{}", view.id, random(&mut numbers));
            if !opening.is_guarded {
                tokens.push(token.clone());
                callers.insert(token, caller.clone());
            }
            let own = opening.tokens.iter();
            for (_, token) in
                own.filter(|(account, _)| !caller.is_user && view.id.as_str() == account.as_str())
            {
                tokens.push(token.clone());
                callers.insert(token.clone(), caller.clone());
            }
        }
        accounts.push(DemoAccount {
            account: view.id,
            tokens,
            pools: pools(engine, key)?,
        });
    }
    let unknown = |account: &&String| engine.account_named(account.as_str()).is_none();
    if let Some(account) = opening
        .tokens
        .iter()
        .map(|(account, _)| account)
        .find(unknown)
    {
        let known: Vec<_> = accounts
            .iter()
            .map(|known| known.account.as_str())
            .collect();
        let message = format!(
            "There is no account `{account}` to have a token; there are {}.",
            known.join(", ")
        );
        return Err(Refusal::field("token", Code::UnknownReference, message));
    }
    Ok((callers, accounts))
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
