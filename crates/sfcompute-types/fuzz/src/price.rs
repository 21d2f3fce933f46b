//! Prices: every digit kept, every rounding exact.

use sfcompute_types::Price;

use super::json::round_trip;
use super::text::is_readable;

/// Any text, as a caller's price and as a server's.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match text.parse::<Price>() {
        Ok(price) => {
            assert_eq!(number(&price.to_string()), number(text));
            let grammar = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            assert!(
                grammar && !price.as_decimal().is_sign_negative(),
                "{text:?}"
            );
            assert_eq!(Price::new(price.as_decimal()), Ok(price));
            is_exact(price);
        }
        Err(error) => {
            assert_eq!(error.given(), text);
            is_readable(&error);
        }
    }
    let json = serde_json::to_string(text).expect("a string is JSON");
    if let Some((price, _)) = round_trip::<Price>(&json) {
        assert_eq!(number(&price.to_string()), number(text));
        is_exact(price);
    }
    // As it stands, a number above all: no float becomes a price.
    if let Some((_, json)) = round_trip::<Price>(text) {
        assert!(json.is_string(), "{text}");
    }
}

/// What the number is, without the digits that change nothing: a sign where it is negative, the
/// digits before the point, those after it.
fn number(text: &str) -> (bool, String, String) {
    let magnitude = text.trim_start_matches(['-', '+']);
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    let is_negative = text.starts_with('-') && !(whole.is_empty() && fraction.is_empty());
    (is_negative, whole.to_owned(), fraction.to_owned())
}

/// That a price survives its text, and that what the market makes of it is the nearest step, by
/// integers alone.
fn is_exact(price: Price) {
    let text = price.to_string();
    assert!(text.contains('.'), "{text}");
    let decoded: Price = serde_json::from_value(text.clone().into()).expect("it decodes");
    assert_eq!((decoded, decoded.to_string()), (price, text.clone()));

    let rounded = price.rounded_to_step();
    assert_eq!(rounded.as_decimal().scale(), 6);
    assert_eq!(rounded.rounded_to_step(), rounded);
    assert!(rounded.is_on_step());
    assert_eq!(price.is_on_step(), rounded == price);
    // In units of 10^-(scale + 6) dollars.
    let unit = 10_i128.pow(price.as_decimal().scale());
    let exact = price.as_decimal().mantissa() * 1_000_000;
    let nearest = rounded.as_decimal().mantissa() * unit;
    let step = 60 * unit;
    let distance = (nearest - exact).abs() * 2;
    assert!(distance <= step, "{text} was rounded to {rounded}");
    assert!(
        distance < step || nearest.abs() > exact.abs(),
        "{text}: ties go away from zero"
    );
    assert_eq!(nearest % step, 0, "{rounded} is off the step");

    if let Some(micros) = price.micros_per_node_minute() {
        assert_eq!(rounded.as_decimal().mantissa(), i128::from(micros) * 60);
        if micros >= 0 {
            assert_eq!(Price::from_micros_per_node_minute(micros), Ok(rounded));
        }
    }
}
