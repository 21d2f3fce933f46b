//! Small documents, and what is found between them.

#![allow(dead_code, reason = "each test file uses its part")]

use openapi_drift::{Finding, compare};
use openapi_lower::Document;

/// A document from YAML.
pub fn document(text: &str) -> Document {
    Document::parse("document.yaml", text).unwrap()
}

fn operation(method: &str, body: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /it:
    {method}:
      operationId: do_it
{body}
components:
  schemas:
    Used: {{type: object, properties: {{x: {{type: string}}}}}}
"
    )
}

/// A document whose one operation receives a schema.
pub fn with_response(schema: &str) -> String {
    let body = format!(
        "      responses:
        '200':
          description: done
          content:
            application/json:
              schema: {schema}"
    );
    operation("get", &body)
}

/// A document whose one operation sends a schema.
pub fn with_request(schema: &str) -> String {
    let body = format!(
        "      requestBody:
        content:
          application/json:
            schema: {schema}
      responses: {{}}"
    );
    operation("post", &body)
}

/// `rule Wire/Source` of each finding.
pub fn findings(before: &str, after: &str) -> Vec<String> {
    let drift = compare(&document(before), &document(after)).unwrap();
    let line =
        |finding: &Finding| format!("{} {:?}/{:?}", finding.rule, finding.wire, finding.source);
    drift.findings.iter().map(line).collect()
}

/// The one finding there is.
pub fn one(before: &str, after: &str) -> Finding {
    let drift = compare(&document(before), &document(after)).unwrap();
    match drift.findings.as_slice() {
        [only] => only.clone(),
        other => panic!("{} findings: {other:#?}", other.len()),
    }
}
