use serde_json::{Value, json};

use super::*;

fn problems(value: Value, options: &CheckOptions) -> Vec<String> {
    match check(&Document::new("api.yaml", value), options) {
        Ok(()) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn plain(value: Value) -> Vec<String> {
    problems(value, &CheckOptions::new())
}

/// A document with one operation and one schema under test.
fn with_schema(schema: Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"204": {"description": "d"}}}}},
        "components": {"schemas": {"S": schema}}
    })
}

#[test]
fn a_sound_document_has_no_problems() {
    assert!(
        plain(with_schema(json!({
            "type": ["object", "null"],
            "x-anything": {"type": 5},
            "properties": {"nonsense": {"$ref": "#/components/schemas/S", "description": "d"},
                           "x-y": true, "default": false}
        })))
        .is_empty()
    );
}

#[test]
fn unknown_keywords_are_found_wherever_they_are() {
    let mut document = with_schema(json!({"properties": {"a": {"typ": "string"}}}));
    document["nope"] = json!(1);
    document["paths"]["/a"]["fetch"] = json!({});
    document["paths"]["/a"]["get"]["responses"]["204"]["contents"] = json!({});
    document["paths"]["/a"]["get"]["parameters"] =
        json!([{"name": "q", "in": "query", "shema": {}}, {"$ref": "#/paths", "name": "x"}]);
    assert_eq!(
        plain(document),
        [
            "api.yaml#/nope: `nope` is not a keyword of the document",
            "api.yaml#/paths/~1a/fetch: `fetch` is not a keyword of a path item",
            "api.yaml#/paths/~1a/get/responses/204/contents: `contents` is not a keyword of a response",
            "api.yaml#/paths/~1a/get/parameters/0/shema: `shema` is not a keyword of a parameter",
            "api.yaml#/paths/~1a/get/parameters/1/name: `name` is not a keyword of a parameter",
            "api.yaml#/components/schemas/S/properties/a/typ: `typ` is not a keyword of a schema",
        ]
    );
}

#[test]
fn nullable_is_known_in_3_0_only() {
    let schema = json!({"type": "string", "nullable": true});
    assert_eq!(
        plain(with_schema(schema.clone())),
        [
            "api.yaml#/components/schemas/S/nullable: `nullable` is of OpenAPI 3.0: in 3.1 add \"null\" to `type`"
        ]
    );
    let mut older = with_schema(schema);
    older["openapi"] = json!("3.0.3");
    assert!(plain(older).is_empty());
}

#[test]
fn wrong_forms_are_found() {
    assert_eq!(
        plain(with_schema(
            json!({"properties": [], "oneOf": {}, "items": 5})
        )),
        [
            "api.yaml#/components/schemas/S/properties: `properties` must be an object, not an array",
            "api.yaml#/components/schemas/S/oneOf: `oneOf` must be an array, not an object",
            "api.yaml#/components/schemas/S/items: a schema must be an object, not a number",
        ]
    );
}

#[test]
fn versions_other_than_3_are_not_read() {
    for version in [json!("2.0"), json!("3.2.0"), json!(3.1), Value::Null] {
        let mut document = with_schema(json!({}));
        document["openapi"] = version.clone();
        assert_eq!(plain(document).len(), 1, "{version}");
    }
}

#[test]
fn dangling_references_are_found() {
    let found = plain(with_schema(json!({
        "properties": {
            "a": {"$ref": "#/components/schemas/T"},
            "b": {"$ref": "other.yaml#/S"},
            "c": {"$ref": 5},
            "d": {"$ref": "#/components/schemas/S/properties/a"}
        }
    })));
    assert_eq!(
        found,
        [
            "api.yaml#/components/schemas/S/properties/a/$ref: `#/components/schemas/T`: nothing is there",
            "api.yaml#/components/schemas/S/properties/b/$ref: `other.yaml#/S`: it leads out of this document, and only references within it are followed",
            "api.yaml#/components/schemas/S/properties/c/$ref: a reference must be a text",
        ]
    );
}

#[test]
fn discriminator_mappings_are_references() {
    let found = plain(with_schema(json!({
        "oneOf": [{"$ref": "#/components/schemas/S"}],
        "discriminator": {"propertyName": "kind", "mapping": {
            "a": "#/components/schemas/S", "b": "S", "c": "#/components/schemas/x_S", "d": "T"
        }}
    })));
    let at = "api.yaml#/components/schemas/S/discriminator/mapping";
    assert_eq!(
        found,
        [
            format!("{at}/c: `#/components/schemas/x_S`: nothing is there"),
            format!("{at}/d: `T`: nothing is there"),
        ]
    );
}

#[test]
fn operations_have_an_id_of_their_own() {
    let mut document = with_schema(json!({}));
    document["paths"]["/b"] = json!({
        "get": {"operationId": "a", "callbacks": {"done": {"{$url}": {"post": {}}}}},
        "put": {},
        "post": {"operationId": ""}
    });
    document["webhooks"] = json!({"w": {"post": {}}});
    assert_eq!(
        plain(document),
        [
            "api.yaml#/paths/~1b/get/operationId: the operationId `a` is taken: #/paths/~1a/get has it",
            "api.yaml#/paths/~1b/put: the operation has no `operationId`",
            "api.yaml#/paths/~1b/post/operationId: an operationId must be a text that is not empty",
        ]
    );
}

#[test]
fn a_required_extension_is_asked_of_every_operation() {
    let options = CheckOptions::new().require_operation_extension("x-class", &["read", "write"]);
    let mut document = with_schema(json!({}));
    document["paths"]["/b"] = json!({
        "get": {"operationId": "b", "x-class": "read"},
        "put": {"operationId": "c", "x-class": "wild"}
    });
    assert_eq!(
        problems(document, &options),
        [
            "api.yaml#/paths/~1a/get: the operation has no `x-class`: one of read, write",
            "api.yaml#/paths/~1b/put/x-class: `x-class` is \"wild\", it must be one of read, write",
        ]
    );
}

#[test]
fn paths_start_with_a_slash() {
    let mut document = with_schema(json!({}));
    document["paths"]["b"] = json!({});
    document["paths"]["x-note"] = json!(5);
    assert_eq!(
        plain(document),
        ["api.yaml#/paths/b: a path must start with `/`"]
    );
}
