//! Times: whole seconds, and the minutes around them.

use sfcompute_types::Timestamp;

use super::json::round_trip;
use super::text::is_readable;

/// Any text, as a caller's time and as a server's.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match text.parse::<Timestamp>() {
        Ok(time) => is_consistent(time),
        Err(error) => is_readable(&error),
    }
    if let Some((time, json)) = round_trip::<Timestamp>(text) {
        assert_eq!(
            json.as_i64(),
            Some(time.as_seconds()),
            "only an integer is a time"
        );
        assert_eq!(text.trim().parse(), Ok(time), "as text it is the same");
        is_consistent(time);
    }
}

fn is_consistent(time: Timestamp) {
    assert_eq!(time.to_string().parse(), Ok(time));
    assert_eq!(time.as_seconds().to_string().parse(), Ok(time));
    let floor = time.floor_minute();
    assert!(floor.is_whole_minute() && floor.floor_minute() == floor);
    match time.ceil_minute() {
        Some(ceil) => {
            assert!(ceil.is_whole_minute() && ceil >= time);
            assert!(ceil.seconds_since(time).is_some_and(|apart| apart < 60));
            if floor <= time {
                assert!(time.seconds_since(floor).is_some_and(|apart| apart < 60));
                let apart = if time.is_whole_minute() { 0 } else { 60 };
                assert_eq!(ceil.seconds_since(floor), Some(apart));
            }
        }
        None => assert!(time.checked_add_minutes(1).is_none()),
    }
    if let Some(later) = time.checked_add_minutes(7) {
        assert_eq!(later.seconds_since(time), Some(420));
        assert_eq!(later.checked_add_minutes(-7), Some(time));
    }
    if let Some(jiff) = time.to_jiff() {
        assert_eq!(Timestamp::try_from(jiff), Ok(time));
        assert_eq!(Timestamp::floor_from_jiff(jiff), time);
    }
}
