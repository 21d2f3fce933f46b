//! Instances: made, started, ended, changed, deleted, and what stands in the way.

use http::StatusCode;
use serde_json::{Value, json};

use super::images::{PUBLIC, uploaded};
use super::{INFERENCE, Raw, TRAINING, Watched, tomorrow};

/// The tests' user data.
pub const USER_DATA: &str = "I2Nsb3VkLWNvbmZpZwo=";

/// The path of the buyer's instance of this name.
pub fn path(name: &str) -> String {
    format!("sfc:instance:acme:prod:{name}")
}

/// Asks for an instance on the pool `training`, with these fields besides.
pub async fn ask(watched: &Watched, fields: Value) -> Raw {
    let mut body = json!({"pool": TRAINING, "image": PUBLIC, "instance_sku": watched.sku()});
    for (name, value) in fields.as_object().unwrap() {
        match value {
            // Said to be absent.
            Value::String(text) if text == "absent" => {
                drop(body.as_object_mut().unwrap().remove(name))
            }
            value => body[name] = value.clone(),
        }
    }
    watched.raw("POST", "/instances", &body.to_string()).await
}

/// An instance on the pool `training`.
pub async fn make(watched: &Watched, fields: Value) -> Value {
    let made = ask(watched, fields).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    made.json
}

pub async fn named(watched: &Watched, name: &str) -> Value {
    make(watched, json!({"name": name})).await
}

pub async fn read(watched: &Watched, name: &str) -> Value {
    let target = format!("/instances/{}", path(name));
    let read = watched.raw("GET", &target, "").await;
    assert_eq!(read.status, StatusCode::OK, "{read:?}");
    read.json
}

pub async fn on(watched: &Watched, method: &str, name: &str, what: &str, body: &str) -> Raw {
    let target = format!("/instances/{}{what}", path(name));
    watched.raw(method, &target, body).await
}

/// Buys nodes for `training` over the day that begins at ten, and waits until then.
pub async fn allocate(watched: &Watched, nodes: u32) {
    let buyer = watched.buyer();
    let order = buyer
        .orders()
        .buy(watched.sku(), nodes)
        .pool(TRAINING)
        .window(tomorrow());
    order.limit_price("2.50").await.unwrap();
    wait_until(watched, tomorrow().start());
}

pub fn wait_until(watched: &Watched, time: sfcompute::Timestamp) {
    let seconds = time.seconds_since(watched.market.now()).unwrap();
    watched.clock.advance(seconds);
}

#[tokio::test]
async fn an_instance_waits_runs_ends_and_is_deleted() {
    let watched = Watched::at_once().await;
    let fields = json!({
        "name": "worker", "tags": {"team": "infra"}, "cloud_init_user_data": USER_DATA,
        "priority_level": "preferred",
    });
    let made = make(&watched, fields).await;
    let now = watched.market.now().as_seconds();
    let pool = &watched.market.accounts()[0].pools[0];
    assert_eq!(made["resource_path"], path("worker"));
    assert_eq!(made["status"], "awaiting_allocation");
    assert_eq!(
        (&made["owner"], &made["workspace"]),
        (&"acme".into(), &"prod".into())
    );
    let capacity = pool.id.as_str().replacen("pool_", "cap_", 1);
    assert_eq!(made["pool"], json!({"id": pool.id, "name": "training"}));
    assert_eq!(
        made["capacity"],
        json!({"id": capacity, "name": "training"})
    );
    assert_eq!(made["instance_sku"]["id"], watched.sku());
    assert_eq!(made["image"]["name"], "ubuntu-24.04.4-cuda-12.8");
    assert_eq!(made["cloud_init_user_data_used"], true);
    assert_eq!(made["tags"], json!({"team": "infra"}));
    assert_eq!(made["priority_level"], "preferred");
    assert_eq!(
        (&made["created_at"], &made["updated_at"]),
        (&now.into(), &now.into())
    );
    for absent in [
        "managed_by",
        "deployment",
        "cloud_init_user_data",
        "public_ip",
        "firewall",
        "expected_shutdown_at",
    ] {
        assert_eq!(made.get(absent), None, "{absent}");
    }

    let id = made["id"].as_str().unwrap();
    let old = id.replacen("inst_", "vm_", 1);
    for text in [id, &old, &path("worker")] {
        let read = watched.raw("GET", &format!("/instances/{text}"), "").await;
        assert_eq!((read.status, &read.json), (StatusCode::OK, &made), "{text}");
        let other = watched
            .raw_as_provider("GET", &format!("/instances/{text}"), "")
            .await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{text}");
    }

    allocate(&watched, 1).await;
    let running = read(&watched, "worker").await;
    assert_eq!(running["status"], "running");
    assert_eq!(running["updated_at"], tomorrow().start().as_seconds());
    let early = on(&watched, "DELETE", "worker", "", "").await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert_eq!(early.details(), [(String::new(), "wrong_state".to_owned())]);
    let ended = on(&watched, "POST", "worker", "/terminate", "").await;
    assert_eq!(
        (ended.status, &ended.json["status"]),
        (StatusCode::OK, &"terminated".into())
    );
    let again = on(&watched, "POST", "worker", "/terminate", "").await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert_eq!(read(&watched, "worker").await, ended.json);
    let gone = on(&watched, "DELETE", "worker", "", "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for (method, what) in [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("GET", "/logs"),
        ("GET", "/ssh"),
        ("POST", "/terminate"),
    ] {
        let absent = on(&watched, method, "worker", what, "{}").await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND, "{method} {what}");
    }
    // Its name is free.
    named(&watched, "worker").await;
}

#[tokio::test]
async fn the_pools_nodes_decide_who_runs() {
    let watched = Watched::at_once().await;
    for (name, priority) in [
        ("low", json!("yield")),
        ("first", Value::Null),
        ("high", json!("critical")),
        ("second", json!("normal")),
    ] {
        make(&watched, json!({"name": name, "priority_level": priority})).await;
    }
    let those = async |status: &str| {
        let list = watched
            .raw("GET", &format!("/instances?status={status}"), "")
            .await;
        let data = list.json["data"].as_array().unwrap().clone();
        let names = data
            .iter()
            .map(|one| one["name"].as_str().unwrap().to_owned());
        names.rev().collect::<Vec<_>>()
    };
    allocate(&watched, 3).await;
    assert_eq!(those("running").await, ["first", "high", "second"]);
    assert_eq!(those("awaiting_allocation").await, ["low"]);
    // Two nodes go to another pool, and with them those that are least needed.
    let buyer = watched.buyer();
    let transfer = buyer.pools().transfer(TRAINING, INFERENCE);
    let day = sfcompute::Window::new(watched.market.now(), tomorrow().end()).unwrap();
    let transfer = transfer.instance_sku(watched.sku()).nodes(2).window(day);
    transfer.await.unwrap();
    assert_eq!(those("running").await, ["high"]);
    assert_eq!(those("terminated").await, ["first", "second"]);
    // The day is over, and a failed one loses its node like any other.
    watched
        .market
        .with_engine(|engine| {
            let acme = engine.account_named("acme").unwrap();
            engine.fail_instance(acme, &path("high"), engine.now())
        })
        .unwrap();
    assert_eq!(those("failed").await, ["high"]);
    wait_until(&watched, tomorrow().end());
    assert_eq!(those("terminated").await, ["first", "high", "second"]);
    assert_eq!(those("awaiting_allocation").await, ["low"]);
    let events = watched.market.control().events().unwrap();
    let count = |kind: &str| events.matches(&format!(r#""kind":"{kind}""#)).count();
    assert_eq!(
        (
            count("instance_made"),
            count("instance_started"),
            count("instance_failed")
        ),
        (4, 3, 1)
    );
    assert_eq!(count("instance_over"), 3);
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_by_field() {
    let watched = Watched::at_once().await;
    named(&watched, "taken").await;
    let torn = super::images::started(&watched, "half").await;
    let long = "QUJD".repeat(21_846);
    let tromso = watched.market.skus()[1].id.as_str();
    let osaka = watched.market.skus()[2].id.as_str();
    for (fields, field, code) in [
        (json!({"pool": "absent"}), "pool", "missing"),
        (json!({"pool": "training"}), "pool", "invalid"),
        (json!({"capacity": "cap_a"}), "capacity", "conflicting"),
        (
            json!({"pool": "absent", "capacity": TRAINING}),
            "capacity",
            "invalid",
        ),
        (json!({"image": "absent"}), "image", "missing"),
        (json!({"image": "ubuntu"}), "image", "invalid"),
        (json!({"image": "image_x"}), "image", "unknown_reference"),
        (json!({"image": torn}), "image", "wrong_state"),
        (json!({"instance_sku": "absent"}), "instance_sku", "missing"),
        (
            json!({"instance_sku": "isku_x"}),
            "instance_sku",
            "unknown_reference",
        ),
        (json!({"name": "no name"}), "name", "invalid"),
        (json!({"name": "taken"}), "name", "name_taken"),
        (
            json!({"cloud_init_user_data": null}),
            "cloud_init_user_data",
            "wrong_type",
        ),
        (
            json!({"cloud_init_user_data": "#cloud"}),
            "cloud_init_user_data",
            "invalid",
        ),
        (
            json!({"cloud_init_user_data": long}),
            "cloud_init_user_data",
            "too_large",
        ),
        (
            json!({"enable_public_ipv4": "yes"}),
            "enable_public_ipv4",
            "wrong_type",
        ),
        (json!({"enable_public_ipv4": true}), "firewall", "missing"),
        (json!({"firewall": "frwl_a"}), "firewall", "conflicting"),
        (json!({"firewall": "a"}), "firewall", "invalid"),
        (
            json!({"enable_public_ipv4": true, "firewall": "frwl_a", "instance_sku": tromso}),
            "enable_public_ipv4",
            "unsupported",
        ),
        (
            json!({"_preview_enable_infiniband": true, "instance_sku": osaka}),
            "_preview_enable_infiniband",
            "unsupported",
        ),
        (json!({"tags": {"a b": "c"}}), "tags.a b", "invalid"),
        (
            json!({"priority_level": "urgent"}),
            "priority_level",
            "invalid",
        ),
    ] {
        let refused = ask(&watched, fields.clone()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
        assert_eq!(
            refused.details(),
            [(field.to_owned(), code.to_owned())],
            "{fields}"
        );
    }
    for (fields, status) in [
        (json!({"pool": "pool_x"}), StatusCode::NOT_FOUND),
        (json!({"pool": super::SUPPLY}), StatusCode::NOT_FOUND),
        (
            json!({"name": null, "tags": null, "firewall": null}),
            StatusCode::CREATED,
        ),
    ] {
        let answer = ask(&watched, fields.clone()).await;
        assert_eq!(answer.status, status, "{fields}");
    }
    let other = watched.raw("POST", "/instances", "[]").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let token = watched.with_headers("POST", "/instances", "{}", &[]).await;
    assert_eq!(token.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_public_address_shows_while_the_instance_has_a_node() {
    let watched = Watched::at_once().await;
    let fields = json!({
        "pool": "absent", "capacity": "sfc:capacity:acme:prod:training",
        "enable_public_ipv4": true, "firewall": "sfc:firewall:acme:prod:open",
        "_preview_enable_infiniband": true, "name": "open",
    });
    let made = make(&watched, fields).await;
    assert_eq!(made["enable_public_ipv4"], true);
    assert_eq!(made.get("public_ip"), None);
    let firewall = made["firewall"].as_str().unwrap();
    assert!(firewall.starts_with("frwl_"), "{firewall}");
    let by_id = json!({"enable_public_ipv4": true, "firewall": firewall, "name": "same"});
    assert_eq!(make(&watched, by_id).await["firewall"], firewall);
    allocate(&watched, 2).await;
    let mut addresses = Vec::new();
    for name in ["open", "same"] {
        addresses.push(
            read(&watched, name).await["public_ip"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    assert!(addresses[0].parse::<std::net::Ipv4Addr>().is_ok());
    assert_ne!(addresses[0], addresses[1]);
    let ended = on(&watched, "POST", "open", "/terminate", "").await;
    assert_eq!(ended.json.get("public_ip"), None);
}

#[tokio::test]
async fn a_revoked_image_refuses_new_instances_and_one_in_use_is_kept() {
    let watched = Watched::at_once().await;
    let image = uploaded(&watched, "worker", &[b"abc"]).await;
    make(&watched, json!({"name": "a", "image": image})).await;
    allocate(&watched, 1).await;
    let target = format!("/images/{image}");
    let revoked = watched.raw("POST", &format!("{target}/revoke"), "").await;
    assert_eq!(revoked.status, StatusCode::OK);
    let refused = ask(&watched, json!({"image": image})).await;
    assert_eq!(
        refused.details(),
        [("image".to_owned(), "wrong_state".to_owned())]
    );
    assert_eq!(read(&watched, "a").await["status"], "running");
    let needed = watched.raw("DELETE", &target, "").await;
    assert_eq!(needed.status, StatusCode::CONFLICT);
    assert_eq!(needed.details(), [(String::new(), "in_use".to_owned())]);
    on(&watched, "POST", "a", "/terminate", "").await;
    assert_eq!(
        watched.raw("DELETE", &target, "").await.status,
        StatusCode::OK
    );
    assert_eq!(read(&watched, "a").await["image"]["id"], image);
}

#[tokio::test]
async fn pools_and_workspaces_with_instances_stay() {
    let watched = Watched::at_once().await;
    watched
        .raw("POST", "/workspaces", r#"{"name":"lab"}"#)
        .await;
    let lab = "sfc:workspace:acme:lab";
    let body = json!({"workspace": lab, "name": "lab"}).to_string();
    watched.raw("POST", "/pools", &body).await;
    let pool = "sfc:pool:acme:lab:lab";
    let made = make(&watched, json!({"pool": pool, "name": "a"})).await;
    assert_eq!(made["workspace"], "lab");
    let refused = watched.raw("DELETE", &format!("/pools/{pool}"), "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.details(),
        [(String::new(), "active_instances".to_owned())]
    );
    let instance = "/instances/sfc:instance:acme:lab:a";
    watched
        .raw("POST", &format!("{instance}/terminate"), "")
        .await;
    let deleted = watched.raw("DELETE", &format!("/pools/{pool}"), "").await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    let refused = watched
        .raw("DELETE", &format!("/workspaces/{lab}"), "")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.details(), [(String::new(), "not_empty".to_owned())]);
    watched.raw("DELETE", instance, "").await;
    let deleted = watched
        .raw("DELETE", &format!("/workspaces/{lab}"), "")
        .await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
}
