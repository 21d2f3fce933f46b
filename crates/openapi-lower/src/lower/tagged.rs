//! Telling tagged unions from others.

use std::collections::HashSet;

use serde_json::Value;

use super::pass::Object;
use super::schema::{component, follow, union};
use crate::check::mapping_target;
use crate::document::schema_name;

/// The mark of a union whose branches have lost their tag.
pub(super) const MARK: &str = "x-tagged-union";

/// A union whose branches are told apart by one property.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tagged {
    /// `oneOf` or `anyOf`.
    pub(super) keyword: &'static str,
    /// The property.
    pub(super) tag: String,
    /// The variants: the tag's value, and which branch holds the rest.
    pub(super) variants: Vec<(String, usize)>,
}

/// Whether a schema is a tagged union: its discriminator says so, or every branch has a
/// required property of the same name with a constant text of its own.
///
/// One branch alone is a tagged union if it has such a property where it stands, not behind a
/// reference: a union that has one variant so far.
pub(super) fn detect(root: &Value, schema: &Object) -> Option<Tagged> {
    if schema.contains_key(MARK) {
        return None;
    }
    let (keyword, branches) = union(schema)?;
    let branches: Vec<&Object> = branches
        .iter()
        .map(Value::as_object)
        .collect::<Option<_>>()?;
    // A branch that is itself a union reads the tag for itself.
    let nested = |branch: &&Object| follow(root, branch).is_none_or(|one| union(one).is_some());
    if branches.iter().any(nested) {
        return None;
    }
    if let Some(discriminator) = schema.get("discriminator") {
        let tag = discriminator.get("propertyName")?.as_str()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        return Some(Tagged {
            keyword,
            tag: tag.to_owned(),
            variants: discriminated(root, &branches, tag, mapping)?,
        });
    }
    let first = *branches.first()?;
    if branches.len() == 1 && first.contains_key("$ref") {
        return None;
    }
    tags(root, first).into_iter().find_map(|tag| {
        let mut variants: Vec<(String, usize)> = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let value = tag_value(root, branch, &tag)?;
            let required = is_required(root, branch, &tag);
            if !required || variants.iter().any(|(other, _)| *other == value) {
                return None;
            }
            variants.push((value, index));
        }
        if branches.len() == 1 && !has_inline_tag(first, &tag) {
            return None;
        }
        Some(Tagged {
            keyword,
            tag,
            variants,
        })
    })
}

/// The variants that a discriminator gives: a branch's own constant, then the mapping, then the
/// name of the branch's schema.
fn discriminated(
    root: &Value,
    branches: &[&Object],
    tag: &str,
    mapping: Option<&Object>,
) -> Option<Vec<(String, usize)>> {
    let mut variants: Vec<(String, usize)> = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        let name = branch_name(branch);
        let mapped: Vec<String> = mapping
            .into_iter()
            .flatten()
            .filter(|(_, target)| {
                let target = target
                    .as_str()
                    .and_then(|target| schema_name(&mapping_target(target)));
                target.is_some() && target == name
            })
            .map(|(value, _)| value.clone())
            .collect();
        let values = if mapped.is_empty() {
            vec![tag_value(root, branch, tag).or(name)?]
        } else {
            mapped
        };
        for value in values {
            if variants.iter().any(|(other, _)| *other == value) {
                return None;
            }
            variants.push((value, index));
        }
    }
    (!variants.is_empty()).then_some(variants)
}

/// The component that a branch is, or that the first part of it is.
fn branch_name(branch: &Object) -> Option<String> {
    super::schema::referenced(branch).or_else(|| {
        let first = branch.get("allOf")?.as_array()?.first()?.as_object()?;
        super::schema::referenced(first)
    })
}

/// The properties of a branch that are constant texts, in order.
fn tags(root: &Value, schema: &Object) -> Vec<String> {
    let mut found = Vec::new();
    each_part(root, schema, &mut |part| {
        for (name, property) in part
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            if constant(property).is_some() && !found.contains(name) {
                found.push(name.clone());
            }
        }
    });
    found
}

fn tag_value(root: &Value, schema: &Object, tag: &str) -> Option<String> {
    let mut found = None;
    each_part(root, schema, &mut |part| {
        if let Some(value) = part
            .get("properties")
            .and_then(|map| map.get(tag))
            .and_then(constant)
        {
            found = Some(value.to_owned());
        }
    });
    found
}

fn is_required(root: &Value, schema: &Object, tag: &str) -> bool {
    let mut found = false;
    each_part(root, schema, &mut |part| {
        let required = part.get("required").and_then(Value::as_array);
        found |= required.is_some_and(|list| list.iter().any(|name| name == tag));
    });
    found
}

/// Whether a schema has a property, its own or through references and `allOf`.
pub(super) fn has_property(root: &Value, schema: &Object, name: &str) -> bool {
    let mut found = false;
    each_part(root, schema, &mut |part| {
        found |= part
            .get("properties")
            .is_some_and(|map| map.get(name).is_some());
    });
    found
}

/// Whether the tag stands in the branch itself, or in an inline part of its `allOf`.
fn has_inline_tag(branch: &Object, tag: &str) -> bool {
    let own = |part: &Object| {
        part.get("properties")
            .and_then(|map| map.get(tag))
            .and_then(constant)
            .is_some()
    };
    own(branch)
        || branch
            .get("allOf")
            .and_then(Value::as_array)
            .is_some_and(|parts| parts.iter().filter_map(Value::as_object).any(own))
}

/// Visits a schema and all parts that its `allOf` and references add to it, each once.
fn each_part<'v>(root: &'v Value, schema: &'v Object, visit: &mut dyn FnMut(&'v Object)) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        visit(schema);
        let parts = schema.get("allOf").and_then(Value::as_array);
        // The last is taken first, so the parts go on in reverse.
        open.extend(
            parts
                .into_iter()
                .flatten()
                .rev()
                .filter_map(Value::as_object),
        );
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(schema_name);
        if let Some(name) = target
            && let Some(target) = component(root, &name)
            && seen.insert(name)
        {
            open.push(target);
        }
    }
}

/// The one text that a schema allows.
pub(super) fn constant(schema: &Value) -> Option<&str> {
    if let Some(value) = schema.get("const") {
        return value.as_str();
    }
    match schema.get("enum")?.as_array()?.as_slice() {
        [only] => only.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(schema: Value) -> Option<(String, Vec<(String, usize)>)> {
        let constant = |value: &str| json!({"properties": {"kind": {"const": value}, "n": {"type": "integer"}}, "required": ["kind"]});
        let root = json!({"components": {"schemas": {
            "A": constant("a"), "B": {"allOf": [{"$ref": "#/components/schemas/C"}, constant("b")]},
            "C": {"properties": {"id": {"type": "string"}}},
            "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}]}
        }}});
        let Value::Object(schema) = schema else {
            panic!("an object")
        };
        detect(&root, &schema).map(|tagged| (tagged.tag, tagged.variants))
    }

    fn variants(list: &[(&str, usize)]) -> Vec<(String, usize)> {
        list.iter()
            .map(|(value, index)| ((*value).to_owned(), *index))
            .collect()
    }

    #[test]
    fn constants_tell_branches_apart() {
        assert_eq!(
            found(
                json!({"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]})
            ),
            Some(("kind".into(), variants(&[("a", 0), ("b", 1)])))
        );
    }

    #[test]
    fn one_branch_counts_where_its_tag_stands_in_it() {
        let inline = json!({"properties": {"type": {"enum": ["x"]}}, "required": ["type"]});
        assert_eq!(
            found(json!({"oneOf": [inline]})),
            Some(("type".into(), variants(&[("x", 0)])))
        );
        assert_eq!(
            found(json!({"anyOf": [{"allOf": [{"$ref": "#/components/schemas/C"}, inline]}]})),
            Some(("type".into(), variants(&[("x", 0)])))
        );
        assert_eq!(
            found(json!({"oneOf": [{"$ref": "#/components/schemas/A"}]})),
            None
        );
    }

    #[test]
    fn a_discriminator_maps_values_to_branches() {
        let both = json!([{"$ref": "#/components/schemas/C"}, {"$ref": "#/components/schemas/A"}]);
        assert_eq!(
            found(
                json!({"oneOf": both, "discriminator": {"propertyName": "p", "mapping": {
                "one": "C", "two": "#/components/schemas/A", "three": "#/components/schemas/C"}}})
            ),
            Some((
                "p".into(),
                variants(&[("one", 0), ("three", 0), ("two", 1)])
            ))
        );
        assert_eq!(
            found(json!({"oneOf": both, "discriminator": {"propertyName": "kind"}})),
            Some(("kind".into(), variants(&[("C", 0), ("a", 1)])))
        );
    }

    #[test]
    fn other_unions_are_not_tagged() {
        let optional = json!({"properties": {"kind": {"const": "z"}}});
        for schema in [
            json!({"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/A"}]}),
            json!({"oneOf": [{"$ref": "#/components/schemas/A"}, optional]}),
            json!({"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}]}),
            json!({"oneOf": [{"$ref": "#/components/schemas/Loop"}, {"$ref": "#/components/schemas/A"}]}),
            json!({"oneOf": []}),
            json!({"properties": {}}),
        ] {
            assert_eq!(found(schema.clone()), None, "{schema}");
        }
    }
}
