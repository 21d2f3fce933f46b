//! Outcomes against the market: each thing that was meant is there once, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use super::terms::Terms;

/// How one intent ended, as far as the client said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was done: the id of what it made, and the terms that the answer gave.
    Done {
        /// The id.
        id: String,
        /// The terms.
        terms: Terms,
    },
    /// It was not done, and was not tried again.
    NeverHappened,
    /// It is in doubt, and was written down for another client.
    WrittenDown(String),
    /// What stands in the way of an outcome.
    Unresolved(String),
}

/// One intent and its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Its number.
    pub number: u64,
    /// What was meant.
    pub meant: Terms,
    /// How it ended.
    pub end: End,
}

/// What is wrong, counted and in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Things in the market that no intent says it made.
    pub duplicates: u64,
    /// Things that an intent says it made, and that are not in the market.
    pub lost: u64,
    /// Answers about something else: other terms than were meant or than the market holds, a thing
    /// that another intent has made, or "never happened" for a thing that is there.
    pub wrong: u64,
    /// Intents without an outcome.
    pub unresolved: u64,
    /// All of them in words, one each.
    pub findings: Vec<String>,
}

impl Audit {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares outcomes with what the market holds, by id.
pub fn audit(settled: &[Settled], ledger: &BTreeMap<String, Terms>) -> Audit {
    let mut audit = Audit::default();
    let mut claimed = BTreeSet::new();
    let mut never: BTreeMap<&Terms, u64> = BTreeMap::new();
    for one in settled {
        let number = one.number;
        match &one.end {
            End::Done { id, terms } => {
                let is_first = claimed.insert(id);
                match ledger.get(id) {
                    None => {
                        audit.lost += 1;
                        audit.find(format!("{number}: {id} is not in the market"));
                    }
                    Some(_) if !is_first => {
                        audit.wrong += 1;
                        audit.find(format!("{number}: {id} is what another intent has made"));
                    }
                    Some(held) if *held != one.meant || *terms != one.meant => {
                        audit.wrong += 1;
                        audit.find(format!(
                            "{number}: {id} was meant as {:?}, told as {terms:?}, held as {held:?}",
                            one.meant
                        ));
                    }
                    Some(_) => {}
                }
            }
            End::NeverHappened => *never.entry(&one.meant).or_default() += 1,
            End::WrittenDown(_) => {
                audit.unresolved += 1;
                audit.find(format!("{number}: still written down"));
            }
            End::Unresolved(why) => {
                audit.unresolved += 1;
                audit.find(format!("{number}: {why}"));
            }
        }
    }
    for (id, held) in ledger {
        if claimed.contains(id) {
            continue;
        }
        match never.get_mut(held).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                audit.wrong += 1;
                audit.find(format!("{id} is there, though told never to have happened"));
            }
            None => {
                audit.duplicates += 1;
                audit.find(format!("{id} was made by nothing that was meant: {held:?}"));
            }
        }
    }
    audit
}

impl Audit {
    fn find(&mut self, finding: String) {
        self.findings.push(finding);
    }
}
