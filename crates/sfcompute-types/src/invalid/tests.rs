use insta::assert_snapshot;

use crate::{Invalid, Name, OrderId, OrderTarget, PoolPath, Price, Timestamp, UserPath};

#[test]
fn the_message_names_the_field_the_value_and_the_remedy() {
    let error = Invalid::new("node_count", "0", "1 or more");
    assert_snapshot!(error, @r#"`node_count` is not valid: given "0", allowed 1 or more"#);
    assert_eq!(
        (error.what(), error.given(), error.allowed()),
        ("node_count", "0", "1 or more")
    );
}

#[test]
fn messages_of_each_kind_of_text() {
    assert_snapshot!(
        "xordr_a".parse::<OrderId>().unwrap_err(),
        @r#"`order id` is not valid: given "xordr_a", allowed `ordr_` followed by 1 to 21 of 0-9, a-z, A-Z, `_` and `-`"#
    );
    assert_snapshot!(
        "".parse::<crate::CapacityId>().unwrap_err(),
        @r#"`capacity id` is not valid: given "", allowed `cap_` or `pool_` followed by 1 to 21 of 0-9, a-z, A-Z, `_` and `-`"#
    );
    assert_snapshot!(
        "sfc:pool:a:b".parse::<PoolPath>().unwrap_err(),
        @r#"`pool path` is not valid: given "sfc:pool:a:b", allowed `sfc:pool:<account>:<workspace>:<name>`, each part of a-z, A-Z, 0-9, `.`, `_` and `-`"#
    );
    assert_snapshot!(
        "sfc:user:".parse::<UserPath>().unwrap_err(),
        @r#"`user path` is not valid: given "sfc:user:", allowed `sfc:user:<name>`, each part of a-z, A-Z, 0-9, `.`, `_` and `-`"#
    );
    assert_snapshot!(
        PoolPath::new("acme", "", "x").unwrap_err(),
        @r#"`pool path workspace` is not valid: given "", allowed one or more of a-z, A-Z, 0-9, `.`, `_` and `-`"#
    );
    assert_snapshot!(
        "-a".parse::<Name>().unwrap_err(),
        @r#"`name` is not valid: given "-a", allowed 1 to 255 of a-z, A-Z, 0-9, `.`, `_` and `-`, the first a letter or digit"#
    );
    assert_snapshot!(
        "isku_a".parse::<OrderTarget>().unwrap_err(),
        @r#"`order target` is not valid: given "isku_a", allowed a pool (`pool_…` or `sfc:pool:<account>:<workspace>:<name>`) or a capacity (`cap_…` or `sfc:capacity:<account>:<workspace>:<name>`)"#
    );
}

#[test]
fn messages_of_numbers_and_times() {
    assert_snapshot!(
        "-1".parse::<Price>().unwrap_err(),
        @r#"`price` is not valid: given "-1", allowed dollars per node-hour as a plain decimal such as `2.50`, not negative, at most 6 * 10^22, with at most 28 significant digits"#
    );
    assert_snapshot!(
        "tomorrow".parse::<Timestamp>().unwrap_err(),
        @r#"`time` is not valid: given "tomorrow", allowed RFC 3339 such as `2026-07-21T09:30:00Z`, or whole seconds since 1970"#
    );
}

#[test]
fn a_refusal_while_decoding_says_the_same() {
    let error = serde_json::from_str::<OrderId>(r#""a/b""#).unwrap_err();
    assert_snapshot!(
        error,
        @r#"`order id` is not valid: given "a/b", allowed text other than `.` and `..`, not empty, without `/`, `?`, `#`, `\`, `%`, white space or control characters at line 1 column 5"#
    );
}

#[test]
fn control_characters_are_escaped() {
    let error = Invalid::new("name", "a\n\u{1b}[31mb\"", "x");
    assert_snapshot!(error, @r#"`name` is not valid: given "a\n\u{1b}[31mb\"", allowed x"#);
}

#[test]
fn a_long_value_is_cut_after_120_characters_and_kept_whole() {
    let exact = "é".repeat(120);
    let error = Invalid::new("x", exact.clone(), "y");
    assert_eq!(
        error.to_string(),
        format!("`x` is not valid: given \"{exact}\", allowed y")
    );

    let long = "é".repeat(121);
    let error = Invalid::new("x", long.clone(), "y");
    assert_eq!(
        error.to_string(),
        format!("`x` is not valid: given \"{exact}…\", allowed y")
    );
    assert_eq!(error.given(), long);

    let error = Invalid::new("x", "\0".repeat(121), "y");
    assert_eq!(error.to_string().matches(r"\0").count(), 120, "{error}");
}

#[test]
fn a_refusal_can_be_renamed_and_placed() {
    let error = Invalid::new("pool", "", "a pool");
    assert_eq!(error.clone().named("from_pool").what(), "from_pool");
    assert_eq!(error.clone().within("transfer").what(), "transfer.pool");
    assert_eq!(
        error
            .named("[1].start_at")
            .within("delta")
            .within("order")
            .what(),
        "order.delta[1].start_at"
    );
}
