//! For a terminal.

use std::fmt::Write as _;

use super::{Report, changelog, reach, sections, verdict};

/// So many items of code say enough; JSON has them all.
const SHOWN: usize = 6;

/// Writing to a string cannot fail: its results are let go.
pub(super) fn write(report: &Report<'_>) -> String {
    let drift = report.drift;
    let mut out = String::new();
    let _ = writeln!(out, "{} → {}", drift.base, drift.revision);
    let _ = writeln!(out, "{}", drift.compared);
    for (title, findings) in sections(drift) {
        if findings.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{title}: {}", findings.len());
        for finding in findings {
            let _ = writeln!(out, "  {}", finding.headline());
            let _ = writeln!(out, "    at {}", finding.pointer);
            let reach = reach(finding);
            if !reach.is_empty() {
                let _ = writeln!(out, "    in {reach}");
            }
            if let Some(confidence) = finding.confidence {
                let _ = writeln!(out, "    paired with a confidence of {confidence} %");
            }
            match &finding.accepted {
                Some(why) => {
                    let _ = writeln!(out, "    accepted: {why}");
                }
                None => {
                    let _ = writeln!(
                        out,
                        "    {}: {}",
                        verdict(finding.wire, finding.source),
                        finding.reason
                    );
                }
            }
            if let Some(impact) = &finding.impact {
                for (word, items) in [("changes", &impact.generated), ("used by", &impact.users)] {
                    for item in items.iter().take(SHOWN) {
                        let _ = writeln!(
                            out,
                            "    {word} {} ({}:{})",
                            item.name, item.file, item.line
                        );
                    }
                    if let Some(more) = items.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                        let _ = writeln!(out, "    and {more} more");
                    }
                }
                if impact.users.is_empty() {
                    let _ = writeln!(out, "    nothing written by hand uses it");
                }
            }
        }
    }
    let (wire, source) = drift.verdict();
    let _ = writeln!(out, "\nverdict: {}", verdict(wire, source));
    if !drift.version_moved && drift.fails(crate::Level::Breaks) {
        let _ = writeln!(out, "`info.version` is the same in both documents");
    }
    if let Some(version) = report.suggested() {
        let _ = writeln!(out, "suggested version: {version}");
    }
    let changelog = changelog::write(drift);
    if !changelog.is_empty() {
        let _ = writeln!(out, "\nfor the changelog:\n\n{changelog}");
    }
    out
}
