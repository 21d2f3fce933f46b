//! Groups of operations on one kind of resource, which may have another name altogether.
//!
//! A family is what stands below one collection: `/nodes`, `/nodes/{id}`, `/nodes/{id}/logs`.
//! Two families are one when their operations have the same methods and tails, their names share
//! words, and what they send and receive shares properties.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::operations::{Matched, Operation, OperationPair, skeleton};
use super::words::{shared, words};
use crate::canonical::{Node, Schema};
use crate::spec::{Spec, entries};

/// Below this, two families are two.
const ALIKE: u32 = 40;
/// More pairs of families than this are not tried: a document that changed so is another one.
const MOST: usize = 40_000;
/// Properties gathered for each family.
const PROPERTIES: usize = 400;

struct Family<'d> {
    name: &'d str,
    members: BTreeMap<String, Operation<'d>>,
    tails: BTreeSet<String>,
    words: BTreeSet<String>,
    /// The words of operation names, each with the tail it stands at.
    names: BTreeSet<(String, String)>,
    properties: BTreeSet<String>,
}

/// Pairs families, and their operations by tail.
pub(crate) fn pair<'d>(
    base: &Spec<'d>,
    revision: &Spec<'d>,
    old: &mut Vec<Operation<'d>>,
    new: &mut Vec<Operation<'d>>,
    matched: &mut Matched<'d>,
) {
    let before = families(base, old);
    let after = families(revision, new);
    if before.len().saturating_mul(after.len()) > MOST {
        return;
    }
    let mut candidates = Vec::new();
    for (index, family) in before.iter().enumerate() {
        for (other, candidate) in after.iter().enumerate() {
            let alike = family.alike(candidate);
            if alike >= ALIKE {
                candidates.push((std::cmp::Reverse(alike), index, other));
            }
        }
    }
    candidates.sort_unstable();
    let mut taken: (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
    for (std::cmp::Reverse(alike), index, other) in candidates {
        if taken.0.contains(&index) || taken.1.contains(&other) {
            continue;
        }
        taken.0.insert(index);
        taken.1.insert(other);
        let (Some(family), Some(candidate)) = (before.get(index), after.get(other)) else {
            continue;
        };
        let renamed = words(family.name).into_iter().zip(words(candidate.name));
        matched
            .nouns
            .extend(renamed.filter(|(from, to)| from != to));
        for (tail, operation) in &family.members {
            let Some(found) = candidate.members.get(tail) else {
                continue;
            };
            old.retain(|other| !std::ptr::eq(other.value, operation.value));
            new.retain(|other| !std::ptr::eq(other.value, found.value));
            matched.pairs.push(OperationPair {
                base: *operation,
                revision: *found,
                confidence: u8::try_from(alike.min(94)).unwrap_or(94),
                by_prefix: false,
            });
        }
    }
}

impl Family<'_> {
    /// How alike two families are, in per cent: tails, words, names and properties weigh about the
    /// same, and without any word or property in common two families are two.
    fn alike(&self, other: &Family<'_>) -> u32 {
        let tails = u32::from(shared(&self.tails, &other.tails));
        let words = u32::from(shared(&self.words, &other.words));
        let properties = u32::from(shared(&self.properties, &other.properties));
        if words < 40 && properties < 35 {
            return 0;
        }
        let names = u32::from(shared(&self.names, &other.names));
        (tails.saturating_mul(25))
            .saturating_add(words.saturating_mul(20))
            .saturating_add(names.saturating_mul(25))
            .saturating_add(properties.saturating_mul(30))
            / 100
    }
}

fn families<'d>(spec: &Spec<'d>, operations: &[Operation<'d>]) -> Vec<Family<'d>> {
    let mut families: BTreeMap<&str, Family<'d>> = BTreeMap::new();
    for &operation in operations {
        let (collection, tail) = cut(operation.path);
        let name = collection.rsplit('/').next().unwrap_or_default();
        let family = families.entry(collection).or_insert_with(|| Family {
            name,
            members: BTreeMap::new(),
            tails: BTreeSet::new(),
            words: BTreeSet::new(),
            names: BTreeSet::new(),
            properties: BTreeSet::new(),
        });
        let key = format!("{} {}", operation.method, skeleton(tail));
        family.tails.insert(key.clone());
        let names = words(operation.id().unwrap_or_default());
        family
            .names
            .extend(names.into_iter().map(|word| (key.clone(), word)));
        gather(spec, operation.value, &mut family.properties);
        family.members.insert(key, operation);
    }
    let mut families: Vec<Family<'d>> = families.into_values().collect();
    for family in &mut families {
        family.words = words(family.name).into_iter().collect();
    }
    families
}

/// A path cut where its first parameter stands.
fn cut(path: &str) -> (&str, &str) {
    match path.find("/{") {
        Some(index) => path.split_at_checked(index).unwrap_or((path, "")),
        None => (path.trim_end_matches('/'), ""),
    }
}

/// The names of properties in what an operation sends and receives, two levels deep.
fn gather<'d>(spec: &Spec<'d>, operation: &'d Value, names: &mut BTreeSet<String>) {
    let responses = entries(operation.get("responses"));
    let successes = responses.filter(|(status, _)| status.starts_with('2'));
    let bodies = operation.get("requestBody").into_iter();
    let holders = bodies.chain(successes.map(|(_, response)| response));
    for holder in holders {
        for (_, media) in entries(spec.follow(holder).get("content")) {
            if let Some(schema) = media.get("schema") {
                names_in(spec, &Node::new(spec, schema), 2, names);
            }
        }
    }
}

fn names_in<'d>(spec: &Spec<'d>, node: &Node<'d>, depth: u8, names: &mut BTreeSet<String>) {
    let Some(deeper) = depth.checked_sub(1) else {
        return;
    };
    let schema = Schema::new(spec, node);
    for (name, property) in &schema.properties {
        if names.len() >= PROPERTIES {
            return;
        }
        names.insert((*name).to_owned());
        names_in(spec, &property.node, deeper, names);
    }
    if let Some((items, _)) = &schema.items {
        names_in(spec, items, depth, names);
    }
    for branch in schema.unions.iter().flat_map(|union| &union.branches) {
        names_in(spec, branch, deeper, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_cut_at_its_first_parameter() {
        assert_eq!(cut("/v2/nodes/{id}/logs"), ("/v2/nodes", "/{id}/logs"));
        assert_eq!(cut("/v2/nodes"), ("/v2/nodes", ""));
    }
}
