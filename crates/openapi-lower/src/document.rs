//! A loaded document: its value and the name it is known by in errors.

use std::path::Path;

use serde_json::Value;

use crate::error::Location;
use crate::text::{self, Format};
use crate::{Error, Pointer};

/// An OpenAPI document in memory.
///
/// `value` keeps the order of keys. Integers of up to 64 bits are exact; other numbers are the
/// nearest double, as every JSON reader has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The name in errors, most often the file's name.
    pub source: String,
    /// The document itself.
    pub value: Value,
}

impl Document {
    /// Wraps a value that was built or loaded elsewhere.
    pub fn new(source: impl Into<String>, value: Value) -> Self {
        Self {
            source: source.into(),
            value,
        }
    }

    /// Reads a file: `.json` as JSON, `.yaml` and `.yml` as YAML, any other by its content.
    ///
    /// The name in errors is the path as given.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = text::read(path)?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Reads text: the format is that of `name`'s extension, or else it is JSON when the first
    /// character is `{` or `[`, and YAML otherwise.
    ///
    /// A byte order mark and Windows line ends are accepted, a key that occurs twice in one
    /// object is not.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let value = text::parse(name, text, Format::of(name, text))?;
        Ok(Self::new(name, value))
    }

    /// The value that a reference inside this document leads to.
    ///
    /// Follows one step: the result may itself hold a `$ref`. References into other documents
    /// are an error, as are those that lead nowhere.
    pub fn resolve(&self, reference: &str) -> Result<&Value, Error> {
        resolve(&self.value, reference).map_err(|why| Error::Reference {
            at: self.at(Pointer::root()),
            reference: reference.to_owned(),
            why,
        })
    }

    /// A place in this document, for an error.
    pub fn at(&self, pointer: Pointer) -> Location {
        Location::new(self.source.clone(), pointer)
    }
}

/// The value that a local reference leads to, or why it leads nowhere.
pub(crate) fn resolve<'v>(root: &'v Value, reference: &str) -> Result<&'v Value, String> {
    if !reference.starts_with('#') {
        return Err(
            "it leads out of this document, and only references within it are followed".into(),
        );
    }
    let pointer: Pointer = reference
        .parse()
        .map_err(|error: Error| error.to_string())?;
    pointer
        .get(root)
        .ok_or_else(|| "nothing is there".to_owned())
}

/// The name in a reference to a component schema.
pub(crate) fn schema_name(reference: &str) -> Option<String> {
    let pointer: Pointer = reference.parse().ok()?;
    match pointer.tokens() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn resolve_follows_escapes() {
        let document = Document::new("a.json", json!({"paths": {"/x": 1}, "openapi": "3.1.0"}));
        assert_eq!(document.resolve("#/paths/~1x").unwrap(), &json!(1));
        assert_eq!(document.resolve("#").unwrap(), &document.value);
    }

    #[test]
    fn resolve_says_why_it_fails() {
        let document = Document::new("a.json", json!({}));
        for (reference, part) in [
            ("other.yaml#/x", "out of this document"),
            ("#/nope", "nothing is there"),
            ("#nope", "start with `/`"),
        ] {
            let error = document.resolve(reference).unwrap_err().to_string();
            assert!(error.contains(part) && error.contains(reference), "{error}");
        }
    }

    #[test]
    fn schema_names_are_unescaped() {
        assert_eq!(
            schema_name("#/components/schemas/a~1b").as_deref(),
            Some("a/b")
        );
        assert_eq!(schema_name("#/components/parameters/a"), None);
        assert_eq!(schema_name("#/components/schemas/a/properties/b"), None);
    }
}
