//! What is refused before it is sent: everything at once, by the API's field names.

use rust_decimal::Decimal;
use sfcompute::{Error, Price, Schedule, ScheduleEnd, ScheduleEntry, Timestamp, Window, types};

use crate::recorded::Recorded;
use crate::wire::window;

fn listed(error: &Error) -> String {
    assert!(error.is_invalid_request(), "{error}");
    let lines: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    lines.join("\n")
}

async fn nobody() -> Recorded {
    Recorded::answering(500, "text/plain", "nothing may be sent").await
}

#[tokio::test]
async fn an_order_with_everything_wrong() {
    let recorded = nobody().await;
    let error = recorded
        .client
        .orders()
        .buy("isku", 0)
        .pool("sfc:pool:..")
        .window(Window::new(1_738_972_801, 1_738_972_800))
        .limit_price("2,50")
        .idempotency_key("")
        .header("authorization", "Bearer other")
        .send()
        .await
        .unwrap_err();
    insta::assert_snapshot!(listed(&error));
    assert!(recorded.requests().is_empty());
}

#[tokio::test]
async fn prices_and_counts_at_the_edge() {
    let recorded = nobody().await;
    for (nodes, price) in [(0, "0.00"), (u32::MAX, "0")] {
        let error = recorded
            .client
            .orders()
            .buy("isku_a", nodes)
            .pool("pool_a")
            .window(window())
            .limit_price(price)
            .send()
            .await
            .unwrap_err();
        let fields: Vec<&str> = error.problems().iter().map(|p| p.field()).collect();
        assert_eq!(fields, ["node_count", "limit_price_dollars_per_node_hour"]);
    }
    let error = recorded
        .client
        .orders()
        .buy("isku_a", 1)
        .pool("pool_a")
        .window(window())
        .limit_price(Decimal::new(-25, 1))
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        error.problems()[0].field(),
        "limit_price_dollars_per_node_hour"
    );
}

fn body(entries: Vec<ScheduleEntry>) -> types::CreateOrderRequest {
    types::CreateOrderRequest {
        pool: None,
        capacity: None,
        side: types::Side::from("lease"),
        instance_sku: "isku_a".parse().unwrap(),
        allocation_schedule_delta: Schedule::new(entries),
        limit_price_dollars_per_node_hour: Price::ZERO,
        allow_standing: None,
        allow_partial: None,
    }
}

#[tokio::test]
async fn a_body_of_ones_own_is_checked_like_any_other() {
    let recorded = nobody().await;
    let at = Timestamp::from_seconds;
    let entries = vec![
        ScheduleEntry {
            start_at: at(61),
            end_at: ScheduleEnd::At(at(30)),
            node_count: -1,
        },
        ScheduleEntry {
            start_at: at(60),
            end_at: ScheduleEnd::Unbounded,
            node_count: 1,
        },
    ];
    let error = recorded
        .client
        .orders()
        .create(body(entries))
        .await
        .unwrap_err();
    insta::assert_snapshot!(listed(&error));

    let open = vec![ScheduleEntry {
        start_at: at(60),
        end_at: ScheduleEnd::Unbounded,
        node_count: 1,
    }];
    for entries in [vec![], open] {
        let error = recorded
            .client
            .orders()
            .create(body(entries))
            .await
            .unwrap_err();
        let about_the_range = error
            .problems()
            .iter()
            .filter(|p| p.field().starts_with("allocation_schedule_delta"))
            .count();
        assert_eq!(about_the_range, 1, "{error}");
    }
    assert!(recorded.requests().is_empty());
}

#[tokio::test]
async fn a_transfer_with_everything_wrong() {
    let recorded = nobody().await;
    let error = recorded
        .client
        .pools()
        .transfer("order_a", "")
        .instance_sku("h100")
        .nodes(0)
        .window(Window::new(60, 60))
        .send()
        .await
        .unwrap_err();
    insta::assert_snapshot!(listed(&error));
    let error = recorded
        .client
        .pools()
        .transfer_schedule("pool_a", "pool_b", "isku_a", Schedule::new(vec![]))
        .await
        .unwrap_err();
    insta::assert_snapshot!(listed(&error));
    assert!(recorded.requests().is_empty());
}

#[tokio::test]
async fn lists_previews_and_pools_are_checked_too() {
    let recorded = nobody().await;
    let sfc = &recorded.client;
    let told = [
        sfc.orders()
            .list()
            .limit(0)
            .pool("training")
            .await
            .unwrap_err(),
        sfc.orders()
            .preview_buy(0)
            .requirement("a b", ["c,d"])
            .window(window())
            .await
            .unwrap_err(),
        sfc.pools()
            .create("acme")
            .name("-x")
            .tag("_a", "b=c")
            .await
            .unwrap_err(),
        sfc.pools()
            .list()
            .schedule_history_minutes(1_441)
            .await
            .unwrap_err(),
        sfc.orderbook()
            .depth(window())
            .levels(101)
            .await
            .unwrap_err(),
        sfc.me().idempotency_key("k").await.unwrap_err(),
    ];
    let told: Vec<String> = told.iter().map(listed).collect();
    insta::assert_snapshot!(told.join("\n\n"));
    assert!(recorded.requests().is_empty());
}

/// What the documents do not forbid is left to the server.
#[tokio::test]
async fn what_is_not_forbidden_is_sent() {
    let recorded = Recorded::json(202, &crate::wire::transfer_of_july()).await;
    let long_ago = Window::new(60, 120).unwrap();
    let transfer = recorded.client.pools().transfer("pool_same", "pool_same");
    transfer
        .instance_sku("isku_a")
        .nodes(1)
        .window(long_ago)
        .send()
        .await
        .unwrap();
    assert_eq!(recorded.requests().len(), 1);
}

/// A price off the market's step is legal; the type says what it will become.
#[tokio::test]
async fn a_price_off_the_step_goes_out_as_it_is() {
    let recorded = Recorded::json(201, &crate::wire::order_of_july()).await;
    let price: Price = "2.500000".parse().unwrap();
    assert!(!price.is_on_step());
    assert_eq!(price.rounded_to_step().to_string(), "2.500020");
    let order = recorded
        .client
        .orders()
        .buy("isku_a", 1)
        .pool("pool_a")
        .window(window());
    order.limit_price(price).send().await.unwrap();
    let sent: serde_json::Value = serde_json::from_slice(recorded.request().body_ref()).unwrap();
    assert_eq!(sent["limit_price_dollars_per_node_hour"], "2.500000");
}
