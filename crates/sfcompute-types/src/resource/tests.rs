use crate::*;

#[test]
fn a_path_takes_its_kind_and_its_number_of_segments() {
    for good in [
        "sfc:pool:a:b:c",
        "sfc:pool:acme:prod:my-pool_1.x",
        "sfc:pool:.:..:...",
        "sfc:pool:-:_:.",
    ] {
        assert!(good.parse::<PoolPath>().is_ok(), "{good:?}");
    }
    for bad in [
        "",
        "sfc",
        "sfc:pool",
        "sfc:pool:",
        "sfc:pool:a",
        "sfc:pool:a:b",
        "sfc:pool:a:b:c:d",
        "sfc:pool::b:c",
        "sfc:pool:a::c",
        "sfc:pool:a:b:",
        "sfc:pool:a:b:c\n",
        " sfc:pool:a:b:c",
        "xsfc:pool:a:b:c",
        "SFC:pool:a:b:c",
        "sfc:capacity:a:b:c",
        "sfc:pool:a:b:é",
        "sfc:pool:a b:c:d",
        "pool_a",
        "sfc:pool:<account_id>:<workspace>:<name>",
    ] {
        assert!(bad.parse::<PoolPath>().is_err(), "{bad:?}");
    }
    assert!("sfc:workspace:a:b".parse::<WorkspacePath>().is_ok());
    assert!("sfc:workspace:a:b:c".parse::<WorkspacePath>().is_err());
    assert!("sfc:user:a".parse::<UserPath>().is_ok());
    assert!("sfc:user:a:b".parse::<UserPath>().is_err());
    assert!("sfc:capacity:a:b:c".parse::<CapacityPath>().is_ok());
    assert!("sfc:procurement:a:b:c".parse::<ProcurementPath>().is_ok());
    let public = "sfc:image:sfcompute:public:ubuntu-24.04.4-cuda-12.8";
    assert!(public.parse::<ImagePath>().is_ok());
}

/// Each kind of path takes its own and no other, whole words only.
#[test]
fn kinds_of_paths_are_told_apart() {
    fn takes(text: &str) -> [bool; 9] {
        [
            text.parse::<PoolPath>().is_ok(),
            text.parse::<CapacityPath>().is_ok(),
            text.parse::<ProcurementPath>().is_ok(),
            text.parse::<DeploymentPath>().is_ok(),
            text.parse::<SpotDeploymentPath>().is_ok(),
            text.parse::<InstancePath>().is_ok(),
            text.parse::<InstanceTemplatePath>().is_ok(),
            text.parse::<ImagePath>().is_ok(),
            text.parse::<FirewallPath>().is_ok(),
        ]
    }
    let kinds = [
        "pool",
        "capacity",
        "procurement",
        "deployment",
        "spot_deployment",
        "instance",
        "instance_template",
        "image",
        "firewall",
    ];
    for (row, kind) in kinds.iter().enumerate() {
        let expected: [bool; 9] = std::array::from_fn(|column| column == row);
        assert_eq!(takes(&format!("sfc:{kind}:a:b.1:c_d")), expected, "{kind}");
        for bad in ["a:b", "a:b:c:d", "a:b:", "a:b:c\n"] {
            assert_eq!(
                takes(&format!("sfc:{kind}:{bad}")),
                [false; 9],
                "{kind}:{bad}"
            );
        }
    }
}

#[test]
fn a_path_gives_its_segments() {
    let path: PoolPath = "sfc:pool:acme:prod:..".parse().unwrap();
    assert_eq!(
        (path.account(), path.workspace(), path.name()),
        (Some("acme"), Some("prod"), Some(".."))
    );
    let path = WorkspacePath::new("acme", "prod").unwrap();
    assert_eq!((path.account(), path.name()), (Some("acme"), Some("prod")));
    let path = UserPath::new("jo").unwrap();
    assert_eq!((path.as_str(), path.name()), ("sfc:user:jo", Some("jo")));
}

#[test]
fn a_path_of_another_shape_has_no_segments() {
    for odd in [
        "sfc:pool:acme:training",
        "sfc:pool:a:b:c:d",
        "sfc:capacity:a:b:c",
        "training",
        "sfc:pool:",
    ] {
        let path: PoolPath = serde_json::from_value(odd.into()).unwrap();
        assert_eq!(
            (path.account(), path.workspace(), path.name()),
            (None, None, None),
            "{odd}"
        );
    }
}

#[test]
fn a_path_is_put_together_from_checked_segments() {
    assert_eq!(PoolPath::new("a", "b", "c").unwrap(), "sfc:pool:a:b:c");
    assert_eq!(
        CapacityPath::new("a", "b", "c").unwrap(),
        "sfc:capacity:a:b:c"
    );
    assert_eq!(
        ProcurementPath::new("a", "b", "c").unwrap(),
        "sfc:procurement:a:b:c"
    );
    // A colon in a segment would make a path of another shape.
    for bad in ["", "b:c", "b/c", "b c", "é", "%62", "b\\"] {
        let error = PoolPath::new("a", bad, "c").unwrap_err();
        assert_eq!((error.what(), error.given()), ("pool path workspace", bad));
    }
    assert_eq!(
        PoolPath::new("", "", "").unwrap_err().what(),
        "pool path account"
    );
    assert_eq!(
        WorkspacePath::new("a", "").unwrap_err().what(),
        "workspace path name"
    );
}

proptest::proptest! {
    #[test]
    fn what_goes_in_comes_out(
        segments in proptest::collection::vec(
            proptest::collection::vec(proptest::sample::select(vec!['a', 'Z', '9', '.', '_', '-']), 1..8),
            3,
        ),
    ) {
        let [account, workspace, name] = [0, 1, 2].map(|i| segments[i].iter().collect::<String>());
        let path = PoolPath::new(&account, &workspace, &name).unwrap();
        proptest::prop_assert_eq!(path.as_str().parse::<PoolPath>().unwrap(), path.clone());
        proptest::prop_assert_eq!(path.account(), Some(account.as_str()));
        proptest::prop_assert_eq!(path.workspace(), Some(workspace.as_str()));
        proptest::prop_assert_eq!(path.name(), Some(name.as_str()));
    }
}
