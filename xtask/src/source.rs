//! Reading a document that is not this workspace's own.

use std::path::{Path, PathBuf};

use openapi_lower::{Change, Document, Error, Overlay, apply_overlay, bundle};

/// A document and the overlay to apply to it, as given on the command line.
pub struct Source<'a> {
    /// The document: JSON or YAML.
    pub document: &'a Path,
    /// The overlay, if any.
    pub overlay: Option<&'a PathBuf>,
}

impl Source<'_> {
    /// Loads the document with all that it refers to in files beside it, and overlays it.
    ///
    /// Says what came from other files.
    pub fn load(&self) -> Result<(Document, Vec<Change>), Error> {
        let mut document = Document::from_path(self.document)?;
        let bundled = bundle(&mut document)?;
        if let Some(overlay) = self.overlay {
            apply_overlay(&mut document, &Overlay::from_path(overlay)?)?;
        }
        Ok((document, bundled))
    }
}
