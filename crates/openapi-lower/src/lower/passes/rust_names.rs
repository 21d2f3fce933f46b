//! Component schemas whose names are no names for types.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::schema_names::rename_references;
use crate::lower::pass::Pass;
use crate::lower::schema::schemas_of_mut;
use crate::names::{distinct, rust_type_name};
use crate::{Error, Pointer};

/// Names that the generator's own code uses for something else.
const RESERVED: &[&str] = &["String"];

/// Renames component schemas that would have the name of an earlier one in Rust, or one that the
/// generator uses itself, and those whose names have letters that a reference or an identifier
/// cannot have.
///
/// The first keeps its name, the second gets a number, in the order of the document.
pub(crate) fn rust_names(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let Some(schemas) = schemas_of_mut(document) else {
        return Ok(());
    };
    // Names that need no change are taken first, so that none of them is another's second.
    let mut taken: HashSet<String> = RESERVED.iter().map(ToString::to_string).collect();
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut others = Vec::new();
    for name in schemas.keys() {
        if !is_plain(name) || !taken.insert(rust_type_name(name)) {
            others.push(name.clone());
        }
    }
    if others.is_empty() {
        return Ok(());
    }
    for name in others {
        let plain: String = name
            .chars()
            .map(|letter| if is_plain_letter(letter) { letter } else { '-' })
            .collect();
        let new = distinct(&rust_type_name(&plain), |name| {
            taken.contains(&rust_type_name(name))
        });
        taken.insert(rust_type_name(&new));
        pass.changed(&Pointer::schema(&name), format!("renamed to `{new}`"));
        renamed.insert(name, new);
    }
    *schemas = std::mem::take(schemas)
        .into_iter()
        .map(|(name, schema)| (renamed.get(&name).cloned().unwrap_or(name), schema))
        .collect();
    rename_references(document, &renamed)
}

fn is_plain(name: &str) -> bool {
    name.chars().any(|letter| letter.is_ascii_alphanumeric()) && name.chars().all(is_plain_letter)
}

fn is_plain_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::pass::testing::run_schemas;

    #[test]
    fn the_second_of_one_name_gets_a_number() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let outcome = run_schemas(
            rust_names,
            json!({
                "foo_bar": {"type": "string"}, "FooBar": to("a~1b<c>"), "foo-bar2": {},
                "a/b<c>": to("FooBar"), "größe": {}, "日本": {}, "???": {}, "string": {}
            }),
        );
        assert_eq!(
            outcome.value,
            json!({
                "foo_bar": {"type": "string"}, "FooBar3": to("ABC"), "foo-bar2": {},
                "ABC": to("FooBar3"), "GrE": {}, "X": {}, "X2": {}, "String2": {}
            })
        );
        assert_eq!(outcome.changed.len(), 6);
        let again = run_schemas(rust_names, outcome.value.clone());
        assert_eq!(again.value, outcome.value);
        assert!(again.changed.is_empty());
    }
}
