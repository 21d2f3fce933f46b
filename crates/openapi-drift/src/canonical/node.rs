//! What is compared: one schema, or several that hold at once.

use serde_json::Value;

use crate::spec::{Spec, identity};

/// Keywords that say nothing about values; a reference with only these beside it is a bare one.
pub(crate) const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "$comment",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$vocabulary",
    "$defs",
    "definitions",
    "xml",
];

/// A conjunction of schemas, each by the place where it is written.
#[derive(Clone, Debug)]
pub(crate) struct Node<'d> {
    pub(crate) places: Vec<&'d Value>,
    /// What is written where the first is used: the schema itself, or a reference to it.
    pub(crate) written: &'d Value,
}

impl<'d> Node<'d> {
    /// The schema written at `value`, or at the end of the bare references that start there.
    pub(crate) fn new(spec: &Spec<'d>, value: &'d Value) -> Self {
        Self {
            places: vec![home(spec, value)],
            written: value,
        }
    }

    /// What fits anything and is written nowhere.
    pub(crate) fn anything() -> Self {
        Self {
            places: vec![&Value::Null],
            written: &Value::Null,
        }
    }

    /// Adds a schema that has to hold as well.
    pub(crate) fn and(&mut self, spec: &Spec<'d>, value: &'d Value) {
        let value = home(spec, value);
        if !self.places.iter().any(|&known| std::ptr::eq(known, value)) {
            self.places.push(value);
        }
    }

    /// The same key for the same schemas, in whatever order.
    pub(crate) fn key(&self) -> Vec<usize> {
        let mut key: Vec<usize> = self.places.iter().map(|value| identity(value)).collect();
        key.sort_unstable();
        key
    }

    /// The name of the component that this is, if it is one alone.
    pub(crate) fn name(&self, spec: &Spec<'d>) -> Option<&'d str> {
        match self.places.as_slice() {
            [only] => spec.schema_name(only),
            _ => None,
        }
    }
}

/// Follows references that have nothing but annotations beside them, and `allOf` of one.
fn home<'d>(spec: &Spec<'d>, mut value: &'d Value) -> &'d Value {
    // A circle of references ends where it began: the steps are bounded.
    for _ in 0..64 {
        let Some(map) = value.as_object() else {
            return value;
        };
        let mut telling = map
            .iter()
            .filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str()));
        let next = match (telling.next(), telling.next()) {
            (Some((key, Value::String(reference))), None) if key == "$ref" => {
                spec.target(reference)
            }
            (Some((key, Value::Array(list))), None) if key == "allOf" => match list.as_slice() {
                // A component that is one of another keeps its own name.
                [only] if spec.schema_name(value).is_none() => Some(only),
                _ => None,
            },
            _ => None,
        };
        match next {
            Some(next) => value = next,
            None => return value,
        }
    }
    value
}
