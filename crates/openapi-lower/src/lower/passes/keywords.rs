//! The first look: every keyword is known, and is one that can be lowered.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::structure::{Kind, REFERENCE};
use crate::walk::walk;

/// Keywords of a schema that no pass lowers, and why.
const REFUSED: &[(&str, &str)] = &[
    ("if", CONDITION),
    ("then", CONDITION),
    ("else", CONDITION),
    ("dependentSchemas", CONDITION),
    (
        "$dynamicRef",
        "a reference that depends on where it is followed from has no type",
    ),
    (
        "prefixItems",
        "an array whose entries differ by place has no form in 3.0",
    ),
    (
        "unevaluatedItems",
        "an array whose entries differ by place has no form in 3.0",
    ),
    (
        "unevaluatedProperties",
        "a schema for the properties that no part knows has no form in 3.0",
    ),
];

const CONDITION: &str = "a condition has no form in 3.0: write the cases as a union";

/// Refuses keywords that OpenAPI does not know, and those that cannot be lowered, where they
/// stand in the document as it was given.
pub(crate) fn keywords(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let mut failed = None;
    walk(document, &mut |pointer, kind, value| {
        let Value::Object(object) = value else { return };
        if failed.is_some() || kind.entries().is_some() {
            return;
        }
        failed = object.iter().find_map(|(key, value)| {
            let why = why_not(kind, object, key, value)?;
            Some(pass.unsupported(pointer, key, why))
        });
    });
    failed.map_or(Ok(()), Err)
}

fn why_not(kind: Kind, object: &Object, key: &str, value: &Value) -> Option<&'static str> {
    if key.starts_with("x-") {
        return None;
    }
    let fields = if kind.referable() && object.contains_key("$ref") {
        REFERENCE
    } else {
        kind.fields()
    };
    if !fields.iter().any(|(name, _)| *name == key) {
        return Some("it is not a keyword of OpenAPI here");
    }
    if kind != Kind::Schema || (key == "unevaluatedProperties" && value.is_boolean()) {
        return None;
    }
    REFUSED
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, why)| *why)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{fail_schemas, run_schemas, run_with};

    #[test]
    fn what_cannot_be_lowered_is_refused_by_name() {
        for (keyword, _) in REFUSED {
            let error = fail_schemas(
                keywords,
                json!({"A": {"properties": {"a": {*keyword: {}}}}}),
            );
            let start = format!("api.yaml#/components/schemas/A/properties/a: `{keyword}`: ");
            assert!(error.starts_with(&start), "{error}");
        }
    }

    #[test]
    fn what_is_unknown_is_refused_wherever_it_is() {
        for (document, start) in [
            (
                json!({"pahts": {}}),
                "api.yaml#: `pahts`: it is not a keyword",
            ),
            (
                json!({"paths": {"/a": {"get": {"sumary": ""}}}}),
                "api.yaml#/paths/~1a/get: `sumary`",
            ),
            (
                json!({"components": {"schemas": {"A": {"items": {"typ": 1}}}}}),
                "api.yaml#/components/schemas/A/items: `typ`",
            ),
            (
                json!({"components": {"responses": {"A": {"$ref": "#", "content": {}}}}}),
                "api.yaml#/components/responses/A: `content`",
            ),
        ] {
            let error = run_with(keywords, document, &LowerOptions::default());
            assert!(
                error.is_err_and(|error| error.starts_with(start)),
                "{start}"
            );
        }
    }

    #[test]
    fn the_rest_passes() {
        let schemas = json!({"A": {"unevaluatedProperties": false, "x-if": {}, "properties": {"if": {"$defs": {}}},
                                   "patternProperties": {"else": true}, "contentEncoding": "base64"}});
        assert_eq!(run_schemas(keywords, schemas.clone()).value, schemas);
    }
}
