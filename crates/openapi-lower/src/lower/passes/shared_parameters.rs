//! Parameters that repeat the schema of a component.

use std::collections::HashMap;

use serde_json::Value;

use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{bare, is_type, reference_to, schemas, text};
use crate::structure::Kind;
use crate::walk::objects_mut;

/// Refers a parameter to the component schema that its own schema repeats, so that one type
/// serves them all.
///
/// Only strings with a pattern are compared: those are recognisable. Where several components
/// say the same, none is chosen.
pub(crate) fn shared_parameters(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let mut named: HashMap<String, Option<String>> = HashMap::new();
    for (name, schema) in schemas(document).into_iter().flatten() {
        if let Some(key) = schema.as_object().and_then(pattern_key) {
            named
                .entry(key)
                .and_modify(|one| *one = None)
                .or_insert_with(|| Some(name.clone()));
        }
    }
    objects_mut(document, Kind::Parameter, |pointer, parameter| {
        let Some(Value::Object(schema)) = parameter.get("schema") else {
            return Ok(());
        };
        let Some(Some(name)) = pattern_key(schema).and_then(|key| named.get(&key)) else {
            return Ok(());
        };
        let description = text(schema, "description").map(ToOwned::to_owned);
        if let Some(description) = description
            && !parameter.contains_key("description")
        {
            parameter.insert("description".to_owned(), Value::String(description));
        }
        parameter.insert("schema".to_owned(), reference_to(name));
        pass.changed(
            &pointer.child("schema"),
            format!("the same as `{name}`, so a reference to it"),
        );
        Ok(())
    })
}

/// What makes a string with a pattern the same as another.
fn pattern_key(schema: &Object) -> Option<String> {
    if !is_type(schema, "string") || !schema.contains_key("pattern") {
        return None;
    }
    let mut keywords: Vec<(String, String)> = bare(schema)
        .into_iter()
        .map(|(keyword, value)| (keyword, value.to_string()))
        .collect();
    keywords.sort();
    Some(format!("{keywords:?}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::run;

    #[test]
    fn the_same_pattern_is_the_same_type() {
        let outcome = run(
            shared_parameters,
            json!({
                "paths": {"/a/{id}": {"parameters": [
                    {"name": "id", "in": "path", "required": true,
                     "schema": {"pattern": "^a+$", "type": "string", "description": "an id", "examples": ["a"]}},
                    {"name": "b", "in": "query", "schema": {"type": "string", "pattern": "^b+$"}},
                    {"name": "c", "in": "query", "schema": {"type": "string"}},
                    {"name": "d", "in": "query", "schema": {"type": "string", "pattern": "^d$"}}
                ]}},
                "components": {"schemas": {
                    "A": {"type": "string", "pattern": "^a+$", "description": "another"},
                    "C": {"type": "string"},
                    "D": {"type": "string", "pattern": "^d$"},
                    "E": {"type": "string", "pattern": "^d$"}
                }}
            }),
        );
        assert_eq!(
            outcome.value["paths"]["/a/{id}"]["parameters"],
            json!([
                {"name": "id", "in": "path", "required": true, "description": "an id",
                 "schema": {"$ref": "#/components/schemas/A"}},
                {"name": "b", "in": "query", "schema": {"type": "string", "pattern": "^b+$"}},
                {"name": "c", "in": "query", "schema": {"type": "string"}},
                {"name": "d", "in": "query", "schema": {"type": "string", "pattern": "^d$"}}
            ])
        );
        assert_eq!(
            outcome.changed,
            ["#/paths/~1a~1{id}/parameters/0/schema: the same as `A`, so a reference to it"]
        );
    }
}
