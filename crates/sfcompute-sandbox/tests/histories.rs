//! Random histories of all commands: what must always hold, holds; what is refused changes
//! nothing; the same commands give the same market.

// All of this is test code; the lints' own exception for tests knows only functions marked so.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "histories/automations.rs"]
mod automations;
#[path = "histories/instances.rs"]
mod instances;
#[path = "histories/world.rs"]
mod world;

use automations::{on_automation, set_up};
use instances::OnInstance;
use proptest::prelude::*;
use proptest::sample::Index;
use sfcompute_sandbox::engine::{
    Engine, EngineConfig, InstancePriority, InstanceStatus, NewSku, Settlement, Side, SkuProperties,
};
use sfcompute_types::Name;
use world::{ACCOUNTS, Command, MINUTES, POOLS, SKUS, Wish, World, at};

fn wish() -> impl Strategy<Value = Wish> {
    let side = prop_oneof![Just(Side::Buy), Just(Side::Sell)];
    let place = (0..ACCOUNTS, 0..POOLS.len(), 0..SKUS, side);
    let size = (1..6_i32, 0..20_i64, 1..8_i64, 90..110_i64);
    let how = (
        any::<bool>(),
        any::<bool>(),
        prop::option::weighted(0.2, 0..4_u8),
    );
    (place, size, how).prop_map(|(place, size, how)| {
        let (account, pool, sku, side) = place;
        let (nodes, start, length, rate) = size;
        let (standing, partial, key) = how;
        let pool = if pool == 2 { 1 } else { 0 };
        let (start, length) = (start * 5, length * 5);
        Wish {
            account,
            pool,
            sku,
            side,
            nodes,
            start,
            length,
            rate,
            standing,
            partial,
            key,
        }
    })
}

fn priority() -> impl Strategy<Value = InstancePriority> {
    prop_oneof![
        1 => Just(InstancePriority::Yield),
        3 => Just(InstancePriority::Normal),
        1 => Just(InstancePriority::Preferred),
        1 => Just(InstancePriority::Critical),
    ]
}

fn on_instance() -> impl Strategy<Value = OnInstance> {
    prop_oneof![
        3 => Just(OnInstance::Terminate),
        1 => Just(OnInstance::Fail),
        1 => Just(OnInstance::Delete),
        2 => prop::option::weighted(0.5, 0..4_u8).prop_map(OnInstance::Replace),
        2 => priority().prop_map(OnInstance::Prioritise),
        1 => prop::option::of(0..4_u8).prop_map(OnInstance::Rename),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let (account, pool, sku) = (0..ACCOUNTS, 0..POOLS.len(), 0..SKUS);
    let part = (0..10_i64, 1..10_i64, 0..9_i32);
    prop_oneof![
        3 => (1..200_i64).prop_map(|seconds| Command::Wait { seconds }),
        20 => wish().prop_map(Command::Place),
        2 => any::<Index>().prop_map(Command::Cancel),
        1 => any::<Index>().prop_map(Command::Reject),
        4 => any::<Index>().prop_map(Command::FetchOrder),
        3 => (account.clone(), pool.clone(), pool.clone(), sku.clone(),
              prop::collection::vec(part, 0..4))
            .prop_map(|(account, from, to, sku, parts)| {
                Command::Transfer { account, from, to, sku, parts }
            }),
        2 => any::<Index>().prop_map(Command::FetchTransfer),
        1 => (account.clone(), pool.clone())
            .prop_map(|(account, pool)| Command::CreatePool { account, pool }),
        1 => (account.clone(), pool.clone(), pool.clone())
            .prop_map(|(account, pool, to)| Command::RenamePool { account, pool, to }),
        1 => (account.clone(), pool)
            .prop_map(|(account, pool)| Command::DeletePool { account, pool }),
        1 => (account.clone(), -10..5_000_i128)
            .prop_map(|(account, amount)| Command::Deposit { account, amount }),
        6 => (account.clone(), 0..POOLS.len(), sku.clone(), priority(), any::<bool>())
            .prop_map(|(account, pool, sku, priority, is_managed)| {
                Command::Instance { account, pool, sku, priority, is_managed }
            }),
        6 => (any::<Index>(), on_instance())
            .prop_map(|(index, what)| Command::OnInstance(index, what)),
        3 => set_up().prop_map(Command::SetUp),
        4 => (any::<Index>(), on_automation())
            .prop_map(|(index, what)| Command::OnAutomation(index, what)),
        1 => (account, sku, 0..100_i64, 1..60_i64, 1..5_u32)
            .prop_map(|(account, sku, start, length, nodes)| {
                Command::Grant { account, sku, start, length, nodes }
            }),
    ]
}

fn settlement() -> impl Strategy<Value = Settlement> {
    prop_oneof![
        Just(Settlement::AtOnce),
        (0..150_u32).prop_map(Settlement::AfterSeconds),
        (0..3_u32).prop_map(Settlement::AfterPolls),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_market_stays_sound(
        settlement in settlement(),
        commands in prop::collection::vec(command(), 1..80),
    ) {
        let mut world = World::new(settlement);
        for command in &commands {
            // What is due in this very second is no part of the command.
            world.engine.advance(world.engine.now()).unwrap();
            let before = world.clone();
            if world.run(command).is_err() {
                prop_assert_eq!(&world, &before, "{:?} was refused", command);
            }
            prop_assert_eq!(world.engine.check_invariants(), Vec::<String>::new());
        }
        // Let everything that is under way come to its end.
        world.retire_all();
        world.run(&Command::Wait { seconds: 60 * 2 * MINUTES }).unwrap();
        prop_assert_eq!(world.engine.check_invariants(), Vec::<String>::new());
        for (_, order) in &world.orders {
            prop_assert!(world.engine.order(*order).unwrap().status.is_over());
        }
        // No nodes are left, so no instance runs.
        for instance in &world.instances {
            let status = world.engine.instance(*instance).unwrap().status;
            let is_idle = [InstanceStatus::AwaitingAllocation, InstanceStatus::Terminated];
            prop_assert!(is_idle.contains(&status), "{:?} is {:?}", instance, status);
        }
        for account in &world.accounts {
            prop_assert_eq!(world.engine.account(*account).unwrap().balance.held, 0);
        }
    }

    #[test]
    fn the_same_commands_give_the_same_market(
        settlement in settlement(),
        commands in prop::collection::vec(command(), 1..60),
    ) {
        let run = || {
            let mut world = World::new(settlement);
            let outcomes: Vec<_> = commands.iter().map(|command| world.run(command)).collect();
            (world, outcomes)
        };
        let (one, other) = (run(), run());
        prop_assert_eq!(&one, &other);
        let bytes = |engine: &Engine| serde_json::to_string(engine).unwrap();
        prop_assert_eq!(bytes(&one.0.engine), bytes(&other.0.engine));
        // And a restored market is the same one, and as sound.
        let restored: Engine = serde_json::from_str(&bytes(&one.0.engine)).unwrap();
        prop_assert_eq!(&restored, &one.0.engine);
        prop_assert_eq!(bytes(&restored), bytes(&one.0.engine));
    }

    #[test]
    fn time_passes_alike_in_one_step_and_in_many(
        settlement in settlement(),
        commands in prop::collection::vec(command(), 1..40),
        steps in prop::collection::vec(1..90_i64, 1..10),
    ) {
        let (mut one, mut other) = (World::new(settlement), World::new(settlement));
        for command in &commands {
            let outcome = one.run(command);
            if let Command::Wait { seconds } = command {
                let until = other.engine.now().checked_add_seconds(*seconds).unwrap();
                for step in steps.iter().cycle() {
                    let next = other.engine.now().checked_add_seconds(*step).unwrap();
                    other.engine.advance(next.min(until)).unwrap();
                    if next >= until {
                        break;
                    }
                }
            } else {
                prop_assert_eq!(outcome, other.run(command));
            }
            prop_assert_eq!(&one, &other, "after {:?}", command);
        }
    }
}

#[test]
fn another_seed_gives_other_ids() {
    let sku = |seed| {
        let mut engine = Engine::new(EngineConfig {
            seed,
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
        let key = engine.add_sku(sku, at(0)).unwrap();
        engine.sku(key).unwrap().id.clone()
    };
    assert_eq!(sku(1), sku(1));
    assert_ne!(sku(1), sku(2));
}
