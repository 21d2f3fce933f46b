//! Images: read, listed, revoked, reinstated, deleted, and what stands in the way.

use axum::body::{Body, to_bytes};
use http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::Watched;

/// The image that every account can boot from.
pub const PUBLIC: &str = "sfc:image:sfcompute:public:ubuntu-24.04.4-cuda-12.8";
/// The workspace that images go to.
pub const PROD: &str = "sfc:workspace:acme:prod";
/// The SHA-256 of `abc`.
pub const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A request to an address for bytes: no token goes there.
pub async fn bytes(
    router: &axum::Router,
    method: &str,
    url: &str,
    range: Option<&str>,
    body: &[u8],
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let path = url.strip_prefix("http://localhost").unwrap();
    let mut request = Request::builder().method(method).uri(path);
    if let Some(range) = range {
        request = request.header("range", range);
    }
    let request = request.body(Body::from(body.to_vec())).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, body.to_vec())
}

/// Sends bytes to an address.
pub async fn put(watched: &Watched, url: &str, body: &[u8]) -> StatusCode {
    bytes(&watched.router, "PUT", url, None, body).await.0
}

/// The id of an image that has begun.
pub async fn started(watched: &Watched, name: &str) -> String {
    let body = json!({"workspace": PROD, "name": name}).to_string();
    let started = watched.raw("POST", "/images", &body).await;
    assert_eq!(started.status, StatusCode::CREATED, "{started:?}");
    assert_eq!(started.json["upload_status"], "started");
    started.json["id"].as_str().unwrap().to_owned()
}

/// Where to send a part.
pub async fn address(watched: &Watched, image: &str, part: i64) -> String {
    let body = json!({"part_id": part}).to_string();
    let answer = watched
        .raw("POST", &format!("/images/{image}/parts"), &body)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let expires_at = answer.json["expires_at"].as_i64().unwrap();
    assert_eq!(expires_at, watched.market.now().as_seconds() + 3_600);
    answer.json["url"].as_str().unwrap().to_owned()
}

/// Ends an upload.
pub async fn complete(watched: &Watched, image: &str, sha256: &str) -> super::Raw {
    let body = json!({"sha256": sha256}).to_string();
    watched
        .raw("POST", &format!("/images/{image}/complete"), &body)
        .await
}

/// The id of an image of these parts.
pub async fn uploaded(watched: &Watched, name: &str, parts: &[&[u8]]) -> String {
    let image = started(watched, name).await;
    for (number, part) in (1..).zip(parts) {
        let url = address(watched, &image, number).await;
        assert_eq!(put(watched, &url, part).await, StatusCode::OK);
    }
    let completed = complete(watched, &image, ABC).await;
    assert_eq!(completed.status, StatusCode::OK, "{completed:?}");
    assert_eq!(completed.json["upload_status"], "completed");
    image
}

/// How far an image has come.
pub async fn status(watched: &Watched, image: &str) -> Value {
    let read = watched.raw("GET", &format!("/images/{image}"), "").await;
    read.json["upload_status"].clone()
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_by_field() {
    let watched = Watched::at_once().await;
    let image = started(&watched, "worker").await;
    let (parts, end) = (
        format!("/images/{image}/parts"),
        format!("/images/{image}/complete"),
    );
    let upper = format!(r#"{{"sha256":"{}"}}"#, ABC.to_uppercase());
    for (target, body, field, code) in [
        ("/images", "{}", "workspace", "missing"),
        ("/images", r#"{"workspace":"prod"}"#, "workspace", "invalid"),
        (
            "/images",
            r#"{"workspace":"wksp_x"}"#,
            "workspace",
            "unknown_reference",
        ),
        ("/images", "[]", "", "wrong_type"),
        (&parts, "{}", "part_id", "missing"),
        (&parts, r#"{"part_id":"1"}"#, "part_id", "wrong_type"),
        (&parts, r#"{"part_id":1.5}"#, "part_id", "out_of_range"),
        (&parts, r#"{"part_id":0}"#, "part_id", "invalid"),
        (&parts, r#"{"part_id":10001}"#, "part_id", "invalid"),
        (&end, "{}", "sha256", "missing"),
        (&end, r#"{"sha256":"abc"}"#, "sha256", "invalid"),
        (&end, &upper, "sha256", "invalid"),
        (&end, "not JSON", "", "malformed"),
    ] {
        let answer = watched.raw("POST", target, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{target} {body}");
        assert_eq!(answer.json["error"]["type"], "invalid_request_error");
        assert_eq!(
            answer.details(),
            [(field.to_owned(), code.to_owned())],
            "{body}"
        );
    }
    assert_eq!(status(&watched, &image).await, "started");
    let taken = watched
        .raw(
            "POST",
            "/images",
            &json!({"workspace": PROD, "name": "worker"}).to_string(),
        )
        .await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    assert_eq!(taken.json["error"]["type"], "conflict");
    assert_eq!(
        taken.details(),
        [("name".to_owned(), "name_taken".to_owned())]
    );
    let nameless = format!(r#"{{"workspace":"{PROD}","name":null}}"#);
    let one = watched.raw("POST", "/images", &nameless).await.json;
    let other = watched.raw("POST", "/images", &nameless).await.json;
    assert_ne!(one["name"], other["name"]);
}

#[tokio::test]
async fn only_a_completed_image_is_revoked_and_only_a_revoked_one_reinstated() {
    let watched = Watched::at_once().await;
    let image = started(&watched, "early").await;
    for action in ["revoke", "reinstate"] {
        let target = format!("/images/{image}/{action}");
        let early = watched.raw("POST", &target, "").await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{action}");
        assert_eq!(early.details(), [(String::new(), "wrong_state".to_owned())]);
    }
    let early = watched
        .raw("GET", &format!("/images/{image}/download"), "")
        .await;
    assert_eq!(early.status, StatusCode::CONFLICT);

    let image = uploaded(&watched, "worker", &[b"abc"]).await;
    let actions = ["reinstate", "revoke", "revoke", "reinstate"];
    let statuses = [409, 200, 409, 200];
    for (action, expected) in actions.into_iter().zip(statuses) {
        let target = format!("/images/{image}/{action}");
        // Whatever is sent is not looked at.
        let answer = watched.raw("POST", &target, "not JSON").await;
        assert_eq!(answer.status.as_u16(), expected, "{action}");
        if expected == 200 {
            let now = if action == "revoke" {
                "revoked"
            } else {
                "completed"
            };
            assert_eq!(answer.json["upload_status"], now);
            assert_eq!(answer.json["sha256"], ABC);
        }
    }
    // What is revoked can still be fetched.
    watched
        .raw("POST", &format!("/images/{image}/revoke"), "")
        .await;
    let download = watched
        .raw("GET", &format!("/images/{image}/download"), "")
        .await;
    assert_eq!(download.status, StatusCode::OK);
}

#[tokio::test]
async fn an_image_is_deleted_with_its_bytes() {
    let watched = Watched::at_once().await;
    let image = uploaded(&watched, "worker", &[b"abc"]).await;
    let target = format!("/images/{image}");
    let found = watched
        .raw("GET", &format!("{target}/download"), "")
        .await
        .json;
    let gone = watched.raw("DELETE", &target, "").await;
    assert_eq!(gone.status, StatusCode::OK);
    assert_eq!(
        gone.json,
        json!({"object": "image", "deleted": true, "name": "worker"})
    );
    for (method, target, body) in [
        ("GET", target.clone(), ""),
        ("DELETE", target.clone(), ""),
        ("GET", format!("{target}/download"), ""),
        ("POST", format!("{target}/parts"), r#"{"part_id":1}"#),
        (
            "POST",
            format!("{target}/complete"),
            &format!(r#"{{"sha256":"{ABC}"}}"#),
        ),
        ("POST", format!("{target}/revoke"), ""),
        ("POST", format!("{target}/reinstate"), ""),
    ] {
        let again = watched.raw(method, &target, body).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "{method} {target}");
    }
    let url = found["url"].as_str().unwrap();
    assert_eq!(
        bytes(&watched.router, "GET", url, None, b"").await.0,
        StatusCode::NOT_FOUND
    );
    // The name is free again.
    assert_ne!(started(&watched, "worker").await, image);
}

#[tokio::test]
async fn public_images_are_for_everybody_and_nobody_changes_them() {
    let watched = Watched::at_once().await;
    let target = format!("/images/{PUBLIC}");
    let image = watched.raw("GET", &target, "").await.json;
    assert_eq!(
        (&image["is_public"], &image["owner"]),
        (&json!(true), &json!("sfcompute"))
    );
    assert_eq!(image["resource_path"], PUBLIC);
    let id = image["id"].as_str().unwrap();
    let other = watched
        .raw_as_provider("GET", &format!("/images/{id}"), "")
        .await;
    assert_eq!(other.json, image);
    let download = watched.raw("GET", &format!("{target}/download"), "").await;
    assert_eq!(download.status, StatusCode::OK);
    let sha256 = format!(r#"{{"sha256":"{ABC}"}}"#);
    for (method, suffix, body) in [
        ("DELETE", "", ""),
        ("POST", "/revoke", ""),
        ("POST", "/reinstate", ""),
        ("POST", "/parts", r#"{"part_id":1}"#),
        ("POST", "/complete", &sha256),
    ] {
        let answer = watched
            .raw(method, &format!("{target}{suffix}"), body)
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {suffix}");
        assert_eq!(answer.json["error"]["type"], "forbidden");
    }
    let body = r#"{"workspace":"sfc:workspace:sfcompute:public"}"#;
    let answer = watched.raw("POST", "/images", body).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // They show only where their workspace is named.
    let all = watched.raw("GET", "/images", "").await.json;
    assert_eq!(all["data"], json!([]));
    let workspace = image["workspace_id"].as_str().unwrap();
    for workspace in ["sfc:workspace:sfcompute:public", workspace] {
        let list = watched
            .raw("GET", &format!("/images?workspace={workspace}"), "")
            .await;
        assert_eq!(list.json["data"], json!([image]));
    }
}

#[tokio::test]
async fn images_are_listed_filtered_and_ones_own() {
    let watched = Watched::at_once().await;
    for name in ["a", "b", "c"] {
        started(&watched, name).await;
    }
    let default = "sfc:workspace:acme:default";
    let body = json!({"workspace": default, "name": "d"}).to_string();
    watched.raw("POST", "/images", &body).await;
    let all = watched.raw("GET", "/images", "").await.json;
    let all = all["data"].as_array().unwrap();
    for limit in 1..=4 {
        assert_eq!(watched.paged("/images", limit).await, *all);
    }
    assert_eq!(
        watched.paged(&format!("/images?workspace={PROD}"), 2).await,
        all[1..]
    );
    let id = all[1]["id"].as_str().unwrap();
    let old = id.replacen("image_", "vmi_", 1);
    for (query, expected) in [
        (String::new(), vec!["d", "c", "b", "a"]),
        (format!("workspace={PROD}"), vec!["c", "b", "a"]),
        (format!("workspace={default}"), vec!["d"]),
        (format!("id={id}&id=image_unknown"), vec!["c"]),
        (format!("id={old}"), vec!["c"]),
        (format!("id={id}&workspace={default}"), vec![]),
    ] {
        let list = watched
            .raw("GET", &format!("/images?{query}"), "")
            .await
            .json;
        let names = list["data"].as_array().unwrap().iter();
        let names: Vec<_> = names.map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{query}");
    }
    for (query, field, code) in [
        ("limit=0", "limit", "invalid"),
        ("limit=201", "limit", "invalid"),
        (
            "workspace=sfc:workspace:acme:nowhere",
            "workspace",
            "unknown_reference",
        ),
        ("starting_after=imagec_0", "starting_after", "invalid"),
    ] {
        let answer = watched.raw("GET", &format!("/images?{query}"), "").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.details(), [(field.to_owned(), code.to_owned())]);
    }
    // By id, the id of old and the path alike; and nobody has another's.
    for text in [id, &old, "sfc:image:acme:prod:c"] {
        let target = format!("/images/{text}");
        assert_eq!(watched.raw("GET", &target, "").await.json, all[1], "{text}");
        for (method, body) in [("GET", ""), ("DELETE", "")] {
            let other = watched.raw_as_provider(method, &target, body).await;
            assert_eq!(other.status, StatusCode::NOT_FOUND, "{method} {text}");
        }
    }
    let other = watched.raw_as_provider("GET", "/images", "").await;
    assert_eq!(other.json["data"], json!([]));
}
