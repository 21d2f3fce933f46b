//! `cargo xtask drift` from outside: what it prints and how it exits.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get: {operationId: get_a, responses: {'200': {content: {application/json: {schema: {type: string}}}}}}
";

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Exit code, standard output, standard error.
fn drift(base: &str, revision: &str, name: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let folder = folder(name);
    let (old, new) = (folder.join("old.yaml"), folder.join("new.yaml"));
    fs::write(&old, base).unwrap();
    fs::write(&new, revision).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("drift")
        .arg("--base")
        .arg(&old)
        .arg("--revision")
        .arg(&new)
        .args(more);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_level_decides_between_0_and_1() {
    let added = DOCUMENT.replace("type: string", "enum: [a]");
    for (revision, level, code) in [
        (DOCUMENT, "any", 0),
        (added.as_str(), "breaks", 0),
        (added.as_str(), "may-break", 0),
        (added.as_str(), "any", 1),
        (
            &DOCUMENT.replace("type: string", "type: object"),
            "breaks",
            1,
        ),
    ] {
        let (exit, out, _) = drift(DOCUMENT, revision, "level", &["--fail-on", level]);
        assert_eq!(exit, Some(code), "{level}: {out}");
        assert!(out.contains("compared 1 operations"), "{out}");
    }
}

#[test]
fn what_cannot_be_done_is_2() {
    for (revision, what) in [
        ("[1", "new.yaml"),
        ("swagger: '2.0'", "only OpenAPI 3.0 and 3.1"),
    ] {
        let (exit, _, error) = drift(DOCUMENT, revision, "cannot", &[]);
        assert_eq!(exit, Some(2));
        assert!(
            error.starts_with("error: ") && error.contains(what),
            "{error}"
        );
    }
    let (exit, _, error) = drift(
        DOCUMENT,
        DOCUMENT,
        "ledgerless",
        &["--ledger", "no/such.toml"],
    );
    assert_eq!(exit, Some(2));
    assert!(error.contains("no/such.toml"), "{error}");
}

#[test]
fn nothing_in_common_fails() {
    let empty = "{openapi: 3.1.0, info: {title: t, version: '1'}, paths: {}}";
    let (exit, _, error) = drift(empty, empty, "empty", &[]);
    assert_eq!(exit, Some(1));
    assert!(error.contains("nothing was compared"), "{error}");
}

#[test]
fn a_ledger_accepts_until_it_expires() {
    let revision = DOCUMENT.replace("type: string", "type: object");
    let today = ["--today", "2026-07-01"];
    let (_, out, _) = drift(
        DOCUMENT,
        &revision,
        "ledger",
        &[today[0], today[1], "--entries"],
    );
    let entries: String = out
        .split_inclusive('\n')
        .skip_while(|line| !line.starts_with("[[accepted]]"))
        .collect();
    let ledger = folder("ledger").join("ledger.toml");
    fs::write(
        &ledger,
        entries
            .replace("reason = \"\"", "reason = \"r\"")
            .replace("who = \"\"", "who = \"w\""),
    )
    .unwrap();
    let ledger = ledger.to_str().unwrap();
    for (today, code, said) in [("2027-01-01", 0, ""), ("2027-01-02", 1, "which is past")] {
        let (exit, _, error) = drift(
            DOCUMENT,
            &revision,
            "ledger",
            &["--ledger", ledger, "--today", today, "--fail-on", "any"],
        );
        assert_eq!(exit, Some(code), "{error}");
        assert!(error.contains(said), "{error}");
    }
    let (exit, _, error) = drift(
        DOCUMENT,
        DOCUMENT,
        "ledger",
        &["--ledger", ledger, "--today", "2026-07-02"],
    );
    assert_eq!(exit, Some(1));
    assert!(error.contains("no such difference any more"), "{error}");
}

#[test]
fn every_form_is_printed() {
    let revision = DOCUMENT.replace("type: string", "type: object");
    for (form, start) in [
        ("text", ""),
        ("json", "{"),
        ("markdown", "## API drift"),
        ("github", "::error file="),
        ("sarif", "{"),
        ("junit", "<?xml"),
    ] {
        let (exit, out, _) = drift(DOCUMENT, &revision, "form", &["--format", form]);
        assert_eq!(exit, Some(1));
        assert!(
            out.starts_with(start) && out.contains("type-changed"),
            "{form}: {out}"
        );
    }
}
