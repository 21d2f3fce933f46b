//! The version, and the parts of a document that only 3.1 has.

use serde_json::{Value, json};

use crate::lower::pass::Pass;
use crate::structure::Kind;
use crate::walk::objects_mut;
use crate::{Error, Pointer};

/// What the lowered document says it is.
const TARGET: &str = "3.0.3";

/// Sets the version to 3.0.3; drops webhooks and callbacks, which describe requests that a client
/// receives, the schema dialect, and the fields of `info` that 3.0 does not have.
pub(crate) fn version(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = Pointer::root();
    let Value::Object(object) = document else {
        return Err(pass.malformed(&root, "an OpenAPI document must be an object"));
    };
    let place = root.child("openapi");
    match object.get("openapi").and_then(Value::as_str) {
        Some(version) if version.starts_with("3.1.") || version.starts_with("3.0.") => {
            if version != TARGET {
                pass.changed(&place, format!("{version} → {TARGET}"));
            }
        }
        other => {
            let given = other.map_or_else(|| "nothing".to_owned(), |other| format!("`{other}`"));
            return Err(
                pass.malformed(&place, format!("only 3.1 and 3.0 are lowered, not {given}"))
            );
        }
    }
    object.insert("openapi".to_owned(), json!(TARGET));
    for key in ["jsonSchemaDialect", "webhooks"] {
        if object.shift_remove(key).is_some() {
            pass.lost(
                &root.child(key),
                format!("`{key}` has no place in {TARGET}"),
            );
        }
    }
    // 3.1 allows a document without paths.
    object.entry("paths").or_insert_with(|| json!({}));
    for kind in [Kind::Operation, Kind::Components] {
        objects_mut(document, kind, |pointer, object| {
            if object.shift_remove("callbacks").is_some() {
                pass.lost(
                    &pointer.child("callbacks"),
                    "requests that a client receives",
                );
            }
            Ok(())
        })?;
    }
    for (kind, key) in [(Kind::Info, "summary"), (Kind::License, "identifier")] {
        objects_mut(document, kind, |pointer, object| {
            if object.shift_remove(key).is_some() {
                pass.lost(
                    &pointer.child(key),
                    format!("`{key}` has no place in {TARGET}"),
                );
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Drops shared path items, which by now are written out where they are referred to.
pub(crate) fn path_items(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    objects_mut(document, Kind::Components, |pointer, components| {
        if components.shift_remove("pathItems").is_some() {
            pass.lost(
                &pointer.child("pathItems"),
                format!("`pathItems` has no place in {TARGET}"),
            );
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::LowerOptions;
    use crate::lower::pass::testing::{run, run_with};

    #[test]
    fn what_only_3_1_has_is_dropped_and_reported() {
        let outcome = run(
            version,
            json!({
                "openapi": "3.1.0",
                "jsonSchemaDialect": "d",
                "info": {"title": "t", "version": "v", "summary": "s", "license": {"name": "n", "identifier": "i"}},
                "webhooks": {},
                "components": {"callbacks": {}, "schemas": {}}
            }),
        );
        assert_eq!(
            outcome.value,
            json!({
                "openapi": "3.0.3",
                "info": {"title": "t", "version": "v", "license": {"name": "n"}},
                "components": {"schemas": {}},
                "paths": {}
            })
        );
        assert_eq!(outcome.changed, ["#/openapi: 3.1.0 → 3.0.3"]);
        assert_eq!(outcome.lost.len(), 5);
    }

    #[test]
    fn shared_path_items_are_lost() {
        let outcome = run(
            path_items,
            json!({"components": {"pathItems": {}, "schemas": {}}}),
        );
        assert_eq!(outcome.value, json!({"components": {"schemas": {}}}));
        assert_eq!(outcome.lost.len(), 1);
    }

    #[test]
    fn a_lowered_document_stays_as_it_is() {
        let document = json!({"openapi": "3.0.3", "paths": {}});
        let outcome = run(version, document.clone());
        assert_eq!(outcome.value, document);
        assert!(outcome.changed.is_empty() && outcome.lost.is_empty());
    }

    #[test]
    fn other_versions_are_refused() {
        for document in [
            json!({"openapi": "2.0"}),
            json!({"swagger": "2.0"}),
            json!([]),
        ] {
            let error = run_with(version, document, &LowerOptions::default());
            assert!(error.is_err_and(|error| error.starts_with("api.yaml#")));
        }
    }
}
