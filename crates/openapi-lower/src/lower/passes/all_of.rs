//! `allOf` of objects.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::document::schema_name;
use crate::lower::merge::merge;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{
    component, fits_null, is_annotation, is_nullable, is_wrapped_reference, text,
};
use crate::lower::tagged::MARK;
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Writes an `allOf` of references and inline schemas as one schema with all their properties.
///
/// An `allOf` of one reference stays: it is the form in which a reference is annotated.
pub(crate) fn all_of(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    let mut flattener = Flattener::new(&root);
    schemas_mut(document, |pointer, schema| {
        let Some(Value::Array(parts)) = schema.get("allOf") else {
            return Ok(());
        };
        if is_wrapped_reference(schema) {
            return Ok(());
        }
        let count = parts.len();
        let whole = flattener.flatten(schema, pass, pointer)?;
        pass.changed(pointer, format!("`allOf` of {count} is one schema"));
        *schema = whole;
        Ok(())
    })
}

/// Writes schemas out: with the parts of their `allOf` and what they refer to.
///
/// What a referred schema says about itself (its description, its extensions) is not taken
/// over: that is about the part, not about the whole.
pub(crate) struct Flattener<'r> {
    root: &'r Value,
    /// Components that are written out already.
    known: HashMap<String, Object>,
    /// Components that are being written out.
    within: Vec<String>,
}

impl<'r> Flattener<'r> {
    pub(crate) fn new(root: &'r Value) -> Self {
        Self {
            root,
            known: HashMap::new(),
            within: Vec::new(),
        }
    }

    pub(crate) fn flatten(
        &mut self,
        schema: &Object,
        pass: &mut Pass<'_>,
        place: &Pointer,
    ) -> Result<Object, Error> {
        let mut own = schema.clone();
        let mut parts: Vec<Value> = Vec::new();
        if let Some(reference) = own.shift_remove("$ref") {
            parts.push(json!({ "$ref": reference }));
        }
        if let Some(Value::Array(listed)) = own.shift_remove("allOf") {
            parts.extend(listed);
        }
        if parts.is_empty() {
            return Ok(own);
        }
        let mut takes_null = fits_null(self.root, &own);
        let mut whole = Object::new();
        for (index, part) in parts.iter().enumerate() {
            let place = place.child("allOf").child(index);
            let Value::Object(part) = part else {
                return Err(pass.malformed(&place, "a part of an `allOf` must be an object"));
            };
            let part = match text(part, "$ref") {
                Some(reference) if part.len() == 1 => self.referred(reference, pass, &place)?,
                _ => self.flatten(part, pass, &place)?,
            };
            takes_null &= fits_null(self.root, &part);
            merge(&mut whole, &part, pass, &place)?;
        }
        takes_null |= is_nullable(&own);
        merge(&mut whole, &own, pass, place)?;
        whole.shift_remove("nullable");
        if takes_null && !fits_null(self.root, &whole) {
            whole.insert("nullable".to_owned(), Value::Bool(true));
        }
        Ok(whole)
    }

    fn referred(
        &mut self,
        reference: &str,
        pass: &mut Pass<'_>,
        place: &Pointer,
    ) -> Result<Object, Error> {
        let root = self.root;
        let target = schema_name(reference).and_then(|name| Some((component(root, &name)?, name)));
        let Some((target, name)) = target else {
            return Err(Error::Reference {
                at: pass.at(place),
                reference: reference.to_owned(),
                why: "nothing is there".to_owned(),
            });
        };
        if let Some(whole) = self.known.get(&name) {
            return Ok(whole.clone());
        }
        if target.contains_key(MARK) {
            pass.lost(place, format!("`{name}`, a tagged union among other parts"));
            return Ok(Object::new());
        }
        if self.within.contains(&name) {
            pass.lost(place, format!("`{name}`, which is a part of itself"));
            return Ok(Object::new());
        }
        self.within.push(name.clone());
        let mut whole = self.flatten(target, pass, place)?;
        self.within.pop();
        whole.retain(|keyword, _| !is_annotation(keyword) && keyword != "discriminator");
        self.known.insert(name, whole.clone());
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::{fail_schemas, run_schemas};

    fn reference(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    #[test]
    fn a_reference_and_an_inline_part_are_one_object() {
        let outcome = run_schemas(
            all_of,
            json!({
                "Base": {"type": "object", "description": "base", "x-base": 1, "required": ["id"],
                         "properties": {"id": {"type": "string"}}},
                "Whole": {"description": "whole", "allOf": [
                    reference("Base"),
                    {"type": "object", "required": ["n", "id"], "properties": {"n": {"type": "integer"}}}
                ]}
            }),
        );
        assert_eq!(
            outcome.value["Whole"],
            json!({
                "type": "object", "required": ["id", "n"],
                "properties": {"id": {"type": "string"}, "n": {"type": "integer"}},
                "description": "whole"
            })
        );
        assert_eq!(
            outcome.changed,
            ["#/components/schemas/Whole: `allOf` of 2 is one schema"]
        );
        assert!(outcome.lost.is_empty());
    }

    #[test]
    fn nested_parts_are_written_out_whatever_their_order() {
        let outcome = run_schemas(
            all_of,
            json!({
                "C": {"allOf": [reference("B"), {"properties": {"c": {}}}]},
                "B": {"allOf": [reference("A"), {"allOf": [{"properties": {"b": {}}}]}]},
                "A": {"properties": {"a": {}}}
            }),
        );
        assert_eq!(
            outcome.value["C"]["properties"],
            json!({"a": {}, "b": {}, "c": {}})
        );
        assert_eq!(outcome.value["B"]["properties"], json!({"a": {}, "b": {}}));
    }

    #[test]
    fn null_fits_where_it_fits_every_part() {
        let maybe = json!({"type": "object", "nullable": true});
        let never = json!({"type": "object"});
        let outcome = run_schemas(
            all_of,
            json!({
                "Yes": {"allOf": [maybe, maybe, {"required": ["a"]}]},
                "No": {"allOf": [maybe, never]},
                "Own": {"allOf": [never, {}], "nullable": true},
                "Typed": {"allOf": [maybe, maybe], "type": "object"}
            }),
        );
        for (name, want) in [
            ("Yes", true),
            ("No", false),
            ("Own", true),
            ("Typed", false),
        ] {
            assert_eq!(
                outcome.value[name].get("nullable").is_some(),
                want,
                "{name}"
            );
        }
    }

    #[test]
    fn an_annotated_reference_stays() {
        let schemas = json!({
            "A": {"properties": {"a": {"allOf": [reference("A")], "nullable": true, "description": "d"}}}
        });
        assert_eq!(run_schemas(all_of, schemas.clone()).value, schemas);
    }

    #[test]
    fn a_property_of_two_parts_is_what_both_say() {
        let outcome = run_schemas(
            all_of,
            json!({"A": {"allOf": [
                {"properties": {"k": {"type": "string", "description": "any"}, "n": {"type": "number"}}},
                {"properties": {"k": {"type": "string", "enum": ["a"]}, "n": {"type": "integer"}}}
            ]}}),
        );
        assert_eq!(
            outcome.value["A"]["properties"],
            json!({"k": {"type": "string", "description": "any", "enum": ["a"]}, "n": {"type": "integer"}})
        );
    }

    #[test]
    fn bounds_that_differ_are_lost_and_said_so() {
        let outcome = run_schemas(
            all_of,
            json!({"A": {"allOf": [{"type": "string", "minLength": 1}, {"minLength": 2}],
                         "additionalProperties": false}}),
        );
        assert_eq!(outcome.value["A"]["minLength"], json!(2));
        assert_eq!(
            outcome.lost,
            ["#/components/schemas/A/allOf/1: `minLength: 1`, as another part says otherwise"]
        );
    }

    #[test]
    fn of_what_cannot_both_be_the_later_stays() {
        for (parts, want) in [
            (
                json!([{"type": "string"}, {"type": "object"}]),
                json!({"type": "object"}),
            ),
            (
                json!([{"enum": ["a"]}, {"enum": ["b"]}]),
                json!({"enum": ["b"]}),
            ),
            (
                json!([{"const": "a"}, {"const": "b"}]),
                json!({"const": "b"}),
            ),
            (
                json!([{"oneOf": []}, {"oneOf": [{}]}]),
                json!({"oneOf": [{}]}),
            ),
            (
                json!([reference("A"), {"type": "object"}]),
                json!({"type": "object"}),
            ),
            (
                json!([{"properties": {"a": {"type": "string"}}}, {"properties": {"a": reference("B")}}]),
                json!({"properties": {"a": reference("B")}}),
            ),
        ] {
            let outcome = run_schemas(all_of, json!({"A": {"allOf": parts}, "B": {}}));
            assert_eq!(outcome.value["A"], want);
            assert!(!outcome.lost.is_empty(), "{want}");
        }
    }

    #[test]
    fn a_part_that_is_not_there_is_an_error() {
        let error = fail_schemas(all_of, json!({"A": {"allOf": [{}, reference("Nope")]}}));
        assert!(
            error.starts_with("api.yaml#/components/schemas/A"),
            "{error}"
        );
        assert!(error.contains("nothing is there"), "{error}");
    }
}
