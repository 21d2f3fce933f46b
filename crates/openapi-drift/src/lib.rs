//! Compare two OpenAPI documents from the chair of a typed client.
//!
//! For whoever maintains a client that was generated from a document which moves: what breaks in
//! the client that is already shipped, and what breaks in users' code once it is generated anew.
//! The crate knows OpenAPI 3.0 and 3.1, and no API in particular.
//!
//! ```
//! use openapi_drift::{Level, Source, Wire, compare};
//! use openapi_lower::Document;
//!
//! let old = Document::parse("old.yaml", r"
//! openapi: 3.0.3
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: get_pet
//!       parameters: [{in: path, name: id, required: true, schema: {type: string}}]
//!       responses:
//!         '200': {description: The pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
//! components:
//!   schemas:
//!     Pet: {type: object, required: [name], properties: {name: {type: string, nullable: true}, born: {type: string}}}
//! ")?;
//! // Written otherwise in 3.1, and one difference: the name may be missing.
//! let new = Document::parse("new.yaml", r"
//! openapi: 3.1.0
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets/{pet}:
//!     get:
//!       operationId: get_pet
//!       parameters: [{in: path, name: pet, required: true, schema: {type: string}}]
//!       responses:
//!         '200': {description: The pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
//! components:
//!   schemas:
//!     Pet:
//!       allOf:
//!         - {properties: {name: {oneOf: [{type: 'null'}, {type: string}]}}}
//!         - {properties: {born: {type: string}}}
//! ")?;
//! let drift = compare(&old, &new)?;
//! let finding = &drift.findings[0];
//! assert_eq!(finding.rule, "property-became-optional");
//! assert_eq!((finding.wire, finding.source), (Wire::Breaks, Source::Major));
//! assert_eq!(finding.operations, ["GET /pets/{id}"]);
//! assert!(drift.fails(Level::Breaks));
//! assert_eq!(drift.suggested_version("1.4.2").as_deref(), Some("2.0.0"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way of a comparison
//! | step | module | what happens |
//! |---|---|---|
//! | load | `spec` | the version is checked; references are followed when they are met |
//! | canonicalise | `canonical` | `allOf` merged, forms of null, lone branches, `const` and enum, inline and `$ref`, order |
//! | pair | `pair` | operations, schemas, properties and branches that moved or have another name, with a confidence |
//! | compare | `compare` | each pair of places once, however many lead to it |
//! | judge | `rules`, `judge` | one table of rules, with two verdicts for each direction and a reason |
//! | attribute | `graph`, `drift` | one finding a cause, with the operations it reaches and the direction |
//! | report | `report` | text, JSON, Markdown, GitHub annotations, SARIF 2.1.0, JUnit ([`Report`]) |
//! | accept | `ledger` | differences that were looked at, each with a reason and an end ([`Ledger`]) |
//!
//! # The two verdicts
//! [`Wire`] is about a client already shipped. It is taken to pass over fields it does not know
//! and to read enum values it does not know, as every client should that is to live longer than a
//! revision. [`Source`] is about users' code, given a generator that makes a struct of an object,
//! an `Option` of what is optional or may be null, an enum of values or branches, a method of an
//! operation named for its `operationId`, and nothing of bounds, patterns and response headers.
//!
//! Every rule is in [`RULES`], with its reason. The place softens some: what is only read is not
//! sent, null in an `Option` is nothing new, headers are not generated, parameters are texts.
//!
//! # Rules it keeps
//! - Restructuring alone is no difference; a document differs in nothing from itself.
//! - What no rule knows is a finding of its own, `unjudged-keyword`, never passed over.
//! - The same two documents give the same findings in the same order.
//! - Time and memory grow with the documents. Circles end, a chain of references may be of any
//!   length, and schemas that are parts of each other in too many ways are refused.
//! - No input makes it panic, and it reads no clock: a ledger is told the day.
//!
//! # Where documents are silent, it is so
//! - Callbacks, webhooks and links are compared, and are safe: clients do not generate them.
//! - Which of several media types a client speaks cannot be told: losing any of them breaks.
//! - What is new in a `oneOf` that is received breaks, in an `anyOf` it may.
//! - The same change written at four operations or more is told once.
//! - A component that is new is part of what led to it; one that nothing leads to is a new type.
//! - Sixteen steps for each value of the documents, and 50,000 besides, are as many as are made.

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
