//! Instances as they are asked for: made, changed, replaced, ended, deleted.

use super::*;

impl Market {
    /// A completed image of `ada`'s, by its path.
    pub(super) fn disk(&mut self, name: &str) -> String {
        let image = NewImage {
            workspace: DEFAULT_WORKSPACE,
            name: Some(name),
        };
        let (ada, now) = (self.ada, self.engine.now());
        let engine = &mut self.engine;
        let path = format!("sfc:image:ada:default:{name}");
        engine.start_image(ada, image, now).unwrap();
        let address = engine.part_address(ada, &path, 1, now).unwrap();
        engine.put_part(&address, b"abc", now).unwrap();
        let hash = blob::sha256(b"abc");
        engine.complete_image(ada, &path, &hash, now).unwrap();
        path
    }

    /// A SKU whose machines can do all there is.
    pub(super) fn rich_sku(&mut self) -> String {
        let properties = SkuProperties {
            rdma_type: Some(Labelled::new(RdmaType::Infiniband, "InfiniBand")),
            supports_public_ipv4: Some(Labelled::new(true, "Yes")),
            ..SkuProperties::default()
        };
        let sku = NewSku {
            id: None,
            alias: Name::try_from("rich").unwrap(),
            properties,
            audience_hint: None,
        };
        let key = self.engine.add_sku(sku, self.engine.now()).unwrap();
        self.engine.sku(key).unwrap().id.to_string()
    }
}

fn fields(result: Result<InstanceKey, Refusal>) -> Vec<(String, Code)> {
    let (kind, details) = why(result);
    assert_eq!(kind, RefusalKind::Unprocessable);
    details
}

fn field(field: &str, code: Code) -> (String, Code) {
    (field.to_owned(), code)
}

#[test]
fn an_instance_is_found_until_it_is_deleted() {
    let mut market = market();
    let key = market.start("a");
    let view = market.engine.instance(key).unwrap();
    let old = view.id.as_str().replacen("inst_", "vm_", 1);
    for text in [view.id.as_str(), &old, &path("a")] {
        let engine = &market.engine;
        assert_eq!(engine.find_instance(market.ada, text), Some(key), "{text}");
        assert_eq!(engine.find_instance(market.bo, text), None, "{text}");
    }
    assert_eq!(view.resource_path.as_str(), path("a"));
    let ada = market.ada;
    let delete = |market: &mut Market| market.engine.delete_instance(ada, &path("a"), at(1));
    assert_eq!(why(delete(&mut market)).0, RefusalKind::Conflict);
    market.terminate("a").unwrap();
    assert_eq!(why(market.terminate("a")).0, RefusalKind::NotFound);
    // Its name stays taken until it is deleted.
    let sku = market.sku_id();
    let again = market.engine.create_instance(ada, new(&sku, "a"), at(1));
    assert_eq!(why(again), one("name", Code::NameTaken));
    delete(&mut market).unwrap();
    assert_eq!(why(delete(&mut market)).0, RefusalKind::NotFound);
    market.start("a");
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let mut market = market();
    market.start("taken");
    let sku = market.sku_id();
    let wrong = NewInstance {
        image: "image_unknown",
        cloud_init_user_data: Some("#cloud-config"),
        enable_public_ipv4: true,
        enable_infiniband: true,
        ..new(&sku, "taken")
    };
    let before = market.engine.clone();
    let refused = market
        .engine
        .create_instance(market.ada, wrong.clone(), at(0));
    assert_eq!(
        fields(refused),
        [
            field("enable_public_ipv4", Code::Unsupported),
            field("_preview_enable_infiniband", Code::Unsupported),
            field("image", Code::UnknownReference),
            field("firewall", Code::Missing),
            field("name", Code::NameTaken),
            field("cloud_init_user_data", Code::Invalid),
        ]
    );
    // A pool that is not there goes before all that.
    let nowhere = NewInstance {
        pool: "pool_unknown",
        ..wrong
    };
    let refused = market.engine.create_instance(market.ada, nowhere, at(0));
    assert_eq!(why(refused).0, RefusalKind::NotFound);
    assert_eq!(market.engine, before);
    market.pool_of_kind(market.ada, "system", PoolKind::ReadOnly);
    let read_only = NewInstance {
        pool: "system",
        ..new(&sku, "a")
    };
    let refused = market.engine.create_instance(market.ada, read_only, at(0));
    assert_eq!(why(refused), one("pool", Code::WrongPoolKind));
    let unknown = new("isku_unknown", "a");
    let refused = market.engine.create_instance(market.ada, unknown, at(0));
    assert_eq!(why(refused), one("instance_sku", Code::UnknownReference));
}

#[test]
fn a_public_address_comes_with_a_firewall() {
    let mut market = market();
    let sku = market.rich_sku();
    let ada = market.ada;
    let public = |firewall| NewInstance {
        enable_public_ipv4: true,
        enable_infiniband: true,
        firewall,
        ..new(&sku, "a")
    };
    for (wrong, code) in [
        ("frwl_", Code::Invalid),
        ("default", Code::Invalid),
        ("sfc:firewall:bo:default:open", Code::UnknownReference),
        ("sfc:firewall:ada:nowhere:open", Code::UnknownReference),
    ] {
        let refused = market
            .engine
            .create_instance(ada, public(Some(wrong)), at(0));
        assert_eq!(why(refused), one("firewall", code), "{wrong}");
    }
    let refused = market.engine.create_instance(ada, public(None), at(0));
    assert_eq!(why(refused), one("firewall", Code::Missing));
    let closed = NewInstance {
        firewall: Some("frwl_a"),
        ..new(&sku, "a")
    };
    let refused = market.engine.create_instance(ada, closed, at(0));
    assert_eq!(why(refused), one("firewall", Code::Conflicting));

    let by_id = public(Some("frwl_open"));
    let by_id = market.engine.create_instance(ada, by_id, at(0)).unwrap();
    let view = market.engine.instance(by_id).unwrap();
    assert_eq!(view.firewall.unwrap().as_str(), "frwl_open");
    assert_eq!((view.enable_public_ipv4, view.public_ip), (true, None));
    let mut made = Vec::new();
    for name in ["b", "c"] {
        let by_path = NewInstance {
            name: Some(name),
            ..public(Some("sfc:firewall:ada:default:open"))
        };
        let key = market.engine.create_instance(ada, by_path, at(0)).unwrap();
        made.push(market.engine.instance(key).unwrap().firewall);
    }
    assert!(made[0].is_some());
    assert_eq!(made[0], made[1]);
}

#[test]
fn a_revoked_image_leaves_running_instances_and_refuses_new_ones() {
    let mut market = market();
    market.nodes(1, 0, 10);
    let disk = market.disk("disk");
    let (ada, sku) = (market.ada, market.sku_id());
    let from_disk = |name| NewInstance {
        image: &disk,
        ..new(&sku, name)
    };
    let key = market
        .engine
        .create_instance(ada, from_disk("a"), at(0))
        .unwrap();
    market.engine.revoke_image(ada, &disk, at(0)).unwrap();
    assert_eq!(market.state(key), Running);
    let refused = market.engine.create_instance(ada, from_disk("b"), at(0));
    assert_eq!(why(refused), one("image", Code::WrongState));
    let by_replacing = Replacement {
        image: &disk,
        ..replacement("b")
    };
    assert_eq!(
        why(market.replace("a", by_replacing)),
        one("image", Code::WrongState)
    );
    // Needed as long as the instance is there.
    let in_use = (RefusalKind::Conflict, vec![field("", Code::InUse)]);
    assert_eq!(why(market.engine.delete_image(ada, &disk, at(0))), in_use);
    market.terminate("a").unwrap();
    market.engine.delete_image(ada, &disk, at(0)).unwrap();
    assert_eq!(
        market.engine.instance(key).unwrap().image.name.as_str(),
        "disk"
    );
    market.sound();
}

#[test]
fn pools_and_workspaces_with_instances_are_not_deleted() {
    let mut market = market();
    let ada = market.ada;
    market.start("a");
    let refused = market.engine.delete_pool(ada, "main", at(0));
    assert_eq!(why(refused), one("", Code::ActiveInstances));
    market.terminate("a").unwrap();
    market.engine.delete_pool(ada, "main", at(0)).unwrap();
    let gone = market.engine.fetch_instance(ada, &path("a")).unwrap();
    assert_eq!(gone.pool.name.as_str(), "main");
    let refused = market
        .engine
        .delete_workspace(ada, DEFAULT_WORKSPACE, at(0));
    assert_eq!(why(refused), one("", Code::NotEmpty));
    market
        .engine
        .delete_instance(ada, &path("a"), at(0))
        .unwrap();
    market
        .engine
        .delete_workspace(ada, DEFAULT_WORKSPACE, at(0))
        .unwrap();
    market.sound();
}

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

#[test]
fn lists_show_what_is_asked_for() {
    let mut market = market();
    let (ada, sku) = (market.ada, market.sku_id());
    let rich = market.rich_sku();
    market.pool(ada, "other");
    for (name, pool, sku, tags) in [
        ("a", "main", &sku, vec![("team", "red")]),
        (
            "b",
            "other",
            &sku,
            vec![("team", "blue"), ("stage", "test")],
        ),
        ("c", "main", &rich, vec![("stage", "live")]),
    ] {
        let tags = Some(Tags::from_pairs(tags).unwrap());
        let new = NewInstance {
            pool,
            tags,
            ..new(sku, name)
        };
        let now = market.engine.now().checked_add_minutes(1).unwrap();
        market.engine.create_instance(ada, new, now).unwrap();
    }
    let shown = |filter: InstanceFilter<'_>| {
        let engine = &market.engine;
        let page = engine.list_instances(ada, &filter, 10, Edge::Head)?;
        let names = page.items.into_iter().map(|view| view.name.to_string());
        Ok::<_, Refusal>(names.collect::<String>())
    };
    let all = InstanceFilter::default;
    let tags = |tags| TagFilter { tags, keys: &[] };
    let keys = |keys| TagFilter { tags: &[], keys };
    for (filter, expected) in [
        (all(), "cba"),
        (
            InstanceFilter {
                pools: &["main"],
                ..all()
            },
            "ca",
        ),
        (
            InstanceFilter {
                pools: &["main", "other"],
                ..all()
            },
            "cba",
        ),
        (
            InstanceFilter {
                instance_skus: &[&rich, "isku_x"],
                ..all()
            },
            "c",
        ),
        (
            InstanceFilter {
                ids: &[&path("b"), "inst_x"],
                ..all()
            },
            "b",
        ),
        (
            InstanceFilter {
                workspace: Some("default"),
                ..all()
            },
            "cba",
        ),
        (
            InstanceFilter {
                statuses: &[Running, Failed],
                ..all()
            },
            "",
        ),
        (
            InstanceFilter {
                created_after: Some(at(2)),
                ..all()
            },
            "cb",
        ),
        (
            InstanceFilter {
                created_before: Some(at(2)),
                ..all()
            },
            "ba",
        ),
        (
            InstanceFilter {
                tags: tags(&[("team", "red"), ("team", "blue")]),
                ..all()
            },
            "ba",
        ),
        (
            InstanceFilter {
                tags: tags(&[("team", "green")]),
                ..all()
            },
            "",
        ),
        (
            InstanceFilter {
                tags: keys(&["stage"]),
                ..all()
            },
            "cb",
        ),
        (
            InstanceFilter {
                tags: TagFilter {
                    tags: &[("team", "blue")],
                    keys: &["stage", "none"],
                },
                ..all()
            },
            "b",
        ),
    ] {
        assert_eq!(shown(filter).unwrap(), expected, "{filter:?}");
    }
    let nowhere = InstanceFilter {
        pools: &["main", "x"],
        ..all()
    };
    assert_eq!(why(shown(nowhere)).0, RefusalKind::NotFound);
    let nowhere = InstanceFilter {
        workspace: Some("x"),
        ..all()
    };
    assert_eq!(
        why(shown(nowhere)),
        one("workspace", Code::UnknownReference)
    );
}
