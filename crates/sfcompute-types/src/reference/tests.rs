// That a builder takes references as well is part of what is tested.
#![allow(clippy::needless_borrows_for_generic_args)]

use crate::*;

fn held<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(text.into()).unwrap()
}

#[test]
fn each_reference_takes_ids_and_paths_of_its_own_kind() {
    /// Text, then whether a pool, capacity, workspace, procurement, transfer pool takes it.
    const TABLE: [(&str, [bool; 5]); 16] = [
        ("pool_a", [true, false, false, false, true]),
        ("cap_a", [false, true, false, false, true]),
        ("wksp_a", [false, false, true, false, false]),
        ("proc_a", [false, false, false, true, false]),
        ("sfc:pool:a:b:c", [true, false, false, false, true]),
        ("sfc:capacity:a:b:c", [false, true, false, false, false]),
        ("sfc:workspace:a:b", [false, false, true, false, false]),
        ("sfc:procurement:a:b:c", [false, false, false, true, false]),
        ("sfc:pool:a:b", [false; 5]),
        ("sfc:pool:a:b:c:d", [false; 5]),
        ("sfc:workspace:a:b:c", [false; 5]),
        ("pool_a|cap_a", [false; 5]),
        ("pool_asfc:pool:a:b:c", [false; 5]),
        ("pool_1234567890123456789012", [false; 5]),
        ("pool_a\n", [false; 5]),
        ("training", [false; 5]),
    ];
    for (text, expected) in TABLE {
        let taken = [
            text.parse::<PoolRef>().is_ok(),
            text.parse::<CapacityRef>().is_ok(),
            text.parse::<WorkspaceRef>().is_ok(),
            text.parse::<ProcurementRef>().is_ok(),
            text.parse::<TransferPoolRef>().is_ok(),
        ];
        assert_eq!(taken, expected, "{text:?}");
    }
}

#[test]
fn ids_and_paths_become_references_and_inputs() {
    fn pool(value: impl Input<PoolRef>) -> String {
        value.input().unwrap().into_string()
    }
    let (id, path): (PoolId, PoolPath) = (held("pool_a"), held("sfc:pool:a:b:c"));
    let reference: PoolRef = held("pool_b");
    assert_eq!([pool(&id), pool(id)], ["pool_a", "pool_a"]);
    assert_eq!(
        [pool(&path), pool(path)],
        ["sfc:pool:a:b:c", "sfc:pool:a:b:c"]
    );
    assert_eq!([pool(&reference), pool(reference)], ["pool_b", "pool_b"]);
    assert_eq!(
        [
            pool("pool_c"),
            pool("pool_d".to_owned()),
            pool(&"pool_e".to_owned())
        ],
        ["pool_c", "pool_d", "pool_e"]
    );
    assert!(Input::<PoolRef>::input("cap_a").is_err());

    fn workspace(value: impl Input<WorkspaceRef>) -> String {
        value.input().unwrap().into_string()
    }
    assert_eq!(workspace(held::<WorkspaceId>("wksp_a")), "wksp_a");
    assert_eq!(
        workspace(&held::<WorkspacePath>("sfc:workspace:a:b")),
        "sfc:workspace:a:b"
    );

    fn procurement(value: impl Input<ProcurementRef>) -> String {
        value.input().unwrap().into_string()
    }
    assert_eq!(procurement(held::<ProcurementId>("proc_a")), "proc_a");
    assert_eq!(
        procurement(&held::<ProcurementPath>("sfc:procurement:a:b:c")),
        "sfc:procurement:a:b:c"
    );

    fn transfer(value: impl Input<TransferPoolRef>) -> String {
        value.input().unwrap().into_string()
    }
    assert_eq!(transfer(held::<PoolId>("pool_a")), "pool_a");
    assert_eq!(transfer(&held::<PoolRef>("pool_a")), "pool_a");
    assert_eq!(
        transfer(held::<PoolPath>("sfc:pool:a:b:c")),
        "sfc:pool:a:b:c"
    );
    assert_eq!(transfer(&held::<CapacityId>("cap_a")), "cap_a");
    assert_eq!(transfer("cap_b"), "cap_b");

    fn capacity(value: impl Input<CapacityRef>) -> String {
        value.input().unwrap().into_string()
    }
    assert_eq!(capacity(&held::<CapacityId>("cap_a")), "cap_a");
    assert_eq!(
        capacity(held::<CapacityPath>("sfc:capacity:a:b:c")),
        "sfc:capacity:a:b:c"
    );
}

#[test]
fn an_id_that_a_server_spelt_otherwise_stays_usable() {
    let id: PoolId = held("pl2_a");
    assert_eq!(PoolRef::from(&id), "pl2_a");
    assert_eq!(OrderTarget::from(id), OrderTarget::Pool(held("pl2_a")));
}

#[test]
fn an_id_is_told_from_a_path() {
    assert!(!held::<PoolRef>("pool_a").is_path());
    assert!(held::<PoolRef>("sfc:pool:a:b:c").is_path());
}

#[test]
fn an_order_s_target_follows_from_the_form_of_the_reference() {
    fn pool(text: &str) -> OrderTarget {
        OrderTarget::Pool(held(text))
    }
    fn capacity(text: &str) -> OrderTarget {
        OrderTarget::Capacity(held(text))
    }
    for (text, expected) in [
        ("pool_a", pool("pool_a")),
        ("sfc:pool:a:b:c", pool("sfc:pool:a:b:c")),
        ("cap_a", capacity("cap_a")),
        ("sfc:capacity:a:b:c", capacity("sfc:capacity:a:b:c")),
    ] {
        let owned = text.to_owned();
        assert_eq!(text.parse(), Ok(expected.clone()));
        assert_eq!(OrderTarget::try_from(text), Ok(expected.clone()));
        assert_eq!(OrderTarget::try_from(owned.clone()), Ok(expected.clone()));
        assert_eq!(Input::<OrderTarget>::input(text), Ok(expected.clone()));
        assert_eq!(Input::<OrderTarget>::input(&owned), Ok(expected.clone()));
        assert_eq!(Input::<OrderTarget>::input(owned), Ok(expected.clone()));
        assert_eq!(Input::<OrderTarget>::input(&expected), Ok(expected.clone()));
        assert_eq!(
            (
                expected.to_string().as_str(),
                expected.as_str(),
                expected.as_ref()
            ),
            (text, text, text)
        );
    }
    for bad in [
        "",
        "..",
        "ordr_a",
        "pool_a\n",
        "xpool_a",
        "sfc:pool:a:b",
        "sfc:user:a",
        "pool_a/b",
    ] {
        let error = bad.parse::<OrderTarget>().unwrap_err();
        assert_eq!((error.what(), error.given()), ("order target", bad));
    }
}

#[test]
fn an_order_s_target_takes_every_kind_of_reference() {
    fn target(value: impl Input<OrderTarget>) -> OrderTarget {
        value.input().unwrap()
    }
    let is_pool = |target| matches!(target, OrderTarget::Pool(_));
    assert!(is_pool(target(held::<PoolRef>("pool_a"))));
    assert!(is_pool(target(&held::<PoolId>("pool_a"))));
    assert!(is_pool(target(held::<PoolPath>("sfc:pool:a:b:c"))));
    assert!(!is_pool(target(held::<CapacityRef>("cap_a"))));
    assert!(!is_pool(target(&held::<CapacityId>("cap_a"))));
    assert!(!is_pool(target(held::<CapacityPath>("sfc:capacity:a:b:c"))));
    // The old spelling of a capacity's id is a pool's id, and belongs in `pool`.
    assert!(is_pool(target("pool_a".parse::<CapacityId>().unwrap())));
    assert!(is_pool(target(CapacityRef::from(
        "pool_a".parse::<CapacityId>().unwrap()
    ))));
}
