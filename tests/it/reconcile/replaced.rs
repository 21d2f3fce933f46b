//! The replacement of an instance: by its key, and by what stands beside the one that ended.

use serde_json::{Value, json};
use sfcompute::Intent;
use sfcompute::reconcile::{Evidence, Reconciled, Why};

use super::replayed::Unwrap as _;
use super::stand::{FIRST, SKU, Stand, error, list};

const QUIET: i64 = FIRST + 60 + 120 + 1;

fn instance(id: &str, status: &str, created_at: i64) -> Value {
    let name = id.strip_prefix("inst_").unwrap();
    json!({
        "object": "instance",
        "id": id,
        "resource_path": format!("sfc:instance:acme:prod:{name}"),
        "owner": "acme",
        "workspace": "prod",
        "workspace_id": "wksp_prod",
        "name": name,
        "status": status,
        "pool": {"id": "pool_training", "name": "training"},
        "instance_sku": {"object": "instance_sku", "id": SKU, "alias": "sea-3-h100"},
        "image": {"id": "image_a", "name": "ubuntu"},
        "cloud_init_user_data_used": false,
        "created_at": created_at,
    })
}

fn intent(stand: &Stand, image: &str, name: Option<&str>) -> Intent {
    let mut body = json!({"image": image});
    if let Some(name) = name {
        body["name"] = name.into();
    }
    let path = "/preview/v2/instances/sfc%3Ainstance%3Aacme%3Aprod%3Aold/replace";
    stand.intent("replace_instance", path, &body)
}

/// What is found when the key is refused, the old instance is this, and these are beside it.
async fn found(old: Option<Value>, beside: Vec<Value>, name: Option<&str>) -> Reconciled {
    let stand = Stand::serving(error(404, "not_found"), move |path, query| match path {
        "/instances" => {
            assert!(query.contains("pool=pool_training"), "{query}");
            assert!(
                query.contains(&format!("created_after={}", FIRST - 300)),
                "{query}"
            );
            (200, list(&beside))
        }
        "/instances/sfc:instance:acme:prod:old"
        | "/instances/sfc%3Ainstance%3Aacme%3Aprod%3Aold" => match &old {
            Some(old) => (200, old.clone()),
            None => error(404, "not_found"),
        },
        other => panic!("{other}"),
    })
    .await;
    stand.clock.set(QUIET);
    let intent = intent(&stand, "sfc:image:acme:prod:ubuntu", name);
    let answer = stand.client().reconcile(&intent).await;
    assert_eq!(stand.posted()[0].path, intent.path());
    answer
}

fn old(status: &str) -> Option<Value> {
    Some(instance("inst_old", status, FIRST - 5_000))
}

#[tokio::test]
async fn the_key_gives_the_fresh_instance() {
    let fresh = instance("inst_fresh", "awaiting_allocation", FIRST);
    let stand = Stand::serving((201, fresh), |path, _| panic!("{path}")).await;
    for image in ["image_a", "sfc:image:acme:prod:ubuntu"] {
        let intent = intent(&stand, image, Some("fresh"));
        let answer = stand.client().reconcile(&intent).await;
        let made = answer.unwrap_done(Evidence::Key);
        assert_eq!(made.instance().unwrap().name, "fresh");
    }
    let other = intent(&stand, "image_b", Some("fresh"));
    let client = stand.client();
    assert_eq!(
        client.reconcile(&other).await.unwrap_unknown().why(),
        &Why::OtherTerms
    );
}

#[tokio::test]
async fn an_instance_that_has_not_ended_was_not_replaced() {
    for status in ["running", "awaiting_allocation", "failed"] {
        let answer = found(old(status), vec![], None).await;
        assert!(answer.is_never_happened(), "{status}: {answer}");
    }
}

#[tokio::test]
async fn one_that_has_ended_was_replaced_by_the_one_like_it() {
    let fresh = instance("inst_fresh", "running", FIRST + 5);
    let mut other_image = instance("inst_image", "running", FIRST + 5);
    other_image["image"] = json!({"id": "image_b", "name": "debian"});
    let mut other_sku = instance("inst_sku", "running", FIRST + 5);
    other_sku["instance_sku"] = json!({"id": "isku_other"});
    let early = instance("inst_early", "running", FIRST - 301);
    let ended = old("terminated");
    let beside = vec![
        ended.clone().unwrap(),
        other_image,
        other_sku,
        early,
        fresh.clone(),
    ];
    let answer = found(ended.clone(), beside.clone(), None).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "inst_fresh");

    // Two like it are told apart by their names, when the intent has one.
    let twin = instance("inst_twin", "running", FIRST + 6);
    let two = vec![fresh, twin];
    let answer = found(ended.clone(), two.clone(), None).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::Several);
    let answer = found(ended.clone(), two.clone(), Some("twin")).await;
    assert_eq!(answer.unwrap_done(Evidence::Terms).id(), "inst_twin");
    let answer = found(ended, two, Some("third")).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::Ended);
}

#[tokio::test]
async fn what_cannot_be_told_is_unknown() {
    let answer = found(old("terminated"), vec![], None).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::Ended);
    // A status of a later day may mean that it has ended.
    let answer = found(old("hibernated"), vec![], None).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::NotVisible);
    let answer = found(None, vec![], None).await;
    assert_eq!(answer.unwrap_unknown().why(), &Why::NotVisible);
}
