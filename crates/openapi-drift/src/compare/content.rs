//! Bodies, responses, media types, headers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Comparison, Raw, Spot, Ways, shown};
use crate::graph::{Link, Place};
use crate::judge::{Contexts, Edge, Slot, Way};
use crate::rules;
use crate::spec::{entries, is_true};

impl<'d> Comparison<'d> {
    /// Compares what two operations take.
    pub(crate) fn request_body(
        &mut self,
        operation: Place,
        old: &'d Value,
        new: &'d Value,
        ways: Ways,
    ) {
        let body = |raw: Raw<'d>| raw.way(ways.request);
        match (old.get("requestBody"), new.get("requestBody")) {
            (None, None) => {}
            (None, Some(_)) => {
                let required = new
                    .get("requestBody")
                    .map(|body| self.revision.follow(body));
                let rule = if required.is_some_and(|body| is_true(body, "required")) {
                    rules::REQUIRED_BODY_ADDED
                } else {
                    rules::OPTIONAL_BODY_ADDED
                };
                let raw = Raw::new(rule, Some(operation), "requestBody");
                self.report(
                    body(raw)
                        .base(Spot::at(old))
                        .revision(Spot::below(new, ["requestBody"])),
                );
            }
            (Some(_), None) => {
                let raw = Raw::new(rules::BODY_REMOVED, Some(operation), "requestBody");
                self.report(
                    body(raw)
                        .base(Spot::below(old, ["requestBody"]))
                        .revision(Spot::at(new)),
                );
            }
            (Some(old), Some(new)) => {
                let (old, new) = (self.base.follow(old), self.revision.follow(new));
                let entry = Link::Enter(Contexts::one(ways.request, Slot::Demanded));
                let (place, first) = self.meet("body", operation, entry, old, new);
                if !first {
                    return;
                }
                let raw =
                    |rule| Raw::new(rule, Some(place), "requestBody").between(old, new, "required");
                match (is_true(old, "required"), is_true(new, "required")) {
                    (false, true) => self.report(raw(rules::BODY_REQUIRED)),
                    (true, false) => self.report(raw(rules::BODY_OPTIONAL)),
                    _ => {}
                }
                self.other_keywords(
                    Some(place),
                    old,
                    new,
                    &["description", "content", "required"],
                );
                self.content(place, old, new);
            }
        }
    }

    /// Compares what two operations answer.
    pub(crate) fn responses(
        &mut self,
        operation: Place,
        old: &'d Value,
        new: &'d Value,
        ways: Ways,
    ) {
        let (before, after) = (old.get("responses"), new.get("responses"));
        let is_success = |status: &str| status.starts_with('2');
        for (status, response) in entries(before).filter(|(status, _)| !status.starts_with("x-")) {
            let Some(other) = after.and_then(|after| after.get(status)) else {
                let rule = if is_success(status) {
                    rules::SUCCESS_REMOVED
                } else {
                    rules::FAILURE_REMOVED
                };
                let raw = Raw::new(rule, Some(operation), status).way(ways.response);
                self.report(
                    raw.base(Spot::below(old, ["responses", status]))
                        .revision(Spot::at(new)),
                );
                continue;
            };
            self.response(operation, response, other, ways);
        }
        for (status, _) in entries(after).filter(|(status, _)| !status.starts_with("x-")) {
            if before.and_then(|before| before.get(status)).is_none() {
                let rule = if is_success(status) {
                    rules::SUCCESS_ADDED
                } else {
                    rules::FAILURE_ADDED
                };
                let raw = Raw::new(rule, Some(operation), status).way(ways.response);
                self.report(
                    raw.base(Spot::at(old))
                        .revision(Spot::below(new, ["responses", status])),
                );
            }
        }
    }

    fn response(&mut self, operation: Place, old: &'d Value, new: &'d Value, ways: Ways) {
        let (old, new) = (self.base.follow(old), self.revision.follow(new));
        let entry = Link::Enter(Contexts::one(ways.response, Slot::Demanded));
        let (place, first) = self.meet("response", operation, entry, old, new);
        if !first {
            return;
        }
        self.other_keywords(
            Some(place),
            old,
            new,
            &["description", "summary", "content", "headers", "links"],
        );
        if old.get("links") != new.get("links") {
            let mut raw =
                Raw::new(rules::LINK_CHANGED, Some(place), "links").between(old, new, "links");
            raw.before = old.get("links").map(shown);
            raw.after = new.get("links").map(shown);
            self.report(raw);
        }
        self.headers(place, old, new);
        self.content(place, old, new);
    }

    fn headers(&mut self, response: Place, old: &'d Value, new: &'d Value) {
        let named = |value: &'d Value| -> BTreeMap<String, (&'d str, &'d Value)> {
            let headers = entries(value.get("headers"));
            headers
                // It repeats the media types, and is to be passed over.
                .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
                .map(|(name, header)| (name.to_ascii_lowercase(), (name, header)))
                .collect()
        };
        let (before, mut after) = (named(old), named(new));
        for (key, (name, header)) in before {
            let header = self.base.follow(header);
            let Some((_, other)) = after.remove(&key) else {
                let rule = if is_true(header, "required") {
                    rules::REQUIRED_HEADER_REMOVED
                } else {
                    rules::OPTIONAL_HEADER_REMOVED
                };
                let raw = Raw::new(rule, Some(response), name);
                self.report(
                    raw.base(Spot::below(old, ["headers", name]))
                        .revision(Spot::at(new)),
                );
                continue;
            };
            let other = self.revision.follow(other);
            let edge = Link::Through(Edge::new(Slot::Header));
            let (place, first) = self.meet("header", response, edge, header, other);
            if first {
                self.header(place, name, header, other);
            }
        }
        for (name, _) in after.into_values() {
            let raw = Raw::new(rules::HEADER_ADDED, Some(response), name);
            self.report(
                raw.base(Spot::at(old))
                    .revision(Spot::below(new, ["headers", name])),
            );
        }
    }

    fn header(&mut self, place: Place, name: &str, old: &'d Value, new: &'d Value) {
        let raw = |rule, key: &str| Raw::new(rule, Some(place), name).between(old, new, key);
        match (is_true(old, "required"), is_true(new, "required")) {
            (true, false) => self.report(raw(rules::HEADER_OPTIONAL, "required")),
            (false, true) => self.report(raw(rules::HEADER_REQUIRED, "required")),
            _ => {}
        }
        if is_true(old, "deprecated") != is_true(new, "deprecated") {
            self.report(raw(rules::HEADER_DEPRECATED, "deprecated"));
        }
        let known = [
            "description",
            "required",
            "deprecated",
            "schema",
            "content",
            "example",
            "examples",
            "style",
            "explode",
            "allowEmptyValue",
            "allowReserved",
        ];
        self.other_keywords(Some(place), old, new, &known);
        for key in ["style", "explode"] {
            if old.get(key) != new.get(key) {
                self.report(raw(rules::PARAMETER_STYLE_CHANGED, key));
            }
        }
        self.parameter_schema(place, old, new);
    }

    /// Compares the media types of two bodies or responses.
    fn content(&mut self, place: Place, old: &'d Value, new: &'d Value) {
        let named = |value: &'d Value| -> Vec<(String, &'d str, &'d Value)> {
            let types = entries(value.get("content"));
            types
                .map(|(name, media)| (normal(name), name, media))
                .collect()
        };
        let (before, mut after) = (named(old), named(new));
        let mut gone = Vec::new();
        for (key, name, media) in before {
            match after.iter().position(|(other, ..)| *other == key) {
                Some(index) => {
                    let (_, _, other) = after.swap_remove(index);
                    self.media_type(place, &key, media, other);
                }
                None => gone.push((key, name, media)),
            }
        }
        for (key, name, media) in gone {
            let renamed = after
                .iter()
                .position(|(other, ..)| is_json(&key) && is_json(other) || is_akin(&key, other));
            let at = Spot::below(old, ["content", name]);
            if let Some(index) = renamed {
                let (other, other_name, other_media) = after.swap_remove(index);
                let rule = if is_akin(&key, &other) {
                    rules::MEDIA_TYPE_RELATED
                } else {
                    rules::MEDIA_TYPE_RENAMED
                };
                let raw = Raw::new(rule, Some(place), name).base(at);
                let raw = raw.revision(Spot::below(new, ["content", other_name]));
                self.report(raw.before(name).after(other_name));
                self.media_type(place, &key, media, other_media);
                continue;
            }
            let rule = rules::MEDIA_TYPE_REMOVED;
            self.report(
                Raw::new(rule, Some(place), name)
                    .base(at)
                    .revision(Spot::at(new)),
            );
        }
        for (_, name, _) in after {
            let raw = Raw::new(rules::MEDIA_TYPE_ADDED, Some(place), name).base(Spot::at(old));
            self.report(raw.revision(Spot::below(new, ["content", name])));
        }
    }

    fn media_type(&mut self, body: Place, name: &str, old: &'d Value, new: &'d Value) {
        let same = Link::Through(Edge::new(Slot::Same));
        let (place, first) = self.meet("media type", body, same, old, new);
        if !first {
            return;
        }
        self.other_keywords(
            Some(place),
            old,
            new,
            &["schema", "example", "examples", "encoding"],
        );
        if old.get("encoding") != new.get("encoding") {
            let raw = Raw::new(rules::ENCODING_CHANGED, Some(place), name);
            self.report(raw.between(old, new, "encoding"));
        }
        let raw = |rule| Raw::new(rule, Some(place), name).between(old, new, "schema");
        match (old.get("schema"), new.get("schema")) {
            (None, None) => {}
            (None, Some(_)) => self.report(raw(rules::BODY_SCHEMA_ADDED)),
            (Some(_), None) => self.report(raw(rules::BODY_SCHEMA_REMOVED)),
            (Some(before), Some(after)) => {
                let slot = if is_json(name) {
                    Slot::Same
                } else {
                    Slot::Loose
                };
                self.schema_values(place, Edge::new(slot), before, after);
            }
        }
    }

    /// What comes on its own: the webhooks, none of which is generated.
    pub(crate) fn webhooks(&mut self) {
        let (old, new) = (self.base.root, self.revision.root);
        let hooks = |root: &'d Value| root.get("webhooks").or_else(|| root.get("x-webhooks"));
        let place = self.graph.place();
        for (name, _) in entries(hooks(old)) {
            if hooks(new).and_then(|hooks| hooks.get(name)).is_none() {
                let raw = Raw::new(rules::WEBHOOK_REMOVED, Some(place), name).way(Way::Ungenerated);
                self.report(raw.base(Spot::below(old, ["webhooks", name])));
            }
        }
        for (name, item) in entries(hooks(new)) {
            match hooks(old).and_then(|hooks| hooks.get(name)) {
                None => {
                    let raw =
                        Raw::new(rules::WEBHOOK_ADDED, Some(place), name).way(Way::Ungenerated);
                    self.report(raw.revision(Spot::below(new, ["webhooks", name])));
                }
                Some(before) => {
                    let (before, item) = (self.base.follow(before), self.revision.follow(item));
                    self.webhook(place, name, before, item);
                }
            }
        }
    }
}

/// A media type without spaces, in lower case.
fn normal(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The type without its parameters.
fn bare(name: &str) -> &str {
    name.split(';').next().unwrap_or(name)
}

fn is_json(name: &str) -> bool {
    let name = bare(name);
    name.ends_with("/json") || name.ends_with("+json") || name == "*/*" || name == "application/*"
}

/// Whether one of two types is a kind of the other.
fn is_akin(one: &str, other: &str) -> bool {
    is_kind_of(one, other) || is_kind_of(other, one)
}

/// Whether `application/a+json` is a kind of `application/json`, nothing being said by parameters.
fn is_kind_of(special: &str, general: &str) -> bool {
    let suffix = special.rsplit_once('+').map(|(_, suffix)| suffix);
    let of = general.split_once('/').map(|(_, of)| of);
    suffix.is_some() && suffix == of || general.ends_with("/*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_json() {
        assert!(is_json("application/problem+json;q=1"));
        assert!(!is_json("application/javascript"));
        assert!(is_kind_of("application/problem+json", "application/json"));
        assert!(!is_kind_of(
            "application/problem+json;q=1",
            "application/json"
        ));
        assert_eq!(
            normal("Application/JSON; charset=utf-8"),
            "application/json;charset=utf-8"
        );
    }
}
