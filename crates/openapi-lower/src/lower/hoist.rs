//! Giving inline schemas a name: each becomes a component called after the place it was in.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::pass::{Object, Pass};
use super::schema::{is_annotation, reference_to, schemas, schemas_or_insert, text, union};
use super::tagged::constant;
use crate::names::{distinct, pascal_case, variant_name};
use crate::structure::METHODS;
use crate::{Error, Pointer};

/// Which inline schemas get a name.
pub(super) type Wanted = fn(root: &Value, schema: &Object) -> bool;

/// Makes a component of every inline schema that is wanted, the outer before the inner.
///
/// Equal schemas share one component, that of the first place. A property keeps its
/// description, and whether it may be null.
pub(super) fn hoist(
    document: &mut Value,
    pass: &mut Pass<'_>,
    wanted: Wanted,
) -> Result<(), Error> {
    hoist_at(document, pass, wanted, true)
}

/// The same, of the branches of unions only if asked for.
pub(super) fn hoist_at(
    document: &mut Value,
    pass: &mut Pass<'_>,
    wanted: Wanted,
    branches: bool,
) -> Result<(), Error> {
    let root = document.clone();
    let mut hoister = Hoister {
        root: &root,
        wanted,
        branches,
        taken: schemas(&root)
            .into_iter()
            .flat_map(|schemas| schemas.keys())
            .map(|name| pascal_case(name))
            .collect(),
        known: HashMap::new(),
        made: Vec::new(),
        pass,
    };
    if let Some(Value::Object(components)) = document.get_mut("components") {
        hoister.components(components);
    }
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        hoister.paths(paths);
    }
    // What was made may hold more of the same; this ends, since each holds less than the last.
    let mut done = Vec::new();
    while !hoister.made.is_empty() {
        for (name, mut schema) in std::mem::take(&mut hoister.made) {
            let place = Pointer::schema(&name);
            if let Value::Object(inner) = &mut schema {
                hoister.inside(inner, &pascal_case(&name), &place);
            }
            done.push((name, schema));
        }
    }
    if !done.is_empty()
        && let Some(schemas) = schemas_or_insert(document)
    {
        schemas.extend(done);
    }
    Ok(())
}

struct Hoister<'h, 'o> {
    /// The document as it was, to look things up in.
    root: &'h Value,
    wanted: Wanted,
    /// Whether branches of unions are among them.
    branches: bool,
    /// Names in use, as the generator writes them.
    taken: std::collections::HashSet<String>,
    /// The components made so far, by their content.
    known: HashMap<String, String>,
    /// Components that are yet to be looked into.
    made: Vec<(String, Value)>,
    pass: &'h mut Pass<'o>,
}

impl Hoister<'_, '_> {
    fn components(&mut self, components: &mut Object) {
        let root = Pointer::root().child("components");
        for (group, entries) in components {
            let Value::Object(entries) = entries else {
                continue;
            };
            for (name, entry) in entries {
                let place = root.child(group).child(name);
                let Value::Object(entry) = entry else {
                    continue;
                };
                let name = pascal_case(name);
                match group.as_str() {
                    "schemas" => self.inside(entry, &name, &place),
                    "parameters" => self.parameter(entry, &name, &place),
                    "requestBodies" | "responses" => self.content(entry, &name, &place),
                    _ => {}
                }
            }
        }
    }

    fn paths(&mut self, paths: &mut Object) {
        let root = Pointer::root().child("paths");
        for (path, item) in paths {
            let Value::Object(item) = item else { continue };
            let place = root.child(path);
            self.parameters(item, &pascal_case(path), &place);
            for method in METHODS {
                let Some(Value::Object(operation)) = item.get_mut(*method) else {
                    continue;
                };
                let place = place.child(method);
                let name = text(operation, "operationId")
                    .map_or_else(|| pascal_case(&format!("{method} {path}")), pascal_case);
                self.parameters(operation, &name, &place);
                if let Some(Value::Object(body)) = operation.get_mut("requestBody") {
                    self.content(body, &format!("{name}Body"), &place.child("requestBody"));
                }
                if let Some(Value::Object(responses)) = operation.get_mut("responses") {
                    for (status, response) in responses {
                        if let Value::Object(response) = response {
                            let place = place.child("responses").child(status);
                            self.content(response, &format!("{name}Response"), &place);
                        }
                    }
                }
            }
        }
    }

    fn parameters(&mut self, holder: &mut Object, name: &str, place: &Pointer) {
        let Some(Value::Array(parameters)) = holder.get_mut("parameters") else {
            return;
        };
        for (index, parameter) in parameters.iter_mut().enumerate() {
            if let Value::Object(parameter) = parameter {
                let own = text(parameter, "name").map(pascal_case).unwrap_or_default();
                let place = place.child("parameters").child(index);
                self.parameter(parameter, &format!("{name}{own}"), &place);
            }
        }
    }

    fn parameter(&mut self, parameter: &mut Object, name: &str, place: &Pointer) {
        if let Some(schema) = parameter.get_mut("schema") {
            self.visit(schema, name, &place.child("schema"));
        }
    }

    fn content(&mut self, holder: &mut Object, name: &str, place: &Pointer) {
        let Some(Value::Object(content)) = holder.get_mut("content") else {
            return;
        };
        for (media_type, media) in content {
            if let Some(schema) = media.get_mut("schema") {
                let place = place.child("content").child(media_type).child("schema");
                self.visit(schema, name, &place);
            }
        }
    }

    /// Looks at what a schema holds; the schema itself stays where it is.
    fn inside(&mut self, schema: &mut Object, name: &str, place: &Pointer) {
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for (property, inner) in properties {
                let place = place.child("properties").child(property);
                self.visit(inner, &property_name(name, property), &place);
            }
        }
        for (keyword, suffix) in [("items", "Item"), ("additionalProperties", "Value")] {
            if let Some(inner) = schema.get_mut(keyword) {
                self.visit(inner, &format!("{name}{suffix}"), &place.child(keyword));
            }
        }
        if let Some(Value::Array(parts)) = schema.get_mut("allOf") {
            for (index, part) in parts.iter_mut().enumerate() {
                if let Value::Object(part) = part {
                    self.inside(part, name, &place.child("allOf").child(index));
                }
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(branches)) = schema.get_mut(keyword) {
                for (index, branch) in branches.iter_mut().enumerate() {
                    let label = branch_label(branch, index);
                    let place = place.child(keyword).child(index);
                    let name = format!("{name}{label}");
                    match branch {
                        Value::Object(branch) if !self.branches => {
                            self.inside(branch, &name, &place);
                        }
                        branch => self.visit(branch, &name, &place),
                    }
                }
            }
        }
    }

    /// Makes a component of a schema if it is wanted, or else looks into it.
    fn visit(&mut self, value: &mut Value, name: &str, place: &Pointer) {
        let Value::Object(schema) = value else { return };
        if !(self.wanted)(self.root, schema) {
            self.inside(schema, name, place);
            return;
        }
        let mut beside = Object::new();
        let mut content = Object::new();
        for (keyword, value) in std::mem::take(schema) {
            match keyword.as_str() {
                "description" => {
                    beside.insert(keyword.clone(), value.clone());
                    content.insert(keyword, value);
                }
                "nullable" => {
                    beside.insert(keyword, value);
                }
                key if is_annotation(key) && key != "title" && !key.starts_with("x-") => {
                    beside.insert(keyword, value);
                }
                _ => {
                    content.insert(keyword, value);
                }
            }
        }
        let component = self.component(name, Value::Object(content));
        self.pass.changed(place, format!("named `{component}`"));
        *schema = beside;
        if schema.is_empty() {
            *value = reference_to(&component);
        } else {
            schema.insert("allOf".to_owned(), json!([reference_to(&component)]));
        }
    }

    fn component(&mut self, name: &str, content: Value) -> String {
        let key = content.to_string();
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        // Once more, so that the generator changes nothing about it: `AX` would be its `Ax`.
        let wanted = match pascal_case(name) {
            name if name.is_empty() => "Schema".to_owned(),
            name => name,
        };
        let name = distinct(&wanted, |name| self.taken.contains(&pascal_case(name)));
        self.taken.insert(pascal_case(&name));
        self.known.insert(key, name.clone());
        self.made.push((name.clone(), content));
        name
    }
}

/// `Order` and `status` make `OrderStatus`; `NotFoundError` and `error` make
/// `NotFoundErrorBody`, not a stutter.
fn property_name(name: &str, property: &str) -> String {
    let property = pascal_case(property);
    if property.is_empty() {
        format!("{name}Property")
    } else if name.ends_with(&property) {
        format!("{name}Body")
    } else {
        format!("{name}{property}")
    }
}

/// What tells a branch from the others: its title, the value of its tag, its type, or else its
/// number.
fn branch_label(branch: &Value, index: usize) -> String {
    let title = branch.get("title").and_then(Value::as_str);
    let tag = || {
        let properties = branch.get("properties")?.as_object()?;
        properties.values().find_map(constant)
    };
    let label = title.filter(|title| !title.is_empty()).or_else(tag);
    match label.map(variant_name) {
        Some(label) => label,
        None => match branch.get("type").and_then(Value::as_str) {
            Some("array") => "List".to_owned(),
            Some("string") if branch.get("enum").is_some() => "Known".to_owned(),
            _ => format!("Option{}", index.saturating_add(1)),
        },
    }
}

/// Whether the generator would make a type of this schema, and so needs a name for it.
pub(super) fn makes_a_type(_: &Value, schema: &Object) -> bool {
    let object = schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|properties| !properties.is_empty());
    let list = schema.get("enum").and_then(Value::as_array);
    let texts = list.is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_string));
    let parts = schema.contains_key("allOf") && !super::schema::is_wrapped_reference(schema);
    object || texts || schema.contains_key("x-open-enum") || union(schema).is_some() || parts
}

#[cfg(test)]
mod tests;
