//! What belongs to no operation: component schemas that nothing reaches, webhooks, extensions.

use std::collections::HashSet;

use serde_json::Value;

use super::{Comparison, Raw, Spot, Task, Ways};
use crate::Error;
use crate::canonical::Node;
use crate::graph::{Link, Place};
use crate::judge::Way;
use crate::pair::{Operation, OperationPair, operations_of};
use crate::rules;
use crate::spec::{Spec, entries, identity};

/// Keywords of a document that have rules, or say nothing to a client.
pub(crate) const KNOWN: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "paths",
    "webhooks",
    "x-webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
    "jsonSchemaDialect",
];

impl<'d> Comparison<'d> {
    pub(crate) fn webhook(&mut self, place: Place, name: &'d str, old: &'d Value, new: &'d Value) {
        let mut after: Vec<Operation<'d>> = operations_of(name, new).collect();
        for base in operations_of(name, old) {
            let Some(index) = after.iter().position(|other| other.method == base.method) else {
                let raw = Raw::new(rules::WEBHOOK_REMOVED, Some(place), base.label());
                self.report(raw.way(Way::Ungenerated).base(Spot::at(base.value)));
                continue;
            };
            let pair = OperationPair {
                base,
                revision: after.swap_remove(index),
                confidence: 100,
                by_prefix: false,
            };
            let (at, first) = self.meet(
                "operation",
                place,
                Link::Within,
                base.value,
                pair.revision.value,
            );
            if first {
                self.operation(at, &pair, Ways::UNGENERATED);
            }
        }
        for operation in after {
            let raw = Raw::new(rules::WEBHOOK_ADDED, Some(place), operation.label());
            self.report(
                raw.way(Way::Ungenerated)
                    .revision(Spot::at(operation.value)),
            );
        }
    }

    /// Compares component schemas that no operation led to, and reports those of one side.
    ///
    /// One that met another by a new name is renamed; one that met an inline schema is only
    /// written elsewhere; one that hangs below something that is reported is part of that.
    pub(crate) fn component_schemas(&mut self) -> Result<(), Error> {
        let all = |root: &'d Value| root.pointer("/components/schemas");
        let (old, new) = (all(self.base.root), all(self.revision.root));
        for (name, schema) in entries(old) {
            if let Some(other) = new.and_then(|new| new.get(name))
                && !self.met_base.contains(name)
                && !self.met_revision.contains(name)
            {
                let base = Node::new(self.base, schema);
                let revision = Node::new(self.revision, other);
                let (place, first) = self.place_of("schema", base.key(), revision.key());
                if first {
                    self.queue.push_back((place, Task::Schemas(base, revision)));
                }
            }
        }
        self.drain()?;
        self.renamed_schemas(old, new);
        let reached = (reached(self.base), reached(self.revision));
        for (name, schema) in entries(old) {
            let below = reached.0.contains(name) && !self.used_base.contains(name);
            if new.and_then(|new| new.get(name)).is_none()
                && !below
                && !self.met_base.contains(name)
            {
                // What was used and met nothing of its own was a part of others.
                let rule = if self.used_base.contains(name) {
                    rules::SCHEMA_PART_REMOVED
                } else {
                    rules::SCHEMA_REMOVED
                };
                let raw = Raw::new(rule, None, name);
                self.report(raw.base(Spot::at(schema)));
            }
        }
        for (name, schema) in entries(new) {
            let met = self.met_revision.contains(name);
            if old.and_then(|old| old.get(name)).is_none() && !met && !reached.1.contains(name) {
                let raw = Raw::new(rules::SCHEMA_ADDED, None, name);
                self.report(raw.revision(Spot::at(schema)));
            }
        }
        Ok(())
    }

    /// A name that is gone and met mostly one that has come is a rename.
    fn renamed_schemas(&mut self, old: Option<&'d Value>, new: Option<&'d Value>) {
        let mut met: Vec<((&'d str, &'d str), usize)> = self
            .met_names
            .iter()
            .map(|(names, times)| (*names, *times))
            .filter(|((from, to), _)| {
                let gone = new.and_then(|new| new.get(*from)).is_none();
                let come = old.and_then(|old| old.get(*to)).is_none();
                gone && come
            })
            .collect();
        met.sort_by_key(|(names, times)| (std::cmp::Reverse(*times), *names));
        let mut taken: (HashSet<&str>, HashSet<&str>) = Default::default();
        for ((from, to), _) in met {
            if taken.0.contains(from) || taken.1.contains(to) {
                continue;
            }
            taken.0.insert(from);
            taken.1.insert(to);
            let mut raw = Raw::new(rules::SCHEMA_RENAMED, None, from);
            raw.base = old.and_then(|old| old.get(from)).map(Spot::at);
            raw.revision = new.and_then(|new| new.get(to)).map(Spot::at);
            raw.confidence = Some(90);
            self.report(raw.before(from).after(to));
        }
    }
}

/// The component schemas that something outside the list of schemas leads to.
fn reached<'d>(spec: &Spec<'d>) -> HashSet<&'d str> {
    let mut names = HashSet::new();
    let mut seen = HashSet::new();
    let mut stack: Vec<&'d Value> = entries(Some(spec.root))
        .filter(|(key, _)| *key != "components")
        .map(|(_, value)| value)
        .collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(list) => stack.extend(list),
            Value::Object(map) => {
                let reference = map.get("$ref").and_then(Value::as_str);
                if let Some(target) = reference.and_then(|reference| spec.target(reference))
                    && seen.insert(identity(target))
                {
                    names.extend(spec.schema_name(target));
                    stack.push(target);
                }
                stack.extend(map.values());
            }
            _ => {}
        }
    }
    names
}
