//! Randomness, passed in: what spreads waiting clients apart.

use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// Gives random numbers for the pauses between attempts. Programs use [`SystemRandom`]; tests pass
/// their own, so that every pause is known beforehand.
///
/// Nothing here is a secret: idempotency keys come from a
/// [`KeySource`](crate::KeySource), and TLS brings its own randomness.
pub trait Random: fmt::Debug + Send + Sync {
    /// Any 64 bits, each as likely as any other.
    fn next_u64(&self) -> u64;

    /// Any of 0 to `most`, both included, each as likely as any other to within one part in
    /// 2⁶⁴ ÷ (`most` + 1).
    fn up_to(&self, most: u64) -> u64 {
        // The upper half of the product: exact, in integers, and never above `most`.
        let product = u128::from(self.next_u64()) * (u128::from(most) + 1);
        u64::try_from(product >> 64).unwrap_or(most)
    }
}

/// Random numbers from a hasher that the operating system has seeded, one hash a number.
pub struct SystemRandom {
    seed: RandomState,
    drawn: AtomicU64,
}

impl SystemRandom {
    /// A source of its own seed.
    pub fn new() -> Self {
        Self {
            seed: RandomState::new(),
            drawn: AtomicU64::new(0),
        }
    }
}

impl Default for SystemRandom {
    fn default() -> Self {
        Self::new()
    }
}

impl Random for SystemRandom {
    fn next_u64(&self) -> u64 {
        let mut hasher = self.seed.build_hasher();
        hasher.write_u64(self.drawn.fetch_add(1, Ordering::Relaxed));
        hasher.finish()
    }
}

impl fmt::Debug for SystemRandom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SystemRandom")
    }
}

/// Randomness of which tests know what comes.
#[cfg(test)]
pub(crate) mod testing {
    use super::Random;

    /// The same number each time.
    #[derive(Debug)]
    pub(crate) struct Always(pub(crate) u64);

    impl Random for Always {
        fn next_u64(&self) -> u64 {
            self.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::Always;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_is_never_above_the_most(bits: u64, most: u64) {
            prop_assert!(Always(bits).up_to(most) <= most);
        }

        #[test]
        fn the_ends_can_be_had(most: u64) {
            prop_assert_eq!(Always(0).up_to(most), 0);
            prop_assert_eq!(Always(u64::MAX).up_to(most), most);
        }
    }

    #[test]
    fn numbers_differ_and_fill_the_range() {
        let random = SystemRandom::new();
        let mut seen = [0_u32; 8];
        for _ in 0..8_000 {
            let index = usize::try_from(random.up_to(7)).unwrap();
            seen[index] += 1;
        }
        assert!(seen.iter().all(|&times| times > 500), "{seen:?}");
        assert_ne!(SystemRandom::new().next_u64(), random.next_u64());
    }
}
