//! Null as a branch of a union, as a constant, and in an enum.

use serde_json::{Value, json};

use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{absorb, is_nullable, union};
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Writes null as `nullable: true`: where a union has a branch for it, and where an enum lists
/// it. A union left with one branch becomes that branch. A schema of null alone is an enum of
/// null.
pub(crate) fn null_branches(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if is_null(schema) && !is_canonical_null(schema) && !is_branch(pointer) {
            schema.shift_remove("type");
            schema.shift_remove("const");
            schema.insert("enum".to_owned(), json!([null]));
            schema.insert("nullable".to_owned(), json!(true));
            pass.changed(pointer, "null alone, in the form of 3.0");
        } else if let Some(Value::Array(values)) = schema.get_mut("enum")
            && values.iter().any(Value::is_null)
            && values.iter().any(|value| !value.is_null())
        {
            values.retain(|value| !value.is_null());
            schema.insert("nullable".to_owned(), json!(true));
            pass.changed(pointer, "null in an enum is `nullable`");
        }
        let Some((keyword, branches)) = union(schema) else {
            return Ok(());
        };
        let (nulls, mut rest): (Vec<Value>, Vec<Value>) = branches
            .iter()
            .cloned()
            .partition(|branch| branch.as_object().is_some_and(is_null));
        let mut nullable = !nulls.is_empty();
        for branch in rest.iter_mut().filter_map(Value::as_object_mut) {
            if is_nullable(branch) {
                branch.shift_remove("nullable");
                nullable = true;
            }
        }
        if !nullable {
            return Ok(());
        }
        schema.insert("nullable".to_owned(), json!(true));
        pass.changed(pointer, format!("null in `{keyword}` is `nullable`"));
        match rest.as_slice() {
            [] => {
                schema.shift_remove(keyword);
                schema.insert("enum".to_owned(), json!([null]));
            }
            [Value::Object(only)] if !nulls.is_empty() => {
                let only = only.clone();
                if !absorb(schema, keyword, &only) {
                    schema.insert(keyword.to_owned(), Value::Array(rest));
                }
            }
            _ => {
                schema.insert(keyword.to_owned(), Value::Array(rest));
            }
        }
        Ok(())
    })
}

/// Whether null is the only value that fits.
fn is_null(schema: &Object) -> bool {
    schema.get("type") == Some(&json!("null"))
        || schema.get("const") == Some(&Value::Null)
        || schema.get("enum") == Some(&json!([null]))
}

/// Whether this is a branch of a union, which is dealt with where the union is.
fn is_branch(pointer: &Pointer) -> bool {
    matches!(pointer.tokens(), [.., keyword, _] if keyword == "oneOf" || keyword == "anyOf")
}

fn is_canonical_null(schema: &Object) -> bool {
    schema.get("enum") == Some(&json!([null]))
        && is_nullable(schema)
        && !schema.contains_key("type")
        && !schema.contains_key("const")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    fn lowered(schema: Value) -> Value {
        run_schemas(null_branches, json!({"A": schema})).value["A"].take()
    }

    #[test]
    fn a_reference_or_null_is_a_nullable_reference() {
        let reference = "#/components/schemas/B";
        for keyword in ["oneOf", "anyOf"] {
            for none in [
                json!({"type": "null"}),
                json!({"const": null}),
                json!({"enum": [null]}),
            ] {
                assert_eq!(
                    lowered(json!({keyword: [none, {"$ref": reference, "description": "d"}]})),
                    json!({"nullable": true, "allOf": [{"$ref": reference}], "description": "d"})
                );
            }
        }
    }

    #[test]
    fn an_inline_schema_or_null_is_that_schema() {
        assert_eq!(
            lowered(json!({"description": "d", "oneOf": [
                {"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "null"}]})),
            json!({"description": "d", "nullable": true,
                   "type": "object", "properties": {"a": {"type": "string"}}})
        );
    }

    #[test]
    fn a_union_that_stays_is_itself_nullable() {
        assert_eq!(
            lowered(json!({"oneOf": [{"type": "null"}, {"type": "string"}, {"type": "integer"}]})),
            json!({"nullable": true, "oneOf": [{"type": "string"}, {"type": "integer"}]})
        );
        assert_eq!(
            lowered(json!({"anyOf": [{"type": "string", "nullable": true}, {"type": "integer"}]})),
            json!({"nullable": true, "anyOf": [{"type": "string"}, {"type": "integer"}]})
        );
    }

    #[test]
    fn each_change_is_reported_once() {
        let outcome = run_schemas(
            null_branches,
            json!({"A": {"properties": {"a": {"oneOf": [{"type": "null"}, {"type": "string"}]}}}}),
        );
        assert_eq!(
            outcome.changed,
            ["#/components/schemas/A/properties/a: null in `oneOf` is `nullable`"]
        );
    }

    #[test]
    fn a_union_that_says_more_keeps_its_branch() {
        assert_eq!(
            lowered(json!({"type": "object", "oneOf": [{"type": "null"}, {"required": ["a"]}]})),
            json!({"type": "object", "nullable": true, "oneOf": [{"required": ["a"]}]})
        );
    }

    #[test]
    fn null_in_an_enum_and_null_alone() {
        assert_eq!(
            lowered(json!({"type": "string", "enum": ["a", null]})),
            json!({"type": "string", "enum": ["a"], "nullable": true})
        );
        for null in [
            json!({"type": "null"}),
            json!({"const": null}),
            json!({"oneOf": [{"type": "null"}]}),
        ] {
            assert_eq!(lowered(null), json!({"enum": [null], "nullable": true}));
        }
        let already = json!({"enum": [null], "nullable": true});
        assert!(
            run_schemas(null_branches, json!({"A": already}))
                .changed
                .is_empty()
        );
    }
}
