//! What has no effect on the generated types.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::Pass;
use crate::structure::Kind;
use crate::walk::walk_mut;

/// Keywords of a schema that 3.0 lacks, or that the generator makes nothing of.
const OF_SCHEMAS: &[&str] = &[
    "examples",
    "example",
    "readOnly",
    "writeOnly",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "contains",
    "minContains",
    "maxContains",
    "dependentRequired",
    "not",
    "xml",
    "$comment",
    "$schema",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$vocabulary",
    "$defs",
    "definitions",
];

/// Drops examples, what is said of a property's direction, how a text is encoded, and rules
/// that the wire types do not hold.
pub(crate) fn annotations(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    walk_mut(document, &mut |pointer, kind, value| {
        let Value::Object(object) = value else {
            return Ok(());
        };
        let dropped: &[&str] = match kind {
            Kind::Schema => OF_SCHEMAS,
            Kind::Parameter | Kind::Header | Kind::MediaType => &["example", "examples"],
            _ => &[],
        };
        for keyword in dropped {
            if let Some(value) = object.shift_remove(*keyword) {
                pass.lost_keyword(pointer, keyword, &value);
            }
        }
        // Without its union a discriminator says nothing.
        if kind == Kind::Schema
            && object.contains_key("discriminator")
            && !object.contains_key("oneOf")
            && !object.contains_key("anyOf")
        {
            object.shift_remove("discriminator");
            pass.lost(
                &pointer.child("discriminator"),
                "a discriminator without a union",
            );
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::run;

    #[test]
    fn what_has_no_effect_is_dropped() {
        let outcome = run(
            annotations,
            json!({
                "paths": {"/a": {"parameters": [{"name": "a", "in": "query", "example": 5, "schema": {}}]}},
                "components": {"schemas": {"A": {
                    "type": "object", "readOnly": true, "examples": [{"example": 1}], "$comment": "c",
                    "discriminator": {"propertyName": "a"},
                    "properties": {"example": {"type": "string", "contentEncoding": "base64", "format": "byte"}}
                }}}
            }),
        );
        assert_eq!(
            outcome.value,
            json!({
                "paths": {"/a": {"parameters": [{"name": "a", "in": "query", "schema": {}}]}},
                "components": {"schemas": {"A": {
                    "type": "object",
                    "properties": {"example": {"type": "string", "format": "byte"}}
                }}}
            })
        );
        assert_eq!(outcome.lost.len(), 6);
        assert!(
            outcome
                .lost
                .contains(&"#/components/schemas/A/readOnly: `readOnly: true`".to_owned())
        );
    }
}
