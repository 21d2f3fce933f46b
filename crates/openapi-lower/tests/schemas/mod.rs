//! Schemas to try things on.

use proptest::prelude::*;
use serde_json::{Value, json};

/// A schema of a few levels, of the forms that documents use, and of some that they should not.
pub fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        scalar(),
        Just(json!({"type": "null"})),
        Just(json!({})),
        Just(json!(true)),
        Just(json!(false)),
        Just(json!({"format": "uuid"})),
        Just(json!({"enum": []})),
        Just(json!({"type": "boolean", "enum": ["a"]})),
        Just(json!({"$ref": "#/components/schemas/A/properties/a"})),
        "[AB]".prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")})),
        ("[AB]", ".{0,8}").prop_map(
            |(name, text)| json!({"$ref": format!("#/components/schemas/{name}"), "description": text})
        ),
        "[ab]".prop_map(|value| json!({"type": "string", "const": value, "default": value})),
        prop::collection::vec("[abc]", 1..3).prop_map(|values| json!({"enum": values})),
        any::<i8>().prop_map(|value| json!({"const": value})),
        Just(json!({"type": ["string", "integer", "null"], "minimum": 0, "pattern": "^a"})),
        Just(json!({"type": ["array", "boolean"], "items": {"type": "string"}, "enum": [true, ["a"]]})),
        Just(json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string"}]})),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            object(inner.clone()),
            inner
                .clone()
                .prop_map(|items| json!({"type": "array", "items": items, "minItems": 1})),
            inner
                .clone()
                .prop_map(|values| json!({"type": "object", "additionalProperties": values})),
            list.clone().prop_map(|branches| json!({"oneOf": branches})),
            list.clone()
                .prop_map(|branches| json!({"anyOf": branches, "description": "d"})),
            list.prop_map(|parts| json!({"allOf": parts})),
            inner.clone().prop_map(|inner| json!({"oneOf": [{"type": "null"}, inner]})),
            inner.clone().prop_map(|values| json!({"patternProperties": {"^a": values}})),
            inner.clone().prop_map(
                |values| json!({"patternProperties": {"^a": values}, "additionalProperties": false})
            ),
            inner.clone().prop_map(|not| json!({"not": not, "propertyNames": {"pattern": "^a"}})),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| json!({"oneOf": [
                {"type": "object", "required": ["k"], "properties": {"k": {"const": "a"}, "a": one}},
                {"allOf": [{"type": "object", "properties": {"b": other}},
                           {"required": ["k"], "properties": {"k": {"const": "b"}}}]}
            ]})),
            Just(json!({"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]})),
            of_3_1(inner),
        ]
    })
}

/// What 3.1 has and 3.0 has not, and what says more than a generator takes in one type.
fn of_3_1(inner: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    let two = (inner.clone(), inner.clone());
    prop_oneof![
        two.clone().prop_map(|(one, other)| json!({"if": one, "then": other, "else": false})),
        two.clone().prop_map(|(one, other)| json!({"prefixItems": [one, other], "items": false})),
        two.clone().prop_map(|(one, other)| json!({"prefixItems": [one], "items": other})),
        inner.clone().prop_map(|one| json!({"type": "array", "prefixItems": [one], "maxItems": 1})),
        inner
            .clone()
            .prop_map(|one| json!({"dependentSchemas": {"a": one}, "unevaluatedProperties": one})),
        two.clone().prop_map(|(one, other)| {
            json!({"type": "object", "properties": {"a": one}, "oneOf": [other, {"required": ["b"]}]})
        }),
        two.clone().prop_map(|(one, other)| json!({"oneOf": [one], "anyOf": [other, {"type": "null"}]})),
        two.prop_map(|(one, other)| {
            json!({"allOf": [{"anyOf": [one, {"type": "string"}]}, other], "description": "d"})
        }),
        inner.prop_map(|one| json!({"type": ["object", "string"], "allOf": [one]})),
        Just(json!({"$defs": {"d": {"type": "string"}}, "$ref": "#/components/schemas/B",
                    "properties": {"a": {"type": ["integer", "null"]}}})),
    ]
}

fn scalar() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("string"),
        Just("integer"),
        Just("number"),
        Just("boolean")
    ];
    (name, any::<bool>(), any::<bool>()).prop_map(|(name, nullable, bounded)| {
        let mut schema = if nullable {
            json!({"type": [name, "null"]})
        } else {
            json!({"type": name})
        };
        if bounded && name == "string" {
            schema["pattern"] = json!("^a");
        }
        if bounded && name == "integer" {
            schema["minimum"] = json!(0);
            schema["format"] = json!("u-int32");
        }
        schema
    })
}

fn object(inner: impl Strategy<Value = Value> + Clone) -> impl Strategy<Value = Value> {
    let properties = prop::collection::btree_map("[abck]", inner, 0..3);
    (
        properties,
        prop::collection::vec("[abk]", 0..2),
        any::<bool>(),
    )
        .prop_map(|(properties, required, closed)| {
            let mut schema =
                json!({"type": "object", "properties": properties, "required": required});
            if closed {
                schema["additionalProperties"] = json!(false);
            }
            schema
        })
}
