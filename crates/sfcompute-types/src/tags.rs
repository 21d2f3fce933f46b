//! Tags: labels that people put on pools and other things.

use std::collections::{BTreeMap, btree_map};

use serde::{Deserialize, Serialize};

use crate::Invalid;
use crate::invalid::Shown;

/// The most tags of one resource.
const MOST: usize = 50;

/// The most characters of a key.
const LONGEST_KEY: usize = 128;

/// The most characters of a value.
const LONGEST_VALUE: usize = 256;

const KEY: &str = "1 to 128 characters without `,`, `=` and space, the first not `_`";
const VALUE: &str = "up to 256 characters without `,` and `=`";
const COUNT: &str = "at most 50 tags";

/// Up to 50 labels `key=value`, in the order of their keys.
///
/// What is put in is checked. What a server sends is held as it is;
/// [`check`](Tags::check) judges it before it is sent back.
///
/// ```
/// use sfcompute_types::Tags;
///
/// let mut tags = Tags::from_pairs([("env", "prod"), ("team", "infra")])?;
/// assert_eq!(tags.insert("env", "test")?.as_deref(), Some("prod"));
/// assert_eq!(serde_json::to_string(&tags).unwrap(), r#"{"env":"test","team":"infra"}"#);
/// assert!(tags.insert("a,b", "").is_err());
/// # Ok::<(), sfcompute_types::Invalid>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tags(BTreeMap<String, String>);

impl Tags {
    /// No tags.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Tags of these keys and values.
    ///
    /// # Errors
    /// Where a key or value is not allowed, a key comes twice, or there are more than 50.
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Result<Self, Invalid>
    where
        K: Into<String>,
        V: Into<String>,
    {
        let mut tags = Self::new();
        for (key, value) in pairs {
            let key = key.into();
            if tags.0.contains_key(&key) {
                return Err(Invalid::new("tag key", key, "each key once"));
            }
            tags.insert(key, value)?;
        }
        Ok(tags)
    }

    /// Puts in one tag, and gives back the value that it replaced.
    ///
    /// # Errors
    /// Where the key or value is not allowed, or it would be one tag too many. Nothing changes
    /// then.
    pub fn insert(
        &mut self,
        key: impl Into<String>,
        value: impl Into<String>,
    ) -> Result<Option<String>, Invalid> {
        let (key, value) = (key.into(), value.into());
        if !is_key(&key) {
            return Err(Invalid::new("tag key", key, KEY));
        }
        if !is_value(&value) {
            return Err(Invalid::new("tag value", value, VALUE));
        }
        if self.len() >= MOST && !self.0.contains_key(&key) {
            return Err(Invalid::new(
                "tags",
                format!("{} tags", self.len() + 1),
                COUNT,
            ));
        }
        Ok(self.0.insert(key, value))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Keys and values, in the order of the keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + DoubleEndedIterator {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The number of tags.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything that keeps these tags from being sent; nothing for tags made here.
    ///
    /// The problems name `tags` or, for one tag, `tags["its key"]`.
    pub fn check(&self) -> Vec<Invalid> {
        let mut problems = Vec::new();
        if self.len() > MOST {
            problems.push(Invalid::new("tags", format!("{} tags", self.len()), COUNT));
        }
        for (key, value) in &self.0 {
            let place = || format!("tags[\"{}\"]", Shown(key));
            if !is_key(key) {
                problems.push(Invalid::new(place(), key, format!("a key of {KEY}")));
            }
            if !is_value(value) {
                problems.push(Invalid::new(place(), value, format!("a value of {VALUE}")));
            }
        }
        problems
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= LONGEST_KEY
        && !text.starts_with('_')
        && !text.contains([',', '=', ' '])
}

fn is_value(text: &str) -> bool {
    text.chars().count() <= LONGEST_VALUE && !text.contains([',', '='])
}

impl IntoIterator for Tags {
    type Item = (String, String);
    type IntoIter = btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Tags {
    type Item = (&'a String, &'a String);
    type IntoIter = btree_map::Iter<'a, String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests;
