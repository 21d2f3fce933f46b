//! A small contract with one of everything, and types that differ from it in one thing each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sfcompute_tests::parity::{Direction, Parity, Report, Types, only_arms};
use sfcompute_tests::shape::{Schemas, Union};

fn contract() -> Value {
    let id = json!({ "$ref": "#/components/schemas/Id" });
    let arm = |tag: &str| {
        json!({ "type": "object", "required": ["type", "size"], "properties": {
            "type": { "type": "string", "const": tag },
            "size": { "type": "integer", "format": "u-int16", "minimum": 0 },
        } })
    };
    json!({ "components": { "schemas": {
        "Id": { "type": "string", "pattern": "^(?:id_[0-9a-f]{1,4})$" },
        "Other": { "type": "string", "pattern": "^ot_.*$" },
        "Kind": { "type": "string", "enum": ["one", "two"] },
        "Union": { "oneOf": [arm("left"), arm("right")] },
        "Thing": {
            "type": "object",
            "required": ["id", "count", "kind", "list", "labels", "gone", "inner"],
            "oneOf": [{ "required": ["note"] }, { "required": ["nick"] }],
            "properties": {
                "id": { "description": "Its id.", "$ref": "#/components/schemas/Id" },
                "count": { "type": "integer", "format": "int32" },
                "kind": { "$ref": "#/components/schemas/Kind" },
                "list": { "type": "array", "items": id },
                "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                "gone": { "oneOf": [{ "type": "null" }, id] },
                "inner": { "type": "object", "properties": { "x": { "type": "boolean" } } },
                "nick": { "type": ["string", "null"] },
                "note": { "type": "string", "maxLength": 9 },
                "union": { "allOf": [{ "$ref": "#/components/schemas/Union" }] },
            },
        },
    } } })
}

fn derived() -> Value {
    let id = json!({ "$ref": "#/$defs/Id" });
    let arm = json!({ "type": "object", "required": ["size"], "properties": {
        "size": { "type": "integer", "format": "uint16", "minimum": 0, "maximum": 65535 },
    } });
    json!({ "$defs": {
        "Id": { "type": "string", "pattern": "^id_[0-9a-f][0-9a-f]{0,3}$" },
        "Other": { "type": "string", "pattern": "^ot_.*$" },
        "Kind": { "anyOf": [{ "type": "string", "enum": ["one", "two"] }, { "type": "string" }] },
        "Union": { "type": "object" },
        "Left": arm,
        "Right": arm,
        "Inner": { "type": "object", "properties": { "x": { "type": ["boolean", "null"] } } },
        "Thing": {
            "type": "object",
            "required": ["id", "count", "kind", "list", "labels", "gone", "inner"],
            "properties": {
                "id": id,
                "count": { "type": "integer", "format": "int32" },
                "kind": { "$ref": "#/$defs/Kind" },
                "list": { "type": "array", "items": id },
                "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                "gone": { "anyOf": [id, { "type": "null" }] },
                "inner": { "$ref": "#/$defs/Inner" },
                "nick": { "type": ["string", "null"] },
                "note": { "type": ["string", "null"] },
                "union": { "anyOf": [{ "$ref": "#/$defs/Union" }, { "type": "null" }] },
            },
        },
    } })
}

fn union(arms: &[(&str, &str)]) -> BTreeMap<String, Union> {
    let arms = arms
        .iter()
        .map(|(value, name)| ((*value).to_owned(), (*name).to_owned()));
    let union = Union {
        tag: "type".to_owned(),
        arms: arms.collect(),
    };
    BTreeMap::from([("Union".to_owned(), union)])
}

const ARMS: [(&str, &str); 2] = [("left", "Left"), ("right", "Right")];

fn compare(derived: &Value, unions: BTreeMap<String, Union>) -> Report {
    let contract = contract();
    let ours = Schemas::new(&contract, BTreeMap::new());
    let theirs = Schemas::new(derived, unions);
    let names = ["Id", "Other", "Kind", "Union", "Thing"];
    let types = Types {
        components: names.map(|name| (name.to_owned(), name.to_owned())).into(),
        arms: only_arms(&ours).unwrap(),
        ..Types::default()
    };
    let mut parity = Parity::new(&ours, &theirs, &types, Direction::Writing);
    for name in names {
        parity.compare(&format!("/components/schemas/{name}"), name);
    }
    parity.finish()
}

fn found(report: &Report) -> Vec<String> {
    report.differences.iter().map(ToString::to_string).collect()
}

#[test]
fn the_same_in_another_form_is_no_difference() {
    let report = compare(&derived(), union(&ARMS));
    assert_eq!(found(&report), [""; 0]);
    assert_eq!(report.properties.len(), 15, "{:#?}", report.properties);
    let types = [
        "Id", "Inner", "Kind", "Left", "Other", "Right", "Thing", "Union",
    ];
    assert_eq!(report.derived, BTreeSet::from(types.map(str::to_owned)));
}

/// Where a type is changed, to what, and what is said of it.
#[test]
fn each_kind_of_difference_is_found_at_its_place() {
    let id = json!({ "$ref": "#/$defs/Id" });
    let without = |key: &str| {
        let all = ["id", "count", "kind", "list", "labels", "gone", "inner"];
        json!(all.iter().filter(|name| **name != key).collect::<Vec<_>>())
    };
    let open = |values: Value| json!({ "anyOf": [{ "type": "string", "enum": values }, { "type": "string" }] });
    let thing = "#/components/schemas/Thing/properties";
    let cases: Vec<(&str, Value, String)> = vec![
        ("Thing/properties/note", Value::Null, format!("{thing}/note: the type has no such field")),
        ("Thing/properties/extra", json!({ "type": "string" }), "#/components/schemas/Thing: the type has a field extra".to_owned()),
        ("Thing/required", without("count"), format!("{thing}/count: required, the type may lack it")),
        ("Thing/required", without("gone"), format!("{thing}/gone: required, the type may lack it")),
        ("Thing/required", json!(["id", "count", "kind", "list", "labels", "gone", "inner", "nick"]), format!("{thing}/nick: optional, the type needs it")),
        ("Thing/properties/count", json!({ "type": "string" }), format!("{thing}/count: an integer, the type is a text")),
        ("Thing/properties/count/format", json!("int64"), format!("{thing}/count: the format int32, the type has int64")),
        ("Thing/properties/count/format", json!("uint32"), format!("{thing}/count: the format int32, the type has uint32")),
        ("Thing/properties/count", json!({ "type": "number" }), format!("{thing}/count: an integer, the type is a number")),
        ("Thing/properties/count", json!({ "type": ["integer", "null"], "format": "int32" }), format!("{thing}/count: is never null, the type takes null")),
        ("Thing/properties/nick", json!({ "type": "string" }), format!("{thing}/nick: may be null, the type takes no null")),
        ("Thing/properties/gone", id.clone(), format!("{thing}/gone: may be null, the type takes no null")),
        ("Thing/properties/id/$ref", json!("#/$defs/Other"), format!("{thing}/id: refers to Id, the type is Other")),
        ("Thing/properties/id", json!({ "type": "string" }), format!("{thing}/id: refers to Id, the type is a type of no name")),
        ("Thing/properties/list", id.clone(), format!("{thing}/list: a list, the type is a text")),
        ("Thing/properties/list/items/$ref", json!("#/$defs/Other"), format!("{thing}/list/items: refers to Id, the type is Other")),
        ("Thing/properties/list/items", json!({ "anyOf": [id, { "type": "null" }] }), format!("{thing}/list/items: is never null, the type takes null")),
        ("Thing/properties/list/maxItems", json!(3), format!("{thing}/list: the size None, the type has Some(3)")),
        ("Thing/properties/labels", json!({ "$ref": "#/$defs/Inner" }), format!("{thing}/labels: a map, the type is an object")),
        ("Thing/properties/labels/additionalProperties", json!({ "type": "boolean" }), format!("{thing}/labels/additionalProperties: a text, the type is a boolean")),
        ("Thing/properties/labels/additionalProperties", json!(true), format!("{thing}/labels/additionalProperties: a text, the type is any value")),
        ("Inner", json!({ "type": "object", "additionalProperties": { "type": "boolean" } }), format!("{thing}/inner: an object, the type is a map")),
        ("Inner/properties/x/type", json!("string"), format!("{thing}/inner/properties/x: a boolean, the type is a text")),
        ("Thing/properties/union/anyOf/0/$ref", json!("#/$defs/Left"), format!("{thing}/union: refers to Union, the type is Left")),
        ("Kind", open(json!(["one"])), "#/components/schemas/Kind: the type does not know the value \"two\"".to_owned()),
        ("Kind", open(json!(["one", "two", "six"])), "#/components/schemas/Kind: the type knows a value \"six\"".to_owned()),
        ("Kind", json!({ "type": "string", "enum": ["one", "two"] }), "#/components/schemas/Kind: the type has no room for values that it does not know".to_owned()),
        ("Kind", json!({ "type": "string" }), "#/components/schemas/Kind: a choice of texts, the type is a text".to_owned()),
        ("Id/pattern", json!("^id_[0-9a-f]{1,5}$"), "#/components/schemas/Id: the patterns ^(?:id_[0-9a-f]{1,4})$ and ^id_[0-9a-f]{1,5}$ do not agree on \"id_00000\"".to_owned()),
        ("Id/pattern", json!("id_[0-9a-f]{1,4}$"), "#/components/schemas/Id: the patterns ^(?:id_[0-9a-f]{1,4})$ and id_[0-9a-f]{1,4}$ do not agree on \"\\0id_0\"".to_owned()),
        ("Left/properties/size/format", json!("uint32"), "#/components/schemas/Union/oneOf/0/properties/size: the format uint16, the type has uint32".to_owned()),
        ("Right/properties/more", json!({ "type": "string" }), "#/components/schemas/Union/oneOf/1: the type has a field more".to_owned()),
        ("Other/format", json!("email"), String::new()),
        ("Other/minLength", json!(3), String::new()),
        ("Other/dependentRequired", json!({}), "#/components/schemas/Other: the type's schema: /$defs/Other: dependentRequired is not understood".to_owned()),
    ];
    for (place, value, expected) in cases {
        let mut derived = derived();
        let (parent, key) = place.rsplit_once('/').unwrap_or(("", place));
        let parent = format!("/$defs/{parent}").trim_end_matches('/').to_owned();
        let parent = derived
            .pointer_mut(&parent)
            .unwrap()
            .as_object_mut()
            .unwrap();
        match value {
            Value::Null => parent.remove(key),
            value => parent.insert(key.to_owned(), value),
        };
        let expected: Vec<String> = (!expected.is_empty())
            .then_some(expected)
            .into_iter()
            .collect();
        assert_eq!(found(&compare(&derived, union(&ARMS))), expected, "{place}");
    }
}

#[test]
fn the_arms_of_a_union_are_those_of_the_contract() {
    let said = |unions| found(&compare(&derived(), unions));
    let place = "#/components/schemas/Union";
    assert_eq!(
        said(union(&ARMS[..1])),
        [format!("{place}: the type does not know the arm \"right\"")]
    );
    let more = [ARMS[0], ARMS[1], ("up", "Left")];
    assert_eq!(
        said(union(&more)),
        [format!("{place}: the type knows an arm \"up\"")]
    );
    assert_eq!(
        said(BTreeMap::new()),
        [format!("{place}: a tagged union, the type is a map")]
    );
    let mut other = union(&ARMS);
    other.get_mut("Union").unwrap().tag = "kind".to_owned();
    assert_eq!(
        said(other),
        [format!("{place}: the tag type, the type's is kind")]
    );
}
