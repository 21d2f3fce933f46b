//! The seed corpora of the fuzz targets, fed to the same laws without a fuzzer.

use std::fs;
use std::path::Path;

use super::{LAWS, hold};

#[test]
fn every_seed_obeys_its_law() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, _) in LAWS {
        let mut seeds = 0;
        for seed in fs::read_dir(corpora.join(name)).unwrap() {
            let path = seed.unwrap().path();
            println!("{}", path.display());
            hold(name, &fs::read(path).unwrap());
            seeds += 1;
        }
        assert!(seeds >= 5, "the corpus of {name} has {seeds} seeds");
    }
    let folders = fs::read_dir(corpora).unwrap().count();
    assert_eq!(folders, LAWS.len(), "a corpus without a law");
}
