//! What 3.1 says of a value that depends on the value, or on its place in a list.

use serde_json::{Value, json};

use crate::lower::pass::{Object, Pass};
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Rules that restrict some values and give none a form.
const RULES: &[&str] = &[
    "if",
    "then",
    "else",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Drops conditions and rules about what no other keyword has looked at; writes a list whose
/// entries differ by place as one whose entries are any of them; makes of a reference that
/// depends on where it is followed from anything at all.
///
/// Each allows more than before, so whatever fitted still does.
pub(crate) fn conditions(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        for keyword in RULES {
            if let Some(value) = schema.shift_remove(*keyword) {
                pass.lost_keyword(pointer, keyword, &value);
            }
        }
        if let Some(value) = schema.shift_remove("$dynamicRef") {
            pass.lost_keyword(pointer, "$dynamicRef", &value);
        }
        if let Some(Value::Array(places)) = schema.shift_remove("prefixItems") {
            items(schema, &places, pointer, pass);
        }
        Ok(())
    })
}

/// Writes `prefixItems` as `items`.
fn items(schema: &mut Object, places: &[Value], pointer: &Pointer, pass: &mut Pass<'_>) {
    let longest = schema.get("maxItems").and_then(Value::as_u64);
    let longest = longest.and_then(|longest| usize::try_from(longest).ok());
    let no_more = longest.is_some_and(|longest| places.len() >= longest)
        || schema.get("items") == Some(&json!(false));
    let mut forms: Vec<Value> = Vec::new();
    let rest = schema.get("items").cloned().unwrap_or_else(|| json!({}));
    let others = (!no_more).then_some(&rest);
    for form in places.iter().chain(others) {
        if !forms.contains(form) {
            forms.push(form.clone());
        }
    }
    let anything = |form: &Value| form == &json!({}) || form == &json!(true);
    let items = match forms.as_slice() {
        forms if forms.iter().any(anything) => json!({}),
        [one] => one.clone(),
        _ => json!({ "oneOf": forms }),
    };
    schema.insert("items".to_owned(), items);
    pass.lost(
        &pointer.child("prefixItems"),
        format!("which of {} forms stands where in the list", places.len()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn conditions_are_lost() {
        let outcome = run_schemas(
            conditions,
            json!({"A": {
                "type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]},
                "dependentSchemas": {"c": {"required": ["d"]}}, "unevaluatedProperties": {"type": "string"},
                "properties": {"list": {"unevaluatedItems": false}, "node": {"$dynamicRef": "#node"},
                               "closed": {"unevaluatedProperties": false}}
            }}),
        );
        assert_eq!(
            outcome.value["A"],
            json!({"type": "object", "properties": {"list": {}, "node": {}, "closed": {}}})
        );
        assert_eq!(outcome.lost.len(), 7);
    }

    #[test]
    fn a_list_by_place_is_a_list_of_any() {
        let (text, number) = (json!({"type": "string"}), json!({"type": "number"}));
        for (given, items) in [
            (
                json!({"prefixItems": [text, number], "items": false}),
                json!({"oneOf": [text, number]}),
            ),
            (
                json!({"prefixItems": [number, number], "maxItems": 2}),
                number.clone(),
            ),
            (
                json!({"prefixItems": [text], "items": number}),
                json!({"oneOf": [text, number]}),
            ),
            (json!({"prefixItems": [text, number]}), json!({})),
            (
                json!({"prefixItems": [text, true], "items": false}),
                json!({}),
            ),
            (json!({"prefixItems": [], "items": number}), number.clone()),
        ] {
            let outcome = run_schemas(conditions, json!({"A": given}));
            assert_eq!(outcome.value["A"]["items"], items, "{given}");
            assert_eq!(outcome.value["A"].get("prefixItems"), None);
            assert_eq!(outcome.lost.len(), 1);
        }
    }
}
