//! Lengths and limits: which way each of them restricts, and how two are compared.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Which values of a keyword allow more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// The greater the value, the more is allowed.
    Upper,
    /// The smaller the value, the more is allowed.
    Lower,
}

/// A keyword that bounds values by a number.
pub(crate) struct Bound {
    pub(crate) keyword: &'static str,
    pub(crate) sense: Sense,
    /// The value that says nothing.
    pub(crate) idle: Option<u64>,
}

/// Every keyword that bounds by a number.
pub(crate) const BOUNDS: &[Bound] = &[
    bound("maximum", Sense::Upper, None),
    bound("exclusiveMaximum", Sense::Upper, None),
    bound("minimum", Sense::Lower, None),
    bound("exclusiveMinimum", Sense::Lower, None),
    bound("maxLength", Sense::Upper, None),
    bound("minLength", Sense::Lower, Some(0)),
    bound("maxItems", Sense::Upper, None),
    bound("minItems", Sense::Lower, Some(0)),
    bound("maxProperties", Sense::Upper, None),
    bound("minProperties", Sense::Lower, Some(0)),
    bound("maxContains", Sense::Upper, None),
    bound("minContains", Sense::Lower, Some(1)),
];

const fn bound(keyword: &'static str, sense: Sense, idle: Option<u64>) -> Bound {
    Bound {
        keyword,
        sense,
        idle,
    }
}

/// How two numbers compare, exactly where both are integers.
pub(crate) fn order(left: &Number, right: &Number) -> Ordering {
    let whole = |number: &Number| {
        let signed = number.as_i64().map(i128::from);
        signed.or_else(|| number.as_u64().map(i128::from))
    };
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => left
            .as_f64()
            .partial_cmp(&right.as_f64())
            .unwrap_or(Ordering::Equal),
    }
}

/// Whether two values are the same, `1` and `1.0` among them.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => order(left, right) == Ordering::Equal,
        _ => left == right,
    }
}
