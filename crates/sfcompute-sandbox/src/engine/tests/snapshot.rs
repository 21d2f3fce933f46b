//! A market as data: nothing is lost, the same market gives the same bytes, and a restored one goes
//! on as the original does.

use sfcompute_types::{DeploymentId, FeatureFlagName, Tags, UserId};

use super::*;

/// A market in which something of everything is under way.
fn busy() -> Market {
    let mut market = Market::with(EngineConfig {
        seed: 3,
        settlement: Settlement::AfterSeconds(90),
        fees: Fees::new(7, 33),
        ..EngineConfig::default()
    });
    let created_by = Principal {
        id: "tokn_ada".to_owned(),
        kind: PrincipalKind::Token {
            name: Some("service".to_owned()),
        },
    };
    market.pool(market.ada, "gone");
    market
        .engine
        .delete_pool(market.ada, "gone", at(0))
        .unwrap();
    market.place(market.sell(4, 0, 60, 900).standing().partial());
    market.place(market.sell(9, 5, 90, 950).standing());
    let (sku, now) = (market.sku_id(), market.engine.now());
    let order = NewOrder {
        pool: "main",
        side: Side::Buy,
        instance_sku: &sku,
        schedule: &schedule(&[(10, Some(40), 3)]),
        limit_price: Price::from_micros_per_node_minute(1_000).unwrap(),
        allow_standing: true,
        allow_partial: true,
        created_by: Some(created_by.into()),
    };
    let key = IdempotencyKey {
        key: "once",
        body: b"{}",
    };
    let ada = market.ada;
    market
        .engine
        .place_order(ada, order.clone(), Some(key), now)
        .unwrap();
    market.engine.place_order(ada, order, None, now).unwrap();
    market.wait_until(2);
    let late = market.place(market.sell(1, 30, 50, 800).standing());
    market.cancel(late).unwrap();
    market.pool(market.bo, "spare");
    let transfer = NewTransfer {
        from_pool: "main",
        to_pool: "spare",
        instance_sku: &sku,
        schedule: &schedule(&[(20, Some(50), 2), (60, Some(70), 1)]),
    };
    let bo = market.bo;
    market
        .engine
        .create_transfer(bo, transfer, None, at(2))
        .unwrap();
    furnish(&mut market);
    populate(&mut market);
    market
}

/// Puts something of everything that is not traded into a market.
fn furnish(market: &mut Market) {
    let (ada, bo, now) = (market.ada, market.bo, market.engine.now());
    let engine = &mut market.engine;
    let user = User {
        id: UserId::try_from("grace").unwrap(),
        email: Some("grace@example.com".to_owned()),
        first_name: None,
        last_name: Some("H".to_owned()),
    };
    engine.add_user(bo, user, now).unwrap();
    let flag = FeatureFlag {
        name: FeatureFlagName::try_from("beta").unwrap(),
        description: "On trial.".to_owned(),
        user_enroll: true,
    };
    engine.add_feature_flag(flag, now).unwrap();
    engine.set_enrollment(ada, "beta", true, now).unwrap();
    for name in ["kept", "gone"] {
        engine.create_workspace(ada, Some(name), now).unwrap();
    }
    engine.delete_workspace(ada, "gone", now).unwrap();
    engine
        .add_public_image("base", b"\0bytes\xFF", now)
        .unwrap();
    for (name, parts) in [("half", 3), ("whole", 2), ("deleted", 1)] {
        let image = NewImage {
            workspace: "kept",
            name: Some(name),
        };
        let key = engine.start_image(ada, image, now).unwrap();
        let id = engine.image(key).unwrap().id.into_string();
        for part in 1..=parts {
            let address = engine.part_address(ada, &id, part, now).unwrap();
            if part < 3 {
                engine.put_part(&address, &[part as u8; 40], now).unwrap();
            }
        }
        match name {
            "whole" => {
                engine
                    .complete_image(ada, &id, &"0a".repeat(32), now)
                    .unwrap();
                let template = NewTemplate {
                    workspace: "kept",
                    image: &id,
                    name: None,
                    cloud_init_user_data: Some("QUJD"),
                    tags: Some(Tags::from_pairs([("team", "red")]).unwrap()),
                };
                engine.create_template(ada, template, now).unwrap();
            }
            "deleted" => drop(engine.delete_image(ada, &id, now).unwrap()),
            _ => {}
        }
    }
}

/// Puts instances in all states into a market, one of them a deployment's.
fn populate(market: &mut Market) {
    let (ada, now) = (market.ada, market.engine.now());
    let pool = market.engine.find_pool(ada, "main").unwrap();
    let sku = market.sku_id();
    let engine = &mut market.engine;
    engine
        .grant(pool, market.sku, window(1, 8), 4, now)
        .unwrap();
    for name in ["old", "over", "failed", "gone", "waits"] {
        let instance = NewInstance {
            pool: "main",
            image: "sfc:image:sfcompute:public:base",
            instance_sku: &sku,
            name: Some(name),
            cloud_init_user_data: Some("QUJD"),
            enable_public_ipv4: false,
            firewall: None,
            tags: None,
            priority: InstancePriority::Preferred,
            enable_infiniband: false,
        };
        engine.create_instance(ada, instance, now).unwrap();
    }
    let path = |name| format!("sfc:instance:ada:default:{name}");
    engine.fail_instance(ada, &path("failed"), now).unwrap();
    for name in ["over", "gone"] {
        engine.terminate_instance(ada, &path(name), now).unwrap();
    }
    engine.delete_instance(ada, &path("gone"), now).unwrap();
    let replacement = Replacement {
        image: "sfc:image:sfcompute:public:base",
        cloud_init_user_data: None,
        name: None,
    };
    let key = IdempotencyKey {
        key: "once",
        body: b"{}",
    };
    engine
        .replace_instance(ada, &path("old"), replacement, Some(key), now)
        .unwrap();
    let template = engine.templates.key_at(0).unwrap();
    let managed_by = Manager::Deployment {
        id: DeploymentId::try_from("depl_web").unwrap(),
        name: Name::try_from("web").unwrap(),
    };
    let managed = ManagedInstance {
        pool,
        instance_sku: market.sku,
        template,
        name: None,
        priority: InstancePriority::Yield,
        managed_by,
    };
    engine.create_managed_instance(managed).unwrap();
}

/// Sends the last part of an upload and ends it.
fn finish_upload(market: &mut Market, image: &str) {
    let (ada, now) = (market.ada, market.engine.now());
    let engine = &mut market.engine;
    let last = engine.part_address(ada, image, 3, now).unwrap();
    engine.put_part(&last, b"end", now).unwrap();
    let key = engine
        .complete_image(ada, image, &"0b".repeat(32), now)
        .unwrap();
    assert_eq!(engine.image(key).unwrap().size, Some(40 + 40 + 3));
}

fn bytes(engine: &Engine) -> String {
    serde_json::to_string(engine).unwrap()
}

#[test]
fn a_market_is_restored_as_it_was() {
    let market = busy();
    let restored: Engine = serde_json::from_str(&bytes(&market.engine)).unwrap();
    assert_eq!(restored, market.engine);
    assert_eq!(bytes(&restored), bytes(&market.engine));
    assert_eq!(restored.check_invariants(), Vec::<String>::new());
}

#[test]
fn a_restored_market_goes_on_as_the_original_does() {
    let mut market = busy();
    let mut restored = market.clone();
    restored.engine = serde_json::from_str(&bytes(&market.engine)).unwrap();
    for market in [&mut market, &mut restored] {
        finish_upload(market, "sfc:image:ada:kept:half");
        market.wait_until(4);
        let bid = market.place(market.buy(2, 10, 50, 2_000).partial().standing());
        market.wait_until(9);
        assert_eq!(market.status(bid), OrderStatus::PartiallyFilled);
    }
    assert_eq!(bytes(&market.engine), bytes(&restored.engine));
}

#[test]
fn the_same_commands_give_the_same_bytes() {
    assert_eq!(bytes(&busy().engine), bytes(&busy().engine));
}

#[test]
fn data_that_names_what_is_not_there_is_no_market() {
    let data = bytes(&busy().engine);
    let broken = data.replacen("\"pool\":0", "\"pool\":77", 1);
    assert_ne!(broken, data);
    let refused = serde_json::from_str::<Engine>(&broken).unwrap_err();
    assert!(refused.to_string().contains("No pool"), "{refused}");
}
