//! `const`.

use serde_json::{Value, json};

use super::tagged_unions::branch_components;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::text;
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Writes a constant text as an enum of one value where it tells a branch of a union from the
/// others, is a list's item, or is a component of its own; anywhere else as a plain value of
/// its type, with the constant in `x-const` and in the description.
pub(crate) fn constants(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let branches = branch_components(document);
    schemas_mut(document, |pointer, schema| {
        let Some(value) = schema.shift_remove("const") else {
            return Ok(());
        };
        if schema.get("default") == Some(&value) {
            schema.shift_remove("default");
            pass.changed(
                &pointer.child("default"),
                "the default of a constant says nothing",
            );
        }
        match &value {
            Value::String(_) if tells_apart(pointer, &branches) => {
                schema.insert("type".to_owned(), json!("string"));
                schema.insert("enum".to_owned(), json!([value]));
                pass.changed(pointer, format!("`const: {value}` is an enum of one"));
            }
            Value::Array(_) | Value::Object(_) => {
                let name = if value.is_array() { "array" } else { "object" };
                schema.entry("type").or_insert_with(|| json!(name));
                pass.lost(pointer, format!("`const: {value}`"));
            }
            _ => {
                plain(schema, &value);
                pass.changed(pointer, format!("`const: {value}` is a plain value"));
            }
        }
        Ok(())
    })
}

/// Whether a constant at this place is a choice among others, now or to come.
fn tells_apart(pointer: &Pointer, branches: &std::collections::HashSet<String>) -> bool {
    let tokens: Vec<&str> = pointer.tokens().iter().map(String::as_str).collect();
    match tokens.as_slice() {
        ["components", "schemas", _] | [.., "items"] => true,
        ["components", "schemas", name, ..] if branches.contains(*name) => true,
        tokens => tokens
            .iter()
            .zip(tokens.iter().skip(1))
            .any(|(keyword, index)| {
                matches!(*keyword, "oneOf" | "anyOf") && index.parse::<usize>().is_ok()
            }),
    }
}

fn plain(schema: &mut Object, value: &Value) {
    let name = match value {
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        _ => "integer",
    };
    schema.entry("type").or_insert_with(|| json!(name));
    schema.shift_remove("enum");
    let shown = value
        .as_str()
        .map_or_else(|| value.to_string(), ToOwned::to_owned);
    let description = text(schema, "description").unwrap_or("").to_owned();
    if !description.contains(&format!("`{shown}`")) {
        let gap = if description.is_empty() { "" } else { "\n\n" };
        schema.insert(
            "description".to_owned(),
            json!(format!("{description}{gap}Always `{shown}`.")),
        );
    }
    schema.insert("x-const".to_owned(), value.clone());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn a_constant_property_is_a_plain_value() {
        let outcome = run_schemas(
            constants,
            json!({"A": {"properties": {
                "object": {"type": "string", "const": "order", "default": "order", "readOnly": true},
                "told": {"const": "b", "description": "It is `b`."},
                "more": {"const": 5, "description": "Five."},
                "flag": {"const": true, "enum": [true]}
            }}}),
        );
        assert_eq!(
            outcome.value["A"]["properties"],
            json!({
                "object": {"type": "string", "readOnly": true,
                           "description": "Always `order`.", "x-const": "order"},
                "told": {"description": "It is `b`.", "type": "string", "x-const": "b"},
                "more": {"description": "Five.\n\nAlways `5`.", "type": "integer", "x-const": 5},
                "flag": {"type": "boolean", "description": "Always `true`.", "x-const": true}
            })
        );
        assert_eq!(outcome.changed.len(), 5);
        assert!(outcome.lost.is_empty());
    }

    #[test]
    fn a_constant_among_others_is_an_enum_of_one() {
        let one = json!({"type": "string", "enum": ["a"]});
        let outcome = run_schemas(
            constants,
            json!({
                "Named": {"const": "a"},
                "List": {"type": "array", "items": {"const": "a"}},
                "Union": {"oneOf": [{"const": "a"}, {"properties": {"k": {"const": "a"}}},
                                    {"$ref": "#/components/schemas/Branch"}]},
                "Branch": {"allOf": [{"$ref": "#/components/schemas/Base"}]},
                "Base": {"properties": {"k": {"const": "a"}}}
            }),
        );
        let value = &outcome.value;
        assert_eq!(value["Named"], one);
        assert_eq!(value["List"]["items"], one);
        assert_eq!(value["Union"]["oneOf"][0], one);
        assert_eq!(value["Union"]["oneOf"][1]["properties"]["k"], one);
        assert_eq!(value["Base"]["properties"]["k"], one);
    }

    #[test]
    fn a_constant_that_is_no_scalar_is_lost() {
        let outcome = run_schemas(constants, json!({"A": {"const": [1]}}));
        assert_eq!(outcome.value["A"], json!({"type": "array"}));
        assert_eq!(outcome.lost, ["#/components/schemas/A: `const: [1]`"]);
    }
}
