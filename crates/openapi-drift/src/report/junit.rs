//! JUnit's XML: one case a finding, failed from the level on, skipped where accepted.

use std::fmt::Write as _;

use super::{Report, reach, verdict};

/// Writing to a string cannot fail: its results are let go.
pub(super) fn write(report: &Report<'_>) -> String {
    let drift = report.drift;
    let is_failed =
        |finding: &&crate::Finding| finding.accepted.is_none() && finding.is_at_least(report.level);
    let failed = drift.findings.iter().filter(is_failed).count();
    let skipped = drift
        .findings
        .iter()
        .filter(|finding| finding.accepted.is_some())
        .count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // That the comparison was made is a case of its own: without findings there is one all the same.
    let tests = drift.findings.len().saturating_add(1);
    let _ = writeln!(
        out,
        "<testsuite name=\"API drift\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\">"
    );
    let _ = writeln!(
        out,
        "  <testcase classname=\"drift\" name=\"{}\"/>",
        escaped(&drift.compared.to_string())
    );
    for finding in &drift.findings {
        let _ = write!(
            out,
            "  <testcase classname=\"drift.{}\" name=\"{}\"",
            escaped(finding.rule),
            escaped(&format!("{} at {}", finding.headline(), finding.pointer))
        );
        let said = format!(
            "{}: {}",
            verdict(finding.wire, finding.source),
            finding.reason
        );
        let _ = match &finding.accepted {
            Some(why) => writeln!(out, "><skipped message=\"{}\"/></testcase>", escaped(why)),
            None if is_failed(&finding) => writeln!(
                out,
                "><failure message=\"{}\">{}</failure></testcase>",
                escaped(&said),
                escaped(&reach(finding))
            ),
            None => writeln!(out, "/>"),
        };
    }
    out.push_str("</testsuite>\n");
    out
}

/// Text that is no markup; what XML has no form for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}
