//! From a finding in this workspace's own contract to the code it touches.

use openapi_drift::{Finding, compare};
use openapi_lower::Document;
use serde_json::{Value, json};

use super::code::Code;
use super::impact;
use crate::regen::{self, CONTRACT};

/// The one finding of an edit to the contract, with its impact.
fn finding(edit: impl Fn(&mut Value)) -> Finding {
    let root = regen::root();
    let base = Document::from_path(root.join(CONTRACT)).unwrap();
    let mut revision = base.clone();
    edit(&mut revision.value);
    let mut drift = compare(&base, &revision).unwrap();
    impact::add(&mut drift, &Code::read(&root).unwrap());
    assert_eq!(drift.findings.len(), 1, "{:#?}", drift.findings);
    drift.findings.remove(0)
}

#[test]
fn a_field_is_named_with_its_line_and_its_uses() {
    let finding = finding(|document| {
        let properties = document
            .pointer_mut("/components/schemas/v2.OrderResponse/properties")
            .unwrap();
        properties["created_at"] = json!({"type": "object"});
    });
    let impact = finding.impact.unwrap();
    assert_eq!(impact.generated.len(), 1);
    let item = &impact.generated[0];
    assert_eq!(item.name, "OrderResponse::created_at");
    let text = std::fs::read_to_string(regen::root().join(&item.file)).unwrap();
    assert!(
        text.lines()
            .nth(item.line - 1)
            .unwrap()
            .contains("pub created_at:")
    );
    assert!(
        impact
            .users
            .iter()
            .any(|user| user.file.starts_with("crates/sfcompute/src/")),
        "{:?}",
        impact.users
    );
}

#[test]
fn a_type_that_stands_in_for_a_schema_is_found() {
    let finding = finding(|document| {
        let price = document
            .pointer_mut("/components/schemas/DollarsPerNodeHour")
            .unwrap();
        price["format"] = json!("uuid");
    });
    let impact = finding.impact.unwrap();
    assert_eq!(impact.generated[0].name, "Price");
    assert!(
        impact.generated[0]
            .file
            .starts_with("crates/sfcompute-types/src/")
    );
    assert!(!impact.users.is_empty());
}

#[test]
fn an_operation_is_its_method_and_its_callers() {
    let finding = finding(|document| {
        let operation = document
            .pointer_mut("/paths/~1preview~1v2~1orders/post")
            .unwrap();
        operation["deprecated"] = json!(true);
    });
    let impact = finding.impact.unwrap();
    assert_eq!(impact.generated[0].name, "Client::create_order");
    assert!(
        impact
            .users
            .iter()
            .any(|user| user.file == "crates/sfcompute/src/orders/mod.rs"),
        "{:?}",
        impact.users
    );
}

#[test]
fn what_nobody_uses_is_marked_and_not_hidden() {
    let finding = finding(|document| {
        let schemas = document.pointer_mut("/components/schemas").unwrap();
        schemas["NobodyKnowsThis"] = json!({"type": "string"});
    });
    assert_eq!(finding.rule, "schema-added");
    let impact = finding.impact.unwrap();
    assert!(impact.generated.is_empty() && impact.users.is_empty());
}
