//! Lists of instances: what they leave out, what they show, and in which pages.

use http::StatusCode;
use serde_json::{Value, json};

use super::instances::{USER_DATA, allocate, make, named, on, path};
use super::{INFERENCE, TRAINING, Watched};

fn names(list: &Value) -> String {
    let data = list["data"].as_array().unwrap();
    data.iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn instances_are_filtered() {
    let watched = Watched::at_once().await;
    let osaka = watched.market.skus()[2].id.as_str();
    let first = watched.market.now().as_seconds();
    let mut ids = Vec::new();
    for fields in [
        json!({"name": "a", "tags": {"team": "red"}}),
        json!({"name": "b", "pool": INFERENCE, "tags": {"team": "blue", "stage": "test"}}),
        json!({"name": "c", "instance_sku": osaka, "tags": {"stage": "live"}}),
    ] {
        ids.push(
            make(&watched, fields).await["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
        watched.clock.advance(60);
    }
    let pool = json!({"workspace": "sfc:workspace:acme:default", "name": "far"}).to_string();
    watched.raw("POST", "/pools", &pool).await;
    make(
        &watched,
        json!({"name": "d", "pool": "sfc:pool:acme:default:far"}),
    )
    .await;
    allocate(&watched, 1).await;
    on(&watched, "POST", "c", "/terminate", "").await;
    let pool = &watched.market.accounts()[0].pools[0].id;
    for (query, expected) in [
        (String::new(), "dcba"),
        ("workspace=sfc:workspace:acme:prod".to_owned(), "cba"),
        ("workspace=default".to_owned(), "d"),
        (format!("id={}", ids[1]), "b"),
        (
            format!(
                "id={}&id={}&id=inst_x",
                ids[0],
                ids[2].replacen("inst_", "vm_", 1)
            ),
            "ca",
        ),
        (format!("pool={pool}"), "ca"),
        (format!("pool={TRAINING}&pool={INFERENCE}"), "cba"),
        (format!("instance_sku={osaka}"), "c"),
        (
            format!("instance_sku={osaka}&instance_sku={}", watched.sku()),
            "dcba",
        ),
        ("instance_sku=isku_x".to_owned(), ""),
        ("status=running".to_owned(), "a"),
        (
            "status=terminated&status=awaiting_allocation".to_owned(),
            "dcb",
        ),
        ("status=failed".to_owned(), ""),
        (format!("created_after={}", first + 60), "dcb"),
        (format!("created_before={}", first + 60), "ba"),
        (
            format!("created_after={0}&created_before={0}", first + 60),
            "b",
        ),
        ("tag=team%3Dred".to_owned(), "a"),
        ("tag=team%3Dred&tag=team%3Dblue".to_owned(), "ba"),
        ("tag_key=stage".to_owned(), "cb"),
        ("tag_key=team&tag=stage%3Dtest".to_owned(), "b"),
        (format!("pool={TRAINING}&status=running&tag_key=team"), "a"),
    ] {
        let list = watched.raw("GET", &format!("/instances?{query}"), "").await;
        assert_eq!(list.status, StatusCode::OK, "{query}: {list:?}");
        assert_eq!(names(&list.json), expected, "{query}");
    }
    let provider = watched.raw_as_provider("GET", "/instances", "").await;
    assert_eq!(provider.json["data"], json!([]));
}

#[tokio::test]
async fn filters_that_cannot_be_read_are_refused() {
    let watched = Watched::at_once().await;
    for (query, field, code) in [
        ("workspace=nowhere", "workspace", "unknown_reference"),
        ("id=sfc:instance:acme:prod:a", "id", "invalid"),
        ("pool=training", "pool", "invalid"),
        ("status=idle", "status", "invalid"),
        ("created_after=today", "created_after", "invalid"),
        (
            "created_before=1&created_before=2",
            "created_before",
            "repeated",
        ),
        ("instance_sku=h100", "instance_sku", "invalid"),
        ("limit=0", "limit", "invalid"),
        ("limit=201", "limit", "invalid"),
        ("starting_after=poolc_0", "starting_after", "invalid"),
        ("include=secrets", "include", "invalid"),
        ("tag=team", "tag", "invalid"),
    ] {
        let refused = watched.raw("GET", &format!("/instances?{query}"), "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(
            refused.details(),
            [(field.to_owned(), code.to_owned())],
            "{query}"
        );
    }
    let nowhere = watched.raw("GET", "/instances?pool=pool_x", "").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_lead_both_ways() {
    let watched = Watched::at_once().await;
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
        named(&watched, name).await;
    }
    on(&watched, "POST", "d", "/terminate", "").await;
    on(&watched, "DELETE", "d", "", "").await;
    let all = watched.raw("GET", "/instances", "").await.json;
    assert_eq!(names(&all), "gfecba");
    let all = all["data"].as_array().unwrap();
    for limit in 1..=7 {
        assert_eq!(watched.paged("/instances", limit).await, *all, "{limit}");
    }
    let target = format!("/instances?pool={TRAINING}&status=awaiting_allocation");
    assert_eq!(watched.paged(&target, 2).await, *all);
    // What is made meanwhile neither repeats nor hides any.
    let first = watched.raw("GET", "/instances?limit=3", "").await.json;
    named(&watched, "h").await;
    let cursor = first["cursor"].as_str().unwrap();
    assert!(cursor.starts_with("nodec_"), "{cursor}");
    let next = format!("/instances?limit=3&starting_after={cursor}");
    assert_eq!(names(&watched.raw("GET", &next, "").await.json), "cba");
    let back = format!("/instances?ending_before={cursor}");
    assert_eq!(names(&watched.raw("GET", &back, "").await.json), "h");
}

#[tokio::test]
async fn user_data_shows_where_it_is_asked_for() {
    let watched = Watched::at_once().await;
    make(
        &watched,
        json!({"name": "a", "cloud_init_user_data": USER_DATA}),
    )
    .await;
    make(&watched, json!({"name": "b", "cloud_init_user_data": ""})).await;
    named(&watched, "c").await;
    let shown = async |query: &str| {
        let list = watched
            .raw("GET", &format!("/instances{query}"), "")
            .await
            .json;
        let data = list["data"].as_array().unwrap().clone();
        let used = data
            .iter()
            .map(|one| one["cloud_init_user_data_used"].clone());
        assert_eq!(
            used.collect::<Vec<_>>(),
            [json!(false), json!(true), json!(true)]
        );
        data.iter()
            .map(|one| one.get("cloud_init_user_data").cloned())
            .collect::<Vec<_>>()
    };
    assert_eq!(shown("").await, [None, None, None]);
    assert_eq!(
        shown("?include=cloud_init_user_data").await,
        [None, Some(json!("")), Some(json!(USER_DATA))]
    );
    let read = on(&watched, "GET", "a", "", "").await;
    assert_eq!(read.json["resource_path"], path("a"));
    assert_eq!(read.json.get("cloud_init_user_data"), None);
}
