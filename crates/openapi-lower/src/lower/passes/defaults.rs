//! `default`.

use serde_json::Value;

use crate::Error;
use crate::lower::pass::Pass;
use crate::walk::schemas_mut;

/// Drops defaults, keeping each in `x-default`: a client sends only what its caller chose, and
/// what a server left out is told from what it sent.
pub(crate) fn defaults(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    if !pass.options.drop_defaults {
        return Ok(());
    }
    schemas_mut(document, |pointer, schema| {
        if let Some(value) = schema.shift_remove("default") {
            pass.lost(&pointer.child("default"), format!("`default: {value}`"));
            schema.insert("x-default".to_owned(), value);
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
        json!({"paths": {"/a": {"parameters": [
            {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 50}}]}},
            "components": {"schemas": {"A": {"properties": {"default": {"default": true}}}}}})
    }

    #[test]
    fn defaults_are_kept_aside() {
        let outcome = run(defaults, document());
        assert_eq!(
            outcome.value["paths"]["/a"]["parameters"][0]["schema"],
            json!({"type": "integer", "x-default": 50})
        );
        assert_eq!(
            outcome.value["components"]["schemas"]["A"],
            json!({"properties": {"default": {"x-default": true}}})
        );
        assert_eq!(outcome.lost.len(), 2);
    }

    #[test]
    fn they_stay_if_wanted() {
        let options = LowerOptions {
            drop_defaults: false,
            ..LowerOptions::default()
        };
        assert_eq!(
            run_with(defaults, document(), &options).unwrap().value,
            document()
        );
    }
}
