//! Reports in every form, the ledger, and the version that is suggested.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod small;

use jiff::civil::date;
use openapi_drift::{
    Drift, Format, Ledger, Level, Lines, Report, compare, fingerprint, ledger_entry,
};
use small::{document, with_response};

fn drift() -> (String, Drift) {
    let base = with_response(
        "{type: object, required: [a], properties: {a: {type: string}, b: {enum: [x, y]}}}",
    );
    let revision = base
        .replace("a: {type: string}", "a: {type: boolean}")
        .replace("enum: [x, y]", "enum: [x, y, 'z<&|']");
    let drift = compare(&document(&base), &document(&revision)).unwrap();
    (base, drift)
}

fn report(format: Format) -> String {
    let (text, drift) = drift();
    let lines = Lines::new(&text);
    let report = Report {
        drift: &drift,
        level: Level::Breaks,
        lines: Some(&lines),
        version: Some("0.3.1"),
    };
    report.write(format).unwrap()
}

#[test]
fn text_ends_with_verdict_version_and_changelog() {
    let text = report(Format::Text);
    for part in [
        "compared 1 operations, 0 parameters, 5 schemas, 3 properties",
        "Breaks shipped clients: 1",
        "type-was-text `type`: string → boolean",
        "in responses of GET /it",
        "verdict: shipped clients break, and so does users' code",
        "`info.version` is the same",
        "suggested version: 0.4.0",
        "#### Changed",
        "#### Added",
    ] {
        assert!(text.contains(part), "{part} in:\n{text}");
    }
}

#[test]
fn json_has_the_verdict_and_every_finding() {
    let value: serde_json::Value = serde_json::from_str(&report(Format::Json)).unwrap();
    assert_eq!(value["wire"], "breaks");
    assert_eq!(value["fails"], true);
    assert_eq!(value["suggested_version"], "0.4.0");
    assert_eq!(value["findings"][0]["operation"], "GET /it");
    assert_eq!(value["findings"][1]["wire"], "safe");
    assert_eq!(value["compared"]["operations"], 1);
}

#[test]
fn sarif_points_at_lines() {
    let value: serde_json::Value = serde_json::from_str(&report(Format::Sarif)).unwrap();
    assert_eq!(value["version"], "2.1.0");
    let result = &value["runs"][0]["results"][0];
    assert_eq!(result["level"], "error");
    // The schema is written in one line of its own.
    assert_eq!(
        result["locations"][0]["physicalLocation"]["region"]["startLine"],
        12
    );
    assert_eq!(
        value["runs"][0]["tool"]["driver"]["rules"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn annotations_and_markup_escape_what_they_must() {
    let github = report(Format::Github);
    assert!(
        github.starts_with(
            "::error file=document.yaml,line=12,title=type-was-text `type`%3A string → boolean::"
        ),
        "{github}"
    );
    assert_eq!(github.lines().count(), 3);
    let junit = report(Format::Junit);
    assert!(
        junit.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\""),
        "{junit}"
    );
    assert!(junit.contains("z&lt;&amp;|"), "{junit}");
    let markdown = report(Format::Markdown);
    assert!(markdown.contains("z<&\\|"), "{markdown}");
}

#[test]
fn an_accepted_difference_is_shown_and_does_not_fail() {
    let (_, mut drift) = drift();
    assert!(drift.fails(Level::Breaks));
    let entries: String = drift
        .findings
        .iter()
        .map(|finding| ledger_entry(finding, date(2026, 7, 1), date(2026, 12, 31)))
        .collect();
    let empty = Ledger::parse("ledger.toml", &entries)
        .unwrap_err()
        .to_string();
    assert!(empty.contains("`reason` is empty"), "{empty}");
    let text = entries
        .replace("reason = \"\"", "reason = \"seen\"")
        .replace("who = \"\"", "who = \"us\"");
    let ledger = Ledger::parse("ledger.toml", &text).unwrap();

    assert_eq!(
        ledger.apply(&mut drift, date(2026, 12, 31)),
        Vec::<String>::new()
    );
    assert!(!drift.fails(Level::Any));
    assert_eq!(
        drift.findings[0].accepted.as_deref(),
        Some("seen (us, 2026-07-01)")
    );
    assert_eq!(drift.suggested_version("0.3.1"), None);
}

#[test]
fn an_entry_that_expired_or_matches_nothing_is_a_problem() {
    let (_, drift) = drift();
    let finding = &drift.findings[0];
    let entry = |rule: &str, pointer: &str, hash: &str| {
        format!(
            "[[accepted]]\nrule = {rule:?}\npointer = {pointer:?}\nhash = {hash:?}\nreason = \"r\"\nwho = \"w\"\ndate = \"2026-07-01\"\nexpires = \"2026-07-31\"\n"
        )
    };
    let hash = fingerprint(finding);
    for (text, today, problem) in [
        (
            entry(finding.rule, &finding.pointer, &hash),
            date(2026, 8, 1),
            "accepted until 2026-07-31, which is past",
        ),
        (
            entry(finding.rule, &finding.pointer, "0000"),
            date(2026, 7, 2),
            "another change is there now",
        ),
        (
            entry(finding.rule, "#/nowhere", &hash),
            date(2026, 7, 2),
            "no such difference any more",
        ),
    ] {
        let mut drift = drift.clone();
        let problems = Ledger::parse("l", &text).unwrap().apply(&mut drift, today);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains(problem), "{problems:?}");
        assert!(drift.fails(Level::Breaks));
    }
}

#[test]
fn a_ledger_of_another_form_is_refused_with_the_place() {
    let entry = "[[accepted]]\nrule = \"type-changed\"\npointer = \"#\"\nhash = \"0\"\nreason = \"r\"\nwho = \"w\"\ndate = \"2026-07-01\"\nexpires = \"2026-07-31\"\n";
    assert_eq!(Ledger::parse("l.toml", entry).unwrap().accepted.len(), 1);
    for (old, new, what) in [
        ("type-changed", "no-such", "there is no rule `no-such`"),
        ("2026-07-31", "2026-06-30", "before `date`"),
        ("2026-07-31", "soon", "line 8"),
        ("who", "whom", "whom"),
    ] {
        let error = Ledger::parse("l.toml", &entry.replace(old, new))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("l.toml: ") && error.contains(what),
            "{error}"
        );
    }
}

#[test]
fn versions_follow_the_gravest_verdict() {
    let (_, mut drift) = drift();
    for (current, next) in [("1.2.3", "2.0.0"), ("0.3.1", "0.4.0")] {
        assert_eq!(drift.suggested_version(current).as_deref(), Some(next));
    }
    assert_eq!(drift.suggested_version("one"), None);
    drift.findings.remove(0);
    for (current, next) in [("1.2.3", "1.3.0"), ("0.3.1", "0.3.2")] {
        assert_eq!(drift.suggested_version(current).as_deref(), Some(next));
    }
}
