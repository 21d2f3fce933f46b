//! Reading shapes out of schemas.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::{Integer, Kind, Object, Property, Schemas, Shape, Text, child};

/// Keywords that say something of a value.
const ASSERTIONS: [&str; 25] = [
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "type",
    "const",
    "enum",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "contentEncoding",
    "minimum",
    "maximum",
    "items",
    "minItems",
    "maxItems",
    "properties",
    "required",
    "additionalProperties",
    "propertyNames",
    "maxProperties",
    "discriminator",
    "$defs",
    "$schema",
];

/// Keywords that say something to a reader.
const ANNOTATIONS: [&str; 8] = [
    "description",
    "title",
    "examples",
    "example",
    "default",
    "readOnly",
    "writeOnly",
    "deprecated",
];

fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

/// The schemas that apply to one value.
#[derive(Default)]
pub(super) struct Parts<'d> {
    schemas: Vec<(String, &'d Map<String, Value>)>,
    pub(super) nullable: bool,
    /// Where the branches of a union are, and the discriminator's property.
    pub(super) union: Option<(Vec<String>, Option<&'d str>)>,
    pub(super) alternatives: Vec<Vec<String>>,
    pub(super) one_or_more: Vec<Vec<String>>,
    tagged: Option<Kind>,
}

impl<'d> Schemas<'d> {
    /// What the schema at a place says.
    ///
    /// # Errors
    ///
    /// When there is no schema, or one that is not understood; with its place.
    pub fn shape(&self, place: &str) -> Result<Rc<Shape>, String> {
        if let Some(known) = self.known.borrow().get(place) {
            return Ok(Rc::clone(known));
        }
        let shape = Rc::new(self.read(place)?);
        let mut known = self.known.borrow_mut();
        known.insert(place.to_owned(), Rc::clone(&shape));
        Ok(shape)
    }

    fn read(&self, place: &str) -> Result<Shape, String> {
        let mut parts = Parts::default();
        self.gather(place, &mut parts, 0)?;
        let nullable = parts.nullable;
        let kind = self.kind(place, parts)?;
        Ok(Shape {
            named: self.named(place),
            nullable,
            kind,
        })
    }

    /// The named schema that a place refers to, null aside.
    fn named(&self, place: &str) -> Option<String> {
        let schema = self.document.pointer(place)?.as_object()?;
        let mut keywords = schema.iter().filter(|(keyword, _)| !is_annotation(keyword));
        let (keyword, value) = keywords.next()?;
        if keywords.next().is_some() {
            return None;
        }
        if keyword == "$ref" {
            return target(value.as_str()?).map(|target| name(&target).to_owned());
        }
        let branches = value.as_array().filter(|_| keyword.ends_with("Of"))?;
        let mut places = (0..branches.len())
            .map(|index| child(&child(place, keyword), &index.to_string()))
            .filter(|place| !self.is_null(place));
        let only = places.next()?;
        places.next().is_none().then(|| self.named(&only))?
    }

    pub(super) fn is_null(&self, place: &str) -> bool {
        let kind = self
            .document
            .pointer(place)
            .and_then(|schema| schema.get("type"));
        kind.is_some_and(|kind| kind == "null")
    }

    pub(super) fn gather(
        &self,
        place: &str,
        parts: &mut Parts<'d>,
        depth: usize,
    ) -> Result<(), String> {
        let schema = match self.document.pointer(place) {
            Some(Value::Bool(true)) => return Ok(()),
            Some(Value::Object(schema)) if depth < 32 => schema,
            _ => return Err(format!("{place}: no schema is here")),
        };
        let known =
            |keyword: &&String| !ASSERTIONS.contains(&keyword.as_str()) && !is_annotation(keyword);
        if let Some(keyword) = schema.keys().find(known) {
            return Err(format!("{place}: {keyword} is not understood"));
        }
        if let Some(union) = self.unions.get(name(place)).filter(|_| is_named(place)) {
            let parent = place.trim_end_matches(name(place)).trim_end_matches('/');
            let arms = union
                .arms
                .iter()
                .map(|(value, arm)| (value.clone(), child(parent, arm)));
            parts.tagged = Some(Kind::Tagged {
                tag: union.tag.clone(),
                arms: arms.collect(),
            });
            return Ok(());
        }
        let deeper = depth.saturating_add(1);
        if let Some(reference) = schema.get("$ref") {
            let target = reference.as_str().and_then(target);
            let target = target.ok_or_else(|| format!("{place}: {reference} is not understood"))?;
            self.gather(&target, parts, deeper)?;
        }
        for place in branches(place, schema, "allOf") {
            self.gather(&place, parts, deeper)?;
        }
        for keyword in ["oneOf", "anyOf"] {
            self.union(place, schema, keyword, parts, deeper)?;
        }
        let types = schema.get("type");
        parts.nullable |= match types {
            Some(Value::Array(types)) => types.iter().any(|kind| kind == "null"),
            types => types.is_some_and(|kind| kind == "null"),
        };
        parts.schemas.push((place.to_owned(), schema));
        Ok(())
    }

    fn kind(&self, place: &str, parts: Parts<'d>) -> Result<Kind, String> {
        if let Some(tagged) = parts.tagged {
            return Ok(tagged);
        }
        if let Some((branches, tag)) = &parts.union {
            return self.union_kind(branches, *tag);
        }
        let mut types: Vec<&str> = Vec::new();
        for (_, schema) in &parts.schemas {
            let stated = match schema.get("type") {
                Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
                stated => stated
                    .and_then(Value::as_str)
                    .into_iter()
                    .collect::<Vec<_>>(),
            };
            types.extend(stated.into_iter().filter(|kind| *kind != "null"));
        }
        types.sort_unstable();
        types.dedup();
        if types.len() > 1 {
            return Err(format!("{place}: several types at once, {types:?}"));
        }
        let find = |keyword: &str| parts.schemas.iter().rev().find_map(|(_, s)| s.get(keyword));
        let at = |keyword: &str| {
            let holder = parts
                .schemas
                .iter()
                .rev()
                .find(|(_, s)| s.contains_key(keyword));
            holder.map(|(place, _)| child(place, keyword))
        };
        let size = |keyword: &str| {
            find(keyword)
                .and_then(Value::as_u64)
                .and_then(|n| usize::try_from(n).ok())
        };
        let bound = |keyword: &str| find(keyword).and_then(Value::as_i64).map(i128::from);
        if let Some(value) = find("const") {
            let text = value
                .as_str()
                .ok_or_else(|| format!("{place}: {value} is not a text"))?;
            return Ok(Kind::Constant(text.to_owned()));
        }
        if let Some(values) = find("enum") {
            let values = texts(values).ok_or_else(|| format!("{place}: {values} are not texts"))?;
            return Ok(Kind::Choice {
                values,
                open: false,
            });
        }
        if let Some(values) = find("x-open-enum") {
            let values = texts(values).ok_or_else(|| format!("{place}: {values} are not texts"))?;
            return Ok(Kind::Choice { values, open: true });
        }
        let object = parts
            .schemas
            .iter()
            .any(|(_, s)| s.contains_key("properties"));
        Ok(match types.first().copied() {
            Some("object") | None if object => self.object(&parts)?,
            None => Kind::Anything,
            Some("boolean") => Kind::Boolean,
            Some("number") => Kind::Number,
            Some("integer") => Kind::Integer(Integer {
                format: find("format")
                    .and_then(Value::as_str)
                    .map(|format| format.replace("u-", "u")),
                least: bound("minimum"),
                most: bound("maximum"),
            }),
            Some("string") => Kind::Text(Text {
                patterns: find("pattern")
                    .and_then(Value::as_str)
                    .map(str::to_owned)
                    .into_iter()
                    .collect(),
                least: size("minLength").unwrap_or_default(),
                most: size("maxLength"),
                base64: find("contentEncoding").is_some_and(|encoding| encoding == "base64"),
            }),
            Some("array") => Kind::List {
                items: at("items"),
                least: size("minItems").unwrap_or_default(),
                most: size("maxItems"),
            },
            Some("object") => Kind::Map {
                keys: at("propertyNames"),
                values: at("additionalProperties"),
                most: size("maxProperties"),
            },
            Some(other) => return Err(format!("{place}: the type {other} is not understood")),
        })
    }

    fn object(&self, parts: &Parts<'d>) -> Result<Kind, String> {
        let mut object = Object {
            alternatives: parts.alternatives.clone(),
            one_or_more: parts.one_or_more.clone(),
            ..Object::default()
        };
        for (place, schema) in &parts.schemas {
            let properties = schema.get("properties").and_then(Value::as_object);
            for name in properties.into_iter().flat_map(Map::keys) {
                let property: &mut Property = object.properties.entry(name.clone()).or_default();
                property
                    .places
                    .push(child(&child(place, "properties"), name));
            }
            if schema
                .get("additionalProperties")
                .is_some_and(|more| more != true)
            {
                return Err(format!("{place}: both properties and other keys"));
            }
        }
        for (place, schema) in &parts.schemas {
            for name in schema.get("required").and_then(texts).unwrap_or_default() {
                let property = object.properties.get_mut(&name);
                property
                    .ok_or_else(|| format!("{place}: {name} is required and not there"))?
                    .required = true;
            }
        }
        Ok(Kind::Object(object))
    }
}

/// Where the branches of a keyword are.
pub(super) fn branches(place: &str, schema: &Map<String, Value>, keyword: &str) -> Vec<String> {
    let count = schema
        .get(keyword)
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    (0..count)
        .map(|index| child(&child(place, keyword), &index.to_string()))
        .collect()
}

/// The pointer of a reference within its document.
fn target(reference: &str) -> Option<String> {
    reference.strip_prefix('#').map(str::to_owned)
}

/// The last step of a pointer.
fn name(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

fn is_named(place: &str) -> bool {
    place.starts_with("/$defs/")
}

pub(super) fn texts(values: &Value) -> Option<Vec<String>> {
    let values = values.as_array()?.iter();
    values
        .map(|value| value.as_str().map(str::to_owned))
        .collect()
}
