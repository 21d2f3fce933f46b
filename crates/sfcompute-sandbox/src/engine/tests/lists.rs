//! Lists: filters, sorting, and pages in both directions.

use super::*;

/// Five orders of `ada`, a minute apart, with windows in another order.
fn with_orders() -> (Market, Vec<OrderKey>) {
    let mut market = Market::new();
    market.pool(market.ada, "second");
    let mut keys = Vec::new();
    for (minute, start) in [(0, 50), (1, 30), (2, 40), (3, 30), (4, 20)] {
        market.wait_until(minute);
        let order = market.buy(1, start, 60, 1_000).standing();
        let pool = if minute == 2 { "second" } else { "main" };
        keys.push(market.place(order.pool(pool)));
    }
    market.place(Ask {
        account: market.cy,
        ..market.buy(1, 20, 60, 1_000).standing()
    });
    (market, keys)
}

fn listed(market: &Market, filter: &OrderFilter<'_>, sort: OrderSort) -> Vec<OrderKey> {
    let page = market
        .engine
        .list_orders(market.ada, filter, sort, 50, Edge::Head)
        .unwrap();
    page.items.into_iter().map(|order| order.key).collect()
}

#[test]
fn orders_are_sorted_either_way() {
    let (market, keys) = with_orders();
    let all = OrderFilter::default();
    let pick = |order: [usize; 5]| order.map(|index| keys[index]).to_vec();
    assert_eq!(
        listed(&market, &all, OrderSort::CreatedAt),
        pick([0, 1, 2, 3, 4])
    );
    assert_eq!(
        listed(&market, &all, OrderSort::default()),
        pick([4, 3, 2, 1, 0])
    );
    assert_eq!(
        listed(&market, &all, OrderSort::StartAt),
        pick([4, 1, 3, 2, 0])
    );
    assert_eq!(
        listed(&market, &all, OrderSort::StartAtDescending),
        pick([0, 2, 3, 1, 4])
    );
}

#[test]
fn orders_are_paged_in_both_directions_whatever_the_sort() {
    let (mut market, _) = with_orders();
    for sort in [
        OrderSort::CreatedAt,
        OrderSort::CreatedAtDescending,
        OrderSort::StartAt,
        OrderSort::StartAtDescending,
    ] {
        let all = OrderFilter::default();
        let whole = listed(&market, &all, sort);
        let page = |market: &Market, edge| {
            market
                .engine
                .list_orders(market.ada, &all, sort, 2, edge)
                .unwrap()
        };
        let (mut forward, mut edge) = (Vec::new(), Edge::Head);
        let last = loop {
            let page = page(&market, edge);
            forward.extend(page.items.iter().map(|order| order.key));
            edge = Edge::After(page.last.unwrap());
            if !page.has_more {
                break page;
            }
        };
        assert_eq!(forward, whole, "{sort:?}");
        let (mut back, mut edge) = (last.items, Edge::Before(last.first.unwrap()));
        loop {
            let page = page(&market, edge);
            back = page.items.into_iter().chain(back).collect();
            if !page.has_more {
                break;
            }
            edge = Edge::Before(page.first.unwrap());
        }
        assert_eq!(
            back.iter().map(|order| order.key).collect::<Vec<_>>(),
            whole,
            "{sort:?}"
        );
    }
    // A page goes on where it was, whatever came in between.
    let (all, sort) = (OrderFilter::default(), OrderSort::default());
    let first = market
        .engine
        .list_orders(market.ada, &all, sort, 2, Edge::Head)
        .unwrap();
    let before = listed(&market, &all, sort);
    market.place(market.buy(1, 20, 60, 1_000).standing());
    let edge = Edge::After(first.last.unwrap());
    let second = market
        .engine
        .list_orders(market.ada, &all, sort, 9, edge)
        .unwrap();
    let second: Vec<_> = second.items.into_iter().map(|order| order.key).collect();
    assert_eq!(second, before[2..]);
}

#[test]
fn orders_are_filtered() {
    let (mut market, keys) = with_orders();
    market.cancel(keys[3]).unwrap();
    let ids: Vec<_> = keys
        .iter()
        .map(|key| market.order(*key).id.into_string())
        .collect();
    let list = |filter: OrderFilter<'_>| {
        let found = listed(&market, &filter, OrderSort::CreatedAt);
        found
            .iter()
            .map(|key| keys.iter().position(|own| own == key).unwrap())
            .collect::<Vec<_>>()
    };
    let all = OrderFilter::default();
    let some = [ids[1].as_str(), ids[4].as_str(), "ordr_unknown"];
    assert_eq!(list(OrderFilter { ids: &some, ..all }), [1, 4]);
    assert_eq!(
        list(OrderFilter {
            ids: &["ordr_unknown"],
            ..all
        }),
        [] as [usize; 0]
    );
    assert_eq!(
        list(OrderFilter {
            pool: Some("second"),
            ..all
        }),
        [2]
    );
    assert_eq!(
        list(OrderFilter {
            workspace: Some("default"),
            ..all
        }),
        [0, 1, 2, 3, 4]
    );
    let both = OrderFilter {
        pool: Some("second"),
        workspace: Some("nonsense"),
        ..all
    };
    assert_eq!(
        list(both),
        [2],
        "a workspace beside a pool is not looked at"
    );
    assert_eq!(
        list(OrderFilter {
            side: Some(Side::Sell),
            ..all
        }),
        [] as [usize; 0]
    );
    let over = [OrderStatus::Cancelled, OrderStatus::Filled];
    assert_eq!(
        list(OrderFilter {
            statuses: &over,
            ..all
        }),
        [3]
    );
    let times = OrderFilter {
        created_after: Some(at(1)),
        created_before: Some(at(3)),
        ..all
    };
    assert_eq!(list(times), [1, 2, 3], "both ends count");

    let sort = OrderSort::default();
    let pool = OrderFilter {
        pool: Some("none"),
        ..all
    };
    let refused = market
        .engine
        .list_orders(market.ada, &pool, sort, 9, Edge::Head);
    assert_eq!(why(refused), one("pool", Code::UnknownReference));
    let workspace = OrderFilter {
        workspace: Some("none"),
        ..all
    };
    let refused = market
        .engine
        .list_orders(market.ada, &workspace, sort, 9, Edge::Head);
    assert_eq!(why(refused), one("workspace", Code::UnknownReference));
}

#[test]
fn skus_are_paged() {
    let mut market = Market::new();
    for alias in ["rome", "riga"] {
        let alias = Name::try_from(alias).unwrap();
        let properties = SkuProperties::default();
        let sku = NewSku {
            id: None,
            alias,
            properties,
            audience_hint: None,
        };
        market.engine.add_sku(sku, at(0)).unwrap();
    }
    let names = |page: &Page<Sku>| {
        page.items
            .iter()
            .map(|sku| sku.alias.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    let first = market.engine.list_skus(2, Edge::Head);
    assert_eq!(
        (names(&first), first.has_more),
        (vec!["oslo".into(), "rome".into()], true)
    );
    let second = market.engine.list_skus(2, Edge::After(first.last.unwrap()));
    assert_eq!(
        (names(&second), second.has_more),
        (vec!["riga".into()], false)
    );
    let back = market
        .engine
        .list_skus(2, Edge::Before(second.first.unwrap()));
    assert_eq!(
        back,
        Page {
            has_more: false,
            ..first
        }
    );
}
