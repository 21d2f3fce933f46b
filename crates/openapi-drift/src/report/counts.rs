//! How much was compared.

use std::fmt;

use serde::Serialize;

/// How many things of both documents met a counterpart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Operations.
    pub operations: usize,
    /// Parameters, each once though many operations share it.
    pub parameters: usize,
    /// Schemas, inline ones among them, each pair once.
    pub schemas: usize,
    /// Properties of those schemas.
    pub properties: usize,
}

impl Counts {
    /// Whether nothing at all was compared, so that finding nothing means nothing.
    pub fn is_vacuous(&self) -> bool {
        self.operations == 0 && self.schemas == 0
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "compared {} operations, {} parameters, {} schemas, {} properties",
            self.operations, self.parameters, self.schemas, self.properties
        )
    }
}
