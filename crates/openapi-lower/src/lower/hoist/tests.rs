use serde_json::json;

use super::*;
use crate::lower::pass::testing::{Outcome, run, run_schemas};

fn all(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    hoist(document, pass, makes_a_type)
}

fn schemas_of(value: Value) -> Outcome {
    run_schemas(all, value)
}

#[test]
fn inline_objects_are_named_after_their_place() {
    let outcome = schemas_of(json!({"order_summary": {"type": "object", "properties": {
        "fee": {"type": "object", "nullable": true, "description": "the fee", "properties": {
            "kind": {"type": "string", "enum": ["flat"]}
        }},
        "rows": {"type": "array", "items": {"properties": {"a": {"type": "string"}}}},
        "map": {"type": "object", "additionalProperties": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}
    }}}));
    assert_eq!(
        outcome.value,
        json!({
            "order_summary": {"type": "object", "properties": {
                "fee": {"nullable": true, "description": "the fee",
                        "allOf": [{"$ref": "#/components/schemas/OrderSummaryFee"}]},
                "rows": {"type": "array", "items": {"$ref": "#/components/schemas/OrderSummaryRowsItem"}},
                "map": {"type": "object",
                        "additionalProperties": {"$ref": "#/components/schemas/OrderSummaryMapValue"}}
            }},
            "OrderSummaryFee": {"type": "object", "description": "the fee", "properties": {
                "kind": {"$ref": "#/components/schemas/OrderSummaryFeeKind"}}},
            "OrderSummaryRowsItem": {"properties": {"a": {"type": "string"}}},
            "OrderSummaryMapValue": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
            "OrderSummaryFeeKind": {"type": "string", "enum": ["flat"]}
        })
    );
    assert_eq!(
        outcome.changed[0],
        "#/components/schemas/order_summary/properties/fee: named `OrderSummaryFee`"
    );
}

#[test]
fn equal_schemas_share_a_component() {
    let outcome = schemas_of(json!({
        "A": {"properties": {"x": {"enum": ["a"]}}},
        "B": {"properties": {"x": {"enum": ["a"]}, "y": {"enum": ["b"]}}}
    }));
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(outcome.value["A"]["properties"]["x"], reference("Ax"));
    assert_eq!(
        outcome.value["B"]["properties"],
        json!({"x": reference("Ax"), "y": reference("By")})
    );
}

#[test]
fn a_taken_name_gets_a_number() {
    let outcome = schemas_of(json!({
        "order_kind": {"type": "string"},
        "Order": {"properties": {"kind": {"enum": ["a"]}}}
    }));
    assert_eq!(
        outcome.value["Order"]["properties"]["kind"],
        json!({"$ref": "#/components/schemas/OrderKind2"})
    );
}

#[test]
fn names_do_not_stutter() {
    assert_eq!(property_name("NotFoundError", "error"), "NotFoundErrorBody");
    assert_eq!(property_name("Order", "status"), "OrderStatus");
    assert_eq!(property_name("Order", "$"), "OrderProperty");
}

#[test]
fn operations_name_what_they_hold() {
    let inline = |name: &str| json!({"type": "string", "enum": [name]});
    let outcome = run(
        all,
        json!({"paths": {"/paths/{id}": {
            "parameters": [{"name": "", "in": "path", "schema": inline("b")}],
            "get": {
                "operationId": "listA",
                "parameters": [{"name": "sort_by", "in": "query", "schema": inline("s")}],
                "responses": {"200": {"content": {"application/json": {"schema": inline("r")}}}}
            },
            "put": {"requestBody": {"content": {"application/json": {"schema": inline("p")}}}}
        }}}),
    );
    let names: Vec<&String> = outcome.value["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(
        names,
        ["PathsId", "ListASortBy", "ListAResponse", "PutPathsIdBody"]
    );
}

#[test]
fn branches_are_told_apart() {
    let outcome = schemas_of(json!({"U": {"oneOf": [
        {"title": "Square", "properties": {"a": {}}},
        {"type": "array", "items": {"enum": ["x"]}},
        {"type": "string", "enum": ["auto"]},
        {"properties": {"b": {}}},
        {"properties": {"n": {}, "kind": {"type": "string", "enum": ["big_one"]}}}
    ]}}));
    let names: Vec<&String> = outcome.value.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "U",
            "USquare",
            "UListItem",
            "UKnown",
            "UOption4",
            "UBigOne",
            "UBigOneKind"
        ]
    );
}

#[test]
fn what_needs_no_type_stays() {
    let schemas = json!({"A": {"properties": {
        "a": {"type": "array", "items": {"type": "string"}},
        "b": {"type": "object", "additionalProperties": {"type": "string"}},
        "c": {"type": "object"},
        "d": {"allOf": [{"$ref": "#/components/schemas/A"}], "description": "d"},
        "e": {"enum": [1, 2]}
    }}});
    assert_eq!(schemas_of(schemas.clone()).value, schemas);
}
