//! Branches of unions: which of one side is which of the other.

use super::shape::Shape;
use crate::canonical::{Node, Schema};
use crate::spec::Spec;

/// Below this, two branches are two.
const ALIKE: u8 = 50;
/// Beyond this many left over, nothing is guessed: names and shapes have had their turn.
const MOST: usize = 64;

/// Branches of two unions.
pub(crate) struct Pairing<'d> {
    pub(crate) pairs: Vec<(Node<'d>, Node<'d>)>,
    pub(crate) removed: Vec<Node<'d>>,
    pub(crate) added: Vec<Node<'d>>,
}

/// Pairs branches by name, then by how alike they are.
pub(crate) fn paired<'d>(
    base: &Spec<'d>,
    old: &[Node<'d>],
    revision: &Spec<'d>,
    new: &[Node<'d>],
) -> Pairing<'d> {
    let mut pairs = Vec::new();
    let mut rest: Vec<Option<&Node<'d>>> = new.iter().map(Some).collect();
    let mut left = Vec::new();
    for branch in old {
        let name = branch.name(base);
        let found = rest.iter_mut().find(|other| {
            name.is_some() && other.is_some_and(|other| other.name(revision) == name)
        });
        match found.and_then(Option::take) {
            Some(other) => pairs.push((branch.clone(), other.clone())),
            None => left.push(branch),
        }
    }
    let rest: Vec<&Node<'d>> = rest.into_iter().flatten().collect();
    if left.len() > MOST || rest.len() > MOST {
        return Pairing {
            pairs,
            removed: left.into_iter().cloned().collect(),
            added: rest.into_iter().cloned().collect(),
        };
    }
    let old_shapes: Vec<_> = left.iter().map(|branch| Shape::new(base, branch)).collect();
    let new_shapes: Vec<_> = rest
        .iter()
        .map(|branch| Shape::new(revision, branch))
        .collect();
    let mut candidates = Vec::new();
    for (index, old) in old_shapes.iter().enumerate() {
        for (other, new) in new_shapes.iter().enumerate() {
            let likeness = old.alike(new);
            if likeness >= ALIKE {
                candidates.push((std::cmp::Reverse(likeness), index, other));
            }
        }
    }
    candidates.sort_unstable();
    let mut old_taken = vec![false; left.len()];
    let mut new_taken = vec![false; rest.len()];
    for (_, index, other) in candidates {
        let (Some(old_mark), Some(new_mark)) = (old_taken.get_mut(index), new_taken.get_mut(other))
        else {
            continue;
        };
        if *old_mark || *new_mark {
            continue;
        }
        (*old_mark, *new_mark) = (true, true);
        if let (Some(old), Some(new)) = (left.get(index), rest.get(other)) {
            pairs.push(((*old).clone(), (*new).clone()));
        }
    }
    let free = |branches: Vec<&Node<'d>>, taken: Vec<bool>| {
        let both = branches.into_iter().zip(taken);
        both.filter(|(_, taken)| !taken)
            .map(|(branch, _)| branch.clone())
            .collect()
    };
    Pairing {
        pairs,
        removed: free(left, old_taken),
        added: free(rest, new_taken),
    }
}

/// The branch that a lone schema is most like, if any is like it.
pub(crate) fn like<'d, 'a>(
    of: &Spec<'d>,
    node: &Node<'d>,
    spec: &Spec<'d>,
    branches: &'a [Node<'d>],
) -> Option<&'a Node<'d>> {
    let shape = Shape::new(of, node);
    let mut best = None;
    for branch in branches.iter().take(MOST) {
        let likeness = shape.alike(&Shape::new(spec, branch));
        if likeness >= ALIKE && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, branch));
        }
    }
    best.map(|(_, branch)| branch)
}

/// What a branch is called: its component, or its types and properties.
pub(crate) fn named<'d>(spec: &Spec<'d>, branch: &Node<'d>) -> String {
    if let Some(name) = branch.name(spec) {
        return name.to_owned();
    }
    let schema = Schema::new(spec, branch);
    let properties: Vec<&str> = schema.properties.keys().copied().take(4).collect();
    match properties.as_slice() {
        [] => schema.types().to_string(),
        _ => format!("{{{}}}", properties.join(", ")),
    }
}
