//! The keywords of all parts of a node put together.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Number, Value};

use super::bounds::{BOUNDS, Sense, order, same};
use super::node::ANNOTATIONS;
use super::{Node, Types, Union, flatten};
use crate::spec::{Spec, entries, is_true, items};

/// A keyword's value and the schema that says it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'d> {
    pub(crate) value: &'d Value,
    pub(crate) at: &'d Value,
}

/// What an object's other properties may be.
#[derive(Clone, Debug, Default)]
pub(crate) enum Additional<'d> {
    /// Nothing is said.
    #[default]
    Open,
    /// There are none.
    Closed(&'d Value),
    /// They fit a schema.
    Schema(Node<'d>, &'d Value),
}

/// A property and the schema that lists it.
#[derive(Clone, Debug)]
pub(crate) struct Property<'d> {
    pub(crate) node: Node<'d>,
    pub(crate) required: bool,
    pub(crate) at: &'d Value,
}

/// A schema in canonical form.
#[derive(Default)]
pub(crate) struct Schema<'d> {
    /// Where the schema as a whole is written.
    pub(crate) home: Option<&'d Value>,
    /// Where it is used: the schema itself, or a reference to it.
    pub(crate) written: Option<&'d Value>,
    /// The component that this is, if it is one alone.
    pub(crate) name: Option<&'d str>,
    /// Every component that it is made of.
    pub(crate) names: Vec<&'d str>,
    pub(crate) types: Option<Types>,
    /// Who says the types; nobody where they are inferred.
    pub(crate) types_at: Option<&'d Value>,
    pub(crate) nullable: bool,
    /// Who says that null fits.
    pub(crate) nullable_at: Option<&'d Value>,
    pub(crate) never: bool,
    /// References that lead nowhere.
    pub(crate) lost: Vec<&'d str>,
    pub(crate) format: Option<Said<'d>>,
    /// The values of `enum` and `const`, null left out.
    pub(crate) values: Option<Vec<&'d Value>>,
    pub(crate) values_at: Option<&'d Value>,
    pub(crate) properties: IndexMap<&'d str, Property<'d>>,
    pub(crate) required: BTreeMap<&'d str, &'d Value>,
    pub(crate) additional: Additional<'d>,
    pub(crate) items: Option<(Node<'d>, &'d Value)>,
    pub(crate) prefix: Option<(Vec<Node<'d>>, &'d Value)>,
    pub(crate) unions: Vec<Union<'d>>,
    pub(crate) bounds: BTreeMap<&'static str, (Number, &'d Value)>,
    /// Keywords that are judged by whether and how they changed.
    pub(crate) plain: BTreeMap<&'static str, Said<'d>>,
    /// What a text must fit one of, who says so, and by which keyword.
    pub(crate) patterns: Option<(BTreeSet<String>, &'d Value, &'static str)>,
    /// Schemas that restrict without giving a shape: `if`, `contains` and the like.
    pub(crate) guards: BTreeMap<String, (Node<'d>, &'d Value)>,
    /// Keywords that begin with `x-`.
    pub(crate) extensions: BTreeMap<&'d str, Said<'d>>,
    /// Keywords that nobody here knows.
    pub(crate) unknown: BTreeMap<&'d str, Said<'d>>,
}

/// Keywords whose values are compared as they stand.
const PLAIN: &[&str] = &[
    "multipleOf",
    "uniqueItems",
    "contentEncoding",
    "contentMediaType",
    "default",
    "discriminator",
    "readOnly",
    "writeOnly",
    "deprecated",
    "dependentRequired",
];

/// Keywords that hold one schema which restricts.
const GUARDS: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "additionalItems",
];

/// Keywords that hold schemas which restrict, by name.
const GUARD_MAPS: &[&str] = &["dependentSchemas", "patternProperties", "dependencies"];

impl<'d> Schema<'d> {
    /// Puts the keywords of a node together.
    pub(crate) fn new(spec: &Spec<'d>, node: &Node<'d>) -> Self {
        let flat = flatten(spec, node);
        let mut schema = Self {
            home: node.places.first().copied(),
            written: Some(node.written),
            name: node.name(spec),
            names: flat.names,
            nullable: flat.nullable,
            nullable_at: flat
                .nullable
                .then(|| node.places.first().copied())
                .flatten(),
            never: flat.never,
            lost: flat.lost,
            ..Self::default()
        };
        for part in &flat.parts {
            if let Some(map) = part.as_object() {
                schema.add(spec, part, map);
            }
        }
        for (name, at) in schema.required.clone() {
            match schema.properties.get_mut(name) {
                Some(property) => property.required = true,
                // Required without a schema of its own: anything at all.
                None => {
                    let property = Property {
                        node: Node::anything(),
                        required: true,
                        at,
                    };
                    schema.properties.insert(name, property);
                }
            }
        }
        for union in flat.unions {
            schema.choose(spec, union);
        }
        schema.infer(spec);
        schema
    }

    fn add(&mut self, spec: &Spec<'d>, part: &'d Value, map: &'d Map<String, Value>) {
        for (key, value) in map {
            let said = Said { value, at: part };
            let key = key.as_str();
            match key {
                "type" => self.restrict_types(value, part),
                "nullable" => self.accept_null(value == &Value::Bool(true), part),
                "format" => self.format = Some(said),
                "enum" => self.restrict_values(value.as_array().into_iter().flatten(), part),
                "const" => self.restrict_values([value], part),
                "properties" => {
                    for (name, property) in entries(Some(value)) {
                        self.property(spec, name, property, part);
                    }
                }
                "required" => {
                    let names = items(Some(value)).filter_map(Value::as_str);
                    for name in names.filter(|name| !name.is_empty()) {
                        self.required.entry(name).or_insert(part);
                    }
                }
                "additionalProperties" => match value {
                    Value::Bool(true) => {}
                    Value::Bool(false) => self.additional = Additional::Closed(part),
                    value if value.as_object().is_some_and(Map::is_empty) => {}
                    value => self.additional = Additional::Schema(Node::new(spec, value), part),
                },
                "items" if value.is_array() => self.prefix(spec, value, part),
                "items" => self.items = Some((Node::new(spec, value), part)),
                "prefixItems" => self.prefix(spec, value, part),
                "exclusiveMaximum" | "exclusiveMinimum" if value.is_boolean() => {}
                "allOf" | "oneOf" | "anyOf" | "$ref" => {}
                _ if ANNOTATIONS.contains(&key) => {}
                _ if key.starts_with("x-") => {
                    self.extensions.insert(key, said);
                }
                "pattern" => self.pattern(value, part),
                _ if self.bound(key, value, part, map) || self.plain(key, said) => {}
                _ if self.guard(spec, key, value, part) => {}
                _ => {
                    self.unknown.insert(key, said);
                }
            }
        }
    }

    fn restrict_types(&mut self, value: &'d Value, part: &'d Value) {
        let (types, null) = Types::listed(value);
        self.accept_null(null, part);
        self.narrow(types, part);
    }

    /// Only these types fit, as `part` says.
    pub(super) fn narrow(&mut self, types: Types, part: &'d Value) {
        self.types = Some(self.types.map_or(types, |known| known.intersection(types)));
        self.types_at.get_or_insert(part);
    }

    pub(super) fn accept_null(&mut self, null: bool, part: &'d Value) {
        if null {
            self.nullable = true;
            self.nullable_at.get_or_insert(part);
        }
    }

    pub(super) fn restrict_values(
        &mut self,
        values: impl IntoIterator<Item = &'d Value>,
        part: &'d Value,
    ) {
        let mut list: Vec<&'d Value> = Vec::new();
        for value in values {
            if value.is_null() {
                self.accept_null(true, part);
            } else if !list.iter().any(|known| same(known, value)) {
                list.push(value);
            }
        }
        if let Some(known) = &self.values {
            list.retain(|value| known.iter().any(|other| same(other, value)));
        }
        self.values = Some(list);
        self.values_at.get_or_insert(part);
    }

    fn property(&mut self, spec: &Spec<'d>, name: &'d str, value: &'d Value, part: &'d Value) {
        match self.properties.get_mut(name) {
            Some(known) => known.node.and(spec, value),
            None => {
                let property = Property {
                    node: Node::new(spec, value),
                    required: false,
                    at: part,
                };
                self.properties.insert(name, property);
            }
        }
    }

    fn pattern(&mut self, value: &'d Value, part: &'d Value) {
        let pattern = value.as_str().unwrap_or_default();
        // What any text fits says nothing.
        if !["", ".*", "^.*$", "^.*", ".*$"].contains(&pattern) {
            self.patterns = Some((BTreeSet::from([pattern.to_owned()]), part, "pattern"));
        }
    }

    fn prefix(&mut self, spec: &Spec<'d>, value: &'d Value, part: &'d Value) {
        let nodes = items(Some(value))
            .map(|item| Node::new(spec, item))
            .collect();
        self.prefix = Some((nodes, part));
    }

    fn bound(
        &mut self,
        key: &str,
        value: &'d Value,
        part: &'d Value,
        map: &Map<String, Value>,
    ) -> bool {
        let Some(bound) = BOUNDS.iter().find(|bound| bound.keyword == key) else {
            return false;
        };
        let Value::Number(number) = value else {
            return false;
        };
        if bound.idle.is_some() && number.as_u64() == bound.idle {
            return true;
        }
        // The boolean of 3.0 turns the limit beside it into an exclusive one.
        let exclusive = match key {
            "maximum" => Some("exclusiveMaximum"),
            "minimum" => Some("exclusiveMinimum"),
            _ => None,
        };
        let keyword = exclusive
            .filter(|exclusive| map.get(*exclusive) == Some(&Value::Bool(true)))
            .unwrap_or(bound.keyword);
        let tighter = |known: &Number| match bound.sense {
            Sense::Upper => order(number, known).is_lt(),
            Sense::Lower => order(number, known).is_gt(),
        };
        if self
            .bounds
            .get(keyword)
            .is_none_or(|(known, _)| tighter(known))
        {
            self.bounds.insert(keyword, (number.clone(), part));
        }
        true
    }

    fn plain(&mut self, key: &str, said: Said<'d>) -> bool {
        let Some(keyword) = PLAIN.iter().find(|known| **known == key) else {
            return false;
        };
        // What is false says nothing.
        if said.value != &Value::Bool(false) || key == "default" {
            self.plain.entry(keyword).or_insert(said);
        }
        true
    }

    fn guard(&mut self, spec: &Spec<'d>, key: &str, value: &'d Value, part: &'d Value) -> bool {
        if GUARDS.contains(&key) {
            if value != &Value::Bool(true) {
                self.guards
                    .insert(key.to_owned(), (Node::new(spec, value), part));
            }
            return true;
        }
        if GUARD_MAPS.contains(&key) {
            for (name, value) in entries(Some(value)) {
                let path = format!("{key}/{}", name.replace('~', "~0").replace('/', "~1"));
                self.guards.insert(path, (Node::new(spec, value), part));
            }
            return true;
        }
        false
    }

    /// How many schemas it is made of and lists.
    pub(crate) fn size(&self) -> usize {
        let lists = self
            .properties
            .values()
            .map(|property| property.node.places.len());
        lists.sum::<usize>().saturating_add(1)
    }

    /// The types that fit; any where nothing is said.
    pub(crate) fn types(&self) -> Types {
        self.types.unwrap_or(Types::ANY)
    }

    /// The values of `enum` and `const` as texts that can be put in sets.
    pub(crate) fn value_set(&self) -> BTreeSet<String> {
        self.values
            .iter()
            .flatten()
            .map(|value| match value {
                Value::Number(number) if number.is_f64() => {
                    let text = number.to_string();
                    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
                }
                other => other.to_string(),
            })
            .collect()
    }
}

/// Whether the schemas of a node say `readOnly`, and whether they say `writeOnly`.
pub(crate) fn access<'d>(spec: &Spec<'d>, node: &Node<'d>) -> (bool, bool) {
    let parts = flatten(spec, node).parts;
    let says = |keyword| parts.iter().any(|part| is_true(part, keyword));
    (says("readOnly"), says("writeOnly"))
}
