//! Uploads: parts in, images out, and how much and how long.

use axum::body::{Body, to_bytes};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use sfcompute_sandbox::engine::ImageLimits;
use sfcompute_sandbox::{ManualClock, Sandbox};
use tower::ServiceExt as _;

use super::Watched;
use super::images::{ABC, PROD, address, bytes, complete, put, started, status};

#[tokio::test]
async fn parts_in_any_order_make_the_image_that_is_fetched() {
    let watched = Watched::at_once().await;
    let image = started(&watched, "worker").await;
    let mut tags = Vec::new();
    for (number, part) in [(3, "c"), (1, "wrong"), (2, "b"), (1, "a")] {
        let url = address(&watched, &image, number).await;
        assert_eq!(status(&watched, &image).await, "uploading");
        let (status, headers, body) =
            bytes(&watched.router, "PUT", &url, None, part.as_bytes()).await;
        assert_eq!((status, body), (StatusCode::OK, Vec::new()));
        tags.push(headers["etag"].to_str().unwrap().to_owned());
    }
    assert!(
        tags.iter()
            .all(|tag| tag.starts_with('"') && tag.ends_with('"'))
    );
    assert!(tags[1] != tags[3] && tags[0] != tags[2], "{tags:?}");
    let completed = complete(&watched, &image, ABC).await;
    assert_eq!(completed.status, StatusCode::OK);
    assert_eq!(completed.json["upload_status"], "completed");
    assert_eq!(completed.json["sha256"], ABC);
    assert_eq!(
        completed.json["resource_path"],
        "sfc:image:acme:prod:worker"
    );

    let download = format!("/images/{image}/download");
    let found = watched.raw("GET", &download, "").await.json;
    assert_eq!((&found["size"], &found["sha256"]), (&json!(3), &json!(ABC)));
    let url = found["url"].as_str().unwrap();
    let (status, headers, body) = bytes(&watched.router, "GET", url, None, b"").await;
    assert_eq!((status, body.as_slice()), (StatusCode::OK, &b"abc"[..]));
    assert_eq!(headers["content-type"], "application/octet-stream");
    assert_eq!(headers["content-length"], "3");
    let (status, headers, body) = bytes(&watched.router, "GET", url, Some("bytes=1-"), b"").await;
    assert_eq!(
        (status, body.as_slice()),
        (StatusCode::PARTIAL_CONTENT, &b"bc"[..])
    );
    assert_eq!(headers["content-range"], "bytes 1-2/3");
    let (status, _, _) = bytes(&watched.router, "GET", url, Some("bytes=3-"), b"").await;
    assert_eq!(status, StatusCode::RANGE_NOT_SATISFIABLE);
    let sound = watched.market.with_engine(|engine| {
        let account = engine.account_named("acme").unwrap();
        let key = engine.find_image(account, &image).unwrap();
        engine.image_is_sound(key).unwrap()
    });
    assert!(sound);

    // An upload ends once; saying so again changes nothing.
    assert_eq!(complete(&watched, &image, ABC).await.json, completed.json);
    let other = complete(&watched, &image, &ABC.replace('b', "c")).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    assert_eq!(other.details()[0].1, "wrong_state");
    let part = format!("/images/{image}/parts");
    let late = watched.raw("POST", &part, r#"{"part_id":4}"#).await;
    assert_eq!(
        (late.status, late.details()[0].1.as_str()),
        (StatusCode::BAD_REQUEST, "wrong_state")
    );
}

#[tokio::test]
async fn an_upload_goes_over_the_network() {
    let watched = Watched::at_once().await;
    let http = crate::recorded::bare_http();
    let api = |path: &str| format!("{}/preview/v2{path}", watched.url);
    let token = watched.market.token();
    let post = async |path: &str, body: Value| {
        let sent = http.post(api(path)).bearer_auth(token).json(&body).send();
        sent.await.unwrap().json::<Value>().await.unwrap()
    };
    let image = post("/images", json!({"workspace": PROD})).await;
    let path = format!("/images/{}", image["id"].as_str().unwrap());
    let part = post(&format!("{path}/parts"), json!({"part_id": 1})).await;
    let url = part["url"].as_str().unwrap();
    assert!(url.starts_with(&watched.url), "{url}");
    // More than a request to the contract's operations may hold.
    let disk = vec![7_u8; 3 << 20];
    let sent = http.put(url).body(disk.clone()).send().await.unwrap();
    assert_eq!(sent.status().as_u16(), 200);
    post(&format!("{path}/complete"), json!({"sha256": ABC})).await;
    let found = http
        .get(api(&format!("{path}/download")))
        .bearer_auth(token);
    let found: Value = found.send().await.unwrap().json().await.unwrap();
    let fetched = http
        .get(found["url"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(fetched.bytes().await.unwrap(), disk);
}

#[tokio::test]
async fn an_upload_that_lacks_a_part_does_not_end() {
    let watched = Watched::at_once().await;
    let image = started(&watched, "worker").await;
    let missing = |count| vec![(String::new(), "missing_part".to_owned()); count];
    let empty = complete(&watched, &image, ABC).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    assert_eq!(empty.details(), missing(1));
    let third = address(&watched, &image, 3).await;
    put(&watched, &third, b"c").await;
    assert_eq!(complete(&watched, &image, ABC).await.details(), missing(2));
    // One that an address was asked for, and never sent.
    for part in [1, 2, 4] {
        let url = address(&watched, &image, part).await;
        if part != 4 {
            put(&watched, &url, b"x").await;
        }
    }
    assert_eq!(complete(&watched, &image, ABC).await.details(), missing(1));
    let fourth = address(&watched, &image, 4).await;
    assert_eq!(put(&watched, &fourth, b"").await, StatusCode::OK);
    assert_eq!(complete(&watched, &image, ABC).await.status, StatusCode::OK);
    // The hash is not compared now.
    let sound = watched.market.with_engine(|engine| {
        let account = engine.account_named("acme").unwrap();
        let key = engine.find_image(account, &image).unwrap();
        engine.image_is_sound(key).unwrap()
    });
    assert!(!sound);
}

#[tokio::test]
async fn a_failed_upload_is_over() {
    let watched = Watched::at_once().await;
    let image = started(&watched, "worker").await;
    let url = address(&watched, &image, 1).await;
    watched.market.with_engine(|engine| {
        let account = engine.account_named("acme").unwrap();
        let now = engine.now();
        engine.fail_image(account, &image, now).unwrap();
        assert!(engine.fail_image(account, &image, now).is_err());
    });
    assert_eq!(status(&watched, &image).await, "failed");
    assert_eq!(put(&watched, &url, b"abc").await, StatusCode::CONFLICT);
    let over = complete(&watched, &image, ABC).await;
    assert_eq!(
        (over.status, over.details()[0].1.as_str()),
        (StatusCode::BAD_REQUEST, "wrong_state")
    );
    let gone = watched.raw("DELETE", &format!("/images/{image}"), "").await;
    assert_eq!(gone.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_is_good_by_itself_and_for_a_time() {
    let watched = Watched::at_once().await;
    let image = started(&watched, "worker").await;
    let url = address(&watched, &image, 1).await;
    for (wrong, by) in [
        ("/parts/1", "/parts/2"),
        ("signature=", "signature=0"),
        ("?", "?x&"),
    ] {
        let other = url.replacen(wrong, by, 1);
        let expected = match wrong {
            "?" => StatusCode::OK,
            _ => StatusCode::FORBIDDEN,
        };
        assert_eq!(put(&watched, &other, b"abc").await, expected, "{other}");
    }
    for wrong in [
        "http://localhost/_objects/images/x/parts/1".to_owned(),
        url.replace("/parts/1", "/parts/one"),
        url.replace("expires=", "expires=later"),
    ] {
        assert_eq!(
            put(&watched, &wrong, b"abc").await,
            StatusCode::FORBIDDEN,
            "{wrong}"
        );
    }
    let (status, headers, _) = bytes(&watched.router, "GET", &url, None, b"").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(headers["allow"], "PUT");
    watched.clock.advance(3_599);
    assert_eq!(put(&watched, &url, b"abc").await, StatusCode::OK);
    watched.clock.advance(1);
    assert_eq!(put(&watched, &url, b"abc").await, StatusCode::FORBIDDEN);
    // Asked for again, it is a fresh one.
    let fresh = address(&watched, &image, 1).await;
    assert_ne!(fresh, url);
    assert_eq!(put(&watched, &fresh, b"abc").await, StatusCode::OK);
}

#[tokio::test]
async fn images_have_so_much_room_and_no_more() {
    let limits = ImageLimits {
        total_bytes: 100,
        part_bytes: 40,
        ..ImageLimits::default()
    };
    let clock = ManualClock::at("2026-07-21T09:30:00Z".parse().unwrap());
    let market = Sandbox::builder().clock(clock).image_limits(limits);
    let market = market.build().unwrap();
    let router = market.router();
    let post = async |path: &str, body: Value| {
        let request = Request::post(format!("/preview/v2{path}"))
            .header("authorization", format!("Bearer {}", market.token()))
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let text = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        serde_json::from_slice::<Value>(&text).unwrap()
    };
    let image = post("/images", json!({"workspace": PROD})).await;
    let path = format!("/images/{}", image["id"].as_str().unwrap());
    let put = async |part: i64, size: usize| {
        let part = post(&format!("{path}/parts"), json!({"part_id": part})).await;
        let url = part["url"].as_str().unwrap();
        bytes(&router, "PUT", url, None, &vec![0; size]).await.0
    };
    for (part, size, expected) in [
        (1, 41, StatusCode::PAYLOAD_TOO_LARGE),
        (1, 40, StatusCode::OK),
        (2, 40, StatusCode::OK),
        (3, 21, StatusCode::PAYLOAD_TOO_LARGE),
        (3, 20, StatusCode::OK),
        // What is replaced makes room.
        (1, 10, StatusCode::OK),
        (2, 40, StatusCode::OK),
        (3, 40, StatusCode::OK),
        (3, 51, StatusCode::PAYLOAD_TOO_LARGE),
        (1, 21, StatusCode::PAYLOAD_TOO_LARGE),
        (1, 20, StatusCode::OK),
    ] {
        assert_eq!(put(part, size).await, expected, "{part} of {size}");
    }
    // And so does what is deleted.
    let request = Request::delete(format!("/preview/v2{path}"))
        .header("authorization", format!("Bearer {}", market.token()))
        .body(Body::empty())
        .unwrap();
    let deleted = router.clone().oneshot(request).await.unwrap();
    assert_eq!(deleted.status(), StatusCode::OK);
    let image = post("/images", json!({"workspace": PROD})).await;
    let path = format!("/images/{}/parts", image["id"].as_str().unwrap());
    let part = post(&path, json!({"part_id": 1})).await;
    let url = part["url"].as_str().unwrap();
    let (status, _, _) = bytes(&router, "PUT", url, None, &[0; 40]).await;
    assert_eq!(status, StatusCode::OK);
}
