//! Typed mocks: that each stands in for its operation, and what exactly a condition asks for.

mod every;
mod sample;

use httpmock::MockServer;
use serde_json::json;
use sfcompute::{Client, OrderId, PoolRef, RetryPolicy, Timestamp, types};
use sfcompute_httpmock::MockServerExt as _;
use types::{OrderSortBy, OrderStatus};

use crate::recorded::client_of;
use crate::wire::{order_of_july, window};
use sample::FOREIGN;

struct Scene {
    server: MockServer,
    sfc: Client,
}

async fn scene() -> Scene {
    let server = MockServer::start_async().await;
    let sfc = client_of(&server.base_url());
    Scene { server, sfc }
}

fn order() -> types::OrderResponse {
    serde_json::from_value(order_of_july()).unwrap()
}

fn no_orders() -> types::ListOrdersResponse {
    serde_json::from_value(json!({ "object": "list", "data": [], "has_more": false })).unwrap()
}

fn held<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(json!(text)).unwrap()
}

#[tokio::test]
async fn a_repeated_parameter_is_met_by_its_values_and_no_others() {
    use OrderStatus::{Filled, PartiallyFilled, Standing};

    let Scene { server, sfc } = scene().await;
    let mock = server.list_orders(|when, then| {
        when.status(&[Standing, Filled]);
        then.ok(&no_orders());
    });
    let lists: [(&[OrderStatus], bool); 7] = [
        (&[Standing, Filled], true),
        (&[Filled, Standing], true),
        (&[Standing], false),
        (&[], false),
        (&[Standing, Filled, PartiallyFilled], false),
        (&[Standing, Filled, Filled], false),
        (&[Standing, PartiallyFilled], false),
    ];
    for (statuses, met) in lists {
        let before = mock.calls();
        let list = statuses.iter().fold(sfc.orders().list(), |list, status| {
            list.status(status.clone())
        });
        assert_eq!(list.await.is_ok(), met, "{statuses:?}");
        assert_eq!(mock.calls() - before, usize::from(met), "{statuses:?}");
    }
}

#[tokio::test]
async fn no_values_of_a_repeated_parameter_ask_for_none() {
    let Scene { server, sfc } = scene().await;
    let mock = server.list_orders(|when, then| {
        when.id(&[]).status(&[]);
        then.ok(&no_orders());
    });
    sfc.orders().list().limit(3).await.unwrap();
    mock.assert();
    assert!(sfc.orders().list().id("ordr_a").await.is_err());
    mock.assert();
}

#[tokio::test]
async fn a_value_is_the_whole_value() {
    let Scene { server, sfc } = scene().await;
    let mock = server.list_pools(|when, then| {
        when.tag(&["env=a+b".to_owned()]);
        let pools = json!({ "object": "list", "data": [], "has_more": false });
        then.ok(&serde_json::from_value(pools).unwrap());
    });
    assert!(sfc.pools().list().tag("env", "a+b").await.is_ok());
    assert!(sfc.pools().list().tag("env", "aab").await.is_err());
    assert!(sfc.pools().list().tag("env", "a+bc").await.is_err());
    mock.assert();
}

#[tokio::test]
async fn times_and_choices_are_compared_as_they_are_sent() {
    let Scene { server, sfc } = scene().await;
    let time = Timestamp::from_seconds(1_738_972_800);
    let mock = server.list_orders(|when, then| {
        when.created_after(&time)
            .sort_by(&OrderSortBy::from("-start_at"))
            .limit(2)
            .created_before(None);
        then.ok(&no_orders());
    });
    let list = || sfc.orders().list().limit(2).created_after(time);
    list()
        .sort_by(OrderSortBy::from("-start_at"))
        .await
        .unwrap();
    mock.assert();
    assert!(list().await.is_err());
    let sorted = list().sort_by(OrderSortBy::from("-start_at"));
    assert!(sorted.created_before(time).await.is_err());
    mock.assert();
}

#[tokio::test]
async fn ids_are_compared_as_they_are_escaped() {
    let Scene { server, sfc } = scene().await;
    let texts = [FOREIGN, "sfc:pool:acme:prod:training", "pool_a", "pool.a"];
    let mut mocks = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let mut pool: serde_json::Value = serde_json::from_str(POOL).unwrap();
        pool["id"] = json!(format!("pool_{at}"));
        mocks.push(server.fetch_pool(|when, then| {
            when.id(&held::<PoolRef>(text));
            then.ok(&serde_json::from_value(pool).unwrap());
        }));
    }
    for (at, text) in texts.iter().enumerate() {
        let pool = sfc.pools().get(held::<PoolRef>(text)).await.unwrap();
        assert_eq!(pool.id.as_str(), format!("pool_{at}"));
        mocks[at].assert();
    }
    assert!(sfc.pools().get(held::<PoolRef>("poolxa")).await.is_err());
}

const POOL: &str = r#"{
    "object": "pool", "id": "pool_a", "name": "a", "resource_path": "sfc:pool:acme:prod:a",
    "owner": "acme", "workspace": "prod", "workspace_id": "wksp_a", "kind": "standard",
    "deployments": [], "procurements": [],
    "allocation_schedule": { "by_instance_sku": {}, "total": [] }, "created_at": 1738972700
}"#;

#[tokio::test]
async fn a_header_is_compared_and_so_is_its_absence() {
    let Scene { server, sfc } = scene().await;
    let mut mock = server.create_order(|when, then| {
        when.idempotency_key("rebalance 7");
        then.created(&order());
    });
    let buy = |key: &str| {
        sfc.orders()
            .buy("isku_k3R", 4)
            .pool("pool_a")
            .window(window())
            .limit_price("2.5")
            .idempotency_key(key)
    };
    let placed = buy("rebalance 7").send().await.unwrap();
    assert_eq!(placed.id, order().id);
    assert!(buy("Rebalance 7").send().await.is_err());
    mock.assert();

    mock.delete();
    let without = server.create_order(|when, then| {
        when.idempotency_key(None);
        then.created(&order());
    });
    assert!(buy("any").send().await.is_err());
    without.assert_calls(0);
}

#[tokio::test]
async fn a_body_is_compared_as_json() {
    let Scene { server, sfc } = scene().await;
    let body: types::CreatePoolRequest = serde_json::from_value(json!({
        "name": "training", "workspace": "wksp_a"
    }))
    .unwrap();
    let mock = server.create_pool(|when, then| {
        when.body(&body);
        then.forbidden(&forbidden());
    });
    let create = |name: &str| sfc.pools().create("wksp_a").name(name).call();
    let error = create("training").await.unwrap_err();
    assert_eq!(status(&error), 403);
    let error = create("inference").await.unwrap_err();
    assert_eq!(status(&error), 404, "httpmock's own answer");
    mock.assert();
}

fn status(error: &sfcompute::Error) -> u16 {
    error.status().unwrap().as_u16()
}

fn forbidden() -> types::ForbiddenError {
    let error = json!({ "error": { "type": "forbidden", "message": "not yours" } });
    serde_json::from_value(error).unwrap()
}

#[tokio::test]
async fn errors_arrive_through_the_facade_as_what_they_are() {
    let Scene { server, sfc } = scene().await;
    let id: OrderId = "ordr_a".parse().unwrap();
    let mut mock = server.fetch_order(|_, then| {
        let error = json!({ "error": { "type": "unauthorized", "message": "no token" } });
        then.unauthorized(&serde_json::from_value(error).unwrap());
    });
    let error = sfc.orders().get(&id).await.unwrap_err();
    assert!(error.is_authentication(), "{error}");
    mock.delete();

    let mut mock = server.fetch_order(|_, then| {
        then.forbidden(&forbidden());
    });
    let error = sfc.orders().get(&id).await.unwrap_err();
    assert_eq!(status(&error), 403);
    assert!(error.to_string().contains("not yours"), "{error}");
    mock.delete();

    // What the contract does not document, in both ways out.
    let mut mock = server.fetch_order(|_, then| {
        then.status(
            418,
            &json!({ "error": { "type": "teapot", "message": "short" } }),
        );
    });
    let error = sfc.orders().get(&id).await.unwrap_err();
    assert_eq!(status(&error), 418);
    mock.delete();
    let mock = server.fetch_order(|when, then| {
        when.and_then(|when| when.header_exists("authorization"));
        then.into_inner().status(502).body("<html>");
    });
    let once = sfc.orders().get(&id).retry(RetryPolicy::none());
    let error = once.await.unwrap_err();
    assert_eq!(status(&error), 502);
    mock.assert();
}

#[tokio::test]
async fn nothing_is_answered_with_nothing() {
    let Scene { server, sfc } = scene().await;
    let mock = server.cancel_order(|when, then| {
        when.id(&"ordr_a".parse().unwrap());
        then.no_content();
    });
    sfc.orders().cancel("ordr_a").await.unwrap();
    assert!(sfc.orders().cancel("ordr_b").await.is_err());
    mock.assert();
}
