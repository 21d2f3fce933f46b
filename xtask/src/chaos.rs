//! Starts the chaos run, a program of the `tests` member.
//!
//! It is started and not linked, so that the other chores build when the generated code does not.

use std::io;
use std::process::{Command, ExitCode};

use clap::Args;

/// What `chaos` takes.
#[derive(Args)]
pub struct Options {
    /// Build it with optimisations first: quicker from some 50,000 orders on.
    #[arg(long)]
    release: bool,
    /// The run's own arguments: `--orders 20000 --faults 0.3 --seed 1 --tasks 32`, and `--help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Why there was no run.
#[derive(Debug, thiserror::Error)]
#[error("cargo could not be started: {0}")]
pub struct Error(#[from] io::Error);

/// Runs it to its end; its exit status is this one's.
pub fn run(options: &Options) -> Result<ExitCode, Error> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args([
        "run",
        "--quiet",
        "--package",
        "sfcompute-tests",
        "--bin",
        "chaos",
    ]);
    if options.release {
        command.arg("--release");
    }
    let status = command.arg("--").args(&options.arguments).status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    // Ended by a signal: it found out nothing.
    Ok(ExitCode::from(code.unwrap_or(2)))
}
