//! The three states of a field in a change: left alone, emptied, or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// What a change does to one field.
///
/// On the wire: absent keeps, `null` clears, a value sets. The field of a request is declared so:
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use sfcompute_types::Patch;
///
/// #[derive(Serialize, Deserialize)]
/// struct Change {
///     #[serde(default, skip_serializing_if = "Patch::is_keep")]
///     name: Patch<String>,
/// }
///
/// let json = |name| serde_json::to_string(&Change { name }).unwrap();
/// assert_eq!(json(Patch::Keep), "{}");
/// assert_eq!(json(Patch::Clear), r#"{"name":null}"#);
/// assert_eq!(json("a".to_owned().into()), r#"{"name":"a"}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Patch<T> {
    /// The field stays as it is.
    #[default]
    Keep,
    /// The field is emptied.
    Clear,
    /// The field becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field stays as it is, and so is not sent.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Whether the field is emptied.
    pub const fn is_clear(&self) -> bool {
        matches!(self, Self::Clear)
    }

    /// The same change by reference.
    pub const fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(value),
        }
    }

    /// The new value, where there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Keep | Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The same change with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(change(value)),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// `Some` sets; `None` **clears**, as `null` does. To leave a field alone, use
    /// [`Patch::Keep`].
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    /// # Errors
    /// `Keep` has no form of its own: its field must be skipped. Writing `null` for it would empty
    /// the field.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => Err(ser::Error::custom(
                "a field that is kept must be skipped: \
                 add `skip_serializing_if = \"Patch::is_keep\"`",
            )),
            Self::Clear => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests;
