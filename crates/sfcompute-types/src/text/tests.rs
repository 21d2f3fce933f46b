//! The two gates of every text type.

mod kinds;
mod laws;

use kinds::{all, cursors, free, names, words};

use crate::*;

/// The kind of one type, and what it must take and refuse from a caller.
#[track_caller]
fn check_table(name: &str, takes: &[&str], refuses: &[&str]) {
    let kind = all().find(|kind| kind.name == name).expect("a known type");
    for text in takes {
        assert!((kind.sends)(text), "{name} refuses {text:?}");
        assert!(
            (kind.holds)(text),
            "{name} sends {text:?} but cannot hold it"
        );
    }
    for text in refuses {
        assert!(!(kind.sends)(text), "{name} takes {text:?}");
    }
}

const SUFFIX: &str = "k3R-nX9vLm7Qp2Yw5Jd8F";

/// Checks an id type with its prefixes against the table that all ids share.
#[track_caller]
fn check_id(name: &str, prefixes: &[&str], foreign: &[&str]) {
    for prefix in prefixes {
        let takes = [
            format!("{prefix}a"),
            format!("{prefix}{SUFFIX}"),
            format!("{prefix}_JLBu4arl_9nSLMfF2Ole"),
            format!("{prefix}-"),
            format!("{prefix}{}", "Z".repeat(21)),
        ];
        let refuses = [
            (*prefix).to_owned(),
            format!("x{prefix}a"),
            format!(" {prefix}a"),
            format!("\n{prefix}a"),
            format!("{prefix}a\n"),
            format!("{prefix}a "),
            format!("{prefix}a\0"),
            format!("{prefix}{}", "Z".repeat(22)),
            format!("{prefix}é"),
            format!("{prefix}\u{ff11}"),
            format!("{prefix}a.b"),
            format!("{prefix}a:b"),
            format!("{prefix}a/.."),
            prefix.to_uppercase() + "a",
            prefix.trim_end_matches('_').to_owned() + "a",
        ];
        check_table(
            name,
            &takes.iter().map(String::as_str).collect::<Vec<_>>(),
            &refuses.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    }
    check_table(name, &[], &["", "a", "sfc:pool:a:b:c"]);
    check_table(name, &[], foreign);
}

#[test]
fn ids_take_their_prefixes_and_no_others() {
    check_id("OrderId", &["ordr_"], &["order_a", "pool_a", "ordrc_a"]);
    check_id("ContractId", &["cont_"], &["ordr_a"]);
    check_id("PoolId", &["pool_"], &["cap_a", "poolc_a"]);
    check_id(
        "CapacityId",
        &["cap_", "pool_"],
        &["capc_a", "sfc:capacity:a:b:c"],
    );
    check_id("PoolTransferId", &["pxfr_", "cxfr_"], &["pool_a"]);
    check_id("InstanceSkuId", &["isku_", "clus_"], &["iskuc_a"]);
    check_id("ProcurementId", &["proc_"], &["procc_a"]);
    check_id("DeploymentId", &["depl_"], &["spot_a"]);
    check_id("SpotDeploymentId", &["spot_"], &["depl_a"]);
    check_id(
        "InstanceId",
        &["inst_", "vm_"],
        &["vmi_a", "node_a", "nodec_a"],
    );
    check_id(
        "InstanceTemplateId",
        &["itmpl_", "ntmpl_"],
        &["itmplc_a", "inst_a"],
    );
    check_id("ImageId", &["image_", "vmi_"], &["vm_a", "imagec_a"]);
    check_id("FirewallId", &["frwl_"], &["sfc:firewall:a:b:c"]);
    check_id("WorkspaceId", &["wksp_"], &["sfc:workspace:a:b"]);
}

#[test]
fn id_constants_agree_with_the_grammar() {
    assert_eq!(OrderId::PATTERN, "^ordr_[0-9a-zA-Z_-]{1,21}$");
    assert_eq!(CapacityId::PATTERN, "^(?:cap_|pool_)[0-9a-zA-Z_-]{1,21}$");
    assert_eq!(
        (CapacityId::PREFIX, CapacityId::LEGACY_PREFIXES),
        ("cap_", &["pool_"][..])
    );
    assert_eq!(
        (PoolTransferId::PREFIX, PoolTransferId::LEGACY_PREFIXES),
        ("pxfr_", &["cxfr_"][..])
    );
    assert_eq!(
        (InstanceSkuId::PREFIX, InstanceSkuId::LEGACY_PREFIXES),
        ("isku_", &["clus_"][..])
    );
    assert_eq!(
        (InstanceId::PREFIX, InstanceId::LEGACY_PREFIXES),
        ("inst_", &["vm_"][..])
    );
    assert_eq!(InstanceId::PATTERN, "^(?:inst_|vm_)[0-9a-zA-Z_-]{1,21}$");
    assert_eq!(
        (PoolId::PREFIX, PoolId::LEGACY_PREFIXES),
        ("pool_", &[][..])
    );
    assert_eq!((UserId::PREFIX, UserId::LEGACY_PREFIXES), ("", &[][..]));
    assert_eq!(
        (OrdersCursor::PREFIX, PoolPath::PREFIX),
        ("ordrc_", "sfc:pool:")
    );
}

#[test]
fn names_and_user_ids_share_a_grammar() {
    let (longest, too_long) = ("n".repeat(255), "n".repeat(256));
    for name in ["Name", "UserId"] {
        check_table(
            name,
            &[
                "a",
                "7",
                "my-resource-name",
                "a.b_c-D",
                "a..",
                "a-",
                &longest,
            ],
            &[
                "", ".", "..", "-a", "_a", ".a", "a b", "a/b", "a:b", "a\n", "\na", "é", "aé",
                "a%2e", "a\\b", "a?b", "a#b", &too_long,
            ],
        );
    }
}

#[test]
fn a_feature_is_named_by_more_than_dots() {
    check_table(
        "FeatureFlagName",
        &[
            "a",
            "7",
            "-",
            "_",
            "faster-boot",
            ".a",
            "..a",
            "a..",
            "..-",
            &"n".repeat(300),
        ],
        &[
            "", ".", "..", "...", "a b", "a/b", "a:b", "a\n", "é", "a%2e", "a\\b", "a?b", "a#b",
        ],
    );
}

#[test]
fn cursors_take_their_own_prefix() {
    let long = format!("ordrc_{}", "x".repeat(500));
    check_table(
        "OrdersCursor",
        &[
            "ordrc_a",
            "ordrc_gqXR7s0Kj5mHvE2wNpLc4Q",
            "ordrc__",
            "ordrc_-",
            &long,
        ],
        &[
            "",
            "ordrc_",
            "xordrc_a",
            "ordrc_a\n",
            "ordrc_a=",
            "poolc_a",
            "ordr_a",
            "ordrc_a/b",
        ],
    );
    let prefixes = [
        "ordrc_", "poolc_", "ptfrc_", "iskuc_", "mfilc_", "mwin_", "nodec_", "itmplc_", "imagec_",
        "deplc_", "procc_", "usrc_",
    ];
    for (row, cursor) in cursors().iter().enumerate() {
        for (column, prefix) in prefixes.iter().enumerate() {
            assert_eq!(
                (cursor.sends)(&format!("{prefix}a")),
                row == column,
                "{}",
                cursor.name
            );
        }
    }
}

/// Text that changes a URL when it stands in its path, or breaks it.
const BENDS_A_URL: [&str; 28] = [
    "",
    ".",
    "..",
    "\\",
    "..\\",
    "a\\b",
    "%2e",
    "%2E",
    "%2e%2e",
    "%2E%2e",
    ".%2e",
    "a%2Fb",
    "%",
    "a/b",
    "/",
    "../a",
    "a/..",
    "a?b",
    "?",
    "a#b",
    "#",
    "a\0",
    "a\n",
    "\ta",
    "a\u{7f}",
    "a\u{85}b",
    "pool_a/../ordr_b",
    "sfc:pool:a:b:c%00",
];

#[test]
fn no_gate_of_what_stands_in_a_url_lets_through_what_could_change_it() {
    let white_space = [
        " ",
        "a b",
        " a",
        "a\u{a0}b",
        "a\u{2003}b",
        "a\u{2028}b",
        "a\u{3000}",
    ];
    for kind in words() {
        for text in BENDS_A_URL.iter().chain(&white_space) {
            assert!(!(kind.sends)(text), "{} takes {text:?}", kind.name);
            assert!(!(kind.holds)(text), "{} holds {text:?}", kind.name);
        }
    }
}

#[test]
fn no_gate_of_a_name_lets_through_what_could_change_a_url_when_encoded() {
    let [name] = names();
    for text in BENDS_A_URL {
        assert!(!(name.sends)(text), "takes {text:?}");
        // An encoder takes care of these three; the rest it leaves alone or mistakes.
        let harmless = text.contains(['/', '?', '#']) && !text.contains(['%', '\\']);
        assert_eq!((name.holds)(text), harmless, "holds {text:?}");
    }
}

#[test]
fn what_a_server_sends_needs_no_grammar() {
    let long = "x".repeat(10_000);
    for kind in words() {
        for text in [
            "order_999",
            "pool_a",
            "x",
            "...",
            "a.b",
            "vm_é",
            "日本",
            "sfc:pool:a",
            &long,
        ] {
            assert!((kind.holds)(text), "{} cannot hold {text:?}", kind.name);
        }
    }
    let [name] = names();
    for text in ["My Pool / H100", "プール", "a?b#c", "-x", " ", "...", &long] {
        assert!((name.holds)(text), "cannot hold {text:?}");
    }
    for kind in free() {
        for text in ["", "..", "%2e", "eyJhIjoxfQ==", "a/b?c#d\\", "\n", &long] {
            assert!((kind.holds)(text), "{} cannot hold {text:?}", kind.name);
        }
    }
}

#[test]
fn only_a_string_decodes() {
    for json in ["1", "null", "true", "[]", "{}", "1.5"] {
        let error = serde_json::from_str::<OrderId>(json)
            .unwrap_err()
            .to_string();
        assert!(error.contains("expected a string, the order id"), "{error}");
        assert!(
            serde_json::from_str::<OrdersCursor>(json).is_err(),
            "{json}"
        );
    }
}
