//! Patterns as automata: texts that match one, and whether two match the same texts.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};

use crate::random::Random;

/// How long a text of an unbounded pattern may grow.
const LONG: usize = 40;

/// A compiled pattern, read as JSON Schema does: it may match anywhere unless it is anchored.
pub struct Pattern {
    automaton: dense::DFA<Vec<u32>>,
    /// The steps out of each state that a walk came through.
    steps: Mutex<HashMap<StateID, Arc<Steps>>>,
}

/// The ways out of a state that are no dead ends: where to, and by which bytes.
struct Steps {
    printable: Vec<(StateID, Vec<u8>)>,
    others: Vec<(StateID, Vec<u8>)>,
}

/// Every pattern that was compiled, since some take a while.
static COMPILED: LazyLock<Mutex<HashMap<String, Arc<Pattern>>>> = LazyLock::new(Mutex::default);

impl Pattern {
    /// Compiles a pattern, or takes it from the ones that were.
    ///
    /// # Errors
    ///
    /// When it is no regular expression.
    pub fn new(text: &str) -> Result<Arc<Self>, String> {
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(text) {
            return Ok(Arc::clone(known));
        }
        // A digit of JSON Schema is one of ten, a digit of the automaton one of hundreds.
        let ascii = text.replace(r"\d", "[0-9]");
        let automaton = dense::Builder::new()
            .configure(dense::Config::new().match_kind(MatchKind::All))
            .build(&ascii)
            .map_err(|error| format!("{text}: {error}"))?;
        let pattern = Arc::new(Self {
            automaton,
            steps: Mutex::default(),
        });
        compiled.insert(text.to_owned(), Arc::clone(&pattern));
        Ok(pattern)
    }

    /// A text that matches as a whole.
    ///
    /// # Errors
    ///
    /// When the pattern has none.
    pub fn sample(&self, random: &mut Random) -> Result<String, String> {
        let start = self.start(Anchored::Yes)?;
        // Now and then as long as it gets.
        let greedy = random.one_in(8);
        for _ in 0..64 {
            if let Some(text) = self.walk(start, greedy, random)
                && let Ok(text) = String::from_utf8(text)
            {
                return Ok(text);
            }
        }
        Err("no text was found that matches".to_owned())
    }

    fn walk(&self, start: StateID, greedy: bool, random: &mut Random) -> Option<Vec<u8>> {
        let (mut state, mut text) = (start, Vec::new());
        loop {
            let next = self.onwards(state, random);
            if self.ends(state) {
                let enough = match greedy {
                    true => text.len() > LONG && random.one_in(250),
                    false => random.one_in(4),
                };
                if enough || next.is_none() {
                    return Some(text);
                }
            }
            let (byte, following) = next?;
            text.push(byte);
            state = following;
        }
    }

    /// A step that does not lead to a dead end, most often by a printable ASCII character.
    fn onwards(&self, state: StateID, random: &mut Random) -> Option<(u8, StateID)> {
        let steps = self.steps(state);
        let unusual = !steps.others.is_empty() && random.one_in(10);
        let steps = match unusual || steps.printable.is_empty() {
            true => &steps.others,
            false => &steps.printable,
        };
        // First where to, then how: what stands for one character weighs as much as a class.
        let (next, bytes) = random.pick(steps)?;
        Some((*random.pick(bytes)?, *next))
    }

    fn steps(&self, state: StateID) -> Arc<Steps> {
        let mut known = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(steps) = known.get(&state) {
            return Arc::clone(steps);
        }
        let (mut printable, mut others) = (BTreeMap::new(), BTreeMap::new());
        for byte in 0..=u8::MAX {
            let next = self.automaton.next_state(state, byte);
            if !self.automaton.is_dead_state(next) {
                let group = match byte {
                    b' '..=b'~' => &mut printable,
                    _ => &mut others,
                };
                group.entry(next).or_insert_with(Vec::new).push(byte);
            }
        }
        let steps = Arc::new(Steps {
            printable: printable.into_iter().collect(),
            others: others.into_iter().collect(),
        });
        known.insert(state, Arc::clone(&steps));
        steps
    }

    /// Whether a text matches somewhere.
    pub fn matches(&self, text: &str) -> bool {
        let Ok(mut state) = self.start(Anchored::No) else {
            return false;
        };
        for byte in text.bytes() {
            state = self.automaton.next_state(state, byte);
            if self.automaton.is_match_state(state) {
                return true;
            }
        }
        self.ends(state)
    }

    /// A text that one of two patterns matches and the other does not; nothing when there is none.
    ///
    /// # Errors
    ///
    /// When a pattern cannot be searched with.
    pub fn difference(&self, other: &Self) -> Result<Option<String>, String> {
        self.find(other, |mine, theirs| mine != theirs)
    }

    /// A text that this pattern matches and the other does not; nothing when there is none.
    ///
    /// # Errors
    ///
    /// When a pattern cannot be searched with.
    pub fn beyond(&self, other: &Self) -> Result<Option<String>, String> {
        self.find(other, |mine, theirs| mine && !theirs)
    }

    /// The shortest text about which the two say what is wanted.
    fn find(&self, other: &Self, wanted: fn(bool, bool) -> bool) -> Result<Option<String>, String> {
        // A match stays one, whatever follows it: such states need no number.
        let first = (
            self.place(self.start(Anchored::No)?),
            other.place(other.start(Anchored::No)?),
        );
        let mut seen = HashSet::from([first]);
        let mut todo = VecDeque::from([(first, Vec::new())]);
        while let Some(((mine, theirs), text)) = todo.pop_front() {
            let matches = (
                mine.is_none_or(|s| self.ends(s)),
                theirs.is_none_or(|s| other.ends(s)),
            );
            if wanted(matches.0, matches.1) {
                return Ok(Some(String::from_utf8_lossy(&text).into_owned()));
            }
            for byte in 0..=u8::MAX {
                let next = (
                    mine.and_then(|s| self.place(self.automaton.next_state(s, byte))),
                    theirs.and_then(|s| other.place(other.automaton.next_state(s, byte))),
                );
                if seen.insert(next) {
                    let mut text = text.clone();
                    text.push(byte);
                    todo.push_back((next, text));
                }
            }
        }
        Ok(None)
    }

    /// A state, or nothing once there was a match.
    fn place(&self, state: StateID) -> Option<StateID> {
        (!self.automaton.is_match_state(state)).then_some(state)
    }

    fn start(&self, anchored: Anchored) -> Result<StateID, String> {
        let start = start::Config::new().anchored(anchored);
        let start = self.automaton.start_state(&start);
        start.map_err(|error| error.to_string())
    }

    /// Whether a text that ends in this state matches.
    fn ends(&self, state: StateID) -> bool {
        let end = self.automaton.next_eoi_state(state);
        self.automaton.is_match_state(end)
    }
}
