//! The walk: two shapes in step.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Direction, Parity};
use crate::shape::{Kind, Object, Property, Shape};

impl Parity<'_> {
    /// Compares two places; gives both shapes where there are two.
    ///
    /// `by_content` looks into the schemas even where the contract's is a named one, which is
    /// compared at its own place.
    pub(super) fn places(
        &mut self,
        place: &str,
        derived: &str,
        by_content: bool,
    ) -> Option<(Rc<Shape>, Rc<Shape>)> {
        self.report.places.insert(place.to_owned());
        let ours = match self.contract.shape(place) {
            Ok(shape) => shape,
            Err(error) => {
                self.differs(place, error);
                return None;
            }
        };
        let theirs = match self.derived.shape(derived) {
            Ok(shape) => shape,
            Err(error) => {
                self.differs(place, format!("the type's schema: {error}"));
                return None;
            }
        };
        let named = theirs
            .named
            .as_deref()
            .or_else(|| derived.strip_prefix("/$defs/"));
        let named = named.filter(|named| !named.contains('/'));
        let narrower = named.is_some_and(|named| self.types.narrower.contains(named));
        let stands_in = named.is_some_and(|named| self.types.stand_ins.contains_key(named));
        let component = ours.named.as_ref().filter(|_| !by_content);
        if let Some(component) = component {
            self.reference(place, component, theirs.named.as_deref());
        }
        if component.is_none() || stands_in {
            self.report.derived.extend(named.map(str::to_owned));
            if self.done.insert((place.to_owned(), derived.to_owned())) {
                match (&ours.kind, &theirs.kind) {
                    (Kind::Object(ours), Kind::Object(theirs)) => {
                        let tag = self.types.arms.get(place).map(String::as_str);
                        self.objects(place, ours, theirs, tag);
                    }
                    (Kind::Text(ours), Kind::Text(theirs)) => {
                        self.text(place, ours, theirs, narrower);
                    }
                    (ours, theirs) => self.kinds(place, ours, theirs),
                }
            }
        }
        Some((ours, theirs))
    }

    /// A reference to a component is one to the component's own type.
    fn reference(&mut self, place: &str, component: &str, named: Option<&str>) {
        let Some(expected) = self.types.components.get(component) else {
            self.differs(place, format!("no type is known for {component}"));
            return;
        };
        let named = named.map(|name| self.types.stand_ins.get(name).map_or(name, String::as_str));
        if named != Some(expected.as_str()) {
            let named = named.unwrap_or("a type of no name").to_owned();
            self.differs(place, format!("refers to {component}, the type is {named}"));
        }
    }

    /// Compares what is not the value of a property, and so is null or not on both sides.
    fn inside(&mut self, place: &str, derived: &str, by_content: bool) {
        if let Some((ours, theirs)) = self.places(place, derived, by_content)
            && ours.nullable != theirs.nullable
        {
            self.differs(place, nullable(ours.nullable));
        }
    }

    fn kinds(&mut self, place: &str, ours: &Kind, theirs: &Kind) {
        match (ours, theirs) {
            (Kind::Anything, Kind::Anything)
            | (Kind::Boolean, Kind::Boolean)
            | (Kind::Number, Kind::Number) => {}
            (Kind::Integer(ours), Kind::Integer(theirs)) => self.integer(place, ours, theirs),
            (Kind::Constant(_), Kind::Text(theirs)) if theirs.patterns.is_empty() => {
                self.departs("any text for a constant");
            }
            (Kind::Constant(ours), Kind::Constant(theirs)) if ours == theirs => {}
            (Kind::Constant(value), Kind::Choice { values, open }) => {
                self.choice(place, std::slice::from_ref(value), values, *open);
            }
            (
                Kind::Choice { values: ours, .. },
                Kind::Choice {
                    values: theirs,
                    open,
                },
            ) => {
                self.choice(place, ours, theirs, *open);
            }
            (
                Kind::List {
                    items: ours, most, ..
                },
                Kind::List {
                    items: theirs,
                    most: their_most,
                    ..
                },
            ) => {
                self.size(place, *most, *their_most);
                self.optional_places(place, ours.as_deref(), theirs.as_deref());
            }
            (
                Kind::Map { keys, values, most },
                Kind::Map {
                    keys: their_keys,
                    values: their_values,
                    most: their_most,
                },
            ) => {
                self.size(place, *most, *their_most);
                match (keys, their_keys) {
                    (Some(keys), Some(their_keys)) => self.inside(keys, their_keys, false),
                    (None, Some(_)) => self.differs(place, "the type has a schema for the keys"),
                    (Some(_), None) => self.departs("any key for a pattern"),
                    (None, None) => {}
                }
                self.optional_places(place, values.as_deref(), their_values.as_deref());
            }
            (
                Kind::Tagged { tag, arms },
                Kind::Tagged {
                    tag: their_tag,
                    arms: their_arms,
                },
            ) => {
                if tag != their_tag {
                    self.differs(place, format!("the tag {tag}, the type's is {their_tag}"));
                }
                self.arms(place, tag, arms, their_arms);
            }
            (Kind::Untagged(ours), Kind::Untagged(theirs)) => self.branches(place, ours, theirs),
            _ => self.differs(
                place,
                format!("{}, the type is {}", ours.noun(), theirs.noun()),
            ),
        }
    }

    fn optional_places(&mut self, place: &str, ours: Option<&str>, theirs: Option<&str>) {
        let anything = |side: &crate::shape::Schemas<'_>, place: Option<&str>| {
            place.is_none_or(
                |place| matches!(side.shape(place), Ok(shape) if shape.kind == Kind::Anything),
            )
        };
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => self.inside(ours, theirs, false),
            _ if anything(self.contract, ours) && anything(self.derived, theirs) => {}
            _ => self.differs(place, "only one of both says what is in it"),
        }
    }

    fn arms(
        &mut self,
        place: &str,
        tag: &str,
        ours: &[(String, String)],
        theirs: &[(String, String)],
    ) {
        for (value, arm) in ours {
            let Some((_, derived)) = theirs.iter().find(|(other, _)| other == value) else {
                self.differs(place, format!("the type does not know the arm {value:?}"));
                continue;
            };
            self.report.places.insert(arm.clone());
            let shapes = (self.contract.shape(arm), self.derived.shape(derived));
            match shapes {
                (Ok(ours), Ok(theirs)) => {
                    let name = derived.strip_prefix("/$defs/").unwrap_or(derived);
                    self.report.derived.insert(name.to_owned());
                    match (&ours.kind, &theirs.kind) {
                        (Kind::Object(ours), Kind::Object(theirs)) => {
                            self.objects(arm, ours, theirs, Some(tag));
                        }
                        _ => self.differs(arm, "an arm is no object"),
                    }
                }
                (ours, theirs) => {
                    let errors = [ours.err(), theirs.err()].into_iter().flatten();
                    self.differs(arm, errors.collect::<Vec<_>>().join(", "));
                }
            }
        }
        for (value, _) in theirs
            .iter()
            .filter(|(value, _)| !ours.iter().any(|(o, _)| o == value))
        {
            self.differs(place, format!("the type knows an arm {value:?}"));
        }
    }

    /// Each branch has one of its kind, and the other way round.
    fn branches(&mut self, place: &str, ours: &[String], theirs: &[String]) {
        if ours.len() != theirs.len() {
            self.differs(
                place,
                format!("{} branches, the type has {}", ours.len(), theirs.len()),
            );
        }
        for branch in ours {
            let kind = |place: &String| self.contract.shape(place).ok().map(|s| s.kind.noun());
            let other = |place: &&String| {
                self.derived.shape(place).ok().map(|s| s.kind.noun()) == kind(branch)
            };
            match theirs.iter().find(other) {
                Some(derived) => self.inside(branch, derived, true),
                None => self.differs(branch, "the type has no branch for this"),
            }
        }
    }

    /// Compares properties; the tag of an arm is not among those of its type.
    pub(super) fn objects(
        &mut self,
        place: &str,
        ours: &Object,
        theirs: &Object,
        tag: Option<&str>,
    ) {
        if !ours.alternatives.is_empty() || !ours.one_or_more.is_empty() {
            self.departs("each of several fields optional, of which some are required together");
        }
        if !theirs.alternatives.is_empty() || !theirs.one_or_more.is_empty() {
            self.differs(place, "the type asks for one of several fields");
        }
        for (name, property) in &ours.properties {
            if tag == Some(name) && !theirs.properties.contains_key(name) {
                self.departs("a tag that the union writes for its arm");
                self.report
                    .properties
                    .extend(property.places.iter().cloned());
                continue;
            }
            match theirs.properties.get(name) {
                Some(derived) => self.property(property, derived),
                None => {
                    for place in &property.places {
                        self.differs(place, "the type has no such field");
                    }
                }
            }
        }
        let known: BTreeSet<&String> = ours.properties.keys().collect();
        for name in theirs
            .properties
            .keys()
            .filter(|name| !known.contains(name))
        {
            self.differs(place, format!("the type has a field {name}"));
        }
    }

    fn property(&mut self, ours: &Property, theirs: &Property) {
        for place in &ours.places {
            self.report.properties.insert(place.clone());
            for derived in &theirs.places {
                let Some((shape, other)) = self.places(place, derived, false) else {
                    continue;
                };
                match (ours.required, shape.nullable, theirs.required) {
                    (true, true, false) if self.direction == Direction::Reading => {
                        self.departs("absent for null where a field is required");
                    }
                    (true, _, false) => self.differs(place, "required, the type may lack it"),
                    (false, _, true) => self.differs(place, "optional, the type needs it"),
                    _ => {}
                }
                match (shape.nullable, other.nullable) {
                    (false, true) if !ours.required => {
                        self.departs("null for absent where a field is never null");
                    }
                    (ours, theirs) if ours != theirs => self.differs(place, nullable(ours)),
                    _ => {}
                }
            }
        }
    }
}

const fn nullable(contract: bool) -> &'static str {
    match contract {
        true => "may be null, the type takes no null",
        false => "is never null, the type takes null",
    }
}
