//! Lists in pages: both ways, whole, and right while things are added.

use std::collections::HashSet;

use futures_util::TryStreamExt as _;
use http::StatusCode;
use sfcompute::{OrderId, OrderSortBy};

use super::{TRAINING, Watched, window};

/// So many standing orders, the earliest first.
async fn place(watched: &Watched, count: usize) -> Vec<OrderId> {
    let buyer = watched.buyer();
    let mut ids = Vec::new();
    for _ in 0..count {
        let order = buyer
            .orders()
            .buy(watched.sku(), 1)
            .pool(TRAINING)
            .window(window(40, 1));
        ids.push(order.limit_price("0.06").standing().await.unwrap().id);
        watched.clock.advance(1);
    }
    ids
}

#[tokio::test]
async fn two_hundred_and_thirty_orders_come_page_by_page() {
    let watched = Watched::at_once().await;
    let mut placed = place(&watched, 230).await;
    placed.reverse();
    let buyer = watched.buyer();
    let listed = async |limit| {
        let orders: Vec<_> = buyer
            .orders()
            .list()
            .limit(limit)
            .items()
            .try_collect()
            .await
            .unwrap();
        orders.into_iter().map(|order| order.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(200).await, placed);
    assert_eq!(listed(33).await, placed);
    let page = buyer.orders().list().await.unwrap();
    assert_eq!((page.data.len(), page.has_more), (50, true));
}

#[tokio::test]
async fn a_page_leads_back_to_the_one_before() {
    let watched = Watched::at_once().await;
    let placed = place(&watched, 13).await;
    let buyer = watched.buyer();
    for sort in [
        OrderSortBy::CreatedAt,
        OrderSortBy::MinusCreatedAt,
        OrderSortBy::StartAt,
        OrderSortBy::MinusStartAt,
    ] {
        let list = || buyer.orders().list().sort_by(sort.clone()).limit(5);
        let first = list().await.unwrap();
        let second = list().starting_after(first.cursor.unwrap()).await.unwrap();
        let third = list()
            .starting_after(second.cursor.clone().unwrap())
            .await
            .unwrap();
        assert_eq!((third.data.len(), third.has_more), (3, false));
        assert_eq!(third.cursor, None);

        let back = list().ending_before(second.cursor.unwrap()).await.unwrap();
        assert_eq!(
            (back.data.clone(), back.has_more),
            (first.data.clone(), false)
        );
        let ids: HashSet<_> = [first.data, second.data, third.data]
            .concat()
            .into_iter()
            .map(|order| order.id)
            .collect();
        assert_eq!(ids.len(), placed.len(), "{sort}");
    }
}

#[tokio::test]
async fn back_from_the_end_goes_to_the_head() {
    let watched = Watched::at_once().await;
    place(&watched, 12).await;
    let buyer = watched.buyer();
    let list = || buyer.orders().list().limit(3);
    let mut forward = vec![list().await.unwrap()];
    while let Some(cursor) = forward.last().unwrap().cursor.clone() {
        forward.push(list().starting_after(cursor).await.unwrap());
    }
    assert_eq!(forward.len(), 4);
    // The last page has no cursor; the one before it leads back.
    let mut page = forward[2].clone();
    let mut before = 2;
    while before > 0 {
        page = list()
            .ending_before(page.cursor.clone().unwrap())
            .await
            .unwrap();
        before -= 1;
        assert_eq!(page.data, forward[before].data);
        assert_eq!(page.has_more, before > 0);
    }
    assert_eq!(page.cursor, None);
}

#[tokio::test]
async fn orders_placed_meanwhile_neither_repeat_nor_hide_any() {
    let watched = Watched::at_once().await;
    let mut placed = place(&watched, 9).await;
    let buyer = watched.buyer();
    let list = || buyer.orders().list().limit(4);
    let first = list().await.unwrap();
    let newer = place(&watched, 2).await;
    let second = list()
        .starting_after(first.cursor.clone().unwrap())
        .await
        .unwrap();
    let third = list()
        .starting_after(second.cursor.clone().unwrap())
        .await
        .unwrap();
    let seen = [first.data, second.data.clone(), third.data].concat();
    placed.reverse();
    assert_eq!(
        seen.into_iter().map(|order| order.id).collect::<Vec<_>>(),
        placed
    );

    // Going back from the same place, what is new shows.
    let back = list().ending_before(first.cursor.unwrap()).await.unwrap();
    assert_eq!(
        back.data.iter().map(|order| &order.id).collect::<Vec<_>>(),
        [&newer[1], &newer[0]]
    );
    let back = list().ending_before(second.cursor.unwrap()).await.unwrap();
    assert_eq!(back.data.len(), 4);
    assert!(back.has_more);
}

#[tokio::test]
async fn every_list_is_paged_alike() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    for name in ["a", "b", "c"] {
        buyer
            .pools()
            .create("sfc:workspace:acme:prod")
            .name(name)
            .await
            .unwrap();
    }
    for target in [
        "/pools",
        "/instance_skus",
        "/instance_skus/availability",
        "/instance_sku_property_catalog",
    ] {
        let all = watched.raw("GET", target, "").await.json;
        let all = all["data"].as_array().unwrap().clone();
        let mut seen = Vec::new();
        let mut cursors = Vec::new();
        let mut next = format!("{target}?limit=1");
        loop {
            let page = watched.raw("GET", &next, "").await.json;
            seen.extend(page["data"].as_array().unwrap().clone());
            match page["cursor"].as_str() {
                Some(cursor) => {
                    assert_eq!(page["has_more"], true);
                    next = format!("{target}?limit=1&starting_after={cursor}");
                    cursors.push(cursor.to_owned());
                }
                None => break assert_eq!(page["has_more"], false),
            }
        }
        assert_eq!(seen, all, "{target}");
        assert_eq!(cursors.len() + 1, all.len(), "{target}");
        let back = format!("{target}?limit=1&ending_before={}", cursors[1]);
        assert_eq!(
            watched.raw("GET", &back, "").await.json["data"][0],
            all[0],
            "{target}"
        );
    }
}

#[tokio::test]
async fn a_cursor_of_something_else_is_refused() {
    let watched = Watched::at_once().await;
    place(&watched, 3).await;
    let orders = watched.raw("GET", "/orders?limit=1", "").await.json;
    let orders = orders["cursor"].as_str().unwrap();
    let pools = watched.raw("GET", "/pools?limit=1", "").await.json;
    let pools = pools["cursor"].as_str().unwrap();
    for (target, code) in [
        (format!("/orders?starting_after={pools}"), "invalid"),
        (
            format!("/orders?sort_by=start_at&starting_after={orders}"),
            "invalid",
        ),
        (format!("/orders?starting_after={orders}0"), "invalid"),
        ("/orders?starting_after=ordrc_0".to_owned(), "invalid"),
        ("/orders?ending_before=".to_owned(), "invalid"),
        (
            format!("/orders?starting_after={orders}&ending_before={orders}"),
            "conflicting",
        ),
        (
            format!("/orders?starting_after={orders}&starting_after={orders}"),
            "repeated",
        ),
    ] {
        let answer = watched.raw("GET", &target, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{target}");
        assert_eq!(answer.details()[0].1, code, "{target}");
    }
    // The filter may change from page to page.
    let other = format!("/orders?side=buy&starting_after={orders}");
    assert_eq!(watched.raw("GET", &other, "").await.status, StatusCode::OK);
}
