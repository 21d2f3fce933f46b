//! `cargo xtask regen`: contract and overlay in, the generated files out. With `--contract`, the
//! same for any other document (see [`client`]).

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use openapi_lower::{
    CheckOptions, Document, LowerOptions, Lowered, Overlay, Problem, apply_overlay, check, lower,
};

use crate::freshness::Target;
use crate::source::Source;
use crate::{client, explain, generate, httpmock, operation_table};

/// The contract's path from the workspace's root.
pub const CONTRACT: &str = "openapi/sfc-api.yaml";
/// The overlay's path from the workspace's root.
const OVERLAY: &str = "openapi/overlay.yaml";
/// The generated client.
pub const GENERATED: &str = "crates/sfcompute-api/src/generated.rs";
/// The generated table of operations.
pub const OPERATIONS: &str = "crates/sfcompute-api/src/operations.rs";
/// The generated mocks.
const MOCKS: &str = "crates/sfcompute-httpmock/src/generated.rs";

/// The effective contract as the sandbox carries it.
const EFFECTIVE: &str = "crates/sfcompute-sandbox/contract.json";

/// What `regen` takes.
#[derive(Args)]
pub struct Options {
    /// Write nothing; print how the files differ and exit with 1 when one is stale.
    #[arg(long)]
    check: bool,
    /// Print what every lowering pass changed and what it lost.
    #[arg(long)]
    explain: bool,
    /// Make a client crate of this document instead: any OpenAPI 3.1 or 3.0, JSON or YAML.
    #[arg(long, requires = "out")]
    contract: Option<PathBuf>,
    /// The folder of that crate.
    #[arg(long, requires = "contract")]
    out: Option<PathBuf>,
    /// An overlay for that document.
    #[arg(long, requires = "contract")]
    overlay: Option<PathBuf>,
}

/// Why `regen` could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The contract or the overlay does not load, apply or lower.
    #[error(transparent)]
    Lower(#[from] openapi_lower::Error),
    /// The effective contract breaks rules.
    #[error("{} in the effective contract:\n{}", problems(.0.len()), lines(.0))]
    Contract(Vec<Problem>),
    /// The lowered contract does not generate.
    #[error(transparent)]
    Generate(#[from] generate::Error),
    /// The table of operations cannot be made.
    #[error(transparent)]
    Operations(#[from] operation_table::Error),
    /// The mocks cannot be made.
    #[error(transparent)]
    Mocks(#[from] httpmock::Error),
    /// The client of another document cannot be made.
    #[error(transparent)]
    Client(#[from] client::Error),
    /// A generated file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

fn problems(count: usize) -> String {
    match count {
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    }
}

fn lines(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(|problem| format!("  {problem}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Does the chore.
pub fn run(options: &Options) -> Result<ExitCode, Error> {
    if let (Some(document), Some(out)) = (&options.contract, &options.out) {
        return Ok(client::run(&client::Order {
            source: Source {
                document,
                overlay: options.overlay.as_ref(),
            },
            out,
            explain: options.explain,
            check: options.check,
        })?);
    }
    let root = root();
    let (contract, lowered) = lowered(&root)?;
    if options.explain {
        print!("{}", explain::explain(&lowered));
    }
    let client = generate::client(&lowered)?;
    let mocks = httpmock::text(&contract.value, &lowered.document, &client)?;
    let targets = [
        (GENERATED, client),
        (OPERATIONS, operation_table::text(&lowered.document)?),
        (MOCKS, mocks),
        (EFFECTIVE, format!("{:#}\n", contract.value)),
    ];
    let mut stale = false;
    for (name, text) in targets {
        let target = Target {
            path: root.join(name),
            text,
        };
        let failed = |error| Error::File(target.path.clone(), error);
        if options.check {
            if let Some(difference) = target.difference(name).map_err(failed)? {
                stale = true;
                print!("{difference}");
            }
        } else {
            let wrote = target.write().map_err(failed)?;
            println!("{name}: {}", if wrote { "written" } else { "fresh" });
        }
    }
    if stale {
        eprintln!("stale: run `cargo xtask regen` and commit what it writes");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// The workspace's root: the folder above this crate's.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Loads, overlays, checks and lowers the contract; gives it before and after the last.
fn lowered(root: &Path) -> Result<(Document, Lowered), Error> {
    let mut document = Document::from_path(root.join(CONTRACT))?;
    let overlay = Overlay::from_path(root.join(OVERLAY))?;
    apply_overlay(&mut document, &overlay)?;
    let rules = CheckOptions::new()
        .require_operation_extension(operation_table::SAFETY, &operation_table::SAFETY_CLASSES);
    check(&document, &rules).map_err(Error::Contract)?;
    let options = LowerOptions::new().strip_schema_prefixes(["v2."]);
    let lowered = lower(&document, &options)?;
    Ok((document, lowered))
}
