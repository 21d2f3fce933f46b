//! Visiting every object of a document, with its place and its kind.

use serde_json::{Map, Value};

use crate::structure::{Kind, Shape};
use crate::{Error, Pointer};

/// What a field of an object holds, if it has structure.
///
/// Extensions (`x-…`) are not looked into, nor are the siblings of a reference that stands in
/// place of an object.
fn shape(kind: Kind, reference: bool, key: &str) -> Option<Shape> {
    if reference {
        return None;
    }
    if let Some(entry) = kind.entries() {
        return (!key.starts_with("x-")).then_some(Shape::One(entry));
    }
    let found = kind.fields().iter().find(|(name, _)| *name == key);
    found.map(|(_, shape)| *shape)
}

/// Whether an object is a reference in place of what its kind says.
fn is_reference(kind: Kind, map: &Map<String, Value>) -> bool {
    kind.referable() && map.contains_key("$ref")
}

/// Visits every object from the document down, a parent before its children.
pub(crate) fn walk<'v>(root: &'v Value, visit: &mut dyn FnMut(&Pointer, Kind, &'v Value)) {
    walk_from(root, Kind::OpenApi, &mut Pointer::root(), visit);
}

/// Visits every object from one of a given kind down, a parent before its children.
pub(crate) fn walk_from<'v>(
    value: &'v Value,
    kind: Kind,
    pointer: &mut Pointer,
    visit: &mut dyn FnMut(&Pointer, Kind, &'v Value),
) {
    visit(pointer, kind, value);
    let Value::Object(map) = value else { return };
    let reference = is_reference(kind, map);
    for (key, field) in map {
        let Some(shape) = shape(kind, reference, key) else {
            continue;
        };
        pointer.push_key(key);
        match (shape, field) {
            (Shape::One(kind), field) => walk_from(field, kind, pointer, visit),
            (Shape::Map(kind), Value::Object(entries)) => {
                for (name, entry) in entries {
                    pointer.push_key(name);
                    walk_from(entry, kind, pointer, visit);
                    pointer.pop();
                }
            }
            (Shape::List(kind), Value::Array(entries)) => {
                for (index, entry) in entries.iter().enumerate() {
                    pointer.push(index);
                    walk_from(entry, kind, pointer, visit);
                    pointer.pop();
                }
            }
            _ => {}
        }
        pointer.pop();
    }
}

/// Visits every object from the document down to change it, children before their parent.
pub(crate) fn walk_mut(
    root: &mut Value,
    visit: &mut dyn FnMut(&Pointer, Kind, &mut Value) -> Result<(), Error>,
) -> Result<(), Error> {
    walk_mut_from(root, Kind::OpenApi, &mut Pointer::root(), visit)
}

/// Visits every object from one of a given kind down to change it, children before their parent.
pub(crate) fn walk_mut_from(
    value: &mut Value,
    kind: Kind,
    pointer: &mut Pointer,
    visit: &mut dyn FnMut(&Pointer, Kind, &mut Value) -> Result<(), Error>,
) -> Result<(), Error> {
    if let Value::Object(map) = value {
        let reference = is_reference(kind, map);
        for (key, field) in map {
            let Some(shape) = shape(kind, reference, key) else {
                continue;
            };
            pointer.push_key(key);
            match (shape, field) {
                (Shape::One(kind), field) => walk_mut_from(field, kind, pointer, visit)?,
                (Shape::Map(kind), Value::Object(entries)) => {
                    for (name, entry) in entries {
                        pointer.push_key(name);
                        walk_mut_from(entry, kind, pointer, visit)?;
                        pointer.pop();
                    }
                }
                (Shape::List(kind), Value::Array(entries)) => {
                    for (index, entry) in entries.iter_mut().enumerate() {
                        pointer.push(index);
                        walk_mut_from(entry, kind, pointer, visit)?;
                        pointer.pop();
                    }
                }
                _ => {}
            }
            pointer.pop();
        }
    }
    visit(pointer, kind, value)
}

/// Visits every schema that is an object to change it, inner ones first.
pub(crate) fn schemas_mut(
    root: &mut Value,
    mut visit: impl FnMut(&Pointer, &mut Map<String, Value>) -> Result<(), Error>,
) -> Result<(), Error> {
    walk_mut(root, &mut |pointer, kind, value| match (kind, value) {
        (Kind::Schema, Value::Object(schema)) => visit(pointer, schema),
        _ => Ok(()),
    })
}

/// Visits every object of one kind to change it, inner ones first.
pub(crate) fn objects_mut(
    root: &mut Value,
    wanted: Kind,
    mut visit: impl FnMut(&Pointer, &mut Map<String, Value>) -> Result<(), Error>,
) -> Result<(), Error> {
    walk_mut(root, &mut |pointer, kind, value| match value {
        Value::Object(object) if kind == wanted => visit(pointer, object),
        _ => Ok(()),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        json!({
            "openapi": "3.1.0",
            "paths": {
                "x-note": {"get": {"operationId": "no"}},
                "/a": {"get": {
                    "parameters": [{"$ref": "#/components/parameters/P", "schema": {"type": "no"}}],
                    "responses": {"200": {"content": {"application/json": {"schema": {
                        "properties": {"items": {"type": "string"}, "x-y": true},
                        "x-schema": {"type": "no"}
                    }}}}}
                }}
            }
        })
    }

    #[test]
    fn every_schema_is_visited_names_are_no_keywords() {
        let document = document();
        let mut seen = Vec::new();
        walk(&document, &mut |pointer, kind, _| {
            if kind == Kind::Schema {
                seen.push(pointer.to_string());
            }
        });
        let body = "#/paths/~1a/get/responses/200/content/application~1json/schema";
        assert_eq!(
            seen,
            [
                body.to_owned(),
                format!("{body}/properties/items"),
                format!("{body}/properties/x-y")
            ]
        );
    }

    #[test]
    fn changing_goes_from_the_inside_out() {
        let mut document = document();
        let mut seen = Vec::new();
        walk_mut(&mut document, &mut |pointer, kind, value| {
            if kind == Kind::Schema {
                seen.push(pointer.tokens().last().cloned().unwrap_or_default());
                *value = json!(true);
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, ["items", "x-y", "schema"]);
        let left = "#/paths/~1a/get/parameters/0/schema"
            .parse::<Pointer>()
            .unwrap();
        assert_eq!(left.get(&document), Some(&json!({"type": "no"})));
    }
}
