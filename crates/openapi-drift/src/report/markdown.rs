//! For an issue or a pull request.

use std::fmt::Write as _;

use super::{Report, changelog, reach, sections, verdict};

/// Writing to a string cannot fail: its results are let go.
pub(super) fn write(report: &Report<'_>) -> String {
    let drift = report.drift;
    let (wire, source) = drift.verdict();
    let mut out = String::new();
    let _ = writeln!(out, "## API drift: {}\n", verdict(wire, source));
    let _ = writeln!(
        out,
        "`{}` → `{}`: {}.",
        drift.base, drift.revision, drift.compared
    );
    for (title, findings) in sections(drift) {
        if findings.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n### {title} ({})\n", findings.len());
        let _ = writeln!(
            out,
            "| what | where | reaches | source | code |\n|---|---|---|---|---|"
        );
        for finding in findings {
            let source = format!("{:?}", finding.source).to_lowercase();
            let code = match &finding.impact {
                None => String::new(),
                Some(impact) if impact.users.is_empty() => "not used by hand".to_owned(),
                Some(impact) => {
                    let users = impact.users.iter().take(3);
                    let users: Vec<String> = users
                        .map(|item| format!("`{}:{}`", item.file, item.line))
                        .collect();
                    users.join(" ")
                }
            };
            let _ = writeln!(
                out,
                "| {} | `{}` | {} | {source} | {code} |",
                cell(&finding.headline()),
                cell(&finding.pointer),
                cell(&reach(finding)),
            );
        }
    }
    if let Some(version) = report.suggested() {
        let _ = writeln!(out, "\nSuggested version: **{version}**");
    }
    let changelog = changelog::write(report.drift);
    if !changelog.is_empty() {
        let _ = writeln!(out, "\n### For the changelog\n\n{changelog}");
    }
    out
}

/// Text that ends no cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
