//! Why a comparison could not be made.

/// Why two documents could not be compared, or a ledger not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The document is not OpenAPI 3.0 or 3.1.
    #[error("{source_name}: {found}: only OpenAPI 3.0 and 3.1 can be compared")]
    Version {
        /// The document's name.
        source_name: String,
        /// What stands in its place.
        found: String,
    },
    /// The document does not load.
    #[error(transparent)]
    Load(#[from] openapi_lower::Error),
    /// The schemas combine in more ways than can be compared in time linear in their size.
    #[error(
        "the schemas of the two documents are parts of each other in more ways than the {limit} that documents of their size may have"
    )]
    Grown {
        /// How many steps were made.
        limit: usize,
    },
    /// The report has no text.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The ledger is not of its form.
    #[error("{name}: {what}")]
    Ledger {
        /// The ledger's name.
        name: String,
        /// What is wrong, with the place.
        what: String,
    },
}
