//! What the seed pages say in words, each as a row with a proof through the facade.

use std::pin::Pin;

use sfcompute::{
    Client, Error, Order, OrderStatus, PoolTransferStatus, Price, Schedule, ScheduleEnd,
    ScheduleEntry, Timestamp, Window, types,
};

use crate::sandbox::{INFERENCE, TRAINING, Watched};

/// A rule and its proof.
struct Rule {
    page: &'static str,
    says: &'static str,
    holds: for<'s> fn(&'s Seen) -> Pin<Box<dyn Future<Output = bool> + Send + 's>>,
}

/// A market of its own for each rule, as the buyer sees it.
struct Seen {
    market: Watched,
    sfc: Client,
    sku: String,
    window: Window,
}

impl Seen {
    async fn new() -> Self {
        let market = Watched::at_once().await;
        let (sfc, sku) = (market.buyer(), market.sku().to_owned());
        let start: Timestamp = "2026-07-21T10:00:00Z".parse().unwrap();
        let window = Window::starting(start).hours(24).unwrap();
        Self {
            market,
            sfc,
            sku,
            window,
        }
    }

    async fn buy(&self, price: &str, standing: bool, key: &str) -> Result<Order, Error> {
        let order = self
            .sfc
            .orders()
            .buy(self.sku.as_str(), 4)
            .pool(TRAINING)
            .window(self.window);
        order
            .limit_price(price)
            .allow_standing(standing)
            .idempotency_key(key)
            .send()
            .await
    }

    async fn transfer(&self, schedule: Schedule) -> Result<types::PoolTransferResponse, Error> {
        let pools = self.sfc.pools();
        pools
            .transfer_schedule(TRAINING, INFERENCE, self.sku.as_str(), schedule)
            .await
    }
}

const HIGH: &str = "9.00";
const LOW: &str = "0.06";

const RULES: &[Rule] = &[
    Rule {
        page: "create order",
        says: "a second request with the key places nothing and returns the first order",
        holds: |seen| {
            Box::pin(async move {
                let first = seen.buy(HIGH, false, "once").await.unwrap();
                let second = seen.buy(HIGH, false, "once").await.unwrap();
                let orders = seen.sfc.orders().list().await.unwrap().data;
                first.id == second.id && orders.len() == 1
            })
        },
    },
    Rule {
        page: "create order",
        says: "the target receives the nodes when a buy fills, and loses them when a sale does",
        holds: |seen| {
            Box::pin(async move {
                let at = seen.window.start();
                seen.buy(HIGH, false, "in").await.unwrap();
                let held = seen.market.nodes(&seen.sfc, TRAINING, at).await;
                let sale = seen.sfc.orders().sell(seen.sku.as_str(), 2).pool(TRAINING);
                let sale = sale.window(seen.window).limit_price(LOW).await.unwrap();
                let left = seen.market.nodes(&seen.sfc, TRAINING, at).await;
                sale.status == OrderStatus::Filled && (held, left) == (4, 2)
            })
        },
    },
    Rule {
        page: "create order",
        says: "a SKU that is not registered is refused at submission",
        holds: |seen| {
            Box::pin(async move {
                let order = seen.sfc.orders().buy("isku_nobody", 1).pool(TRAINING);
                let error = order
                    .window(seen.window)
                    .limit_price(HIGH)
                    .await
                    .unwrap_err();
                error
                    .details()
                    .iter()
                    .any(|d| d.field.as_deref() == Some("instance_sku"))
            })
        },
    },
    Rule {
        page: "create order",
        says: "the schedule is a single range with both its ends",
        holds: |seen| {
            Box::pin(async move {
                let good = seen.buy(LOW, true, "good").await.unwrap();
                let request = |schedule| types::CreateOrderRequest {
                    pool: Some(TRAINING.parse().unwrap()),
                    capacity: None,
                    side: types::Side::Buy,
                    instance_sku: seen.sku.parse().unwrap(),
                    allocation_schedule_delta: schedule,
                    limit_price_dollars_per_node_hour: good.limit_price_dollars_per_node_hour,
                    allow_standing: Some(true),
                    allow_partial: None,
                };
                let entry = |end_at| ScheduleEntry {
                    start_at: seen.window.start(),
                    end_at,
                    node_count: 1,
                };
                let end = ScheduleEnd::At(seen.window.end());
                let mut refused = true;
                for schedule in [
                    vec![],
                    vec![entry(ScheduleEnd::Unbounded)],
                    vec![entry(ScheduleEnd::Next)],
                    vec![
                        entry(end),
                        ScheduleEntry {
                            start_at: seen.window.end(),
                            ..entry(ScheduleEnd::Unbounded)
                        },
                    ],
                ] {
                    let outcome = seen
                        .sfc
                        .orders()
                        .create(request(Schedule::new(schedule)))
                        .await;
                    refused &= outcome.unwrap_err().is_invalid_request();
                }
                refused
                    && seen
                        .sfc
                        .orders()
                        .create(request(Schedule::new(vec![entry(end)])))
                        .await
                        .is_ok()
            })
        },
    },
    Rule {
        page: "create order",
        says: "the limit price is rounded to the precision of a minute",
        holds: |seen| {
            Box::pin(async move {
                let price: Price = "2.500000".parse().unwrap();
                let order = seen.buy("2.500000", true, "round").await.unwrap();
                let kept = order.limit_price_dollars_per_node_hour;
                kept == price.rounded_to_step() && kept != price
            })
        },
    },
    Rule {
        page: "create order",
        says: "an order that may stand rests until it is cancelled or its window ends",
        holds: |seen| {
            Box::pin(async move {
                let ended = seen.buy(LOW, true, "until the end").await.unwrap();
                let called_off = seen.buy(LOW, true, "until called off").await.unwrap();
                seen.sfc.orders().cancel(&called_off.id).await.unwrap();
                let called_off = seen.sfc.orders().get(&called_off.id).await.unwrap();
                seen.market.clock.set(seen.window.end());
                let after = seen.sfc.orders().get(&ended.id).await.unwrap();
                ended.status == OrderStatus::Standing
                    && called_off.status == OrderStatus::Cancelled
                    && after.status == OrderStatus::Cancelled
                    && after.cancelled_at.is_some()
            })
        },
    },
    Rule {
        page: "create order",
        says: "an order that may not stand is cancelled at once when it does not fill",
        holds: |seen| {
            Box::pin(async move {
                let order = seen.buy(LOW, false, "now or never").await.unwrap();
                order.status == OrderStatus::Cancelled && order.fills.is_empty()
            })
        },
    },
    Rule {
        page: "create order",
        says: "a filled order tells when, how many nodes, the average price and its contracts",
        holds: |seen| {
            Box::pin(async move {
                let order = seen.buy(HIGH, false, "told").await.unwrap();
                order.status == OrderStatus::Filled
                    && order.filled_at.is_some()
                    && order.filled_quantity == Some(4)
                    && order.filled_average_price_dollars_per_node_hour.is_some()
                    && order.fills.iter().all(|fill| fill.contract.is_some())
            })
        },
    },
    Rule {
        page: "create pool transfer",
        says: "a second request with the key starts no second transfer",
        holds: |seen| {
            Box::pin(async move {
                seen.buy(HIGH, false, "stock").await.unwrap();
                let make = || {
                    let transfer = seen.sfc.pools().transfer(TRAINING, INFERENCE);
                    let transfer = transfer.instance_sku(seen.sku.as_str()).nodes(1);
                    transfer.window(seen.window).idempotency_key("move").send()
                };
                let (first, second) = (make().await.unwrap(), make().await.unwrap());
                first.id == second.id && seen.sfc.transfers().list().await.unwrap().data.len() == 1
            })
        },
    },
    Rule {
        page: "create pool transfer",
        says: "both pools must belong to the caller",
        holds: |seen| {
            Box::pin(async move {
                let theirs = crate::sandbox::SUPPLY;
                let pools = seen.sfc.pools();
                let mut refused = true;
                for (from, to) in [(theirs, TRAINING), (TRAINING, theirs)] {
                    let transfer = pools.transfer(from, to).instance_sku(seen.sku.as_str());
                    let outcome = transfer.nodes(1).window(seen.window).send().await;
                    refused &= outcome.unwrap_err().is_not_found();
                }
                refused
            })
        },
    },
    Rule {
        page: "create pool transfer",
        says: "where the last range ends, one of no nodes without an end follows; gaps are shown",
        holds: |seen| {
            Box::pin(async move {
                seen.buy(HIGH, false, "stock").await.unwrap();
                let hour =
                    |hours: i64| seen.window.start().checked_add_minutes(60 * hours).unwrap();
                let range = |from, to, node_count| ScheduleEntry {
                    start_at: hour(from),
                    end_at: ScheduleEnd::At(hour(to)),
                    node_count,
                };
                let sent = Schedule::new(vec![range(0, 2, 3), range(4, 6, 1)]);
                let transfer = seen.transfer(sent).await.unwrap();
                let tail = ScheduleEntry {
                    start_at: hour(6),
                    end_at: ScheduleEnd::Unbounded,
                    node_count: 0,
                };
                let shown = vec![range(0, 2, 3), range(2, 4, 0), range(4, 6, 1), tail];
                transfer.allocation_schedule_delta == Schedule::new(shown)
            })
        },
    },
    Rule {
        page: "create pool transfer",
        says: "a transfer that is rejected says why",
        holds: |seen| {
            Box::pin(async move {
                let transfer = seen.transfer(Schedule::flat(seen.window, 1)).await.unwrap();
                transfer.status == PoolTransferStatus::Rejected
                    && transfer
                        .rejected_reason
                        .is_some_and(|reason| !reason.is_empty())
            })
        },
    },
    Rule {
        page: "create pool transfer",
        says: "an earlier prefix is taken and the present one given",
        holds: |seen| {
            Box::pin(async move {
                seen.buy(HIGH, false, "stock").await.unwrap();
                let pool = seen.sfc.pools().get(TRAINING).await.unwrap().id;
                let earlier = pool.as_str().replace("pool_", "cap_");
                let transfer = seen.sfc.pools().transfer(earlier, INFERENCE);
                let transfer = transfer.instance_sku(seen.sku.as_str()).nodes(1);
                let transfer = transfer.window(seen.window).send().await.unwrap();
                let read = seen
                    .sfc
                    .transfers()
                    .get(transfer.id.as_str().replace("pxfr_", "cxfr_"));
                transfer.from_pool == pool && read.await.unwrap().id == transfer.id
            })
        },
    },
];

#[tokio::test]
async fn every_rule_holds() {
    for rule in RULES {
        let holds = (rule.holds)(&Seen::new().await).await;
        assert!(holds, "{}: {}", rule.page, rule.says);
    }
}
