//! What an instance's machine shows: its console and how it is reached, and the deployment that
//! keeps it running.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde_json::{Value, json};
use sfcompute::Name;
use sfcompute_sandbox::engine::{InstancePriority, ManagedInstance, Manager, NewTemplate};

use super::Watched;
use super::images::{PUBLIC, uploaded};
use super::instances::{USER_DATA, allocate, make, named, on, read};

/// Seconds until an instance is up, and until its host keys are read.
const BOOT: i64 = 120;
const KEYS: i64 = 10;

async fn logs(watched: &Watched, query: &str) -> Vec<Value> {
    let logs = on(watched, "GET", "a", &format!("/logs{query}"), "").await;
    assert_eq!(logs.status, StatusCode::OK, "{query}: {logs:?}");
    assert_eq!(logs.json["object"], "list");
    logs.json["data"].as_array().unwrap().clone()
}

fn numbers(chunks: &[Value]) -> Vec<u64> {
    let number = |chunk: &Value| chunk["seqnum"].as_u64().unwrap();
    chunks.iter().map(number).collect()
}

fn text(chunk: &Value) -> String {
    let data = STANDARD.decode(chunk["data"].as_str().unwrap()).unwrap();
    String::from_utf8(data).unwrap()
}

#[tokio::test]
async fn ssh_answers_once_the_instance_is_up() {
    let watched = Watched::at_once().await;
    named(&watched, "a").await;
    let ssh = async || on(&watched, "GET", "a", "/ssh", "").await;
    assert_eq!(ssh().await.status, StatusCode::NOT_FOUND);
    allocate(&watched, 1).await;
    let started = watched.market.now().as_seconds();
    watched.clock.advance(BOOT - 1);
    assert_eq!(read(&watched, "a").await["status"], "running");
    assert_eq!(ssh().await.status, StatusCode::NOT_FOUND);
    watched.clock.advance(1);
    let early = ssh().await.json;
    assert_eq!(
        (&early["port"], &early["host_keys"]),
        (&json!(22), &json!([]))
    );
    assert_eq!(early["last_attempted_key_update_at"], started + BOOT);
    assert_eq!(early.get("last_successful_key_update_at"), None);
    watched.clock.advance(KEYS);
    let late = ssh().await.json;
    assert_eq!(late["hostname"], early["hostname"]);
    assert_eq!(late["last_attempted_key_update_at"], started + BOOT + KEYS);
    assert_eq!(late["last_successful_key_update_at"], started + BOOT + KEYS);
    assert_eq!(late["host_keys"][0]["key_type"], "ssh-ed25519");
    let key = late["host_keys"][0]["key"].as_str().unwrap();
    let key = STANDARD.decode(key).unwrap();
    assert_eq!((key.len(), &key[4..15]), (51, &b"ssh-ed25519"[..]));
    on(&watched, "POST", "a", "/terminate", "").await;
    assert_eq!(ssh().await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        on(&watched, "GET", "b", "/ssh", "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_image_with_another_hash_is_found_out_at_boot() {
    let watched = Watched::at_once().await;
    // The upload says that these bytes hash to what `abc` does.
    let image = uploaded(&watched, "torn", &[b"abd"]).await;
    make(&watched, json!({"name": "a", "image": image})).await;
    allocate(&watched, 1).await;
    watched.clock.advance(3_600);
    assert_eq!(read(&watched, "a").await["status"], "running");
    let ssh = on(&watched, "GET", "a", "/ssh", "").await;
    assert_eq!(ssh.status, StatusCode::NOT_FOUND);
    let last = logs(&watched, "?sort_by=-seqnum&limit=1").await;
    assert!(text(&last[0]).contains("does not hash"), "{last:?}");
}

#[tokio::test]
async fn consoles_are_read_by_number_time_and_limit() {
    let watched = Watched::at_once().await;
    named(&watched, "a").await;
    assert_eq!(logs(&watched, "").await, Vec::<Value>::new());
    allocate(&watched, 1).await;
    let started = watched.market.now().as_seconds();
    // Up after two minutes, and a line a minute from then on.
    watched.clock.advance(BOOT + 150 * 60);
    let all = logs(&watched, "?limit=2500").await;
    let last = all.len() as u64 - 1;
    assert_eq!(last, 7 + 150);
    assert_eq!(numbers(&all), (0..=last).collect::<Vec<_>>());
    assert!(
        text(&all[0]).contains("fetching image"),
        "{}",
        text(&all[0])
    );
    assert_eq!(all[0]["timestamp_realtime"], started);
    assert_eq!(all[8]["timestamp_realtime"], started + BOOT + 60);
    assert_eq!(all[8]["timestamp_monotonic_secs"], BOOT + 60);
    let (at, up) = (started + BOOT + 60, last - 2);
    for (query, expected) in [
        (String::new(), (0..100).collect::<Vec<_>>()),
        ("?sort_by=seqnum&limit=2".to_owned(), vec![0, 1]),
        ("?sort_by=-seqnum&limit=2".to_owned(), vec![last, last - 1]),
        (format!("?seqnum_after={up}"), (up..=last).collect()),
        ("?seqnum_before=2".to_owned(), vec![0, 1, 2]),
        ("?seqnum_after=2&seqnum_before=2".to_owned(), vec![2]),
        ("?seqnum_after=3&seqnum_before=2".to_owned(), vec![]),
        (format!("?seqnum_after={}", u64::MAX), vec![]),
        (format!("?realtime_timestamp_before={at}"), (0..8).collect()),
        (
            format!("?realtime_timestamp_after={at}&limit=2"),
            vec![9, 10],
        ),
        (
            format!("?realtime_timestamp_after={at}&seqnum_before=10&sort_by=-seqnum"),
            vec![10, 9],
        ),
    ] {
        assert_eq!(numbers(&logs(&watched, &query).await), expected, "{query}");
    }
    // What is written stays as it is; going on from the last number leaves nothing out.
    watched.clock.advance(60);
    assert_eq!(
        numbers(&logs(&watched, &format!("?seqnum_after={}", last + 1)).await),
        [last + 1]
    );
    assert_eq!(
        logs(&watched, &format!("?seqnum_before={last}&limit=2500")).await,
        all
    );
    on(&watched, "POST", "a", "/terminate", "").await;
    watched.clock.advance(600);
    let end = logs(&watched, "?sort_by=-seqnum&limit=1").await;
    assert!(text(&end[0]).contains("power off"), "{}", text(&end[0]));
    for (query, field, code) in [
        ("limit=0", "limit", "invalid"),
        ("limit=2501", "limit", "invalid"),
        ("sort_by=time", "sort_by", "invalid"),
        ("seqnum_after=-1", "seqnum_after", "invalid"),
        ("seqnum_before=x", "seqnum_before", "invalid"),
        (
            "realtime_timestamp_after=x",
            "realtime_timestamp_after",
            "invalid",
        ),
        (
            "realtime_timestamp_before=",
            "realtime_timestamp_before",
            "invalid",
        ),
    ] {
        let refused = on(&watched, "GET", "a", &format!("/logs?{query}"), "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(
            refused.details(),
            [(field.to_owned(), code.to_owned())],
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_deployment_that_keeps_an_instance_running_is_shown() {
    let watched = Watched::at_once().await;
    let make = |managed_by: Manager, name: &'static str| {
        watched.market.with_engine(|engine| {
            let acme = engine.account_named("acme").unwrap();
            let template = NewTemplate {
                workspace: "prod",
                image: PUBLIC,
                name: None,
                cloud_init_user_data: Some(USER_DATA),
                tags: None,
            };
            let now = engine.now();
            let template = engine.create_template(acme, template, now).unwrap();
            let instance = ManagedInstance {
                pool: engine.find_pool(acme, "training").unwrap(),
                instance_sku: engine.find_sku(watched.sku()).unwrap(),
                template,
                name: Some(name),
                priority: InstancePriority::Normal,
                managed_by,
            };
            engine.create_managed_instance(instance).unwrap();
        });
    };
    let name = Name::try_from("web").unwrap();
    let id = "depl_a".parse().unwrap();
    make(
        Manager::Deployment {
            id,
            name: name.clone(),
        },
        "a",
    );
    let id = "spot_a".parse().unwrap();
    make(Manager::SpotDeployment { id, name }, "b");
    let plain = read(&watched, "a").await;
    assert_eq!(
        plain["managed_by"],
        json!({"object": "deployment", "id": "depl_a", "name": "web"})
    );
    assert_eq!(plain["deployment"], json!({"id": "depl_a", "name": "web"}));
    assert_eq!(plain["cloud_init_user_data_used"], true);
    let spot = read(&watched, "b").await;
    assert_eq!(
        spot["managed_by"],
        json!({"object": "spot_deployment", "id": "spot_a", "name": "web"})
    );
    assert_eq!(spot.get("deployment"), None);
}
