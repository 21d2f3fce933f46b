//! The passes, one a module: each a function of a name that says what it looks at.
//!
//! To add one, write its module with its tests and give it a line in [`PASSES`].

pub(super) mod all_of;
mod annotations;
mod any_of;
mod boolean_schemas;
mod bounds;
mod closed_objects;
mod constants;
mod constraint_unions;
mod defaults;
mod integer_formats;
mod keywords;
mod markdown;
mod media_types;
mod null_branches;
mod nullable_components;
mod nullable_parameters;
mod parameters;
pub(super) mod patch_fields;
mod path_parameters;
mod plain_references;
mod reference_siblings;
mod references;
mod responses;
mod schema_names;
mod shared_parameters;
mod single_branches;
mod string_unions;
mod tagged_unions;
mod type_lists;
mod value_unions;
mod verify;
mod version;

use serde_json::Value;

use super::hoist::{hoist, makes_a_type};
use super::pass::{Pass, PassFunction};
use crate::Error;

/// Every pass, in the order in which they run.
///
/// The order matters where one pass reads what another writes: null is gone before unions are
/// looked at; constants tell tagged unions apart and are rewritten after; patterns tell shared
/// parameters apart and are dropped after; `allOf` is merged before what is inline is named;
/// names are final before `PATCH` fields are marked; the last pass looks at all.
pub(super) const PASSES: &[(&str, PassFunction)] = &[
    ("version", version::version),
    ("keywords", keywords::keywords),
    ("schema names", schema_names::schema_names),
    ("boolean schemas", boolean_schemas::boolean_schemas),
    ("references", references::references),
    ("type lists", type_lists::type_lists),
    ("null branches", null_branches::null_branches),
    (
        "nullable parameters",
        nullable_parameters::nullable_parameters,
    ),
    ("parameters", parameters::parameters),
    ("media types", media_types::media_types),
    ("responses", responses::responses),
    ("reference siblings", reference_siblings::reference_siblings),
    ("constraint unions", constraint_unions::constraint_unions),
    ("shared parameters", shared_parameters::shared_parameters),
    ("path parameters", path_parameters::path_parameters),
    ("string unions", string_unions::string_unions),
    ("value unions", value_unions::value_unions),
    ("tagged union names", tagged_unions::name_tagged_unions),
    ("tagged unions", tagged_unions::tagged_unions),
    ("constants", constants::constants),
    ("allOf", all_of::all_of),
    (
        "nullable components",
        nullable_components::nullable_components,
    ),
    ("single branches", single_branches::single_branches),
    ("anyOf", any_of::any_of),
    ("integer formats", integer_formats::integer_formats),
    ("closed objects", closed_objects::closed_objects),
    ("bounds", bounds::bounds),
    ("defaults", defaults::defaults),
    ("annotations", annotations::annotations),
    ("inline schemas", inline_schemas),
    ("plain references", plain_references::plain_references),
    ("PATCH fields", patch_fields::patch_fields),
    ("markdown", markdown::markdown),
    ("verify", verify::verify),
];

/// Names every inline schema that the generator makes a type of.
fn inline_schemas(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    hoist(document, pass, makes_a_type)
}
