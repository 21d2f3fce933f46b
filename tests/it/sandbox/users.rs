//! The people of an account, and the features on trial that it takes part in.

use http::StatusCode;
use serde_json::{Value, json};
use sfcompute_sandbox::engine::User;

use super::{Raw, Watched};

pub fn user(id: &str, email: Option<&str>) -> User {
    User {
        id: id.parse().unwrap(),
        email: email.map(str::to_owned),
        first_name: None,
        last_name: None,
    }
}

/// The buyer, and then three more.
async fn four() -> Watched {
    let watched = Watched::at_once().await;
    watched.market.with_engine(|engine| {
        let account = engine.account_named("acme").unwrap();
        for (id, email) in [
            ("amber", Some("Amber@Acme.Example")),
            ("blue", None),
            ("coral", Some("coral@acme.example")),
        ] {
            let now = engine.now();
            engine.add_user(account, user(id, email), now).unwrap();
        }
    });
    watched
}

fn ids(list: &[Value]) -> Vec<&str> {
    list.iter()
        .map(|user| user["id"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn users_are_listed_and_filtered() {
    let watched = four().await;
    let all = watched.raw("GET", "/users", "").await.json;
    let all = all["data"].as_array().unwrap();
    assert_eq!(ids(all), ["coral", "blue", "amber", "buyer"]);
    for limit in 1..=4 {
        assert_eq!(watched.paged("/users", limit).await, *all);
    }
    for (query, expected) in [
        (
            "id=amber&id=sfc:user:coral&id=nobody",
            vec!["coral", "amber"],
        ),
        ("email=amber@acme.example", vec!["amber"]),
        ("email=nobody@acme.example", vec![]),
        ("id=blue&email=coral@acme.example", vec![]),
        ("id=provider", vec![]),
    ] {
        let some = watched.raw("GET", &format!("/users?{query}"), "").await;
        assert_eq!(
            ids(some.json["data"].as_array().unwrap()),
            expected,
            "{query}"
        );
    }
    for (query, field, code) in [
        ("limit=0", "limit", "invalid"),
        ("limit=201", "limit", "invalid"),
        ("starting_after=usrc_0", "starting_after", "invalid"),
        ("email=a&email=b", "email", "repeated"),
    ] {
        let answer = watched.raw("GET", &format!("/users?{query}"), "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(answer.details(), [(field.to_owned(), code.to_owned())]);
    }
}

#[tokio::test]
async fn a_user_is_read_by_id_and_path() {
    let watched = four().await;
    let buyer = watched.raw("GET", "/users/buyer", "").await;
    assert_eq!(buyer.status, StatusCode::OK);
    assert_eq!(buyer.json["email"], "buyer@acme.example");
    assert_eq!(buyer.json["first_name"], "Demo");
    let same = watched.raw("GET", "/users/sfc:user:buyer", "").await;
    assert_eq!(same.json, buyer.json);
    let me = watched.raw("GET", "/me", "").await;
    assert_eq!(me.json["user"], buyer.json);
    let blue = watched.raw("GET", "/users/blue", "").await.json;
    assert_eq!(blue.get("email"), None);
    for unknown in ["provider", "nobody", "sfc:user:provider", "sfc:pool:a:b:c"] {
        let answer = watched.raw("GET", &format!("/users/{unknown}"), "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    let other = watched.raw_as_provider("GET", "/users/provider", "").await;
    assert_eq!(other.status, StatusCode::OK);
}

fn enrolled(list: &Raw) -> Vec<(&str, bool, bool)> {
    let flags = list.json["data"].as_array().unwrap().iter();
    let is = |value: &Value| value.as_bool().unwrap();
    flags
        .map(|flag| {
            let name = flag["feature_flag"].as_str().unwrap();
            (name, is(&flag["user_enroll"]), is(&flag["enrolled"]))
        })
        .collect()
}

#[tokio::test]
async fn a_feature_on_trial_is_joined_and_left() {
    let watched = Watched::at_once().await;
    let open = "/feature_flags/open-trial";
    for joined in [true, true, false, true] {
        let body = json!({"enrolled": joined}).to_string();
        let set = watched.raw("POST", open, &body).await;
        assert_eq!(set.status, StatusCode::OK);
        assert_eq!(
            set.json,
            json!({"object": "feature_flag", "feature_flag": "open-trial", "enrolled": joined})
        );
        let list = watched.raw("GET", "/feature_flags", "").await;
        assert_eq!(
            enrolled(&list),
            [("open-trial", true, joined), ("closed-trial", false, false)]
        );
    }
    // Another account has a part of its own.
    let other = watched.raw_as_provider("GET", "/feature_flags", "").await;
    assert!(enrolled(&other).iter().all(|(_, _, enrolled)| !enrolled));
    // Who is invited takes part.
    watched.market.with_engine(|engine| {
        let account = engine.account_named("acme").unwrap();
        let now = engine.now();
        engine.invite(account, "closed-trial", true, now).unwrap();
    });
    let list = watched.raw("GET", "/feature_flags", "").await;
    assert_eq!(enrolled(&list)[1], ("closed-trial", false, true));
}

#[tokio::test]
async fn errors_of_features_have_no_body() {
    let watched = Watched::at_once().await;
    let join = r#"{"enrolled":true}"#;
    let long = " ".repeat(1 << 20) + join;
    for (name, body, status) in [
        ("closed-trial", join, StatusCode::FORBIDDEN),
        (
            "closed-trial",
            r#"{"enrolled":false}"#,
            StatusCode::FORBIDDEN,
        ),
        ("unknown", join, StatusCode::NOT_FOUND),
        ("open-trial", "not JSON", StatusCode::FORBIDDEN),
        ("open-trial", "{}", StatusCode::FORBIDDEN),
        ("open-trial", r#"{"enrolled":"yes"}"#, StatusCode::FORBIDDEN),
        ("open-trial", &long, StatusCode::FORBIDDEN),
    ] {
        let target = format!("/feature_flags/{name}");
        let answer = watched.raw("POST", &target, body).await;
        assert_eq!(
            (answer.status, answer.json),
            (status, Value::Null),
            "{name}"
        );
        assert!(answer.headers.contains_key("x-request-id"));
        assert!(!answer.headers.contains_key("content-type"));
    }
    for (method, target) in [
        ("GET", "/feature_flags"),
        ("POST", "/feature_flags/open-trial"),
    ] {
        let answer = watched.with_headers(method, target, join, &[]).await;
        assert_eq!(
            (answer.status, answer.json),
            (StatusCode::UNAUTHORIZED, Value::Null)
        );
    }
}
