//! Each kind of difference of schemas, on a document that differs in that alone: rule, verdicts,
//! place.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod small;

use small::{findings, with_request, with_response};

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
