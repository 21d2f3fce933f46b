//! The written form of an intent: one JSON object with a version.

use serde::de::Error as _;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use sfcompute_types::{Invalid, Timestamp};

use super::{Intent, check};

impl Intent {
    /// The written form, as JSON text.
    pub fn to_json(&self) -> String {
        let fields: Map<String, Value> = [
            ("version", Value::from(Self::VERSION)),
            ("operation", Value::from(self.operation.id)),
            (
                "idempotency_key",
                Value::from(self.idempotency_key.as_str()),
            ),
            ("base_url", Value::from(self.base_url.as_str())),
            ("caller", Value::from(self.caller.as_str())),
            ("path", Value::from(self.path.as_str())),
            ("body", Value::from(self.body.as_str())),
            (
                "first_attempt_at",
                Value::from(self.first_attempt_at.as_seconds()),
            ),
            (
                "last_attempt_by",
                Value::from(self.last_attempt_by.as_seconds()),
            ),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        Value::Object(fields).to_string()
    }

    /// An intent from its written form.
    ///
    /// # Errors
    ///
    /// Names the first field that is missing or may not be used, and `intent` when the text is no
    /// JSON object. A body is never repeated in an error.
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        let read = serde_json::from_str(text).map_err(|error| error.to_string());
        read.and_then(object).map_or_else(
            |why| {
                Err(Invalid::new(
                    "intent",
                    format!("{} bytes: {why}", text.len()),
                    "a JSON object as Intent::to_json writes it",
                ))
            },
            Self::from_fields,
        )
    }

    pub(crate) fn from_fields(mut fields: Map<String, Value>) -> Result<Self, Invalid> {
        let version = integer(&mut fields, "version")?;
        if version != i64::from(Self::VERSION) {
            return Err(Invalid::new(
                "version",
                version.to_string(),
                "1, which this version of the SDK writes and reads",
            ));
        }
        let operation = check::operation(&text(&mut fields, "operation")?)?;
        let idempotency_key = text(&mut fields, "idempotency_key")?
            .parse()
            .map_err(|invalid: Invalid| invalid.named("idempotency_key"))?;
        let base_url = check::base_url(&text(&mut fields, "base_url")?)?;
        let caller = check::caller(text(&mut fields, "caller")?)?;
        let path = check::path(&base_url, text(&mut fields, "path")?)?;
        let body = check::body(operation, text(&mut fields, "body")?)?;
        let first_attempt_at = integer(&mut fields, "first_attempt_at")?;
        let last_attempt_by = integer(&mut fields, "last_attempt_by")?;
        if last_attempt_by < first_attempt_at {
            return Err(Invalid::new(
                "last_attempt_by",
                last_attempt_by.to_string(),
                "a time that is not before first_attempt_at",
            ));
        }
        Ok(Self {
            operation,
            idempotency_key,
            base_url,
            caller,
            path,
            body,
            first_attempt_at: Timestamp::from_seconds(first_attempt_at),
            last_attempt_by: Timestamp::from_seconds(last_attempt_by),
        })
    }
}

/// The fields of an object. What else it is goes unsaid but for its kind: a written intent that was
/// written once more is a text with the body in it.
fn object(value: Value) -> Result<Map<String, Value>, String> {
    match value {
        Value::Object(fields) => Ok(fields),
        other => Err(format!("{}, not an object", kind(Some(&other)))),
    }
}

fn text(fields: &mut Map<String, Value>, name: &'static str) -> Result<String, Invalid> {
    match fields.remove(name) {
        Some(Value::String(text)) => Ok(text),
        other => Err(Invalid::new(name, kind(other.as_ref()), "text")),
    }
}

fn integer(fields: &mut Map<String, Value>, name: &'static str) -> Result<i64, Invalid> {
    let value = fields.remove(name);
    value
        .as_ref()
        .and_then(Value::as_i64)
        .ok_or_else(|| Invalid::new(name, kind(value.as_ref()), "a whole number"))
}

/// What a value of the wrong kind is called; the value itself may be private.
fn kind(value: Option<&Value>) -> &'static str {
    match value {
        None => "nothing",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "text",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    }
}

impl Serialize for Intent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Intent", 9)?;
        fields.serialize_field("version", &Self::VERSION)?;
        fields.serialize_field("operation", self.operation.id)?;
        fields.serialize_field("idempotency_key", self.idempotency_key.as_str())?;
        fields.serialize_field("base_url", &self.base_url)?;
        fields.serialize_field("caller", &self.caller)?;
        fields.serialize_field("path", &self.path)?;
        fields.serialize_field("body", &self.body)?;
        fields.serialize_field("first_attempt_at", &self.first_attempt_at.as_seconds())?;
        fields.serialize_field("last_attempt_by", &self.last_attempt_by.as_seconds())?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Intent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = object(Value::deserialize(deserializer)?).map_err(D::Error::custom)?;
        Self::from_fields(fields).map_err(D::Error::custom)
    }
}
