//! Ids and generated names, all from the seed.
//!
//! An id's suffix is the record's number, scrambled by a keyed permutation: it looks like an id of
//! the market, no two records of a kind share one, and reading it back needs no table.

use serde::{Deserialize, Serialize};

/// Spreads the bits of a number; the finaliser of SplitMix64.
const fn scatter(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// SplitMix64: a small generator of numbers that follow from their seed alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SplitMix(u64);

impl SplitMix {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        scatter(self.0)
    }

    /// A number below `bound`, which is taken as at least 1.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let scaled = (self.next() >> 32) * u64::from(bound.max(1));
        // The product of two 32-bit numbers, shifted by 32, fits 32 bits.
        (scaled >> 32) as u32
    }
}

/// What an id is of. Kinds are scrambled apart, so that the first order and the first contract do
/// not look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdKind {
    Order = 1,
    Contract = 2,
    Pool = 3,
    Transfer = 4,
    Sku = 5,
    Workspace = 6,
    Image = 7,
    InstanceTemplate = 8,
    Instance = 9,
    Procurement = 10,
    Deployment = 11,
}

/// The 64 characters of an id's suffix.
const ALPHABET: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";
/// 64 bits in characters of 6 bits.
const SUFFIX_LENGTH: u32 = 11;

/// Where a character stands in the alphabet.
const fn place_of(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'Z' => byte - b'A' + 10,
        b'a'..=b'z' => byte - b'a' + 36,
        b'_' => 62,
        b'-' => 63,
        _ => return None,
    })
}

const CHARACTER_BITS: u32 = 6;
const ROUNDS: u64 = 4;

/// Makes ids and names, and reads ids back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mint {
    seed: u64,
    names: SplitMix,
}

impl Mint {
    pub(crate) const fn new(seed: u64) -> Self {
        Self {
            seed,
            names: SplitMix::new(scatter(seed ^ 0x6E61_6D65)),
        }
    }

    /// The suffix of the `number`-th record of a kind: 11 characters.
    pub(crate) fn suffix(&self, kind: IdKind, number: u64) -> String {
        let scrambled = self.scramble(kind, number);
        (0..SUFFIX_LENGTH)
            .rev()
            .filter_map(|place| {
                let index = (scrambled >> (place * CHARACTER_BITS)) & 63;
                ALPHABET.get(index as usize).map(|byte| char::from(*byte))
            })
            .collect()
    }

    /// The number of the record that has this suffix, whether or not there is such a record.
    pub(crate) fn number(&self, kind: IdKind, suffix: &str) -> Option<u64> {
        if suffix.len() != SUFFIX_LENGTH as usize {
            return None;
        }
        let scrambled = suffix.bytes().try_fold(0_u64, |bits, byte| {
            bits.checked_mul(1 << CHARACTER_BITS)?
                .checked_add(place_of(byte)?.into())
        })?;
        Some(self.unscramble(kind, scrambled))
    }

    /// A name for something that was given none, such as `brisk-otter-4kq2`.
    pub(crate) fn name(&mut self) -> String {
        let (adjective, noun) = (self.adjective(), self.noun());
        let tail: String = (0..4).map(|_| self.pick(&TAIL)).collect();
        format!("{adjective}-{noun}-{tail}")
    }

    /// A word that says how something is.
    pub(crate) fn adjective(&mut self) -> &'static str {
        self.pick(&ADJECTIVES)
    }

    /// A word that says what something is.
    pub(crate) fn noun(&mut self) -> &'static str {
        self.pick(&NOUNS)
    }

    /// So many letters and digits.
    pub(crate) fn letters_and_digits(&mut self, length: u32) -> String {
        let (characters, _) = ALPHABET.split_at(ALPHABET.len() - 2);
        let count = characters.len() as u32;
        let draw = |_| characters.get(self.names.below(count) as usize);
        (0..length)
            .filter_map(draw)
            .copied()
            .map(char::from)
            .collect()
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        let index = self.names.below(words.len() as u32);
        words.get(index as usize).copied().unwrap_or_default()
    }

    /// A Feistel network over the two halves of the number, which is what makes it reversible.
    fn scramble(&self, kind: IdKind, number: u64) -> u64 {
        let (mut left, mut right) = ((number >> 32) as u32, number as u32);
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.round(kind, round, right));
        }
        (u64::from(left) << 32) | u64::from(right)
    }

    fn unscramble(&self, kind: IdKind, scrambled: u64) -> u64 {
        let (mut left, mut right) = ((scrambled >> 32) as u32, scrambled as u32);
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.round(kind, round, left), left);
        }
        (u64::from(left) << 32) | u64::from(right)
    }

    fn round(&self, kind: IdKind, round: u64, half: u32) -> u32 {
        let salt = (kind as u64) << 40 | round << 32 | u64::from(half);
        (scatter(self.seed ^ scatter(salt)) >> 32) as u32
    }
}

const ADJECTIVES: [&str; 16] = [
    "brisk", "calm", "clear", "dusky", "eager", "early", "fleet", "gentle", "keen", "lively",
    "mellow", "quiet", "rapid", "steady", "sunny", "vivid",
];
const NOUNS: [&str; 16] = [
    "badger", "brook", "cedar", "comet", "dune", "falcon", "fjord", "harbor", "heron", "lagoon",
    "maple", "meadow", "otter", "pebble", "summit", "willow",
];
const TAIL: [&str; 32] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f", "g", "h", "j",
    "k", "m", "n", "p", "q", "r", "s", "t", "v", "w", "x", "y", "z",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_read_back_to_their_number() {
        let mint = Mint::new(7);
        for number in (0..2_000).chain([u64::from(u32::MAX), u64::MAX]) {
            let suffix = mint.suffix(IdKind::Order, number);
            assert_eq!(suffix.len(), 11);
            assert_eq!(
                mint.number(IdKind::Order, &suffix),
                Some(number),
                "{suffix}"
            );
        }
    }

    #[test]
    fn kinds_and_seeds_do_not_look_alike() {
        let mint = Mint::new(7);
        assert_ne!(
            mint.suffix(IdKind::Order, 0),
            mint.suffix(IdKind::Contract, 0)
        );
        assert_ne!(
            mint.suffix(IdKind::Order, 0),
            Mint::new(8).suffix(IdKind::Order, 0)
        );
    }

    #[test]
    fn other_text_is_no_suffix() {
        let mint = Mint::new(7);
        for text in [
            "",
            "short",
            "k3R-nX9vLm7Qp2Yw5Jd8F",
            "0123456789é",
            "zzzzzzzzzzz",
            "01234 67890",
        ] {
            assert_eq!(mint.number(IdKind::Order, text), None, "{text:?}");
        }
    }

    #[test]
    fn names_follow_from_the_seed() {
        let (mut one, mut same, mut other) = (Mint::new(7), Mint::new(7), Mint::new(8));
        let names: Vec<_> = (0..5).map(|_| one.name()).collect();
        assert_eq!(names, (0..5).map(|_| same.name()).collect::<Vec<_>>());
        assert_ne!(names, (0..5).map(|_| other.name()).collect::<Vec<_>>());
        assert!(names[0].split('-').count() == 3, "{names:?}");
    }

    #[test]
    fn below_stays_below() {
        let mut numbers = SplitMix::new(1);
        assert!((0..1_000).all(|_| numbers.below(10) < 10));
        assert_eq!(numbers.below(0), 0);
    }
}
