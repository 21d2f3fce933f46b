//! Transfers between an account's pools.

use super::*;
use TransferStatus::{Executed, Pending, Rejected};

fn move_nodes(
    market: &mut Market,
    from: &str,
    to: &str,
    parts: &[(i64, Option<i64>, i32)],
) -> Result<TransferKey, Refusal> {
    let transfer = NewTransfer {
        from_pool: from,
        to_pool: to,
        instance_sku: &market.sku_id(),
        schedule: &schedule(parts),
    };
    let now = market.engine.now();
    let made = market
        .engine
        .create_transfer(market.bo, transfer, None, now)?;
    market.sound();
    Ok(made.key)
}

fn market() -> Market {
    let mut market = Market::new();
    market.pool(market.bo, "spare");
    market
}

#[test]
fn nodes_move_and_the_schedule_is_shown_whole() {
    let mut market = market();
    let parts = [(10, Some(20), 2), (30, Some(40), 5)];
    let key = move_nodes(&mut market, "main", "spare", &parts).unwrap();
    let transfer = market.engine.transfer(key).unwrap();
    assert!(transfer.id.as_str().starts_with("pxfr_"));
    assert_eq!(
        (transfer.status, &transfer.rejected_reason),
        (Executed, &None)
    );
    assert_eq!(
        ranges(&transfer.schedule),
        [
            (10, Some(20), 2),
            (20, Some(30), 0),
            (30, Some(40), 5),
            (40, None, 0)
        ]
    );
    assert_eq!(
        market.holds(market.bo, "spare"),
        [(10, Some(20), 2), (20, Some(30), 0), (30, Some(40), 5)]
    );
    assert_eq!(
        market.holds(market.bo, "main")[..3],
        [(0, Some(10), 100), (10, Some(20), 98), (20, Some(30), 100)]
    );
}

#[test]
fn more_than_the_pool_has_free_is_rejected_with_a_reason() {
    let mut market = market();
    let key = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 101)]).unwrap();
    let transfer = market.engine.transfer(key).unwrap();
    assert_eq!(transfer.status, Rejected);
    let reason = transfer.rejected_reason.unwrap();
    assert!(
        reason.contains("`main` has 100 unreserved nodes of `oslo`"),
        "{reason}"
    );
    assert_eq!(market.holds(market.bo, "spare"), []);

    market.place(market.sell(60, 0, 60, 1_000).standing());
    let key = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 41)]).unwrap();
    assert_eq!(
        market.engine.transfer(key).unwrap().status,
        Rejected,
        "60 are reserved"
    );
    let key = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 40)]).unwrap();
    assert_eq!(market.engine.transfer(key).unwrap().status, Executed);
}

#[test]
fn a_tail_without_end_needs_nodes_without_end() {
    let mut market = market();
    let key = move_nodes(&mut market, "main", "spare", &[(10, None, 1)]).unwrap();
    let transfer = market.engine.transfer(key).unwrap();
    assert_eq!(
        (transfer.status, ranges(&transfer.schedule)),
        (Rejected, vec![(10, None, 1)])
    );
}

#[test]
fn minutes_that_are_gone_stay_where_they_were() {
    let mut market = market();
    market.wait_until(15);
    let key = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 2)]).unwrap();
    let transfer = market.engine.transfer(key).unwrap();
    assert_eq!(
        ranges(&transfer.schedule)[0],
        (10, Some(20), 2),
        "shown as asked for"
    );
    let pool = market.engine.fetch_pool(market.bo, "spare", 1_440).unwrap();
    assert_eq!(ranges(&pool.total), [(15, Some(20), 2)]);
}

#[test]
fn what_no_transfer_can_be_is_refused() {
    let mut market = market();
    market.pool_of_kind(market.bo, "old", PoolKind::ReadOnly);
    market.wait_until(15);
    let ok = [(20, Some(30), 1)];
    let field = "allocation_schedule_delta";
    let same = one("to_pool", Code::SamePool);
    assert_eq!(why(move_nodes(&mut market, "main", "main", &ok)), same);
    let kind = one("to_pool", Code::WrongPoolKind);
    assert_eq!(why(move_nodes(&mut market, "main", "old", &ok)), kind);
    let missing = (RefusalKind::NotFound, vec![]);
    assert_eq!(why(move_nodes(&mut market, "main", "none", &ok)), missing);
    let foreign = "sfc:pool:ada:default:main";
    assert_eq!(why(move_nodes(&mut market, "main", foreign, &ok)), missing);
    let empty = one(field, Code::Empty);
    assert_eq!(why(move_nodes(&mut market, "main", "spare", &[])), empty);
    assert_eq!(
        why(move_nodes(&mut market, "main", "spare", &[(20, None, 0)])),
        empty
    );
    let over = one(field, Code::WindowOver);
    assert_eq!(
        why(move_nodes(
            &mut market,
            "main",
            "spare",
            &[(0, Some(15), 1)]
        )),
        over
    );
    let negative = one(&format!("{field}[0].node_count"), Code::Invalid);
    assert_eq!(
        why(move_nodes(
            &mut market,
            "main",
            "spare",
            &[(20, Some(30), -1)]
        )),
        negative
    );
    let unordered = [(20, Some(30), 1), (25, Some(40), 1)];
    let overlap = one(&format!("{field}[1].start_at"), Code::Invalid);
    assert_eq!(
        why(move_nodes(&mut market, "main", "spare", &unordered)),
        overlap
    );
}

#[test]
fn pools_are_found_in_every_form() {
    let mut market = market();
    let spare = market.engine.fetch_pool(market.bo, "spare", 0).unwrap();
    for (count, to) in [
        spare.id.as_str(),
        spare.capacity_id.as_str(),
        spare.resource_path.as_str(),
        "sfc:capacity:bo:default:spare",
        "spare",
    ]
    .into_iter()
    .enumerate()
    {
        move_nodes(&mut market, "main", to, &[(10, Some(20), 1)]).unwrap();
        let held = market.holds(market.bo, "spare");
        assert_eq!(held, [(10, Some(20), count as i32 + 1)], "{to}");
    }
}

#[test]
fn a_transfer_settles_when_it_is_due() {
    let settlement = Settlement::AfterSeconds(60);
    let mut market = Market::with(EngineConfig {
        settlement,
        ..EngineConfig::default()
    });
    market.pool(market.bo, "spare");
    let key = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 70)]).unwrap();
    let late = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 70)]).unwrap();
    let status = |market: &Market, key| market.engine.transfer(key).unwrap().status;
    assert_eq!(
        (status(&market, key), status(&market, late)),
        (Pending, Pending)
    );
    market.wait_until(1);
    assert_eq!(
        (status(&market, key), status(&market, late)),
        (Executed, Rejected)
    );
}

#[test]
fn a_transfer_settles_by_polls() {
    let settlement = Settlement::AfterPolls(1);
    let mut market = Market::with(EngineConfig {
        settlement,
        ..EngineConfig::default()
    });
    market.pool(market.bo, "spare");
    let key = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 1)]).unwrap();
    let id = market.engine.transfer(key).unwrap().id;
    let legacy = id.as_str().replace("pxfr_", "cxfr_");
    let mut fetch = |id: &str| {
        market
            .engine
            .fetch_transfer(market.bo, id, at(0))
            .map(|t| t.status)
    };
    assert_eq!(fetch(id.as_str()), Ok(Pending));
    assert_eq!(fetch(&legacy), Ok(Executed));
    assert!(
        market
            .engine
            .fetch_transfer(market.ada, id.as_str(), at(0))
            .is_err()
    );
}

#[test]
fn a_transfer_to_a_pool_that_was_deleted_is_rejected() {
    let settlement = Settlement::AfterSeconds(60);
    let mut market = Market::with(EngineConfig {
        settlement,
        ..EngineConfig::default()
    });
    market.pool(market.bo, "spare");
    let key = move_nodes(&mut market, "main", "spare", &[(10, Some(20), 1)]).unwrap();
    market
        .engine
        .delete_pool(market.bo, "spare", at(0))
        .unwrap();
    market.wait_until(1);
    let transfer = market.engine.transfer(key).unwrap();
    assert_eq!(transfer.status, Rejected);
    assert_eq!(
        transfer.rejected_reason.unwrap(),
        "The pool `spare` was deleted."
    );
}

#[test]
fn transfers_are_filtered_and_newest_first() {
    let mut market = Market::new();
    for name in ["one", "two"] {
        market.pool(market.bo, name);
    }
    let sku = market.sku_id();
    for (to, nodes) in [("one", 1), ("two", 1), ("one", 1_000)] {
        let parts = schedule(&[(0, Some(60), nodes)]);
        let transfer = NewTransfer {
            from_pool: "main",
            to_pool: to,
            instance_sku: &sku,
            schedule: &parts,
        };
        market
            .engine
            .create_transfer(market.bo, transfer, None, at(0))
            .unwrap();
    }
    let list = |filter: TransferFilter<'_>| {
        let page = market
            .engine
            .list_transfers(market.bo, &filter, 50, Edge::Head)
            .unwrap();
        page.items
            .into_iter()
            .map(|transfer| transfer.status)
            .collect::<Vec<_>>()
    };
    let all = TransferFilter::default();
    assert_eq!(list(all.clone()), [Rejected, Executed, Executed]);
    assert_eq!(
        list(TransferFilter {
            pools: &["one"],
            ..all
        }),
        [Rejected, Executed]
    );
    assert_eq!(
        list(TransferFilter {
            pools: &["one", "two"],
            ..all
        })
        .len(),
        3
    );
    assert_eq!(
        list(TransferFilter {
            status: Some(Rejected),
            ..all
        }),
        [Rejected]
    );
    let unknown = TransferFilter {
        pools: &["none"],
        ..all
    };
    let refused = market
        .engine
        .list_transfers(market.bo, &unknown, 50, Edge::Head);
    assert_eq!(why(refused), one("pool", Code::UnknownReference));
    let others = market
        .engine
        .list_transfers(market.ada, &all, 50, Edge::Head)
        .unwrap();
    assert!(others.items.is_empty());
}
