//! From differences to findings: one for each root cause, with what it reaches.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use openapi_lower::{Document, Pointer};
use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::compare::{Comparison, Raw, Spot};
use crate::finding::{Finding, Level};
use crate::judge::{Contexts, Slot, Way, judge};
use crate::pair::matched;
use crate::report::Counts;
use crate::rules;
use crate::rules::{Source, Wire};
use crate::spec::{Spec, identity};

/// An operation that is in both documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairedOperation {
    /// Method and path in the base.
    pub base: String,
    /// Method and path in the revision.
    pub revision: String,
    /// How sure the pairing is, in per cent; 100 where method and path are the same.
    pub confidence: u8,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Drift {
    /// The name of the base.
    pub base: String,
    /// The name of the revision.
    pub revision: String,
    /// What was compared: a comparison of nothing finds nothing.
    pub compared: Counts,
    /// Operations that are in both documents, in the order of the base.
    pub operations: Vec<PairedOperation>,
    /// Whether the version in `info` is another, though any finding breaks.
    pub version_moved: bool,
    /// What was found, the gravest first.
    pub findings: Vec<Finding>,
}

impl Drift {
    /// The gravest verdicts of what is not accepted.
    pub fn verdict(&self) -> (Wire, Source) {
        let open = self
            .findings
            .iter()
            .filter(|finding| finding.accepted.is_none());
        open.fold((Wire::Safe, Source::None), |worst, finding| {
            (worst.0.max(finding.wire), worst.1.max(finding.source))
        })
    }

    /// Whether there is anything at least this grave that is not accepted.
    pub fn fails(&self, level: Level) -> bool {
        let mut open = self
            .findings
            .iter()
            .filter(|finding| finding.accepted.is_none());
        open.any(|finding| finding.is_at_least(level))
    }

    /// The version that a client needs next to `current`, by semantic versioning: while the
    /// major version is 0, the minor one counts as major.
    ///
    /// Nothing where no code changes, or where `current` is no version of three numbers.
    pub fn suggested_version(&self, current: &str) -> Option<String> {
        let numbers: Vec<u64> = current
            .split('.')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let &[major, minor, patch] = numbers.as_slice() else {
            return None;
        };
        let (wire, source) = self.verdict();
        let next = match (source, major) {
            (Source::None, _) if wire == Wire::Safe => return None,
            (Source::Major, 0) => [0, minor.checked_add(1)?, 0],
            (Source::Major, _) => [major.checked_add(1)?, 0, 0],
            (Source::Minor, 1..) => [major, minor.checked_add(1)?, 0],
            (Source::Minor | Source::None, _) => [major, minor, patch.checked_add(1)?],
        };
        Some(next.map(|number| number.to_string()).join("."))
    }
}

/// Compares two documents.
///
/// Both are OpenAPI 3.0 or 3.1, of one version or one of each. References into other files are
/// not followed: [`openapi_lower::bundle`] brings those files in first.
pub fn compare(base: &Document, revision: &Document) -> Result<Drift, Error> {
    let old = Spec::new(base)?;
    let new = Spec::new(revision)?;
    let matched = matched(&old, &new);
    let comparison = Comparison::run(&old, &new, &matched)?;
    let mut operations: Vec<_> = matched.pairs.iter().collect();
    let order = positions(&old);
    operations.sort_by_key(|pair| order.get(&identity(pair.base.value)).copied());
    let version = |spec: &Spec<'_>| spec.root.pointer("/info/version").cloned();
    let mut drift = Drift {
        base: base.source.clone(),
        revision: revision.source.clone(),
        compared: comparison.counts.clone(),
        operations: operations
            .into_iter()
            .map(|pair| PairedOperation {
                base: pair.base.label(),
                revision: pair.revision.label(),
                confidence: pair.confidence,
            })
            .collect(),
        version_moved: version(&old) != version(&new),
        findings: Vec::new(),
    };
    drift.findings = findings(&old, &new, comparison);
    Ok(drift)
}

fn positions(spec: &Spec<'_>) -> HashMap<usize, usize> {
    let operations = crate::pair::operations(spec);
    let values = operations.iter().map(|operation| identity(operation.value));
    values.enumerate().map(|(index, at)| (at, index)).collect()
}

/// What makes two differences one: rule, the place that says it, and what is said.
///
/// The other place is left out: what is new is one thing however many it is new to.
type Cause = (
    &'static str,
    Option<(usize, Vec<String>)>,
    String,
    Option<String>,
    Option<String>,
);

fn cause(raw: &Raw<'_>) -> Cause {
    let (first, second) = if is_new(raw) {
        (&raw.revision, &raw.base)
    } else {
        (&raw.base, &raw.revision)
    };
    let spot = first.as_ref().or(second.as_ref()).map(Spot::key);
    let spot = spot.map(|(at, tail)| (at, tail.to_vec()));
    (
        raw.rule.id,
        spot,
        raw.subject.clone(),
        raw.before.clone(),
        raw.after.clone(),
    )
}

/// Whether the difference is that something has come: the revision says it, not the base.
fn is_new(raw: &Raw<'_>) -> bool {
    raw.before.is_none() && raw.after.is_some() || raw.rule.id.ends_with("-added")
}

fn findings(old: &Spec<'_>, new: &Spec<'_>, comparison: Comparison<'_>) -> Vec<Finding> {
    let Comparison {
        graph,
        found,
        operations,
        ..
    } = comparison;
    let contexts = graph.contexts();
    let places: Vec<usize> = operations.iter().map(|(place, _)| *place).collect();
    let targets: BTreeSet<usize> = found.iter().filter_map(|raw| raw.place).collect();
    let reach = graph.reach(&places, &targets);
    let above: BTreeSet<usize> = places.into_iter().collect();

    let mut causes: BTreeMap<Cause, (Raw<'_>, Contexts, BTreeSet<usize>)> = BTreeMap::new();
    for raw in found {
        let here = match (raw.way, raw.place) {
            (Some(way), _) => Contexts::one(way, Slot::Demanded),
            (None, Some(place)) => contexts.get(place).copied().unwrap_or_default(),
            (None, None) => Contexts::default(),
        };
        let here = here.through(raw.edge);
        let reached = raw
            .place
            .and_then(|place| reach.get(place))
            .into_iter()
            .flatten();
        let reached: Vec<usize> = reached.copied().collect();
        let key = cause(&raw);
        let cause = causes
            .entry(key)
            .or_insert_with(|| (raw, Contexts::default(), BTreeSet::new()));
        cause.1 = cause.1.union(here);
        cause.2.extend(reached);
    }

    let wanted = |side: fn(&Raw<'_>) -> Option<usize>| -> BTreeSet<usize> {
        causes.values().filter_map(|(raw, ..)| side(raw)).collect()
    };
    let base_pointers = pointers(
        old.root,
        &wanted(|raw| raw.base.as_ref().map(|spot| identity(spot.value))),
    );
    let new_pointers = pointers(
        new.root,
        &wanted(|raw| raw.revision.as_ref().map(|spot| identity(spot.value))),
    );
    let mut findings: Vec<Finding> = causes
        .into_values()
        .map(|(raw, contexts, reached)| {
            let judged = if is_directionless(&raw, &above) {
                Contexts::one(Way::Request, Slot::Demanded)
            } else {
                contexts
            };
            let mut finding = Finding::new(raw.rule, judge(raw.rule, judged));
            let names = reached.iter().filter_map(|index| operations.get(*index));
            finding.operations = names.map(|(_, name)| name.clone()).collect();
            if let [only] = finding.operations.as_slice() {
                finding.operation = Some(only.clone());
            }
            finding.base = raw.base.as_ref().map(|spot| pointer(&base_pointers, spot));
            finding.revision = raw
                .revision
                .as_ref()
                .map(|spot| pointer(&new_pointers, spot));
            let is_new =
                raw.before.is_none() && raw.after.is_some() || raw.rule.id.ends_with("-added");
            let (first, second) = if is_new {
                (&finding.revision, &finding.base)
            } else {
                (&finding.base, &finding.revision)
            };
            finding.pointer = first
                .clone()
                .or_else(|| second.clone())
                .unwrap_or_else(|| "#".to_owned());
            finding.direction = contexts.direction();
            finding.subject = raw.subject;
            finding.before = raw.before;
            finding.after = raw.after;
            finding.confidence = raw.confidence;
            finding
        })
        .collect();
    findings.sort_by(|left, right| left.rank().cmp(&right.rank()));
    repeated(findings)
}

/// The same thing written at so many operations is one decision, and told once.
const MANY: usize = 4;

/// What makes two findings the same but for the operation they stand at.
type Same = (
    &'static str,
    Wire,
    Source,
    String,
    Option<String>,
    Option<String>,
);

/// Puts findings that say the same of many operations into one, at the first of the places.
fn repeated(findings: Vec<Finding>) -> Vec<Finding> {
    let key = |finding: &Finding| -> Option<Same> {
        let inline = finding.pointer.starts_with("#/paths/") && finding.operation.is_some();
        let told = finding.rule != rules::OPERATION_ADDED.id
            && finding.rule != rules::OPERATION_REMOVED.id
            && finding.rule != rules::OPERATION_MOVED.id;
        (inline && told).then(|| {
            (
                finding.rule,
                finding.wire,
                finding.source,
                finding.subject.clone(),
                finding.before.clone(),
                finding.after.clone(),
            )
        })
    };
    let mut times: HashMap<Same, usize> = HashMap::new();
    for same in findings.iter().filter_map(key) {
        let times = times.entry(same).or_default();
        *times = times.saturating_add(1);
    }
    let mut first: HashMap<Same, usize> = HashMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        let same = key(&finding).filter(|same| times.get(same).is_some_and(|times| *times >= MANY));
        if let Some(same) = same {
            if let Some(known) = first.get(&same).and_then(|index| kept.get_mut(*index)) {
                known.operations.extend(finding.operations);
                known.operation = None;
                continue;
            }
            first.insert(same, kept.len());
        }
        kept.push(finding);
    }
    kept
}

/// What belongs to the document or to an operation has no direction: both columns of its rule are
/// the same.
fn is_directionless(raw: &Raw<'_>, operations: &BTreeSet<usize>) -> bool {
    let above = raw.place.is_none_or(|place| operations.contains(&place));
    raw.way.is_none() && (above || raw.rule == rules::PATH_PREFIX_MOVED)
}

/// The pointers of the values at these addresses.
fn pointers(root: &Value, wanted: &BTreeSet<usize>) -> HashMap<usize, Pointer> {
    let mut found = HashMap::new();
    walk(root, &mut Pointer::root(), wanted, &mut found);
    found
}

fn walk(
    value: &Value,
    at: &mut Pointer,
    wanted: &BTreeSet<usize>,
    found: &mut HashMap<usize, Pointer>,
) {
    if wanted.contains(&identity(value)) {
        found.insert(identity(value), at.clone());
    }
    let mut step = |token: &dyn std::fmt::Display, value: &Value| {
        if value.is_object() || value.is_array() {
            at.push(token);
            walk(value, at, wanted, found);
            at.pop();
        }
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| step(key, value)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(index, value)| step(&index, value)),
        _ => {}
    }
}

fn pointer(known: &HashMap<usize, Pointer>, spot: &Spot<'_>) -> String {
    let mut pointer = known
        .get(&identity(spot.value))
        .cloned()
        .unwrap_or_default();
    for step in &spot.tail {
        pointer.push(step);
    }
    pointer.to_string()
}
