//! Components that may be null.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::lower::pass::Pass;
use crate::lower::schema::{is_nullable, leads_to, referenced, schemas, schemas_of_mut};
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Moves `nullable` from a component to every reference to it: the component's type then is
/// never null, and each place says for itself whether it may be.
pub(crate) fn nullable_components(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let moved: HashSet<String> = schemas(document)
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| Some((name, schema.as_object()?)))
        .filter(|(name, schema)| {
            // Null alone stays, and what is made of itself is nothing to make sense of.
            is_nullable(schema)
                && schema.get("enum") != Some(&json!([null]))
                && !leads_to(document, schema, |to| to == name.as_str())
        })
        .map(|(name, _)| name.clone())
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    for (name, schema) in schemas_of_mut(document).into_iter().flatten() {
        if let (true, Value::Object(schema)) = (moved.contains(name), schema) {
            schema.shift_remove("nullable");
            pass.changed(
                &Pointer::schema(name),
                "`nullable` is for each reference to say",
            );
        }
    }
    schemas_mut(document, |pointer, schema| {
        // The inside of an annotated reference: what is around it says it.
        let wrapped = matches!(pointer.tokens(), [.., keyword, _] if keyword == "allOf");
        if !wrapped && referenced(schema).is_some_and(|name| moved.contains(&name)) {
            if let Some(reference) = schema.shift_remove("$ref") {
                schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
            }
            schema.insert("nullable".to_owned(), json!(true));
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn references_say_whether_they_may_be_null() {
        let reference = json!({"$ref": "#/components/schemas/Maybe"});
        let outcome = run_schemas(
            nullable_components,
            json!({
                "Maybe": {"type": "string", "nullable": true, "description": "d"},
                "Alias": reference,
                "A": {"properties": {
                    "plain": reference,
                    "annotated": {"allOf": [reference], "description": "e"},
                    "list": {"type": "array", "items": reference},
                    "other": {"$ref": "#/components/schemas/A"}
                }},
                "Null": {"enum": [null], "nullable": true},
                "Circle": {"oneOf": [{"$ref": "#/components/schemas/Round"}], "nullable": true},
                "Round": {"$ref": "#/components/schemas/Circle"}
            }),
        );
        let nullable = json!({"allOf": [reference], "nullable": true});
        assert_eq!(
            outcome.value,
            json!({
                "Maybe": {"type": "string", "description": "d"},
                "Alias": nullable,
                "A": {"properties": {
                    "plain": nullable,
                    "annotated": {"allOf": [reference], "description": "e", "nullable": true},
                    "list": {"type": "array", "items": nullable},
                    "other": {"$ref": "#/components/schemas/A"}
                }},
                "Null": {"enum": [null], "nullable": true},
                "Circle": {"oneOf": [{"$ref": "#/components/schemas/Round"}], "nullable": true},
                "Round": {"$ref": "#/components/schemas/Circle"}
            })
        );
        assert_eq!(outcome.changed.len(), 1);
    }
}
