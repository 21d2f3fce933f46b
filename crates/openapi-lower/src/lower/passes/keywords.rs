//! The first look: keywords that OpenAPI does not know, and values that it does not allow.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::{Object, Pass, short};
use crate::structure::{Kind, REFERENCE};
use crate::walk::walk_mut;

/// Drops keywords that OpenAPI does not know, which a reader must ignore, and those whose value
/// is of another form than OpenAPI gives it, such as a property that says `required: true`.
/// What [`check`](crate::check()) finds to be a mistake is only reported here.
pub(crate) fn keywords(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    walk_mut(document, &mut |pointer, kind, value| {
        let Value::Object(object) = value else {
            return Ok(());
        };
        if kind.entries().is_some() {
            return Ok(());
        }
        let wrong: Vec<(String, &str)> = object
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), why_not(kind, object, key, value)?)))
            .collect();
        for (key, why) in wrong {
            if let Some(value) = object.shift_remove(&key) {
                let what = format!("`{key}: {}`, {why}", short(&value));
                pass.lost(&pointer.child(&key), what);
            }
        }
        Ok(())
    })
}

fn why_not(kind: Kind, object: &Object, key: &str, value: &Value) -> Option<&'static str> {
    if key.starts_with("x-") {
        return None;
    }
    let reference = kind.referable() && object.contains_key("$ref");
    let fields = if reference { REFERENCE } else { kind.fields() };
    if !fields.iter().any(|(name, _)| *name == key) {
        return Some("which is not a keyword of OpenAPI here");
    }
    let texts = |value: &Value| {
        let list = value.as_array();
        list.is_some_and(|list| list.iter().all(Value::is_string))
    };
    let (fits, why) = match key {
        "title" | "summary" | "description" | "format" | "pattern" => {
            (value.is_string(), "which must be a text")
        }
        "type" if kind == Kind::Schema => (
            value.is_string() || texts(value),
            "which must be the name of a type or a list of them",
        ),
        "required" if kind == Kind::Schema => (texts(value), "which must be a list of names"),
        "nullable" | "deprecated" | "readOnly" | "writeOnly" | "uniqueItems" | "explode"
        | "required" => (value.is_boolean(), "which must be true or false"),
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            (
                value.as_f64().is_some_and(|count| count >= 0.0),
                "which must be a count",
            )
        }
        "minimum" | "maximum" | "multipleOf" => (value.is_number(), "which must be a number"),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" | "parameters"
            if kind == Kind::Schema
                || key == "parameters" && kind != Kind::Link && kind != Kind::Components =>
        {
            (value.is_array(), "which must be a list")
        }
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
        | "content" | "responses" | "discriminator" => {
            (value.is_object(), "which must be an object")
        }
        "items" | "additionalProperties" | "not" => (
            value.is_object() || value.is_boolean(),
            "which must be a schema",
        ),
        _ => return None,
    };
    (!fits).then_some(why)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::{run, run_schemas};

    #[test]
    fn what_is_unknown_is_lost_wherever_it_is() {
        for (document, place) in [
            (json!({"pahts": {}}), "#/pahts: `pahts: {}`"),
            (
                json!({"paths": {"/a": {"get": {"sumary": ""}}}}),
                "#/paths/~1a/get/sumary: `sumary",
            ),
            (
                json!({"components": {"schemas": {"A": {"items": {"typ": 1}}}}}),
                "#/components/schemas/A/items/typ: `typ: 1`",
            ),
            (
                json!({"components": {"responses": {"A": {"$ref": "#", "content": {}}}}}),
                "#/components/responses/A/content: `content",
            ),
        ] {
            let outcome = run(keywords, document);
            assert!(outcome.lost[0].starts_with(place), "{:?}", outcome.lost);
            assert_eq!(outcome.lost.len(), 1);
        }
    }

    #[test]
    fn what_has_another_form_is_lost() {
        let outcome = run_schemas(
            keywords,
            json!({"A": {"required": ["a"], "description": 5, "properties": {
                "a": {"type": "string", "required": true}, "b": {"enum": ["x"], "items": []}}}}),
        );
        assert_eq!(
            outcome.value["A"],
            json!({"required": ["a"], "properties": {"a": {"type": "string"}, "b": {"enum": ["x"]}}})
        );
        assert_eq!(outcome.lost.len(), 3);
    }

    #[test]
    fn the_rest_stays() {
        let schemas = json!({"A": {"unevaluatedProperties": false, "x-if": {}, "properties": {"if": {"$defs": {}}},
                                   "patternProperties": {"else": true}, "contentEncoding": "base64"}});
        assert_eq!(run_schemas(keywords, schemas.clone()).value, schemas);
    }
}
