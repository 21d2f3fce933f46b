//! Asking a tree: sums over ranges, entries from a key on, the first or last that will do.

use std::slice;

use super::{Branch, Entry, Node, Sum, Tree};

impl<E: Entry> Tree<E> {
    /// All entries in order.
    pub(crate) fn iter(&self) -> Iter<'_, E> {
        Iter::new(self.top.as_ref(), None)
    }

    /// The entries that are not before `key`, in order.
    pub(crate) fn iter_from(&self, key: E::Key) -> Iter<'_, E> {
        Iter::new(self.top.as_ref(), Some(key))
    }

    /// The entry at `key`.
    pub(crate) fn get(&self, key: E::Key) -> Option<&E> {
        self.iter_from(key)
            .next()
            .filter(|entry| entry.key() == key)
    }

    /// The sum of the entries from the first key on and before the second; no key is no bound.
    pub(crate) fn sum(&self, from: Option<E::Key>, to: Option<E::Key>) -> E::Sum {
        let mut sum = E::Sum::default();
        if let Some(top) = &self.top {
            top.add_to(&mut sum, from, to);
        }
        sum
    }

    /// The first entry that is not before `key` and that `is_wanted`; branches that `may_have`
    /// does not see one in are passed over.
    pub(crate) fn first_from(
        &self,
        key: E::Key,
        may_have: impl Fn(&E::Sum) -> bool,
        is_wanted: impl Fn(&E) -> bool,
    ) -> Option<&E> {
        self.top.as_ref()?.first_from(key, &may_have, &is_wanted)
    }

    /// The last entry before `key` that `is_wanted`, likewise.
    pub(crate) fn last_before(
        &self,
        key: E::Key,
        may_have: impl Fn(&E::Sum) -> bool,
        is_wanted: impl Fn(&E) -> bool,
    ) -> Option<&E> {
        self.top.as_ref()?.last_before(key, &may_have, &is_wanted)
    }
}

impl<E: Entry> Branch<E> {
    fn add_to(&self, sum: &mut E::Sum, from: Option<E::Key>, to: Option<E::Key>) {
        match &self.node {
            Node::Leaf(entries) => {
                let is_before = |entry: &&E| from.is_some_and(|from| entry.key() < from);
                let is_in = |entry: &&E| to.is_none_or(|to| entry.key() < to);
                let inside = entries.iter().skip_while(is_before).take_while(is_in);
                inside.for_each(|entry| sum.join(&entry.sum()));
            }
            Node::Fork(branches) => {
                let first = from.map_or(0, |from| holder(branches, from));
                let end = to.map_or(branches.len(), |to| {
                    branches.partition_point(|branch| branch.low < to)
                });
                let Some(inside) = branches.get(first..end) else {
                    return;
                };
                let last = inside.len().saturating_sub(1);
                for (at, branch) in inside.iter().enumerate() {
                    // Only the branches at the edges may be in part outside of the range.
                    let from = from.filter(|_| at == 0);
                    let to = to.filter(|_| at == last);
                    match (from, to) {
                        (None, None) => sum.join(&branch.sum),
                        _ => branch.add_to(sum, from, to),
                    }
                }
            }
        }
    }

    fn first_from(
        &self,
        key: E::Key,
        may_have: &impl Fn(&E::Sum) -> bool,
        is_wanted: &impl Fn(&E) -> bool,
    ) -> Option<&E> {
        if !may_have(&self.sum) {
            return None;
        }
        match &self.node {
            Node::Leaf(entries) => {
                let first = entries.partition_point(|entry| entry.key() < key);
                let rest = entries.get(first..)?;
                rest.iter().find(|entry| is_wanted(entry))
            }
            Node::Fork(branches) => {
                let rest = branches.get(holder(branches, key)..)?;
                rest.iter()
                    .find_map(|branch| branch.first_from(key, may_have, is_wanted))
            }
        }
    }

    fn last_before(
        &self,
        key: E::Key,
        may_have: &impl Fn(&E::Sum) -> bool,
        is_wanted: &impl Fn(&E) -> bool,
    ) -> Option<&E> {
        if !may_have(&self.sum) {
            return None;
        }
        match &self.node {
            Node::Leaf(entries) => {
                let end = entries.partition_point(|entry| entry.key() < key);
                let rest = entries.get(..end)?;
                rest.iter().rev().find(|entry| is_wanted(entry))
            }
            Node::Fork(branches) => {
                let end = branches.partition_point(|branch| branch.low < key);
                let rest = branches.get(..end)?;
                rest.iter()
                    .rev()
                    .find_map(|branch| branch.last_before(key, may_have, is_wanted))
            }
        }
    }
}

/// The branch that `key` would be in.
fn holder<E: Entry>(branches: &[Branch<E>], key: E::Key) -> usize {
    branches
        .partition_point(|branch| branch.low <= key)
        .saturating_sub(1)
}

/// Entries of a tree in order.
pub(crate) struct Iter<'a, E: Entry> {
    above: Vec<slice::Iter<'a, Branch<E>>>,
    leaf: slice::Iter<'a, E>,
}

impl<'a, E: Entry> Iter<'a, E> {
    fn new(top: Option<&'a Branch<E>>, from: Option<E::Key>) -> Self {
        let mut iter = Self {
            above: Vec::new(),
            leaf: [].iter(),
        };
        if let Some(top) = top {
            iter.descend(top, from);
        }
        iter
    }

    fn descend(&mut self, mut branch: &'a Branch<E>, from: Option<E::Key>) {
        loop {
            match &branch.node {
                Node::Leaf(entries) => {
                    let first = from.map_or(0, |from| {
                        entries.partition_point(|entry| entry.key() < from)
                    });
                    self.leaf = entries.get(first..).unwrap_or_default().iter();
                    return;
                }
                Node::Fork(branches) => {
                    let first = from.map_or(0, |from| holder(branches, from));
                    let mut rest = branches.get(first..).unwrap_or_default().iter();
                    let Some(next) = rest.next() else { return };
                    self.above.push(rest);
                    branch = next;
                }
            }
        }
    }
}

impl<'a, E: Entry> Iterator for Iter<'a, E> {
    type Item = &'a E;

    fn next(&mut self) -> Option<&'a E> {
        loop {
            if let Some(entry) = self.leaf.next() {
                return Some(entry);
            }
            let rest = self.above.last_mut()?;
            match rest.next() {
                Some(branch) => self.descend(branch, None),
                None => {
                    self.above.pop();
                }
            }
        }
    }
}
