//! From a finding to the code it touches.

use std::collections::BTreeSet;

use openapi_drift::{Drift, Finding, Impact, Item};
use openapi_lower::{Pointer, rust_type_name};

use super::code::{Code, Place};
use crate::vocabulary::REPLACEMENTS;

/// So many uses say enough; the rest is counted in the code.
const USES: usize = 12;

/// Looks up the code of every finding.
pub fn add(drift: &mut Drift, code: &Code) {
    for finding in &mut drift.findings {
        finding.impact = Some(of(finding, code));
    }
}

fn of(finding: &Finding, code: &Code) -> Impact {
    let place = finding.base.as_deref().unwrap_or(&finding.pointer);
    let pointer = place.parse::<Pointer>().unwrap_or_default();
    let mut impact = Impact::default();
    let mut users = BTreeSet::new();
    if let [components, schemas, schema, rest @ ..] = pointer.tokens()
        && components == "components"
        && schemas == "schemas"
        && let Some(name) = type_of(schema, code)
    {
        let part = match rest {
            [list, part, ..] if list == "properties" => Some(part.as_str()),
            _ => None,
        };
        generated(&name, part, code, &mut impact);
        users = uses_of(&name, part, code);
    } else {
        for operation in &finding.operations {
            let Some(method) = code.operations.get(operation) else {
                continue;
            };
            if let Some(line) = code.methods.get(method) {
                impact.generated.push(Item {
                    name: format!("Client::{method}"),
                    file: crate::regen::GENERATED.to_owned(),
                    line: *line,
                });
            }
            users.extend(places(code, &format!(".{method}")));
        }
    }
    impact.users = users.into_iter().take(USES).map(item).collect();
    impact
}

/// The Rust type that a schema became.
fn type_of(schema: &str, code: &Code) -> Option<String> {
    // The contract's schemas lose their prefix on the way to Rust.
    let bare = schema.rsplit('.').next().unwrap_or(schema);
    let replaced = REPLACEMENTS.iter().find(|row| row.schema == bare);
    let named = replaced.map(|row| row.vocabulary.to_owned()).into_iter();
    let mut candidates = named.chain([rust_type_name(bare), rust_type_name(schema)]);
    candidates.find(|name| code.types.contains_key(name))
}

fn generated(name: &str, part: Option<&str>, code: &Code, impact: &mut Impact) {
    let Some(known) = code.types.get(name) else {
        return;
    };
    let part = part.and_then(|part| known.parts.get_key_value(part));
    impact.generated.push(Item {
        name: part.map_or_else(|| name.to_owned(), |(part, _)| format!("{name}::{part}")),
        file: known.file.clone(),
        line: part.map_or(known.line, |(_, line)| *line),
    });
}

/// Where the facade uses a type or its field; where it names neither, the types that hold it.
fn uses_of(name: &str, part: Option<&str>, code: &Code) -> BTreeSet<Place> {
    let mut seen = BTreeSet::from([name.to_owned()]);
    let mut level = vec![name.to_owned()];
    while !level.is_empty() {
        let named: BTreeSet<Place> = level.iter().flat_map(|name| places(code, name)).collect();
        if let (Some(part), 1) = (part, seen.len()) {
            let files: BTreeSet<&str> = named.iter().map(|place| place.file.as_str()).collect();
            let fields = places(code, &format!(".{part}"));
            let fields: BTreeSet<Place> = fields
                .into_iter()
                .filter(|place| files.contains(place.file.as_str()))
                .collect();
            if !fields.is_empty() {
                return fields;
            }
        }
        if !named.is_empty() {
            return named;
        }
        let holders = code
            .types
            .iter()
            .filter(|(_, known)| level.iter().any(|name| known.holds.contains(name)));
        level = holders
            .map(|(name, _)| name.clone())
            .filter(|name| seen.insert(name.clone()))
            .collect();
    }
    BTreeSet::new()
}

fn places(code: &Code, name: &str) -> Vec<Place> {
    code.uses.get(name).cloned().unwrap_or_default()
}

fn item(place: Place) -> Item {
    Item {
        name: match place.within.as_str() {
            "" => "a name at the top of the file".to_owned(),
            function => format!("fn {function}"),
        },
        file: place.file,
        line: place.line,
    }
}
