//! Every error that the contract declares of an operation: here is the request that causes it, or
//! why none does.

use http::StatusCode;
use serde_json::json;
use sfcompute::operations::OPERATIONS;
use sfcompute_api::Operation;
use sfcompute_sandbox::engine::{NewPool, PoolKind};
use sfcompute_tests::contract::EFFECTIVE;

use super::images::{ABC, PROD, PUBLIC, started, uploaded};
use super::{INFERENCE, SUPPLY, TRAINING, Watched, tomorrow, window};

/// What is asked for, and with what body.
type Request = (String, String);

/// Why no client causes a status, where none does.
fn out_of_reach(operation: &str, status: u16) -> Option<&'static str> {
    match (operation, status) {
        (_, 500) => Some("a failure of the sandbox itself"),
        (_, 503) => Some("the market is never closed; fault rules answer with it"),
        ("getMe", 404) => Some("every token has its account"),
        ("list_workspaces_handler", 422) => {
            Some("it takes ids alone, and unknown ones match nothing")
        }
        (
            "complete_image_upload"
            | "create_image"
            | "create_image_upload_part_url"
            | "delete_image"
            | "delete_pool"
            | "reinstate_image"
            | "revoke_image"
            | "setFeatureFlagEnrollment"
            | "update_pool",
            403,
        ) => None,
        (_, 403) => Some("tokens have no roles: each may do all that its account may"),
        ("create_deployment", 404) => Some("what it names and does not exist is a 422, by field"),
        _ => None,
    }
}

/// A market with what it takes to be refused.
struct Stage {
    watched: Watched,
    /// An image whose upload has begun, and one that a template needs.
    started: String,
    used: String,
    /// An order that is over.
    over: String,
    read_only: String,
    /// A pool that nothing trades for.
    quiet: String,
}

/// The template that a deployment keeps.
const TEMPLATE: &str = "sfc:instance_template:acme:prod:template";
/// An instance that waits for nodes.
const INSTANCE: &str = "sfc:instance:acme:prod:one";

impl Stage {
    async fn new() -> Self {
        let watched = Watched::at_once().await;
        let started = started(&watched, "begun").await;
        let used = uploaded(&watched, "used", &[b"abc"]).await;
        let body = json!({"workspace": PROD, "name": "template", "image": used}).to_string();
        let made = watched.raw("POST", "/instance_templates", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let order = watched
            .buyer()
            .orders()
            .buy(watched.sku(), 1)
            .pool(TRAINING);
        let order = order.window(tomorrow()).limit_price("0.06").await.unwrap();
        let read_only = watched.market.with_engine(|engine| {
            let account = engine.account_named("acme").unwrap();
            let pool = NewPool {
                workspace: PROD,
                name: Some("frozen"),
                tags: None,
                kind: PoolKind::ReadOnly,
            };
            let now = engine.now();
            let key = engine.create_pool(account, pool, now).unwrap();
            engine.pool(key, 0).unwrap().id
        });
        let quiet = watched.buyer().pools().create(PROD).name("quiet").await;
        let stage = Self {
            quiet: quiet.unwrap().id.as_str().to_owned(),
            started,
            used,
            over: order.id.as_str().to_owned(),
            read_only: read_only.as_str().to_owned(),
            watched,
        };
        stage.automate().await;
        stage
    }

    /// Makes two each of instances, deployments and procurements.
    async fn automate(&self) {
        for (target, body) in [
            ("/instances", self.instance(TRAINING, "one")),
            ("/instances", self.instance(TRAINING, "two")),
            ("/deployments", self.deployment("generic", "one")),
            ("/deployments", self.deployment("generic", "two")),
            ("/procurements", self.procurement(INFERENCE, "one", true)),
            ("/procurements", self.procurement(&self.quiet, "two", false)),
        ] {
            let made = self.watched.raw("POST", target, &body).await;
            assert_eq!(
                made.status,
                StatusCode::CREATED,
                "{target} {body}: {made:?}"
            );
        }
    }

    fn instance(&self, pool: &str, name: &str) -> String {
        let sku = self.watched.sku();
        json!({"pool": pool, "name": name, "image": PUBLIC, "instance_sku": sku}).to_string()
    }

    fn deployment(&self, kind: &str, name: &str) -> String {
        let mut body = json!({
            "kind": kind, "name": name, "pool": TRAINING, "instance_sku": self.watched.sku(),
            "instance_template": TEMPLATE, "target_instance_count": 1,
        });
        if kind == "spot" {
            body["max_buy_price_dollars_per_node_hour"] = json!("1.0");
        }
        body.to_string()
    }

    fn procurement(&self, pool: &str, name: &str, enabled: bool) -> String {
        json!({
            "pool": pool, "name": name, "enabled": enabled, "instance_sku": self.watched.sku(),
            "target": 1, "managed_window_minutes": 60,
            "min_sell_price_dollars_per_node_hour": "0.5",
            "max_buy_price_dollars_per_node_hour": "0.6",
        })
        .to_string()
    }

    fn order(&self, pool: &str, nodes: i32, hours: i64, price: &str) -> String {
        let window = window(0, hours);
        let schedule = json!([{
            "start_at": window.start().as_seconds(), "end_at": window.end().as_seconds(),
            "node_count": nodes,
        }]);
        json!({
            "side": "buy", "pool": pool, "instance_sku": self.watched.sku(),
            "allocation_schedule_delta": schedule, "limit_price_dollars_per_node_hour": price,
        })
        .to_string()
    }

    /// The request that the operation answers with this error.
    fn cause(&self, operation: &Operation, status: u16) -> Option<Request> {
        let at = |id: &str| (filled(operation, id), String::new());
        let with = |id: &str, body: String| (filled(operation, id), body);
        // Whatever the operation reads of it is good; the rest is passed over.
        let all =
            || json!({"sha256": ABC, "part_id": 1, "enrolled": true, "image": PUBLIC}).to_string();
        let public = || json!({"workspace": "sfc:workspace:sfcompute:public"}).to_string();
        Some(match (operation.id, status) {
            (_, 401) => with("x-unknown", all()),
            ("create_order", 402) => with("", self.order(TRAINING, 60, 600, "12.0")),
            ("create_order", 404) => with("", self.order("pool_unknown", 1, 1, "2.50")),
            ("create_pool_transfer", 404) => {
                let body = self.order("pool_unknown", 1, 1, "2.50");
                let pools = format!(r#""from_pool":"{TRAINING}","to_pool":"pool_unknown","pool""#);
                with("", body.replace(r#""pool""#, &pools))
            }
            ("cancel_order", 422) => at(&self.over),
            ("update_pool", 403) => with(&self.read_only, "{}".to_owned()),
            ("delete_pool", 403) => at(&self.read_only),
            ("delete_pool", 422) => at(SUPPLY),
            ("delete_workspace_handler", 422) => at(PROD),
            ("setFeatureFlagEnrollment", 403) => with("closed-trial", all()),
            ("create_image", 403) => with("", public()),
            ("create_image", 409) => {
                with("", json!({"workspace": PROD, "name": "used"}).to_string())
            }
            ("delete_image", 409) => at(&self.used),
            ("reinstate_image", 409) => at(&self.used),
            ("download_image" | "revoke_image", 409) => at(&self.started),
            ("delete_instance_template", 422) => at(TEMPLATE),
            ("list_instances", 404) => {
                let (target, body) = at("");
                (target + "?pool=pool_unknown", body)
            }
            ("create_instance", 404) => with("", self.instance("pool_unknown", "three")),
            ("delete_instance", 409) => at(INSTANCE),
            ("get_instance_logs", 422) => {
                let (target, body) = at(INSTANCE);
                (target + "?limit=none", body)
            }
            ("update_instance", 400) => with(INSTANCE, r#"{"name":"two"}"#.to_owned()),
            ("replace_instance", 400) => with(INSTANCE, self.instance(TRAINING, "two")),
            ("create_deployment", 400) => with("", self.deployment("generic", "one")),
            ("create_deployment", 409) => with("", self.deployment("spot", "three")),
            ("patch_deployment", 400) => {
                let one = "sfc:deployment:acme:prod:one";
                with(one, r#"{"name":"two"}"#.to_owned())
            }
            ("create_procurement", 400) => with("", self.procurement(&self.quiet, "one", false)),
            ("create_procurement", 409) => with("", self.procurement(INFERENCE, "three", true)),
            ("patch_procurement", 400) => {
                let two = "sfc:procurement:acme:prod:two";
                with(two, r#"{"name":"one"}"#.to_owned())
            }
            (_, 403) => with(PUBLIC, all()),
            (_, 404) if operation.path.contains('{') => with("x-unknown", all()),
            (_, 400 | 422) if operation.method == "GET" => {
                let (target, body) = at(INFERENCE);
                (target + "?limit=none", body)
            }
            (_, 400 | 422) => {
                let has = |word| operation.path.contains(word);
                let id = match () {
                    () if has("/images/") => &self.started,
                    () if has("/workspaces/") => PROD,
                    () if has("/instances/") => INSTANCE,
                    () if has("/deployments/") => "sfc:deployment:acme:prod:one",
                    () if has("/procurements/") => "sfc:procurement:acme:prod:one",
                    () => INFERENCE,
                };
                with(id, "not JSON".to_owned())
            }
            _ => return None,
        })
    }
}

/// The operation's path with this in the place of its parameter.
fn filled(operation: &Operation, id: &str) -> String {
    let path = operation.path.trim_start_matches("/preview/v2");
    let segments = path.split('/').map(|segment| match segment {
        _ if segment.starts_with('{') => id,
        _ => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

/// The errors that the contract declares of an operation.
fn declared(operation: &Operation) -> Vec<u16> {
    let paths = &EFFECTIVE.as_ref().unwrap().document()["paths"];
    let operation = &paths[operation.path][operation.method.to_ascii_lowercase()];
    let statuses = operation["responses"].as_object().unwrap().keys();
    let statuses = statuses.map(|status| status.parse().unwrap());
    statuses.filter(|status| *status >= 400).collect()
}

#[tokio::test]
async fn each_declared_error_is_caused_or_cannot_be() {
    let stage = Stage::new().await;
    let (mut caused, mut not, mut wrong) = (0, 0, Vec::new());
    for operation in OPERATIONS {
        for status in declared(operation) {
            let named = format!("{} {status}", operation.id);
            let cause = stage.cause(operation, status);
            match (out_of_reach(operation.id, status), cause) {
                (Some(_), _) => not += 1,
                (None, None) => wrong.push(format!("{named}: neither a cause nor a reason")),
                (None, Some((target, body))) => {
                    let watched = &stage.watched;
                    let answer = match (status, target.contains(SUPPLY)) {
                        (401, _) => {
                            watched
                                .with_headers(operation.method, &target, &body, &[])
                                .await
                        }
                        (_, true) => {
                            watched
                                .raw_as_provider(operation.method, &target, &body)
                                .await
                        }
                        _ => watched.raw(operation.method, &target, &body).await,
                    };
                    match answer.status.as_u16() == status {
                        true => caused += 1,
                        false => wrong.push(format!("{named}: {answer:?}")),
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{caused} errors caused, {not} out of reach");
    assert!(caused > 100 && not > 50, "{caused} {not}");
}

/// What is said to be out of reach is something that the contract declares.
#[test]
fn no_reason_is_given_for_nothing() {
    let declares = |id: &str, status| {
        let operation = OPERATIONS.into_iter().find(|operation| operation.id == id);
        declared(operation.unwrap()).contains(&status)
    };
    for (id, status) in [
        ("getMe", 404),
        ("list_workspaces_handler", 422),
        ("create_deployment", 404),
        ("create_order", 503),
    ] {
        assert!(
            out_of_reach(id, status).is_some() && declares(id, status),
            "{id} {status}"
        );
    }
}
