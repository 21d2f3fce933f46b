//! Comparing a document with an edited copy of itself: loading, comparing and reporting, for one
//! document and for one of eight times its size, which is made of copies.
//!
//! ```console
//! cargo bench -p openapi-drift --bench compare              # a document made here
//! cargo bench -p openapi-drift --bench compare -- FILE      # yours, from the crate's folder
//! ```
//!
//! Prints the median of several runs, the ratio of the two, and the most memory that the process
//! held after each size.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use openapi_drift::{Format, Level, Report, compare};
use openapi_lower::Document;
use serde_json::{Map, Value, json};

const RUNS: usize = 21;
const COPIES: usize = 8;

fn main() {
    let file = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let document = match file {
        Some(file) => Document::from_path(file).unwrap().value,
        None => made(115),
    };
    let (one, held) = measure("one", &document);
    let (eight, _) = measure("eight copies", &copies(&document));
    println!(
        "ratio {:.1}; {held} kB held after the first",
        eight.as_secs_f64() / one.as_secs_f64()
    );
}

/// The median time for a document against an edited copy, and the most memory held so far.
fn measure(name: &str, document: &Value) -> (Duration, u64) {
    let base = serde_json::to_string_pretty(document).unwrap();
    let revision = edited(&base);
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let old = Document::parse("base.json", &base).unwrap();
            let new = Document::parse("revision.json", &revision).unwrap();
            let drift = compare(&old, &new).unwrap();
            assert!(!drift.findings.is_empty() && !drift.compared.is_vacuous());
            let report = Report {
                drift: &drift,
                level: Level::Breaks,
                lines: None,
                version: None,
            };
            black_box(report.write(Format::Json).unwrap());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let median = times[RUNS / 2];
    let held = held();
    println!(
        "{name}: {} bytes, median {median:.1?}, {held} kB",
        base.len()
    );
    (median, held)
}

/// Some of everything is changed.
fn edited(text: &str) -> String {
    text.replacen("\"type\": \"string\"", "\"type\": \"boolean\"", 3)
        .replacen("\"required\": true", "\"required\": false", 2)
        .replacen("\"operationId\": \"", "\"operationId\": \"another_", 2)
}

/// The document several times over, each copy with paths and schemas of its own.
fn copies(document: &Value) -> Value {
    let mut whole = document.clone();
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for copy in 0..COPIES {
        let text = document.to_string().replace(
            "#/components/schemas/",
            &format!("#/components/schemas/C{copy}_"),
        );
        let value: Value = serde_json::from_str(&text).unwrap();
        for (path, item) in value["paths"].as_object().unwrap() {
            paths.insert(format!("/copy{copy}{path}"), item.clone());
        }
        for (name, schema) in value["components"]["schemas"].as_object().unwrap() {
            schemas.insert(format!("C{copy}_{name}"), schema.clone());
        }
    }
    whole["paths"] = Value::Object(paths);
    whole["components"]["schemas"] = Value::Object(schemas);
    whole
}

/// A document of about 340 kB with so many schemas.
fn made(count: usize) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for index in 0..count {
        let next = format!("#/components/schemas/Thing{}", (index * 7 + 1) % count);
        let properties: Map<String, Value> = (0..12)
            .map(|field| (format!("field_{field}"), json!({"type": "string", "description": "What the field holds.", "maxLength": 80})))
            .chain([("next".to_owned(), json!({"oneOf": [{"$ref": next}, {"type": "null"}]}))])
            .collect();
        schemas.insert(
            format!("Thing{index}"),
            json!({"type": "object", "required": ["field_0", "field_1"], "properties": properties}),
        );
        let body = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/Thing{index}")}}});
        paths.insert(
            format!("/things{index}/{{id}}"),
            json!({"put": {
                "operationId": format!("put_thing_{index}"),
                "parameters": [{"in": "path", "name": "id", "required": true, "schema": {"type": "string"}}],
                "requestBody": {"required": true, "content": body},
                "responses": {"200": {"description": "It is done.", "content": body}},
            }}),
        );
    }
    json!({"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths, "components": {"schemas": schemas}})
}

/// The most memory this process has held, where the system tells.
fn held() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
