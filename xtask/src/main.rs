//! The chores of this workspace, one command each: `cargo xtask --help` lists them.
//!
//! | module | what lives there |
//! |---|---|
//! | `regen` | contract and overlay in; `generated.rs`, `operations.rs`, the mocks and the sandbox's copy of the effective contract out |
//! | `generate` | the generator's settings and the order of the steps after it |
//! | `vocabulary` | which schemas are hand-written types |
//! | `open_types` | open enums and open unions, written into the generated types |
//! | `boxes` | which variants of unions hold the union itself |
//! | `polish` | what is taken out of or mended in the generator's output |
//! | `operation_table` | the table of operations |
//! | `httpmock` | the typed mocks of every operation |
//! | `drift` | upstream's document against the contract, and the code it touches |
//! | `vendor` | a snapshot of upstream's document |
//! | `chaos` | starting the chaos run of the tests |
//! | `client` | a client crate of any other document |
//! | `lower` | any document in, the lowered one out |
//! | `source` | reading a document that is not this workspace's own |
//! | `explain` | showing what a lowering did |
//! | `freshness` | writing the files, or showing how they differ |
//!
//! This crate never depends on the generated crate or on anything above it, so that it runs when
//! they do not compile.

mod boxes;
mod chaos;
mod client;
mod drift;
mod explain;
mod freshness;
mod generate;
mod httpmock;
mod lower;
mod open_types;
mod operation_table;
mod polish;
mod regen;
mod source;
mod vendor;
mod vocabulary;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The chores of this workspace.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Write the generated client from the contract and its overlay, or a client crate from
    /// any other document.
    Regen(regen::Options),
    /// Lower an OpenAPI 3.1 document to the 3.0.3 that progenitor accepts.
    Lower(lower::Options),
    /// Say how upstream's document differs from the contract, what that does to clients, and which
    /// code it touches; exit 1 when shipped clients break.
    Drift(drift::Options),
    /// Take a snapshot of upstream's document, from whichever form it is published in.
    Vendor(vendor::Options),
    /// Place thousands of orders over a broken network; exit 1 unless each is placed once.
    #[command(disable_help_flag = true)]
    Chaos(chaos::Options),
}

fn main() -> ExitCode {
    let outcome: Result<_, Box<dyn Error>> = match Arguments::parse().chore {
        Chore::Regen(options) => regen::run(&options).map_err(Into::into),
        Chore::Lower(options) => lower::run(&options).map_err(Into::into),
        Chore::Drift(options) => drift::run(&options).map_err(Into::into),
        Chore::Vendor(options) => vendor::run(&options).map_err(Into::into),
        Chore::Chaos(options) => chaos::run(&options).map_err(Into::into),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
