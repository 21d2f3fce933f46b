//! Bringing what a document refers to in other files into the document itself.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use serde_json::{Value, json};

use crate::check::mapping_target;
use crate::error::Location;
use crate::lower::Change;
use crate::names::{distinct, pascal_case};
use crate::structure::Kind;
use crate::walk::walk_mut_from;
use crate::{Document, Error, Pointer};

/// Brings everything that the document refers to in files beside it into the document.
///
/// Files are looked for from the folder of the document, whose source is taken for its path, and
/// from the folder of each file in turn. A schema becomes a component, once for all that refer
/// to it; anything else is written out in place of its reference. References to addresses such
/// as `https://…` are refused: what is generated must not depend on a network.
///
/// Says what came from where, one change a component or place.
pub fn bundle(document: &mut Document) -> Result<Vec<Change>, Error> {
    bundle_with(document, &mut |path| {
        Document::from_path(path).map(|document| document.value)
    })
}

/// Reads a file by its path.
type Load<'l> = &'l mut dyn FnMut(&Path) -> Result<Value, Error>;

fn bundle_with(document: &mut Document, load: Load<'_>) -> Result<Vec<Change>, Error> {
    let home = normal(Path::new(&document.source));
    let schemas = document
        .value
        .get("components")
        .and_then(|components| components.get("schemas"))
        .and_then(Value::as_object);
    let mut bundler = Bundler {
        load,
        files: HashMap::new(),
        taken: schemas
            .into_iter()
            .flat_map(|schemas| schemas.keys())
            .map(|name| pascal_case(name))
            .collect(),
        known: HashMap::new(),
        waiting: Vec::new(),
        within: Vec::new(),
        changes: Vec::new(),
        source: document.source.clone(),
        home: home.clone(),
    };
    // A component that is only a reference gives its name to what it refers to.
    let mut aliases: Vec<(String, Target)> = Vec::new();
    for (name, schema) in schemas.into_iter().flatten() {
        let place = Pointer::schema(name);
        let reference = schema.get("$ref").and_then(Value::as_str);
        let alone = schema.as_object().is_some_and(|schema| schema.len() == 1);
        if let (Some(reference), true) = (reference, alone)
            && let Some(target) = bundler.target(reference, &home, &place)?
            && target.file != home
            && !bundler.known.contains_key(&target)
        {
            bundler.known.insert(target.clone(), name.clone());
            aliases.push((name.clone(), target));
        }
    }
    bundler.waiting = aliases;
    let mut value = std::mem::take(&mut document.value);
    let outcome = bundler.visit(&mut value, Kind::OpenApi, &home, &Pointer::root());
    document.value = value;
    outcome?;
    while let Some((name, target)) = bundler.waiting.pop() {
        let place = Pointer::schema(&name);
        let mut schema = bundler.read(&target, &place)?;
        bundler.visit(&mut schema, Kind::Schema, &target.file, &target.pointer)?;
        bundler.changes.push(Change {
            pointer: place.clone(),
            what: format!("from {target}"),
        });
        if let Some(schemas) = crate::lower::schemas_or_insert(&mut document.value) {
            schemas.insert(name, schema);
        }
    }
    bundler.changes.sort();
    Ok(bundler.changes)
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Target {
    file: PathBuf,
    pointer: Pointer,
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.file.display(), self.pointer)
    }
}

struct Bundler<'l> {
    load: Load<'l>,
    files: HashMap<PathBuf, Value>,
    /// Names of component schemas in use, as the generator writes them.
    taken: HashSet<String>,
    /// The component that a place in another file has become.
    known: HashMap<Target, String>,
    /// Components that are yet to be read.
    waiting: Vec<(String, Target)>,
    /// What is being written out in place of its reference.
    within: Vec<Target>,
    changes: Vec<Change>,
    source: String,
    home: PathBuf,
}

impl Bundler<'_> {
    /// Rewrites the references inside a value that stands in `file` at `place`.
    fn visit(
        &mut self,
        value: &mut Value,
        kind: Kind,
        file: &Path,
        place: &Pointer,
    ) -> Result<(), Error> {
        walk_mut_from(
            value,
            kind,
            &mut place.clone(),
            &mut |pointer, kind, value| {
                if kind == Kind::Discriminator {
                    return self.mapping(value, file, pointer);
                }
                if !(kind == Kind::Schema || kind == Kind::PathItem || kind.referable()) {
                    return Ok(());
                }
                let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                    return Ok(());
                };
                let Some(target) = self.target(reference, file, pointer)? else {
                    return Ok(());
                };
                if kind == Kind::Schema {
                    let new = self.schema(&target, pointer)?;
                    if let Some(reference) = value.get_mut("$ref") {
                        *reference = json!(new);
                    }
                    return Ok(());
                }
                self.inline(value, kind, target, pointer)
            },
        )
    }

    /// The targets of a discriminator's mapping.
    fn mapping(&mut self, value: &mut Value, file: &Path, place: &Pointer) -> Result<(), Error> {
        let Some(Value::Object(mapping)) = value.get_mut("mapping") else {
            return Ok(());
        };
        for (tag, target) in mapping {
            let Some(text) = target.as_str() else {
                continue;
            };
            let place = place.child("mapping").child(tag);
            let is_name = mapping_target(text) != text;
            if !is_name && let Some(found) = self.target(text, file, &place)? {
                *target = json!(self.schema(&found, &place)?);
            }
        }
        Ok(())
    }

    /// Where a reference leads, unless it stays in the document.
    fn target(
        &self,
        reference: &str,
        file: &Path,
        place: &Pointer,
    ) -> Result<Option<Target>, Error> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if path.is_empty() && file == self.home {
            return Ok(None);
        }
        let refused = |why: &str| Error::Reference {
            at: self.at(file, place),
            reference: reference.to_owned(),
            why: why.to_owned(),
        };
        if path.contains("://") || path.starts_with("urn:") {
            return Err(refused(
                "it leads to another machine: keep a copy of it beside this file",
            ));
        }
        let pointer: Pointer = format!("#{fragment}")
            .parse()
            .map_err(|error: Error| refused(&error.to_string()))?;
        let file = if path.is_empty() {
            file.to_owned()
        } else {
            normal(&file.parent().unwrap_or(Path::new("")).join(path))
        };
        Ok(Some(Target { file, pointer }))
    }

    /// A reference to the component that a schema in another file becomes.
    fn schema(&mut self, target: &Target, place: &Pointer) -> Result<String, Error> {
        if target.file == self.home {
            return Ok(target.pointer.to_string());
        }
        if let Some(name) = self.known.get(target) {
            return Ok(Pointer::schema(name).to_string());
        }
        // Looked at now, so that what is not there is told where it is referred to.
        self.read(target, place)?;
        let last = target.pointer.tokens().last().cloned();
        let stem = || {
            let stem = target.file.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        let wanted = match pascal_case(&last.unwrap_or_else(stem)) {
            name if name.is_empty() => "Schema".to_owned(),
            name => name,
        };
        let name = distinct(&wanted, |name| self.taken.contains(&pascal_case(name)));
        self.taken.insert(pascal_case(&name));
        self.known.insert(target.clone(), name.clone());
        self.waiting.push((name.clone(), target.clone()));
        Ok(Pointer::schema(&name).to_string())
    }

    /// Writes what a reference leads to in its place; a path item keeps what it adds.
    fn inline(
        &mut self,
        value: &mut Value,
        kind: Kind,
        target: Target,
        place: &Pointer,
    ) -> Result<(), Error> {
        if target.file == self.home {
            *value = json!({"$ref": target.pointer.to_string()});
            return Ok(());
        }
        if self.within.contains(&target) {
            return Err(Error::Reference {
                at: self.at(&self.home, place),
                reference: target.to_string(),
                why: "it leads back to itself".to_owned(),
            });
        }
        let mut found = self.read(&target, place)?;
        self.within.push(target.clone());
        self.visit(&mut found, kind, &target.file, &target.pointer)?;
        self.within.pop();
        self.changes.push(Change {
            pointer: place.clone(),
            what: format!("{} from {target}", kind.name()),
        });
        if let (Kind::PathItem, Value::Object(own), Value::Object(found)) =
            (kind, &mut *value, &mut found)
        {
            own.shift_remove("$ref");
            for (key, value) in std::mem::take(own) {
                found.insert(key, value);
            }
        }
        *value = found;
        Ok(())
    }

    fn read(&mut self, target: &Target, place: &Pointer) -> Result<Value, Error> {
        let failed = |why: String| Error::Reference {
            at: Location::new(self.source.clone(), place.clone()),
            reference: target.to_string(),
            why,
        };
        if !self.files.contains_key(&target.file) {
            let loaded = (self.load)(&target.file).map_err(|error| failed(error.to_string()))?;
            self.files.insert(target.file.clone(), loaded);
        }
        let found = self.files.get(&target.file);
        found
            .and_then(|file| target.pointer.get(file))
            .cloned()
            .ok_or_else(|| failed("nothing is there".to_owned()))
    }

    fn at(&self, file: &Path, place: &Pointer) -> Location {
        let name = if file == self.home {
            self.source.clone()
        } else {
            file.display().to_string()
        };
        Location::new(name, place.clone())
    }
}

/// The path without `.` and, where something stands before it, `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(normal.components().next_back(), Some(Component::Normal(_))) =>
            {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests;
