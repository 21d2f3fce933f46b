//! Questions about schemas that several passes ask, and the steps that several take.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::pass::Object;
use crate::Pointer;
use crate::document::schema_name;

/// Keywords that say something about a value without restricting it.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "$comment",
];

/// Whether a keyword restricts no value.
pub(crate) fn is_annotation(keyword: &str) -> bool {
    keyword.starts_with("x-") || ANNOTATIONS.contains(&keyword)
}

/// The schema without its annotations.
pub(crate) fn bare(schema: &Object) -> Object {
    schema
        .iter()
        .filter(|(keyword, _)| !is_annotation(keyword))
        .map(|(keyword, value)| (keyword.clone(), value.clone()))
        .collect()
}

/// A text among a schema's keywords.
pub(crate) fn text<'s>(schema: &'s Object, keyword: &str) -> Option<&'s str> {
    schema.get(keyword).and_then(Value::as_str)
}

/// Whether the schema says that it is of this one type.
pub(crate) fn is_type(schema: &Object, name: &str) -> bool {
    text(schema, "type") == Some(name)
}

/// Whether null is allowed, in the form of 3.0.
pub(crate) fn is_nullable(schema: &Object) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}

/// Whether null fits a schema: it is allowed, or nothing is said of the type.
pub(crate) fn fits_null(root: &Value, schema: &Object) -> bool {
    fits_null_within(root, schema, &mut HashMap::new())
}

/// `known` holds the answers for components; where one is asked for within itself the answer is
/// yes, since only what is said otherwise could make it no.
fn fits_null_within(root: &Value, schema: &Object, known: &mut HashMap<String, bool>) -> bool {
    if is_nullable(schema) {
        return true;
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.contains(&Value::Null);
    }
    if schema.contains_key("type") || schema.contains_key("const") {
        return false;
    }
    if let Some(name) = text(schema, "$ref").and_then(schema_name)
        && let Some(target) = component(root, &name)
    {
        let fits = match known.get(&name) {
            Some(fits) => *fits,
            None => {
                known.insert(name.clone(), true);
                let fits = fits_null_within(root, target, known);
                known.insert(name, fits);
                fits
            }
        };
        if !fits {
            return false;
        }
    }
    let mut inner = |value: &Value| {
        value
            .as_object()
            .is_none_or(|inner| fits_null_within(root, inner, known))
    };
    let listed = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    listed("allOf").is_none_or(|parts| parts.iter().all(&mut inner))
        && ["oneOf", "anyOf"]
            .iter()
            .all(|keyword| listed(keyword).is_none_or(|branches| branches.iter().any(&mut inner)))
}

/// Whether a schema leads, by reference, part and branch, to a component of such a name.
pub(crate) fn leads_to(root: &Value, from: &Object, is_it: impl Fn(&str) -> bool) -> bool {
    let mut seen: HashSet<String> = HashSet::new();
    let mut open = vec![from];
    while let Some(schema) = open.pop() {
        if let Some(name) = text(schema, "$ref").and_then(schema_name) {
            if is_it(&name) {
                return true;
            }
            open.extend(component(root, &name).filter(|_| seen.insert(name.clone())));
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let parts = schema.get(keyword).and_then(Value::as_array);
            open.extend(parts.into_iter().flatten().filter_map(Value::as_object));
        }
    }
    false
}

/// A reference to a component schema.
pub(crate) fn reference_to(name: &str) -> Value {
    json!({"$ref": Pointer::schema(name).to_string()})
}

/// The name of the component schema that this schema is a reference to, be it a plain `$ref`
/// or an `allOf` of one `$ref` that is only annotated or made nullable.
pub(crate) fn referenced(schema: &Object) -> Option<String> {
    if let Some(reference) = text(schema, "$ref") {
        return schema_name(reference);
    }
    if !is_wrapped_reference(schema) {
        return None;
    }
    let part = schema.get("allOf")?.get(0)?;
    schema_name(part.get("$ref")?.as_str()?)
}

/// Whether this is an `allOf` of one plain `$ref`, with nothing beside it that restricts.
pub(crate) fn is_wrapped_reference(schema: &Object) -> bool {
    let Some(Value::Array(parts)) = schema.get("allOf") else {
        return false;
    };
    let [Value::Object(part)] = parts.as_slice() else {
        return false;
    };
    part.len() == 1
        && part.contains_key("$ref")
        && schema
            .keys()
            .all(|keyword| keyword == "allOf" || keyword == "nullable" || is_annotation(keyword))
}

/// The component schema of this name.
pub(crate) fn component<'v>(root: &'v Value, name: &str) -> Option<&'v Object> {
    schemas(root)?.get(name)?.as_object()
}

/// All component schemas.
pub(crate) fn schemas(root: &Value) -> Option<&Object> {
    root.get("components")?.get("schemas")?.as_object()
}

/// All component schemas, to be changed.
pub(crate) fn schemas_of_mut(root: &mut Value) -> Option<&mut Object> {
    root.get_mut("components")?
        .get_mut("schemas")?
        .as_object_mut()
}

/// All component schemas, made if there are none.
pub(crate) fn schemas_or_insert(root: &mut Value) -> Option<&mut Object> {
    root.as_object_mut()?
        .entry("components")
        .or_insert_with(|| json!({}))
        .as_object_mut()?
        .entry("schemas")
        .or_insert_with(|| json!({}))
        .as_object_mut()
}

/// Follows references to the schema itself; gives up on a reference that leads nowhere, out
/// of the component schemas, or round in a circle.
pub(crate) fn follow<'v>(root: &'v Value, schema: &'v Object) -> Option<&'v Object> {
    let mut current = schema;
    for _ in 0..64 {
        match referenced(current) {
            Some(name) => current = component(root, &name)?,
            None if current.contains_key("$ref") => return None,
            None => return Some(current),
        }
    }
    None
}

/// The keyword and branches of a union; `oneOf` before `anyOf`.
pub(crate) fn union(schema: &Object) -> Option<(&'static str, &Vec<Value>)> {
    ["oneOf", "anyOf"].into_iter().find_map(|keyword| {
        schema
            .get(keyword)
            .and_then(Value::as_array)
            .map(|branches| (keyword, branches))
    })
}

/// Puts a union's only remaining branch in place of the union.
///
/// What the union says of itself stays; where both have a description the branch's follows.
/// `false` if the union restricts more than by its branches, and so must stay as it is.
pub(crate) fn absorb(schema: &mut Object, keyword: &str, branch: &Object) -> bool {
    let free = |key: &String| key == keyword || key == "nullable" || is_annotation(key);
    if !schema.keys().all(free) {
        return false;
    }
    schema.shift_remove(keyword);
    let mut branch = branch.clone();
    if branch.contains_key("$ref") {
        let reference = branch.shift_remove("$ref");
        branch.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
    let description = joined(text(schema, "description"), text(&branch, "description"));
    for (key, value) in branch {
        schema.entry(key).or_insert(value);
    }
    if let Some(description) = description {
        schema.insert("description".to_owned(), Value::String(description));
    }
    true
}

/// Two descriptions as one, without saying the same twice.
pub(crate) fn joined(first: Option<&str>, second: Option<&str>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) if first.contains(second) => Some(first.to_owned()),
        (Some(first), Some(second)) if second.contains(first) => Some(second.to_owned()),
        (Some(first), Some(second)) => Some(format!("{first}\n\n{second}")),
        (one, other) => one.or(other).map(ToOwned::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: Value) -> Object {
        match value {
            Value::Object(object) => object,
            other => panic!("{other} is no object"),
        }
    }

    #[test]
    fn references_are_seen_through_annotations() {
        let to = "#/components/schemas/A";
        for (schema, want) in [
            (json!({"$ref": to}), Some("A")),
            (
                json!({"allOf": [{"$ref": to}], "nullable": true, "description": "d"}),
                Some("A"),
            ),
            (json!({"allOf": [{"$ref": to}], "required": ["x"]}), None),
            (json!({"allOf": [{"$ref": to}, {}]}), None),
            (json!({"allOf": [{"$ref": to, "description": "d"}]}), None),
            (json!({"type": "string"}), None),
        ] {
            assert_eq!(
                referenced(&object(schema.clone())).as_deref(),
                want,
                "{schema}"
            );
        }
    }

    #[test]
    fn null_fits_what_does_not_speak_against_it() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let root = json!({"components": {"schemas": {
            "Maybe": {"type": "string", "nullable": true}, "Never": {"type": "string"},
            "Circle": to("Circle")
        }}});
        for (schema, want) in [
            (json!({}), true),
            (json!({"required": ["a"]}), true),
            (json!({"enum": [null, "a"]}), true),
            (to("Maybe"), true),
            (to("Circle"), true),
            (json!({"oneOf": [to("Never"), to("Maybe")]}), true),
            (json!({"allOf": [{}, to("Maybe")]}), true),
            (json!({"enum": ["a"]}), false),
            (json!({"const": 5}), false),
            (json!({"anyOf": [to("Never"), {"type": "object"}]}), false),
            (json!({"allOf": [to("Never"), to("Maybe")]}), false),
        ] {
            assert_eq!(fits_null(&root, &object(schema.clone())), want, "{schema}");
        }
    }

    #[test]
    fn following_ends_on_circles() {
        let root = json!({"components": {"schemas": {
            "A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"},
            "C": {"$ref": "#/components/schemas/D"}, "D": {"type": "string"}
        }}});
        assert!(follow(&root, component(&root, "A").unwrap()).is_none());
        assert_eq!(
            follow(&root, component(&root, "C").unwrap()),
            component(&root, "D")
        );
    }

    #[test]
    fn a_branch_takes_the_place_of_its_union() {
        let mut schema = object(json!({"oneOf": [], "description": "one", "nullable": true}));
        assert!(absorb(
            &mut schema,
            "oneOf",
            &object(json!({"$ref": "#/x", "description": "two"}))
        ));
        assert_eq!(
            Value::Object(schema),
            json!({"description": "one\n\ntwo", "nullable": true, "allOf": [{"$ref": "#/x"}]})
        );
        let mut restricted = object(json!({"oneOf": [], "type": "object"}));
        assert!(!absorb(&mut restricted, "oneOf", &object(json!({}))));
    }
}
