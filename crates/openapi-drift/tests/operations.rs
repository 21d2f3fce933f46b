//! Each kind of difference around schemas, in the document, its operations, parameters and
//! security; and what one cause reaches.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod small;

use openapi_drift::{Direction, Source, Wire, compare};
use small::{document, findings, one, with_response};

#[test]
fn documents() {
    let base = with_response("{type: string}");
    let table = [
        (
            "openapi: 3.1.0",
            "openapi: 3.1.0\nservers: [{url: 'https://a'}]",
            "server-added Safe/None",
        ),
        (
            "openapi: 3.1.0",
            "openapi: 3.1.0\nsecurity: [{key: []}]",
            "security-required Breaks/None",
        ),
        (
            "openapi: 3.1.0",
            "openapi: 3.1.0\nwebhooks: {ping: {post: {responses: {}}}}",
            "webhook-added Safe/None",
        ),
        (
            "operationId: do_it",
            "operationId: do_that",
            "operation-id-changed Safe/Major",
        ),
        (
            "operationId: do_it",
            "operationId: do_it\n      deprecated: true",
            "operation-deprecated Safe/Minor",
        ),
        (
            "operationId: do_it",
            "operationId: do_it\n      callbacks: {done: {}}",
            "callback-added Safe/None",
        ),
        (
            "'200':",
            "'201':",
            "success-status-removed Breaks/Major; success-status-added MayBreak/Minor",
        ),
        (
            "application/json:",
            "application/xml:",
            "media-type-removed Breaks/Major; media-type-added Safe/None",
        ),
        (
            "  /it:",
            "  /it/{id}/other:\n    get: {operationId: new, responses: {}}\n  /it:",
            "operation-added Safe/Minor",
        ),
        (
            "operationId: do_it",
            "operationId: do_it\n      parameters: [{in: query, name: q, required: true, schema: {}}]",
            "required-parameter-added Breaks/Major",
        ),
        (
            "operationId: do_it",
            "operationId: do_it\n      parameters: [{in: query, name: q, schema: {}}]",
            "optional-parameter-added Safe/Minor",
        ),
        (
            "operationId: do_it",
            "operationId: do_it\n      requestBody: {content: {}}",
            "optional-body-added Safe/Minor",
        ),
    ];
    for (old, new, want) in table {
        let found = findings(&base, &base.replace(old, new));
        assert_eq!(found.join("; "), want, "{old} to {new}");
    }
}

#[test]
fn parameters() {
    let base = with_response("{type: string}");
    let with = |parameter: &str| {
        base.replace(
            "operationId: do_it",
            &format!("operationId: do_it\n      parameters: [{parameter}]"),
        )
    };
    for (old, new, want) in [
        (
            "{in: query, name: q, schema: {type: string}}",
            "{in: query, name: q, required: true, schema: {type: string}}",
            "parameter-became-required Breaks/Major",
        ),
        (
            "{in: query, name: q, schema: {type: string}}",
            "{in: header, name: q, schema: {type: string}}",
            "parameter-removed MayBreak/Major; optional-parameter-added Safe/Minor",
        ),
        (
            "{in: header, name: X-Q, schema: {type: string}}",
            "{in: header, name: x-q, schema: {type: string}}",
            "",
        ),
        (
            "{in: query, name: q, schema: {type: integer}}",
            "{in: query, name: q, schema: {type: string}}",
            "type-became-text Safe/Major",
        ),
        (
            "{in: query, name: q, schema: {type: string}}",
            "{in: query, name: q, schema: {type: array, items: {type: string}}}",
            "type-widened Safe/Major",
        ),
        (
            "{in: query, name: q, schema: {type: array, items: {}}}",
            "{in: query, name: q, explode: false, schema: {type: array, items: {}}}",
            "parameter-style-changed Breaks/None",
        ),
        (
            "{in: query, name: page_size, schema: {type: string}}",
            "{in: query, name: the_page_size, schema: {type: string}}",
            "optional-parameter-renamed MayBreak/Major",
        ),
    ] {
        assert_eq!(
            findings(&with(old), &with(new)).join("; "),
            want,
            "{old} to {new}"
        );
    }
}

#[test]
fn security_schemes_and_headers() {
    let base = with_response("{type: string}");
    let with = |scheme: &str| format!("{base}  securitySchemes:\n    key: {scheme}\n");
    for (old, new, want) in [
        (
            "{type: apiKey, in: header, name: K}",
            "{type: http, scheme: bearer}",
            "security-scheme-type-changed Breaks/Major",
        ),
        (
            "{type: apiKey, in: header, name: K}",
            "{type: apiKey, in: query, name: K}",
            "security-scheme-place-changed Breaks/None",
        ),
        (
            "{type: apiKey, in: header, name: K}",
            "{type: apiKey, in: header, name: L}",
            "security-scheme-place-changed Breaks/None",
        ),
    ] {
        assert_eq!(
            findings(&with(old), &with(new)).join("; "),
            want,
            "{old} to {new}"
        );
    }
    let with = |header: &str| {
        base.replace(
            "description: done",
            &format!("description: done\n          headers: {{{header}}}"),
        )
    };
    for (old, new, want) in [
        (
            "X-A: {required: true, schema: {type: string}}",
            "",
            "required-response-header-removed MayBreak/None",
        ),
        (
            "X-A: {schema: {type: integer}}",
            "X-A: {schema: {type: number}}",
            "type-widened MayBreak/None",
        ),
        (
            "",
            "X-A: {schema: {type: string}}",
            "response-header-added Safe/None",
        ),
    ] {
        assert_eq!(
            findings(&with(old), &with(new)).join("; "),
            want,
            "{old} to {new}"
        );
    }
}

#[test]
fn one_cause_is_one_finding_with_all_it_reaches() {
    let text = |kind: &str| {
        format!(
        "openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /a: {{get: {{responses: {{'200': {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}
  /b: {{post: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}, responses: {{}}}}}}
components:
  schemas:
    A: {{type: object, required: [b], properties: {{b: {{$ref: '#/components/schemas/B'}}}}}}
    B: {{type: object, required: [c], properties: {{c: {{type: {kind}}}, a: {{$ref: '#/components/schemas/A'}}}}}}
"
    )
    };
    let finding = one(&text("string"), &text("boolean"));
    assert_eq!(finding.pointer, "#/components/schemas/B/properties/c/type");
    assert_eq!(finding.operations, ["GET /a", "POST /b"]);
    assert_eq!(finding.direction, Some(Direction::Both));
    assert_eq!(
        (finding.wire, finding.source),
        (Wire::Breaks, Source::Major)
    );
}

#[test]
fn a_schema_that_nothing_reaches_is_still_a_type() {
    let base = with_response("{type: string}");
    let finding = one(
        &base,
        &base.replace("x: {type: string}", "y: {type: string}, x: {type: string}"),
    );
    assert_eq!((finding.wire, finding.source), (Wire::Safe, Source::Minor));
    assert_eq!(finding.operations, Vec::<String>::new());
    let finding = one(
        &base,
        &base.replace("x: {type: string}", "x: {type: boolean}"),
    );
    assert_eq!((finding.wire, finding.source), (Wire::Safe, Source::Major));
}

#[test]
fn a_type_that_others_were_made_of_is_missed() {
    let base = with_response(
        "{allOf: [{$ref: '#/components/schemas/Used'}, {properties: {x: {type: string}}}]}",
    );
    let whole = base.replace("{$ref: '#/components/schemas/Used'}, ", "");
    let gone = whole.replace(
        "    Used: {type: object, properties: {x: {type: string}}}\n",
        "    {}\n",
    );
    assert_eq!(
        findings(&base, &gone),
        ["schema-part-removed MayBreak/Major"]
    );
    // Restructuring alone: the type is still there.
    assert_eq!(findings(&base, &whole), Vec::<String>::new());
}

#[test]
fn nothing_in_common_is_vacuous() {
    let empty = "{openapi: 3.1.0, info: {title: t, version: '1'}, paths: {}}";
    let drift = compare(&document(empty), &document(empty)).unwrap();
    assert!(drift.compared.is_vacuous());
    let same = with_response("{type: string}");
    let drift = compare(&document(&same), &document(&same)).unwrap();
    assert!(!drift.compared.is_vacuous() && drift.findings.is_empty());
    assert_eq!(drift.compared.operations, 1);
}

#[test]
fn other_versions_are_refused() {
    for text in ["{openapi: 2.0.0}", "{swagger: '2.0'}", "{}"] {
        let error = compare(&document(text), &document(text))
            .unwrap_err()
            .to_string();
        assert!(error.contains("only OpenAPI 3.0 and 3.1"), "{error}");
    }
}
