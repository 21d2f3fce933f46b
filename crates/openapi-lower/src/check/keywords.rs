//! Keywords: each object holds what its kind allows, in the form it allows.

use serde_json::{Map, Value};

use super::Findings;
use crate::structure::{Kind, REFERENCE, Shape};
use crate::walk::walk;
use crate::{Document, Pointer};

pub(super) fn check<'d>(found: &mut Findings<'d>) {
    let document: &'d Document = found.document;
    let root = &document.value;
    let version = root.get("openapi").and_then(Value::as_str);
    match version {
        Some(version) if version.starts_with("3.1.") || version.starts_with("3.0.") => {}
        Some(version) => found.add(
            &Pointer::root().child("openapi"),
            format!("version `{version}` is not read, only 3.1 and 3.0 are"),
        ),
        None => found.add(
            &Pointer::root(),
            "`openapi` is missing: it must be a text such as `3.1.0`",
        ),
    }
    let is_3_1 = version.is_some_and(|version| version.starts_with("3.1."));
    walk(root, &mut |pointer, kind, value| match value {
        Value::Object(object) => {
            if kind.referable() && object.contains_key("$ref") {
                unknown(found, pointer, kind, object, &|key| {
                    REFERENCE.iter().any(|(name, _)| *name == key)
                });
                return;
            }
            shapes(found, pointer, kind, object);
            if kind == Kind::Schema && is_3_1 && object.contains_key("nullable") {
                found.add(
                    &pointer.child("nullable"),
                    "`nullable` is of OpenAPI 3.0: in 3.1 add \"null\" to `type`",
                );
            }
        }
        Value::Bool(_) if kind == Kind::Schema => {}
        other => found.add(
            pointer,
            format!("{} must be an object, not {}", kind.name(), form(other)),
        ),
    });
}

/// Reports keys that the kind does not have, and fields that are not of their shape.
fn shapes(found: &mut Findings<'_>, pointer: &Pointer, kind: Kind, object: &Map<String, Value>) {
    if kind.entries().is_some() {
        return;
    }
    unknown(found, pointer, kind, object, &|key| {
        kind.fields().iter().any(|(name, _)| *name == key)
    });
    for (key, shape) in kind.fields() {
        let Some(field) = object.get(*key) else {
            continue;
        };
        let fits = match shape {
            Shape::Plain | Shape::One(_) => true,
            Shape::Map(_) => field.is_object(),
            Shape::List(_) => field.is_array(),
        };
        if !fits {
            let wanted = if matches!(shape, Shape::Map(_)) {
                "an object"
            } else {
                "an array"
            };
            found.add(
                &pointer.child(key),
                format!("`{key}` must be {wanted}, not {}", form(field)),
            );
        }
    }
}

fn unknown(
    found: &mut Findings<'_>,
    pointer: &Pointer,
    kind: Kind,
    object: &Map<String, Value>,
    known: &dyn Fn(&str) -> bool,
) {
    for key in object.keys() {
        if !key.starts_with("x-") && !known(key) {
            found.add(
                &pointer.child(key),
                format!("`{key}` is not a keyword of {}", kind.name()),
            );
        }
    }
}

/// What a value is, in words.
fn form(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
