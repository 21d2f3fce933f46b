//! Keywords beside a `$ref`.

use serde_json::{Value, json};

use crate::lower::pass::{Object, Pass};
use crate::lower::schema::is_annotation;
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Writes a `$ref` with siblings, which 3.0 ignores, as an `allOf` with the siblings around it;
/// moves what a part of an `allOf` only says of a value, and does not restrict, around it too.
pub(crate) fn reference_siblings(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        annotating_parts(schema, pointer, pass);
        if schema.len() < 2 {
            return Ok(());
        }
        let Some(reference) = schema.shift_remove("$ref") else {
            return Ok(());
        };
        let part = json!({ "$ref": reference });
        match schema.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.insert(0, part),
            _ => {
                schema.insert("allOf".to_owned(), json!([part]));
            }
        }
        pass.changed(
            pointer,
            format!("`$ref: {}` keeps its siblings in an `allOf`", reference),
        );
        Ok(())
    })
}

/// A description as a part by itself would make a type of its own of a reference.
fn annotating_parts(schema: &mut Object, pointer: &Pointer, pass: &mut Pass<'_>) {
    let only_annotates = |part: &Value| {
        let part = part.as_object();
        part.is_some_and(|part| part.keys().all(|keyword| is_annotation(keyword)))
    };
    let Some(Value::Array(parts)) = schema.get_mut("allOf") else {
        return;
    };
    if parts.len() < 2 || !parts.iter().any(only_annotates) {
        return;
    }
    let (annotations, kept): (Vec<Value>, Vec<Value>) =
        std::mem::take(parts).into_iter().partition(only_annotates);
    if kept.is_empty() {
        schema.shift_remove("allOf");
    } else {
        *parts = kept;
    }
    for part in annotations.into_iter().filter_map(|part| match part {
        Value::Object(part) => Some(part),
        _ => None,
    }) {
        for (keyword, value) in part {
            schema.entry(keyword).or_insert(value);
        }
    }
    pass.changed(
        pointer,
        "what parts of the `allOf` say of it stands around it",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn siblings_are_kept() {
        let outcome = run_schemas(
            reference_siblings,
            json!({"A": {"properties": {
                "a": {"$ref": "#/components/schemas/B"},
                "b": {"$ref": "#/components/schemas/B", "description": "d"},
                "c": {"$ref": "#/components/schemas/B", "allOf": [{"required": ["x"]}]},
                "$ref": {"type": "string", "description": "a property of that name"}
            }}}),
        );
        assert_eq!(
            outcome.value["A"]["properties"],
            json!({
                "a": {"$ref": "#/components/schemas/B"},
                "b": {"allOf": [{"$ref": "#/components/schemas/B"}], "description": "d"},
                "c": {"allOf": [{"$ref": "#/components/schemas/B"}, {"required": ["x"]}]},
                "$ref": {"type": "string", "description": "a property of that name"}
            })
        );
        assert_eq!(outcome.changed.len(), 2);
    }
}
