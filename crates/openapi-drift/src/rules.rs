//! The rules: what each kind of difference means, to a client already shipped and to users' code.
//!
//! One row a kind. A row holds two verdicts for each direction, since what harms a sender rarely
//! harms a receiver: a value that is no longer accepted is the sender's trouble, one that is new
//! the receiver's. How the place softens a verdict (a header, a property that is only read) is
//! in [`judge`](crate::judge).

use serde::{Deserialize, Serialize};

/// What a difference does to a client that is already shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wire {
    /// Nothing.
    Safe,
    /// Some calls fail, or some answers cannot be read.
    MayBreak,
    /// Calls fail, or answers cannot be read.
    Breaks,
}

/// What a difference does to users' code once the client is generated anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The generated code is the same, save for documentation.
    None,
    /// Something is new; what was written still compiles.
    Minor,
    /// Something that was written may no longer compile.
    Major,
}

/// A kind of difference and its verdicts.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule's name, stable across releases: ledgers refer to it.
    pub id: &'static str,
    /// Wire and source where the difference is met in what the client sends.
    pub request: (Wire, Source),
    /// Wire and source where the difference is met in what the client receives.
    pub response: (Wire, Source),
    /// Why the verdicts are what they are.
    pub reason: &'static str,
}

macro_rules! verdict {
    (safe) => {
        Wire::Safe
    };
    (may) => {
        Wire::MayBreak
    };
    (breaks) => {
        Wire::Breaks
    };
    (none) => {
        Source::None
    };
    (minor) => {
        Source::Minor
    };
    (major) => {
        Source::Major
    };
}

macro_rules! rules {
    ($($name:ident $id:literal: $rw:ident $rs:ident | $aw:ident $as:ident, $reason:literal;)*) => {
        $(
            pub(crate) const $name: &Rule = &Rule {
                id: $id,
                request: (verdict!($rw), verdict!($rs)),
                response: (verdict!($aw), verdict!($as)),
                reason: $reason,
            };
        )*
        /// Every rule, in the order of the table.
        pub const RULES: &[&Rule] = &[$($name),*];
    };
}

rules! {
    // The document and its operations. What has no direction has the same verdict in both.
    SERVER_CHANGED "server-changed": may none | may none, "a client built with the old default address calls a place that may be gone";
    SERVER_ADDED "server-added": safe none | safe none, "the addresses in use stay";
    SERVER_REMOVED "server-removed": may none | may none, "the address may be the one in use";
    OPERATION_ADDED "operation-added": safe minor | safe minor, "a new method";
    OPERATION_REMOVED "operation-removed": breaks major | breaks major, "the call fails, the method is gone";
    OPERATION_MOVED "operation-moved": breaks none | breaks none, "shipped clients call the old path; the method is named for the operation and stays";
    PATH_PREFIX_MOVED "path-prefix-moved": breaks none | breaks none, "shipped clients call the old paths; methods are named for operations and stay";
    OPERATION_ID_CHANGED "operation-id-changed": safe major | safe major, "the method is named for it";
    TAGS_CHANGED "tags-changed": safe none | safe none, "tags group documentation";
    OPERATION_DEPRECATED "operation-deprecated": safe minor | safe minor, "the method gains a deprecation warning";
    OPERATION_REACTIVATED "operation-reactivated": safe minor | safe minor, "the deprecation warning goes";
    SUNSET_CHANGED "sunset-changed": safe none | safe none, "an announced end; nothing changes before it";
    STABILITY_CHANGED "stability-changed": safe none | safe none, "a promise of the provider";
    EXTENSION_CHANGED "extension-changed": safe none | safe none, "extensions have no meaning of their own";
    UNJUDGED "unjudged-keyword": may none | may none, "no rule knows this keyword: look at it yourself";
    REFERENCE_LOST "reference-lost": may major | may major, "a reference leads nowhere, so what stands there cannot be judged";
    CALLBACK_ADDED "callback-added": safe none | safe none, "callbacks are not generated";
    CALLBACK_REMOVED "callback-removed": safe none | safe none, "callbacks are not generated";
    WEBHOOK_ADDED "webhook-added": safe none | safe none, "webhooks are not generated";
    WEBHOOK_REMOVED "webhook-removed": safe none | safe none, "webhooks are not generated";
    LINK_CHANGED "link-changed": safe none | safe none, "links are not generated";

    // Security.
    SECURITY_ADDED "security-required": breaks none | breaks none, "a call that needed no credentials is refused without them";
    SECURITY_OFFERED "security-alternative-added": safe none | safe none, "the ways in use stay";
    SECURITY_REPLACED "security-replaced": breaks none | breaks none, "the credentials in use are no longer accepted";
    SECURITY_REMOVED "security-alternative-removed": safe none | safe none, "no more is asked than before";
    SECURITY_NARROWED "security-alternative-withdrawn": may none | may none, "the way withdrawn may be the one in use";
    SCOPE_ADDED "security-scope-added": may none | may none, "a token without the scope is refused";
    SCOPE_REMOVED "security-scope-removed": safe none | safe none, "less is asked than before";
    SCHEME_ADDED "security-scheme-added": safe none | safe none, "nothing uses it until an operation asks for it";
    SCHEME_REMOVED "security-scheme-removed": safe none | safe none, "operations that used it are reported on their own";
    SCHEME_TYPE_CHANGED "security-scheme-type-changed": breaks major | breaks major, "credentials of another kind";
    SCHEME_PLACE_CHANGED "security-scheme-place-changed": breaks none | breaks none, "the credentials are looked for elsewhere";
    SCHEME_FLOW_CHANGED "security-scheme-flow-changed": safe none | safe none, "matters only to who runs the flow";
    SCHEME_SCOPES_CHANGED "security-scheme-scopes-changed": safe none | safe none, "a list of what may be asked for";

    // Parameters.
    REQUIRED_PARAMETER_ADDED "required-parameter-added": breaks major | breaks major, "shipped clients do not send it, the method takes one more";
    OPTIONAL_PARAMETER_ADDED "optional-parameter-added": safe minor | safe minor, "nobody has to send it";
    PARAMETER_REMOVED "parameter-removed": may major | may major, "the server may refuse or pass over it; the argument is gone";
    PATH_PARAMETER_REMOVED "path-parameter-removed": breaks major | breaks major, "the path has another shape";
    REQUIRED_PARAMETER_RENAMED "required-parameter-renamed": breaks major | breaks major, "the server does not know the old name, the argument has another";
    OPTIONAL_PARAMETER_RENAMED "optional-parameter-renamed": may major | may major, "the old name is refused or passed over, the argument has another";
    PATH_PARAMETER_RENAMED "path-parameter-renamed": safe none | safe none, "the path that is called is the same";
    PARAMETER_REQUIRED "parameter-became-required": breaks major | breaks major, "calls without it are refused";
    PARAMETER_OPTIONAL "parameter-became-optional": safe major | safe major, "`T` becomes `Option<T>`";
    PARAMETER_STYLE_CHANGED "parameter-style-changed": breaks none | breaks none, "the same value is written otherwise";
    PARAMETER_DEPRECATED "parameter-deprecated": safe minor | safe minor, "a notice in the documentation";
    PARAMETER_REACTIVATED "parameter-reactivated": safe minor | safe minor, "a notice goes";

    // Bodies, responses, media types, headers.
    REQUIRED_BODY_ADDED "required-body-added": breaks major | breaks major, "shipped clients send none";
    OPTIONAL_BODY_ADDED "optional-body-added": safe minor | safe minor, "nobody has to send it";
    BODY_REMOVED "body-removed": breaks major | breaks major, "what is sent is no longer taken";
    BODY_REQUIRED "body-became-required": breaks major | breaks major, "calls without it are refused";
    BODY_OPTIONAL "body-became-optional": safe major | safe major, "`T` becomes `Option<T>`";
    SUCCESS_ADDED "success-status-added": safe minor | may minor, "only the documented status is taken for success";
    SUCCESS_REMOVED "success-status-removed": breaks major | breaks major, "the method's answer has another form";
    FAILURE_ADDED "failure-status-added": safe none | safe none, "failures are told by their status, whichever it is";
    FAILURE_REMOVED "failure-status-removed": safe none | safe none, "one failure less to meet";
    MEDIA_TYPE_ADDED "media-type-added": safe minor | safe none, "the form in use stays";
    MEDIA_TYPE_REMOVED "media-type-removed": breaks major | breaks major, "which form a client speaks cannot be told from the document, and this one is gone";
    MEDIA_TYPE_RENAMED "media-type-renamed": safe none | safe none, "JSON by another name";
    MEDIA_TYPE_RELATED "media-type-became-related": safe major | safe major, "a more or less general name of one format";
    BODY_SCHEMA_ADDED "body-schema-added": may major | safe major, "what had no form has one";
    BODY_SCHEMA_REMOVED "body-schema-removed": safe major | may major, "what had a form has none";
    ENCODING_CHANGED "encoding-changed": may none | may none, "parts of a form are written otherwise";
    HEADER_ADDED "response-header-added": safe none | safe none, "response headers are not generated";
    REQUIRED_HEADER_REMOVED "required-response-header-removed": safe none | may none, "code may rely on it";
    OPTIONAL_HEADER_REMOVED "optional-response-header-removed": safe none | safe none, "code cannot rely on it";
    HEADER_OPTIONAL "response-header-became-optional": safe none | may none, "code may rely on it";
    HEADER_REQUIRED "response-header-became-required": safe none | safe none, "more is promised than before";
    HEADER_DEPRECATED "response-header-deprecated": safe none | safe none, "response headers are not generated";

    // Component schemas: each is a type.
    SCHEMA_ADDED "schema-added": safe minor | safe minor, "a new type";
    SCHEMA_REMOVED "schema-removed": safe major | safe major, "a type is gone";
    SCHEMA_PART_REMOVED "schema-part-removed": may major | may major, "a type is gone that others were made of, and with it what it asked for besides properties";
    SCHEMA_RENAMED "schema-renamed": safe major | safe major, "a type has another name";

    // Types.
    TYPE_CHANGED "type-changed": breaks major | breaks major, "a value of one type is none of the other";
    TYPE_WIDENED "type-widened": safe major | breaks major, "values come that could not come before";
    TYPE_NARROWED "type-narrowed": breaks major | safe major, "values are refused that were taken before";
    TYPE_TO_TEXT "type-became-text": breaks major | breaks major, "a number is no text in JSON; in a parameter or header each is written as one";
    TYPE_FROM_TEXT "type-was-text": breaks major | breaks major, "a text is no number in JSON; in a parameter or header some are";
    TYPE_LOOSE "loose-type-changed": safe major | safe major, "in a form without types, as XML or plain text, both are text";
    FORMAT_CHANGED "format-changed": breaks major | breaks major, "texts of one format are none of the other";
    FORMAT_WIDENED "format-widened": safe major | breaks major, "values come that the old type cannot hold";
    FORMAT_NARROWED "format-narrowed": breaks major | safe major, "values are refused that were taken before";
    FORMAT_SWAPPED "format-swapped": breaks none | safe none, "texts of one format are none of the other; in Rust both are a `String`";
    FORMAT_NOTED "format-noted": may none | safe none, "the type in Rust is the same; a server may check";
    FORMAT_IDLE "idle-format-changed": safe none | safe none, "a format says nothing about lists and objects";
    FORMAT_DROPPED "format-note-dropped": safe none | safe none, "the type in Rust is the same, and no less fits it";
    PRECISION_CHANGED "precision-changed": safe major | safe major, "`f32` and `f64` read each other's numbers";
    BECAME_NULLABLE "became-nullable": safe major | breaks major, "null comes where a value was promised";
    BECAME_NOT_NULLABLE "became-not-nullable": breaks major | safe major, "null is refused";

    // Values.
    VALUES_ADDED "enum-values-added": safe minor | safe minor, "a new variant; the client reads unknown ones";
    VALUES_REMOVED "enum-values-removed": breaks major | safe major, "a value is refused, its variant is gone";
    BECAME_ENUM "became-enum": breaks major | safe major, "only listed values are left";
    KNOWN_VALUES_ADDED "extensible-values-added": safe none | safe none, "a hint at one more value of an open list";
    KNOWN_VALUES_REMOVED "extensible-values-removed": may none | safe none, "a value may be refused, though the list is open";
    ENUM_OPENED "enum-opened": safe major | safe major, "any value is possible; unknown ones could be read before";
    CONSTANT_CHANGED "constant-changed": breaks major | safe major, "the one value is another";
    DEFAULT_ADDED "default-added": safe none | safe none, "what is left out gets a value";
    DEFAULT_REMOVED "default-removed": may none | safe none, "what is left out no longer gets its value";
    DEFAULT_CHANGED "default-changed": may none | safe none, "what is left out gets another value";

    // Bounds and the like.
    BOUND_TIGHTENED "bound-tightened": may none | safe none, "some values are refused; types in Rust hold no bounds";
    BOUND_LOOSENED "bound-loosened": safe none | safe none, "all values of before fit";
    PATTERN_CHANGED "pattern-changed": may none | safe none, "some texts may be refused; types in Rust hold no patterns";
    GUARD_ADDED "restriction-added": may none | safe none, "some values may be refused; types in Rust do not show it";
    GUARD_REMOVED "restriction-removed": safe none | safe none, "all values of before fit";
    GUARD_CHANGED "restriction-changed": may none | safe none, "some values may be refused; types in Rust do not show it";
    UNEVALUATED_ADDED "unevaluated-added": may none | safe none, "properties or items that are not listed may be refused";
    TUPLE_ADDED "tuple-items-added": may none | may none, "items have forms by their place";
    TUPLE_REMOVED "tuple-items-removed": may none | safe none, "items no longer have forms by their place";
    CONTENT_CHANGED "content-coding-changed": breaks none | may none, "the text holds something else; in Rust it stays a `String`";

    // Objects.
    REQUIRED_PROPERTY_ADDED "required-property-added": breaks major | safe minor, "shipped clients do not send it; received, it is passed over";
    OPTIONAL_PROPERTY_ADDED "optional-property-added": safe minor | safe minor, "nobody has to send it; received, it is passed over";
    REQUIRED_PROPERTY_REMOVED "required-property-removed": may major | breaks major, "reading fails without it";
    OPTIONAL_PROPERTY_REMOVED "optional-property-removed": may major | safe major, "the field is gone";
    REQUIRED_PROPERTY_RENAMED "required-property-renamed": breaks major | breaks major, "shipped clients send the old name, and cannot read without it";
    OPTIONAL_PROPERTY_RENAMED "optional-property-renamed": may major | safe major, "the old name is passed over or refused; the field has another name";
    PROPERTY_RENAMED_REQUIRED "property-renamed-and-required": breaks major | safe major, "shipped clients do not send the new name";
    PROPERTY_RENAMED_OPTIONAL "property-renamed-and-optional": may major | breaks major, "reading fails without the old name";
    PROPERTY_REQUIRED "property-became-required": breaks major | safe major, "`Option<T>` becomes `T`; shipped clients may leave it out";
    PROPERTY_OPTIONAL "property-became-optional": safe major | breaks major, "`T` becomes `Option<T>`; reading fails without it";
    READ_ONLY_ADDED "became-read-only": may none | safe none, "what is sent is refused or passed over";
    READ_ONLY_REMOVED "became-not-read-only": safe none | safe none, "it may be sent now";
    WRITE_ONLY_ADDED "became-write-only": safe none | safe none, "it may no longer come; it was optional";
    REQUIRED_WRITE_ONLY_ADDED "required-became-write-only": safe none | breaks major, "it no longer comes, and reading fails without it";
    WRITE_ONLY_REMOVED "became-not-write-only": safe none | safe none, "it may come now, and is passed over";
    DEPRECATED "schema-deprecated": safe minor | safe minor, "a notice on the field or type";
    REACTIVATED "schema-reactivated": safe minor | safe minor, "a notice goes";
    OBJECT_CLOSED "additional-properties-closed": may none | safe none, "properties that are not listed are refused";
    OBJECT_OPENED "additional-properties-opened": safe none | safe none, "clients pass over what they do not know";
    MAP_GAINED "map-values-added": may major | may major, "other properties have a form: the type holds a map";
    MAP_LOST "map-values-removed": safe major | safe major, "other properties have no form any more";

    // Unions.
    ONE_OF_ADDED "one-of-branch-added": safe minor | breaks minor, "a form comes that no branch of before reads";
    ONE_OF_REMOVED "one-of-branch-removed": breaks major | safe major, "a form is refused, its variant is gone";
    ANY_OF_ADDED "any-of-branch-added": safe minor | may minor, "a form may come that no branch of before reads";
    ANY_OF_REMOVED "any-of-branch-removed": breaks major | safe major, "a form is refused, its variant is gone";
    WRAPPED "wrapped-in-union": may major | breaks major, "one form becomes one of several";
    UNWRAPPED "unwrapped-from-union": breaks major | safe major, "of several forms one is left";
    UNION_KIND_CHANGED "union-kind-changed": may none | safe none, "`oneOf` refuses what fits two branches, `anyOf` does not";
    DISCRIMINATOR_ADDED "discriminator-added": safe none | safe none, "branches are told apart by their own constants";
    DISCRIMINATOR_REMOVED "discriminator-removed": safe none | safe none, "branches are told apart by their own constants";
    DISCRIMINATOR_MOVED "discriminator-property-changed": may none | safe none, "the server looks for the tag elsewhere";
    MAPPING_ADDED "discriminator-mapping-added": safe none | safe none, "one more tag";
    MAPPING_REMOVED "discriminator-mapping-removed": may none | safe none, "a tag is no longer known";
    MAPPING_CHANGED "discriminator-mapping-changed": may none | safe none, "a tag means another form";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_rule_has_a_name_of_its_own_and_a_reason() {
        let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(names.len(), RULES.len());
        for rule in RULES {
            let plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
            assert!(rule.id.chars().all(plain), "{}", rule.id);
            assert!(rule.reason.len() > 8, "{}", rule.id);
        }
    }
}
