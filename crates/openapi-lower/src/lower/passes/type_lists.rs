//! `type` as a list.

use serde_json::{Value, json};

use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::is_annotation;
use crate::walk::schemas_mut;

/// Writes a list of types as one type, `nullable`, or a union with a branch for each type.
pub(crate) fn type_lists(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        let Some(Value::Array(list)) = schema.get("type") else {
            return Ok(());
        };
        let mut types: Vec<String> = Vec::new();
        let mut nullable = false;
        for name in list {
            match name.as_str() {
                Some("null") => nullable = true,
                Some(name) if TYPES.contains(&name) => {
                    if !types.iter().any(|known| known == name) {
                        types.push(name.to_owned());
                    }
                }
                _ => {
                    let what = format!("`{name}` is not a type: {} or null", TYPES.join(", "));
                    return Err(pass.malformed(&pointer.child("type"), what));
                }
            }
        }
        // Every integer is a number.
        if types.iter().any(|name| name == "number") {
            types.retain(|name| name != "integer");
        }
        let given = Value::Array(list.clone());
        if nullable {
            schema.insert("nullable".to_owned(), json!(true));
        }
        match types.as_slice() {
            [] if nullable => {
                schema.insert("type".to_owned(), json!("null"));
                schema.shift_remove("nullable");
            }
            [] => return Err(pass.malformed(&pointer.child("type"), "the list of types is empty")),
            [one] => {
                schema.insert("type".to_owned(), json!(one));
            }
            several => split(schema, several, pass, pointer),
        }
        pass.changed(pointer, format!("`type: {given}` in the form of 3.0"));
        Ok(())
    })
}

/// The types that 3.0 has.
pub(super) const TYPES: &[&str] = &["string", "integer", "number", "boolean", "object", "array"];

/// Makes a branch for each type, each with the keywords that restrict that type.
fn split(schema: &mut Object, types: &[String], pass: &mut Pass<'_>, pointer: &crate::Pointer) {
    // What these say of the type is enough to decode a value.
    if ["oneOf", "anyOf", "allOf", "$ref", "const"]
        .into_iter()
        .any(|keyword| schema.contains_key(keyword))
    {
        schema.shift_remove("type");
        pass.lost(&pointer.child("type"), format!("`type: {types:?}`"));
        return;
    }
    schema.shift_remove("type");
    let restricting: Vec<String> = schema
        .keys()
        .filter(|keyword| !is_annotation(keyword) && *keyword != "nullable")
        .cloned()
        .collect();
    let mut moved = Object::new();
    for keyword in restricting {
        if let Some(value) = schema.shift_remove(&keyword) {
            moved.insert(keyword, value);
        }
    }
    let branches: Vec<Value> = types
        .iter()
        .map(|name| {
            let mut branch = Object::new();
            branch.insert("type".to_owned(), json!(name));
            for (keyword, value) in &moved {
                if keyword == "enum" {
                    let fitting = of_type(value, name);
                    branch.insert(keyword.clone(), fitting);
                } else if restricts(keyword, name) {
                    branch.insert(keyword.clone(), value.clone());
                }
            }
            branch
        })
        // A branch whose enum has no value left allows nothing.
        .filter(|branch| branch.get("enum") != Some(&json!([])))
        .map(Value::Object)
        .collect();
    schema.insert("oneOf".to_owned(), Value::Array(branches));
}

/// Whether a keyword restricts values of this type.
pub(super) fn restricts(keyword: &str, name: &str) -> bool {
    let of: &[&str] = match keyword {
        "pattern" | "minLength" | "maxLength" | "contentEncoding" | "contentMediaType"
        | "contentSchema" => &["string"],
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            &["integer", "number"]
        }
        "items" | "prefixItems" | "contains" | "minContains" | "maxContains" | "minItems"
        | "maxItems" | "uniqueItems" | "unevaluatedItems" => &["array"],
        "properties"
        | "required"
        | "additionalProperties"
        | "patternProperties"
        | "propertyNames"
        | "minProperties"
        | "maxProperties"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedProperties" => &["object"],
        "format" => &["string", "integer", "number"],
        _ => TYPES,
    };
    of.contains(&name)
}

/// The values of an enum that are of this type.
fn of_type(values: &Value, name: &str) -> Value {
    let fits = |value: &&Value| match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        _ => value.is_array(),
    };
    Value::Array(
        values
            .as_array()
            .into_iter()
            .flatten()
            .filter(fits)
            .cloned()
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::{fail_schemas, run_schemas};

    fn lowered(schema: Value) -> Value {
        run_schemas(type_lists, json!({"A": schema})).value["A"].take()
    }

    #[test]
    fn null_in_the_list_is_nullable() {
        assert_eq!(
            lowered(json!({"type": ["string", "null"], "description": "d"})),
            json!({"type": "string", "description": "d", "nullable": true})
        );
        assert_eq!(lowered(json!({"type": ["null"]})), json!({"type": "null"}));
        assert_eq!(
            lowered(json!({"type": ["integer"]})),
            json!({"type": "integer"})
        );
        assert_eq!(
            lowered(json!({"type": ["integer", "number"]})),
            json!({"type": "number"})
        );
    }

    #[test]
    fn several_types_are_a_union() {
        assert_eq!(
            lowered(json!({
                "type": ["string", "array", "null"], "items": {"type": "string"},
                "minLength": 1, "description": "d", "enum": ["a", null]
            })),
            json!({
                "description": "d",
                "nullable": true,
                "oneOf": [{"type": "string", "minLength": 1, "enum": ["a"]}]
            })
        );
        assert_eq!(
            lowered(json!({"type": ["string", "integer"], "minimum": 0})),
            json!({"oneOf": [{"type": "string"}, {"type": "integer", "minimum": 0}]})
        );
    }

    #[test]
    fn what_has_no_form_is_refused() {
        for schema in [
            json!({"type": ["string", "text"]}),
            json!({"type": []}),
            json!({"type": ["string", 5]}),
        ] {
            let error = fail_schemas(type_lists, json!({"A": schema}));
            assert!(
                error.starts_with("api.yaml#/components/schemas/A"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_union_says_enough_of_the_type() {
        for keyword in ["oneOf", "allOf", "const"] {
            assert_eq!(
                lowered(json!({"type": ["string", "object"], keyword: []})),
                json!({keyword: []})
            );
        }
    }

    #[test]
    fn each_change_is_reported() {
        let outcome = run_schemas(type_lists, json!({"A": {"type": ["string", "null"]}}));
        assert_eq!(
            outcome.changed,
            ["#/components/schemas/A: `type: [\"string\",\"null\"]` in the form of 3.0"]
        );
    }
}
