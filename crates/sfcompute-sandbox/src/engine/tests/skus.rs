//! SKUs, their properties, the catalog and requirements.

use sfcompute_types::InstanceSkuId;

use super::*;

fn add(market: &mut Market, id: Option<&str>, alias: &str) -> Result<SkuKey, Refusal> {
    let properties = SkuProperties {
        accelerator: Some(Labelled::new("b200".to_owned(), "B200")),
        num_accelerators: Some(Labelled::new(8, "8")),
        supports_public_ipv4: Some(Labelled::new(true, "Yes")),
        rdma_type: Some(Labelled::new(RdmaType::Roce, "RoCE")),
        ..SkuProperties::default()
    };
    let sku = NewSku {
        id: id.map(|id| InstanceSkuId::try_from(id).unwrap()),
        alias: Name::try_from(alias).unwrap(),
        properties,
        audience_hint: None,
    };
    let now = market.engine.now();
    market.engine.add_sku(sku, now)
}

#[test]
fn skus_are_found_by_both_prefixes() {
    let mut market = Market::new();
    let key = add(&mut market, Some("clus_k3R-nX9vLm7Qp2Yw5Jd8F"), "rome").unwrap();
    let sku = market.engine.sku(key).unwrap();
    assert_eq!(
        sku.id.as_str(),
        "isku_k3R-nX9vLm7Qp2Yw5Jd8F",
        "shown in the canonical form"
    );
    for id in ["isku_k3R-nX9vLm7Qp2Yw5Jd8F", "clus_k3R-nX9vLm7Qp2Yw5Jd8F"] {
        assert_eq!(market.engine.find_sku(id), Some(key));
    }
    assert_eq!(market.engine.find_sku("k3R-nX9vLm7Qp2Yw5Jd8F"), None);
    let taken = add(&mut market, Some("isku_k3R-nX9vLm7Qp2Yw5Jd8F"), "riga");
    assert_eq!(why(taken), one("id", Code::NameTaken));
    assert_eq!(
        why(add(&mut market, None, "rome")),
        one("alias", Code::NameTaken)
    );
    let missing = market.engine.fetch_sku("isku_none");
    assert_eq!(why(missing), (RefusalKind::NotFound, vec![]));
}

#[test]
fn the_catalog_has_the_values_that_skus_have() {
    let mut market = Market::new();
    market.wait_until(5);
    add(&mut market, None, "rome").unwrap();
    let catalog = market.engine.property_catalog(50, Edge::Head);
    let shown: Vec<_> = catalog
        .items
        .iter()
        .map(|definition| {
            let values = definition.values.iter().map(|value| value.name.as_str());
            (
                definition.property.name(),
                definition.stable_at,
                values.collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("accelerator", at(0), vec!["b200", "h100"]),
            ("rdma_type", at(5), vec!["roce"]),
            ("num_accelerators", at(5), vec!["8"]),
            ("supports_public_ipv4", at(5), vec!["true"]),
        ]
    );
    let second = market
        .engine
        .property_catalog(1, Edge::After(catalog.first.unwrap()));
    assert_eq!(
        (second.items[0].property, second.has_more),
        (Property::RdmaType, true)
    );
}

/// The aliases of the SKUs that a query admits.
fn admitted(market: &Market, query: &str) -> Vec<String> {
    let requirements = Requirements::parse(query).unwrap();
    let page = market
        .engine
        .list_availability(&requirements, 50, Edge::Head)
        .unwrap();
    page.items
        .into_iter()
        .map(|row| row.instance_sku.alias.into_string())
        .collect()
}

#[test]
fn requirements_pick_skus() {
    let mut market = Market::new();
    add(&mut market, None, "rome").unwrap();
    for (query, aliases) in [
        ("", &["oslo", "rome"][..]),
        (";", &["oslo", "rome"]),
        ("accelerator:H100", &["oslo"]),
        ("accelerator:eq:h100", &["oslo"]),
        ("accelerator_type:H100,B200", &["oslo", "rome"]),
        ("accelerator:h100;accelerator:b200", &["oslo", "rome"]),
        ("accelerator:b200;num_accelerators:8", &["rome"]),
        ("accelerator:in:b200;num_accelerators:4", &[]),
        ("public_ipv4:yes", &["rome"]),
        ("supports_public_ipv4:false", &[]),
        ("rdma_type:RoCE", &["rome"]),
        ("region:nowhere", &[]),
        ("instance_sku:Oslo", &["oslo"]),
    ] {
        assert_eq!(admitted(&market, query), aliases, "{query}");
    }
    let by_id = format!("instance_sku:{}", market.sku_id());
    assert_eq!(admitted(&market, &by_id), ["oslo"]);
}

#[test]
fn requirements_that_say_nothing_sensible_are_refused() {
    for (query, code) in [
        ("colour:red", Code::UnknownProperty),
        ("accelerator:near:h100", Code::UnknownOperator),
        ("accelerator", Code::Invalid),
        ("accelerator:", Code::Invalid),
        ("accelerator:a:b:c", Code::Invalid),
        ("accelerator:h100,", Code::Invalid),
    ] {
        assert_eq!(
            why(Requirements::parse(query)),
            one("requirements", code),
            "{query}"
        );
    }
    let (_, details) = why(Requirements::parse("colour:red;accelerator:near:x;zone:a"));
    assert_eq!(details.len(), 2);
}

#[test]
fn requirements_come_from_a_body_too() {
    let body = [("accelerator", vec!["H100"]), ("zone", vec![])];
    let requirements = Requirements::from_values(body).unwrap();
    let shown: Vec<_> = requirements
        .iter()
        .map(|(key, values)| (key, values.len()))
        .collect();
    assert_eq!(
        shown,
        [("accelerator", 1)],
        "a key without values asks for nothing"
    );
    let unknown = Requirements::from_values([("colour", Vec::<&str>::new())]);
    assert_eq!(why(unknown), one("requirements", Code::UnknownProperty));
}

#[test]
fn availability_is_what_asks_leave() {
    let mut market = Market::new();
    let id = market.sku_id();
    let show = |market: &Market| ranges(&market.engine.availability(&id).unwrap().schedule);
    assert_eq!(show(&market), []);
    market.place(market.sell(4, 10, 60, 1_000).standing().partial());
    market.place(market.sell(2, 40, 100, 900).standing());
    market.place(market.sell(1, 200, 300, 5_000).standing());
    market.place(market.buy(3, 10, 60, 10).standing());
    assert_eq!(
        show(&market),
        [
            (10, Some(40), 4),
            (40, Some(60), 6),
            (60, Some(100), 2),
            (100, Some(200), 0),
            (200, Some(300), 1)
        ]
    );
    market.place(market.buy(3, 10, 60, 1_000));
    assert_eq!(show(&market)[..2], [(10, Some(40), 1), (40, Some(60), 3)]);
    market.wait_until(50);
    // The second ask was all or nothing and has begun.
    assert_eq!(
        show(&market),
        [(50, Some(60), 1), (60, Some(200), 0), (200, Some(300), 1)]
    );
    assert!(market.engine.availability("isku_none").is_err());
}
