//! Sets of JSON types, null apart.

use std::fmt;

use serde_json::Value;

/// A set of JSON types; null is not among them, it is told apart everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Types(u8);

const NAMES: [(&str, u8); 6] = [
    ("boolean", 1),
    ("integer", 2),
    ("number", 4 | 2),
    ("string", 8),
    ("array", 16),
    ("object", 32),
];

impl Types {
    pub(crate) const ANY: Self = Self(63);
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const STRING: Self = Self(8);
    pub(crate) const ARRAY: Self = Self(16);
    pub(crate) const OBJECT: Self = Self(32);
    pub(crate) const SCALARS: Self = Self(15);
    pub(crate) const NUMBERS: Self = Self(6);

    /// The type of that name; none for `null` and for what is no type.
    pub(crate) fn named(name: &str) -> Self {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(Self::NONE, |&(_, bits)| Self(bits))
    }

    /// The types that a `type` keyword lists, and whether null is among them.
    pub(crate) fn listed(value: &Value) -> (Self, bool) {
        let list = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        let names = list.iter().filter_map(Value::as_str);
        names.fold((Self::NONE, false), |(types, null), name| {
            (types.union(Self::named(name)), null || name == "null")
        })
    }

    /// The type of a value.
    pub(crate) fn of(value: &Value) -> Self {
        Self::named(match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        })
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether every type of `other` is in this set.
    pub(crate) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ANY => return f.write_str("any"),
            Self::NONE => return f.write_str("null"),
            _ => {}
        }
        let mut first = true;
        for (name, bits) in NAMES {
            // An integer is a number: it is named only where other numbers are not.
            let shown = if name == "integer" {
                self.contains(Self(bits)) && !self.contains(Self::NUMBERS)
            } else {
                self.contains(Self(bits))
            };
            if shown {
                if !first {
                    f.write_str(" or ")?;
                }
                f.write_str(name)?;
                first = false;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_is_a_number() {
        assert!(Types::named("number").contains(Types::named("integer")));
        assert!(!Types::named("integer").contains(Types::named("number")));
        assert_eq!(Types::named("number").to_string(), "number");
        assert_eq!(
            Types::named("integer").union(Types::STRING).to_string(),
            "integer or string"
        );
    }
}
