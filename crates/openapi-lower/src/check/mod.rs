//! Checking a document: every problem at once, each with its place.

mod keywords;
mod operations;
mod references;
#[cfg(test)]
mod tests;

use std::fmt;

pub(crate) use references::mapping_target;

use crate::{Document, Location, Pointer};

/// What [`check`] asks for beyond the rules of OpenAPI itself.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CheckOptions {
    /// An extension that every operation under `paths` must have, with its allowed values.
    pub required_operation_extension: Option<RequiredExtension>,
}

/// An extension that must be there, and hold one of a few texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredExtension {
    /// The extension's key, such as `x-safety`.
    pub name: String,
    /// The values it may have.
    pub allowed: Vec<String>,
}

impl CheckOptions {
    /// The rules of OpenAPI itself.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also asks every operation for the extension `name` with one of the `allowed` values.
    #[must_use]
    pub fn require_operation_extension(mut self, name: &str, allowed: &[&str]) -> Self {
        self.required_operation_extension = Some(RequiredExtension {
            name: name.to_owned(),
            allowed: allowed.iter().map(ToString::to_string).collect(),
        });
        self
    }
}

/// One thing that is wrong, and where; displays as `file#/json/pointer: what`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The document and the place in it.
    pub at: Location,
    /// What is wrong, and what is allowed.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

impl std::error::Error for Problem {}

/// Finds every problem of a document: references and discriminator mappings that lead nowhere,
/// keywords that OpenAPI 3.1 does not know, values of the wrong form, operations without an
/// `operationId` or with another's, and operations that lack what the options ask for.
///
/// Problems come in the order of the document. Extensions (`x-…`) are allowed everywhere and
/// not looked into.
pub fn check(document: &Document, options: &CheckOptions) -> Result<(), Vec<Problem>> {
    let mut found = Findings {
        document,
        problems: Vec::new(),
    };
    keywords::check(&mut found);
    references::check(&mut found);
    operations::check(&mut found, options);
    if found.problems.is_empty() {
        Ok(())
    } else {
        Err(found.problems)
    }
}

/// The problems so far, and the document they are of.
struct Findings<'d> {
    document: &'d Document,
    problems: Vec<Problem>,
}

impl Findings<'_> {
    fn add(&mut self, pointer: &Pointer, what: impl Into<String>) {
        self.problems.push(Problem {
            at: self.document.at(pointer.clone()),
            what: what.into(),
        });
    }
}
