//! Operations: each has a name of its own, and what the options ask for.

use std::collections::HashMap;

use serde_json::Value;

use super::{CheckOptions, Findings};
use crate::structure::Kind;
use crate::walk::walk;
use crate::{Document, Pointer};

pub(super) fn check<'d>(found: &mut Findings<'d>, options: &CheckOptions) {
    let document: &'d Document = found.document;
    let mut seen: HashMap<String, Pointer> = HashMap::new();
    walk(&document.value, &mut |pointer, kind, value| {
        if kind == Kind::Paths {
            for path in value.as_object().into_iter().flat_map(|paths| paths.keys()) {
                if !path.starts_with('/') && !path.starts_with("x-") {
                    found.add(&pointer.child(path), "a path must start with `/`");
                }
            }
        }
        if kind != Kind::Operation {
            return;
        }
        // Callbacks and webhooks describe requests that a client receives, so only the
        // operations under `paths` need a name and a class.
        let called = matches!(pointer.tokens(), [paths, _, _] if paths == "paths");
        match value.get("operationId") {
            Some(Value::String(id)) if !id.is_empty() => {
                if let Some(first) = seen.get(id) {
                    found.add(
                        &pointer.child("operationId"),
                        format!("the operationId `{id}` is taken: {first} has it"),
                    );
                } else {
                    seen.insert(id.clone(), pointer.clone());
                }
            }
            None if !called => {}
            None => found.add(pointer, "the operation has no `operationId`"),
            Some(_) => found.add(
                &pointer.child("operationId"),
                "an operationId must be a text that is not empty",
            ),
        }
        let Some(extension) = options
            .required_operation_extension
            .as_ref()
            .filter(|_| called)
        else {
            return;
        };
        let name = &extension.name;
        let allowed = extension.allowed.join(", ");
        match value.get(name).map(|value| (value, value.as_str())) {
            None => found.add(
                pointer,
                format!("the operation has no `{name}`: one of {allowed}"),
            ),
            Some((_, Some(text))) if extension.allowed.iter().any(|value| value == text) => {}
            Some((given, _)) => found.add(
                &pointer.child(name),
                format!("`{name}` is {given}, it must be one of {allowed}"),
            ),
        }
    });
}
