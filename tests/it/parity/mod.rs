//! Schema parity: what a generated type says of itself is what the contract says of it.
//!
//! This holds overlay, lowering, replacement and generation together to the contract. The checker
//! is in `sfcompute_tests::parity`, with the departures that it allows; `small` and `mutants` show
//! that it lets nothing else through.

mod mutants;
mod small;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sfcompute_tests::parity::{Direction, Parity, Report, Types, only_arms};
use sfcompute_tests::shape::{Schemas, child};

use crate::registry::{
    CLIENT, component_place, components, contract, derived, operations_schemas, row_of,
};

/// What the comparison is to know of the types.
pub fn types(names: &BTreeMap<&'static str, String>) -> Types {
    Types {
        components: components()
            .filter_map(|component| {
                Some((
                    component.clone(),
                    names.get(row_of(component)?.name)?.clone(),
                ))
            })
            .collect(),
        // Absent, null and a time are three things for the end of a range.
        stand_ins: BTreeMap::from([("ScheduleEnd".to_owned(), "Timestamp".to_owned())]),
        // The texts that a caller may send: a template is held to the market's rules, and a pool's
        // id of June is for a capacity. What a server sends is held to neither.
        narrower: BTreeSet::from(["NameTemplate", "PoolId"].map(str::to_owned)),
        arms: only_arms(&contract()).unwrap(),
    }
}

/// Compares everything.
pub fn compare(
    document: &Value,
    names: &BTreeMap<&'static str, String>,
    direction: Direction,
) -> Report {
    let (ours, types) = (contract(), types(names));
    let theirs = Schemas::new(document, CLIENT.1.clone());
    let mut parity = Parity::new(&ours, &theirs, &types, direction);
    for component in components() {
        if let Some(name) = types.components.get(component) {
            parity.compare(&component_place(component), name);
        }
    }
    for (row, place) in operations_schemas().values() {
        parity.compare(place, &names[row.name]);
    }
    parity.finish()
}

#[test]
fn every_type_is_what_the_contract_says() {
    for direction in [Direction::Reading, Direction::Writing] {
        let (document, names) = derived(direction);
        let report = compare(&document, &names, direction);
        let found: Vec<String> = report.differences.iter().map(ToString::to_string).collect();
        assert!(
            found.is_empty(),
            "{direction:?}: {} differences:\n{}",
            found.len(),
            found.join("\n")
        );

        let components: BTreeSet<String> = components().map(|name| component_place(name)).collect();
        let compared: BTreeSet<String> = report.places.intersection(&components).cloned().collect();
        assert_eq!(compared, components, "not every schema was compared");
        let properties = properties(contract().document());
        let left: Vec<_> = properties.difference(&report.properties).collect();
        assert!(
            left.is_empty(),
            "properties that were not compared: {left:#?}"
        );
        let definitions = document["$defs"].as_object().unwrap();
        let left: Vec<_> = definitions
            .keys()
            .filter(|name| !report.derived.contains(*name))
            .collect();
        assert!(left.is_empty(), "types that were not compared: {left:#?}");
        println!(
            "{direction:?}: {} schemas, {} properties and {} types compared",
            components.len(),
            properties.len(),
            definitions.len(),
        );
        for (departure, count) in &report.departures {
            println!("  {count:4} {departure}");
        }
    }
}

/// The places of all properties of the contract's components, by a reading of its own.
fn properties(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        collect(schema, &component_place(name), &mut found);
    }
    found
}

fn collect(schema: &Value, place: &str, found: &mut BTreeSet<String>) {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let place = child(place, keyword);
        match keyword.as_str() {
            "properties" => {
                for (name, schema) in value.as_object().unwrap() {
                    let place = child(&place, name);
                    collect(schema, &place, found);
                    found.insert(place);
                }
            }
            "oneOf" | "anyOf" | "allOf" => {
                for (index, branch) in value.as_array().unwrap().iter().enumerate() {
                    collect(branch, &child(&place, &index.to_string()), found);
                }
            }
            "items" | "additionalProperties" => collect(value, &place, found),
            _ => {}
        }
    }
}
