//! References that 3.0 and the generator can follow.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Value, json};

use crate::check::mapping_target;
use crate::document::{resolve, schema_name};
use crate::lower::pass::Pass;
use crate::lower::schema::{reference_to, schemas, schemas_or_insert};
use crate::names::{distinct, pascal_case};
use crate::structure::Kind;
use crate::walk::{objects_mut, schemas_mut, walk, walk_mut};
use crate::{Error, Pointer};

/// Makes every reference one to a component.
///
/// A schema in the middle of something that is referred to becomes a component itself, and what
/// other references lead to, path items too, is written out in their place. Lost are the
/// `summary` and `description` beside a reference to anything but a schema. References that lead
/// nowhere, round in a circle or out of the document are refused.
pub(crate) fn references(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    anchors(document, pass)?;
    follow_all(document, pass)?;
    write_out(document, pass)?;
    hoist_targets(document, pass)?;
    siblings(document, pass)
}

/// References to a schema by the name it has given itself become references to its place.
fn anchors(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let mut places: HashMap<String, Pointer> = HashMap::new();
    walk(document, &mut |pointer, kind, value| {
        if kind != Kind::Schema {
            return;
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = value.get(keyword).and_then(Value::as_str) {
                places.insert(format!("#{name}"), pointer.clone());
            }
        }
        if let Some(id) = value.get("$id").and_then(Value::as_str) {
            places.insert(id.to_owned(), pointer.clone());
        }
    });
    if places.is_empty() {
        return Ok(());
    }
    schemas_mut(document, |pointer, schema| {
        let place = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|text| places.get(text));
        if let Some(place) = place {
            let what = format!(
                "`{}` is {place}",
                schema.get("$ref").unwrap_or(&Value::Null)
            );
            pass.changed(pointer, what);
            schema.insert("$ref".to_owned(), json!(place.to_string()));
        }
        Ok(())
    })
}

/// Refuses references that lead nowhere, and writes those that lead through another reference
/// as they would be without it.
fn follow_all(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    walk_mut(document, &mut |pointer, kind, value| {
        if kind == Kind::Discriminator {
            return Ok(());
        }
        let Some(given) = value.get("$ref") else {
            return Ok(());
        };
        if !(kind == Kind::Schema || kind == Kind::PathItem || kind.referable()) {
            return Ok(());
        }
        let Some(reference) = given.as_str() else {
            return Err(pass.malformed(pointer, "a `$ref` must be a text"));
        };
        let Err(why) = resolve(&root, reference) else {
            return Ok(());
        };
        match through(&root, reference) {
            Some(place) => {
                pass.changed(pointer, format!("`{reference}` is {place}"));
                if let Some(given) = value.get_mut("$ref") {
                    *given = json!(place.to_string());
                }
                Ok(())
            }
            None => Err(Error::Reference {
                at: pass.at(pointer),
                reference: reference.to_owned(),
                why,
            }),
        }
    })
}

/// Where a pointer leads when the references on its way are followed.
fn through(root: &Value, reference: &str) -> Option<Pointer> {
    let pointer: Pointer = reference
        .starts_with('#')
        .then(|| reference.parse().ok())??;
    let mut place = Pointer::root();
    for token in pointer.tokens() {
        let mut steps = 0;
        while let Some(next) = place.get(root)?.get("$ref").and_then(Value::as_str) {
            place = next.parse().ok()?;
            steps += 1;
            if steps > 64 {
                return None;
            }
        }
        place.push(token);
    }
    place.get(root).map(|_| place)
}

/// Writes out what references to other than schemas lead to, unless it is a component of their
/// kind that is no reference itself.
fn write_out(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    for _ in 0..64 {
        let mut wrote = false;
        walk_mut(document, &mut |pointer, kind, value| {
            if !(kind == Kind::PathItem || kind.referable()) {
                return Ok(());
            }
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return Ok(());
            };
            let reference = reference.to_owned();
            let Ok(target) = resolve(&root, &reference) else {
                return Ok(());
            };
            let component = reference.parse::<Pointer>().is_ok_and(|place| {
                matches!(place.tokens(), [components, group, name]
                    if components == "components" && Some(group.as_str()) == kind.group()
                        && is_plain(name))
            });
            if component && kind != Kind::PathItem && target.get("$ref").is_none() {
                return Ok(());
            }
            let mut target = target.clone();
            if let (Kind::PathItem, Value::Object(own), Value::Object(target)) =
                (kind, &*value, &mut target)
            {
                let own = own.iter().filter(|(key, _)| *key != "$ref");
                target.extend(own.map(|(key, value)| (key.clone(), value.clone())));
            }
            *value = target;
            wrote = true;
            pass.changed(pointer, format!("what `{reference}` leads to, written out"));
            Ok(())
        })?;
        if !wrote {
            return Ok(());
        }
    }
    let mut place = Pointer::root();
    walk(document, &mut |pointer, kind, value| {
        if (kind == Kind::PathItem || kind.referable()) && value.get("$ref").is_some() {
            place = pointer.clone();
        }
    });
    Err(pass.unsupported(&place, "$ref", "it leads round in a circle"))
}

/// Whether the generator finds a component of this name.
fn is_plain(name: &str) -> bool {
    !name.contains(['/', '~', '%'])
}

/// Makes a component of every schema in the middle of something that is referred to; what was
/// in its place is a reference to it.
fn hoist_targets(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    // The longest first, so that a schema inside another is out before the other is moved.
    let mut targets: BTreeMap<(std::cmp::Reverse<usize>, Pointer), Vec<String>> = BTreeMap::new();
    let mut add = |reference: &str| {
        if schema_name(reference).is_none()
            && let Ok(pointer) = reference.parse::<Pointer>()
        {
            let depth = std::cmp::Reverse(pointer.tokens().len());
            let texts = targets.entry((depth, pointer)).or_default();
            if !texts.iter().any(|text| text == reference) {
                texts.push(reference.to_owned());
            }
        }
    };
    walk(document, &mut |_, kind, value| match kind {
        Kind::Schema => {
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                add(reference);
            }
        }
        Kind::Discriminator => {
            let mapping = value.get("mapping").and_then(Value::as_object);
            for target in mapping.into_iter().flat_map(|mapping| mapping.values()) {
                let reference = target.as_str().map(mapping_target).unwrap_or_default();
                if reference.starts_with('#') {
                    add(&reference);
                }
            }
        }
        _ => {}
    });
    if targets.is_empty() {
        return Ok(());
    }
    let mut taken: HashSet<String> = schemas(document)
        .into_iter()
        .flat_map(|schemas| schemas.keys())
        .map(|name| pascal_case(name))
        .collect();
    let mut renamed: HashMap<String, Value> = HashMap::new();
    let mut made = Vec::new();
    for ((_, pointer), texts) in targets {
        let Some(found) = pointer.get_mut(document) else {
            continue;
        };
        if !(found.is_object() || found.is_boolean()) {
            return Err(pass.malformed(&pointer, "a reference leads here, which is no schema"));
        }
        let wanted = match pascal_case(&name_of(&pointer)) {
            name if name.is_empty() => "Schema".to_owned(),
            name => name,
        };
        let name = distinct(&wanted, |name| taken.contains(&pascal_case(name)));
        taken.insert(pascal_case(&name));
        // What is referred to as it stands at the root cannot be moved from there.
        let schema = if pointer.tokens().is_empty() {
            return Err(pass.unsupported(
                &pointer,
                "$ref",
                "a schema refers to the whole document",
            ));
        } else {
            std::mem::replace(found, reference_to(&name))
        };
        pass.changed(&pointer, format!("named `{name}`, since it is referred to"));
        made.push((name.clone(), schema));
        for text in texts {
            renamed.insert(text, reference_to(&name));
        }
    }
    if let Some(schemas) = schemas_or_insert(document) {
        schemas.extend(made);
    }
    walk_mut(document, &mut |_, kind, value| {
        let new = |text: &str| renamed.get(text).and_then(|new| new.get("$ref")).cloned();
        if kind == Kind::Schema
            && let Some(reference) = value.get_mut("$ref")
            && let Some(new) = reference.as_str().and_then(new)
        {
            *reference = new;
        } else if kind == Kind::Discriminator
            && let Some(Value::Object(mapping)) = value.get_mut("mapping")
        {
            for target in mapping.values_mut() {
                if let Some(new) = target
                    .as_str()
                    .map(mapping_target)
                    .and_then(|text| new(&text))
                {
                    *target = new;
                }
            }
        }
        Ok(())
    })
}

/// A name for what stands at a place: `Order` and `status` of `Order`'s property `status`.
fn name_of(pointer: &Pointer) -> String {
    const STEPS: &[&str] = &[
        "components",
        "schemas",
        "properties",
        "paths",
        "content",
        "schema",
        "$defs",
        "definitions",
        "responses",
        "application/json",
    ];
    let tokens = pointer.tokens();
    if let [.., keyword, name] = tokens
        && matches!(keyword.as_str(), "$defs" | "definitions")
    {
        return name.clone();
    }
    let words: Vec<&str> = tokens
        .iter()
        .map(String::as_str)
        .filter(|token| !STEPS.contains(token))
        .collect();
    words.join("-")
}

/// Drops what stands beside a reference to anything but a schema.
fn siblings(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    for kind in Kind::REFERABLE {
        objects_mut(document, *kind, |pointer, object| {
            if !object.contains_key("$ref") {
                return Ok(());
            }
            let beside: Vec<String> = object
                .keys()
                .filter(|key| *key != "$ref")
                .cloned()
                .collect();
            for key in beside {
                object.shift_remove(&key);
                pass.lost(&pointer.child(&key), format!("`{key}` beside a reference"));
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
