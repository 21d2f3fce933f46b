//! A whole document through the whole lowering.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use openapi_lower::{CheckOptions, Document, LowerOptions, Lowered, TaggedUnions, check, lower};

fn fixture() -> Document {
    Document::parse("fixture.yaml", include_str!("fixture.yaml")).unwrap()
}

fn options() -> LowerOptions {
    LowerOptions::new().strip_schema_prefixes(["v1."])
}

fn report(lowered: &Lowered) -> String {
    let mut text = String::new();
    for pass in &lowered.report {
        text.push_str(&format!("{}\n", pass.pass));
        for change in &pass.changed {
            text.push_str(&format!("  {change}\n"));
        }
        for change in &pass.lost {
            text.push_str(&format!("  lost {change}\n"));
        }
    }
    text
}

#[test]
fn the_fixture_is_sound() {
    check(&fixture(), &CheckOptions::new()).unwrap();
}

#[test]
fn the_document() {
    let lowered = lower(&fixture(), &options()).unwrap();
    insta::assert_json_snapshot!(lowered.document);
}

#[test]
fn the_report() {
    let lowered = lower(&fixture(), &options()).unwrap();
    insta::assert_snapshot!(report(&lowered));
}

#[test]
fn the_lists() {
    let lowered = lower(&fixture(), &options()).unwrap();
    insta::assert_debug_snapshot!((lowered.tagged_unions, lowered.enums, lowered.patch_fields));
}

#[test]
fn a_lowered_document_lowers_to_itself() {
    for options in [options(), options().tagged_unions(TaggedUnions::Keep)] {
        let once = lower(&fixture(), &options).unwrap();
        let again = lower(&Document::new("again", once.document.clone()), &options).unwrap();
        assert_eq!(again.document, once.document);
        assert_eq!(
            (again.tagged_unions, again.enums, again.patch_fields),
            (once.tagged_unions, once.enums, once.patch_fields)
        );
        for pass in again.report {
            assert_eq!((pass.changed, pass.lost), (vec![], vec![]), "{}", pass.pass);
        }
    }
}

#[test]
fn the_given_document_stays_as_it_is() {
    let document = fixture();
    lower(&document, &options()).unwrap();
    assert_eq!(document, fixture());
}

#[test]
fn json_and_yaml_are_the_same_document() {
    let document = fixture();
    let json = Document::parse("fixture.yaml", &document.value.to_string()).unwrap();
    assert_eq!(json, document);
}

/// Each schema is two of the next: what is looked at once stays quick, what is not would never
/// end.
#[test]
fn a_deep_lattice_is_lowered_in_no_time() {
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let mut schemas = serde_json::Map::new();
        for level in 0..30 {
            let next =
                serde_json::json!({"$ref": format!("#/components/schemas/Level{}", level + 1)});
            let schema = serde_json::json!({keyword: [next, next]});
            schemas.insert(format!("Level{level}"), schema);
        }
        for last in [
            serde_json::json!({"type": "object", "properties": {"a": {"type": "string"}}}),
            serde_json::json!({"type": "string"}),
            serde_json::json!({"type": "string", "enum": ["a"]}),
            serde_json::json!({"type": ["integer", "null"]}),
        ] {
            schemas.insert("Level30".to_owned(), last);
            let value = serde_json::json!({"openapi": "3.1.0", "components": {"schemas": schemas}});
            lower(&Document::new("lattice", value), &options()).unwrap();
        }
    }
}
