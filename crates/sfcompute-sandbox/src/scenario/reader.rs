//! Reading a scenario's file table by table, so that all its mistakes are named at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;

use toml::{Table, Value};

use super::file::Mistake;

/// Where mistakes are gathered.
pub(super) type Mistakes = RefCell<Vec<Mistake>>;

/// One table of the file, and where it stands.
pub(super) struct Section<'a> {
    table: &'a Table,
    path: String,
    read: RefCell<BTreeSet<&'static str>>,
    mistakes: &'a Mistakes,
}

impl<'a> Section<'a> {
    pub(super) fn of(table: &'a Table, path: String, mistakes: &'a Mistakes) -> Self {
        Self {
            table,
            path,
            read: RefCell::default(),
            mistakes,
        }
    }

    /// The path of a field: `order[2].price`.
    pub(super) fn at(&self, key: &str) -> String {
        match self.path.as_str() {
            "" => key.to_owned(),
            path => format!("{path}.{key}"),
        }
    }

    /// Says that a field is wrong.
    pub(super) fn wrong(&self, key: &str, message: impl Into<String>) {
        self.mistakes.borrow_mut().push(Mistake {
            field: self.at(key),
            message: message.into(),
        });
    }

    fn get(&self, key: &'static str) -> Option<&'a Value> {
        self.read.borrow_mut().insert(key);
        self.table.get(key)
    }

    pub(super) fn text(&self, key: &'static str) -> Option<&'a str> {
        let value = self.get(key)?;
        let text = value.as_str();
        if text.is_none() {
            self.mistyped(key, value, "text in quotes");
        }
        text
    }

    /// Text that has to be there.
    pub(super) fn needed(&self, key: &'static str) -> Option<&'a str> {
        if !self.table.contains_key(key) {
            self.wrong(key, "is missing");
        }
        self.text(key)
    }

    /// Text that has to be there and to be of a kind.
    pub(super) fn parsed<T>(&self, key: &'static str) -> Option<T>
    where
        T: TryFrom<&'a str, Error: Display>,
    {
        self.kept(key, T::try_from(self.needed(key)?))
    }

    /// The value, or its mistake.
    pub(super) fn kept<T>(&self, key: &str, read: Result<T, impl Display>) -> Option<T> {
        read.map_err(|error| self.wrong(key, error.to_string()))
            .ok()
    }

    /// One of several words.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let known = words.iter().find(|(word, _)| *word == text);
        if known.is_none() {
            let all: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.wrong(key, format!("is `{text}`, not one of {}", all.join(", ")));
        }
        known.map(|(_, value)| *value)
    }

    /// A name that the file declares, given its kind and what there is.
    pub(super) fn reference(
        &self,
        key: &'static str,
        what: &str,
        known: &[impl AsRef<str>],
    ) -> Option<&'a str> {
        let text = self.needed(key)?;
        if known.iter().any(|known| known.as_ref() == text) {
            return Some(text);
        }
        let known: Vec<_> = known.iter().map(AsRef::as_ref).collect();
        let there = match known.as_slice() {
            [] => "none".to_owned(),
            known => known.join(", "),
        };
        self.wrong(
            key,
            format!("is `{text}`, which is no {what} of this file; there is {there}"),
        );
        None
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.mistyped(key, value, "true or false");
        }
        flag
    }

    pub(super) fn number(
        &self,
        key: &'static str,
        allowed: RangeInclusive<i64>,
        default: Option<i64>,
    ) -> Option<i64> {
        let Some(value) = self.get(key) else {
            if default.is_none() {
                self.wrong(key, "is missing");
            }
            return default;
        };
        let Some(number) = value.as_integer() else {
            self.mistyped(key, value, "a whole number");
            return None;
        };
        if !allowed.contains(&number) {
            let (least, most) = (allowed.start(), allowed.end());
            self.wrong(key, format!("is {number}, not within {least} to {most}"));
            return None;
        }
        Some(number)
    }

    /// The texts of a list.
    pub(super) fn texts(&self, key: &'static str) -> Vec<&'a str> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let texts = value
            .as_array()
            .map(|values| values.iter().map(Value::as_str).collect());
        let texts: Option<Option<Vec<_>>> = texts;
        if let Some(Some(texts)) = texts {
            return texts;
        }
        self.mistyped(key, value, "a list of text");
        Vec::new()
    }

    /// A table in this one.
    pub(super) fn table(&self, key: &'static str) -> Option<Section<'a>> {
        let value = self.get(key)?;
        let Some(table) = value.as_table() else {
            self.mistyped(key, value, "a table");
            return None;
        };
        Some(Section::of(table, self.at(key), self.mistakes))
    }

    /// The tables of a list of them.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Section<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let tables = value
            .as_array()
            .map(|values| values.iter().map(Value::as_table).collect());
        let tables: Option<Option<Vec<_>>> = tables;
        let Some(Some(tables)) = tables else {
            self.mistyped(
                key,
                value,
                &format!("a list of tables, each under [[{key}]]"),
            );
            return Vec::new();
        };
        let numbered = tables.into_iter().enumerate();
        let section = |(index, table)| {
            let path = format!("{}[{index}]", self.at(key));
            Section::of(table, path, self.mistakes)
        };
        numbered.map(section).collect()
    }

    /// What the tables of a list are called by one of their fields; empty where they have none.
    ///
    /// It finds no mistakes: who reads the tables does.
    pub(super) fn names(&self, list: &str, key: &str) -> Vec<&'a str> {
        let tables = self.table.get(list).and_then(Value::as_array);
        let tables = tables.into_iter().flatten();
        let name = |table: &'a Value| table.get(key).and_then(Value::as_str);
        tables
            .map(|table| name(table).unwrap_or_default())
            .collect()
    }

    /// Names the fields that nobody asked for.
    pub(super) fn finish(self) {
        let read = self.read.borrow();
        for key in self.table.keys().filter(|key| !read.contains(key.as_str())) {
            let known: Vec<_> = read.iter().copied().collect();
            let known = known.join(", ");
            self.wrong(key, format!("is no field here; there are {known}"));
        }
    }

    fn mistyped(&self, key: &str, value: &Value, allowed: &str) {
        let message = format!("is a value of type {}, not {allowed}", value.type_str());
        self.wrong(key, message);
    }
}
