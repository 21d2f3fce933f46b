//! Lists of values that are not one type's.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::{Pass, short};
use crate::lower::schema::text;
use crate::walk::schemas_mut;

/// Drops what an enum lists twice, enums that list nothing, and enums of texts where the type
/// is another.
pub(crate) fn enums(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        let Some(given) = schema.get("enum") else {
            return Ok(());
        };
        let place = pointer.child("enum");
        let Value::Array(values) = given else {
            return Err(pass.malformed(&place, "an enum must be a list"));
        };
        let mut distinct: Vec<Value> = Vec::new();
        for value in values {
            if !distinct.contains(value) {
                distinct.push(value.clone());
            }
        }
        let texts = distinct.iter().any(Value::is_string);
        let other = text(schema, "type").is_some_and(|name| name != "string");
        if distinct.is_empty() || (texts && other) {
            pass.lost(&place, format!("`enum: {}`", short(given)));
            schema.shift_remove("enum");
            // Names and descriptions belong to the values.
            schema.retain(|key, _| !key.starts_with("x-enum"));
        } else if distinct.len() < values.len() {
            pass.changed(&place, "each value once");
            schema.retain(|key, _| key != "x-enum-varnames");
            schema.insert("enum".to_owned(), Value::Array(distinct));
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::{fail_schemas, run_schemas};

    #[test]
    fn an_enum_lists_values_of_its_type_once() {
        for (given, want) in [
            (
                json!({"enum": ["a", "b", "a"]}),
                json!({"enum": ["a", "b"]}),
            ),
            (json!({"enum": []}), json!({})),
            (
                json!({"type": "boolean", "enum": ["true"]}),
                json!({"type": "boolean"}),
            ),
            (
                json!({"type": "integer", "enum": [1]}),
                json!({"type": "integer", "enum": [1]}),
            ),
        ] {
            assert_eq!(run_schemas(enums, json!({"A": given})).value["A"], want);
        }
        let error = fail_schemas(enums, json!({"A": {"enum": {}}}));
        assert!(
            error.starts_with("api.yaml#/components/schemas/A/enum: "),
            "{error}"
        );
    }
}
