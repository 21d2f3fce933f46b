//! How procurements trade: towards their target, minute by minute, within their prices.

use sfcompute_types::ProcurementTarget;

use super::procurements::{rate, wish};
use super::*;

#[test]
fn what_is_missing_is_bought_at_once_and_as_the_window_moves_on() {
    let mut market = Market::new();
    market.place(market.sell(10, 0, 500, 150).standing().partial());
    let key = market.procure(|_| ()).unwrap();
    // The window is the next sixty complete minutes.
    assert_eq!(market.holds(market.ada, "main"), [(1, Some(61), 4)]);
    assert_eq!(market.says(key).0, AutomationState::Info);
    market.wait_until(7);
    assert_eq!(market.holds(market.ada, "main"), [(7, Some(68), 4)]);
    // All of it was paid for, at the price of the offer.
    let spent = CASH - market.balance(market.ada).available;
    assert_eq!((spent, market.balance(market.ada).held), (67 * 4 * 150, 0));
    market.wait_until(300);
    assert_eq!(market.holds(market.ada, "main"), [(300, Some(361), 4)]);
}

#[test]
fn nothing_is_bought_above_or_sold_below_its_prices() {
    let mut market = Market::new();
    market.place(market.sell(10, 0, 500, 201).standing().partial());
    let key = market.procure(|_| ()).unwrap();
    assert_eq!(market.holds(market.ada, "main"), []);
    let (state, message) = market.says(key);
    assert_eq!(state, AutomationState::Warning);
    assert!(message.contains("4 nodes are missing"), "{message}");
    // It rests on the book, so whoever comes down to its price meets it.
    let cheaper = market.place(market.sell(2, 10, 20, 120));
    assert_eq!(market.status(cheaper), OrderStatus::Filled);
    assert_eq!(market.fills(cheaper)[0].0, 200);
    market.wait_until(1);
    assert_eq!(market.holds(market.ada, "main"), [(10, Some(20), 2)]);
}

#[test]
fn what_is_too_much_is_sold_to_those_who_bid_enough() {
    let mut market = Market::new();
    let pool = market.engine.find_pool(market.ada, "main").unwrap();
    market
        .engine
        .grant(pool, market.sku, window(0, 200), 10, at(0))
        .unwrap();
    let bid = market.buy(3, 0, 30, 120).standing().partial();
    let bid = market.place(Ask {
        account: market.cy,
        ..bid
    });
    let low = market.buy(9, 0, 30, 99).standing().partial();
    market.place(Ask {
        account: market.cy,
        ..low
    });
    let key = market.procure(|_| ()).unwrap();
    assert_eq!(market.filled(bid), [(1, Some(30), 3)]);
    let (state, message) = market.says(key);
    assert_eq!(state, AutomationState::Warning);
    assert!(message.contains("6 nodes are too many"), "{message}");
    // The rest is offered at the least price.
    let offers = market.open_orders_of(key);
    assert!(offers.iter().all(|order| order.side == Side::Sell));
    assert!(offers.iter().all(|order| order.limit_price == rate(100)));
    market.wait_until(3);
    let buyer = market.buy(6, 40, 50, 100);
    let buyer = market.place(Ask {
        account: market.cy,
        ..buyer
    });
    assert_eq!(market.status(buyer), OrderStatus::Filled);
}

#[test]
fn what_others_of_the_pool_reserve_is_not_sold_twice() {
    let mut market = Market::new();
    let pool = market.engine.find_pool(market.ada, "main").unwrap();
    market
        .engine
        .grant(pool, market.sku, window(0, 200), 10, at(0))
        .unwrap();
    let own = market.sell(5, 0, 100, 500).standing();
    market.place(Ask {
        account: market.ada,
        ..own
    });
    let key = market.procure(|_| ()).unwrap();
    let nodes: i32 = market.open_orders_of(key)[0].schedule.entries()[0].node_count;
    assert_eq!(nodes, 5);
}

#[test]
fn what_the_balance_does_not_cover_waits_for_money() {
    let mut market = Market::new();
    let poor = market.ada;
    // All but what 4 nodes cost for 37 minutes at the highest price is held elsewhere.
    market.pool(poor, "east");
    for (nodes, minutes, rate) in [(999, 1_000, 1_000), (1, 97, 10_000)] {
        let elsewhere = market.buy(nodes, 5_000, 5_000 + minutes, rate);
        market.place(elsewhere.standing().pool("east"));
    }
    assert_eq!(market.balance(poor).available, 30_000);
    market.place(market.sell(10, 0, 500, 200).standing().partial());
    let key = market.procure(|_| ()).unwrap();
    assert_eq!(market.holds(poor, "main"), [(1, Some(38), 4)]);
    let (state, message) = market.says(key);
    assert_eq!(state, AutomationState::Error);
    assert!(message.contains("the balance does not cover"), "{message}");
    market.wait_until(2);
    market.engine.deposit(poor, DOLLAR, at(2)).unwrap();
    market.wait_until(3);
    assert_eq!(market.says(key).0, AutomationState::Info);
    assert_eq!(market.holds(poor, "main"), [(3, Some(64), 4)]);
}

#[test]
fn switched_off_or_deleted_it_leaves_no_orders_and_does_nothing() {
    for is_deleted in [false, true] {
        let mut market = Market::new();
        let key = market.procure(|_| ()).unwrap();
        assert_eq!(market.open_orders_of(key).len(), 1);
        let held = market.balance(market.ada).held;
        assert_eq!(held, 60 * 4 * 200);
        let id = market.engine.procurement(key).unwrap().id.to_string();
        if is_deleted {
            let gone = market.engine.delete_procurement(market.ada, &id, at(0));
            gone.unwrap();
        } else {
            let off = ProcurementPatch {
                is_enabled: Some(false),
                ..ProcurementPatch::default()
            };
            market.change(key, off).unwrap();
            assert_eq!(market.open_orders_of(key).len(), 0);
            assert_eq!(market.says(key).1, "It is switched off.");
        }
        market.sound();
        assert_eq!(market.balance(market.ada).held, 0);
        market.place(market.sell(10, 0, 500, 100).standing().partial());
        market.wait_until(90);
        assert_eq!(market.holds(market.ada, "main"), []);
        if !is_deleted {
            let on = ProcurementPatch {
                is_enabled: Some(true),
                ..ProcurementPatch::default()
            };
            market.change(key, on).unwrap();
            assert_eq!(market.holds(market.ada, "main"), [(91, Some(151), 4)]);
        }
    }
}

#[test]
fn a_new_price_or_window_holds_at_once() {
    let mut market = Market::new();
    let key = market.procure(|_| ()).unwrap();
    let patch = ProcurementPatch {
        max_buy_price: Some(rate(90)),
        managed_window_minutes: Some(120),
        ..ProcurementPatch::default()
    };
    market.wait_until(5);
    market.change(key, patch).unwrap();
    let open = market.open_orders_of(key);
    let shown: Vec<_> = open
        .iter()
        .map(|order| (order.limit_price, ranges(&order.schedule)))
        .collect();
    assert_eq!(shown, [(rate(90), vec![(6, Some(126), 4)])]);
    let shorter = ProcurementPatch {
        managed_window_minutes: Some(10),
        ..ProcurementPatch::default()
    };
    market.change(key, shorter).unwrap();
    let open = market.open_orders_of(key);
    assert_eq!(ranges(&open[0].schedule), [(6, Some(16), 4)]);
}

#[test]
fn nodes_that_come_from_elsewhere_take_back_its_bids() {
    let mut market = Market::new();
    let key = market.procure(|_| ()).unwrap();
    let pool = market.engine.find_pool(market.ada, "main").unwrap();
    market
        .engine
        .grant(pool, market.sku, window(0, 61), 3, at(0))
        .unwrap();
    // In the next minute, and not at once.
    assert_eq!(
        market.open_orders_of(key)[0].schedule.entries()[0].node_count,
        4
    );
    market.wait_until(1);
    let open = market.open_orders_of(key);
    let shown: Vec<_> = open.iter().map(|order| ranges(&order.schedule)).collect();
    assert_eq!(
        shown,
        [vec![(2, Some(61), 1)], vec![(61, Some(62), 4)]],
        "one node is missing for an hour, and four in its last minute"
    );
}

#[test]
fn a_target_without_instances_is_none() {
    let mut market = Market::new();
    market.place(market.sell(10, 0, 500, 100).standing().partial());
    let sku = market.sku_id();
    let key = market.set_up(wish(&sku, &ProcurementTarget::NodeCount));
    market.wait_until(10);
    assert_eq!(market.holds(market.ada, "main"), []);
    assert_eq!(market.open_orders_of(key.unwrap()), []);
}

#[test]
fn its_orders_are_listed_under_its_name_alone() {
    let mut market = Market::new();
    let own = market.place(market.buy(1, 100, 200, 50).standing());
    let key = market.procure(|_| ()).unwrap();
    let list = |filter: &OrderFilter<'_>| {
        let sort = OrderSort::CreatedAt;
        let page = market
            .engine
            .list_orders(market.ada, filter, sort, 50, Edge::Head);
        page.map(|page| page.items.iter().map(|one| one.key).collect::<Vec<_>>())
    };
    assert_eq!(list(&OrderFilter::default()).unwrap(), [own]);
    let view = market.engine.procurement(key).unwrap();
    for text in [view.id.as_str(), view.resource_path.as_str()] {
        let filter = OrderFilter {
            procurement: Some(text),
            ..OrderFilter::default()
        };
        let found = list(&filter).unwrap();
        assert_eq!(found, [market.open_orders_of(key)[0].key]);
        let sells = OrderFilter {
            side: Some(Side::Sell),
            ..filter
        };
        assert_eq!(list(&sells).unwrap(), []);
    }
    let unknown = OrderFilter {
        procurement: Some("proc_unknown"),
        ..OrderFilter::default()
    };
    assert_eq!(
        why(list(&unknown)),
        one("procurement", Code::UnknownReference)
    );
}

#[test]
fn orders_that_settle_later_are_not_placed_twice() {
    let mut market = Market::with(EngineConfig {
        seed: 1,
        settlement: Settlement::AfterSeconds(150),
        ..EngineConfig::default()
    });
    market.place(market.sell(10, 0, 500, 150).standing().partial());
    market.wait_until(3);
    let key = market.procure(|_| ()).unwrap();
    assert_eq!(market.says(key).1, "Orders are on their way to the book.");
    market.wait_until(6);
    assert_eq!(market.holds(market.ada, "main"), [(6, Some(64), 4)]);
    market.wait_until(30);
    // What was asked for three minutes ago has come by now.
    assert_eq!(market.holds(market.ada, "main"), [(30, Some(88), 4)]);
}

#[test]
fn nobody_has_to_fetch_its_orders() {
    let mut market = Market::with(EngineConfig {
        seed: 1,
        settlement: Settlement::AfterPolls(1),
        ..EngineConfig::default()
    });
    let offer = market.place(market.sell(10, 0, 500, 150).standing().partial());
    let id = market.order(offer).id;
    for _ in 0..2 {
        let fetched = market.engine.fetch_order(market.bo, id.as_str(), at(0));
        fetched.unwrap();
    }
    market.procure(|_| ()).unwrap();
    assert_eq!(market.holds(market.ada, "main"), [(1, Some(61), 4)]);
}

/// Whether two markets came to the same, but for when their automations mean to look again.
fn are_alike(one: &Market, other: &Market) -> bool {
    let (one, other) = (&one.engine, &other.engine);
    one.orders == other.orders && one.trades == other.trades && one.pools == other.pools
}

/// Lets a market go on to a minute with all automations looking in every minute.
fn wait_awake(market: &mut Market, minute: i64) {
    while market.engine.now() < at(minute) {
        market.engine.stir();
        let next = market.engine.now().checked_add_seconds(60).unwrap();
        market.engine.advance(next).unwrap();
    }
}

/// A market with two procurements, one of them with little money and both with odd windows.
fn two_at_work(numbers: &mut SplitMix) -> Market {
    let mut market = Market::new();
    let ada = market.ada;
    market.pool(ada, "east");
    market.pool(ada, "west");
    let held_elsewhere = CASH - i128::from(numbers.below(400_000));
    let nodes = i32::try_from(held_elsewhere / 1_000_000).unwrap();
    let elsewhere = market.buy(nodes, 9_000, 10_000, 1_000).standing();
    market.place(elsewhere.pool("west"));
    let pool = market.engine.find_pool(ada, "east").unwrap();
    let from = i64::from(numbers.below(200));
    let given = window(from, from + 1 + i64::from(numbers.below(300)));
    let granted = market
        .engine
        .grant(pool, market.sku, given, 1 + numbers.below(5), at(0));
    granted.unwrap();
    for pool in ["main", "east"] {
        let minutes = [1, 7, 30, 60, 61, 100, 240][numbers.below(7) as usize];
        let change = |new: &mut NewProcurement<'_>| {
            (new.pool, new.managed_window_minutes) = (pool, minutes);
        };
        market.procure(change).unwrap();
    }
    market
}

/// An order of another's, for some time ahead.
fn any_order(market: &Market, numbers: &mut SplitMix) -> Ask {
    let minute = (market.engine.now().as_seconds() - T0) / 60;
    let from = minute + i64::from(numbers.below(300));
    let longest = [2, 20, 200][numbers.below(3) as usize];
    let to = from + 1 + i64::from(numbers.below(longest));
    let nodes = 1 + numbers.below(6) as i32;
    let rate = i64::from(80 + numbers.below(140));
    let ask = match numbers.below(3) {
        0 => Ask {
            account: market.cy,
            ..market.buy(nodes, from, to, rate)
        },
        _ => market.sell(nodes, from, to, rate),
    };
    Ask {
        standing: numbers.below(5) > 0,
        partial: numbers.below(3) > 0,
        ..ask
    }
}

#[test]
fn to_rest_while_nothing_can_be_done_changes_nothing() {
    let mut trades = 0;
    for seed in 0..30 {
        let mut numbers = SplitMix::new(seed);
        let mut lazy = two_at_work(&mut numbers);
        let mut awake = lazy.clone();
        let mut minute = 0;
        for _ in 0..12 {
            let longest = [3, 40, 200][numbers.below(3) as usize];
            minute += i64::from(numbers.below(longest));
            lazy.engine.advance(at(minute)).unwrap();
            wait_awake(&mut awake, minute);
            assert!(are_alike(&lazy, &awake), "seed {seed}, at {minute}");
            if numbers.below(4) == 0 {
                let amount = i128::from(numbers.below(100_000));
                for market in [&mut lazy, &mut awake] {
                    let now = market.engine.now();
                    market.engine.deposit(market.ada, amount, now).unwrap();
                }
            } else {
                let order = any_order(&lazy, &mut numbers);
                let placed = (lazy.try_place(order), awake.try_place(order));
                assert_eq!(placed.0, placed.1, "seed {seed}, at {minute}");
            }
        }
        lazy.wait_until(minute + 700);
        wait_awake(&mut awake, minute + 700);
        assert!(are_alike(&lazy, &awake), "seed {seed}");
        trades += lazy.engine.trade_count();
    }
    assert!(trades > 500, "{trades}");
}

#[test]
fn years_pass_in_a_bounded_number_of_looks() {
    let mut market = Market::new();
    for pool in ["east", "west", "north"] {
        market.pool(market.ada, pool);
        market.procure(|new| new.pool = pool).unwrap();
    }
    market.wait_until(60 * 24 * 366);
    // An hour's bid at a time, and not one a minute.
    let orders = market.engine.orders.iter().len();
    assert!((3 * 24 * 365..3 * 24 * 370).contains(&orders), "{orders}");
}
