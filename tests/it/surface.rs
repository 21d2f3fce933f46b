//! The generated client's public surface, one file a tag.

use std::collections::BTreeSet;
use std::fs;

use sfcompute_tests::contract::{EFFECTIVE, workspace};
use sfcompute_tests::surface;

#[test]
fn the_public_surface_is_pinned() {
    let contract = EFFECTIVE.as_ref().unwrap();
    let generated = workspace().join("crates/sfcompute-api/src/generated.rs");
    let texts =
        surface::by_tag(&fs::read_to_string(generated).unwrap(), contract.document()).unwrap();
    let functions: usize = texts
        .values()
        .map(|text| text.matches("async fn").count())
        .sum();
    assert_eq!(functions, sfcompute::operations::OPERATIONS.len());
    for (tag, text) in &texts {
        insta::assert_snapshot!(format!("surface_{tag}"), text);
    }
}

/// No closed enum, no untyped value, no name that only a machine gives: what the contract names has
/// a type that stays open and reads well.
#[test]
fn no_response_type_is_closed_or_untyped() {
    let contract = EFFECTIVE.as_ref().unwrap();
    let generated = workspace().join("crates/sfcompute-api/src/generated.rs");
    let generated = fs::read_to_string(generated).unwrap();
    let texts = surface::by_tag(&generated, contract.document()).unwrap();
    for (tag, text) in &texts {
        assert!(
            !text.contains("serde_json::Value"),
            "{tag} holds an untyped value:\n{text}"
        );
        for unread in ["Option<Option<", "Variant0", "Subtype0"] {
            assert!(!text.contains(unread), "{tag} has `{unread}`:\n{text}");
        }
        for line in text.lines().filter(|line| line.contains("pub enum")) {
            let open = line.contains("open_enum!") || line.contains("tagged_union!");
            assert!(open, "{tag} holds a closed enum: {line}");
        }
    }
    assert!(!generated.contains("regress"), "a pattern is enforced");
    assert!(!generated.contains("Regex"), "a pattern is enforced");
}

/// The table of operations and the contract say the same.
#[test]
fn the_table_of_operations_is_the_contract() {
    let contract = EFFECTIVE.as_ref().unwrap();
    let mut expected = BTreeSet::new();
    for (path, item) in contract.document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            let safety = operation["x-safety"].as_str().unwrap();
            expected.insert((
                id.to_owned(),
                method.to_uppercase(),
                path.clone(),
                safety.to_owned(),
            ));
        }
    }
    let table: BTreeSet<_> = sfcompute::operations::OPERATIONS
        .iter()
        .map(|o| {
            (
                o.id.to_owned(),
                o.method.to_owned(),
                o.path.to_owned(),
                o.safety.as_str().to_owned(),
            )
        })
        .collect();
    assert_eq!(table, expected);
    for operation in sfcompute::operations::OPERATIONS {
        let found = sfcompute::operations::by_function(operation.function).unwrap();
        assert_eq!(found.id, operation.id);
    }
    assert!(sfcompute::operations::by_function("no_such_thing").is_none());
}
