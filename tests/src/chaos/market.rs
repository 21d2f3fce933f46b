//! The sandbox that the run is against: the demo's, with money and nodes enough.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use sfcompute::Window;
use sfcompute_sandbox::engine::{
    AccountKey, Edge, Engine, Micros, OrderFilter, OrderSort, Refusal, Settlement, TransferFilter,
};
use sfcompute_sandbox::scenario::BUYER;
use sfcompute_sandbox::{Clock as _, ManualClock, Sandbox};

use super::Broken;
use super::meant::Ground;
use super::settings::Settings;
use super::terms::Terms;

/// More dollars than all orders together hold: a hundred million.
const CASH: Micros = 100_000_000_000_000;
/// More nodes of each SKU than all sales and transfers of one moment want.
const NODES: u32 = 10_000;
/// For how long.
const HOURS: i64 = 24 * 365;

pub(super) struct Market {
    sandbox: Sandbox,
    clock: ManualClock,
    address: SocketAddr,
    ground: Ground,
}

impl Market {
    /// A market of the settings' seed, served on a port of its own.
    pub(super) async fn open(settings: &Settings) -> Result<Self, Broken> {
        let clock = ManualClock::at("2026-07-21T09:30:00Z".parse()?);
        let sandbox = Sandbox::builder()
            .clock(clock.clone())
            .seed(settings.seed)
            .settlement(Settlement::AtOnce)
            .start()
            .await?;
        let address = sandbox.url().trim_start_matches("http://").parse()?;
        let account = sandbox.accounts().first().ok_or("no account")?;
        let pool = |number: usize| {
            let pool = account.pools.get(number).ok_or("no pool")?;
            Ok::<_, Broken>(pool.id.to_string())
        };
        let ground = Ground {
            now: clock.now(),
            skus: sandbox
                .skus()
                .iter()
                .map(|sku| sku.id.to_string())
                .collect(),
            pool: pool(0)?,
            other_pool: pool(1)?,
        };
        let market = Self {
            sandbox,
            clock,
            address,
            ground,
        };
        market.with_engine(|engine, buyer| market.equip(engine, buyer))?;
        Ok(market)
    }

    fn equip(&self, engine: &mut Engine, buyer: AccountKey) -> Result<(), Broken> {
        let now = self.clock.now();
        engine.deposit(buyer, CASH, now).map_err(refused)?;
        let window = Window::starting(now.floor_minute()).hours(HOURS)?;
        let pool = engine.find_pool(buyer, &self.ground.pool);
        let pool = pool.ok_or("the market has no pool to equip")?;
        for sku in &self.ground.skus {
            let sku = engine.find_sku(sku).ok_or("the market lost a SKU")?;
            let granted = engine.grant(pool, sku, window, NODES, now);
            granted.map_err(refused)?;
        }
        Ok(())
    }

    fn with_engine<T>(
        &self,
        work: impl FnOnce(&mut Engine, AccountKey) -> Result<T, Broken>,
    ) -> Result<T, Broken> {
        self.sandbox.market().with_engine(|engine| {
            let buyer = engine.account_named(BUYER);
            work(engine, buyer.ok_or("the market has no buyer")?)
        })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn clock(&self) -> ManualClock {
        self.clock.clone()
    }

    pub(super) fn ground(&self) -> Ground {
        self.ground.clone()
    }

    pub(super) fn token(&self) -> &str {
        self.sandbox.token()
    }

    /// All orders and transfers of the account, by their ids; and whether the market is sound.
    pub(super) fn ledger(&self) -> Result<BTreeMap<String, Terms>, Broken> {
        self.with_engine(|engine, buyer| {
            let broken = engine.check_invariants();
            if let Some(first) = broken.first() {
                return Err(first.clone().into());
            }
            let sort = OrderSort::CreatedAt;
            let filter = OrderFilter::default();
            let orders = engine.list_orders(buyer, &filter, sort, usize::MAX, Edge::Head);
            let orders = orders.map_err(refused)?;
            let filter = TransferFilter::default();
            let transfers = engine.list_transfers(buyer, &filter, usize::MAX, Edge::Head);
            let transfers = transfers.map_err(refused)?;
            let orders = orders
                .items
                .iter()
                .map(|order| (order.id.to_string(), Terms::of_held_order(order)));
            let transfers = transfers
                .items
                .iter()
                .map(|transfer| (transfer.id.to_string(), Terms::of_held_transfer(transfer)));
            Ok(orders.chain(transfers).collect())
        })
    }
}

fn refused(refusal: Refusal) -> Broken {
    format!("the market refused: {}", refusal.message()).into()
}
