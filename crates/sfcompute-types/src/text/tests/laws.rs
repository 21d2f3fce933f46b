//! What holds for every text, at both gates of every type.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use regex::Regex;

use super::{Kind, all, words};

/// Text that is nearly of some grammar: pieces of the real thing, and things that spoil it.
fn nearly() -> impl Strategy<Value = String> {
    let prefixes = vec![
        "",
        "ordr_",
        "cont_",
        "pool_",
        "cap_",
        "pxfr_",
        "cxfr_",
        "isku_",
        "clus_",
        "proc_",
        "depl_",
        "wksp_",
        "sfc:pool:",
        "sfc:capacity:",
        "sfc:procurement:",
        "sfc:workspace:",
        "sfc:user:",
        "ordrc_",
        "poolc_",
        "ptfrc_",
        "iskuc_",
        "mfilc_",
        "mwin_",
        "x",
    ];
    let good = select(vec!['a', 'Z', '0', '9', '_', '-', '.', ':']);
    let any = prop_oneof![
        12 => good,
        1 => select(vec!['/', '\\', '%', '?', '#', ' ', '\n', '\0', '=', 'é']),
    ];
    let tail = prop::collection::vec(any, 0..24).prop_map(|chars| chars.into_iter().collect());
    (select(prefixes), tail).prop_map(|(prefix, tail): (&str, String)| format!("{prefix}{tail}"))
}

static PATTERNS: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    all()
        .map(|kind| {
            let pattern = Regex::new(kind.pattern).unwrap();
            (kind, pattern)
        })
        .collect()
});

/// What the documentation of the two gates promises, in other words than the code's.
static CHANGES_A_URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\.{0,2}$|[\\%/?#]|\s|\p{Cc}").unwrap());

proptest! {
    #[test]
    fn the_grammar_is_the_published_pattern(text in nearly()) {
        for (kind, pattern) in PATTERNS.iter() {
            prop_assert_eq!((kind.sends)(&text), pattern.is_match(&text), "{} {:?}", kind.name, text);
        }
    }

    #[test]
    fn what_is_sent_can_be_held(text in nearly()) {
        for kind in all() {
            prop_assert!(!(kind.sends)(&text) || (kind.holds)(&text), "{} {:?}", kind.name, text);
        }
    }

    #[test]
    fn what_is_held_cannot_change_a_url(text in prop_oneof![nearly(), any::<String>()]) {
        for kind in words() {
            prop_assert_eq!((kind.holds)(&text), !CHANGES_A_URL.is_match(&text), "{} {:?}", kind.name, text);
        }
    }
}
