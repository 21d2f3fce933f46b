//! No path parameter can hold a value that changes a URL.

use std::str::FromStr;

use serde::de::DeserializeOwned;
use sfcompute::{InstanceSkuId, Name, OrderId, PoolId, PoolPath, PoolRef, PoolTransferId};
use sfcompute_tests::contract::EFFECTIVE;

use crate::recorded::Recorded;

/// Values that would lead a request elsewhere, or that servers and proxies read in two ways.
const TRAPS: [&str; 14] = [
    "",
    ".",
    "..",
    "../me",
    "a/../b",
    "\\",
    "..\\me",
    "%2e",
    "%2e%2e",
    "%2E%2E%2Fme",
    "a/b",
    "a?b",
    "a#b",
    "a b",
];

fn refuses<T: FromStr + DeserializeOwned>(what: &str, accepted: &str) {
    for trap in TRAPS {
        assert!(
            T::from_str(trap).is_err(),
            "{what} takes {trap:?} from a caller"
        );
        let json = serde_json::to_string(trap).unwrap();
        let decoded = serde_json::from_str::<T>(&json);
        // A name is shown and never a path segment here, so a server's may hold other marks.
        let shown_only =
            what == "Name" && ["a/b", "a?b", "a#b", "a b", "../me", "a/../b"].contains(&trap);
        assert!(
            decoded.is_err() || shown_only,
            "{what} takes {trap:?} from a server"
        );
    }
    assert!(T::from_str(accepted).is_ok(), "{what} refuses {accepted:?}");
}

#[test]
fn ids_paths_and_names_cannot_hold_one() {
    refuses::<OrderId>("OrderId", "ordr_a");
    refuses::<PoolId>("PoolId", "pool_a");
    refuses::<PoolTransferId>("PoolTransferId", "pxfr_a");
    refuses::<InstanceSkuId>("InstanceSkuId", "isku_a");
    refuses::<PoolRef>("PoolRef", "sfc:pool:a:b:c");
    refuses::<PoolPath>("PoolPath", "sfc:pool:a:b:c");
    refuses::<Name>("Name", "training");
}

/// Every operation with a path parameter, given every trap: nothing is sent.
#[tokio::test]
async fn no_operation_sends_one() {
    let recorded = Recorded::answering(204, "text/plain", "").await;
    let sfc = &recorded.client;
    let mut tried = 0;
    for trap in TRAPS {
        let errors = [
            sfc.orders().get(trap).await.unwrap_err(),
            sfc.orders().cancel(trap).await.unwrap_err(),
            sfc.transfers().get(trap).await.unwrap_err(),
            sfc.pools().get(trap).await.unwrap_err(),
            sfc.pools().update(trap).await.unwrap_err(),
            sfc.pools().delete(trap).await.unwrap_err(),
            sfc.instance_skus().get(trap).await.unwrap_err(),
            sfc.instance_skus().availability(trap).await.unwrap_err(),
        ];
        tried = errors.len();
        for error in errors {
            assert!(error.is_invalid_request(), "{trap:?}: {error}");
            assert_eq!(error.problems()[0].field(), "id", "{trap:?}: {error}");
        }
    }
    assert!(recorded.requests().is_empty());

    let contract = EFFECTIVE.as_ref().unwrap();
    let with_parameters = contract.document()["paths"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(path, _)| path.contains('{'))
        .map(|(_, item)| item.as_object().unwrap().len())
        .sum::<usize>();
    assert_eq!(
        tried, with_parameters,
        "an operation with a path parameter is not tried"
    );
}

/// What a server sent can be sent back as it is, and stays one segment of the path.
#[tokio::test]
async fn a_foreign_id_stays_one_segment() {
    let recorded = Recorded::answering(204, "text/plain", "").await;
    let id: OrderId = serde_json::from_str("\"order:2026~7\"").unwrap();
    recorded.client.orders().cancel(&id).await.unwrap();
    assert_eq!(
        recorded.request().uri().path(),
        "/preview/v2/orders/order:2026~7"
    );
}
