//! Each kind of error: its status, its type, and what it says.

use http::StatusCode;

use super::{Raw, TRAINING, Watched, tomorrow, window};

#[tokio::test]
async fn without_a_good_token_there_is_nothing() {
    let watched = Watched::at_once().await;
    let token = watched.market.token().to_owned();
    let refused = |answer: &Raw| {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
        assert_eq!(answer.json["error"]["type"], "authentication_error");
        let message = answer.json["error"]["message"].as_str().unwrap();
        assert!(!message.contains(&token), "{message}");
    };
    for value in [
        "",
        "Bearer",
        "Bearer ",
        "Bearer unknown",
        "Basic dXNlcjpwYXNz",
        &token,
        &format!("Bearer {token}x"),
        &format!("Token {token}"),
        "Bearer \u{fc}",
    ] {
        let answer = watched
            .with_headers("GET", "/me", "", &[("authorization", value)])
            .await;
        refused(&answer);
    }
    refused(&watched.with_headers("GET", "/me", "", &[]).await);
    let good = format!("Bearer {token}");
    let twice = [
        ("authorization", good.as_str()),
        ("authorization", good.as_str()),
    ];
    refused(&watched.with_headers("GET", "/me", "", &twice).await);
    // Before anything else is looked at.
    refused(
        &watched
            .with_headers("POST", "/orders", "not JSON", &[])
            .await,
    );
    refused(&watched.with_headers("GET", "/orders/%ff", "", &[]).await);

    for scheme in ["Bearer", "bearer", "BEARER"] {
        let value = format!("{scheme} {token}");
        let answer = watched
            .with_headers("GET", "/me", "", &[("authorization", &value)])
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{scheme}");
    }
    let error = watched
        .client_with("sk_sandbox_wrong")
        .me()
        .await
        .unwrap_err();
    assert!(error.is_authentication(), "{error}");
}

#[tokio::test]
async fn what_the_balance_does_not_cover_is_refused() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), 60)
        .pool(TRAINING)
        .window(window(0, 600));
    let error = order.limit_price("12.0").await.unwrap_err();
    assert!(error.is_payment_required(), "{error}");
    assert_eq!(error.error_type(), Some("payment_required"));
    // 60 nodes × 600 hours × $12, and 1 %.
    let message = error.message().unwrap();
    assert!(
        message.contains("$436320.000000") && message.contains("$250000.000000"),
        "{message}"
    );
    assert!(buyer.orders().list().await.unwrap().data.is_empty());
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    assert!(
        buyer
            .orders()
            .get("ordr_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .orders()
            .cancel("ordr_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .pools()
            .get("pool_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .pools()
            .update("pool_unknown")
            .name("x")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .pools()
            .delete("pool_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .transfers()
            .get("pxfr_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .instance_skus()
            .get("isku_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        buyer
            .instance_skus()
            .availability("isku_unknown")
            .await
            .unwrap_err()
            .is_not_found()
    );
    let order = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool("pool_unknown")
        .window(tomorrow());
    let error = order.limit_price("2.50").await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.error_type(), Some("not_found"));
    for id in [
        "%ff",
        "%2e%2e",
        "..%2F..",
        "%00",
        "x",
        "ordr_",
        "%F0%9F%92%A9",
    ] {
        for (method, target) in [
            ("GET", format!("/orders/{id}")),
            ("DELETE", format!("/orders/{id}")),
            ("GET", format!("/pools/{id}")),
            ("DELETE", format!("/pools/{id}")),
            ("GET", format!("/pool_transfers/{id}")),
            ("GET", format!("/instance_skus/{id}")),
            ("GET", format!("/instance_skus/{id}/availability")),
        ] {
            let answer = watched.raw(method, &target, "").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {target}");
        }
    }
}

#[tokio::test]
async fn elsewhere_is_nothing() {
    let watched = Watched::at_once().await;
    let answer = watched.raw("GET", "/firewalls", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json["error"]["type"], "not_found");
    let answer = watched.raw("PUT", "/orders", "{}").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers["allow"], "POST, GET");
}

#[tokio::test]
async fn what_cannot_be_read_has_a_documented_status_everywhere() {
    let watched = Watched::at_once().await;
    let long = " ".repeat((1 << 20) + 1);
    for operation in sfcompute::operations::OPERATIONS {
        let path = operation.path.trim_start_matches("/preview/v2");
        for id in [
            TRAINING,
            super::images::PUBLIC,
            "open-trial",
            "sfc:workspace:acme:prod",
        ] {
            let segments = path.split('/').map(|segment| match segment {
                _ if segment.starts_with('{') => id,
                _ => segment,
            });
            let target = segments.collect::<Vec<_>>().join("/");
            let bodies: &[&str] = match operation.method {
                "POST" | "PATCH" => &["", "not JSON", "[]", "null", "{}", &long],
                _ => &[""],
            };
            for body in bodies {
                for query in ["", "?limit=none", "?starting_after=x&ending_before=x"] {
                    let target = format!("{target}{query}");
                    let answer = watched.raw(operation.method, &target, body).await;
                    assert!(answer.status.as_u16() < 500, "{target}: {answer:?}");
                }
            }
            if !path.contains('{') {
                break;
            }
        }
    }
    // Which statuses the contract has is looked at for every answer.
    assert_eq!(watched.conformance.breaches(), Vec::<String>::new());
}
