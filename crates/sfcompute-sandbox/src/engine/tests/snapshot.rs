//! A market as data: nothing is lost, the same market gives the same bytes, and a restored one goes
//! on as the original does.

use super::*;

/// A market in which something of everything is under way.
fn busy() -> Market {
    let mut market = Market::with(EngineConfig {
        seed: 3,
        settlement: Settlement::AfterSeconds(90),
        fees: Fees::new(7, 33),
    });
    let created_by = Principal {
        id: "tokn_ada".to_owned(),
        kind: PrincipalKind::Token {
            name: Some("service".to_owned()),
        },
    };
    market.pool(market.ada, "gone");
    market
        .engine
        .delete_pool(market.ada, "gone", at(0))
        .unwrap();
    market.place(market.sell(4, 0, 60, 900).standing().partial());
    market.place(market.sell(9, 5, 90, 950).standing());
    let (sku, now) = (market.sku_id(), market.engine.now());
    let order = NewOrder {
        pool: "main",
        side: Side::Buy,
        instance_sku: &sku,
        schedule: &schedule(&[(10, Some(40), 3)]),
        limit_price: Price::from_micros_per_node_minute(1_000).unwrap(),
        allow_standing: true,
        allow_partial: true,
        created_by: Some(created_by.into()),
    };
    let key = IdempotencyKey {
        key: "once",
        body: b"{}",
    };
    let ada = market.ada;
    market
        .engine
        .place_order(ada, order.clone(), Some(key), now)
        .unwrap();
    market.engine.place_order(ada, order, None, now).unwrap();
    market.wait_until(2);
    let late = market.place(market.sell(1, 30, 50, 800).standing());
    market.cancel(late).unwrap();
    market.pool(market.bo, "spare");
    let transfer = NewTransfer {
        from_pool: "main",
        to_pool: "spare",
        instance_sku: &sku,
        schedule: &schedule(&[(20, Some(50), 2), (60, Some(70), 1)]),
    };
    let bo = market.bo;
    market
        .engine
        .create_transfer(bo, transfer, None, at(2))
        .unwrap();
    market
}

fn bytes(engine: &Engine) -> String {
    serde_json::to_string(engine).unwrap()
}

#[test]
fn a_market_is_restored_as_it_was() {
    let market = busy();
    let restored: Engine = serde_json::from_str(&bytes(&market.engine)).unwrap();
    assert_eq!(restored, market.engine);
    assert_eq!(bytes(&restored), bytes(&market.engine));
    assert_eq!(restored.check_invariants(), Vec::<String>::new());
}

#[test]
fn a_restored_market_goes_on_as_the_original_does() {
    let mut market = busy();
    let mut restored = market.clone();
    restored.engine = serde_json::from_str(&bytes(&market.engine)).unwrap();
    for market in [&mut market, &mut restored] {
        market.wait_until(4);
        let bid = market.place(market.buy(2, 10, 50, 2_000).partial().standing());
        market.wait_until(9);
        assert_eq!(market.status(bid), OrderStatus::PartiallyFilled);
    }
    assert_eq!(bytes(&market.engine), bytes(&restored.engine));
}

#[test]
fn the_same_commands_give_the_same_bytes() {
    assert_eq!(bytes(&busy().engine), bytes(&busy().engine));
}

#[test]
fn data_that_names_what_is_not_there_is_no_market() {
    let data = bytes(&busy().engine);
    let broken = data.replacen("\"pool\":0", "\"pool\":77", 1);
    assert_ne!(broken, data);
    let refused = serde_json::from_str::<Engine>(&broken).unwrap_err();
    assert!(refused.to_string().contains("No pool"), "{refused}");
}
