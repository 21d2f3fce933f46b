//! The laws of the fuzz targets without a fuzzer: their seed corpora, and texts of the right shape made
//! at random.

#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../fuzz/src/lib.rs"]
mod laws;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

#[test]
fn every_seed_obeys_its_law() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, _) in laws::LAWS {
        let mut seeds = 0;
        for seed in fs::read_dir(corpora.join(name)).unwrap() {
            let path = seed.unwrap().path();
            println!("{}", path.display());
            laws::hold(name, &fs::read(path).unwrap());
            seeds += 1;
        }
        assert!(seeds >= 5, "the corpus of {name} has {seeds} seeds");
    }
    let folders = fs::read_dir(corpora).unwrap().count();
    assert_eq!(folders, laws::LAWS.len(), "a corpus without a law");
}

/// A moment: at the ends of the range, near zero, or anywhere; mostly on whole minutes.
fn moment() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => (-40_i64..40).prop_map(|minute| minute * 60),
        1 => -100_i64..100,
        1 => any::<i64>(),
        1 => select(vec![i64::MIN, i64::MIN + 8, i64::MAX - 7, i64::MAX]),
    ]
}

/// A schedule as JSON, whose entries are in order more often than not.
fn schedule() -> impl Strategy<Value = Value> {
    let end = prop_oneof![
        4 => moment().prop_map(|end| Some(json!(end))),
        1 => Just(Some(Value::Null)),
        1 => Just(None),
    ];
    let entry = (moment(), end, -1_i32..4);
    (prop::collection::vec(entry, 0..5), any::<bool>()).prop_map(|(mut entries, in_order)| {
        if in_order {
            entries.sort_by_key(|(start, ..)| *start);
        }
        let entries = entries.into_iter().map(|(start, end, nodes)| {
            let mut entry = json!({ "start_at": start, "node_count": nodes });
            if let Some(end) = end {
                entry["end_at"] = end;
            }
            entry
        });
        entries.collect()
    })
}

/// Any JSON.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        select(vec![
            "quoted",
            "unavailable",
            "pending",
            "node_count",
            "2.50",
            "-1"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let known = vec!["type", "price", "limit", "status", "reason", "at_least"];
        let key = prop_oneof![4 => select(known).prop_map(str::to_owned), 1 => any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..6)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// An answer of a known kind, whose other fields may be anything.
fn answer() -> impl Strategy<Value = Value> {
    let price = prop_oneof![
        3 => "[0-9]{1,3}(\\.[0-9]{1,4})?".prop_map(Value::from),
        1 => value(),
    ];
    let limit = prop_oneof![
        Just(None),
        price.clone().prop_map(Some),
        Just(Some(Value::Null))
    ];
    let status = prop_oneof![Just(Value::Null), any::<String>().prop_map(Value::from)];
    (price, limit, status, value()).prop_map(|(price, limit, status, more)| {
        let mut answer = json!({ "type": "quoted", "price": price, "status": status, "x": more });
        if let Some(limit) = limit {
            answer["limit"] = limit;
        }
        answer
    })
}

proptest! {
    #[test]
    fn every_law_holds_for_any_text(text in any::<String>()) {
        for (name, _) in laws::LAWS {
            laws::hold(name, text.as_bytes());
        }
    }

    #[test]
    fn schedules_and_windows_obey_theirs(schedule in schedule()) {
        laws::hold("schedule", schedule.to_string().as_bytes());
    }

    #[test]
    fn open_types_obey_theirs(value in prop_oneof![value(), answer()]) {
        laws::hold("open", value.to_string().as_bytes());
        laws::hold("procurement_target", value.to_string().as_bytes());
    }

    #[test]
    fn tags_obey_theirs(
        tags in prop::collection::btree_map("[a-c_ =,é]{0,3}|[k-z]{1,2}", "[a-c=,]{0,3}", 0..60),
        lines in "([a-c_ =,é]{0,4}\n){0,8}",
    ) {
        laws::hold("tags", json!(tags).to_string().as_bytes());
        laws::hold("tags", lines.as_bytes());
    }

    #[test]
    fn prices_obey_theirs(text in "[-+]?[0-9]{0,31}\\.?[0-9]{0,30}") {
        laws::hold("price", text.as_bytes());
    }

    #[test]
    fn times_obey_theirs(
        text in "[0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,3})?(Z|[+-][0-2][0-9]:[0-5][0-9])?",
    ) {
        laws::hold("timestamp", text.as_bytes());
    }
}
