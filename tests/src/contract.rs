//! The effective contract: the vendored document with the overlay applied.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use jsonschema::{Draft, Registry, Validator};
use openapi_lower::{Document, Overlay, apply_overlay};
use serde_json::{Value, json};

/// A document whose schemas can be asked whether they accept a value.
pub struct Contract {
    document: Value,
    /// The document read once, rather than for each validator.
    registry: OnceLock<Result<Registry<'static>, String>>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// What validators call the document.
const NAME: &str = "urn:contract";

/// The contract that clients and the sandbox are held to.
pub static EFFECTIVE: LazyLock<Result<Contract, String>> = LazyLock::new(|| {
    let mut document = load("openapi/sfc-api.yaml")?;
    let overlay = Overlay::from_path(workspace().join("openapi/overlay.yaml"));
    let overlay = overlay.map_err(|error| error.to_string())?;
    apply_overlay(&mut document, &overlay).map_err(|error| error.to_string())?;
    Ok(Contract::new(document.value))
});

fn load(path: &str) -> Result<Document, String> {
    Document::from_path(workspace().join(path)).map_err(|error| error.to_string())
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

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

    /// The schema place of an answer's JSON body; an error when the status is not documented.
    pub fn answer_place<'p>(
        &self,
        matched: &'p Matched,
        status: &'p str,
    ) -> Result<Option<[&'p str; 8]>, String> {
        let place = ["paths", &matched.path, &matched.method, "responses", status];
        let Some(response) = self.document.pointer(&pointer(&place)) else {
            return Err(format!(
                "{} {} does not document {status}",
                matched.method.to_uppercase(),
                matched.path
            ));
        };
        let has_schema = response
            .pointer("/content/application~1json/schema")
            .is_some();
        Ok(has_schema.then_some([
            "paths",
            &matched.path,
            &matched.method,
            "responses",
            status,
            "content",
            "application/json",
            "schema",
        ]))
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
