//! Reading bodies: JSON first, then field by field, so that everything that is wrong is said at
//! once and by its path.
//!
//! A decoder is a function from a value to what it means or to [`Fault`]s. Fields that no decoder
//! asks for are passed over.

use std::str::FromStr;

use serde_json::{Map, Value};
use sfcompute_types::{
    Invalid, Name, Patch, Price, Schedule, ScheduleEnd, ScheduleEntry, Tags, Timestamp,
};

use super::problem::{Problems, Refused, code};

/// What is wrong with a value, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The place below the value, such as `[0].end_at`; empty for the value itself.
    at: String,
    code: &'static str,
    message: String,
}

pub(super) type Decoded<T> = Result<T, Vec<Fault>>;

/// A body that is an object, and what is wrong with it so far.
#[derive(Debug)]
pub(super) struct Body {
    members: Map<String, Value>,
    pub(super) problems: Problems,
}

impl Body {
    /// Reads the text of a body, whatever its content type says.
    pub(super) fn read(text: &[u8]) -> Result<Self, Refused> {
        match serde_json::from_slice(text) {
            Ok(Value::Object(members)) => Ok(Self {
                members,
                problems: Problems::default(),
            }),
            Ok(other) => {
                let message = format!("The body is {}, not an object.", kind(&other));
                Err(Refused::one(None, code::WRONG_TYPE, message))
            }
            Err(error) if text.is_empty() => {
                let message = format!("The body is empty, not a JSON object: {error}.");
                Err(Refused::one(None, code::MALFORMED, message))
            }
            Err(error) => {
                let message = format!("The body is not JSON: {error}.");
                Err(Refused::one(None, code::MALFORMED, message))
            }
        }
    }

    /// A field that has to be there.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value) -> Decoded<T>,
    ) -> Option<T> {
        match self.members.get(name) {
            Some(value) => noted(&mut self.problems, name, decode(value)),
            None => {
                self.problems
                    .add(name, code::MISSING, format!("`{name}` is missing."));
                None
            }
        }
    }

    /// A field that may be left out, but not null.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value) -> Decoded<T>,
    ) -> Option<T> {
        let value = self.members.get(name)?;
        noted(&mut self.problems, name, decode(value))
    }

    /// A field that may be left out or null, which says the same.
    pub(super) fn nullable<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value) -> Decoded<T>,
    ) -> Option<T> {
        let value = self.members.get(name).filter(|value| !value.is_null())?;
        noted(&mut self.problems, name, decode(value))
    }

    /// A field of a change: left out it keeps, null it clears, else it sets.
    pub(super) fn patch<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value) -> Decoded<T>,
    ) -> Patch<T> {
        match self.members.get(name) {
            None => Patch::Keep,
            Some(Value::Null) => Patch::Clear,
            // Kept where it cannot be read: the request is refused anyway.
            Some(value) => {
                noted(&mut self.problems, name, decode(value)).map_or(Patch::Keep, Patch::Set)
            }
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }
}

/// The value, or its faults among the problems, each under the field's name.
fn noted<T>(problems: &mut Problems, name: &str, decoded: Decoded<T>) -> Option<T> {
    let faults = match decoded {
        Ok(value) => return Some(value),
        Err(faults) => faults,
    };
    for Fault { at, code, message } in faults {
        let field = format!("{name}{at}");
        problems.add(&field, code, format!("`{field}` {message}"));
    }
    None
}

/// A string of a text type's grammar.
pub(super) fn text<T: FromStr<Err = Invalid>>(value: &Value) -> Decoded<T> {
    let text = string(value)?;
    T::from_str(text).map_err(|invalid| vec![refused(&invalid)])
}

/// A price: a string with a decimal point, since the contract asks for one.
pub(super) fn price(value: &Value) -> Decoded<Price> {
    let text = match value {
        Value::String(text) => text,
        other => return wrong_type(other, "a decimal number in a string, such as \"2.50\""),
    };
    match Price::from_str(text) {
        Ok(price) if text.contains('.') => Ok(price),
        Ok(_) => {
            let allowed = "digits, a decimal point and digits, such as \"2.0\"";
            Err(vec![refused(&Invalid::new("price", text, allowed))])
        }
        Err(invalid) => Err(vec![refused(&invalid)]),
    }
}

pub(super) fn flag(value: &Value) -> Decoded<bool> {
    value
        .as_bool()
        .map_or_else(|| wrong_type(value, "true or false"), Ok)
}

/// One of a few words.
pub(super) fn choice<T: Copy>(
    table: &'static [(&'static str, T)],
) -> impl FnOnce(&Value) -> Decoded<T> {
    move |value| {
        let text = string(value)?;
        let found = table.iter().find(|(word, _)| *word == text);
        found
            .map(|(_, meaning)| *meaning)
            .ok_or_else(|| vec![refused(&Invalid::new("choice", text, words(table)))])
    }
}

/// The words of a table, for messages: `"buy" or "sell"`.
pub(super) fn words<T>(table: &[(&str, T)]) -> String {
    let words: Vec<_> = table
        .iter()
        .map(|(word, _)| format!("\"{word}\""))
        .collect();
    words.join(" or ")
}

pub(super) fn int32(value: &Value) -> Decoded<i32> {
    let allowed = "a whole number of 32 bits";
    let Value::Number(number) = value else {
        return wrong_type(value, allowed);
    };
    let small = number
        .as_i64()
        .and_then(|number| i32::try_from(number).ok());
    small.ok_or_else(|| vec![out_of_range(number, allowed)])
}

pub(super) fn unsigned(value: &Value) -> Decoded<u64> {
    let allowed = "a whole number, not negative";
    let Value::Number(number) = value else {
        return wrong_type(value, allowed);
    };
    number
        .as_u64()
        .ok_or_else(|| vec![out_of_range(number, allowed)])
}

pub(super) fn time(value: &Value) -> Decoded<Timestamp> {
    let allowed = "a whole number of seconds since 1970";
    let Value::Number(number) = value else {
        return wrong_type(value, allowed);
    };
    let seconds = number
        .as_i64()
        .ok_or_else(|| vec![out_of_range(number, allowed)])?;
    Ok(Timestamp::from_seconds(seconds))
}

/// A list of ranges; what they say is for the engine to judge.
pub(super) fn schedule(value: &Value) -> Decoded<Schedule> {
    list(value, "a list of ranges", entry).map(Schedule::new)
}

/// A list, each entry of which is read alike.
pub(super) fn list<T>(
    value: &Value,
    allowed: &str,
    decode: impl Fn(&Value) -> Decoded<T>,
) -> Decoded<Vec<T>> {
    let Value::Array(entries) = value else {
        return wrong_type(value, allowed);
    };
    let decoded = (0..)
        .zip(entries)
        .map(|(index, value)| decode(value).map_err(|faults| below(&format!("[{index}]"), faults)));
    all(decoded)
}

fn entry(value: &Value) -> Decoded<ScheduleEntry> {
    let mut inner = object(value)?;
    let start_at = inner.required("start_at", time);
    let node_count = inner.required("node_count", int32);
    let end_at = match inner.members.get("end_at") {
        None => Some(ScheduleEnd::Next),
        Some(Value::Null) => Some(ScheduleEnd::Unbounded),
        Some(_) => inner.required("end_at", time).map(ScheduleEnd::At),
    };
    let times = start_at.zip(end_at).zip(node_count);
    inner.finish(times.map(|((start_at, end_at), node_count)| ScheduleEntry {
        start_at,
        end_at,
        node_count,
    }))
}

/// An object inside a body, and what is wrong with it so far.
pub(super) struct Inner<'a> {
    members: &'a Map<String, Value>,
    faults: Vec<Fault>,
}

pub(super) fn object(value: &Value) -> Decoded<Inner<'_>> {
    match value {
        Value::Object(members) => Ok(Inner {
            members,
            faults: Vec::new(),
        }),
        _ => wrong_type(value, "an object"),
    }
}

impl Inner<'_> {
    /// A field that has to be there.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value) -> Decoded<T>,
    ) -> Option<T> {
        let at = format!(".{name}");
        match self.members.get(name).map(decode) {
            Some(Ok(value)) => return Some(value),
            Some(Err(inner)) => self.faults.extend(below(&at, inner)),
            None => self.faults.push(Fault {
                at,
                code: code::MISSING,
                message: "is missing.".to_owned(),
            }),
        }
        None
    }

    /// The value, if nothing was wrong; it is missing only where something was.
    pub(super) fn finish<T>(self, value: Option<T>) -> Decoded<T> {
        value.ok_or(self.faults)
    }
}

/// An object of strings by key.
pub(super) fn tags(value: &Value) -> Decoded<Tags> {
    let Value::Object(members) = value else {
        return wrong_type(value, "an object of strings");
    };
    let mut tags = Tags::new();
    let mut faults = Vec::new();
    for (key, value) in members {
        let inserted = string(value).and_then(|text| {
            tags.insert(key, text)
                .map_err(|invalid| vec![refused(&invalid)])
        });
        if let Err(inner) = inserted {
            faults.extend(below(&format!(".{key}"), inner));
        }
    }
    if faults.is_empty() {
        Ok(tags)
    } else {
        Err(faults)
    }
}

/// Property keys, each with the values that will do.
pub(super) fn requirements(value: &Value) -> Decoded<Vec<(String, Vec<Name>)>> {
    let allowed = "an object of lists of names";
    let Value::Object(members) = value else {
        return wrong_type(value, allowed);
    };
    all(members.iter().map(|(key, values)| {
        let at = format!(".{key}");
        let Value::Array(values) = values else {
            return wrong_type(values, "a list of names").map_err(|faults| below(&at, faults));
        };
        let names = all((0..).zip(values).map(|(index, value)| {
            text::<Name>(value).map_err(|faults| below(&format!("{at}[{index}]"), faults))
        }));
        Ok((key.clone(), names?))
    }))
}

/// All values, or all faults.
fn all<T>(decoded: impl Iterator<Item = Decoded<T>>) -> Decoded<Vec<T>> {
    let mut values = Vec::new();
    let mut faults = Vec::new();
    for one in decoded {
        match one {
            Ok(value) => values.push(value),
            Err(inner) => faults.extend(inner),
        }
    }
    if faults.is_empty() {
        Ok(values)
    } else {
        Err(faults)
    }
}

fn below(at: &str, faults: Vec<Fault>) -> Vec<Fault> {
    let deeper = |fault: Fault| Fault {
        at: format!("{at}{}", fault.at),
        ..fault
    };
    faults.into_iter().map(deeper).collect()
}

/// Any string.
pub(super) fn plain(value: &Value) -> Decoded<String> {
    string(value).map(str::to_owned)
}

fn string(value: &Value) -> Decoded<&str> {
    value
        .as_str()
        .map_or_else(|| wrong_type(value, "a string"), Ok)
}

fn refused(invalid: &Invalid) -> Fault {
    // `Invalid` shows the value cut and escaped; only its name is not wanted here.
    let text = invalid.clone().named("value").to_string();
    let message = text.strip_prefix("`value` ").unwrap_or(&text).to_owned();
    Fault {
        at: String::new(),
        code: code::INVALID,
        message: format!("{message}."),
    }
}

fn out_of_range(given: impl std::fmt::Display, allowed: &str) -> Fault {
    let message = format!("is not valid: given {given}, allowed {allowed}.");
    Fault {
        at: String::new(),
        code: code::OUT_OF_RANGE,
        message,
    }
}

fn wrong_type<T>(value: &Value, allowed: &str) -> Decoded<T> {
    let message = format!("is {}, not {allowed}.", kind(value));
    Err(vec![Fault {
        at: String::new(),
        code: code::WRONG_TYPE,
        message,
    }])
}

/// A value's JSON type, in words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
