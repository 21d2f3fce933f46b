//! `cargo xtask vendor`: a snapshot of upstream's document, whichever form it is published in.
//!
//! | module | what lives there |
//! |---|---|
//! | `fetch` | reading an address or a file, again where that may help |
//! | `pages` | an index of documentation pages, each with the document of one operation |
//! | `aggregate` | one document of several services, of which one is kept |
//! | `snapshot` | where snapshots are kept, and which is the last |
//!
//! Snapshots stay on the machine: the folder is ignored by git, since the words are upstream's.

mod aggregate;
mod fetch;
mod pages;
pub mod snapshot;
#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use openapi_lower::{Document, bundle};

use self::fetch::Fetch;
use crate::regen;

/// What `vendor` takes.
#[derive(Args)]
pub struct Options {
    /// An address or a file: an OpenAPI document, an index of documentation pages, or an
    /// aggregated document of several services.
    #[arg(long)]
    from: String,
    /// Of an aggregated document, keep the paths that begin so.
    #[arg(long, default_value = "/preview/v2/")]
    keep: String,
    /// Of an aggregated document, the service whose prefix schemas lose.
    #[arg(long, default_value = "sfc-api_")]
    service: String,
}

/// Why no snapshot was taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address cannot be reached, or breaks off.
    #[error("{address}: {what}, at {attempts} attempts")]
    Transport {
        /// What was asked for.
        address: String,
        /// What went wrong the last time.
        what: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// The address answers, but not with what was asked for.
    #[error("{0}: the server answers {1}")]
    Status(String, u16),
    /// What was read is none of the three forms.
    #[error("{0}: neither an OpenAPI document nor an index of documentation pages: {1}")]
    Form(String, String),
    /// A page's document does not load, or it is a page of something else.
    #[error("{page}: {what}")]
    Page {
        /// The page.
        page: String,
        /// What is wrong with it.
        what: String,
    },
    /// Two pages say different things of one schema or operation.
    #[error("the pages do not agree, so they are not of one revision:\n{}", .0.join("\n"))]
    Conflicts(Vec<String>),
    /// The document has no operation.
    #[error("{0}: no operation in it{1}")]
    Empty(String, String),
    /// There is no snapshot to compare with.
    #[error("{}: no snapshot there: take one with `cargo xtask vendor --from …`, or name a document with `--revision`", .0.display())]
    NoSnapshot(PathBuf),
    /// The document does not load.
    #[error(transparent)]
    Load(#[from] openapi_lower::Error),
    /// The snapshot has no text.
    #[error("the document cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

/// Does the chore.
pub fn run(options: &Options) -> Result<ExitCode, Error> {
    let fetch = Fetch::new(&std::thread::sleep);
    let document = read(&fetch, options)?;
    let kept = snapshot::write(&regen::root(), &options.from, &document, Timestamp::now())?;
    println!(
        "{}: {} operations, SHA-256 {}",
        kept.path.display(),
        operations(&document),
        kept.sha256
    );
    Ok(ExitCode::SUCCESS)
}

/// Whether a text is an address rather than a file's name.
pub fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// The one document at an address.
pub fn document(address: &str) -> Result<Document, Error> {
    let fetch = Fetch::new(&std::thread::sleep);
    let text = fetch.text(address)?;
    Ok(Document::parse(address, &text)?)
}

/// Reads any of the three forms.
fn read(fetch: &Fetch<'_>, options: &Options) -> Result<Document, Error> {
    let text = fetch.text(&options.from)?;
    if let Some(pages) = pages::index(&text, &options.from) {
        return pages::merged(fetch, &options.from, &pages);
    }
    let form = |what: String| Error::Form(options.from.clone(), what);
    let mut document =
        Document::parse(&options.from, &text).map_err(|error| form(error.to_string()))?;
    if document.value.get("openapi").is_none() {
        return Err(form(
            "it has no `openapi` field, and no link to a page".to_owned(),
        ));
    }
    if !is_address(&options.from) {
        bundle(&mut document)?;
    }
    if aggregate::is_aggregated(&document.value, &options.service) {
        aggregate::keep(&mut document.value, &options.keep, &options.service);
        if operations(&document) == 0 {
            let why = format!(" whose path begins with `{}`", options.keep);
            return Err(Error::Empty(options.from.clone(), why));
        }
    }
    match operations(&document) {
        0 => Err(Error::Empty(options.from.clone(), String::new())),
        _ => Ok(document),
    }
}

fn operations(document: &Document) -> usize {
    let paths = document
        .value
        .get("paths")
        .and_then(|paths| paths.as_object());
    let items = paths
        .into_iter()
        .flat_map(|paths| paths.values())
        .filter_map(|item| item.as_object());
    items
        .flat_map(|item| item.keys())
        .filter(|key| pages::METHODS.contains(&key.as_str()))
        .count()
}
