//! Both seed pages as a table: for each row the effective contract accepts what the page lists and
//! refuses what it excludes, and the facade reaches it.
//!
//! | module | what it holds |
//! |---|---|
//! | `order` | the rows of "create order" |
//! | `transfer` | the rows of "create pool transfer" |
//! | `rules` | what both pages say in words |

mod order;
mod rules;
mod transfer;

use serde_json::Value;
use sfcompute_tests::contract::EFFECTIVE;

/// A field as a page lists it, of a body that is otherwise `whole`.
pub struct Field<T> {
    /// The field's name.
    pub name: &'static str,
    /// Whether the page calls it required.
    pub required: bool,
    /// Values that the page allows, as JSON.
    pub allowed: &'static [&'static str],
    /// Values that the page excludes, as JSON.
    pub excluded: &'static [&'static str],
    /// How the facade reaches the value; compared as JSON.
    pub reach: fn(&T) -> Value,
}

/// Holds the rows of one body to the contract's schema and to a type of the facade.
pub fn hold<T: serde::de::DeserializeOwned>(schema: &str, whole: &Value, rows: &[Field<T>]) {
    let contract = EFFECTIVE.as_ref().unwrap();
    let accepts = |body: &Value| contract.component_errors(schema, body);
    assert_eq!(accepts(whole), [""; 0], "{schema} as a whole");
    for row in rows {
        for text in row.allowed {
            let value: Value = serde_json::from_str(text).unwrap();
            let mut body = whole.clone();
            body[row.name] = value.clone();
            assert_eq!(accepts(&body), [""; 0], "{schema}.{} = {text}", row.name);
            let typed: T = serde_json::from_value(body)
                .unwrap_or_else(|error| panic!("{schema}.{} = {text}: {error}", row.name));
            assert_eq!((row.reach)(&typed), value, "{schema}.{} = {text}", row.name);
        }
        for text in row.excluded {
            let mut body = whole.clone();
            body[row.name] = serde_json::from_str(text).unwrap();
            assert_ne!(
                accepts(&body),
                [""; 0],
                "{schema}.{} takes {text}",
                row.name
            );
        }
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(row.name);
        let accepted = accepts(&without).is_empty();
        assert!(accepted || row.required, "{schema} needs {}", row.name);
        if accepted {
            serde_json::from_value::<T>(without)
                .unwrap_or_else(|error| panic!("{schema} without {}: {error}", row.name));
        }
    }
    let listed: Vec<&str> = rows.iter().map(|row| row.name).collect();
    for name in whole.as_object().unwrap().keys() {
        assert!(
            listed.contains(&name.as_str()),
            "{schema}.{name} has no row"
        );
    }
}
