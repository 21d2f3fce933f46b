//! Unions whose branches carry a tag.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use crate::check::mapping_target;
use crate::document::{resolve, schema_name};
use crate::lower::hoist::hoist;
use crate::lower::options::TaggedUnions;
use crate::lower::pass::{Object, Pass};
use crate::lower::passes::all_of::Flattener;
use crate::lower::schema::{
    component, reference_to, referenced, schemas, schemas_of_mut, text, union,
};
use crate::lower::tagged::{MARK, Tagged, detect, has_property};
use crate::names::{distinct, pascal_case, variant_names};
use crate::structure::Kind;
use crate::walk::{objects_mut, walk};
use crate::{Error, Pointer};

/// Gives every inline tagged union a name, so that it can be replaced by a type.
pub(crate) fn name_tagged_unions(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    if pass.options.tagged_unions == TaggedUnions::Keep {
        return Ok(());
    }
    hoist(document, pass, |root, schema| {
        detect(root, schema).is_some()
    })
}

/// Takes the tag out of the branches of each tagged union, makes each branch a component, and
/// marks the union with its tag and its variants.
///
/// A component that only such unions refer to loses its tag where it is; one that is used
/// elsewhere too is copied.
pub(crate) fn tagged_unions(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    broken_mappings(document, pass)?;
    if pass.options.tagged_unions == TaggedUnions::Keep {
        return Ok(());
    }
    let root = document.clone();
    let unions: Vec<(String, Tagged)> = schemas(&root)
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| Some((name.clone(), detect(&root, schema.as_object()?)?)))
        .collect();
    let mut splitter = Splitter {
        root: &root,
        flattener: Flattener::new(&root),
        owned: owned_by_tag(&root, &unions),
        taken: schemas(&root)
            .into_iter()
            .flat_map(|schemas| schemas.keys())
            .map(|name| pascal_case(name))
            .collect(),
        made: Vec::new(),
        stripped: HashMap::new(),
        pass,
    };
    let mut rewritten = Vec::new();
    for (name, tagged) in &unions {
        if let Some(schema) = component(&root, name) {
            rewritten.push((name.clone(), splitter.split(name, schema, tagged)?));
        }
    }
    let Splitter { made, stripped, .. } = splitter;
    if let Some(schemas) = schemas_of_mut(document) {
        for (name, schema) in stripped.into_iter().chain(rewritten).chain(made) {
            schemas.insert(name, Value::Object(schema));
        }
    }
    Ok(())
}

/// A mapping that leads nowhere is dropped: the branches have their own constants and names.
fn broken_mappings(document: &mut Value, pass: &mut Pass<'_>) -> Result<(), Error> {
    let root = document.clone();
    objects_mut(document, Kind::Discriminator, |pointer, discriminator| {
        let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else {
            return Ok(());
        };
        mapping.retain(|tag, target| {
            let reference = target.as_str().unwrap_or_default();
            let Err(why) = resolve(&root, &mapping_target(reference)) else {
                return true;
            };
            let place = pointer.child("mapping").child(tag);
            pass.lost(&place, format!("the mapping to `{reference}`: {why}"));
            false
        });
        Ok(())
    })
}

/// The components that are referred to by tagged unions of one tag and by nothing else, with
/// that tag.
fn owned_by_tag(root: &Value, unions: &[(String, Tagged)]) -> HashMap<String, String> {
    let mut uses: HashMap<String, usize> = HashMap::new();
    let mut count = |value: &Value| {
        let name = value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(schema_name);
        if let Some(name) = name {
            let uses = uses.entry(name).or_default();
            *uses = uses.saturating_add(1);
        }
    };
    walk(root, &mut |_, kind, value| {
        if kind == Kind::Schema {
            count(value);
        }
    });
    let mut tags: HashMap<String, (HashSet<String>, usize)> = HashMap::new();
    for (name, tagged) in unions {
        let branches = component(root, name).and_then(union);
        for branch in branches.into_iter().flat_map(|(_, branches)| branches) {
            if let Some(target) = branch.as_object().and_then(referenced) {
                let (names, uses) = tags.entry(target).or_default();
                names.insert(tagged.tag.clone());
                *uses = uses.saturating_add(1);
            }
        }
    }
    tags.into_iter()
        .filter(|(name, (names, by_unions))| names.len() == 1 && uses.get(name) == Some(by_unions))
        .filter_map(|(name, (names, _))| Some((name, names.into_iter().next()?)))
        .collect()
}

struct Splitter<'s, 'o> {
    root: &'s Value,
    flattener: Flattener<'s>,
    /// Components that may lose their tag where they are.
    owned: HashMap<String, String>,
    taken: HashSet<String>,
    made: Vec<(String, Object)>,
    stripped: HashMap<String, Object>,
    pass: &'s mut Pass<'o>,
}

/// What a branch is without its tag.
enum Rest {
    /// All of a component.
    Component(String),
    /// A schema of its own.
    Own(Object),
}

impl Splitter<'_, '_> {
    fn split(&mut self, name: &str, schema: &Object, tagged: &Tagged) -> Result<Object, Error> {
        let place = Pointer::schema(name);
        let branches = schema.get(tagged.keyword).and_then(Value::as_array);
        let variants = variant_names(
            tagged.variants.iter().map(|(value, _)| value.as_str()),
            None,
        );
        let mut marks = Vec::new();
        let mut references: Vec<Value> = Vec::new();
        let mut done: HashMap<usize, String> = HashMap::new();
        for ((value, index), variant) in tagged.variants.iter().zip(variants) {
            let Some(branch) = branches
                .and_then(|list| list.get(*index))
                .and_then(Value::as_object)
            else {
                continue;
            };
            let component = match done.get(index) {
                Some(component) => component.clone(),
                None => {
                    let place = place.child(tagged.keyword).child(index);
                    self.branch(name, branch, &tagged.tag, &variant, &place)?
                }
            };
            done.insert(*index, component.clone());
            let reference = reference_to(&component);
            if !references.contains(&reference) {
                references.push(reference);
            }
            let mut mark = json!({"value": value, "schema": component, "variant": variant});
            if let (Some(docs), Some(mark)) =
                (branch_docs(branch, &tagged.tag), mark.as_object_mut())
            {
                mark.insert("description".to_owned(), json!(docs));
            }
            marks.push(mark);
        }
        let mut rewritten = schema.clone();
        rewritten.shift_remove("discriminator");
        rewritten.shift_remove(tagged.keyword);
        rewritten.insert("oneOf".to_owned(), Value::Array(references));
        rewritten.insert(
            MARK.to_owned(),
            json!({"tag": tagged.tag, "variants": marks}),
        );
        let values: Vec<&str> = tagged
            .variants
            .iter()
            .map(|(value, _)| value.as_str())
            .collect();
        self.pass.changed(
            &place,
            format!("a union by the tag `{}`: {}", tagged.tag, values.join(", ")),
        );
        Ok(rewritten)
    }

    /// The component that holds a branch without its tag.
    fn branch(
        &mut self,
        union: &str,
        branch: &Object,
        tag: &str,
        variant: &str,
        place: &Pointer,
    ) -> Result<String, Error> {
        let rest = self.strip(branch, tag, place)?;
        Ok(match rest {
            Rest::Component(name) => name,
            Rest::Own(mut schema) => {
                if let Some(docs) = branch_docs(branch, tag) {
                    schema.entry("description").or_insert(Value::String(docs));
                }
                let wanted = pascal_case(&format!("{}{variant}", pascal_case(union)));
                let name = distinct(&wanted, |name| self.taken.contains(&pascal_case(name)));
                self.taken.insert(pascal_case(&name));
                self.pass
                    .changed(place, format!("named `{name}`, without the tag `{tag}`"));
                self.made.push((name.clone(), schema));
                name
            }
        })
    }

    fn strip(&mut self, branch: &Object, tag: &str, place: &Pointer) -> Result<Rest, Error> {
        if let Some(name) = referenced(branch) {
            return self.strip_component(name, tag);
        }
        let Some(Value::Array(parts)) = branch.get("allOf") else {
            let mut own = branch.clone();
            remove_tag(&mut own, tag);
            return Ok(Rest::Own(own));
        };
        let mut kept: Vec<Value> = Vec::new();
        for part in parts.iter().filter_map(Value::as_object) {
            if referenced(part).is_some_and(|name| {
                component(self.root, &name).is_some_and(|base| has_property(self.root, base, tag))
            }) {
                // The tag is in what is referred to: write that out and strip it.
                let mut whole = self.flattener.flatten(branch, self.pass, place)?;
                remove_tag(&mut whole, tag);
                return Ok(Rest::Own(whole));
            }
            let mut part = part.clone();
            remove_tag(&mut part, tag);
            if !says_nothing(&part) {
                kept.push(Value::Object(part));
            }
        }
        let mut own = branch.clone();
        own.shift_remove("allOf");
        remove_tag(&mut own, tag);
        if let ([Value::Object(only)], true) = (kept.as_slice(), says_nothing(&own))
            && let Some(name) = referenced(only)
        {
            return Ok(Rest::Component(name));
        }
        own.insert("allOf".to_owned(), Value::Array(kept));
        Ok(Rest::Own(own))
    }

    fn strip_component(&mut self, name: String, tag: &str) -> Result<Rest, Error> {
        let Some(schema) = component(self.root, &name) else {
            return Ok(Rest::Component(name));
        };
        if self.stripped.contains_key(&name) || !has_property(self.root, schema, tag) {
            return Ok(Rest::Component(name));
        }
        let place = Pointer::schema(&name);
        let mut whole = if schema.contains_key("allOf") || schema.contains_key("$ref") {
            self.flattener.flatten(schema, self.pass, &place)?
        } else {
            schema.clone()
        };
        remove_tag(&mut whole, tag);
        if self.owned.get(&name).is_some_and(|owner| owner == tag) {
            self.pass.changed(
                &place,
                format!("without the tag `{tag}`, which its union has"),
            );
            self.stripped.insert(name.clone(), whole);
            return Ok(Rest::Component(name));
        }
        Ok(Rest::Own(whole))
    }
}

/// A branch's description: its own, or that of the part that holds the tag.
fn branch_docs(branch: &Object, tag: &str) -> Option<String> {
    let own = text(branch, "description").map(ToOwned::to_owned);
    own.or_else(|| {
        let parts = branch.get("allOf")?.as_array()?;
        parts.iter().filter_map(Value::as_object).find_map(|part| {
            part.get("properties")?.get(tag)?;
            text(part, "description").map(ToOwned::to_owned)
        })
    })
}

/// Whether a part says nothing but that it is an object.
fn says_nothing(part: &Object) -> bool {
    part.iter().all(|(keyword, value)| match keyword.as_str() {
        "type" => value == "object",
        "properties" | "required" => {
            value.as_object().is_some_and(Object::is_empty)
                || value.as_array().is_some_and(Vec::is_empty)
        }
        "description" | "title" => true,
        _ => false,
    })
}

fn remove_tag(schema: &mut Object, tag: &str) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.shift_remove(tag);
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| name != tag);
        if required.is_empty() {
            schema.shift_remove("required");
        }
    }
}

/// The components that the branches of unions lead to, by reference and `allOf`.
pub(crate) fn branch_components(root: &Value) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut open: Vec<String> = Vec::new();
    walk(root, &mut |_, kind, value| {
        let Value::Object(schema) = value else { return };
        if kind != Kind::Schema || schema.contains_key(MARK) {
            return;
        }
        for branch in union(schema).into_iter().flat_map(|(_, branches)| branches) {
            parts(branch, &mut open);
        }
    });
    while let Some(name) = open.pop() {
        if found.insert(name.clone())
            && let Some(schema) = schemas(root).and_then(|schemas| schemas.get(&name))
        {
            parts(schema, &mut open);
        }
    }
    found
}

/// The components that a schema is made of: its reference, and the parts of its `allOf`.
fn parts(value: &Value, names: &mut Vec<String>) {
    if let Some(name) = value
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(schema_name)
    {
        names.push(name);
    }
    for part in value
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        parts(part, names);
    }
}

#[cfg(test)]
mod tests;
