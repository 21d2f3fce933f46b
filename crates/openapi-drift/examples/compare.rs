//! Compares two files and prints the findings as JSON.
//!
//! ```sh
//! cargo run --example compare -- old.yaml new.json
//! ```

use std::process::ExitCode;

use openapi_drift::compare;
use openapi_lower::{Document, bundle};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut files = std::env::args().skip(1);
    let mut next = || {
        files
            .next()
            .ok_or("two files are needed: the old and the new document")
    };
    let (mut base, mut revision) = (Document::from_path(next()?)?, Document::from_path(next()?)?);
    bundle(&mut base)?;
    bundle(&mut revision)?;
    let drift = compare(&base, &revision)?;
    println!("{}", serde_json::to_string_pretty(&drift)?);
    Ok(ExitCode::from(u8::from(!drift.findings.is_empty())))
}
