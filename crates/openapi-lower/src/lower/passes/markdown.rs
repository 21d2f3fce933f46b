//! Descriptions as rustdoc reads them.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::Pass;
use crate::lower::rustdoc::safe;
use crate::walk::walk_mut;

/// Escapes in every description and summary what rustdoc would take for HTML, for a link to an
/// item, or for a doctest, and makes bare URLs links.
pub(crate) fn markdown(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    if !pass.options.escape_markdown {
        return Ok(());
    }
    walk_mut(document, &mut |pointer, _, value| {
        let Value::Object(object) = value else {
            return Ok(());
        };
        for key in ["description", "summary"] {
            if let Some(Value::String(text)) = object.get_mut(key) {
                let new = safe(text);
                if new != *text {
                    *text = new;
                    pass.changed(&pointer.child(key), "escaped for rustdoc");
                }
            }
        }
        if let Some(Value::Object(values)) = object.get_mut("x-enum-descriptions") {
            for text in values.values_mut() {
                if let Value::String(text) = text {
                    *text = safe(text);
                }
            }
        }
        let variants = object
            .get_mut("x-tagged-union")
            .and_then(|mark| mark.get_mut("variants"))
            .and_then(Value::as_array_mut);
        for variant in variants.into_iter().flatten() {
            if let Some(Value::String(text)) = variant.get_mut("description") {
                *text = safe(text);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{run, run_with};

    fn document() -> Value {
        json!({
            "info": {"title": "<t>", "description": "see https://a.b/c"},
            "components": {"schemas": {"A": {
                "properties": {"description": {"type": "string", "description": "a <name>"}},
                "x-enum-descriptions": {"a": "<b>"},
                "x-tagged-union": {"variants": [{"description": "<c>"}]}
            }}}
        })
    }

    #[test]
    fn descriptions_are_made_safe() {
        let outcome = run(markdown, document());
        assert_eq!(
            outcome.value,
            json!({
                "info": {"title": "<t>", "description": "see <https://a.b/c>"},
                "components": {"schemas": {"A": {
                    "properties": {"description": {"type": "string", "description": "a \\<name>"}},
                    "x-enum-descriptions": {"a": "\\<b>"},
                    "x-tagged-union": {"variants": [{"description": "\\<c>"}]}
                }}}
            })
        );
        assert_eq!(outcome.changed.len(), 2);
    }

    #[test]
    fn they_stay_if_wanted() {
        let options = LowerOptions {
            escape_markdown: false,
            ..LowerOptions::default()
        };
        assert_eq!(
            run_with(markdown, document(), &options).unwrap().value,
            document()
        );
    }
}
