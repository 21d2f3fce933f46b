//! OpenAPI Overlay 1.0: a list of actions, each of which updates or removes parts of a document.

mod apply;
mod merge;
#[cfg(test)]
mod tests;

use std::path::Path;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::error::Location;
use crate::text::{self, Format};
use crate::{Error, Pointer};

pub use apply::{ActionReport, OverlayReport, apply_overlay};

/// An overlay document whose actions have been read and found sound.
#[derive(Clone, Debug)]
pub struct Overlay {
    source: String,
    title: String,
    extends: Option<String>,
    actions: Vec<Action>,
}

/// One action of an overlay.
#[derive(Clone, Debug)]
pub struct Action {
    at: Location,
    target: JsonPath,
    description: Option<String>,
    change: ActionChange,
}

/// What an action does to each place that its target selects.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionChange {
    /// The value is merged into an object, or appended to an array as one entry.
    Update(Value),
    /// The place is removed from the object or array that holds it.
    Remove,
}

impl Overlay {
    /// Reads an overlay from a file, JSON or YAML as [`Document::from_path`] does.
    ///
    /// [`Document::from_path`]: crate::Document::from_path
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = text::read(path)?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Reads an overlay from text.
    ///
    /// A version other than 1.0, an unknown field, a target that is no JSONPath (RFC 9535) and
    /// an action that neither updates nor removes, or does both, are errors.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let value = text::parse(name, text, Format::of(name, text))?;
        let reader = Reader { source: name };
        let root = reader.object(&Pointer::root(), &value)?;
        reader.fields(
            &Pointer::root(),
            root,
            &["overlay", "info", "extends", "actions"],
        )?;
        let version = reader.text(&Pointer::root(), root, "overlay")?;
        if !version.starts_with("1.0.") {
            return Err(reader.error(
                &Pointer::root().child("overlay"),
                format!("version `{version}` is not read, only 1.0 is"),
            ));
        }
        let place = Pointer::root().child("info");
        let info = root.get("info").unwrap_or(&Value::Null);
        let info = reader.object(&place, info)?;
        reader.fields(&place, info, &["title", "version"])?;
        reader.text(&place, info, "version")?;
        let actions = match root.get("actions") {
            Some(Value::Array(actions)) if !actions.is_empty() => actions,
            _ => {
                return Err(reader.error(
                    &Pointer::root().child("actions"),
                    "there must be an array of at least one action".to_owned(),
                ));
            }
        };
        Ok(Self {
            source: name.to_owned(),
            title: reader.text(&place, info, "title")?.to_owned(),
            extends: root
                .get("extends")
                .map(|_| reader.text(&Pointer::root(), root, "extends"))
                .transpose()?
                .map(ToOwned::to_owned),
            actions: actions
                .iter()
                .enumerate()
                .map(|(index, action)| reader.action(index, action))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The overlay's name in errors, most often its file name.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What the overlay calls itself.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The document that the overlay says it is for; it is not looked at when it is applied.
    pub fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    /// The actions, in the order in which they are applied.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }
}

impl Action {
    /// Where the action stands in its overlay.
    pub const fn at(&self) -> &Location {
        &self.at
    }

    /// The JSONPath that selects the places to change.
    pub const fn target(&self) -> &JsonPath {
        &self.target
    }

    /// The reason for the action, in its author's words.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// What the action does.
    pub const fn change(&self) -> &ActionChange {
        &self.change
    }
}

/// Reads an overlay's parts, naming the place of each error.
struct Reader<'n> {
    source: &'n str,
}

impl Reader<'_> {
    fn error(&self, pointer: &Pointer, what: String) -> Error {
        Error::Overlay {
            at: Location::new(self.source, pointer.clone()),
            what,
        }
    }

    fn object<'v>(
        &self,
        pointer: &Pointer,
        value: &'v Value,
    ) -> Result<&'v Map<String, Value>, Error> {
        value
            .as_object()
            .ok_or_else(|| self.error(pointer, "an object is expected here".to_owned()))
    }

    fn fields(
        &self,
        pointer: &Pointer,
        object: &Map<String, Value>,
        known: &[&str],
    ) -> Result<(), Error> {
        let unknown = object
            .keys()
            .find(|key| !key.starts_with("x-") && !known.contains(&key.as_str()));
        match unknown {
            None => Ok(()),
            Some(key) => Err(self.error(
                &pointer.child(key),
                format!("`{key}` is not known here, only {}", known.join(", ")),
            )),
        }
    }

    fn text<'v>(
        &self,
        pointer: &Pointer,
        object: &'v Map<String, Value>,
        key: &str,
    ) -> Result<&'v str, Error> {
        object.get(key).and_then(Value::as_str).ok_or_else(|| {
            self.error(
                &pointer.child(key),
                format!("`{key}` must be given as a text"),
            )
        })
    }

    fn action(&self, index: usize, value: &Value) -> Result<Action, Error> {
        let place = Pointer::root().child("actions").child(index);
        let action = self.object(&place, value)?;
        self.fields(
            &place,
            action,
            &["target", "description", "update", "remove"],
        )?;
        let text = self.text(&place, action, "target")?;
        let target = JsonPath::parse(text).map_err(|error| {
            self.error(
                &place.child("target"),
                format!("`{text}` is not a JSONPath: {error}"),
            )
        })?;
        let remove = match action.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(_) => {
                return Err(self.error(
                    &place.child("remove"),
                    "`remove` must be true or false".to_owned(),
                ));
            }
        };
        let change = match (action.get("update"), remove) {
            (Some(update), false) => ActionChange::Update(update.clone()),
            (None, true) => ActionChange::Remove,
            (Some(_), true) => {
                return Err(self.error(
                    &place,
                    "an action either updates or removes, this one asks for both".to_owned(),
                ));
            }
            (None, false) => {
                return Err(self.error(
                    &place,
                    "the action has neither `update` nor `remove: true`".to_owned(),
                ));
            }
        };
        Ok(Action {
            at: Location::new(self.source, place.clone()),
            target,
            description: action
                .get("description")
                .map(|_| self.text(&place, action, "description"))
                .transpose()?
                .map(ToOwned::to_owned),
            change,
        })
    }
}
