//! Reading query parameters, with everything that is wrong said at once.
//!
//! Parameters that no handler asks for are passed over.

use std::ops::RangeInclusive;
use std::str::FromStr;

use axum::extract::Query as Pairs;
use axum::http::Uri;
use sfcompute_types::{Invalid, Timestamp};

use super::body::words;
use super::problem::{Problems, code};

/// A request's query, and what is wrong with it so far.
#[derive(Debug, Default)]
pub(super) struct Query {
    pairs: Vec<(String, String)>,
    pub(super) problems: Problems,
}

impl Query {
    /// Splits a query. Text that is not UTF-8 once decoded gets replacement characters.
    pub(super) fn of(uri: &Uri) -> Self {
        let pairs = Pairs::<Vec<(String, String)>>::try_from_uri(uri);
        Self {
            pairs: pairs.map(|pairs| pairs.0).unwrap_or_default(),
            problems: Problems::default(),
        }
    }

    /// A parameter as it came; a second one of the same name is a problem.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let mut values = self
            .pairs
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value);
        let value = values.next()?.clone();
        if values.next().is_some() {
            let message = format!("`{name}` was given more than once.");
            self.problems.add(name, code::REPEATED, message);
        }
        Some(value)
    }

    /// A parameter that can come any number of times, as it came.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let named = self.pairs.iter().filter(|(key, _)| key == name);
        named.map(|(_, value)| value.clone()).collect()
    }

    /// A parameter that is a key and a value with `=` between them, and can come any number of
    /// times.
    pub(super) fn tags(&mut self, name: &str) -> Vec<(String, String)> {
        let mut tags = Vec::new();
        for text in self.texts(name) {
            match text.split_once('=') {
                Some((key, value)) => tags.push((key.to_owned(), value.to_owned())),
                None => self.refuse(name, &text, "`key=value`"),
            }
        }
        tags
    }

    /// A parameter of a text type's grammar.
    pub(super) fn one<T: FromStr<Err = Invalid>>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        self.parsed(name, &text)
    }

    /// A parameter of a text type's grammar that can come any number of times.
    pub(super) fn many<T: FromStr<Err = Invalid>>(&mut self, name: &str) -> Vec<T> {
        let texts = self.texts(name);
        texts
            .iter()
            .filter_map(|text| self.parsed(name, text))
            .collect()
    }

    /// A parameter that is one of a few words.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, table: &[(&str, T)]) -> Option<T> {
        let text = self.text(name)?;
        self.chosen(name, &text, table)
    }

    /// A parameter that is one of a few words and can come any number of times.
    pub(super) fn choices<T: Copy>(&mut self, name: &str, table: &[(&str, T)]) -> Vec<T> {
        let texts = self.texts(name);
        texts
            .iter()
            .filter_map(|text| self.chosen(name, text, table))
            .collect()
    }

    /// A time in seconds since 1970.
    pub(super) fn time(&mut self, name: &str) -> Option<Timestamp> {
        let text = self.text(name)?;
        let seconds = text.parse().ok();
        if seconds.is_none() {
            self.refuse(name, &text, "a whole number of seconds since 1970");
        }
        seconds.map(Timestamp::from_seconds)
    }

    /// A time that has to be given.
    pub(super) fn required_time(&mut self, name: &str) -> Option<Timestamp> {
        if self.pairs.iter().any(|(key, _)| key == name) {
            return self.time(name);
        }
        self.problems
            .add(name, code::MISSING, format!("`{name}` is missing."));
        None
    }

    /// A number, refused outside its bounds.
    pub(super) fn number(&mut self, name: &str, bounds: RangeInclusive<u64>) -> Option<u64> {
        let text = self.text(name)?;
        let number = whole(&text);
        let (least, most) = bounds.into_inner();
        match number {
            Some(number) if (i128::from(least)..=i128::from(most)).contains(&number) => {
                u64::try_from(number).ok()
            }
            _ => {
                let allowed = match most {
                    u64::MAX => format!("a whole number from {least} on"),
                    _ => format!("a whole number from {least} to {most}"),
                };
                self.refuse(name, &text, &allowed);
                None
            }
        }
    }

    /// A number, moved to the nearer bound where it lies outside them.
    pub(super) fn clamped(&mut self, name: &str, bounds: RangeInclusive<u64>) -> Option<u64> {
        let text = self.text(name)?;
        let Some(number) = whole(&text) else {
            self.refuse(name, &text, "a whole number");
            return None;
        };
        let (least, most) = bounds.into_inner();
        u64::try_from(number.clamp(least.into(), most.into())).ok()
    }

    fn parsed<T: FromStr<Err = Invalid>>(&mut self, name: &str, text: &str) -> Option<T> {
        let parsed = T::from_str(text);
        parsed
            .map_err(|invalid| self.refuse(name, text, invalid.allowed()))
            .ok()
    }

    fn chosen<T: Copy>(&mut self, name: &str, text: &str, table: &[(&str, T)]) -> Option<T> {
        let found = table.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            self.refuse(name, text, &words(table));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// Notes that a parameter is not of the form that is asked for.
    pub(super) fn refuse(&mut self, name: &str, given: &str, allowed: &str) {
        let invalid = Invalid::new(name.to_owned(), given, allowed.to_owned());
        self.problems
            .add(name, code::INVALID, format!("{invalid}."));
    }
}

/// A whole number; one too long to count goes to the end of its sign.
fn whole(text: &str) -> Option<i128> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let end = if text.starts_with('-') {
        i128::MIN
    } else {
        i128::MAX
    };
    Some(text.parse().unwrap_or(end))
}
