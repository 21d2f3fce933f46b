//! Applying an overlay to a document.

use std::cmp::Reverse;

use indexmap::IndexSet;
use serde_json::Value;

use super::merge::{form, merge_object};
use super::{Action, ActionChange, Overlay};
use crate::error::Location;
use crate::{Document, Error, Pointer};

/// What an overlay did to a document, action by action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayReport {
    /// One report an action, in the overlay's order.
    pub actions: Vec<ActionReport>,
}

/// What one action did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionReport {
    /// The action's place in the overlay.
    pub at: Location,
    /// The action's reason, in its author's words.
    pub description: Option<String>,
    /// The places of the document that it changed or removed.
    pub changed: Vec<Pointer>,
    /// The selected places that were already as the action wants them.
    pub unchanged: Vec<Pointer>,
}

/// Applies the actions of an overlay in their order, each to the result of those before it.
///
/// An action that selects nothing is an error, as is an update that changes nothing at any
/// place it selects: either means that the document has moved on and the action is stale. On
/// an error the document is left as it was.
///
/// Beyond the specification, `remove` also takes primitive values, such as one entry of a
/// `required` array.
pub fn apply_overlay(document: &mut Document, overlay: &Overlay) -> Result<OverlayReport, Error> {
    let mut value = document.value.clone();
    let actions = overlay
        .actions()
        .iter()
        .map(|action| apply(&mut value, action))
        .collect::<Result<_, _>>()?;
    document.value = value;
    Ok(OverlayReport { actions })
}

fn apply(root: &mut Value, action: &Action) -> Result<ActionReport, Error> {
    let failed = |what: String| Error::Overlay {
        at: action.at.clone(),
        what,
    };
    let places = action
        .target
        .query_located(root)
        .locations()
        .map(|path| path.to_json_pointer().parse())
        .collect::<Result<IndexSet<Pointer>, Error>>()?;
    if places.is_empty() {
        return Err(failed(format!(
            "the target `{}` selects nothing",
            action.target
        )));
    }
    let mut report = ActionReport {
        at: action.at.clone(),
        description: action.description.clone(),
        changed: Vec::new(),
        unchanged: Vec::new(),
    };
    match &action.change {
        ActionChange::Remove => {
            remove(root, &places).map_err(failed)?;
            report.changed = places.into_iter().collect();
        }
        ActionChange::Update(new) => {
            for place in places {
                let changed = place
                    .get_mut(root)
                    .ok_or_else(|| "the place is gone".to_owned())
                    .and_then(|target| update(target, new))
                    .map_err(|what| failed(format!("at {place}: {what}")))?;
                if changed {
                    report.changed.push(place);
                } else {
                    report.unchanged.push(place);
                }
            }
            if report.changed.is_empty() {
                return Err(failed(format!(
                    "the update changes nothing: {} is already so",
                    report
                        .unchanged
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(", ")
                )));
            }
        }
    }
    Ok(report)
}

fn update(target: &mut Value, new: &Value) -> Result<bool, String> {
    match (target, new) {
        (Value::Object(target), Value::Object(new)) => {
            merge_object(target, new, &mut Pointer::root())
                .map_err(|(below, what)| format!("`{below}` of the update: {what}"))
        }
        (Value::Object(_), other) => Err(format!(
            "the target is an object, so the update must be one, not {}",
            form(other)
        )),
        (Value::Array(_), Value::Array(_)) => Err(
            "the target is an array, so the update is one entry to append; to append several \
             entries, update the object that holds the array"
                .to_owned(),
        ),
        (Value::Array(target), entry) => {
            target.push(entry.clone());
            Ok(true)
        }
        _ => Err("the target is a primitive value: update the object that holds it".to_owned()),
    }
}

/// Removes every place; of an array the last entries first, so that indices stay true.
fn remove(root: &mut Value, places: &IndexSet<Pointer>) -> Result<(), String> {
    let mut ordered: Vec<(Pointer, String)> = Vec::new();
    for place in places {
        let mut parent = place.clone();
        let Some(last) = parent.pop() else {
            return Err("the whole document cannot be removed".to_owned());
        };
        ordered.push((parent, last));
    }
    // Deeper places first: a place inside another is gone once the outer one is.
    ordered.sort_by_key(|(parent, last)| {
        Reverse((parent.tokens().len(), last.parse::<usize>().unwrap_or(0)))
    });
    for (parent, last) in &ordered {
        match parent.get_mut(root) {
            Some(Value::Object(map)) => {
                map.shift_remove(last);
            }
            Some(Value::Array(list)) => {
                if let Some(index) = last.parse().ok().filter(|index| *index < list.len()) {
                    list.remove(index);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
