//! Instances changed one by one, together, and replaced.

use super::*;

#[test]
fn a_change_changes_what_it_names() {
    let mut market = market();
    market.start("a");
    market.start("b");
    let ada = market.ada;
    let update = |market: &mut Market, name: &str, patch| {
        let key = market
            .engine
            .update_instance(ada, &path(name), patch, at(3));
        market.sound();
        key.map(|key| market.engine.instance(key).unwrap())
    };
    let red = Tags::from_pairs([("team", "red")]).unwrap();
    let patch = InstancePatch {
        name: Patch::Set("c"),
        tags: Patch::Set(red.clone()),
        priority: Patch::Set(InstancePriority::Critical),
    };
    let changed = update(&mut market, "a", patch).unwrap();
    assert_eq!(changed.resource_path.as_str(), path("c"));
    assert_eq!(
        (&changed.tags, changed.priority, changed.updated_at),
        (&Some(red), InstancePriority::Critical, at(3))
    );
    let same = update(&mut market, "c", InstancePatch::default()).unwrap();
    assert_eq!(same, changed);
    // Nothing to change changes nothing, not even the time.
    let later = market
        .engine
        .update_instance(ada, &path("c"), InstancePatch::default(), at(4));
    assert_eq!(market.engine.instance(later.unwrap()).unwrap(), changed);
    // Its own name is not taken, another's is.
    let named = |name| InstancePatch {
        name: Patch::Set(name),
        ..InstancePatch::default()
    };
    update(&mut market, "c", named("c")).unwrap();
    let taken = update(&mut market, "c", named("b"));
    assert_eq!(why(taken), one("name", Code::NameTaken));
    let cleared = InstancePatch {
        name: Patch::Clear,
        tags: Patch::Clear,
        priority: Patch::Clear,
    };
    let cleared = update(&mut market, "c", cleared).unwrap();
    assert_ne!(cleared.name.as_str(), "c");
    assert_eq!(
        (cleared.tags, cleared.priority),
        (None, InstancePriority::Normal)
    );
    // One that has ended can still be named.
    market.terminate("b").unwrap();
    update(&mut market, "b", named("c")).unwrap();
}

#[test]
fn priorities_change_together_or_not_at_all() {
    let mut market = market();
    market
        .engine
        .create_workspace(market.ada, "far", at(0))
        .unwrap();
    let far = NewPool {
        workspace: "far",
        name: Some("far"),
        tags: None,
        kind: PoolKind::Market,
    };
    let (ada, sku) = (market.ada, market.sku_id());
    market.engine.create_pool(ada, far, at(0)).unwrap();
    let far = NewInstance {
        pool: "far",
        ..new(&sku, "far")
    };
    let far = market.engine.create_instance(ada, far, at(0)).unwrap();
    let keys = ["a", "b"].map(|name| market.start(name));
    let id = |key| market.engine.instance(key).unwrap().id.to_string();
    let (a, b, far) = (id(keys[0]), id(keys[1]), id(far));
    let (low, high) = (InstancePriority::Yield, InstancePriority::Critical);
    let before = market.engine.clone();
    let wrong = [(a.as_str(), low), ("inst_x", low), (&far, low)];
    let refused = market.engine.prioritise_instances(ada, &wrong, at(0));
    assert_eq!(
        why(refused).1,
        [
            field("data[1].id", Code::UnknownReference),
            field("data[2].id", Code::SeveralWorkspaces),
        ]
    );
    let many = vec![(a.as_str(), low); MOST_PATCHED + 1];
    let refused = market.engine.prioritise_instances(ada, &many, at(0));
    assert_eq!(why(refused), one("data", Code::TooLarge));
    assert_eq!(market.engine, before);

    let entries = [(b.as_str(), low), (&a, low), (&b, high)];
    let changed = market.engine.prioritise_instances(ada, &entries, at(0));
    assert_eq!(changed.unwrap(), [keys[1], keys[0]]);
    let priority = |key| market.engine.instance(key).unwrap().priority;
    assert_eq!((priority(keys[0]), priority(keys[1])), (low, high));
    market.sound();
}

#[test]
fn a_replacement_takes_over_place_and_node() {
    let mut market = market();
    let sku = market.rich_sku();
    let rich = market.engine.find_sku(&sku).unwrap();
    let ada = market.ada;
    let pool = market.engine.find_pool(ada, "main").unwrap();
    market
        .engine
        .grant(pool, rich, window(0, 10), 1, at(0))
        .unwrap();
    let tags = Tags::from_pairs([("team", "red")]).unwrap();
    let old = NewInstance {
        enable_public_ipv4: true,
        firewall: Some("frwl_a"),
        tags: Some(tags.clone()),
        priority: InstancePriority::Yield,
        cloud_init_user_data: Some("QUJD"),
        ..new(&sku, "old")
    };
    let old = market.engine.create_instance(ada, old, at(0)).unwrap();
    let waiting = NewInstance {
        priority: InstancePriority::Critical,
        ..new(&sku, "waiting")
    };
    let waiting = market.engine.create_instance(ada, waiting, at(0)).unwrap();
    let before = market.engine.instance(old).unwrap();
    assert_eq!(before.public_ip.unwrap().octets()[..2], [198, 18]);
    market.engine.advance(at(1)).unwrap();
    assert_eq!(
        why(market.replace("old", replacement("old"))),
        one("name", Code::NameTaken)
    );
    let fresh = market.replace("old", replacement("fresh")).unwrap();
    let after = market.engine.instance(fresh).unwrap();
    assert_eq!(
        (market.state(old), after.status, market.state(waiting)),
        (Terminated, Running, AwaitingAllocation)
    );
    assert_eq!(market.engine.instance(old).unwrap().public_ip, None);
    assert_eq!(
        (after.public_ip, after.firewall, after.tags, after.priority),
        (
            before.public_ip,
            before.firewall,
            Some(tags),
            InstancePriority::Yield
        )
    );
    assert_eq!((after.has_user_data, after.created_at), (false, at(1)));
    assert_eq!(
        why(market.replace("old", replacement("x"))).0,
        RefusalKind::NotFound
    );
    // One that waits is replaced by one that waits.
    let next = market.replace("waiting", replacement("next")).unwrap();
    assert_eq!(market.state(next), AwaitingAllocation);
}

#[test]
fn an_instance_is_replaced_once_under_one_key() {
    let mut market = market();
    market.start("old");
    let ada = market.ada;
    let key = |body| IdempotencyKey { key: "once", body };
    let replace = |market: &mut Market, body| {
        let with = replacement("fresh");
        let engine = &mut market.engine;
        engine.replace_instance(ada, &path("old"), with, Some(key(body)), at(0))
    };
    let first = replace(&mut market, b"{}").unwrap();
    let again = replace(&mut market, b"{}").unwrap();
    assert_eq!((first.key, first.is_repeat), (again.key, false));
    assert!(again.is_repeat);
    let other = replace(&mut market, b"[]");
    assert_eq!(
        why(other),
        one("Idempotency-Key", Code::IdempotencyKeyReused)
    );
    assert_eq!(market.engine.instances.iter().count(), 2);
}
