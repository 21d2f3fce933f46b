//! Parameters that the generator cannot send.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::{Object, Pass};
use crate::lower::schema::{follow, is_type, text};
use crate::structure::Kind;
use crate::walk::{objects_mut, walk_mut};

/// Drops optional cookie parameters; refuses required ones, and every style of writing a
/// parameter that the generator does not know or would get wrong.
pub(crate) fn parameters(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    walk_mut(document, &mut |pointer, kind, value| {
        if !matches!(kind, Kind::Operation | Kind::PathItem) {
            return Ok(());
        }
        let Some(Value::Array(list)) = value.get_mut("parameters") else {
            return Ok(());
        };
        let mut kept = Vec::new();
        for (index, parameter) in std::mem::take(list).into_iter().enumerate() {
            let place = pointer.child("parameters").child(index);
            let target = parameter
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| crate::document::resolve(&root, reference).ok())
                .unwrap_or(&parameter);
            let cookie = target.get("in").and_then(Value::as_str) == Some("cookie");
            let required = target.get("required") == Some(&Value::Bool(true));
            if cookie && required {
                return Err(pass.unsupported(&place, "in", "the generator sends no cookies"));
            }
            if cookie {
                pass.lost(
                    &place,
                    "a cookie parameter, which the generator does not send",
                );
            } else {
                kept.push(parameter);
            }
        }
        *list = kept;
        Ok(())
    })?;
    objects_mut(document, Kind::Parameter, |pointer, parameter| {
        if parameter.contains_key("$ref") {
            return Ok(());
        }
        style(&root, parameter).map_or(Ok(()), |(keyword, why)| {
            Err(pass.unsupported(pointer, keyword, why))
        })
    })
}

/// What stands in the way of sending a parameter.
fn style(root: &Value, parameter: &Object) -> Option<(&'static str, &'static str)> {
    if parameter.contains_key("content") {
        return Some((
            "content",
            "the generator writes parameters by their `schema` only",
        ));
    }
    let place = text(parameter, "in")?;
    let usual = if place == "query" || place == "cookie" {
        "form"
    } else {
        "simple"
    };
    if text(parameter, "style").is_some_and(|style| style != usual) {
        return Some((
            "style",
            "the generator writes `form` in a query and `simple` elsewhere",
        ));
    }
    let array = parameter
        .get("schema")
        .and_then(Value::as_object)
        .and_then(|schema| follow(root, schema))
        .is_some_and(|schema| is_type(schema, "array"));
    if place == "query" && array && parameter.get("explode") == Some(&Value::Bool(false)) {
        return Some((
            "explode",
            "the generator repeats the name for each entry, it does not join them with commas",
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{Outcome, run_with};

    fn outcome(parameter: Value) -> Result<Outcome, String> {
        let document = json!({
            "paths": {"/a": {"get": {"parameters": [parameter]}}},
            "components": {"parameters": {"Biscuit": {"name": "b", "in": "cookie", "schema": {}}}}
        });
        run_with(parameters, document, &LowerOptions::default())
    }

    #[test]
    fn optional_cookies_are_lost() {
        for parameter in [
            json!({"name": "a", "in": "cookie", "schema": {}}),
            json!({"$ref": "#/components/parameters/Biscuit"}),
        ] {
            let outcome = outcome(parameter).unwrap();
            assert_eq!(outcome.value["paths"]["/a"]["get"]["parameters"], json!([]));
            assert_eq!(outcome.lost.len(), 1);
        }
    }

    #[test]
    fn what_would_be_sent_wrongly_is_refused() {
        let list = json!({"type": "array", "items": {"type": "string"}});
        for (parameter, keyword) in [
            (
                json!({"name": "a", "in": "cookie", "required": true, "schema": {}}),
                "`in`",
            ),
            (
                json!({"name": "a", "in": "query", "style": "deepObject", "schema": {}}),
                "`style`",
            ),
            (
                json!({"name": "a", "in": "query", "content": {}}),
                "`content`",
            ),
            (
                json!({"name": "a", "in": "query", "explode": false, "schema": list}),
                "`explode`",
            ),
        ] {
            let Err(error) = outcome(parameter) else {
                panic!("{keyword} must be refused")
            };
            assert!(
                error.starts_with(&format!("api.yaml#/paths/~1a/get/parameters/0: {keyword}")),
                "{error}"
            );
        }
    }

    #[test]
    fn the_usual_stays() {
        for parameter in [
            json!({"name": "a", "in": "query", "style": "form", "explode": true, "schema": {"type": "array"}}),
            json!({"name": "a", "in": "query", "explode": false, "schema": {"type": "string"}}),
            json!({"name": "a", "in": "header", "style": "simple", "schema": {"type": "string"}}),
        ] {
            let outcome = outcome(parameter.clone()).unwrap();
            assert_eq!(
                outcome.value["paths"]["/a"]["get"]["parameters"],
                json!([parameter])
            );
        }
    }
}
