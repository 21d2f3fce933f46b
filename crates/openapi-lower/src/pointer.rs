//! JSON pointers: where in a document something is.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::Error;

/// A place in a JSON document, as RFC 6901 writes it.
///
/// It displays as a URI fragment without percent-encoding: `#` is the whole document,
/// `#/paths/~1orders/get` an operation.
///
/// ```
/// use openapi_lower::Pointer;
///
/// let pointer = Pointer::root().child("paths").child("/orders");
/// assert_eq!(pointer.to_string(), "#/paths/~1orders");
/// assert_eq!("#/paths/~1orders".parse::<Pointer>().unwrap(), pointer);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    tokens: Vec<String>,
}

impl Pointer {
    /// The whole document.
    pub const fn root() -> Self {
        Self { tokens: Vec::new() }
    }

    /// The place of the component schema `name`.
    pub fn schema(name: &str) -> Self {
        Self::root()
            .child("components")
            .child("schemas")
            .child(name)
    }

    /// The place one step further down: a key of an object or an index of an array.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let mut child = self.clone();
        child.push(token);
        child
    }

    /// Goes one step down.
    pub fn push(&mut self, token: impl fmt::Display) {
        self.tokens.push(token.to_string());
    }

    /// Goes down to a key; a walk does this at every step, and formats nothing.
    pub(crate) fn push_key(&mut self, key: &str) {
        self.tokens.push(key.to_owned());
    }

    /// Goes one step up, giving the step that was left.
    pub fn pop(&mut self) -> Option<String> {
        self.tokens.pop()
    }

    /// The steps from the root, unescaped.
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// The value at this place, if the document has it.
    pub fn get<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        self.tokens
            .iter()
            .try_fold(root, |value, token| match value {
                Value::Object(map) => map.get(token),
                Value::Array(list) => list.get(array_index(token)?),
                _ => None,
            })
    }

    /// The value at this place, to be changed.
    pub fn get_mut<'v>(&self, root: &'v mut Value) -> Option<&'v mut Value> {
        self.tokens
            .iter()
            .try_fold(root, |value, token| match value {
                Value::Object(map) => map.get_mut(token),
                Value::Array(list) => list.get_mut(array_index(token)?),
                _ => None,
            })
    }

    /// Whether this place is `other` or inside it.
    pub fn starts_with(&self, other: &Pointer) -> bool {
        self.tokens.starts_with(&other.tokens)
    }
}

/// Array indices are digits without a leading zero.
fn array_index(token: &str) -> Option<usize> {
    if token.len() > 1 && token.starts_with('0') {
        return None;
    }
    if !token.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    token.parse().ok()
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        for token in &self.tokens {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl FromStr for Pointer {
    type Err = Error;

    /// Reads `#/a/b` (a URI fragment, percent-encoding allowed) or `/a/b` (a plain pointer).
    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = |why: &str| Error::Pointer {
            text: text.to_owned(),
            why: why.to_owned(),
        };
        let path = match text.strip_prefix('#') {
            Some(fragment) => percent_decode(fragment).ok_or_else(|| {
                malformed("a `%` that is not followed by two hex digits of UTF-8")
            })?,
            None => text.to_owned(),
        };
        let Some(steps) = path.strip_prefix('/') else {
            return if path.is_empty() {
                Ok(Self::root())
            } else {
                Err(malformed("it must be empty or start with `/`"))
            };
        };
        let tokens = steps
            .split('/')
            .map(|step| unescape(step).ok_or_else(|| malformed("`~` must be followed by 0 or 1")))
            .collect::<Result<_, _>>()?;
        Ok(Self { tokens })
    }
}

fn unescape(step: &str) -> Option<String> {
    let mut token = String::with_capacity(step.len());
    let mut characters = step.chars();
    while let Some(character) = characters.next() {
        token.push(match character {
            '~' => match characters.next()? {
                '0' => '~',
                '1' => '/',
                _ => return None,
            },
            other => other,
        });
    }
    Some(token)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn display_and_parse_are_inverse() {
        for tokens in [vec![], vec![""], vec!["a/b", "~", "~1", "%41", "x y"]] {
            let mut pointer = Pointer::root();
            tokens.iter().for_each(|token| pointer.push(token));
            let plain = pointer.to_string()[1..].to_owned();
            assert_eq!(plain.parse::<Pointer>().unwrap(), pointer, "{plain}");
        }
    }

    #[test]
    fn fragments_are_percent_decoded() {
        let pointer: Pointer = "#/paths/~1a~1%7Bid%7D".parse().unwrap();
        assert_eq!(pointer.tokens(), ["paths", "/a/{id}"]);
    }

    #[test]
    fn malformed_pointers_say_why() {
        for (text, part) in [
            ("#a", "start with"),
            ("#/~2", "`~`"),
            ("#/%4", "`%`"),
            ("x", "start"),
        ] {
            let error = text.parse::<Pointer>().unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn get_follows_objects_and_arrays() {
        let value = json!({"a/b": [10, {"": 5}], "0": 1});
        let get = |text: &str| text.parse::<Pointer>().unwrap().get(&value).cloned();
        assert_eq!(get("#/a~1b/1/"), Some(json!(5)));
        assert_eq!(get("#/0"), Some(json!(1)));
        assert_eq!(get("#/a~1b/01"), None);
        assert_eq!(get("#/a~1b/-"), None);
        assert_eq!(get("#/a~1b/0/x"), None);
    }
}
