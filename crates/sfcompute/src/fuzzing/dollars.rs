//! Amounts of money: what is read is what was written, to the last digit.

use super::is_one_line;
use crate::spend::Dollars;

/// Any text, as an amount.
pub(super) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match text.parse::<Dollars>() {
        Ok(amount) => {
            assert_eq!(canonical(&amount.to_string()), canonical(text));
            assert_eq!(amount.to_string().parse().as_ref(), Ok(&amount));
            assert_eq!(amount.saturating_sub(amount), Dollars::ZERO);
            assert_eq!(amount.is_zero(), canonical(text).is_empty());
            if let Ok(whole) = text.parse::<u64>() {
                assert_eq!(amount, Dollars::whole(whole));
            }
            if let Some(twice) = amount.checked_add(amount) {
                assert_eq!(twice.saturating_sub(amount), amount);
                assert!(twice >= amount);
            }
        }
        Err(error) => {
            assert_eq!((error.what(), error.given()), ("dollars", text));
            is_one_line(&error.to_string(), 2_000);
        }
    }
}

/// The digits without what does not count: zeros before them, and after them behind the point.
fn canonical(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}
