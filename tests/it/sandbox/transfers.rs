//! Transfers: nodes move, or the transfer is rejected and says why.

use sfcompute::{PoolTransferStatus, Schedule, ScheduleEnd, ScheduleEntry, Timestamp};

use super::{INFERENCE, TRAINING, Watched, tomorrow, window};

/// Four nodes for a day in the training pool.
async fn stocked(watched: &Watched) {
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 4)
        .pool(TRAINING)
        .window(tomorrow());
    let order = order.limit_price("2.50").await.unwrap();
    buyer.orders().wait(&order.id).until_filled().await.unwrap();
}

fn hour(hours: i64) -> Timestamp {
    tomorrow().start().checked_add_minutes(hours * 60).unwrap()
}

fn entry(start: i64, end: ScheduleEnd, node_count: i32) -> ScheduleEntry {
    ScheduleEntry {
        start_at: hour(start),
        end_at: end,
        node_count,
    }
}

#[tokio::test]
async fn a_transfer_moves_nodes() {
    let watched = Watched::by_default().await;
    stocked(&watched).await;
    let buyer = watched.buyer();
    let transfer = buyer
        .pools()
        .transfer(TRAINING, INFERENCE)
        .instance_sku(watched.sku());
    let transfer = transfer.nodes(2).window(tomorrow()).await.unwrap();
    assert_eq!(transfer.status, PoolTransferStatus::Pending);
    assert_eq!(watched.nodes(&buyer, INFERENCE, hour(0)).await, 0);

    let transfer = buyer
        .transfers()
        .wait(&transfer.id)
        .until_executed()
        .await
        .unwrap();
    assert_eq!(transfer.rejected_reason, None);
    assert_eq!(transfer.instance_sku.alias.as_ref().unwrap(), "richmond");
    for (pool, nodes) in [(TRAINING, 2), (INFERENCE, 2)] {
        assert_eq!(watched.nodes(&buyer, pool, hour(0)).await, nodes);
        assert_eq!(watched.nodes(&buyer, pool, tomorrow().end()).await, 0);
    }
}

#[tokio::test]
async fn more_than_there_is_is_rejected_with_a_reason() {
    let watched = Watched::by_default().await;
    stocked(&watched).await;
    let buyer = watched.buyer();
    let transfer = buyer
        .pools()
        .transfer(TRAINING, INFERENCE)
        .instance_sku(watched.sku());
    let transfer = transfer.nodes(5).window(tomorrow()).await.unwrap();
    let transfer = buyer
        .transfers()
        .wait(&transfer.id)
        .until_settled()
        .await
        .unwrap();
    assert_eq!(transfer.status, PoolTransferStatus::Rejected);
    let reason = transfer.rejected_reason.unwrap();
    assert!(
        reason.contains("training") && reason.contains("4 unreserved"),
        "{reason}"
    );
    assert_eq!(watched.nodes(&buyer, TRAINING, hour(0)).await, 4);
    assert_eq!(watched.nodes(&buyer, INFERENCE, hour(0)).await, 0);
}

#[tokio::test]
async fn a_schedule_is_shown_with_nothing_left_implicit() {
    let watched = Watched::at_once().await;
    stocked(&watched).await;
    let buyer = watched.buyer();
    let schedule = Schedule::new(vec![
        entry(0, ScheduleEnd::Next, 1),
        entry(2, ScheduleEnd::At(hour(4)), 3),
        entry(6, ScheduleEnd::At(hour(8)), 2),
    ]);
    let moved = buyer
        .pools()
        .transfer_schedule(TRAINING, INFERENCE, watched.sku(), schedule);
    let moved = moved.await.unwrap();
    assert_eq!(moved.status, PoolTransferStatus::Executed);
    let shown = Schedule::new(vec![
        entry(0, ScheduleEnd::At(hour(2)), 1),
        entry(2, ScheduleEnd::At(hour(4)), 3),
        entry(4, ScheduleEnd::At(hour(6)), 0),
        entry(6, ScheduleEnd::At(hour(8)), 2),
        entry(8, ScheduleEnd::Unbounded, 0),
    ]);
    assert_eq!(moved.allocation_schedule_delta, shown);
    for (at, nodes) in [(0, 1), (1, 1), (3, 3), (5, 0), (7, 2), (8, 0)] {
        assert_eq!(
            watched.nodes(&buyer, INFERENCE, hour(at)).await,
            nodes,
            "at hour {at}"
        );
        let left = watched.nodes(&buyer, TRAINING, hour(at)).await;
        assert_eq!(left, 4 - nodes, "at hour {at}");
    }
}

#[tokio::test]
async fn a_tail_without_end_needs_nodes_without_end() {
    let watched = Watched::at_once().await;
    stocked(&watched).await;
    let buyer = watched.buyer();
    let schedule = Schedule::new(vec![entry(0, ScheduleEnd::Unbounded, 1)]);
    let moved =
        buyer
            .pools()
            .transfer_schedule(TRAINING, INFERENCE, watched.sku(), schedule.clone());
    let moved = moved.await.unwrap();
    assert_eq!(moved.status, PoolTransferStatus::Rejected);
    assert_eq!(moved.allocation_schedule_delta, schedule);
}

#[tokio::test]
async fn what_cannot_be_a_transfer_is_refused_at_once() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let make = |from: &str, to: &str| {
        let transfer = buyer.pools().transfer(from, to).instance_sku(watched.sku());
        transfer.nodes(1).window(tomorrow()).call()
    };
    let same = make(TRAINING, TRAINING).await.unwrap_err();
    assert_eq!(same.details()[0].code, "same_pool");
    let unknown = make(TRAINING, "sfc:pool:acme:prod:nowhere")
        .await
        .unwrap_err();
    assert!(unknown.is_not_found(), "{unknown}");
    let theirs = make(TRAINING, super::SUPPLY).await.unwrap_err();
    assert!(theirs.is_not_found(), "{theirs}");

    watched.clock.set(tomorrow().end());
    let over = make(TRAINING, INFERENCE).await.unwrap_err();
    assert_eq!(over.details()[0].code, "window_over");
}

#[tokio::test]
async fn nodes_on_offer_do_not_move() {
    let watched = Watched::at_once().await;
    stocked(&watched).await;
    let buyer = watched.buyer();
    let sale = buyer
        .orders()
        .sell(watched.sku(), 3)
        .pool(TRAINING)
        .window(tomorrow());
    sale.limit_price("9.0").standing().await.unwrap();
    let move_two = || {
        let transfer = buyer
            .pools()
            .transfer(TRAINING, INFERENCE)
            .instance_sku(watched.sku());
        transfer.nodes(2).window(window(0, 1)).call()
    };
    assert_eq!(
        move_two().await.unwrap().status,
        PoolTransferStatus::Rejected
    );
    let standing = buyer
        .orders()
        .list()
        .side(sfcompute::Side::Sell)
        .await
        .unwrap()
        .data;
    buyer.orders().cancel(&standing[0].id).await.unwrap();
    assert_eq!(
        move_two().await.unwrap().status,
        PoolTransferStatus::Executed
    );
}
