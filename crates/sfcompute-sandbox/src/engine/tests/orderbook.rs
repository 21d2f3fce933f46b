//! Quote, depth, windows and public fills.

use super::*;

fn level(level: &PriceLevel) -> (i64, Vec<(i64, Option<i64>, i32)>) {
    (
        level.price.micros_per_node_minute().unwrap(),
        ranges(&level.schedule),
    )
}

fn depth(market: &Market, from: i64, to: i64, levels: usize) -> Depth {
    market
        .engine
        .depth(&Requirements::none(), at(from), at(to), levels)
        .unwrap()
}

#[test]
fn depth_adds_up_the_orders_of_a_price_for_just_this_window() {
    let mut market = Market::new();
    for (nodes, rate) in [(1, 1_000), (2, 1_000), (3, 1_100), (4, 1_200)] {
        market.place(market.sell(nodes, 10, 60, rate).standing().partial());
        market.place(market.buy(nodes, 10, 60, rate - 500).standing().partial());
    }
    market.place(market.sell(9, 10, 61, 900).standing().partial());
    let found = depth(&market, 10, 60, 2);
    let asks: Vec<_> = found.asks.iter().map(level).collect();
    assert_eq!(
        asks,
        [
            (1_000, vec![(10, Some(60), 3)]),
            (1_100, vec![(10, Some(60), 3)])
        ]
    );
    let bids: Vec<_> = found.bids.iter().map(level).collect();
    assert_eq!(
        bids,
        [
            (700, vec![(10, Some(60), 4)]),
            (600, vec![(10, Some(60), 3)])
        ]
    );
    assert_eq!(depth(&market, 10, 60, 9).asks.len(), 3);
    assert_eq!(depth(&market, 11, 60, 9), Depth::default());
}

#[test]
fn a_partly_filled_order_shows_what_is_left() {
    let mut market = Market::new();
    market.place(market.sell(4, 10, 60, 1_000).standing().partial());
    market.place(market.buy(3, 20, 30, 1_000));
    let quote = market
        .engine
        .quote(&Requirements::none(), at(10), at(60))
        .unwrap();
    let best = level(&quote.best_ask.unwrap());
    let left = vec![(10, Some(20), 4), (20, Some(30), 1), (30, Some(60), 4)];
    assert_eq!((best, quote.best_bid), ((1_000, left), None));
    market.wait_until(25);
    let quote = market
        .engine
        .quote(&Requirements::none(), at(10), at(60))
        .unwrap();
    let best = level(&quote.best_ask.unwrap());
    assert_eq!(
        best.1,
        [(25, Some(30), 1), (30, Some(60), 4)],
        "from this minute on"
    );
}

#[test]
fn a_tie_goes_to_the_lowest_sku_id() {
    let mut market = Market::new();
    let pool = market.engine.find_pool(market.bo, "main").unwrap();
    let mut ids = vec![market.sku_id()];
    for alias in ["rome", "riga", "bonn"] {
        let alias = Name::try_from(alias).unwrap();
        let properties = SkuProperties::default();
        let sku = NewSku {
            id: None,
            alias,
            properties,
            audience_hint: None,
        };
        let key = market.engine.add_sku(sku, at(0)).unwrap();
        market
            .engine
            .grant(pool, key, window(0, 100), 9, at(0))
            .unwrap();
        ids.push(market.engine.sku(key).unwrap().id.as_str().to_owned());
    }
    let range = schedule(&[(10, Some(60), 1)]);
    for id in &ids {
        let order = NewOrder {
            pool: "main",
            side: Side::Sell,
            instance_sku: id,
            schedule: &range,
            limit_price: "0.06".parse().unwrap(),
            allow_standing: true,
            allow_partial: false,
            created_by: None,
        };
        market
            .engine
            .place_order(market.bo, order, None, at(0))
            .unwrap();
    }
    ids.sort();
    let quote = market
        .engine
        .quote(&Requirements::none(), at(10), at(60))
        .unwrap();
    assert_eq!(quote.best_ask.unwrap().instance_sku.as_str(), ids[0]);
    let rows: Vec<_> = depth(&market, 10, 60, 3).asks;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| row.instance_sku.as_str().to_owned())
        .collect();
    assert_eq!(rows, ids[..3]);
    let only = Requirements::parse("instance_sku:rome").unwrap();
    let only = market
        .engine
        .quote(&only, at(10), at(60))
        .unwrap()
        .best_ask
        .unwrap();
    let rome = market.engine.fetch_sku(only.instance_sku.as_str()).unwrap();
    assert_eq!(rome.alias.as_str(), "rome");
    let windows = market
        .engine
        .windows(&Requirements::none(), at(0), at(90), 9, Edge::Head);
    let windows: Vec<_> = windows
        .unwrap()
        .items
        .into_iter()
        .map(|row| row.instance_sku)
        .collect();
    assert_eq!(
        windows.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ids
    );
}

#[test]
fn windows_are_counted_and_paged() {
    let mut market = Market::new();
    market.place(market.sell(1, 60, 180, 1_000).standing());
    market.place(market.sell(2, 60, 180, 1_000).standing());
    market.place(market.sell(4, 60, 180, 1_100).standing());
    market.place(market.buy(3, 60, 180, 100).standing());
    market.place(market.buy(3, 60, 90, 100).standing());
    market.place(market.buy(3, 30, 200, 100).standing());
    let none = Requirements::none();
    let all = market
        .engine
        .windows(&none, at(60), at(180), 50, Edge::Head)
        .unwrap();
    let rows: Vec<_> = all
        .items
        .iter()
        .map(|row| (row.start_at, row.end_at))
        .collect();
    assert_eq!(rows, [(at(60), at(90)), (at(60), at(180))]);
    let row = &all.items[1];
    assert_eq!((row.duration_hours, row.bids, row.asks), (2, 1, 3));
    assert_eq!(
        level(row.best_ask.as_ref().unwrap()),
        (1_000, vec![(60, Some(180), 3)])
    );
    assert_eq!(
        level(row.best_bid.as_ref().unwrap()),
        (100, vec![(60, Some(180), 3)])
    );
    assert_eq!(
        (all.items[0].duration_hours, &all.items[0].best_ask),
        (0, &None)
    );

    let wide = |limit, edge| {
        market
            .engine
            .windows(&none, at(0), at(300), limit, edge)
            .unwrap()
    };
    let first = wide(2, Edge::Head);
    assert_eq!((first.items.len(), first.has_more), (2, true));
    let second = wide(2, Edge::After(first.last.unwrap()));
    assert_eq!(second.items[0], *row);
    assert!(!second.has_more);
}

#[test]
fn ends_are_in_order_and_a_range_on_whole_minutes() {
    let market = Market::new();
    let none = Requirements::none();
    let engine = &market.engine;
    assert_eq!(
        why(engine.quote(&none, at(9), at(9))),
        one("end_at", Code::EndBeforeStart)
    );
    assert_eq!(
        why(engine.depth(&none, at(9), at(8), 1)),
        one("end_at", Code::EndBeforeStart)
    );
    let fills = engine.public_fills(&none, at(9), at(8), None, 9, Edge::Head);
    assert_eq!(why(fills), one("end_at", Code::EndBeforeStart));
    let windows = engine.windows(&none, at(9), at(9), 9, Edge::Head);
    assert_eq!(why(windows), one("range_end_at", Code::EndBeforeStart));
    let odd = Timestamp::from_seconds(T0 + 1);
    let windows = engine.windows(&none, odd, at(9), 9, Edge::Head);
    assert_eq!(why(windows), one("range_start_at", Code::NotOnMinute));
    assert!(
        engine.quote(&none, odd, at(9)).is_ok(),
        "a quote's ends need no alignment"
    );
}

#[test]
fn fills_are_public_newest_first_and_by_window() {
    let mut market = Market::new();
    market.place(market.sell(50, 0, 10_000, 1_000).standing().partial());
    for (minute, from, to) in [(0, 10, 60), (1, 30, 90), (2, 10, 60)] {
        market.wait_until(minute);
        market.place(market.buy(1, from, to, 1_000));
    }
    let fills = |from, to, since, edge| {
        let none = Requirements::none();
        market
            .engine
            .public_fills(&none, at(from), at(to), since, 2, edge)
            .unwrap()
    };
    let inside = fills(10, 60, None, Edge::Head);
    let times: Vec<_> = inside.items.iter().map(|fill| fill.filled_at).collect();
    assert_eq!(
        times,
        [at(2), at(0)],
        "the one until minute 90 reaches out of the window"
    );
    assert_eq!(ranges(&inside.items[0].schedule), [(10, Some(60), 1)]);
    let first = fills(0, 100, None, Edge::Head);
    assert!(first.has_more);
    let second = fills(0, 100, None, Edge::After(first.last.unwrap()));
    assert_eq!((second.items.len(), second.items[0].filled_at), (1, at(0)));
    assert_eq!(fills(0, 100, Some(at(2)), Edge::Head).items.len(), 1);
}

#[test]
fn fills_reach_back_a_week_or_as_asked_up_to_thirty_days() {
    const DAY: i64 = 24 * 60;
    let mut market = Market::new();
    market.pool(market.bo, "late");
    let pool = market.engine.find_pool(market.bo, "late").unwrap();
    market
        .engine
        .grant(pool, market.sku, window(100_000, 100_060), 1, at(0))
        .unwrap();
    market.place(
        market
            .sell(1, 100_000, 100_060, 1_000)
            .pool("late")
            .standing(),
    );
    market.place(market.buy(1, 100_000, 100_060, 1_000));
    market.wait_until(7 * DAY);
    let fills = |market: &Market, since: Option<i64>| {
        let (none, since) = (Requirements::none(), since.map(at));
        market
            .engine
            .public_fills(&none, at(0), at(200_000), since, 9, Edge::Head)
    };
    assert_eq!(fills(&market, None).unwrap().items.len(), 1);
    market.wait_until(7 * DAY + 1);
    assert_eq!(fills(&market, None).unwrap().items.len(), 0);
    market.wait_until(30 * DAY);
    assert_eq!(fills(&market, Some(0)).unwrap().items.len(), 1);
    assert_eq!(
        why(fills(&market, Some(-1))),
        one("since_at", Code::TooFarBack)
    );
}
