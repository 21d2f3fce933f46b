//! Operations that the generator can make a method of.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::document::resolve;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::text;
use crate::names::{distinct, pascal_case};
use crate::structure::METHODS;
use crate::{Error, Pointer};

/// Methods for which the client that the generator calls has no function.
const WITHOUT_FUNCTION: &[&str] = &["options", "trace"];
/// Functions that a generated client has of its own.
const OWN: &[&str] = &["New", "NewWithClient"];

/// Gives every operation a name of its own, and each variable of its path a parameter; drops
/// operations of methods that the generator cannot send, and parameters that have the name of
/// another in Rust or are not in their path.
pub(crate) fn operations(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return Ok(());
    };
    let mut taken: HashSet<String> = OWN.iter().map(ToString::to_string).collect();
    let place = Pointer::root().child("paths");
    for (path, item) in paths.iter_mut().filter(|(path, _)| !path.starts_with("x-")) {
        let place = place.child(path);
        let Value::Object(item) = item else { continue };
        for method in WITHOUT_FUNCTION {
            if item.shift_remove(*method).is_some() {
                let what = format!("the operation: the generator sends no `{method}`");
                pass.lost(&place.child(method), what);
            }
        }
        let variables = variables(path)
            .map_err(|why| pass.malformed(&place, format!("the path `{path}`: {why}")))?;
        for method in METHODS {
            if let Some(Value::Object(operation)) = item.get_mut(*method) {
                name(
                    operation,
                    method,
                    path,
                    &mut taken,
                    &place.child(method),
                    pass,
                );
                if !operation.contains_key("responses") {
                    operation.insert("responses".to_owned(), json!({}));
                    pass.changed(&place.child(method), "3.0 asks for `responses`");
                }
            }
        }
        parameters(&root, item, &variables, &place, pass);
    }
    Ok(())
}

/// The variables of a path, in their order.
fn variables(path: &str) -> Result<Vec<String>, &'static str> {
    if !path.starts_with('/') {
        return Err("it must start with `/`");
    }
    let mut found = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("a `{` is not closed")?;
        if before.contains('}') {
            return Err("a `}` closes nothing");
        }
        if name.is_empty() || name.contains(['/', '{']) {
            return Err("a variable's name is empty, or has a `/` or `{` in it");
        }
        found.push(name.to_owned());
        rest = after;
    }
    if rest.contains('}') {
        return Err("a `}` closes nothing");
    }
    Ok(found)
}

fn name(
    operation: &mut Object,
    method: &str,
    path: &str,
    taken: &mut HashSet<String>,
    place: &Pointer,
    pass: &mut Pass<'_>,
) {
    let given = text(operation, "operationId").filter(|id| !pascal_case(id).is_empty());
    let wanted = given.map_or_else(|| format!("{method} {path}"), ToOwned::to_owned);
    let wanted = if given.is_some() {
        wanted
    } else {
        pascal_case(&wanted)
    };
    let free = distinct(&wanted, |name| taken.contains(&pascal_case(name)));
    taken.insert(pascal_case(&free));
    if given != Some(free.as_str()) {
        let before = given.map_or_else(|| "nothing".to_owned(), |given| format!("`{given}`"));
        pass.changed(
            &place.child("operationId"),
            format!("{before}, renamed to `{free}`"),
        );
        operation.insert("operationId".to_owned(), json!(free));
    }
}

/// A parameter of an operation, with where it stands.
struct Listed {
    value: Value,
    name: String,
    position: String,
    required: bool,
    place: Pointer,
}

fn listed(root: &Value, holder: &Object, place: &Pointer) -> Vec<Listed> {
    let list = holder.get("parameters").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .enumerate()
        .filter_map(|(index, value)| {
            let target = value
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| resolve(root, reference).ok())
                .unwrap_or(value);
            Some(Listed {
                value: value.clone(),
                name: target.get("name")?.as_str()?.to_owned(),
                position: target.get("in")?.as_str()?.to_owned(),
                required: target.get("required") == Some(&json!(true)),
                place: place.child("parameters").child(index),
            })
        })
        .collect()
}

/// Mends the parameters of all operations of a path.
///
/// Where there is something to mend, those that the operations share go to each of them.
fn parameters(
    root: &Value,
    item: &mut Object,
    variables: &[String],
    place: &Pointer,
    pass: &mut Pass<'_>,
) {
    let shared = listed(root, item, place);
    let mut mended: Vec<(&str, Vec<Value>)> = Vec::new();
    let mut whole = true;
    for method in METHODS {
        let Some(Value::Object(operation)) = item.get(*method) else {
            continue;
        };
        let own = listed(root, operation, &place.child(method));
        let overridden = |one: &&Listed| {
            !own.iter()
                .any(|own| own.name == one.name && own.position == one.position)
        };
        let mut all: Vec<&Listed> = shared.iter().filter(overridden).collect();
        all.extend(&own);
        let given: Vec<Value> = all.iter().map(|one| one.value.clone()).collect();
        let body = operation.contains_key("requestBody");
        let kept = mend(all, variables, body, &place.child(method), pass);
        whole &= kept == given;
        mended.push((method, kept));
    }
    if whole {
        return;
    }
    item.shift_remove("parameters");
    for (method, kept) in mended {
        if let Some(Value::Object(operation)) = item.get_mut(method) {
            operation.insert("parameters".to_owned(), Value::Array(kept));
        }
    }
}

fn mend(
    mut all: Vec<&Listed>,
    variables: &[String],
    body: bool,
    place: &Pointer,
    pass: &mut Pass<'_>,
) -> Vec<Value> {
    // What is needed most comes first, and keeps its name.
    let rank = |one: &Listed| match one.position.as_str() {
        "path" => 0,
        _ if one.required => 1,
        "query" => 2,
        _ => 3,
    };
    let order: Vec<Pointer> = all.iter().map(|one| one.place.clone()).collect();
    all.sort_by_key(|one| rank(one));
    let mut names: HashSet<String> = HashSet::new();
    if body {
        names.insert("Body".to_owned());
    }
    if all.iter().any(|one| one.position == "header") {
        // The generated function has a variable of this name then.
        names.insert("HeaderMap".to_owned());
    }
    let mut kept: Vec<&Listed> = Vec::new();
    for one in all {
        let Listed {
            name,
            position,
            place,
            ..
        } = one;
        if position == "path" && !variables.contains(name) {
            pass.lost(
                place,
                format!("the parameter `{name}`, which is not in the path"),
            );
        } else if !names.insert(pascal_case(name)) {
            let what =
                format!("the {position} parameter `{name}`, whose name in Rust is another's");
            pass.lost(place, what);
        } else {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| order.iter().position(|place| *place == one.place));
    let mut values: Vec<Value> = kept.iter().map(|one| one.value.clone()).collect();
    for variable in variables {
        let known = |one: &&Listed| one.position == "path" && one.name == *variable;
        let made = |value: &Value| value.get("name") == Some(&json!(variable));
        if !kept.iter().any(known) && !values.iter().any(made) {
            pass.changed(
                place,
                format!("the path's variable `{variable}` has a parameter"),
            );
            values.push(json!({
                "name": variable, "in": "path", "required": true, "schema": {"type": "string"}
            }));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{run, run_with};

    fn parameter(name: &str, position: &str) -> Value {
        json!({"name": name, "in": position, "required": position == "path", "schema": {"type": "string"}})
    }

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        let outcome = run(
            operations,
            json!({"paths": {
                "/a/{b}": {"parameters": [parameter("b", "path")],
                           "get": {"responses": {}}, "put": {"operationId": "do-it", "responses": {}}},
                "/c": {"get": {"operationId": "do_it", "responses": {}},
                       "post": {"operationId": "new", "responses": {}}, "trace": {}}
            }}),
        );
        let id =
            |path: &str, method: &str| outcome.value["paths"][path][method]["operationId"].clone();
        assert_eq!(id("/a/{b}", "get"), json!("GetAB"));
        assert_eq!(id("/a/{b}", "put"), json!("do-it"));
        assert_eq!(id("/c", "get"), json!("do_it2"));
        assert_eq!(id("/c", "post"), json!("new2"));
        assert_eq!(outcome.value["paths"]["/c"].get("trace"), None);
        assert_eq!(outcome.lost.len(), 1);
        let again = run(operations, outcome.value.clone());
        assert_eq!(again.value, outcome.value);
    }

    #[test]
    fn variables_and_parameters_agree() {
        let outcome = run(
            operations,
            json!({"paths": {"/a/{b}/{c}": {
                "parameters": [parameter("x", "path"), parameter("b", "path")],
                "get": {"operationId": "get", "responses": {}, "requestBody": {}, "parameters": [
                    parameter("body", "query"), parameter("userId", "query"), parameter("user_id", "header")]}
            }}}),
        );
        let item = &outcome.value["paths"]["/a/{b}/{c}"];
        assert_eq!(
            item["get"]["parameters"],
            json!([
                parameter("b", "path"),
                parameter("userId", "query"),
                parameter("c", "path")
            ])
        );
        assert_eq!(item.get("parameters"), None);
        assert_eq!(outcome.lost.len(), 3);
    }

    #[test]
    fn a_path_that_does_not_parse_is_refused() {
        for path in ["/a/{b", "/a/b}", "/a/{}", "/a/{b/c}", "a"] {
            let document = json!({"paths": {path: {"get": {"operationId": "a"}}}});
            let error = run_with(operations, document, &LowerOptions::default())
                .err()
                .unwrap();
            assert!(error.contains("the path `"), "{error}");
        }
    }
}
