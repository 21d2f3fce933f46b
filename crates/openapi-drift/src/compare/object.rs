//! Properties and what else an object may hold.

use serde_json::Value;

use super::schema::Pair;
use super::{Comparison, Raw, Spot};
use crate::canonical::{Additional, Property, Schema, access};
use crate::judge::{Edge, Slot};
use crate::pair::properties;
use crate::rules;

impl<'d> Comparison<'d> {
    /// Compares the properties of two objects, renamed ones paired.
    pub(crate) fn object(&mut self, pair: &Pair<'_, 'd>) {
        let (old, new) = (pair.base, pair.revision);
        for (name, property) in &old.properties {
            if let Some(other) = new.properties.get(name) {
                self.property(pair, (name, property), (name, other));
            }
        }
        let gone: Vec<(&str, &Property<'d>)> = lacking(old, new);
        let come: Vec<(&str, &Property<'d>)> = lacking(new, old);
        let renamed = properties::renamed(self.base, self.revision, &self.nouns, &gone, &come);
        for found in &renamed {
            self.rename(pair, found);
        }
        for (name, property) in gone {
            if !renamed.iter().any(|found| found.base.0 == name) {
                let raw = self.lost(pair, name, property);
                self.report(raw);
            }
        }
        for (name, property) in come {
            if !renamed.iter().any(|found| found.revision.0 == name) {
                let raw = self.gained(pair, name, property);
                self.report(raw);
            }
        }
        self.additional(pair);
    }

    fn lost(&self, pair: &Pair<'_, 'd>, name: &str, property: &Property<'d>) -> Raw<'d> {
        let rule = if property.required {
            rules::REQUIRED_PROPERTY_REMOVED
        } else {
            rules::OPTIONAL_PROPERTY_REMOVED
        };
        let mut raw = Raw::new(rule, Some(pair.place), name);
        raw.edge = property_edge(access(self.base, &property.node));
        raw.base = Some(listed(property, name));
        raw.revision = pair.revision.home.map(Spot::at);
        raw
    }

    fn gained(&self, pair: &Pair<'_, 'd>, name: &str, property: &Property<'d>) -> Raw<'d> {
        let rule = if property.required {
            rules::REQUIRED_PROPERTY_ADDED
        } else {
            rules::OPTIONAL_PROPERTY_ADDED
        };
        let mut raw = Raw::new(rule, Some(pair.place), name);
        raw.edge = property_edge(access(self.revision, &property.node));
        raw.base = pair.base.home.map(Spot::at);
        raw.revision = Some(listed(property, name));
        raw
    }

    /// A rename is judged as what it is to others: one property gone, another come.
    fn rename(&mut self, pair: &Pair<'_, 'd>, found: &properties::Renamed<'_, 'd>) {
        let (old_name, old) = found.base;
        let (new_name, new) = found.revision;
        let rule = match (old.required, new.required) {
            (true, true) => rules::REQUIRED_PROPERTY_RENAMED,
            (false, false) => rules::OPTIONAL_PROPERTY_RENAMED,
            (true, false) => rules::PROPERTY_RENAMED_OPTIONAL,
            (false, true) => rules::PROPERTY_RENAMED_REQUIRED,
        };
        let mut raw = Raw::new(rule, Some(pair.place), old_name);
        raw.edge = property_edge(access(self.base, &old.node));
        raw.base = Some(listed(old, old_name));
        raw.revision = Some(listed(new, new_name));
        raw.confidence = Some(found.confidence);
        self.report(raw.before(old_name).after(new_name));
        self.inside(pair, old, new);
    }

    fn property(
        &mut self,
        pair: &Pair<'_, 'd>,
        (name, old): (&str, &Property<'d>),
        (_, new): (&str, &Property<'d>),
    ) {
        self.counts.properties = self.counts.properties.saturating_add(1);
        let before = access(self.base, &old.node);
        let after = access(self.revision, &new.node);
        let raw = |rule| {
            let mut raw = Raw::new(rule, Some(pair.place), name);
            raw.base = Some(listed(old, name));
            raw.revision = Some(listed(new, name));
            raw
        };
        match (before.0, after.0) {
            (false, true) => self.report(raw(rules::READ_ONLY_ADDED)),
            (true, false) => self.report(raw(rules::READ_ONLY_REMOVED)),
            _ => {}
        }
        match (before.1, after.1) {
            (false, true) if old.required => self.report(raw(rules::REQUIRED_WRITE_ONLY_ADDED)),
            (false, true) => self.report(raw(rules::WRITE_ONLY_ADDED)),
            (true, false) => self.report(raw(rules::WRITE_ONLY_REMOVED)),
            _ => {}
        }
        if old.required != new.required {
            let rule = if new.required {
                rules::PROPERTY_REQUIRED
            } else {
                rules::PROPERTY_OPTIONAL
            };
            let mut raw = raw(rule);
            raw.edge = property_edge(after);
            self.report(raw);
        }
        self.inside(pair, old, new);
    }

    fn inside(&mut self, pair: &Pair<'_, 'd>, old: &Property<'d>, new: &Property<'d>) {
        // What is only read now is not sent; that it no longer may be is reported for itself.
        let after = access(self.revision, &new.node);
        // What was left out by the shipped client, or is an option in Rust on both sides.
        let slot = if old.required {
            Slot::Demanded
        } else {
            Slot::Optional
        };
        let mut edge = property_edge(after);
        edge.slot = slot;
        self.schemas(pair.place, edge, old.node.clone(), new.node.clone());
    }

    fn additional(&mut self, pair: &Pair<'_, 'd>) {
        let keyword = "additionalProperties";
        let raw = |rule, old, new| pair.at(rule, keyword, old, new);
        let (old, new) = (&pair.base.additional, &pair.revision.additional);
        match (old, new) {
            (Additional::Open, Additional::Open)
            | (Additional::Closed(_), Additional::Closed(_)) => {}
            (Additional::Schema(old, _), Additional::Schema(new, _)) => {
                self.schemas(
                    pair.place,
                    Edge::new(Slot::Demanded),
                    old.clone(),
                    new.clone(),
                );
            }
            (Additional::Open, Additional::Closed(at)) => {
                self.report(raw(rules::OBJECT_CLOSED, None, Some(at)))
            }
            (Additional::Closed(at), Additional::Open) => {
                self.report(raw(rules::OBJECT_OPENED, Some(at), None))
            }
            (_, Additional::Schema(_, at)) => self.report(raw(rules::MAP_GAINED, None, Some(at))),
            (Additional::Schema(_, at), _) => self.report(raw(rules::MAP_LOST, Some(at), None)),
        }
    }
}

fn lacking<'a, 'd>(from: &'a Schema<'d>, other: &Schema<'d>) -> Vec<(&'d str, &'a Property<'d>)> {
    let properties = from.properties.iter();
    properties
        .filter(|(name, _)| !other.properties.contains_key(*name))
        .map(|(name, property)| (*name, property))
        .collect()
}

fn property_edge((read_only, write_only): (bool, bool)) -> Edge {
    Edge {
        slot: Slot::Same,
        unsent: read_only,
        unreceived: write_only,
    }
}

/// Where a property stands: in its schema's list, or among the required ones alone.
fn listed<'d>(property: &Property<'d>, name: &str) -> Spot<'d> {
    let in_list = property
        .at
        .get("properties")
        .and_then(|list| list.get(name));
    match in_list {
        Some(Value::Null) | None => Spot::below(property.at, ["required"]),
        Some(_) => Spot::below(property.at, ["properties", name]),
    }
}
