use schemars::schema_for;
use serde_json::{Value, json};

use crate::*;

open_enum! {
    /// A side.
    enum Side {
        /// Takes.
        Buy = "buy",
    }
}

tagged_union! {
    /// Something.
    enum Union by "kind" {
        /// A schedule's entry.
        Entry(ScheduleEntry) = "entry",
    }
}

/// The schema of a type without its head.
macro_rules! schema {
    ($name:ty) => {{
        let mut schema = Value::from(schema_for!($name));
        let fields = schema.as_object_mut().unwrap();
        fields.remove("$schema");
        fields.remove("title");
        fields.remove("description");
        schema
    }};
}

#[test]
fn scalar_types() {
    assert_eq!(
        schema!(OrderId),
        json!({ "type": "string", "pattern": OrderId::PATTERN })
    );
    assert_eq!(
        schema!(PoolRef),
        json!({ "type": "string", "pattern": PoolRef::PATTERN })
    );
    assert_eq!(
        schema!(Timestamp),
        json!({ "type": "integer", "format": "int64" })
    );
    assert_eq!(
        schema!(Price),
        json!({ "type": "string", "pattern": r"^\d+\.\d+$" })
    );
    assert_eq!(
        schema!(NameTemplate),
        json!({ "type": "string", "pattern": NameTemplate::PATTERN, "maxLength": 512 })
    );
    assert_eq!(schema!(ProcurementTarget)["oneOf"][1]["minimum"], 0);
    let tags = schema!(Tags);
    assert_eq!(
        (&tags["type"], &tags["maxProperties"]),
        (&json!("object"), &json!(50))
    );
}

#[test]
fn an_entry_needs_its_start_and_its_count_only() {
    let schema = schema!(Schedule);
    let entry = &schema["$defs"]["ScheduleEntry"];
    assert_eq!(schema["type"], "array");
    assert_eq!(entry["required"], json!(["start_at", "node_count"]));
    assert_eq!(
        schema["$defs"]["ScheduleEnd"]["type"],
        json!(["integer", "null"])
    );
}

#[test]
fn open_types_admit_what_they_do_not_know() {
    let strings = json!([{ "type": "string", "enum": ["buy"] }, { "type": "string" }]);
    assert_eq!(schema!(Side), json!({ "anyOf": strings }));
    let union = schema!(Union);
    assert_eq!(
        union["properties"]["kind"]["anyOf"][0]["enum"],
        json!(["entry"])
    );
}

#[test]
fn a_patch_may_be_null() {
    assert_eq!(schema!(Patch<Timestamp>), schema!(Option<Timestamp>));
}
