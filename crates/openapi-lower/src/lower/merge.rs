//! Merging two schemas into one that both allow.

use serde_json::{Value, json};

use super::pass::short;
use super::pass::{Object, Pass};
use super::schema::{bare, is_annotation, is_nullable, joined, text};
use crate::{Error, Pointer};

/// Merges `other` into `schema`; where both describe something, `other`'s words win.
///
/// Properties and required names are joined, and an enum is what both list. Of two that cannot
/// be made one (bounds, types, unions) `other`'s stays, and the first is reported as lost: what
/// fits both fits one of them.
pub(super) fn merge(
    schema: &mut Object,
    other: &Object,
    pass: &mut Pass<'_>,
    place: &Pointer,
) -> Result<(), Error> {
    for (keyword, new) in other {
        let Some(old) = schema.get(keyword) else {
            schema.insert(keyword.clone(), new.clone());
            continue;
        };
        if old == new {
            continue;
        }
        let old = old.clone();
        let merged = match (keyword.as_str(), &old, new) {
            ("properties", Value::Object(old), Value::Object(new)) => {
                Value::Object(properties(old, new, pass, &place.child("properties"))?)
            }
            ("required", Value::Array(old), Value::Array(new)) => {
                let mut names = old.clone();
                names.extend(new.iter().filter(|name| !old.contains(name)).cloned());
                Value::Array(names)
            }
            ("enum", Value::Array(old), Value::Array(new)) => {
                let both: Vec<Value> = old
                    .iter()
                    .filter(|one| new.contains(one))
                    .cloned()
                    .collect();
                if both.is_empty() {
                    lost(pass, place, keyword, &json!(old));
                    Value::Array(new.clone())
                } else {
                    Value::Array(both)
                }
            }
            ("type", Value::String(one), Value::String(other)) => match narrower(one, other) {
                Some(name) => json!(name),
                None => {
                    lost(pass, place, keyword, &old);
                    new.clone()
                }
            },
            // What a part forbids, another part may bring: both together are the joined object.
            ("additionalProperties", Value::Bool(_), new) => {
                lost(pass, place, keyword, &old);
                new.clone()
            }
            ("additionalProperties", old, Value::Bool(_)) => {
                lost(pass, place, keyword, new);
                old.clone()
            }
            ("additionalProperties", Value::Object(old), Value::Object(new)) => {
                Value::Object(property(old, new, pass, &place.child(keyword))?)
            }
            ("items", Value::Object(old), Value::Object(new)) => {
                Value::Object(property(old, new, pass, &place.child(keyword))?)
            }
            ("nullable", old, new) => json!(old == &json!(true) && new == &json!(true)),
            (annotation, _, new) if is_annotation(annotation) => new.clone(),
            (_, _, new) => {
                lost(pass, place, keyword, &old);
                new.clone()
            }
        };
        schema.insert(keyword.clone(), merged);
    }
    Ok(())
}

fn lost(pass: &mut Pass<'_>, place: &Pointer, keyword: &str, old: &Value) {
    pass.lost(
        place,
        format!(
            "`{keyword}: {}`, as another part says otherwise",
            short(old)
        ),
    );
}

fn narrower(one: &str, other: &str) -> Option<String> {
    match (one, other) {
        ("integer", "number") | ("number", "integer") => Some("integer".to_owned()),
        _ => None,
    }
}

fn properties(
    old: &Object,
    new: &Object,
    pass: &mut Pass<'_>,
    place: &Pointer,
) -> Result<Object, Error> {
    let mut joined = old.clone();
    for (name, new) in new {
        let merged = match (old.get(name), new) {
            (Some(Value::Object(old)), Value::Object(new)) => {
                Value::Object(property(old, new, pass, &place.child(name))?)
            }
            _ => new.clone(),
        };
        joined.insert(name.clone(), merged);
    }
    Ok(joined)
}

/// One property that two parts describe.
fn property(
    old: &Object,
    new: &Object,
    pass: &mut Pass<'_>,
    place: &Pointer,
) -> Result<Object, Error> {
    let (bare_old, bare_new) = (bare(old), bare(new));
    let mut merged = if bare_new.is_empty() || (bare_old == bare_new) {
        let mut merged = old.clone();
        for (keyword, value) in new {
            merged.insert(keyword.clone(), value.clone());
        }
        merged
    } else if bare_old.is_empty() {
        new.clone()
    } else if bare_old.contains_key("$ref")
        || bare_new.contains_key("$ref")
        || bare_old.contains_key("allOf")
        || bare_new.contains_key("allOf")
    {
        pass.lost(
            place,
            format!("`{}`, as another part says otherwise", short(&json!(old))),
        );
        new.clone()
    } else {
        let mut merged = old.clone();
        merge(&mut merged, new, pass, place)?;
        if is_nullable(old) != is_nullable(new) {
            merged.shift_remove("nullable");
        }
        merged
    };
    if let Some(description) = joined(text(new, "description"), None)
        .or_else(|| text(old, "description").map(ToOwned::to_owned))
    {
        merged.insert("description".to_owned(), json!(description));
    }
    Ok(merged)
}
