//! Branches of `oneOf` and `anyOf`, and what tells them apart.

use serde_json::Value;

use super::schema::Pair;
use super::{Comparison, Raw, Spot, shown};
use crate::canonical::{Node, Schema, Union};
use crate::judge::{Edge, Slot};
use crate::pair::branches;
use crate::rules::{self, Rule};
use crate::spec::entries;

impl<'d> Comparison<'d> {
    /// One form against a choice that holds it, or the other way round; says whether it was so.
    pub(crate) fn one_of_several(
        &mut self,
        pair: &Pair<'_, 'd>,
        base: &Node<'d>,
        revision: &Node<'d>,
    ) -> bool {
        let (old, new) = (pair.base, pair.revision);
        let same = Edge::new(Slot::Same);
        match (old.unions.as_slice(), new.unions.as_slice()) {
            ([], [union]) if !is_any(old) => {
                let Some(branch) = branches::like(self.base, base, self.revision, &union.branches)
                else {
                    return false;
                };
                let raw = pair.at(rules::WRAPPED, union.keyword, None, Some(union.at));
                self.report(raw.after(self.branch_names(false, union)));
                self.met_base.extend(old.name);
                self.met_revision.extend(new.name);
                self.schemas(pair.place, same, base.clone(), branch.clone());
                true
            }
            ([union], []) if !is_any(new) => {
                let Some(branch) =
                    branches::like(self.revision, revision, self.base, &union.branches)
                else {
                    return false;
                };
                let raw = pair.at(rules::UNWRAPPED, union.keyword, Some(union.at), None);
                self.report(raw.before(self.branch_names(true, union)));
                self.schemas(pair.place, same, branch.clone(), revision.clone());
                true
            }
            _ => false,
        }
    }

    fn branch_names(&self, base: bool, union: &Union<'d>) -> String {
        let spec = if base { self.base } else { self.revision };
        let names: Vec<String> = union
            .branches
            .iter()
            .map(|branch| branches::named(spec, branch))
            .collect();
        names.join(", ")
    }

    /// Compares the unions that both schemas have, and reports those that one has.
    pub(crate) fn unions(&mut self, pair: &Pair<'_, 'd>) {
        let (old, new) = (&pair.base.unions, &pair.revision.unions);
        for (before, after) in old.iter().zip(new) {
            self.union(pair, before, after);
        }
        for union in old.iter().skip(new.len()) {
            for branch in &union.branches {
                let raw = pair.at(removed(union), union.keyword, Some(union.at), None);
                self.report(raw.before(branches::named(self.base, branch)));
            }
        }
        for union in new.iter().skip(old.len()) {
            for branch in &union.branches {
                let raw = pair.at(added(union), union.keyword, None, Some(union.at));
                self.report(raw.after(branches::named(self.revision, branch)));
            }
        }
    }

    fn union(&mut self, pair: &Pair<'_, 'd>, old: &Union<'d>, new: &Union<'d>) {
        if old.keyword != new.keyword {
            let mut raw = Raw::new(rules::UNION_KIND_CHANGED, Some(pair.place), old.keyword);
            raw.base = Some(Spot::below(old.at, [old.keyword]));
            raw.revision = Some(Spot::below(new.at, [new.keyword]));
            self.report(raw.before(old.keyword).after(new.keyword));
        }
        let pairing = branches::paired(self.base, &old.branches, self.revision, &new.branches);
        for (before, after) in pairing.pairs {
            self.schemas(pair.place, Edge::new(Slot::Demanded), before, after);
        }
        for branch in pairing.removed {
            let name = branches::named(self.base, &branch);
            let mut raw = Raw::new(removed(old), Some(pair.place), name.clone());
            raw.base = Some(Spot::below(old.at, [old.keyword]));
            raw.revision = Some(Spot::below(new.at, [new.keyword]));
            self.report(raw.before(name));
        }
        for branch in pairing.added {
            let name = branches::named(self.revision, &branch);
            let mut raw = Raw::new(added(new), Some(pair.place), name.clone());
            raw.base = Some(Spot::below(old.at, [old.keyword]));
            raw.revision = Some(Spot::below(new.at, [new.keyword]));
            self.report(raw.after(name));
        }
    }

    /// Compares what tells branches apart.
    pub(crate) fn discriminator(&mut self, pair: &Pair<'_, 'd>) {
        let said = |schema: &Schema<'d>| schema.plain.get("discriminator").copied();
        let keyword = "discriminator";
        let (old, new) = match (said(pair.base), said(pair.revision)) {
            (None, None) => return,
            (None, Some(new)) => {
                let raw = pair.at(rules::DISCRIMINATOR_ADDED, keyword, None, Some(new.at));
                return self.report(raw.after(shown(new.value)));
            }
            (Some(old), None) => {
                let raw = pair.at(rules::DISCRIMINATOR_REMOVED, keyword, Some(old.at), None);
                return self.report(raw.before(shown(old.value)));
            }
            (Some(old), Some(new)) => (old, new),
        };
        let raw = |rule, tail: &str| pair.at(rule, tail, Some(old.at), Some(new.at));
        let name = |value: &Value| value.get("propertyName").map(shown).unwrap_or_default();
        let (before, after) = (name(old.value), name(new.value));
        if before != after {
            let raw = raw(rules::DISCRIMINATOR_MOVED, "discriminator/propertyName");
            self.report(raw.before(before).after(after));
        }
        let mapping = |value: &'d Value| value.get("mapping");
        for (tag, target) in entries(mapping(old.value)) {
            let tail = format!(
                "discriminator/mapping/{}",
                tag.replace('~', "~0").replace('/', "~1")
            );
            match mapping(new.value).and_then(|mapping| mapping.get(tag)) {
                None => self.report(raw(rules::MAPPING_REMOVED, &tail).before(shown(target))),
                Some(other) if !self.same_target(target, other) => {
                    let raw = raw(rules::MAPPING_CHANGED, &tail);
                    self.report(raw.before(shown(target)).after(shown(other)));
                }
                Some(_) => {}
            }
        }
        for (tag, target) in entries(mapping(new.value)) {
            if mapping(old.value)
                .and_then(|mapping| mapping.get(tag))
                .is_none()
            {
                let tail = format!(
                    "discriminator/mapping/{}",
                    tag.replace('~', "~0").replace('/', "~1")
                );
                self.report(raw(rules::MAPPING_ADDED, &tail).after(shown(target)));
            }
        }
    }

    /// Whether two targets of a mapping are one, though one is a name and the other a reference.
    fn same_target(&self, old: &Value, new: &Value) -> bool {
        let name = |value: &Value| {
            let text = value.as_str().unwrap_or_default();
            text.rsplit('/').next().unwrap_or_default().to_owned()
        };
        name(old) == name(new)
    }
}

fn added(union: &Union<'_>) -> &'static Rule {
    match union.keyword {
        "oneOf" => rules::ONE_OF_ADDED,
        _ => rules::ANY_OF_ADDED,
    }
}

fn removed(union: &Union<'_>) -> &'static Rule {
    match union.keyword {
        "oneOf" => rules::ONE_OF_REMOVED,
        _ => rules::ANY_OF_REMOVED,
    }
}

/// Whether a schema says nothing about the form of values.
fn is_any(schema: &Schema<'_>) -> bool {
    schema.types.is_none()
}
