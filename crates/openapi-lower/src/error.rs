//! What can go wrong, always with the file and the place in it.

use std::fmt;
use std::path::PathBuf;

use crate::Pointer;

/// A place in a named document; displays as `file#/json/pointer`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The document's name, most often its file name.
    pub source: String,
    /// The place in it.
    pub pointer: Pointer,
}

impl Location {
    /// A place in the document named `source`.
    pub fn new(source: impl Into<String>, pointer: Pointer) -> Self {
        Self {
            source: source.into(),
            pointer,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.source, self.pointer)
    }
}

/// Why a document could not be loaded, overlaid or lowered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The text is neither JSON nor YAML, or has a key twice.
    #[error("{name}: {what}")]
    Parse {
        /// The document's name.
        name: String,
        /// What is wrong, with line and column.
        what: String,
    },
    /// The text is no JSON pointer.
    #[error("`{text}` is not a JSON pointer: {why}")]
    Pointer {
        /// The text that was given.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// The overlay, or one of its actions, cannot be applied.
    #[error("{at}: {what}")]
    Overlay {
        /// The action, or the part of the overlay's own structure.
        at: Location,
        /// What is wrong with it.
        what: String,
    },
    /// A reference cannot be followed.
    #[error("{at}: `$ref: {reference}`: {why}")]
    Reference {
        /// The object that holds the reference.
        at: Location,
        /// The reference as written.
        reference: String,
        /// Why it leads nowhere.
        why: String,
    },
    /// Something that the target of the lowering has no form for.
    #[error("{at}: `{keyword}`: {why}")]
    Unsupported {
        /// The object that holds the keyword.
        at: Location,
        /// The keyword that stands in the way.
        keyword: String,
        /// Why it cannot be lowered, and what may be done.
        why: String,
    },
    /// Two schemas would get the same name.
    #[error("{at}: {what}")]
    NameCollision {
        /// The schema that came second.
        at: Location,
        /// Which names collide.
        what: String,
    },
    /// Unions of unions are parts of each other in more ways than can be written out.
    #[error("{name}: the pass `{pass}` makes the document too large: its unions hold each other")]
    Grown {
        /// The document's name.
        name: String,
        /// The pass after which it was too large.
        pass: &'static str,
    },
    /// The passes undo each other's work; a document that shows this is a defect of this crate.
    #[error("{name}: the document still changes after {rounds} rounds of lowering")]
    Unsettled {
        /// The document's name.
        name: String,
        /// How often every pass ran.
        rounds: usize,
    },
    /// The value is not of the form that OpenAPI gives it.
    #[error("{at}: {what}")]
    Malformed {
        /// The value in question.
        at: Location,
        /// What was found and what is allowed.
        what: String,
    },
}
