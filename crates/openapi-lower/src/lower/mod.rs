//! Lowering: from OpenAPI 3.1 to the part of 3.0.3 that progenitor and typify turn into good
//! Rust.
//!
//! A lowering is a list of passes ([`passes::PASSES`]), each of which changes the whole
//! document and reports what it changed and what it lost. They run in their order, again and
//! again until the document stays as it is. The rest of this module is what the
//! passes share: questions about schemas, merging, naming, the report.

mod hoist;
mod listing;
mod merge;
mod options;
mod pass;
mod passes;
mod report;
mod rustdoc;
mod schema;
mod tagged;

use self::pass::Pass;
use self::passes::PASSES;
use serde_json::Value;

use crate::{Document, Error};

pub(crate) use self::schema::schemas_or_insert;
pub use options::{LowerOptions, TaggedUnions};
pub use report::{
    Change, EnumValue, Lowered, PassReport, PatchField, StringEnum, TaggedUnion, UnionVariant,
};

/// Lowers a document of OpenAPI 3.1 (or 3.0) to 3.0.3.
///
/// The document given stays as it is. What cannot be lowered is an error that names the place
/// and the keyword; what is dropped is in the report. A lowered document lowers to itself.
///
/// ```
/// use openapi_lower::{Document, LowerOptions, lower};
///
/// let document = Document::parse("api.yaml", "
/// openapi: 3.1.0
/// info: {title: Pets, version: '1'}
/// components:
///   schemas:
///     Pet:
///       type: object
///       properties:
///         name: {type: [string, 'null']}
/// ")?;
/// let lowered = lower(&document, &LowerOptions::default())?;
/// assert_eq!(
///     lowered.document["components"]["schemas"]["Pet"]["properties"]["name"],
///     serde_json::json!({"type": "string", "nullable": true}),
/// );
/// # Ok::<(), openapi_lower::Error>(())
/// ```
pub fn lower(document: &Document, options: &LowerOptions) -> Result<Lowered, Error> {
    let mut value = document.value.clone();
    let large = size(&value).saturating_mul(GROWTH).saturating_add(100_000);
    let mut passes: Vec<Pass<'_>> = PASSES
        .iter()
        .map(|(name, _)| Pass::new(name, options, &document.source))
        .collect();
    // What one pass writes may be what an earlier one looks for: merged parts that make a
    // union of constants, say. So all run again until none finds anything.
    // Null climbs through unions of unions a level a round, so there may be as many as schemas.
    let rounds = schema::schemas(&value)
        .map_or(0, |schemas| schemas.len())
        .saturating_add(ROUNDS);
    for _ in 0..rounds {
        let before = value.clone();
        for ((_, function), pass) in PASSES.iter().zip(&mut passes) {
            function(&mut value, pass)?;
            if size(&value) > large {
                return Err(Error::Grown {
                    name: document.source.clone(),
                    pass: pass.name(),
                });
            }
        }
        if value == before {
            return Ok(Lowered {
                tagged_unions: listing::tagged_unions(&value),
                enums: listing::enums(&value),
                patch_fields: listing::patch_fields(&value),
                document: value,
                report: passes.into_iter().map(Pass::into_report).collect(),
            });
        }
    }
    Err(Error::Unsettled {
        name: document.source.clone(),
        rounds,
    })
}

/// How many values a document has, its own and those within.
fn size(value: &Value) -> usize {
    let mut count: usize = 0;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        count = count.saturating_add(1);
        match value {
            Value::Object(object) => open.extend(object.values()),
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    count
}

/// How many times as large as it was a document may get: unions that are parts of unions are
/// written out, and a few lines can say a great deal.
const GROWTH: usize = 32;

/// How often the passes run at most, besides once for each component schema. Three times are
/// common, the last of which finds nothing.
const ROUNDS: usize = 32;
