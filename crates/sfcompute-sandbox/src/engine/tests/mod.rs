//! A small market to try the rules on, and the words to try them with.
//!
//! Times are minutes after [`T0`], prices micro-dollars per node-minute.

mod accounts;
mod deployments;
mod holdings;
mod idempotency;
mod images;
mod instance_templates;
mod instances;
mod lists;
mod matching;
mod money;
mod orderbook;
mod orders;
mod pools;
mod preview;
mod procurements;
mod pursuit;
mod settlement;
mod skus;
mod snapshot;
mod transfers;
mod workspaces;

use sfcompute_types::{Name, Price, Schedule, ScheduleEnd, ScheduleEntry, Timestamp, Window};

use super::*;

/// 2026-07-21T09:00:00Z, a whole hour.
const T0: i64 = 1_784_624_400;

/// A dollar in the ledger's unit.
const DOLLAR: Micros = 1_000_000;

/// What `ada` and `cy` start with.
const CASH: Micros = 1_000 * DOLLAR;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_seconds(T0 + 60 * minute)
}

fn window(from: i64, to: i64) -> Window {
    Window::new(at(from), at(to)).unwrap()
}

/// Start, end and nodes.
type Ranges = Vec<(i64, Option<i64>, i32)>;

/// Ranges of a schedule in minutes after `T0`; no end is `None`.
fn ranges(schedule: &Schedule) -> Ranges {
    let minute = |time: Timestamp| (time.as_seconds() - T0) / 60;
    let range = |entry: &ScheduleEntry| match entry.end_at {
        ScheduleEnd::At(end) => (minute(entry.start_at), Some(minute(end)), entry.node_count),
        _ => (minute(entry.start_at), None, entry.node_count),
    };
    schedule.iter().map(range).collect()
}

/// A schedule of ranges in minutes after `T0`.
fn schedule(ranges: &[(i64, Option<i64>, i32)]) -> Schedule {
    let entry = |(start, end, nodes): &(i64, Option<i64>, i32)| ScheduleEntry {
        start_at: at(*start),
        end_at: end.map_or(ScheduleEnd::Unbounded, |end| ScheduleEnd::At(at(end))),
        node_count: *nodes,
    };
    ranges.iter().map(entry).collect()
}

fn dollars_per_hour(text: &str) -> Price {
    text.parse().unwrap()
}

/// An order in short.
#[derive(Clone, Copy, Debug)]
struct Ask {
    account: AccountKey,
    pool: &'static str,
    side: Side,
    nodes: i32,
    window: (i64, i64),
    rate: i64,
    standing: bool,
    partial: bool,
}

impl Ask {
    fn standing(self) -> Self {
        Self {
            standing: true,
            ..self
        }
    }

    fn partial(self) -> Self {
        Self {
            partial: true,
            ..self
        }
    }

    fn pool(self, pool: &'static str) -> Self {
        Self { pool, ..self }
    }
}

/// `ada` and `cy` buy into their pool `main`; `bo` and `di` sell 100 nodes from minute 0 to 10 000.
#[derive(Clone)]
struct Market {
    engine: Engine,
    ada: AccountKey,
    bo: AccountKey,
    cy: AccountKey,
    di: AccountKey,
    sku: SkuKey,
}

impl Market {
    fn new() -> Self {
        Self::with(EngineConfig {
            seed: 1,
            ..EngineConfig::default()
        })
    }

    fn with(config: EngineConfig) -> Self {
        let mut engine = Engine::new(config);
        let mut open = |id: &str, cash| {
            let id = Name::try_from(id).unwrap();
            let account = NewAccount {
                id,
                entity_type: None,
                user: None,
                cash,
            };
            engine.open_account(account, at(0)).unwrap()
        };
        let (ada, bo, cy, di) = (
            open("ada", CASH),
            open("bo", 0),
            open("cy", CASH),
            open("di", 0),
        );
        let alias = Name::try_from("oslo").unwrap();
        let properties = SkuProperties {
            accelerator: Some(Labelled::new("h100".to_owned(), "H100")),
            ..SkuProperties::default()
        };
        let sku = NewSku {
            id: None,
            alias,
            properties,
            audience_hint: None,
        };
        let sku = engine.add_sku(sku, at(0)).unwrap();
        let mut market = Self {
            engine,
            ada,
            bo,
            cy,
            di,
            sku,
        };
        for account in [ada, bo, cy, di] {
            market.pool(account, "main");
        }
        for account in [bo, di] {
            let pool = market.engine.find_pool(account, "main").unwrap();
            market
                .engine
                .grant(pool, sku, window(0, 10_000), 100, at(0))
                .unwrap();
        }
        market
    }

    fn pool(&mut self, account: AccountKey, name: &str) -> PoolKey {
        self.pool_of_kind(account, name, PoolKind::Market)
    }

    fn pool_of_kind(&mut self, account: AccountKey, name: &str, kind: PoolKind) -> PoolKey {
        let pool = NewPool {
            workspace: "default",
            name: Some(name),
            tags: None,
            kind,
        };
        self.engine
            .create_pool(account, pool, self.engine.now())
            .unwrap()
    }

    fn sku_id(&self) -> String {
        self.engine.sku(self.sku).unwrap().id.as_str().to_owned()
    }

    fn buy(&self, nodes: i32, from: i64, to: i64, rate: i64) -> Ask {
        let (account, side) = (self.ada, Side::Buy);
        let (standing, partial) = (false, false);
        Ask {
            account,
            pool: "main",
            side,
            nodes,
            window: (from, to),
            rate,
            standing,
            partial,
        }
    }

    fn sell(&self, nodes: i32, from: i64, to: i64, rate: i64) -> Ask {
        Ask {
            account: self.bo,
            side: Side::Sell,
            ..self.buy(nodes, from, to, rate)
        }
    }

    fn try_place(&mut self, ask: Ask) -> Result<OrderKey, Refusal> {
        let price = Price::from_micros_per_node_minute(ask.rate).unwrap();
        let (from, to) = ask.window;
        let order = NewOrder {
            pool: ask.pool,
            side: ask.side,
            instance_sku: &self.sku_id(),
            schedule: &schedule(&[(from, Some(to), ask.nodes)]),
            limit_price: price,
            allow_standing: ask.standing,
            allow_partial: ask.partial,
            created_by: None,
        };
        let now = self.engine.now();
        self.engine
            .place_order(ask.account, order, None, now)
            .map(|accepted| accepted.key)
    }

    fn place(&mut self, ask: Ask) -> OrderKey {
        let key = self.try_place(ask).unwrap();
        self.sound();
        key
    }

    fn order(&self, key: OrderKey) -> OrderView {
        self.engine.order(key).unwrap()
    }

    fn status(&self, key: OrderKey) -> OrderStatus {
        self.order(key).status
    }

    /// What filled of an order, in minutes after `T0`.
    fn filled(&self, key: OrderKey) -> Ranges {
        ranges(&self.order(key).filled_schedule)
    }

    /// Fills as rates with their ranges.
    fn fills(&self, key: OrderKey) -> Vec<(i64, Ranges)> {
        let rate = |price: Price| price.micros_per_node_minute().unwrap();
        let fills = self.order(key).fills;
        fills
            .iter()
            .map(|fill| (rate(fill.price), ranges(&fill.schedule)))
            .collect()
    }

    /// What a pool holds of the SKU, from this minute on.
    fn holds(&self, account: AccountKey, pool: &str) -> Ranges {
        let pool = self.engine.fetch_pool(account, pool, 0).unwrap();
        ranges(&pool.total)
    }

    fn balance(&self, account: AccountKey) -> Balance {
        self.engine.account(account).unwrap().balance
    }

    fn cancel(&mut self, key: OrderKey) -> Result<(), Refusal> {
        let (id, now) = (self.order(key).id, self.engine.now());
        let account = self.engine.orders.get(key).unwrap().account;
        self.engine.cancel_order(account, id.as_str(), now)
    }

    fn wait_until(&mut self, minute: i64) {
        self.engine.advance(at(minute)).unwrap();
        self.sound();
    }

    #[track_caller]
    fn sound(&self) {
        assert_eq!(self.engine.check_invariants(), Vec::<String>::new());
    }
}

/// The refusal's kind and the fields and codes of its details.
fn why<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (RefusalKind, Vec<(String, Code)>) {
    let refusal = result.unwrap_err();
    let detail = |detail: &Detail| (detail.field.clone().unwrap_or_default(), detail.code);
    (
        refusal.kind(),
        refusal.details().iter().map(detail).collect(),
    )
}

/// A 422 with one detail.
fn one(field: &str, code: Code) -> (RefusalKind, Vec<(String, Code)>) {
    (RefusalKind::Unprocessable, vec![(field.to_owned(), code)])
}
