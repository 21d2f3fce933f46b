//! Prices: dollars per node-hour, exact decimals that never pass through a float.
//!
//! On the wire a price is a decimal string. The market works in millionths of a dollar per
//! node-minute, which is $0.000060 per node-hour, and rounds what it is given to that
//! [step](Price::STEP); a price off the step is legal.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::input::input_from;
use crate::{Input, Invalid};

/// No price is above this: 6 * 10^22 dollars. Six decimal places still fit, and it lies on the step,
/// so that rounding leads no price past it.
const LIMIT: i128 = 60_000_000_000_000_000_000_000;

/// The scale of a price on the step: millionths of a dollar.
const STEP_SCALE: u32 = 6;

/// Millionths of a dollar per node-hour in one millionth of a dollar per node-minute.
const MINUTES_PER_HOUR: i128 = 60;

/// What a caller may send, in words.
const ALLOWED: &str = "dollars per node-hour as a plain decimal such as `2.50`, not negative, \
                       at most 6 * 10^22, with at most 28 significant digits";

/// What a server may send, in words.
const DECODED: &str = "dollars per node-hour as a plain decimal such as `2.50`, at most \
                       6 * 10^22, with at most 28 significant digits";

/// Dollars per node-hour, exactly.
///
/// A node is a whole machine, not one of its GPUs. The text form always has a decimal point and
/// keeps the digits that were given: `"2"` is written `2.0`, `"2.500000"` stays as it is. Equality,
/// order and hash are those of the number: `2.5` equals `2.500000`.
///
/// Prices given by a caller are never negative. A server's may be: its earliest revision allowed a
/// sign.
///
/// ```
/// use sfcompute_types::Price;
///
/// let price: Price = "2.50".parse()?;
/// assert_eq!(price.to_string(), "2.50");
/// assert_eq!(serde_json::to_string(&price).unwrap(), r#""2.50""#);
/// assert!("-1".parse::<Price>().is_err());
/// assert!(serde_json::from_str::<Price>("2.5").is_err(), "a JSON number may have been a float");
///
/// // What the market will make of it.
/// assert!(!price.is_on_step());
/// assert_eq!(price.rounded_to_step().to_string(), "2.500020");
/// assert_eq!(price.micros_per_node_minute(), Some(41_667));
/// # Ok::<(), sfcompute_types::Invalid>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(Decimal);

impl Price {
    /// Nothing: $0.0 per node-hour.
    pub const ZERO: Self = Self(Decimal::from_parts(0, 0, 0, false, 1));

    /// The market's step: $0.000060 per node-hour, $0.000001 per node-minute.
    pub const STEP: Self = Self(Decimal::from_parts(60, 0, 0, false, STEP_SCALE));

    /// A price of so many dollars per node-hour.
    ///
    /// # Errors
    /// Where the number is negative or above 6 * 10^22.
    pub fn new(dollars_per_node_hour: Decimal) -> Result<Self, Invalid> {
        let refused = || Invalid::new("price", dollars_per_node_hour.to_string(), ALLOWED);
        let mantissa = dollars_per_node_hour.mantissa();
        if mantissa < 0 {
            return Err(refused());
        }
        Self::from_mantissa(mantissa, dollars_per_node_hour.scale()).ok_or_else(refused)
    }

    /// A price of so many millionths of a dollar per node-minute, the market's own unit.
    ///
    /// # Errors
    /// Where the number is negative.
    pub fn from_micros_per_node_minute(micros: i64) -> Result<Self, Invalid> {
        let refused = || {
            let allowed = "millionths of a dollar per node-minute, not negative";
            Invalid::new("price", micros.to_string(), allowed)
        };
        if micros < 0 {
            return Err(refused());
        }
        Self::from_mantissa(i128::from(micros) * MINUTES_PER_HOUR, STEP_SCALE).ok_or_else(refused)
    }

    /// The number of dollars per node-hour.
    pub fn as_decimal(&self) -> Decimal {
        self.0
    }

    /// Whether the price is nothing.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the price is more than nothing.
    pub fn is_positive(&self) -> bool {
        self.0.mantissa() > 0
    }

    /// Whether the market will take the price as it is, without rounding it.
    pub fn is_on_step(&self) -> bool {
        self.rounded_to_step() == *self
    }

    /// The nearest multiple of [`STEP`](Price::STEP), with six decimal places.
    ///
    /// The market rounds a limit price so; by which rule it rounds a price that lies exactly
    /// between two steps is not documented. Here such a price goes away from zero.
    #[must_use]
    pub fn rounded_to_step(&self) -> Self {
        let micros_per_hour = self.steps() * MINUTES_PER_HOUR;
        // The limit is on the step, so the result is within it and fits; the price itself is the
        // answer to a case that cannot occur.
        match Decimal::try_from_i128_with_scale(micros_per_hour, STEP_SCALE) {
            Ok(rounded) => Self(rounded),
            Err(_) => *self,
        }
    }

    /// The price as the market keeps it: millionths of a dollar per node-minute, rounded as by
    /// [`rounded_to_step`](Price::rounded_to_step). `None` where that does not fit an `i64`.
    pub fn micros_per_node_minute(&self) -> Option<i64> {
        i64::try_from(self.steps()).ok()
    }

    /// The nearest whole number of steps, ties away from zero, in integers throughout.
    fn steps(&self) -> i128 {
        // price / 0.000060 = mantissa * 10^6 / (60 * 10^scale). With a mantissa of 96 bits and a
        // scale of at most 28 neither side comes near 128 bits.
        let numerator = self.0.mantissa() * 50_000;
        let denominator = 3 * 10_i128.pow(self.0.scale());
        let magnitude = (2 * numerator.abs() + denominator) / (2 * denominator);
        magnitude * numerator.signum()
    }

    /// The price `mantissa / 10^scale`, with at least one decimal place, if it is exact and within
    /// the limit.
    fn from_mantissa(mantissa: i128, scale: u32) -> Option<Self> {
        let (mantissa, scale) = if scale == 0 {
            (mantissa.checked_mul(10)?, 1)
        } else {
            (mantissa, scale)
        };
        // Whatever the scale, a mantissa within the limit makes a price within it.
        if mantissa.abs() > LIMIT
            && let Some(limit) = 10_i128
                .checked_pow(scale)
                .and_then(|unit| LIMIT.checked_mul(unit))
            && mantissa.abs() > limit
        {
            return None;
        }
        Decimal::try_from_i128_with_scale(mantissa, scale)
            .ok()
            .map(Self)
    }

    /// Reads `digits` or `digits.digits`, exactly.
    fn from_digits(text: &str, negative: bool) -> Option<Self> {
        // One pass and no copy: a page of orders holds hundreds of prices.
        let (mut magnitude, mut digits, mut decimals) = (0_i128, 0_u32, None);
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    magnitude = magnitude
                        .checked_mul(10)?
                        .checked_add(i128::from(byte - b'0'))?;
                    digits += 1;
                }
                // A digit stands before the point, and there is one point.
                b'.' if digits > 0 && decimals.is_none() => decimals = Some(digits),
                _ => return None,
            }
        }
        let scale = match decimals {
            None if digits > 0 => 0,
            Some(before) if digits > before => digits - before,
            _ => return None,
        };
        let mantissa = if negative { -magnitude } else { magnitude };
        Self::from_mantissa(mantissa, scale)
    }

    /// Reads what a server may send: as a caller's, with a sign if need be.
    fn from_wire(text: &str) -> Result<Self, Invalid> {
        let (digits, negative) = match text.as_bytes().first() {
            Some(b'-') => (text.get(1..), true),
            Some(b'+') => (text.get(1..), false),
            _ => (Some(text), false),
        };
        digits
            .and_then(|digits| Self::from_digits(digits, negative))
            .ok_or_else(|| Invalid::new("price", text, DECODED))
    }
}

impl FromStr for Price {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::from_digits(text, false).ok_or_else(|| Invalid::new("price", text, ALLOWED))
    }
}

impl TryFrom<&str> for Price {
    type Error = Invalid;

    fn try_from(text: &str) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl TryFrom<String> for Price {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl TryFrom<Decimal> for Price {
    type Error = Invalid;

    fn try_from(dollars_per_node_hour: Decimal) -> Result<Self, Invalid> {
        Self::new(dollars_per_node_hour)
    }
}

impl From<Price> for Decimal {
    fn from(price: Price) -> Self {
        price.0
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A precision is not for the text that is sent, so the formatter's is not passed on.
        f.pad_integral(!self.0.is_sign_negative(), "", &self.0.abs().to_string())
    }
}

impl fmt::Debug for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Price(\"{self}\")")
    }
}

impl Serialize for Price {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PriceVisitor;

        impl Visitor<'_> for PriceVisitor {
            type Value = Price;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a price as a decimal string such as \"2.500000\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Price, E> {
                Price::from_wire(text).map_err(E::custom)
            }
        }

        deserializer.deserialize_str(PriceVisitor)
    }
}

input_from!(Price: Price);

impl Input<Price> for Decimal {
    fn input(self) -> Result<Price, Invalid> {
        self.try_into()
    }
}

impl Input<Price> for &str {
    fn input(self) -> Result<Price, Invalid> {
        self.parse()
    }
}

impl Input<Price> for String {
    fn input(self) -> Result<Price, Invalid> {
        self.parse()
    }
}

impl Input<Price> for &String {
    fn input(self) -> Result<Price, Invalid> {
        self.parse()
    }
}

#[cfg(test)]
mod tests;
