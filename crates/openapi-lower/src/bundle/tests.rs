use super::*;

/// Bundles a document that stands in `api/main.json`, with other files given by their paths.
fn bundled(value: Value, files: &[(&str, Value)]) -> Result<(Value, Vec<String>), String> {
    let mut document = Document::new("api/main.json", value);
    let changes = bundle_with(&mut document, &mut |path| {
        let found = files.iter().find(|(name, _)| Path::new(name) == path);
        found
            .map(|(_, value)| value.clone())
            .ok_or_else(|| Error::Read {
                path: path.to_owned(),
                source: std::io::ErrorKind::NotFound.into(),
            })
    })
    .map_err(|error| error.to_string())?;
    let changes = changes.iter().map(ToString::to_string).collect();
    Ok((document.value, changes))
}

fn schema(reference: &str) -> Value {
    json!({"components": {"schemas": {"A": {"items": {"$ref": reference}}}}})
}

#[test]
fn a_schema_in_another_file_becomes_a_component_once() {
    let (value, changes) = bundled(
        json!({"components": {"schemas": {
            "A": {"items": {"$ref": "../common/pets.json#/pet"}},
            "B": {"items": {"$ref": "./../common/pets.json#/pet"}},
            "Pet": {"type": "string"}
        }}}),
        &[
            (
                "common/pets.json",
                json!({"pet": {"properties": {
                "owner": {"$ref": "people.json"}, "next": {"$ref": "#/pet"},
                "home": {"$ref": "../api/main.json#/components/schemas/A"}}}}),
            ),
            ("common/people.json", json!({"type": "object"})),
        ],
    )
    .unwrap();
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(
        value["components"]["schemas"],
        json!({
            "A": {"items": to("Pet2")}, "B": {"items": to("Pet2")}, "Pet": {"type": "string"},
            "Pet2": {"properties": {"owner": to("People"), "next": to("Pet2"), "home": to("A")}},
            "People": {"type": "object"}
        })
    );
    assert_eq!(
        changes,
        [
            "#/components/schemas/People: from common/people.json#",
            "#/components/schemas/Pet2: from common/pets.json#/pet",
        ]
    );
}

#[test]
fn a_component_that_is_a_reference_gives_its_name() {
    let (value, _) = bundled(
        json!({"components": {"schemas": {
            "Pet": {"$ref": "pet.json"}, "A": {"items": {"$ref": "pet.json"}}
        }}}),
        &[("api/pet.json", json!({"type": "string"}))],
    )
    .unwrap();
    assert_eq!(
        value["components"]["schemas"],
        json!({"Pet": {"type": "string"}, "A": {"items": {"$ref": "#/components/schemas/Pet"}}})
    );
}

#[test]
fn path_items_and_parameters_are_written_out() {
    let (value, changes) = bundled(
        json!({"paths": {"/a": {"$ref": "a.json", "summary": "own"}}}),
        &[
            (
                "api/a.json",
                json!({"get": {"parameters": [{"$ref": "p.json#/limit"}]}}),
            ),
            (
                "api/p.json",
                json!({"limit": {"name": "limit", "in": "query"}}),
            ),
        ],
    )
    .unwrap();
    assert_eq!(
        value,
        json!({"paths": {"/a": {
            "get": {"parameters": [{"name": "limit", "in": "query"}]}, "summary": "own"}}})
    );
    assert_eq!(changes.len(), 2);
}

#[test]
fn mappings_follow() {
    let union = json!({"discriminator": {"propertyName": "t", "mapping": {
        "a": "a.json", "b": "B"}}});
    let (value, _) = bundled(
        json!({"components": {"schemas": {"U": union, "B": {}}}}),
        &[("api/a.json", json!({"type": "object"}))],
    )
    .unwrap();
    assert_eq!(
        value["components"]["schemas"]["U"]["discriminator"]["mapping"],
        json!({"a": "#/components/schemas/A", "b": "B"})
    );
}

#[test]
fn what_cannot_be_followed_is_refused_with_its_place() {
    for (reference, part) in [
        ("https://example.com/a.json", "another machine"),
        ("missing.json", "api/missing.json"),
        ("here.json#/nope", "nothing is there"),
        ("here.json#nope", "start with `/`"),
    ] {
        let error = bundled(schema(reference), &[("api/here.json", json!({}))]).unwrap_err();
        let start = "api/main.json#/components/schemas/A/items: ";
        assert!(error.starts_with(start) && error.contains(part), "{error}");
    }
    let error = bundled(
        json!({"paths": {"/a": {"$ref": "a.json"}}}),
        &[("api/a.json", json!({"$ref": "a.json"}))],
    )
    .unwrap_err();
    assert!(error.contains("leads back to itself"), "{error}");
}

#[test]
fn a_document_of_one_file_stays_as_it_is() {
    let value = schema("#/components/schemas/A");
    assert_eq!(bundled(value.clone(), &[]).unwrap(), (value, Vec::new()));
}
