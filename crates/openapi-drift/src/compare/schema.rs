//! One schema against another: types, null, values, and what holds as a whole.

use serde_json::Value;

use super::{Comparison, Raw, Spot, shown};
use crate::canonical::{Node, Schema, Types};
use crate::graph::Place;
use crate::judge::{Edge, Slot};
use crate::rules::{self, Rule};

/// Two schemas in canonical form that were paired.
pub(crate) struct Pair<'a, 'd> {
    pub(crate) place: Place,
    pub(crate) base: &'a Schema<'d>,
    pub(crate) revision: &'a Schema<'d>,
    /// The place leads to another component than before, so that the difference is its own and
    /// not that of either component.
    pub(crate) redirected: bool,
}

impl<'d> Pair<'_, 'd> {
    /// A difference at a keyword: where it is said, or where it would be.
    pub(crate) fn at(
        &self,
        rule: &'static Rule,
        keyword: &str,
        base: Option<&'d Value>,
        revision: Option<&'d Value>,
    ) -> Raw<'d> {
        let spot = |said: Option<&'d Value>, schema: &Schema<'d>| {
            if self.redirected {
                return schema.written.map(Spot::at);
            }
            let value = said.or(schema.types_at).or(schema.home)?;
            let tail = keyword.split('/').filter(|step| !step.is_empty());
            Some(Spot {
                value,
                tail: tail.map(unescaped).collect(),
            })
        };
        let mut raw = Raw::new(rule, Some(self.place), keyword);
        raw.base = spot(base, self.base);
        raw.revision = spot(revision, self.revision);
        raw
    }
}

impl<'d> Comparison<'d> {
    /// Compares two schemas and lets those inside them wait.
    pub(crate) fn compare_schemas(&mut self, place: Place, base: &Node<'d>, revision: &Node<'d>) {
        self.counts.schemas = self.counts.schemas.saturating_add(1);
        let old = Schema::new(self.base, base);
        let new = Schema::new(self.revision, revision);
        self.steps = self
            .steps
            .saturating_add(old.size())
            .saturating_add(new.size());
        self.remember_names(&old, &new);
        let pair = Pair {
            place,
            base: &old,
            revision: &new,
            redirected: self.is_redirected(&old, &new),
        };
        for lost in new.lost.iter().filter(|lost| !old.lost.contains(lost)) {
            self.report(
                pair.at(rules::REFERENCE_LOST, "$ref", None, None)
                    .after(*lost),
            );
        }
        match (old.never, new.never) {
            (true, true) => return,
            (false, false) => {}
            (_, never) => {
                let rule = if never {
                    rules::TYPE_NARROWED
                } else {
                    rules::TYPE_WIDENED
                };
                self.report(pair.at(rule, "", None, None));
                return;
            }
        }
        if self.one_of_several(&pair, base, revision) {
            return;
        }
        if !self.types_and_format(&pair) {
            return;
        }
        self.null(&pair);
        self.values(&pair);
        self.keywords(&pair);
        self.object(&pair);
        self.list(&pair);
        self.unions(&pair);
        self.guards(&pair);
    }

    /// Whether a component gave way to something else than its own new self.
    fn is_redirected(&self, old: &Schema<'d>, new: &Schema<'d>) -> bool {
        let schema =
            |root: &'d Value, name: &str| root.get("components")?.get("schemas")?.get(name);
        let renamed = |from: &str, to: &str| {
            schema(self.revision.root, from).is_none() && schema(self.base.root, to).is_none()
        };
        match (old.name, new.name) {
            (None, _) => false,
            (Some(from), Some(to)) => from != to && !renamed(from, to),
            (Some(_), None) => true,
        }
    }

    fn remember_names(&mut self, old: &Schema<'d>, new: &Schema<'d>) {
        self.used_base.extend(&old.names);
        if let (Some(old), Some(new)) = (old.name, new.name) {
            let times = self.met_names.entry((old, new)).or_default();
            *times = times.saturating_add(1);
        }
        // Inline against a component is only another way to write.
        self.met_base.extend(old.name);
        self.met_revision.extend(new.name);
    }

    fn null(&mut self, pair: &Pair<'_, 'd>) {
        let (old, new) = (pair.base, pair.revision);
        // What may be anything may be null.
        if old.nullable == new.nullable
            || old.types.is_none() && old.unions.is_empty()
            || new.types.is_none() && new.unions.is_empty()
        {
            return;
        }
        let rule = if new.nullable {
            rules::BECAME_NULLABLE
        } else {
            rules::BECAME_NOT_NULLABLE
        };
        self.report(pair.at(rule, "", old.nullable_at, new.nullable_at));
    }

    fn values(&mut self, pair: &Pair<'_, 'd>) {
        let (old, new) = (pair.base, pair.revision);
        let raw = |rule| pair.at(rule, "enum", old.values_at, new.values_at);
        let listed = |schema: &Schema<'_>| {
            schema
                .value_set()
                .into_iter()
                .collect::<Vec<_>>()
                .join(", ")
        };
        match (&old.values, &new.values) {
            (None, None) => {}
            (None, Some(_)) => self.report(raw(rules::BECAME_ENUM).after(listed(new))),
            (Some(_), None) => self.report(raw(rules::ENUM_OPENED).before(listed(old))),
            (Some(_), Some(_)) => {
                let (before, after) = (old.value_set(), new.value_set());
                let gone: Vec<&str> = before.difference(&after).map(String::as_str).collect();
                let come: Vec<&str> = after.difference(&before).map(String::as_str).collect();
                if before.len() == 1 && after.len() == 1 && !gone.is_empty() {
                    let raw = raw(rules::CONSTANT_CHANGED);
                    self.report(raw.before(gone.join(", ")).after(come.join(", ")));
                    return;
                }
                if !gone.is_empty() {
                    self.report(raw(rules::VALUES_REMOVED).before(gone.join(", ")));
                }
                if !come.is_empty() {
                    self.report(raw(rules::VALUES_ADDED).after(come.join(", ")));
                }
            }
        }
    }

    fn list(&mut self, pair: &Pair<'_, 'd>) {
        let item = Edge::new(Slot::Demanded);
        match (&pair.base.items, &pair.revision.items) {
            (Some((old, _)), Some((new, _))) => {
                self.schemas(pair.place, item, old.clone(), new.clone());
            }
            (None, None) => {}
            (old, new)
                if pair.base.types().meets(Types::ARRAY)
                    && pair.revision.types().meets(Types::ARRAY) =>
            {
                let rule = if old.is_some() {
                    rules::TYPE_WIDENED
                } else {
                    rules::TYPE_NARROWED
                };
                let raw = pair.at(
                    rule,
                    "items",
                    old.as_ref().map(|said| said.1),
                    new.as_ref().map(|said| said.1),
                );
                self.report(raw);
            }
            _ => {}
        }
        match (&pair.base.prefix, &pair.revision.prefix) {
            (None, None) => {}
            (None, Some((_, at))) => {
                self.report(pair.at(rules::TUPLE_ADDED, "prefixItems", None, Some(at)))
            }
            (Some((_, at)), None) => {
                self.report(pair.at(rules::TUPLE_REMOVED, "prefixItems", Some(at), None))
            }
            (Some((old, old_at)), Some((new, new_at))) => {
                for (old, new) in old.iter().zip(new) {
                    self.schemas(pair.place, item, old.clone(), new.clone());
                }
                let (before, after) = (old.len(), new.len());
                if before != after {
                    let rule = if after > before {
                        rules::TUPLE_ADDED
                    } else {
                        rules::TUPLE_REMOVED
                    };
                    let raw = pair.at(rule, "prefixItems", Some(old_at), Some(new_at));
                    self.report(raw.before(before.to_string()).after(after.to_string()));
                }
            }
        }
    }

    fn guards(&mut self, pair: &Pair<'_, 'd>) {
        let (old, new) = (&pair.base.guards, &pair.revision.guards);
        for (path, (node, at)) in old {
            match new.get(path) {
                Some((other, _)) => {
                    self.schemas(
                        pair.place,
                        Edge::new(Slot::Guard),
                        node.clone(),
                        other.clone(),
                    );
                }
                None => self.report(
                    pair.at(rules::GUARD_REMOVED, path, Some(at), None)
                        .before(guard_text(at, path)),
                ),
            }
        }
        for (path, (_, at)) in new {
            if !old.contains_key(path) {
                let unevaluated = path.starts_with("unevaluated");
                let rule = if unevaluated {
                    rules::UNEVALUATED_ADDED
                } else {
                    rules::GUARD_ADDED
                };
                self.report(
                    pair.at(rule, path, None, Some(at))
                        .after(guard_text(at, path)),
                );
            }
        }
    }
}

fn guard_text(at: &Value, path: &str) -> String {
    at.pointer(&format!("/{path}"))
        .map(shown)
        .unwrap_or_default()
}

/// A step of a pointer as it stands in the document.
fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
