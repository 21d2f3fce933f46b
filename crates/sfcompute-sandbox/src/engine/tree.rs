//! Sorted lists that add themselves up: a B+ tree whose every branch knows the sum of what is
//! below it.
//!
//! What a sum is, the list's entries say: the change of a pool's nodes and the least it comes to,
//! or the best price and the time that orders reach over. So a question about a range, and a
//! search that leaves out all branches that cannot have an answer, takes steps in proportion to
//! the height of the tree. Entries lie side by side in leaves, which keeps memory small and
//! walks fast.
//!
//! Trees are equal where their entries are: the same entries may be spread over leaves in several
//! ways, and nothing that can be asked of a tree tells which.

mod read;

use std::fmt;

pub(crate) use read::Iter;

/// An entry of a [`Tree`].
pub(crate) trait Entry: Clone {
    type Key: Ord + Copy;
    type Sum: Sum;
    /// The most entries of a leaf and the most branches of a node: fewer where sums take long to
    /// make anew, at least 8.
    const FULL: usize;
    /// Where the entry stands; no two entries of a tree have the same key.
    fn key(&self) -> Self::Key;
    fn sum(&self) -> Self::Sum;
}

/// Something that entries add up to. The default is the sum of nothing.
pub(crate) trait Sum: Clone + Default + PartialEq {
    /// Whether the order in which sums are joined makes no difference.
    const ANY_ORDER: bool;
    /// Adds the sum of what comes right behind.
    fn join(&mut self, next: &Self);
    /// Takes the sum of one entry off again, where that can be told from the two sums alone;
    /// whether it could.
    fn leave(&mut self, entry: &Self) -> bool;
}

/// A leaf or node of fewer is joined with a neighbour, if both fit well into one.
const fn few(full: usize) -> usize {
    full / 4
}

/// What two neighbours may have together to be joined.
const fn joined(full: usize) -> usize {
    full * 3 / 4
}

/// A part of a tree: its entries, or its branches.
#[derive(Clone)]
enum Node<E: Entry> {
    Leaf(Vec<E>),
    Fork(Vec<Branch<E>>),
}

/// A node with the sum of its entries and the first of their keys, or one before that.
#[derive(Clone)]
pub(crate) struct Branch<E: Entry> {
    low: E::Key,
    sum: E::Sum,
    node: Node<E>,
}

/// What is right below a branch.
pub(crate) enum Parts<'a, E: Entry> {
    Entries(&'a [E]),
    Branches(&'a [Branch<E>]),
}

/// Entries in the order of their keys.
#[derive(Clone)]
pub(crate) struct Tree<E: Entry> {
    top: Option<Branch<E>>,
}

/// What a change did to a branch.
#[derive(Clone, Copy)]
enum Outcome {
    /// The sum has to be made anew.
    Changed,
    /// One entry more: [`News::sum`].
    Grew,
    /// One entry less: [`News::sum`].
    Shrank,
    /// One entry more, and the second half did not fit any more: [`News::right`].
    Split,
    Same,
}

/// What is told upwards of a change besides its outcome; kept in one place all the way, since it
/// is large.
struct News<E: Entry> {
    sum: E::Sum,
    right: Option<Branch<E>>,
}

impl<E: Entry> Tree<E> {
    /// Sees the entry at `key`, if there is one, and puts what `with` makes of it in its place:
    /// an entry of the same key, or none.
    pub(crate) fn change(&mut self, key: E::Key, with: impl FnOnce(Option<&E>) -> Option<E>) {
        let Some(top) = &mut self.top else {
            self.top = with(None).map(|entry| {
                let mut leaf = Vec::with_capacity(E::FULL + 1);
                leaf.push(entry);
                Branch::of(Node::Leaf(leaf), key)
            });
            return;
        };
        let mut with = Some(with);
        let mut with = |entry: Option<&E>| with.take().and_then(|with| with(entry));
        let mut news = News {
            sum: E::Sum::default(),
            right: None,
        };
        let outcome = top.change(key, &mut with, &mut news);
        if let Outcome::Split = outcome
            && let Some(left) = self.top.take()
            && let Some(right) = news.right
        {
            let low = left.low;
            self.top = Some(Branch::of(Node::Fork(vec![left, right]), low));
        }
        self.lower();
    }

    /// Puts an entry in, in place of one of the same key.
    pub(crate) fn insert(&mut self, entry: E) {
        self.change(entry.key(), |_| Some(entry));
    }

    /// Takes the entry at `key` out, if there is one.
    pub(crate) fn remove(&mut self, key: E::Key) {
        self.change(key, |_| None);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.top.is_none()
    }

    /// The branch that holds everything, if there is anything.
    pub(crate) fn top(&self) -> Option<&Branch<E>> {
        self.top.as_ref()
    }

    /// Takes levels off that no longer tell anything apart.
    fn lower(&mut self) {
        while let Some(top) = &mut self.top {
            match &mut top.node {
                Node::Leaf(entries) if entries.is_empty() => self.top = None,
                Node::Fork(branches) if branches.len() < 2 => self.top = branches.pop(),
                _ => return,
            }
        }
    }
}

impl<E: Entry> Branch<E> {
    fn of(node: Node<E>, low: E::Key) -> Self {
        let mut branch = Self {
            low,
            sum: E::Sum::default(),
            node,
        };
        branch.add_up();
        branch
    }

    /// A key that none of the entries is before.
    pub(crate) fn low(&self) -> E::Key {
        self.low
    }

    pub(crate) fn sum(&self) -> &E::Sum {
        &self.sum
    }

    pub(crate) fn parts(&self) -> Parts<'_, E> {
        match &self.node {
            Node::Leaf(entries) => Parts::Entries(entries),
            Node::Fork(branches) => Parts::Branches(branches),
        }
    }

    fn add_up(&mut self) {
        let mut sum = E::Sum::default();
        match &self.node {
            Node::Leaf(entries) => {
                if let Some(first) = entries.first() {
                    self.low = first.key();
                }
                entries.iter().for_each(|entry| sum.join(&entry.sum()));
            }
            Node::Fork(branches) => {
                if let Some(first) = branches.first() {
                    self.low = first.low;
                }
                branches.iter().for_each(|branch| sum.join(&branch.sum));
            }
        }
        self.sum = sum;
    }

    fn change(
        &mut self,
        key: E::Key,
        with: &mut impl FnMut(Option<&E>) -> Option<E>,
        news: &mut News<E>,
    ) -> Outcome {
        let outcome = match &mut self.node {
            Node::Leaf(entries) => change_leaf(entries, key, with, news),
            Node::Fork(branches) => change_fork(branches, key, with, news),
        };
        match outcome {
            Outcome::Same => {}
            Outcome::Grew if E::Sum::ANY_ORDER => {
                self.sum.join(&news.sum);
                self.low = self.low.min(key);
            }
            Outcome::Shrank if self.sum.leave(&news.sum) => {}
            Outcome::Changed | Outcome::Shrank if self.len() >= few(E::FULL) => {
                // A first key that is too low does no harm, and changes nothing above.
                let (low, sum) = (self.low, self.sum.clone());
                self.add_up();
                self.low = low;
                // What is above need not be added up again for the same sum.
                if self.sum == sum {
                    return Outcome::Same;
                }
            }
            Outcome::Changed | Outcome::Grew | Outcome::Shrank | Outcome::Split => self.add_up(),
        }
        outcome
    }

    fn len(&self) -> usize {
        match &self.node {
            Node::Leaf(entries) => entries.len(),
            Node::Fork(branches) => branches.len(),
        }
    }

    /// Takes in all of the next branch of the same height.
    fn absorb(&mut self, next: Self) {
        match (&mut self.node, next.node) {
            (Node::Leaf(entries), Node::Leaf(more)) => entries.extend(more),
            (Node::Fork(branches), Node::Fork(more)) => branches.extend(more),
            // All leaves are at the same height.
            _ => {}
        }
        self.add_up();
    }
}

fn change_leaf<E: Entry>(
    entries: &mut Vec<E>,
    key: E::Key,
    with: &mut impl FnMut(Option<&E>) -> Option<E>,
    news: &mut News<E>,
) -> Outcome {
    match entries.binary_search_by(|entry| entry.key().cmp(&key)) {
        Ok(at) => {
            match with(entries.get(at)) {
                Some(entry) => {
                    if let Some(place) = entries.get_mut(at) {
                        *place = entry;
                    }
                }
                None => {
                    news.sum = entries.remove(at).sum();
                    return Outcome::Shrank;
                }
            }
            Outcome::Changed
        }
        Err(at) => {
            let Some(entry) = with(None) else {
                return Outcome::Same;
            };
            news.sum = entry.sum();
            entries.insert(at, entry);
            match split(entries, at, E::FULL) {
                Some(right) => {
                    news.right = Some(Branch::of(Node::Leaf(right), key));
                    Outcome::Split
                }
                None => Outcome::Grew,
            }
        }
    }
}

fn change_fork<E: Entry>(
    branches: &mut Vec<Branch<E>>,
    key: E::Key,
    with: &mut impl FnMut(Option<&E>) -> Option<E>,
    news: &mut News<E>,
) -> Outcome {
    let after = branches.partition_point(|branch| branch.low <= key);
    let at = after.saturating_sub(1);
    let Some(branch) = branches.get_mut(at) else {
        return Outcome::Same;
    };
    let is_few = |branch: &Branch<E>| branch.len() < few(E::FULL);
    let outcome = branch.change(key, with, news);
    match outcome {
        Outcome::Split => {
            let Some(right) = news.right.take() else {
                return Outcome::Changed;
            };
            let low = right.low;
            branches.insert(at + 1, right);
            match split(branches, at + 1, E::FULL) {
                Some(right) => {
                    news.right = Some(Branch::of(Node::Fork(right), low));
                    Outcome::Split
                }
                // The entry that came is all that there is more.
                None => Outcome::Grew,
            }
        }
        Outcome::Changed | Outcome::Shrank if is_few(branch) => {
            join_neighbours(branches, at);
            outcome
        }
        _ => outcome,
    }
}

/// Cuts the second half off a list that is too long. A list that grows at its end leaves a full
/// half behind, since keys that grow leave no room to be used later.
fn split<T>(list: &mut Vec<T>, inserted: usize, full: usize) -> Option<Vec<T>> {
    if list.len() <= full {
        return None;
    }
    let is_at_end = inserted + 1 == list.len();
    let at = if is_at_end { full * 7 / 8 } else { full / 2 };
    let mut right = Vec::with_capacity(full + 1);
    right.extend(list.drain(at..));
    Some(right)
}

/// Joins the branch at `at` with one beside it where both fit into one, and drops it where it is
/// empty.
fn join_neighbours<E: Entry>(branches: &mut Vec<Branch<E>>, at: usize) {
    let length = |at: usize| branches.get(at).map(Branch::len);
    let Some(own) = length(at) else { return };
    if own == 0 {
        branches.remove(at);
        return;
    }
    let before = at.checked_sub(1);
    let fits = |other: Option<usize>| {
        let other = other.and_then(length);
        other.is_some_and(|other| own + other <= joined(E::FULL))
    };
    let left = match (fits(before), fits(Some(at + 1))) {
        (true, _) => at - 1,
        (_, true) => at,
        _ => return,
    };
    let right = branches.remove(left + 1);
    if let Some(left) = branches.get_mut(left) {
        left.absorb(right);
    }
}

impl<E: Entry> Default for Tree<E> {
    fn default() -> Self {
        Self { top: None }
    }
}

impl<E: Entry> FromIterator<E> for Tree<E> {
    fn from_iter<I: IntoIterator<Item = E>>(entries: I) -> Self {
        let mut tree = Self::default();
        entries.into_iter().for_each(|entry| tree.insert(entry));
        tree
    }
}

impl<E: Entry + PartialEq> PartialEq for Tree<E> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<E: Entry + Eq> Eq for Tree<E> {}

impl<E: Entry + fmt::Debug> fmt::Debug for Tree<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests;
