//! The law of the fuzz target without a fuzzer: its seed corpus.

#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "../fuzz/src/lib.rs"]
mod law;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sfcompute_api::operations::OPERATIONS;

/// How many mutants are made where `SANDBOX_MUTANTS` does not say.
const MUTANTS: usize = 400;

fn corpus() -> Vec<(String, Vec<u8>)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/exchanges");
    let mut seeds: Vec<_> = fs::read_dir(corpus)
        .unwrap()
        .map(|seed| seed.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(path).unwrap()))
        .collect();
    seeds.sort();
    seeds
}

#[test]
fn every_seed_obeys_the_law_and_most_operations_succeed_in_one() {
    let mut succeeded = BTreeSet::new();
    for (path, seed) in corpus() {
        println!("{path}");
        let answers = law::hold(&seed);
        let good = answers.into_iter().filter(|(_, status)| *status < 400);
        succeeded.extend(good.map(|(operation, _)| operation));
    }
    let others: Vec<_> = OPERATIONS
        .into_iter()
        .map(|operation| operation.id)
        .filter(|id| !succeeded.contains(id))
        .collect();
    // Those of images whose bytes were sent, which is no operation's work, and of a machine that has
    // started, which takes time.
    assert!(others.len() <= 4, "{others:?}");
}

#[test]
fn the_same_case_is_answered_the_same() {
    let case =
        b"create_pool\n\n{\"workspace\":\"sfc:workspace:acme:prod\"}\n---\nfetch_pool $id\n\n";
    let answers = law::hold(case);
    assert_eq!(answers, [("create_pool", 201), ("fetch_pool", 200)]);
    assert_eq!(law::hold(case), answers);
}

/// Numbers below a bound, by xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound.max(1)
    }

    fn of<'a>(&mut self, words: &'a [Vec<u8>]) -> &'a [u8] {
        &words[self.below(words.len())]
    }
}

/// The words of the fuzzer's dictionary.
fn words() -> Vec<Vec<u8>> {
    let dictionary = include_str!("../fuzz/exchanges.dict");
    let words = dictionary.lines().filter_map(|line| {
        let word = line.strip_prefix('"')?.strip_suffix('"')?;
        Some(
            word.replace("\\x0a", "\n")
                .replace("\\\"", "\"")
                .into_bytes(),
        )
    });
    words.collect()
}

/// A seed with a few changes: bytes and words put in or over others, parts left out, doubled, or
/// taken from another seed.
fn mutant(random: &mut Random, seeds: &[(String, Vec<u8>)], words: &[Vec<u8>]) -> Vec<u8> {
    let mut case = seeds[random.below(seeds.len())].1.clone();
    for _ in 0..=random.below(6) {
        let at = random.below(case.len() + 1);
        let end = (at + random.below(12)).min(case.len());
        let new = match random.below(8) {
            0 => vec![u8::try_from(random.below(256)).unwrap()],
            1 => Vec::new(),
            2 => case[at..end].repeat(2),
            3 => {
                let other = &seeds[random.below(seeds.len())].1;
                let from = random.below(other.len());
                other[from..(from + random.below(80)).min(other.len())].to_vec()
            }
            4 => random.below(usize::MAX).to_string().into_bytes(),
            _ => random.of(words).to_vec(),
        };
        case.splice(at..end, new);
    }
    case
}

#[test]
fn mutants_of_the_seeds_obey_the_law() {
    let (seeds, words) = (corpus(), words());
    assert!(words.len() > 100, "{}", words.len());
    let given = std::env::var("SANDBOX_MUTANTS").ok();
    let count = given.map_or(MUTANTS, |count| count.parse().unwrap());
    let mut random = Random(0x5EED);
    let (mut sent, mut good) = (0, 0);
    for _ in 0..count {
        let answers = law::hold(&mutant(&mut random, &seeds, &words));
        sent += answers.len();
        good += answers.iter().filter(|(_, status)| *status < 400).count();
    }
    println!("{count} mutants, {sent} requests, {good} of them successful");
    assert!(sent > count / 2 && good > count / 10, "{sent} {good}");
}
