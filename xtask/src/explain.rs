//! Showing what a lowering did.

use std::fmt::Write as _;

use openapi_lower::{Change, Lowered, PassReport};

/// A table of the passes that did something: how much each changed and lost.
pub fn summary(lowered: &Lowered) -> String {
    let busy = || {
        let report = lowered.report.iter();
        report.filter(|pass| !pass.changed.is_empty() || !pass.lost.is_empty())
    };
    let width = busy().map(|pass| pass.pass.len()).max().unwrap_or(0).max(5);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{:width$}  {:>7}  {:>7}", "pass", "changed", "lost");
    let mut row = |name: &str, changed: usize, lost: usize| {
        let _ = writeln!(out, "{name:width$}  {changed:>7}  {lost:>7}");
    };
    let (mut changed, mut lost) = (0_usize, 0_usize);
    for pass in busy() {
        row(pass.pass, pass.changed.len(), pass.lost.len());
        changed = changed.saturating_add(pass.changed.len());
        lost = lost.saturating_add(pass.lost.len());
    }
    row("all", changed, lost);
    out
}

/// The table, and below it every pass with all that it changed and lost.
pub fn explain(lowered: &Lowered) -> String {
    let mut out = summary(lowered);
    for pass in &lowered.report {
        section(&mut out, pass, "changed", &pass.changed);
        section(&mut out, pass, "lost", &pass.lost);
    }
    out
}

fn section(out: &mut String, pass: &PassReport, title: &str, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}, {title}: {}", pass.pass, changes.len());
    for change in changes {
        let _ = writeln!(out, "  {change}");
    }
}

#[cfg(test)]
mod tests {
    use openapi_lower::{Document, LowerOptions, lower};

    use super::*;

    #[test]
    fn the_table_comes_before_the_places() {
        let text = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "v"}, "webhooks": {},
            "components": {"schemas": {"A": {"type": ["string", "null"]}}}}"#;
        let document = Document::parse("a.json", text).unwrap();
        let lowered = lower(&document, &LowerOptions::new()).unwrap();
        let text = explain(&lowered);
        assert!(
            text.starts_with(
                "pass                 changed     lost\nversion                    1        1\n"
            ),
            "{text}"
        );
        let table = text.find("\nall ").unwrap();
        let detail = text.find("version, lost: 1\n  #/webhooks: ").unwrap();
        assert!(table < detail, "{text}");
    }
}
