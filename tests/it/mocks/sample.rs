//! A value of any type that the generated client takes or gives.

use std::any::type_name;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sfcompute_tests::contract::EFFECTIVE;
use sfcompute_tests::instances::{Instances, Optional, Plan, Reach};
use sfcompute_tests::shape::{Schemas, child};

/// An id of nobody's: all that an id may hold and a path may not, and colons.
pub const FOREIGN: &str = "sfc:ö\"<`{|}>^~+&=;'@!:end";

/// What the tests make of a type. `which` tells values apart: 0 and 1 differ.
pub trait Sample {
    fn sample(which: usize) -> Self;
}

impl Sample for &'static str {
    fn sample(which: usize) -> Self {
        ["key-0", "key-1"][which]
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Sample for $number {
            fn sample(which: usize) -> Self {
                <$number>::try_from(which).unwrap() + 7
            }
        }
    )*};
}

numbers!(u16 u32 u64 i64);

impl Sample for bool {
    fn sample(which: usize) -> Self {
        which == 0
    }
}

impl<T: Sample> Sample for Option<T> {
    fn sample(which: usize) -> Self {
        Some(T::sample(which))
    }
}

/// Tests may leak: arguments are borrowed for as long as a call takes.
impl<T: DeserializeOwned> Sample for &'static T {
    fn sample(which: usize) -> Self {
        Box::leak(Box::new(decoded(which)))
    }
}

/// The value that a repeated parameter is given, as what it is repeated of.
pub fn several<T: DeserializeOwned>() -> Vec<T> {
    decoded(0)
}

fn decoded<T: DeserializeOwned>(which: usize) -> T {
    let name = type_name::<T>();
    let value = match name.split_once('<') {
        Some((_, item)) => {
            let item = item.trim_end_matches('>');
            json!([wire(item, which), wire(item, 1 - which)])
        }
        None => wire(name, which),
    };
    serde_json::from_value(value.clone())
        .unwrap_or_else(|error| panic!("{name} of {value}: {error}"))
}

/// A value of a type as it is on the wire, from the contract's schema for it.
fn wire(name: &str, which: usize) -> Value {
    let path = name;
    let name = path.rsplit("::").next().unwrap();
    if name == "Timestamp" {
        return json!(1_738_972_800 + 60 * which);
    }
    let component = if path.contains("::types::") || name == "Tags" {
        let document = EFFECTIVE.as_ref().unwrap().document();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        schemas.keys().find(|schema| {
            openapi_lower::rust_type_name(schema.strip_prefix("v2.").unwrap_or(schema)) == name
        })
    } else {
        None
    };
    let Some(component) = component else {
        // An id, a reference, a cursor, or a choice that has no schema of its own: all of them
        // hold what a server sends.
        return json!(format!("{FOREIGN}{which}"));
    };
    let document = EFFECTIVE.as_ref().unwrap().document();
    let schemas = Schemas::new(document, BTreeMap::new());
    let reach = Reach::default();
    let plan = Plan {
        optional: [Optional::All, Optional::None][which],
        ..Plan::default()
    };
    let place = child("/components/schemas", component);
    let sample = Instances::new(&schemas, &reach).sample(&place, plan, which);
    sample
        .unwrap_or_else(|error| panic!("{component}: {error}"))
        .sent
}
