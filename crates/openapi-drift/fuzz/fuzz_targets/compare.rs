//! Any two texts: parsed, compared and reported, none of which may panic; and a document differs
//! in nothing from itself.
//!
//! What follows a NUL is the revision; without one, it is an empty document. From the folder of
//! the crate:
//!
//! ```sh
//! cargo fuzz run compare -- -runs=1000000 -max_len=4096
//! ```
//!
//! cargo-fuzz asks for a nightly compiler; a stable one does with `RUSTC_BOOTSTRAP=1`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openapi_drift::{Format, Level, Lines, Report, compare};
use openapi_lower::Document;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (base_text, revision_text) = text.split_once('\0').unwrap_or((text, "openapi: 3.1.0"));
    let (Ok(base), Ok(revision)) = (
        Document::parse("base", base_text),
        Document::parse("revision", revision_text),
    ) else {
        return;
    };
    if let Ok(drift) = compare(&base, &base) {
        assert!(drift.findings.is_empty(), "a document differs in nothing from itself");
    }
    let Ok(drift) = compare(&base, &revision) else {
        return;
    };
    let lines = Lines::new(base_text);
    let report = Report {
        drift: &drift,
        level: Level::Any,
        lines: Some(&lines),
        version: Some("0.1.0"),
    };
    for format in [Format::Text, Format::Json, Format::Markdown, Format::Github, Format::Sarif, Format::Junit] {
        report.write(format).expect("a report can be written");
    }
});
