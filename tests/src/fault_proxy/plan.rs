//! Which request meets which fault.

use std::collections::BTreeMap;

use sfcompute_api::Operation;

use super::fault::Fault;
use super::message::Request;
use crate::random::Random;

/// A million, the whole that rates are parts of.
const WHOLE: usize = 1_000_000;

/// One line of a script: a fault, for which requests, and how often.
#[derive(Clone, Debug)]
pub struct Rule {
    fault: Fault,
    operation: Option<&'static Operation>,
    left: u32,
}

impl Rule {
    /// A fault that the next request meets, whatever it is, once.
    pub fn new(fault: Fault) -> Self {
        Self {
            fault,
            operation: None,
            left: 1,
        }
    }

    /// Only requests to this operation.
    #[must_use]
    pub fn on(mut self, operation: &'static Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// So many requests.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.left = times;
        self
    }

    fn is_for(&self, request: &Request) -> bool {
        let of = |operation: &Operation| {
            request.method() == operation.method && fits(operation.path, request.path())
        };
        self.operation.is_none_or(of)
    }
}

/// Draws from a seed.
#[derive(Clone, Debug)]
struct Draws {
    seed: u64,
    /// How many of a million requests meet a fault.
    rate: usize,
    faults: Vec<Fault>,
    /// How often each request was seen.
    seen: BTreeMap<String, u64>,
}

/// What is done to which request.
#[derive(Clone, Debug)]
pub struct Plan(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Script(Vec<Rule>),
    Draws(Draws),
}

impl Plan {
    /// Nothing is done to anything.
    pub fn nothing() -> Self {
        Self::script([])
    }

    /// Each request meets the first rule that is for it and has hits left; else it passes.
    pub fn script(rules: impl IntoIterator<Item = Rule>) -> Self {
        Self(Kind::Script(rules.into_iter().collect()))
    }

    /// Each request meets one of the faults, all alike likely, in `rate` of a million cases.
    ///
    /// The draw depends on the seed, on the request's idempotency key (where it has none, on its
    /// method and target) and on how often such a request was seen, and on nothing else: so a run
    /// of many tasks draws the same faults however they are scheduled. A fault named twice is
    /// twice as likely.
    pub fn seeded(seed: u64, rate: usize, faults: impl IntoIterator<Item = Fault>) -> Self {
        Self(Kind::Draws(Draws {
            seed,
            rate: rate.min(WHOLE),
            faults: faults.into_iter().collect(),
            seen: BTreeMap::new(),
        }))
    }

    /// The faults that may be met.
    pub(super) fn faults(&self) -> Vec<Fault> {
        match &self.0 {
            Kind::Script(rules) => rules.iter().map(|rule| rule.fault.clone()).collect(),
            Kind::Draws(draws) => draws.faults.clone(),
        }
    }

    /// Rules with hits left, in words.
    pub(super) fn unmet(&self) -> Vec<String> {
        let Kind::Script(rules) = &self.0 else {
            return Vec::new();
        };
        let unmet = rules.iter().filter(|rule| rule.left > 0);
        unmet
            .map(|rule| format!("{}: {} more", rule.fault, rule.left))
            .collect()
    }

    /// What a new connection meets.
    pub(super) fn at_accept(&mut self) -> Option<Fault> {
        match &mut self.0 {
            Kind::Script(rules) => next(rules, |rule| rule.fault.is_of_connections()),
            Kind::Draws(draws) => draws.at_accept(),
        }
    }

    /// What a request meets.
    pub(super) fn at_request(&mut self, request: &Request) -> Option<Fault> {
        match &mut self.0 {
            Kind::Script(rules) => next(rules, |rule| {
                !rule.fault.is_of_connections() && rule.is_for(request)
            }),
            Kind::Draws(draws) => draws.at_request(request),
        }
    }
}

/// Uses up one hit of the first rule that has one and is meant.
fn next(rules: &mut [Rule], is_meant: impl Fn(&Rule) -> bool) -> Option<Fault> {
    let rule = rules
        .iter_mut()
        .find(|rule| rule.left > 0 && is_meant(rule))?;
    rule.left = rule.left.saturating_sub(1);
    Some(rule.fault.clone())
}

impl Draws {
    /// One of these faults for so many of a million, by what the thing is and how often it was
    /// seen.
    fn draw(&mut self, name: String, rate: usize, faults: &[Fault]) -> Option<Fault> {
        let seen = self.seen.entry(name.clone()).or_default();
        let case = *seen;
        *seen = seen.saturating_add(1);
        let mut numbers = Random::named(&name, self.seed.rotate_left(32) ^ case);
        if numbers.below(WHOLE) >= rate {
            return None;
        }
        numbers.pick(faults).cloned()
    }

    /// Connections have no name; they are counted.
    fn at_accept(&mut self) -> Option<Fault> {
        let faults = self.faults.clone();
        self.draw(String::new(), self.rate, &faults)
            .filter(Fault::is_of_connections)
    }

    fn at_request(&mut self, request: &Request) -> Option<Fault> {
        let name = match request.key() {
            Some(key) => key.to_owned(),
            None => format!("{} {}", request.method(), request.target()),
        };
        let faults: Vec<_> = self
            .faults
            .iter()
            .filter(|fault| !fault.is_of_connections())
            .cloned()
            .collect();
        self.draw(name, self.rate, &faults)
    }
}

/// Whether a path is one of a template's; a parameter is one segment that is not empty.
fn fits(template: &str, path: &str) -> bool {
    let (mut left, mut right) = (template.split('/'), path.split('/'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(t), Some(p)) if t == p || (t.starts_with('{') && !p.is_empty()) => {}
            _ => return false,
        }
    }
}
