//! SARIF 2.1.0, for code scanning.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Report, reach, verdict};
use crate::RULES;

pub(super) fn write(report: &Report<'_>) -> Value {
    let drift = report.drift;
    let used: BTreeSet<&str> = drift.findings.iter().map(|finding| finding.rule).collect();
    let rules: Vec<Value> = RULES
        .iter()
        .filter(|rule| used.contains(rule.id))
        .map(|rule| json!({"id": rule.id, "shortDescription": {"text": rule.reason}}))
        .collect();
    let results: Vec<Value> = drift
        .findings
        .iter()
        .map(|finding| {
            let (file, line) = report.place(finding);
            let said = format!(
                "{}: {}. {}",
                finding.headline(),
                verdict(finding.wire, finding.source),
                reach(finding)
            );
            let mut result = json!({
                "ruleId": finding.rule,
                "level": report.grave(finding),
                "message": {"text": said.trim_end()},
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": {"uri": file},
                        "region": {"startLine": line},
                    },
                    "logicalLocations": [{"fullyQualifiedName": finding.pointer}],
                }],
                "partialFingerprints": {
                    "drift/v1": crate::ledger::fingerprint(finding),
                },
            });
            if let (Some(why), Some(result)) = (&finding.accepted, result.as_object_mut()) {
                let accepted = json!([{"kind": "external", "justification": why}]);
                result.insert("suppressions".to_owned(), accepted);
            }
            result
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "openapi-drift",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
            "properties": {"compared": drift.compared},
        }],
    })
}
