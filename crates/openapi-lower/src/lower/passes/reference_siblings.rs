//! Keywords beside a `$ref`.

use serde_json::{Value, json};

use crate::Error;
use crate::lower::pass::Pass;
use crate::walk::schemas_mut;

/// Writes a `$ref` with siblings, which 3.0 ignores, as an `allOf` with the siblings around it.
pub(crate) fn reference_siblings(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if schema.len() < 2 {
            return Ok(());
        }
        let Some(reference) = schema.shift_remove("$ref") else {
            return Ok(());
        };
        let part = json!({ "$ref": reference });
        match schema.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.insert(0, part),
            _ => {
                schema.insert("allOf".to_owned(), json!([part]));
            }
        }
        pass.changed(
            pointer,
            format!("`$ref: {}` keeps its siblings in an `allOf`", reference),
        );
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn siblings_are_kept() {
        let outcome = run_schemas(
            reference_siblings,
            json!({"A": {"properties": {
                "a": {"$ref": "#/components/schemas/B"},
                "b": {"$ref": "#/components/schemas/B", "description": "d"},
                "c": {"$ref": "#/components/schemas/B", "allOf": [{"required": ["x"]}]},
                "$ref": {"type": "string", "description": "a property of that name"}
            }}}),
        );
        assert_eq!(
            outcome.value["A"]["properties"],
            json!({
                "a": {"$ref": "#/components/schemas/B"},
                "b": {"allOf": [{"$ref": "#/components/schemas/B"}], "description": "d"},
                "c": {"allOf": [{"$ref": "#/components/schemas/B"}, {"required": ["x"]}]},
                "$ref": {"type": "string", "description": "a property of that name"}
            })
        );
        assert_eq!(outcome.changed.len(), 2);
    }
}
