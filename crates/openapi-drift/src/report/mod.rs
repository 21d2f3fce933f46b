//! Findings written for people, for programs and for the tools of the field.
//!
//! | module | what lives there |
//! |---|---|
//! | `changelog` | a draft for users of the client |
//! | `counts` | how much was compared |
//! | `lines` | from a pointer to a line |
//! | `text` | for a terminal |
//! | `markdown` | for an issue or a pull request |
//! | `github` | annotations of GitHub's workflows |
//! | `sarif` | SARIF 2.1.0, for code scanning |
//! | `junit` | JUnit's XML, for whatever shows tests |

mod changelog;
mod counts;
mod github;
mod junit;
mod lines;
mod markdown;
mod sarif;
mod text;

pub use counts::Counts;
pub use lines::Lines;

use crate::{Drift, Error, Finding, Level, Source, Wire};

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For a terminal.
    Text,
    /// The whole [`Drift`], with the verdict and what fails.
    Json,
    /// For an issue or a pull request.
    Markdown,
    /// Annotations of GitHub's workflows.
    Github,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit's XML.
    Junit,
}

/// What a report is written with besides the findings.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    /// The outcome to report.
    pub drift: &'r Drift,
    /// From which findings on it fails.
    pub level: Level,
    /// Lines of the base, for the formats that point into files.
    pub lines: Option<&'r Lines>,
    /// The version of the client now, to suggest the next one.
    pub version: Option<&'r str>,
}

impl Report<'_> {
    /// Writes the report, with a line end at its end.
    pub fn write(&self, format: Format) -> Result<String, Error> {
        let text = match format {
            Format::Text => text::write(self),
            Format::Json => return self.json(),
            Format::Markdown => markdown::write(self),
            Format::Github => github::write(self),
            Format::Sarif => return pretty(&sarif::write(self)),
            Format::Junit => junit::write(self),
        };
        Ok(text)
    }

    fn json(&self) -> Result<String, Error> {
        #[derive(serde::Serialize)]
        struct Whole<'r> {
            wire: Wire,
            source: Source,
            fails: bool,
            suggested_version: Option<String>,
            #[serde(flatten)]
            drift: &'r Drift,
        }
        let (wire, source) = self.drift.verdict();
        pretty(&Whole {
            wire,
            source,
            fails: self.drift.fails(self.level),
            suggested_version: self.suggested(),
            drift: self.drift,
        })
    }

    fn suggested(&self) -> Option<String> {
        self.drift.suggested_version(self.version?)
    }

    /// The file and line to show for a finding: in the base, where it stands there.
    fn place(&self, finding: &Finding) -> (String, usize) {
        let line = finding
            .base
            .as_ref()
            .zip(self.lines)
            .map(|(at, lines)| lines.of(at));
        (self.drift.base.clone(), line.unwrap_or(1))
    }

    fn grave<'f>(&self, finding: &'f Finding) -> &'f str {
        match finding.wire {
            _ if finding.accepted.is_some() => "note",
            Wire::Breaks => "error",
            Wire::MayBreak => "warning",
            Wire::Safe => "note",
        }
    }
}

fn pretty(value: &impl serde::Serialize) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

/// The words for a verdict.
fn verdict(wire: Wire, source: Source) -> &'static str {
    match (wire, source) {
        (Wire::Breaks, Source::Major) => "shipped clients break, and so does users' code",
        (Wire::Breaks, _) => "shipped clients break",
        (Wire::MayBreak, Source::Major) => "shipped clients may break, users' code does",
        (Wire::MayBreak, _) => "shipped clients may break",
        (Wire::Safe, Source::Major) => "users' code breaks once generated anew",
        (Wire::Safe, Source::Minor) => "something is new",
        (Wire::Safe, Source::None) => "nothing a client sees",
    }
}

/// The findings by verdict on the wire, gravest first, accepted ones at the end.
fn sections(drift: &Drift) -> [(&'static str, Vec<&Finding>); 4] {
    let open = |wire: Wire| -> Vec<&Finding> {
        let all = drift.findings.iter();
        all.filter(|finding| finding.accepted.is_none() && finding.wire == wire)
            .collect()
    };
    let accepted = drift
        .findings
        .iter()
        .filter(|finding| finding.accepted.is_some());
    [
        ("Breaks shipped clients", open(Wire::Breaks)),
        ("May break shipped clients", open(Wire::MayBreak)),
        ("Safe for shipped clients", open(Wire::Safe)),
        ("Accepted", accepted.collect()),
    ]
}

/// What a finding reaches, in words.
fn reach(finding: &Finding) -> String {
    let way = match finding.direction {
        Some(crate::Direction::Request) => "requests",
        Some(crate::Direction::Response) => "responses",
        Some(crate::Direction::Both) => "requests and responses",
        None => "",
    };
    let operations = match finding.operations.as_slice() {
        [] => return way.to_owned(),
        [only] => only.clone(),
        [first, second] => format!("{first}, {second}"),
        [first, .., last] => format!("{} operations: {first} … {last}", finding.operations.len()),
    };
    match way {
        "" => operations,
        way => format!("{way} of {operations}"),
    }
}
