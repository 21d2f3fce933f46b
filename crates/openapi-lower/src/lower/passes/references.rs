//! References that 3.0 and the generator can follow.

use serde_json::Value;

use crate::Error;
use crate::document::{resolve, schema_name};
use crate::lower::pass::Pass;
use crate::structure::Kind;
use crate::walk::walk_mut;

/// Refuses references that lead nowhere, out of the document or into the middle of something;
/// drops the `summary` and `description` beside a reference to anything but a schema.
pub(crate) fn references(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    walk_mut(document, &mut |pointer, kind, value| {
        let Value::Object(object) = value else {
            return Ok(());
        };
        let Some(reference) = object.get("$ref") else {
            return Ok(());
        };
        if !(kind == Kind::Schema || kind == Kind::PathItem || kind.referable()) {
            return Ok(());
        }
        let Some(reference) = reference.as_str() else {
            return Err(pass.malformed(pointer, "a `$ref` must be a text"));
        };
        if let Err(why) = resolve(&root, reference) {
            return Err(Error::Reference {
                at: pass.at(pointer),
                reference: reference.to_owned(),
                why,
            });
        }
        match kind {
            Kind::PathItem => {
                return Err(pass.unsupported(
                    pointer,
                    "$ref",
                    "the generator does not follow references to path items: write it out",
                ));
            }
            Kind::Schema if schema_name(reference).is_none() => {
                return Err(pass.unsupported(
                    pointer,
                    "$ref",
                    &format!(
                        "`{reference}` leads into the middle of something: \
                         make what is there a component schema"
                    ),
                ));
            }
            Kind::Schema => {}
            _ => {
                let beside: Vec<String> = object
                    .keys()
                    .filter(|key| *key != "$ref")
                    .cloned()
                    .collect();
                for key in beside {
                    object.shift_remove(&key);
                    pass.lost(&pointer.child(&key), format!("`{key}` beside a reference"));
                }
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
    use crate::lower::pass::testing::{fail_schemas, run, run_with};

    #[test]
    fn siblings_of_other_references_are_lost() {
        let outcome = run(
            references,
            json!({
                "paths": {"/a": {"parameters": [{"$ref": "#/components/parameters/P", "description": "d"}]}},
                "components": {"parameters": {"P": {"name": "p", "in": "query"}}}
            }),
        );
        assert_eq!(
            outcome.value["paths"],
            json!({"/a": {"parameters": [{"$ref": "#/components/parameters/P"}]}})
        );
        assert_eq!(
            outcome.lost,
            ["#/paths/~1a/parameters/0/description: `description` beside a reference"]
        );
    }

    #[test]
    fn references_that_cannot_be_followed_are_refused() {
        for (reference, part) in [
            ("#/components/schemas/B", "nothing is there"),
            ("b.yaml#/B", "out of this document"),
            ("#/components/schemas/A/properties/a", "into the middle"),
        ] {
            let error = fail_schemas(
                references,
                json!({"A": {"properties": {"a": {"$ref": reference}}}}),
            );
            assert!(
                error.starts_with("api.yaml#/components/schemas/A/properties/a: "),
                "{error}"
            );
            assert!(error.contains(part), "{error}");
        }
        let document = json!({"paths": {"/a": {"$ref": "#/paths/~1b"}, "/b": {}}});
        let error = run_with(references, document, &LowerOptions::default());
        assert!(error.is_err_and(|error| error.contains("path items")));
    }
}
