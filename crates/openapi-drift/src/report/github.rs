//! Annotations of GitHub's workflows, one line a finding.

use std::fmt::Write as _;

use super::{Report, reach, verdict};

/// Writing to a string cannot fail: its results are let go.
pub(super) fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in &report.drift.findings {
        let kind = match report.grave(finding) {
            "note" => "notice",
            kind => kind,
        };
        let (file, line) = report.place(finding);
        let _ = writeln!(
            out,
            "::{kind} file={},line={line},title={}::{}",
            property(&file),
            property(&finding.headline()),
            message(&format!(
                "{}: {}\n{}\n{}",
                verdict(finding.wire, finding.source),
                finding.reason,
                finding.pointer,
                reach(finding)
            )),
        );
    }
    let _ = writeln!(
        out,
        "::notice title=API drift::{}",
        message(&report.drift.compared.to_string())
    );
    out
}

fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
