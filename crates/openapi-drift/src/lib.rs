//! Compare two OpenAPI documents.

mod canonical;
mod compare;
mod drift;
mod error;
mod finding;
mod graph;
mod judge;
mod pair;
mod report;
mod rules;
mod spec;

pub use drift::{Drift, PairedOperation, compare};
pub use error::Error;
pub use finding::{Finding, Impact, Item, Level};
pub use judge::Direction;
pub use report::Counts;
pub use rules::{RULES, Rule, Source, Wire};
