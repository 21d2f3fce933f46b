// That a builder takes references as well is part of what is tested.
#![allow(clippy::needless_borrows_for_generic_args)]

use insta::assert_snapshot;

use crate::{Input, Invalid, Timestamp, Window};

fn window(start: i64, end: i64) -> Window {
    Window::new(start, end).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_window_is_made_from_its_ends_or_its_length() {
    let expected = window(0, 7_200);
    assert_eq!(Window::starting(0).hours(2), Ok(expected));
    assert_eq!(Window::starting(0).minutes(120), Ok(expected));
    assert_eq!(Window::starting(0).until(7_200), Ok(expected));
    assert_eq!(
        Window::new(Timestamp::EPOCH, Timestamp::from_seconds(7_200)),
        Ok(expected)
    );
    let jiff: jiff::Timestamp = "1970-01-01T02:00:00Z".parse().unwrap();
    assert_eq!(Window::new(0, jiff), Ok(expected));
    assert_eq!(
        (expected.start().as_seconds(), expected.end().as_seconds()),
        (0, 7_200)
    );
}

#[test]
fn what_is_wrong_is_named() {
    assert_snapshot!(
        Window::new(1, 60).unwrap_err(),
        @r#"`window.start` is not valid: given "1970-01-01T00:00:01Z", allowed a time on a whole minute"#
    );
    assert_snapshot!(
        Window::new(0, 61).unwrap_err(),
        @r#"`window.end` is not valid: given "1970-01-01T00:01:01Z", allowed a time on a whole minute"#
    );
    assert_snapshot!(
        Window::new(60, 60).unwrap_err(),
        @r#"`window.end` is not valid: given "1970-01-01T00:01:00Z", allowed a time after the start, 1970-01-01T00:01:00Z"#
    );
    assert_snapshot!(
        Window::starting(0).hours(0).unwrap_err(),
        @r#"`window.hours` is not valid: given "0", allowed a positive whole number"#
    );
    assert_snapshot!(
        Window::starting(0).minutes(i64::MAX).unwrap_err(),
        @r#"`window.minutes` is not valid: given "9223372036854775807", allowed a length whose end fits 64-bit Unix seconds"#
    );
    // The start is judged first, whichever way the window is finished.
    for refused in [
        Window::starting(1).hours(0),
        Window::starting(1).minutes(1),
        Window::starting(1).until(2),
    ] {
        assert_eq!(refused.unwrap_err().what(), "window.start");
    }
    let half: jiff::Timestamp = "1970-01-01T00:00:00.5Z".parse().unwrap();
    assert_eq!(
        Window::starting(half).hours(1).unwrap_err().allowed(),
        "a time on a whole second"
    );
}

#[test]
fn lengths_are_checked() {
    for bad in [i64::MIN, -1, 0] {
        assert!(Window::starting(0).hours(bad).is_err());
        assert!(Window::starting(0).minutes(bad).is_err());
    }
    let last = Timestamp::from_seconds(i64::MAX).floor_minute();
    assert!(Window::starting(last).minutes(1).is_err());
    assert!(Window::starting(0).minutes(last.as_seconds() / 60).is_ok());
    assert!(
        Window::starting(0)
            .minutes(last.as_seconds() / 60 + 1)
            .is_err()
    );
    assert!(Window::starting(0).hours(i64::MAX / 60).is_err());
    assert!(Window::starting(0).hours(i64::MAX).is_err());
}

#[test]
fn the_longest_window_has_a_length() {
    let first = Timestamp::from_seconds(i64::MIN).ceil_minute().unwrap();
    let last = Timestamp::from_seconds(i64::MAX).floor_minute();
    let longest = Window::new(first, last).unwrap();
    assert_eq!(longest.minutes(), 307_445_734_561_825_860);
    assert_eq!(
        longest.to_string(),
        "-9223372036854775800/9223372036854775800"
    );
    assert_eq!(window(-120, 60).minutes(), 3);
}

#[test]
fn windows_are_half_open() {
    let window = window(60, 180);
    for (seconds, inside) in [
        (0, false),
        (59, false),
        (60, true),
        (61, true),
        (179, true),
        (180, false),
    ] {
        assert_eq!(
            window.contains(Timestamp::from_seconds(seconds)),
            inside,
            "{seconds}"
        );
    }
}

#[test]
fn windows_meet_or_do_not() {
    let middle = window(120, 240);
    for (other, common) in [
        (window(0, 60), None),
        (window(0, 120), None),
        (window(240, 300), None),
        (window(0, 180), Some(window(120, 180))),
        (window(180, 300), Some(window(180, 240))),
        (window(0, 300), Some(middle)),
        (window(180, 240), Some(window(180, 240))),
        (middle, Some(middle)),
    ] {
        assert_eq!(middle.intersection(&other), common);
        assert_eq!(other.intersection(&middle), common);
        assert_eq!(middle.overlaps(&other), common.is_some());
        assert_eq!(other.overlaps(&middle), common.is_some());
    }
}

#[test]
fn text_forms() {
    assert_eq!(
        window(0, 60).to_string(),
        "1970-01-01T00:00:00Z/1970-01-01T00:01:00Z"
    );
    assert_eq!(
        format!("{:?}", window(0, 60)),
        "Window(1970-01-01T00:00:00Z/1970-01-01T00:01:00Z)"
    );
}

#[test]
fn every_kind_of_input() {
    let expected = window(0, 60);
    assert_eq!(Input::<Window>::input(expected), Ok(expected));
    assert_eq!(Input::<Window>::input(&expected), Ok(expected));
    assert_eq!(Input::<Window>::input(Window::new(0, 60)), Ok(expected));
    let refused: Result<Window, Invalid> = Window::new(0, 0);
    assert_eq!(Input::<Window>::input(refused.clone()), refused);
}
