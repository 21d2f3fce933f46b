//! Parameters in a form that the generator sends as the document says.

use serde_json::{Value, json};

use crate::document::resolve;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{follow, is_type, text, union};
use crate::structure::Kind;
use crate::walk::{objects_mut, walk_mut};
use crate::{Error, Pointer};

/// Headers that are not a parameter's to set.
const RESERVED: &[&str] = &["accept", "content-type", "authorization"];

/// Drops cookies, which the generator does not send, and headers that a document may not
/// describe; makes texts of parameters that are written in a way the generator does not know,
/// so that the caller writes them.
pub(crate) fn parameters(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    each_parameter(document, |place, parameter| {
        let target = target(&root, &parameter);
        let field = |key: &str| target.get(key).and_then(Value::as_str);
        let (Some(name), Some(position)) = (field("name"), field("in")) else {
            let what = "a parameter must have a `name` and an `in`, both texts";
            return Err(pass.malformed(place, what));
        };
        let required = match target.get("required") {
            Some(Value::Bool(true)) => "required ",
            _ => "",
        };
        if position == "cookie" {
            let what = format!("the {required}cookie `{name}`, which is not sent");
            pass.lost(place, what);
        } else if position == "header" && RESERVED.contains(&&*name.to_ascii_lowercase()) {
            let what = format!("the header `{name}`, which the client writes itself");
            pass.lost(place, what);
        } else if !["path", "query", "header"].contains(&position) {
            let what = "a parameter is in the path, query, header or cookie";
            return Err(pass.malformed(&place.child("in"), what));
        } else {
            return Ok(vec![parameter]);
        }
        Ok(Vec::new())
    })?;
    objects_mut(document, Kind::Parameter, |pointer, parameter| {
        if parameter.contains_key("$ref") {
            return Ok(());
        }
        if text(parameter, "in") == Some("path") && parameter.get("required") != Some(&json!(true))
        {
            parameter.insert("required".to_owned(), json!(true));
            pass.changed(pointer, "what is in the path is required");
        }
        if let Some(content) = parameter.shift_remove("content") {
            let kinds: Vec<&String> = content
                .as_object()
                .into_iter()
                .flat_map(Object::keys)
                .collect();
            let what = format!("the form `content: {kinds:?}`: the caller writes the text");
            pass.lost(&pointer.child("content"), what);
            parameter.insert("schema".to_owned(), json!({"type": "string"}));
        }
        if !parameter.contains_key("schema") {
            parameter.insert("schema".to_owned(), json!({"type": "string"}));
            pass.changed(pointer, "a parameter of which nothing is said is a text");
        }
        style(&root, parameter).map_or(Ok(()), |manner| match manner {
            Manner::Text(keyword, what) => {
                pass.lost(&pointer.child(keyword), what);
                parameter.shift_remove("style");
                parameter.shift_remove("explode");
                parameter.insert("schema".to_owned(), json!({"type": "string"}));
                Ok(())
            }
            Manner::Unknown => Err(pass.unsupported(
                pointer,
                "style",
                "the generator writes a parameter of a path or a header in the style `simple`",
            )),
        })
    })
}

fn target<'v>(root: &'v Value, parameter: &'v Value) -> &'v Value {
    parameter
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| resolve(root, reference).ok())
        .unwrap_or(parameter)
}

/// Puts what `instead` gives in the place of each parameter that an operation lists, or a path
/// for all of its operations.
fn each_parameter(
    document: &mut Value,
    mut instead: impl FnMut(&Pointer, Value) -> Result<Vec<Value>, Error>,
) -> Result<(), Error> {
    walk_mut(document, &mut |pointer, kind, value| {
        if !matches!(kind, Kind::Operation | Kind::PathItem) {
            return Ok(());
        }
        let Some(Value::Array(list)) = value.get_mut("parameters") else {
            return Ok(());
        };
        let mut parameters = Vec::new();
        for (index, parameter) in std::mem::take(list).into_iter().enumerate() {
            let place = pointer.child("parameters").child(index);
            parameters.extend(instead(&place, parameter)?);
        }
        *list = parameters;
        Ok(())
    })
}

/// What becomes of a parameter that is not written as the generator writes it.
enum Manner {
    /// The caller writes it; the keyword that says how, and what to report.
    Text(&'static str, String),
    /// It cannot be sent.
    Unknown,
}

fn style(root: &Value, parameter: &Object) -> Option<Manner> {
    let place = text(parameter, "in")?;
    let usual = if place == "query" { "form" } else { "simple" };
    let style = text(parameter, "style").unwrap_or(usual);
    let list = parameter
        .get("schema")
        .and_then(Value::as_object)
        .and_then(|schema| follow(root, schema))
        .is_some_and(|schema| is_type(schema, "array"));
    let apart = |sign: &str| format!("how its entries are joined: the caller joins them by {sign}");
    match (place, style) {
        ("query", "deepObject") => None,
        ("query", "form") => {
            let joined = list && parameter.get("explode") == Some(&Value::Bool(false));
            joined.then(|| Manner::Text("explode", apart("commas")))
        }
        ("query", "spaceDelimited") => Some(Manner::Text("style", apart("spaces"))),
        ("query", "pipeDelimited") => Some(Manner::Text("style", apart("bars"))),
        ("query", other) => Some(Manner::Text(
            "style",
            format!("the style `{other}`: the caller writes the text"),
        )),
        (_, "simple") => None,
        _ => Some(Manner::Unknown),
    }
}

/// Writes a query parameter of the style `deepObject` as one parameter for each property, as
/// `filter[name]`; and one in a path or a header that is no plain value as a text.
pub(crate) fn parameter_forms(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    each_parameter(document, |place, parameter| {
        let target = target(&root, &parameter);
        if target.get("style") != Some(&json!("deepObject")) {
            return Ok(vec![parameter]);
        }
        let Some(parts) = target.as_object().and_then(|target| deep(&root, target)) else {
            if target.get("required") != Some(&json!(true)) {
                let name = target
                    .get("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let what = format!("the parameter `{name}`, a `deepObject` of unknown properties");
                pass.lost(place, what);
                return Ok(Vec::new());
            }
            return Err(pass.unsupported(
                place,
                "style",
                "`deepObject` is for an object whose properties are known",
            ));
        };
        pass.changed(place, format!("`deepObject` as {} parameters", parts.len()));
        Ok(parts)
    })?;
    objects_mut(document, Kind::Parameter, |pointer, parameter| {
        let place = text(parameter, "in");
        let schema = parameter.get("schema").and_then(Value::as_object);
        let plain = schema.is_none_or(|schema| is_plain(&root, schema));
        if plain || !matches!(place, Some("path" | "header")) {
            return Ok(());
        }
        parameter.insert("schema".to_owned(), json!({"type": "string"}));
        pass.lost(
            &pointer.child("schema"),
            "the form of what is no plain value: the caller writes the text",
        );
        Ok(())
    })
}

/// Whether a value of the schema is written as one text.
fn is_plain(root: &Value, schema: &Object) -> bool {
    follow(root, schema).is_some_and(|schema| {
        ["string", "integer", "number", "boolean"]
            .iter()
            .any(|name| is_type(schema, name))
            && union(schema).is_none()
    })
}

/// A parameter for each property. Of a union the properties of all its branches, and the plain
/// value among them as a parameter of the name itself; of a list one whose name ends in `[]`.
fn deep(root: &Value, parameter: &Object) -> Option<Vec<Value>> {
    let name = text(parameter, "name")?;
    let schema = follow(root, parameter.get("schema")?.as_object()?)?;
    let required = parameter.get("required") == Some(&json!(true));
    let make = |name: String, schema: &Value, required: bool| {
        let mut part = Object::new();
        part.insert("name".to_owned(), json!(name));
        part.insert("in".to_owned(), json!("query"));
        if let Some(description) = parameter.get("description") {
            part.insert("description".to_owned(), description.clone());
        }
        part.insert("required".to_owned(), json!(required));
        part.insert("schema".to_owned(), schema.clone());
        Value::Object(part)
    };
    let branches: Vec<&Object> = match union(schema) {
        Some((_, branches)) => branches
            .iter()
            .filter_map(|branch| follow(root, branch.as_object()?))
            .collect(),
        None => vec![schema],
    };
    let only = branches.len() == 1;
    let mut parts: Vec<Value> = Vec::new();
    for branch in branches {
        let mut made = Vec::new();
        if let Some(Value::Object(properties)) = branch.get("properties") {
            let needed = branch.get("required").and_then(Value::as_array);
            for (property, inner) in properties {
                let needed = needed.is_some_and(|list| list.contains(&json!(property)));
                let plain = inner.as_object().and_then(|inner| follow(root, inner));
                let form = match plain {
                    Some(plain) if is_type(plain, "object") || union(plain).is_some() => {
                        json!({"type": "string"})
                    }
                    _ => inner.clone(),
                };
                made.push(make(
                    format!("{name}[{property}]"),
                    &form,
                    only && required && needed,
                ));
            }
        } else if is_type(branch, "array") {
            made.push(make(
                format!("{name}[]"),
                &Value::Object(branch.clone()),
                only && required,
            ));
        } else if is_plain(root, branch) {
            made.push(make(
                name.to_owned(),
                &Value::Object(branch.clone()),
                only && required,
            ));
        }
        for part in made {
            if !parts
                .iter()
                .any(|other| other.get("name") == part.get("name"))
            {
                parts.push(part);
            }
        }
    }
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::PassFunction;
    use crate::lower::pass::testing::{Outcome, run_with};

    fn outcome(pass: PassFunction, parameter: Value) -> Result<Outcome, String> {
        let document = json!({
            "paths": {"/a": {"get": {"parameters": [parameter]}}},
            "components": {
                "parameters": {"Biscuit": {"name": "b", "in": "cookie", "schema": {}}},
                "schemas": {"Range": {"type": "object", "required": ["gt"], "properties": {
                    "gt": {"type": "integer"}, "lt": {"type": "integer"}}}}
            }
        });
        run_with(pass, document, &LowerOptions::default())
    }

    fn written(pass: PassFunction, parameter: Value) -> (Value, usize) {
        let mut outcome = outcome(pass, parameter).unwrap();
        let list = outcome.value["paths"]["/a"]["get"]["parameters"].take();
        (list, outcome.lost.len())
    }

    #[test]
    fn cookies_and_reserved_headers_are_lost() {
        for parameter in [
            json!({"name": "a", "in": "cookie", "required": true, "schema": {}}),
            json!({"name": "Accept", "in": "header", "schema": {"type": "string"}}),
            json!({"$ref": "#/components/parameters/Biscuit"}),
        ] {
            assert_eq!(written(parameters, parameter), (json!([]), 1));
        }
    }

    #[test]
    fn what_the_generator_cannot_write_is_for_the_caller_to_write() {
        let list = json!({"type": "array", "items": {"type": "string"}});
        for parameter in [
            json!({"name": "a", "in": "query", "content": {"application/json": {"schema": {}}}}),
            json!({"name": "a", "in": "query", "explode": false, "schema": list}),
            json!({"name": "a", "in": "query", "style": "pipeDelimited", "schema": list}),
        ] {
            let text = json!([{"name": "a", "in": "query", "schema": {"type": "string"}}]);
            assert_eq!(written(parameters, parameter), (text, 1));
        }
        for place in ["path", "header"] {
            let parameter = json!({"name": "a", "in": place, "schema": list});
            let text = json!([{"name": "a", "in": place, "schema": {"type": "string"}}]);
            assert_eq!(written(parameter_forms, parameter), (text, 1));
        }
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        for (parameter, keyword) in [
            (
                json!({"name": "a", "in": "path", "style": "matrix", "schema": {}}),
                ": `style`",
            ),
            (
                json!({"name": "a", "schema": {}}),
                ": a parameter must have",
            ),
            (
                json!({"name": "a", "in": "body", "schema": {}}),
                "/in: a parameter is in",
            ),
        ] {
            let error = outcome(parameters, parameter).err().unwrap();
            let start = format!("api.yaml#/paths/~1a/get/parameters/0{keyword}");
            assert!(error.starts_with(&start), "{error}");
        }
        let mut free = json!({"name": "a", "in": "query", "style": "deepObject", "schema": {"type": "object"}});
        assert_eq!(written(parameter_forms, free.clone()), (json!([]), 1));
        free["required"] = json!(true);
        assert!(outcome(parameter_forms, free).is_err_and(|error| error.contains("`style`")));
    }

    #[test]
    fn deep_objects_are_a_parameter_a_property() {
        let range = json!({"$ref": "#/components/schemas/Range"});
        let names = |schema: Value| {
            let given = json!({"name": "at", "in": "query", "style": "deepObject", "required": true, "schema": schema});
            let (list, _) = written(parameter_forms, given);
            let one =
                |part: &Value| format!("{} {}", part["name"].as_str().unwrap(), part["required"]);
            list.as_array().unwrap().iter().map(one).collect::<Vec<_>>()
        };
        assert_eq!(names(range.clone()), ["at[gt] true", "at[lt] false"]);
        assert_eq!(
            names(json!({"anyOf": [range, {"type": "integer"}]})),
            ["at[gt] false", "at[lt] false", "at false"]
        );
        assert_eq!(names(json!({"type": "array", "items": {}})), ["at[] true"]);
    }

    #[test]
    fn the_usual_stays() {
        for parameter in [
            json!({"name": "a", "in": "query", "style": "form", "explode": true, "schema": {"type": "array"}}),
            json!({"name": "a", "in": "query", "explode": false, "schema": {"type": "string"}}),
            json!({"name": "a", "in": "header", "style": "simple", "schema": {"type": "string"}}),
        ] {
            for pass in [parameters, parameter_forms] {
                assert_eq!(written(pass, parameter.clone()), (json!([parameter]), 0));
            }
        }
    }
}
