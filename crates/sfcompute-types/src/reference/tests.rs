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

/// Every reference of what runs: text, then whether an instance, instance template, image,
/// firewall, generic deployment, spot deployment, deployment of either kind, user takes it.
#[test]
fn each_reference_of_what_runs_takes_its_own_kind() {
    const TABLE: [(&str, [u8; 8]); 23] = [
        ("inst_a", [1, 0, 0, 0, 0, 0, 0, 1]),
        ("vm_a", [1, 0, 0, 0, 0, 0, 0, 1]),
        ("sfc:instance:a:b:c", [1, 0, 0, 0, 0, 0, 0, 0]),
        ("itmpl_a", [0, 1, 0, 0, 0, 0, 0, 1]),
        ("ntmpl_a", [0, 1, 0, 0, 0, 0, 0, 1]),
        ("sfc:instance_template:a:b:c", [0, 1, 0, 0, 0, 0, 0, 0]),
        ("image_a", [0, 0, 1, 0, 0, 0, 0, 1]),
        ("vmi_a", [0, 0, 1, 0, 0, 0, 0, 1]),
        ("sfc:image:a:public:c-12.8", [0, 0, 1, 0, 0, 0, 0, 0]),
        ("frwl_a", [0, 0, 0, 1, 0, 0, 0, 1]),
        ("sfc:firewall:a:b:c", [0, 0, 0, 1, 0, 0, 0, 0]),
        ("depl_a", [0, 0, 0, 0, 1, 0, 1, 1]),
        ("sfc:deployment:a:b:c", [0, 0, 0, 0, 1, 0, 1, 0]),
        ("spot_a", [0, 0, 0, 0, 0, 1, 1, 1]),
        ("sfc:spot_deployment:a:b:c", [0, 0, 0, 0, 0, 1, 1, 0]),
        ("sfc:user:jo", [0, 0, 0, 0, 0, 0, 0, 1]),
        ("jo.doe", [0, 0, 0, 0, 0, 0, 0, 1]),
        ("sfc:user:jo:doe", [0; 8]),
        ("sfc:deployment:a:b", [0; 8]),
        ("sfc:spot:a:b:c", [0; 8]),
        ("inst_a:b", [0; 8]),
        ("spot_a sfc:deployment:a:b:c", [0; 8]),
        ("-jo", [0; 8]),
    ];
    for (text, expected) in TABLE {
        let taken = [
            text.parse::<InstanceRef>().is_ok(),
            text.parse::<InstanceTemplateRef>().is_ok(),
            text.parse::<ImageRef>().is_ok(),
            text.parse::<FirewallRef>().is_ok(),
            text.parse::<GenericDeploymentRef>().is_ok(),
            text.parse::<SpotDeploymentRef>().is_ok(),
            text.parse::<DeploymentRef>().is_ok(),
            text.parse::<UserRef>().is_ok(),
        ];
        assert_eq!(taken.map(u8::from), expected, "{text:?}");
    }
}

/// Checks that an id and a path of one kind become a reference, by value and by reference.
macro_rules! becomes {
    ($reference:ident: $($from:ident $text:literal),+) => {$(
        let from: $from = $text.parse().unwrap();
        assert_eq!($reference::from(&from), $text);
        assert_eq!(Input::<$reference>::input(&from).unwrap(), $text);
        assert_eq!(Input::<$reference>::input(from.clone()).unwrap(), $text);
        assert_eq!($reference::from(from), $text);
        let reference = $text.parse::<$reference>().unwrap();
        assert_eq!(reference.is_path(), $text.starts_with("sfc:"));
    )+};
}

#[test]
fn every_id_and_path_becomes_its_reference() {
    becomes!(InstanceRef: InstanceId "inst_a", InstancePath "sfc:instance:a:b:c");
    becomes!(
        InstanceTemplateRef: InstanceTemplateId "itmpl_a",
        InstanceTemplatePath "sfc:instance_template:a:b:c"
    );
    becomes!(ImageRef: ImageId "vmi_a", ImagePath "sfc:image:a:b:c");
    becomes!(FirewallRef: FirewallId "frwl_a", FirewallPath "sfc:firewall:a:b:c");
    becomes!(GenericDeploymentRef: DeploymentId "depl_a", DeploymentPath "sfc:deployment:a:b:c");
    becomes!(
        SpotDeploymentRef: SpotDeploymentId "spot_a",
        SpotDeploymentPath "sfc:spot_deployment:a:b:c"
    );
    becomes!(
        DeploymentRef: DeploymentId "depl_a", DeploymentPath "sfc:deployment:a:b:c",
        SpotDeploymentId "spot_a", SpotDeploymentPath "sfc:spot_deployment:a:b:c",
        GenericDeploymentRef "depl_a", SpotDeploymentRef "sfc:spot_deployment:a:b:c"
    );
    becomes!(UserRef: UserId "jo", UserPath "sfc:user:jo");
}

#[test]
fn a_refusal_says_what_a_reference_may_be() {
    let error = "training".parse::<InstanceTemplateRef>().unwrap_err();
    assert_eq!(error.what(), "instance template");
    assert_eq!(
        error.allowed(),
        "an instance template id (`itmpl_…` or `ntmpl_…`) or an instance template path \
         (`sfc:instance_template:<account>:<workspace>:<name>`)"
    );
    let error = "training".parse::<PoolRef>().unwrap_err();
    assert_eq!(
        error.allowed(),
        "a pool id (`pool_…`) or a pool path (`sfc:pool:<account>:<workspace>:<name>`)"
    );
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
