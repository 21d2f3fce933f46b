//! Formats of unsigned integers.

use serde_json::{Value, json};

use crate::Error;
use crate::lower::pass::Pass;
use crate::walk::schemas_mut;

/// Writes `u-int8`, `u-int16`, `u-int32` and `u-int64` as the generator knows them: `uint8` …
pub(crate) fn integer_formats(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    schemas_mut(document, |pointer, schema| {
        let Some(format) = schema.get("format").and_then(Value::as_str) else {
            return Ok(());
        };
        if matches!(format, "u-int8" | "u-int16" | "u-int32" | "u-int64") {
            let new = format.replacen("u-", "u", 1);
            pass.changed(&pointer.child("format"), format!("{format} → {new}"));
            schema.insert("format".to_owned(), json!(new));
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn the_dash_is_dropped() {
        let outcome = run_schemas(
            integer_formats,
            json!({"A": {"format": "u-int16"}, "B": {"format": "u-int64"}, "C": {"format": "int32"},
                   "D": {"properties": {"format": {"format": "u-int32"}}}}),
        );
        assert_eq!(
            outcome.value,
            json!({"A": {"format": "uint16"}, "B": {"format": "uint64"}, "C": {"format": "int32"},
                   "D": {"properties": {"format": {"format": "uint32"}}}})
        );
        assert_eq!(
            outcome.changed[0],
            "#/components/schemas/A/format: u-int16 → uint16"
        );
    }
}
