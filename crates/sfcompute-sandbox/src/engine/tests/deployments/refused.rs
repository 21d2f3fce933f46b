//! Deployments that are refused.

use super::*;

#[test]
fn what_does_not_go_together_is_refused() {
    let conflict = (
        RefusalKind::Conflict,
        vec![(String::new(), Code::AlreadyAutomated)],
    );
    let spot = |new: &mut NewDeployment<'_>| {
        (new.max_buy_price, new.name) = (Some(rate(10)), Some("spot"));
    };
    let mut one_kind = market();
    one_kind.deploy(0, |_| ()).unwrap();
    // Two that buy nothing, and one that does beside a procurement.
    one_kind.deploy(0, |new| new.name = Some("api")).unwrap();
    assert_eq!(why(one_kind.deploy(0, spot)), conflict);
    one_kind.procure(|_| ()).unwrap();
    let mut buying = market();
    buying.deploy(0, spot).unwrap();
    assert_eq!(why(buying.deploy(0, |_| ())), conflict);
    assert_eq!(why(buying.deploy(0, spot)), one("name", Code::NameTaken));
    assert_eq!(
        why(buying.deploy(0, |new| {
            spot(new);
            new.name = None;
        })),
        conflict
    );
    assert_eq!(why(buying.procure(|_| ())), conflict);
}

#[test]
fn what_cannot_be_deployed_is_refused_by_field() {
    let mut market = market();
    type Change<'a> = Box<dyn FnOnce(&mut NewDeployment<'_>) + 'a>;
    let cases: Vec<(Change<'_>, &str, Code)> = vec![
        (
            Box::new(|new| new.pool = "nowhere"),
            "pool",
            Code::UnknownReference,
        ),
        (
            Box::new(|new| new.instance_sku = Some("isku_x")),
            "instance_sku",
            Code::UnknownReference,
        ),
        (
            Box::new(|new| new.instance_sku = None),
            "instance_sku",
            Code::Missing,
        ),
        (
            Box::new(|new| new.instance_template = "itmpl_x"),
            "instance_template",
            Code::UnknownReference,
        ),
        (
            Box::new(|new| new.instance_name_template = Some("{{noun}}")),
            "instance_name_template",
            Code::Invalid,
        ),
        (
            Box::new(|new| new.target_instance_count = -1),
            "target_instance_count",
            Code::Invalid,
        ),
        (
            Box::new(|new| new.target_instance_count = 1_001),
            "target_instance_count",
            Code::TooLarge,
        ),
        (
            Box::new(|new| new.target_instance_count = 70_000),
            "target_instance_count",
            Code::TooLarge,
        ),
        (
            Box::new(|new| new.max_buy_price = Some(dollars_per_hour("0.0"))),
            "max_buy_price_dollars_per_node_hour",
            Code::NotPositive,
        ),
    ];
    for (change, field, code) in cases {
        assert_eq!(why(market.deploy(1, change)), one(field, code));
    }
    let key = market.deploy(0, |_| ()).unwrap();
    let price = DeploymentPatch {
        max_buy_price: Some(rate(1)),
        ..DeploymentPatch::default()
    };
    assert_eq!(
        why(market.patch(key, price)),
        one("max_buy_price_dollars_per_node_hour", Code::Conflicting)
    );
    // Without a SKU it is the only one that the pool has.
    market.give(1, 0, 10);
    let june = market
        .deploy(0, |new| (new.instance_sku, new.name) = (None, None))
        .unwrap();
    let view = market.engine.deployment(june).unwrap();
    assert_eq!(view.automation.instance_sku.id.as_str(), market.sku_id());
}
