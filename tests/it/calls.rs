//! Every call of the generated client: it reaches its operation, with all that it was given.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sfcompute_api::operations::OPERATIONS;
use sfcompute_api::{BoxFuture, Client, Error, Operation, ResponseValue, Transport};
use sfcompute_tests::contract::EFFECTIVE;

use crate::paths::{FOREIGN, FOREIGN_ENCODED, foreign, with_path_parameter};
use crate::recorded::bare_http;

/// A transport that keeps what it is given, and answers each operation with its documented status.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<(&'static Operation, reqwest::Request)>>>);

impl Transport for Kept {
    fn execute<'a>(
        &'a self,
        _: &'a reqwest::Client,
        request: reqwest::Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, reqwest::Result<reqwest::Response>> {
        self.0.lock().unwrap().push((operation, request));
        let body = if operation.success == 204 { "" } else { "{}" };
        let answer = http::Response::builder().status(operation.success);
        let answer = answer.body(body).unwrap().into();
        Box::pin(std::future::ready(Ok(answer)))
    }
}

/// A value that a server might have sent.
fn held<T: DeserializeOwned>(json: impl Into<Value>) -> T {
    serde_json::from_value(json.into()).unwrap()
}

/// Two values, for what may be given more than once.
fn two<T: DeserializeOwned>(first: &str, second: &str) -> Vec<T> {
    vec![held(first), held(second)]
}

/// That the status was taken for success; what the body holds is not looked at here.
#[track_caller]
fn taken<T>(result: Result<ResponseValue<T>, Error<()>>) {
    match result {
        Ok(_) | Err(Error::InvalidResponsePayload(..)) => {}
        Err(error) => panic!("{error}"),
    }
}

/// Makes every call there is, with every argument, and texts of a foreign form in paths.
async fn call_everything(api: &Client) {
    accounts(api).await;
    market(api).await;
    images(api).await;
    instances(api).await;
    fleets(api).await;
}

async fn accounts(api: &Client) {
    taken(api.get_me().await);
    taken(api.list_user_feature_flags().await);
    let enrolled = held(json!({"enrolled": true}));
    taken(
        api.set_feature_flag_enrollment(&foreign("faster-boot"), &enrolled)
            .await,
    );
    taken(
        api.list_users_handler(
            Some("jo@example.com"),
            Some(&held("usrc_a")),
            Some(&two("jo", "sfc:user:al")),
            Some(1),
            Some(&held("usrc_b")),
        )
        .await,
    );
    taken(api.get_user_handler(&foreign("jo")).await);
    taken(
        api.list_workspaces_handler(Some(&two("wksp_a", "sfc:workspace:a:b")))
            .await,
    );
    taken(api.create_workspace_handler(&held(json!({}))).await);
    taken(api.get_workspace_handler(&foreign("wksp_a")).await);
    taken(api.delete_workspace_handler(&foreign("wksp_a")).await);
    taken(
        api.patch_workspace_handler(&foreign("wksp_a"), &held(json!({"name": "b"})))
            .await,
    );
}

async fn market(api: &Client) {
    let (start, end) = (held(60), held(120));
    let schedule = json!([{"start_at": 60, "end_at": 120, "node_count": 1}]);

    let (before, after) = (Some(&held("iskuc_a")), Some(&held("iskuc_b")));
    taken(
        api.list_instance_sku_property_catalog(Some("a"), Some(1), Some("b"))
            .await,
    );
    taken(api.list_instance_skus(before, Some(1), after).await);
    taken(
        api.list_instance_sku_availability(
            Some("h100"),
            Some("zone"),
            before,
            Some("sxm"),
            Some(&held("isku_a")),
            Some(1),
            Some(2),
            Some(3),
            Some(4),
            Some(5),
            Some("roce"),
            Some("region"),
            after,
            Some(true),
        )
        .await,
    );
    taken(api.get_instance_sku(&foreign("isku_a")).await);
    taken(api.get_instance_sku_availability(&foreign("clus_a")).await);

    let (key, requirements) = (Some("key-1"), Some("gpu:h100"));
    taken(
        api.get_orderbook_depth(Some(1), &end, requirements, &start)
            .await,
    );
    let cursor = Some(&held("mfilc_a"));
    taken(
        api.list_orderbook_fills(&end, Some(1), requirements, Some(&start), &start, cursor)
            .await,
    );
    taken(api.get_orderbook_quote(&end, requirements, &start).await);
    let cursor = Some(&held("mwin_a"));
    taken(
        api.list_orderbook_windows(Some(1), &end, &start, requirements, cursor)
            .await,
    );

    taken(
        api.list_orders(
            Some(&start),
            Some(&end),
            Some(&held("ordrc_a")),
            Some(&two("ordr_a", "ordr_b")),
            Some(1),
            Some(&held("pool_a")),
            Some(&held("proc_a")),
            Some(&held("buy")),
            Some(&held("start_at")),
            Some(&held("ordrc_b")),
            Some(&two("filled", "standing")),
            Some(&held("wksp_a")),
        )
        .await,
    );
    let order = json!({
        "side": "buy", "pool": "pool_a", "instance_sku": "isku_a",
        "allocation_schedule_delta": schedule, "limit_price_dollars_per_node_hour": "2.50",
    });
    taken(api.create_order(key, &held(order)).await);
    taken(api.fetch_order(&foreign("ordr_a")).await);
    taken(api.cancel_order(&foreign("ordr_a")).await);
    let preview = json!({
        "side": "buy", "requirements": {}, "start_at": 60, "duration_seconds": 60, "node_count": 1,
    });
    taken(api.get_order_preview(&held(preview)).await);

    taken(
        api.list_pools(
            Some(&held("poolc_a")),
            Some(&two("pool_a", "sfc:pool:a:b:c")),
            Some(1),
            Some(60),
            Some(&held("poolc_b")),
            Some(&two("env:prod", "env:test")),
            Some(&two("env", "team")),
            Some(&held("wksp_a")),
        )
        .await,
    );
    taken(api.create_pool(&held(json!({"workspace": "wksp_a"}))).await);
    taken(api.fetch_pool(&foreign("pool_a"), Some(60)).await);
    taken(api.delete_pool(&foreign("pool_a")).await);
    taken(
        api.update_pool(&foreign("pool_a"), &held(json!({"name": null})))
            .await,
    );
    taken(
        api.list_pool_transfers(
            Some(&held("ptfrc_a")),
            Some(1),
            Some(&two("pool_a", "pool_b")),
            Some(&held("ptfrc_b")),
            Some(&held("pending")),
        )
        .await,
    );
    let transfer = json!({
        "from_pool": "pool_a", "to_pool": "cap_b", "instance_sku": "isku_a",
        "allocation_schedule_delta": schedule,
    });
    taken(api.create_pool_transfer(key, &held(transfer)).await);
    taken(api.fetch_pool_transfer(&foreign("pxfr_a")).await);
}

async fn images(api: &Client) {
    taken(
        api.list_images(
            Some(&held("imagec_a")),
            Some(&two("image_a", "vmi_b")),
            Some(1),
            Some(&held("imagec_b")),
            Some(&held("wksp_a")),
        )
        .await,
    );
    taken(
        api.create_image(&held(json!({"workspace": "wksp_a"})))
            .await,
    );
    taken(api.fetch_image(&foreign("image_a")).await);
    taken(api.delete_image(&foreign("image_a")).await);
    let hash = held(json!({"sha256": "0".repeat(64)}));
    taken(api.complete_image_upload(&foreign("image_a"), &hash).await);
    taken(api.download_image(&foreign("image_a")).await);
    let part = held(json!({"part_id": 1}));
    taken(
        api.create_image_upload_part_url(&foreign("image_a"), &part)
            .await,
    );
    taken(api.reinstate_image(&foreign("image_a")).await);
    taken(api.revoke_image(&foreign("image_a")).await);
}

async fn instances(api: &Client) {
    let (start, end) = (held(60), held(120));
    taken(
        api.list_instances(
            Some(&start),
            Some(&end),
            Some(&held("nodec_a")),
            Some(&two("inst_a", "vm_b")),
            Some(&two("cloud_init_user_data", "more")),
            Some(&two("isku_a", "isku_b")),
            Some(1),
            Some(&two("pool_a", "pool_b")),
            Some(&held("nodec_b")),
            Some(&two("running", "failed")),
            Some(&two("env:prod", "env:test")),
            Some(&two("env", "team")),
            Some(&held("wksp_a")),
        )
        .await,
    );
    let instance = json!({"pool": "pool_a", "image": "image_a", "instance_sku": "isku_a"});
    taken(api.create_instance(&held(instance)).await);
    let changes = json!({"data": [{"id": "inst_a", "priority_level": "critical"}]});
    taken(api.batch_patch_instances(&held(changes)).await);
    taken(api.fetch_instance(&foreign("inst_a")).await);
    taken(api.delete_instance(&foreign("inst_a")).await);
    taken(
        api.update_instance(&foreign("inst_a"), &held(json!({"tags": null})))
            .await,
    );
    taken(
        api.get_instance_logs(
            &foreign("inst_a"),
            Some(1),
            Some(&start),
            Some(&end),
            Some(2),
            Some(3),
            Some(&held("-seqnum")),
        )
        .await,
    );
    let replacement = held(json!({"image": "image_b"}));
    taken(
        api.replace_instance(&foreign("vm_a"), Some("key-1"), &replacement)
            .await,
    );
    taken(api.get_instance_ssh(&foreign("inst_a")).await);
    taken(api.terminate_instance(&foreign("inst_a")).await);
}

async fn fleets(api: &Client) {
    let (price, workspace) = ("2.50", Some(&held("wksp_a")));
    taken(
        api.list_instance_templates(
            Some(&held("itmplc_a")),
            Some(&two("itmpl_a", "ntmpl_b")),
            Some(&two("cloud_init_user_data", "more")),
            Some(1),
            Some(&held("itmplc_b")),
            workspace,
        )
        .await,
    );
    let template = json!({"workspace": "wksp_a", "image": "image_a"});
    taken(api.create_instance_template(&held(template)).await);
    taken(api.fetch_instance_template(&foreign("itmpl_a")).await);
    taken(api.delete_instance_template(&foreign("ntmpl_a")).await);

    taken(
        api.list_deployments(
            Some(&held("deplc_a")),
            Some(1),
            Some(&held("pool_a")),
            Some(&held("deplc_b")),
            &held("wksp_a"),
        )
        .await,
    );
    let spot = json!({
        "kind": "spot", "pool": "pool_a", "instance_sku": "isku_a", "instance_template": "itmpl_a",
        "target_instance_count": 1, "max_buy_price_dollars_per_node_hour": price,
    });
    taken(api.create_deployment(&held(spot)).await);
    taken(api.get_deployment(&foreign("spot_a")).await);
    taken(api.delete_deployment(&foreign("depl_a")).await);
    taken(
        api.patch_deployment(&foreign("depl_a"), &held(json!({"enabled": false})))
            .await,
    );

    taken(
        api.list_procurements(
            Some(&held("procc_a")),
            Some(1),
            Some(&held("pool_a")),
            Some(&held("procc_b")),
            workspace,
        )
        .await,
    );
    let procurement = json!({
        "pool": "pool_a", "instance_sku": "isku_a", "target": "node_count",
        "managed_window_minutes": 60, "min_sell_price_dollars_per_node_hour": price,
        "max_buy_price_dollars_per_node_hour": price,
    });
    taken(api.create_procurement(&held(procurement)).await);
    taken(api.get_procurement(&foreign("proc_a")).await);
    taken(api.delete_procurement(&foreign("proc_a")).await);
    taken(
        api.patch_procurement(&foreign("proc_a"), &held(json!({"enabled": false})))
            .await,
    );
}

/// Each call goes to its operation's method and path, with every parameter that the contract has:
/// a foreign id as one segment, what may be given more than once as often as it was.
#[tokio::test]
async fn every_call_reaches_its_operation_with_all_that_it_was_given() {
    let kept = Kept::default();
    let transport = Arc::new(kept.clone());
    let api = Client::new_with_client("http://127.0.0.1:9", bare_http(), transport);
    call_everything(&api).await;

    let contract = EFFECTIVE.as_ref().unwrap().document();
    let kept = std::mem::take(&mut *kept.0.lock().unwrap());
    let (mut called, mut with_foreign) = (BTreeSet::new(), BTreeSet::new());
    for (operation, request) in &kept {
        let id = operation.id;
        assert!(called.insert(id), "{id} is called twice");
        assert_eq!(request.method().as_str(), operation.method, "{id}");
        let segments = operation.path.split('/');
        let segments = segments.map(|segment| match segment.starts_with('{') {
            true => FOREIGN_ENCODED,
            false => segment,
        });
        let path = segments.collect::<Vec<_>>().join("/");
        assert_eq!(request.url().path(), path, "{id}");
        if path.contains(FOREIGN_ENCODED) {
            with_foreign.insert(id.to_owned());
        }

        let item = &contract["paths"][operation.path];
        let documented = &item[operation.method.to_lowercase()];
        let parameters = |place: &str| -> Vec<&Value> {
            let parameters = documented["parameters"].as_array().into_iter().flatten();
            parameters.filter(|p| p["in"] == place).collect()
        };
        let mut sent: BTreeMap<String, usize> = BTreeMap::new();
        for (name, _) in request.url().query_pairs() {
            *sent.entry(name.into_owned()).or_default() += 1;
        }
        let expected: BTreeMap<String, usize> = parameters("query")
            .into_iter()
            .map(|p| {
                let times = if p["schema"]["type"] == "array" { 2 } else { 1 };
                (p["name"].as_str().unwrap().to_owned(), times)
            })
            .collect();
        assert_eq!(sent, expected, "{id}");
        for header in parameters("header") {
            let name = header["name"].as_str().unwrap();
            assert_eq!(request.headers()[name], "key-1", "{id}");
        }
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let body = body.map(|bytes| serde_json::from_slice::<Value>(bytes).unwrap());
        assert_eq!(
            body.as_ref().is_some_and(Value::is_object),
            documented.get("requestBody").is_some(),
            "{id}: {body:?}"
        );
    }
    let all: BTreeSet<_> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert_eq!(called, all, "each operation is called");
    // `foreign` has tried the types of these parameters, and of no others.
    assert_eq!(with_foreign, with_path_parameter());
    assert_ne!(FOREIGN, FOREIGN_ENCODED, "what is encoded is seen to be");
}
