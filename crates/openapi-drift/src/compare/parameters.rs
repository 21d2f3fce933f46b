//! Parameters by place and name, those of the path among them.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Comparison, Raw, Spot, Ways, shown};
use crate::canonical::{Node, Schema, Types};
use crate::graph::{Link, Place};
use crate::judge::{Contexts, Edge, Slot};
use crate::pair::{Operation, words};
use crate::rules;
use crate::spec::{Spec, entries, is_true, items, text};

/// Keywords of a parameter or header that have rules, or say nothing to a client.
const KNOWN: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "example",
    "examples",
    "$ref",
];

/// Where a parameter goes, and its name; a header's in lower case, a path's by its order.
type Key = (String, String);

/// The parameters of an operation, its path's among them.
type Parameters<'d> = IndexMap<Key, &'d Value>;

impl<'d> Comparison<'d> {
    /// Compares the parameters of two operations.
    pub(crate) fn parameters(
        &mut self,
        place: Place,
        base: &Operation<'d>,
        revision: &Operation<'d>,
        ways: Ways,
    ) {
        let old = parameters(self.base, base);
        let mut new = parameters(self.revision, revision);
        let mut gone = Vec::new();
        for (key, before) in old {
            match new.shift_remove(&key) {
                Some(after) => self.parameter(place, before, after, ways),
                None => gone.push((key, before)),
            }
        }
        let mut come: Vec<(Key, &'d Value)> = new.into_iter().collect();
        for (key, before) in gone {
            let renamed = come
                .iter()
                .position(|(other, after)| same_but_name(&key, before, other, after));
            match renamed {
                Some(index) => {
                    let (_, after) = come.swap_remove(index);
                    self.renamed(place, before, after, ways);
                }
                None => {
                    let path = key.0 == "path";
                    let rule = if path {
                        rules::PATH_PARAMETER_REMOVED
                    } else {
                        rules::PARAMETER_REMOVED
                    };
                    let raw = Raw::new(rule, Some(place), label(before)).way(ways.request);
                    self.report(raw.base(Spot::at(before)));
                }
            }
        }
        for (key, after) in come {
            let required = is_true(after, "required") || key.0 == "path";
            let rule = if required {
                rules::REQUIRED_PARAMETER_ADDED
            } else {
                rules::OPTIONAL_PARAMETER_ADDED
            };
            let raw = Raw::new(rule, Some(place), label(after)).way(ways.request);
            self.report(raw.revision(Spot::at(after)));
        }
    }

    fn renamed(&mut self, place: Place, before: &'d Value, after: &'d Value, ways: Ways) {
        let names = (label(before), label(after));
        let rule = if is_true(before, "required") {
            rules::REQUIRED_PARAMETER_RENAMED
        } else {
            rules::OPTIONAL_PARAMETER_RENAMED
        };
        let mut raw = Raw::new(rule, Some(place), names.0.clone()).way(ways.request);
        let same = text(before, "description") == text(after, "description");
        raw.confidence = Some(if same { 90 } else { 75 });
        raw.base = Some(Spot::at(before));
        raw.revision = Some(Spot::at(after));
        self.report(raw.before(names.0).after(names.1));
        self.parameter(place, before, after, ways);
    }

    fn parameter(&mut self, operation: Place, old: &'d Value, new: &'d Value, ways: Ways) {
        let entry = Link::Enter(Contexts::one(ways.request, Slot::Parameter));
        let (place, first) = self.meet("parameter", operation, entry, old, new);
        if !first {
            return;
        }
        self.counts.parameters = self.counts.parameters.saturating_add(1);
        let raw = |rule, key: &str| {
            let mut raw = Raw::new(rule, Some(place), label(old)).between(old, new, key);
            raw.before = old.get(key).map(shown);
            raw.after = new.get(key).map(shown);
            raw
        };
        let (place_in, before, after) = (text(old, "in"), text(old, "name"), text(new, "name"));
        if place_in == Some("path") && before != after {
            self.report(raw(rules::PATH_PARAMETER_RENAMED, "name"));
        }
        let required = |value| is_true(value, "required") || place_in == Some("path");
        match (required(old), required(new)) {
            (false, true) => self.report(raw(rules::PARAMETER_REQUIRED, "required")),
            (true, false) => self.report(raw(rules::PARAMETER_OPTIONAL, "required")),
            _ => {}
        }
        match (is_true(old, "deprecated"), is_true(new, "deprecated")) {
            (false, true) => self.report(raw(rules::PARAMETER_DEPRECATED, "deprecated")),
            (true, false) => self.report(raw(rules::PARAMETER_REACTIVATED, "deprecated")),
            _ => {}
        }
        self.other_keywords(Some(place), old, new, KNOWN);
        for (key, before, after) in [
            ("style", style(old), style(new)),
            ("explode", explode(old), explode(new)),
            (
                "allowReserved",
                flag(old, "allowReserved"),
                flag(new, "allowReserved"),
            ),
        ] {
            if before != after {
                self.report(
                    raw(rules::PARAMETER_STYLE_CHANGED, key)
                        .before(before)
                        .after(after),
                );
            }
        }
        match (
            is_true(old, "allowEmptyValue"),
            is_true(new, "allowEmptyValue"),
        ) {
            (true, false) => self.report(raw(rules::GUARD_ADDED, "allowEmptyValue")),
            (false, true) => self.report(raw(rules::GUARD_REMOVED, "allowEmptyValue")),
            _ => {}
        }
        self.parameter_schema(place, old, new);
    }

    /// Compares the schemas of two parameters or headers, or of their one media type.
    pub(crate) fn parameter_schema(&mut self, place: Place, old: &'d Value, new: &'d Value) {
        let (Some(before), Some(after)) = (schema_of(old), schema_of(new)) else {
            return;
        };
        let same = Edge::new(Slot::Same);
        if text(old, "in") == Some("query") && style(old) == "form" && explode(old) == "true" {
            let (one, many) = (
                Node::new(self.base, before),
                Node::new(self.revision, after),
            );
            let scalar = Schema::new(self.base, &one);
            let list = Schema::new(self.revision, &many);
            // `a=1` reads as a list of one, so a list of the same takes all that was sent.
            if let (true, true, Some((items, _))) = (
                scalar.types.is_some() && Types::SCALARS.contains(scalar.types()),
                list.types() == Types::ARRAY,
                &list.items,
            ) && list.bounds.is_empty()
            {
                let item = Schema::new(self.revision, items);
                let takes_all = item.types().contains(scalar.types())
                    && item
                        .bounds
                        .keys()
                        .all(|bound| scalar.bounds.contains_key(bound))
                    && (item.patterns.is_none() || scalar.patterns.is_some())
                    && (item.values.is_none() || scalar.values.is_some());
                let rule = if takes_all {
                    rules::TYPE_WIDENED
                } else {
                    rules::TYPE_CHANGED
                };
                let mut raw = Raw::new(rule, Some(place), label(old)).between(old, new, "schema");
                raw = raw.before(scalar.types().to_string());
                self.report(raw.after(format!("array of {}", item.types())));
                if takes_all {
                    self.schemas(place, same, one, items.clone());
                }
                return;
            }
        }
        self.schema_values(place, same, before, after);
    }
}

/// The parameters of an operation by place and name; its own before its path's.
fn parameters<'d>(spec: &Spec<'d>, operation: &Operation<'d>) -> Parameters<'d> {
    let order: Vec<&str> = operation
        .path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect();
    let mut all = IndexMap::new();
    for holder in [operation.value, operation.item] {
        for parameter in items(holder.get("parameters")) {
            let parameter = spec.follow(parameter);
            let (Some(place), Some(name)) = (text(parameter, "in"), text(parameter, "name")) else {
                continue;
            };
            let name = match place {
                "header" => name.to_ascii_lowercase(),
                "path" => order
                    .iter()
                    .position(|known| *known == name)
                    .map_or_else(|| name.to_owned(), |index| index.to_string()),
                _ => name.to_owned(),
            };
            all.entry((place.to_owned(), name)).or_insert(parameter);
        }
    }
    all
}

/// Whether two parameters are one but for the name: alike names, or the same description.
fn same_but_name(old_key: &Key, old: &Value, new_key: &Key, new: &Value) -> bool {
    let described = text(old, "description").filter(|text| text.len() >= 12);
    old_key.0 == new_key.0
        && old_key.0 != "path"
        && is_true(old, "required") == is_true(new, "required")
        && old.get("schema") == new.get("schema")
        && (words::alike(&old_key.1, &new_key.1) > 50
            || described.is_some() && described == text(new, "description"))
}

/// The schema of a parameter, or of the one media type of its content.
fn schema_of(value: &Value) -> Option<&Value> {
    let content = entries(value.get("content")).next();
    value
        .get("schema")
        .or_else(|| content.and_then(|(_, media)| media.get("schema")))
}

fn label(value: &Value) -> String {
    format!(
        "{} in {}",
        text(value, "name").unwrap_or_default(),
        text(value, "in").unwrap_or("header")
    )
}

fn style(value: &Value) -> String {
    let usual = match text(value, "in") {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    text(value, "style").unwrap_or(usual).to_owned()
}

fn explode(value: &Value) -> String {
    let said = value.get("explode").and_then(Value::as_bool);
    said.unwrap_or_else(|| style(value) == "form").to_string()
}

fn flag(value: &Value, key: &str) -> String {
    is_true(value, key).to_string()
}
