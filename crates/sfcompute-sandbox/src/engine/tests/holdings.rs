//! What pools hold over time, and how that is shown.

use super::*;

#[test]
fn a_schedule_shows_now_and_later_and_as_much_history_as_asked() {
    let mut market = Market::new();
    market.place(market.sell(1, 0, 200, 1_000).standing().partial());
    market.place(market.buy(1, 10, 30, 1_000));
    market.place(market.buy(1, 50, 90, 1_000));
    let show = |market: &Market, history| {
        let pool = market
            .engine
            .fetch_pool(market.ada, "main", history)
            .unwrap();
        let by_sku = pool
            .by_instance_sku
            .values()
            .map(ranges)
            .collect::<Vec<_>>();
        assert!(
            by_sku
                .iter()
                .all(|schedule| *schedule == ranges(&pool.total))
        );
        ranges(&pool.total)
    };
    assert_eq!(
        show(&market, 0),
        [(10, Some(30), 1), (30, Some(50), 0), (50, Some(90), 1)]
    );
    market.wait_until(60);
    assert_eq!(show(&market, 0), [(60, Some(90), 1)]);
    assert_eq!(
        show(&market, 35),
        [(25, Some(30), 1), (30, Some(50), 0), (50, Some(90), 1)]
    );
    assert_eq!(show(&market, 1_440).len(), 3);
    market.wait_until(90);
    assert_eq!(show(&market, 0), []);
    assert!(
        market
            .engine
            .fetch_pool(market.ada, "main", 0)
            .unwrap()
            .by_instance_sku
            .is_empty()
    );
}

#[test]
fn a_pool_holds_each_sku_apart_and_a_total() {
    let mut market = Market::new();
    let alias = Name::try_from("rome").unwrap();
    let properties = SkuProperties::default();
    let sku = NewSku {
        id: None,
        alias,
        properties,
        audience_hint: None,
    };
    let second = market.engine.add_sku(sku, at(0)).unwrap();
    let pool = market.engine.find_pool(market.bo, "main").unwrap();
    market
        .engine
        .grant(pool, second, window(5_000, 12_000), 7, at(0))
        .unwrap();
    let pool = market.engine.pool(pool, 0).unwrap();
    assert_eq!(pool.by_instance_sku.len(), 2);
    assert_eq!(
        ranges(&pool.total),
        [
            (0, Some(5_000), 100),
            (5_000, Some(10_000), 107),
            (10_000, Some(12_000), 7)
        ]
    );
}

#[test]
fn nodes_are_granted_up_to_what_a_schedule_can_say() {
    let mut market = Market::new();
    let pool = market.engine.find_pool(market.bo, "main").unwrap();
    let most = i32::MAX as u32;
    let full = market
        .engine
        .grant(pool, market.sku, window(0, 10), most, at(0));
    assert_eq!(why(full), one("nodes", Code::TooLarge));
    market
        .engine
        .grant(pool, market.sku, window(0, 10), most - 200, at(0))
        .unwrap();
    market.sound();
}
