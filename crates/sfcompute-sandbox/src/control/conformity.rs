//! Whether the sandbox's own answers are as its contract says.

use std::collections::VecDeque;

use serde::Serialize;

/// The most breaches that are kept in words.
const KEPT: usize = 100;

/// What became of the answers that were held to the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Conformity {
    /// How many answers were looked at.
    pub checked: u64,
    /// How many of them broke the contract, and were answered with a 500 instead.
    pub broken: u64,
    /// What was wrong with the latest hundred of those, the latest last.
    pub latest: VecDeque<String>,
}

impl Conformity {
    /// Notes an answer, and what is wrong with it if anything is.
    pub(crate) fn note(&mut self, breach: Option<&str>) {
        self.checked = self.checked.saturating_add(1);
        if let Some(breach) = breach {
            self.broken = self.broken.saturating_add(1);
            if self.latest.len() == KEPT {
                self.latest.pop_front();
            }
            self.latest.push_back(breach.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_breaches_are_kept() {
        let mut conformity = Conformity::default();
        conformity.note(None);
        for number in 0..150 {
            conformity.note(Some(&number.to_string()));
        }
        assert_eq!((conformity.checked, conformity.broken), (151, 150));
        assert_eq!(conformity.latest.len(), KEPT);
        assert_eq!(conformity.latest.front().unwrap(), "50");
        assert_eq!(conformity.latest.back().unwrap(), "149");
    }
}
