// That a builder takes references as well is part of what is tested.
#![allow(clippy::needless_borrows_for_generic_args)]

use std::hash::{BuildHasher, RandomState};

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{Input, Price};

fn price(text: &str) -> Price {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn decoded(text: &str) -> Result<Price, serde_json::Error> {
    serde_json::from_value(text.into())
}

#[test]
fn texts_that_a_caller_may_send_and_what_goes_out() {
    for (given, sent) in [
        ("0", "0.0"),
        ("2", "2.0"),
        ("2.0", "2.0"),
        ("2.5", "2.5"),
        ("2.50", "2.50"),
        ("2.500000", "2.500000"),
        ("0.000060", "0.000060"),
        ("0.00000000", "0.00000000"),
        ("007.50", "7.50"),
        ("1000", "1000.0"),
        (
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000001",
        ),
        ("60000000000000000000000", "60000000000000000000000.0"),
        (
            "59999999999999999999999.99999",
            "59999999999999999999999.99999",
        ),
        (
            "7.9228162514264337593543950335",
            "7.9228162514264337593543950335",
        ),
    ] {
        let price = price(given);
        assert_eq!(price.to_string(), sent);
        assert_eq!(
            serde_json::to_string(&price).unwrap(),
            format!("\"{sent}\"")
        );
        // What goes out comes back, digit for digit, through both gates.
        assert_eq!(sent.parse::<Price>().unwrap().to_string(), sent);
        assert_eq!(decoded(sent).unwrap().to_string(), sent);
    }
}

#[test]
fn texts_that_a_caller_may_not_send() {
    for bad in [
        "",
        ".",
        "-1",
        "+1",
        "-0",
        "1.",
        ".5",
        "1,5",
        "1_000",
        "1e3",
        "1E3",
        "0x1",
        " 1",
        "1 ",
        "1\n",
        "1.5.0",
        "1.-5",
        "1.+5",
        "NaN",
        "inf",
        "$2",
        "2.5 USD",
        "١",
        "1.٥",
        "\u{ff11}",
        // One digit, or one dollar, too many.
        "0.00000000000000000000000000001",
        "7.9228162514264337593543950336",
        "60000000000000000000001",
        "60000000000000000000000.0001",
        "99999999999999999999999999999999999999999999",
    ] {
        let error = bad.parse::<Price>().unwrap_err();
        assert_eq!((error.what(), error.given()), ("price", bad));
        assert!(Price::try_from(bad).is_err() && Price::try_from(bad.to_owned()).is_err());
    }
}

#[test]
fn a_server_may_send_a_sign_but_no_float_and_no_exponent() {
    for (sent, kept) in [
        ("2", "2.0"),
        ("2.500000", "2.500000"),
        ("-2.5", "-2.5"),
        ("-3", "-3.0"),
        ("+1.5", "1.5"),
        ("-0.0", "0.0"),
        ("-9999999999999999999999.5", "-9999999999999999999999.5"),
    ] {
        assert_eq!(decoded(sent).unwrap().to_string(), kept, "{sent}");
    }
    for bad in [
        "",
        "-",
        "+",
        "--1",
        "1e3",
        "-1e-3",
        "1.",
        ".5",
        " 1",
        "-60000000000000000000001",
        "é",
    ] {
        assert!(decoded(bad).is_err(), "{bad:?}");
    }
    for json in ["2.5", "2", "1e3", "null", "true", "[]", "{}"] {
        let error = serde_json::from_str::<Price>(json).unwrap_err().to_string();
        assert!(
            error.contains("a price as a decimal string"),
            "{json}: {error}"
        );
    }
}

#[test]
fn debug_and_padding() {
    assert_eq!(format!("{:?}", price("2")), r#"Price("2.0")"#);
    assert_eq!(
        format!(
            "{:>8}|{:<6}|{:.1}",
            price("2.5"),
            price("2.5"),
            price("2.55")
        ),
        "     2.5|2.5   |2.55"
    );
    assert_eq!(format!("{:>6}", decoded("-2.5").unwrap()), "  -2.5");
}

#[test]
fn equality_order_and_hash_are_those_of_the_number() {
    let hasher = RandomState::new();
    let (short, long) = (price("2.5"), price("2.500000"));
    assert_eq!(short, long);
    assert_eq!(hasher.hash_one(short), hasher.hash_one(long));
    assert!(price("10") > price("9.999999"));
    assert!(decoded("-1").unwrap() < Price::ZERO);
}

#[test]
fn constants_and_questions() {
    assert_eq!(Price::ZERO.to_string(), "0.0");
    assert_eq!(Price::STEP.to_string(), "0.000060");
    assert!(Price::ZERO.is_zero() && !Price::ZERO.is_positive() && Price::ZERO.is_on_step());
    assert!(!Price::STEP.is_zero() && Price::STEP.is_positive() && Price::STEP.is_on_step());
    let negative = decoded("-0.00006").unwrap();
    assert!(!negative.is_zero() && !negative.is_positive() && negative.is_on_step());
    assert!(!price("2.500000").is_on_step());
    assert!(price("2.50002").is_on_step());
}

#[test]
fn a_decimal_becomes_a_price_unless_it_is_negative_or_too_large() {
    let cases = [
        (Decimal::new(25, 1), Some("2.5")),
        (Decimal::new(2, 0), Some("2.0")),
        (Decimal::new(250, 2), Some("2.50")),
        (Decimal::ZERO, Some("0.0")),
        (-Decimal::ZERO, Some("0.0")),
        (Decimal::new(-1, 0), None),
        (Decimal::new(-1, 28), None),
        (Decimal::MAX, None),
        (Decimal::MIN, None),
    ];
    for (number, expected) in cases {
        let made = Price::new(number);
        assert_eq!(
            made.as_ref().ok().map(ToString::to_string).as_deref(),
            expected,
            "{number}"
        );
        assert_eq!(Price::try_from(number), made);
        assert_eq!(Input::<Price>::input(number), made);
        if let Err(error) = made {
            assert_eq!(
                (error.what(), error.given()),
                ("price", number.to_string().as_str())
            );
        }
    }
    assert_eq!(Decimal::from(price("2.50")), Decimal::new(25, 1));
    assert_eq!(price("2.50").as_decimal().scale(), 2);
}

#[test]
fn every_kind_of_input() {
    let expected = price("2.5");
    assert_eq!(Input::<Price>::input("2.5"), Ok(expected));
    assert_eq!(Input::<Price>::input("2.5".to_owned()), Ok(expected));
    assert_eq!(Input::<Price>::input(&"2.5".to_owned()), Ok(expected));
    assert_eq!(Input::<Price>::input(expected), Ok(expected));
    assert_eq!(Input::<Price>::input(&expected), Ok(expected));
    assert!(Input::<Price>::input("2.5x").is_err());
}

#[test]
fn rounding_goes_to_the_nearest_step_and_ties_away_from_zero() {
    for (given, rounded, micros) in [
        ("0", "0.000000", 0),
        ("0.000029", "0.000000", 0),
        ("0.00002999999999999999999999", "0.000000", 0),
        ("0.000030", "0.000060", 1),
        ("0.000089", "0.000060", 1),
        ("0.000090", "0.000120", 2),
        ("1.500000", "1.500000", 25_000),
        ("2.500000", "2.500020", 41_667),
        ("2.50001", "2.500020", 41_667),
        ("2.499989", "2.499960", 41_666),
        ("2.49999", "2.500020", 41_667),
        ("1.38", "1.380000", 23_000),
    ] {
        let price = price(given);
        assert_eq!(price.rounded_to_step().to_string(), rounded, "{given}");
        assert_eq!(price.micros_per_node_minute(), Some(micros), "{given}");
    }
    assert_eq!(
        decoded("-0.000030").unwrap().rounded_to_step().to_string(),
        "-0.000060"
    );
    assert_eq!(decoded("-0.000029").unwrap().rounded_to_step(), Price::ZERO);
    assert_eq!(
        decoded("-2.5").unwrap().micros_per_node_minute(),
        Some(-41_667)
    );
}

#[test]
fn the_largest_price_still_rounds_exactly() {
    let largest = price("59999999999999999999999.99999");
    assert_eq!(
        largest.rounded_to_step().to_string(),
        "60000000000000000000000.000000"
    );
    assert!(largest.rounded_to_step().is_on_step());
    assert_eq!(
        decoded(&largest.rounded_to_step().to_string()).unwrap(),
        largest.rounded_to_step()
    );
    assert_eq!(largest.micros_per_node_minute(), None);
}

#[test]
fn market_units_become_prices() {
    let price = |micros| Price::from_micros_per_node_minute(micros);
    assert_eq!(price(0).unwrap().to_string(), "0.000000");
    assert_eq!(price(1).unwrap(), Price::STEP);
    assert_eq!(price(41_667).unwrap().to_string(), "2.500020");
    assert_eq!(
        price(i64::MAX).unwrap().to_string(),
        "553402322211286.548420"
    );
    assert_eq!(
        price(i64::MAX).unwrap().micros_per_node_minute(),
        Some(i64::MAX)
    );
    for negative in [-1, i64::MIN] {
        assert_eq!(price(negative).unwrap_err().given(), negative.to_string());
    }
}

proptest! {
    #[test]
    fn texts_round_trip(whole in 0_u64.., fraction in "[0-9]{1,8}") {
        let text = format!("{whole}.{fraction}");
        prop_assert_eq!(price(&text).to_string(), text.clone());
        prop_assert_eq!(decoded(&text).unwrap().to_string(), text);
    }

    #[test]
    fn rounding_is_idempotent_near_and_agrees_with_the_units(mantissa in 0_u64..1_000_000_000_000_000, scale in 1_u32..=20) {
        let price = Price::new(Decimal::from_i128_with_scale(mantissa.into(), scale)).unwrap();
        let rounded = price.rounded_to_step();
        prop_assert_eq!(rounded.rounded_to_step(), rounded);
        prop_assert!(rounded.is_on_step());
        prop_assert_eq!(rounded.as_decimal().scale(), 6);
        let distance = (rounded.as_decimal() - price.as_decimal()).abs();
        prop_assert!(distance * Decimal::TWO <= Price::STEP.as_decimal());
        let micros = price.micros_per_node_minute().unwrap();
        prop_assert_eq!(Price::from_micros_per_node_minute(micros).unwrap(), rounded);
    }
}
