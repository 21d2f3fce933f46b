//! The table of operations: id, method, path, safety class and success status.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// The overlay's key for an operation's safety.
pub const SAFETY: &str = "x-safety";

/// The classes there are, as the overlay writes them.
pub const SAFETY_CLASSES: [&str; 4] = ["read", "keyed", "idempotent", "unsafe"];

/// The methods that a path item may have.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Why the table cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("{method} {path}: {what}")]
pub struct Error {
    method: String,
    path: String,
    what: String,
}

struct Row<'d> {
    id: &'d str,
    method: String,
    path: &'d str,
    safety: &'static str,
    success: u16,
    summary: &'d str,
}

/// The text of `operations.rs` for a lowered document, sorted by operation id.
pub fn text(document: &Value) -> Result<String, Error> {
    let mut rows = rows(document)?;
    rows.sort_by_key(|row| function(row.id));
    let mut out = String::from(
        "// Written by `cargo xtask regen` from openapi/; do not edit.\n\n\
         //! Every operation of the contract: id, method, path, safety and success status.\n\n\
         use crate::{Operation, Safety};\n",
    );
    for row in &rows {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{}", constant(row));
    }
    let _ = write!(
        out,
        "\n/// Every operation, sorted by function name.\npub static OPERATIONS: [&Operation; {}] = [\n",
        rows.len()
    );
    for row in &rows {
        let _ = writeln!(out, "    &{},", function(row.id).to_uppercase());
    }
    out.push_str(
        "];\n\n\
         /// The operation that a method of [`Client`](crate::Client) calls.\n\
         pub fn by_function(name: &str) -> Option<&'static Operation> {\n    \
             let at = OPERATIONS.binary_search_by(|operation| operation.function.cmp(name)).ok()?;\n    \
             OPERATIONS.get(at).copied()\n\
         }\n",
    );
    Ok(out)
}

fn constant(row: &Row<'_>) -> String {
    format!(
        "/// {}\npub static {}: Operation = Operation {{\n    id: {:?},\n    function: {:?},\n    \
         method: {:?},\n    path: {:?},\n    safety: Safety::{},\n    success: {},\n}};\n",
        row.summary,
        function(row.id).to_uppercase(),
        row.id,
        function(row.id),
        row.method,
        row.path,
        row.safety,
        row.success,
    )
}

fn rows(document: &Value) -> Result<Vec<Row<'_>>, Error> {
    let mut rows = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method).and_then(Value::as_object) else {
                continue;
            };
            let row = row(path, method, operation).map_err(|what| Error {
                method: method.to_uppercase(),
                path: path.clone(),
                what,
            })?;
            rows.push(row);
        }
    }
    Ok(rows)
}

fn row<'d>(
    path: &'d str,
    method: &str,
    operation: &'d Map<String, Value>,
) -> Result<Row<'d>, String> {
    let text = |key: &str| operation.get(key).and_then(Value::as_str);
    let safety = match text(SAFETY) {
        Some("read") => "Read",
        Some("keyed") => "Keyed",
        Some("idempotent") => "Idempotent",
        Some("unsafe") => "Unsafe",
        given => {
            let given = given.unwrap_or("nothing");
            return Err(format!(
                "{SAFETY} is {given}, allowed: {}",
                SAFETY_CLASSES.join(", ")
            ));
        }
    };
    let responses = operation.get("responses").and_then(Value::as_object);
    let successes: Vec<u16> = responses
        .into_iter()
        .flatten()
        .filter_map(|(status, _)| status.parse().ok())
        .filter(|status| (200..300).contains(status))
        .collect();
    let [success] = successes.as_slice() else {
        return Err(format!("one success status is needed, found {successes:?}"));
    };
    Ok(Row {
        id: text("operationId").ok_or("it has no operationId")?,
        method: method.to_uppercase(),
        path,
        safety,
        success: *success,
        summary: text("summary").ok_or("it has no summary")?,
    })
}

/// The name of the generated method: the operation's id in snake case, as the generator has it.
pub fn function(id: &str) -> String {
    let mut out = String::new();
    let mut previous = '_';
    for c in id.chars() {
        if c.is_ascii_uppercase() && previous.is_ascii_lowercase() {
            out.push('_');
        }
        out.push(if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        });
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document(operation: Value) -> Value {
        json!({ "paths": { "/things/{id}": { "get": operation } } })
    }

    #[test]
    fn a_row_says_all_that_is_known() {
        let document = document(json!({
            "operationId": "getThing", "summary": "Get a thing.", "x-safety": "read",
            "responses": { "200": {} }
        }));
        let text = text(&document).unwrap();
        assert!(text.contains("pub static GET_THING: Operation"), "{text}");
        assert!(text.contains("path: \"/things/{id}\""), "{text}");
        assert!(text.contains("safety: Safety::Read"), "{text}");
        assert!(text.contains("[&Operation; 1]"), "{text}");
    }

    #[test]
    fn an_unknown_class_and_a_missing_success_are_named() {
        let wrong = json!({ "operationId": "a", "summary": "A.", "x-safety": "maybe",
            "responses": { "200": {} } });
        let error = text(&document(wrong)).unwrap_err().to_string();
        assert_eq!(
            error,
            "GET /things/{id}: x-safety is maybe, allowed: read, keyed, idempotent, unsafe"
        );
        let none = json!({ "operationId": "a", "summary": "A.", "x-safety": "read",
            "responses": {} });
        let error = text(&document(none)).unwrap_err().to_string();
        assert_eq!(
            error,
            "GET /things/{id}: one success status is needed, found []"
        );
    }

    #[test]
    fn function_names_are_snake_case() {
        for (id, name) in [
            ("getMe", "get_me"),
            ("create_order", "create_order"),
            ("a.b", "a_b"),
        ] {
            assert_eq!(function(id), name);
        }
    }
}
