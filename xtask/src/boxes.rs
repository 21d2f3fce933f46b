//! Which variants of unions hold the union itself.
//!
//! The generator boxes a type that holds itself, but it does not look into the types that
//! replace its own, as the open unions do.

use std::collections::HashSet;

use serde_json::Value;

/// Whether a value of the component schema `from` may hold one of `to` without a list, a map or
/// anything else between them that stands on the heap.
pub fn holds(document: &Value, from: &str, to: &str) -> bool {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if !seen.insert(name) {
            continue;
        }
        let schema = document
            .get("components")
            .and_then(|components| components.get("schemas"))
            .and_then(|schemas| schemas.get(name));
        if let Some(schema) = schema {
            direct(schema, &mut open);
        }
    }
    false
}

/// The schemas that a schema refers to by value.
fn direct<'v>(schema: &'v Value, found: &mut Vec<&'v str>) {
    let Value::Object(schema) = schema else {
        return;
    };
    let reference = schema.get("$ref").and_then(Value::as_str);
    found.extend(reference.and_then(|text| text.strip_prefix("#/components/schemas/")));
    for property in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|properties| properties.values())
    {
        direct(property, found);
    }
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let parts = schema.get(keyword).and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            direct(part, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_and_maps_stand_between() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let document = json!({"components": {"schemas": {
            "And": {"properties": {"parts": {"type": "array", "items": to("Filter")}}},
            "Not": {"properties": {"inner": {"allOf": [to("Filter")], "nullable": true}}},
            "Filter": {"oneOf": [to("And"), to("Not")]}
        }}});
        assert!(!holds(&document, "And", "Filter"));
        assert!(holds(&document, "Not", "Filter"));
        assert!(holds(&document, "Filter", "Filter"));
    }
}
