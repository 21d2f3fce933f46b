//! What a lowering gives back.

use std::fmt;

use serde_json::Value;

use crate::Pointer;

/// A lowered document, and all that a reader or a generator may want to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered {
    /// The document, OpenAPI 3.0.3.
    pub document: Value,
    /// What each pass did, in the order in which they ran; passes that did nothing included.
    pub report: Vec<PassReport>,
    /// The tagged unions among the component schemas, in the document's order.
    pub tagged_unions: Vec<TaggedUnion>,
    /// The string enums among the component schemas, in the document's order.
    pub enums: Vec<StringEnum>,
    /// The properties of `PATCH` bodies that may be absent, null or a value.
    pub patch_fields: Vec<PatchField>,
}

/// What one pass did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassReport {
    /// The pass's name.
    pub pass: &'static str,
    /// What was put into another form that means the same.
    pub changed: Vec<Change>,
    /// What the lowered document no longer says.
    pub lost: Vec<Change>,
}

/// One change; displays as `#/json/pointer: what`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The place, in the document as the pass found it.
    pub pointer: Pointer,
    /// What was done there.
    pub what: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.pointer, self.what)
    }
}

/// A component schema that is one of several objects, told apart by a tag.
///
/// The schema itself is a `oneOf` of references with the mark `x-tagged-union`; the variants'
/// schemas do not hold the tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedUnion {
    /// The component's name.
    pub name: String,
    /// Its description.
    pub docs: Option<String>,
    /// The property that tells the variants apart.
    pub tag: String,
    /// The variants, in the document's order.
    pub variants: Vec<UnionVariant>,
}

/// One variant of a [`TaggedUnion`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnionVariant {
    /// The tag's value.
    pub value: String,
    /// The name of the component schema that holds the rest.
    pub schema: String,
    /// A Rust name for the variant, distinct within the union.
    pub variant: String,
    /// The description of the branch, or that of its schema.
    pub docs: Option<String>,
}

/// A component schema that is a text from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringEnum {
    /// The component's name.
    pub name: String,
    /// Its description.
    pub docs: Option<String>,
    /// Whether the document itself allows other texts: the schema then is a plain string with
    /// the list in `x-open-enum`.
    pub open: bool,
    /// The values, in the document's order.
    pub values: Vec<EnumValue>,
}

/// One value of a [`StringEnum`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The text on the wire.
    pub value: String,
    /// A Rust name for it, distinct within the enum: that of `x-enum-varnames` where the
    /// document has one.
    pub variant: String,
    /// Its description, from `x-enum-descriptions` or the branch of a union of constants.
    pub docs: Option<String>,
}

/// A property in which absent, null and a value are three different things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PatchField {
    /// The name of the component schema.
    pub schema: String,
    /// The property's name on the wire.
    pub property: String,
}
