//! JSON schemas of the types whose schema cannot be derived; with the `schemars` feature.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{Patch, Price, ProcurementTarget, ScheduleEnd, Tags, Timestamp};

/// Gives a type a schema under its own name.
macro_rules! schema {
    ($name:ident: $schema:tt) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

schema!(Timestamp: { "type": "integer", "format": "int64" });
schema!(ScheduleEnd: { "type": ["integer", "null"], "format": "int64" });
schema!(Price: { "type": "string", "pattern": r"^\d+\.\d+$" });
schema!(Tags: {
    "type": "object",
    "propertyNames": { "type": "string", "pattern": "^[^_,= ][^,= ]{0,127}$" },
    "additionalProperties": { "type": "string", "pattern": "^[^,=]{0,256}$" },
    "maxProperties": 50
});

schema!(ProcurementTarget: {
    "oneOf": [
        { "type": "string", "const": "node_count" },
        { "type": "integer", "format": "uint64", "minimum": 0 }
    ]
});

impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Patch_{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("{}::Patch<{}>", module_path!(), T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// The schema of an open enum: one of the known values, or another string.
pub fn open_enum_schema(known: &[&str]) -> Schema {
    json_schema!({ "anyOf": [{ "type": "string", "enum": known }, { "type": "string" }] })
}

/// The schema of a tagged union: an object with a tag, known or not.
pub fn tagged_union_schema(key: &str, known: &[&str]) -> Schema {
    json_schema!({
        "type": "object",
        "properties": {
            key: { "anyOf": [{ "type": "string", "enum": known }, { "type": "string" }] }
        }
    })
}

#[cfg(test)]
mod tests;
