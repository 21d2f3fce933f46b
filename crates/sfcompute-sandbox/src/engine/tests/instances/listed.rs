//! What lists of instances leave out.

use super::*;

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
