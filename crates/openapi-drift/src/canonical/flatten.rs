//! References and `allOf` followed; null and lone branches of unions taken out.

use std::collections::HashSet;

use serde_json::Value;

use super::Node;
use crate::spec::{Spec, identity, items};

/// A choice between schemas.
pub(crate) struct Union<'d> {
    /// `oneOf` or `anyOf`.
    pub(crate) keyword: &'static str,
    /// The schema that holds the keyword.
    pub(crate) at: &'d Value,
    pub(crate) branches: Vec<Node<'d>>,
}

/// What a node is made of.
#[derive(Default)]
pub(crate) struct Flat<'d> {
    /// The schemas that hold at once, each an object.
    pub(crate) parts: Vec<&'d Value>,
    /// The components that they came from.
    pub(crate) names: Vec<&'d str>,
    pub(crate) unions: Vec<Union<'d>>,
    /// Null is a branch.
    pub(crate) nullable: bool,
    /// Nothing fits: the schema `false`.
    pub(crate) never: bool,
    /// References that lead nowhere.
    pub(crate) lost: Vec<&'d str>,
}

/// Takes a node apart, without recursion: a circle is met once, a chain may be of any length.
pub(crate) fn flatten<'d>(spec: &Spec<'d>, node: &Node<'d>) -> Flat<'d> {
    let mut flat = Flat::default();
    let mut seen = HashSet::new();
    let mut stack: Vec<&'d Value> = node.places.iter().rev().copied().collect();
    while let Some(value) = stack.pop() {
        if !seen.insert(identity(value)) {
            continue;
        }
        let Some(map) = value.as_object() else {
            flat.never |= value == &Value::Bool(false);
            continue;
        };
        if let Some(name) = spec.schema_name(value) {
            flat.names.push(name);
        }
        flat.parts.push(value);
        let mut more = Vec::new();
        if let Some(Value::String(reference)) = map.get("$ref") {
            match spec.target(reference) {
                Some(target) => more.push(target),
                None => flat.lost.push(reference),
            }
        }
        more.extend(items(map.get("allOf")));
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(list)) = map.get(keyword) else {
                continue;
            };
            let telling: Vec<&'d Value> = list
                .iter()
                .filter(|branch| !is_null(spec, branch))
                .collect();
            flat.nullable |= telling.len() < list.len();
            match telling.as_slice() {
                [only] => more.push(only),
                [] => {}
                _ => flat.unions.push(Union {
                    keyword,
                    at: value,
                    branches: telling
                        .into_iter()
                        .map(|branch| Node::new(spec, branch))
                        .collect(),
                }),
            }
        }
        stack.extend(more.into_iter().rev());
    }
    flat
}

/// Whether a schema takes null and nothing else, in any of the ways to say so.
fn is_null<'d>(spec: &Spec<'d>, value: &'d Value) -> bool {
    let value = spec.follow(value);
    let only_null = |list: &Value| matches!(list.as_array().map(Vec::as_slice), Some([only]) if only.is_null() || only == "null");
    match (value.get("type"), value.get("enum"), value.get("const")) {
        (Some(Value::String(name)), _, _) if name == "null" => true,
        (Some(list @ Value::Array(_)), _, _) if only_null(list) => true,
        (_, Some(list), _) => only_null(list),
        (_, _, Some(Value::Null)) => true,
        _ => false,
    }
}
