//! Properties that have another name.

use super::shape::Shape;
use super::words::{alike, alike_but_for};
use crate::canonical::{Node, Property};
use crate::spec::{Spec, text};

/// Below this a pairing is a guess, and two findings say more than one.
const SUREST_GUESS: u8 = 60;
/// Objects that lose or gain more properties than this are something else altogether.
const MOST: usize = 24;

/// A property under two names.
pub(crate) struct Renamed<'a, 'd> {
    pub(crate) base: (&'d str, &'a Property<'d>),
    pub(crate) revision: (&'d str, &'a Property<'d>),
    /// In per cent.
    pub(crate) confidence: u8,
}

/// Pairs properties that are gone with ones that have come, the surest first.
pub(crate) fn renamed<'a, 'd>(
    base: &Spec<'d>,
    revision: &Spec<'d>,
    nouns: &[(String, String)],
    gone: &[(&'d str, &'a Property<'d>)],
    come: &[(&'d str, &'a Property<'d>)],
) -> Vec<Renamed<'a, 'd>> {
    if gone.is_empty() || come.is_empty() || gone.len() > MOST || come.len() > MOST {
        return Vec::new();
    }
    let shapes: Vec<Shape<'d>> = come
        .iter()
        .map(|(_, new)| Shape::new(revision, &new.node))
        .collect();
    let mut candidates = Vec::new();
    for (index, &(old_name, old)) in gone.iter().enumerate() {
        let shape = Shape::new(base, &old.node);
        for (other, (&(new_name, new), new_shape)) in come.iter().zip(&shapes).enumerate() {
            let likeness = shape.alike(new_shape);
            let words = alike(old_name, new_name).max(alike_but_for(nouns, old_name, new_name));
            let described = match (description(&old.node), description(&new.node)) {
                (Some(old), Some(new)) if old == new && old.len() >= 12 => 40,
                _ => 0,
            };
            let telling = if likeness >= 80 && shape.is_telling() {
                35
            } else {
                0
            };
            let evidence = (words / 2)
                .saturating_add(described)
                .saturating_add(telling);
            // Two names of one type with nothing else in common are two properties.
            if likeness < 50 || evidence < 25 {
                continue;
            }
            let sure = (likeness / 2).saturating_add(evidence).min(99);
            if sure >= SUREST_GUESS {
                candidates.push((std::cmp::Reverse(sure), index, other));
            }
        }
    }
    candidates.sort_unstable();
    let mut taken: (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    for (std::cmp::Reverse(confidence), index, other) in candidates {
        if taken.0.contains(&index) || taken.1.contains(&other) {
            continue;
        }
        if let (Some(&base), Some(&revision)) = (gone.get(index), come.get(other)) {
            taken.0.push(index);
            taken.1.push(other);
            pairs.push(Renamed {
                base,
                revision,
                confidence,
            });
        }
    }
    pairs
}

fn description<'d>(node: &Node<'d>) -> Option<&'d str> {
    node.places
        .iter()
        .find_map(|place| text(place, "description"))
}
