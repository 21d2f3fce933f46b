//! Every field of every type, changed in each way that must be noticed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use sfcompute_tests::parity::{Direction, Parity, Report, Types};
use sfcompute_tests::shape::{Kind, Schemas, child};

use super::types;
use crate::registry::{CLIENT, component_place, components, contract, derived, operations_schemas};

/// Compares one place only.
fn compare(
    ours: &Schemas<'_>,
    document: &Value,
    types: &Types,
    (place, name): (&str, &str),
) -> Report {
    let theirs = Schemas::new(document, CLIENT.1.clone());
    let mut parity = Parity::new(ours, &theirs, types, Direction::Reading);
    parity.compare(place, name);
    parity.finish()
}

#[test]
fn no_changed_field_goes_unnoticed() {
    let (mut document, names) = derived(Direction::Reading);
    let ours = contract();
    let types = types(&names);
    // For each type, a place of the contract that is compared with it, and that place's own type.
    let mut checks: BTreeMap<String, (String, String)> = BTreeMap::new();
    let own = components().map(|component| {
        (
            component_place(component),
            types.components[component].clone(),
        )
    });
    let operations = operations_schemas().into_values();
    for (place, name) in own.chain(operations.map(|(row, place)| (place, names[row.name].clone())))
    {
        let report = compare(&ours, &document, &types, (&place, &name));
        assert!(report.differences.is_empty());
        for derived in report.derived {
            checks
                .entry(derived)
                .or_insert_with(|| (place.clone(), name.clone()));
        }
    }
    let definitions: Vec<String> = document["$defs"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let mut mutants = 0;
    for definition in definitions {
        let place = child("/$defs", &definition);
        let healthy = document.pointer(&place).unwrap().clone();
        let Some(properties) = healthy.get("properties").and_then(Value::as_object) else {
            continue;
        };
        if CLIENT.1.contains_key(&definition) {
            continue;
        }
        let (contract_place, name) = &checks[&definition];
        for property in properties.keys() {
            for (how, mutant) in changed(&document, &place, &healthy, property) {
                *document.pointer_mut(&place).unwrap() = mutant;
                let report = compare(&ours, &document, &types, (contract_place, name));
                let found = report.differences.iter().any(|difference| {
                    difference
                        .pointer
                        .ends_with(&format!("/properties/{property}"))
                        || difference
                            .pointer
                            .contains(&format!("/properties/{property}/"))
                        || difference
                            .what
                            .ends_with(&format!("{property}_of_tomorrow"))
                });
                assert!(
                    found,
                    "{definition}.{property} {how}: {:?}",
                    report.differences
                );
                mutants += 1;
            }
        }
        *document.pointer_mut(&place).unwrap() = healthy;
    }
    println!("{mutants} changed fields noticed");
    assert!(mutants > 4 * 400, "{mutants} are too few");
}

/// The ways to change a field that are a difference whatever the field is.
fn changed(
    document: &Value,
    place: &str,
    healthy: &Value,
    property: &str,
) -> Vec<(&'static str, Value)> {
    let schemas = Schemas::new(document, CLIENT.1.clone());
    let shape = schemas
        .shape(&child(&child(place, "properties"), property))
        .unwrap();
    let required = healthy["required"].as_array().cloned().unwrap_or_default();
    let is_required = required.iter().any(|name| name == property);
    let edit = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut mutant = healthy.clone();
        change(mutant["properties"].as_object_mut().unwrap());
        mutant
    };
    let mut mutants = Vec::new();
    let mut gone = edit(&|properties| {
        properties.remove(property);
    });
    gone["required"] = required
        .iter()
        .filter(|name| *name != property)
        .cloned()
        .collect();
    mutants.push(("left out", gone));
    mutants.push((
        "added to",
        edit(&|properties| {
            properties.insert(
                format!("{property}_of_tomorrow"),
                json!({ "type": "string" }),
            );
        }),
    ));
    let other = match (&shape.kind, shape.nullable) {
        (Kind::Boolean, false) => json!({ "type": "string" }),
        (Kind::Boolean, true) => json!({ "type": ["string", "null"] }),
        (_, false) => json!({ "type": "boolean" }),
        (_, true) => json!({ "type": ["boolean", "null"] }),
    };
    mutants.push((
        "of another type",
        edit(&|properties| {
            properties.insert(property.to_owned(), other.clone());
        }),
    ));
    mutants.push((
        "in a list",
        edit(&|properties| {
            let items = properties[property].take();
            properties[property] = json!({ "type": ["array", "null"], "items": items });
        }),
    ));
    let mut turned = healthy.clone();
    turned["required"] = match is_required {
        true => required
            .iter()
            .filter(|name| *name != property)
            .cloned()
            .collect(),
        false => required.iter().cloned().chain([json!(property)]).collect(),
    };
    mutants.push(("required or not", turned));
    if is_required && !shape.nullable {
        mutants.push((
            "with a null",
            edit(&|properties| {
                let value = properties[property].take();
                properties[property] = json!({ "anyOf": [value, { "type": "null" }] });
            }),
        ));
    }
    mutants
}
