//! Bounds, annotations, and keywords that no rule knows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schema::Pair;
use super::{Comparison, Raw, Spot, shown};
use crate::canonical::{BOUNDS, Bound, Said, Schema, Sense, order};
use crate::graph::Place;
use crate::rules::{self, Rule};

/// Extensions that say how stable or how short-lived something is.
const SUNSET: &str = "x-sunset";
const STABILITY: &str = "x-stability-level";
/// The extension that lists values which others may join.
const KNOWN_VALUES: &str = "x-extensible-enum";

impl<'d> Comparison<'d> {
    /// Compares what is said by plain keywords.
    pub(crate) fn keywords(&mut self, pair: &Pair<'_, 'd>) {
        for bound in BOUNDS {
            self.bound(pair, bound);
        }
        for (keyword, added, removed, changed) in [
            (
                "multipleOf",
                rules::GUARD_ADDED,
                rules::GUARD_REMOVED,
                rules::GUARD_CHANGED,
            ),
            (
                "uniqueItems",
                rules::GUARD_ADDED,
                rules::GUARD_REMOVED,
                rules::GUARD_CHANGED,
            ),
            (
                "dependentRequired",
                rules::GUARD_ADDED,
                rules::GUARD_REMOVED,
                rules::GUARD_CHANGED,
            ),
            (
                "contentEncoding",
                rules::CONTENT_CHANGED,
                rules::CONTENT_CHANGED,
                rules::CONTENT_CHANGED,
            ),
            (
                "contentMediaType",
                rules::CONTENT_CHANGED,
                rules::CONTENT_CHANGED,
                rules::CONTENT_CHANGED,
            ),
            (
                "default",
                rules::DEFAULT_ADDED,
                rules::DEFAULT_REMOVED,
                rules::DEFAULT_CHANGED,
            ),
            (
                "deprecated",
                rules::DEPRECATED,
                rules::REACTIVATED,
                rules::DEPRECATED,
            ),
        ] {
            self.plain(pair, keyword, added, removed, changed);
        }
        self.patterns(pair);
        self.discriminator(pair);
        self.known_values(pair);
        self.said(
            Some(pair.place),
            &pair.base.extensions,
            &pair.revision.extensions,
            extension_rule,
        );
        self.said(
            Some(pair.place),
            &pair.base.unknown,
            &pair.revision.unknown,
            |_| rules::UNJUDGED,
        );
    }

    fn plain(
        &mut self,
        pair: &Pair<'_, 'd>,
        keyword: &'static str,
        added: &'static Rule,
        removed: &'static Rule,
        changed: &'static Rule,
    ) {
        let (old, new) = (
            pair.base.plain.get(keyword),
            pair.revision.plain.get(keyword),
        );
        let rule = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => added,
            (Some(_), None) => removed,
            (Some(old), Some(new)) if old.value == new.value => return,
            (Some(_), Some(_)) => changed,
        };
        let mut raw = pair.at(
            rule,
            keyword,
            old.map(|said| said.at),
            new.map(|said| said.at),
        );
        raw.before = old.map(|said| shown(said.value));
        raw.after = new.map(|said| shown(said.value));
        self.report(raw);
    }

    fn bound(&mut self, pair: &Pair<'_, 'd>, bound: &Bound) {
        let (old, new) = (
            pair.base.bounds.get(bound.keyword),
            pair.revision.bounds.get(bound.keyword),
        );
        let tightened = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some((old, _)), Some((new, _))) => match (order(new, old), bound.sense) {
                (std::cmp::Ordering::Equal, _) => return,
                (std::cmp::Ordering::Less, Sense::Upper)
                | (std::cmp::Ordering::Greater, Sense::Lower) => true,
                _ => false,
            },
        };
        let rule = if tightened {
            rules::BOUND_TIGHTENED
        } else {
            rules::BOUND_LOOSENED
        };
        let mut raw = pair.at(
            rule,
            bound.keyword,
            old.map(|said| said.1),
            new.map(|said| said.1),
        );
        raw.before = old.map(|said| said.0.to_string());
        raw.after = new.map(|said| said.0.to_string());
        self.report(raw);
    }

    /// Compares what texts must fit: one pattern, or one of several.
    fn patterns(&mut self, pair: &Pair<'_, 'd>) {
        let (old, new) = (&pair.base.patterns, &pair.revision.patterns);
        let rule = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => rules::GUARD_ADDED,
            (Some(_), None) => rules::GUARD_REMOVED,
            (Some((old, ..)), Some((new, ..))) if old == new => return,
            (Some((old, ..)), Some((new, ..))) if old.is_subset(new) => rules::GUARD_REMOVED,
            (Some(_), Some(_)) => rules::PATTERN_CHANGED,
        };
        let keyword = old
            .as_ref()
            .or(new.as_ref())
            .map_or("pattern", |said| said.2);
        let list = |patterns: &BTreeSet<String>| {
            patterns
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" or ")
        };
        let mut raw = pair.at(
            rule,
            keyword,
            old.as_ref().map(|said| said.1),
            new.as_ref().map(|said| said.1),
        );
        raw.before = old.as_ref().map(|said| list(&said.0));
        raw.after = new.as_ref().map(|said| list(&said.0));
        self.report(raw);
    }

    /// Compares the values that an open list names.
    fn known_values(&mut self, pair: &Pair<'_, 'd>) {
        let listed = |schema: &Schema<'d>| -> BTreeSet<String> {
            let said = schema.extensions.get(KNOWN_VALUES).map(|said| said.value);
            crate::spec::items(said).map(Value::to_string).collect()
        };
        let (before, after) = (listed(pair.base), listed(pair.revision));
        let join = |values: Vec<&String>| {
            values
                .into_iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let gone = join(before.difference(&after).collect());
        let come = join(after.difference(&before).collect());
        if !gone.is_empty() {
            self.report(
                pair.at(rules::KNOWN_VALUES_REMOVED, KNOWN_VALUES, None, None)
                    .before(gone),
            );
        }
        if !come.is_empty() {
            self.report(
                pair.at(rules::KNOWN_VALUES_ADDED, KNOWN_VALUES, None, None)
                    .after(come),
            );
        }
    }

    /// Compares keywords one by one by a rule for each.
    pub(crate) fn said(
        &mut self,
        place: Option<Place>,
        old: &BTreeMap<&'d str, Said<'d>>,
        new: &BTreeMap<&'d str, Said<'d>>,
        rule: fn(&str) -> &'static Rule,
    ) {
        let keys: BTreeSet<&'d str> = old.keys().chain(new.keys()).copied().collect();
        for key in keys {
            let (before, after) = (old.get(key), new.get(key));
            if key == KNOWN_VALUES || before.map(|said| said.value) == after.map(|said| said.value)
            {
                continue;
            }
            let mut raw = Raw::new(rule(key), place, key);
            raw.base = before.map(|said| Spot::below(said.at, [key]));
            raw.revision = after.map(|said| Spot::below(said.at, [key]));
            raw.before = before.map(|said| shown(said.value));
            raw.after = after.map(|said| shown(said.value));
            self.report(raw);
        }
    }

    /// Compares the extensions of anything, and keywords outside `known`.
    pub(crate) fn other_keywords(
        &mut self,
        place: Option<Place>,
        base: &'d Value,
        revision: &'d Value,
        known: &[&str],
    ) {
        let said = |value: &'d Value, extension: bool| -> BTreeMap<&'d str, Said<'d>> {
            let entries = crate::spec::entries(Some(value));
            entries
                .filter(|(key, _)| key.starts_with("x-") == extension && !known.contains(key))
                .map(|(key, said)| {
                    (
                        key,
                        Said {
                            value: said,
                            at: value,
                        },
                    )
                })
                .collect()
        };
        self.said(
            place,
            &said(base, true),
            &said(revision, true),
            extension_rule,
        );
        self.said(place, &said(base, false), &said(revision, false), |_| {
            rules::UNJUDGED
        });
    }
}

fn extension_rule(key: &str) -> &'static Rule {
    match key {
        SUNSET => rules::SUNSET_CHANGED,
        STABILITY => rules::STABILITY_CHANGED,
        _ => rules::EXTENSION_CHANGED,
    }
}
