//! Which compared places lead to which, and so what each difference reaches.

use std::collections::BTreeSet;

use crate::judge::{Contexts, Edge};

/// A place that was compared: an operation, a parameter, a body, a schema …
pub(crate) type Place = usize;

/// How one place leads to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// From an operation into what it sends or receives.
    Enter(Contexts),
    /// From a place to one inside it.
    Through(Edge),
    /// From an operation to another one inside it: a callback.
    Within,
}

/// All places and links; a place is compared once, however many lead to it.
#[derive(Default)]
pub(crate) struct Graph {
    links: Vec<Vec<(Place, Link)>>,
}

impl Graph {
    pub(crate) fn place(&mut self) -> Place {
        self.links.push(Vec::new());
        self.links.len().saturating_sub(1)
    }

    pub(crate) fn link(&mut self, from: Place, to: Place, link: Link) {
        if let Some(links) = self.links.get_mut(from)
            && !links.contains(&(to, link))
        {
            links.push((to, link));
        }
    }

    fn links(&self, from: Place) -> &[(Place, Link)] {
        self.links.get(from).map_or(&[], Vec::as_slice)
    }

    /// The contexts of every place: grows until nothing more comes of it.
    pub(crate) fn contexts(&self) -> Vec<Contexts> {
        let mut contexts = vec![Contexts::default(); self.links.len()];
        let mut waiting: Vec<Place> = (0..self.links.len()).collect();
        let mut queued = vec![true; self.links.len()];
        while let Some(from) = waiting.pop() {
            if let Some(mark) = queued.get_mut(from) {
                *mark = false;
            }
            let here = contexts.get(from).copied().unwrap_or_default();
            for &(to, link) in self.links(from) {
                let arriving = match link {
                    Link::Enter(contexts) => contexts,
                    Link::Through(edge) => here.through(edge),
                    Link::Within => Contexts::default(),
                };
                let Some(known) = contexts.get_mut(to) else {
                    continue;
                };
                let grown = known.union(arriving);
                if grown != *known {
                    *known = grown;
                    if let Some(mark) = queued.get_mut(to)
                        && !*mark
                    {
                        *mark = true;
                        waiting.push(to);
                    }
                }
            }
        }
        contexts
    }

    /// For each of `targets`, the operations that lead to it.
    ///
    /// Only places from which some target can be reached are walked.
    pub(crate) fn reach(&self, operations: &[Place], targets: &BTreeSet<Place>) -> Vec<Vec<usize>> {
        let useful = self.leading_to(targets);
        let mut reached = vec![Vec::new(); self.links.len()];
        let mut seen_by = vec![usize::MAX; self.links.len()];
        for (index, &operation) in operations.iter().enumerate() {
            let mut stack = vec![operation];
            while let Some(place) = stack.pop() {
                let new = seen_by.get_mut(place).is_some_and(|seen| {
                    let new = *seen != index;
                    *seen = index;
                    new
                });
                if !new || !useful.get(place).copied().unwrap_or(false) {
                    continue;
                }
                if targets.contains(&place)
                    && let Some(list) = reached.get_mut(place)
                {
                    list.push(index);
                }
                stack.extend(self.links(place).iter().map(|&(to, _)| to));
            }
        }
        reached
    }

    fn leading_to(&self, targets: &BTreeSet<Place>) -> Vec<bool> {
        let mut back: Vec<Vec<Place>> = vec![Vec::new(); self.links.len()];
        for (from, links) in self.links.iter().enumerate() {
            for &(to, _) in links {
                if let Some(list) = back.get_mut(to) {
                    list.push(from);
                }
            }
        }
        let mut useful = vec![false; self.links.len()];
        let mut stack: Vec<Place> = targets.iter().copied().collect();
        while let Some(place) = stack.pop() {
            let Some(mark) = useful.get_mut(place) else {
                continue;
            };
            if !*mark {
                *mark = true;
                stack.extend(back.get(place).into_iter().flatten());
            }
        }
        useful
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::{Direction, Slot, Way};

    #[test]
    fn a_circle_ends_and_both_ways_arrive() {
        let mut graph = Graph::default();
        let [operation, first, second, apart] = [(); 4].map(|()| graph.place());
        let enter = |way| Link::Enter(Contexts::one(way, Slot::Demanded));
        graph.link(operation, first, enter(Way::Request));
        graph.link(operation, second, enter(Way::Response));
        graph.link(first, second, Link::Through(Edge::new(Slot::Optional)));
        graph.link(second, first, Link::Through(Edge::new(Slot::Optional)));
        let contexts = graph.contexts();
        assert_eq!(contexts[first].direction(), Some(Direction::Both));
        assert_eq!(contexts[apart].direction(), None);
        let reach = graph.reach(&[operation], &BTreeSet::from([second, apart]));
        assert_eq!(reach[second], [0]);
        assert!(reach[apart].is_empty());
    }
}
