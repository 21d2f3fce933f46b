//! Quote, depth, windows, fills, availability and preview all show one book.

use futures_util::TryStreamExt as _;
use http::StatusCode;
use sfcompute::{Name, OrderPreview, OrderStatus, Price, Window};

use super::{SUPPLY, TRAINING, Watched, fills, tomorrow, window};

async fn offer(watched: &Watched, window: Window, nodes: u32, price: &str) {
    let provider = watched.provider();
    let sale = provider
        .orders()
        .sell(watched.sku(), nodes)
        .pool(SUPPLY)
        .window(window);
    sale.limit_price(price).standing().partial().await.unwrap();
}

fn price(text: &str) -> Price {
    text.parse().unwrap()
}

#[tokio::test]
async fn quote_depth_and_windows_agree() {
    let watched = Watched::at_once().await;
    let day = window(30, 24);
    for (nodes, price) in [(2, "2.70"), (3, "2.40"), (4, "2.40")] {
        offer(&watched, day, nodes, price).await;
    }
    let buyer = watched.buyer();
    let bid = buyer
        .orders()
        .buy(watched.sku(), 5)
        .pool(TRAINING)
        .window(day);
    bid.limit_price("2.10").standing().await.unwrap();

    let book = buyer.orderbook();
    let depth = book.depth(day).await.unwrap();
    let levels = |levels: &[sfcompute::types::PriceLevel]| {
        let level = |level: &sfcompute::types::PriceLevel| {
            assert_eq!(level.instance_sku, watched.sku());
            let nodes = level.allocation_schedule_delta.nodes_at(day.start());
            (level.dollars_per_node_hour.to_string(), nodes)
        };
        levels.iter().map(level).collect::<Vec<_>>()
    };
    assert_eq!(
        levels(&depth.asks),
        [("2.400000".into(), 7), ("2.700000".into(), 2)]
    );
    assert_eq!(levels(&depth.bids), [("2.100000".into(), 5)]);
    assert_eq!((depth.start_at, depth.end_at), (day.start(), day.end()));
    assert_eq!(depth.requested_at, watched.market.now());

    let quote = book.quote(day).await.unwrap();
    assert_eq!(quote.best_ask.as_ref(), depth.asks.first());
    assert_eq!(quote.best_bid.as_ref(), depth.bids.first());
    let top = book.depth(day).levels(1).await.unwrap();
    assert_eq!((top.asks.len(), top.asks.first()), (1, depth.asks.first()));

    // Exactly this window: not what lies in it or around it.
    let other = book.quote(window(30, 23)).await.unwrap();
    assert_eq!((other.best_ask, other.best_bid), (None, None));

    let rows = book.windows(window(29, 72)).await.unwrap().data;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].start_at, rows[0].end_at), (day.start(), day.end()));
    assert_eq!(
        (rows[0].total_ask_order_count, rows[0].total_bid_order_count),
        (3, 1)
    );
    assert_eq!(rows[0].duration_hours, 24);
    assert_eq!(rows[0].best_ask, quote.best_ask);
    assert_eq!(rows[0].best_bid, quote.best_bid);
}

#[tokio::test]
async fn requirements_narrow_the_book_and_are_echoed() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let all = buyer
        .orderbook()
        .depth(tomorrow())
        .levels(100)
        .await
        .unwrap();
    assert!(all.requirements.is_empty());
    let h200 = buyer
        .orderbook()
        .depth(tomorrow())
        .requirement("accelerator", ["H200"]);
    let h200 = h200.await.unwrap();
    assert!(h200.asks.len() < all.asks.len());
    let tromso = watched.market.skus()[1].id.as_str();
    assert!(h200.asks.iter().all(|level| level.instance_sku == tromso));
    assert_eq!(
        h200.requirements["accelerator"],
        [Name::try_from("H200").unwrap()]
    );
    let none = buyer
        .orderbook()
        .quote(tomorrow())
        .requirement("accelerator", ["abacus"]);
    assert_eq!(none.await.unwrap().best_ask, None);
    let bad = buyer
        .orderbook()
        .quote(tomorrow())
        .requirement("colour", ["red"]);
    assert_eq!(bad.await.unwrap_err().details()[0].code, "unknown_property");
}

#[tokio::test]
async fn fills_show_what_was_traded_newest_first() {
    let watched = Watched::at_once().await;
    let (day, buyer) = (window(30, 24), watched.buyer());
    for price in ["2.40", "2.70", "3.00"] {
        watched.clock.advance(60);
        offer(&watched, day, 1, price).await;
        let buy = buyer
            .orders()
            .buy(watched.sku(), 1)
            .pool(TRAINING)
            .window(day);
        assert_eq!(
            buy.limit_price("3.00").await.unwrap().status,
            OrderStatus::Filled
        );
    }
    let now = watched.market.now();
    let list = || buyer.orderbook().fills(day);
    let traded: Vec<_> = list().limit(2).items().try_collect().await.unwrap();
    let prices: Vec<_> = traded
        .iter()
        .map(|fill| fill.dollars_per_node_hour)
        .collect();
    assert_eq!(prices, ["3.0", "2.7", "2.4"].map(price));
    assert_eq!(traded[0].filled_at, now);
    let since = list()
        .since_at(now.checked_add_seconds(-60).unwrap())
        .await
        .unwrap();
    assert_eq!(since.data.len(), 2);
    assert_eq!(list().limit(1).await.unwrap().data.len(), 1);
    let elsewhere = buyer.orderbook().fills(window(30, 23)).await.unwrap();
    assert!(elsewhere.data.is_empty());

    watched.clock.advance(8 * 24 * 3_600);
    assert!(list().await.unwrap().data.is_empty());
    assert_eq!(list().since_at(now).await.unwrap().data.len(), 1);
    watched.clock.advance(23 * 24 * 3_600);
    let old = list().since_at(now).await.unwrap_err();
    assert_eq!(old.details()[0].code, "too_far_back");
}

#[tokio::test]
async fn limits_of_the_book_are_moved_into_bounds() {
    let watched = Watched::at_once().await;
    let (start, end) = (window(0, 1).start(), window(40, 1).end());
    let range = format!(
        "range_start_at={start}&range_end_at={end}",
        start = start.as_seconds(),
        end = end.as_seconds()
    );
    for (limit, rows) in [
        ("0", 1),
        ("-5", 1),
        ("1", 1),
        ("99999999999999999999999", 60),
    ] {
        let answer = watched
            .raw(
                "GET",
                &format!("/orderbook/windows?{range}&limit={limit}"),
                "",
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{limit}");
        let data = answer.json["data"].as_array().unwrap();
        assert!(
            data.len() == rows || rows > 1 && data.len() >= 50,
            "{limit}: {}",
            data.len()
        );
    }
    let day = tomorrow();
    let day = format!(
        "start_at={}&end_at={}",
        day.start().as_seconds(),
        day.end().as_seconds()
    );
    let depth = watched
        .raw("GET", &format!("/orderbook/depth?{day}&depth=0"), "")
        .await;
    assert_eq!(depth.json["asks"].as_array().unwrap().len(), 1);
    let bad = watched
        .raw("GET", &format!("/orderbook/depth?{day}&depth=deep"), "")
        .await;
    assert_eq!(bad.details(), [("depth".to_owned(), "invalid".to_owned())]);
}

#[tokio::test]
async fn windows_are_read_forward_page_by_page() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let range = window(0, 40 * 24);
    let whole = buyer.orderbook().windows(range).limit(200).await.unwrap();
    assert_eq!((whole.has_more, whole.cursor), (false, None));
    let rows: Vec<_> = buyer
        .orderbook()
        .windows(range)
        .limit(7)
        .items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(rows, whole.data);
    let at = |row: &sfcompute::types::OrderbookWindow| {
        (row.start_at, row.end_at, row.instance_sku.clone())
    };
    assert!(rows.windows(2).all(|pair| at(&pair[0]) < at(&pair[1])));
}

#[tokio::test]
async fn availability_is_what_rests_for_sale() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let at = tomorrow().start();
    let nodes = async || {
        let shown = buyer
            .instance_skus()
            .availability(watched.sku())
            .await
            .unwrap();
        shown.schedule.nodes_at(at)
    };
    let before = nodes().await;
    assert!(before >= 4, "{before}");
    let buy = buyer
        .orders()
        .buy(watched.sku(), 4)
        .pool(TRAINING)
        .window(tomorrow());
    assert_eq!(
        buy.limit_price("3.00").await.unwrap().status,
        OrderStatus::Filled
    );
    assert_eq!(nodes().await, before - 4);

    let listed = buyer
        .instance_skus()
        .list_availability()
        .accelerator("h100")
        .await
        .unwrap();
    assert_eq!(listed.data.len(), 1);
    assert_eq!(listed.data[0].schedule.nodes_at(at), before - 4);
}

#[tokio::test]
async fn what_a_preview_quotes_fills_at_that_price() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let preview = buyer
        .orders()
        .preview_buy(8)
        .requirement("accelerator", ["h100"]);
    let preview = preview.pool(TRAINING).window(tomorrow()).await.unwrap();
    let OrderPreview::Quoted(quote) = preview else {
        panic!("{preview:?}")
    };
    assert_eq!(quote.post_order_body.instance_sku, watched.sku());
    assert_eq!(quote.fee.percentage_bps, 100);

    let order = buyer
        .orders()
        .create(quote.post_order_body.clone())
        .await
        .unwrap();
    let order = buyer.orders().wait(&order.id).until_filled().await.unwrap();
    let limit = quote.post_order_body.limit_price_dollars_per_node_hour;
    let worst = fills(&order)
        .iter()
        .map(|(_, filled)| price(filled))
        .max()
        .unwrap();
    assert_eq!(worst, limit);
}

#[tokio::test]
async fn a_preview_without_a_pool_has_a_stand_in_that_is_none() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let preview = buyer
        .orders()
        .preview_buy(1)
        .window(tomorrow())
        .await
        .unwrap();
    let OrderPreview::Quoted(quote) = preview else {
        panic!("{preview:?}")
    };
    let unchanged = buyer
        .orders()
        .create(quote.post_order_body.clone())
        .await
        .unwrap_err();
    assert!(unchanged.is_not_found(), "{unchanged}");
    let mut body = quote.post_order_body;
    body.pool = Some(TRAINING.parse().unwrap());
    assert_eq!(
        buyer.orders().create(body).await.unwrap().status,
        OrderStatus::Filled
    );
}

#[tokio::test]
async fn a_preview_says_why_there_is_no_quote() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let reason = async |nodes, accelerator| {
        let preview = buyer
            .orders()
            .preview_buy(nodes)
            .requirement("accelerator", [accelerator]);
        let preview = preview.window(tomorrow()).await.unwrap();
        let OrderPreview::Unavailable(none) = preview else {
            panic!("{preview:?}")
        };
        (none.reason.to_string(), none.fee.is_some())
    };
    assert_eq!(
        reason(500, "h100").await,
        ("no_availability".to_owned(), true)
    );
    assert_eq!(
        reason(1, "abacus").await,
        ("no_matching_instance_skus".to_owned(), false)
    );

    let sale = buyer
        .orders()
        .preview_sell(1)
        .pool(TRAINING)
        .window(tomorrow())
        .await
        .unwrap();
    let OrderPreview::Unavailable(none) = sale else {
        panic!("{sale:?}")
    };
    assert_eq!(none.reason.to_string(), "no_availability");
}
