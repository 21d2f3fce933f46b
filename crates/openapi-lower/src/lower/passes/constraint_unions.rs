//! Unions that restrict an object without giving it a form.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::is_annotation;
use crate::walk::schemas_mut;

/// Drops `oneOf`, `anyOf` and `allOf` whose branches say only which properties are required:
/// which combination is sent is for the client's own validation, the type is the same.
pub(crate) fn constraint_unions(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(branches)) = schema.get(keyword) else {
                continue;
            };
            if branches.is_empty() || !branches.iter().all(is_constraint) {
                continue;
            }
            let said: Vec<String> = branches.iter().map(ToString::to_string).collect();
            pass.lost(
                &pointer.child(keyword),
                format!(
                    "the rule that {} of {} fits",
                    quantity(keyword),
                    said.join(", ")
                ),
            );
            schema.shift_remove(keyword);
        }
        Ok(())
    })
}

fn quantity(keyword: &str) -> &'static str {
    if keyword == "oneOf" {
        "exactly one"
    } else {
        "at least one"
    }
}

/// Whether a branch says only which properties must or must not be there.
fn is_constraint(branch: &Value) -> bool {
    let Value::Object(branch) = branch else {
        return false;
    };
    let presence = |object: &Object| object.contains_key("required") || object.contains_key("not");
    presence(branch)
        && branch
            .iter()
            .all(|(keyword, value)| match keyword.as_str() {
                "required" => true,
                "type" => value == "object",
                "not" => is_constraint(value),
                keyword => is_annotation(keyword),
            })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn presence_rules_are_lost_and_said_so() {
        let outcome = run_schemas(
            constraint_unions,
            json!({"A": {
                "type": "object",
                "properties": {"card": {}, "cash": {}},
                "oneOf": [{"required": ["card"]}, {"required": ["cash"], "not": {"required": ["card"]}}]
            }}),
        );
        assert_eq!(
            outcome.value["A"],
            json!({"type": "object", "properties": {"card": {}, "cash": {}}})
        );
        assert_eq!(
            outcome.lost,
            [
                "#/components/schemas/A/oneOf: the rule that exactly one of {\"required\":[\"card\"]}, \
              {\"required\":[\"cash\"],\"not\":{\"required\":[\"card\"]}} fits"
            ]
        );
    }

    #[test]
    fn what_gives_form_stays() {
        let schemas = json!({
            "A": {"oneOf": [{"required": ["a"], "properties": {"a": {}}}, {"required": ["b"]}]},
            "B": {"anyOf": []},
            "C": {"anyOf": [{"type": "object"}]}
        });
        assert_eq!(
            run_schemas(constraint_unions, schemas.clone()).value,
            schemas
        );
    }
}
