//! Load an OpenAPI document, overlay it, check it, and lower it from 3.1 to the part of 3.0.3
//! that progenitor and typify turn into good Rust.
//!
//! For whoever generates a client from a document that is newer, looser or less careful than
//! the generator expects. The crate knows OpenAPI and no API in particular.
//!
//! ```
//! use openapi_lower::{CheckOptions, Document, LowerOptions, Overlay, apply_overlay, check, lower};
//!
//! let mut document = Document::parse("api.yaml", r"
//! openapi: 3.1.0
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets:
//!     get:
//!       operationId: list_pets
//!       responses:
//!         '200': {description: All pets, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
//!         '500': {description: Trouble}
//! components:
//!   schemas:
//!     Pet: {type: object, properties: {name: {type: [string, 'null']}}}
//! ")?;
//! let overlay = Overlay::parse("overlay.yaml", r"
//! overlay: 1.0.0
//! info: {title: Our departures, version: '1'}
//! actions:
//!   - target: $.paths['/pets'].get
//!     description: Reading changes nothing.
//!     update: {x-safety: read}
//! ")?;
//! apply_overlay(&mut document, &overlay)?;
//! let rules = CheckOptions::new().require_operation_extension("x-safety", &["read", "write"]);
//! check(&document, &rules).map_err(|problems| problems[0].to_string()).unwrap();
//!
//! let lowered = lower(&document, &LowerOptions::default())?;
//! assert_eq!(lowered.document["openapi"], "3.0.3");
//! let lost: Vec<String> =
//!     lowered.report.iter().flat_map(|pass| &pass.lost).map(ToString::to_string).collect();
//! assert_eq!(lost, ["#/paths/~1pets/get/responses/500: the response `500`"]);
//! # Ok::<(), openapi_lower::Error>(())
//! ```
//!
//! # The steps
//! - [`Document`] and [`Overlay`] are read from JSON or YAML. A key that occurs twice is an
//!   error, as is YAML that is not 1.2.
//! - [`bundle()`] brings in what the document refers to in files beside it.
//! - [`apply_overlay`] applies OpenAPI Overlay 1.0. An action that selects or changes nothing is
//!   an error: it is stale.
//! - [`check()`] finds every problem at once, each as `file#/json/pointer: what`.
//! - [`lower()`] runs the passes below and gives a [`Lowered`]: the document, the report, and
//!   the unions, enums and `PATCH` fields that a generator may want to write better types for.
//!
//! # The passes, in their order
//! | pass | what it does |
//! |---|---|
//! | version | 3.1 → 3.0.3; webhooks and the like are lost |
//! | keywords | what OpenAPI does not know, or gives another form, is lost |
//! | references | each becomes one to a component; what leads nowhere is refused |
//! | path items | those of `components` are lost, now that they are written out |
//! | schema names | cuts chosen prefixes off ([`LowerOptions::strip_schema_prefixes`]) |
//! | Rust names | two schemas of one name in Rust: the later gets a number |
//! | conditions | `if`, `unevaluatedProperties` and the like are lost; `prefixItems` → `items` of any of them |
//! | boolean schemas | `true` → `{}`; forbidden properties are lost |
//! | circles | a union that is its own branch, a reference to itself: the branch is lost |
//! | type lists | `type: [T, "null"]` → `nullable`; several types → a union |
//! | null branches | `oneOf: [{type: null}, X]` → nullable `X`; null in enums → `nullable` |
//! | enums | values listed twice, or of another type than the schema's, are lost |
//! | nullable parameters | a nullable header or query parameter is an optional one |
//! | parameters | cookies are lost; what the generator writes otherwise is a text, or refused |
//! | operations | each gets a name of its own and a parameter for each variable of its path |
//! | media types | one for each body, JSON if there is one; the others are lost |
//! | responses | one type for each operation: failures are lost, as are differing successes |
//! | reference siblings | `$ref` with siblings → `allOf: [$ref]` with siblings |
//! | constraint unions | unions of `required` alone are lost |
//! | inline allOf | one with parts that are more than plain values becomes a component |
//! | union parts | what stands beside a union goes into each of its branches |
//! | shared parameters | a parameter with the pattern of a component refers to it |
//! | path parameters | other patterns in paths become components |
//! | string unions | a union of plain strings is one string |
//! | value unions | a union of constants is an enum; with a string beside it, an open enum |
//! | tagged union names | inline tagged unions become components |
//! | tagged unions | branches become components without the tag, the union is marked |
//! | constants | `const` → an enum of one where it tells branches apart, else a plain value |
//! | allOf | references and inline objects → one object |
//! | nullable components | `nullable` moves from a component to the references to it |
//! | single branches | a union of one is that one |
//! | anyOf | → `oneOf` |
//! | integer formats | `u-int32` → `uint32` |
//! | closed objects | are opened; rules about property names are lost |
//! | bounds | patterns, lengths, bounds are lost ([`LowerOptions::relax_wire_types`]) |
//! | defaults | are lost, kept in `x-default` ([`LowerOptions::drop_defaults`]) |
//! | annotations | examples, `readOnly` and the like are lost |
//! | formless | keywords that say nothing without others, as a format of no type, are lost |
//! | parameter forms | `deepObject` → a parameter for each property |
//! | inline schemas | enums, objects and unions become components with good names |
//! | plain references | `allOf` of one bare `$ref` → `$ref` |
//! | PATCH fields | are marked ([`LowerOptions::mark_patch_fields`]) |
//! | markdown | is escaped for rustdoc ([`LowerOptions::escape_markdown`]) |
//! | verify | refuses what is left of 3.1, and two schemas of one name in Rust |
//!
//! They run again and again until a run changes nothing: two runs are usual, three are common.
//! A document that grows beyond 32 times its size on the way is refused with the pass's name.
//!
//! # Rules
//! - Nothing is dropped in silence: it is in the report under `lost`, or it is an error that
//!   names the file, the JSON pointer and the keyword.
//! - A value that fits a schema before fits it after, with `oneOf` read as the generator reads
//!   it, the first branch that fits, and save for the tag of a marked union.
//! - A lowered document lowers to itself.
//! - No input makes it panic.
//!
//! # Extensions that it reads and writes
//! | extension | on | meaning |
//! |---|---|---|
//! | `x-tagged-union` | a schema, written | `{tag, variants: [{value, schema, variant, description?}]}` |
//! | `x-patch` | a property, written | absent, null and a value are three things |
//! | `x-const`, `x-default` | a schema, written | the constant or default it had |
//! | `x-open-enum` | a string, read and written | known values among any |
//! | `x-enum-descriptions` | an enum, read and written | `{value: description}`, or a list |
//! | `x-enum-varnames` | an enum, read and written | names for the values, a list |

mod bundle;
mod check;
mod document;
mod error;
mod lower;
mod names;
mod overlay;
mod pointer;
mod structure;
mod text;
mod walk;

pub use bundle::bundle;
pub use check::{CheckOptions, Problem, RequiredExtension, check};
pub use document::Document;
pub use error::{Error, Location};
pub use lower::{
    Change, EnumValue, LowerOptions, Lowered, PassReport, PatchField, StringEnum, TaggedUnion,
    TaggedUnions, UnionVariant, lower,
};
pub use names::rust_type_name;
pub use overlay::{Action, ActionChange, ActionReport, Overlay, OverlayReport, apply_overlay};
pub use pointer::Pointer;
