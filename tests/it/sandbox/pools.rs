//! Pools: made, changed, deleted, and what stands in the way.

use http::StatusCode;
use sfcompute::{Name, Tags};

use super::{INFERENCE, TRAINING, Watched, tomorrow, window};

const PROD: &str = "sfc:workspace:acme:prod";

#[tokio::test]
async fn a_pool_is_made_read_renamed_and_deleted() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let pools = buyer.pools();
    let made = pools
        .create(PROD)
        .name("batch")
        .tag("team", "infra")
        .await
        .unwrap();
    assert_eq!(made.resource_path, "sfc:pool:acme:prod:batch");
    assert_eq!(
        (made.owner.as_str(), made.workspace.as_str()),
        ("acme", "prod")
    );
    assert_eq!(made.kind.to_string(), "market");
    assert_eq!(made.created_at, watched.market.now());
    assert!(made.allocation_schedule.total.is_empty());
    assert!(made.allocation_schedule.by_instance_sku.is_empty());

    // By id and by path.
    assert_eq!(pools.get(&made.id).await.unwrap(), made);
    assert_eq!(pools.get(&made.resource_path).await.unwrap(), made);

    let renamed = pools.update(&made.id).name("nightly").await.unwrap();
    assert_eq!(renamed.resource_path, "sfc:pool:acme:prod:nightly");
    assert_eq!((&renamed.id, &renamed.tags), (&made.id, &made.tags));
    assert!(
        pools
            .get(&made.resource_path)
            .await
            .unwrap_err()
            .is_not_found()
    );

    pools.delete(&made.id).await.unwrap();
    assert!(pools.get(&made.id).await.unwrap_err().is_not_found());
    assert!(pools.delete(&made.id).await.unwrap_err().is_not_found());
    // Its name is free again.
    pools.create(PROD).name("nightly").await.unwrap();
}

#[tokio::test]
async fn tags_are_replaced_cleared_or_kept() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let tags = |pairs: &[(&str, &str)]| Tags::from_pairs(pairs.iter().copied()).unwrap();
    let both = tags(&[("team", "infra"), ("tier", "1")]);
    let set = buyer
        .pools()
        .update(TRAINING)
        .tags(both.clone())
        .await
        .unwrap();
    assert_eq!(set.tags, Some(both.clone()));
    let kept = buyer
        .pools()
        .update(TRAINING)
        .name("training-2")
        .await
        .unwrap();
    assert_eq!(kept.tags, Some(both));
    let other = tags(&[("tier", "2")]);
    let replaced = buyer
        .pools()
        .update(&kept.id)
        .tags(other.clone())
        .await
        .unwrap();
    assert_eq!(replaced.tags, Some(other));
    let cleared = buyer.pools().update(&kept.id).clear_tags().await.unwrap();
    assert!(cleared.tags.is_none_or(|tags| tags.is_empty()));
    // Nothing said, nothing changed.
    let target = format!("/pools/{}", kept.id);
    let same = watched.raw("PATCH", &target, "{}").await;
    assert_eq!(
        (same.status, &same.json["name"]),
        (StatusCode::OK, &"training-2".into())
    );
}

#[tokio::test]
async fn names_are_made_up_and_not_taken_twice() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let one = buyer.pools().create(PROD).await.unwrap();
    let other = buyer.pools().create(PROD).await.unwrap();
    assert_ne!(one.name, other.name);
    assert!(one.name.as_str().parse::<Name>().is_ok());
    let taken = buyer
        .pools()
        .create(PROD)
        .name("training")
        .await
        .unwrap_err();
    assert_eq!(
        (
            taken.details()[0].code.as_str(),
            taken.details()[0].field.as_deref()
        ),
        ("name_taken", Some("name"))
    );
    let taken = buyer
        .pools()
        .update(&one.id)
        .name("training")
        .await
        .unwrap_err();
    assert_eq!(taken.details()[0].code, "name_taken");
    // Another workspace has names of its own.
    buyer
        .pools()
        .create("sfc:workspace:acme:default")
        .name("training")
        .await
        .unwrap();
    // A name cleared is a name made up.
    let target = format!("/pools/{}", one.id);
    let renamed = watched.raw("PATCH", &target, r#"{"name":null}"#).await;
    assert_eq!(renamed.status, StatusCode::OK);
    assert_ne!(renamed.json["name"], one.name.as_str());
    let unknown = buyer
        .pools()
        .create("sfc:workspace:acme:nowhere")
        .await
        .unwrap_err();
    assert_eq!(unknown.details()[0].field.as_deref(), Some("workspace"));
}

#[tokio::test]
async fn a_pool_in_use_is_not_deleted() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let standing = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool(INFERENCE)
        .window(window(30, 1));
    let standing = standing.limit_price("0.06").standing().await.unwrap();
    let busy = buyer.pools().delete(INFERENCE).await.unwrap_err();
    assert_eq!(busy.details()[0].code, "active_orders");
    buyer.orders().cancel(&standing.id).await.unwrap();

    let buy = buyer
        .orders()
        .buy(watched.sku(), 1)
        .pool(INFERENCE)
        .window(tomorrow());
    buy.limit_price("2.50").await.unwrap();
    let busy = buyer.pools().delete(INFERENCE).await.unwrap_err();
    assert!(busy.is_unprocessable(), "{busy}");
    assert_eq!(busy.details()[0].code, "future_allocation");
    watched.clock.set(tomorrow().end());
    buyer.pools().delete(INFERENCE).await.unwrap();
    // The order still shows the pool it was for.
    let order = buyer.orders().get(&standing.id).await.unwrap();
    assert_eq!(order.pool.unwrap().name, "inference");
}

#[tokio::test]
async fn history_shows_what_was() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let buy = buyer
        .orders()
        .buy(watched.sku(), 2)
        .pool(TRAINING)
        .window(tomorrow());
    buy.limit_price("2.50").await.unwrap();
    let before_end = tomorrow().end().checked_add_minutes(-60).unwrap();
    watched
        .clock
        .set(tomorrow().end().checked_add_minutes(30).unwrap());

    let now = buyer.pools().get(TRAINING).await.unwrap();
    assert!(now.allocation_schedule.total.is_empty());
    let then = buyer.pools().get_with_history(TRAINING, 120).await.unwrap();
    assert_eq!(then.allocation_schedule.total.nodes_at(before_end), 2);
    let listed = buyer
        .pools()
        .list()
        .id(TRAINING)
        .schedule_history_minutes(120)
        .await
        .unwrap();
    assert_eq!(listed.data[0].allocation_schedule, then.allocation_schedule);

    // There is no 422 here: too much is the most, and nonsense is nothing.
    let id = now.id;
    for (minutes, is_shown) in [("99999", true), ("-1", false), ("soon", false)] {
        let target = format!("/pools/{id}?schedule_history_minutes={minutes}");
        let answer = watched.raw("GET", &target, "").await;
        assert_eq!(answer.status, StatusCode::OK);
        let total = answer.json["allocation_schedule"]["total"]
            .as_array()
            .unwrap();
        assert_eq!(!total.is_empty(), is_shown, "{minutes}");
    }
}

#[tokio::test]
async fn what_a_pool_cannot_be_is_refused_by_field() {
    let watched = Watched::at_once().await;
    let many: Vec<_> = (0..51).map(|n| format!(r#""k{n}":"v""#)).collect();
    let many = format!(r#"{{"workspace":"{PROD}","tags":{{{}}}}}"#, many.join(","));
    for (body, field, code) in [
        ("{}", "workspace", "missing"),
        (r#"{"workspace":"prod"}"#, "workspace", "invalid"),
        (r#"{"workspace":7}"#, "workspace", "wrong_type"),
        (
            r#"{"workspace":"sfc:workspace:acme:prod","name":"-x"}"#,
            "name",
            "invalid",
        ),
        (
            r#"{"workspace":"sfc:workspace:acme:prod","name":["x"]}"#,
            "name",
            "wrong_type",
        ),
        (
            r#"{"workspace":"sfc:workspace:acme:prod","tags":[]}"#,
            "tags",
            "wrong_type",
        ),
        (
            r#"{"workspace":"sfc:workspace:acme:prod","tags":{"a":1}}"#,
            "tags.a",
            "wrong_type",
        ),
        (
            r#"{"workspace":"sfc:workspace:acme:prod","tags":{"_a":"x"}}"#,
            "tags._a",
            "invalid",
        ),
        (
            r#"{"workspace":"sfc:workspace:granite-compute:default"}"#,
            "workspace",
            "unknown_reference",
        ),
    ] {
        let answer = watched.raw("POST", "/pools", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(
            answer.details(),
            [(field.to_owned(), code.to_owned())],
            "{body}"
        );
    }
    let answer = watched.raw("POST", "/pools", &many).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nulls = r#"{"workspace":"sfc:workspace:acme:prod","name":null,"tags":null}"#;
    assert_eq!(
        watched.raw("POST", "/pools", nulls).await.status,
        StatusCode::CREATED
    );
}
