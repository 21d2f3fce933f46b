//! Differences that were looked at and accepted, each with a reason, a name and an end.
//!
//! A ledger is TOML:
//!
//! ```toml
//! [[accepted]]
//! rule = "extension-changed"
//! pointer = "#/components/schemas/Pet/x-color"
//! hash = "5f3a9c0d1e2b4a68"
//! reason = "A hint for the provider's own tools."
//! who = "A. Keeper"
//! date = "2026-07-21"
//! expires = "2027-01-31"
//! ```
//!
//! The hash is that of the old and the new value, so that what is accepted is one change and not
//! every later one at the same place. An entry that matches nothing is stale, one that is past its
//! end has expired: both are problems, and both fail.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{Drift, Error, Finding};

/// One accepted difference.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Accepted {
    /// The finding's rule.
    pub rule: String,
    /// The finding's pointer.
    pub pointer: String,
    /// The finding's [`fingerprint`].
    pub hash: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it.
    pub who: String,
    /// When: a date such as `2026-07-21`.
    pub date: Date,
    /// The last day on which it holds.
    pub expires: Date,
}

/// What is accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// The entries, in the order of the file.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
}

impl Ledger {
    /// Reads a ledger; `name` is what it is called in errors.
    ///
    /// Each entry needs every field; reason and who must say something, and no entry may end
    /// before it begins.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let wrong = |what: String| Error::Ledger {
            name: name.to_owned(),
            what,
        };
        let ledger: Self = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        for (index, entry) in ledger.accepted.iter().enumerate() {
            let at = format!(
                "entry {} ({} at {})",
                index.saturating_add(1),
                entry.rule,
                entry.pointer
            );
            for (field, text) in [("reason", &entry.reason), ("who", &entry.who)] {
                if text.trim().is_empty() {
                    return Err(wrong(format!("{at}: `{field}` is empty: say something")));
                }
            }
            if !crate::RULES.iter().any(|rule| rule.id == entry.rule) {
                return Err(wrong(format!("{at}: there is no rule `{}`", entry.rule)));
            }
            if entry.expires < entry.date {
                return Err(wrong(format!(
                    "{at}: `expires` is {}, before `date`, which is {}",
                    entry.expires, entry.date
                )));
            }
        }
        Ok(ledger)
    }

    /// Marks what is accepted on `today`, and says what is wrong with the entries.
    ///
    /// An entry that is past its end accepts nothing.
    pub fn apply(&self, drift: &mut Drift, today: Date) -> Vec<String> {
        let mut problems = Vec::new();
        for entry in &self.accepted {
            let at = format!("{} at {}", entry.rule, entry.pointer);
            let here = |finding: &&mut Finding| {
                finding.rule == entry.rule && finding.pointer == entry.pointer
            };
            let mut others = None;
            let mut found = false;
            for finding in drift.findings.iter_mut().filter(here) {
                let hash = fingerprint(finding);
                if hash != entry.hash {
                    others = Some(hash);
                    continue;
                }
                found = true;
                if today <= entry.expires {
                    finding.accepted =
                        Some(format!("{} ({}, {})", entry.reason, entry.who, entry.date));
                }
            }
            match (found, others) {
                (true, _) if today > entry.expires => {
                    problems.push(format!(
                        "{at}: accepted until {}, which is past",
                        entry.expires
                    ));
                }
                (true, _) => {}
                (false, Some(hash)) => problems.push(format!(
                    "{at}: another change is there now: its hash is {hash}, the entry has {}",
                    entry.hash
                )),
                (false, None) => problems.push(format!(
                    "{at}: no such difference any more: remove the entry"
                )),
            }
        }
        problems
    }
}

/// Sixteen hex digits that stand for a finding's subject, old value and new value.
pub fn fingerprint(finding: &Finding) -> String {
    let mut hash = Sha256::new();
    let parts = [
        Some(&finding.subject),
        finding.before.as_ref(),
        finding.after.as_ref(),
    ];
    for part in parts {
        match part {
            // The length before each keeps `a` + `bc` from being `ab` + `c`.
            Some(text) => hash.update(format!("{}:{text}", text.len())),
            None => hash.update("-"),
        }
    }
    let mut text = String::new();
    for byte in hash.finalize().iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The entry that would accept a finding, for someone to complete.
pub fn entry(finding: &Finding, date: Date, expires: Date) -> String {
    // A text is written in JSON as it is in TOML.
    let text = |value: &str| serde_json::Value::from(value).to_string();
    format!(
        "[[accepted]]\nrule = {}\npointer = {}\nhash = {}\nreason = \"\"\nwho = \"\"\ndate = \"{date}\"\nexpires = \"{expires}\"\n",
        text(finding.rule),
        text(&finding.pointer),
        text(&fingerprint(finding)),
    )
}
