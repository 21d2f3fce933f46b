//! What the generator reads of a lowered document.

use serde_json::{Value, json};

/// Sections of the document that the generator makes nothing of, but whose form its reader
/// checks.
const SECTIONS: &[&str] = &["servers", "security", "tags", "externalDocs"];
const COMPONENTS: &[&str] = &[
    "examples",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
];
const OPERATION: &[&str] = &["callbacks", "security", "servers", "externalDocs", "tags"];
const RESPONSE: &[&str] = &["headers", "links"];
const SCHEMA: &[&str] = &["externalDocs", "xml", "discriminator"];

/// Formats of texts that the generator has types for. Servers are not always true to them, and
/// one date in another form would fail a whole page, so they stay texts.
const TEXTS: &[&str] = &["date-time", "date", "uuid", "ip", "ipv4", "ipv6"];

/// The document without what the generator does not read.
pub fn prepare(document: &Value) -> Value {
    let mut document = document.clone();
    remove(&mut document, SECTIONS);
    if let Some(components) = document.get_mut("components") {
        remove(components, COMPONENTS);
        each(components.get_mut("responses"), |response| {
            remove(response, RESPONSE);
        });
    }
    each(document.get_mut("paths"), |item| {
        remove(item, &["servers"]);
        each(Some(item), |operation| {
            remove(operation, OPERATION);
            each(operation.get_mut("responses"), |response| {
                remove(response, RESPONSE);
            });
        });
    });
    schemas(&mut document);
    document
}

fn remove(value: &mut Value, keys: &[&str]) {
    if let Value::Object(object) = value {
        object.retain(|key, _| !keys.contains(&key.as_str()));
        // The generator reads some extensions; these are for another's servers.
        object.retain(|key, _| !key.starts_with("x-dropshot") && key != "x-rust-type");
    }
}

fn each(value: Option<&mut Value>, mut change: impl FnMut(&mut Value)) {
    if let Some(Value::Object(object)) = value {
        object.values_mut().for_each(&mut change);
    }
}

/// Visits every object that has a schema's keywords; one that has them by chance, as a map of
/// names may, has objects under them and is left alone.
fn schemas(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let text = object.get("type") == Some(&json!("string"));
            let format = object.get("format").and_then(Value::as_str);
            if text && format.is_some_and(|format| TEXTS.contains(&format)) {
                object.shift_remove("format");
            }
            if object.contains_key("type") || object.contains_key("oneOf") {
                object.retain(|key, value| {
                    (is_schema(value) || !SCHEMA.contains(&key.as_str())) && key != "x-rust-type"
                });
            }
            object.values_mut().for_each(schemas);
        }
        Value::Array(list) => list.iter_mut().for_each(schemas),
        _ => {}
    }
}

fn is_schema(value: &Value) -> bool {
    ["type", "$ref", "allOf", "oneOf"]
        .iter()
        .any(|keyword| value.get(keyword).is_some())
}
