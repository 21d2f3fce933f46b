//! Which properties requests and answers can carry.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::shape::{Kind, Schemas, child};

/// Properties by what carries them, each by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those that some request's body can carry.
    pub requests: BTreeSet<String>,
    /// Those in which absent, null and a value are three things: what is optional and may be null
    /// and is carried by the bodies of `PATCH` alone, and what is listed by hand.
    pub three_states: BTreeSet<String>,
}

impl Reach {
    /// Follows every body of a contract. The places given have three states wherever they are.
    ///
    /// # Errors
    ///
    /// When a schema is not understood.
    pub fn new(schemas: &Schemas<'_>, three_states: &[&str]) -> Result<Self, String> {
        let (mut patches, mut others, mut answers) =
            (Walk::default(), Walk::default(), Walk::default());
        let paths = schemas.document().get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let place = child(&child("/paths", path), method);
                let body = child(&place, "requestBody");
                let walk = if method == "patch" {
                    &mut patches
                } else {
                    &mut others
                };
                walk.content(schemas, &body)?;
                let responses = operation.get("responses").and_then(Value::as_object);
                for status in responses.into_iter().flat_map(|all| all.keys()) {
                    answers.content(schemas, &child(&child(&place, "responses"), status))?;
                }
            }
        }
        let only_patched = patches.optional_nullable.iter().filter(|place| {
            !others.properties.contains(*place) && !answers.properties.contains(*place)
        });
        let three_states = only_patched
            .cloned()
            .chain(three_states.iter().map(|&place| place.to_owned()));
        Ok(Self {
            three_states: three_states.collect(),
            requests: patches
                .properties
                .union(&others.properties)
                .cloned()
                .collect(),
        })
    }
}

#[derive(Default)]
struct Walk {
    seen: BTreeSet<String>,
    properties: BTreeSet<String>,
    optional_nullable: BTreeSet<String>,
}

impl Walk {
    /// Follows the schemas of a body's or an answer's media types.
    fn content(&mut self, schemas: &Schemas<'_>, place: &str) -> Result<(), String> {
        let content = schemas.document().pointer(&child(place, "content"));
        for media in content
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(|all| all.keys())
        {
            let schema = child(&child(&child(place, "content"), media), "schema");
            if schemas.document().pointer(&schema).is_some() {
                self.follow(schemas, &schema)?;
            }
        }
        Ok(())
    }

    fn follow(&mut self, schemas: &Schemas<'_>, place: &str) -> Result<(), String> {
        if !self.seen.insert(place.to_owned()) {
            return Ok(());
        }
        match &schemas.shape(place)?.kind {
            Kind::List { items, .. } => items
                .iter()
                .try_for_each(|place| self.follow(schemas, place)),
            Kind::Map { values, .. } => values
                .iter()
                .try_for_each(|place| self.follow(schemas, place)),
            Kind::Tagged { arms, .. } => arms
                .iter()
                .try_for_each(|(_, place)| self.follow(schemas, place)),
            Kind::Untagged(branches) => branches
                .iter()
                .try_for_each(|place| self.follow(schemas, place)),
            Kind::Object(object) => {
                for property in object.properties.values() {
                    for place in &property.places {
                        self.properties.insert(place.clone());
                        if !property.required && schemas.shape(place)?.nullable {
                            self.optional_nullable.insert(place.clone());
                        }
                        self.follow(schemas, place)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
