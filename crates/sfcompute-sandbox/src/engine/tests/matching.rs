//! Who trades with whom, at what price, and how much.

use super::*;
use OrderStatus::{Cancelled, Filled, PartiallyFilled, Standing};

#[test]
fn the_resting_orders_price_counts() {
    let mut market = Market::new();
    let ask = market.place(market.sell(4, 60, 120, 1_000).standing());
    let bid = market.place(market.buy(4, 60, 120, 1_500));
    assert_eq!(market.fills(bid), [(1_000, vec![(60, Some(120), 4)])]);
    assert_eq!((market.status(ask), market.status(bid)), (Filled, Filled));
    assert_eq!(
        market.order(ask).fills,
        market.order(bid).fills,
        "one contract, seen twice"
    );

    let bid = market.place(market.buy(4, 60, 120, 1_500).standing());
    let ask = market.place(market.sell(4, 60, 120, 1_000));
    assert_eq!(market.fills(ask), [(1_500, vec![(60, Some(120), 4)])]);
    assert_eq!(market.status(bid), Filled);
}

#[test]
fn the_better_price_goes_first_then_the_earlier_order() {
    let mut market = Market::new();
    let dear = market.place(market.sell(1, 0, 60, 1_200).standing());
    let first = market.place(market.sell(1, 0, 60, 1_000).standing());
    let second = market.place(market.sell(1, 0, 60, 1_000).standing());
    let bid = market.place(market.buy(1, 0, 60, 2_000));
    assert_eq!(market.fills(bid), [(1_000, vec![(0, Some(60), 1)])]);
    assert_eq!(market.status(first), Filled);
    market.place(market.buy(1, 0, 60, 2_000));
    assert_eq!(
        (market.status(second), market.status(dear)),
        (Filled, Standing)
    );

    let low = market.place(market.buy(1, 0, 60, 500).standing());
    let high = market.place(market.buy(1, 0, 60, 600).standing());
    market.place(market.sell(1, 0, 60, 400));
    assert_eq!(
        (market.status(low), market.status(high)),
        (Standing, Filled)
    );
}

#[test]
fn a_price_is_never_crossed() {
    let mut market = Market::new();
    let ask = market.place(market.sell(1, 0, 60, 1_001).standing());
    let bid = market.place(market.buy(1, 0, 60, 1_000));
    assert_eq!(
        (market.status(ask), market.status(bid)),
        (Standing, Cancelled)
    );
    let bid = market.place(market.buy(1, 0, 60, 1_001));
    assert_eq!(market.status(bid), Filled);
}

#[test]
fn all_or_nothing_is_the_default() {
    let mut market = Market::new();
    market.place(market.sell(3, 0, 60, 1_000).standing().partial());
    let bid = market.place(market.buy(4, 0, 60, 1_000));
    assert_eq!(
        (market.status(bid), market.filled(bid)),
        (Cancelled, vec![])
    );
    let bid = market.place(market.buy(4, 0, 60, 1_000).partial());
    assert_eq!(
        (market.status(bid), market.filled(bid)),
        (Cancelled, vec![(0, Some(60), 3)])
    );
}

#[test]
fn an_order_fills_from_several_at_their_prices() {
    let mut market = Market::new();
    market.place(market.sell(2, 0, 60, 1_000).standing());
    market.place(market.sell(5, 0, 60, 1_200).standing().partial());
    let bid = market.place(market.buy(4, 0, 60, 1_300));
    assert_eq!(
        market.fills(bid),
        [
            (1_000, vec![(0, Some(60), 2)]),
            (1_200, vec![(0, Some(60), 2)])
        ]
    );
    let order = market.order(bid);
    assert_eq!(order.average_price, Some(dollars_per_hour("0.066000")));
    assert_eq!(order.filled_nodes, Some(4));
    assert_eq!(ranges(&order.filled_schedule), [(0, Some(60), 4)]);
}

#[test]
fn an_order_fills_from_windows_that_together_cover_its_own() {
    let mut market = Market::new();
    market.place(market.sell(4, 0, 60, 1_000).standing().partial());
    market.place(market.sell(4, 60, 120, 900).standing());
    let bid = market.place(market.buy(4, 30, 120, 1_000));
    assert_eq!(
        market.fills(bid),
        [
            (900, vec![(60, Some(120), 4)]),
            (1_000, vec![(30, Some(60), 4)])
        ]
    );
    assert_eq!(market.filled(bid), [(30, Some(120), 4)]);
}

#[test]
fn a_partial_fill_may_be_disjoint_in_time() {
    let mut market = Market::new();
    market.place(market.sell(1, 0, 20, 1_000).standing().partial());
    market.place(market.sell(9, 40, 80, 1_000).standing().partial());
    let bid = market.place(market.buy(4, 10, 60, 1_000).standing().partial());
    assert_eq!(market.status(bid), PartiallyFilled);
    assert_eq!(market.filled(bid), [(10, Some(20), 1), (40, Some(60), 4)]);
    // The rest of the order waits with its odd shape.
    let ask = market.place(market.sell(9, 0, 60, 900).partial());
    assert_eq!(market.filled(ask), [(10, Some(20), 3), (20, Some(40), 4)]);
    assert_eq!(market.status(bid), Filled);
}

#[test]
fn a_resting_all_or_nothing_order_is_taken_whole_or_passed_over() {
    let mut market = Market::new();
    let whole = market.place(market.sell(4, 0, 60, 900).standing());
    let parts = market.place(market.sell(4, 0, 60, 1_000).standing().partial());
    let bid = market.place(market.buy(3, 0, 60, 1_000));
    assert_eq!(market.fills(bid), [(1_000, vec![(0, Some(60), 3)])]);
    assert_eq!(
        (market.status(whole), market.status(parts)),
        (Standing, PartiallyFilled)
    );
    let bid = market.place(market.buy(5, 0, 60, 1_000));
    assert_eq!(
        market.fills(bid),
        [
            (900, vec![(0, Some(60), 4)]),
            (1_000, vec![(0, Some(60), 1)])
        ]
    );
    assert_eq!(
        (market.status(whole), market.status(parts)),
        (Filled, Filled)
    );
}

#[test]
fn an_order_of_just_the_shape_is_found_where_the_walk_fails() {
    let mut market = Market::new();
    let small = market.place(market.sell(3, 0, 60, 900).standing());
    let same = market.place(market.sell(4, 0, 60, 1_000).standing());
    let bid = market.place(market.buy(4, 0, 60, 1_000));
    assert_eq!(market.fills(bid), [(1_000, vec![(0, Some(60), 4)])]);
    assert_eq!(
        (market.status(small), market.status(same)),
        (Standing, Filled)
    );
}

#[test]
fn a_waiting_all_or_nothing_order_fills_once_enough_has_come() {
    let mut market = Market::new();
    let before = market.place(market.sell(2, 0, 60, 900).standing().partial());
    let bid = market.place(market.buy(4, 0, 60, 1_000).standing());
    assert_eq!(
        (market.status(before), market.status(bid)),
        (Standing, Standing)
    );
    let after = Ask {
        account: market.di,
        ..market.sell(3, 0, 60, 800)
    };
    let after = market.place(after.standing());
    // Best ask first. Of each pair the one that came first has its price.
    assert_eq!(
        market.fills(bid),
        [
            (1_000, vec![(0, Some(60), 3)]),
            (900, vec![(0, Some(60), 1)])
        ]
    );
    assert_eq!(
        (market.status(before), market.status(after)),
        (PartiallyFilled, Filled)
    );
}

#[test]
fn nobody_trades_with_themselves() {
    let mut market = Market::new();
    market.engine.deposit(market.bo, CASH, at(0)).unwrap();
    let own = market.place(market.sell(1, 0, 60, 900).standing());
    let other = market.place(
        Ask {
            account: market.di,
            ..market.sell(1, 0, 60, 1_000)
        }
        .standing(),
    );
    let bid = market.place(Ask {
        account: market.bo,
        ..market.buy(1, 0, 60, 1_000)
    });
    assert_eq!(market.fills(bid), [(1_000, vec![(0, Some(60), 1)])]);
    assert_eq!(
        (market.status(own), market.status(other)),
        (Standing, Filled)
    );
    let bid = market.place(Ask {
        account: market.bo,
        ..market.buy(1, 0, 60, 1_000)
    });
    assert_eq!(market.status(bid), Cancelled);
}

#[test]
fn minutes_that_are_gone_do_not_trade() {
    let mut market = Market::new();
    let parts = market.place(market.sell(2, 0, 60, 900).standing().partial());
    let whole = market.place(market.sell(2, 0, 60, 800).standing());
    market.wait_until(30);
    let bid = market.place(market.buy(2, 0, 60, 1_000));
    assert_eq!(market.fills(bid), [(900, vec![(30, Some(60), 2)])]);
    assert_eq!(
        market.status(bid),
        Filled,
        "filled for all that was left of its window"
    );
    assert_eq!(
        market.status(parts),
        PartiallyFilled,
        "its first half hour never sold"
    );
    assert_eq!(
        market.status(whole),
        Standing,
        "it can no longer be taken whole"
    );
    market.wait_until(60);
    assert_eq!(
        (market.status(parts), market.status(whole)),
        (Cancelled, Cancelled)
    );
}

#[test]
fn an_all_or_nothing_order_that_has_begun_waits_in_vain() {
    let mut market = Market::new();
    let bid = market.place(market.buy(4, 0, 60, 1_000).standing());
    let early = market.place(market.sell(4, 0, 30, 900).standing().partial());
    let mut in_time = market.clone();
    let late = market.sell(4, 30, 60, 900).standing();
    in_time.place(late);
    assert_eq!(in_time.filled(bid), [(0, Some(60), 4)]);

    market.wait_until(10);
    let late = market.place(late);
    for order in [bid, early, late] {
        assert_eq!(market.status(order), Standing);
    }
}

#[test]
fn this_minute_still_trades() {
    let mut market = Market::new();
    market.place(market.sell(2, 30, 60, 900).standing());
    market
        .engine
        .advance(Timestamp::from_seconds(T0 + 30 * 60 + 59))
        .unwrap();
    let bid = market.place(market.buy(2, 30, 60, 1_000));
    assert_eq!(market.filled(bid), [(30, Some(60), 2)]);
}
