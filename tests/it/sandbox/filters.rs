//! What lists leave out, and the order of what they show.

use http::StatusCode;
use sfcompute::{Order, OrderSortBy, OrderStatus, PoolTransferStatus, Side};

use super::{INFERENCE, TRAINING, Watched, tomorrow, window};

fn ids(orders: &[Order]) -> Vec<&str> {
    orders.iter().map(|order| order.id.as_str()).collect()
}

/// Three orders, a minute apart: filled, standing and cancelled; in two pools; windows in the
/// order second, third, first.
async fn three(watched: &Watched) -> [Order; 3] {
    let buyer = watched.buyer();
    let orders = buyer.orders();
    let filled = orders
        .buy(watched.sku(), 2)
        .pool(TRAINING)
        .window(window(1, 24));
    let filled = filled.limit_price("2.50").await.unwrap();
    watched.clock.advance(60);
    let standing = orders
        .sell(watched.sku(), 1)
        .pool(TRAINING)
        .window(window(1, 24));
    let standing = standing.limit_price("9.0").standing().await.unwrap();
    watched.clock.advance(60);
    let cancelled = orders
        .buy(watched.sku(), 1)
        .pool(INFERENCE)
        .window(tomorrow());
    let cancelled = cancelled.limit_price("0.06").await.unwrap();
    let statuses = [&filled.status, &standing.status, &cancelled.status];
    assert_eq!(
        statuses,
        [
            &OrderStatus::Filled,
            &OrderStatus::Standing,
            &OrderStatus::Cancelled
        ]
    );
    [filled, standing, cancelled]
}

#[tokio::test]
async fn orders_are_filtered() {
    let watched = Watched::at_once().await;
    let [filled, standing, cancelled] = three(&watched).await;
    let (one, two, three) = (
        filled.id.as_str(),
        standing.id.as_str(),
        cancelled.id.as_str(),
    );
    let buyer = watched.buyer();
    let list = || buyer.orders().list();
    let prod = "sfc:workspace:acme:prod";
    for (list, expected) in [
        (list(), vec![three, two, one]),
        (list().pool(TRAINING), vec![two, one]),
        (list().workspace(prod), vec![three, two, one]),
        (list().workspace("sfc:workspace:acme:default"), vec![]),
        // A pool has its workspace; the other filter has no say.
        (
            list()
                .pool(INFERENCE)
                .workspace("sfc:workspace:acme:default"),
            vec![three],
        ),
        (list().side(Side::Sell), vec![two]),
        (list().status(OrderStatus::Standing), vec![two]),
        (
            list()
                .status(OrderStatus::Standing)
                .status(OrderStatus::Filled),
            vec![two, one],
        ),
        (list().id(one).id(three), vec![three, one]),
        (list().id("ordr_unknown"), vec![]),
        (list().created_after(standing.created_at), vec![three, two]),
        (list().created_before(standing.created_at), vec![two, one]),
        (
            list()
                .created_after(standing.created_at)
                .created_before(standing.created_at),
            vec![two],
        ),
        (list().pool(TRAINING).side(Side::Buy), vec![one]),
    ] {
        assert_eq!(ids(&list.await.unwrap().data), expected);
    }
}

#[tokio::test]
async fn orders_are_sorted() {
    let watched = Watched::at_once().await;
    let [first, second, third] = three(&watched).await;
    let (one, two, three) = (first.id.as_str(), second.id.as_str(), third.id.as_str());
    let buyer = watched.buyer();
    for (sort, expected) in [
        (OrderSortBy::CreatedAt, [one, two, three]),
        (OrderSortBy::MinusCreatedAt, [three, two, one]),
        (OrderSortBy::StartAt, [three, one, two]),
        (OrderSortBy::MinusStartAt, [two, one, three]),
    ] {
        let list = buyer.orders().list().sort_by(sort.clone());
        assert_eq!(ids(&list.await.unwrap().data), expected, "{sort}");
    }
}

#[tokio::test]
async fn filters_that_name_nothing_are_refused() {
    let watched = Watched::at_once().await;
    for (target, field, code) in [
        (
            "/orders?pool=sfc:pool:acme:prod:nowhere",
            "pool",
            "unknown_reference",
        ),
        ("/orders?pool=training", "pool", "invalid"),
        (
            "/orders?workspace=nowhere",
            "workspace",
            "unknown_reference",
        ),
        (
            "/orders?procurement=proc_x",
            "procurement",
            "unknown_reference",
        ),
        ("/orders?status=open", "status", "invalid"),
        ("/orders?side=hold", "side", "invalid"),
        ("/orders?side=buy&side=sell", "side", "repeated"),
        ("/orders?sort_by=price", "sort_by", "invalid"),
        (
            "/orders?created_after=yesterday",
            "created_after",
            "invalid",
        ),
        ("/orders?limit=0", "limit", "invalid"),
        ("/orders?limit=201", "limit", "invalid"),
        ("/orders?limit=ten", "limit", "invalid"),
        ("/orders?id=7", "id", "invalid"),
        (
            "/pools?schedule_history_minutes=1441",
            "schedule_history_minutes",
            "invalid",
        ),
        ("/pools?tag=team", "tag", "invalid"),
        ("/pools?workspace=nowhere", "workspace", "unknown_reference"),
        ("/pool_transfers?status=done", "status", "invalid"),
        ("/pool_transfers?pool=pool_x", "pool", "unknown_reference"),
        ("/instance_skus?limit=201", "limit", "invalid"),
        (
            "/instance_skus/availability?num_vcpus=many",
            "num_vcpus",
            "invalid",
        ),
        (
            "/instance_skus/availability?num_vcpus=4294967296",
            "num_vcpus",
            "invalid",
        ),
        (
            "/instance_skus/availability?supports_public_ipv4=yes",
            "supports_public_ipv4",
            "invalid",
        ),
        ("/instance_skus/availability?id=richmond", "id", "invalid"),
        ("/orderbook/quote?end_at=60", "start_at", "missing"),
        (
            "/orderbook/quote?start_at=60&end_at=60",
            "end_at",
            "end_before_start",
        ),
        (
            "/orderbook/quote?start_at=0&end_at=60&requirements=a",
            "requirements",
            "invalid",
        ),
        (
            "/orderbook/quote?start_at=0&end_at=60&requirements=region:not:x",
            "requirements",
            "unknown_operator",
        ),
        (
            "/orderbook/windows?range_start_at=1&range_end_at=60",
            "range_start_at",
            "not_on_minute",
        ),
    ] {
        let answer = watched.raw("GET", target, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{target}");
        assert_eq!(
            answer.details(),
            [(field.to_owned(), code.to_owned())],
            "{target}"
        );
    }
    // All at once.
    let answer = watched
        .raw("GET", "/orders?limit=0&side=hold&status=a&status=b", "")
        .await;
    assert_eq!(answer.details().len(), 4);
    // What nobody asked for is passed over.
    let answer = watched.raw("GET", "/orders?page=7&limit=1", "").await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn transfers_are_filtered() {
    let watched = Watched::at_once().await;
    three(&watched).await;
    let buyer = watched.buyer();
    let third = buyer
        .pools()
        .create("sfc:workspace:acme:default")
        .name("third")
        .await
        .unwrap();
    for (to, nodes) in [(INFERENCE, 1), (third.resource_path.as_str(), 9)] {
        let transfer = buyer
            .pools()
            .transfer(TRAINING, to)
            .instance_sku(watched.sku());
        transfer.nodes(nodes).window(window(1, 24)).await.unwrap();
    }
    let list = || buyer.transfers().list();
    let count = async |list: sfcompute::transfers::ListTransfers| list.await.unwrap().data.len();
    assert_eq!(count(list()).await, 2);
    assert_eq!(count(list().pool(TRAINING)).await, 2);
    assert_eq!(count(list().pool(INFERENCE)).await, 1);
    assert_eq!(
        count(list().pool(INFERENCE).pool(third.id.as_str())).await,
        2
    );
    assert_eq!(count(list().status(PoolTransferStatus::Rejected)).await, 1);
    assert_eq!(count(list().status(PoolTransferStatus::Pending)).await, 0);
    let rejected = list()
        .pool(third.id.as_str())
        .status(PoolTransferStatus::Rejected);
    assert_eq!(rejected.await.unwrap().data[0].to_pool, third.id);
}

#[tokio::test]
async fn pools_are_filtered() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let default = "sfc:workspace:acme:default";
    let tagged = buyer.pools().create(default).name("tagged");
    tagged.tag("team", "infra").tag("tier", "1").await.unwrap();
    buyer
        .pools()
        .create(default)
        .name("other")
        .tag("team", "ml")
        .await
        .unwrap();
    let list = || buyer.pools().list();
    for (list, expected) in [
        (list(), vec!["other", "tagged", "inference", "training"]),
        (list().workspace(default), vec!["other", "tagged"]),
        (list().tag_key("team"), vec!["other", "tagged"]),
        (list().tag("team", "infra"), vec!["tagged"]),
        (list().tag("team", "infra").tag_key("tier"), vec!["tagged"]),
        (list().tag("team", "ml").tag_key("tier"), vec![]),
        (list().id(TRAINING).id("pool_unknown"), vec!["training"]),
    ] {
        let pools = list.await.unwrap().data;
        assert_eq!(
            pools
                .iter()
                .map(|pool| pool.name.as_str())
                .collect::<Vec<_>>(),
            expected
        );
    }
    // By bare name, as the filter's own text has it.
    let named = watched
        .raw("GET", "/pools?id=tagged&workspace=default", "")
        .await;
    assert_eq!(named.json["data"][0]["name"], "tagged");
}

#[tokio::test]
async fn availability_is_filtered_by_every_property() {
    let watched = Watched::at_once().await;
    let buyer = watched.buyer();
    let skus = buyer.instance_skus().list().await.unwrap().data;
    assert_eq!(skus.len(), 3);
    let tromso = &skus[1];
    let aliases = async |list: sfcompute::instance_skus::ListAvailability| {
        let found = list.await.unwrap().data;
        found
            .into_iter()
            .map(|row| row.instance_sku.alias.unwrap().into_string())
            .collect::<Vec<_>>()
    };
    let list = || buyer.instance_skus().list_availability();
    assert_eq!(aliases(list()).await, ["richmond", "tromso", "osaka"]);
    assert_eq!(aliases(list().id(&tromso.id)).await, ["tromso"]);
    assert_eq!(
        aliases(list().id("isku_unknown")).await,
        Vec::<String>::new()
    );
    let text = |value: &str| value.to_owned();
    let region = text(&tromso.region.as_ref().unwrap().value);
    assert_eq!(aliases(list().region(region)).await, ["tromso"]);
    let zone = text(&tromso.availability_zone.as_ref().unwrap().value);
    assert_eq!(aliases(list().availability_zone(zone)).await, ["tromso"]);
    assert_eq!(aliases(list().accelerator("h200")).await, ["tromso"]);
    assert_eq!(aliases(list().form_factor("sxm")).await.len(), 3);
    assert_eq!(aliases(list().rdma_type("roce")).await, ["osaka"]);
    assert_eq!(aliases(list().num_accelerators(8_u32)).await.len(), 3);
    let vcpus = tromso.num_vcpus.as_ref().unwrap().value;
    assert_eq!(aliases(list().num_vcpus(vcpus)).await, ["tromso"]);
    let memory = skus[2].memory.as_ref().unwrap().value;
    assert_eq!(aliases(list().memory(memory)).await, ["osaka"]);
    let storage = skus[2].local_storage.as_ref().unwrap().value;
    assert_eq!(aliases(list().local_storage(storage)).await, ["osaka"]);
    assert_eq!(
        aliases(list().supports_public_ipv4(false)).await,
        ["tromso"]
    );
    assert_eq!(
        aliases(list().region("no such place")).await,
        Vec::<String>::new()
    );
    let both = list().form_factor("sxm").supports_public_ipv4(true);
    assert_eq!(aliases(both).await, ["richmond", "osaka"]);
}
