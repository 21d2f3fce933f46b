//! Which keys a client has used, and for what: the same key with another body is refused before
//! sending.
//!
//! The client's clones share one memory of the last 4,096 keys, by the time of their first use. Of
//! a body only its SHA-256 is kept. The memory ends with the client; what has to outlive it belongs
//! into a [journal](crate::journal).

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};

use super::IdempotencyKey;

/// How many keys are remembered.
pub(crate) const REMEMBERED: usize = 4_096;

/// The memory of a client and its clones.
#[derive(Clone)]
pub(crate) struct KeyMemory {
    most: usize,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    entries: HashMap<IdempotencyKey, Entry>,
    /// The keys of `entries`, oldest first; some may be gone from there.
    order: VecDeque<(IdempotencyKey, u64)>,
    used: u64,
}

struct Entry {
    what: Fingerprint,
    /// Tells this use of the key from one that was forgotten before.
    number: u64,
    /// Calls with this key that are under way.
    calls: usize,
    /// The server may have done something under this key.
    may_stand: bool,
}

/// What a request says, short enough to keep.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of a request's method, path and body.
    pub(crate) fn of(method: &str, path: &str, body: &[u8]) -> Self {
        let mut hash = Sha256::new();
        // No method and no path holds a line feed, so that nothing can pass for something else.
        for part in [method.as_bytes(), b"\n", path.as_bytes(), b"\n", body] {
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

/// The key stands for another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OtherRequest;

impl KeyMemory {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            state: Arc::default(),
        }
    }

    /// Notes that a call is about to use this key for this request.
    ///
    /// # Errors
    ///
    /// When the key is remembered for another request.
    pub(crate) fn claim(
        &self,
        key: &IdempotencyKey,
        what: Fingerprint,
    ) -> Result<KeyClaim, OtherRequest> {
        let mut state = self.lock();
        if let Some(entry) = state.entries.get_mut(key) {
            if entry.what != what {
                return Err(OtherRequest);
            }
            entry.calls = entry.calls.saturating_add(1);
        } else {
            state.add(key, what, self.most);
        }
        Ok(KeyClaim {
            memory: self.clone(),
            key: key.clone(),
            left: false,
            others: false,
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.lock().entries.len()
    }
}

impl State {
    fn add(&mut self, key: &IdempotencyKey, what: Fingerprint, most: usize) {
        self.used = self.used.wrapping_add(1);
        let number = self.used;
        self.entries.insert(
            key.clone(),
            Entry {
                what,
                number,
                calls: 1,
                may_stand: false,
            },
        );
        self.order.push_back((key.clone(), number));
        while self.order.len() > most {
            let Some((oldest, number)) = self.order.pop_front() else {
                break;
            };
            let same = |entry: &Entry| entry.number == number;
            if self.entries.get(&oldest).is_some_and(same) {
                self.entries.remove(&oldest);
            }
        }
    }
}

/// One call's hold on its key. A key under which nothing was sent, or nothing was done, is
/// forgotten with the last call that holds it.
#[derive(Debug)]
pub(crate) struct KeyClaim {
    memory: KeyMemory,
    key: IdempotencyKey,
    left: bool,
    others: bool,
}

impl KeyClaim {
    /// The request is about to be sent.
    pub(crate) fn leaving(&mut self) {
        if let Some(entry) = self.memory.lock().entries.get_mut(&self.key) {
            // What this very call has set before says nothing about others.
            self.others |= entry.may_stand && !self.left;
            entry.may_stand = true;
        }
        self.left = true;
    }

    /// No attempt so far can have done anything; another may follow.
    pub(crate) fn came_back(&mut self) {
        self.left = false;
        if !self.others
            && let Some(entry) = self.memory.lock().entries.get_mut(&self.key)
            && entry.calls <= 1
        {
            entry.may_stand = false;
        }
    }

    /// Whether another call with this key may have done something, so that a refusal of this one
    /// proves nothing.
    pub(crate) fn is_second(&self) -> bool {
        self.others
    }

    /// It is certain that nothing was done under this key.
    pub(crate) fn never_happened(mut self) {
        self.came_back();
    }
}

impl Drop for KeyClaim {
    fn drop(&mut self) {
        let mut state = self.memory.lock();
        let Some(entry) = state.entries.get_mut(&self.key) else {
            return;
        };
        entry.calls = entry.calls.saturating_sub(1);
        if entry.calls == 0 && !entry.may_stand {
            state.entries.remove(&self.key);
        }
    }
}

impl fmt::Debug for KeyMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyMemory")
            .field("most", &self.most)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> IdempotencyKey {
        text.parse().unwrap()
    }

    fn body(text: &str) -> Fingerprint {
        Fingerprint::of("POST", "/orders", text.as_bytes())
    }

    /// A call that was sent and answered with a success, or has no answer.
    fn sent(memory: &KeyMemory, name: &str, text: &str) {
        memory.claim(&key(name), body(text)).unwrap().leaving();
    }

    #[test]
    fn the_same_key_takes_the_same_body_and_no_other() {
        let memory = KeyMemory::new(8);
        sent(&memory, "a", "1");
        sent(&memory, "a", "1");
        assert_eq!(
            memory.clone().claim(&key("a"), body("2")).unwrap_err(),
            OtherRequest
        );
        sent(&memory, "b", "2");
    }

    #[test]
    fn method_path_and_body_do_not_run_into_each_other() {
        let prints = [
            Fingerprint::of("POST", "/a", b"b"),
            Fingerprint::of("POST", "/ab", b""),
            Fingerprint::of("POST", "/a", b""),
            Fingerprint::of("PUT", "/a", b"b"),
        ];
        for (i, one) in prints.iter().enumerate() {
            assert!(prints.iter().skip(i + 1).all(|other| other != one));
        }
    }

    #[test]
    fn a_key_under_which_nothing_was_sent_is_free_again() {
        let memory = KeyMemory::new(8);
        drop(memory.claim(&key("a"), body("1")).unwrap());
        assert_eq!(memory.len(), 0);
        sent(&memory, "a", "2");
    }

    #[test]
    fn a_key_under_which_nothing_was_done_is_free_again() {
        let memory = KeyMemory::new(8);
        let mut claim = memory.claim(&key("a"), body("1")).unwrap();
        claim.leaving();
        claim.never_happened();
        sent(&memory, "a", "2");
    }

    #[test]
    fn a_refusal_proves_nothing_about_another_call() {
        let memory = KeyMemory::new(8);
        sent(&memory, "a", "1");
        let mut second = memory.claim(&key("a"), body("1")).unwrap();
        second.leaving();
        assert!(second.is_second());
        second.never_happened();
        assert!(memory.claim(&key("a"), body("2")).is_err());
    }

    #[test]
    fn a_key_stays_taken_while_a_call_holds_it() {
        let memory = KeyMemory::new(8);
        let first = memory.claim(&key("a"), body("1")).unwrap();
        drop(memory.claim(&key("a"), body("1")).unwrap());
        assert!(memory.claim(&key("a"), body("2")).is_err());
        drop(first);
        assert!(memory.claim(&key("a"), body("2")).is_ok());
    }

    #[test]
    fn the_oldest_keys_go_first() {
        let memory = KeyMemory::new(3);
        for name in ["a", "b", "c", "d"] {
            sent(&memory, name, "1");
        }
        assert_eq!(memory.len(), 3);
        assert!(memory.claim(&key("b"), body("2")).is_err());
        sent(&memory, "a", "2");
    }

    #[test]
    fn a_key_used_anew_is_not_forgotten_by_its_old_place() {
        let memory = KeyMemory::new(2);
        drop(memory.claim(&key("a"), body("1")).unwrap());
        sent(&memory, "a", "2");
        sent(&memory, "b", "1");
        assert!(memory.claim(&key("a"), body("1")).is_err());
    }
}
