use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{UnknownVariant, open_enum, tagged_union};

open_enum! {
    /// The status of an order, in part.
    pub enum Status {
        /// Not settled yet.
        Pending = "pending",
        /// Filled in part.
        PartiallyFilled = "partially_filled",
        /// Newest first.
        NewestFirst = "-created_at",
    }
}

#[test]
fn an_open_enum_knows_its_values() {
    for (text, status) in [
        ("pending", Status::Pending),
        ("partially_filled", Status::PartiallyFilled),
        ("-created_at", Status::NewestFirst),
    ] {
        assert_eq!(text.parse::<Status>().unwrap(), status);
        assert_eq!(Status::from(text), status);
        assert_eq!(Status::from(text.to_owned()), status);
        assert_eq!(
            serde_json::from_value::<Status>(text.into()).unwrap(),
            status
        );
        assert_eq!(serde_json::to_value(&status).unwrap(), Value::from(text));
        assert_eq!(
            (
                status.as_str(),
                status.as_ref(),
                status.to_string().as_str()
            ),
            (text, text, text)
        );
        assert!(status.is_known());
    }
    assert_eq!(
        Status::KNOWN,
        ["pending", "partially_filled", "-created_at"]
    );
    assert_eq!(
        format!("{:?}|{:>9}", Status::Pending, Status::Pending),
        "Pending|  pending"
    );
}

#[test]
fn an_open_enum_keeps_what_it_does_not_know_to_the_letter() {
    for text in [
        "",
        "Pending",
        "PENDING",
        " pending",
        "pending\n",
        "Unknown",
        "日本",
        "a/b\\c%2e",
    ] {
        let status = Status::from(text);
        assert_eq!(status, Status::Unknown(text.to_owned()));
        assert_eq!(Status::from(text.to_owned()), status);
        assert_eq!(text.parse::<Status>().unwrap(), status);
        assert_eq!(
            serde_json::from_value::<Status>(text.into()).unwrap(),
            status
        );
        assert_eq!(serde_json::to_value(&status).unwrap(), Value::from(text));
        assert!(!status.is_known());
        assert_eq!(status.to_string(), text);
    }
    assert_eq!(format!("{:?}", Status::from("new")), r#"Unknown("new")"#);
}

#[test]
fn an_open_enum_takes_strings_only() {
    for json in ["null", "1", "true", "[]", "{}"] {
        assert!(serde_json::from_str::<Status>(json).is_err(), "{json}");
    }
}

#[test]
fn an_open_enum_does_as_a_key() {
    let json = r#"{"pending":1,"settling":2}"#;
    let counts: std::collections::BTreeMap<Status, i32> = serde_json::from_str(json).unwrap();
    assert_eq!(counts[&Status::Unknown("settling".to_owned())], 2);
    assert_eq!(serde_json::to_string(&counts).unwrap(), json);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quoted {
    zone: Option<String>,
    price: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unavailable {
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Status>,
}

tagged_union! {
    /// An answer.
    enum Answer by "type" {
        /// A price.
        Quoted(Quoted) = "quoted",
        /// None.
        Unavailable(Unavailable) = "unavailable",
    }
}

fn answer(value: Value) -> Answer {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_known_arm_is_read_by_its_tag_and_written_with_it_first() {
    let wire = r#"{"type":"quoted","zone":null,"price":"2.0"}"#;
    let quoted: Answer = serde_json::from_str(wire).unwrap();
    assert_eq!(
        quoted,
        Quoted {
            zone: None,
            price: "2.0".to_owned()
        }
        .into()
    );
    assert_eq!(serde_json::to_string(&quoted).unwrap(), wire);
    assert_eq!((quoted.tag(), quoted.is_known()), (Some("quoted"), true));

    // The tag may stand anywhere, and an arm may have no other field.
    let late = r#"{"price":"2.0","zone":null,"type":"quoted"}"#;
    assert_eq!(serde_json::from_str::<Answer>(late).unwrap(), quoted);
    let bare: Answer = Unavailable { reason: None }.into();
    assert_eq!(
        serde_json::to_string(&bare).unwrap(),
        r#"{"type":"unavailable"}"#
    );
    assert_eq!(answer(json!({ "type": "unavailable" })), bare);
    assert_eq!(
        (Answer::TAG, Answer::KNOWN),
        ("type", &["quoted", "unavailable"][..])
    );
}

#[test]
fn an_unknown_arm_is_kept_whole() {
    for (wire, tag) in [
        (
            json!({ "type": "auctioned", "lots": [1, { "a": null }], "n": -9_223_372_036_854_775_808_i64 }),
            Some("auctioned"),
        ),
        (json!({ "type": "Quoted", "price": "2.0" }), Some("Quoted")),
        (json!({ "type": "" }), Some("")),
        (json!({ "price": "2.0" }), None),
        (json!({ "type": null, "price": "2.0" }), None),
        (json!({ "type": 7 }), None),
        (json!({ "kind": "quoted" }), None),
        (json!("quoted"), None),
        (json!(["quoted"]), None),
        (json!(null), None),
        (json!(18_446_744_073_709_551_615_u64), None),
    ] {
        let unknown = answer(wire.clone());
        let expected = UnknownVariant {
            tag: tag.map(str::to_owned),
            value: wire.clone(),
        };
        assert_eq!(unknown, Answer::Unknown(expected));
        assert_eq!((unknown.tag(), unknown.is_known()), (tag, false));
        assert_eq!(serde_json::to_value(&unknown).unwrap(), wire);
        assert_eq!(serde_json::to_string(&unknown).unwrap(), wire.to_string());
    }
}

#[test]
fn a_known_arm_that_is_not_what_its_tag_says_is_an_error() {
    for (wire, complaint) in [
        (json!({ "type": "quoted" }), "missing field `price`"),
        (
            json!({ "type": "quoted", "price": 2 }),
            "invalid type: integer `2`, expected a string",
        ),
        (
            json!({ "type": "quoted", "price": "2.0", "x": 1 }),
            "unknown field `x`",
        ),
        (
            json!({ "type": "unavailable", "reason": [] }),
            "invalid type: sequence",
        ),
    ] {
        let error = serde_json::from_value::<Answer>(wire.clone())
            .unwrap_err()
            .to_string();
        let tag = &wire["type"];
        assert!(
            error.starts_with(&format!("Answer with type {tag}: {complaint}")),
            "{error}"
        );
    }
}

#[test]
fn one_strange_row_does_not_spoil_a_page() {
    let page = json!([
        { "type": "quoted", "zone": null, "price": "1.0" },
        { "type": "auctioned" },
        { "type": "unavailable", "reason": "sold_out", "since": 7 },
    ]);
    let rows: Vec<Answer> = serde_json::from_value(page).unwrap();
    let tags: Vec<_> = rows.iter().map(Answer::tag).collect();
    assert_eq!(
        tags,
        [Some("quoted"), Some("auctioned"), Some("unavailable")]
    );
    assert_eq!(
        rows[2],
        Answer::Unavailable(Unavailable {
            reason: Some(Status::Unknown("sold_out".to_owned()))
        })
    );
}

tagged_union! {
    /// A union whose arm is no object.
    enum Odd by "type" {
        /// Not an object.
        Number(i32) = "number",
    }
}

#[test]
fn an_arm_that_is_no_object_cannot_be_written() {
    assert!(serde_json::to_string(&Odd::from(1)).is_err());
}
