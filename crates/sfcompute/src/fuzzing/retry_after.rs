//! `Retry-After`: seconds or a date, and never a panic or a wait that was not asked for.

use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use sfcompute_types::Timestamp;

use crate::retry::retry_after;

/// The header in the first line, the answer's date in the second, the clock in the third.
pub(super) fn hold(data: &[u8]) {
    let mut lines = data.splitn(3, |byte| *byte == b'\n');
    let after = lines.next().unwrap_or_default();
    let date = lines.next().unwrap_or_default();
    let now = lines.next().and_then(|line| std::str::from_utf8(line).ok());
    let now = now
        .and_then(|line| line.trim().parse().ok())
        .unwrap_or(784_111_777);
    let now = Timestamp::from_seconds(now);
    let Ok(after) = HeaderValue::from_bytes(after) else {
        return;
    };
    let mut headers = HeaderMap::new();
    headers.insert(RETRY_AFTER, after.clone());
    let alone = retry_after(&headers, now);
    is_what_was_asked_for(&after, alone);
    if let Ok(date) = HeaderValue::from_bytes(date) {
        headers.insert(DATE, date);
    }
    let dated = retry_after(&headers, now);
    is_what_was_asked_for(&after, dated);

    // A number counts from now, whatever the answer's date; and a later clock never waits longer.
    let is_number = after
        .to_str()
        .is_ok_and(|text| text.trim().parse::<u64>().is_ok());
    assert!(!is_number || alone == dated);
    if let Some(later) = now.checked_add_seconds(60) {
        headers.remove(DATE);
        assert!(retry_after(&headers, later) <= alone || alone.is_none());
    }
}

fn is_what_was_asked_for(after: &HeaderValue, wait: Option<Duration>) {
    let text = after.to_str().map(str::trim);
    match wait {
        None => {
            let is_number = text.is_ok_and(|text| {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
            });
            assert!(!is_number, "{after:?} says how long");
        }
        Some(wait) => {
            let text = text.expect("what says something is text");
            assert!(text.bytes().any(|byte| byte.is_ascii_digit()), "{text:?}");
            assert_eq!(wait.subsec_nanos(), 0);
            if let Ok(seconds) = text.parse::<u64>() {
                assert_eq!(wait.as_secs(), seconds);
            }
        }
    }
}
