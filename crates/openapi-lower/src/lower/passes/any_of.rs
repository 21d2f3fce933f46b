//! `anyOf`.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::Pass;
use crate::walk::schemas_mut;

/// Writes `anyOf` as `oneOf`: the generator makes an enum of that, the first branch that fits,
/// and would make one struct of optional halves of the other.
pub(crate) fn any_of(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if !schema.contains_key("anyOf") {
            return Ok(());
        }
        if schema.contains_key("oneOf") {
            schema.shift_remove("anyOf");
            pass.lost(&pointer.child("anyOf"), "`anyOf` beside `oneOf`");
            return Ok(());
        }
        let Some(branches) = schema.shift_remove("anyOf") else {
            return Ok(());
        };
        schema.insert("oneOf".to_owned(), branches);
        pass.changed(pointer, "`anyOf` is read as the first branch that fits");
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn any_is_the_first() {
        let outcome = run_schemas(
            any_of,
            json!({"A": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}),
        );
        assert_eq!(
            outcome.value["A"],
            json!({"oneOf": [{"type": "string"}, {"type": "integer"}]})
        );
        assert_eq!(outcome.changed.len(), 1);
    }

    #[test]
    fn of_both_at_once_the_second_is_lost() {
        let outcome = run_schemas(any_of, json!({"A": {"anyOf": [{}], "oneOf": [{}]}}));
        assert_eq!(outcome.value["A"], json!({"oneOf": [{}]}));
        assert_eq!(outcome.lost.len(), 1);
    }
}
