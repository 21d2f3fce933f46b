use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

fn price(text: &str) -> Price {
    text.parse().unwrap()
}

#[test]
fn plain_decimals_are_read_and_shown_as_they_are() {
    for (text, shown) in [
        ("0", "0.00"),
        ("250", "250.00"),
        ("99.5", "99.50"),
        ("0.000000000001", "0.000000000001"),
        ("007.10", "7.10"),
        ("40000000000000000000000", "40000000000000000000000.00"),
    ] {
        let dollars: Dollars = text.parse().unwrap();
        assert_eq!(dollars.to_string(), shown);
        assert_eq!(dollars, shown.parse().unwrap());
    }
}

#[test]
fn anything_else_is_refused() {
    for text in [
        "",
        ".",
        ".5",
        "5.",
        "-1",
        "+1",
        "1e3",
        "1 000",
        "$5",
        "0.0000000000001",
        "٣",
        "1.-2",
        "99999999999999999999999",
        "340282366920938463463374607431768211456",
    ] {
        let refused = text.parse::<Dollars>().unwrap_err();
        assert_eq!(refused.what(), "dollars", "{text:?}");
        assert_eq!(refused.given(), text);
    }
}

#[test]
fn what_has_no_decimal_form_is_shown_rounded_up() {
    let second = Dollars::of(1, Rate::of(&price("1.0")).unwrap()).unwrap();
    assert_eq!(second.to_string(), "0.000277777778");
    let hour = Dollars::of(3_600, Rate::of(&price("1.0")).unwrap()).unwrap();
    assert_eq!(hour, Dollars::whole(1));
}

#[test]
fn a_price_of_more_decimals_is_rounded_up() {
    let twelfth = Rate::of(&price("0.000000000001")).unwrap();
    assert_eq!(Rate::of(&price("0.0000000000001")).unwrap(), twelfth);
    assert_eq!(Rate::of(&price("0.0000000000010")).unwrap(), twelfth);
    assert!(Rate::of(&price("0.00000000000101")).unwrap() > twelfth);
}

#[test]
fn the_widest_inputs_come_to_nothing_rather_than_to_something_wrong() {
    let dearest = Rate::of(&price("60000000000000000000000")).unwrap();
    assert_eq!(Dollars::of(i128::MAX, dearest), None);
    assert_eq!(Dollars::of(-1, dearest), None);
    assert_eq!(dearest.basis_points(u32::MAX), None);
    let most = Dollars(i128::MAX);
    assert_eq!(most.checked_add(Dollars(1)), None);
    assert_eq!(Dollars::ZERO.saturating_sub(most), Dollars::ZERO);
    assert!(Dollars::whole(u64::MAX) < most);
}

proptest! {
    /// The same product by another road: decimals of 96 bits.
    #[test]
    fn a_cost_is_the_product_exactly(
        nodes in 1_i64..100_000,
        hours in 1_i64..100_000,
        micros in 0_i64..1_000_000_000,
    ) {
        let price = Price::new(Decimal::new(micros, 6)).unwrap();
        let cost = Dollars::of(
            i128::from(nodes) * i128::from(hours) * 3_600,
            Rate::of(&price).unwrap(),
        ).unwrap();
        let expected = Decimal::new(micros, 6) * Decimal::from(nodes) * Decimal::from(hours);
        prop_assert_eq!(cost.to_string().parse::<Decimal>().unwrap(), expected);
    }

    #[test]
    fn a_share_is_exact_or_less_than_a_trillionth_above(
        mantissa in 0_i64..i64::MAX,
        scale in 0_u32..18,
        points in 0_u32..100_000,
    ) {
        let decimal = Decimal::new(mantissa, scale);
        let rate = Rate::of(&Price::new(decimal).unwrap()).unwrap();
        let share = rate.basis_points(points).unwrap();
        // 10,000 shares are at least `points` rates, and less than that with one part fewer.
        let shares = share.0 * 10_000;
        let rates = rate.0 * i128::from(points);
        prop_assert!(shares >= rates && shares - rates < 10_000);
    }

    #[test]
    fn text_goes_round(units in 0_i128..i128::MAX / HOUR) {
        let dollars = Dollars(units * HOUR);
        prop_assert_eq!(dollars.to_string().parse::<Dollars>().unwrap(), dollars);
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = text.parse::<Dollars>();
    }
}
