//! Unions whose branches are values.

use serde_json::{Map, Value, json};

use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{follow, is_annotation, is_type, joined, text, union};
use crate::walk::schemas_mut;

/// Writes a union of constants and enums of texts as one enum, with the branches' descriptions
/// in `x-enum-descriptions` and their titles in `x-enum-varnames`. With a plain string among
/// the branches any text is allowed: then it is a string with the list in `x-open-enum`.
pub(crate) fn value_unions(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    schemas_mut(document, |pointer, schema| {
        let Some((keyword, branches)) = union(schema) else {
            return Ok(());
        };
        let Some(found) = values(&root, branches) else {
            return Ok(());
        };
        // References to enums alone keep their types.
        if !found.open && found.referenced {
            return Ok(());
        }
        pass.changed(
            pointer,
            format!(
                "`{keyword}` of texts is one {}enum",
                if found.open { "open " } else { "" }
            ),
        );
        schema.shift_remove(keyword);
        schema.insert("type".to_owned(), json!("string"));
        let list = if found.open { "x-open-enum" } else { "enum" };
        schema.insert(list.to_owned(), json!(found.texts));
        if !found.descriptions.is_empty() {
            schema.insert(
                "x-enum-descriptions".to_owned(),
                Value::Object(found.descriptions),
            );
        }
        if let Some(titles) = found.titles {
            schema.insert("x-enum-varnames".to_owned(), json!(titles));
        }
        Ok(())
    })
}

struct Values {
    texts: Vec<String>,
    descriptions: Object,
    /// A title for each value, if each branch has one.
    titles: Option<Vec<String>>,
    /// Whether any other text is allowed too.
    open: bool,
    /// Whether a branch is a reference to an enum.
    referenced: bool,
}

/// The values of a union whose branches are all texts, at least one of them from a list.
fn values(root: &Value, branches: &[Value]) -> Option<Values> {
    let mut found = Values {
        texts: Vec::new(),
        descriptions: Map::new(),
        titles: Some(Vec::new()),
        open: false,
        referenced: false,
    };
    for branch in branches {
        let branch = branch.as_object()?;
        let schema = follow(root, branch)?;
        let typed = schema.get("type").is_none_or(|name| name == "string");
        let simple = schema.keys().all(|keyword| {
            is_annotation(keyword)
                || matches!(keyword.as_str(), "type" | "enum" | "const" | "format")
                || matches!(keyword.as_str(), "pattern" | "minLength" | "maxLength")
        });
        if !typed || !simple {
            return None;
        }
        let texts: Vec<String> = match (schema.get("const"), schema.get("enum")) {
            (Some(Value::String(value)), _) => vec![value.clone()],
            (None, Some(Value::Array(values))) => values
                .iter()
                .map(|value| value.as_str().map(ToOwned::to_owned))
                .collect::<Option<_>>()?,
            (None, None) if is_type(schema, "string") => {
                found.open = true;
                if let Some(Value::Array(values)) = schema.get("x-open-enum") {
                    values
                        .iter()
                        .filter_map(Value::as_str)
                        .map(ToOwned::to_owned)
                        .collect()
                } else {
                    continue;
                }
            }
            _ => return None,
        };
        found.referenced |= !std::ptr::eq(branch, schema);
        collect(&mut found, schema, texts);
    }
    (!found.texts.is_empty()).then_some(found)
}

fn collect(found: &mut Values, schema: &Object, texts: Vec<String>) {
    let own = schema.get("x-enum-descriptions").and_then(Value::as_object);
    let title = text(schema, "title");
    for value in texts {
        let description = own
            .and_then(|own| own.get(&value))
            .and_then(Value::as_str)
            .or_else(|| text(schema, "description").filter(|_| schema.contains_key("const")));
        let before = found.descriptions.get(&value).and_then(Value::as_str);
        if let Some(description) = joined(before, description) {
            found
                .descriptions
                .insert(value.clone(), Value::String(description));
        }
        if found.texts.contains(&value) {
            continue;
        }
        found.texts.push(value);
        match (&mut found.titles, title) {
            (Some(titles), Some(title)) if schema.contains_key("const") => {
                titles.push(title.to_owned());
            }
            (titles, _) => *titles = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    fn lowered(schema: Value) -> Value {
        let schemas = json!({
            "A": schema,
            "E": {"type": "string", "enum": ["e", "f"]},
            "Tag": {"type": "string", "const": "auto"}
        });
        run_schemas(value_unions, schemas).value["A"].take()
    }

    #[test]
    fn documented_constants_are_a_documented_enum() {
        assert_eq!(
            lowered(json!({"description": "d", "oneOf": [
                {"const": "a", "title": "First", "description": "the first"},
                {"const": "b", "title": "Second", "type": "string"}
            ]})),
            json!({
                "description": "d", "type": "string", "enum": ["a", "b"],
                "x-enum-descriptions": {"a": "the first"},
                "x-enum-varnames": ["First", "Second"]
            })
        );
        assert_eq!(
            lowered(json!({"oneOf": [{"enum": ["a", "b"]}, {"const": "b"}, {"enum": ["c"]}]})),
            json!({"type": "string", "enum": ["a", "b", "c"]})
        );
    }

    #[test]
    fn an_enum_or_any_text_is_open() {
        for known in [
            json!({"enum": ["e", "f"], "type": "string"}),
            json!({"$ref": "#/components/schemas/E"}),
        ] {
            assert_eq!(
                lowered(json!({"anyOf": [known, {"type": "string"}]})),
                json!({"type": "string", "x-open-enum": ["e", "f"]})
            );
        }
    }

    #[test]
    fn other_unions_are_left_alone() {
        for schema in [
            json!({"oneOf": [{"$ref": "#/components/schemas/Tag"}, {"type": "integer"}]}),
            json!({"oneOf": [{"$ref": "#/components/schemas/E"}, {"$ref": "#/components/schemas/Tag"}]}),
            json!({"oneOf": [{"type": "string"}, {"type": "string", "format": "uuid"}]}),
            json!({"oneOf": [{"enum": [1]}, {"const": "a"}]}),
            json!({"oneOf": []}),
        ] {
            assert_eq!(lowered(schema.clone()), schema);
        }
    }
}
