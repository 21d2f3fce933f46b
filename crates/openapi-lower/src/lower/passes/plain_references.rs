//! References that are annotated with nothing.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::Pass;
use crate::walk::schemas_mut;

/// Writes an `allOf` of one reference, with nothing beside it, as the reference.
pub(crate) fn plain_references(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if schema.len() != 1 {
            return Ok(());
        }
        let reference = match schema
            .get("allOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            Some([Value::Object(part)]) if part.len() == 1 => part.get("$ref").cloned(),
            _ => None,
        };
        if let Some(reference) = reference {
            schema.clear();
            schema.insert("$ref".to_owned(), reference);
            pass.changed(pointer, "`allOf` of one reference is that reference");
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn a_bare_wrapper_goes() {
        let reference = json!({"$ref": "#/components/schemas/B"});
        let outcome = run_schemas(
            plain_references,
            json!({"A": {"allOf": [reference]}, "B": {"allOf": [reference], "description": "d"},
                   "C": {"allOf": [{"type": "string"}]}}),
        );
        assert_eq!(
            outcome.value,
            json!({"A": reference, "B": {"allOf": [reference], "description": "d"},
                   "C": {"allOf": [{"type": "string"}]}})
        );
        assert_eq!(outcome.changed.len(), 1);
    }
}
