//! The API of June 2026: orders that name a capacity, transfers with `cap_` ids, and answers that
//! a client of that time can read.

use http::StatusCode;
use serde_json::json;
use sfcompute::{OrderExt as _, OrderStatus, PoolTransferStatus};

use super::{INFERENCE, TRAINING, Watched, tomorrow};

/// The same pool under its earlier id.
fn capacity_id(watched: &Watched, pool: usize) -> String {
    let id = watched.market.accounts()[0].pools[pool].id.as_str();
    id.replacen("pool_", "cap_", 1)
}

#[tokio::test]
async fn an_order_can_name_its_capacity_by_id_or_path() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let by_id = capacity_id(&watched, 0);
    for capacity in [by_id.as_str(), "sfc:capacity:acme:prod:training"] {
        let order = buyer
            .orders()
            .buy(watched.sku(), 1)
            .pool(capacity)
            .window(tomorrow());
        let order = order.limit_price("2.500000").standing().await.unwrap();
        assert_eq!(order.status, OrderStatus::Filled);
        assert_eq!(order.pool_name().unwrap(), "training");
        let (pool, capacity) = (order.pool.unwrap(), order.capacity.unwrap());
        assert_eq!(pool.id, watched.market.accounts()[0].pools[0].id);
        assert_eq!(
            (capacity.id.as_str(), &capacity.name),
            (by_id.as_str(), &pool.name)
        );
        assert_eq!(order.filled_quantity, Some(1));
        let sku = order.instance_sku.unwrap();
        assert_eq!(sku.alias.unwrap(), "richmond");
        assert_eq!(sku.name.unwrap(), "richmond");
    }
    assert_eq!(watched.nodes(&buyer, TRAINING, tomorrow().start()).await, 2);
}

#[tokio::test]
async fn a_transfer_can_name_its_pools_by_their_earlier_ids() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let buy = buyer
        .orders()
        .buy(watched.sku(), 2)
        .pool(TRAINING)
        .window(tomorrow());
    buy.limit_price("2.50").await.unwrap();
    let (from, to) = (capacity_id(&watched, 0), capacity_id(&watched, 1));
    let transfer = buyer.pools().transfer(from, to).instance_sku(watched.sku());
    let transfer = transfer.nodes(2).window(tomorrow()).await.unwrap();
    assert_eq!(transfer.status, PoolTransferStatus::Executed);
    // Earlier prefixes are read, never written.
    let pools = &watched.market.accounts()[0].pools;
    assert_eq!(
        (&transfer.from_pool, &transfer.to_pool),
        (&pools[0].id, &pools[1].id)
    );
    assert_eq!(
        watched.nodes(&buyer, INFERENCE, tomorrow().start()).await,
        2
    );
}

#[tokio::test]
async fn other_earlier_prefixes_are_read_too() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let sku = watched.sku().replacen("isku_", "clus_", 1);
    assert_eq!(
        buyer.instance_skus().get(&sku).await.unwrap().id,
        watched.sku()
    );
    let listed = buyer
        .instance_skus()
        .list_availability()
        .id(&sku)
        .await
        .unwrap()
        .data;
    assert_eq!(listed[0].instance_sku.id, watched.sku());
    let buy = buyer
        .orders()
        .buy(&sku, 1)
        .pool(TRAINING)
        .window(tomorrow());
    let order = buy.limit_price("2.50").await.unwrap();
    assert_eq!(order.instance_sku.unwrap().id, watched.sku());
    let transfer = buyer
        .pools()
        .transfer(TRAINING, INFERENCE)
        .instance_sku(&sku);
    let transfer = transfer.nodes(1).window(tomorrow()).await.unwrap();
    let earlier = transfer.id.as_str().replacen("pxfr_", "cxfr_", 1);
    assert_eq!(buyer.transfers().get(earlier).await.unwrap(), transfer);
    // A pool's path takes its earlier id as well.
    let pool = watched
        .raw("GET", &format!("/pools/{}", capacity_id(&watched, 0)), "")
        .await;
    assert_eq!(pool.json["resource_path"], TRAINING);
}

#[tokio::test]
async fn an_order_names_its_pool_or_its_capacity() {
    let watched = Watched::at_once().await;
    let (start, end) = (tomorrow().start(), tomorrow().end());
    let post = async |names: &[(&str, &str)]| {
        let mut body = json!({
            "side": "buy", "instance_sku": watched.sku(),
            "limit_price_dollars_per_node_hour": "2.50",
            "allocation_schedule_delta": [{"start_at": start, "end_at": end, "node_count": 1}],
        });
        for (field, value) in names {
            body[*field] = json!(value);
        }
        watched.raw("POST", "/orders", &body.to_string()).await
    };
    let capacity = "sfc:capacity:acme:prod:training";
    for (names, field, code) in [
        (vec![], "pool", "missing"),
        (
            vec![("pool", TRAINING), ("capacity", capacity)],
            "capacity",
            "conflicting",
        ),
        (vec![("pool", capacity)], "pool", "invalid"),
        (vec![("capacity", TRAINING)], "capacity", "invalid"),
    ] {
        let answer = post(&names).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{names:?}");
        assert_eq!(
            answer.details(),
            [(field.to_owned(), code.to_owned())],
            "{names:?}"
        );
    }
    assert_eq!(
        post(&[("capacity", capacity)]).await.status,
        StatusCode::CREATED
    );
}
