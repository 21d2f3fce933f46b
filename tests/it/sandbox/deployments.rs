//! Deployments: they keep their instances; set up, changed, listed, deleted, refused.

use http::StatusCode;
use serde_json::{Value, json};

use super::images::PUBLIC;
use super::instances::allocate;
use super::procurements::{PROD, changed, column};
use super::{INFERENCE, Raw, TRAINING, Watched};

const TEMPLATE: &str = "sfc:instance_template:acme:prod:worker";
const MAX_BUY: &str = "max_buy_price_dollars_per_node_hour";

/// A market where everything settles at once, with the template `worker`.
async fn market() -> Watched {
    let watched = Watched::at_once().await;
    template(&watched, "worker").await;
    watched
}

async fn template(watched: &Watched, name: &str) {
    let body = json!({"workspace": PROD, "name": name, "image": PUBLIC}).to_string();
    let made = watched.raw("POST", "/instance_templates", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
}

/// Asks for a generic deployment of two instances on the pool `training`.
async fn ask(watched: &Watched, fields: Value) -> Raw {
    let body = json!({
        "kind": "generic", "pool": TRAINING, "instance_sku": watched.sku(),
        "instance_template": TEMPLATE, "target_instance_count": 2,
    });
    let body = changed(body, &fields).to_string();
    watched.raw("POST", "/deployments", &body).await
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

/// The instances that have not ended, newest first.
async fn instances(watched: &Watched) -> Value {
    let target = "/instances?status=running&status=awaiting_allocation&status=failed";
    read(watched, target).await
}

#[tokio::test]
async fn a_generic_deployment_is_set_up_read_and_deleted() {
    let watched = market().await;
    let made = set_up(&watched, json!({"name": "web"})).await;
    assert_eq!(made["object"], "deployment");
    assert_eq!(made["resource_path"], "sfc:deployment:acme:prod:web");
    assert_eq!(made["instance_template"]["name"], "worker");
    assert_eq!(
        made["instance_name_template"],
        "{{adjective}}-{{noun}}-{{nanoid(6)}}"
    );
    assert_eq!(
        (&made["enabled"], &made["target_instance_count"]),
        (&true.into(), &2.into())
    );
    assert_eq!(made["capacity"]["name"], made["pool"]["name"]);
    let id = made["id"].as_str().unwrap();
    for text in [id, "sfc:deployment:acme:prod:web"] {
        let target = format!("/deployments/{text}");
        assert_eq!(read(&watched, &target).await, made);
        for method in ["GET", "PATCH", "DELETE"] {
            let other = watched.raw_as_provider(method, &target, "{}").await;
            assert_eq!(other.status, StatusCode::NOT_FOUND, "{method}");
        }
    }
    // Its instances say whose they are; its pool and template are needed.
    let list = instances(&watched).await;
    assert_eq!(column(&list, "status"), ["awaiting_allocation"; 2]);
    let managed_by = json!({"object": "deployment", "id": id, "name": "web"});
    assert_eq!(list["data"][0]["managed_by"], managed_by);
    let pool = read(&watched, &format!("/pools/{TRAINING}")).await;
    assert_eq!(pool["deployments"], json!([{"id": id, "name": "web"}]));
    for needed in [
        format!("/pools/{TRAINING}"),
        format!("/instance_templates/{TEMPLATE}"),
    ] {
        let refused = watched.raw("DELETE", &needed, "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{needed}");
        assert_eq!(refused.details()[0].1, "in_use", "{needed}");
    }

    let target = format!("/deployments/{id}");
    let gone = watched.raw("DELETE", &target, "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for method in ["GET", "PATCH", "DELETE"] {
        let again = watched.raw(method, &target, "{}").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "{method}");
    }
    assert_eq!(instances(&watched).await["data"], json!([]));
    let template = format!("/instance_templates/{TEMPLATE}");
    let free = watched.raw("DELETE", &template, "").await;
    assert_eq!(free.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_deployment_keeps_its_number_of_instances() {
    let watched = market().await;
    allocate(&watched, 3).await;
    let made = set_up(&watched, json!({"name": "web", "target_instance_count": 3})).await;
    assert_eq!(made["status"]["state"], "info", "{made}");
    let before = instances(&watched).await;
    assert_eq!(column(&before, "status"), ["running"; 3]);
    let ended = column(&before, "id")[0];
    let end = format!("/instances/{ended}/terminate");
    assert_eq!(watched.raw("POST", &end, "").await.status, StatusCode::OK);
    watched.clock.advance(60);
    let after = instances(&watched).await;
    assert_eq!(column(&after, "status"), ["running"; 3]);
    assert!(!column(&after, "id").contains(&ended));

    // Another template, other names and fewer instances.
    template(&watched, "newer").await;
    let target = format!("/deployments/{}", made["id"].as_str().unwrap());
    let body = json!({
        "instance_template": "sfc:instance_template:acme:prod:newer", "name": "www",
        "instance_name_template": "www-{{nanoid(12)}}", "target_instance_count": 1,
        "enabled": null,
    });
    let patched = watched.raw("PATCH", &target, &body.to_string()).await;
    assert_eq!(patched.status, StatusCode::OK, "{patched:?}");
    assert_eq!(patched.json["instance_template"]["name"], "newer");
    let left = instances(&watched).await;
    assert_eq!(column(&left, "id"), [column(&before, "id")[2]]);
    assert_eq!(left["data"][0]["managed_by"]["name"], "www");
    let more = json!({"target_instance_count": 2, "name": null}).to_string();
    let more = watched.raw("PATCH", &target, &more).await.json;
    assert_ne!(more["name"], "www");
    let list = instances(&watched).await;
    assert!(column(&list, "name")[0].starts_with("www-"));

    // Switched off it replaces none.
    let off = watched
        .raw("PATCH", &target, r#"{"enabled":false}"#)
        .await
        .json;
    assert_eq!(
        (&off["enabled"], &off["status"]["state"]),
        (&false.into(), &"info".into())
    );
    let end = format!("/instances/{}/terminate", column(&list, "id")[0]);
    watched.raw("POST", &end, "").await;
    watched.clock.advance(600);
    assert_eq!(column(&instances(&watched).await, "id").len(), 1);
}

#[tokio::test]
async fn a_spot_deployment_buys_what_it_runs_on() {
    let watched = market().await;
    watched.clock.advance(60 * 60);
    let spot = json!({"kind": "spot", "name": "batch", MAX_BUY: "2.5"});
    let made = set_up(&watched, spot).await;
    assert_eq!(made["object"], "spot_deployment");
    assert_eq!(made["resource_path"], "sfc:spot_deployment:acme:prod:batch");
    assert_eq!(
        (&made[MAX_BUY], made.get("capacity")),
        (&"2.500020".into(), None)
    );
    watched.clock.advance(60);
    let list = instances(&watched).await;
    assert_eq!(column(&list, "status"), ["running"; 2]);
    let managed_by = json!({"object": "spot_deployment", "id": made["id"], "name": "batch"});
    assert_eq!(list["data"][0]["managed_by"], managed_by);
    for hours in 1..4 {
        watched.clock.advance(60 * 60);
        let running = instances(&watched).await;
        assert_eq!(
            column(&running, "status"),
            ["running"; 2],
            "after {hours} hours"
        );
    }
    let target = "/deployments/sfc:spot_deployment:acme:prod:batch";
    let now = read(&watched, target).await;
    assert_eq!(now["status"]["state"], "info", "{now}");
    // Its orders are in the ordinary list, its pool does not show it.
    let orders = read(&watched, "/orders?limit=200").await;
    assert!(orders["data"].as_array().unwrap().len() > 100);
    let pool = read(&watched, &format!("/pools/{TRAINING}")).await;
    assert_eq!(pool.get("deployments"), None);
    let cheap = json!({MAX_BUY: "0.01"}).to_string();
    let cheap = watched.raw("PATCH", target, &cheap).await.json;
    assert_eq!(cheap[MAX_BUY], "0.010020".to_owned());
    watched.clock.advance(2 * 60 * 60);
    let waiting = instances(&watched).await;
    assert_eq!(column(&waiting, "status"), ["awaiting_allocation"; 2]);
    let poor = read(&watched, target).await;
    assert_eq!(poor["status"]["state"], "warning", "{poor}");
    assert_eq!(
        watched.raw("DELETE", target, "").await.status,
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn deployments_are_listed_and_filtered() {
    let watched = market().await;
    set_up(&watched, json!({"name": "a"})).await;
    set_up(&watched, json!({"name": "b"})).await;
    let spot = json!({"kind": "spot", "name": "a", "pool": INFERENCE, MAX_BUY: "0.1"});
    set_up(&watched, spot).await;
    let target = format!("/deployments?workspace={PROD}");
    let all = read(&watched, &target).await;
    assert_eq!(column(&all, "name"), ["a", "b", "a"]);
    assert_eq!(
        column(&all, "object"),
        ["spot_deployment", "deployment", "deployment"]
    );
    for limit in 1..=3 {
        let paged = watched.paged(&target, limit).await;
        assert_eq!(&paged, all["data"].as_array().unwrap());
    }
    for (query, expected) in [
        ("workspace=sfc:workspace:acme:default".to_owned(), vec![]),
        (format!("workspace={PROD}&pool={TRAINING}"), vec!["b", "a"]),
        (
            format!("workspace={PROD}&pool={INFERENCE}&limit=50"),
            vec!["a"],
        ),
    ] {
        let list = read(&watched, &format!("/deployments?{query}")).await;
        assert_eq!(column(&list, "name"), expected, "{query}");
    }
    for (query, field, code) in [
        ("", "workspace", "missing"),
        ("workspace=wksp_unknown", "workspace", "unknown_reference"),
        ("workspace=prod&limit=51", "limit", "invalid"),
        (
            "workspace=prod&pool=pool_unknown",
            "pool",
            "unknown_reference",
        ),
        (
            "workspace=prod&ending_before=procc_0",
            "ending_before",
            "invalid",
        ),
    ] {
        let answer = watched
            .raw("GET", &format!("/deployments?{query}"), "")
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(answer.details(), [(field.to_owned(), code.to_owned())]);
    }
    let default = "/deployments?workspace=default";
    let other = watched.raw_as_provider("GET", default, "").await;
    assert_eq!(other.json["data"], json!([]));
}

#[tokio::test]
async fn the_form_of_june_names_a_capacity_and_no_kind() {
    let watched = market().await;
    let capacity = "sfc:capacity:acme:prod:training";
    let june = json!({
        "kind": "absent", "pool": "absent", "instance_sku": "absent", "capacity": capacity,
    });
    let nothing = ask(&watched, june.clone()).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        nothing.details(),
        [("instance_sku".to_owned(), "missing".to_owned())]
    );
    allocate(&watched, 1).await;
    let made = set_up(&watched, june).await;
    assert_eq!(made["object"], "deployment");
    assert_eq!(made["instance_sku"]["id"], watched.sku());
    let with_all = json!({"pool": "absent", "capacity": capacity, "name": "with-all"});
    set_up(&watched, with_all).await;
}

#[tokio::test]
async fn a_deployment_that_cannot_be_is_refused_by_field() {
    let watched = market().await;
    for (fields, field, code) in [
        (json!({"kind": "absent"}), "kind", "missing"),
        (json!({"kind": "reserved"}), "kind", "invalid"),
        (json!({"kind": null}), "kind", "wrong_type"),
        (json!({"kind": "spot"}), MAX_BUY, "missing"),
        (
            json!({"kind": "spot", MAX_BUY: "0.0"}),
            MAX_BUY,
            "not_positive",
        ),
        (json!({"pool": "pool_unknown"}), "pool", "unknown_reference"),
        (json!({"pool": "absent"}), "pool", "missing"),
        (json!({"capacity": "cap_x"}), "capacity", "conflicting"),
        (json!({"instance_sku": "absent"}), "instance_sku", "missing"),
        (
            json!({"instance_template": "itmpl_unknown"}),
            "instance_template",
            "unknown_reference",
        ),
        (
            json!({"instance_template": "worker"}),
            "instance_template",
            "invalid",
        ),
        (
            json!({"target_instance_count": -1}),
            "target_instance_count",
            "invalid",
        ),
        (
            json!({"target_instance_count": 1001}),
            "target_instance_count",
            "too_large",
        ),
        (
            json!({"target_instance_count": "2"}),
            "target_instance_count",
            "wrong_type",
        ),
        (
            json!({"instance_name_template": "worker"}),
            "instance_name_template",
            "invalid",
        ),
        (
            json!({"instance_name_template": "{{nanoid(2)}}"}),
            "instance_name_template",
            "invalid",
        ),
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
    let one = set_up(&watched, json!({"name": "one"})).await;
    set_up(&watched, json!({"name": "two"})).await;
    let name_taken = [("name".to_owned(), "name_taken".to_owned())];
    let taken = ask(&watched, json!({"name": "one"})).await;
    assert_eq!(
        (taken.status, taken.details()),
        (StatusCode::BAD_REQUEST, name_taken.to_vec())
    );
    let conflict = ask(&watched, json!({"kind": "spot", MAX_BUY: "1.0"})).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert_eq!(
        conflict.details(),
        [(String::new(), "already_automated".to_owned())]
    );
    let target = format!("/deployments/{}", one["id"].as_str().unwrap());
    let taken = watched.raw("PATCH", &target, r#"{"name":"two"}"#).await;
    assert_eq!(
        (taken.status, taken.details()),
        (StatusCode::BAD_REQUEST, name_taken.to_vec())
    );
    for (field, value, code) in [
        (MAX_BUY, json!("1.0"), "conflicting"),
        ("target_instance_count", json!(1001), "too_large"),
        (
            "instance_template",
            json!("itmpl_unknown"),
            "unknown_reference",
        ),
        ("instance_name_template", json!("x"), "invalid"),
        ("enabled", json!("yes"), "wrong_type"),
    ] {
        let body = json!({field: value}).to_string();
        let refused = watched.raw("PATCH", &target, &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(refused.details(), [(field.to_owned(), code.to_owned())]);
    }
}
