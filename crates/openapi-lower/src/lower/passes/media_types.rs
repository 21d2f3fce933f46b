//! One media type for each body, in a form that the generator writes or reads.

use serde_json::{Value, json};

use crate::lower::pass::{Object, Pass};
use crate::structure::Kind;
use crate::walk::objects_mut;
use crate::{Error, Pointer};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

/// Keeps one media type of each request and response body: JSON if there is one, then anything
/// that is JSON by another name, then a form, or else the first.
///
/// What is JSON by another name is `application/json`. Of what a request may send besides JSON,
/// forms and plain text the caller gives the bytes; a response that is not JSON is its bytes.
pub(crate) fn media_types(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    for kind in [Kind::RequestBody, Kind::Response] {
        objects_mut(document, kind, |pointer, body| {
            if let Some(Value::Object(content)) = body.get_mut("content") {
                let place = pointer.child("content");
                keep_one(content, &place, pass);
                rename(content, kind, &place, pass);
                for (name, media) in content.iter_mut() {
                    shape(name, media, kind, &place.child(name), pass);
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn keep_one(content: &mut Object, pointer: &Pointer, pass: &mut Pass<'_>) {
    let like = |wanted: fn(&str) -> bool| content.keys().find(|name| wanted(name));
    let kept = like(is_json)
        .or_else(|| like(is_json_by_another_name))
        .or_else(|| like(|name| name == FORM))
        .or_else(|| content.keys().next())
        .cloned();
    let others: Vec<String> = content
        .keys()
        .filter(|name| Some(*name) != kept.as_ref())
        .cloned()
        .collect();
    for name in others {
        content.shift_remove(&name);
        pass.lost(&pointer.child(&name), format!("the media type `{name}`"));
    }
}

/// Gives the one media type that is left a name that the generator knows.
fn rename(content: &mut Object, kind: Kind, pointer: &Pointer, pass: &mut Pass<'_>) {
    let Some(name) = content.keys().next().cloned() else {
        return;
    };
    let request = kind == Kind::RequestBody;
    let new = if is_json_by_another_name(&name) {
        JSON
    } else if request
        && ![FORM, BYTES, TEXT, "text/x-markdown"].contains(&name.as_str())
        && !is_json(&name)
    {
        BYTES
    } else if request && is_json(&name) && name != JSON {
        JSON
    } else {
        return;
    };
    if let Some(media) = content.shift_remove(&name) {
        content.insert(new.to_owned(), media);
        pass.lost(
            &pointer.child(&name),
            format!("the media type `{name}`: it is read and written as `{new}`"),
        );
    }
}

/// Gives what the generator asks of a media type: a schema, the one of its kind, no encoding.
fn shape(name: &str, media: &mut Value, kind: Kind, pointer: &Pointer, pass: &mut Pass<'_>) {
    let Value::Object(media) = media else { return };
    let wanted = match name {
        BYTES => Some(json!({"type": "string", "format": "binary"})),
        TEXT | "text/x-markdown" => Some(json!({"type": "string"})),
        _ => None,
    };
    let place = pointer.child("schema");
    match (media.get("schema"), wanted) {
        (Some(given), Some(wanted)) if kind == Kind::RequestBody && *given != wanted => {
            let described = given.get("description").is_some();
            if !described
                || given.get("type") != wanted.get("type")
                || given.get("format") != wanted.get("format")
            {
                pass.lost(&place, format!("the form of what is sent as `{name}`"));
            }
            media.insert("schema".to_owned(), wanted);
        }
        (None, wanted) if is_json(name) || kind == Kind::RequestBody => {
            pass.changed(&place, "a body of which nothing is said");
            media.insert("schema".to_owned(), wanted.unwrap_or_else(|| json!({})));
        }
        _ => {}
    }
    if media.shift_remove("encoding").is_some() {
        pass.lost(&pointer.child("encoding"), "how the parts are written");
    }
}

/// Whether the generator reads this media type as JSON.
pub(crate) fn is_json(name: &str) -> bool {
    name == JSON || name.starts_with("application/json;")
}

/// Whether a media type is JSON, though it is not called so.
fn is_json_by_another_name(name: &str) -> bool {
    let bare = name
        .split(';')
        .next()
        .unwrap_or(name)
        .trim()
        .to_ascii_lowercase();
    !is_json(name)
        && (bare == JSON || bare.ends_with("+json") || bare == "text/json" || bare == "*/*")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run;

    #[test]
    fn json_stays_and_the_rest_is_reported() {
        let outcome = run(
            media_types,
            json!({"components": {
                "requestBodies": {"A": {"content": {"text/plain": {}, "application/json": {"schema": {}}}}},
                "responses": {"B": {"content": {"text/csv": {}, "text/plain": {}}}, "C": {"description": "d"}}
            }}),
        );
        assert_eq!(
            outcome.value["components"],
            json!({
                "requestBodies": {"A": {"content": {"application/json": {"schema": {}}}}},
                "responses": {"B": {"content": {"text/csv": {}}}, "C": {"description": "d"}}
            })
        );
        assert_eq!(
            outcome.lost,
            [
                "#/components/requestBodies/A/content/text~1plain: the media type `text/plain`",
                "#/components/responses/B/content/text~1plain: the media type `text/plain`"
            ]
        );
    }

    fn body(name: &str, media: Value) -> Value {
        let document = json!({"components": {"requestBodies": {"A": {"content": {name: media}}}}});
        run(media_types, document).value["components"]["requestBodies"]["A"]["content"].take()
    }

    #[test]
    fn json_by_another_name_is_json() {
        for name in [
            "application/vnd.pets.v3+json",
            "text/json",
            "*/*",
            "Application/JSON",
        ] {
            let schema = json!({"schema": {"type": "object"}});
            assert_eq!(
                body(name, schema.clone()),
                json!({"application/json": schema})
            );
        }
        assert_eq!(
            body("application/json", json!({})),
            json!({"application/json": {"schema": {}}})
        );
    }

    #[test]
    fn the_caller_gives_the_bytes_of_the_rest() {
        let bytes =
            json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}});
        let parts = json!({"schema": {"type": "object"}, "encoding": {"a": {}}});
        assert_eq!(body("multipart/form-data", parts), bytes);
        assert_eq!(body("image/png", json!({})), bytes);
        assert_eq!(
            body("text/plain", json!({"schema": {"type": "integer"}})),
            json!({"text/plain": {"schema": {"type": "string"}}})
        );
    }
}
