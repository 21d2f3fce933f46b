//! Objects that allow no other properties, and the ways in which 3.1 says more about them.

use serde_json::{Value, json};

use crate::lower::pass::{Object, Pass};
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Opens objects that are closed, so that a field which a server adds does not break a client;
/// drops rules about names, and writes names of one pattern as a map.
pub(crate) fn closed_objects(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if let Some(Value::Object(patterns)) = schema.shift_remove("patternProperties") {
            name_patterns(schema, &patterns, pointer, pass);
        }
        if let Some(names) = schema.shift_remove("propertyNames") {
            pass.lost_keyword(pointer, "propertyNames", &names);
        }
        let closed = schema.get("additionalProperties") == Some(&json!(false));
        if closed && pass.options.relax_wire_types {
            schema.shift_remove("additionalProperties");
            pass.lost_keyword(pointer, "additionalProperties", &json!(false));
        }
        Ok(())
    })
}

/// Of an object whose only names are of one pattern a map remains. Where other names may be
/// there too, nothing is known of the value that a name has.
fn name_patterns(schema: &mut Object, patterns: &Object, pointer: &Pointer, pass: &mut Pass<'_>) {
    let Some((pattern, value)) = patterns.iter().next() else {
        return;
    };
    let others = schema.get("properties").and_then(Value::as_object);
    let alone = patterns.len() == 1
        && others.is_none_or(Object::is_empty)
        && schema.get("additionalProperties") == Some(&json!(false));
    if alone {
        schema.insert("additionalProperties".to_owned(), value.clone());
        pass.lost(
            &pointer.child("patternProperties"),
            format!("the rule that names match `{pattern}`"),
        );
        return;
    }
    let said = Value::Object(patterns.clone());
    pass.lost_keyword(pointer, "patternProperties", &said);
    if let Some(value) = schema.shift_remove("additionalProperties") {
        pass.lost_keyword(pointer, "additionalProperties", &value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{run_schemas, run_with};

    #[test]
    fn objects_are_opened() {
        let outcome = run_schemas(
            closed_objects,
            json!({"A": {"type": "object", "additionalProperties": false,
                         "propertyNames": {"pattern": "a"}},
                   "B": {"type": "object", "additionalProperties": {"type": "string"}}}),
        );
        assert_eq!(
            outcome.value,
            json!({"A": {"type": "object"},
                   "B": {"type": "object", "additionalProperties": {"type": "string"}}})
        );
        assert_eq!(outcome.lost.len(), 2);
    }

    #[test]
    fn names_of_one_pattern_are_a_map() {
        let text = json!({"type": "string"});
        let outcome = run_schemas(
            closed_objects,
            json!({
                "Alone": {"patternProperties": {"^a": text}, "additionalProperties": false},
                "Open": {"patternProperties": {"^a": text}},
                "Two": {"patternProperties": {"^a": text, "^b": {}}, "additionalProperties": text},
                "Named": {"properties": {"a": text}, "patternProperties": {"^a": text}}
            }),
        );
        assert_eq!(
            outcome.value,
            json!({
                "Alone": {"additionalProperties": text},
                "Open": {},
                "Two": {},
                "Named": {"properties": {"a": text}}
            })
        );
        assert_eq!(outcome.lost.len(), 5);
    }

    #[test]
    fn closed_objects_stay_if_wanted() {
        let options = LowerOptions {
            relax_wire_types: false,
            ..LowerOptions::default()
        };
        let document = json!({"components": {"schemas": {"A": {"additionalProperties": false}}}});
        assert_eq!(
            run_with(closed_objects, document.clone(), &options)
                .unwrap()
                .value,
            document
        );
    }
}
