//! Values made from schemas, and what a client that reads and writes them again has to keep.
//!
//! Each [`Sample`] is a pair: what a server might send, and what is left once it was decoded and
//! written again. The second is made from the schema alone, by these rules:
//!
//! | sent | kept |
//! |---|---|
//! | an unknown field | nothing, outside of arms and values that are unknown as a whole |
//! | null for an optional field | nothing; null where the field has three states |
//! | no entries for an optional list or map | nothing; the empty one where a request can carry it |
//! | zeros in front of a decimal | the decimal without them |
//! | anything else, unknown values and arms included | the same, to the letter |

mod reach;
mod scalar;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

pub use reach::Reach;

use crate::random::Random;
use crate::shape::{Kind, Object, Property, Schemas};

/// A text that no choice and no tag of the contract has.
pub const UNKNOWN: &str = "value_of_tomorrow";

/// Below this depth only what is required is made.
const DEEP: usize = 8;

/// What to make of what a schema leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Which optional fields are there.
    pub optional: Optional,
    /// Whether objects have fields that the schema does not know.
    pub unknown_fields: bool,
    /// Whether values and arms take the place of known ones, now and then.
    pub unknown_values: bool,
}

/// Which optional fields are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Optional {
    /// Each by chance, null by chance.
    #[default]
    Some,
    /// All of them, with a value.
    All,
    /// None.
    None,
    /// Those that may be null, and they are.
    Null,
}

/// One value, as sent and as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What a server might send.
    pub sent: Value,
    /// What a client that has read it writes.
    pub kept: Value,
}

impl Sample {
    fn same(value: Value) -> Self {
        Self {
            kept: value.clone(),
            sent: value,
        }
    }
}

/// Makes values.
pub struct Instances<'s> {
    schemas: &'s Schemas<'s>,
    reach: &'s Reach,
    plan: Plan,
    case: usize,
    random: Random,
    /// The tag of the arm that is made next, which stays as it is.
    tag: Option<String>,
    /// How many values and arms of the last sample are unknown.
    pub unknown: usize,
    /// The places of the properties that had a value, a null, or were left out so far.
    pub seen: BTreeSet<(String, State)>,
}

/// What a property was in a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It had a value.
    Value,
    /// It was null.
    Null,
    /// It was left out.
    Absent,
}

impl<'s> Instances<'s> {
    /// A maker of values of these schemas.
    pub const fn new(schemas: &'s Schemas<'s>, reach: &'s Reach) -> Self {
        Self {
            schemas,
            reach,
            plan: Plan {
                optional: Optional::Some,
                unknown_fields: false,
                unknown_values: false,
            },
            case: 0,
            random: Random::new(0),
            tag: None,
            unknown: 0,
            seen: BTreeSet::new(),
        }
    }

    /// A value of the schema at a place. The same case of the same plan is always the same value.
    ///
    /// # Errors
    ///
    /// When a schema is not understood, or has no value.
    pub fn sample(&mut self, place: &str, plan: Plan, case: usize) -> Result<Sample, String> {
        self.plan = plan;
        self.case = case;
        self.random = Random::named(place, u64::try_from(case).unwrap_or_default());
        self.unknown = 0;
        self.value(place, 0)
    }

    fn value(&mut self, place: &str, depth: usize) -> Result<Sample, String> {
        let shape = self.schemas.shape(place)?;
        let deeper = depth.saturating_add(1);
        Ok(match &shape.kind {
            Kind::Anything => Sample::same(json!({ "any": [1, "value", null] })),
            Kind::Boolean => Sample::same(json!(self.random.one_in(2))),
            Kind::Number => Sample::same(json!(self.random.below(1000))),
            Kind::Integer(integer) => Sample::same(scalar::integer(integer, &mut self.random)?),
            Kind::Text(text) => {
                let sent = scalar::text(text, &mut self.random)?;
                Sample {
                    kept: json!(scalar::kept(text, &sent)),
                    sent: json!(sent),
                }
            }
            Kind::Constant(value) => Sample::same(json!(self.known_or_not(value, false, depth))),
            Kind::Choice { values, open } => {
                let index = self.index(values.len(), depth);
                let value = values
                    .get(index)
                    .ok_or_else(|| format!("{place}: no values"))?;
                Sample::same(json!(self.known_or_not(value, *open, depth)))
            }
            Kind::List { items, least, most } => {
                let count = self
                    .count(depth)
                    .max(*least)
                    .min(most.unwrap_or(usize::MAX));
                let items = items
                    .as_ref()
                    .ok_or_else(|| format!("{place}: a list of what?"))?;
                let mut values = (Vec::new(), Vec::new());
                for _ in 0..count {
                    let sample = self.value(items, deeper)?;
                    values.0.push(sample.sent);
                    values.1.push(sample.kept);
                }
                Sample {
                    sent: values.0.into(),
                    kept: values.1.into(),
                }
            }
            Kind::Map { keys, values, most } => {
                let count = self.count(depth).min(most.unwrap_or(usize::MAX));
                let mut entries = (Map::new(), Map::new());
                for number in 0..count {
                    let key = match keys {
                        Some(keys) => self.value(keys, deeper)?.sent,
                        None => json!(format!("key {number}")),
                    };
                    let key = key.as_str().unwrap_or_default().to_owned();
                    let sample = match values {
                        Some(values) => self.value(values, deeper)?,
                        None => Sample::same(json!([number])),
                    };
                    entries.0.insert(key.clone(), sample.sent);
                    entries.1.insert(key, sample.kept);
                }
                Sample {
                    sent: entries.0.into(),
                    kept: entries.1.into(),
                }
            }
            Kind::Object(object) => self.object(object, depth)?,
            Kind::Tagged { tag, arms } => {
                let index = self.index(arms.len(), depth);
                let (_, arm) = arms.get(index).ok_or_else(|| format!("{place}: no arms"))?;
                if self.is_strange(depth) {
                    self.unknown = self.unknown.saturating_add(1);
                    let mut value = json!({ "more": { "deep": [null, 1.5, "x"] } });
                    if let Some(value) = value.as_object_mut() {
                        value.insert(tag.clone(), json!(UNKNOWN));
                    }
                    return Ok(Sample::same(value));
                }
                self.tag = Some(tag.clone());
                self.value(arm, depth)?
            }
            Kind::Untagged(branches) => {
                let index = self.index(branches.len(), depth);
                let branch = branches
                    .get(index)
                    .ok_or_else(|| format!("{place}: no branches"))?;
                self.value(branch, deeper)?
            }
        })
    }

    /// At the top one after the other, so that none is forgotten; deeper by chance.
    fn index(&mut self, count: usize, depth: usize) -> usize {
        match depth {
            0 => self.case.checked_rem(count).unwrap_or_default(),
            _ => self.random.below(count),
        }
    }

    fn count(&mut self, depth: usize) -> usize {
        match self.plan.optional {
            _ if depth > DEEP => 0,
            Optional::None => 0,
            Optional::All | Optional::Null => 2,
            Optional::Some => self.random.below(4),
        }
    }

    fn known_or_not(&mut self, value: &str, open: bool, depth: usize) -> String {
        if !self.is_strange(depth) {
            return value.to_owned();
        }
        if !open {
            self.unknown = self.unknown.saturating_add(1);
        }
        UNKNOWN.to_owned()
    }

    /// Whether something unknown is made: at the top in every second case, deeper by chance.
    fn is_strange(&mut self, depth: usize) -> bool {
        let chosen = match depth {
            0 => self.case % 2 == 1,
            _ => self.random.one_in(2),
        };
        chosen && self.plan.unknown_values
    }

    fn object(&mut self, object: &Object, depth: usize) -> Result<Sample, String> {
        let tag = self.tag.take();
        let chosen = object
            .alternatives
            .get(self.index(object.alternatives.len(), depth));
        let mut halves = (Map::new(), Map::new());
        for (name, property) in &object.properties {
            let is = |list: &Vec<String>| list.contains(name);
            let is_tag = tag.as_ref() == Some(name);
            let demanded = property.required || is_tag || chosen.is_some_and(is);
            let forbidden = !demanded && object.alternatives.iter().any(is);
            let state = self.state(property, demanded, depth)?;
            let state = if forbidden { State::Absent } else { state };
            let place = property
                .places
                .last()
                .map(String::as_str)
                .unwrap_or_default();
            self.seen.insert((place.to_owned(), state));
            let plan = self.plan;
            self.plan.unknown_values &= !is_tag;
            let sample = match state {
                State::Absent => continue,
                State::Null => Sample::same(Value::Null),
                State::Value => self.value(place, depth.saturating_add(1))?,
            };
            self.plan = plan;
            if self.keeps(place, property, &sample)? {
                halves.1.insert(name.clone(), sample.kept);
            }
            halves.0.insert(name.clone(), sample.sent);
        }
        if self.plan.unknown_fields {
            let unknown = json!({ "since": "tomorrow", "deep": [{ "id": null }] });
            halves.0.insert("field_of_tomorrow".to_owned(), unknown);
        }
        Ok(Sample {
            sent: halves.0.into(),
            kept: halves.1.into(),
        })
    }

    fn state(
        &mut self,
        property: &Property,
        demanded: bool,
        depth: usize,
    ) -> Result<State, String> {
        let mut nullable = true;
        for place in &property.places {
            nullable &= self.schemas.shape(place)?.nullable;
        }
        let wanted = match self.plan.optional {
            Optional::All => State::Value,
            Optional::None => State::Absent,
            Optional::Null => State::Null,
            Optional::Some if depth > DEEP => State::Absent,
            Optional::Some => {
                let states = [State::Value, State::Value, State::Null, State::Absent];
                self.random.pick(&states).copied().unwrap_or(State::Value)
            }
        };
        Ok(match wanted {
            State::Null if nullable => State::Null,
            State::Null | State::Absent if demanded => State::Value,
            State::Null => State::Absent,
            wanted => wanted,
        })
    }

    /// Whether a property is written again.
    fn keeps(&self, place: &str, property: &Property, sample: &Sample) -> Result<bool, String> {
        if property.required || self.reach.three_states.contains(place) {
            return Ok(true);
        }
        let shape = self.schemas.shape(place)?;
        let unnamed = shape.named.is_none() && !shape.nullable;
        Ok(match &sample.kept {
            Value::Null => false,
            Value::Array(entries) => {
                !(entries.is_empty() && unnamed) || self.reach.requests.contains(place)
            }
            Value::Object(entries) if matches!(shape.kind, Kind::Map { .. }) => {
                !(entries.is_empty() && unnamed) || self.reach.requests.contains(place)
            }
            _ => true,
        })
    }
}
