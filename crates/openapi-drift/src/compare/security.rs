//! What credentials are asked for, and what each scheme is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Comparison, Raw, Spot, Ways, shown};
use crate::graph::Place;
use crate::rules;
use crate::spec::{entries, items};

/// One way to be let in: schemes, each with its scopes. None at all lets anybody in.
type Alternative<'d> = BTreeMap<&'d str, BTreeSet<&'d str>>;

impl<'d> Comparison<'d> {
    /// Compares what the documents ask for of every operation that says nothing itself.
    pub(crate) fn document_security(&mut self) {
        let (old, new) = (self.base.root, self.revision.root);
        self.requirements(
            None,
            old,
            new,
            old.get("security"),
            new.get("security"),
            None,
        );
    }

    /// Compares what two operations ask for themselves.
    pub(crate) fn operation_security(
        &mut self,
        place: Place,
        old: &'d Value,
        new: &'d Value,
        ways: Ways,
    ) {
        let (before, after) = (old.get("security"), new.get("security"));
        if before.is_none() && after.is_none() {
            return;
        }
        // One that says nothing asks for what the document does.
        let before = before.or_else(|| self.base.root.get("security"));
        let after = after.or_else(|| self.revision.root.get("security"));
        self.requirements(Some(place), old, new, before, after, Some(ways));
    }

    fn requirements(
        &mut self,
        place: Option<Place>,
        old: &'d Value,
        new: &'d Value,
        before: Option<&'d Value>,
        after: Option<&'d Value>,
        ways: Option<Ways>,
    ) {
        let (before, after) = (alternatives(before), alternatives(after));
        let raw = |rule, subject: String| {
            let mut raw = Raw::new(rule, place, subject).between(old, new, "security");
            raw.way = ways.map(|ways| ways.request);
            raw
        };
        let mut gone: Vec<&Alternative<'d>> =
            before.iter().filter(|one| !after.contains(one)).collect();
        let mut come: Vec<&Alternative<'d>> =
            after.iter().filter(|one| !before.contains(one)).collect();
        // The same schemes with other scopes.
        gone.retain(|old| {
            let same = come.iter().position(|new| new.keys().eq(old.keys()));
            let Some(new) = same.map(|index| come.swap_remove(index)) else {
                return true;
            };
            for (scheme, scopes) in new {
                let known = old.get(scheme).cloned().unwrap_or_default();
                let added: Vec<&str> = scopes.difference(&known).copied().collect();
                let removed: Vec<&str> = known.difference(scopes).copied().collect();
                if !added.is_empty() {
                    self.report(
                        raw(rules::SCOPE_ADDED, (*scheme).to_owned()).after(added.join(", ")),
                    );
                }
                if !removed.is_empty() {
                    self.report(
                        raw(rules::SCOPE_REMOVED, (*scheme).to_owned()).before(removed.join(", ")),
                    );
                }
            }
            false
        });
        let open =
            |list: &[Alternative<'_>]| list.is_empty() || list.iter().any(BTreeMap::is_empty);
        let stays = before.iter().any(|one| after.contains(one)) || gone.len() < before.len();
        for one in &come {
            let rule = if one.is_empty() || stays {
                rules::SECURITY_OFFERED
            } else if open(&before) {
                rules::SECURITY_ADDED
            } else {
                rules::SECURITY_REPLACED
            };
            self.report(raw(rule, named(one)).after(named(one)));
        }
        for one in &gone {
            let rule = if open(&after) || !come.is_empty() {
                rules::SECURITY_REMOVED
            } else {
                rules::SECURITY_NARROWED
            };
            // That anybody was let in is over; what is asked for instead is reported above.
            if !one.is_empty() {
                self.report(raw(rule, named(one)).before(named(one)));
            }
        }
    }

    /// Compares the schemes by name.
    pub(crate) fn security_schemes(&mut self) {
        let all = |root: &'d Value| root.pointer("/components/securitySchemes");
        let (old, new) = (all(self.base.root), all(self.revision.root));
        for (name, scheme) in entries(old) {
            let scheme = self.base.follow(scheme);
            match new.and_then(|new| new.get(name)) {
                Some(other) => self.scheme(name, scheme, self.revision.follow(other)),
                None => {
                    let raw = Raw::new(rules::SCHEME_REMOVED, None, name);
                    self.report(raw.base(Spot::at(scheme)));
                }
            }
        }
        for (name, scheme) in entries(new) {
            if old.and_then(|old| old.get(name)).is_none() {
                let raw = Raw::new(rules::SCHEME_ADDED, None, name);
                self.report(raw.revision(Spot::at(scheme)));
            }
        }
    }

    fn scheme(&mut self, name: &str, old: &'d Value, new: &'d Value) {
        let raw = |rule, key: &str| {
            let mut raw = Raw::new(rule, None, name).between(old, new, key);
            raw.before = old.get(key).map(shown);
            raw.after = new.get(key).map(shown);
            raw
        };
        let lower =
            |value: &Value, key: &str| value.get(key).map(|said| shown(said).to_ascii_lowercase());
        if old.get("type") != new.get("type") {
            return self.report(raw(rules::SCHEME_TYPE_CHANGED, "type"));
        }
        // How a scheme over HTTP and a header is called is read in any case.
        for key in ["scheme", "in", "name"] {
            if lower(old, key) != lower(new, key) {
                self.report(raw(rules::SCHEME_PLACE_CHANGED, key));
            }
        }
        for key in ["openIdConnectUrl", "bearerFormat"] {
            if old.get(key) != new.get(key) {
                self.report(raw(rules::SCHEME_FLOW_CHANGED, key));
            }
        }
        let (before, after) = (old.get("flows"), new.get("flows"));
        let names: BTreeSet<&str> = entries(before)
            .chain(entries(after))
            .map(|(name, _)| name)
            .collect();
        for flow in names {
            let of = |flows: Option<&'d Value>| flows.and_then(|flows| flows.get(flow));
            let part =
                |flows: Option<&'d Value>, key: &str| of(flows).and_then(|flow| flow.get(key));
            for key in ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"] {
                let (before, after) = (part(before, key), part(after, key));
                if before == after {
                    continue;
                }
                let rule = if key == "scopes" {
                    rules::SCHEME_SCOPES_CHANGED
                } else {
                    rules::SCHEME_FLOW_CHANGED
                };
                let mut raw = Raw::new(rule, None, format!("{name}: {flow} {key}"));
                raw.base = Some(Spot::below(old, ["flows", flow, key]));
                raw.revision = Some(Spot::below(new, ["flows", flow, key]));
                raw.before = before.map(shown);
                raw.after = after.map(shown);
                self.report(raw);
            }
        }
        let known = [
            "type",
            "description",
            "scheme",
            "in",
            "name",
            "openIdConnectUrl",
            "bearerFormat",
            "flows",
        ];
        self.other_keywords(None, old, new, &known);
    }
}

fn alternatives(value: Option<&Value>) -> Vec<Alternative<'_>> {
    let scopes = |list| items(Some(list)).filter_map(Value::as_str).collect();
    items(value)
        .map(|one| {
            entries(Some(one))
                .map(|(name, list)| (name, scopes(list)))
                .collect()
        })
        .collect()
}

fn named(one: &Alternative<'_>) -> String {
    match one.is_empty() {
        true => "no credentials".to_owned(),
        false => one.keys().copied().collect::<Vec<_>>().join(" and "),
    }
}
