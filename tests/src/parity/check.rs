//! The single rules: texts, numbers, lists of values.

use super::Parity;
use crate::pattern::Pattern;
use crate::shape::{Integer, Text};

impl Parity<'_> {
    pub(super) fn differs(&mut self, pointer: &str, what: impl Into<String>) {
        self.report.differences.insert(super::Difference {
            pointer: pointer.to_owned(),
            what: what.into(),
        });
    }

    pub(super) fn departs(&mut self, how: &'static str) {
        let count = self.report.departures.entry(how).or_default();
        *count = count.saturating_add(1);
    }

    /// Two texts match the same, or the type's fewer where it is listed as narrower.
    pub(super) fn text(&mut self, place: &str, contract: &Text, derived: &Text, narrower: bool) {
        if derived.patterns.is_empty() {
            if derived.least > 0 || derived.most.is_some() {
                self.differs(place, "the type states a length and no pattern");
            } else if *contract != Text::default() {
                self.departs("any text for a pattern, a length or base64");
            }
            return;
        }
        if contract.patterns.is_empty() && narrower {
            self.departs("a pattern for any text");
            return;
        }
        if contract.patterns.is_empty() {
            self.differs(
                place,
                format!(
                    "any text, the type has the pattern {}",
                    derived.patterns.join(" or ")
                ),
            );
            return;
        }
        if contract.patterns == derived.patterns {
            return;
        }
        let difference = joined(&contract.patterns)
            .and_then(|ours| Ok((ours, joined(&derived.patterns)?)))
            .and_then(|(ours, theirs)| match narrower {
                true => theirs.beyond(&ours),
                false => ours.difference(&theirs),
            });
        match difference {
            Ok(None) if narrower => self.departs("a narrower pattern"),
            Ok(None) => {}
            Ok(Some(text)) => self.differs(
                place,
                format!(
                    "the patterns {} and {} do not agree on {text:?}",
                    contract.patterns.join(" or "),
                    derived.patterns.join(" or "),
                ),
            ),
            Err(error) => self.differs(place, error),
        }
    }

    pub(super) fn integer(&mut self, place: &str, contract: &Integer, derived: &Integer) {
        let (ours, theirs) = (contract.range(), derived.range());
        if ours.is_none() || ours != theirs {
            let name =
                |integer: &Integer| integer.format.clone().unwrap_or_else(|| "int64".to_owned());
            self.differs(
                place,
                format!(
                    "the format {}, the type has {}",
                    name(contract),
                    name(derived)
                ),
            );
        } else if contract.least.is_some() || contract.most.is_some() {
            self.departs("the whole range of the format for a bound");
        }
    }

    pub(super) fn choice(
        &mut self,
        place: &str,
        contract: &[String],
        derived: &[String],
        open: bool,
    ) {
        if !open {
            self.differs(
                place,
                "the type has no room for values that it does not know",
            );
        }
        for value in contract.iter().filter(|value| !derived.contains(value)) {
            self.differs(place, format!("the type does not know the value {value:?}"));
        }
        for value in derived.iter().filter(|value| !contract.contains(value)) {
            self.differs(place, format!("the type knows a value {value:?}"));
        }
        self.departs("any other text beside a list of texts");
    }

    /// Counts a size that the contract states and the type does not.
    pub(super) fn size(&mut self, place: &str, contract: Option<usize>, derived: Option<usize>) {
        if derived.is_some() && derived != contract {
            self.differs(
                place,
                format!("the size {contract:?}, the type has {derived:?}"),
            );
        } else if derived != contract {
            self.departs("any size for a bounded list or map");
        }
    }
}

/// A pattern that matches what one of several does.
fn joined(patterns: &[String]) -> Result<std::sync::Arc<Pattern>, String> {
    match patterns {
        [only] => Pattern::new(only),
        several => Pattern::new(&format!("(?:{})", several.join(")|(?:"))),
    }
}
