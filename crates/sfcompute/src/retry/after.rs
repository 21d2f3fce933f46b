//! `Retry-After`: how long a server asks to be left alone, in seconds or as a date.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::fmt::strtime;
use sfcompute_types::Timestamp;

/// The forms of a date in HTTP: the one that is written, and two that are still read.
const FORMS: [&str; 3] = [
    "%a, %d %b %Y %H:%M:%S GMT",
    "%A, %d-%b-%y %H:%M:%S GMT",
    "%a %b %e %H:%M:%S %Y",
];

/// How long the server asks to wait; nothing where it does not say, or not in a way that HTTP has.
///
/// A date is taken against the answer's own `Date`, so that a clock that is wrong on one side does
/// no harm, and against `now` where there is none. One that has passed means no wait. A number of
/// seconds too large to count is the largest that can be.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = date(text)?;
    let said = headers.get(DATE).and_then(|value| value.to_str().ok());
    let from = said.and_then(date).unwrap_or(now);
    let seconds = until.seconds_since(from)?;
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// A date in one of HTTP's forms, all of which are in UTC.
fn date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    FORMS.iter().find_map(|form| {
        let parsed = strtime::parse(form, text).ok()?;
        let time = parsed.to_datetime().ok()?;
        let time = jiff::tz::Offset::UTC.to_timestamp(time).ok()?;
        Some(Timestamp::from_seconds(time.as_second()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_seconds(784_111_777);

    fn headers(after: &str, date: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            RETRY_AFTER,
            HeaderValue::from_bytes(after.as_bytes()).unwrap(),
        );
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_str(date).unwrap());
        }
        headers
    }

    fn waited(after: &str) -> Option<u64> {
        retry_after(&headers(after, None), NOW).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_are_read() {
        assert_eq!(waited("0"), Some(0));
        assert_eq!(waited(" 120 "), Some(120));
        assert_eq!(waited("99999999999999999999999"), Some(u64::MAX));
    }

    #[test]
    fn every_form_of_a_date_is_read() {
        for text in [
            "Sun, 06 Nov 1994 08:49:47 GMT",
            "Sunday, 06-Nov-94 08:49:47 GMT",
            "Sun Nov  6 08:49:47 1994",
        ] {
            assert_eq!(waited(text), Some(10), "{text}");
        }
        assert_eq!(waited("Sun, 06 Nov 1994 08:49:17 GMT"), Some(0), "past");
    }

    #[test]
    fn a_date_is_taken_against_the_servers_own() {
        let date = Some("Sun, 06 Nov 1994 08:49:40 GMT");
        let headers = headers("Sun, 06 Nov 1994 08:49:47 GMT", date);
        let wait = retry_after(&headers, Timestamp::EPOCH);
        assert_eq!(wait, Some(Duration::from_secs(7)));
    }

    #[test]
    fn anything_else_says_nothing() {
        for text in [
            "",
            "-1",
            "+5",
            "1.5",
            "soon",
            "10s",
            "Sun, 06 Nov 1994 08:49:47 CET",
            "Sun, 31 Feb 1994 08:49:47 GMT",
            "Sun, 06 Nov 1994",
            "é",
        ] {
            assert_eq!(waited(text), None, "{text:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), NOW), None);
    }

    proptest! {
        #[test]
        fn seconds_come_back(seconds: u64) {
            prop_assert_eq!(waited(&seconds.to_string()), Some(seconds));
        }

        /// From 1969 to 2068, since the second form has two digits for the year.
        #[test]
        fn dates_come_back_in_every_form(seconds in 0_i64..3_124_223_999) {
            let time = jiff::Timestamp::from_second(seconds).unwrap();
            let utc = time.to_zoned(jiff::tz::TimeZone::UTC);
            for form in FORMS {
                let text = utc.strftime(form).to_string();
                let headers = headers(&text, None);
                let wait = retry_after(&headers, Timestamp::EPOCH);
                prop_assert_eq!(wait.map(|wait| wait.as_secs()), Some(seconds.unsigned_abs()), "{}", text);
            }
        }

        #[test]
        fn no_header_makes_it_panic(after in "[ -~]{0,40}", date in "[ -~]{0,40}", now: i64) {
            let _ = retry_after(&headers(&after, Some(&date)), Timestamp::from_seconds(now));
        }
    }
}
