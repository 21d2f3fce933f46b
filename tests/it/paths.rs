//! No path parameter can hold a value that changes a URL.

use std::any::type_name;
use std::collections::BTreeSet;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde_json::Value;
use sfcompute::{Name, OrderId, PoolPath};
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

/// A text that no grammar here knows, and that is harmless in a URL.
pub const FOREIGN: &str = "order:2026~é";
/// The same as one segment of a path.
pub const FOREIGN_ENCODED: &str = "order:2026~%C3%A9";

/// The foreign text as the type of a path parameter, which is held to this first: neither gate
/// lets a trap through, a caller cannot make the foreign text up, and the accepted one passes.
///
/// The type is that of the generated call that the value goes to.
pub fn foreign<T: FromStr + DeserializeOwned>(accepted: &str) -> T {
    let what = type_name::<T>();
    for trap in TRAPS {
        assert!(T::from_str(trap).is_err(), "{what} takes {trap:?}");
        let decoded = serde_json::from_value::<T>(Value::from(trap));
        assert!(decoded.is_err(), "{what} holds {trap:?}");
    }
    assert!(T::from_str(FOREIGN).is_err(), "{what} takes {FOREIGN:?}");
    assert!(T::from_str(accepted).is_ok(), "{what} refuses {accepted:?}");
    serde_json::from_value(Value::from(FOREIGN)).unwrap()
}

/// What does not stand in a path today is held to the same.
#[test]
fn resource_paths_and_names_cannot_hold_one() {
    foreign::<PoolPath>("sfc:pool:a:b:c");
    for trap in TRAPS {
        assert!(trap.parse::<Name>().is_err(), "Name takes {trap:?}");
        let decoded = serde_json::from_value::<Name>(Value::from(trap));
        // A name is shown and never a path segment, so a server's may hold other marks.
        let shown_only = trap.contains(['/', '?', '#', ' ']) && !trap.contains(['%', '\\']);
        assert_eq!(decoded.is_ok(), shown_only, "Name holds {trap:?}");
    }
}

/// The operations of the contract with a path parameter, by id.
pub fn with_path_parameter() -> BTreeSet<String> {
    let contract = EFFECTIVE.as_ref().unwrap().document();
    let mut found = BTreeSet::new();
    for (path, item) in contract["paths"].as_object().unwrap() {
        let parameters = path.matches('{').count();
        assert!(
            parameters <= 1,
            "{path} has more than the one that is tried"
        );
        for operation in item.as_object().unwrap().values() {
            if parameters == 1 {
                found.insert(operation["operationId"].as_str().unwrap().to_owned());
            }
        }
    }
    found
}

/// Every operation of the facade with a path parameter, given every trap: nothing is sent.
///
/// Those that the facade has not are tried in `calls`, as all are, by the types of the generated
/// client's parameters.
#[tokio::test]
async fn no_operation_of_the_facade_sends_one() {
    let recorded = Recorded::answering(204, "text/plain", "").await;
    let sfc = &recorded.client;
    let mut tried = BTreeSet::new();
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
        for error in errors {
            assert!(error.is_invalid_request(), "{trap:?}: {error}");
            assert_eq!(error.problems()[0].field(), "id", "{trap:?}: {error}");
            tried.insert(error.operation().unwrap().to_owned());
        }
    }
    assert!(recorded.requests().is_empty());
    assert_eq!(tried.len(), 8);
    assert!(tried.is_subset(&with_path_parameter()), "{tried:?}");
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
