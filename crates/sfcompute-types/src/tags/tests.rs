use insta::assert_snapshot;

use crate::Tags;

fn decoded(json: &str) -> Tags {
    serde_json::from_str(json).unwrap()
}

fn fifty() -> Tags {
    Tags::from_pairs((0..50).map(|i| (format!("k{i}"), ""))).unwrap()
}

#[test]
fn keys_and_values_by_their_grammar() {
    let (longest_key, long_key) = ("é".repeat(128), "é".repeat(129));
    for (key, fits) in [
        ("a", true),
        ("a_", true),
        ("A.b/c:d", true),
        ("-", true),
        ("a\tb", true),
        ("日本", true),
        (longest_key.as_str(), true),
        ("", false),
        ("_a", false),
        ("a b", false),
        (" a", false),
        ("a,b", false),
        ("a=b", false),
        (long_key.as_str(), false),
    ] {
        let result = Tags::new().insert(key, "v");
        assert_eq!(result.is_ok(), fits, "{key:?}");
        if let Err(error) = result {
            assert_eq!((error.what(), error.given()), ("tag key", key));
        }
    }
    let (longest, long) = ("é".repeat(256), "é".repeat(257));
    for (value, fits) in [
        ("", true),
        (" ", true),
        ("_", true),
        ("a b", true),
        (longest.as_str(), true),
        ("a,b", false),
        ("a=b", false),
        (long.as_str(), false),
    ] {
        let result = Tags::new().insert("k", value);
        assert_eq!(result.is_ok(), fits, "{value:?}");
        if let Err(error) = result {
            assert_eq!((error.what(), error.given()), ("tag value", value));
        }
    }
}

#[test]
fn at_most_fifty() {
    let mut tags = fifty();
    assert_eq!(
        tags.insert("k7", "new").unwrap().as_deref(),
        Some(""),
        "replacing is no more"
    );
    let before = tags.clone();
    assert_snapshot!(
        tags.insert("one more", "").unwrap_err(),
        @r#"`tag key` is not valid: given "one more", allowed 1 to 128 characters without `,`, `=` and space, the first not `_`"#
    );
    assert_snapshot!(
        tags.insert("more", "").unwrap_err(),
        @r#"`tags` is not valid: given "51 tags", allowed at most 50 tags"#
    );
    assert_eq!(tags, before, "a refusal changes nothing");
    assert!(tags.check().is_empty());
}

#[test]
fn a_key_given_twice_is_refused() {
    let error = Tags::from_pairs([("a", "1"), ("a", "2")]).unwrap_err();
    assert_eq!(
        (error.what(), error.given(), error.allowed()),
        ("tag key", "a", "each key once")
    );
    assert!(Tags::from_pairs([("a", "1"), ("b,", "2")]).is_err());
}

#[test]
fn reading() {
    let tags = Tags::from_pairs([("b", "2"), ("a", "1")]).unwrap();
    assert_eq!((tags.get("a"), tags.get("c")), (Some("1"), None));
    assert_eq!(
        (tags.len(), tags.is_empty(), Tags::new().is_empty()),
        (2, false, true)
    );
    assert_eq!(tags.iter().collect::<Vec<_>>(), [("a", "1"), ("b", "2")]);
    assert_eq!((&tags).into_iter().count(), 2);
    let owned: Vec<_> = tags.into_iter().collect();
    assert_eq!(
        owned,
        [
            ("a".to_owned(), "1".to_owned()),
            ("b".to_owned(), "2".to_owned())
        ]
    );
}

#[test]
fn the_wire_is_an_object_and_takes_any() {
    let json = r#"{"":"=","_x":"","a b":"c,d","ok":"fine"}"#;
    let tags = decoded(json);
    assert_eq!(serde_json::to_string(&tags).unwrap(), json);
    assert_eq!(serde_json::to_string(&Tags::new()).unwrap(), "{}");
    for bad in ["[]", "null", r#"{"a":1}"#, r#"{"a":null}"#, "\"a\""] {
        assert!(serde_json::from_str::<Tags>(bad).is_err(), "{bad}");
    }
}

#[test]
fn what_a_server_sent_is_judged_before_it_is_sent_back() {
    let problems = decoded(r#"{"":"=","_x":"","a b":"c,d","ok":"fine"}"#).check();
    let found: Vec<_> = problems.iter().map(|p| (p.what(), p.given())).collect();
    assert_eq!(
        found,
        [
            ("tags[\"\"]", ""),
            ("tags[\"\"]", "="),
            ("tags[\"_x\"]", "_x"),
            ("tags[\"a b\"]", "a b"),
            ("tags[\"a b\"]", "c,d"),
        ]
    );
    assert_snapshot!(
        problems[1],
        @r#"`tags[""]` is not valid: given "=", allowed a value of up to 256 characters without `,` and `=`"#
    );

    let many: serde_json::Map<_, _> = (0..51).map(|i| (format!("k{i}"), "".into())).collect();
    let problems = decoded(&serde_json::Value::from(many).to_string()).check();
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].what(), problems[0].given()),
        ("tags", "51 tags")
    );
}
