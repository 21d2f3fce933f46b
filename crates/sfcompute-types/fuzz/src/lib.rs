//! What holds for every text that the vocabulary may be given, one function a fuzz target.
//!
//! Each takes any bytes and panics where a law is broken. The fuzzer looks for such bytes; the
//! crate's own tests feed the seed corpora to the same functions.

mod cursors;
mod ids;
mod json;
mod names;
mod open;
mod price;
mod procurement_target;
mod references;
mod schedule;
mod tags;
mod text;
mod timestamp;

/// A law, by the name of its fuzz target and of its corpus.
pub type Law = (&'static str, fn(&[u8]));

/// Every law.
pub const LAWS: &[Law] = &[
    ("cursors", cursors::hold),
    ("ids", ids::hold),
    ("names", names::hold),
    ("open", open::hold),
    ("price", price::hold),
    ("procurement_target", procurement_target::hold),
    ("references", references::hold),
    ("schedule", schedule::hold),
    ("tags", tags::hold),
    ("timestamp", timestamp::hold),
];

/// Holds `data` to the law of this name.
pub fn hold(name: &str, data: &[u8]) {
    let (_, law) = LAWS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a law of that name");
    law(data);
}
