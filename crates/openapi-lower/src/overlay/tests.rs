use serde_json::{Value, json};

use super::*;
use crate::Document;

fn overlay(actions: Value) -> Result<Overlay, Error> {
    let value = json!({
        "overlay": "1.0.0",
        "info": {"title": "Repairs", "version": "1"},
        "actions": actions
    });
    Overlay::parse("overlay.yaml", &value.to_string())
}

fn applied(document: Value, actions: Value) -> Result<(Value, OverlayReport), String> {
    let mut document = Document::new("api.yaml", document);
    let report = overlay(actions)
        .and_then(|overlay| apply_overlay(&mut document, &overlay))
        .map_err(|error| error.to_string())?;
    Ok((document.value, report))
}

fn api() -> Value {
    json!({
        "info": {"title": "T", "tags": ["a"]},
        "paths": {"/a": {"get": {"x": 1}}, "/b": {"get": {"x": 2}}},
        "required": ["one", "two", "three"]
    })
}

#[test]
fn an_update_merges_objects_and_joins_arrays() {
    let (value, report) = applied(
        api(),
        json!([{
            "target": "$.info",
            "description": "because",
            "update": {"title": "U", "tags": ["b", "a"], "contact": {"name": "n"}}
        }]),
    )
    .unwrap();
    assert_eq!(
        value["info"],
        json!({"title": "U", "tags": ["a", "b", "a"], "contact": {"name": "n"}})
    );
    let action = &report.actions[0];
    assert_eq!(action.at.to_string(), "overlay.yaml#/actions/0");
    assert_eq!(action.description.as_deref(), Some("because"));
    assert_eq!(action.changed[0].to_string(), "#/info");
}

#[test]
fn an_update_of_an_array_appends_one_entry() {
    let (value, _) = applied(
        api(),
        json!([{"target": "$.required", "update": "four"}, {"target": "$.required", "update": {"a": 1}}]),
    )
    .unwrap();
    assert_eq!(
        value["required"],
        json!(["one", "two", "three", "four", {"a": 1}])
    );
}

#[test]
fn every_selected_place_is_updated() {
    let (value, report) = applied(
        api(),
        json!([{"target": "$.paths.*.get", "update": {"x": 2}}]),
    )
    .unwrap();
    assert_eq!(
        value["paths"],
        json!({"/a": {"get": {"x": 2}}, "/b": {"get": {"x": 2}}})
    );
    assert_eq!(report.actions[0].changed.len(), 1);
    assert_eq!(
        report.actions[0].unchanged[0].to_string(),
        "#/paths/~1b/get"
    );
}

#[test]
fn removal_keeps_the_order_of_what_stays() {
    let (value, report) = applied(
        api(),
        json!([
            {"target": "$.required[0, 1]", "remove": true},
            {"target": "$.paths['/a']", "remove": true},
            {"target": "$.info.title", "remove": true}
        ]),
    )
    .unwrap();
    assert_eq!(
        value,
        json!({"info": {"tags": ["a"]}, "paths": {"/b": {"get": {"x": 2}}}, "required": ["three"]})
    );
    assert_eq!(report.actions[0].changed.len(), 2);
}

#[test]
fn one_entry_of_an_array_is_removed_by_its_value() {
    let (value, _) = applied(
        api(),
        json!([{"target": "$.required[?@ == 'two']", "remove": true}]),
    )
    .unwrap();
    assert_eq!(value["required"], json!(["one", "three"]));
}

#[test]
fn a_place_inside_a_removed_place_is_no_trouble() {
    let (value, _) = applied(
        json!({"a": {"a": {"b": 1}}, "c": 1}),
        json!([{"target": "$..a", "remove": true}]),
    )
    .unwrap();
    assert_eq!(value, json!({"c": 1}));
}

#[test]
fn actions_apply_one_after_the_other() {
    let (value, _) = applied(
        api(),
        json!([
            {"target": "$.info.tags", "remove": true},
            {"target": "$.info", "update": {"tags": "text"}}
        ]),
    )
    .unwrap();
    assert_eq!(value["info"]["tags"], json!("text"));
}

#[test]
fn an_action_that_cannot_be_applied_names_itself() {
    for (action, want) in [
        (
            json!({"target": "$.nope", "remove": true}),
            "overlay.yaml#/actions/1: the target `$.nope` selects nothing",
        ),
        (
            json!({"target": "$.info", "update": {"contact": {}}}),
            "overlay.yaml#/actions/1: the update changes nothing: #/info is already so",
        ),
        (
            json!({"target": "$.info.title", "update": "x"}),
            "overlay.yaml#/actions/1: at #/info/title: the target is a primitive value: update the object that holds it",
        ),
        (
            json!({"target": "$.info", "update": {"tags": "x"}}),
            "overlay.yaml#/actions/1: at #/info: `#/tags` of the update: a primitive value cannot be merged into an array: remove it in an action of its own first",
        ),
        (
            json!({"target": "$.info", "update": ["x"]}),
            "overlay.yaml#/actions/1: at #/info: the target is an object, so the update must be one, not an array",
        ),
        (
            json!({"target": "$", "remove": true}),
            "overlay.yaml#/actions/1: the whole document cannot be removed",
        ),
    ] {
        let mut document = Document::new("api.yaml", api());
        let first = json!({"target": "$.info", "update": {"contact": {}}});
        let overlay = overlay(json!([first, action])).unwrap();
        let error = apply_overlay(&mut document, &overlay).unwrap_err();
        assert_eq!(error.to_string(), want);
        assert_eq!(document.value, api(), "nothing is half applied");
    }
    let nested = applied(api(), json!([{"target": "$.required", "update": ["x"]}])).unwrap_err();
    assert!(nested.contains("one entry to append"), "{nested}");
}

#[test]
fn an_unsound_overlay_is_refused_with_its_place() {
    for (actions, want) in [
        (json!([]), "overlay.yaml#/actions: "),
        (json!([5]), "overlay.yaml#/actions/0: an object"),
        (
            json!([{"remove": true}]),
            "overlay.yaml#/actions/0/target: ",
        ),
        (
            json!([{"target": "info", "remove": true}]),
            "overlay.yaml#/actions/0/target: `info` is not a JSONPath",
        ),
        (
            json!([{"target": "$"}]),
            "overlay.yaml#/actions/0: the action has neither",
        ),
        (
            json!([{"target": "$", "update": {}, "remove": true}]),
            "overlay.yaml#/actions/0: an action either",
        ),
        (
            json!([{"target": "$", "remove": "yes"}]),
            "overlay.yaml#/actions/0/remove: ",
        ),
        (
            json!([{"target": "$", "updat": {}}]),
            "overlay.yaml#/actions/0/updat: `updat` is not known",
        ),
    ] {
        let error = overlay(actions).unwrap_err().to_string();
        assert!(error.starts_with(want), "{error}");
    }
    for (text, want) in [
        (
            "overlay: 2.0.0\ninfo: {title: t, version: v}\nactions: [{target: $, update: {}}]",
            "o.yaml#/overlay: version `2.0.0`",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $, update: {}}]",
            "o.yaml#/info: ",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t}\nactions: [{target: $, update: {}}]",
            "o.yaml#/info/version: ",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: v}\nextends: [x]\nactions: [{target: $, update: {}}]",
            "o.yaml#/extends: ",
        ),
    ] {
        let error = Overlay::parse("o.yaml", text).unwrap_err().to_string();
        assert!(error.starts_with(want), "{error}");
    }
}

#[test]
fn an_overlay_tells_what_it_holds() {
    let overlay = Overlay::parse(
        "o.yaml",
        "overlay: 1.0.1\ninfo: {title: T, version: v, x-by: me}\nextends: api.yaml\nx-y: 1\n\
         actions:\n  - target: $.a\n    description: why\n    update: {b: 1}\n  - target: $.c\n    remove: true\n",
    )
    .unwrap();
    assert_eq!(
        (overlay.title(), overlay.extends(), overlay.source()),
        ("T", Some("api.yaml"), "o.yaml")
    );
    let [first, second] = overlay.actions() else {
        panic!("two actions")
    };
    assert_eq!(first.description(), Some("why"));
    assert_eq!(first.change(), &ActionChange::Update(json!({"b": 1})));
    assert_eq!(second.change(), &ActionChange::Remove);
    assert_eq!(second.at().to_string(), "o.yaml#/actions/1");
    assert_eq!(second.target().to_string(), "$.c");
}
