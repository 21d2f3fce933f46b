//! Path parameters with a pattern of their own.

use serde_json::Value;

use crate::lower::pass::Pass;
use crate::lower::schema::{bare, is_type, reference_to, schemas, schemas_or_insert, text};
use crate::names::{distinct, pascal_case};
use crate::structure::METHODS;
use crate::{Error, Pointer};

/// Makes a component of a path parameter's string where it has a pattern, one for all that are
/// the same: what goes into a path wants a type of its own, and not one an operation.
///
/// It is called after the part of the path before it: `/users/{id}` has a `UsersId`, and
/// `/users/{user}` a `UserParameter`.
pub(crate) fn path_parameters(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let taken: Vec<String> = schemas(document)
        .into_iter()
        .flat_map(|schemas| schemas.keys())
        .map(|name| pascal_case(name))
        .collect();
    let mut made: Vec<(String, Value)> = Vec::new();
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return Ok(());
    };
    for (path, item) in paths {
        let place = Pointer::root().child("paths").child(path);
        name_all(item, path, &place, &taken, &mut made, pass);
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                name_all(
                    operation,
                    path,
                    &place.child(method),
                    &taken,
                    &mut made,
                    pass,
                );
            }
        }
    }
    if !made.is_empty()
        && let Some(schemas) = schemas_or_insert(document)
    {
        schemas.extend(made);
    }
    Ok(())
}

fn name_all(
    holder: &mut Value,
    path: &str,
    place: &Pointer,
    taken: &[String],
    made: &mut Vec<(String, Value)>,
    pass: &mut Pass<'_>,
) {
    let Some(Value::Array(parameters)) = holder.get_mut("parameters") else {
        return;
    };
    for (index, parameter) in parameters.iter_mut().enumerate() {
        let Value::Object(parameter) = parameter else {
            continue;
        };
        let in_path = text(parameter, "in") == Some("path");
        let Some(Value::Object(schema)) = parameter.get("schema") else {
            continue;
        };
        if !in_path || !is_type(schema, "string") || !schema.contains_key("pattern") {
            continue;
        }
        let name = text(parameter, "name").unwrap_or_default();
        let known = made.iter().find(|(_, other)| {
            other
                .as_object()
                .is_some_and(|other| bare(other) == bare(schema))
        });
        let component = match known {
            Some((component, _)) => component.clone(),
            None => {
                let wanted = component_name(path, name);
                let component = distinct(&wanted, |name| {
                    taken.iter().any(|other| other == name)
                        || made.iter().any(|(other, _)| other == name)
                });
                made.push((component.clone(), Value::Object(schema.clone())));
                component
            }
        };
        if let Some(description) = schema.get("description").cloned() {
            parameter.entry("description").or_insert(description);
        }
        parameter.insert("schema".to_owned(), reference_to(&component));
        let place = place.child("parameters").child(index).child("schema");
        pass.changed(&place, format!("named `{component}`"));
    }
}

fn component_name(path: &str, name: &str) -> String {
    let before = pascal_case(before(path, name));
    let own = pascal_case(name);
    if own.is_empty() || before.starts_with(&own) {
        pascal_case(&format!("{own}Parameter"))
    } else {
        pascal_case(&format!("{before}{own}"))
    }
}

/// The last fixed part of the path before a parameter.
fn before<'p>(path: &'p str, name: &str) -> &'p str {
    let placeholder = format!("{{{name}}}");
    let ahead = path.split(placeholder.as_str()).next().unwrap_or_default();
    ahead
        .rsplit('/')
        .find(|part| !part.is_empty() && !part.starts_with('{'))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::run;

    #[test]
    fn one_type_serves_all_paths() {
        let id = |description: &str| {
            json!({"name": "id", "in": "path", "required": true,
                   "schema": {"type": "string", "pattern": "^u", "description": description}})
        };
        let outcome = run(
            path_parameters,
            json!({
                "paths": {
                    "/users/{id}": {"parameters": [id("a user")], "get": {"parameters": [
                        {"name": "q", "in": "query", "schema": {"type": "string", "pattern": "a"}}]}},
                    "/users/{id}/keys/{key}": {"get": {"parameters": [
                        id("the user"),
                        {"name": "key", "in": "path", "schema": {"type": "string", "pattern": "^k"}},
                        {"name": "free", "in": "path", "schema": {"type": "string"}}
                    ]}}
                },
                "components": {"schemas": {"key_parameter": {}}}
            }),
        );
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let paths = &outcome.value["paths"];
        assert_eq!(
            paths["/users/{id}"]["parameters"][0],
            json!({"name": "id", "in": "path", "required": true,
                   "schema": reference("UsersId"), "description": "a user"})
        );
        let parameters = &paths["/users/{id}/keys/{key}"]["get"]["parameters"];
        assert_eq!(parameters[0]["schema"], reference("UsersId"));
        assert_eq!(parameters[1]["schema"], reference("KeyParameter2"));
        assert_eq!(parameters[2]["schema"], json!({"type": "string"}));
        let schemas = &outcome.value["components"]["schemas"];
        assert_eq!(
            schemas["UsersId"],
            json!({"type": "string", "pattern": "^u", "description": "a user"})
        );
        assert_eq!(outcome.changed.len(), 3);
    }

    #[test]
    fn a_path_names_its_parameters() {
        for (path, name, want) in [
            ("/users/keys/{id}", "id", "KeysId"),
            ("/users/{user}/{id}", "id", "UsersId"),
            ("/users/{user}", "user", "UserParameter"),
            ("/{id}", "id", "Id"),
            ("/a/{*}", "*", "Parameter"),
        ] {
            assert_eq!(component_name(path, name), want);
        }
    }
}
