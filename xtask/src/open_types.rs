//! Open enums and open unions: types that keep what they do not know.
//!
//! The generator would close them, so that one new value fails a whole page. Each is written as a
//! call of a macro of `sfcompute-types` instead.

use std::fmt::Write as _;

use openapi_lower::{Lowered, StringEnum, TaggedUnion};

use crate::generate::type_name;

/// The Rust names of all open types.
pub fn names(lowered: &Lowered) -> Vec<String> {
    let enums = lowered.enums.iter().map(|e| type_name(&e.name));
    enums
        .chain(lowered.tagged_unions.iter().map(|u| type_name(&u.name)))
        .collect()
}

/// The text of all open types, indented for the module of types.
pub fn text(lowered: &Lowered) -> String {
    let mut out = String::new();
    for string_enum in &lowered.enums {
        out.push_str(&enum_text(string_enum));
    }
    for union in &lowered.tagged_unions {
        out.push_str(&union_text(union));
    }
    out
}

fn enum_text(string_enum: &StringEnum) -> String {
    let mut out = String::new();
    let name = type_name(&string_enum.name);
    out.push_str("    ::sfcompute_types::open_enum! {\n");
    docs(
        &mut out,
        8,
        string_enum.docs.as_deref(),
        &format!("`{}`.", string_enum.name),
    );
    // Writing to a string cannot fail.
    let _ = writeln!(out, "        pub enum {name} {{");
    for value in &string_enum.values {
        docs(
            &mut out,
            12,
            value.docs.as_deref(),
            &format!("`{}`.", value.value),
        );
        let _ = writeln!(out, "            {} = {:?},", value.variant, value.value);
    }
    out.push_str("        }\n    }\n");
    out
}

fn union_text(union: &TaggedUnion) -> String {
    let mut out = String::new();
    let name = type_name(&union.name);
    out.push_str("    ::sfcompute_types::tagged_union! {\n");
    docs(
        &mut out,
        8,
        union.docs.as_deref(),
        &format!("`{}`.", union.name),
    );
    let _ = writeln!(out, "        pub enum {name} by {:?} {{", union.tag);
    for variant in &union.variants {
        let known_by = format!("`{}` is `{}`.", union.tag, variant.value);
        docs(&mut out, 12, variant.docs.as_deref(), &known_by);
        let _ = writeln!(
            out,
            "            {}({}) = {:?},",
            variant.variant,
            type_name(&variant.schema),
            variant.value
        );
    }
    out.push_str("        }\n    }\n");
    out
}

fn docs(out: &mut String, indent: usize, docs: Option<&str>, otherwise: &str) {
    let docs = docs
        .map(str::trim)
        .filter(|docs| !docs.is_empty())
        .unwrap_or(otherwise);
    for line in docs.lines() {
        let _ = writeln!(out, "{:indent$}{}", "", format!("/// {line}").trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi_lower::{EnumValue, UnionVariant};

    #[test]
    fn an_enum_is_a_macro_call() {
        let string_enum = StringEnum {
            name: "OrderStatus".to_owned(),
            docs: Some("How it stands.\n\nMore.".to_owned()),
            open: false,
            values: vec![EnumValue {
                value: "-created_at".to_owned(),
                variant: "MinusCreatedAt".to_owned(),
                docs: None,
            }],
        };
        let expected = "    ::sfcompute_types::open_enum! {
        /// How it stands.
        ///
        /// More.
        pub enum OrderStatus {
            /// `-created_at`.
            MinusCreatedAt = \"-created_at\",
        }
    }
";
        assert_eq!(enum_text(&string_enum), expected);
    }

    #[test]
    fn a_union_is_a_macro_call() {
        let union = TaggedUnion {
            name: "Answer".to_owned(),
            docs: None,
            tag: "type".to_owned(),
            variants: vec![UnionVariant {
                value: "quoted".to_owned(),
                schema: "AnswerQuoted".to_owned(),
                variant: "Quoted".to_owned(),
                docs: None,
            }],
        };
        let expected = "    ::sfcompute_types::tagged_union! {
        /// `Answer`.
        pub enum Answer by \"type\" {
            /// `type` is `quoted`.
            Quoted(AnswerQuoted) = \"quoted\",
        }
    }
";
        assert_eq!(union_text(&union), expected);
    }
}
