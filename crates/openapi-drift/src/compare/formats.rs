//! Types and formats, and what they are in Rust.

use super::schema::Pair;
use super::{Comparison, shown};
use crate::canonical::{Schema, Types};
use crate::rules::{self, Rule};

/// Text formats that have a type of their own in Rust.
const TYPED: &[&str] = &["uuid", "date", "date-time", "ip", "ipv4", "ipv6"];

impl<'d> Comparison<'d> {
    /// Compares types and formats; says whether the rest can be compared at all.
    pub(crate) fn types_and_format(&mut self, pair: &Pair<'_, 'd>) -> bool {
        let (old, new) = (pair.base, pair.revision);
        let (before, after) = (old.types(), new.types());
        if before == after {
            self.format(pair);
            return true;
        }
        // Nothing but null was, or is left: the null is the difference.
        if before == Types::NONE || after == Types::NONE {
            let rule = rules::TYPE_CHANGED;
            self.report(types_raw(pair, rule));
            return false;
        }
        let rule = if after.contains(before) {
            rules::TYPE_WIDENED
        } else if before.contains(after) {
            rules::TYPE_NARROWED
        } else if after == Types::STRING && Types::SCALARS.contains(before) {
            rules::TYPE_TO_TEXT
        } else if before == Types::STRING && Types::SCALARS.contains(after) {
            rules::TYPE_FROM_TEXT
        } else {
            rules::TYPE_CHANGED
        };
        self.report(types_raw(pair, rule));
        ![
            rules::TYPE_CHANGED,
            rules::TYPE_TO_TEXT,
            rules::TYPE_FROM_TEXT,
        ]
        .contains(&rule)
    }

    fn format(&mut self, pair: &Pair<'_, 'd>) {
        let (old, new) = (pair.base, pair.revision);
        let types = old.types();
        let name = |schema: &Schema<'d>| schema.format.and_then(|said| said.value.as_str());
        let (before, after) = (name(old), name(new));
        if before == after {
            return;
        }
        let rule = if Types::STRING == types {
            text_rule(before, after)
        } else if types == Types::named("integer") {
            integer_rule(before, after)
        } else if types == Types::NUMBERS {
            match (before == Some("float"), after == Some("float")) {
                (true, false) | (false, true) => rules::PRECISION_CHANGED,
                _ => rules::FORMAT_DROPPED,
            }
        } else if types.meets(Types::SCALARS) && types != Types::ANY {
            rules::FORMAT_NOTED
        } else {
            rules::FORMAT_IDLE
        };
        let mut raw = pair.at(
            rule,
            "format",
            old.format.map(|said| said.at),
            new.format.map(|said| said.at),
        );
        raw.before = old.format.map(|said| shown(said.value));
        raw.after = new.format.map(|said| shown(said.value));
        self.report(raw);
    }
}

fn types_raw<'d>(pair: &Pair<'_, 'd>, rule: &'static Rule) -> super::Raw<'d> {
    let text = |schema: &Schema<'_>| {
        let format = schema.format.and_then(|said| said.value.as_str());
        match format {
            Some(format) => format!("{} ({format})", schema.types()),
            None => schema.types().to_string(),
        }
    };
    pair.at(rule, "type", pair.base.types_at, pair.revision.types_at)
        .before(text(pair.base))
        .after(text(pair.revision))
}

fn text_rule(before: Option<&str>, after: Option<&str>) -> &'static Rule {
    let typed = |format: Option<&str>| format.is_some_and(|format| TYPED.contains(&format));
    let within = |narrow: Option<&str>, wide: Option<&str>| {
        wide == Some("ip") && matches!(narrow, Some("ipv4" | "ipv6"))
    };
    match (typed(before), typed(after)) {
        (true, true) if within(before, after) => rules::FORMAT_WIDENED,
        (true, true) if within(after, before) => rules::FORMAT_NARROWED,
        (true, true) => rules::FORMAT_CHANGED,
        (true, false) if after.is_none() => rules::FORMAT_WIDENED,
        (true, false) => rules::FORMAT_CHANGED,
        (false, true) => rules::FORMAT_NARROWED,
        (false, false) => match (before, after) {
            (Some(_), Some(_)) => rules::FORMAT_SWAPPED,
            (None, _) => rules::FORMAT_NOTED,
            (_, None) => rules::FORMAT_DROPPED,
        },
    }
}

/// Integers by the type in Rust that holds them: whether it is signed, and its bits.
fn width(format: Option<&str>) -> (bool, u8) {
    match format.unwrap_or("int64").replace('-', "").as_str() {
        "int8" => (true, 8),
        "int16" => (true, 16),
        "int32" => (true, 32),
        "uint8" => (false, 8),
        "uint16" => (false, 16),
        "uint32" => (false, 32),
        "uint64" => (false, 64),
        _ => (true, 64),
    }
}

fn integer_rule(before: Option<&str>, after: Option<&str>) -> &'static Rule {
    let (old, new) = (width(before), width(after));
    let holds = |wide: (bool, u8), narrow: (bool, u8)| {
        wide.1 > narrow.1 && (wide.0 || !narrow.0) || wide.1 == narrow.1 && wide.0 == narrow.0
    };
    match (holds(new, old), holds(old, new)) {
        (true, true) => rules::FORMAT_DROPPED,
        (true, false) => rules::FORMAT_WIDENED,
        (false, true) => rules::FORMAT_NARROWED,
        (false, false) => rules::FORMAT_CHANGED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_by_what_they_are_in_rust() {
        for (before, after, rule) in [
            (None, Some("uuid"), rules::FORMAT_NARROWED),
            (Some("uuid"), None, rules::FORMAT_WIDENED),
            (Some("uuid"), Some("uri"), rules::FORMAT_CHANGED),
            (Some("hostname"), Some("uuid"), rules::FORMAT_NARROWED),
            (Some("hostname"), Some("uri"), rules::FORMAT_SWAPPED),
            (Some("ipv4"), Some("ip"), rules::FORMAT_WIDENED),
            (None, Some("email"), rules::FORMAT_NOTED),
        ] {
            assert_eq!(text_rule(before, after), rule, "{before:?} to {after:?}");
        }
    }

    #[test]
    fn integers_by_what_holds_what() {
        for (before, after, rule) in [
            (None, Some("int64"), rules::FORMAT_DROPPED),
            (Some("int32"), None, rules::FORMAT_WIDENED),
            (None, Some("int32"), rules::FORMAT_NARROWED),
            (Some("u-int32"), Some("int64"), rules::FORMAT_WIDENED),
            (Some("uint64"), Some("int64"), rules::FORMAT_CHANGED),
        ] {
            assert_eq!(integer_rule(before, after), rule, "{before:?} to {after:?}");
        }
    }
}
