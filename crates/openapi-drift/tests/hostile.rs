//! Circles, chains, depth, and documents that are anything at all.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod small;

use openapi_drift::{Error, compare};
use openapi_lower::Document;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use small::document;

fn with_schemas(schemas: Value) -> Document {
    let value = json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/S0"},
        }}}}}}},
        "components": {"schemas": schemas},
    });
    Document::new("document.json", value)
}

/// A chain of schemas, each the property of the one before; the last has a type.
fn chain(length: usize, last: &str) -> Document {
    let mut schemas = Map::new();
    for index in 0..length {
        let next = format!("#/components/schemas/S{}", index + 1);
        schemas.insert(
            format!("S{index}"),
            json!({"type": "object", "properties": {"next": {"$ref": next}}}),
        );
    }
    schemas.insert(format!("S{length}"), json!({"type": last}));
    with_schemas(Value::Object(schemas))
}

#[test]
fn a_chain_of_any_length_is_followed_to_its_end() {
    let drift = compare(&chain(5_000, "string"), &chain(5_000, "boolean")).unwrap();
    assert_eq!(drift.findings.len(), 1);
    assert_eq!(drift.findings[0].pointer, "#/components/schemas/S5000/type");
    assert_eq!(drift.findings[0].operations, ["GET /a"]);
}

#[test]
fn circles_of_every_kind_end() {
    for schema in [
        json!({"$ref": "#/components/schemas/S0"}),
        json!({"allOf": [{"$ref": "#/components/schemas/S0"}]}),
        json!({"oneOf": [{"$ref": "#/components/schemas/S0"}, {"type": "null"}]}),
        json!({"anyOf": [{"$ref": "#/components/schemas/S0"}, {"type": "string"}]}),
        json!({"not": {"$ref": "#/components/schemas/S0"}}),
        json!({"type": "array", "items": {"$ref": "#/components/schemas/S0"}}),
        json!({"additionalProperties": {"$ref": "#/components/schemas/S0"}}),
        json!({"allOf": [{"properties": {"a": {"$ref": "#/components/schemas/S0"}}}, {"$ref": "#/components/schemas/S0"}]}),
    ] {
        let base = with_schemas(json!({"S0": schema}));
        assert_eq!(compare(&base, &base).unwrap().findings, []);
        let other = with_schemas(
            json!({"S0": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/S0"}}}}),
        );
        compare(&base, &other).unwrap();
        compare(&other, &base).unwrap();
    }
}

#[test]
fn depth_does_not_matter() {
    let mut schema = json!({"type": "string"});
    for _ in 0..100 {
        schema = json!({"type": "object", "properties": {"p": schema}});
    }
    let base = with_schemas(json!({"S0": schema}));
    assert_eq!(compare(&base, &base).unwrap().findings, []);
}

#[test]
fn schemas_that_are_parts_of_each_other_in_too_many_ways_are_refused() {
    // Each property is any subset of the parts, so that the pairs are as many as the subsets.
    let names: Vec<String> = (0..16).map(|index| format!("S{index}")).collect();
    let schemas: Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let properties: Map<String, Value> = (0..16)
                .map(|bit| {
                    let other = format!("#/components/schemas/S{}", (index * 7 + bit * 5 + 1) % 16);
                    let another = format!("#/components/schemas/S{}", (index * 3 + bit) % 16);
                    (
                        format!("p{bit}"),
                        json!({"allOf": [{"$ref": other}, {"$ref": another}]}),
                    )
                })
                .collect();
            (
                name.clone(),
                json!({"type": "object", "properties": properties}),
            )
        })
        .collect();
    let base = with_schemas(Value::Object(schemas));
    match compare(&base, &base) {
        Ok(drift) => assert_eq!(drift.findings, []),
        Err(error) => assert!(matches!(error, Error::Grown { .. }), "{error}"),
    }
}

#[test]
fn references_that_lead_nowhere_are_said() {
    let base =
        with_schemas(json!({"S0": {"type": "object", "properties": {"a": {"type": "string"}}}}));
    let lost =
        with_schemas(json!({"S0": {"type": "object", "properties": {"a": {"$ref": "#/nowhere"}}}}));
    let rules: Vec<&str> = compare(&base, &lost)
        .unwrap()
        .findings
        .iter()
        .map(|finding| finding.rule)
        .collect();
    assert!(rules.contains(&"reference-lost"), "{rules:?}");
    assert_eq!(compare(&lost, &lost).unwrap().findings, []);
}

/// Values with the keywords and references that the comparison looks at.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z]{0,4}".prop_map(Value::from),
        prop::sample::select(vec![
            "string", "null", "object", "array", "integer", "uuid", "query", "path"
        ])
        .prop_map(Value::from),
        prop::sample::select(vec![
            "#/components/schemas/A",
            "#/components/schemas/B",
            "#/paths/~1a",
            "#/x",
            "#"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        let keys = prop::sample::select(vec![
            "type",
            "properties",
            "required",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "enum",
            "const",
            "$ref",
            "format",
            "nullable",
            "discriminator",
            "mapping",
            "additionalProperties",
            "not",
            "if",
            "minimum",
            "pattern",
            "default",
            "get",
            "parameters",
            "requestBody",
            "responses",
            "content",
            "application/json",
            "schema",
            "200",
            "headers",
            "in",
            "name",
            "callbacks",
            "security",
            "servers",
            "url",
            "a",
            "readOnly",
            "exclusiveMinimum",
            "prefixItems",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys.prop_map(str::to_owned), inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn any_document() -> impl Strategy<Value = Document> {
    (anything(), anything(), anything()).prop_map(|(item, first, second)| {
        let value = json!({
            "openapi": "3.1.0",
            "paths": {"/a": item.clone(), "/b/{c}": {"get": item}},
            "components": {"schemas": {"A": first, "B": second}},
        });
        Document::new("any.json", value)
    })
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(base in any_document(), revision in any_document()) {
        let _ = compare(&base, &revision);
        let same = compare(&base, &base).map(|drift| drift.findings.len()).unwrap_or_default();
        prop_assert_eq!(same, 0, "a document differs in nothing from itself");
    }

    #[test]
    fn two_runs_say_the_same(base in any_document(), revision in any_document()) {
        let first = compare(&base, &revision).map_err(|error| error.to_string());
        let second = compare(&base, &revision.clone()).map_err(|error| error.to_string());
        prop_assert_eq!(first, second);
    }
}

#[test]
fn the_order_of_what_has_none_says_nothing() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a: {get: {tags: [x, y], parameters: [{in: query, name: p, schema: {}}, {in: query, name: q, schema: {}}], responses: {}}}
  /b: {get: {security: [{k: [r, w]}, {l: []}], responses: {}}}
";
    let other = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /b: {get: {responses: {}, security: [{l: []}, {k: [w, r]}]}}
  /a: {get: {tags: [y, x], parameters: [{in: query, name: q, schema: {}}, {in: query, name: p, schema: {}}], responses: {}}}
";
    assert_eq!(
        compare(&document(text), &document(other)).unwrap().findings,
        []
    );
}
