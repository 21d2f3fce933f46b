//! Workspaces, users and features on trial.

use sfcompute_types::{Patch, UserId};

use super::*;

fn user(id: &str) -> User {
    User {
        id: UserId::try_from(id).unwrap(),
        email: None,
        first_name: None,
        last_name: None,
    }
}

#[test]
fn a_deleted_workspace_is_nobodys_and_its_name_is_free() {
    let mut market = Market::new();
    let engine = &mut market.engine;
    let first = engine.create_workspace(market.ada, "prod", at(0)).unwrap();
    let id = engine.workspace(first).unwrap().id;
    engine.delete_workspace(market.ada, "prod", at(1)).unwrap();
    for text in [id.as_str(), "sfc:workspace:ada:prod", "prod"] {
        assert_eq!(engine.find_workspace(market.ada, text), None, "{text}");
    }
    assert_eq!(engine.list_workspaces(market.ada, &[]).unwrap().len(), 1);
    let second = engine.create_workspace(market.ada, "prod", at(2)).unwrap();
    assert_ne!(first, second);
    let pool = NewPool {
        workspace: "prod",
        name: Some("batch"),
        tags: None,
        kind: PoolKind::Market,
    };
    let pool = engine.create_pool(market.ada, pool, at(2)).unwrap();
    let path = "sfc:pool:ada:prod:batch";
    assert_eq!(engine.find_pool(market.ada, path), Some(pool));
    market.sound();
}

#[test]
fn a_workspace_that_holds_pools_stays() {
    let mut market = Market::new();
    let before = market.engine.clone();
    let full = market
        .engine
        .delete_workspace(market.ada, DEFAULT_WORKSPACE, before.now());
    assert_eq!(why(full), one("", Code::NotEmpty));
    assert_eq!(market.engine, before);
    let unknown = market.engine.delete_workspace(market.bo, "none", at(0));
    assert_eq!(why(unknown).0, RefusalKind::NotFound);
}

#[test]
fn paths_follow_a_workspaces_name() {
    let mut market = Market::new();
    let engine = &mut market.engine;
    let key = engine
        .rename_workspace(market.ada, DEFAULT_WORKSPACE, Patch::Set("main"), at(0))
        .unwrap();
    assert!(
        engine
            .find_pool(market.ada, "sfc:pool:ada:main:main")
            .is_some()
    );
    assert_eq!(
        engine.find_pool(market.ada, "sfc:pool:ada:default:main"),
        None
    );
    let kept = engine.rename_workspace(market.ada, "main", Patch::Keep, at(0));
    assert_eq!(kept.unwrap(), key);
    engine
        .rename_workspace(market.ada, "main", Patch::Clear, at(0))
        .unwrap();
    assert_ne!(engine.workspace(key).unwrap().name, "main");
    engine.create_workspace(market.ada, "other", at(0)).unwrap();
    let before = market.engine.clone();
    let id = before.workspace(key).unwrap().id;
    let taken =
        market
            .engine
            .rename_workspace(market.ada, id.as_str(), Patch::Set("other"), before.now());
    assert_eq!(why(taken), one("name", Code::NameTaken));
    assert_eq!(market.engine, before);
}

#[test]
fn a_user_has_one_account_and_the_first_speaks_for_it() {
    let mut market = Market::new();
    let engine = &mut market.engine;
    assert_eq!(engine.first_user(market.ada).unwrap(), None);
    let first = engine.add_user(market.ada, user("eve"), at(3)).unwrap();
    engine.add_user(market.ada, user("fay"), at(4)).unwrap();
    let taken = engine.add_user(market.bo, user("eve"), at(4));
    assert_eq!(why(taken), one("user", Code::NameTaken));
    let shown = engine.first_user(market.ada).unwrap().unwrap();
    assert_eq!((shown.key, shown.created_at), (first, at(3)));
    assert_eq!(shown.resource_path.as_str(), "sfc:user:eve");
    assert_eq!(engine.account(market.ada).unwrap().user, Some(user("eve")));
    assert_eq!(engine.find_user(market.bo, "eve"), None);
    let opened = engine.open_account(
        NewAccount {
            id: "eve-inc".parse().unwrap(),
            entity_type: None,
            user: Some(user("fay")),
            cash: 0,
        },
        at(4),
    );
    assert_eq!(why(opened), one("user", Code::NameTaken));
}

#[test]
fn a_feature_is_joined_where_that_is_open() {
    let mut market = Market::new();
    let engine = &mut market.engine;
    for (name, user_enroll) in [("open", true), ("closed", false)] {
        let flag = FeatureFlag {
            name: name.parse().unwrap(),
            description: String::new(),
            user_enroll,
        };
        engine.add_feature_flag(flag.clone(), at(0)).unwrap();
        let taken = engine.add_feature_flag(flag, at(0));
        assert_eq!(why(taken), one("name", Code::NameTaken));
    }
    let joined = engine.set_enrollment(market.ada, "open", true, at(0));
    assert!(joined.unwrap().enrolled);
    let closed = engine.set_enrollment(market.ada, "closed", true, at(0));
    assert_eq!(why(closed).0, RefusalKind::Forbidden);
    let unknown = engine.set_enrollment(market.ada, "none", true, at(0));
    assert_eq!(why(unknown).0, RefusalKind::NotFound);
    engine.invite(market.bo, "closed", true, at(0)).unwrap();
    let enrolled = |account| -> Vec<bool> {
        let flags = market.engine.list_feature_flags(account);
        flags.iter().map(|flag| flag.enrolled).collect()
    };
    assert_eq!(enrolled(market.ada), [true, false]);
    assert_eq!(enrolled(market.bo), [false, true]);
}
