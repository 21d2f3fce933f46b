//! The demo market: two accounts, three SKUs, four pools and a book to trade against.
//!
//! Everything follows from the configuration, its seed above all, and the time it is made for: the
//! windows of the book begin with the hour that `now` falls in. A buy of 4 nodes for 24 hours, at
//! any start in the coming days and on any of the SKUs, fills at once.

mod book;
mod file;
mod plan;
mod reader;
mod skus;

pub use file::{Mistake, Scenario, ScenarioError};

use sfcompute_types::{FeatureFlagName, Name, Timestamp, UserId, Window};

use crate::engine::{
    AccountKey, BootTimes, Code, Engine, EngineConfig, EntityType, FeatureFlag, Fees, ImageLimits,
    Micros, NewAccount, NewPool, PoolKind, Refusal, Settlement, SkuKey, User,
};

/// The account that buys, named after nobody.
pub const BUYER: &str = "acme";
/// The account that brought its hardware to the market.
pub const PROVIDER: &str = "granite-compute";
/// The buyer's workspace with the demo pools.
pub const WORKSPACE: &str = "prod";
/// The buyer's first pool, empty at first.
pub const TRAINING_POOL: &str = "training";
/// The buyer's second pool, empty at first.
pub const INFERENCE_POOL: &str = "inference";
/// The provider's pool with all nodes of the market; sells only.
pub const SUPPLY_POOL: &str = "supply";
/// The provider's pool that its standing bids buy into.
pub const TRADING_POOL: &str = "trading";

/// What the buyer starts with: $250,000.
const BUYER_CASH: Micros = 250_000_000_000;
/// What the provider starts with, for its bids: $100,000.
const PROVIDER_CASH: Micros = 100_000_000_000;
/// The image that every account can boot from.
pub const PUBLIC_IMAGE: &str = "ubuntu-24.04.4-cuda-12.8";
/// What stands in for a disk.
const PUBLIC_IMAGE_BYTES: &[u8] = b"There is no disk in here: nothing boots in this market.\n";
/// Features on trial by name: what each says of itself, and whether an account can join it alone.
const FEATURES: [(&str, &str, bool); 2] = [
    (
        "open-trial",
        "A feature that everybody can join; it changes nothing in this market.",
        true,
    ),
    (
        "closed-trial",
        "A feature by invitation; it changes nothing in this market.",
        false,
    ),
];
/// How long the provider's hardware is on the market.
const SUPPLY_HOURS: i64 = 8 * 7 * 24;

/// A demo market and the keys of what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    /// The market.
    pub engine: Engine,
    /// The account [`BUYER`].
    pub buyer: AccountKey,
    /// The account [`PROVIDER`].
    pub provider: AccountKey,
    /// The SKUs, the cheapest first.
    pub skus: Vec<SkuKey>,
}

/// The demo's configuration: orders settle at once, each side of a fill pays 1 %.
pub fn demo_config(seed: u64) -> EngineConfig {
    EngineConfig {
        boot: BootTimes::default(),
        seed,
        settlement: Settlement::AtOnce,
        fees: Fees::new(0, 100),
        images: ImageLimits::default(),
    }
}

/// Makes the demo market as of `now`.
///
/// The book is made at once even where `config` has orders settle later.
///
/// # Errors
/// 422 where `now` is so near the end of time that the coming weeks have no dates.
pub fn demo(config: EngineConfig, now: Timestamp) -> Result<Demo, Refusal> {
    let settlement = config.settlement;
    let mut engine = Engine::new(EngineConfig {
        settlement: Settlement::AtOnce,
        ..config
    });
    let buyer = engine.open_account(
        NewAccount {
            id: name(BUYER)?,
            entity_type: Some(EntityType::Business),
            user: Some(user("buyer", "buyer@acme.example", "Demo", "Buyer")?),
            cash: BUYER_CASH,
        },
        now,
    )?;
    let provider = engine.open_account(
        NewAccount {
            id: name(PROVIDER)?,
            entity_type: Some(EntityType::Business),
            user: Some(user(
                "provider",
                "provider@granite.example",
                "Demo",
                "Provider",
            )?),
            cash: PROVIDER_CASH,
        },
        now,
    )?;
    engine.create_workspace(buyer, WORKSPACE, now)?;
    stock(&mut engine, now)?;
    for (account, workspace, pool, kind) in [
        (buyer, WORKSPACE, TRAINING_POOL, PoolKind::Market),
        (buyer, WORKSPACE, INFERENCE_POOL, PoolKind::Market),
        (
            provider,
            crate::engine::DEFAULT_WORKSPACE,
            SUPPLY_POOL,
            PoolKind::Originating,
        ),
        (
            provider,
            crate::engine::DEFAULT_WORKSPACE,
            TRADING_POOL,
            PoolKind::Market,
        ),
    ] {
        let pool = NewPool {
            workspace,
            name: Some(pool),
            tags: None,
            kind,
        };
        engine.create_pool(account, pool, now)?;
    }

    let hour = hour_of(now);
    let supply = engine
        .find_pool(provider, SUPPLY_POOL)
        .ok_or_else(|| Refusal::internal("The demo has no supply."))?;
    let mut keys = Vec::new();
    for market in skus::markets()? {
        let sku = engine.add_sku(market.sku, now)?;
        let window = Window::starting(hour)
            .hours(SUPPLY_HOURS)
            .map_err(invalid)?;
        engine.grant(supply, sku, window, market.nodes, now)?;
        book::open(&mut engine, provider, sku, market.rate, now)?;
        keys.push(sku);
    }
    Ok(Demo {
        engine: engine.settling(settlement),
        buyer,
        provider,
        skus: keys,
    })
}

/// Puts what every market has and no account made into one: an image, features on trial.
fn stock(engine: &mut Engine, now: Timestamp) -> Result<(), Refusal> {
    engine.add_public_image(PUBLIC_IMAGE, PUBLIC_IMAGE_BYTES, now)?;
    for (name, description, user_enroll) in FEATURES {
        let flag = FeatureFlag {
            name: FeatureFlagName::try_from(name).map_err(invalid)?,
            description: description.to_owned(),
            user_enroll,
        };
        engine.add_feature_flag(flag, now)?;
    }
    Ok(())
}

/// The first second of the hour that `now` falls in.
fn hour_of(now: Timestamp) -> Timestamp {
    let past = now.as_seconds().rem_euclid(3_600);
    now.checked_add_seconds(-past).unwrap_or(now.floor_minute())
}

fn user(id: &str, email: &str, first: &str, last: &str) -> Result<User, Refusal> {
    Ok(User {
        id: UserId::try_from(id).map_err(invalid)?,
        email: Some(email.to_owned()),
        first_name: Some(first.to_owned()),
        last_name: Some(last.to_owned()),
    })
}

fn name(text: &str) -> Result<Name, Refusal> {
    Name::try_from(text).map_err(invalid)
}

fn invalid(invalid: sfcompute_types::Invalid) -> Refusal {
    Refusal::field("scenario", Code::Invalid, invalid.to_string())
}

#[cfg(test)]
mod tests;
