//! Accounts and workspaces.

use sfcompute_types::UserId;

use super::*;

fn account(id: &str, cash: Micros) -> NewAccount {
    NewAccount {
        id: Name::try_from(id).unwrap(),
        entity_type: Some(EntityType::Personal),
        user: Some(User {
            id: UserId::try_from("eve").unwrap(),
            email: Some("eve@example.com".to_owned()),
            first_name: None,
            last_name: None,
        }),
        cash,
    }
}

#[test]
fn an_account_is_shown_as_it_was_opened() {
    let mut market = Market::new();
    let key = market
        .engine
        .open_account(account("eve-inc", 5 * DOLLAR), at(7))
        .unwrap();
    let shown = market.engine.account(key).unwrap();
    assert_eq!(
        (shown.key, shown.id.as_str(), shown.created_at),
        (key, "eve-inc", at(7))
    );
    assert_eq!(shown.entity_type, Some(EntityType::Personal));
    assert_eq!(
        shown.user.unwrap().email.as_deref(),
        Some("eve@example.com")
    );
    assert_eq!(
        shown.balance,
        Balance {
            available: 5 * DOLLAR,
            held: 0
        }
    );
    assert_eq!(market.engine.account_named("eve-inc"), Some(key));
    assert_eq!(market.engine.account_named("nobody"), None);
}

#[test]
fn an_account_id_is_taken_once_and_a_deposit_never_negative() {
    let mut market = Market::new();
    let taken = market.engine.open_account(account("ada", 0), at(0));
    assert_eq!(why(taken), one("id", Code::NameTaken));
    let before = market.engine.clone();
    let debt = market.engine.open_account(account("eve", -1), at(0));
    assert_eq!(why(debt), one("cash", Code::Invalid));
    assert_eq!(market.engine, before);
    let debt = market.engine.deposit(market.ada, -1, at(0));
    assert_eq!(why(debt), one("cash", Code::Invalid));
    assert_eq!(
        market
            .engine
            .deposit(market.ada, 1, at(0))
            .unwrap()
            .available,
        CASH + 1
    );
    market.sound();
}

#[test]
fn workspaces_are_found_by_id_path_and_name() {
    let mut market = Market::new();
    let key = market
        .engine
        .create_workspace(market.ada, "prod", at(5))
        .unwrap();
    let shown = market.engine.workspace(key).unwrap();
    assert_eq!(shown.resource_path.as_str(), "sfc:workspace:ada:prod");
    assert_eq!((shown.owner.as_str(), shown.created_at), ("ada", at(5)));
    for text in [shown.id.as_str(), shown.resource_path.as_str(), "prod"] {
        assert_eq!(
            market.engine.find_workspace(market.ada, text),
            Some(key),
            "{text}"
        );
        assert_eq!(
            market.engine.find_workspace(market.bo, text),
            None,
            "{text}"
        );
    }
    assert_eq!(
        market
            .engine
            .find_workspace(market.ada, "sfc:workspace:ada:none"),
        None
    );
    let names = market.engine.workspaces(market.ada).unwrap();
    let names: Vec<_> = names
        .iter()
        .map(|workspace| workspace.name.as_str())
        .collect();
    assert_eq!(names, ["prod", DEFAULT_WORKSPACE], "newest first");
    let taken = market.engine.create_workspace(market.ada, "prod", at(5));
    assert_eq!(why(taken), one("name", Code::NameTaken));
    let bad = market.engine.create_workspace(market.ada, "a:b", at(5));
    assert_eq!(why(bad), one("name", Code::Invalid));
}
