use std::sync::Arc;

use sfcompute_types::Schedule;

use super::*;
use crate::engine::{
    Edge, NewOrder, NewTransfer, OrderStatus, OrderView, Principal, PrincipalKind, Requirements,
    Side,
};

/// A time in the middle of an hour and of a minute.
fn now() -> Timestamp {
    "2026-07-21T09:42:17Z".parse().unwrap()
}

fn hours(count: i64) -> Timestamp {
    hour_of(now()).checked_add_minutes(count * 60).unwrap()
}

fn made() -> Demo {
    demo(demo_config(7), now()).unwrap()
}

fn place(demo: &mut Demo, pool: &str, side: Side, window: Window, price: &str) -> OrderView {
    let id = demo.engine.sku(demo.skus[0]).unwrap().id.clone();
    let order = NewOrder {
        pool,
        side,
        instance_sku: id.as_str(),
        schedule: &Schedule::flat(window, 4),
        limit_price: price.parse().unwrap(),
        allow_standing: false,
        allow_partial: false,
        created_by: Some(Arc::new(Principal {
            id: "buyer".to_owned(),
            kind: PrincipalKind::User { email: None },
        })),
    };
    let placed = demo
        .engine
        .place_order(demo.buyer, order, None, now())
        .unwrap();
    demo.engine.order(placed.key).unwrap()
}

#[test]
fn the_demo_is_sound_and_follows_from_its_seed() {
    let demo = made();
    assert_eq!(demo.engine.check_invariants(), Vec::<String>::new());
    assert_eq!(demo, made());
    assert_ne!(demo, super::demo(demo_config(8), now()).unwrap());
    assert_eq!(demo.skus.len(), 3);
    for (account, pools) in [(demo.buyer, 2), (demo.provider, 2)] {
        let filter = crate::engine::PoolFilter::default();
        let page = demo
            .engine
            .list_pools(account, &filter, 0, 50, Edge::Head)
            .unwrap();
        assert_eq!(page.items.len(), pools);
    }
}

#[test]
fn a_small_buy_fills_at_once_at_any_start_on_any_sku() {
    for start in [0, 1, 2, 5, 13, 24, 25, 100, 300, 600] {
        for sku in 0..3 {
            let mut demo = made();
            demo.skus.rotate_left(sku);
            let window = Window::starting(hours(start)).hours(24).unwrap();
            let price = ["2.50", "3.30", "5.00"][sku];
            let order = place(&mut demo, TRAINING_POOL, Side::Buy, window, price);
            assert_eq!(
                order.status,
                OrderStatus::Filled,
                "{start} hours ahead, SKU {sku}"
            );
            assert_eq!(demo.engine.check_invariants(), Vec::<String>::new());
        }
    }
}

#[test]
fn tomorrows_book_has_both_sides_and_does_not_cross() {
    let demo = made();
    let none = Requirements::none();
    let depth = demo.engine.depth(&none, hours(1), hours(25), 20).unwrap();
    assert_eq!((depth.bids.len(), depth.asks.len()), (6, 9));
    for sku in &demo.skus {
        let alias = demo.engine.sku(*sku).unwrap().alias.as_str();
        let only = Requirements::parse(&format!("instance_sku:{alias}")).unwrap();
        let quote = demo.engine.quote(&only, hours(1), hours(25)).unwrap();
        assert!(quote.best_bid.unwrap().price < quote.best_ask.unwrap().price);
    }
    let windows = demo
        .engine
        .windows(&none, hours(0), hours(24 * 60), 200, Edge::Head)
        .unwrap();
    assert!(windows.items.len() > 40, "{}", windows.items.len());
}

#[test]
fn bought_nodes_can_be_moved_and_sold() {
    let mut demo = made();
    let window = Window::starting(hours(1)).hours(24).unwrap();
    let bought = place(
        &mut demo,
        "sfc:pool:acme:prod:training",
        Side::Buy,
        window,
        "2.50",
    );
    assert_eq!(bought.status, OrderStatus::Filled);
    let transfer = NewTransfer {
        from_pool: TRAINING_POOL,
        to_pool: INFERENCE_POOL,
        instance_sku: bought.instance_sku.id.as_str(),
        schedule: &Schedule::flat(window, 4),
    };
    let moved = demo
        .engine
        .create_transfer(demo.buyer, transfer, None, now())
        .unwrap();
    let moved = demo.engine.transfer(moved.key).unwrap();
    assert_eq!(moved.status, crate::engine::TransferStatus::Executed);
    let sold = place(&mut demo, INFERENCE_POOL, Side::Sell, window, "1.50");
    assert_eq!(sold.status, OrderStatus::Filled);
    assert_eq!(demo.engine.check_invariants(), Vec::<String>::new());
    assert!(demo.engine.fees_taken() > 0);
}

#[test]
fn the_book_is_there_whatever_the_settlement() {
    let settlement = Settlement::AfterSeconds(3);
    let config = EngineConfig {
        settlement,
        ..demo_config(7)
    };
    let mut demo = demo(config, now()).unwrap();
    assert_eq!(demo.engine.config().settlement, settlement);
    let window = Window::starting(hours(1)).hours(24).unwrap();
    let order = place(&mut demo, TRAINING_POOL, Side::Buy, window, "2.50");
    assert_eq!(order.status, OrderStatus::Pending);
    demo.engine
        .advance(now().checked_add_seconds(3).unwrap())
        .unwrap();
    assert_eq!(
        demo.engine.order(order.key).unwrap().status,
        OrderStatus::Filled
    );
}

#[test]
fn the_end_of_time_is_an_error() {
    let refusal = demo(demo_config(7), Timestamp::from_seconds(i64::MAX)).unwrap_err();
    assert!(refusal.has(Code::Invalid), "{refusal}");
    assert!(demo(demo_config(7), Timestamp::EPOCH).is_ok());
}
