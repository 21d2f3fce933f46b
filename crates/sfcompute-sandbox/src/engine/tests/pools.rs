//! Pools: making, naming, tagging, showing and deleting.

use sfcompute_types::{Patch, Tags};

use super::*;

fn tags(pairs: &[(&str, &str)]) -> Tags {
    Tags::from_pairs(
        pairs
            .iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned())),
    )
    .unwrap()
}

fn create(market: &mut Market, name: Option<&str>, workspace: &str) -> Result<PoolKey, Refusal> {
    let pool = NewPool {
        workspace,
        name,
        tags: None,
        kind: PoolKind::Market,
    };
    market.engine.create_pool(market.ada, pool, at(0))
}

#[test]
fn a_pool_is_shown_with_where_it_belongs() {
    let mut market = Market::new();
    market
        .engine
        .create_workspace(market.ada, "prod", at(0))
        .unwrap();
    let pool = NewPool {
        workspace: "sfc:workspace:ada:prod",
        name: Some("training"),
        tags: Some(tags(&[("team", "ml")])),
        kind: PoolKind::Market,
    };
    let key = market.engine.create_pool(market.ada, pool, at(3)).unwrap();
    let pool = market.engine.pool(key, 0).unwrap();
    assert_eq!(pool.resource_path.as_str(), "sfc:pool:ada:prod:training");
    assert_eq!(
        (pool.owner.as_str(), pool.workspace.as_str()),
        ("ada", "prod")
    );
    assert_eq!(
        pool.workspace_id,
        market.engine.workspaces(market.ada).unwrap()[0].id
    );
    assert_eq!((pool.kind, pool.created_at), (PoolKind::Market, at(3)));
    assert_eq!(pool.tags.unwrap().get("team"), Some("ml"));
    assert!(pool.total.is_empty() && pool.by_instance_sku.is_empty());
}

#[test]
fn a_name_is_unique_in_its_workspace() {
    let mut market = Market::new();
    assert_eq!(
        why(create(&mut market, Some("main"), "default")),
        one("name", Code::NameTaken)
    );
    market
        .engine
        .create_workspace(market.ada, "prod", at(0))
        .unwrap();
    assert!(create(&mut market, Some("main"), "prod").is_ok());
    assert_eq!(
        market.engine.find_pool(market.ada, "main"),
        None,
        "a bare name for two pools"
    );
    assert!(
        market
            .engine
            .find_pool(market.ada, "sfc:pool:ada:prod:main")
            .is_some()
    );
}

#[test]
fn a_name_is_made_where_none_is_given() {
    let mut market = Market::new();
    let one = create(&mut market, None, "default").unwrap();
    let two = create(&mut market, None, "default").unwrap();
    let name = |key| market.engine.pool(key, 0).unwrap().name;
    assert_ne!(name(one), name(two));
}

#[test]
fn all_that_is_wrong_with_a_pool_is_said_at_once() {
    let mut market = Market::new();
    let pool = NewPool {
        workspace: "none",
        name: Some("a b"),
        tags: None,
        kind: PoolKind::Market,
    };
    let (kind, details) = why(market.engine.create_pool(market.ada, pool, at(0)));
    assert_eq!(kind, RefusalKind::Unprocessable);
    assert_eq!(
        details,
        [
            ("name".to_owned(), Code::Invalid),
            ("workspace".to_owned(), Code::UnknownReference)
        ]
    );
    let foreign = create(&mut market, Some("x"), "sfc:workspace:bo:default");
    assert_eq!(why(foreign), one("workspace", Code::UnknownReference));
}

#[test]
fn a_pool_is_renamed_and_its_old_name_is_free() {
    let mut market = Market::new();
    let patch = |name| PoolPatch {
        name,
        ..PoolPatch::default()
    };
    let key = market.engine.find_pool(market.ada, "main").unwrap();
    market
        .engine
        .update_pool(market.ada, "main", patch(Patch::Set("second")), at(0))
        .unwrap();
    assert_eq!(market.engine.find_pool(market.ada, "second"), Some(key));
    assert_eq!(market.engine.find_pool(market.ada, "main"), None);
    create(&mut market, Some("main"), "default").unwrap();
    let taken = market
        .engine
        .update_pool(market.ada, "main", patch(Patch::Set("second")), at(0));
    assert_eq!(why(taken), one("name", Code::NameTaken));
    let same = market
        .engine
        .update_pool(market.ada, "second", patch(Patch::Set("second")), at(0));
    assert_eq!(same, Ok(key));
    market
        .engine
        .update_pool(market.ada, "second", patch(Patch::Clear), at(0))
        .unwrap();
    assert_ne!(market.engine.pool(key, 0).unwrap().name.as_str(), "second");
    let missing = market
        .engine
        .update_pool(market.ada, "nix", PoolPatch::default(), at(0));
    assert_eq!(why(missing), (RefusalKind::NotFound, vec![]));
}

#[test]
fn tags_are_kept_replaced_or_cleared() {
    let mut market = Market::new();
    let mut patch = |tags| {
        let patch = PoolPatch {
            tags,
            ..PoolPatch::default()
        };
        let key = market
            .engine
            .update_pool(market.ada, "main", patch, at(0))
            .unwrap();
        market.engine.pool(key, 0).unwrap().tags
    };
    assert_eq!(
        patch(Patch::Set(tags(&[("a", "1"), ("b", "2")])))
            .unwrap()
            .len(),
        2
    );
    assert_eq!(patch(Patch::Keep).unwrap().len(), 2);
    assert_eq!(
        patch(Patch::Set(tags(&[("a", "3")]))),
        Some(tags(&[("a", "3")]))
    );
    assert_eq!(patch(Patch::Clear), None);
}

#[test]
fn a_read_only_pool_cannot_be_changed() {
    let mut market = Market::new();
    market.pool_of_kind(market.ada, "old", PoolKind::ReadOnly);
    let patched = market
        .engine
        .update_pool(market.ada, "old", PoolPatch::default(), at(0));
    assert_eq!(why(patched), (RefusalKind::Forbidden, vec![]));
    let deleted = market.engine.delete_pool(market.ada, "old", at(0));
    assert_eq!(why(deleted), (RefusalKind::Forbidden, vec![]));
}

#[test]
fn an_empty_pool_is_deleted_and_found_no_more() {
    let mut market = Market::new();
    let key = market.engine.find_pool(market.ada, "main").unwrap();
    let id = market.engine.pool(key, 0).unwrap().id;
    market
        .engine
        .delete_pool(market.ada, id.as_str(), at(0))
        .unwrap();
    for text in [id.as_str(), "main", "sfc:pool:ada:default:main"] {
        assert_eq!(market.engine.find_pool(market.ada, text), None, "{text}");
    }
    let again = market.engine.delete_pool(market.ada, id.as_str(), at(0));
    assert_eq!(why(again), (RefusalKind::NotFound, vec![]));
    let fresh = create(&mut market, Some("main"), "default").unwrap();
    assert_ne!(fresh, key);
    market.sound();
}

#[test]
fn a_pool_in_use_is_not_deleted() {
    let mut market = Market::new();
    let whole = String::new;
    let refused = |codes: &[Code]| {
        let details = codes.iter().map(|code| (whole(), *code)).collect();
        (RefusalKind::Unprocessable, details)
    };
    let bid = market.place(market.buy(1, 30, 60, 1_000).standing());
    let delete = |market: &mut Market| {
        let now = market.engine.now();
        why(market.engine.delete_pool(market.ada, "main", now))
    };
    assert_eq!(delete(&mut market), refused(&[Code::ActiveOrders]));
    market.place(market.sell(1, 30, 60, 900));
    assert_eq!(market.status(bid), OrderStatus::Filled);
    assert_eq!(delete(&mut market), refused(&[Code::FutureAllocation]));
    market.place(market.buy(1, 30, 60, 1_000).standing());
    assert_eq!(
        delete(&mut market),
        refused(&[Code::ActiveOrders, Code::FutureAllocation])
    );
    market.wait_until(60);
    market
        .engine
        .delete_pool(market.ada, "main", at(60))
        .unwrap();
    market.sound();
    assert_eq!(
        market.order(bid).pool.name.as_str(),
        "main",
        "its orders still name it"
    );
}

#[test]
fn pools_are_filtered_and_newest_first() {
    let mut market = Market::new();
    market
        .engine
        .create_workspace(market.ada, "prod", at(0))
        .unwrap();
    for (name, tags) in [
        ("a", &[("team", "ml")][..]),
        ("b", &[("team", "ml"), ("env", "x")]),
    ] {
        let pairs = tags
            .iter()
            .map(|(key, value)| (key.to_string(), value.to_string()));
        let tags = Some(Tags::from_pairs(pairs).unwrap());
        let (workspace, kind) = ("prod", PoolKind::Market);
        let pool = NewPool {
            workspace,
            name: Some(name),
            tags,
            kind,
        };
        market.engine.create_pool(market.ada, pool, at(0)).unwrap();
    }
    let list = |filter: PoolFilter<'_>, limit, edge| {
        market
            .engine
            .list_pools(market.ada, &filter, 0, limit, edge)
            .unwrap()
    };
    let names = |filter| {
        let page = list(filter, 50, Edge::Head);
        page.items
            .into_iter()
            .map(|pool| pool.name.into_string())
            .collect::<Vec<_>>()
    };
    let all = PoolFilter::default();
    assert_eq!(names(all.clone()), ["b", "a", "main"]);
    assert_eq!(
        names(PoolFilter {
            workspace: Some("prod"),
            ..all
        }),
        ["b", "a"]
    );
    let ids = [
        "sfc:pool:ada:prod:a",
        "main",
        "none",
        "sfc:pool:bo:default:main",
    ];
    assert_eq!(names(PoolFilter { ids: &ids, ..all }), ["a", "main"]);
    assert_eq!(
        names(PoolFilter {
            ids: &["none"],
            ..all
        }),
        [] as [&str; 0]
    );
    assert_eq!(
        names(PoolFilter {
            tags: &[("team", "ml")],
            ..all
        }),
        ["b", "a"]
    );
    assert_eq!(
        names(PoolFilter {
            tags: &[("team", "ml"), ("env", "x")],
            ..all
        }),
        ["b"]
    );
    assert_eq!(
        names(PoolFilter {
            tags: &[("team", "x")],
            ..all
        }),
        [] as [&str; 0]
    );
    assert_eq!(
        names(PoolFilter {
            tag_keys: &["env"],
            ..all
        }),
        ["b"]
    );
    let first = list(all.clone(), 1, Edge::Head);
    let second = list(all.clone(), 1, Edge::After(first.last.unwrap()));
    assert_eq!(
        (second.items[0].name.as_str(), second.has_more),
        ("a", true)
    );
    let back = list(all, 1, Edge::Before(second.first.unwrap()));
    assert_eq!((back.items, back.has_more), (first.items, false));
}
