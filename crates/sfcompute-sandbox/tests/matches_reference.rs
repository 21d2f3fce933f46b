//! The engine against a slow and obvious model of the same rules, over random histories.

// All of this is test code; the lints' own exception for tests knows only functions marked so.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "matches_reference/model.rs"]
mod model;

use model::{FEE_BPS, FEE_FLAT, MINUTES, Model, Nodes, Refused, Settling, State, Wish};
use proptest::prelude::*;
use sfcompute_sandbox::engine::{
    AccountKey, Code, Engine, EngineConfig, Fees, NewAccount, NewOrder, NewSku, OrderKey,
    OrderStatus, RefusalKind, Settlement, Side, SkuProperties,
};
use sfcompute_types::{Name, Price, Schedule, ScheduleEnd, Timestamp, Window};

const ACCOUNTS: usize = 3;
const GRANTED: u32 = 7;
const CASH: i128 = 60_000;

#[derive(Clone, Debug)]
enum Step {
    Place(Wish),
    /// Cancels one of the orders so far.
    Cancel(prop::sample::Index),
    /// Looks at one of the orders so far.
    Fetch(prop::sample::Index),
    /// Lets so many seconds go by.
    Wait(usize),
}

fn wish() -> impl Strategy<Value = Wish> {
    let side = prop_oneof![Just(model::Side::Buy), Just(model::Side::Sell)];
    // Windows on a coarse grid, so that many of them meet.
    (
        0..ACCOUNTS,
        side,
        1_i64..5,
        0_usize..7,
        1_usize..5,
        95_i64..105,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(account, side, nodes, start, length, rate, standing, partial)| Wish {
                account,
                side,
                nodes,
                start: start * 5,
                end: ((start + length) * 5).min(MINUTES),
                rate,
                standing: standing || partial,
                partial,
            },
        )
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => wish().prop_map(Step::Place),
        2 => any::<prop::sample::Index>().prop_map(Step::Cancel),
        12 => any::<prop::sample::Index>().prop_map(Step::Fetch),
        2 => (1_usize..240).prop_map(Step::Wait),
    ]
}

/// At once, by time and by looks, each as often as the next.
fn settling() -> impl Strategy<Value = Settling> {
    prop_oneof![
        Just(Settling::AtOnce),
        (0_usize..150).prop_map(Settling::AfterSeconds),
        (0_usize..3).prop_map(Settling::AfterPolls),
    ]
}

fn model(settling: Settling) -> Model {
    let pools = vec![[i64::from(GRANTED); MINUTES]; ACCOUNTS];
    Model::new(settling, pools, vec![CASH; ACCOUNTS])
}

fn at(minute: usize) -> Timestamp {
    second(minute * 60)
}

fn second(seconds: usize) -> Timestamp {
    Timestamp::from_seconds(seconds as i64)
}

fn window(start: usize, end: usize) -> Window {
    Window::new(at(start), at(end)).unwrap()
}

/// A schedule as a number for each minute.
fn nodes(schedule: &Schedule) -> Nodes {
    std::array::from_fn(|minute| i64::from(schedule.nodes_at(at(minute))))
}

struct Tested {
    engine: Engine,
    accounts: Vec<AccountKey>,
    sku: String,
    orders: Vec<OrderKey>,
}

impl Tested {
    fn new(settling: Settling) -> Self {
        let settlement = match settling {
            Settling::AtOnce => Settlement::AtOnce,
            Settling::AfterSeconds(seconds) => Settlement::AfterSeconds(seconds as u32),
            Settling::AfterPolls(polls) => Settlement::AfterPolls(polls as u32),
        };
        let fees = Fees::new(FEE_FLAT as u32, FEE_BPS as u16);
        let mut engine = Engine::new(EngineConfig {
            fees,
            settlement,
            ..EngineConfig::default()
        });
        let alias = Name::try_from("oslo").unwrap();
        let properties = SkuProperties::default();
        let sku = NewSku {
            id: None,
            alias,
            properties,
            audience_hint: None,
        };
        let sku = engine.add_sku(sku, at(0)).unwrap();
        let accounts = (0..ACCOUNTS).map(|index| {
            let id = Name::try_from(format!("a{index}")).unwrap();
            let new = NewAccount {
                id,
                entity_type: None,
                user: None,
                cash: CASH,
            };
            let account = engine.open_account(new, at(0)).unwrap();
            let pool = sfcompute_sandbox::engine::NewPool {
                workspace: "default",
                name: Some("main"),
                tags: None,
                kind: sfcompute_sandbox::engine::PoolKind::Market,
            };
            let pool = engine.create_pool(account, pool, at(0)).unwrap();
            engine
                .grant(pool, sku, window(0, MINUTES), GRANTED, at(0))
                .unwrap();
            account
        });
        let accounts = accounts.collect();
        let sku = engine.sku(sku).unwrap().id.as_str().to_owned();
        Self {
            engine,
            accounts,
            sku,
            orders: vec![],
        }
    }

    /// The account and the id of an order.
    fn names(&self, index: usize, model: &Model) -> (AccountKey, String) {
        let account = self.accounts[model.orders[index].wish.account];
        let id = self.engine.order_id(self.orders[index]).unwrap();
        (account, id.as_str().to_owned())
    }

    fn place(&mut self, wish: Wish, now: Timestamp) -> Result<(), Refused> {
        let range = window(wish.start, wish.end);
        let order = NewOrder {
            pool: "main",
            side: match wish.side {
                model::Side::Buy => Side::Buy,
                model::Side::Sell => Side::Sell,
            },
            instance_sku: &self.sku,
            schedule: &Schedule::flat(range, wish.nodes as i32),
            limit_price: Price::from_micros_per_node_minute(wish.rate).unwrap(),
            allow_standing: wish.standing,
            allow_partial: wish.partial,
            created_by: None,
        };
        match self
            .engine
            .place_order(self.accounts[wish.account], order, None, now)
        {
            Ok(accepted) => {
                self.orders.push(accepted.key);
                Ok(())
            }
            Err(refusal) if refusal.kind() == RefusalKind::PaymentRequired => Err(Refused::Money),
            Err(refusal) if refusal.has(Code::InsufficientAllocation) => Err(Refused::Nodes),
            Err(refusal) if refusal.has(Code::WindowOver) => Err(Refused::Over),
            Err(other) => panic!("{other}"),
        }
    }

    /// Everything that can be seen is as in the model.
    fn compare(&self, model: &Model) {
        for (key, expected) in self.orders.iter().zip(&model.orders) {
            let order = self.engine.order(*key).unwrap();
            let status = match expected.state {
                State::Pending => OrderStatus::Pending,
                State::Standing => OrderStatus::Standing,
                State::PartiallyFilled => OrderStatus::PartiallyFilled,
                State::Filled => OrderStatus::Filled,
                State::Cancelled => OrderStatus::Cancelled,
            };
            assert_eq!(order.status, status, "{key:?} {:?}", expected.wish);
            let fills: Vec<_> = order
                .fills
                .iter()
                .map(|fill| {
                    (
                        fill.price.micros_per_node_minute().unwrap(),
                        nodes(&fill.schedule),
                    )
                })
                .collect();
            assert_eq!(fills, expected.fills, "{key:?} {:?}", expected.wish);
            let filled = expected
                .fills
                .iter()
                .fold([0; MINUTES], |mut sum, (_, part)| {
                    sum.iter_mut()
                        .zip(part)
                        .for_each(|(sum, part)| *sum += part);
                    sum
                });
            assert_eq!(nodes(&order.filled_schedule), filled);
            let has_zeros = order
                .filled_schedule
                .iter()
                .any(|entry| entry.node_count <= 0);
            assert!(!has_zeros, "{:?}", order.filled_schedule);
        }
        for (index, account) in self.accounts.iter().enumerate() {
            let balance = self.engine.account(*account).unwrap().balance;
            assert_eq!(balance.held, model.held(index));
            assert_eq!(balance.available, model.available(index));
            let pool = self.engine.fetch_pool(*account, "main", 0).unwrap();
            let mut ahead = model.pools[index];
            ahead[..model.now()].fill(0);
            assert_eq!(nodes(&pool.total), ahead);
            let is_bounded = pool
                .total
                .iter()
                .all(|e| matches!(e.end_at, ScheduleEnd::At(_)));
            assert!(is_bounded);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_does_as_the_model(
        settling in settling(),
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let (mut tested, mut model) = (Tested::new(settling), model(settling));
        for step in steps {
            let now = second(model.seconds);
            match step {
                Step::Place(wish) => {
                    prop_assert_eq!(tested.place(wish, now), model.place(wish).map(|_| ()));
                }
                Step::Wait(seconds) => {
                    wait(&mut model, seconds);
                    tested.engine.advance(second(model.seconds)).unwrap();
                }
                Step::Cancel(_) | Step::Fetch(_) if tested.orders.is_empty() => {}
                Step::Cancel(index) => {
                    let index = index.index(tested.orders.len());
                    let (account, id) = tested.names(index, &model);
                    let done = tested.engine.cancel_order(account, &id, now);
                    prop_assert_eq!(done.is_ok(), model.cancel(index));
                }
                Step::Fetch(index) => {
                    let index = index.index(tested.orders.len());
                    let (account, id) = tested.names(index, &model);
                    tested.engine.fetch_order(account, &id, now).unwrap();
                    model.fetch(index);
                }
            }
            tested.compare(&model);
        }
        prop_assert_eq!(tested.engine.check_invariants(), Vec::<String>::new());
    }
}

/// Waits, but not until the last minute is over.
fn wait(model: &mut Model, seconds: usize) {
    model.wait_until((model.seconds + seconds).min(MINUTES * 60 - 1));
}

/// The histories above are of use only if much happens in them, however they settle.
#[test]
fn the_histories_are_busy() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    // What is looked at late, or never, trades less.
    let kinds = [
        (Settling::AtOnce, 500, 20),
        (Settling::AfterSeconds(70), 400, 10),
        (Settling::AfterPolls(0), 200, 3),
    ];
    for (settling, few_fills, few_helped) in kinds {
        let (mut fills, mut helped, mut refused, mut orders) = (0, 0, 0, 0);
        let (mut overtaken, mut raced) = (0, 0);
        for _ in 0..50 {
            let steps = prop::collection::vec(step(), 80).new_tree(&mut runner);
            let mut model = model(settling);
            for step in steps.unwrap().current() {
                match step {
                    Step::Place(wish) => match model.place(wish) {
                        Ok(_) => orders += 1,
                        Err(_) => refused += 1,
                    },
                    Step::Wait(seconds) => wait(&mut model, seconds),
                    Step::Cancel(_) | Step::Fetch(_) if model.orders.is_empty() => {}
                    Step::Cancel(index) => {
                        model.cancel(index.index(model.orders.len()));
                    }
                    Step::Fetch(index) => model.fetch(index.index(model.orders.len())),
                }
            }
            fills += model
                .orders
                .iter()
                .map(|order| order.fills.len())
                .sum::<usize>();
            // Fills of an order that came before the one it traded with, at its own price, in parts.
            let waited = |order: &&model::Order| !order.wish.partial && order.fills.len() > 1;
            helped += model.orders.iter().filter(waited).count();
            // Orders that came to the book before one that was placed earlier.
            let arrivals: Vec<_> = model
                .orders
                .iter()
                .filter_map(|order| order.arrival)
                .collect();
            overtaken += arrivals.windows(2).filter(|pair| pair[0] > pair[1]).count();
            // Orders that filled while they were to be cancelled.
            let won = |order: &&model::Order| order.is_cancelling && order.state == State::Filled;
            raced += model.orders.iter().filter(won).count();
        }
        let is_at_once = matches!(settling, Settling::AtOnce);
        let is_by_looks = matches!(settling, Settling::AfterPolls(_));
        let told = format!(
            "{settling:?}: {fills} fills, {helped} combined, {refused} refused of {orders} orders, \
             {overtaken} overtaken, {raced} filled while they were to be cancelled"
        );
        let is_busy = fills > few_fills && helped > few_helped && refused > 50 && orders > 1_000;
        assert!(is_busy, "{told}");
        assert!(is_at_once || raced > 0, "{told}");
        assert_eq!(is_by_looks, overtaken > 0, "{told}");
    }
}
