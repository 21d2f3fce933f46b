use serde::{Deserialize, Serialize};

use crate::{Patch, Tags};

#[derive(Debug, PartialEq, Default, Serialize, Deserialize)]
struct Change {
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    name: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    tags: Patch<Tags>,
}

#[test]
fn the_three_states_round_trip_in_an_object() {
    let tags = Tags::from_pairs([("a", "b")]).unwrap();
    for (json, change) in [
        ("{}", Change::default()),
        (
            r#"{"tags":null}"#,
            Change {
                tags: Patch::Clear,
                ..Change::default()
            },
        ),
        (
            r#"{"tags":{"a":"b"}}"#,
            Change {
                tags: Patch::Set(tags),
                ..Change::default()
            },
        ),
        (
            r#"{"tags":{}}"#,
            Change {
                tags: Patch::Set(Tags::new()),
                ..Change::default()
            },
        ),
        (
            r#"{"name":"x","tags":null}"#,
            Change {
                name: Patch::Set("x".to_owned()),
                tags: Patch::Clear,
            },
        ),
        (
            r#"{"name":null}"#,
            Change {
                name: Patch::Clear,
                ..Change::default()
            },
        ),
    ] {
        assert_eq!(serde_json::from_str::<Change>(json).unwrap(), change);
        assert_eq!(serde_json::to_string(&change).unwrap(), json);
    }
    assert!(serde_json::from_str::<Change>(r#"{"name":1}"#).is_err());
}

#[test]
fn keep_is_never_written_as_null() {
    let error = serde_json::to_string(&Patch::<String>::Keep)
        .unwrap_err()
        .to_string();
    assert!(error.contains("skip_serializing_if"), "{error}");
    assert_eq!(
        serde_json::to_string(&Patch::<String>::Clear).unwrap(),
        "null"
    );
}

#[test]
fn values_and_options_become_patches() {
    assert_eq!(Patch::from(1), Patch::Set(1));
    assert_eq!(Patch::<i32>::from(Some(1)), Patch::Set(1));
    assert_eq!(Patch::<i32>::from(None), Patch::Clear);
    assert_eq!(Patch::<i32>::default(), Patch::Keep);
}

#[test]
fn questions_and_changes() {
    for (patch, keep, clear, value) in [
        (Patch::Keep, true, false, None),
        (Patch::Clear, false, true, None),
        (Patch::Set(2), false, false, Some(2)),
    ] {
        assert_eq!(
            (patch.is_keep(), patch.is_clear(), patch.value()),
            (keep, clear, value)
        );
        assert_eq!(patch.as_ref().value(), value.as_ref());
        assert_eq!(patch.map(|n| n + 1).value(), value.map(|n| n + 1));
        assert_eq!(patch.map(|n| n + 1).is_keep(), keep);
        assert_eq!(patch.as_ref().is_clear(), clear);
    }
}
