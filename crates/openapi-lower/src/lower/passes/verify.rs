//! The last look: nothing is left that 3.0.3 does not know.

use std::collections::HashMap;

use serde_json::Value;

use super::type_lists::TYPES;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::schemas;
use crate::names::rust_type_name;
use crate::structure::{Kind, REFERENCE};
use crate::walk::walk;
use crate::{Error, Pointer};

/// Keywords of a schema that 3.1 has and 3.0 has not.
const ONLY_3_1: &[&str] = &[
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$vocabulary",
    "$comment",
    "$defs",
    "definitions",
    "const",
    "examples",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "maxContains",
    "minContains",
    "contains",
    "prefixItems",
    "unevaluatedItems",
    "dependentRequired",
    "patternProperties",
    "unevaluatedProperties",
    "propertyNames",
    "dependentSchemas",
    "if",
    "then",
    "else",
];

/// Refuses every keyword that is not of 3.0.3, and schemas whose names would be one name in
/// Rust.
pub(crate) fn verify(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let mut failed = None;
    walk(document, &mut |pointer, kind, value| {
        if failed.is_none() {
            failed = problem(pointer, kind, value, pass);
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let mut names: HashMap<String, &String> = HashMap::new();
    for name in schemas(document)
        .into_iter()
        .flat_map(|schemas| schemas.keys())
    {
        if let Some(first) = names.insert(rust_type_name(name), name) {
            return Err(Error::NameCollision {
                at: pass.at(&Pointer::schema(name)),
                what: format!(
                    "in Rust it has the name of `{first}`: `{}`",
                    rust_type_name(name)
                ),
            });
        }
    }
    Ok(())
}

fn problem(pointer: &Pointer, kind: Kind, value: &Value, pass: &Pass<'_>) -> Option<Error> {
    let Value::Object(object) = value else {
        let boolean = value.is_boolean() && kind == Kind::Schema;
        return (!boolean)
            .then(|| pass.malformed(pointer, format!("{} must be an object", kind.name())));
    };
    if kind.entries().is_some() {
        return None;
    }
    let unknown = object
        .keys()
        .find(|key| !key.starts_with("x-") && !is_known(kind, object, key));
    if let Some(key) = unknown {
        let why = if kind == Kind::Schema && ONLY_3_1.contains(&key.as_str()) {
            "it cannot be lowered to 3.0.3: rewrite the schema without it, in an overlay or upstream"
        } else {
            "it is not a keyword of OpenAPI here"
        };
        return Some(pass.unsupported(pointer, key, why));
    }
    let name = object.get("type").filter(|_| kind == Kind::Schema)?;
    let known = name.as_str().is_some_and(|name| TYPES.contains(&name));
    (!known).then(|| {
        let what = format!("`type: {name}`: a type is one of {}", TYPES.join(", "));
        pass.malformed(&pointer.child("type"), what)
    })
}

fn is_known(kind: Kind, object: &Object, key: &str) -> bool {
    let fields = if kind.referable() && object.contains_key("$ref") {
        REFERENCE
    } else {
        kind.fields()
    };
    fields.iter().any(|(name, _)| *name == key)
        && !(kind == Kind::Schema && ONLY_3_1.contains(&key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{fail_schemas, run_schemas, run_with};

    #[test]
    fn what_3_0_has_passes() {
        let schemas = json!({"A": {"type": "object", "nullable": true, "x-a": {"if": {}}, "properties": {
            "if": {"$ref": "#/components/schemas/A"}}, "additionalProperties": false}});
        assert_eq!(run_schemas(verify, schemas.clone()).value, schemas);
    }

    #[test]
    fn what_is_left_of_3_1_is_refused_by_name() {
        for keyword in ONLY_3_1.iter().chain(&["nonsense"]) {
            let error = fail_schemas(verify, json!({"A": {"items": {*keyword: {}}}}));
            let start = format!("api.yaml#/components/schemas/A/items: `{keyword}`: ");
            assert!(error.starts_with(&start), "{error}");
        }
    }

    #[test]
    fn unknown_keywords_of_other_objects_are_refused() {
        for (document, start) in [
            (
                json!({"paths": {"/a": {"get": {"nope": 1}}}}),
                "api.yaml#/paths/~1a/get: `nope`",
            ),
            (
                json!({"components": {"schemas": {"A": 5}}}),
                "api.yaml#/components/schemas/A: a schema must",
            ),
            (
                json!({"components": {"schemas": {"A": {"type": ["string"]}}}}),
                "api.yaml#/components/schemas/A/type: ",
            ),
            (
                json!({"components": {"schemas": {"A": {"type": "file"}}}}),
                "api.yaml#/components/schemas/A/type: `type: \"file\"`: a type is one of string, ",
            ),
        ] {
            let error = run_with(verify, document, &LowerOptions::default());
            assert!(
                error.is_err_and(|error| error.starts_with(start)),
                "{start}"
            );
        }
    }

    #[test]
    fn one_name_for_two_is_refused() {
        let error = fail_schemas(verify, json!({"foo_bar": {}, "FooBar": {}}));
        assert_eq!(
            error,
            "api.yaml#/components/schemas/FooBar: in Rust it has the name of `foo_bar`: `FooBar`"
        );
    }
}
