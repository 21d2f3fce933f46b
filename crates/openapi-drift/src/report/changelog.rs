//! What users of the client should read in its changelog: a draft.

use crate::{Drift, Source};

/// The draft in the form of Keep a Changelog; empty where users' code is the same.
pub(super) fn write(drift: &Drift) -> String {
    let section = |title: &str, wanted: Source| {
        let findings = drift.findings.iter();
        let lines: Vec<String> = findings
            .filter(|finding| finding.source == wanted && finding.accepted.is_none())
            .map(|finding| format!("- {} (`{}`)", finding.headline(), finding.pointer))
            .collect();
        (!lines.is_empty()).then(|| format!("#### {title}\n\n{}", lines.join("\n")))
    };
    let sections = [
        section("Changed", Source::Major),
        section("Added", Source::Minor),
    ];
    sections
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n\n")
}
