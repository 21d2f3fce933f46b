//! How alike two schemas are.

use std::collections::BTreeSet;

use super::words::shared;
use crate::canonical::{Node, Schema};
use crate::spec::Spec;

/// What of a schema can be compared at a glance.
pub(crate) struct Shape<'d> {
    name: Option<&'d str>,
    types: String,
    format: Option<&'d str>,
    pattern: Option<BTreeSet<String>>,
    values: BTreeSet<String>,
    properties: BTreeSet<&'d str>,
    /// Constants of properties, which tell branches apart.
    tags: BTreeSet<(&'d str, String)>,
    items: Option<String>,
}

impl<'d> Shape<'d> {
    pub(crate) fn new(spec: &Spec<'d>, node: &Node<'d>) -> Self {
        let schema = Schema::new(spec, node);
        let mut tags = BTreeSet::new();
        // Tags stand among few properties or first; a long list is not searched to its end.
        for (name, property) in schema.properties.iter().take(16) {
            let inner = Schema::new(spec, &property.node);
            let values = inner.value_set();
            if let (1, Some(value)) = (values.len(), values.into_iter().next()) {
                tags.insert((*name, value));
            }
        }
        let items = schema
            .items
            .as_ref()
            .map(|(node, _)| match node.name(spec) {
                Some(name) => name.to_owned(),
                None => Schema::new(spec, node).types().to_string(),
            });
        Self {
            name: schema.name,
            types: schema.types().to_string(),
            format: schema.format.and_then(|said| said.value.as_str()),
            pattern: schema.patterns.as_ref().map(|said| said.0.clone()),
            values: schema.value_set(),
            properties: schema.properties.keys().copied().collect(),
            tags,
            items,
        }
    }

    /// How alike, in per cent. Components of one name, and branches of one tag, are the same.
    pub(crate) fn alike(&self, other: &Shape<'_>) -> u8 {
        if self.name.is_some() && self.name == other.name {
            return 100;
        }
        if self.types != other.types {
            return 0;
        }
        let tag = |(name, value): &(&str, String)| format!("{name}={value}");
        let (mine, theirs): (BTreeSet<_>, BTreeSet<_>) = (
            self.tags.iter().map(tag).collect(),
            other.tags.iter().map(tag).collect(),
        );
        if !mine.is_empty() && !theirs.is_empty() {
            return if mine.is_disjoint(&theirs) { 0 } else { 95 };
        }
        if !self.properties.is_empty() || !other.properties.is_empty() {
            let other: BTreeSet<&str> = other.properties.iter().copied().collect();
            let mine: BTreeSet<&str> = self.properties.iter().copied().collect();
            return shared(&mine, &other);
        }
        if !self.values.is_empty() || !other.values.is_empty() {
            return shared(&self.values, &other.values);
        }
        let same = [
            self.format == other.format,
            self.pattern == other.pattern,
            self.items == other.items,
        ];
        let misses = same.iter().filter(|same| !**same).count();
        match misses {
            0 => 90,
            1 => 60,
            _ => 30,
        }
    }

    /// Whether the shape says more than a bare type: likeness then means something.
    pub(crate) fn is_telling(&self) -> bool {
        self.properties.len() >= 3 || self.values.len() >= 2 || self.pattern.is_some()
    }
}
