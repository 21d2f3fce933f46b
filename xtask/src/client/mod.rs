//! `cargo xtask regen --contract FILE --out DIR`: a client crate for any OpenAPI document.
//!
//! | module | what lives there |
//! |---|---|
//! | `prepare` | what the generator reads of a lowered document |
//! | `attempt` | running the generator, and naming the place where it fails |
//! | `mend` | what is mended in the generator's output |
//! | `manifest` | the manifest and the front page of the crate |
//! | `runtime/open.rs` | the macros of open enums and unions, copied into the crate |
//!
//! The crate stands alone: it needs progenitor's client, reqwest and serde, and nothing of this
//! workspace. Its `Client` has progenitor's plain hooks: none is set, and the crate is the
//! caller's to edit. Enums and tagged unions are open, dates and ids are texts.

mod attempt;
mod manifest;
mod mend;
mod prepare;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use openapi_lower::{Change, LowerOptions, Lowered, lower, rust_type_name};
use progenitor_impl::{GenerationSettings, InterfaceStyle, TypeImpl};

use crate::freshness::Target;
use crate::open_types::Macros;
use crate::source::Source;
use crate::{explain, open_types};

/// The macros of open enums and unions.
const RUNTIME: &str = include_str!("runtime/open.rs");
const BANNER: &str = "// Written by `cargo xtask regen --contract`; do not edit.\n\n";
const MACROS: Macros = Macros {
    path: "crate::open",
    boxed: true,
};

/// What to make a client of, and where.
pub struct Order<'a> {
    /// The document and its overlay.
    pub source: Source<'a>,
    /// The folder of the crate; made where it is missing.
    pub out: &'a Path,
    /// Print every change and every loss.
    pub explain: bool,
    /// Write nothing, show how the files differ.
    pub check: bool,
}

/// Why no client was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The document or the overlay does not load, apply or lower.
    #[error(transparent)]
    Lower(#[from] openapi_lower::Error),
    /// Something in the document stands in the way of generation.
    #[error("{file}{pointer}: {why}")]
    Generate {
        /// The document.
        file: String,
        /// The place in the lowered document.
        pointer: String,
        /// What the generator says.
        why: String,
    },
    /// The generator's output is not what this tool takes it for.
    #[error("the generator's output is not Rust: {0}")]
    Output(#[from] syn::Error),
    /// The generator's output cannot be laid out.
    #[error("the generator's output cannot be laid out: {0}")]
    Layout(#[from] progenitor_impl::Error),
    /// The generator's output lacks something that this tool changes.
    #[error("the generator's output has no {0}")]
    Shape(&'static str),
    /// A file of the crate cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
}

/// Makes the client.
pub fn run(order: &Order<'_>) -> Result<ExitCode, Error> {
    let (document, bundled) = order.source.load()?;
    let mut options = LowerOptions::new();
    // `Patch` is a type of this workspace; here such a field is an optional one.
    options.mark_patch_fields = false;
    let lowered = lower(&document, &options)?;
    report(&lowered, &bundled, order.explain);
    let generated = generated(&document.source, &lowered)?;
    let files = [
        ("Cargo.toml", manifest::manifest(&lowered.document)),
        ("src/lib.rs", manifest::front_page(&lowered.document)),
        ("src/open.rs", RUNTIME.to_owned()),
        ("src/generated.rs", generated),
    ];
    let mut stale = false;
    for (name, text) in files {
        let target = Target {
            path: order.out.join(name),
            text,
        };
        let failed = |error| Error::File(target.path.clone(), error);
        if order.check {
            if let Some(difference) = target.difference(name).map_err(failed)? {
                stale = true;
                print!("{difference}");
            }
        } else {
            let wrote = target.write().map_err(failed)?;
            let state = if wrote { "written" } else { "fresh" };
            println!("{}: {state}", target.path.display());
        }
    }
    Ok(if stale {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn report(lowered: &Lowered, bundled: &[Change], all: bool) {
    for change in bundled {
        println!("bundled {change}");
    }
    if all {
        print!("{}", explain::explain(lowered));
    } else {
        print!("{}", explain::summary(lowered));
    }
}

/// The text of `generated.rs`.
fn generated(source: &str, lowered: &Lowered) -> Result<String, Error> {
    let document = prepare::prepare(&lowered.document);
    let tokens =
        attempt::generate(&document, &|| settings(lowered)).map_err(|failure| Error::Generate {
            file: source.to_owned(),
            pointer: failure.pointer.to_string(),
            why: failure.why,
        })?;
    let mut file: syn::File = syn::parse2(tokens)?;
    mend::mend(&mut file);
    let text = progenitor_impl::space_out_items(prettyplease::unparse(&file))?;
    let open = open_types::text(lowered, MACROS);
    let text =
        crate::generate::insert_types(&text, &open).map_err(|_| Error::Shape("module of types"))?;
    Ok(format!("{BANNER}{text}"))
}

fn settings(lowered: &Lowered) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq")
        .with_timeout(Duration::from_secs(60).as_secs());
    for string_enum in &lowered.enums {
        let name = rust_type_name(&string_enum.name);
        let path = format!("crate::types::{name}");
        settings.with_replacement(name, path, std::iter::once(TypeImpl::Display));
    }
    for union in &lowered.tagged_unions {
        let name = rust_type_name(&union.name);
        let path = format!("crate::types::{name}");
        settings.with_replacement(name, path, std::iter::empty());
    }
    settings
}

#[cfg(test)]
mod tests;
