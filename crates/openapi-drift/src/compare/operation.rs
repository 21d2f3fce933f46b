//! One operation and its annotations.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Comparison, Raw, Spot, Task, Ways, shown};
use crate::graph::{Link, Place};
use crate::judge::Way;
use crate::pair::{Matched, Operation, OperationPair, operations_of};
use crate::rules;
use crate::spec::{entries, identity, is_true, items, text};

/// Keywords of an operation that have rules, or say nothing to a client.
const KNOWN: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

/// Keywords of a path that have rules, or say nothing to a client.
const KNOWN_OF_PATHS: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
];

impl<'d> Comparison<'d> {
    /// Compares the operations that were paired, and reports the others.
    pub(crate) fn all_operations(&mut self, matched: &Matched<'d>) {
        for (from, to, count) in &matched.prefixes {
            let mut raw = Raw::new(rules::PATH_PREFIX_MOVED, None, from.as_str());
            raw.base = self.base.root.get("paths").map(Spot::at);
            raw.revision = self.revision.root.get("paths").map(Spot::at);
            raw.confidence = Some(95);
            let place = self.graph.place();
            raw.place = Some(place);
            self.report(
                raw.before(from.as_str())
                    .after(format!("{to} ({count} operations)")),
            );
            for pair in matched.pairs.iter().filter(|pair| pair.by_prefix) {
                if pair.base.path.starts_with(from.as_str()) {
                    let operation = self.operation_place(pair);
                    self.graph.link(operation, place, Link::Within);
                }
            }
        }
        for pair in &matched.pairs {
            self.counts.operations = self.counts.operations.saturating_add(1);
            let place = self.operation_place(pair);
            if pair.confidence < 100 && !pair.by_prefix {
                let mut raw = Raw::new(rules::OPERATION_MOVED, Some(place), pair.base.label());
                raw.confidence = Some(pair.confidence);
                raw.base = Some(Spot::at(pair.base.value));
                raw.revision = Some(Spot::at(pair.revision.value));
                self.report(raw.before(pair.base.label()).after(pair.revision.label()));
            }
            self.operation(place, pair, Ways::USUAL);
        }
        for operation in &matched.removed {
            let raw = Raw::new(rules::OPERATION_REMOVED, None, operation.label());
            self.alone(operation, raw.base(Spot::at(operation.value)));
        }
        for operation in &matched.added {
            let raw = Raw::new(rules::OPERATION_ADDED, None, operation.label());
            self.alone(operation, raw.revision(Spot::at(operation.value)));
        }
    }

    fn alone(&mut self, operation: &Operation<'d>, mut raw: Raw<'d>) {
        let place = self.graph.place();
        self.operations.push((place, operation.label()));
        raw.place = Some(place);
        self.report(raw);
    }

    fn operation_place(&mut self, pair: &OperationPair<'d>) -> Place {
        let (place, new) = self.place_of(
            "operation",
            vec![identity(pair.base.value)],
            vec![identity(pair.revision.value)],
        );
        if new {
            self.operations.push((place, pair.base.label()));
        }
        place
    }

    /// Compares two operations.
    pub(crate) fn operation(&mut self, place: Place, pair: &OperationPair<'d>, ways: Ways) {
        let (old, new) = (pair.base.value, pair.revision.value);
        let raw = |rule, key: &str| Raw::new(rule, Some(place), key).between(old, new, key);
        if pair.base.id() != pair.revision.id() {
            let mut raw = raw(rules::OPERATION_ID_CHANGED, "operationId").way(ways.request);
            raw.before = pair.base.id().map(str::to_owned);
            raw.after = pair.revision.id().map(str::to_owned);
            self.report(raw);
        }
        let tags = |value: &'d Value| -> BTreeSet<&'d str> {
            items(value.get("tags")).filter_map(Value::as_str).collect()
        };
        let list = |tags: BTreeSet<&str>| tags.into_iter().collect::<Vec<_>>().join(", ");
        if tags(old) != tags(new) {
            let raw = raw(rules::TAGS_CHANGED, "tags");
            self.report(raw.before(list(tags(old))).after(list(tags(new))));
        }
        match (is_true(old, "deprecated"), is_true(new, "deprecated")) {
            (false, true) => {
                self.report(raw(rules::OPERATION_DEPRECATED, "deprecated").way(ways.request))
            }
            (true, false) => {
                self.report(raw(rules::OPERATION_REACTIVATED, "deprecated").way(ways.request))
            }
            _ => {}
        }
        self.other_keywords(Some(place), old, new, KNOWN);
        // A path's own keywords are those of each of its operations.
        self.other_keywords(
            Some(place),
            pair.base.item,
            pair.revision.item,
            KNOWN_OF_PATHS,
        );
        self.operation_security(place, old, new, ways);
        let servers = |operation: &Operation<'d>| {
            let holder = [operation.value, operation.item].into_iter();
            holder
                .into_iter()
                .find(|holder| holder.get("servers").is_some())
        };
        if let (Some(old), Some(new)) = (servers(&pair.base), servers(&pair.revision)) {
            self.servers(old, new, Some(place));
        }
        self.parameters(place, &pair.base, &pair.revision, ways);
        self.request_body(place, old, new, ways);
        self.responses(place, old, new, ways);
        self.callbacks(place, old, new);
    }

    fn callbacks(&mut self, place: Place, old: &'d Value, new: &'d Value) {
        let (before, after) = (old.get("callbacks"), new.get("callbacks"));
        for (name, callback) in entries(before) {
            match after.and_then(|after| after.get(name)) {
                Some(other) => {
                    let callback = self.base.follow(callback);
                    let other = self.revision.follow(other);
                    let (at, new) = self.meet("callback", place, Link::Within, callback, other);
                    if new {
                        self.queue.push_back((at, Task::Callback(callback, other)));
                    }
                }
                None => {
                    let raw = Raw::new(rules::CALLBACK_REMOVED, Some(place), name);
                    self.report(raw.base(Spot::below(old, ["callbacks", name])));
                }
            }
        }
        for (name, _) in entries(after) {
            if before.and_then(|before| before.get(name)).is_none() {
                let raw = Raw::new(rules::CALLBACK_ADDED, Some(place), name);
                self.report(raw.revision(Spot::below(new, ["callbacks", name])));
            }
        }
    }

    /// Compares maps from expressions or names to path items, none of which is generated.
    pub(crate) fn compare_path_items(&mut self, place: Place, old: &'d Value, new: &'d Value) {
        for (name, item) in entries(Some(old)) {
            let Some(other) = new.get(name) else {
                let raw = Raw::new(rules::CALLBACK_REMOVED, Some(place), name);
                self.report(raw.base(Spot::below(old, [name])));
                continue;
            };
            let (item, other) = (self.base.follow(item), self.revision.follow(other));
            let mut after: Vec<Operation<'d>> = operations_of(name, other).collect();
            for base in operations_of(name, item) {
                let Some(index) = after.iter().position(|new| new.method == base.method) else {
                    let raw = Raw::new(rules::CALLBACK_REMOVED, Some(place), base.label());
                    self.report(raw.way(Way::Ungenerated).base(Spot::at(base.value)));
                    continue;
                };
                let pair = OperationPair {
                    base,
                    revision: after.swap_remove(index),
                    confidence: 100,
                    by_prefix: false,
                };
                let (at, new) = self.meet(
                    "operation",
                    place,
                    Link::Within,
                    base.value,
                    pair.revision.value,
                );
                if new {
                    self.operation(at, &pair, Ways::UNGENERATED);
                }
            }
            for operation in after {
                let raw = Raw::new(rules::CALLBACK_ADDED, Some(place), operation.label());
                self.report(
                    raw.way(Way::Ungenerated)
                        .revision(Spot::at(operation.value)),
                );
            }
        }
        for (name, _) in entries(Some(new)) {
            if old.get(name).is_none() {
                let raw = Raw::new(rules::CALLBACK_ADDED, Some(place), name);
                self.report(raw.revision(Spot::below(new, [name])));
            }
        }
    }

    /// Compares servers of the document, a path or an operation.
    pub(crate) fn servers(&mut self, old: &'d Value, new: &'d Value, place: Option<Place>) {
        let urls = |value: &'d Value| -> Vec<String> {
            items(value.get("servers"))
                .filter_map(|server| Some(with_defaults(server, text(server, "url")?)))
                .collect()
        };
        let (before, after) = (urls(old), urls(new));
        let gone: Vec<&String> = before.iter().filter(|url| !after.contains(url)).collect();
        let come: Vec<&String> = after.iter().filter(|url| !before.contains(url)).collect();
        let join = |urls: &[&String]| {
            urls.iter()
                .map(|url| shown(&Value::from(url.as_str())))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let rule = match (gone.is_empty(), come.is_empty()) {
            (true, true) => return,
            (true, false) if before.is_empty() => rules::SERVER_ADDED,
            (true, false) => rules::SERVER_ADDED,
            (false, true) => rules::SERVER_REMOVED,
            (false, false) => rules::SERVER_CHANGED,
        };
        let mut raw = Raw::new(rule, place, "servers").between(old, new, "servers");
        raw.before = (!gone.is_empty()).then(|| join(&gone));
        raw.after = (!come.is_empty()).then(|| join(&come));
        self.report(raw);
    }
}

/// An address with its variables written out by their defaults.
fn with_defaults(server: &Value, url: &str) -> String {
    let mut url = url.to_owned();
    for (name, variable) in entries(server.get("variables")) {
        if let Some(default) = text(variable, "default") {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    url
}
