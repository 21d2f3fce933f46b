//! Moves and renames: what became of what, and that nothing else is said of it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod small;

use openapi_drift::{Drift, compare};
use small::document;

const OLD: &str = "
openapi: 3.1.0
info: {title: Yard, version: '1'}
paths:
  /v1/nodes:
    get: {operationId: list_nodes, responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/NodeList'}}}}}}
    post: {operationId: create_node, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewNode'}}}}, responses: {}}
  /v1/nodes/{id}:
    get: {operationId: fetch_node, parameters: [{in: path, name: id, required: true, schema: {type: string}}], responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}}}
  /v1/users:
    get: {operationId: list_users, responses: {}}
    post: {operationId: create_user, responses: {}}
  /v1/status:
    get: {operationId: status, responses: {}}
components:
  schemas:
    Node: {type: object, required: [id, node_kind], properties: {id: {type: string}, node_kind: {type: string}, region: {type: string}, started_at: {type: string, format: date-time}}}
    NodeList: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Node'}}}}
    NewNode: {type: object, properties: {region: {type: string}}}
";

fn drift(edit: impl Fn(&str) -> String) -> Drift {
    compare(&document(OLD), &document(&edit(OLD))).unwrap()
}

fn told(drift: &Drift) -> Vec<(&str, &str)> {
    drift
        .findings
        .iter()
        .map(|finding| (finding.rule, finding.subject.as_str()))
        .collect()
}

#[test]
fn a_prefix_that_moved_is_one_finding() {
    let drift = drift(|text| text.replace("/v1/", "/preview/v2/"));
    assert_eq!(told(&drift), [("path-prefix-moved", "/v1")]);
    assert_eq!(drift.operations.len(), 6);
    assert!(drift.operations.iter().all(|pair| pair.confidence == 95));
    assert_eq!(drift.findings[0].operations.len(), 6);
}

#[test]
fn a_resource_by_another_name_keeps_its_operations() {
    let drift = drift(|text| {
        text.replace("/v1/nodes", "/v2/machines")
            .replace("_nodes", "_machines")
            .replace("_node,", "_machine,")
            .replace("node_kind", "machine_kind")
            .replace("Node", "Machine")
            .replace("/v1/", "/v2/")
    });
    let pairs: Vec<(&str, &str)> = drift
        .operations
        .iter()
        .map(|pair| (pair.base.as_str(), pair.revision.as_str()))
        .collect();
    assert_eq!(
        pairs[..3],
        [
            ("GET /v1/nodes", "GET /v2/machines"),
            ("POST /v1/nodes", "POST /v2/machines"),
            ("GET /v1/nodes/{id}", "GET /v2/machines/{id}"),
        ]
    );
    let told = told(&drift);
    for expected in [
        ("operation-moved", "GET /v1/nodes"),
        ("operation-id-changed", "operationId"),
        ("schema-renamed", "Node"),
        ("schema-renamed", "NodeList"),
        ("required-property-renamed", "node_kind"),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    assert!(
        !told
            .iter()
            .any(|(rule, _)| rule.ends_with("-removed") || rule.ends_with("-added")),
        "{told:?}"
    );
}

#[test]
fn an_operation_that_moved_alone_is_known_by_its_name() {
    let drift = drift(|text| text.replace("/v1/status", "/health"));
    assert_eq!(told(&drift), [("operation-moved", "GET /v1/status")]);
    assert_eq!(drift.findings[0].confidence, Some(90));
}

#[test]
fn a_name_that_several_operations_share_tells_nothing() {
    let base = OLD.replace("operationId: list_users", "operationId: status");
    let revision = base.replace("/v1/status", "/health");
    let drift = compare(&document(&base), &document(&revision)).unwrap();
    assert_eq!(
        told(&drift),
        [
            ("operation-removed", "GET /v1/status"),
            ("operation-added", "GET /health")
        ]
    );
}

#[test]
fn a_path_parameter_by_another_name_is_the_same_path() {
    let drift = drift(|text| {
        text.replace("{id}", "{node}")
            .replace("name: id", "name: node")
    });
    assert_eq!(told(&drift), [("path-parameter-renamed", "id in path")]);
}

#[test]
fn what_has_no_counterpart_is_gone_or_new() {
    let drift = drift(|text| {
        text.replace("  /v1/status:\n    get: {operationId: status, responses: {}}\n", "")
            .replace("  /v1/users:\n", "  /v1/images/{image}/parts:\n    put: {operationId: put_part, responses: {}}\n  /v1/users:\n")
    });
    assert_eq!(
        told(&drift),
        [
            ("operation-removed", "GET /v1/status"),
            ("operation-added", "PUT /v1/images/{image}/parts")
        ]
    );
}

#[test]
fn the_same_at_many_operations_is_told_once() {
    let drift =
        drift(|text| text.replace("responses: {}", "responses: {'403': {description: no}}"));
    assert_eq!(told(&drift), [("failure-status-added", "403")]);
    assert_eq!(drift.findings[0].operations.len(), 4);
}
