//! `cargo xtask drift`: how upstream's document differs from the contract, what that does to
//! clients, and which code it touches.
//!
//! | module | what lives there |
//! |---|---|
//! | `code` | the generated items, and where hand-written code names them |
//! | `impact` | from a finding to those items |

mod code;
mod impact;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use openapi_drift::{Drift, Format, Ledger, Level, Lines, Report, compare, ledger_entry};
use openapi_lower::{Document, Pointer, bundle};

use crate::regen::{self, CONTRACT};
use crate::vendor::{self, snapshot};

/// The ledger's path from the workspace's root.
const LEDGER: &str = "openapi/accepted.toml";

/// What `drift` takes.
#[derive(Args)]
pub struct Options {
    /// The document that clients were made from; the contract of this workspace if not given.
    #[arg(long)]
    base: Option<PathBuf>,
    /// The document to compare with: a file or an address; the last snapshot if not given.
    #[arg(long)]
    revision: Option<String>,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// From which findings on to fail.
    #[arg(long, value_enum, default_value_t = FailOn::Breaks)]
    fail_on: FailOn,
    /// The ledger of accepted differences; that of this workspace for its own contract.
    #[arg(long)]
    ledger: Option<PathBuf>,
    /// Compare nothing: check that the ledger reads, that its places are in the base and that no
    /// entry has expired.
    #[arg(long, conflicts_with = "revision")]
    check_ledger: bool,
    /// After the report, print ledger entries for what is not accepted, to be completed by hand.
    #[arg(long)]
    entries: bool,
    /// The day by which entries of the ledger expire, such as 2026-07-21; today if not given.
    #[arg(long)]
    today: Option<Date>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
    Markdown,
    Github,
    Sarif,
    Junit,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Breaks,
    MayBreak,
    Any,
}

/// Why `drift` could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A document does not load.
    #[error(transparent)]
    Load(#[from] openapi_lower::Error),
    /// The documents cannot be compared, or the ledger not be read.
    #[error(transparent)]
    Drift(#[from] openapi_drift::Error),
    /// The revision cannot be fetched, or there is no snapshot.
    #[error(transparent)]
    Vendor(#[from] vendor::Error),
    /// A source file of this workspace is not Rust.
    #[error("{0}: {1}")]
    Rust(PathBuf, syn::Error),
    /// A file cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

/// Does the chore.
pub fn run(options: &Options) -> Result<ExitCode, Error> {
    let root = regen::root();
    let own = options.base.is_none();
    let base_path = options.base.clone().unwrap_or_else(|| root.join(CONTRACT));
    let mut base = load(&base_path)?;
    if own {
        base.source = CONTRACT.to_owned();
    }
    let today = options
        .today
        .unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
    let ledger = ledger(options, &root, own)?;
    if options.check_ledger {
        return Ok(check(&ledger.unwrap_or_default(), &base, today));
    }
    let revision = match &options.revision {
        Some(address) if vendor::is_address(address) => vendor::document(address)?,
        Some(file) => load(Path::new(file))?,
        None => load(&snapshot::last(&root)?)?,
    };
    let mut drift = compare(&base, &revision)?;
    if own {
        let code = code::Code::read(&root)?;
        impact::add(&mut drift, &code);
    }
    let problems = ledger
        .map(|ledger| ledger.apply(&mut drift, today))
        .unwrap_or_default();
    report(options, &base_path, &drift)?;
    if options.entries {
        let expires = today.saturating_add(jiff::Span::new().months(6));
        for finding in drift
            .findings
            .iter()
            .filter(|finding| finding.accepted.is_none())
        {
            println!("\n{}", ledger_entry(finding, today, expires));
        }
    }
    for problem in &problems {
        eprintln!("ledger: {problem}");
    }
    let vacuous = drift.compared.is_vacuous();
    if vacuous {
        eprintln!("nothing of one document is in the other: nothing was compared");
    }
    let fails = vacuous || !problems.is_empty() || drift.fails(options.fail_on.level());
    Ok(ExitCode::from(u8::from(fails)))
}

fn load(path: &Path) -> Result<Document, Error> {
    let mut document = Document::from_path(path)?;
    bundle(&mut document)?;
    Ok(document)
}

fn ledger(options: &Options, root: &Path, own: bool) -> Result<Option<Ledger>, Error> {
    let path = match &options.ledger {
        Some(path) => path.clone(),
        None if own => root.join(LEDGER),
        None => return Ok(None),
    };
    let text = fs::read_to_string(&path).map_err(|error| Error::File(path.clone(), error))?;
    Ok(Some(Ledger::parse(&path.display().to_string(), &text)?))
}

/// Checks what can be checked of a ledger without upstream's document.
fn check(ledger: &Ledger, base: &Document, today: Date) -> ExitCode {
    let mut problems = 0_usize;
    for entry in &ledger.accepted {
        let at = format!("{} at {}", entry.rule, entry.pointer);
        let mut complain = |what: String| {
            eprintln!("ledger: {at}: {what}");
            problems = problems.saturating_add(1);
        };
        if today > entry.expires {
            complain(format!("accepted until {}, which is past", entry.expires));
        }
        // What is new upstream is not in the base itself, but what it is new to is.
        let is_there = |pointer: &Pointer| pointer.get(&base.value).is_some();
        let known = entry.pointer.parse::<Pointer>().is_ok_and(|mut pointer| {
            is_there(&pointer) || pointer.pop().is_some() && is_there(&pointer)
        });
        if !known {
            complain(format!("{} has no such place", base.source));
        }
    }
    println!(
        "{} ledger entries checked, {problems} wrong",
        ledger.accepted.len()
    );
    ExitCode::from(u8::from(problems > 0))
}

fn report(options: &Options, base: &Path, drift: &Drift) -> Result<(), Error> {
    let lines = match options.format {
        Form::Github | Form::Sarif => {
            let text =
                fs::read_to_string(base).map_err(|error| Error::File(base.to_owned(), error))?;
            Some(Lines::new(&text))
        }
        _ => None,
    };
    let report = Report {
        drift,
        level: options.fail_on.level(),
        lines: lines.as_ref(),
        version: Some(env!("CARGO_PKG_VERSION")),
    };
    print!("{}", report.write(options.format.format())?);
    if !matches!(options.format, Form::Text) {
        eprintln!("{}", drift.compared);
    }
    Ok(())
}

impl Form {
    fn format(self) -> Format {
        match self {
            Self::Text => Format::Text,
            Self::Json => Format::Json,
            Self::Markdown => Format::Markdown,
            Self::Github => Format::Github,
            Self::Sarif => Format::Sarif,
            Self::Junit => Format::Junit,
        }
    }
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            Self::Breaks => Level::Breaks,
            Self::MayBreak => Level::MayBreak,
            Self::Any => Level::Any,
        }
    }
}
