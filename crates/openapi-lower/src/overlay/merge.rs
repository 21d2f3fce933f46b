//! Merging an update into a target.

use serde_json::{Map, Value};

use crate::Pointer;

/// Merges `update` into `target` and says whether that changed anything.
///
/// Objects are merged key by key, arrays are concatenated, a primitive replaces a primitive. An
/// object or array never replaces or is replaced by anything else: that is an error, given
/// with the place below the target.
pub(super) fn merge_object(
    target: &mut Map<String, Value>,
    update: &Map<String, Value>,
    below: &mut Pointer,
) -> Result<bool, (Pointer, String)> {
    let mut changed = false;
    for (key, new) in update {
        below.push(key);
        changed |= match target.get_mut(key) {
            None => {
                target.insert(key.clone(), new.clone());
                true
            }
            Some(old) => merge_value(old, new, below)?,
        };
        below.pop();
    }
    Ok(changed)
}

fn merge_value(
    old: &mut Value,
    new: &Value,
    below: &mut Pointer,
) -> Result<bool, (Pointer, String)> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => merge_object(old, new, below),
        (Value::Array(old), Value::Array(new)) => {
            old.extend(new.iter().cloned());
            Ok(!new.is_empty())
        }
        (old, new) if is_primitive(old) && is_primitive(new) => {
            let changed = old != new;
            *old = new.clone();
            Ok(changed)
        }
        (old, new) => Err((
            below.clone(),
            format!(
                "{} cannot be merged into {}: remove it in an action of its own first",
                form(new),
                form(old)
            ),
        )),
    }
}

const fn is_primitive(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}

/// What a value is, in words.
pub(super) const fn form(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        _ => "a primitive value",
    }
}
