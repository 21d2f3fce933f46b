//! Properties of `PATCH` bodies.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::document::{resolve, schema_name};
use crate::lower::pass::Pass;
use crate::lower::schema::{follow, is_nullable, schemas_of_mut};
use crate::structure::Kind;
use crate::walk::walk;
use crate::{Error, Pointer};

/// The mark of a property in which absent and null differ.
pub(crate) const MARK: &str = "x-patch";

/// Marks with `x-patch: true` the optional nullable properties of the schemas that only `PATCH`
/// bodies use: leaving one out keeps what is there, null clears it.
pub(crate) fn patch_fields(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    if !pass.options.mark_patch_fields {
        return Ok(());
    }
    let root = document.clone();
    let (patched, others) = uses(&root);
    let Some(schemas) = schemas_of_mut(document) else {
        return Ok(());
    };
    for (name, schema) in schemas {
        if !patched.contains(name) || others.contains(name) {
            continue;
        }
        let required: HashSet<String> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(ToOwned::to_owned))
            .collect();
        let Some(Value::Object(properties)) = schema.get_mut("properties") else {
            continue;
        };
        for (property, inner) in properties {
            let Value::Object(inner) = inner else {
                continue;
            };
            let nullable = is_nullable(inner) || follow(&root, inner).is_some_and(is_nullable);
            if required.contains(property) || !nullable || inner.contains_key(MARK) {
                continue;
            }
            if let Some(reference) = inner.shift_remove("$ref") {
                inner.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
            }
            inner.insert(MARK.to_owned(), json!(true));
            pass.changed(
                &Pointer::schema(name).child("properties").child(property),
                "absent, null and a value are three things",
            );
        }
    }
    Ok(())
}

/// The schemas that `PATCH` bodies lead to, and those that anything else does.
fn uses(root: &Value) -> (HashSet<String>, HashSet<String>) {
    let mut patched = HashSet::new();
    let mut others = HashSet::new();
    walk(root, &mut |pointer, kind, value| {
        if kind != Kind::Operation {
            return;
        }
        let is_patch = pointer
            .tokens()
            .last()
            .is_some_and(|method| method == "patch");
        for (key, found) in [
            ("requestBody", is_patch),
            ("parameters", false),
            ("responses", false),
        ] {
            let Some(part) = value.get(key) else { continue };
            follow_all(root, part, if found { &mut patched } else { &mut others });
        }
    });
    (patched, others)
}

/// Everything that a part of an operation leads to by reference.
fn follow_all<'v>(root: &'v Value, part: &'v Value, found: &mut HashSet<String>) {
    let mut seen: HashSet<&'v str> = HashSet::new();
    let mut open = vec![part];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if let Some(reference) = object.get("$ref").and_then(Value::as_str)
                    && seen.insert(reference)
                {
                    found.extend(schema_name(reference));
                    open.extend(resolve(root, reference).ok());
                }
                open.extend(object.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run;

    #[test]
    fn only_patch_bodies_are_marked() {
        let body = |name: &str| json!({"content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}});
        let schema = || {
            json!({"required": ["must"], "properties": {
                "may": {"type": "string", "nullable": true},
                "must": {"type": "string", "nullable": true},
                "never_null": {"type": "string"},
                "nested": {"allOf": [{"$ref": "#/components/schemas/Nested"}], "nullable": true},
                "by_reference": {"$ref": "#/components/schemas/Maybe"}
            }})
        };
        let outcome = run(
            patch_fields,
            json!({
                "paths": {"/a": {
                    "patch": {"requestBody": body("Patch"), "responses": {"200": body("Answer")}},
                    "post": {"requestBody": body("Create")},
                    "put": {"requestBody": body("Both")}
                }, "/b": {"patch": {"requestBody": body("Both")}}},
                "components": {"schemas": {
                    "Patch": schema(), "Create": schema(), "Answer": schema(), "Both": schema(),
                    "Nested": {"properties": {"x": {"nullable": true}}},
                    "Maybe": {"type": "string", "nullable": true}
                }}
            }),
        );
        let schemas = &outcome.value["components"]["schemas"];
        assert_eq!(
            schemas["Patch"]["properties"],
            json!({
                "may": {"type": "string", "nullable": true, "x-patch": true},
                "must": {"type": "string", "nullable": true},
                "never_null": {"type": "string"},
                "nested": {"allOf": [{"$ref": "#/components/schemas/Nested"}], "nullable": true, "x-patch": true},
                "by_reference": {"allOf": [{"$ref": "#/components/schemas/Maybe"}], "x-patch": true}
            })
        );
        for name in ["Create", "Answer", "Both"] {
            assert_eq!(schemas[name], schema());
        }
        assert_eq!(outcome.changed.len(), 3);
    }
}
