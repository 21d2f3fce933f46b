//! Every operation of the contract succeeds, as the contract says.

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::{Request, StatusCode};
use sfcompute::operations::OPERATIONS;
use sfcompute_tests::conformance::Conformance;
use tower::ServiceExt as _;

use super::{INFERENCE, TRAINING, Watched, tomorrow, window};

#[tokio::test]
async fn each_operation_succeeds() {
    let watched = Watched::by_default().await;
    let buyer = watched.buyer();
    let (orders, pools, book) = (buyer.orders(), buyer.pools(), buyer.orderbook());
    buyer.me().await.unwrap();

    let skus = buyer.instance_skus();
    skus.list().await.unwrap();
    skus.list_availability().await.unwrap();
    skus.get(watched.sku()).await.unwrap();
    skus.availability(watched.sku()).await.unwrap();
    let catalog = skus.property_catalog().await.unwrap();
    assert_eq!(catalog.data.len(), 10);

    let preview = orders
        .preview_buy(2)
        .pool(TRAINING)
        .window(tomorrow())
        .await
        .unwrap();
    assert_eq!(preview.tag(), Some("quoted"));
    let order = orders
        .buy(watched.sku(), 2)
        .pool(TRAINING)
        .window(tomorrow());
    let order = order.limit_price("2.50").await.unwrap();
    orders.wait(&order.id).until_filled().await.unwrap();
    let standing = orders
        .buy(watched.sku(), 1)
        .pool(TRAINING)
        .window(window(30, 1));
    let standing = standing.limit_price("1.02").standing().await.unwrap();
    orders.cancel(&standing.id).await.unwrap();
    assert_eq!(orders.list().await.unwrap().data.len(), 2);

    let transfer = pools
        .transfer(TRAINING, INFERENCE)
        .instance_sku(watched.sku());
    let transfer = transfer.nodes(1).window(tomorrow()).await.unwrap();
    buyer
        .transfers()
        .wait(&transfer.id)
        .until_executed()
        .await
        .unwrap();
    assert_eq!(buyer.transfers().list().await.unwrap().data.len(), 1);

    let pool = pools.create("sfc:workspace:acme:prod").await.unwrap();
    pools.get(&pool.id).await.unwrap();
    pools.update(&pool.id).name("renamed").await.unwrap();
    assert_eq!(pools.list().await.unwrap().data.len(), 3);
    pools.delete(&pool.id).await.unwrap();

    book.quote(tomorrow()).await.unwrap();
    book.depth(tomorrow()).await.unwrap();
    assert_eq!(book.fills(tomorrow()).await.unwrap().data.len(), 1);
    book.windows(window(0, 48)).await.unwrap();

    each_other_resource(&watched).await;
    each_automation(&watched).await;

    let answers = watched.conformance.answers();
    for operation in OPERATIONS {
        let success = format!(
            "{} {} {}",
            operation.method, operation.path, operation.success
        );
        assert!(
            answers.contains(&success),
            "{} did not answer {success}",
            operation.id
        );
    }
}

/// Makes, reads, lists, changes and deletes one of each, past the client, which has no words for
/// these yet.
async fn each_other_resource(watched: &Watched) {
    let image = super::images::uploaded(watched, "worker", &[b"abc"]).await;
    let template = "sfc:instance_template:acme:prod:worker";
    let body =
        format!(r#"{{"workspace":"sfc:workspace:acme:prod","name":"worker","image":"{image}"}}"#);
    super::instances::allocate(watched, 1).await;
    let (one, other) = (
        format!("/instances/{}", super::instances::path("one")),
        format!("/instances/{}", super::instances::path("other")),
    );
    let instance = format!(
        r#"{{"pool":"{TRAINING}","name":"one","image":"{image}","instance_sku":"{}"}}"#,
        watched.sku()
    );
    let join = r#"{"enrolled":true}"#.to_owned();
    for (method, target, body) in [
        ("GET", format!("/images/{image}"), String::new()),
        ("GET", "/images".to_owned(), String::new()),
        ("GET", format!("/images/{image}/download"), String::new()),
        ("POST", format!("/images/{image}/revoke"), String::new()),
        ("POST", format!("/images/{image}/reinstate"), String::new()),
        ("POST", "/instance_templates".to_owned(), body),
        (
            "GET",
            format!("/instance_templates/{template}"),
            String::new(),
        ),
        ("GET", "/instance_templates".to_owned(), String::new()),
        (
            "DELETE",
            format!("/instance_templates/{template}"),
            String::new(),
        ),
        ("POST", "/instances".to_owned(), instance),
        ("GET", "/instances".to_owned(), String::new()),
        (
            "PATCH",
            "/instances".to_owned(),
            r#"{"data":[]}"#.to_owned(),
        ),
        ("GET", one.clone(), String::new()),
        ("PATCH", one.clone(), "{}".to_owned()),
        ("GET", format!("{one}/logs"), String::new()),
        ("GET", format!("{one}/ssh"), String::new()),
        (
            "POST",
            format!("{one}/replace"),
            format!(r#"{{"image":"{image}","name":"other"}}"#),
        ),
        ("DELETE", one.clone(), String::new()),
        ("POST", format!("{other}/terminate"), String::new()),
        ("DELETE", format!("/images/{image}"), String::new()),
        (
            "POST",
            "/workspaces".to_owned(),
            r#"{"name":"new"}"#.to_owned(),
        ),
        (
            "GET",
            "/workspaces/sfc:workspace:acme:new".to_owned(),
            String::new(),
        ),
        ("GET", "/workspaces".to_owned(), String::new()),
        (
            "PATCH",
            "/workspaces/sfc:workspace:acme:new".to_owned(),
            "{}".to_owned(),
        ),
        (
            "DELETE",
            "/workspaces/sfc:workspace:acme:new".to_owned(),
            String::new(),
        ),
        ("GET", "/users".to_owned(), String::new()),
        ("GET", "/users/buyer".to_owned(), String::new()),
        ("GET", "/feature_flags".to_owned(), String::new()),
        ("POST", "/feature_flags/open-trial".to_owned(), join),
    ] {
        let answer = watched.raw(method, &target, &body).await;
        if target == "/instances" {
            // Until it is up.
            watched.clock.advance(120);
        }
        assert!(answer.status.is_success(), "{method} {target}: {answer:?}");
    }
}

/// Sets up, reads, lists, changes and deletes a procurement and a deployment.
async fn each_automation(watched: &Watched) {
    let sku = watched.sku();
    let prod = "sfc:workspace:acme:prod";
    let template = format!(
        r#"{{"workspace":"{prod}","name":"node","image":"{}"}}"#,
        super::images::PUBLIC
    );
    let made = watched.raw("POST", "/instance_templates", &template).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    let procurement = format!(
        r#"{{"pool":"{TRAINING}","instance_sku":"{sku}","target":0,"managed_window_minutes":1,
        "min_sell_price_dollars_per_node_hour":"9.0","name":"one",
        "max_buy_price_dollars_per_node_hour":"1.0"}}"#
    );
    let deployment = format!(
        r#"{{"kind":"generic","pool":"{TRAINING}","instance_sku":"{sku}","name":"one",
        "instance_template":"sfc:instance_template:acme:prod:node","target_instance_count":0}}"#
    );
    for (list, path, query, body) in [
        (
            "/procurements",
            "sfc:procurement:acme:prod:one",
            "",
            procurement,
        ),
        (
            "/deployments",
            "sfc:deployment:acme:prod:one",
            "?workspace=sfc:workspace:acme:prod",
            deployment,
        ),
    ] {
        let (one, all) = (format!("{list}/{path}"), format!("{list}{query}"));
        for (method, target, body) in [
            ("POST", list, body.as_str()),
            ("GET", &one, ""),
            ("GET", &all, ""),
            ("PATCH", &one, "{}"),
            ("DELETE", &one, ""),
        ] {
            let answer = watched.raw(method, target, body).await;
            assert!(answer.status.is_success(), "{method} {target}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_market_that_breaks_the_contract_is_seen() {
    let wrong = Router::new()
        .route(
            "/preview/v2/me",
            get(|| async { axum::Json(serde_json::json!({"object": "me"})) }),
        )
        .route(
            "/preview/v2/pools",
            get(|| async { StatusCode::IM_A_TEAPOT }),
        )
        .route(
            "/preview/v2/users",
            get(|| async { axum::Json(serde_json::json!({"data": []})) }),
        )
        .route("/elsewhere", get(|| async { "well" }));
    let conformance = Conformance::new();
    let wrong = conformance.watch(wrong);
    for (path, breaches) in [
        ("/preview/v2/me", 3),
        ("/preview/v2/pools", 4),
        ("/elsewhere", 5),
        ("/preview/v2/users", 7),
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        wrong.clone().oneshot(request).await.unwrap();
        let seen = conformance.breaches();
        assert_eq!(seen.len(), breaches, "{seen:#?}");
    }
}
