//! The page's files: what they are, who gets them, and who does not.

use std::net::Ipv4Addr;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use sfcompute_sandbox::{ManualClock, Sandbox};

use super::world::{Answer, World, half_past_nine};

const TOKEN: &str = "a-token-of-our-own";

async fn get(world: &World, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers
        .iter()
        .fold(Request::get(path), |request, (name, value)| {
            request.header(*name, *value)
        });
    world
        .send(request.body(Body::empty()).unwrap())
        .await
        .unwrap()
}

/// What stands between `before` and the next quote, as often as it does.
fn quoted<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[tokio::test]
async fn the_page_is_whole_and_asks_nobody_else() {
    let world = World::new();
    let page = get(&world, "/", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        page.headers[header::CONTENT_TYPE],
        "text/html; charset=utf-8"
    );
    let mut paths = quoted(&page.text, "href=\"/");
    paths.extend(quoted(&page.text, "src=\"/"));
    let mut paths: Vec<_> = paths.iter().map(|path| format!("/{path}")).collect();
    let mut seen = 0;
    while let Some(path) = paths.get(seen).cloned() {
        seen += 1;
        let file = get(&world, &path, &[]).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        check_headers(&file.headers);
        for name in quoted(&file.text, "from \"./") {
            let import = format!("/_sandbox/page/{name}");
            if !paths.contains(&import) {
                paths.push(import);
            }
        }
        let elsewhere = file.text.replace("http://www.w3.org/2000/svg", "");
        assert!(
            !elsewhere.contains("//www.") && !elsewhere.contains("://"),
            "{path}"
        );
        for sink in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "parseFloat",
        ] {
            assert!(!file.text.contains(sink), "{path}: {sink}");
        }
    }
    assert!(seen >= 10, "{paths:?}");
    check_headers(&page.headers);
    for inline in [
        "<style",
        "style=",
        "<script>",
        " onclick",
        " onload",
        "javascript:",
    ] {
        assert!(!page.text.contains(inline), "{inline}");
    }
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(
        !policy.contains("unsafe") && !policy.contains('*'),
        "{policy}"
    );
}

fn check_headers(headers: &HeaderMap) {
    assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn the_page_is_off_unless_control_is_on() {
    let real = ManualClock::at(half_past_nine());
    let world = World::of(Sandbox::builder(), real);
    let page = get(&world, "/", &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("--control"), "{}", page.text);
    for path in ["/_sandbox/page/page.js", "/_sandbox/live"] {
        assert_eq!(get(&world, path, &[]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_page_is_only_read() {
    let world = World::new();
    for (method, path) in [("POST", "/"), ("DELETE", "/_sandbox/page/page.css")] {
        let answer = world.ask(method, path, None).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.headers[header::ALLOW], "GET, HEAD");
    }
    let nothing = get(&world, "/_sandbox/page/other.js", &[]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

/// The files are the same for everyone; the market is seen with a token alone, in a header alone.
#[tokio::test]
async fn off_this_machine_the_market_is_seen_with_a_token() {
    let real = ManualClock::at(half_past_nine());
    let everywhere = Sandbox::builder().address(Ipv4Addr::UNSPECIFIED.into());
    let world = World::of(everywhere.control(true).token("acme", TOKEN), real);
    assert_eq!(get(&world, "/", &[]).await.status, StatusCode::OK);
    for path in ["/_sandbox/live", &format!("/_sandbox/live?token={TOKEN}")] {
        let answer = get(&world, path, &[]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    let bearer = format!("Bearer {TOKEN}");
    let answer = get(
        &world,
        "/_sandbox/live?orders=none",
        &[("authorization", &bearer)],
    )
    .await;
    // Past the door, and wrong there.
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn pages_of_other_sites_do_not_look_either() {
    let world = World::new();
    for (headers, status) in [
        (vec![("sec-fetch-site", "same-origin")], StatusCode::OK),
        (vec![("sec-fetch-site", "none")], StatusCode::OK),
        (
            vec![("sec-fetch-site", "cross-site")],
            StatusCode::FORBIDDEN,
        ),
        (vec![("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (
            vec![
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "navigate"),
            ],
            StatusCode::OK,
        ),
        (
            vec![
                ("sec-fetch-site", "same-origin"),
                ("origin", "http://other"),
            ],
            StatusCode::FORBIDDEN,
        ),
        (vec![("origin", "null")], StatusCode::FORBIDDEN),
    ] {
        let answer = get(&world, "/_sandbox/clock", &headers).await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
}
