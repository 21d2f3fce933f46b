use super::*;
use crate::engine::{Edge, Requirements};

/// In the middle of an hour.
fn now() -> Timestamp {
    "2026-07-21T09:42:17Z".parse().unwrap()
}

fn made(name: &str, seed: u64) -> Engine {
    let scenario = Scenario::named(name).unwrap_or_else(|| panic!("{name}"));
    let config = EngineConfig {
        seed,
        settlement: Settlement::AfterPolls(1),
        fees: scenario.fees().unwrap(),
        ..EngineConfig::default()
    };
    scenario.make(config, now()).unwrap()
}

/// The best bid and ask for tomorrow's first window of so many hours, in micros, and how many
/// levels there are.
fn book(engine: &Engine, start: i64, hours: i64) -> (Option<i64>, Option<i64>, usize) {
    let hour: Timestamp = "2026-07-21T09:00:00Z".parse().unwrap();
    let start = hour.checked_add_minutes(start * 60).unwrap();
    let end = start.checked_add_minutes(hours * 60).unwrap();
    let none = Requirements::none();
    let depth = engine.depth(&none, start, end, 100).unwrap();
    let quote = engine.quote(&none, start, end).unwrap();
    let rate = |price: &sfcompute_types::Price| price.micros_per_node_minute().unwrap();
    (
        quote.best_bid.map(|level| rate(&level.price)),
        quote.best_ask.map(|level| rate(&level.price)),
        depth.bids.len() + depth.asks.len(),
    )
}

#[test]
fn every_shipped_scenario_is_sound_and_has_no_mistake() {
    for (name, text) in SHIPPED {
        let scenario = Scenario::from_toml(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(scenario.text(), text);
        let engine = made(name, 7);
        assert_eq!(engine.check_invariants(), Vec::<String>::new(), "{name}");
        assert_eq!(engine, made(name, 7), "{name}");
        assert_eq!(engine.config().settlement, Settlement::AfterPolls(1));
        assert_eq!(engine.list_skus(10, Edge::Head).items.len(), 1);
        let account = engine.accounts().next().unwrap();
        let image = format!("sfc:image:sfcompute:public:{}", super::super::PUBLIC_IMAGE);
        assert!(engine.find_image(account, &image).is_some(), "{name}");
    }
    assert_eq!(Scenario::names().count(), SHIPPED.len());
    assert!(Scenario::named("demo").is_none());
}

#[test]
fn shipped_scenarios_are_what_they_are_called() {
    assert_eq!(book(&made("empty", 7), 1, 24), (None, None, 0));
    let (bid, ask, levels) = book(&made("liquid", 7), 1, 24);
    // $2.04 is 34 000 a node-minute; a tenth of a percent to either side.
    assert_eq!((bid, ask, levels), (Some(33_966), Some(34_034), 10));
    let (bid, ask, levels) = book(&made("thin", 7), 1, 24);
    assert_eq!((bid, ask, levels), (Some(33_660), Some(34_340), 4));
    let (bid, ask, levels) = book(&made("illiquid", 7), 24, 168);
    assert_eq!((bid, ask, levels), (Some(20_000), Some(60_000), 2));
    assert_eq!(book(&made("illiquid", 7), 1, 24).2, 0);
}

#[test]
fn volatile_prices_walk_as_the_seed_has_it() {
    let asks = |seed| {
        let engine = made("volatile", seed);
        let asks = (0..42).map(|window| book(&engine, 1 + window * 4, 4).1.unwrap());
        asks.collect::<Vec<_>>()
    };
    let one = asks(7);
    assert_eq!(one, asks(7));
    assert_ne!(one, asks(8));
    let jumps = one
        .windows(2)
        .filter(|pair| pair[0].abs_diff(pair[1]) * 20 > pair[0] as u64);
    assert!(jumps.count() > 20, "{one:?}");
}

fn mistakes(text: &str) -> Vec<String> {
    let error = Scenario::from_toml(text).unwrap_err();
    error
        .mistakes()
        .iter()
        .map(|mistake| mistake.field.clone())
        .collect()
}

#[test]
fn every_mistake_is_named_by_its_field_and_all_at_once() {
    let text = r#"
        colour = "red"

        [fees]
        basis_points = 10001

        [[account]]
        id = "acme"
        cash = "12.3456789"
        entity_type = "club"
        user = { id = "no name", age = 7 }

        [[account]]
        id = "globex"
        cash = "1"

        [[sku]]
        alias = "richmond"
        id = "pool_1"
        num_vcpus = "many"
        rdma_type = "token_ring"

        [[pool]]
        account = "acme"
        name = "a"

        [[pool]]
        account = "globex"
        name = "b"

        [[pool]]
        account = "globex"
        name = "b"

        [[grant]]
        pool = "c"
        sku = "richmond"
        nodes = 0
        start_hour = -1

        [[order]]
        pool = "b"
        sku = "oslo"
        side = "hold"
        nodes = 1
        hours = 1
        price = 2.5
        standing = "yes"
    "#;
    let mut found = mistakes(text);
    found.sort();
    let mut expected = vec![
        "account[0].cash",
        "account[0].entity_type",
        "account[0].user.age",
        "account[0].user.id",
        "colour",
        "fees.basis_points",
        "grant[0].hours",
        "grant[0].nodes",
        "grant[0].pool",
        "grant[0].start_hour",
        "order[0].price",
        "order[0].side",
        "order[0].sku",
        "order[0].standing",
        "pool[2].name",
        "sku[0].id",
        "sku[0].num_vcpus",
        "sku[0].rdma_type",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn what_is_no_toml_or_refused_by_the_market_is_said() {
    let error = Scenario::from_toml("[[account]").unwrap_err();
    assert_eq!(error.mistakes()[0].field, "");
    assert!(error.to_string().contains("no TOML"), "{error}");
    let poor = r#"
        [[account]]
        id = "acme"
        cash = "1.00"
        [[sku]]
        alias = "richmond"
        [[pool]]
        account = "acme"
        name = "a"
        [[order]]
        pool = "a"
        sku = "richmond"
        side = "buy"
        nodes = 1
        hours = 1
        price = "0.90"
        [[order]]
        pool = "a"
        sku = "richmond"
        side = "buy"
        nodes = 1
        hours = 1
        price = "0.90"
    "#;
    assert_eq!(mistakes(poor), ["order[1]"]);
    assert_eq!(mistakes("account = 7"), ["account"]);
    let deep = r#"
        [[maker]]
        sku = "a"
        buy_pool = "b"
        sell_pool = "c"
        price = "1.00"
        nodes = 1
        hours = 1
        levels = 100
        step_bp = 100
    "#;
    assert!(mistakes(deep).contains(&"maker[0].levels".to_owned()));
}
