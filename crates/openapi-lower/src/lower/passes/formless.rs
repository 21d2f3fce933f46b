//! Keywords that mean something only beside others.

use serde_json::{Value, json};

use super::type_lists::restricts;
use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{is_annotation, text};
use crate::walk::schemas_mut;

/// Drops a format of no type, and `nullable` where anything fits: of the first the generator
/// makes nothing, of the second null alone; drops what restricts values of another type than the
/// schema's. Gives an enum of texts its type.
pub(crate) fn formless(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if is_enum_of_texts(schema) {
            schema.insert("type".to_owned(), json!("string"));
            pass.changed(pointer, "an enum of texts is of type string");
        }
        if let Some(name) = text(schema, "type").map(ToOwned::to_owned) {
            let foreign = |keyword: &&String| !restricts(keyword, &name);
            let foreign: Vec<String> = schema.keys().filter(foreign).cloned().collect();
            for keyword in foreign {
                schema.shift_remove(&keyword);
                let what = format!("`{keyword}` says nothing of type {name}");
                pass.changed(&pointer.child(&keyword), what);
            }
            return Ok(());
        }
        if let Some(format) = schema.shift_remove("format") {
            let what = format!("`format: {format}` of no type");
            pass.lost(&pointer.child("format"), what);
        }
        let free = |keyword: &String| keyword == "nullable" || is_annotation(keyword);
        if schema.contains_key("nullable") && schema.keys().all(free) {
            schema.shift_remove("nullable");
            pass.changed(&pointer.child("nullable"), "anything fits, null too");
        }
        Ok(())
    })
}

fn is_enum_of_texts(schema: &Object) -> bool {
    const FORMS: &[&str] = &["type", "oneOf", "anyOf", "allOf", "$ref"];
    let texts = schema
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_string));
    texts && !FORMS.iter().any(|keyword| schema.contains_key(*keyword))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn what_means_nothing_alone_goes() {
        let outcome = run_schemas(
            formless,
            json!({
                "A": {"format": "uuid", "description": "d"}, "B": {"nullable": true, "title": "t"},
                "C": {"type": "string", "format": "uuid", "nullable": true},
                "D": {"nullable": true, "properties": {}}, "E": {"enum": ["a"]},
                "F": {"type": "array", "format": "int32", "items": {}, "properties": {}}
            }),
        );
        assert_eq!(
            outcome.value,
            json!({
                "A": {"description": "d"}, "B": {"title": "t"},
                "C": {"type": "string", "format": "uuid", "nullable": true},
                "D": {"nullable": true, "properties": {}}, "E": {"enum": ["a"], "type": "string"},
                "F": {"type": "array", "items": {}}
            })
        );
    }
}
