//! Unions whose branches are all plain strings.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{
    follow, is_type, reference_to, referenced, schemas, schemas_or_insert, text, union,
};
use crate::names::{distinct, pascal_case};
use crate::walk::walk_mut;
use crate::{Error, Pointer};

/// Writes a union of plain strings as one string: on the wire they are the same.
///
/// Where the branches are references and the union has no name of its own, the string becomes
/// a component named after them, so that the generator can give it a type.
pub(crate) fn string_unions(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    let mut made: Vec<(String, Value)> = Vec::new();
    walk_mut(document, &mut |pointer, kind, value| {
        let Value::Object(schema) = value else {
            return Ok(());
        };
        if kind != crate::structure::Kind::Schema {
            return Ok(());
        }
        let Some((keyword, branches)) = union(schema) else {
            return Ok(());
        };
        let Some(strings) = plain_strings(&root, branches) else {
            return Ok(());
        };
        let names: Option<Vec<String>> = branches
            .iter()
            .map(|branch| branch.as_object().and_then(referenced))
            .collect();
        let string = join(&strings);
        pass.changed(
            pointer,
            format!("`{keyword}` of {} strings is one string", branches.len()),
        );
        schema.shift_remove(keyword);
        match names {
            Some(names) if !is_component(pointer) => {
                let name = component(&root, &mut made, &names, string);
                schema.insert("allOf".to_owned(), json!([reference_to(&name)]));
            }
            _ => {
                for (keyword, value) in string {
                    schema.entry(keyword).or_insert(value);
                }
            }
        }
        Ok(())
    })?;
    if !made.is_empty()
        && let Some(schemas) = schemas_or_insert(document)
    {
        schemas.extend(made);
    }
    Ok(())
}

/// The schemas that the branches are, if each is a string from no list, or a union of such.
fn plain_strings<'v>(root: &'v Value, branches: &'v [Value]) -> Option<Vec<&'v Object>> {
    if branches.len() < 2 {
        return None;
    }
    let mut seen = HashSet::new();
    let mut strings = Vec::new();
    let mut open: Vec<&Value> = branches.iter().rev().collect();
    while let Some(branch) = open.pop() {
        let branch = branch.as_object()?;
        if referenced(branch).is_some_and(|name| !seen.insert(name)) {
            continue;
        }
        let schema = follow(root, branch)?;
        // A component may itself be a union of strings that this pass has yet to join.
        if let Some((_, inner)) = union(schema)
            && inner.len() > 1
        {
            open.extend(inner.iter().rev());
            continue;
        }
        let plain = is_type(schema, "string")
            && ["enum", "const", "x-open-enum", "allOf", "oneOf", "anyOf"]
                .iter()
                .all(|keyword| !schema.contains_key(*keyword));
        if !plain {
            return None;
        }
        strings.push(schema);
    }
    (!strings.is_empty()).then_some(strings)
}

/// The string that every branch is: their format if it is one, their patterns as alternatives.
fn join(strings: &[&Object]) -> Object {
    let mut joined = Object::new();
    joined.insert("type".to_owned(), json!("string"));
    let mut formats = strings.iter().map(|string| text(string, "format"));
    if let Some(Some(format)) = formats.next()
        && formats.all(|other| other == Some(format))
    {
        joined.insert("format".to_owned(), json!(format));
    }
    let patterns: Option<Vec<&str>> = strings
        .iter()
        .map(|string| text(string, "pattern"))
        .collect();
    if let Some(patterns) = patterns {
        let alternatives: Vec<String> = patterns.iter().map(|one| format!("(?:{one})")).collect();
        joined.insert("pattern".to_owned(), json!(alternatives.join("|")));
    }
    joined
}

fn is_component(pointer: &Pointer) -> bool {
    matches!(pointer.tokens(), [components, schemas, _] if components == "components" && schemas == "schemas")
}

/// The component for a union of these names, made at its first use.
fn component(
    root: &Value,
    made: &mut Vec<(String, Value)>,
    names: &[String],
    mut string: Object,
) -> String {
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    string.insert(
        "description".to_owned(),
        json!(format!("One of {}.", listed.join(", "))),
    );
    let string = Value::Object(string);
    if let Some((name, _)) = made.iter().find(|(_, other)| *other == string) {
        return name.clone();
    }
    let name = distinct(&pascal_case(&alternatives(names)), |name| {
        let taken = |other: &String| pascal_case(other) == pascal_case(name);
        schemas(root).is_some_and(|schemas| schemas.keys().any(taken))
            || made.iter().any(|(other, _)| taken(other))
    });
    made.push((name.clone(), string));
    name
}

/// `PathOrId_A` and `PathOrId_B` together are `PathOrIdAOrB`.
fn alternatives(names: &[String]) -> String {
    let shared = names
        .iter()
        .map(|name| {
            name.rfind(['_', '.'])
                .map_or("", |end| name.get(..=end).unwrap_or(""))
        })
        .reduce(|one, other| if one == other { one } else { "" })
        .unwrap_or("");
    let rest: Vec<String> = names
        .iter()
        .map(|name| pascal_case(name.strip_prefix(shared).unwrap_or(name)))
        .collect();
    format!("{}{}", pascal_case(shared), rest.join("Or"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::{run, run_schemas};

    #[test]
    fn a_component_stays_a_component() {
        let outcome = run_schemas(
            string_unions,
            json!({"Id": {"description": "d", "oneOf": [
                {"type": "string", "pattern": "a_.*"},
                {"type": "string", "pattern": "b_.*", "description": "old"}
            ]}}),
        );
        assert_eq!(
            outcome.value["Id"],
            json!({"description": "d", "type": "string", "pattern": "(?:a_.*)|(?:b_.*)"})
        );
        assert_eq!(
            outcome.changed,
            ["#/components/schemas/Id: `oneOf` of 2 strings is one string"]
        );
    }

    #[test]
    fn references_become_one_component() {
        let union = json!({"oneOf": [
            {"$ref": "#/components/schemas/Path_A"}, {"$ref": "#/components/schemas/Path_B"}]});
        let outcome = run(
            string_unions,
            json!({
                "paths": {"/a/{x}": {"parameters": [
                    {"name": "x", "in": "path", "required": true, "schema": union},
                    {"name": "y", "in": "query", "schema": union}
                ]}},
                "components": {"schemas": {
                    "Path_A": {"type": "string", "pattern": "a"},
                    "Path_B": {"oneOf": [{"type": "string"}, {"type": "string"}]}
                }}
            }),
        );
        let reference = json!({"allOf": [{"$ref": "#/components/schemas/PathAOrB"}]});
        let parameters = &outcome.value["paths"]["/a/{x}"]["parameters"];
        assert_eq!(parameters[0]["schema"], reference);
        assert_eq!(parameters[1]["schema"], reference);
        assert_eq!(
            outcome.value["components"]["schemas"]["PathAOrB"],
            json!({"type": "string", "description": "One of `Path_A`, `Path_B`."})
        );
    }

    #[test]
    fn a_union_of_itself_and_a_string_is_a_string() {
        let outcome = run_schemas(
            string_unions,
            json!({"A": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}]}}),
        );
        assert_eq!(outcome.value["A"], json!({"type": "string"}));
    }

    #[test]
    fn other_unions_are_left_alone() {
        let schemas = json!({
            "A": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
            "B": {"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "string"}]},
            "C": {"oneOf": [{"type": "string"}]}
        });
        assert_eq!(run_schemas(string_unions, schemas.clone()).value, schemas);
    }

    #[test]
    fn names_share_what_they_share() {
        for (names, want) in [
            (["Res_Pool", "Res_Node"], "ResPoolOrNode"),
            (["Pool", "Node"], "PoolOrNode"),
            (["a_Pool", "b_Node"], "APoolOrBNode"),
        ] {
            assert_eq!(alternatives(&names.map(ToOwned::to_owned)), want);
        }
    }
}
