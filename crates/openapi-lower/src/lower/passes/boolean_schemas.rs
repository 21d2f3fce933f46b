//! Schemas that are `true` or `false`.

use serde_json::{Value, json};

use crate::Error;
use crate::lower::pass::Pass;
use crate::structure::Kind;
use crate::walk::walk_mut;

/// Writes `true` as `{}` and drops properties that are `false`, that is, forbidden.
///
/// `additionalProperties` keeps its booleans, which 3.0 has too. Any other `false` allows no
/// value at all, which 3.0 cannot say.
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
            Value::Bool(false) if !is_property(pointer) => {
                return Err(pass.unsupported(
                    pointer,
                    "false",
                    "no value fits this schema, and 3.0 has no form for that",
                ));
            }
            Value::Object(schema) => {
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
    use crate::lower::pass::testing::{fail_schemas, run_schemas};

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
    fn a_schema_that_nothing_fits_is_refused() {
        let error = fail_schemas(boolean_schemas, json!({"A": {"items": false}}));
        assert!(
            error.starts_with("api.yaml#/components/schemas/A/items: `false`"),
            "{error}"
        );
    }
}
