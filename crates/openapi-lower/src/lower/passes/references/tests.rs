use super::*;
use crate::lower::LowerOptions;
use crate::lower::pass::testing::{fail_schemas, run, run_schemas, run_with};

#[test]
fn siblings_of_other_references_are_lost() {
    let outcome = run(
        references,
        json!({
            "paths": {"/a": {"parameters": [{"$ref": "#/components/parameters/P", "description": "d"}]}},
            "components": {"parameters": {"P": {"name": "p", "in": "query"}}}
        }),
    );
    assert_eq!(
        outcome.value["paths"],
        json!({"/a": {"parameters": [{"$ref": "#/components/parameters/P"}]}})
    );
    assert_eq!(
        outcome.lost,
        ["#/paths/~1a/parameters/0/description: `description` beside a reference"]
    );
}

#[test]
fn references_that_cannot_be_followed_are_refused() {
    for (reference, part) in [
        ("#/components/schemas/B", "nothing is there"),
        ("b.yaml#/B", "out of this document"),
        ("#", "the whole document"),
        (
            "#/components/schemas/A/properties/list/required",
            "no schema",
        ),
    ] {
        let error = fail_schemas(
            references,
            json!({"A": {"properties": {"a": {"$ref": reference}, "list": {"required": ["a"]}}}}),
        );
        assert!(
            error.starts_with("api.yaml#") && error.contains(part),
            "{error}"
        );
    }
    let document = json!({"paths": {"/a": {"$ref": "#/paths/~1b"}, "/b": {"$ref": "#/paths/~1a"}}});
    let error = run_with(references, document, &LowerOptions::default());
    assert!(error.is_err_and(|error| error.contains("circle")));
}

#[test]
fn what_is_referred_to_becomes_a_component() {
    let to = |place: &str| json!({"$ref": place});
    let outcome = run_schemas(
        references,
        json!({
            "A": {"$defs": {"pet": {"type": "string"}}, "properties": {
                "own": {"properties": {"deep": {"type": "integer"}}},
                "pet": to("#/components/schemas/A/$defs/pet")
            }},
            "B": {"items": to("#/components/schemas/A/properties/own")},
            "C": {"items": to("#/components/schemas/A/properties/own/properties/deep")},
            "D": {"items": to("#/components/schemas/B/items/properties/deep")}
        }),
    );
    let name = |name: &str| to(&format!("#/components/schemas/{name}"));
    assert_eq!(
        outcome.value,
        json!({
            "A": {"$defs": {"pet": name("Pet")}, "properties": {"own": name("AOwn"), "pet": name("Pet")}},
            "B": {"items": name("AOwn")}, "C": {"items": name("AOwnDeep")},
            "D": {"items": name("AOwnDeep")},
            "AOwnDeep": {"type": "integer"},
            "Pet": {"type": "string"},
            "AOwn": {"properties": {"deep": name("AOwnDeep")}}
        })
    );
}

#[test]
fn anchors_and_ids_are_places() {
    let outcome = run_schemas(
        references,
        json!({
            "A": {"$anchor": "here"}, "B": {"$id": "b.json"},
            "C": {"items": {"$ref": "#here"}}, "D": {"items": {"$ref": "b.json"}}
        }),
    );
    assert_eq!(outcome.value["C"]["items"], reference_to("A"));
    assert_eq!(outcome.value["D"]["items"], reference_to("B"));
}

#[test]
fn other_references_are_written_out_unless_to_a_component() {
    let limit = json!({"name": "limit", "in": "query"});
    let outcome = run(
        references,
        json!({
            "paths": {
                "/a": {"get": {"parameters": [limit]}},
                "/b": {"$ref": "#/paths/~1a", "summary": "own"},
                "/c": {"get": {"parameters": [
                    {"$ref": "#/paths/~1a/get/parameters/0"}, {"$ref": "#/components/parameters/Two"}]}}
            },
            "components": {"parameters": {
                "One": limit, "Two": {"$ref": "#/components/parameters/One"}}}
        }),
    );
    assert_eq!(
        outcome.value["paths"],
        json!({
            "/a": {"get": {"parameters": [limit]}},
            "/b": {"get": {"parameters": [limit]}, "summary": "own"},
            "/c": {"get": {"parameters": [limit, {"$ref": "#/components/parameters/One"}]}}
        })
    );
}
