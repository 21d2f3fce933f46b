//! Types that lose something are noticed, so that the tests of this module can fail.

use serde_json::{Value, json};
use sfcompute_tests::instances::{Optional, Plan, UNKNOWN};
use sfcompute_tests::shape::Kind;

use super::{Maker, judge, plan, reach, round_trip};
use crate::registry::{component_place, components, contract, row_of};

/// Each field of each schema is left out, set to null, and changed behind the type's back.
#[test]
fn no_lost_field_goes_unnoticed() {
    let (contract, reach) = (contract(), reach());
    let mut maker = Maker::new(&contract, &reach);
    let mut lost = 0;
    for component in components() {
        let place = component_place(component);
        let shape = contract.shape(&place).unwrap();
        let Kind::Object(object) = &shape.kind else {
            continue;
        };
        for property in object.properties.keys() {
            // Where fields exclude each other, one case has it.
            let samples =
                (0..4).map(|case| maker.sample(&place, plan(Optional::All), case).unwrap());
            let sample = samples
                .into_iter()
                .find(|sample| sample.kept.get(property).is_some());
            let Some(sample) = sample else {
                assert!(
                    maker.arms.contains_key(&place),
                    "{place} never had {property}"
                );
                continue;
            };
            let written = round_trip(row_of(component).unwrap(), &sample.sent).unwrap();
            let mut without = written.clone();
            without.as_object_mut().unwrap().remove(property);
            let mut null = written.clone();
            null[property] = Value::Null;
            let mut other = written.clone();
            other[property] = json!({ "another": "value" });
            for written in [without, null, other] {
                assert!(
                    judge(&sample, Ok(written)).is_err(),
                    "{component}.{property}"
                );
                lost += 1;
            }
        }
    }
    println!("{lost} losses noticed");
    assert!(lost > 3 * 400, "{lost} are too few");
}

/// A closed list, an unknown field that is written back, a null that was not sent.
#[test]
fn types_that_are_not_open_are_noticed() {
    let (contract, reach) = (contract(), reach());
    let mut maker = Maker::new(&contract, &reach);
    let strange = |unknown_fields, unknown_values| Plan {
        unknown_fields,
        unknown_values,
        ..plan(Optional::None)
    };
    let place = component_place("OrderStatus");
    let mut cases = (0..12).map(|case| maker.sample(&place, strange(false, true), case).unwrap());
    let unknown = cases.find(|sample| sample.sent == UNKNOWN).unwrap();
    assert!(judge(&unknown, Err("unknown variant".to_owned())).is_err());
    assert!(judge(&unknown, Ok(json!("pending"))).is_err());
    assert_eq!(judge(&unknown, Ok(json!(UNKNOWN))), Ok(()));

    let place = component_place("PoolSummary");
    let more = maker.sample(&place, strange(true, false), 0).unwrap();
    assert!(judge(&more, Ok(more.sent.clone())).is_err());

    let place = component_place("v2.PatchPoolRequest");
    let empty = maker.sample(&place, plan(Optional::None), 0).unwrap();
    assert_eq!(judge(&empty, Ok(json!({}))), Ok(()));
    assert!(judge(&empty, Ok(json!({ "name": null, "tags": null }))).is_err());
}
