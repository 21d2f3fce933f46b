//! Amounts of money, in integers from the first digit to the last.

use std::fmt;
use std::str::FromStr;

use sfcompute_types::{Input, Invalid, Price};

/// Decimal places of an amount.
const PLACES: u32 = 12;

/// Trillionths of a dollar in a dollar: the finest part of a price that is told apart.
const PARTS: i128 = 1_000_000_000_000;

/// Seconds in the hour of a node-hour.
const HOUR: i128 = 3_600;

/// What a text may be, in words.
const ALLOWED: &str =
    "dollars as a plain decimal such as `250` or `99.50`, not negative, with at most 12 decimals";

/// An amount of US dollars, exact.
///
/// It counts in 3,600ths of a trillionth of a dollar, so that a node held for any number of seconds
/// at a price of up to twelve decimals comes to a whole number of them. A price with more decimals
/// is rounded up at the twelfth.
///
/// ```
/// use sfcompute::spend::Dollars;
///
/// let cap: Dollars = "250.50".parse()?;
/// assert_eq!(cap.to_string(), "250.50");
/// assert!(cap > Dollars::whole(250));
/// assert!("-1".parse::<Dollars>().is_err());
/// # Ok::<(), sfcompute::Invalid>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Dollars(i128);

impl Dollars {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many whole dollars.
    pub const fn whole(dollars: u64) -> Self {
        // The largest u64 makes 7 * 10^34, well within 128 bits.
        Self(dollars as i128 * PARTS * HOUR)
    }

    /// Whether this is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum; nothing past the largest amount, which is above 4 * 10^22 dollars.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// What is left of this amount once `other` is taken from it: nothing where `other` is more.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        // Neither is negative, so the difference fits.
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// What so many node-seconds cost at a rate; nothing where that is too much to count.
    pub(super) fn of(node_seconds: i128, rate: Rate) -> Option<Self> {
        node_seconds
            .checked_mul(rate.0)
            .filter(|amount| *amount >= 0)
            .map(Self)
    }
}

/// A price in trillionths of a dollar per node-hour, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Rate(i128);

impl Rate {
    /// A price, rounded up to the last decimal that is told apart. One below zero counts as zero.
    pub(super) fn of(price: &Price) -> Option<Self> {
        let decimal = price.as_decimal();
        let (mantissa, scale) = (decimal.mantissa().max(0), decimal.scale());
        let parts = match PLACES.checked_sub(scale) {
            Some(missing) => mantissa.checked_mul(10_i128.checked_pow(missing)?)?,
            None => divide_up(mantissa, 10_i128.checked_pow(scale.checked_sub(PLACES)?)?)?,
        };
        Some(Self(parts))
    }

    pub(super) fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// So many hundredths of a percent of this rate, rounded up.
    pub(super) fn basis_points(self, points: u32) -> Option<Self> {
        divide_up(self.0.checked_mul(i128::from(points))?, 10_000).map(Self)
    }
}

/// The quotient of two numbers that are not negative, rounded up.
fn divide_up(dividend: i128, divisor: i128) -> Option<i128> {
    let whole = dividend.checked_div(divisor)?;
    let exact = dividend.checked_rem(divisor)? == 0;
    if exact {
        Some(whole)
    } else {
        whole.checked_add(1)
    }
}

impl fmt::Display for Dollars {
    /// A plain decimal with two to twelve places; what twelve cannot hold is rounded up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = divide_up(self.0, HOUR).unwrap_or(self.0);
        let (whole, fraction) = (parts / PARTS, parts % PARTS);
        let fraction = format!("{fraction:012}");
        let kept = fraction.trim_end_matches('0');
        f.pad(&format!("{whole}.{kept:0<2}"))
    }
}

impl fmt::Debug for Dollars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dollars({self})")
    }
}

impl FromStr for Dollars {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        read(text).ok_or_else(|| Invalid::new("dollars", text, ALLOWED))
    }
}

/// Reads `digits` or `digits.digits`, exactly or not at all.
fn read(text: &str) -> Option<Dollars> {
    let (whole, fraction) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let places = u32::try_from(fraction.len()).ok()?;
    let missing = PLACES.checked_sub(places)?;
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction = match fraction {
        "" => 0,
        digits => digits.parse::<i128>().ok()?,
    };
    let fraction = fraction.checked_mul(10_i128.checked_pow(missing)?)?;
    let whole = whole.parse::<i128>().ok()?.checked_mul(PARTS)?;
    whole.checked_add(fraction)?.checked_mul(HOUR).map(Dollars)
}

impl Input<Dollars> for Dollars {
    fn input(self) -> Result<Dollars, Invalid> {
        Ok(self)
    }
}

impl Input<Dollars> for &str {
    fn input(self) -> Result<Dollars, Invalid> {
        self.parse()
    }
}

impl Input<Dollars> for String {
    fn input(self) -> Result<Dollars, Invalid> {
        self.parse()
    }
}

impl Input<Dollars> for u64 {
    /// So many whole dollars.
    fn input(self) -> Result<Dollars, Invalid> {
        Ok(Dollars::whole(self))
    }
}

#[cfg(test)]
mod tests;
