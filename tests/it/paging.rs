//! Lists as pages and as items.

use futures_util::TryStreamExt as _;
use serde_json::{Value, json};
use sfcompute::Order;

use crate::scripted::Scripted;
use crate::wire::order_of_july;

fn page(ids: &[&str], has_more: bool, cursor: Value) -> Value {
    let orders: Vec<Value> = ids
        .iter()
        .map(|id| {
            let mut order = order_of_july();
            order["id"] = json!(id);
            order
        })
        .collect();
    json!({ "object": "list", "data": orders, "has_more": has_more, "cursor": cursor })
}

async fn all(scripted: &Scripted) -> Vec<String> {
    let items = scripted.client.orders().list().limit(2).items();
    let orders: Vec<Order> = items.try_collect().await.unwrap();
    orders.iter().map(|order| order.id.to_string()).collect()
}

#[tokio::test]
async fn items_come_from_every_page_and_filters_are_repeated() {
    let scripted = Scripted::answering(vec![
        page(&["ordr_a", "ordr_b"], true, json!("ordrc_1")),
        page(&[], true, json!("ordrc_2")),
        page(&["ordr_c"], false, json!("ordrc_3")),
    ])
    .await;
    assert_eq!(all(&scripted).await, ["ordr_a", "ordr_b", "ordr_c"]);
    assert_eq!(
        scripted.targets(),
        [
            "/preview/v2/orders?limit=2",
            "/preview/v2/orders?limit=2&starting_after=ordrc_1",
            "/preview/v2/orders?limit=2&starting_after=ordrc_2",
        ]
    );
}

/// Either sign of an end is an end: no more, or no cursor to go on with.
#[tokio::test]
async fn a_list_ends_without_a_cursor() {
    for cursor in [json!(null), json!("")] {
        let scripted = Scripted::answering(vec![page(&["ordr_a"], true, cursor)]).await;
        assert_eq!(all(&scripted).await, ["ordr_a"]);
        assert_eq!(scripted.targets().len(), 1);
    }
    let mut without = page(&["ordr_a"], true, json!(null));
    without.as_object_mut().unwrap().remove("cursor");
    assert_eq!(
        all(&Scripted::answering(vec![without]).await).await,
        ["ordr_a"]
    );
}

/// A page is fetched when it is asked for, not before.
#[tokio::test]
async fn pages_are_fetched_one_by_one() {
    let scripted = Scripted::answering(vec![
        page(&["ordr_a"], true, json!("ordrc_1")),
        page(&["ordr_b"], false, json!(null)),
    ])
    .await;
    let mut pages = std::pin::pin!(scripted.client.orders().list().pages());
    assert_eq!(pages.try_next().await.unwrap().unwrap().data.len(), 1);
    assert_eq!(scripted.targets().len(), 1);
    assert_eq!(
        pages.try_next().await.unwrap().unwrap().data[0].id.as_str(),
        "ordr_b"
    );
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(scripted.targets().len(), 2);
}

/// A failure ends the stream with the error; what came before stays good.
#[tokio::test]
async fn a_failure_is_an_item() {
    let scripted = Scripted::answering(vec![page(&["ordr_a"], true, json!("ordrc_1"))]).await;
    let mut items = std::pin::pin!(scripted.client.orders().list().items());
    assert_eq!(
        items.try_next().await.unwrap().unwrap().id.as_str(),
        "ordr_a"
    );
    assert!(items.try_next().await.unwrap_err().is_server());
    assert!(items.try_next().await.unwrap().is_none());
}
