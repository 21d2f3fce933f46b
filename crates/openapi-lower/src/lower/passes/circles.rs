//! Schemas that are nothing but themselves.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{component, is_annotation, referenced, schemas, schemas_of_mut, union};
use crate::lower::tagged::MARK;
use crate::walk::schemas_mut;

/// Drops a branch of a union that occurs before it, and one that is the union itself; makes
/// anything at all of components that are references in a circle.
pub(crate) fn circles(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        if schema.contains_key(MARK) {
            return Ok(());
        }
        let own = match pointer.tokens() {
            [components, group, name] if components == "components" && group == "schemas" => {
                Some(name.clone())
            }
            _ => None,
        };
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(branches)) = schema.get_mut(keyword) else {
                continue;
            };
            let mut kept: Vec<Value> = Vec::new();
            for branch in std::mem::take(branches) {
                let name = branch.as_object().and_then(referenced);
                let itself = name.is_some() && name == own;
                if itself || kept.contains(&branch) || branch == json!(false) {
                    pass.changed(&pointer.child(keyword), format!("{branch} adds nothing"));
                } else {
                    kept.push(branch);
                }
            }
            *branches = kept;
            if branches.is_empty() {
                schema.shift_remove(keyword);
                pass.lost(&pointer.child(keyword), "a union of nothing");
            }
        }
        Ok(())
    })?;
    let looping: Vec<String> = schemas(document)
        .into_iter()
        .flatten()
        .filter(|(name, schema)| {
            schema
                .as_object()
                .is_some_and(|schema| loops(document, name, schema))
        })
        .map(|(name, _)| name.clone())
        .collect();
    for name in looping {
        let place = crate::Pointer::schema(&name);
        pass.lost(
            &place,
            "a reference to itself, by way of others: anything fits",
        );
        if let Some(Value::Object(schema)) =
            schemas_of_mut(document).and_then(|all| all.get_mut(&name))
        {
            schema.retain(|keyword, _| is_annotation(keyword));
        }
    }
    Ok(())
}

/// Whether following a component's references alone leads back to it.
///
/// A union of one branch counts as that branch, since that is what will become of it.
fn loops(root: &Value, name: &str, schema: &Object) -> bool {
    let mut seen: HashSet<String> = HashSet::new();
    let mut current = schema;
    while let Some(next) = next(current) {
        if next == name {
            return true;
        }
        let Some(target) = component(root, &next) else {
            return false;
        };
        if !seen.insert(next) {
            return false;
        }
        current = target;
    }
    false
}

fn next(schema: &Object) -> Option<String> {
    if let Some(name) = referenced(schema) {
        return Some(name);
    }
    match union(schema)?.1.as_slice() {
        [Value::Object(only)] => referenced(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    fn to(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    #[test]
    fn what_is_only_itself_is_anything() {
        let outcome = run_schemas(
            circles,
            json!({"A": to("B"), "B": {"description": "b", "allOf": [to("C")]}, "C": {"oneOf": [to("A")]},
                   "D": to("A"), "List": {"type": "array", "items": to("List")}}),
        );
        assert_eq!(outcome.value["A"], json!({}));
        assert_eq!(outcome.value["B"], json!({"description": "b"}));
        assert_eq!(outcome.value["D"], to("A"));
        assert_eq!(
            outcome.value["List"],
            json!({"type": "array", "items": to("List")})
        );
        assert_eq!(outcome.lost.len(), 3);
    }

    #[test]
    fn branches_that_add_nothing_go() {
        let outcome = run_schemas(
            circles,
            json!({"A": {"oneOf": [to("A"), {"type": "string"}, to("B"), to("B"), false]},
                   "B": {"anyOf": []}}),
        );
        assert_eq!(
            outcome.value["A"],
            json!({"oneOf": [{"type": "string"}, to("B")]})
        );
        assert_eq!(outcome.value["B"], json!({}));
    }
}
