//! Every list of the contract, found in the contract: the same rows in pages of any length and both
//! ways, and fewer of them with each filter.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sfcompute::operations::OPERATIONS;
use sfcompute_api::Operation;
use sfcompute_tests::contract::EFFECTIVE;

use super::images::{PROD, PUBLIC, uploaded};
use super::{INFERENCE, TRAINING, Watched, tomorrow, window};

/// Parameters that leave nothing out of a list.
const OTHERS: [&str; 7] = [
    "limit",
    "starting_after",
    "ending_before",
    "sort_by",
    "include",
    "schedule_history_minutes",
    // Required: they say of what there is a list.
    "requirements",
];
const DEFAULT: &str = "sfc:workspace:acme:default";

/// A market with several of everything.
async fn stocked() -> Watched {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let order = || buyer.orders().buy(watched.sku(), 1);
    for days in [1, 2, 3] {
        let filled = order().pool(TRAINING).window(window(days, 24));
        filled.limit_price("2.50").await.unwrap();
        watched.clock.advance(60);
    }
    let elsewhere = buyer.pools().create(DEFAULT).name("elsewhere");
    let elsewhere = elsewhere.tag("team", "ml").await.unwrap();
    let standing = order().pool(elsewhere.id.as_str()).window(window(40, 1));
    standing.limit_price("0.06").standing().await.unwrap();
    watched.clock.advance(60);
    let sell = buyer.orders().sell(watched.sku(), 1).pool(TRAINING);
    let sell = sell.window(window(1, 1)).limit_price("9.0").standing();
    sell.await.unwrap();
    for (to, nodes) in [(INFERENCE, 1), (INFERENCE, 99), (elsewhere.id.as_str(), 1)] {
        let transfer = buyer.pools().transfer(TRAINING, to);
        let transfer = transfer.instance_sku(watched.sku()).nodes(nodes);
        transfer.window(window(2, 24)).await.unwrap();
    }
    for (name, workspace) in [("one", PROD), ("two", PROD), ("three", DEFAULT)] {
        let image = match workspace {
            PROD => uploaded(&watched, name, &[b"abc"]).await,
            _ => {
                let body = json!({"workspace": workspace, "name": name}).to_string();
                let made = watched.raw("POST", "/images", &body).await.json;
                assert_eq!(made["name"], name);
                uploaded(&watched, "four", &[b"abc"]).await
            }
        };
        let body = json!({"workspace": workspace, "name": name, "image": image}).to_string();
        let made = watched.raw("POST", "/instance_templates", &body).await.json;
        assert_eq!(made["name"], name);
    }
    automate(&watched).await;
    watched.market.with_engine(|engine| {
        let (account, now) = (engine.account_named("acme").unwrap(), engine.now());
        for id in ["amber", "blaise"] {
            engine
                .add_user(
                    account,
                    super::users::user(id, Some("one@acme.example")),
                    now,
                )
                .unwrap();
        }
    });
    watched
}

/// Makes three each of instances, deployments and procurements.
async fn automate(watched: &Watched) {
    let sku = watched.sku();
    for (name, other) in ["one", "two", "three"].iter().zip(watched.market.skus()) {
        let instance = json!({
            "name": name, "pool": TRAINING, "instance_sku": sku, "image": PUBLIC,
        });
        let deployment = json!({
            "kind": "generic", "name": name, "pool": INFERENCE, "instance_sku": sku,
            "instance_template": "sfc:instance_template:acme:prod:one",
            "target_instance_count": 1,
        });
        // One for a pool and SKU.
        let procurement = json!({
            "name": name, "pool": INFERENCE, "instance_sku": other.id, "enabled": false, "target": 1,
            "managed_window_minutes": 60, "min_sell_price_dollars_per_node_hour": "0.5",
            "max_buy_price_dollars_per_node_hour": "0.6",
        });
        for (target, body) in [
            ("/instances", instance),
            ("/deployments", deployment),
            ("/procurements", procurement),
        ] {
            let made = watched.raw("POST", target, &body.to_string()).await;
            assert!(made.status.is_success(), "{target}: {made:?}");
        }
    }
}

/// The lists of the contract that are answered, each with its parameters.
fn lists() -> Vec<(&'static Operation, BTreeSet<String>)> {
    let paths = &EFFECTIVE.as_ref().unwrap().document()["paths"];
    let parameters = |operation: &Operation| {
        let operation = &paths[operation.path][operation.method.to_ascii_lowercase()];
        let parameters = operation["parameters"].as_array().cloned();
        let parameters = parameters.unwrap_or_default().into_iter();
        parameters
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
            .collect::<BTreeSet<_>>()
    };
    OPERATIONS
        .into_iter()
        .map(|operation| (operation, parameters(operation)))
        .filter(|(operation, parameters)| {
            parameters.contains("starting_after") || operation.id == "list_workspaces_handler"
        })
        .collect()
}

/// Where the list is, with the query that it cannot do without.
fn target(operation: &Operation) -> String {
    let path = operation.path.trim_start_matches("/preview/v2");
    let (start, end) = (
        tomorrow().start().as_seconds(),
        window(5, 24).end().as_seconds(),
    );
    match operation.id {
        "list_orderbook_fills" => format!("{path}?start_at={start}&end_at={end}"),
        "list_orderbook_windows" => format!("{path}?range_start_at={start}&range_end_at={end}"),
        "list_deployments" | "list_procurements" => format!("{path}?workspace={PROD}"),
        _ => format!("{path}?"),
    }
}

async fn rows(watched: &Watched, target: &str) -> Vec<Value> {
    let answer = watched.raw("GET", target, "").await;
    let rows = answer.json["data"].as_array().cloned();
    rows.unwrap_or_else(|| panic!("{target}: {answer:?}"))
}

#[tokio::test]
async fn every_list_is_the_same_in_pages_of_any_length_and_both_ways() {
    let watched = stocked().await;
    for (operation, parameters) in lists() {
        let target = target(operation);
        let all = rows(&watched, &target).await;
        assert!(
            all.len() >= 3 || operation.id == "list_workspaces_handler",
            "{target}"
        );
        if parameters.contains("ending_before") {
            for limit in [1, 2, 3] {
                assert_eq!(watched.paged(&target, limit).await, all, "{target}");
            }
        } else if parameters.contains("starting_after") {
            for limit in [1, 2] {
                let (mut seen, mut next) = (Vec::new(), format!("{target}&limit={limit}"));
                loop {
                    let page = watched.raw("GET", &next, "").await.json;
                    let data = page["data"].as_array().unwrap();
                    assert!(data.len() <= limit, "{next}");
                    seen.extend(data.clone());
                    match page["cursor"].as_str() {
                        Some(cursor) => {
                            next = format!("{target}&limit={limit}&starting_after={cursor}");
                        }
                        None => break assert_eq!(page["has_more"], false),
                    }
                }
                assert_eq!(seen, all, "{target}");
            }
        }
    }
}

/// Values for a filter that leave something out: the first keeps some rows where there can be such
/// a value, the others as they may.
fn values(operation: &str, filter: &str, all: &[Value]) -> Vec<String> {
    let last = all.last().unwrap();
    let of = |pointer: &str| match last.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => panic!("{operation} has no {pointer}: {last}"),
    };
    let one = |value: &str| vec![value.to_owned()];
    match (operation, filter) {
        ("list_instance_sku_availability", "id") => vec![of("/instance_sku/id")],
        ("list_instance_sku_availability", "region") => vec!["eu-north".to_owned()],
        ("list_instance_sku_availability", "availability_zone") => one("z"),
        ("list_instance_sku_availability", "accelerator") => one("h200"),
        ("list_instance_sku_availability", "form_factor") => one("pcie"),
        ("list_instance_sku_availability", "rdma_type") => one("roce"),
        ("list_instance_sku_availability", "supports_public_ipv4") => one("false"),
        ("list_instance_sku_availability", _) => one("4"),
        ("list_orders", "pool") => vec![INFERENCE.to_owned(), TRAINING.to_owned()],
        ("list_pool_transfers", "pool") => vec!["sfc:pool:acme:default:elsewhere".to_owned()],
        (_, "id") => vec![of("/id")],
        (_, "workspace") => vec![DEFAULT.to_owned(), PROD.to_owned()],
        (_, "email") => vec![of("/email"), "one@acme.example".to_owned()],
        (_, "tag") => one("team%3Dml"),
        (_, "tag_key") => one("team"),
        (_, "side") => one("sell"),
        ("list_orders", "status") => vec!["standing".to_owned(), "filled".to_owned()],
        ("list_pool_transfers", "status") => one("rejected"),
        (_, "created_before") => vec![of("/created_at")],
        (_, "created_after") => vec![all[0]["created_at"].to_string()],
        ("list_orderbook_fills", "since_at") => vec![all[0]["filled_at"].to_string()],
        ("list_orderbook_fills", "end_at") | ("list_orderbook_windows", "range_end_at") => {
            vec![window(2, 24).end().as_seconds().to_string()]
        }
        ("list_orderbook_fills", "start_at") | ("list_orderbook_windows", "range_start_at") => {
            vec![window(3, 1).start().as_seconds().to_string()]
        }
        _ => panic!("{operation}: no value for the filter `{filter}`"),
    }
}

/// Filters that are shown to leave rows out where what they ask for is made at length: those of
/// `instance_lists`, `deployments` and `procurements`.
fn is_shown_elsewhere(operation: &str, filter: &str) -> bool {
    let lists = ["list_instances", "list_deployments", "list_procurements"];
    lists.contains(&operation) || (operation, filter) == ("list_orders", "procurement")
}

#[tokio::test]
async fn every_filter_of_every_list_leaves_rows_out_and_adds_none() {
    let watched = stocked().await;
    let mut filters = 0;
    for (operation, parameters) in lists() {
        let start = target(operation);
        let all = rows(&watched, &start).await;
        let parameters = parameters.iter().map(String::as_str);
        let parameters = parameters.filter(|name| !OTHERS.contains(name));
        for filter in parameters.filter(|filter| !is_shown_elsewhere(operation.id, filter)) {
            filters += 1;
            for value in values(operation.id, filter, &all) {
                // A parameter that is there already is given anew.
                let path = start.split('?').next().unwrap();
                let query = start.split('?').nth(1).unwrap().split('&');
                let others: Vec<_> = query
                    .filter(|one| !one.starts_with(&format!("{filter}=")))
                    .collect();
                let target = format!("{path}?{}&{filter}={value}", others.join("&"));
                let some = rows(&watched, &target).await;
                assert!(some.len() < all.len(), "{target} leaves nothing out");
                assert!(
                    some.iter().all(|row| all.contains(row)),
                    "{target} adds rows"
                );
            }
        }
    }
    assert!(filters >= 35, "{filters}");
}
