//! Which operation became which: by path, by a moved prefix, by name, by family.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::families;
use crate::spec::{Spec, entries, text};

/// The methods of a path item.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation<'d> {
    pub(crate) method: &'static str,
    pub(crate) path: &'d str,
    pub(crate) value: &'d Value,
    pub(crate) item: &'d Value,
}

impl<'d> Operation<'d> {
    pub(crate) fn id(&self) -> Option<&'d str> {
        text(self.value, "operationId")
    }

    /// `GET /path`.
    pub(crate) fn label(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

/// An operation of the base and what it became.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OperationPair<'d> {
    pub(crate) base: Operation<'d>,
    pub(crate) revision: Operation<'d>,
    /// In per cent; 100 where path and method are the same.
    pub(crate) confidence: u8,
    /// The path is the same but for a prefix that moved for many.
    pub(crate) by_prefix: bool,
}

/// All operations of two documents.
#[derive(Debug, Default)]
pub(crate) struct Matched<'d> {
    pub(crate) pairs: Vec<OperationPair<'d>>,
    pub(crate) removed: Vec<Operation<'d>>,
    pub(crate) added: Vec<Operation<'d>>,
    /// Prefixes that moved, and for how many.
    pub(crate) prefixes: Vec<(String, String, usize)>,
    /// Words that became others, told by families that have another name.
    pub(crate) nouns: Vec<(String, String)>,
}

/// Pairs the operations of two documents.
pub(crate) fn matched<'d>(base: &Spec<'d>, revision: &Spec<'d>) -> Matched<'d> {
    let mut matched = Matched::default();
    let mut old = operations(base);
    let mut new = operations(revision);
    by_key(&mut old, &mut new, &mut matched, 100, |operation| {
        Some(format!("{} {}", operation.method, operation.path))
    });
    by_key(&mut old, &mut new, &mut matched, 100, |operation| {
        Some(format!("{} {}", operation.method, skeleton(operation.path)))
    });
    while by_prefix(&mut old, &mut new, &mut matched) {}
    let names = (unique_ids(base), unique_ids(revision));
    let name = |operation: &Operation<'d>| {
        let id = operation.id()?;
        (names.0.contains(id) && names.1.contains(id)).then_some(id)
    };
    by_key(&mut old, &mut new, &mut matched, 90, |operation| {
        Some(format!("{} {}", operation.method, name(operation)?))
    });
    by_key(&mut old, &mut new, &mut matched, 80, |operation| {
        name(operation).map(str::to_owned)
    });
    families::pair(base, revision, &mut old, &mut new, &mut matched);
    matched.removed = old;
    matched.added = new;
    matched
}

/// The names that one operation alone has: one that several share tells none apart.
fn unique_ids<'d>(spec: &Spec<'d>) -> HashSet<&'d str> {
    let (mut once, mut again) = (HashSet::new(), HashSet::new());
    for id in operations(spec).iter().filter_map(Operation::id) {
        if !once.insert(id) {
            again.insert(id);
        }
    }
    once.retain(|id| !again.contains(id));
    once
}

/// The operations of a document, in its order.
pub(crate) fn operations<'d>(spec: &Spec<'d>) -> Vec<Operation<'d>> {
    entries(spec.root.get("paths"))
        .flat_map(|(path, item)| of_item(path, spec.follow(item)))
        .collect()
}

/// The operations of a path item.
pub(crate) fn of_item<'d>(path: &'d str, item: &'d Value) -> impl Iterator<Item = Operation<'d>> {
    METHODS.into_iter().filter_map(move |method| {
        let value = item.get(method).filter(|value| value.is_object())?;
        Some(Operation {
            method,
            path,
            value,
            item,
        })
    })
}

/// A path without the names of its parameters.
pub(crate) fn skeleton(path: &str) -> String {
    let mut skeleton = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.trim_end_matches('/').chars() {
        match letter {
            '{' => {
                inside = true;
                skeleton.push_str("{}");
            }
            '}' => inside = false,
            _ if inside => {}
            letter => skeleton.push(letter),
        }
    }
    skeleton
}

/// Pairs what has the same key on both sides, once.
fn by_key<'d>(
    old: &mut Vec<Operation<'d>>,
    new: &mut Vec<Operation<'d>>,
    matched: &mut Matched<'d>,
    confidence: u8,
    key: impl Fn(&Operation<'d>) -> Option<String>,
) {
    by_keys(old, new, matched, confidence, &key, &key);
}

/// The same where the two sides have keys of their own.
fn by_keys<'d>(
    old: &mut Vec<Operation<'d>>,
    new: &mut Vec<Operation<'d>>,
    matched: &mut Matched<'d>,
    confidence: u8,
    old_key: impl Fn(&Operation<'d>) -> Option<String>,
    new_key: impl Fn(&Operation<'d>) -> Option<String>,
) {
    let mut waiting: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, operation) in new.iter().enumerate().rev() {
        if let Some(key) = new_key(operation) {
            waiting.entry(key).or_default().push(index);
        }
    }
    let mut taken = vec![false; new.len()];
    old.retain(|operation| {
        let found = old_key(operation).and_then(|key| waiting.get_mut(&key)?.pop());
        let Some((index, other)) = found.and_then(|index| Some((index, *new.get(index)?))) else {
            return true;
        };
        if let Some(mark) = taken.get_mut(index) {
            *mark = true;
        }
        matched.pairs.push(OperationPair {
            base: *operation,
            revision: other,
            confidence,
            by_prefix: false,
        });
        false
    });
    let mut taken = taken.into_iter();
    new.retain(|_| !taken.next().unwrap_or(false));
}

/// Finds the prefix that moved for most of what is left, and pairs by it; none for fewer than two.
fn by_prefix<'d>(
    old: &mut Vec<Operation<'d>>,
    new: &mut Vec<Operation<'d>>,
    matched: &mut Matched<'d>,
) -> bool {
    // Every tail of every new path, so that the longest common one is found in one look.
    let mut tails: HashMap<(String, &str), &'d str> = HashMap::new();
    for operation in new.iter() {
        for (head, tail) in splits(operation.path) {
            tails
                .entry((skeleton(tail), operation.method))
                .or_insert(head);
        }
    }
    let mut votes: BTreeMap<(&'d str, &'d str), usize> = BTreeMap::new();
    for operation in old.iter() {
        let found = splits(operation.path).find_map(|(head, tail)| {
            Some((head, *tails.get(&(skeleton(tail), operation.method))?))
        });
        if let Some(prefixes) = found {
            let votes = votes.entry(prefixes).or_default();
            *votes = votes.saturating_add(1);
        }
    }
    let best = votes.into_iter().max_by_key(|(_, votes)| *votes);
    let Some(((from, to), count)) = best.filter(|(_, count)| *count >= 2) else {
        return false;
    };
    let before = matched.pairs.len();
    let tail = |prefix: &'d str| {
        move |operation: &Operation<'d>| {
            let tail = operation.path.strip_prefix(prefix)?;
            Some(format!("{} {}", operation.method, skeleton(tail)))
        }
    };
    by_keys(old, new, matched, 95, tail(from), tail(to));
    if matched.pairs.len() == before {
        return false;
    }
    for pair in matched.pairs.iter_mut().skip(before) {
        pair.by_prefix = true;
    }
    matched
        .prefixes
        .push((from.to_owned(), to.to_owned(), count));
    true
}

/// A path cut before each of its segments, the longest tail first.
fn splits(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let cuts = path.match_indices('/').map(|(index, _)| index);
    // What stands below a parameter is part of one resource, not a tree that moved.
    cuts.filter_map(move |index| path.split_at_checked(index))
        .take_while(|(head, _)| !head.contains('{'))
        .filter(|(_, tail)| !tail.starts_with("/{") && tail.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skeleton_has_no_names() {
        assert_eq!(skeleton("/a/{b}/c/{d}/"), "/a/{}/c/{}");
    }

    #[test]
    fn splits_start_with_the_whole() {
        let all: Vec<_> = splits("/v2/a/{b}").collect();
        assert_eq!(all, [("", "/v2/a/{b}"), ("/v2", "/a/{b}")]);
    }
}
