//! Every type that stands for a schema of the contract.
//!
//! The lists in `rows` are written by hand, since no test can find a type by its name when it
//! runs. The tests here hold them to the contract and to the generated client, and print the lines
//! to add or to take out.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use openapi_lower::rust_type_name;
use schemars::Schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sfcompute_tests::contract::{EFFECTIVE, workspace};
use sfcompute_tests::parity::{Direction, unions};
use sfcompute_tests::shape::{Schemas, Union, child};

use rows::{GENERATED, VOCABULARY};

/// A type that stands for a schema.
pub struct Row {
    /// A generated type, or a component that has a type of the vocabulary.
    pub name: &'static str,
    /// Decodes a text and encodes it again.
    pub round_trip: fn(&str) -> Result<String, String>,
    /// Adds its schema to a generator, and gives the reference to it.
    define: fn(&mut SchemaGenerator) -> Schema,
}

fn round_trip<T: DeserializeOwned + Serialize>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

/// The effective contract.
pub fn contract() -> Schemas<'static> {
    Schemas::new(EFFECTIVE.as_ref().unwrap().document(), BTreeMap::new())
}

/// The public types of the generated client, and the unions among them.
pub static CLIENT: LazyLock<(Vec<String>, BTreeMap<String, Union>)> = LazyLock::new(|| {
    let generated = workspace().join("crates/sfcompute-api/src/generated.rs");
    unions::types(&fs::read_to_string(generated).unwrap()).unwrap()
});

/// The names of the contract's components.
pub fn components() -> impl Iterator<Item = &'static String> {
    let schemas = &contract().document()["components"]["schemas"];
    schemas.as_object().unwrap().keys()
}

/// The place of a component in the contract.
pub fn component_place(component: &str) -> String {
    child("/components/schemas", component)
}

/// The type of a component: its own of the vocabulary, or the generated one of its name.
pub fn row_of(component: &str) -> Option<&'static Row> {
    let vocabulary = VOCABULARY.iter().find(|row| row.name == component);
    vocabulary.or_else(|| {
        let name = rust_type_name(component.strip_prefix("v2.").unwrap_or(component));
        GENERATED.iter().find(|row| row.name == name)
    })
}

/// Where the schemas are that have a type without being or being in a component: those of an
/// operation's parameters and bodies, which are named after the operation.
pub fn operations_schemas() -> BTreeMap<String, (&'static Row, String)> {
    let mut places = BTreeMap::new();
    for (path, item) in contract().document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let place = child(&child("/paths", path), method);
            let name = rust_type_name(operation["operationId"].as_str().unwrap());
            let parameters = operation["parameters"].as_array();
            for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                let own = rust_type_name(parameter["name"].as_str().unwrap());
                let schema = format!("{place}/parameters/{index}/schema");
                places.insert(format!("{name}{own}"), schema.clone());
                places.insert(format!("{name}{own}Item"), format!("{schema}/items"));
            }
            let body = "requestBody/content/application~1json/schema";
            places.insert(format!("{name}Body"), format!("{place}/{body}"));
            for status in operation["responses"].as_object().unwrap().keys() {
                let answer = format!("responses/{status}/content/application~1json/schema");
                places.insert(format!("{name}Response"), format!("{place}/{answer}"));
            }
        }
    }
    let typed = GENERATED
        .iter()
        .filter(|row| !components().any(|c| row_of(c).is_some_and(|r| r.name == row.name)));
    typed
        .filter_map(|row| Some((row.name.to_owned(), (row, places.get(row.name)?.clone()))))
        .collect()
}

/// The schemas that all types derive, and the name that the schema of each row has in it.
pub fn derived(direction: Direction) -> (Value, BTreeMap<&'static str, String>) {
    let settings = SchemaSettings::draft2020_12();
    let settings = match direction {
        Direction::Reading => settings.for_deserialize(),
        Direction::Writing => settings.for_serialize(),
    };
    let mut generator = settings.into_generator();
    let mut names = BTreeMap::new();
    for row in GENERATED.iter().chain(VOCABULARY) {
        let schema = (row.define)(&mut generator).to_value();
        let reference = schema["$ref"].as_str().unwrap_or_default();
        let name = reference.strip_prefix("#/$defs/");
        names.insert(
            row.name,
            name.unwrap_or_else(|| panic!("{}: {schema}", row.name))
                .to_owned(),
        );
    }
    (json!({ "$defs": generator.take_definitions(true) }), names)
}

/// The lists hold every generated type, and every component has a type.
#[test]
fn every_schema_has_a_row() {
    let listed: BTreeSet<String> = GENERATED.iter().map(|row| row.name.to_owned()).collect();
    let there: BTreeSet<String> = CLIENT.0.iter().cloned().collect();
    let add: Vec<_> = there.difference(&listed).collect();
    assert!(add.is_empty(), "add to GENERATED: {add:#?}");
    assert_eq!(listed.len(), GENERATED.len(), "a type is listed twice");
    let untyped: Vec<_> = components().filter(|c| row_of(c).is_none()).collect();
    assert!(untyped.is_empty(), "add to VOCABULARY: {untyped:#?}");
    let used: BTreeSet<_> = components()
        .filter_map(|c| row_of(c))
        .map(|row| row.name)
        .collect();
    let unused = VOCABULARY
        .iter()
        .map(|row| row.name)
        .filter(|name| !used.contains(name));
    let unused: Vec<_> = unused.collect();
    assert!(unused.is_empty(), "take out of VOCABULARY: {unused:#?}");
}

/// What the derived schemas call a type is what everybody calls it: no two types share a name.
#[test]
fn no_two_types_share_a_name() {
    let (_, names) = derived(Direction::Reading);
    for row in GENERATED {
        assert_eq!(names[row.name], row.name);
    }
}
