//! Instances as they are asked for: made, ended, deleted, and what needs them.

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
