//! The contract's schemas against those that the generated types derive.
//!
//! Both sides are read as [shapes](crate::shape) and walked in step. Whatever differs is a
//! [`Difference`] with the JSON pointer of the contract, save for these deliberate departures,
//! which are counted in [`Report::departures`]:
//!
//! | the contract | the type |
//! |---|---|
//! | a list of texts | the same list, and any other text |
//! | one constant text | any text |
//! | a pattern, lengths, base64 of a plain string | any text; where the type states a pattern, the two match the same texts |
//! | any text or a pattern, where the type is listed as narrower | a pattern that matches less |
//! | the tag of an arm of a union | no such field: the union writes and reads it |
//! | bounds of a number | the range of its format |
//! | the size of a list or map, the pattern of a map's keys | any size, any key |
//! | an optional field that is never null | null is read as absent |
//! | a required field that may be null | may be absent when read, is always written |
//! | one of several sets of fields is there | each field is optional |
//!
//! The forms of June 2026 need no mention: they are in the effective contract.

mod check;
mod compare;
pub mod unions;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use crate::shape::{Kind, Schemas, child};

/// Something in which a type is not what the contract says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The place in the contract, a JSON pointer.
    pub pointer: String,
    /// What differs.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}: {}", self.pointer, self.what)
    }
}

/// Which way the derived schemas look at the types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// What is accepted when a value is read.
    Reading,
    /// What comes out when a value is written.
    Writing,
}

/// What the checker is to know of the types.
#[derive(Clone, Debug, Default)]
pub struct Types {
    /// The name of the derived schema of each of the contract's components.
    pub components: BTreeMap<String, String>,
    /// Derived schemas that stand in for another at a place of its own: the field of a type that
    /// holds more states than the component's type does.
    pub stand_ins: BTreeMap<String, String>,
    /// Derived schemas with a pattern that matches less than the contract's, or where the contract
    /// has none.
    pub narrower: BTreeSet<String>,
    /// The tags of components that are arms of a union and nothing else, by their place: see
    /// [`only_arms`].
    pub arms: BTreeMap<String, String>,
}

/// The components that occur as arms of a tagged union and nowhere else, by place, with the tag.
///
/// Their types lack the tag. One that also occurs elsewhere would lose it there.
///
/// # Errors
///
/// When a component is not understood.
pub fn only_arms(contract: &Schemas<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut arms: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let components = contract.document().pointer("/components/schemas");
    for component in components
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys)
    {
        let shape = contract.shape(&child("/components/schemas", component))?;
        let Kind::Tagged {
            tag,
            arms: branches,
        } = &shape.kind
        else {
            continue;
        };
        for (_, place) in branches {
            let branch = contract.document().pointer(place);
            if let Some(target) = branch.and_then(|branch| branch.get("$ref")?.as_str()) {
                let target = target.trim_start_matches('#').to_owned();
                let count = &mut arms.entry(target).or_insert_with(|| (tag.clone(), 0)).1;
                *count = count.saturating_add(1);
            }
        }
    }
    let text = contract.document().to_string();
    let uses = |place: &str| text.matches(&format!("\"$ref\":\"#{place}\"")).count();
    let only = arms
        .into_iter()
        .filter(|(place, (_, count))| uses(place) == *count);
    Ok(only.map(|(place, (tag, _))| (place, tag)).collect())
}

/// What a comparison found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What differs.
    pub differences: BTreeSet<Difference>,
    /// The places of the contract that were compared with something.
    pub places: BTreeSet<String>,
    /// Those of them that are properties.
    pub properties: BTreeSet<String>,
    /// The derived schemas that something was compared with.
    pub derived: BTreeSet<String>,
    /// How often each deliberate departure was met.
    pub departures: BTreeMap<&'static str, usize>,
}

/// Compares schemas.
pub struct Parity<'s> {
    contract: &'s Schemas<'s>,
    derived: &'s Schemas<'s>,
    types: &'s Types,
    direction: Direction,
    report: Report,
    done: BTreeSet<(String, String)>,
}

impl<'s> Parity<'s> {
    /// A comparison of two documents, not begun.
    pub fn new(
        contract: &'s Schemas<'s>,
        derived: &'s Schemas<'s>,
        types: &'s Types,
        direction: Direction,
    ) -> Self {
        Self {
            contract,
            derived,
            types,
            direction,
            report: Report::default(),
            done: BTreeSet::new(),
        }
    }

    /// Compares a place of the contract with a derived schema, by its name, and all that they
    /// hold.
    pub fn compare(&mut self, place: &str, derived: &str) {
        self.places(place, &format!("/$defs/{derived}"), true);
    }

    /// What was found.
    pub fn finish(self) -> Report {
        self.report
    }
}
