//! The contract that the sandbox answers, and what it holds against an answer.
//!
//! [`Contract::shipped`] is the effective contract of this version: OpenAPI 3.1, one JSON document,
//! which `GET /_sandbox/openapi.json` serves too. [`Contract::breaches`] holds an answer to it, in
//! tests and, with [`SandboxBuilder::strict`](crate::SandboxBuilder::strict), at run time.
//!
//! ```
//! use axum::http::{HeaderMap, header};
//! use sfcompute_sandbox::contract::{Answer, Contract};
//!
//! # fn main() -> Result<(), String> {
//! let contract = Contract::shipped()?;
//! let operation = contract.operation("GET", "/preview/v2/me").ok_or("no such operation")?;
//! let mut headers = HeaderMap::new();
//! headers.insert(header::CONTENT_TYPE, "application/json".parse().map_err(|_| "no header")?);
//! let answer = Answer { status: 200, headers: &headers, body: b"{}" };
//! let breaches = contract.breaches(&operation, &answer);
//! assert!(breaches.iter().any(|breach| breach.contains("account_id")), "{breaches:?}");
//! # Ok(())
//! # }
//! ```

mod answer;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

pub use answer::Answer;

/// A document whose schemas can be asked whether they accept a value.
pub struct Contract {
    document: Value,
    /// The document read once, rather than for each validator.
    registry: OnceLock<Result<Registry<'static>, String>>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// What validators call the document.
const NAME: &str = "urn:contract";

/// The effective contract as text; `cargo xtask regen` writes it.
pub(crate) const TEXT: &str = include_str!("../../contract.json");

static SHIPPED: LazyLock<Result<Contract, String>> = LazyLock::new(|| {
    let document = serde_json::from_str(TEXT).map_err(|error| error.to_string())?;
    Ok(Contract::new(document))
});

/// An operation of the contract that a request was matched to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The path template.
    pub path: String,
    /// The method in lower case.
    pub method: String,
}

impl Contract {
    /// A contract from its document, OpenAPI 3.1.
    pub fn new(document: Value) -> Self {
        Self {
            document,
            registry: OnceLock::new(),
            validators: Mutex::default(),
        }
    }

    /// The contract that this version of the sandbox answers.
    ///
    /// # Errors
    /// Where the document that the crate carries does not load, which its tests rule out.
    pub fn shipped() -> Result<&'static Self, String> {
        SHIPPED.as_ref().map_err(String::clone)
    }

    /// The whole document.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// What a component schema holds against a value; nothing when it accepts it.
    pub fn component_errors(&self, name: &str, value: &Value) -> Vec<String> {
        self.errors(&["components", "schemas", name], value)
    }

    /// What the schema at a place of the document holds against a value.
    pub fn errors(&self, place: &[&str], value: &Value) -> Vec<String> {
        let pointer = pointer(place);
        match self.validator(&pointer) {
            Err(error) => vec![error],
            Ok(validator) => validator
                .iter_errors(value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect(),
        }
    }

    /// The operation that a request goes to.
    pub fn operation(&self, method: &str, path: &str) -> Option<Matched> {
        let method = method.to_ascii_lowercase();
        let paths = self.document.get("paths")?.as_object()?;
        let fitting = |template: &&String| {
            let (template, path) = (template.split('/'), path.split('/'));
            template.clone().count() == path.clone().count()
                && template
                    .zip(path)
                    .all(|(t, p)| t == p || (t.starts_with('{') && !p.is_empty()))
        };
        // A literal segment wins over a parameter, as it does for any router.
        let template = paths
            .iter()
            .filter(|(_, item)| item.get(&method).is_some())
            .map(|(template, _)| template)
            .filter(fitting)
            .min_by_key(|template| template.matches('{').count())?;
        Some(Matched {
            path: template.clone(),
            method,
        })
    }

    fn validator(&self, pointer: &str) -> Result<Arc<Validator>, String> {
        let mut validators = self
            .validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = validators.get(pointer) {
            return Ok(Arc::clone(validator));
        }
        if self.document.pointer(pointer).is_none() {
            return Err(format!("the contract has nothing at {pointer}"));
        }
        let registry = self.registry.get_or_init(|| {
            let resource = Draft::Draft202012.create_resource(self.document.clone());
            let registry = Registry::new().add(NAME, resource);
            let registry = registry.and_then(|registry| registry.prepare());
            registry.map_err(|error| error.to_string())
        });
        let schema = json!({ "$ref": format!("{NAME}#{}", percent_encoded(pointer)) });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(registry.as_ref().map_err(String::clone)?)
            .build(&schema)
            .map_err(|error| format!("{pointer}: {error}"))?;
        let validator = Arc::new(validator);
        validators.insert(pointer.to_owned(), Arc::clone(&validator));
        Ok(validator)
    }
}

impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.document.pointer("/info/title");
        f.debug_struct("Contract")
            .field("title", &title)
            .finish_non_exhaustive()
    }
}

/// A JSON pointer from its parts.
fn pointer(place: &[&str]) -> String {
    let escaped = place
        .iter()
        .map(|part| part.replace('~', "~0").replace('/', "~1"));
    escaped.fold(String::new(), |pointer, part| pointer + "/" + &part)
}

/// A pointer as a URI fragment: braces of path templates are not allowed there.
fn percent_encoded(pointer: &str) -> String {
    pointer.replace('{', "%7B").replace('}', "%7D")
}
