//! Order previews, and that posting what they quote fills as they said.

use super::*;

fn request(requirements: &Requirements) -> PreviewRequest<'_> {
    PreviewRequest {
        side: Side::Buy,
        requirements,
        start_at: at(10),
        duration_seconds: 50 * 60,
        node_count: 4,
        pool: None,
    }
}

fn quoted(preview: Preview) -> QuotedOrder {
    match preview {
        Preview::Quoted(order) => order,
        Preview::Unavailable { reason, .. } => panic!("unavailable: {reason:?}"),
    }
}

/// Posts what was quoted.
fn post(market: &mut Market, account: AccountKey, quoted: &QuotedOrder) -> OrderView {
    let order = NewOrder {
        pool: quoted.pool.as_deref().unwrap_or("main"),
        side: quoted.side,
        instance_sku: quoted.instance_sku.as_str(),
        schedule: &quoted.schedule,
        limit_price: quoted.limit_price,
        allow_standing: false,
        allow_partial: false,
        created_by: None,
    };
    let key = market
        .engine
        .place_order(account, order, None, at(0))
        .unwrap()
        .key;
    market.order(key)
}

#[test]
fn what_is_quoted_fills_at_just_that() {
    let fees = Fees::new(3, 250);
    let mut market = Market::with(EngineConfig {
        fees,
        ..EngineConfig::default()
    });
    market.place(market.sell(3, 10, 60, 900).standing().partial());
    market.place(market.sell(2, 0, 40, 1_000).standing().partial());
    market.place(market.sell(2, 40, 90, 1_200).standing().partial());
    market.place(market.sell(9, 10, 60, 1_300).standing().partial());
    let none = Requirements::none();
    let quote = quoted(market.engine.preview(market.ada, request(&none)).unwrap());
    assert_eq!(
        quote.limit_price.micros_per_node_minute(),
        Some(1_200),
        "the worst it trades at"
    );
    assert_eq!(quote.total, 150 * 900 + 30 * 1_000 + 20 * 1_200);
    assert_eq!(
        (quote.fees, ranges(&quote.schedule)),
        (fees, vec![(10, Some(60), 4)])
    );

    assert_eq!(quote.pool, None);
    assert_eq!(market.engine.find_pool(market.ada, PLACEHOLDER_POOL), None);
    assert!(sfcompute_types::PoolId::try_from(PLACEHOLDER_POOL).is_ok());

    let before = market.balance(market.ada).available;
    let ada = market.ada;
    let order = post(&mut market, ada, &quote);
    assert_eq!(order.status, OrderStatus::Filled);
    assert_eq!(order.average_price, Some(quote.average_price));
    assert_eq!(
        before - market.balance(market.ada).available,
        quote.total + quote.fee
    );
    market.sound();
}

#[test]
fn a_sell_is_quoted_the_best_bids() {
    let fees = Fees::new(3, 250);
    let mut market = Market::with(EngineConfig {
        fees,
        ..EngineConfig::default()
    });
    market.place(market.buy(3, 10, 60, 900).standing());
    market.place(market.buy(3, 10, 60, 800).standing().partial());
    let none = Requirements::none();
    let sell = PreviewRequest {
        side: Side::Sell,
        pool: Some("main"),
        ..request(&none)
    };
    let quote = quoted(market.engine.preview(market.bo, sell).unwrap());
    assert_eq!(quote.limit_price.micros_per_node_minute(), Some(800));
    assert_eq!(quote.pool.as_deref(), Some("main"));
    let bo = market.bo;
    let order = post(&mut market, bo, &quote);
    assert_eq!(order.average_price, Some(quote.average_price));
    assert_eq!(market.balance(market.bo).available, quote.total - quote.fee);
}

#[test]
fn the_cheapest_sku_is_quoted() {
    let mut market = Market::new();
    let alias = Name::try_from("rome").unwrap();
    let properties = SkuProperties::default();
    let sku = NewSku {
        id: None,
        alias,
        properties,
        audience_hint: None,
    };
    let rome = market.engine.add_sku(sku, at(0)).unwrap();
    let pool = market.engine.find_pool(market.bo, "main").unwrap();
    market
        .engine
        .grant(pool, rome, window(0, 100), 9, at(0))
        .unwrap();
    market.place(market.sell(4, 10, 60, 900).standing());
    market.sku = rome;
    market.place(market.sell(4, 10, 60, 800).standing());
    let none = Requirements::none();
    let quote = quoted(market.engine.preview(market.ada, request(&none)).unwrap());
    assert_eq!(quote.instance_sku.as_str(), market.sku_id());
    let h100 = Requirements::parse("accelerator:h100").unwrap();
    let quote = quoted(market.engine.preview(market.ada, request(&h100)).unwrap());
    assert_ne!(quote.instance_sku.as_str(), market.sku_id());
}

#[test]
fn what_cannot_fill_is_unavailable() {
    let mut market = Market::new();
    market.place(market.sell(3, 10, 60, 900).standing().partial());
    let (none, tpu) = (
        Requirements::none(),
        Requirements::parse("accelerator:tpu").unwrap(),
    );
    let unavailable = |preview| match preview {
        Ok(Preview::Unavailable { reason, fees }) => (reason, fees),
        other => panic!("{other:?}"),
    };
    let few = unavailable(market.engine.preview(market.ada, request(&none)));
    assert_eq!(few, (UnavailableReason::NoAvailability, Some(Fees::NONE)));
    let unknown = unavailable(market.engine.preview(market.ada, request(&tpu)));
    assert_eq!(unknown, (UnavailableReason::NoMatchingInstanceSkus, None));
    let own = PreviewRequest {
        node_count: 1,
        ..request(&none)
    };
    let own = unavailable(market.engine.preview(market.bo, own));
    assert_eq!(
        own.0,
        UnavailableReason::NoAvailability,
        "nobody buys from themselves"
    );

    market.place(market.buy(4, 10, 60, 800).standing());
    let sell = PreviewRequest {
        side: Side::Sell,
        ..request(&none)
    };
    assert!(matches!(
        market.engine.preview(market.cy, sell),
        Ok(Preview::Quoted(_))
    ));
    let empty = PreviewRequest {
        pool: Some("main"),
        ..sell
    };
    let empty = unavailable(market.engine.preview(market.cy, empty));
    assert_eq!(
        empty.0,
        UnavailableReason::NoAvailability,
        "the pool has nothing to sell"
    );
}

#[test]
fn what_no_order_could_be_is_refused() {
    let mut market = Market::new();
    market.pool_of_kind(market.ada, "supply", PoolKind::Originating);
    let none = Requirements::none();
    let ok = request(&none);
    let refused = |request| why(market.engine.preview(market.ada, request));
    let field = "duration_seconds";
    let zero = refused(PreviewRequest {
        duration_seconds: 0,
        ..ok
    });
    assert_eq!(zero, one(field, Code::NotPositive));
    let odd = refused(PreviewRequest {
        duration_seconds: 61,
        ..ok
    });
    assert_eq!(odd, one(field, Code::NotOnMinute));
    let huge = refused(PreviewRequest {
        duration_seconds: u64::MAX,
        ..ok
    });
    assert_eq!(huge, one(field, Code::TooLarge));
    let far = refused(PreviewRequest {
        duration_seconds: 60 * 9_999_999,
        ..ok
    });
    assert_eq!(far, one(field, Code::TooFarAhead));
    let over = refused(PreviewRequest {
        start_at: at(-50),
        ..ok
    });
    assert_eq!(over, one(field, Code::WindowOver));
    let start = refused(PreviewRequest {
        start_at: Timestamp::from_seconds(T0 + 1),
        ..ok
    });
    assert_eq!(start, one("start_at", Code::NotOnMinute));
    let nodes = refused(PreviewRequest {
        node_count: 0,
        ..ok
    });
    assert_eq!(nodes, one("node_count", Code::NotPositive));
    let pool = refused(PreviewRequest {
        pool: Some("none"),
        ..ok
    });
    assert_eq!(pool, one("pool", Code::UnknownReference));
    let kind = refused(PreviewRequest {
        pool: Some("supply"),
        ..ok
    });
    assert_eq!(kind, one("pool", Code::WrongPoolKind));
}
