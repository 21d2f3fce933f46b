//! Names for what the lowering makes: Rust's form of the document's words.

use std::collections::HashSet;

use serde_json::Value;

/// `text` in PascalCase, as the generator will write it: words end where letters and digits
/// do, and where a small letter is followed by a capital.
///
/// Empty where the text has neither letters nor digits.
pub(crate) fn pascal_case(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for word in words(text) {
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            name.extend(first.to_uppercase());
            name.extend(letters.flat_map(char::to_lowercase));
        }
    }
    name
}

/// Splits where the generator does: `HTTPServer_v2` is `HTTP`, `Server`, `v2`, and `A1B` is one
/// word, since a digit is of the case of what stands before it.
fn words(text: &str) -> Vec<String> {
    #[derive(Clone, Copy, PartialEq)]
    enum Case {
        None,
        Small,
        Capital,
    }
    let mut words = Vec::new();
    for chunk in text.split(|character: char| !character.is_alphanumeric()) {
        let mut word = String::new();
        let mut case = Case::None;
        let mut letters = chunk.chars().peekable();
        while let Some(letter) = letters.next() {
            let next = letters.peek().copied();
            let with_this = if letter.is_lowercase() {
                Case::Small
            } else if letter.is_uppercase() {
                Case::Capital
            } else {
                case
            };
            if with_this == Case::Small && next.is_some_and(char::is_uppercase) {
                word.push(letter);
                words.push(std::mem::take(&mut word));
                case = Case::None;
                continue;
            }
            let starts_a_word = case == Case::Capital
                && letter.is_uppercase()
                && next.is_some_and(char::is_lowercase);
            if starts_a_word {
                words.push(std::mem::take(&mut word));
                case = Case::None;
            } else {
                case = with_this;
            }
            word.push(letter);
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// The type that progenitor and typify make of a component schema's name: its words joined,
/// each capitalised, with an `X` ahead of a digit.
///
/// ```
/// assert_eq!(openapi_lower::rust_type_name("v2.HTTPServer_state"), "V2HttpServerState");
/// assert_eq!(openapi_lower::rust_type_name("3d"), "X3d");
/// ```
pub fn rust_type_name(schema: &str) -> String {
    let name = pascal_case(&schema.replace('\'', ""));
    match name.chars().next() {
        None => "X".to_owned(),
        Some(first) if !first.is_alphabetic() => format!("X{name}"),
        // The one identifier in this form that Rust reserves.
        Some(_) if name == "Self" => "Self_".to_owned(),
        Some(_) => name,
    }
}

/// The name of an enum's variant for a value: a leading sign is a word, a leading digit gets a
/// letter before it, and a text without letters is spelt out.
pub(crate) fn variant_name(value: &str) -> String {
    if value.is_empty() {
        return "Empty".to_owned();
    }
    let mut name = String::new();
    let rest = value.trim_start_matches(|character| match sign(character) {
        Some(word) => {
            name.push_str(word);
            true
        }
        None => false,
    });
    name.push_str(&pascal_case(rest));
    if name.is_empty() {
        return "Other".to_owned();
    }
    if name.starts_with(|first: char| !first.is_alphabetic()) {
        name.insert(0, 'N');
    }
    // The one identifier in this form that Rust reserves.
    if name == "Self" {
        name.push('_');
    }
    name
}

/// Signs that tell one value from another, as in the sort orders `date` and `-date`.
const fn sign(character: char) -> Option<&'static str> {
    Some(match character {
        '-' => "Minus",
        '+' => "Plus",
        '*' => "Star",
        '<' => "Less",
        '>' => "Greater",
        '=' => "Equal",
        '!' => "Not",
        '~' => "About",
        _ => return None,
    })
}

/// Names for a list of values, no two alike; `given` holds the author's own, if any.
pub(crate) fn variant_names<'v>(
    values: impl Iterator<Item = &'v str>,
    given: Option<&Value>,
) -> Vec<String> {
    let mut taken = HashSet::new();
    values
        .enumerate()
        .map(|(index, value)| {
            let own = given
                .and_then(|given| given.get(index))
                .and_then(Value::as_str)
                .map_or_else(|| variant_name(value), variant_name);
            distinct(&own, |name| !taken.insert(name.to_owned()))
        })
        .collect()
}

/// `wanted`, or the first of `wanted2`, `wanted3`, … that is not taken.
pub(crate) fn distinct(wanted: &str, mut is_taken: impl FnMut(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    let mut count: u64 = 2;
    while is_taken(&name) {
        name = format!("{wanted}{count}");
        count = count.saturating_add(1);
    }
    name
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_end_as_the_generator_ends_them() {
        for (text, want) in [
            ("created_at", "CreatedAt"),
            ("ResourcePathOrId_PoolId", "ResourcePathOrIdPoolId"),
            ("v2.OrderResponse", "V2OrderResponse"),
            ("HTTPServer", "HttpServer"),
            ("parseURL", "ParseUrl"),
            ("a1b", "A1b"),
            ("a1B", "A1B"),
            ("A1B", "A1b"),
            ("A1Bc", "A1Bc"),
            ("ipv4Address", "Ipv4Address"),
            ("größe", "Größe"),
            ("--", ""),
        ] {
            assert_eq!(pascal_case(text), want, "{text}");
        }
    }

    #[test]
    fn variants_are_identifiers() {
        for (value, want) in [
            ("partially_filled", "PartiallyFilled"),
            ("-created_at", "MinusCreatedAt"),
            ("+1", "Plus1"),
            ("1h", "N1h"),
            ("", "Empty"),
            ("*", "Star"),
            ("…", "Other"),
            ("self", "Self_"),
            ("$", "Other"),
        ] {
            assert_eq!(variant_name(value), want, "{value}");
        }
    }

    #[test]
    fn names_are_distinct_and_the_authors_own_come_first() {
        let names = variant_names(["a", "A", "b", "c"].into_iter(), None);
        assert_eq!(names, ["A", "A2", "B", "C"]);
        let names = variant_names(
            ["-a", "b"].into_iter(),
            Some(&json!(["a_descending", null])),
        );
        assert_eq!(names, ["ADescending", "B"]);
    }
}
