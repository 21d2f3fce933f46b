use serde_json::json;

use super::*;
use crate::lower::LowerOptions;
use crate::lower::pass::testing::{Outcome, run, run_schemas, run_with};

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn tagged(value: &str) -> Value {
    json!({"type": "object", "required": ["kind", "n"], "properties": {
        "kind": {"type": "string", "const": value}, "n": {"type": "integer"}}})
}

fn untagged() -> Value {
    json!({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}})
}

fn schemas_of(schemas: Value) -> Outcome {
    run_schemas(tagged_unions, schemas)
}

#[test]
fn inline_branches_become_components_without_the_tag() {
    let mut first = tagged("plain_text");
    first["description"] = json!("Just text.");
    let outcome = schemas_of(json!({"shape_kind": {
        "description": "A shape.", "oneOf": [first, tagged("b")]}}));
    let mut documented = untagged();
    documented["description"] = json!("Just text.");
    assert_eq!(
        outcome.value,
        json!({
            "shape_kind": {
                "description": "A shape.",
                "oneOf": [reference("ShapeKindPlainText"), reference("ShapeKindB")],
                "x-tagged-union": {"tag": "kind", "variants": [
                    {"value": "plain_text", "schema": "ShapeKindPlainText", "variant": "PlainText",
                     "description": "Just text."},
                    {"value": "b", "schema": "ShapeKindB", "variant": "B"}
                ]}
            },
            "ShapeKindPlainText": documented,
            "ShapeKindB": untagged()
        })
    );
    assert!(outcome.changed.contains(
        &"#/components/schemas/shape_kind: a union by the tag `kind`: plain_text, b".to_owned()
    ));
}

#[test]
fn a_reference_with_the_tag_beside_it_is_that_component() {
    let tag = |value: &str| {
        json!({"type": "object", "description": format!("It is {value}."), "required": ["kind"],
               "properties": {"kind": {"const": value}}})
    };
    let outcome = schemas_of(json!({
        "U": {"oneOf": [{"allOf": [reference("A"), tag("a")]}, {"allOf": [reference("B"), tag("b")]}]},
        "A": untagged(), "B": untagged()
    }));
    assert_eq!(
        outcome.value["U"]["oneOf"],
        json!([reference("A"), reference("B")])
    );
    assert_eq!(
        outcome.value["U"]["x-tagged-union"]["variants"][0],
        json!({"value": "a", "schema": "A", "variant": "A", "description": "It is a."})
    );
    assert_eq!(outcome.value["A"], untagged());
    assert_eq!(outcome.value.as_object().unwrap().len(), 3);
}

#[test]
fn a_branch_with_more_beside_the_tag_is_its_own_component() {
    let more = json!({"required": ["kind", "m"], "properties": {"kind": {"const": "a"}, "m": {}}});
    let outcome = schemas_of(json!({
        "U": {"oneOf": [{"allOf": [reference("A"), more]}]},
        "A": untagged()
    }));
    assert_eq!(
        outcome.value["Ua"],
        json!({"allOf": [reference("A"), {"required": ["m"], "properties": {"m": {}}}]})
    );
}

#[test]
fn a_component_of_unions_alone_loses_its_tag() {
    let outcome = schemas_of(json!({
        "U": {"oneOf": [reference("A"), reference("B")]},
        "A": tagged("a"), "B": tagged("b")
    }));
    assert_eq!(outcome.value["A"], untagged());
    assert_eq!(outcome.value["B"], untagged());
    assert_eq!(
        outcome.value["U"]["oneOf"],
        json!([reference("A"), reference("B")])
    );
}

#[test]
fn a_component_used_elsewhere_is_copied() {
    let outcome = schemas_of(json!({
        "U": {"oneOf": [reference("A"), reference("B")]},
        "A": tagged("a"), "B": tagged("b"),
        "Other": {"properties": {"a": reference("A")}}
    }));
    assert_eq!(outcome.value["A"], tagged("a"));
    assert_eq!(outcome.value["Ua"], untagged());
    assert_eq!(
        outcome.value["U"]["oneOf"],
        json!([reference("Ua"), reference("B")])
    );
}

#[test]
fn a_tag_behind_a_reference_is_found_and_taken_out() {
    let base = json!({"type": "object", "required": ["kind", "n"], "properties": {
        "kind": {"type": "string"}, "n": {"type": "integer"}}});
    let part = |value: &str| json!({"properties": {"kind": {"const": value}}});
    let outcome = schemas_of(json!({
        "U": {"oneOf": [reference("A"), {"allOf": [reference("Base"), part("b")]}]},
        "A": {"allOf": [reference("Base"), part("a")]},
        "Base": base
    }));
    assert_eq!(outcome.value["A"], untagged());
    assert_eq!(outcome.value["Ub"], untagged());
    assert_eq!(outcome.value["Base"], base);
}

#[test]
fn a_discriminator_gives_the_values() {
    let outcome = schemas_of(json!({
        "U": {"anyOf": [reference("A"), reference("B")], "discriminator": {
            "propertyName": "kind", "mapping": {"one": "A", "uno": "A", "two": "#/components/schemas/B"}}},
        "A": {"type": "object", "required": ["kind", "n"], "properties": {
            "kind": {"type": "string"}, "n": {"type": "integer"}}},
        "B": untagged()
    }));
    assert_eq!(
        outcome.value["U"],
        json!({
            "oneOf": [reference("A"), reference("B")],
            "x-tagged-union": {"tag": "kind", "variants": [
                {"value": "one", "schema": "A", "variant": "One"},
                {"value": "uno", "schema": "A", "variant": "Uno"},
                {"value": "two", "schema": "B", "variant": "Two"}
            ]}
        })
    );
    assert_eq!(outcome.value["A"], untagged());
}

#[test]
fn a_mapping_that_leads_nowhere_is_lost_and_constants_tell() {
    let outcome = schemas_of(json!({"U": {"oneOf": [reference("A")], "discriminator": {
            "propertyName": "kind", "mapping": {"a": "#/components/schemas/x_A"}}}, "A": tagged("a")}));
    assert_eq!(
        outcome.lost,
        [
            "#/components/schemas/U/discriminator/mapping/a: the mapping to `#/components/schemas/x_A`: nothing is there"
        ]
    );
    assert_eq!(
        outcome.value["U"]["x-tagged-union"]["variants"][0]["value"],
        json!("a")
    );
}

#[test]
fn a_marked_union_stays_as_it_is() {
    let once = schemas_of(json!({"U": {"oneOf": [tagged("a"), tagged("b")]}})).value;
    let twice = schemas_of(once.clone());
    assert_eq!(twice.value, once);
    assert!(twice.changed.is_empty());
}

#[test]
fn an_inline_union_gets_a_name_first() {
    let outcome = run(
        name_tagged_unions,
        json!({"components": {"schemas": {"List": {"properties": {
            "rows": {"type": "array", "items": {"oneOf": [tagged("a"), tagged("b")]}},
            "plain": {"oneOf": [{"type": "string"}, {"type": "integer"}]}
        }}}}}),
    );
    let schemas = &outcome.value["components"]["schemas"];
    assert_eq!(
        schemas["List"]["properties"]["rows"]["items"],
        reference("ListRowsItem")
    );
    assert_eq!(
        schemas["ListRowsItem"],
        json!({"oneOf": [tagged("a"), tagged("b")]})
    );
    assert!(
        schemas["List"]["properties"]["plain"]
            .get("oneOf")
            .is_some()
    );
}

#[test]
fn tags_are_kept_if_wanted() {
    let options = LowerOptions::default().tagged_unions(TaggedUnions::Keep);
    let document = json!({"components": {"schemas": {"U": {"oneOf": [tagged("a"), tagged("b")]}}}});
    let outcome = run_with(tagged_unions, document.clone(), &options).unwrap();
    assert_eq!(outcome.value, document);
}
