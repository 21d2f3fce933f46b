//! The passes, one a module: each a function of a name that says what it looks at.
//!
//! To add one, write its module with its tests and give it a line in [`PASSES`].

pub(super) mod all_of;
mod annotations;
mod any_of;
mod boolean_schemas;
mod bounds;
mod circles;
mod closed_objects;
mod conditions;
mod constants;
mod constraint_unions;
mod defaults;
mod enums;
mod formless;
mod integer_formats;
mod keywords;
mod markdown;
mod media_types;
mod null_branches;
mod nullable_components;
mod nullable_parameters;
mod operations;
mod parameters;
pub(super) mod patch_fields;
mod path_parameters;
mod plain_references;
mod reference_siblings;
mod references;
mod responses;
mod rust_names;
mod schema_names;
mod shared_parameters;
mod single_branches;
mod string_unions;
mod tagged_unions;
mod type_lists;
mod union_parts;
mod value_unions;
mod verify;
mod version;

use serde_json::Value;

use super::hoist::{hoist, hoist_at, makes_a_type};
use super::pass::{Object, Pass, PassFunction};
use super::schema::{follow, is_wrapped_reference, referenced};
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
    ("references", references::references),
    ("path items", version::path_items),
    ("schema names", schema_names::schema_names),
    ("Rust names", rust_names::rust_names),
    ("conditions", conditions::conditions),
    ("boolean schemas", boolean_schemas::boolean_schemas),
    ("circles", circles::circles),
    ("type lists", type_lists::type_lists),
    ("null branches", null_branches::null_branches),
    ("enums", enums::enums),
    (
        "nullable parameters",
        nullable_parameters::nullable_parameters,
    ),
    ("parameters", parameters::parameters),
    ("operations", operations::operations),
    ("media types", media_types::media_types),
    ("responses", responses::responses),
    ("reference siblings", reference_siblings::reference_siblings),
    ("constraint unions", constraint_unions::constraint_unions),
    ("inline allOf", inline_all_of),
    ("union parts", union_parts::union_parts),
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
    ("formless", formless::formless),
    ("parameter forms", parameters::parameter_forms),
    ("inline schemas", inline_schemas),
    ("plain references", plain_references::plain_references),
    ("PATCH fields", patch_fields::patch_fields),
    ("markdown", markdown::markdown),
    ("verify", verify::verify),
];

/// Names every inline `allOf` with a part that is more than a plain value: written out where it
/// is, one that leads back to itself would have no end.
fn inline_all_of(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let wanted = |root: &Value, schema: &Object| {
        const FORMS: &[&str] = &[
            "properties",
            "additionalProperties",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
        ];
        let parts = schema.get("allOf").and_then(Value::as_array);
        let parts = parts.filter(|_| !is_wrapped_reference(schema));
        parts
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .any(|part| {
                let target = referenced(part).and_then(|_| follow(root, part));
                target.is_some_and(|target| FORMS.iter().any(|form| target.contains_key(*form)))
            })
    };
    hoist_at(document, pass, wanted, false)
}

/// Names every inline schema that the generator makes a type of.
fn inline_schemas(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    hoist(document, pass, makes_a_type)
}

#[cfg(test)]
mod tests {
    use super::PASSES;

    #[test]
    fn the_front_page_lists_every_pass_in_its_order() {
        let page = include_str!("../../lib.rs");
        let (_, table) = page.split_once("# The passes, in their order").unwrap();
        let (table, _) = table.split_once("# Rules").unwrap();
        let listed: Vec<&str> = table
            .lines()
            .filter_map(|line| line.strip_prefix("//! | ")?.split_once(" |"))
            .map(|(name, _)| name)
            .filter(|name| *name != "pass")
            .collect();
        let known: Vec<&str> = PASSES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, known);
    }
}
