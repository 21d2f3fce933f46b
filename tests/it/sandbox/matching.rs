//! Price, then time; all or nothing, or parts. All on a window that the demo's book leaves free.

use sfcompute::{Order, OrderId, OrderStatus, Price, Window};

use super::{SUPPLY, TRAINING, Watched, fills, window};

const DAYS: i64 = 30;

fn day() -> Window {
    window(DAYS, 24)
}

/// A standing sale of the provider's.
async fn offer(watched: &Watched, nodes: u32, price: &str, partial: bool) -> OrderId {
    let provider = watched.provider();
    let sale = provider
        .orders()
        .sell(watched.sku(), nodes)
        .pool(SUPPLY)
        .window(day());
    let sale = sale
        .limit_price(price)
        .standing()
        .allow_partial(partial)
        .await
        .unwrap();
    assert_eq!(sale.status, OrderStatus::Standing);
    sale.id
}

async fn take(watched: &Watched, nodes: u32, price: &str, partial: bool) -> Order {
    let buyer = watched.buyer();
    let buy = buyer
        .orders()
        .buy(watched.sku(), nodes)
        .pool(TRAINING)
        .window(day());
    buy.limit_price(price).allow_partial(partial).await.unwrap()
}

async fn sold(watched: &Watched, id: &OrderId) -> (OrderStatus, i32) {
    let order = watched.provider().orders().get(id).await.unwrap();
    (order.status, order.filled_quantity.unwrap_or_default())
}

#[tokio::test]
async fn the_best_price_goes_first_and_then_the_earliest() {
    let watched = Watched::at_once().await;
    let dear = offer(&watched, 2, "2.70", true).await;
    let first = offer(&watched, 2, "2.40", true).await;
    let second = offer(&watched, 2, "2.40", true).await;
    let cheap = offer(&watched, 1, "2.10", true).await;

    let order = take(&watched, 4, "2.70", false).await;
    assert_eq!(order.status, OrderStatus::Filled);
    let prices = fills(&order);
    let expected = [(1, "2.100000"), (2, "2.400000"), (1, "2.400000")];
    assert_eq!(
        prices,
        expected.map(|(nodes, price)| (nodes, price.to_owned()))
    );
    // (2.10 + 3 × 2.40) / 4
    let average: Price = "2.325000".parse().unwrap();
    assert_eq!(
        order.filled_average_price_dollars_per_node_hour,
        Some(average)
    );

    assert_eq!(sold(&watched, &cheap).await, (OrderStatus::Filled, 1));
    assert_eq!(sold(&watched, &first).await, (OrderStatus::Filled, 2));
    assert_eq!(
        sold(&watched, &second).await,
        (OrderStatus::PartiallyFilled, 1)
    );
    assert_eq!(sold(&watched, &dear).await, (OrderStatus::Standing, 0));
}

#[tokio::test]
async fn all_or_nothing_takes_all_or_nothing() {
    let watched = Watched::at_once().await;
    offer(&watched, 3, "2.40", true).await;
    let refused = take(&watched, 4, "2.40", false).await;
    assert_eq!(
        (refused.status.clone(), refused.fills.len()),
        (OrderStatus::Cancelled, 0)
    );
    assert_eq!(refused.allow_partial, Some(false));

    let part = take(&watched, 4, "2.40", true).await;
    assert_eq!(part.status, OrderStatus::Cancelled);
    assert_eq!(fills(&part), [(3, "2.400000".to_owned())]);
    assert_eq!((part.filled_quantity, part.filled_at), (Some(3), None));
    assert_eq!(
        watched
            .nodes(&watched.buyer(), TRAINING, day().start())
            .await,
        3
    );
}

#[tokio::test]
async fn a_standing_part_waits_for_the_rest() {
    let watched = Watched::at_once().await;
    offer(&watched, 3, "2.40", true).await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 5)
        .pool(TRAINING)
        .window(day());
    let order = order
        .limit_price("2.40")
        .standing()
        .partial()
        .await
        .unwrap();
    assert_eq!(
        (order.status, order.filled_quantity),
        (OrderStatus::PartiallyFilled, Some(3))
    );

    let provider = watched.provider();
    let rest = provider
        .orders()
        .sell(watched.sku(), 2)
        .pool(SUPPLY)
        .window(day());
    assert_eq!(
        rest.limit_price("2.10").await.unwrap().status,
        OrderStatus::Filled
    );
    let order = buyer.orders().get(&order.id).await.unwrap();
    assert_eq!(order.status, OrderStatus::Filled);
    assert_eq!(order.filled_quantity, Some(5));
    assert_eq!(fills(&order).len(), 2);
}

#[tokio::test]
async fn an_offer_of_all_or_nothing_is_taken_whole_or_passed_over() {
    let watched = Watched::at_once().await;
    let whole = offer(&watched, 4, "2.10", false).await;
    let parts = offer(&watched, 4, "2.40", true).await;
    let order = take(&watched, 3, "2.40", false).await;
    assert_eq!(fills(&order), [(3, "2.400000".to_owned())]);
    assert_eq!(sold(&watched, &whole).await, (OrderStatus::Standing, 0));
    assert_eq!(
        sold(&watched, &parts).await,
        (OrderStatus::PartiallyFilled, 3)
    );
    let order = take(&watched, 5, "2.40", false).await;
    assert_eq!(
        fills(&order),
        [(4, "2.100000".to_owned()), (1, "2.400000".to_owned())]
    );
}

#[tokio::test]
async fn parts_of_a_window_fill_from_several_offers() {
    let watched = Watched::at_once().await;
    let provider = watched.provider();
    for (hour, price) in [(0, "2.40"), (12, "2.70")] {
        let start = day().start().checked_add_minutes(hour * 60).unwrap();
        let half = Window::starting(start).hours(12).unwrap();
        let sale = provider
            .orders()
            .sell(watched.sku(), 2)
            .pool(SUPPLY)
            .window(half);
        sale.limit_price(price).standing().partial().await.unwrap();
    }
    let order = take(&watched, 2, "3.00", false).await;
    assert_eq!(order.status, OrderStatus::Filled);
    assert_eq!(
        fills(&order),
        [(2, "2.400000".to_owned()), (2, "2.700000".to_owned())]
    );
    assert_eq!(order.filled_quantity, Some(2));
    let average = order.filled_average_price_dollars_per_node_hour.unwrap();
    assert_eq!(average.to_string(), "2.550000");
}
