//! Orders beyond a limit are not sent, and what counts of those that are.

use std::error::Error as _;
use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use sfcompute::spend::{Dollars, SpendCap, SpendGuard, SpendLimits};
use sfcompute::{Client, ClientBuilder, Error, Order, OrderPreview, OrderStatus};

use crate::answers::{Answer, Answers};
use crate::sandbox::{TRAINING, Watched, tomorrow, window as far};
use crate::wire::{order_of_july, window};

pub const SKU: &str = "isku_k3R-nX9vLm7Qp2Yw5Jd8F";

pub fn dollars(text: &str) -> Dollars {
    text.parse().unwrap()
}

pub fn placed() -> Answer {
    Answer::Given(201, None, order_of_july())
}

/// 96 node-hours at a price.
pub async fn buy(sfc: &Client, price: &str) -> Result<Order, Error> {
    sfc.orders()
        .buy(SKU, 4)
        .pool("pool_a")
        .window(window())
        .limit_price(price)
        .await
}

pub fn within(builder: ClientBuilder, limits: SpendLimits) -> (Client, SpendGuard) {
    let sfc = builder.spend_limits(limits).build().unwrap();
    let guard = sfc.spend_guard().unwrap().clone();
    (sfc, guard)
}

#[tokio::test]
async fn an_order_beyond_a_limit_is_not_sent() {
    let answers = Answers::serving([placed()]).await;
    let limits = SpendLimits::new().per_order("240").lifetime("400");
    let (sfc, guard) = within(answers.client(), limits);

    // 2.50 may be held at 2.500020 by the market.
    let error = buy(&sfc, "2.50").await.unwrap_err();
    assert!(error.is_spend_limit());
    assert_eq!(
        error.to_string(),
        "create_order: not sent: the order may come to $240.00192, \
         and one order is limited to $240.00"
    );
    assert!(error.source().is_none() && error.attempts().is_empty() && error.intent().is_none());
    assert_eq!(answers.count(), 0);

    buy(&sfc, "2.49").await.unwrap();
    let error = buy(&sfc, "2.40").await.unwrap_err();
    let refusal = error.spend_refusal().unwrap();
    assert_eq!(refusal.cap(), SpendCap::Lifetime);
    assert_eq!(refusal.limit(), Some(dollars("400")));
    assert_eq!(refusal.committed(), dollars("239.04"));
    assert_eq!(refusal.order(), Some(dollars("230.40")));
    assert_eq!(answers.count(), 1);
    assert_eq!(guard.remaining(), Some(dollars("160.96")));
    // What is left can still be spent, to the cent.
    buy(&sfc, "1.02").await.unwrap();
    assert_eq!(guard.committed(), dollars("336.96"));
}

#[tokio::test]
async fn the_fee_counts_and_a_sale_does_not() {
    let answers = Answers::serving([placed()]).await;
    let limits = SpendLimits::new().per_order("230.40").fee("0.000000", 1);
    let (sfc, guard) = within(answers.client(), limits);
    let error = buy(&sfc, "2.40").await.unwrap_err();
    assert_eq!(
        error.spend_refusal().unwrap().order(),
        Some(dollars("230.42304"))
    );
    let sale = sfc.orders().sell(SKU, 4).pool("pool_a").window(window());
    sale.limit_price("2.40").await.unwrap();
    assert_eq!(guard.committed(), Dollars::ZERO);
}

#[tokio::test]
async fn an_order_that_does_not_pass_the_checks_is_not_counted() {
    let answers = Answers::serving([placed()]).await;
    let (sfc, guard) = within(answers.client(), SpendLimits::new().lifetime(1));
    let order = sfc.orders().buy(SKU, 0).pool("pool_a").window(window());
    assert!(
        order
            .limit_price("2.40")
            .await
            .unwrap_err()
            .is_invalid_request()
    );
    assert_eq!(guard.committed(), Dollars::ZERO);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clones_cannot_pass_the_limit_together() {
    let answers = Answers::serving([placed()]).await;
    // Room for eleven orders of 230.40, and not quite for a twelfth.
    let limits = SpendLimits::new().lifetime("2764.799999");
    let (sfc, guard) = within(answers.client(), limits);
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let sfc = sfc.clone();
            tokio::spawn(async move { buy(&sfc, "2.40").await })
        })
        .collect();
    let mut sent = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => sent += 1,
            Err(error) => assert!(error.is_spend_limit(), "{error}"),
        }
    }
    assert_eq!((sent, answers.count()), (11, 11));
    assert_eq!(guard.committed(), dollars("2534.40"));
}

#[tokio::test]
async fn clients_that_share_a_guard_share_its_limits() {
    let answers = Answers::serving([placed()]).await;
    let guard = SpendGuard::new(SpendLimits::new().lifetime("300")).unwrap();
    let one = answers.client().spend_guard(&guard).build().unwrap();
    let other = answers.client().spend_guard(&guard).build().unwrap();
    buy(&one, "2.40").await.unwrap();
    assert!(buy(&other, "2.40").await.unwrap_err().is_spend_limit());
}

#[tokio::test]
async fn what_is_cancelled_or_fills_for_less_comes_back_when_observed() {
    let id = "ordr_k3R-nX9vLm7Qp2Yw5Jd8F";
    let state = |status: &str, nodes: i32| {
        let mut order = order_of_july();
        order["limit_price_dollars_per_node_hour"] = json!("2.400000");
        order["status"] = json!(status);
        if nodes > 0 {
            order["filled_allocation_schedule_delta"] = json!([
                { "start_at": 1_738_972_800, "end_at": 1_739_059_200, "node_count": nodes }
            ]);
            order["fills"] = json!([{
                "filled_at": 1_738_972_700,
                "allocation_schedule_delta": order["filled_allocation_schedule_delta"],
                "price_dollars_per_node_hour": "2.000040",
            }]);
        }
        order
    };
    let states: [Value; 3] = [
        state("pending", 0),
        state("partially_filled", 1),
        state("cancelled", 1),
    ];
    let [pending, partial, cancelled] = states.map(|state| Answer::Given(200, None, state));
    let answers = Answers::serving([pending, partial, cancelled]).await;
    let (sfc, guard) = within(answers.client(), SpendLimits::new().lifetime("240"));
    buy(&sfc, "2.40").await.unwrap();

    let order = sfc.orders().get(id).await.unwrap();
    // 24 hours at 2.000040, and 72 at 2.40.
    assert_eq!(guard.observe(&order), Some(dollars("220.80096")));
    let order = sfc
        .orders()
        .wait(id)
        .deadline(Duration::from_secs(60))
        .until_ended()
        .await;
    assert_eq!(guard.observe(&order.unwrap()), Some(dollars("48.00096")));
    assert_eq!(guard.committed(), dollars("48.00096"));
    assert_eq!(guard.remaining(), Some(dollars("191.99904")));
}

/// Two ledgers, that of the local market and the guard's, agree: about an order that rests, one
/// that fills, one that fills in part, and one that is cancelled. Of its fees the market drops what
/// is less than a millionth of a dollar; the guard keeps it.
#[tokio::test]
async fn the_market_holds_and_charges_what_is_counted() {
    let watched = Watched::at_once().await;
    let account = &watched.market.accounts()[0];
    let available = || {
        watched.market.with_engine(|engine| {
            let key = engine.account_named(account.account.as_str()).unwrap();
            i64::try_from(engine.account(key).unwrap().balance.available).unwrap()
        })
    };
    let before = available();
    let quote = watched
        .buyer()
        .orders()
        .preview_buy(4)
        .window(tomorrow())
        .await;
    let OrderPreview::Quoted(quote) = quote.unwrap() else {
        panic!("the book has offers for tomorrow")
    };
    let limits = SpendLimits::new()
        .lifetime("15000")
        .fee_of_preview(&quote.fee);
    let builder = Client::builder()
        .base_url(watched.buyer().base_url())
        .token(account.token());
    let (sfc, guard) = within(builder, limits);
    let agree = || {
        let taken = dollars(&Decimal::new(before - available(), 6).to_string());
        let counted = guard.committed();
        let dropped = counted.saturating_sub(taken);
        assert!(
            taken <= counted && dropped < dollars("0.00002"),
            "{taken} {counted}"
        );
    };
    let observe = async |order: &Order| {
        let order = sfc.orders().get(&order.id).await.unwrap();
        guard.observe(&order).unwrap();
        order
    };
    let order = |nodes, window, price| {
        let order = sfc
            .orders()
            .buy(watched.sku(), nodes)
            .pool(TRAINING)
            .window(window);
        order.limit_price(price).partial().standing()
    };

    let resting = order(4, far(28, 24), "2.50").await.unwrap();
    // Held at 2.500020, with a fee of one percent.
    assert_eq!(guard.committed(), dollars("242.4019392"));
    agree();

    let filled = order(4, tomorrow(), "2.50").await.unwrap();
    assert_eq!(guard.committed(), dollars("484.8038784"));
    let filled = observe(&filled).await;
    assert_eq!(filled.status, OrderStatus::Filled);
    let less = guard.committed() < dollars("484.8038784");
    assert!(less, "it filled for less than its limit");
    agree();

    let partial = order(200, tomorrow(), "2.50").await.unwrap();
    let partial = observe(&partial).await;
    assert_eq!(partial.status, OrderStatus::PartiallyFilled);
    agree();

    for open in [&resting, &partial] {
        sfc.orders().cancel(&open.id).await.unwrap();
        assert_eq!(observe(open).await.status, OrderStatus::Cancelled);
        agree();
    }
    let refused = order(200, tomorrow(), "4.00").await.unwrap_err();
    assert!(refused.is_spend_limit(), "{refused}");
    agree();
}
