//! When things take effect: at once, after seconds, after polls; and how time goes.

use super::*;
use OrderStatus::{Cancelled, Filled, Pending, Standing};

fn settling(settlement: Settlement) -> Market {
    Market::with(EngineConfig {
        settlement,
        ..EngineConfig::default()
    })
}

fn after(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(T0 + seconds)
}

#[test]
fn after_seconds_an_order_is_pending_first() {
    let mut market = settling(Settlement::AfterSeconds(5));
    let ask = market.place(market.sell(1, 10, 60, 900).standing());
    let bid = market.place(market.buy(1, 10, 60, 1_000));
    assert_eq!((market.status(ask), market.status(bid)), (Pending, Pending));
    assert_eq!(
        market.balance(market.ada).held,
        50_000,
        "held while pending"
    );
    market.engine.advance(after(4)).unwrap();
    assert_eq!(market.status(bid), Pending);
    market.engine.advance(after(900)).unwrap();
    assert_eq!((market.status(ask), market.status(bid)), (Filled, Filled));
    assert_eq!(
        market.order(bid).filled_at,
        Some(after(5)),
        "when it was due"
    );
    market.sound();
}

#[test]
fn what_is_due_happens_in_order() {
    let mut market = settling(Settlement::AfterSeconds(100));
    let first = market.place(market.sell(1, 10, 60, 900).standing());
    market.engine.advance(after(10)).unwrap();
    let second = market.place(market.sell(1, 10, 60, 900).standing());
    let bid = market.place(market.buy(1, 10, 60, 1_000));
    market.wait_until(5);
    assert_eq!(
        (market.status(first), market.status(second)),
        (Filled, Standing)
    );
    assert_eq!(market.order(bid).filled_at, Some(after(110)));
}

#[test]
fn a_cancellation_can_lose_the_race() {
    let mut market = settling(Settlement::AfterSeconds(10));
    market.place(market.sell(1, 10, 60, 900).standing());
    let bid = market.place(market.buy(1, 10, 60, 1_000).standing());
    market.cancel(bid).unwrap();
    market.cancel(bid).unwrap();
    assert_eq!(market.status(bid), Pending);
    market.wait_until(1);
    assert_eq!(market.status(bid), Filled, "it came to the book first");

    let bid = market.place(market.buy(1, 10, 60, 1_000).standing());
    market.wait_until(2);
    assert_eq!(market.status(bid), Standing);
    market.cancel(bid).unwrap();
    assert_eq!(market.status(bid), Standing);
    market.wait_until(3);
    assert_eq!(market.status(bid), Cancelled);
}

#[test]
fn after_polls_an_order_is_pending_for_as_many_fetches() {
    let mut market = settling(Settlement::AfterPolls(2));
    let bid = market.place(market.buy(1, 10, 60, 1_000).standing());
    let id = market.order(bid).id;
    let mut fetch = || {
        let order = market
            .engine
            .fetch_order(market.ada, id.as_str(), at(0))
            .unwrap();
        order.status
    };
    assert_eq!(
        [fetch(), fetch(), fetch(), fetch()],
        [Pending, Pending, Standing, Standing]
    );
    market
        .engine
        .cancel_order(market.ada, id.as_str(), at(0))
        .unwrap();
    let mut fetch = || {
        let order = market
            .engine
            .fetch_order(market.ada, id.as_str(), at(0))
            .unwrap();
        order.status
    };
    assert_eq!([fetch(), fetch(), fetch()], [Standing, Standing, Cancelled]);
    market.sound();
}

#[test]
fn lists_and_looks_do_not_count_as_polls() {
    let mut market = settling(Settlement::AfterPolls(0));
    let bid = market.place(market.buy(1, 10, 60, 1_000).standing());
    let (filter, sort) = (OrderFilter::default(), OrderSort::default());
    let page = market
        .engine
        .list_orders(market.ada, &filter, sort, 9, Edge::Head)
        .unwrap();
    assert_eq!(
        (page.items[0].status, market.status(bid)),
        (Pending, Pending)
    );
}

#[test]
fn an_order_settles_for_what_is_left_of_its_window() {
    let mut market = settling(Settlement::AfterSeconds(90));
    market.place(market.sell(1, 0, 60, 900).standing());
    market.wait_until(2);
    let bid = market.place(market.buy(1, 2, 30, 1_000));
    market.wait_until(4);
    assert_eq!(
        market.filled(bid),
        [],
        "the ask was all or nothing and had begun"
    );
    market.place(market.sell(1, 0, 60, 900).standing().partial());
    let bid = market.place(market.buy(1, 4, 30, 1_000));
    market.wait_until(9);
    assert_eq!(
        (market.status(bid), market.filled(bid)),
        (Filled, vec![(5, Some(30), 1)])
    );
}

#[test]
fn an_order_whose_window_ends_while_pending_is_cancelled() {
    let mut market = settling(Settlement::AfterSeconds(600));
    let bid = market.place(market.buy(1, 0, 5, 1_000).standing());
    let ask = market.place(market.sell(1, 0, 5, 1_000).standing());
    market.wait_until(20);
    assert_eq!(
        (market.status(bid), market.status(ask)),
        (Cancelled, Cancelled)
    );
    assert_eq!(market.order(bid).cancelled_at, Some(at(5)));
}

#[test]
fn time_never_goes_back() {
    let mut market = Market::new();
    market.wait_until(100);
    let order = market.buy(1, 110, 160, 1_000).standing();
    let key = market.place(order);
    market.engine.advance(at(50)).unwrap();
    assert_eq!(market.engine.now(), at(100));
    assert_eq!(market.order(key).created_at, at(100));
}

#[test]
fn how_often_time_is_told_makes_no_difference() {
    let mut often = settling(Settlement::AfterSeconds(45));
    often.place(often.sell(3, 1, 30, 900).standing().partial());
    often.place(often.buy(2, 0, 20, 950).standing().partial());
    often.place(often.buy(9, 5, 9, 800).standing());
    let mut once = often.clone();
    (0..60 * 40).for_each(|second| often.engine.advance(after(second)).unwrap());
    once.engine.advance(after(60 * 40 - 1)).unwrap();
    assert_eq!(often.engine, once.engine);
    assert!(once.engine.trades.iter().count() > 0);
}
