//! Round trips: each schema of the contract has values made of it, which its type reads and writes
//! again. Nothing that is known is lost, and what is not known does no harm.
//!
//! `sfcompute_tests::instances` makes the values and says what has to be left of them.

mod lossy;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use sfcompute_tests::contract::EFFECTIVE;
use sfcompute_tests::instances::{Instances, Optional, Plan, Reach, Sample, State, UNKNOWN};
use sfcompute_tests::parity::only_arms;
use sfcompute_tests::shape::{Kind, Schemas};

use crate::registry::{Row, component_place, components, contract, operations_schemas, row_of};

/// Fields outside of `PATCH` bodies in which absent, null and a value are three things.
const THREE_STATES: [&str; 1] = ["/components/schemas/ScheduleEntry/properties/end_at"];

/// How many values each plan makes of each schema: enough for each value of the longest list.
const CASES: usize = 7;

/// Every schema with its type: components, and those of operations that have a type of their own.
fn schemas() -> Vec<(&'static Row, String)> {
    let components = components().map(|name| (row_of(name).unwrap(), component_place(name)));
    components
        .chain(operations_schemas().into_values())
        .collect()
}

fn reach() -> Reach {
    Reach::new(&contract(), &THREE_STATES).unwrap()
}

/// What the contract has against a value at a place.
fn refusals(place: &str, value: &Value) -> Vec<String> {
    let steps: Vec<String> = place
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    EFFECTIVE.as_ref().unwrap().errors(&steps, value)
}

/// Decodes and encodes a value.
fn round_trip(row: &Row, value: &Value) -> Result<Value, String> {
    let text = (row.round_trip)(&value.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// Makes values of every schema.
struct Maker<'s> {
    instances: Instances<'s>,
    arms: BTreeMap<String, String>,
}

impl<'s> Maker<'s> {
    fn new(contract: &'s Schemas<'s>, reach: &'s Reach) -> Self {
        Self {
            instances: Instances::new(contract, reach),
            arms: only_arms(contract).unwrap(),
        }
    }

    /// A value that the contract accepts, or does not where something in it is unknown.
    fn sample(&mut self, place: &str, plan: Plan, case: usize) -> Result<Sample, String> {
        let mut sample = self.instances.sample(place, plan, case)?;
        let refusals = refusals(place, &sample.sent);
        if refusals.is_empty() != (self.instances.unknown == 0) {
            return Err(format!("{refusals:#?} of\n{:#}", sample.sent));
        }
        // The tag of an arm is read and written by its union.
        if let (Some(tag), Some(kept)) = (self.arms.get(place), sample.kept.as_object_mut()) {
            kept.remove(tag);
        }
        Ok(sample)
    }
}

/// Holds what came back against what had to.
fn judge(sample: &Sample, written: Result<Value, String>) -> Result<(), String> {
    let written = written.map_err(|error| format!("{error}, of\n{:#}", sample.sent))?;
    if written == sample.kept {
        return Ok(());
    }
    Err(format!(
        "{:#}\nhad to become\n{:#}\nbut was\n{written:#}",
        sample.sent, sample.kept
    ))
}

/// What a run came by.
#[derive(Default)]
struct Met {
    count: usize,
    properties: BTreeSet<(String, State)>,
    /// The schemas that had an unknown value or arm of their own.
    unknown: BTreeSet<String>,
}

/// Runs every case of a plan over every schema.
fn run(plan: Plan, met: &mut Met) {
    let (contract, reach) = (contract(), reach());
    let mut maker = Maker::new(&contract, &reach);
    for (row, place) in schemas() {
        for case in 0..CASES {
            let sample = maker.sample(&place, plan, case);
            let sample = sample.unwrap_or_else(|error| panic!("{place}: {error}"));
            let verdict = judge(&sample, round_trip(row, &sample.sent));
            verdict.unwrap_or_else(|error| panic!("{place}, case {case}: {error}"));
            met.count += 1;
            let mut top = sample.sent.as_object().into_iter().flat_map(Map::values);
            if sample.sent == UNKNOWN || top.any(|value| value == UNKNOWN) {
                met.unknown.insert(place.clone());
            }
            // What was written once is written the same for good.
            assert_eq!(
                round_trip(row, &sample.kept),
                Ok(sample.kept),
                "{place}, case {case}"
            );
        }
    }
    met.properties.extend(maker.instances.seen);
}

/// The cases come to each value of each list, and to each arm and branch.
#[test]
fn there_are_enough_cases() {
    let contract = contract();
    for (_, place) in schemas() {
        let choices = match &contract.shape(&place).unwrap().kind {
            Kind::Choice { values, .. } => values.len(),
            Kind::Tagged { arms, .. } => arms.len(),
            Kind::Untagged(branches) => branches.len(),
            _ => 0,
        };
        assert!(choices <= CASES, "{place} has {choices}");
    }
}

const fn plan(optional: Optional) -> Plan {
    Plan {
        optional,
        unknown_fields: false,
        unknown_values: false,
    }
}

#[test]
fn optional_fields_may_be_there_or_not() {
    let mut met = Met::default();
    for optional in [
        Optional::All,
        Optional::None,
        Optional::Null,
        Optional::Some,
    ] {
        run(plan(optional), &mut met);
    }
    let seen = met.properties;
    let of = |state| seen.iter().filter(|(_, s)| *s == state).count();
    println!(
        "{} round trips; properties with a value {}, null {}, absent {}",
        met.count,
        of(State::Value),
        of(State::Null),
        of(State::Absent),
    );
    assert_eq!(met.count, 4 * CASES * schemas().len());
    assert!(met.unknown.is_empty());
    // Every property had a value, and each that has three states was in all of them.
    for (place, _) in &seen {
        assert!(
            seen.contains(&(place.clone(), State::Value)),
            "{place} never had a value"
        );
    }
    for place in &reach().three_states {
        for state in [State::Null, State::Absent] {
            assert!(
                seen.contains(&(place.clone(), state)),
                "{place} was never {state:?}"
            );
        }
    }
}

#[test]
fn unknown_fields_are_passed_over() {
    for optional in [Optional::All, Optional::Some] {
        let plan = Plan {
            unknown_fields: true,
            ..plan(optional)
        };
        run(plan, &mut Met::default());
    }
}

#[test]
fn unknown_values_and_arms_are_kept_to_the_letter() {
    let mut met = Met::default();
    for (optional, unknown_fields) in [
        (Optional::All, false),
        (Optional::Some, false),
        (Optional::Some, true),
    ] {
        let plan = Plan {
            optional,
            unknown_fields,
            unknown_values: true,
        };
        run(plan, &mut met);
    }
    let contract = contract();
    let open = |place: &String| {
        let shape = contract.shape(place).unwrap();
        matches!(
            shape.kind,
            Kind::Choice { .. } | Kind::Tagged { .. } | Kind::Untagged(_)
        )
    };
    let open: BTreeSet<String> = schemas()
        .into_iter()
        .map(|(_, place)| place)
        .filter(open)
        .collect();
    let never: Vec<_> = open.difference(&met.unknown).collect();
    assert!(never.is_empty(), "never unknown: {never:#?}");
    println!("{} open lists and unions", open.len());
}

/// What a `PATCH` leaves, clears and sets comes out as it went in.
#[test]
fn every_field_of_a_patch_that_may_be_null_has_three_states() {
    let (contract, reach) = (contract(), reach());
    let patched: Vec<&String> = reach
        .three_states
        .iter()
        .filter(|place| !THREE_STATES.contains(&place.as_str()))
        .collect();
    println!("{} three-state fields: {patched:#?}", patched.len());
    assert!(!patched.is_empty());
    let mut instances = Instances::new(&contract, &reach);
    for place in patched {
        let (component, property) = place.rsplit_once("/properties/").unwrap();
        let row = row_of(component.rsplit('/').next().unwrap()).unwrap();
        let all = instances.sample(component, plan(Optional::All), 0).unwrap();
        let all = all.sent.as_object().unwrap().clone();
        let (mut null, mut absent) = (all.clone(), all.clone());
        null[property] = Value::Null;
        absent.remove(property);
        for body in [all, null, absent] {
            let body = Value::Object(body);
            assert_eq!(round_trip(row, &body).as_ref(), Ok(&body), "{place}");
        }
    }
}
