//! What becomes of an order: it fills, rests, is cancelled, expires; at once or later.

use sfcompute::{OrderExt as _, OrderStatus, types};
use sfcompute_sandbox::engine::Settlement;

use super::{SUPPLY, TRADING, TRAINING, Watched, fills, tomorrow, window};

#[tokio::test]
async fn a_small_buy_fills_from_the_seeded_book() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let quote = buyer.orderbook().quote(tomorrow()).await.unwrap();
    let before = quote.best_ask.unwrap();

    let orders = buyer.orders();
    let order = orders
        .buy(watched.sku(), 4)
        .pool(TRAINING)
        .window(tomorrow());
    let order = order.limit_price("2.50").send().await.unwrap();
    assert_eq!(order.status, OrderStatus::Pending);
    assert!(order.fills.is_empty() && order.filled_quantity.is_none());

    let order = orders.wait(&order.id).until_filled().await.unwrap();
    let filled: i32 = fills(&order).iter().map(|(nodes, _)| nodes).sum();
    assert_eq!(filled, 4);
    assert_eq!(order.filled_quantity, Some(4));
    assert_eq!(
        order.filled_allocation_schedule_delta,
        Some(order.allocation_schedule_delta.clone())
    );
    assert_eq!(order.filled_at, Some(watched.market.now()));
    assert_eq!(order.cancelled_at, None);
    assert!(order.fills.iter().all(|fill| fill.contract.is_some()));
    let average = order.filled_average_price_dollars_per_node_hour.unwrap();
    assert!(average.as_decimal() >= before.dollars_per_node_hour.as_decimal());
    assert!(average.as_decimal() <= order.limit_price_dollars_per_node_hour.as_decimal());

    let principal = order.created_by.unwrap();
    assert_eq!(
        (principal.id.as_str(), principal.type_),
        ("buyer", types::OrderPrincipalKind::User)
    );
    assert_eq!(watched.nodes(&buyer, TRAINING, tomorrow().start()).await, 4);
    assert_eq!(watched.nodes(&buyer, TRAINING, tomorrow().end()).await, 0);
    // Three of the four took away the best price.
    let after = buyer
        .orderbook()
        .quote(tomorrow())
        .await
        .unwrap()
        .best_ask
        .unwrap();
    assert!(after.dollars_per_node_hour.as_decimal() > before.dollars_per_node_hour.as_decimal());
}

#[tokio::test]
async fn what_does_not_fill_is_cancelled_or_rests() {
    let watched = Watched::at_once().await;
    let orders = watched.buyer();
    let orders = orders.orders();
    let low = || {
        orders
            .buy(watched.sku(), 2)
            .pool(TRAINING)
            .window(tomorrow())
            .limit_price("1.5")
    };

    let immediate = low().immediate_or_cancel().await.unwrap();
    assert_eq!(immediate.status, OrderStatus::Cancelled);
    assert_eq!(immediate.cancelled_at, Some(watched.market.now()));
    let unsaid = low().await.unwrap();
    assert_eq!(
        (unsaid.status, unsaid.allow_standing),
        (OrderStatus::Cancelled, false)
    );

    let standing = low().standing().await.unwrap();
    assert_eq!(standing.status, OrderStatus::Standing);
    assert_eq!(
        standing.limit_price_dollars_per_node_hour.to_string(),
        "1.500000"
    );
    let depth = watched.buyer().orderbook().depth(tomorrow()).await.unwrap();
    let own = depth.bids.last().unwrap();
    assert_eq!(own.dollars_per_node_hour.to_string(), "1.500000");
    assert_eq!(
        own.allocation_schedule_delta.nodes_at(tomorrow().start()),
        2
    );
}

#[tokio::test]
async fn a_price_off_the_step_is_rounded_and_shown_so() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool(TRAINING)
        .window(window(30, 1));
    let order = order.limit_price("2.500000").standing().await.unwrap();
    assert_eq!(
        order.limit_price_dollars_per_node_hour.to_string(),
        "2.500020"
    );
}

#[tokio::test]
async fn a_standing_order_is_cancelled_once() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let orders = buyer.orders();
    let order = orders
        .buy(watched.sku(), 2)
        .pool(TRAINING)
        .window(window(30, 24));
    let order = order.limit_price("2.04").standing().await.unwrap();
    assert_eq!(
        orders.get(&order.id).await.unwrap().status,
        OrderStatus::Standing
    );

    orders.cancel(&order.id).await.unwrap();
    // Asked again while it is under way: nothing more.
    orders.cancel(&order.id).await.unwrap();
    let cancelled = orders.get(&order.id).await.unwrap();
    assert_eq!(cancelled.status, OrderStatus::Cancelled);
    assert!(cancelled.cancelled_at.is_some());

    let again = orders.cancel(&order.id).await.unwrap_err();
    assert!(again.is_unprocessable(), "{again}");
    assert_eq!(again.details()[0].code, "not_cancellable");
    let quote = buyer.orderbook().quote(window(30, 24)).await.unwrap();
    assert_eq!(quote.best_bid, None);
}

#[tokio::test]
async fn an_order_ends_with_its_window() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 2)
        .pool(TRAINING)
        .window(window(30, 2));
    let order = order.limit_price("2.04").standing().await.unwrap();

    watched
        .clock
        .set(window(30, 2).end().checked_add_seconds(-1).unwrap());
    let order = buyer.orders().get(&order.id).await.unwrap();
    assert_eq!(order.status, OrderStatus::Standing);
    watched.clock.advance(1);
    let order = buyer.orders().get(&order.id).await.unwrap();
    assert_eq!(order.status, OrderStatus::Cancelled);
    assert_eq!(order.cancelled_at, Some(window(30, 2).end()));
    assert!(order.is_final());
}

#[tokio::test]
async fn settling_can_take_looks_or_seconds() {
    for (settlement, is_by_clock) in [
        (Settlement::AfterPolls(2), false),
        (Settlement::AfterSeconds(5), true),
    ] {
        let watched = Watched::settling(settlement).await;
        let buyer = watched.buyer();
        let order = buyer
            .orders()
            .buy(watched.sku(), 1)
            .pool(TRAINING)
            .window(tomorrow());
        let order = order.limit_price("2.50").await.unwrap();
        let look = async || buyer.orders().get(&order.id).await.unwrap().status;
        assert_eq!(look().await, OrderStatus::Pending);
        assert_eq!(look().await, OrderStatus::Pending);
        if is_by_clock {
            watched.clock.advance(4);
            assert_eq!(look().await, OrderStatus::Pending);
            watched.clock.advance(1);
        }
        assert_eq!(look().await, OrderStatus::Filled);
    }
}

#[tokio::test]
async fn an_order_turned_down_later_is_rejected() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool(TRAINING)
        .window(tomorrow());
    let order = order.limit_price("2.50").await.unwrap();
    let now = watched.market.now();
    watched.market.with_engine(|engine| {
        let account = engine.account_named("acme").unwrap();
        engine
            .reject_order(account, order.id.as_str(), now)
            .unwrap();
    });
    let order = buyer.orders().get(&order.id).await.unwrap();
    assert_eq!(order.status, OrderStatus::Rejected);
    let waited = buyer
        .orders()
        .wait(&order.id)
        .until_filled()
        .await
        .unwrap_err();
    assert!(waited.is_wait_ended(), "{waited}");
}

#[tokio::test]
async fn a_sale_fills_against_a_bid() {
    let watched = Watched::at_once().await;
    let (buyer, provider) = (watched.buyer(), watched.provider());
    let day = window(30, 24);
    let bid = buyer
        .orders()
        .buy(watched.sku(), 3)
        .pool(TRAINING)
        .window(day);
    let bid = bid.limit_price("3.00").standing().await.unwrap();
    let sale = provider
        .orders()
        .sell(watched.sku(), 3)
        .pool(SUPPLY)
        .window(day);
    let sale = sale.limit_price("2.40").await.unwrap();

    assert_eq!(
        (sale.side.clone(), sale.status.clone()),
        (types::Side::Sell, OrderStatus::Filled)
    );
    // The bid was there first, so its price holds.
    assert_eq!(fills(&sale), [(3, "3.000000".to_owned())]);
    let bid = buyer.orders().get(&bid.id).await.unwrap();
    assert_eq!(bid.status, OrderStatus::Filled);
    assert_eq!(bid.fills[0].contract, sale.fills[0].contract);
    assert_eq!(watched.nodes(&buyer, TRAINING, day.start()).await, 3);
    assert_eq!(watched.nodes(&provider, TRADING, day.start()).await, 0);
}
