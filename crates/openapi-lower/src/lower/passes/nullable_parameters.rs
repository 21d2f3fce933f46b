//! Parameters that may be null.

use serde_json::{Value, json};

use crate::Error;
use crate::lower::pass::Pass;
use crate::structure::Kind;
use crate::walk::objects_mut;

/// Makes nullable header and query parameters optional: there null has no form on the wire
/// other than leaving the parameter out. In a path it has none at all.
pub(crate) fn nullable_parameters(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    objects_mut(document, Kind::Parameter, |pointer, parameter| {
        let in_path = parameter.get("in").and_then(Value::as_str) == Some("path");
        let Some(Value::Object(schema)) = parameter.get_mut("schema") else {
            return Ok(());
        };
        if schema.shift_remove("nullable") == Some(json!(true)) {
            if in_path {
                pass.lost(pointer, "null, which has no form in a path");
            } else {
                parameter.insert("required".to_owned(), json!(false));
                pass.changed(pointer, "a nullable parameter is an optional one");
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::pass::testing::run;

    #[test]
    fn null_is_leaving_out() {
        let parameter = |place: &str| {
            json!({"name": "a", "in": place, "required": true,
                   "schema": {"type": "string", "nullable": true}})
        };
        let outcome = run(
            nullable_parameters,
            json!({"paths": {"/a": {"parameters": [
                parameter("header"), parameter("query"), parameter("path"),
                {"name": "b", "in": "query", "schema": {"type": "string"}}
            ]}}}),
        );
        let optional = |place: &str| json!({"name": "a", "in": place, "required": false, "schema": {"type": "string"}});
        let mut in_path = parameter("path");
        in_path["schema"] = json!({"type": "string"});
        assert_eq!(
            outcome.value["paths"]["/a"]["parameters"],
            json!([
                optional("header"), optional("query"), in_path,
                {"name": "b", "in": "query", "schema": {"type": "string"}}
            ])
        );
        assert_eq!((outcome.changed.len(), outcome.lost.len()), (2, 1));
    }
}
