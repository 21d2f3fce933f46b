//! Each kind of difference on a document that differs in that alone: rule, verdicts, place.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod small;

use openapi_drift::{Direction, Source, Wire, compare};
use small::{document, findings, one, with_request, with_response};

/// `rule wire/source` of each finding about a schema, sent and received.
fn both(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    (
        findings(&with_request(before), &with_request(after)),
        findings(&with_response(before), &with_response(after)),
    )
}

/// Holds a table of `before → after: sent | received` to the tool.
fn hold(table: &[(&str, &str, &str, &str)]) {
    for (before, after, sent, received) in table {
        let (request, response) = both(before, after);
        assert_eq!(request.join("; "), *sent, "sent: {before} to {after}");
        assert_eq!(
            response.join("; "),
            *received,
            "received: {before} to {after}"
        );
    }
}

#[test]
fn types_and_formats() {
    hold(&[
        (
            "{type: integer}",
            "{type: number}",
            "type-widened Safe/Major",
            "type-widened Breaks/Major",
        ),
        (
            "{type: number}",
            "{type: integer}",
            "type-narrowed Breaks/Major",
            "type-narrowed Safe/Major",
        ),
        (
            "{type: string}",
            "{type: integer}",
            "type-was-text Breaks/Major",
            "type-was-text Breaks/Major",
        ),
        (
            "{type: object}",
            "{type: boolean}",
            "type-changed Breaks/Major",
            "type-changed Breaks/Major",
        ),
        (
            "{type: string}",
            "{type: string, format: uuid}",
            "format-narrowed Breaks/Major",
            "format-narrowed Safe/Major",
        ),
        (
            "{type: string, format: uuid}",
            "{type: string, format: date}",
            "format-changed Breaks/Major",
            "format-changed Breaks/Major",
        ),
        (
            "{type: integer, format: int32}",
            "{type: integer, format: int64}",
            "format-widened Safe/Major",
            "format-widened Breaks/Major",
        ),
        (
            "{type: array, items: {type: string}}",
            "{type: array, items: {type: boolean}}",
            "type-was-text Breaks/Major",
            "type-was-text Breaks/Major",
        ),
    ]);
}

#[test]
fn null_and_values() {
    hold(&[
        (
            "{type: string}",
            "{type: [string, 'null']}",
            "became-nullable Safe/Major",
            "became-nullable Breaks/Major",
        ),
        (
            "{type: [string, 'null']}",
            "{type: string}",
            "became-not-nullable Breaks/Major",
            "became-not-nullable Safe/Major",
        ),
        (
            "{enum: [a, b]}",
            "{enum: [a]}",
            "enum-values-removed Breaks/Major",
            "enum-values-removed Safe/Major",
        ),
        (
            "{enum: [a]}",
            "{enum: [a, b]}",
            "enum-values-added Safe/Minor",
            "enum-values-added Safe/Minor",
        ),
        (
            "{type: string}",
            "{type: string, enum: [a, b]}",
            "became-enum Breaks/Major",
            "became-enum Safe/Major",
        ),
        (
            "{const: a}",
            "{const: b}",
            "constant-changed Breaks/Major",
            "constant-changed Safe/Major",
        ),
        (
            "{type: string, default: a}",
            "{type: string, default: b}",
            "default-changed MayBreak/None",
            "default-changed Safe/None",
        ),
    ]);
}

#[test]
fn bounds_and_restrictions() {
    hold(&[
        (
            "{type: string}",
            "{type: string, maxLength: 3}",
            "bound-tightened MayBreak/None",
            "bound-tightened Safe/None",
        ),
        (
            "{type: integer, minimum: 3}",
            "{type: integer, minimum: 2}",
            "bound-loosened Safe/None",
            "bound-loosened Safe/None",
        ),
        (
            "{type: string}",
            "{type: string, pattern: '^a'}",
            "restriction-added MayBreak/None",
            "restriction-added Safe/None",
        ),
        (
            "{type: array, items: {}}",
            "{type: array, items: {}, uniqueItems: true}",
            "restriction-added MayBreak/None",
            "restriction-added Safe/None",
        ),
        (
            "{type: string}",
            "{type: string, contentEncoding: base64}",
            "content-coding-changed Breaks/None",
            "content-coding-changed MayBreak/None",
        ),
        (
            "{type: object}",
            "{type: object, additionalProperties: false}",
            "additional-properties-closed MayBreak/None",
            "additional-properties-closed Safe/None",
        ),
        (
            "{type: object}",
            "{type: object, if: {required: [a]}}",
            "restriction-added MayBreak/None",
            "restriction-added Safe/None",
        ),
    ]);
}

#[test]
fn properties() {
    let object = |properties: &str, required: &str| {
        format!("{{type: object, properties: {{{properties}}}, required: [{required}]}}")
    };
    let table = [
        (
            "",
            "",
            "a: {type: string}",
            "a",
            "required-property-added Breaks/Major",
            "required-property-added Safe/Minor",
        ),
        (
            "",
            "",
            "a: {type: string}",
            "",
            "optional-property-added Safe/Minor",
            "optional-property-added Safe/Minor",
        ),
        (
            "a: {type: string}",
            "a",
            "",
            "",
            "required-property-removed MayBreak/Major",
            "required-property-removed Breaks/Major",
        ),
        (
            "a: {type: string}",
            "",
            "a: {type: string}",
            "a",
            "property-became-required Breaks/Major",
            "property-became-required Safe/Major",
        ),
        (
            "a: {type: string}",
            "a",
            "a: {type: string}",
            "",
            "property-became-optional Safe/Major",
            "property-became-optional Breaks/Major",
        ),
        // An option in Rust takes null already, and never writes it.
        (
            "a: {type: string}",
            "",
            "a: {type: [string, 'null']}",
            "",
            "became-nullable Safe/None",
            "became-nullable Safe/None",
        ),
        (
            "order_price: {type: string}",
            "",
            "order_fill_price: {type: string}",
            "",
            "optional-property-renamed MayBreak/Major",
            "optional-property-renamed Safe/Major",
        ),
        (
            "a: {type: string}",
            "",
            "b: {type: string}",
            "",
            "optional-property-removed MayBreak/Major; optional-property-added Safe/Minor",
            "optional-property-removed Safe/Major; optional-property-added Safe/Minor",
        ),
        // What is only read is not sent.
        (
            "a: {type: string, readOnly: true, enum: [x, y]}",
            "",
            "a: {type: string, readOnly: true, enum: [x]}",
            "",
            "enum-values-removed Safe/Major",
            "enum-values-removed Safe/Major",
        ),
    ];
    for (old, old_required, new, new_required, sent, received) in table {
        hold(&[(
            &object(old, old_required),
            &object(new, new_required),
            sent,
            received,
        )]);
    }
}

#[test]
fn unions() {
    let one =
        "{type: object, properties: {kind: {const: one}, a: {type: string}}, required: [kind]}";
    let two =
        "{type: object, properties: {kind: {const: two}, b: {type: string}}, required: [kind]}";
    let three =
        "{type: object, properties: {kind: {const: three}, c: {type: string}}, required: [kind]}";
    let of = |keyword: &str, branches: &[&str]| format!("{{{keyword}: [{}]}}", branches.join(", "));
    hold(&[
        (
            &of("oneOf", &[one, two]),
            &of("oneOf", &[two, one, three]),
            "one-of-branch-added Safe/Minor",
            "one-of-branch-added Breaks/Minor",
        ),
        (
            &of("oneOf", &[one, two, three]),
            &of("oneOf", &[one, two]),
            "one-of-branch-removed Breaks/Major",
            "one-of-branch-removed Safe/Major",
        ),
        (
            &of("anyOf", &[one, two]),
            &of("anyOf", &[one, two, three]),
            "any-of-branch-added Safe/Minor",
            "any-of-branch-added MayBreak/Minor",
        ),
        (
            one,
            &of("oneOf", &[one, two]),
            "wrapped-in-union MayBreak/Major",
            "wrapped-in-union Breaks/Major",
        ),
        (
            &of("oneOf", &[one, two]),
            one,
            "unwrapped-from-union Breaks/Major",
            "unwrapped-from-union Safe/Major",
        ),
    ]);
}

#[test]
fn writing_it_otherwise_is_no_difference() {
    for (before, after) in [
        (
            "{type: [string, 'null']}",
            "{oneOf: [{type: 'null'}, {type: string}]}",
        ),
        (
            "{type: [string, 'null']}",
            "{anyOf: [{type: string}, {enum: [null]}]}",
        ),
        ("{const: a}", "{enum: [a], type: string}"),
        ("{oneOf: [{const: a}, {const: b}]}", "{enum: [b, a]}"),
        (
            "{anyOf: [{type: string}, {type: integer}]}",
            "{type: [integer, string]}",
        ),
        ("{oneOf: [{type: string}]}", "{type: string}"),
        (
            "{allOf: [{properties: {a: {type: string}}, required: [a]}, {properties: {b: {type: integer}}}]}",
            "{type: object, properties: {b: {type: integer}, a: {type: string}}, required: [a]}",
        ),
        (
            "{$ref: '#/components/schemas/Used'}",
            "{type: object, properties: {x: {type: string}}}",
        ),
        (
            "{type: string, minLength: 0}",
            "{type: string, description: said}",
        ),
        (
            "{type: integer, minimum: 1.0}",
            "{type: integer, minimum: 1}",
        ),
        (
            "{type: object, additionalProperties: true}",
            "{type: object}",
        ),
    ] {
        let (request, response) = both(before, after);
        assert_eq!(request, Vec::<String>::new(), "{before} to {after}");
        assert_eq!(response, Vec::<String>::new(), "{before} to {after}");
    }
}

#[test]
fn the_null_and_the_limits_of_3_0_are_those_of_3_1() {
    let old = with_response("{type: integer, nullable: true, minimum: 1, exclusiveMinimum: true}")
        .replace("3.1.0", "3.0.3");
    let new = with_response("{type: [integer, 'null'], exclusiveMinimum: 1}");
    assert_eq!(findings(&old, &new), Vec::<String>::new());
}

#[test]
fn what_no_rule_knows_is_said() {
    let found = findings(
        &with_request("{type: string}"),
        &with_request("{type: string, sparkle: 3}"),
    );
    assert_eq!(found, ["unjudged-keyword MayBreak/None"]);
    let found = findings(
        &with_request("{type: string}"),
        &with_request("{type: string, x-sparkle: 3}"),
    );
    assert_eq!(found, ["extension-changed Safe/None"]);
    let base = with_request("{type: string}");
    for (old, new) in [
        ("paths:", "sparkle: 3\npaths:"),
        ("    post:", "    sparkle: 3\n    post:"),
        ("operationId: do_it", "operationId: do_it\n      sparkle: 3"),
    ] {
        assert_eq!(
            findings(&base, &base.replace(old, new)),
            ["unjudged-keyword MayBreak/None"],
            "{new}"
        );
    }
}

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
