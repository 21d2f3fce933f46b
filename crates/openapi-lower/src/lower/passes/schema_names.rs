//! Shorter names for component schemas.

use std::collections::HashMap;

use serde_json::Value;

use crate::check::mapping_target;
use crate::document::schema_name;
use crate::lower::pass::Pass;
use crate::lower::schema::{reference_to, schemas_of_mut};
use crate::lower::tagged::MARK;
use crate::structure::Kind;
use crate::walk::walk_mut;
use crate::{Error, Pointer};

/// Cuts the chosen prefixes off the names of component schemas, in references too.
pub(crate) fn schema_names(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let Some(schemas) = schemas_of_mut(document) else {
        return Ok(());
    };
    let mut renamed: HashMap<String, String> = HashMap::new();
    for name in schemas.keys() {
        let short = pass
            .options
            .strip_schema_prefixes
            .iter()
            .find_map(|prefix| name.strip_prefix(prefix.as_str()))
            .filter(|short| !short.is_empty());
        if let Some(short) = short {
            renamed.insert(name.clone(), short.to_owned());
        }
    }
    if renamed.is_empty() {
        return Ok(());
    }
    let mut taken: HashMap<String, String> = HashMap::new();
    let mut result = serde_json::Map::new();
    for (name, schema) in std::mem::take(schemas) {
        let new = renamed.get(&name).unwrap_or(&name).clone();
        if let Some(first) = taken.insert(new.clone(), name.clone()) {
            return Err(Error::NameCollision {
                at: pass.at(&Pointer::schema(&name)),
                what: format!("without its prefix it would be `{new}`, as `{first}` is"),
            });
        }
        if new != name {
            pass.changed(&Pointer::schema(&name), format!("renamed to `{new}`"));
        }
        result.insert(new, schema);
    }
    *schemas = result;
    rename_references(document, &renamed)
}

/// Renames component schemas in every reference and mapping.
pub(super) fn rename_references(
    document: &mut Value,
    renamed: &HashMap<String, String>,
) -> Result<(), Error> {
    let new_reference = |reference: &str| {
        schema_name(reference)
            .and_then(|name| renamed.get(&name))
            .and_then(|name| reference_to(name).get("$ref").cloned())
    };
    walk_mut(document, &mut |_, kind, value| {
        if kind == Kind::Discriminator {
            if let Some(Value::Object(mapping)) = value.get_mut("mapping") {
                for target in mapping.values_mut() {
                    if let Some(new) = target
                        .as_str()
                        .and_then(|target| new_reference(&mapping_target(target)))
                    {
                        *target = new;
                    }
                }
            }
        } else if kind == Kind::Schema {
            if let Some(reference) = value.get_mut("$ref")
                && let Some(new) = reference.as_str().and_then(new_reference)
            {
                *reference = new;
            }
            let variants = value
                .get_mut(MARK)
                .and_then(|mark| mark.get_mut("variants"));
            for variant in variants.and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(schema) = variant.get_mut("schema")
                    && let Some(new) = schema.as_str().and_then(|name| renamed.get(name))
                {
                    *schema = Value::String(new.clone());
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
    use crate::lower::pass::testing::run_with;

    #[test]
    fn names_and_references_lose_the_prefix() {
        let options = LowerOptions::new().strip_schema_prefixes(["v2."]);
        let outcome = run_with(
            schema_names,
            json!({"components": {"schemas": {
                "v2.A": {"$ref": "#/components/schemas/v2.B"},
                "v2.B": {"oneOf": [], "discriminator": {"propertyName": "p", "mapping": {
                    "a": "#/components/schemas/v2.A", "b": "v2.B", "c": "C"}}},
                "C": {"properties": {"$ref": {"$ref": "#/components/schemas/C"}}},
                "v2.": {}
            }}}),
            &options,
        )
        .unwrap();
        assert_eq!(
            outcome.value["components"]["schemas"],
            json!({
                "A": {"$ref": "#/components/schemas/B"},
                "B": {"oneOf": [], "discriminator": {"propertyName": "p", "mapping": {
                    "a": "#/components/schemas/A", "b": "#/components/schemas/B", "c": "C"}}},
                "C": {"properties": {"$ref": {"$ref": "#/components/schemas/C"}}},
                "v2.": {}
            })
        );
        assert_eq!(
            outcome.changed[0],
            "#/components/schemas/v2.A: renamed to `A`"
        );
    }

    #[test]
    fn a_collision_is_an_error() {
        let options = LowerOptions::new().strip_schema_prefixes(["v1.", "v2."]);
        let error = run_with(
            schema_names,
            json!({"components": {"schemas": {"v1.A": {}, "B": {}, "v2.A": {}}}}),
            &options,
        );
        assert!(error.is_err_and(|error| {
            error == "api.yaml#/components/schemas/v2.A: without its prefix it would be `A`, as `v1.A` is"
        }));
    }

    #[test]
    fn nothing_is_renamed_unasked() {
        let document = json!({"components": {"schemas": {"v2.A": {}}}});
        let outcome = run_with(schema_names, document.clone(), &LowerOptions::default()).unwrap();
        assert_eq!(outcome.value, document);
    }
}
