//! Dollars: holds, fees, proceeds, and what is too dear.

use super::*;

fn market_with_fees(flat: u32, basis_points: u16) -> Market {
    Market::with(EngineConfig {
        fees: Fees::new(flat, basis_points),
        ..EngineConfig::default()
    })
}

#[test]
fn a_standing_buy_holds_what_it_may_cost() {
    let mut market = market_with_fees(10, 100);
    market.place(market.buy(4, 0, 60, 1_000).standing());
    let hold = 240 * 1_000 + 240 * 10 + 2_400;
    assert_eq!(
        market.balance(market.ada),
        Balance {
            available: CASH - hold,
            held: hold
        }
    );
}

#[test]
fn a_sell_holds_nothing() {
    let mut market = market_with_fees(10, 100);
    market.place(market.sell(4, 0, 60, 1_000).standing());
    assert_eq!(market.balance(market.bo), Balance::default());
}

#[test]
fn a_better_price_gives_back_the_difference() {
    let mut market = Market::new();
    market.place(market.sell(4, 0, 60, 700).standing());
    market.place(market.buy(4, 0, 60, 1_000));
    assert_eq!(
        market.balance(market.ada),
        Balance {
            available: CASH - 240 * 700,
            held: 0
        }
    );
    assert_eq!(
        market.balance(market.bo),
        Balance {
            available: 240 * 700,
            held: 0
        }
    );
}

#[test]
fn both_sides_pay_the_fee_at_the_price_that_was_paid() {
    let mut market = market_with_fees(10, 100);
    market.place(market.sell(4, 0, 60, 700).standing());
    market.place(market.buy(4, 0, 60, 1_000));
    let (total, fee) = (240 * 700, 240 * 10 + 1_680);
    assert_eq!(market.balance(market.ada).available, CASH - total - fee);
    assert_eq!(market.balance(market.bo).available, total - fee);
    assert_eq!(market.engine.fees_taken(), 2 * fee);
}

#[test]
fn a_seller_never_pays_more_than_it_gets() {
    let mut market = market_with_fees(1_000, 0);
    market.place(market.sell(1, 0, 60, 10).standing());
    market.place(market.buy(1, 0, 60, 10));
    assert_eq!(market.balance(market.bo).available, 0);
    assert_eq!(market.engine.fees_taken(), 60 * 1_000 + 600);
}

#[test]
fn a_partly_filled_buy_holds_for_the_rest_only() {
    let mut market = market_with_fees(0, 33);
    market.place(market.sell(1, 0, 7, 999).standing());
    market.place(market.buy(3, 0, 7, 1_001).standing().partial());
    let balance = market.balance(market.ada);
    let paid = 7 * 999 + 7 * 999 * 33 / 10_000;
    let hold = 14 * 1_001 + 14 * 1_001 * 33 / 10_000;
    assert_eq!(
        balance,
        Balance {
            available: CASH - paid - hold,
            held: hold
        }
    );
}

#[test]
fn a_buy_beyond_the_balance_is_refused_and_leaves_no_trace() {
    let mut market = Market::new();
    let minutes = CASH / 1_000_000;
    let most = market.buy(1, 0, minutes as i64, 1_000_000).standing();
    let before = market.engine.clone();
    let refused = market.try_place(Ask {
        rate: 1_000_001,
        ..most
    });
    assert_eq!(why(refused), (RefusalKind::PaymentRequired, vec![]));
    assert_eq!(market.engine, before);
    let all = market.place(most);
    assert_eq!(market.balance(market.ada).available, 0);
    let refused = market.try_place(market.buy(1, 0, 1, 1));
    assert_eq!(why(refused), (RefusalKind::PaymentRequired, vec![]));
    market.cancel(all).unwrap();
    assert!(market.try_place(market.buy(1, 0, 1, 1)).is_ok());
}

#[test]
fn a_huge_order_is_refused_without_overflow() {
    let mut market = Market::new();
    let huge = market.buy(i32::MAX, 0, 5_000_000, i64::MAX);
    let (kind, _) = why(market.try_place(huge));
    assert_eq!(kind, RefusalKind::PaymentRequired);
}

#[test]
fn proceeds_can_be_spent() {
    let mut market = Market::new();
    market.place(market.sell(1, 0, 60, 1_000).standing());
    market.place(market.buy(1, 0, 60, 1_000));
    let order = Ask {
        account: market.bo,
        ..market.buy(1, 0, 60, 1_000)
    }
    .standing();
    market.place(order);
    assert_eq!(
        market.balance(market.bo),
        Balance {
            available: 0,
            held: 60_000
        }
    );
}
