//! From text to a value: JSON and YAML, refusing what would be read in two ways.

use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::Error;

/// The two notations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
}

impl Format {
    pub(crate) fn of(name: &str, text: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".json") {
            return Self::Json;
        }
        if lower.ends_with(".yaml") || lower.ends_with(".yml") {
            return Self::Yaml;
        }
        match without_mark(text).trim_start().chars().next() {
            Some('{' | '[') => Self::Json,
            _ => Self::Yaml,
        }
    }
}

pub(crate) fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

pub(crate) fn parse(name: &str, text: &str, format: Format) -> Result<Value, Error> {
    let text = without_mark(text);
    let parsed = match format {
        Format::Json => parse_json(text),
        Format::Yaml => parse_yaml(text),
    };
    parsed.map_err(|what| Error::Parse {
        name: name.to_owned(),
        what,
    })
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn parse_json(text: &str) -> Result<Value, String> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Strict
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| error.to_string())
}

fn parse_yaml(text: &str) -> Result<Value, String> {
    // YAML 1.2 reads `no` and `1_000` as text. The budget is that of a large public document;
    // the depth keeps a hostile one from exhausting the stack.
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 256,
            max_events: 20_000_000,
            max_nodes: 10_000_000,
        },
        strict_booleans: true,
        underscored_numbers_as_strings: true,
        leading_zero_numbers_as_strings: true,
        with_snippet: false,
    };
    let Document(value) =
        serde_saphyr::from_str_with_options(text, options).map_err(|error| error.to_string())?;
    Ok(value)
}

/// A whole YAML document, read by [`Strict`].
struct Document(Value);

impl<'de> serde::Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Strict.deserialize(deserializer).map(Self)
    }
}

/// Reads any value; a key that occurs twice and a number that JSON cannot hold are errors.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Value, E> {
        Number::from_i128(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom(format_args!("the number {value} does not fit 64 bits")))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Value, E> {
        Number::from_u128(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom(format_args!("the number {value} does not fit 64 bits")))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom(format_args!("the number {value} has no JSON form")))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = access.next_element_seed(Self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(serde::de::Error::custom(format_args!(
                    "the key `{key}` occurs twice in one object"
                )));
            }
            let value = access.next_value_seed(Self)?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn json(text: &str) -> Result<Value, Error> {
        parse("a.json", text, Format::Json)
    }

    fn yaml(text: &str) -> Result<Value, Error> {
        parse("a.yaml", text, Format::Yaml)
    }

    #[test]
    fn extension_decides_before_content() {
        assert_eq!(Format::of("x.JSON", "a: 1"), Format::Json);
        assert_eq!(Format::of("x.yml", "{}"), Format::Yaml);
        assert_eq!(Format::of("x", "\u{feff}\r\n {}"), Format::Json);
        assert_eq!(Format::of("x", "openapi: 3.1.0"), Format::Yaml);
    }

    #[test]
    fn a_byte_order_mark_and_windows_lines_are_fine() {
        let want = json!({"a": {"b": ["x", "y\nz\n"]}});
        assert_eq!(
            yaml("\u{feff}a:\r\n  b:\r\n    - x\r\n    - |\r\n      y\r\n      z\r\n").unwrap(),
            want
        );
        assert_eq!(
            json("\u{feff}{\r\n\"a\": {\"b\": [\"x\", \"y\\nz\\n\"]}}\r\n").unwrap(),
            want
        );
    }

    #[test]
    fn duplicate_keys_are_errors_with_a_place() {
        let error = json("{\"a\": {\"b\": 1,\n \"b\": 2}}")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("a.json: ") && error.contains("`b` occurs twice"),
            "{error}"
        );
        assert!(error.contains("line 2"), "{error}");
        let error = yaml("a:\n  b: 1\n  b: 2\n").unwrap_err().to_string();
        assert!(
            error.starts_with("a.yaml: ") && error.contains("line 3"),
            "{error}"
        );
        assert!(yaml("200: a\n'200': b\n").is_err());
    }

    #[test]
    fn anchors_are_expanded() {
        let value = yaml("a: &x {type: string}\nb: *x\nc:\n  <<: *x\n  format: byte\n").unwrap();
        assert_eq!(
            value,
            json!({"a": {"type": "string"}, "b": {"type": "string"},
                   "c": {"type": "string", "format": "byte"}})
        );
    }

    #[test]
    fn plain_scalars_follow_yaml_1_2() {
        let value = yaml(
            "a: no\nb: true\nc: 1_000\nd: 0o10\ne: 12:30\nf: ~\ng: '5'\nh: 2026-07-21\ni: 1.5\nj: 007\n",
        )
        .unwrap();
        assert_eq!(
            value,
            json!({"a": "no", "b": true, "c": "1_000", "d": 8, "e": "12:30", "f": null,
                   "g": "5", "h": "2026-07-21", "i": 1.5, "j": "007"})
        );
    }

    #[test]
    fn status_codes_are_names() {
        assert_eq!(
            yaml("200: ok\ndefault: bad\n").unwrap(),
            json!({"200": "ok", "default": "bad"})
        );
    }

    #[test]
    fn integers_of_64_bits_are_exact() {
        let want = json!([u64::MAX, i64::MIN, 9_007_199_254_740_993_u64]);
        let text = "[18446744073709551615, -9223372036854775808, 9007199254740993]";
        assert_eq!(json(text).unwrap(), want);
        assert_eq!(yaml(text).unwrap(), want);
    }

    #[test]
    fn what_is_no_document_says_where() {
        for text in ["{", "{\"a\": }", "[1] 2"] {
            let error = json(text).unwrap_err().to_string();
            assert!(error.contains("line 1"), "{error}");
        }
        let error = yaml("a: [1\nb: 2").unwrap_err().to_string();
        assert!(error.contains("line"), "{error}");
        assert!(yaml("a: .nan").is_err());
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        assert!(json(&deep).is_err());
        assert!(yaml(&deep).is_err());
    }
}
