use serde_json::json;

use crate::{Input, Invalid, ProcurementTarget};

#[test]
fn the_two_forms_are_read_and_written() {
    for (target, wire, text) in [
        (
            ProcurementTarget::NodeCount,
            json!("node_count"),
            "node_count",
        ),
        (ProcurementTarget::Nodes(0), json!(0), "0"),
        (
            ProcurementTarget::Nodes(u64::MAX),
            json!(u64::MAX),
            "18446744073709551615",
        ),
    ] {
        let read: ProcurementTarget = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!(read, target);
        assert!(target.is_known());
        assert_eq!(serde_json::to_value(&target).unwrap(), wire);
        assert_eq!(target.to_string(), text);
        assert_eq!(text.parse(), Ok(target));
    }
    assert_eq!(
        format!("{:>12}|", ProcurementTarget::NodeCount),
        "  node_count|"
    );
    assert_eq!(format!("{:>3}|", ProcurementTarget::Nodes(8)), "  8|");
}

#[test]
fn only_a_number_has_nodes() {
    assert_eq!(ProcurementTarget::Nodes(8).nodes(), Some(8));
    assert_eq!(ProcurementTarget::NodeCount.nodes(), None);
    assert_eq!(ProcurementTarget::Unknown(json!(-8)).nodes(), None);
}

#[test]
fn what_is_not_known_is_kept() {
    for json in [
        "\"instance_count\"",
        "\"8\"",
        "\"\"",
        "-1",
        "1.5",
        "null",
        "true",
        "[]",
        "{\"at_least\":2}",
    ] {
        let read: ProcurementTarget = serde_json::from_str(json).unwrap();
        assert!(!read.is_known(), "{json}");
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        assert_eq!(read.to_string(), json);
    }
}

#[test]
fn text_is_held_to_the_two_forms() {
    for bad in [
        "",
        " ",
        "node count",
        "Node_count",
        "node_count ",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "٣",
        "18446744073709551616",
    ] {
        let error = bad.parse::<ProcurementTarget>().unwrap_err();
        assert_eq!((error.what(), error.given()), ("procurement target", bad));
    }
}

#[test]
// That a builder takes references as well is part of what is tested.
#[allow(clippy::needless_borrows_for_generic_args)]
fn a_builder_takes_numbers_and_text() {
    fn target(value: impl Input<ProcurementTarget>) -> Result<ProcurementTarget, Invalid> {
        value.input()
    }
    let (eight, text) = (ProcurementTarget::Nodes(8), "8".to_owned());
    assert_eq!(target(8), Ok(eight.clone()));
    assert_eq!(target("8"), Ok(eight.clone()));
    assert_eq!(target(&text), Ok(eight.clone()));
    assert_eq!(target(text), Ok(eight.clone()));
    assert_eq!(target(&eight), Ok(eight.clone()));
    assert_eq!(target(eight.clone()), Ok(eight));
    assert!(target("many").is_err());
}
