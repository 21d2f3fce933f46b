//! The law of the fuzz target without a fuzzer: its seed corpus.

#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "../fuzz/src/lib.rs"]
mod law;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sfcompute_api::operations::OPERATIONS;

#[test]
fn every_seed_obeys_the_law_and_most_operations_succeed_in_one() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/exchanges");
    let mut succeeded = BTreeSet::new();
    for seed in fs::read_dir(corpus).unwrap() {
        let path = seed.unwrap().path();
        println!("{}", path.display());
        let answers = law::hold(&fs::read(path).unwrap());
        let good = answers.into_iter().filter(|(_, status)| *status < 400);
        succeeded.extend(good.map(|(operation, _)| operation));
    }
    let others: Vec<_> = OPERATIONS
        .into_iter()
        .map(|operation| operation.id)
        .filter(|id| !succeeded.contains(id))
        .collect();
    // Those of images whose bytes were sent, which is no operation's work.
    assert!(others.len() <= 3, "{others:?}");
}

#[test]
fn the_same_case_is_answered_the_same() {
    let case =
        b"create_pool\n\n{\"workspace\":\"sfc:workspace:acme:prod\"}\n---\nfetch_pool $id\n\n";
    let answers = law::hold(case);
    assert_eq!(answers, [("create_pool", 201), ("fetch_pool", 200)]);
    assert_eq!(law::hold(case), answers);
}
