//! Instance templates: made, read, listed, deleted, and what stands in the way.

use http::StatusCode;
use serde_json::{Value, json};

use super::Watched;
use super::images::{PUBLIC, uploaded};

const PROD: &str = "sfc:workspace:acme:prod";

async fn make(watched: &Watched, body: Value) -> Value {
    let made = watched
        .raw("POST", "/instance_templates", &body.to_string())
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    made.json
}

#[tokio::test]
async fn a_template_is_made_read_and_deleted() {
    let watched = Watched::at_once().await;
    let image = uploaded(&watched, "worker", &[b"disk"]).await;
    let user_data = "I2Nsb3VkLWNvbmZpZwo=";
    let made = make(
        &watched,
        json!({
            "workspace": PROD, "image": image, "name": "worker", "tags": {"team": "infra"},
            "cloud_init_user_data": user_data,
        }),
    )
    .await;
    assert_eq!(
        made["resource_path"],
        "sfc:instance_template:acme:prod:worker"
    );
    assert_eq!(
        (&made["owner"], &made["workspace"]),
        (&"acme".into(), &"prod".into())
    );
    assert_eq!(made["image"], json!({"id": image, "name": "worker"}));
    assert_eq!(made["cloud_init_user_data_used"], true);
    assert_eq!(made.get("cloud_init_user_data"), None);
    assert_eq!(made["tags"], json!({"team": "infra"}));
    assert_eq!(made["created_at"], watched.market.now().as_seconds());

    let id = made["id"].as_str().unwrap();
    let old = id.replacen("itmpl_", "ntmpl_", 1);
    for text in [id, &old, "sfc:instance_template:acme:prod:worker"] {
        let read = watched
            .raw("GET", &format!("/instance_templates/{text}"), "")
            .await;
        assert_eq!((read.status, &read.json), (StatusCode::OK, &made), "{text}");
    }
    // The image is needed; another account sees nothing.
    let image = format!("/images/{image}");
    let needed = watched.raw("DELETE", &image, "").await;
    assert_eq!(needed.status, StatusCode::CONFLICT);
    assert_eq!(needed.details(), [(String::new(), "in_use".to_owned())]);
    let target = format!("/instance_templates/{id}");
    for method in ["GET", "DELETE"] {
        let other = watched.raw_as_provider(method, &target, "").await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{method}");
    }

    let gone = watched.raw("DELETE", &target, "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for method in ["GET", "DELETE"] {
        let again = watched.raw(method, &target, "").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "{method}");
    }
    // Its name is free, and so is the image.
    make(
        &watched,
        json!({"workspace": PROD, "image": PUBLIC, "name": "worker"}),
    )
    .await;
    assert_eq!(
        watched.raw("DELETE", &image, "").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn templates_are_listed_and_filtered() {
    let watched = Watched::at_once().await;
    for name in ["a", "b", "c"] {
        make(
            &watched,
            json!({"workspace": PROD, "image": PUBLIC, "name": name, "cloud_init_user_data": ""}),
        )
        .await;
    }
    let default = "sfc:workspace:acme:default";
    let nameless = make(
        &watched,
        json!({"workspace": default, "image": PUBLIC, "name": null}),
    )
    .await;
    assert_eq!(nameless["cloud_init_user_data_used"], false);
    assert_eq!(nameless.get("tags"), None);
    let all = watched.raw("GET", "/instance_templates", "").await.json;
    let all = all["data"].as_array().unwrap();
    assert_eq!(all[0], nameless);
    for limit in 1..=4 {
        assert_eq!(watched.paged("/instance_templates", limit).await, *all);
    }
    let id = all[1]["id"].as_str().unwrap();
    let name = nameless["name"].as_str().unwrap();
    let path = "sfc:instance_template:acme:prod:a";
    for (query, expected) in [
        (format!("workspace={PROD}"), vec!["c", "b", "a"]),
        (format!("workspace={default}"), vec![name]),
        (
            format!("id={id}&id={path}&id=itmpl_unknown"),
            vec!["c", "a"],
        ),
        (format!("workspace={default}&id={id}"), vec![]),
        (
            "include=cloud_init_user_data&limit=50".to_owned(),
            vec![name, "c", "b", "a"],
        ),
    ] {
        let target = format!("/instance_templates?{query}");
        let list = watched.raw("GET", &target, "").await.json;
        let names = list["data"].as_array().unwrap().iter();
        let names: Vec<_> = names.map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{query}");
        let included = list["data"][1].get("cloud_init_user_data");
        assert_eq!(included.is_some(), query.starts_with("include"), "{query}");
    }
    for (query, field, code) in [
        ("limit=51", "limit", "invalid"),
        ("include=everything", "include", "invalid"),
        ("workspace=wksp_unknown", "workspace", "unknown_reference"),
        ("ending_before=poolc_0", "ending_before", "invalid"),
    ] {
        let target = format!("/instance_templates?{query}");
        let answer = watched.raw("GET", &target, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(answer.details(), [(field.to_owned(), code.to_owned())]);
    }
    let other = watched
        .raw_as_provider("GET", "/instance_templates", "")
        .await;
    assert_eq!(other.json["data"], json!([]));
}

#[tokio::test]
async fn a_template_that_cannot_be_made_is_refused_by_field() {
    let watched = Watched::at_once().await;
    let image = uploaded(&watched, "worker", &[b"disk"]).await;
    watched
        .raw("POST", &format!("/images/{image}/revoke"), "")
        .await;
    let started = format!(r#"{{"workspace":"{PROD}","name":"started"}}"#);
    watched.raw("POST", "/images", &started).await;
    make(
        &watched,
        json!({"workspace": PROD, "image": PUBLIC, "name": "taken"}),
    )
    .await;
    let good = json!({"workspace": PROD, "image": PUBLIC});
    let long = "QUJD".repeat(21_846);
    for (field, value, code) in [
        ("image", json!(image), "wrong_state"),
        ("image", json!("sfc:image:acme:prod:started"), "wrong_state"),
        ("image", json!("image_unknown"), "unknown_reference"),
        ("image", json!("worker"), "invalid"),
        ("image", json!(null), "wrong_type"),
        (
            "workspace",
            json!("sfc:workspace:acme:nowhere"),
            "unknown_reference",
        ),
        (
            "workspace",
            json!("sfc:workspace:granite-compute:default"),
            "unknown_reference",
        ),
        ("workspace", json!(7), "wrong_type"),
        ("name", json!("taken"), "name_taken"),
        ("name", json!("a b"), "invalid"),
        ("cloud_init_user_data", json!("#cloud-config"), "invalid"),
        ("cloud_init_user_data", json!(long), "too_large"),
        ("cloud_init_user_data", json!(null), "wrong_type"),
        ("tags", json!([]), "wrong_type"),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let answer = watched
            .raw("POST", "/instance_templates", &body.to_string())
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(answer.details(), [(field.to_owned(), code.to_owned())]);
    }
    let answer = watched.raw("POST", "/instance_templates", "{}").await;
    let missing = |field: &str| (field.to_owned(), "missing".to_owned());
    assert_eq!(answer.details(), [missing("workspace"), missing("image")]);
    let both = json!({"workspace": "wksp_unknown", "image": "image_unknown", "name": "x"});
    let answer = watched
        .raw("POST", "/instance_templates", &both.to_string())
        .await;
    assert_eq!(answer.details().len(), 2, "{answer:?}");
}
