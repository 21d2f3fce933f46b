//! What a JSON schema says of a value, one level at a time.
//!
//! The contract's schemas and those that the types derive are written in different ways that mean
//! the same: a null in a list of types or as a branch, a reference with or without siblings, parts
//! joined by `allOf`. A [`Shape`] is what they mean. A keyword that is not understood is an error,
//! so that nothing a schema says is passed over.

mod read;
mod union;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use serde_json::Value;

/// A document of schemas.
pub struct Schemas<'d> {
    document: &'d Value,
    unions: BTreeMap<String, Union>,
    /// What was read already.
    known: RefCell<HashMap<String, Rc<Shape>>>,
}

/// A union told apart by a tag, where the schema alone does not say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    /// The property that holds the tag.
    pub tag: String,
    /// The tag's values, and the names of the schemas that hold the rest.
    pub arms: Vec<(String, String)>,
}

/// What a schema says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The named schema that it refers to, where it is no more than a reference.
    pub named: Option<String>,
    /// Whether null is allowed.
    pub nullable: bool,
    /// What else is allowed.
    pub kind: Kind,
}

/// What a schema allows besides null; places are JSON pointers into its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any value at all.
    Anything,
    /// True or false.
    Boolean,
    /// Any number.
    Number,
    /// A whole number.
    Integer(Integer),
    /// A text.
    Text(Text),
    /// One text only.
    Constant(String),
    /// A text from a list.
    Choice {
        /// The list.
        values: Vec<String>,
        /// Whether other texts are allowed as well.
        open: bool,
    },
    /// A list of values of one kind.
    List {
        /// Where the schema of the values is; any value goes where there is none.
        items: Option<String>,
        /// The fewest values.
        least: usize,
        /// The most values.
        most: Option<usize>,
    },
    /// An object whose keys are data.
    Map {
        /// Where the schema of the keys is.
        keys: Option<String>,
        /// Where the schema of the values is.
        values: Option<String>,
        /// The most entries.
        most: Option<usize>,
    },
    /// An object whose keys are known.
    Object(Object),
    /// One of several objects, told apart by a tag.
    Tagged {
        /// The property that holds the tag.
        tag: String,
        /// The tag's values, and where the schemas of the objects are.
        arms: Vec<(String, String)>,
    },
    /// One of several values that no tag tells apart.
    Untagged(Vec<String>),
}

impl Kind {
    /// The kind in words.
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Anything => "any value",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Integer(_) => "an integer",
            Self::Text(_) => "a text",
            Self::Constant(_) => "a constant",
            Self::Choice { .. } => "a choice of texts",
            Self::List { .. } => "a list",
            Self::Map { .. } => "a map",
            Self::Object(_) => "an object",
            Self::Tagged { .. } => "a tagged union",
            Self::Untagged(_) => "a union without a tag",
        }
    }
}

/// A whole number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Integer {
    /// `int32`, `uint64` and so on; `u-int64` is written as `uint64`.
    pub format: Option<String>,
    /// The least number.
    pub least: Option<i128>,
    /// The greatest number.
    pub most: Option<i128>,
}

impl Integer {
    /// The numbers that the format holds; those of 64 bits with a sign where there is none.
    pub fn range(&self) -> Option<(i128, i128)> {
        Some(match self.format.as_deref().unwrap_or("int64") {
            "int8" => (i8::MIN.into(), i8::MAX.into()),
            "int16" => (i16::MIN.into(), i16::MAX.into()),
            "int32" => (i32::MIN.into(), i32::MAX.into()),
            "int64" => (i64::MIN.into(), i64::MAX.into()),
            "uint8" => (0, u8::MAX.into()),
            "uint16" => (0, u16::MAX.into()),
            "uint32" => (0, u32::MAX.into()),
            "uint64" => (0, u64::MAX.into()),
            _ => return None,
        })
    }
}

/// A text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Patterns of which it matches one; none where any text goes.
    pub patterns: Vec<String>,
    /// The fewest characters.
    pub least: usize,
    /// The most characters.
    pub most: Option<usize>,
    /// Whether it is base64.
    pub base64: bool,
}

/// An object whose keys are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// Its properties.
    pub properties: BTreeMap<String, Property>,
    /// Lists of properties; exactly the properties of one of them are there.
    pub alternatives: Vec<Vec<String>>,
    /// Lists of properties; the properties of one of them are there, or of several.
    pub one_or_more: Vec<Vec<String>>,
}

/// A property of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// Where its schemas are: one, or more where the object is joined of parts that share it.
    pub places: Vec<String>,
    /// Whether it is always there.
    pub required: bool,
}

impl<'d> Schemas<'d> {
    /// The schemas of a document, with the unions that it does not show.
    pub fn new(document: &'d Value, unions: BTreeMap<String, Union>) -> Self {
        Self {
            document,
            unions,
            known: RefCell::default(),
        }
    }

    /// The whole document.
    pub const fn document(&self) -> &'d Value {
        self.document
    }
}

/// One more step of a JSON pointer.
pub fn child(place: &str, key: &str) -> String {
    format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"))
}
