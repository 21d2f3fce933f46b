use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// A number with a weight; sums keep the keys' order in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Weighed(i32, i64);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Weight {
    total: i64,
    keys: Vec<i32>,
}

impl Entry for Weighed {
    type Key = i32;
    type Sum = Weight;
    const FULL: usize = 16;

    fn key(&self) -> i32 {
        self.0
    }

    fn sum(&self) -> Weight {
        Weight {
            total: self.1,
            keys: vec![self.0],
        }
    }
}

impl Sum for Weight {
    const ANY_ORDER: bool = false;

    fn join(&mut self, next: &Self) {
        self.total += next.total;
        self.keys.extend(&next.keys);
    }

    /// Of some entries it can be told, of others not.
    fn leave(&mut self, entry: &Self) -> bool {
        let can_be_told = entry.keys.iter().all(|key| key % 3 > 0);
        if can_be_told {
            self.total -= entry.total;
            self.keys.retain(|key| !entry.keys.contains(key));
        }
        can_be_told
    }
}

/// All that is promised of the inside: sums are right, leaves are at one height, lows are low.
fn check(branch: &Branch<Weighed>) -> usize {
    let mut again = branch.clone();
    again.add_up();
    assert_eq!(again.sum, branch.sum);
    assert!(branch.len() <= Weighed::FULL);
    match &branch.node {
        Node::Leaf(entries) => {
            assert!(entries.first().is_some_and(|first| branch.low <= first.0));
            0
        }
        Node::Fork(branches) => {
            let heights: Vec<_> = branches.iter().map(check).collect();
            assert!(heights.windows(2).all(|pair| pair[0] == pair[1]));
            assert!(branches.windows(2).all(|pair| pair[0].low < pair[1].low));
            heights[0] + 1
        }
    }
}

fn weight<'a>(entries: impl Iterator<Item = (&'a i32, &'a i64)>) -> Weight {
    entries.fold(Weight::default(), |mut sum, (key, weight)| {
        sum.join(&Weighed(*key, *weight).sum());
        sum
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn is_a_sorted_map_that_adds_up(
        grow in prop::collection::vec((0..2_000_i32, 1..9_i64), 0..1_500),
        shrink in prop::collection::vec(0..2_000_i32, 0..1_500),
        asked in prop::collection::vec((0..2_000_i32, 0..2_000_i32), 8),
    ) {
        let (mut tree, mut map) = (Tree::default(), BTreeMap::new());
        for (key, value) in grow {
            tree.insert(Weighed(key, value));
            map.insert(key, value);
        }
        for key in shrink {
            tree.remove(key);
            map.remove(&key);
        }
        if let Some(top) = tree.top() {
            check(top);
        }
        let all: Vec<_> = map.iter().map(|(key, value)| Weighed(*key, *value)).collect();
        prop_assert_eq!(tree.iter().cloned().collect::<Vec<_>>(), all.clone());
        prop_assert_eq!(tree.is_empty(), map.is_empty());
        prop_assert_eq!(&tree, &all.into_iter().collect::<Tree<_>>());
        prop_assert_eq!(tree.sum(None, None), weight(map.iter()));
        for (one, other) in asked {
            let (from, to) = (one.min(other), one.max(other));
            prop_assert_eq!(tree.sum(Some(from), Some(to)), weight(map.range(from..to)));
            prop_assert_eq!(tree.sum(Some(from), None), weight(map.range(from..)));
            prop_assert_eq!(tree.sum(None, Some(to)), weight(map.range(..to)));
            prop_assert_eq!(tree.get(one).map(|entry| entry.1), map.get(&one).copied());
            prop_assert_eq!(
                tree.iter_from(from).map(|entry| entry.0).collect::<Vec<_>>(),
                map.range(from..).map(|(key, _)| *key).collect::<Vec<_>>()
            );
            // Only those with an odd weight, and only where the sum says that there are keys.
            let (may_have, is_odd) = (|sum: &Weight| !sum.keys.is_empty(), |entry: &Weighed| entry.1 % 2 == 1);
            prop_assert_eq!(
                tree.first_from(from, may_have, is_odd).map(|entry| entry.0),
                map.range(from..).find(|(_, value)| *value % 2 == 1).map(|(key, _)| *key)
            );
            prop_assert_eq!(
                tree.last_before(to, may_have, is_odd).map(|entry| entry.0),
                map.range(..to).rfind(|(_, value)| *value % 2 == 1).map(|(key, _)| *key)
            );
        }
    }
}

#[test]
fn a_tree_that_loses_everything_is_empty() {
    let mut tree: Tree<Weighed> = (0..5_000).map(|key| Weighed(key, 1)).collect();
    for key in (0..5_000).rev().step_by(2).chain((0..5_000).step_by(2)) {
        tree.remove(key);
    }
    assert!(tree.is_empty() && tree.iter().next().is_none());
}
