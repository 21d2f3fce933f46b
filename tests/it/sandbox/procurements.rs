//! Procurements: they trade towards their target; set up, changed, listed, deleted, refused.

use http::StatusCode;
use serde_json::{Value, json};

use super::{INFERENCE, Raw, TRAINING, Watched};

pub const PROD: &str = "sfc:workspace:acme:prod";
const MIN_SELL: &str = "min_sell_price_dollars_per_node_hour";
const MAX_BUY: &str = "max_buy_price_dollars_per_node_hour";

/// Changes fields of a body; those that are said to be `absent` go.
pub fn changed(mut body: Value, fields: &Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        match value {
            Value::String(text) if text == "absent" => {
                drop(body.as_object_mut().unwrap().remove(name))
            }
            value => body[name] = value.clone(),
        }
    }
    body
}

/// Asks for a procurement of four nodes for an hour ahead on the pool `training`.
async fn ask(watched: &Watched, fields: Value) -> Raw {
    let body = json!({
        "pool": TRAINING, "instance_sku": watched.sku(), "target": 4, MIN_SELL: "0.5",
        MAX_BUY: "2.5", "managed_window_minutes": 60,
    });
    let body = changed(body, &fields).to_string();
    watched.raw("POST", "/procurements", &body).await
}

async fn set_up(watched: &Watched, fields: Value) -> Value {
    let made = ask(watched, fields).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    made.json
}

async fn read(watched: &Watched, target: &str) -> Value {
    let read = watched.raw("GET", target, "").await;
    assert_eq!(read.status, StatusCode::OK, "{read:?}");
    read.json
}

/// A field of each row of a list.
pub fn column<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    let rows = list["data"].as_array().unwrap().iter();
    rows.map(|row| row[field].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_procurement_is_set_up_read_and_deleted() {
    let watched = Watched::at_once().await;
    let made = set_up(&watched, json!({"name": "nightly", "target": "node_count"})).await;
    assert_eq!(made["resource_path"], "sfc:procurement:acme:prod:nightly");
    assert_eq!(made["target"], "node_count");
    assert_eq!(
        (&made["owner"], &made["workspace"]),
        (&"acme".into(), &"prod".into())
    );
    assert_eq!(
        (&made[MIN_SELL], &made[MAX_BUY]),
        (&"0.499980".into(), &"2.500020".into())
    );
    assert_eq!(made["enabled"], true);
    let now = watched.market.now().as_seconds();
    assert_eq!(
        (&made["created_at"], &made["updated_at"]),
        (&now.into(), &now.into())
    );
    // The pool under its names of both revisions.
    let (pool, capacity) = (&made["pool"], &made["capacity"]);
    assert_eq!(
        (&pool["name"], &capacity["name"]),
        (&"training".into(), &"training".into())
    );
    let suffix = pool["id"].as_str().unwrap().strip_prefix("pool_").unwrap();
    assert_eq!(capacity["id"], format!("cap_{suffix}"));

    let id = made["id"].as_str().unwrap();
    for text in [id, "sfc:procurement:acme:prod:nightly"] {
        let target = format!("/procurements/{text}");
        assert_eq!(read(&watched, &target).await, made);
        for method in ["GET", "PATCH", "DELETE"] {
            let other = watched.raw_as_provider(method, &target, "{}").await;
            assert_eq!(other.status, StatusCode::NOT_FOUND, "{method}");
        }
    }
    // Its pool shows it, and stays as long as it is there.
    let pool = read(&watched, &format!("/pools/{TRAINING}")).await;
    assert_eq!(pool["procurements"], json!([{"id": id, "name": "nightly"}]));
    let needed = watched
        .raw("DELETE", &format!("/pools/{TRAINING}"), "")
        .await;
    assert_eq!(needed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(needed.details(), [(String::new(), "in_use".to_owned())]);

    let target = format!("/procurements/{id}");
    let gone = watched.raw("DELETE", &target, "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for method in ["GET", "PATCH", "DELETE"] {
        let again = watched.raw(method, &target, "{}").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "{method}");
    }
    let pool = read(&watched, &format!("/pools/{TRAINING}")).await;
    assert_eq!(pool.get("procurements"), None);
}

#[tokio::test]
async fn a_procurement_keeps_its_pool_stocked_as_time_passes() {
    let watched = Watched::by_default().await;
    // The demo's offers begin at ten.
    watched.clock.advance(60 * 60);
    let made = set_up(&watched, json!({})).await;
    let buyer = watched.buyer();
    assert_eq!(made["status"]["state"], "info", "{made}");
    for _ in 0..3 {
        watched.clock.advance(60 * 60);
        let minute = watched.market.now();
        for ahead in [0, 1, 59] {
            let time = minute.checked_add_minutes(ahead).unwrap();
            assert_eq!(watched.nodes(&buyer, TRAINING, time).await, 4, "{time}");
        }
    }
    // Its orders are listed under its name alone, one way and the other.
    let id = made["id"].as_str().unwrap();
    assert_eq!(read(&watched, "/orders").await["data"], json!([]));
    let orders = watched
        .paged(&format!("/orders?procurement={id}"), 50)
        .await;
    assert!(orders.len() > 100, "{}", orders.len());
    for order in &orders {
        assert_eq!(
            (&order["side"], &order["status"]),
            (&"buy".into(), &"filled".into())
        );
        assert!(order["created_by"]["id"].is_string());
    }
    let sells = read(&watched, &format!("/orders?procurement={id}&side=sell")).await;
    assert_eq!(sells["data"], json!([]));
}

#[tokio::test]
async fn a_procurement_says_what_it_lacks_and_what_changes_that() {
    let watched = Watched::at_once().await;
    let made = set_up(
        &watched,
        json!({MAX_BUY: "0.01", "managed_window_minutes": 1440}),
    )
    .await;
    assert_eq!(made["status"]["state"], "warning");
    let target = format!("/procurements/{}", made["id"].as_str().unwrap());
    let orders = format!(
        "/orders?procurement={}&status=standing",
        made["id"].as_str().unwrap()
    );
    assert_eq!(
        read(&watched, &orders).await["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // Out of reach.
    let body = json!({MAX_BUY: "9000000.0", MIN_SELL: null}).to_string();
    let dear = watched.raw("PATCH", &target, &body).await;
    assert_eq!(dear.status, StatusCode::OK, "{dear:?}");
    assert_eq!(dear.json["status"]["state"], "error", "{dear:?}");
    assert_eq!(dear.json[MIN_SELL], made[MIN_SELL]);
    // Off, and with a name made up.
    let off = json!({"enabled": false, "name": null, "instance_sku": null}).to_string();
    let off = watched.raw("PATCH", &target, &off).await.json;
    assert_eq!(
        (&off["enabled"], &off["status"]["state"]),
        (&false.into(), &"info".into())
    );
    assert_ne!(off["name"], made["name"]);
    assert_eq!(read(&watched, &orders).await["data"], json!([]));
}

#[tokio::test]
async fn procurements_are_listed_and_filtered() {
    let watched = Watched::at_once().await;
    let skus: Vec<_> = watched
        .market
        .skus()
        .iter()
        .map(|sku| sku.id.as_str())
        .collect();
    for (name, pool, sku) in [
        ("a", TRAINING, skus[0]),
        ("b", TRAINING, skus[1]),
        ("c", INFERENCE, skus[0]),
    ] {
        let fields = json!({"name": name, "pool": pool, "instance_sku": sku, "enabled": false});
        set_up(&watched, fields).await;
    }
    let all = read(&watched, "/procurements").await;
    assert_eq!(column(&all, "name"), ["c", "b", "a"]);
    for limit in 1..=3 {
        let paged = watched.paged("/procurements", limit).await;
        assert_eq!(&paged, all["data"].as_array().unwrap());
    }
    for (query, expected) in [
        (format!("workspace={PROD}"), vec!["c", "b", "a"]),
        ("workspace=sfc:workspace:acme:default".to_owned(), vec![]),
        (format!("pool={TRAINING}"), vec!["b", "a"]),
        (
            format!("pool={INFERENCE}&workspace={PROD}&limit=50"),
            vec!["c"],
        ),
    ] {
        let list = read(&watched, &format!("/procurements?{query}")).await;
        assert_eq!(column(&list, "name"), expected, "{query}");
    }
    for (query, field, code) in [
        ("limit=51", "limit", "invalid"),
        ("limit=0", "limit", "invalid"),
        ("workspace=wksp_unknown", "workspace", "unknown_reference"),
        ("pool=pool_unknown", "pool", "unknown_reference"),
        ("pool=training", "pool", "invalid"),
        ("starting_after=poolc_0", "starting_after", "invalid"),
    ] {
        let answer = watched
            .raw("GET", &format!("/procurements?{query}"), "")
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(answer.details(), [(field.to_owned(), code.to_owned())]);
    }
    let unknown = watched
        .raw("GET", "/orders?procurement=proc_unknown", "")
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown_reference = "unknown_reference".to_owned();
    assert_eq!(
        unknown.details(),
        [("procurement".to_owned(), unknown_reference)]
    );
    let other = watched.raw_as_provider("GET", "/procurements", "").await;
    assert_eq!(other.json["data"], json!([]));
}

#[tokio::test]
async fn the_form_of_june_names_a_capacity() {
    let watched = Watched::at_once().await;
    let pool = read(&watched, &format!("/pools/{TRAINING}")).await;
    let capacity = pool["id"].as_str().unwrap().replacen("pool_", "cap_", 1);
    let made = set_up(&watched, json!({"pool": "absent", "capacity": capacity})).await;
    assert_eq!(made["pool"]["id"], pool["id"]);
    for (fields, field, code) in [
        (json!({"capacity": capacity}), "capacity", "conflicting"),
        (json!({"pool": "absent"}), "pool", "missing"),
        (
            json!({"pool": "absent", "capacity": "cap_unknown"}),
            "capacity",
            "unknown_reference",
        ),
    ] {
        let refused = ask(&watched, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.details(), [(field.to_owned(), code.to_owned())]);
    }
}

#[tokio::test]
async fn a_procurement_that_cannot_be_is_refused_by_field() {
    let watched = Watched::at_once().await;
    for (fields, field, code) in [
        (json!({"pool": "pool_unknown"}), "pool", "unknown_reference"),
        (json!({"pool": super::SUPPLY}), "pool", "unknown_reference"),
        (json!({"pool": 7}), "pool", "wrong_type"),
        (
            json!({"instance_sku": "isku_unknown"}),
            "instance_sku",
            "unknown_reference",
        ),
        (json!({"instance_sku": "absent"}), "instance_sku", "missing"),
        (json!({"target": "absent"}), "target", "missing"),
        (json!({"target": "all"}), "target", "invalid"),
        (json!({"target": -1}), "target", "out_of_range"),
        (json!({"target": 1.5}), "target", "out_of_range"),
        (json!({"target": null}), "target", "wrong_type"),
        (json!({"target": u64::MAX}), "target", "too_large"),
        (json!({MIN_SELL: "0.0"}), MIN_SELL, "not_positive"),
        (json!({MIN_SELL: 2.5}), MIN_SELL, "wrong_type"),
        (json!({MAX_BUY: "2"}), MAX_BUY, "invalid"),
        (json!({MAX_BUY: "absent"}), MAX_BUY, "missing"),
        (
            json!({"managed_window_minutes": 0}),
            "managed_window_minutes",
            "not_positive",
        ),
        (
            json!({"managed_window_minutes": 129_601}),
            "managed_window_minutes",
            "too_large",
        ),
        (json!({"enabled": "yes"}), "enabled", "wrong_type"),
        (json!({"name": "a b"}), "name", "invalid"),
    ] {
        let refused = ask(&watched, fields.clone()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
        assert_eq!(
            refused.details(),
            [(field.to_owned(), code.to_owned())],
            "{fields}"
        );
    }
    let one = set_up(
        &watched,
        json!({"name": "one", "managed_window_minutes": 129_600}),
    )
    .await;
    let fields = json!({"name": "two", "pool": INFERENCE, "enabled": false});
    let two = set_up(&watched, fields).await;
    // One for a pool and SKU, one of a name: a conflict, and a bad request.
    let conflict = ask(&watched, json!({"name": "three"})).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert_eq!(
        conflict.details(),
        [(String::new(), "already_automated".to_owned())]
    );
    let name_taken = [("name".to_owned(), "name_taken".to_owned())];
    let taken = ask(&watched, json!({"name": "one", "pool": INFERENCE})).await;
    assert_eq!(
        (taken.status, taken.details()),
        (StatusCode::BAD_REQUEST, name_taken.to_vec())
    );
    let target = format!("/procurements/{}", two["id"].as_str().unwrap());
    let taken = watched.raw("PATCH", &target, r#"{"name":"one"}"#).await;
    assert_eq!(
        (taken.status, taken.details()),
        (StatusCode::BAD_REQUEST, name_taken.to_vec())
    );
    let target = format!("/procurements/{}", one["id"].as_str().unwrap());
    for (field, value, code) in [
        ("managed_window_minutes", json!(0), "not_positive"),
        (MAX_BUY, json!("0.0"), "not_positive"),
        ("instance_sku", json!("isku_unknown"), "unknown_reference"),
        ("enabled", json!(1), "wrong_type"),
    ] {
        let body = json!({field: value}).to_string();
        let refused = watched.raw("PATCH", &target, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(refused.details(), [(field.to_owned(), code.to_owned())]);
    }
    let malformed = watched.raw("POST", "/procurements", "{").await;
    assert_eq!(malformed.status, StatusCode::UNPROCESSABLE_ENTITY);
}
