// That a builder takes references as well is part of what is tested.
#![allow(clippy::needless_borrows_for_generic_args)]

use proptest::prelude::*;

use crate::{Input, Timestamp};

const EXTREMES: [i64; 7] = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

#[test]
fn the_wire_is_an_integer_and_takes_any() {
    for seconds in EXTREMES {
        let json = seconds.to_string();
        let time: Timestamp = serde_json::from_str(&json).unwrap();
        assert_eq!(time.as_seconds(), seconds);
        assert_eq!(i64::from(time), seconds);
        assert_eq!(serde_json::to_string(&time).unwrap(), json);
    }
    for json in [
        "1.0",
        "1.5",
        "\"1\"",
        "null",
        "1e3",
        "9223372036854775808",
        "true",
    ] {
        assert!(serde_json::from_str::<Timestamp>(json).is_err(), "{json}");
    }
}

#[test]
fn display_is_rfc_3339_and_beyond_the_calendar_a_number() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (1_738_972_800, "2025-02-08T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (253_402_207_200, "9999-12-30T22:00:00Z"),
        (253_402_207_201, "253402207201"),
        (i64::MAX, "9223372036854775807"),
        (i64::MIN, "-9223372036854775808"),
    ] {
        assert_eq!(at(seconds).to_string(), text);
        assert_eq!(format!("{:?}", at(seconds)), format!("Timestamp({text})"));
        assert_eq!(text.parse::<Timestamp>().unwrap(), at(seconds), "{text}");
    }
    assert_eq!(Timestamp::EPOCH, Timestamp::default());
}

#[test]
fn text_is_rfc_3339_or_seconds() {
    for (text, seconds) in [
        ("2025-02-08T00:00:00Z", 1_738_972_800),
        ("2025-02-08T02:00:00+02:00", 1_738_972_800),
        ("2025-02-08 00:00:00Z", 1_738_972_800),
        ("2025-02-08T00:00:00.000Z", 1_738_972_800),
        ("1738972800", 1_738_972_800),
        ("-60", -60),
    ] {
        assert_eq!(text.parse::<Timestamp>().unwrap(), at(seconds), "{text}");
    }
    for bad in [
        "",
        "now",
        "2025-02-08",
        "2025-02-08T00:00:00",
        "1.5",
        "1e3",
        "9223372036854775808",
        " 1",
    ] {
        let error = bad.parse::<Timestamp>().unwrap_err();
        assert_eq!((error.what(), error.given()), ("time", bad));
    }
    let error = "2025-02-08T00:00:00.5Z".parse::<Timestamp>().unwrap_err();
    assert_eq!(error.allowed(), "a time on a whole second");
}

#[test]
fn jiff_times_need_a_whole_second_or_are_floored() {
    let jiff = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    assert_eq!(
        Timestamp::try_from(jiff("1970-01-01T00:01:00Z")),
        Ok(at(60))
    );
    for (text, floor) in [
        ("1970-01-01T00:00:00.5Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("1969-12-31T23:59:59.000000001Z", -1),
        ("1969-12-31T23:59:59Z", -1),
        ("-009999-01-02T01:59:59Z", jiff::Timestamp::MIN.as_second()),
    ] {
        assert_eq!(Timestamp::floor_from_jiff(jiff(text)), at(floor), "{text}");
    }
    let half = jiff("1970-01-01T00:00:00.5Z");
    assert!(Timestamp::try_from(half).is_err());
    assert!(Input::<Timestamp>::input(half).is_err());
    assert!(Input::<Timestamp>::input(&half).is_err());
    assert_eq!(at(60).to_jiff(), Some(jiff("1970-01-01T00:01:00Z")));
    assert_eq!(at(i64::MAX).to_jiff(), None);
    assert_eq!(at(i64::MIN).to_jiff(), None);
}

#[test]
fn every_kind_of_input() {
    let whole: jiff::Timestamp = "1970-01-01T00:01:00Z".parse().unwrap();
    assert_eq!(Input::<Timestamp>::input(60), Ok(at(60)));
    assert_eq!(Input::<Timestamp>::input(at(60)), Ok(at(60)));
    assert_eq!(Input::<Timestamp>::input(&at(60)), Ok(at(60)));
    assert_eq!(Input::<Timestamp>::input(whole), Ok(at(60)));
    assert_eq!(Input::<Timestamp>::input(&whole), Ok(at(60)));
}

#[test]
fn minutes_at_the_ends_of_the_range() {
    assert_eq!(at(i64::MAX).ceil_minute(), None);
    assert_eq!(at(i64::MAX).floor_minute(), at(i64::MAX - 7));
    let first = at(i64::MIN + 8);
    assert!(first.is_whole_minute());
    assert_eq!(at(i64::MIN).ceil_minute(), Some(first));
    for below in [at(i64::MIN), at(i64::MIN + 7), first, at(i64::MIN + 9)] {
        assert_eq!(below.floor_minute(), first);
    }
}

#[test]
fn arithmetic_is_checked() {
    assert_eq!(at(1).checked_add_seconds(-2), Some(at(-1)));
    assert_eq!(at(0).checked_add_minutes(2), Some(at(120)));
    assert_eq!(at(i64::MAX).checked_add_seconds(1), None);
    assert_eq!(at(i64::MIN).checked_add_seconds(-1), None);
    assert_eq!(at(0).checked_add_minutes(i64::MAX / 60 + 1), None);
    assert_eq!(at(i64::MAX).checked_add_minutes(1), None);
    assert_eq!(
        at(-60).checked_add_minutes(i64::MAX / 60 + 1),
        Some(at(i64::MAX - 7))
    );
    assert_eq!(at(60).checked_add_minutes(i64::MIN), None);
    assert_eq!(at(90).seconds_since(at(30)), Some(60));
    assert_eq!(at(30).seconds_since(at(90)), Some(-60));
    assert_eq!(at(i64::MAX).seconds_since(at(-1)), None);
    assert_eq!(at(i64::MIN).seconds_since(at(1)), None);
}

proptest! {
    #[test]
    fn floor_and_ceil_enclose_the_time(seconds in i64::MIN + 8..=i64::MAX - 60) {
        let time = at(seconds);
        let (floor, ceil) = (time.floor_minute(), time.ceil_minute().unwrap());
        prop_assert!(floor <= time && time <= ceil);
        prop_assert!(floor.is_whole_minute() && ceil.is_whole_minute());
        let apart = if time.is_whole_minute() { 0 } else { 60 };
        prop_assert_eq!(ceil.seconds_since(floor), Some(apart));
    }

    #[test]
    fn text_round_trips(seconds in any::<i64>()) {
        prop_assert_eq!(at(seconds).to_string().parse::<Timestamp>().unwrap(), at(seconds));
    }

    #[test]
    fn calendar_text_round_trips(seconds in -377_705_023_201_i64..=253_402_207_200) {
        prop_assert_eq!(at(seconds).to_string().parse::<Timestamp>().unwrap(), at(seconds));
        prop_assert!(at(seconds).to_jiff().is_some());
    }
}
