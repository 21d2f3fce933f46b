//! Who is who, and nobody sees what is another's.

use sfcompute::types;

use super::{SUPPLY, TRAINING, Watched, tomorrow, window};

#[tokio::test]
async fn a_token_tells_whom_it_speaks_for() {
    let watched = Watched::at_once().await;
    let accounts = watched.market.accounts();
    assert_eq!(accounts.len(), 2);
    for (account, user) in accounts.iter().zip(["buyer", "provider"]) {
        let [user_token, service_token] = account.tokens.as_slice() else {
            panic!("{account:?}")
        };
        assert!(user_token.starts_with("sk_sandbox_") && service_token.starts_with("sk_sandbox_"));
        let me = watched.client_with(user_token).me().await.unwrap();
        assert_eq!(me.account_id, account.account.as_str());
        assert_eq!(me.entity_type, Some(types::EntityType::Business));
        let person = me.user.unwrap();
        assert_eq!((person.id.as_str(), person.object.as_str()), (user, "user"));
        assert_eq!(person.resource_path, format!("sfc:user:{user}").as_str());
        let me = watched.client_with(service_token).me().await.unwrap();
        assert_eq!(
            (me.account_id.as_str(), me.user),
            (account.account.as_str(), None)
        );
    }
    assert_eq!(accounts[0].pools[0].resource_path, TRAINING);
    assert_eq!(accounts[1].pools[0].resource_path, SUPPLY);
    assert_eq!(watched.market.token(), accounts[0].tokens[0]);
}

#[tokio::test]
async fn orders_say_who_placed_them() {
    let watched = Watched::at_once().await;
    let service = watched.client_with(&watched.market.accounts()[0].tokens[1]);
    let order = service
        .orders()
        .buy(watched.sku(), 1)
        .pool(TRAINING)
        .window(tomorrow());
    let order = order.limit_price("2.50").await.unwrap();
    let principal = order.created_by.unwrap();
    assert_eq!(principal.type_, types::OrderPrincipalKind::Token);
    assert_eq!(
        (principal.id.as_str(), principal.name.as_deref()),
        ("tokn_acme", Some("service"))
    );
    // The account's other token sees it as well.
    assert_eq!(
        watched.buyer().orders().get(&order.id).await.unwrap().id,
        order.id
    );
}

#[tokio::test]
async fn nobody_sees_or_touches_what_is_anothers() {
    let watched = Watched::at_once().await;
    let (buyer, provider) = (watched.buyer(), watched.provider());
    let order = buyer
        .orders()
        .buy(watched.sku(), 2)
        .pool(TRAINING)
        .window(tomorrow());
    order.limit_price("2.50").await.unwrap();
    let order = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool(TRAINING)
        .window(window(30, 1));
    let order = order.limit_price("0.06").standing().await.unwrap();
    let transfer = buyer
        .pools()
        .transfer(TRAINING, super::INFERENCE)
        .instance_sku(watched.sku());
    let transfer = transfer.nodes(1).window(tomorrow()).await.unwrap();
    let pool = &watched.market.accounts()[0].pools[0].id;

    assert!(
        provider
            .orders()
            .get(&order.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        provider
            .orders()
            .cancel(&order.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        provider
            .transfers()
            .get(&transfer.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(provider.pools().get(pool).await.unwrap_err().is_not_found());
    assert!(
        provider
            .pools()
            .get(TRAINING)
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        provider
            .pools()
            .update(pool)
            .name("mine")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        provider
            .pools()
            .delete(pool)
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        provider
            .orders()
            .list()
            .pool(TRAINING)
            .await
            .unwrap_err()
            .is_unprocessable()
    );
    let theirs = provider.orders().list().id(&order.id).await.unwrap();
    assert!(theirs.data.is_empty());
    assert!(provider.transfers().list().await.unwrap().data.is_empty());
    let names: Vec<_> = provider.pools().list().await.unwrap().data;
    assert!(names.iter().all(|pool| pool.owner == "granite-compute"));

    // The public book shows the order, and not whose it is.
    let quote = provider.orderbook().quote(window(30, 1)).await.unwrap();
    let shown = serde_json::to_string(&quote.best_bid).unwrap();
    assert!(
        shown.contains("0.060000") && !shown.contains("acme"),
        "{shown}"
    );
}
