//! References: each leads somewhere.

use serde_json::Value;

use super::Findings;
use crate::Document;
use crate::document::resolve;
use crate::structure::Kind;
use crate::walk::walk;

pub(super) fn check<'d>(found: &mut Findings<'d>) {
    let document: &'d Document = found.document;
    let root = &document.value;
    walk(root, &mut |pointer, kind, value| {
        if kind == Kind::Discriminator {
            if let Some(Value::Object(mapping)) = value.get("mapping") {
                for (tag, target) in mapping {
                    let place = pointer.child("mapping").child(tag);
                    match target
                        .as_str()
                        .map(|target| (target, mapping_target(target)))
                    {
                        None => found.add(&place, "a mapping's target must be a text"),
                        Some((target, reference)) => {
                            if let Err(why) = resolve(root, &reference) {
                                found.add(&place, format!("`{target}`: {why}"));
                            }
                        }
                    }
                }
            }
            return;
        }
        match value.get("$ref") {
            None => {}
            Some(Value::String(reference)) => {
                if let Err(why) = resolve(root, reference) {
                    found.add(&pointer.child("$ref"), format!("`{reference}`: {why}"));
                }
            }
            Some(_) if kind == Kind::Schema || kind == Kind::PathItem || kind.referable() => {
                found.add(&pointer.child("$ref"), "a reference must be a text");
            }
            Some(_) => {}
        }
    });
}

/// A mapping's target is a reference, or the bare name of a component schema.
pub(crate) fn mapping_target(target: &str) -> String {
    if target.contains('#') || target.contains('/') || target.ends_with(".json") {
        target.to_owned()
    } else {
        crate::Pointer::schema(target).to_string()
    }
}
