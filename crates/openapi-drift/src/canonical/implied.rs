//! Unions that are none, and types that follow from what else is said.

use serde_json::Value;

use super::node::ANNOTATIONS;
use super::{Additional, Node, Schema, Types, Union, flatten};
use crate::spec::Spec;

impl<'d> Schema<'d> {
    /// A choice between constants is an enum, one between bare types a list of types, and one
    /// between texts is a text with several patterns.
    pub(super) fn choose(&mut self, spec: &Spec<'d>, union: Union<'d>) {
        let mut values = Vec::new();
        let mut types = Types::NONE;
        let mut null = false;
        let (mut constant, mut bare, mut texts) = (true, true, true);
        for branch in &union.branches {
            for part in flatten(spec, branch).parts {
                let map = part.as_object();
                let telling = map
                    .into_iter()
                    .flatten()
                    .filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str()));
                for (key, value) in telling {
                    match (key.as_str(), value) {
                        ("type", value) => {
                            let listed = Types::listed(value);
                            types = types.union(listed.0);
                            null |= listed.1;
                        }
                        ("const", value) => values.push(value),
                        ("enum", Value::Array(list)) => values.extend(list),
                        ("$ref", _) => {}
                        ("pattern" | "minLength" | "maxLength", _) => {
                            (constant, bare) = (false, false)
                        }
                        _ => (constant, bare, texts) = (false, false, false),
                    }
                }
                let says = |keyword: &str| part.get(keyword).is_some();
                constant &= says("const") || says("enum") || says("$ref");
                bare &= says("type") && !says("const") && !says("enum");
                texts &= says("type") || says("$ref");
            }
        }
        texts &= types == Types::STRING && values.is_empty() && !null;
        if constant && !values.is_empty() {
            self.restrict_values(values, union.at);
        } else if bare {
            self.accept_null(null, union.at);
            self.narrow(types, union.at);
        } else if texts {
            self.narrow(types, union.at);
            let patterns = union.branches.iter().map(|branch| texts_of(spec, branch));
            self.patterns = Some((patterns.collect(), union.at, union.keyword));
        } else {
            self.unions.push(union);
        }
    }

    /// Types that are not said follow from what is.
    pub(super) fn infer(&mut self, spec: &Spec<'d>) {
        if self.types.is_some() {
            return;
        }
        if let Some(values) = &self.values {
            let all = values.iter().map(|value| Types::of(value));
            self.types = Some(all.fold(Types::NONE, Types::union));
        } else if !self.properties.is_empty() || !matches!(self.additional, Additional::Open) {
            self.types = Some(Types::OBJECT);
        } else if self.items.is_some() || self.prefix.is_some() {
            self.types = Some(Types::ARRAY);
        } else {
            let branches = self.unions.iter().flat_map(|union| &union.branches);
            let types = branches
                .map(|branch| said_types(spec, branch))
                .reduce(|all, one| Some(all?.union(one?)));
            self.types = types.flatten();
        }
    }
}

/// The types that a node says by itself, its own unions left aside.
fn said_types<'d>(spec: &Spec<'d>, node: &Node<'d>) -> Option<Types> {
    let said = |part: &&'d Value| match part.get("type") {
        Some(value) => Some(Types::listed(value).0),
        None if part.get("properties").is_some() => Some(Types::OBJECT),
        None => None,
    };
    let flat = flatten(spec, node);
    let types = flat.parts.iter().filter_map(said);
    types.reduce(Types::intersection)
}

/// What a branch that is a text restricts it to.
fn texts_of<'d>(spec: &Spec<'d>, branch: &Node<'d>) -> String {
    let parts = flatten(spec, branch).parts;
    let said = |key: &str| parts.iter().find_map(|part| part.get(key));
    let pattern = said("pattern").and_then(Value::as_str).unwrap_or(".*");
    let bounds = ["minLength", "maxLength"].into_iter();
    let bounds = bounds.filter_map(|key| said(key).map(|value| format!(" ({key} {value})")));
    std::iter::once(pattern.to_owned()).chain(bounds).collect()
}
