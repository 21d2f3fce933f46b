//! `cargo xtask lower`: any OpenAPI 3.1 document in, the 3.0.3 that progenitor accepts out.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{fs, io};

use clap::Args;
use openapi_lower::{LowerOptions, lower};

use crate::explain;
use crate::source::Source;

/// What `lower` takes.
#[derive(Args)]
pub struct Options {
    /// The document: OpenAPI 3.1 or 3.0, JSON or YAML. Files that it refers to are read too.
    document: PathBuf,
    /// Where to write the lowered document, as JSON.
    #[arg(short, long)]
    output: PathBuf,
    /// An OpenAPI Overlay 1.0 to apply before lowering.
    #[arg(long)]
    overlay: Option<PathBuf>,
    /// Print every change and every loss, not only how many there are.
    #[arg(long)]
    explain: bool,
}

/// Why `lower` could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The document or the overlay does not load, apply or lower.
    #[error(transparent)]
    Lower(#[from] openapi_lower::Error),
    /// The lowered document has no text.
    #[error("the lowered document cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The output cannot be written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

/// Does the chore.
pub fn run(options: &Options) -> Result<ExitCode, Error> {
    let source = Source {
        document: &options.document,
        overlay: options.overlay.as_ref(),
    };
    let (document, bundled) = source.load()?;
    let lowered = lower(&document, &LowerOptions::new())?;
    for change in &bundled {
        println!("bundled {change}");
    }
    let shown = if options.explain {
        explain::explain(&lowered)
    } else {
        explain::summary(&lowered)
    };
    print!("{shown}");
    let mut text = serde_json::to_string_pretty(&lowered.document)?;
    text.push('\n');
    fs::write(&options.output, text).map_err(|error| Error::File(options.output.clone(), error))?;
    println!("{}: written", options.output.display());
    Ok(ExitCode::SUCCESS)
}
