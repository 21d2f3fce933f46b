//! Workspaces: made, renamed, deleted, and what stands in the way.

use http::StatusCode;
use serde_json::{Value, json};

use super::{TRAINING, Watched};

fn named(list: &Value) -> Vec<&str> {
    let data = list["data"].as_array().unwrap();
    data.iter()
        .map(|workspace| workspace["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_workspace_is_made_read_renamed_and_deleted() {
    let watched = Watched::at_once().await;
    let made = watched
        .raw("POST", "/workspaces", r#"{"name":"staging"}"#)
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    assert_eq!(made.json["resource_path"], "sfc:workspace:acme:staging");
    assert_eq!(made.json["owner"], "acme");
    assert_eq!(
        made.json["created_at"],
        json!(watched.market.now().as_seconds())
    );
    let id = made.json["id"].as_str().unwrap().to_owned();
    for text in [id.as_str(), "sfc:workspace:acme:staging"] {
        let read = watched.raw("GET", &format!("/workspaces/{text}"), "").await;
        assert_eq!((read.status, &read.json), (StatusCode::OK, &made.json));
    }

    // Its pools' paths follow its name.
    let pool = json!({"workspace": id, "name": "batch"}).to_string();
    let pool = watched.raw("POST", "/pools", &pool).await.json;
    assert_eq!(pool["resource_path"], "sfc:pool:acme:staging:batch");
    let target = format!("/workspaces/{id}");
    let renamed = watched.raw("PATCH", &target, r#"{"name":"live"}"#).await;
    assert_eq!(renamed.status, StatusCode::OK);
    assert_eq!(renamed.json["resource_path"], "sfc:workspace:acme:live");
    assert_eq!(renamed.json["id"], id.as_str());
    let path = "/pools/sfc:pool:acme:live:batch";
    assert_eq!(watched.raw("GET", path, "").await.json["id"], pool["id"]);

    // Not while it holds anything.
    let full = watched.raw("DELETE", &target, "").await;
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(full.details(), [(String::new(), "not_empty".to_owned())]);
    watched.raw("DELETE", path, "").await;
    let gone = watched.raw("DELETE", &target, "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for method in ["GET", "DELETE"] {
        let again = watched.raw(method, &target, "").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "{method}");
    }
    let again = watched.raw("PATCH", &target, "{}").await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);

    // Its name is free again, and what is made there is found there.
    let again = watched
        .raw("POST", "/workspaces", r#"{"name":"live"}"#)
        .await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_ne!(again.json["id"], id.as_str());
    let pool = json!({"workspace": "sfc:workspace:acme:live", "name": "batch"}).to_string();
    let other = watched.raw("POST", "/pools", &pool).await.json;
    assert_eq!(watched.raw("GET", path, "").await.json["id"], other["id"]);
}

#[tokio::test]
async fn a_workspace_with_an_image_or_a_template_stays() {
    let watched = Watched::at_once().await;
    watched
        .raw("POST", "/workspaces", r#"{"name":"disks"}"#)
        .await;
    let path = "/workspaces/sfc:workspace:acme:disks";
    let image = r#"{"workspace":"sfc:workspace:acme:disks","name":"worker"}"#;
    watched.raw("POST", "/images", image).await;
    let template = json!({
        "workspace": "sfc:workspace:acme:disks", "name": "worker",
        "image": super::images::PUBLIC,
    });
    let template = watched
        .raw("POST", "/instance_templates", &template.to_string())
        .await;
    assert_eq!(template.status, StatusCode::CREATED, "{template:?}");
    let full = watched.raw("DELETE", path, "").await;
    assert_eq!(full.details().len(), 2, "{full:?}");
    watched
        .raw("DELETE", "/images/sfc:image:acme:disks:worker", "")
        .await;
    let full = watched.raw("DELETE", path, "").await;
    assert_eq!(full.details().len(), 1, "{full:?}");
    let template = "/instance_templates/sfc:instance_template:acme:disks:worker";
    watched.raw("DELETE", template, "").await;
    let gone = watched.raw("DELETE", path, "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn workspaces_come_whole_and_filtered() {
    let watched = Watched::at_once().await;
    watched.raw("POST", "/workspaces", r#"{"name":"a"}"#).await;
    let all = watched.raw("GET", "/workspaces", "").await.json;
    assert_eq!(named(&all), ["a", "prod", "default"]);
    assert_eq!(all["has_more"], false);
    let id = all["data"][1]["id"].as_str().unwrap();
    let some = format!("/workspaces?id={id}&id=sfc:workspace:acme:a&id=wksp_unknown");
    assert_eq!(
        named(&watched.raw("GET", &some, "").await.json),
        ["a", "prod"]
    );
    let none = "/workspaces?id=sfc:workspace:granite-compute:default";
    assert_eq!(named(&watched.raw("GET", none, "").await.json), [""; 0]);
    // Nobody has another's.
    let target = format!("/workspaces/{id}");
    for (method, body) in [("GET", ""), ("PATCH", "{}"), ("DELETE", "")] {
        let other = watched.raw_as_provider(method, &target, body).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{method}");
    }
}

#[tokio::test]
async fn names_of_workspaces_are_made_up_and_not_taken_twice() {
    let watched = Watched::at_once().await;
    for body in ["{}", r#"{"name":null}"#] {
        let made = watched.raw("POST", "/workspaces", body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{body}");
        assert!(!made.json["name"].as_str().unwrap().is_empty());
    }
    let pair = |code: &str| vec![("name".to_owned(), code.to_owned())];
    let prod = "/workspaces/sfc:workspace:acme:prod";
    for (method, target, body, details) in [
        (
            "POST",
            "/workspaces",
            r#"{"name":"prod"}"#,
            pair("name_taken"),
        ),
        ("POST", "/workspaces", r#"{"name":"a:b"}"#, pair("invalid")),
        ("POST", "/workspaces", r#"{"name":7}"#, pair("wrong_type")),
        ("PATCH", prod, r#"{"name":"default"}"#, pair("name_taken")),
        ("PATCH", prod, r#"{"name":""}"#, pair("invalid")),
    ] {
        let answer = watched.raw(method, target, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{method} {body}");
        assert_eq!(answer.json["error"]["type"], "invalid_request_error");
        assert_eq!(answer.details(), details, "{method} {body}");
    }
    for (method, target) in [("POST", "/workspaces"), ("PATCH", prod)] {
        let answer = watched.raw(method, target, "not JSON").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.details()[0].1, "malformed");
    }
    // Its own name is not taken; nothing said, nothing changed; a name cleared is made up.
    for (body, name) in [(r#"{"name":"prod"}"#, "prod"), ("{}", "prod")] {
        let same = watched.raw("PATCH", prod, body).await;
        assert_eq!(
            (same.status, &same.json["name"]),
            (StatusCode::OK, &name.into())
        );
    }
    let cleared = watched.raw("PATCH", prod, r#"{"name":null}"#).await;
    let name = cleared.json["name"].as_str().unwrap();
    assert_ne!(name, "prod");
    let pool = watched.raw("GET", &format!("/pools/{TRAINING}"), "").await;
    assert_eq!(pool.status, StatusCode::NOT_FOUND);
    let pool = format!("/pools/sfc:pool:acme:{name}:training");
    assert_eq!(watched.raw("GET", &pool, "").await.status, StatusCode::OK);
}
