//! What holds for every text, at both gates of every type.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use regex::Regex;

use super::kinds::{Kind, all, words};

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
        "spot_",
        "inst_",
        "vm_",
        "itmpl_",
        "ntmpl_",
        "image_",
        "vmi_",
        "frwl_",
        "wksp_",
        "sfc:pool:",
        "sfc:capacity:",
        "sfc:procurement:",
        "sfc:deployment:",
        "sfc:spot_deployment:",
        "sfc:instance:",
        "sfc:instance_template:",
        "sfc:image:",
        "sfc:firewall:",
        "sfc:workspace:",
        "sfc:user:",
        "ordrc_",
        "poolc_",
        "ptfrc_",
        "iskuc_",
        "mfilc_",
        "mwin_",
        "nodec_",
        "itmplc_",
        "imagec_",
        "deplc_",
        "procc_",
        "usrc_",
        "x",
        ".",
    ];
    let good = select(vec!['a', 'Z', '0', '9', '_', '-', '.', ':']);
    let any = prop_oneof![
        12 => good,
        1 => select(vec!['/', '\\', '%', '?', '#', ' ', '\n', '\0', '=', 'é']),
    ];
    let tail = prop::collection::vec(any, 0..24).prop_map(|chars| chars.into_iter().collect());
    let plain = (select(prefixes), tail);
    prop_oneof![
        6 => plain.prop_map(|(prefix, tail): (&str, String)| format!("{prefix}{tail}")),
        1 => nearly_a_template(),
    ]
}

/// Text that is nearly a template of names, of a length that any template may have.
fn nearly_a_template() -> impl Strategy<Value = String> {
    let good = vec![
        "{{noun}}",
        "{{adjective}}",
        "{{nanoid(1)}}",
        "{{nanoid(9)}}",
        "{{nanoid(21)}}",
        "worker",
        "-",
        "7.",
    ];
    let bad = vec![
        "{{nanoid(0)}}",
        "{{nanoid(22)}}",
        "{{nanoid(07)}}",
        "{{ noun }}",
        "{{",
        "}}",
        "{",
        "}",
        " ",
    ];
    let piece = prop_oneof![6 => select(good), 1 => select(bad)];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
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
