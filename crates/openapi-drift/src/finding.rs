//! What is told about a difference.

use serde::Serialize;

use crate::judge::Direction;
use crate::rules::{Rule, Source, Wire};

/// An item of code that a finding touches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Item {
    /// What it is: a type, a field, a method, or a use of one.
    pub name: String,
    /// The file, as it should be shown.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// The code that a finding touches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// Generated items that change.
    pub generated: Vec<Item>,
    /// Hand-written items that use them.
    pub users: Vec<Item>,
}

/// One difference, whatever number of operations it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The kind of difference, by [`Rule::id`](crate::Rule).
    pub rule: &'static str,
    /// What it does to a client already shipped.
    pub wire: Wire,
    /// What it does to users' code once the client is generated anew.
    pub source: Source,
    /// The property, parameter, keyword … that differs.
    pub subject: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
    /// Where it is: in the base, or in the revision for what is new.
    pub pointer: String,
    /// Where it is in the base.
    pub base: Option<String>,
    /// Where it is in the revision.
    pub revision: Option<String>,
    /// Whether it is met in requests, responses or both; nothing for what has no direction.
    pub direction: Option<Direction>,
    /// The one operation that it reaches, if it is one.
    pub operation: Option<String>,
    /// Every operation that it reaches, by method and path in the base.
    pub operations: Vec<String>,
    /// How sure a pairing behind it is, in per cent.
    pub confidence: Option<u8>,
    /// Why the verdict is what it is.
    pub reason: &'static str,
    /// The code that it touches, once looked up.
    pub impact: Option<Impact>,
    /// The ledger entry that accepts it: its reason.
    pub accepted: Option<String>,
}

impl Finding {
    /// One line: what happened to what.
    pub fn headline(&self) -> String {
        let (before, after) = (
            self.before.as_deref().map(short),
            self.after.as_deref().map(short),
        );
        let change = match (before, after) {
            (Some(before), Some(after)) => format!(": {before} → {after}"),
            (Some(before), None) => format!(": {before}"),
            (None, Some(after)) => format!(": {after}"),
            (None, None) => String::new(),
        };
        format!("{} `{}`{change}", self.rule, self.subject)
    }

    /// Whether the finding is at least this grave, on the wire or in source.
    pub fn is_at_least(&self, level: Level) -> bool {
        match level {
            Level::Breaks => self.wire == Wire::Breaks,
            Level::MayBreak => self.wire >= Wire::MayBreak,
            Level::Any => true,
        }
    }

    pub(crate) fn rank(&self) -> (std::cmp::Reverse<(Wire, Source)>, &str, &str, &str) {
        (
            std::cmp::Reverse((self.wire, self.source)),
            self.rule,
            &self.pointer,
            &self.subject,
        )
    }

    pub(crate) fn new(rule: &'static Rule, verdict: (Wire, Source)) -> Self {
        Self {
            rule: rule.id,
            wire: verdict.0,
            source: verdict.1,
            subject: String::new(),
            before: None,
            after: None,
            pointer: String::new(),
            base: None,
            revision: None,
            direction: None,
            operation: None,
            operations: Vec::new(),
            confidence: None,
            reason: rule.reason,
            impact: None,
            accepted: None,
        }
    }
}

/// A text cut to what fits a line.
fn short(text: &str) -> String {
    const LONGEST: usize = 120;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    short.push('…');
    short
}

/// From which findings on a comparison fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Shipped clients break.
    #[default]
    Breaks,
    /// Shipped clients may break.
    MayBreak,
    /// Anything that is not accepted.
    Any,
}
