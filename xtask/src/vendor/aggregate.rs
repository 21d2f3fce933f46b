//! One document of several services, of which one is kept.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Whether schemas carry the prefix of a service.
pub fn is_aggregated(document: &Value, service: &str) -> bool {
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    schemas.is_some_and(|schemas| schemas.keys().any(|name| name.starts_with(service)))
}

/// Keeps the paths that begin with `keep`, save those for administrators; takes the service's
/// prefix off its schemas, and drops the components that nothing leads to any more.
pub fn keep(document: &mut Value, keep: &str, service: &str) {
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        paths.retain(|path, _| path.starts_with(keep) && !path.contains("/admin/"));
    }
    rename(document, service);
    if let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") {
        let all = std::mem::take(schemas);
        for (name, schema) in all {
            let bare = bare(&name, service).to_owned();
            schemas.insert(bare, schema);
        }
    }
    prune(document);
}

fn bare<'n>(name: &'n str, service: &str) -> &'n str {
    name.strip_prefix(service).unwrap_or(name)
}

/// Takes the prefix off in references.
fn rename(value: &mut Value, service: &str) {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix("#/components/schemas/") {
                *text = format!("#/components/schemas/{}", bare(name, service));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| rename(value, service)),
        Value::Object(map) => map.values_mut().for_each(|value| rename(value, service)),
        _ => {}
    }
}

fn prune(document: &mut Value) {
    let mut kept: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for (key, value) in document.as_object().into_iter().flatten() {
        if key != "components" {
            references(value, &mut found);
        }
    }
    while let Some(reference) = found.pop() {
        let pointer = reference.trim_start_matches('#').to_owned();
        if kept.insert(pointer.clone())
            && let Some(value) = document.pointer(&pointer)
        {
            references(value, &mut found);
        }
    }
    let components = document
        .get_mut("components")
        .and_then(Value::as_object_mut);
    for (kind, list) in components.into_iter().flatten() {
        // Schemes are referred to by their names alone.
        if let Value::Object(list) = list
            && kind != "securitySchemes"
        {
            retain(kind, list, &kept);
        }
    }
}

fn retain(kind: &str, list: &mut Map<String, Value>, kept: &BTreeSet<String>) {
    list.retain(|name, _| {
        let name = name.replace('~', "~0").replace('/', "~1");
        kept.contains(&format!("/components/{kind}/{name}"))
    });
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("#/") => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        Value::Object(map) => map.values().for_each(|value| references(value, found)),
        _ => {}
    }
}
