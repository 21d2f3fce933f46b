//! A value that fits a schema before the lowering fits it after.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod schemas;

use openapi_lower::{Document, LowerOptions, TaggedUnions, lower};
use proptest::prelude::*;
use schemas::schema;
use serde_json::{Map, Value, json};

/// Values of the forms and names that the schemas are made of.
fn instance() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i8>().prop_map(Value::from),
        Just(json!(0.5)),
        "[abc]{1,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[abck]", inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A lowered schema in the words of JSON Schema: `nullable` as a branch, and `oneOf` read as the
/// generator reads it, the first branch that fits.
fn in_json_schema(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(in_json_schema).collect(),
        Value::Object(object) => {
            let mut out = Map::new();
            for (key, value) in object {
                let key = if key == "oneOf" { "anyOf" } else { key };
                if key != "nullable" && !key.starts_with("x-") {
                    out.insert(key.to_owned(), in_json_schema(value));
                }
            }
            if object.get("nullable") == Some(&json!(true)) {
                json!({"anyOf": [{"type": "null"}, out]})
            } else {
                Value::Object(out)
            }
        }
        other => other.clone(),
    }
}

/// Whether some schema is among its own parts or branches, of which no validator can say what
/// fits.
fn is_made_of_itself(schemas: &Value) -> bool {
    let root = json!({"components": {"schemas": schemas}});
    let find = |reference: &str| root.pointer(reference.trim_start_matches('#'));
    let mut references = Vec::new();
    let mut open = vec![&root];
    while let Some(value) = open.pop() {
        references.extend(value.get("$ref").and_then(Value::as_str));
        open.extend(value.as_object().into_iter().flat_map(Map::values));
        open.extend(value.as_array().into_iter().flatten());
    }
    references.iter().any(|reference| {
        let mut seen = Vec::new();
        let mut open: Vec<&Value> = find(reference).into_iter().collect();
        while let Some(schema) = open.pop() {
            if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
                if target == *reference {
                    return true;
                }
                if !seen.contains(&target) {
                    seen.push(target);
                    open.extend(find(target));
                }
            }
            for keyword in ["not", "if", "then", "else"] {
                open.extend(schema.get(keyword));
            }
            open.extend(
                schema
                    .get("dependentSchemas")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flat_map(Map::values),
            );
            for keyword in ["allOf", "oneOf", "anyOf"] {
                open.extend(
                    schema
                        .get(keyword)
                        .and_then(Value::as_array)
                        .into_iter()
                        .flatten(),
                );
            }
        }
        false
    })
}

fn validator(schemas: &Value) -> Option<jsonschema::Validator> {
    let root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/components/schemas/Root",
        "components": {"schemas": schemas}
    });
    jsonschema::validator_for(&root).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_fitted_fits(
        first in schema(),
        second in schema(),
        instances in prop::collection::vec(instance(), 32),
    ) {
        // Whether null fits is for the place that refers to a schema to say.
        let root = json!({"required": ["value"], "properties": {"value": {"$ref": "#/components/schemas/A"}}});
        let schemas = json!({"A": first, "B": second, "Root": root});
        let document = Document::new("gen", json!({"openapi": "3.1.0", "components": {"schemas": schemas}}));
        // A marked union has lost its tag, so its branches are compared with it kept.
        let options = LowerOptions::new().tagged_unions(TaggedUnions::Keep);
        // What contradicts itself is refused, and fits nothing.
        let Ok(lowered) = lower(&document, &options) else { return Ok(()) };
        prop_assume!(!is_made_of_itself(&schemas));
        let lowered = in_json_schema(&lowered.document["components"]["schemas"]);
        let (Some(before), Some(after)) = (validator(&schemas), validator(&lowered)) else {
            return Err(TestCaseError::reject("a schema that refers to itself alone"));
        };
        for instance in instances {
            let instance = json!({"value": instance});
            prop_assert!(
                !before.is_valid(&instance) || after.is_valid(&instance),
                "{instance} fits {schemas:#} but not {lowered:#}"
            );
        }
    }
}
