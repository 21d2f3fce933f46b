//! What holds for every document.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod schemas;

use openapi_lower::{
    CheckOptions, Document, LowerOptions, Overlay, TaggedUnions, apply_overlay, check, lower,
};
use proptest::prelude::*;
use schemas::schema;
use serde_json::{Map, Value, json};

fn document(first: &Value, second: &Value) -> Document {
    let body =
        json!({"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}});
    Document::new(
        "gen",
        json!({
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "v"},
            "paths": {"/a/{id}": {"patch": {
                "operationId": "change",
                "parameters": [{"name": "q", "in": "query", "schema": second}],
                "requestBody": body,
                "responses": {"200": {"description": "d", "content": {"application/json": {"schema": second}}}}
            }}},
            "components": {"schemas": {"A": first, "B": second}}
        }),
    )
}

/// Any JSON, with keys that mean something more often than chance would have it.
fn anything() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        prop::sample::select(KEYS).prop_map(ToOwned::to_owned),
        "\\PC{0,4}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

const KEYS: &[&str] = &[
    "$ref",
    "openapi",
    "info",
    "paths",
    "/a/{b}",
    "get",
    "patch",
    "parameters",
    "schema",
    "components",
    "schemas",
    "A",
    "B",
    "type",
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "items",
    "properties",
    "required",
    "nullable",
    "additionalProperties",
    "patternProperties",
    "discriminator",
    "propertyName",
    "mapping",
    "default",
    "format",
    "pattern",
    "description",
    "x-tagged-union",
    "x-open-enum",
    "variants",
    "responses",
    "requestBodies",
    "200",
    "content",
    "application/json",
    "requestBody",
    "in",
    "name",
    "exclusiveMinimum",
];

const TEXTS: &[&str] = &[
    "#/components/schemas/A",
    "#/components/schemas/B",
    "#/components/parameters/A",
    "#/components/responses/A",
    "#",
    "#/",
    "other.yaml#/x",
    "string",
    "object",
    "array",
    "null",
    "u-int32",
    "3.1.0",
    "query",
    "path",
    "cookie",
    "id",
    "A",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_lowered_document_lowers_to_itself(first in schema(), second in schema(), keep in any::<bool>()) {
        let choice = if keep { TaggedUnions::Keep } else { TaggedUnions::Mark };
        let options = LowerOptions::new().tagged_unions(choice);
        // A document that contradicts itself may be refused, with its place.
        match lower(&document(&first, &second), &options) {
            Ok(once) => {
                let again = lower(&Document::new("again", once.document.clone()), &options).unwrap();
                prop_assert_eq!(again.document, once.document);
                prop_assert_eq!(again.tagged_unions, once.tagged_unions);
                prop_assert_eq!(again.enums, once.enums);
                prop_assert_eq!(again.patch_fields, once.patch_fields);
            }
            Err(error) => prop_assert!(error.to_string().starts_with("gen#/"), "{}", error),
        }
    }

    #[test]
    fn no_document_makes_it_panic(value in anything(), parts in anything()) {
        let whole = json!({"openapi": "3.1.0", "paths": value, "components": {"schemas": parts}});
        for value in [value, parts, whole] {
            let document = Document::new("any", value);
            let _ = check(&document, &CheckOptions::new().require_operation_extension("x-a", &["b"]));
            let _ = lower(&document, &LowerOptions::new().strip_schema_prefixes(["A"]));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}", yaml in "[-:{}\\[\\]&*a-c '\"#|>!?\n0-9.~<]{0,60}") {
        for text in [text, yaml] {
            for name in ["a.json", "a.yaml", "a"] {
                let _ = Document::parse(name, &text);
                let _ = Overlay::parse(name, &text);
            }
        }
    }

    #[test]
    fn no_overlay_makes_it_panic(value in anything(), update in anything(), remove in any::<bool>(), target in target()) {
        let mut action = json!({"target": target});
        if remove { action["remove"] = json!(true) } else { action["update"] = update }
        let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "v"}, "actions": [action]});
        let overlay = Overlay::parse("o.json", &overlay.to_string()).unwrap();
        let mut document = Document::new("any", value.clone());
        if apply_overlay(&mut document, &overlay).is_err() {
            prop_assert_eq!(document.value, value);
        }
    }
}

fn target() -> impl Strategy<Value = String> {
    prop::sample::select(
        &[
            "$",
            "$.*",
            "$..*",
            "$..enum",
            "$.paths[*]",
            "$..[0]",
            "$..[?@ == 'A']",
            "$.components.schemas.*",
            "$..['A','A']",
        ][..],
    )
    .prop_map(ToOwned::to_owned)
}
