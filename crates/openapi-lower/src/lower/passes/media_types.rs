//! One media type for each body.

use serde_json::Value;

use crate::lower::pass::{Object, Pass};
use crate::structure::Kind;
use crate::walk::objects_mut;
use crate::{Error, Pointer};

/// Keeps one media type of each request and response body: JSON if there is one, or else the
/// first.
pub(crate) fn media_types(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    for kind in [Kind::RequestBody, Kind::Response] {
        objects_mut(document, kind, |pointer, body| {
            if let Some(Value::Object(content)) = body.get_mut("content") {
                keep_one(content, &pointer.child("content"), pass);
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn keep_one(content: &mut Object, pointer: &Pointer, pass: &mut Pass<'_>) {
    let kept = content
        .keys()
        .find(|name| is_json(name))
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

/// Whether the generator reads this media type as JSON.
pub(crate) fn is_json(name: &str) -> bool {
    name == "application/json" || name.starts_with("application/json;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
}
