//! Faults: what goes wrong on purpose, for whom and how often.

use axum::http::Method;
use serde::{Deserialize, Serialize};
use sfcompute_api::Operation;
use sfcompute_api::operations::OPERATIONS;
use sfcompute_types::Timestamp;

use crate::engine::SplitMix;

/// All of a thousand.
const ALWAYS: u16 = 1_000;
/// The most rules at a time.
const MOST_RULES: usize = 1_000;

/// Which requests a fault is for, and what happens to them. What is left out does not narrow it.
///
/// ```
/// use sfcompute_sandbox::control::FaultRule;
///
/// let rule: FaultRule = serde_json::from_str(
///     r#"{"name": "lost", "operation": "create_order", "limit": 1,
///         "action": {"reset": {"when": "after"}}}"#,
/// )?;
/// assert_eq!(rule.per_mille, 1_000);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// What the rule is known by; a rule replaces the one of the same name.
    pub name: String,
    /// The operation's id: `create_order`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The HTTP method: `POST`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The path, where `*` stands for any text: `/preview/v2/orders/*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Of how many of a thousand matching requests it takes; all by default. Which ones follows
    /// from `seed`.
    #[serde(default = "always")]
    pub per_mille: u16,
    /// Where the choice among matching requests comes from; 0 by default.
    #[serde(default)]
    pub seed: u64,
    /// From this time of the market on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Before this time of the market.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// How many matching requests pass before the first that may be hit.
    #[serde(default)]
    pub skip: u64,
    /// How many requests are hit at most; any number by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// What happens to a request that is hit.
    pub action: FaultAction,
}

fn always() -> u16 {
    ALWAYS
}

impl FaultRule {
    /// A rule for all requests, without a limit.
    pub fn new(name: impl Into<String>, action: FaultAction) -> Self {
        Self {
            name: name.into(),
            operation: None,
            method: None,
            path: None,
            per_mille: ALWAYS,
            seed: 0,
            from: None,
            until: None,
            skip: 0,
            limit: None,
            action,
        }
    }

    /// The same rule for one operation.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.operation = Some(id.into());
        self
    }

    /// The same rule, for so many requests.
    #[must_use]
    pub fn limit(mut self, hits: u64) -> Self {
        self.limit = Some(hits);
        self
    }

    /// What is wrong with it, each with its field.
    fn faults(&self) -> Vec<InvalidRule> {
        let mut wrong = Vec::new();
        let mut say = |field: &str, given: &dyn std::fmt::Display, allowed: &str| {
            wrong.push(InvalidRule {
                field: field.to_owned(),
                message: format!("`{field}` is {given}; allowed is {allowed}."),
            });
        };
        if self.name.is_empty() || self.name.len() > 255 {
            say(
                "name",
                &format_args!("{:?}", self.name),
                "1 to 255 bytes of text",
            );
        }
        let unknown = |id: &&String| !OPERATIONS.iter().any(|known| known.id == id.as_str());
        if let Some(id) = self.operation.as_ref().filter(unknown) {
            let allowed = "the id of an operation of the contract, such as create_order";
            say("operation", &format_args!("{id:?}"), allowed);
        }
        let no_method = |method: &&String| Method::from_bytes(method.as_bytes()).is_err();
        if let Some(method) = self.method.as_ref().filter(no_method) {
            say(
                "method",
                &format_args!("{method:?}"),
                "an HTTP method, such as POST",
            );
        }
        if self.per_mille > ALWAYS {
            say("per_mille", &self.per_mille, "0 to 1000");
        }
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until <= from
        {
            say("until", &until, "a time after `from`");
        }
        if let FaultAction::Status { status, .. } = &self.action
            && !(200..=599).contains(status)
        {
            say("action.status.status", status, "200 to 599");
        }
        wrong
    }

    fn is_for(&self, request: &Asked<'_>) -> bool {
        let operation = request.operation.map(|operation| operation.id);
        self.operation
            .as_deref()
            .is_none_or(|id| operation == Some(id))
            && self
                .method
                .as_deref()
                .is_none_or(|method| method.eq_ignore_ascii_case(request.method))
            && self
                .path
                .as_deref()
                .is_none_or(|path| fits(path, request.path))
            && self.from.is_none_or(|from| request.now >= from)
            && self.until.is_none_or(|until| request.now < until)
    }
}

/// Something in a rule that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRule {
    /// The field at fault.
    pub field: String,
    /// What was given and what is allowed.
    pub message: String,
}

impl std::fmt::Display for InvalidRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidRule {}

/// Whether a fault happens instead of what was asked for, or once it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Before: the request is not carried out.
    #[default]
    Before,
    /// After: the request is carried out, and its answer lost.
    After,
}

/// What happens to a request that is hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultAction {
    /// It waits for so long, in real time, and then goes on.
    Delay {
        /// How long, in milliseconds.
        milliseconds: u32,
        /// Whether it waits before it is carried out, or before its answer is sent.
        #[serde(default)]
        when: When,
    },
    /// It gets this answer.
    Status {
        /// The status: 200 to 599.
        status: u16,
        /// The body as it is sent; by default an error of the market's form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
        /// The value of `Retry-After`: seconds, or a date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<String>,
        /// Whether it is carried out before.
        #[serde(default)]
        when: When,
    },
    /// Its connection is reset without an answer.
    Reset {
        /// Whether it is carried out before.
        #[serde(default)]
        when: When,
    },
    /// It is carried out, and the connection ends after so many bytes of the answer's body.
    Truncate {
        /// Bytes of the body that are sent.
        after_bytes: u32,
    },
    /// It is carried out, and the answer stops after so many bytes of its body, for ever.
    Stall {
        /// Bytes of the body that are sent.
        after_bytes: u32,
    },
    /// It is carried out twice, as when something on the way sends it again; the second answer is
    /// the one that is sent.
    Duplicate {},
}

/// A rule with what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultReport {
    /// The rule.
    #[serde(flatten)]
    pub rule: FaultRule,
    /// Requests that it was for.
    pub seen: u64,
    /// Requests that it hit.
    pub hits: u64,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) now: Timestamp,
}

/// All rules, in the order they were made.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Active>);

#[derive(Debug)]
struct Active {
    report: FaultReport,
    draws: SplitMix,
}

impl Active {
    fn new(rule: FaultRule) -> Self {
        Self {
            draws: SplitMix::new(rule.seed),
            report: FaultReport {
                rule,
                seen: 0,
                hits: 0,
            },
        }
    }

    /// Counts the request, and says whether it is hit.
    fn hits(&mut self, request: &Asked<'_>) -> bool {
        let Self { report, draws } = self;
        let rule = &report.rule;
        if !rule.is_for(request) {
            return false;
        }
        report.seen = report.seen.saturating_add(1);
        if report.seen <= rule.skip || rule.limit.is_some_and(|limit| report.hits >= limit) {
            return false;
        }
        let hit = draws.below(ALWAYS.into()) < u32::from(rule.per_mille);
        report.hits = report.hits.saturating_add(hit.into());
        hit
    }
}

impl Faults {
    /// Adds a rule, or replaces the one of its name, which starts to count anew.
    pub(crate) fn set(&mut self, rule: FaultRule) -> Result<(), Vec<InvalidRule>> {
        let mut wrong = rule.faults();
        let known = self
            .0
            .iter()
            .position(|active| active.report.rule.name == rule.name);
        if known.is_none() && self.0.len() >= MOST_RULES {
            wrong.push(InvalidRule {
                field: "name".to_owned(),
                message: format!("There are {MOST_RULES} rules already; remove one first."),
            });
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        match known.and_then(|index| self.0.get_mut(index)) {
            Some(active) => *active = Active::new(rule),
            None => self.0.push(Active::new(rule)),
        }
        Ok(())
    }

    pub(crate) fn reports(&self) -> Vec<FaultReport> {
        self.0.iter().map(|active| active.report.clone()).collect()
    }

    /// Removes a rule. Returns whether there was one.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|active| active.report.rule.name != name);
        self.0.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Has every rule count from nought, and choose as it did at first.
    pub(crate) fn reset_counts(&mut self) {
        for active in &mut self.0 {
            *active = Active::new(active.report.rule.clone());
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What happens to a request: the actions of all rules that hit it, in their order.
    pub(crate) fn on(&mut self, request: &Asked<'_>) -> Vec<FaultAction> {
        let hit = self.0.iter_mut().filter_map(|active| {
            let hit = active.hits(request);
            hit.then(|| active.report.rule.action.clone())
        });
        hit.collect()
    }
}

/// Whether `text` is of the pattern, in which `*` stands for any text.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests;
