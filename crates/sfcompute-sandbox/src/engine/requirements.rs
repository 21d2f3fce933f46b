//! Requirements: which SKUs will do, as the order book's filters and the order preview say it.

use std::collections::BTreeMap;

use sfcompute_types::Name;

use super::property::Property;
use super::refusal::Problems;
use super::sku::Sku;
use super::{Code, Refusal};

const FIELD: &str = "requirements";

/// The key that names SKUs themselves, by id or alias. The market's documents know no such key;
/// without it no filter could pick one SKU out of several with the same properties.
const SKU_KEY: &str = "instance_sku";

/// For each key the values of which one has to match. No keys: everything will do.
///
/// A key is the name of a [`Property`], or `instance_sku`. Values match whatever their case; a key
/// without values asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements(BTreeMap<&'static str, Vec<Name>>);

impl Requirements {
    /// No requirements.
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads a query: `field[:op]:value` joined by `;`, values joined by `,`. The operators are
    /// `eq` and `in`, which say the same as none. A field that comes twice has the values of both.
    ///
    /// ```
    /// use sfcompute_sandbox::engine::Requirements;
    ///
    /// let requirements = Requirements::parse("accelerator:H100,H200;region:us-west")?;
    /// let keys: Vec<_> = requirements.iter().map(|(key, values)| (key, values.len())).collect();
    /// assert_eq!(keys, [("accelerator", 2), ("region", 1)]);
    /// assert!(Requirements::parse("colour:red").is_err());
    /// # Ok::<(), sfcompute_sandbox::engine::Refusal>(())
    /// ```
    ///
    /// # Errors
    /// 422 for an unknown key or operator, or text that is no triple.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let mut requirements = Self::none();
        let mut problems = Problems::default();
        for triple in text
            .split(';')
            .map(str::trim)
            .filter(|triple| !triple.is_empty())
        {
            let parts: Vec<_> = triple.split(':').collect();
            let (key, values) = match parts.as_slice() {
                [key, values] | [key, "eq" | "in", values] => (*key, *values),
                [_, operator, _] => {
                    let message = format!("There is no operator `{operator}`; use `eq` or `in`.");
                    problems.add(FIELD, Code::UnknownOperator, message);
                    continue;
                }
                _ => {
                    let message = format!("`{triple}` is not `field:value` or `field:op:value`.");
                    problems.add(FIELD, Code::Invalid, message);
                    continue;
                }
            };
            for value in values.split(',') {
                problems.take(requirements.add(key.trim(), value.trim()));
            }
        }
        problems.finish()?;
        Ok(requirements)
    }

    /// Reads keys with their values, as a body has them.
    ///
    /// # Errors
    /// 422 for an unknown key, or a value that is no name.
    pub fn from_values<K: AsRef<str>, V: AsRef<str>>(
        keys: impl IntoIterator<Item = (K, impl IntoIterator<Item = V>)>,
    ) -> Result<Self, Refusal> {
        let mut requirements = Self::none();
        let mut problems = Problems::default();
        for (key, values) in keys {
            problems.take(canonical(key.as_ref()));
            for value in values {
                problems.take(requirements.add(key.as_ref(), value.as_ref()));
            }
        }
        problems.finish()?;
        Ok(requirements)
    }

    /// Adds a value that will do for a key.
    ///
    /// # Errors
    /// 422 for an unknown key, or a value that is no name.
    pub fn add(&mut self, key: &str, value: &str) -> Result<(), Refusal> {
        let key = canonical(key)?;
        let value = Name::try_from(value)
            .map_err(|bad| Refusal::field(FIELD, Code::Invalid, bad.to_string()))?;
        self.0.entry(key).or_default().push(value);
        Ok(())
    }

    /// The keys in order, each with its values as they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[Name])> {
        self.0.iter().map(|(key, values)| (*key, values.as_slice()))
    }

    /// Whether everything will do.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the SKU will do.
    pub(crate) fn admit(&self, sku: &Sku) -> bool {
        self.0
            .iter()
            .all(|(key, wanted)| wanted.iter().any(|value| has(sku, key, value.as_str())))
    }
}

/// Whether the SKU has this value for this key.
fn has(sku: &Sku, key: &str, wanted: &str) -> bool {
    let Some(property) = Property::named(key) else {
        return sku.id.as_str() == wanted || sku.alias.as_str().eq_ignore_ascii_case(wanted);
    };
    let wanted = match (property, wanted.to_ascii_lowercase().as_str()) {
        (Property::SupportsPublicIpv4, "yes") => "true".to_owned(),
        (Property::SupportsPublicIpv4, "no") => "false".to_owned(),
        (_, wanted) => wanted.to_owned(),
    };
    property
        .of(sku)
        .is_some_and(|(value, _)| value.eq_ignore_ascii_case(&wanted))
}

fn canonical(key: &str) -> Result<&'static str, Refusal> {
    if key == SKU_KEY {
        return Ok(SKU_KEY);
    }
    Property::named(key).map(Property::name).ok_or_else(|| {
        let known: Vec<_> = Property::ALL.into_iter().map(Property::name).collect();
        let known = known.join("`, `");
        let message = format!("There is no property `{key}`; there are `{known}`, `{SKU_KEY}`.");
        Refusal::field(FIELD, Code::UnknownProperty, message)
    })
}
