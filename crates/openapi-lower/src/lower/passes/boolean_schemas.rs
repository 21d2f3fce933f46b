//! Schemas that are `true` or `false`.

use serde_json::{Value, json};

use crate::Error;
use crate::lower::pass::Pass;
use crate::structure::Kind;
use crate::walk::walk_mut;

/// Writes `true` as `{}` and drops properties that are `false`, that is, forbidden.
///
/// `additionalProperties` keeps its booleans, which 3.0 has too. Any other `false` allows no
/// value at all: a branch of a union goes, elsewhere 3.0 cannot say so, and anything fits.
pub(crate) fn boolean_schemas(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    walk_mut(document, &mut |pointer, kind, value| {
        if kind != Kind::Schema {
            return Ok(());
        }
        let keyword = pointer.tokens().last().map(String::as_str);
        match value {
            Value::Bool(_)
                if matches!(
                    keyword,
                    Some("additionalProperties" | "unevaluatedProperties" | "unevaluatedItems")
                ) => {}
            Value::Bool(true) => {
                pass.changed(pointer, "`true` is written `{}`");
                *value = json!({});
            }
            Value::Bool(false) if !is_property(pointer) && !is_branch(pointer) => {
                pass.lost(pointer, "that no value fits: here any does");
                *value = json!({});
            }
            Value::Object(schema) => {
                for keyword in ["oneOf", "anyOf"] {
                    if let Some(Value::Array(branches)) = schema.get_mut(keyword)
                        && branches.contains(&Value::Bool(false))
                    {
                        branches.retain(|branch| branch != &Value::Bool(false));
                        pass.changed(&pointer.child(keyword), "a branch that no value fits");
                    }
                }
                if let Some(Value::Object(properties)) = schema.get_mut("properties") {
                    let place = pointer.child("properties");
                    properties.retain(|name, property| {
                        let keep = property != &Value::Bool(false);
                        if !keep {
                            pass.lost(&place.child(name), "the property must not be there");
                        }
                        keep
                    });
                }
            }
            _ => {}
        }
        Ok(())
    })
}

fn is_branch(pointer: &crate::Pointer) -> bool {
    matches!(pointer.tokens(), [.., keyword, _] if keyword == "oneOf" || keyword == "anyOf")
}

fn is_property(pointer: &crate::Pointer) -> bool {
    let mut above = pointer.clone();
    above.pop();
    above
        .tokens()
        .last()
        .is_some_and(|token| token == "properties")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn booleans_become_objects() {
        let outcome = run_schemas(
            boolean_schemas,
            json!({"A": true, "B": {
                "properties": {"a": true, "b": false},
                "items": true,
                "additionalProperties": false
            }}),
        );
        assert_eq!(
            outcome.value,
            json!({"A": {}, "B": {"properties": {"a": {}}, "items": {}, "additionalProperties": false}})
        );
        assert_eq!(outcome.changed.len(), 3);
        assert_eq!(
            outcome.lost,
            ["#/components/schemas/B/properties/b: the property must not be there"]
        );
    }

    #[test]
    fn where_nothing_fits_anything_does_and_a_branch_goes() {
        let outcome = run_schemas(
            boolean_schemas,
            json!({"A": {"items": false}, "B": {"oneOf": [false, {"type": "string"}]}}),
        );
        assert_eq!(
            outcome.value,
            json!({"A": {"items": {}}, "B": {"oneOf": [{"type": "string"}]}})
        );
        assert_eq!(
            outcome.lost,
            ["#/components/schemas/A/items: that no value fits: here any does"]
        );
    }
}
