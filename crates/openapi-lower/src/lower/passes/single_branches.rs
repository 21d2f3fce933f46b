//! Unions of one branch.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::Pass;
use crate::lower::schema::absorb;
use crate::lower::tagged::MARK;
use crate::walk::schemas_mut;

/// Puts the branch of a union of one in the union's place; a tagged union of one stays, since
/// its tag says that there may be others.
pub(crate) fn single_branches(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if schema.contains_key(MARK) {
            return Ok(());
        }
        for keyword in ["oneOf", "anyOf"] {
            let only = match schema
                .get(keyword)
                .and_then(Value::as_array)
                .map(Vec::as_slice)
            {
                Some([Value::Object(only)]) => only.clone(),
                _ => continue,
            };
            if absorb(schema, keyword, &only) {
                pass.changed(pointer, format!("`{keyword}` of one is that one"));
            }
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
    fn one_branch_is_that_branch() {
        let outcome = run_schemas(
            single_branches,
            json!({
                "A": {"oneOf": [{"$ref": "#/components/schemas/B"}], "default": "x"},
                "B": {"anyOf": [{"oneOf": [{"type": "string", "description": "d"}]}]},
                "C": {"oneOf": [{"$ref": "#/components/schemas/B"}], "x-tagged-union": {}}
            }),
        );
        assert_eq!(
            outcome.value,
            json!({
                "A": {"default": "x", "allOf": [{"$ref": "#/components/schemas/B"}]},
                "B": {"type": "string", "description": "d"},
                "C": {"oneOf": [{"$ref": "#/components/schemas/B"}], "x-tagged-union": {}}
            })
        );
        assert_eq!(outcome.changed.len(), 3);
    }

    #[test]
    fn a_union_that_restricts_more_stays() {
        let schemas = json!({"A": {"type": "object", "oneOf": [{"properties": {"a": {}}}]}, "B": {"oneOf": [{}, {}]}});
        assert_eq!(run_schemas(single_branches, schemas.clone()).value, schemas);
    }
}
