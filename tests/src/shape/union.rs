//! Reading unions: of null and one other, of texts, of objects with a tag.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::read::{Parts, branches, texts};
use super::{Kind, Schemas, Text};

impl<'d> Schemas<'d> {
    /// Reads the branches of a keyword into the parts.
    pub(super) fn union(
        &self,
        place: &str,
        schema: &'d Map<String, Value>,
        keyword: &str,
        parts: &mut Parts<'d>,
        depth: usize,
    ) -> Result<(), String> {
        let all = branches(place, schema, keyword);
        let some: Vec<String> = all
            .iter()
            .filter(|place| !self.is_null(place))
            .cloned()
            .collect();
        parts.nullable |= some.len() < all.len();
        let only_required = |place: &String| -> Option<Vec<String>> {
            let branch = self.document.pointer(place)?.as_object()?;
            // What it forbids is what the other branches ask for.
            let forbids = |key: &str, value: &Value| {
                key == "not"
                    && value
                        .as_object()
                        .is_some_and(|not| not.keys().all(|k| k == "required"))
            };
            let all = branch
                .iter()
                .all(|(key, value)| key == "required" || forbids(key, value));
            all.then(|| texts(branch.get("required")?))?
        };
        if some.is_empty() {
            return Ok(());
        }
        if let Some(alternatives) = some.iter().map(only_required).collect::<Option<Vec<_>>>() {
            let group = match keyword {
                "oneOf" => &mut parts.alternatives,
                _ => &mut parts.one_or_more,
            };
            if !std::mem::replace(group, alternatives).is_empty() {
                return Err(format!("{place}: two lists of alternatives apply at once"));
            }
            return Ok(());
        }
        let tag = schema
            .get("discriminator")
            .and_then(|d| d.get("propertyName")?.as_str());
        if let [only] = some.as_slice()
            && (all.len() > 1 || !self.is_inline_arm(only))
        {
            return self.gather(only, parts, depth);
        }
        if parts.union.replace((some, tag)).is_some() {
            return Err(format!("{place}: two unions apply at once"));
        }
        Ok(())
    }

    /// Whether a branch is an object with a tag, so that it is a union even when it is alone.
    fn is_inline_arm(&self, place: &str) -> bool {
        let inline = self
            .document
            .pointer(place)
            .is_some_and(|branch| branch.get("$ref").is_none());
        inline && matches!(self.shape(place), Ok(shape) if !self.tags(&shape.kind, None).is_empty())
    }

    /// The required constants of an object, and that of the discriminator, required or not.
    fn tags(&self, kind: &Kind, tag: Option<&str>) -> BTreeMap<String, String> {
        let Kind::Object(object) = kind else {
            return BTreeMap::new();
        };
        let required = object.properties.iter();
        let required = required.filter(|(name, p)| p.required || tag == Some(name.as_str()));
        required
            .filter_map(|(name, property)| {
                property
                    .places
                    .iter()
                    .find_map(|place| match &self.shape(place).ok()?.kind {
                        Kind::Constant(value) => Some((name.clone(), value.clone())),
                        _ => None,
                    })
            })
            .collect()
    }

    pub(super) fn union_kind(
        &self,
        branches: &[String],
        tag: Option<&str>,
    ) -> Result<Kind, String> {
        let shapes = branches
            .iter()
            .map(|place| Ok(self.shape(place)?.kind.clone()));
        let shapes: Vec<Kind> = shapes.collect::<Result<_, String>>()?;
        let (mut values, mut text) = (Vec::new(), Text::default());
        let (mut open, mut all_texts) = (false, true);
        for shape in &shapes {
            match shape {
                Kind::Constant(value) => values.push(value.clone()),
                Kind::Choice {
                    values: more,
                    open: others,
                } => {
                    values.extend(more.iter().cloned());
                    open |= others;
                }
                Kind::Text(branch) => {
                    open = true;
                    text.patterns.extend(branch.patterns.iter().cloned());
                }
                _ => all_texts = false,
            }
        }
        if all_texts {
            return Ok(match values.is_empty() {
                true => Kind::Text(text),
                false => Kind::Choice { values, open },
            });
        }
        let tags: Vec<BTreeMap<String, String>> =
            shapes.iter().map(|shape| self.tags(shape, tag)).collect();
        let candidates = tags
            .first()
            .into_iter()
            .flat_map(BTreeMap::keys)
            .map(String::as_str);
        for tag in tag.into_iter().chain(candidates) {
            let values: Option<Vec<&String>> = tags.iter().map(|tags| tags.get(tag)).collect();
            if let Some(values) = values {
                let arms = values.into_iter().cloned().zip(branches.iter().cloned());
                return Ok(Kind::Tagged {
                    tag: tag.to_owned(),
                    arms: arms.collect(),
                });
            }
        }
        Ok(Kind::Untagged(branches.to_vec()))
    }
}
