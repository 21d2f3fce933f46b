//! One response type for each operation.

use serde_json::Value;

use crate::lower::pass::{Object, Pass};
use crate::structure::Kind;
use crate::walk::objects_mut;
use crate::{Error, Pointer};

/// Drops the responses that are not a success, and all successes but one where they differ.
///
/// An operation without a success keeps its `default` response, which then is its success. Of
/// several successes the first with a JSON body stays, or else the first.
pub(crate) fn responses(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    objects_mut(document, Kind::Responses, |pointer, responses| {
        let has_success = responses.keys().any(|status| is_success(status));
        if pass.options.drop_error_responses {
            drop_errors(responses, has_success, pointer, pass);
        }
        one_success(&root, responses, pointer, pass);
        Ok(())
    })?;
    objects_mut(document, Kind::Response, |pointer, response| {
        if !response.contains_key("$ref") && !response.contains_key("description") {
            response.insert("description".to_owned(), Value::String(String::new()));
            pass.changed(pointer, "3.0 asks for a description");
        }
        Ok(())
    })
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

fn drop_errors(responses: &mut Object, has_success: bool, pointer: &Pointer, pass: &mut Pass<'_>) {
    let dropped: Vec<String> = responses
        .keys()
        .filter(|status| {
            !is_success(status)
                && !status.starts_with("x-")
                && *status != "101"
                && (has_success || *status != "default")
        })
        .cloned()
        .collect();
    for status in dropped {
        responses.shift_remove(&status);
        pass.lost(&pointer.child(&status), format!("the response `{status}`"));
    }
}

fn one_success(root: &Value, responses: &mut Object, pointer: &Pointer, pass: &mut Pass<'_>) {
    let mut successes: Vec<(String, Body)> = responses
        .iter()
        .filter(|(status, _)| is_success(status))
        .map(|(status, response)| (status.clone(), body(root, response)))
        .collect();
    successes.sort_by(|(one, _), (other, _)| one.cmp(other));
    let Some((kept, schema)) = successes
        .iter()
        .find(|(_, body)| matches!(body, Body::Json(_)))
        .or(successes.iter().find(|(_, body)| *body == Body::Bytes))
        .or(successes.first())
        .cloned()
    else {
        return;
    };
    for (status, other) in successes {
        if status != kept && other != schema {
            responses.shift_remove(&status);
            pass.lost(
                &pointer.child(&status),
                format!("the response `{status}`, whose body is not that of `{kept}`"),
            );
        }
    }
}

/// What the generator makes of a response.
#[derive(Clone, Debug, PartialEq)]
enum Body {
    /// A type, of this schema.
    Json(Value),
    /// A stream of bytes.
    Bytes,
    None,
}

fn body(root: &Value, response: &Value) -> Body {
    let target = response
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| crate::document::resolve(root, reference).ok());
    let content = target
        .unwrap_or(response)
        .get("content")
        .and_then(Value::as_object);
    let Some(content) = content.filter(|content| !content.is_empty()) else {
        return Body::None;
    };
    match content
        .iter()
        .find(|(name, _)| super::media_types::is_json(name))
    {
        Some((_, media)) => Body::Json(media.get("schema").cloned().unwrap_or_default()),
        None => Body::Bytes,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{run, run_with};

    fn document(responses: Value) -> Value {
        json!({"paths": {"/a": {"get": {"responses": responses}}}})
    }

    fn statuses(value: &Value) -> Vec<&String> {
        value["paths"]["/a"]["get"]["responses"]
            .as_object()
            .unwrap()
            .keys()
            .collect()
    }

    fn body(schema: Value) -> Value {
        json!({"description": "d", "content": {"application/json": {"schema": schema}}})
    }

    #[test]
    fn failures_are_dropped() {
        let responses =
            json!({"201": {}, "400": {}, "4XX": {}, "500": {}, "default": {}, "x-a": 1});
        let outcome = run(responses_pass, document(responses));
        assert_eq!(statuses(&outcome.value), ["201", "x-a"]);
        assert_eq!(
            outcome.lost[0],
            "#/paths/~1a/get/responses/400: the response `400`"
        );
        assert_eq!(outcome.lost.len(), 4);
    }

    use super::responses as responses_pass;

    #[test]
    fn a_default_alone_is_the_success() {
        let outcome = run(responses_pass, document(json!({"default": {}, "404": {}})));
        assert_eq!(statuses(&outcome.value), ["default"]);
    }

    #[test]
    fn of_several_successes_the_json_body_stays() {
        let outcome = run(
            responses_pass,
            document(json!({"204": {}, "202": body(json!({"type": "string"})), "200": {}})),
        );
        assert_eq!(statuses(&outcome.value), ["202"]);
        assert_eq!(outcome.lost.len(), 2);
    }

    #[test]
    fn successes_with_the_same_body_stay() {
        let outcome = run(
            responses_pass,
            document(json!({"201": body(json!({})), "200": body(json!({}))})),
        );
        assert_eq!(statuses(&outcome.value), ["201", "200"]);
    }

    #[test]
    fn failures_stay_if_wanted() {
        let options = LowerOptions {
            drop_error_responses: false,
            ..LowerOptions::default()
        };
        let outcome = run_with(
            responses_pass,
            document(json!({"200": {}, "400": {}})),
            &options,
        )
        .unwrap();
        assert_eq!(statuses(&outcome.value), ["200", "400"]);
    }
}
