//! Compare two OpenAPI documents.

mod canonical;
mod compare;
mod drift;
mod error;
mod finding;
mod graph;
mod judge;
mod ledger;
mod pair;
mod report;
mod rules;
mod spec;

pub use drift::{Drift, PairedOperation, compare};
pub use error::Error;
pub use finding::{Finding, Impact, Item, Level};
pub use judge::Direction;
pub use ledger::{Accepted, Ledger, entry as ledger_entry, fingerprint};
pub use report::{Counts, Format, Lines, Report};
pub use rules::{RULES, Rule, Source, Wire};
