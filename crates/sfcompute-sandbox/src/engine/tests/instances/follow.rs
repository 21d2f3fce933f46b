//! Instances follow the nodes of their pool.

use super::*;

#[test]
fn an_instance_runs_as_soon_as_there_is_a_node() {
    let mut market = market();
    let key = market.start("a");
    assert_eq!(market.state(key), AwaitingAllocation);
    market.nodes(1, 5, 10);
    assert_eq!(market.state(key), AwaitingAllocation);
    market.engine.advance(at(5)).unwrap();
    assert_eq!(market.state(key), Running);
    assert_eq!(market.engine.instance(key).unwrap().updated_at, at(5));
    // Another waits: the node is taken. The highest priority starts first, then the oldest.
    market.start("b");
    market.start("c");
    market.start_with("d", InstancePriority::Preferred);
    market.nodes(1, 5, 12);
    market.nodes(1, 5, 12);
    assert_eq!(market.those(Running), ["a", "b", "d"]);
    market.wait_until(9);
    assert_eq!(market.those(Terminated), [""; 0]);
    // At 10 one node is gone, at 12 the others are; what waited is none the wiser.
    market.wait_until(10);
    assert_eq!(market.those(Terminated), ["b"]);
    market.wait_until(12);
    assert_eq!(market.those(Terminated), ["a", "b", "d"]);
    assert_eq!(market.those(AwaitingAllocation), ["c"]);
}

#[test]
fn the_lowest_priority_ends_first_and_of_equals_the_failed_then_the_last() {
    let mut market = market();
    market.nodes(6, 0, 10);
    for (name, priority) in [
        ("critical", InstancePriority::Critical),
        ("old", InstancePriority::Normal),
        ("failed", InstancePriority::Normal),
        ("new", InstancePriority::Normal),
        ("yield", InstancePriority::Yield),
        ("preferred", InstancePriority::Preferred),
    ] {
        market.start_with(name, priority);
    }
    market.fail("failed").unwrap();
    let ended = |market: &mut Market| {
        // One node is sold and gone.
        let sell = market.sell(1, 0, 10, 100);
        let ada = market.ada;
        market.place(Ask {
            account: ada,
            ..sell.standing()
        });
        let buy = market.buy(1, 0, 10, 100);
        let cy = market.cy;
        market.place(Ask { account: cy, ..buy });
        market.those(Terminated).len()
    };
    let mut order = Vec::new();
    let mut seen = Vec::new();
    for count in 1..=6 {
        assert_eq!(ended(&mut market), count);
        let now = market.those(Terminated);
        order.extend(now.iter().filter(|name| !seen.contains(*name)).cloned());
        seen = now;
    }
    assert_eq!(
        order,
        ["yield", "failed", "new", "old", "preferred", "critical"]
    );
}

#[test]
fn a_running_instance_is_not_ended_for_one_that_waits() {
    let mut market = market();
    market.nodes(1, 0, 10);
    let low = market.start_with("low", InstancePriority::Yield);
    let high = market.start_with("high", InstancePriority::Critical);
    assert_eq!(
        (market.state(low), market.state(high)),
        (Running, AwaitingAllocation)
    );
    market.terminate("low").unwrap();
    assert_eq!(market.state(high), Running);
}

#[test]
fn a_failed_instance_keeps_its_node_until_it_is_terminated() {
    let mut market = market();
    market.nodes(1, 0, 10);
    let (first, second) = (market.start("first"), market.start("second"));
    market.fail("first").unwrap();
    assert_eq!(
        (market.state(first), market.state(second)),
        (Failed, AwaitingAllocation)
    );
    let conflict = (
        RefusalKind::Conflict,
        vec![(String::new(), Code::WrongState)],
    );
    assert_eq!(why(market.fail("first")), conflict);
    assert_eq!(why(market.fail("second")), conflict);
    market.terminate("first").unwrap();
    assert_eq!(
        (market.state(first), market.state(second)),
        (Terminated, Running)
    );
}

#[test]
fn a_fill_starts_instances_and_a_sale_ends_them() {
    let mut market = market();
    for name in ["a", "b", "c"] {
        market.start(name);
    }
    market.place(market.sell(5, 0, 60, 100).standing().partial());
    market.place(market.buy(2, 0, 60, 100));
    assert_eq!(market.those(Running), ["a", "b"]);
    // Sold on to someone else: one is left.
    let ada = market.ada;
    market.place(Ask {
        account: ada,
        ..market.sell(1, 0, 60, 200).standing()
    });
    assert_eq!(market.those(Running), ["a", "b"]);
    let cy = market.cy;
    market.place(Ask {
        account: cy,
        ..market.buy(1, 0, 60, 200)
    });
    // The cheapest offer was bo's.
    assert_eq!(market.those(Running), ["a", "b"]);
    market.place(Ask {
        account: cy,
        ..market.buy(3, 0, 60, 200)
    });
    assert_eq!(market.those(Running), ["a"]);
    assert_eq!(market.those(Terminated), ["b"]);
    assert_eq!(market.those(AwaitingAllocation), ["c"]);
}

#[test]
fn a_transfer_takes_nodes_from_one_pool_and_lets_instances_run_on_the_other() {
    let mut market = market();
    market.pool(market.ada, "other");
    market.nodes(2, 0, 60);
    market.start("here");
    market.start("there");
    let sku = market.sku_id();
    let elsewhere = NewInstance {
        pool: "sfc:capacity:ada:default:other",
        ..new(&sku, "elsewhere")
    };
    let ada = market.ada;
    let elsewhere = market
        .engine
        .create_instance(ada, elsewhere, at(0))
        .unwrap();
    let transfer = NewTransfer {
        from_pool: "main",
        to_pool: "other",
        instance_sku: &sku,
        schedule: &schedule(&[(0, Some(20), 1), (20, Some(40), 2)]),
    };
    market
        .engine
        .create_transfer(ada, transfer, None, at(0))
        .unwrap();
    market.sound();
    assert_eq!(market.those(Running), ["here", "elsewhere"]);
    assert_eq!(market.those(Terminated), ["there"]);
    market.wait_until(20);
    assert_eq!(market.those(Running), ["elsewhere"]);
    market.wait_until(40);
    assert_eq!(market.state(elsewhere), Terminated);
}

#[test]
fn nodes_that_arrive_in_the_second_in_which_others_leave_keep_instances_running() {
    let mut market = Market::with(EngineConfig {
        settlement: Settlement::AfterSeconds(600),
        ..EngineConfig::default()
    });
    market
        .engine
        .add_public_image("ubuntu", b"abc", at(0))
        .unwrap();
    market.pool(market.ada, "other");
    market.nodes(2, 0, 10);
    let (sku, ada) = (market.sku_id(), market.ada);
    let other = market.engine.find_pool(ada, "other").unwrap();
    market
        .engine
        .grant(other, market.sku, window(0, 60), 2, at(0))
        .unwrap();
    for name in ["a", "b"] {
        market.start(name);
    }
    // Two transfers of a node each take effect at 10, when the first two nodes are gone.
    for _ in 0..2 {
        let transfer = NewTransfer {
            from_pool: "other",
            to_pool: "main",
            instance_sku: &sku,
            schedule: &schedule(&[(5, Some(30), 1)]),
        };
        market
            .engine
            .create_transfer(ada, transfer, None, at(0))
            .unwrap();
    }
    market.wait_until(11);
    assert_eq!(market.those(Running), ["a", "b"]);
    market.wait_until(30);
    assert_eq!(market.those(Terminated), ["a", "b"]);
}

#[test]
fn a_place_without_instances_is_not_kept_track_of() {
    let mut market = market();
    market.nodes(1, 0, 10);
    market.place(market.sell(5, 0, 60, 100).standing().partial());
    market.place(market.buy(2, 5, 60, 100));
    assert!(market.engine.sites.is_empty());
    market.start("a");
    assert_eq!(market.engine.sites.len(), 1);
    assert_eq!(market.engine.site_wakes.len(), 1);
    market.terminate("a").unwrap();
    assert!(market.engine.sites.is_empty() && market.engine.site_wakes.is_empty());
}
