//! Instances changed one by one, together, and replaced.

use http::StatusCode;
use serde_json::{Value, json};

use super::images::PUBLIC;
use super::instances::{USER_DATA, allocate, make, named, on, path, read};
use super::{Raw, Watched};

/// Replaces the instance of this name, under a key or none.
async fn replace(watched: &Watched, name: &str, body: &Value, key: Option<&str>) -> Raw {
    let token = format!("Bearer {}", watched.market.token());
    let mut headers = vec![("authorization", token.as_str())];
    headers.extend(key.map(|key| ("Idempotency-Key", key)));
    let target = format!("/instances/{}/replace", path(name));
    let body = body.to_string();
    watched.with_headers("POST", &target, &body, &headers).await
}

fn detail(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[tokio::test]
async fn a_change_changes_what_it_names() {
    let watched = Watched::at_once().await;
    let made = make(&watched, json!({"name": "a", "tags": {"team": "red"}})).await;
    named(&watched, "b").await;
    watched.clock.advance(60);
    let same = on(&watched, "PATCH", "a", "", "{}").await;
    assert_eq!(same.status, StatusCode::OK);
    assert_eq!(same.json["tags"], made["tags"]);
    let body = json!({"name": "c", "tags": {"team": "blue"}, "priority_level": "critical"});
    let changed = on(&watched, "PATCH", "a", "", &body.to_string()).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(changed.json["resource_path"], path("c"));
    assert_eq!(changed.json["tags"], json!({"team": "blue"}));
    assert_eq!(changed.json["priority_level"], "critical");
    assert_eq!(
        changed.json["updated_at"],
        watched.market.now().as_seconds()
    );
    let old = on(&watched, "GET", "a", "", "").await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
    let body = json!({"name": null, "tags": null, "priority_level": null});
    let cleared = on(&watched, "PATCH", "c", "", &body.to_string()).await;
    assert_ne!(cleared.json["name"], "c");
    assert_eq!(cleared.json.get("tags"), None);
    assert_eq!(cleared.json["priority_level"], "normal");
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused() {
    let watched = Watched::at_once().await;
    let before = named(&watched, "a").await;
    named(&watched, "taken").await;
    let (bad, unfit) = (StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY);
    for (body, status, details) in [
        (r#"{"name":"taken"}"#, bad, detail("name", "name_taken")),
        (r#"{"name":"no name"}"#, unfit, detail("name", "invalid")),
        (r#"{"tags":[]}"#, unfit, detail("tags", "wrong_type")),
        (
            r#"{"priority_level":"urgent"}"#,
            unfit,
            detail("priority_level", "invalid"),
        ),
        ("not JSON", unfit, detail("", "malformed")),
    ] {
        let refused = on(&watched, "PATCH", "a", "", body).await;
        assert_eq!(
            (refused.status, refused.details()),
            (status, details),
            "{body}"
        );
    }
    assert_eq!(read(&watched, "a").await, before);
    let other = on(&watched, "PATCH", "nobody", "", "{}").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn priorities_change_together_or_not_at_all() {
    let watched = Watched::at_once().await;
    let mut ids = Vec::new();
    for name in ["a", "b"] {
        ids.push(
            named(&watched, name).await["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let [a, b] = [&ids[0], &ids[1]];
    let old = b.replacen("inst_", "vm_", 1);
    let patch = async |entries: &[(&str, &str)]| {
        let entry = |(id, level): &(&str, &str)| json!({"id": id, "priority_level": level});
        let data: Vec<_> = entries.iter().map(entry).collect();
        let body = json!({"data": data}).to_string();
        watched.raw("PATCH", "/instances", &body).await
    };
    let changed = patch(&[(b, "yield"), (a, "preferred"), (&old, "critical")]).await;
    assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    assert_eq!(changed.json["object"], "list");
    let shown = changed.json["data"].as_array().unwrap();
    let levels: Vec<_> = shown
        .iter()
        .map(|one| {
            (
                one["id"].as_str().unwrap(),
                one["priority_level"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(levels, [(b.as_str(), "critical"), (a, "preferred")]);
    assert_eq!(patch(&[]).await.json["data"], json!([]));

    // Instances of another workspace, of another account, and of none.
    let pool = json!({"workspace": "sfc:workspace:acme:default", "name": "far"}).to_string();
    watched.raw("POST", "/pools", &pool).await;
    let far = make(&watched, json!({"pool": "sfc:pool:acme:default:far"})).await;
    let far = far["id"].as_str().unwrap();
    let refused = patch(&[(a, "yield"), ("inst_x", "yield"), (far, "yield")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let field = |index: usize, code: &str| (format!("data[{index}].id"), code.to_owned());
    assert_eq!(
        refused.details(),
        [
            field(1, "unknown_reference"),
            field(2, "several_workspaces")
        ]
    );
    let many: Vec<_> = (0..1_001).map(|_| (a.as_str(), "yield")).collect();
    assert_eq!(patch(&many).await.details(), detail("data", "too_large"));
    assert_eq!(read(&watched, "a").await["priority_level"], "preferred");
    for (body, details) in [
        ("{}", detail("data", "missing")),
        (r#"{"data":{}}"#, detail("data", "wrong_type")),
        (r#"{"data":[1]}"#, detail("data[0]", "wrong_type")),
        (
            r#"{"data":[{"id":"a","priority_level":"urgent"},{}]}"#,
            vec![
                ("data[0].id".to_owned(), "invalid".to_owned()),
                ("data[0].priority_level".to_owned(), "invalid".to_owned()),
                ("data[1].id".to_owned(), "missing".to_owned()),
                ("data[1].priority_level".to_owned(), "missing".to_owned()),
            ],
        ),
    ] {
        let refused = watched.raw("PATCH", "/instances", body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(refused.details(), details, "{body}");
    }
}

#[tokio::test]
async fn a_replacement_takes_over_what_the_old_one_had() {
    let watched = Watched::at_once().await;
    let fields = json!({
        "name": "old", "tags": {"team": "red"}, "priority_level": "yield",
        "enable_public_ipv4": true, "firewall": "frwl_open", "cloud_init_user_data": USER_DATA,
    });
    make(&watched, fields).await;
    make(
        &watched,
        json!({"name": "waiting", "priority_level": "critical"}),
    )
    .await;
    let waiting = read(&watched, "waiting").await;
    assert_eq!(waiting["status"], "awaiting_allocation");
    on(&watched, "POST", "waiting", "/terminate", "").await;
    allocate(&watched, 1).await;
    make(
        &watched,
        json!({"name": "next", "priority_level": "critical"}),
    )
    .await;
    let old = read(&watched, "old").await;
    assert_eq!(old["status"], "running");
    let fresh = replace(
        &watched,
        "old",
        &json!({"image": PUBLIC, "name": "fresh"}),
        None,
    )
    .await;
    assert_eq!(fresh.status, StatusCode::CREATED, "{fresh:?}");
    for same in [
        "pool",
        "capacity",
        "instance_sku",
        "tags",
        "priority_level",
        "enable_public_ipv4",
        "public_ip",
        "firewall",
        "workspace",
        "status",
    ] {
        assert_eq!(fresh.json[same], old[same], "{same}");
    }
    assert_ne!(fresh.json["id"], old["id"]);
    assert_eq!(fresh.json["cloud_init_user_data_used"], false);
    assert_eq!(read(&watched, "old").await["status"], "terminated");
    assert_eq!(
        read(&watched, "next").await["status"],
        "awaiting_allocation"
    );
    let again = replace(&watched, "old", &json!({"image": PUBLIC}), None).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_replacement_that_cannot_be_is_refused_and_ends_nothing() {
    let watched = Watched::at_once().await;
    named(&watched, "old").await;
    let (bad, unfit) = (StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY);
    for (body, status, details) in [
        (json!({}), unfit, detail("image", "missing")),
        (
            json!({"image": "image_x"}),
            unfit,
            detail("image", "unknown_reference"),
        ),
        (
            json!({"image": PUBLIC, "name": "old"}),
            bad,
            detail("name", "name_taken"),
        ),
        (
            json!({"image": PUBLIC, "name": "a b"}),
            unfit,
            detail("name", "invalid"),
        ),
        (
            json!({"image": PUBLIC, "cloud_init_user_data": "?"}),
            unfit,
            detail("cloud_init_user_data", "invalid"),
        ),
        (
            json!({"image": "image_x", "name": "old"}),
            unfit,
            [
                detail("image", "unknown_reference"),
                detail("name", "name_taken"),
            ]
            .concat(),
        ),
    ] {
        let refused = replace(&watched, "old", &body, Some("a-key")).await;
        assert_eq!(
            (refused.status, refused.details()),
            (status, details),
            "{body}"
        );
    }
    assert_eq!(read(&watched, "old").await["status"], "awaiting_allocation");
    let nobody = replace(&watched, "nobody", &json!({"image": PUBLIC}), None).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    // The key of a refused request is unused.
    let made = replace(&watched, "old", &json!({"image": PUBLIC}), Some("a-key")).await;
    assert_eq!(made.status, StatusCode::CREATED);
}

#[tokio::test]
async fn one_key_replaces_once() {
    let watched = Watched::at_once().await;
    named(&watched, "old").await;
    named(&watched, "other").await;
    let body = json!({"image": PUBLIC, "cloud_init_user_data": USER_DATA});
    let first = replace(&watched, "old", &body, Some("once")).await;
    assert_eq!(first.status, StatusCode::CREATED);
    allocate(&watched, 2).await;
    let again = replace(&watched, "old", &body, Some("once")).await;
    assert_eq!(
        (again.status, &again.json["id"]),
        (StatusCode::CREATED, &first.json["id"])
    );
    // The instance as it is now.
    assert_eq!(again.json["status"], "running");
    for (name, body) in [("old", json!({"image": PUBLIC})), ("other", body)] {
        let refused = replace(&watched, name, &body, Some("once")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            refused.details(),
            detail("Idempotency-Key", "idempotency_key_reused")
        );
    }
    let all = watched.raw("GET", "/instances", "").await;
    assert_eq!(all.json["data"].as_array().unwrap().len(), 3);
}
