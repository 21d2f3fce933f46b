//! Reading off a lowered document what a generator wants to know of it.

use serde_json::Value;

use super::pass::Object;
use super::passes::patch_fields;
use super::report::{EnumValue, PatchField, StringEnum, TaggedUnion, UnionVariant};
use super::schema::{component, schemas, text};
use super::tagged::MARK;
use crate::names::variant_names;

fn named(document: &Value) -> impl Iterator<Item = (&String, &Object)> {
    schemas(document)
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| Some((name, schema.as_object()?)))
}

/// The unions that are marked with their tag.
pub(super) fn tagged_unions(document: &Value) -> Vec<TaggedUnion> {
    named(document)
        .filter_map(|(name, schema)| {
            let mark = schema.get(MARK)?;
            let variants = mark.get("variants")?.as_array()?;
            Some(TaggedUnion {
                name: name.clone(),
                docs: docs(schema),
                tag: mark.get("tag")?.as_str()?.to_owned(),
                variants: variants
                    .iter()
                    .map(|variant| union_variant(document, variant))
                    .collect::<Option<_>>()?,
            })
        })
        .collect()
}

fn union_variant(document: &Value, variant: &Value) -> Option<UnionVariant> {
    let field = |key: &str| {
        variant
            .get(key)
            .and_then(Value::as_str)
            .map(ToOwned::to_owned)
    };
    let schema = field("schema")?;
    Some(UnionVariant {
        value: field("value")?,
        variant: field("variant")?,
        docs: field("description").or_else(|| component(document, &schema).and_then(docs)),
        schema,
    })
}

/// The string enums, closed and open.
pub(super) fn enums(document: &Value) -> Vec<StringEnum> {
    named(document)
        .filter_map(|(name, schema)| {
            let (open, list) = match (schema.get("enum"), schema.get("x-open-enum")) {
                (Some(list), _) => (false, list),
                (None, Some(list)) => (true, list),
                (None, None) => return None,
            };
            let values: Vec<&str> = list
                .as_array()?
                .iter()
                .map(Value::as_str)
                .collect::<Option<_>>()?;
            let variants = variant_names(values.iter().copied(), schema.get("x-enum-varnames"));
            let descriptions = schema.get("x-enum-descriptions");
            let docs_of = |index: usize, value: &str| {
                descriptions
                    .and_then(|list| list.get(value).or_else(|| list.get(index)))
                    .and_then(Value::as_str)
                    .map(ToOwned::to_owned)
            };
            Some(StringEnum {
                name: name.clone(),
                docs: docs(schema),
                open,
                values: values
                    .iter()
                    .zip(variants)
                    .enumerate()
                    .map(|(index, (value, variant))| EnumValue {
                        value: (*value).to_owned(),
                        variant,
                        docs: docs_of(index, value),
                    })
                    .collect(),
            })
        })
        .collect()
}

/// The properties that are marked as having three states.
pub(super) fn patch_fields(document: &Value) -> Vec<PatchField> {
    named(document)
        .flat_map(|(name, schema)| {
            let properties = schema.get("properties").and_then(Value::as_object);
            properties
                .into_iter()
                .flatten()
                .filter(|(_, property)| {
                    property.get(patch_fields::MARK) == Some(&Value::Bool(true))
                })
                .map(|(property, _)| PatchField {
                    schema: name.clone(),
                    property: property.clone(),
                })
        })
        .collect()
}

fn docs(schema: &Object) -> Option<String> {
    text(schema, "description").map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn enums_are_listed_with_names_and_docs() {
        let document = json!({"components": {"schemas": {
            "A": {"type": "string", "description": "d", "enum": ["-x", "y"],
                  "x-enum-descriptions": {"y": "why"}, "x-enum-varnames": ["XDescending", "Y"]},
            "B": {"type": "string", "x-open-enum": ["z"], "x-enum-descriptions": ["zed"]},
            "C": {"type": "string"},
            "D": {"enum": [null], "nullable": true}
        }}});
        let value = |value: &str, variant: &str, docs: Option<&str>| EnumValue {
            value: value.into(),
            variant: variant.into(),
            docs: docs.map(Into::into),
        };
        assert_eq!(
            enums(&document),
            [
                StringEnum {
                    name: "A".into(),
                    docs: Some("d".into()),
                    open: false,
                    values: vec![
                        value("-x", "XDescending", None),
                        value("y", "Y", Some("why"))
                    ],
                },
                StringEnum {
                    name: "B".into(),
                    docs: None,
                    open: true,
                    values: vec![value("z", "Z", Some("zed"))],
                },
            ]
        );
    }

    #[test]
    fn unions_and_patch_fields_are_read_off_their_marks() {
        let document = json!({"components": {"schemas": {
            "U": {"oneOf": [], "x-tagged-union": {"tag": "t", "variants": [
                {"value": "a", "schema": "V", "variant": "A"},
                {"value": "b", "schema": "W", "variant": "B", "description": "own"}]}},
            "V": {"description": "of V", "properties": {"p": {"x-patch": true}, "q": {}}},
            "W": {"description": "of W"}
        }}});
        let unions = tagged_unions(&document);
        assert_eq!(
            (unions[0].name.as_str(), unions[0].tag.as_str()),
            ("U", "t")
        );
        let docs: Vec<_> = unions[0]
            .variants
            .iter()
            .map(|one| one.docs.as_deref())
            .collect();
        assert_eq!(docs, [Some("of V"), Some("own")]);
        assert_eq!(
            patch_fields(&document),
            [PatchField {
                schema: "V".into(),
                property: "p".into()
            }]
        );
    }
}
