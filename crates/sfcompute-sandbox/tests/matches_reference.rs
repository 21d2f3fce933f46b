//! The engine against a slow and obvious model of the same rules, over random histories.

// All of this is test code; the lints' own exception for tests knows only functions marked so.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "matches_reference/model.rs"]
mod model;

use model::{FEE_BPS, FEE_FLAT, MINUTES, Model, Nodes, Refused, State, Wish};
use proptest::prelude::*;
use sfcompute_sandbox::engine::{
    AccountKey, Code, Engine, EngineConfig, Fees, NewAccount, NewOrder, NewSku, OrderKey,
    OrderStatus, RefusalKind, Side, SkuProperties,
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
    /// Lets so many minutes go by.
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
        1 => any::<prop::sample::Index>().prop_map(Step::Cancel),
        2 => (1_usize..4).prop_map(Step::Wait),
    ]
}

fn at(minute: usize) -> Timestamp {
    Timestamp::from_seconds(minute as i64 * 60)
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
    fn new() -> Self {
        let fees = Fees::new(FEE_FLAT as u32, FEE_BPS as u16);
        let mut engine = Engine::new(EngineConfig {
            fees,
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

    fn place(&mut self, wish: Wish, now: usize) -> Result<(), Refused> {
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
            .place_order(self.accounts[wish.account], order, None, at(now))
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
            ahead[..model.now].fill(0);
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
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_does_as_the_model(steps in prop::collection::vec(step(), 1..60)) {
        let mut tested = Tested::new();
        let mut model =
            Model::new(vec![[i64::from(GRANTED); MINUTES]; ACCOUNTS], vec![CASH; ACCOUNTS]);
        for step in steps {
            let now = model.now;
            match step {
                Step::Place(wish) => {
                    prop_assert_eq!(tested.place(wish, now), model.place(wish).map(|_| ()));
                }
                Step::Cancel(index) if !tested.orders.is_empty() => {
                    let index = index.index(tested.orders.len());
                    let account = tested.accounts[model.orders[index].wish.account];
                    let id = tested.engine.order(tested.orders[index]).unwrap().id;
                    let done = tested.engine.cancel_order(account, id.as_str(), at(now));
                    prop_assert_eq!(done.is_ok(), model.cancel(index));
                }
                Step::Cancel(_) => {}
                Step::Wait(minutes) => {
                    let now = (now + minutes).min(MINUTES - 1);
                    model.wait_until(now);
                    tested.engine.advance(at(now)).unwrap();
                }
            }
            tested.compare(&model);
        }
        prop_assert_eq!(tested.engine.check_invariants(), Vec::<String>::new());
    }
}

/// The histories above are of use only if much happens in them.
#[test]
fn the_histories_are_busy() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let (mut fills, mut helped, mut refused, mut orders) = (0, 0, 0, 0);
    for _ in 0..50 {
        let steps = prop::collection::vec(step(), 60)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let mut model = Model::new(
            vec![[i64::from(GRANTED); MINUTES]; ACCOUNTS],
            vec![CASH; ACCOUNTS],
        );
        for step in steps {
            match step {
                Step::Place(wish) => match model.place(wish) {
                    Ok(_) => orders += 1,
                    Err(_) => refused += 1,
                },
                Step::Wait(minutes) => model.wait_until((model.now + minutes).min(MINUTES - 1)),
                Step::Cancel(_) => {}
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
    }
    assert!(
        fills > 500 && helped > 20 && refused > 50 && orders > 1_000,
        "{fills} fills, {helped} combined, {refused} refused of {orders} orders"
    );
}
