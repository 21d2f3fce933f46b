//! Placing and cancelling: what is accepted, what is refused, and how orders end.

use super::*;
use OrderStatus::{Cancelled, Filled, PartiallyFilled, Pending, Rejected, Standing};

/// An order for the schedule and price in `ada`'s pool.
fn raw(market: &mut Market, schedule: &Schedule, price: &str) -> Result<OrderKey, Refusal> {
    let order = NewOrder {
        pool: "main",
        side: Side::Buy,
        instance_sku: &market.sku_id(),
        schedule,
        limit_price: price.parse().unwrap(),
        allow_standing: true,
        allow_partial: false,
        created_by: None,
    };
    let now = market.engine.now();
    market
        .engine
        .place_order(market.ada, order, None, now)
        .map(|accepted| accepted.key)
}

#[test]
fn an_order_is_shown_as_it_was_placed() {
    let mut market = Market::new();
    let key = raw(&mut market, &schedule(&[(60, Some(120), 4)]), "2.500000").unwrap();
    let order = market.order(key);
    assert!(order.id.as_str().starts_with("ordr_") && order.id.as_str().len() <= 26);
    assert_eq!(order.pool.name.as_str(), "main");
    assert_eq!(
        order.pool.id.as_str()[5..],
        order.pool.capacity_id.as_str()[4..]
    );
    assert_eq!(ranges(&order.schedule), [(60, Some(120), 4)]);
    assert_eq!(
        order.limit_price.to_string(),
        "2.500020",
        "rounded to the step, ties up"
    );
    assert_eq!((order.status, order.created_at), (Standing, at(0)));
    assert_eq!(
        (order.side, order.allow_standing, order.allow_partial),
        (Side::Buy, true, false)
    );
    assert!(order.fills.is_empty() && order.filled_schedule.is_empty());
    assert_eq!((order.average_price, order.filled_nodes), (None, None));
    assert_eq!((order.filled_at, order.cancelled_at), (None, None));
}

#[test]
fn a_schedule_is_one_range_with_both_ends() {
    let field = "allocation_schedule_delta";
    let mut market = Market::new();
    let mut refused =
        |ranges: &[(i64, Option<i64>, i32)]| why(raw(&mut market, &schedule(ranges), "1.0"));
    assert_eq!(refused(&[]), one(field, Code::NotOneRange));
    let two = [(0, Some(60), 1), (60, Some(90), 1)];
    assert_eq!(refused(&two), one(field, Code::NotOneRange));
    assert_eq!(
        refused(&[(0, None, 1)]),
        one(&format!("{field}[0].end_at"), Code::NotOneRange)
    );
}

#[test]
fn a_window_has_an_order_minutes_and_a_future() {
    let field = "allocation_schedule_delta[0]";
    let mut market = Market::new();
    market.wait_until(100);
    let mut refused = |range| why(raw(&mut market, &schedule(&[range]), "1.0"));
    let end = format!("{field}.end_at");
    assert_eq!(
        refused((200, Some(200), 1)),
        one(&end, Code::EndBeforeStart)
    );
    assert_eq!(refused((10, Some(100), 1)), one(&end, Code::WindowOver));
    assert_eq!(
        refused((200, Some(9_999_999), 1)),
        one(&end, Code::TooFarAhead)
    );
    let nodes = format!("{field}.node_count");
    assert_eq!(refused((200, Some(300), 0)), one(&nodes, Code::NotPositive));
    assert_eq!(
        refused((200, Some(300), -4)),
        one(&nodes, Code::NotPositive)
    );

    let odd = Schedule::new(vec![ScheduleEntry {
        start_at: Timestamp::from_seconds(T0 + 30_001),
        end_at: ScheduleEnd::At(Timestamp::from_seconds(T0 + 60_001)),
        node_count: 1,
    }]);
    let (_, details) = why(raw(&mut market, &odd, "1.0"));
    let start = format!("{field}.start_at");
    assert_eq!(
        details,
        [(start, Code::NotOnMinute), (end, Code::NotOnMinute)]
    );
}

#[test]
fn a_start_in_the_past_is_cut_off() {
    let mut market = Market::new();
    market.wait_until(100);
    let key = raw(&mut market, &schedule(&[(40, Some(160), 1)]), "0.06").unwrap();
    assert_eq!(
        ranges(&market.order(key).schedule),
        [(40, Some(160), 1)],
        "shown as asked for"
    );
    assert_eq!(
        market.balance(market.ada).held,
        60 * 1_000,
        "held for the 60 minutes left"
    );
}

#[test]
fn a_price_is_positive_once_rounded() {
    let mut market = Market::new();
    let field = "limit_price_dollars_per_node_hour";
    let range = schedule(&[(0, Some(60), 1)]);
    assert_eq!(
        why(raw(&mut market, &range, "0.0")),
        one(field, Code::NotPositive)
    );
    assert_eq!(
        why(raw(&mut market, &range, "0.000029")),
        one(field, Code::NotPositive)
    );
    assert!(raw(&mut market, &range, "0.000030").is_ok());
    let huge = "9999999999999999999999";
    assert_eq!(
        why(raw(&mut market, &range, huge)),
        one(field, Code::TooLarge)
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let mut market = Market::new();
    let order = NewOrder {
        pool: "main",
        side: Side::Buy,
        instance_sku: "isku_none",
        schedule: &schedule(&[(0, Some(60), 0)]),
        limit_price: Price::ZERO,
        allow_standing: true,
        allow_partial: false,
        created_by: None,
    };
    let (kind, details) = why(market.engine.place_order(market.ada, order, None, at(0)));
    let codes: Vec<_> = details.into_iter().map(|(_, code)| code).collect();
    assert_eq!(kind, RefusalKind::Unprocessable);
    assert_eq!(
        codes,
        [Code::NotPositive, Code::NotPositive, Code::UnknownReference]
    );
}

#[test]
fn a_pool_has_to_be_the_callers() {
    let mut market = Market::new();
    let other = market.engine.fetch_pool(market.bo, "main", 0).unwrap().id;
    for pool in [
        "nowhere",
        "pool_zzz",
        "sfc:pool:bo:default:main",
        other.as_str(),
    ] {
        let order = NewOrder {
            pool,
            side: Side::Buy,
            instance_sku: &market.sku_id(),
            schedule: &schedule(&[(0, Some(60), 1)]),
            limit_price: "1.0".parse().unwrap(),
            allow_standing: true,
            allow_partial: false,
            created_by: None,
        };
        let refused = market.engine.place_order(market.ada, order, None, at(0));
        assert_eq!(why(refused), (RefusalKind::NotFound, vec![]), "{pool}");
    }
}

#[test]
fn a_pools_kind_says_which_sides_it_has() {
    let mut market = Market::new();
    market.engine.deposit(market.bo, CASH, at(0)).unwrap();
    let supply = market.pool_of_kind(market.bo, "supply", PoolKind::Originating);
    market.pool_of_kind(market.bo, "old", PoolKind::ReadOnly);
    market
        .engine
        .grant(supply, market.sku, window(0, 100), 5, at(0))
        .unwrap();
    let sell = market.sell(1, 0, 60, 1_000);
    let buy = Ask {
        side: Side::Buy,
        ..sell
    };
    assert!(market.try_place(sell.pool("supply")).is_ok());
    let wrong = one("pool", Code::WrongPoolKind);
    assert_eq!(why(market.try_place(buy.pool("supply"))), wrong);
    assert_eq!(why(market.try_place(buy.pool("old"))), wrong);
    assert_eq!(why(market.try_place(sell.pool("old"))), wrong);
}

#[test]
fn a_sell_needs_free_nodes_over_its_whole_window() {
    let mut market = Market::new();
    let wrong = one("allocation_schedule_delta", Code::InsufficientAllocation);
    assert_eq!(why(market.try_place(market.sell(101, 0, 60, 1))), wrong);
    assert_eq!(
        why(market.try_place(market.sell(1, 9_000, 10_001, 1))),
        wrong
    );
    let first = market.place(market.sell(60, 0, 60, 1_000).standing());
    assert_eq!(
        why(market.try_place(market.sell(41, 30, 90, 1))),
        wrong,
        "60 are reserved"
    );
    market.place(market.sell(40, 30, 90, 1_000).standing());
    market.cancel(first).unwrap();
    market.place(market.sell(60, 0, 90, 1_000).standing());
}

#[test]
fn a_cancelled_order_gives_everything_back() {
    let mut market = Market::new();
    let bid = market.place(market.buy(4, 0, 60, 1_000).standing());
    market.cancel(bid).unwrap();
    assert_eq!(market.status(bid), Cancelled);
    assert_eq!(market.order(bid).cancelled_at, Some(at(0)));
    assert_eq!(
        market.balance(market.ada),
        Balance {
            available: CASH,
            held: 0
        }
    );
    assert_eq!(
        why(market.cancel(bid)),
        (
            RefusalKind::Unprocessable,
            vec![(String::new(), Code::NotCancellable)]
        )
    );
    market.sound();
}

#[test]
fn a_cancelled_order_keeps_its_fills() {
    let mut market = Market::new();
    market.place(market.sell(1, 0, 60, 1_000).standing());
    let bid = market.place(market.buy(4, 0, 60, 1_000).standing().partial());
    assert_eq!(market.status(bid), PartiallyFilled);
    market.cancel(bid).unwrap();
    let order = market.order(bid);
    assert_eq!((order.status, order.fills.len()), (Cancelled, 1));
    assert_eq!((order.filled_at, order.cancelled_at), (None, Some(at(0))));
}

#[test]
fn a_filled_order_cannot_be_cancelled_and_an_unknown_one_not_found() {
    let mut market = Market::new();
    let ask = market.place(market.sell(1, 0, 60, 1_000).standing());
    let bid = market.place(market.buy(1, 0, 60, 1_000));
    assert_eq!(
        (market.status(bid), market.order(bid).filled_at),
        (Filled, Some(at(0)))
    );
    assert!(market.cancel(bid).is_err());
    let foreign = market.order(ask).id;
    for id in ["ordr_none", "nonsense", foreign.as_str()] {
        let refused = market.engine.cancel_order(market.ada, id, at(0));
        assert_eq!(why(refused), (RefusalKind::NotFound, vec![]), "{id}");
        assert!(
            market.engine.fetch_order(market.ada, id, at(0)).is_err(),
            "{id}"
        );
    }
}

#[test]
fn a_standing_order_ends_with_its_window() {
    let mut market = Market::new();
    let bid = market.place(market.buy(4, 10, 60, 1_000).standing());
    let ask = market.place(market.sell(4, 10, 60, 2_000).standing());
    market.wait_until(59);
    assert_eq!(
        (market.status(bid), market.status(ask)),
        (Standing, Standing)
    );
    market.wait_until(1_000);
    assert_eq!(
        (market.status(bid), market.status(ask)),
        (Cancelled, Cancelled)
    );
    assert_eq!(
        market.order(bid).cancelled_at,
        Some(at(60)),
        "at the end, not when looked at"
    );
    assert_eq!(market.balance(market.ada).available, CASH);
}

#[test]
fn a_pending_order_can_be_turned_down() {
    let config = EngineConfig {
        settlement: Settlement::AfterSeconds(60),
        ..Default::default()
    };
    let mut market = Market::with(config);
    let bid = market.place(market.buy(4, 10, 60, 1_000).standing());
    assert_eq!(market.status(bid), Pending);
    let id = market.order(bid).id;
    market
        .engine
        .reject_order(market.ada, id.as_str(), at(0))
        .unwrap();
    assert_eq!(market.status(bid), Rejected);
    assert_eq!(market.balance(market.ada).available, CASH);
    market.wait_until(5);
    assert_eq!(market.status(bid), Rejected);
    assert!(
        market
            .engine
            .reject_order(market.ada, id.as_str(), at(0))
            .is_err()
    );
}

#[test]
fn an_average_is_weighted_and_rounded_to_six_decimals() {
    let mut market = Market::new();
    market.place(market.sell(1, 0, 60, 1_000).standing());
    market.place(market.sell(2, 0, 60, 1_001).standing());
    let bid = market.place(market.buy(3, 0, 60, 1_001));
    // (1000 + 2 × 1001) / 3 = 1000 2/3 micro-dollars a minute, times 60.
    assert_eq!(
        market.order(bid).average_price.unwrap().to_string(),
        "0.060040"
    );
    market.place(market.sell(6, 0, 60, 1_000).standing());
    market.place(market.sell(1, 0, 60, 1_001).standing());
    let bid = market.place(market.buy(7, 0, 60, 1_001));
    // 1000 1/7 × 60 = 60 008.571…
    assert_eq!(
        market.order(bid).average_price.unwrap().to_string(),
        "0.060009"
    );
}

#[test]
fn who_placed_an_order_is_shown() {
    let mut market = Market::new();
    let kind = PrincipalKind::Token {
        name: Some("bot".to_owned()),
    };
    let principal = std::sync::Arc::new(Principal {
        id: "tokn_1".to_owned(),
        kind,
    });
    let order = NewOrder {
        pool: "main",
        side: Side::Buy,
        instance_sku: &market.sku_id(),
        schedule: &schedule(&[(0, Some(60), 1)]),
        limit_price: "1.0".parse().unwrap(),
        allow_standing: true,
        allow_partial: false,
        created_by: Some(principal.clone()),
    };
    let key = market
        .engine
        .place_order(market.ada, order, None, at(0))
        .unwrap()
        .key;
    assert_eq!(market.order(key).created_by, Some(principal));
}
