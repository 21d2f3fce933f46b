//! One side of a comparison: a checked document whose references are followed on demand.

use std::cell::RefCell;
use std::collections::HashMap;

use openapi_lower::{Document, Pointer};
use serde_json::{Map, Value};

use crate::Error;

/// How many references in a row are followed before they are taken for a circle.
const LONGEST_CHAIN: usize = 64;

/// The address of a value, its identity while the document is borrowed.
pub(crate) fn identity(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// A document that is ready to be compared.
pub(crate) struct Spec<'d> {
    pub(crate) root: &'d Value,
    /// Component schemas by the address of their value.
    names: HashMap<usize, &'d str>,
    resolved: RefCell<HashMap<&'d str, Option<&'d Value>>>,
}

impl<'d> Spec<'d> {
    /// Checks that the document is OpenAPI 3.0 or 3.1.
    pub(crate) fn new(document: &'d Document) -> Result<Self, Error> {
        let root = &document.value;
        let version = root.get("openapi").or_else(|| root.get("swagger"));
        let text = match version {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        if root.get("openapi").is_none() || !(text.starts_with("3.0") || text.starts_with("3.1")) {
            return Err(Error::Version {
                source_name: document.source.clone(),
                found: if text.is_empty() {
                    "no `openapi` field".to_owned()
                } else {
                    format!("`{text}`")
                },
            });
        }
        let mut names = HashMap::new();
        for (name, schema) in entries(root.pointer("/components/schemas")) {
            names.insert(identity(schema), name);
        }
        Ok(Self {
            root,
            names,
            resolved: RefCell::new(HashMap::new()),
        })
    }

    /// The name of the component schema that this value is.
    pub(crate) fn schema_name(&self, value: &Value) -> Option<&'d str> {
        self.names.get(&identity(value)).copied()
    }

    /// What a reference leads to, one step.
    pub(crate) fn target(&self, reference: &'d str) -> Option<&'d Value> {
        if let Some(known) = self.resolved.borrow().get(reference) {
            return *known;
        }
        let pointer = reference
            .starts_with('#')
            .then(|| reference.parse::<Pointer>());
        let found = match pointer {
            Some(Ok(pointer)) => pointer.get(self.root),
            _ => None,
        };
        self.resolved.borrow_mut().insert(reference, found);
        found
    }

    /// Follows bare references of anything that is not a schema; what leads nowhere stays.
    pub(crate) fn follow(&self, mut value: &'d Value) -> &'d Value {
        for _ in 0..LONGEST_CHAIN {
            let next = value
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| self.target(reference));
            match next {
                Some(next) => value = next,
                None => return value,
            }
        }
        value
    }
}

/// The entries of an object, or none.
pub(crate) fn entries(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|map: &Map<String, Value>| map.iter().map(|(key, value)| (key.as_str(), value)))
}

/// The items of a list, or none.
pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// The text under a key.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

/// Whether a key is set to `true`.
pub(crate) fn is_true(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool) == Some(true)
}
