//! Unions that say more than their branches do.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::document::schema_name;
use crate::lower::pass::{Object, Pass, short};
use crate::lower::schema::{
    bare, component, fits_null, follow, is_annotation, is_wrapped_reference, leads_to, referenced,
    text, union,
};
use crate::lower::size;
use crate::lower::tagged::MARK;
use crate::walk::schemas_mut;
use crate::{Error, Pointer};

/// Moves what stands beside a union into each of its branches, and what stands beside a part of
/// an `allOf` that is a union into each of that union's: the generator makes one type of a union
/// or of an object, not of both.
///
/// Of `oneOf` and `anyOf` side by side the first stays. A part that is a union of, among others,
/// the very schema that it is a part of, as a base that lists its children is, loses its union.
pub(crate) fn union_parts(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    // What one look moves into a branch may make a union of that; tagged unions come after this
    // pass, so all is moved now.
    let large = size(document).saturating_mul(4).saturating_add(10_000);
    for _ in 0..LOOKS {
        let before = document.clone();
        look(document, pass)?;
        if *document == before || size(document) > large {
            break;
        }
    }
    Ok(())
}

/// How often to look at most: as deep as unions are parts of each other.
const LOOKS: usize = 8;

fn look(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    let mut weights = Weights {
        root: &root,
        known: HashMap::new(),
    };
    schemas_mut(document, |pointer, schema| {
        if schema.contains_key(MARK) {
            return Ok(());
        }
        if schema.contains_key("oneOf")
            && let Some(other) = schema.shift_remove("anyOf")
        {
            let place = pointer.child("anyOf");
            pass.lost(&place, format!("`anyOf: {}` beside `oneOf`", short(&other)));
        }
        if !is_wrapped_reference(schema) {
            part_that_is_a_union(&mut weights, schema, pointer, pass);
        }
        base(schema, pointer, pass);
        Ok(())
    })
}

/// How many branches in all a schema may get by unions that are parts of it.
const MANY: usize = 64;

/// How many branches schemas have in all, with the unions among their branches and parts.
struct Weights<'r> {
    root: &'r Value,
    known: HashMap<String, usize>,
}

impl Weights<'_> {
    fn of(&mut self, schema: &Object) -> usize {
        let root = self.root;
        let mut weight: usize = 1;
        if let Some(name) = text(schema, "$ref").and_then(schema_name)
            && let Some(target) = component(root, &name)
        {
            weight = match self.known.get(&name) {
                Some(known) => *known,
                None => {
                    // Within itself a schema counts as one.
                    self.known.insert(name.clone(), 1);
                    let weight = self.of(target);
                    self.known.insert(name, weight);
                    weight
                }
            };
        }
        let listed = |keyword: &str| {
            let list = schema.get(keyword).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_object)
        };
        for part in listed("allOf") {
            weight = weight.saturating_mul(self.of(part));
        }
        for keyword in ["oneOf", "anyOf"] {
            let mut sum: usize = 0;
            for branch in listed(keyword) {
                sum = sum.saturating_add(self.of(branch));
            }
            weight = weight.saturating_mul(sum.max(1));
        }
        weight
    }
}

/// What a union says besides its branches and about itself.
fn beside(schema: &Object, keyword: &str) -> Object {
    let free = |key: &str| {
        key == keyword || key == "nullable" || key == "discriminator" || is_annotation(key)
    };
    schema
        .iter()
        .filter(|(key, _)| !free(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// Moves what stands beside a union into its branches.
fn base(schema: &mut Object, pointer: &Pointer, pass: &mut Pass<'_>) {
    let Some((keyword, branches)) = union(schema) else {
        return;
    };
    let base = beside(schema, keyword);
    if base.is_empty() || branches.is_empty() {
        return;
    }
    let only_type = base.len() == 1 && base.contains_key("type");
    let branches: Vec<Value> = branches
        .iter()
        .map(|branch| match branch {
            Value::Object(branch) if only_type => Value::Object(typed(branch, &base)),
            Value::Object(branch) => joined(branch, vec![Value::Object(base.clone())]),
            // What allows anything allows what the base does.
            Value::Bool(true) => Value::Object(base.clone()),
            other => other.clone(),
        })
        .collect();
    schema.retain(|key, _| !base.contains_key(key));
    schema.insert(keyword.to_owned(), Value::Array(branches));
    let keys: Vec<&str> = base.keys().map(String::as_str).collect();
    pass.changed(
        pointer,
        format!("`{}` of each branch of the `{keyword}`", keys.join("`, `")),
    );
}

/// A branch that says no type of its own has that of its union.
fn typed(branch: &Object, base: &Object) -> Object {
    const FORMS: &[&str] = &["type", "$ref", "allOf", "oneOf", "anyOf", "const", "enum"];
    let mut branch = branch.clone();
    if !FORMS.iter().any(|keyword| branch.contains_key(*keyword)) {
        branch.extend(base.clone());
    }
    branch
}

/// A branch and other parts as one `allOf`; what the branch says of itself stays outside.
fn joined(branch: &Object, parts: Vec<Value>) -> Value {
    let mut whole: Object = branch
        .iter()
        .filter(|(key, _)| is_annotation(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let own = bare(branch);
    let mut all = Vec::new();
    if !own.is_empty() {
        all.push(Value::Object(own));
    }
    all.extend(parts.into_iter().filter(|part| part != &json!({})));
    whole.insert("allOf".to_owned(), Value::Array(all));
    Value::Object(whole)
}

/// Makes a union of an `allOf` one of whose parts is a union.
fn part_that_is_a_union(
    weights: &mut Weights<'_>,
    schema: &mut Object,
    pointer: &Pointer,
    pass: &mut Pass<'_>,
) {
    let Some(Value::Array(parts)) = schema.get("allOf") else {
        return;
    };
    let root = weights.root;
    let own = match pointer.tokens() {
        [components, schemas, name, ..] if components == "components" && schemas == "schemas" => {
            Some(name.as_str())
        }
        _ => None,
    };
    let found = parts.iter().enumerate().find_map(|(index, part)| {
        let target = follow(root, part.as_object()?)?;
        let (keyword, branches) = union(target)?;
        let name = part.as_object().and_then(referenced);
        let itself = name.is_some() && name.as_deref() == own;
        let within = itself
            || leads_to(root, target, |to| {
                Some(to) == name.as_deref() || Some(to) == own
            });
        // One branch alone takes the union's place later, unless it is this again.
        let union = !target.contains_key(MARK) && (within || branches.len() > 1);
        union.then_some((index, within, target, keyword, branches))
    });
    let Some((index, within, target, keyword, branches)) = found else {
        return;
    };
    let others: Vec<Value> = parts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index)
        .map(|(_, part)| part.clone())
        .collect();
    let mut base = beside(target, keyword);
    if within {
        // What is a part of itself has no end.
        base.shift_remove("allOf");
    }
    let many = weights.of(schema) > MANY || union(schema).is_some();
    if within || many {
        if fits_null(root, target) && !fits_null(root, &base) {
            base.insert("nullable".to_owned(), json!(true));
        }
        let mut parts = parts.clone();
        if let Some(part) = parts.get_mut(index) {
            *part = Value::Object(base);
        }
        let what = if within {
            "the union of which this is itself a branch"
        } else {
            "a union beside others"
        };
        pass.lost(&pointer.child("allOf").child(index), what);
        schema.insert("allOf".to_owned(), Value::Array(parts));
        return;
    }
    let rest: Object = beside(schema, "allOf");
    let takes_null = fits_null(root, schema);
    let branches: Vec<Value> = branches
        .iter()
        .map(|branch| match branch {
            Value::Object(branch) => {
                let mut parts = vec![Value::Object(base.clone())];
                parts.extend(others.iter().cloned());
                parts.push(Value::Object(rest.clone()));
                joined(branch, parts)
            }
            other => other.clone(),
        })
        .collect();
    let discriminator = target.get("discriminator").cloned();
    schema.retain(|key, _| key != "allOf" && !rest.contains_key(key));
    schema.insert(keyword.to_owned(), Value::Array(branches));
    if takes_null {
        schema.insert("nullable".to_owned(), json!(true));
    }
    if let Some(discriminator) = discriminator {
        schema.entry("discriminator").or_insert(discriminator);
    }
    pass.changed(
        pointer,
        "a union that is a part of it, with the other parts in each branch",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    fn to(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    #[test]
    fn what_stands_beside_a_union_is_of_each_branch() {
        let base = json!({"type": "object", "properties": {"id": {"type": "string"}}});
        let outcome = run_schemas(
            union_parts,
            json!({"A": {"description": "d", "type": "object", "properties": {"id": {"type": "string"}},
                         "oneOf": [to("B"), {"title": "t", "properties": {"x": {}}}, true]}}),
        );
        assert_eq!(
            outcome.value["A"],
            json!({"description": "d", "oneOf": [
                {"allOf": [to("B"), base]},
                {"title": "t", "allOf": [{"properties": {"x": {}}}, base]},
                base
            ]})
        );
        assert!(outcome.lost.is_empty());
    }

    #[test]
    fn a_type_alone_goes_where_none_is_said() {
        let outcome = run_schemas(
            union_parts,
            json!({"A": {"type": "string", "oneOf": [{"const": "a"}, to("B"), {"pattern": "x"}]}}),
        );
        assert_eq!(
            outcome.value["A"],
            json!({"oneOf": [{"const": "a"}, to("B"), {"pattern": "x", "type": "string"}]})
        );
    }

    #[test]
    fn a_part_that_is_a_union_makes_a_union_of_the_whole() {
        let outcome = run_schemas(
            union_parts,
            json!({
                "U": {"oneOf": [to("A"), to("B")], "discriminator": {"propertyName": "t"}},
                "W": {"title": "w", "allOf": [to("U"), to("C")], "required": ["c"]},
                "A": {"type": "object"}, "B": {"type": "object"}
            }),
        );
        let required = json!({"required": ["c"]});
        assert_eq!(
            outcome.value["W"],
            json!({"title": "w", "discriminator": {"propertyName": "t"}, "oneOf": [
                {"allOf": [to("A"), to("C"), required]}, {"allOf": [to("B"), to("C"), required]}]})
        );
    }

    #[test]
    fn a_base_that_lists_its_children_is_only_a_base_to_them() {
        let outcome = run_schemas(
            union_parts,
            json!({
                "Pet": {"properties": {"kind": {"type": "string"}}, "oneOf": [to("Cat"), to("Dog")]},
                "Cat": {"allOf": [to("Pet"), {"properties": {"lives": {}}}]},
                "Dog": {}
            }),
        );
        let base = json!({"properties": {"kind": {"type": "string"}}});
        assert_eq!(
            outcome.value["Cat"],
            json!({"allOf": [base, {"properties": {"lives": {}}}]})
        );
        assert_eq!(outcome.lost.len(), 1);
    }

    #[test]
    fn the_second_of_two_unions_is_lost() {
        let outcome = run_schemas(
            union_parts,
            json!({"A": {"oneOf": [to("B"), to("C")], "anyOf": [to("D")]}}),
        );
        assert_eq!(outcome.value["A"], json!({"oneOf": [to("B"), to("C")]}));
        assert_eq!(outcome.lost.len(), 1);
    }
}
