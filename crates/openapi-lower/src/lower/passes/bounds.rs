//! Rules that narrow a type without changing its form on the wire.

use serde_json::{Value, json};

use crate::lower::pass::{Object, Pass};
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Keywords that only narrow.
const BOUNDS: &[&str] = &[
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Bounds, and the keywords that exclude the bound itself.
const EXCLUSIVE: &[(&str, &str)] = &[
    ("minimum", "exclusiveMinimum"),
    ("maximum", "exclusiveMaximum"),
];

/// Drops patterns, lengths, numeric bounds and enums of anything but texts.
///
/// The generator would enforce them on responses too, where a server that breaks its own rule
/// must not break the client. If they are to stay, exclusive bounds get the form of 3.0.
pub(crate) fn bounds(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if !pass.options.relax_wire_types {
            for (inclusive, exclusive) in EXCLUSIVE {
                exclusive_bound(schema, inclusive, exclusive, pointer, pass);
            }
            return Ok(());
        }
        for keyword in BOUNDS {
            if let Some(value) = schema.shift_remove(*keyword) {
                pass.lost(&pointer.child(keyword), format!("`{keyword}: {value}`"));
            }
        }
        if let Some(Value::Array(values)) = schema.get("enum")
            && values
                .iter()
                .any(|value| !value.is_string() && !value.is_null())
        {
            let said = Value::Array(values.clone());
            schema.shift_remove("enum");
            pass.lost(&pointer.child("enum"), format!("`enum: {said}`"));
        }
        Ok(())
    })
}

/// Writes the number of 3.1 as the number and the flag of 3.0.
fn exclusive_bound(
    schema: &mut Object,
    inclusive: &str,
    exclusive: &str,
    pointer: &Pointer,
    pass: &mut Pass<'_>,
) {
    let Some(number @ Value::Number(_)) = schema.get(exclusive).cloned() else {
        return;
    };
    pass.changed(
        &pointer.child(exclusive),
        format!("{number}, in the form of 3.0"),
    );
    let other = schema.get(inclusive).and_then(Value::as_f64);
    let looser = other.zip(number.as_f64()).is_some_and(|(other, number)| {
        if inclusive == "minimum" {
            other > number
        } else {
            other < number
        }
    });
    if looser {
        schema.shift_remove(exclusive);
    } else {
        schema.insert(inclusive.to_owned(), number);
        schema.insert(exclusive.to_owned(), json!(true));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{run_schemas, run_with};

    #[test]
    fn what_narrows_is_lost_and_said_so() {
        let outcome = run_schemas(
            bounds,
            json!({"A": {"type": "object", "properties": {
                "pattern": {"type": "string", "pattern": "a+", "maxLength": 5},
                "n": {"type": "integer", "minimum": 0, "exclusiveMaximum": 9, "enum": [1, 2]},
                "e": {"type": "string", "enum": ["a"]},
                "z": {"enum": [null], "nullable": true}
            }}}),
        );
        assert_eq!(
            outcome.value["A"]["properties"],
            json!({"pattern": {"type": "string"}, "n": {"type": "integer"},
                   "e": {"type": "string", "enum": ["a"]}, "z": {"enum": [null], "nullable": true}})
        );
        assert_eq!(
            outcome.lost,
            [
                "#/components/schemas/A/properties/pattern/pattern: `pattern: \"a+\"`",
                "#/components/schemas/A/properties/pattern/maxLength: `maxLength: 5`",
                "#/components/schemas/A/properties/n/minimum: `minimum: 0`",
                "#/components/schemas/A/properties/n/exclusiveMaximum: `exclusiveMaximum: 9`",
                "#/components/schemas/A/properties/n/enum: `enum: [1,2]`"
            ]
        );
    }

    #[test]
    fn exclusive_bounds_that_stay_get_the_form_of_3_0() {
        let options = LowerOptions {
            relax_wire_types: false,
            ..LowerOptions::default()
        };
        let document = json!({"components": {"schemas": {
            "A": {"exclusiveMinimum": 5},
            "B": {"maximum": 3, "exclusiveMaximum": 9},
            "C": {"minimum": 3, "exclusiveMinimum": 9},
            "D": {"minimum": 3, "exclusiveMinimum": true}
        }}});
        let outcome = run_with(bounds, document, &options).unwrap();
        assert_eq!(
            outcome.value["components"]["schemas"],
            json!({
                "A": {"exclusiveMinimum": true, "minimum": 5},
                "B": {"maximum": 3},
                "C": {"minimum": 9, "exclusiveMinimum": true},
                "D": {"minimum": 3, "exclusiveMinimum": true}
            })
        );
    }

    #[test]
    fn they_stay_if_wanted() {
        let options = LowerOptions {
            relax_wire_types: false,
            ..LowerOptions::default()
        };
        let document = json!({"components": {"schemas": {"A": {"pattern": "a"}}}});
        assert_eq!(
            run_with(bounds, document.clone(), &options).unwrap().value,
            document
        );
    }
}
